"""`warmline lint` beside phrasebooks: their problems and those of the settings, and the wording rules for Vale."""

from __future__ import annotations

import argparse
from pathlib import Path

from composer.cli.open_desk import opened_desk
from composer.desk.lint import lint_desk
from kb.cli import lint
from kb.cli.main import desk_of, say
from kb.settings import load_library_settings


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's words."""
    lint.add(parser)
    parser.add_argument("--export-vale", metavar="DIR", help="write the wording rules as a style for the linter Vale")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print every problem of the desk, or write the wording rules."""
    if arguments.rules:
        lint.print_rules()
        return 0
    return lint.again_and_again(arguments, look) if arguments.watch else look(arguments)


def look(arguments: argparse.Namespace) -> int:
    """Print the problems of the desk as it is now."""
    if arguments.fix or arguments.dry_run:
        folder = desk_of(arguments)
        lint.fix(arguments, folder, load_library_settings(folder))
        if arguments.dry_run:
            return 0
    with opened_desk(arguments) as desk:
        if arguments.export_vale:
            from composer.exchange.vale import STYLE, export_vale

            folder = Path(arguments.export_vale)
            written = export_vale(folder, desk.language.wording, desk.language.speech.slots)
            say(f"{len(written)} files of the Vale style {STYLE} are in {folder}.")
            return 0
        problems = {*lint_desk(desk), *lint.export_problems(desk.root, desk.library, desk.settings.library)}
        return lint.print_problems(sorted(problems), arguments, desk.root)
