"""`warmline schema` beside phrasebooks: theirs as well."""

from __future__ import annotations

import argparse

from composer.cli.editors import SCHEMAS, write_editor_settings
from composer.cli.file_kinds import MORE
from kb.cli import schema
from kb.cli.main import desk_of, say


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's words."""
    schema.add(parser)
    parser.add_argument("--editors", action="store_true", help="write settings of VS Code and Neovim into the desk too")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the schemas of every kind of file, and the settings of editors where they are asked for."""
    if not arguments.editors:
        return schema.run(arguments, MORE)
    desk = desk_of(arguments)
    for name in write_editor_settings(desk):
        print(desk / name)
    say(f"The schemas are in {desk / SCHEMAS}. Settings that were there already stay as they are.")
    return 0
