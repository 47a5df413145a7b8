"""`warmline schema` beside phrasebooks: theirs as well."""

from __future__ import annotations

import argparse
from pathlib import Path

from composer.phrases.phrasebook import read_phrasebook
from composer.practice.read_drills import read_course
from composer.reading.cues import read_cues
from composer.settings import read_own_settings, read_settings
from composer.writing.wording_rules import read_wording
from kb.cli import schema
from kb.cli.main import desk_of, say
from kb.lint.schema import Read

MORE: dict[str, tuple[str, Read]] = {
    "settings": ("Settings (warmline.yaml)", read_settings),
    "agent": ("A person's own settings (agent.yaml)", read_own_settings),
    "phrasebook": ("A phrasebook", read_phrasebook),
    "cues": ("Cues (cues.yaml)", read_cues),
    "drills": ("Drills of a course (drills/*.yaml)", read_course),
    "wording": ("Wording rules (wording.yaml)", read_wording),
}
"""The kinds of file that replies need."""


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's words."""
    schema.add(parser)
    parser.add_argument("--editors", action="store_true", help="write settings of VS Code and Neovim into the desk too")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the schemas of every kind of file, and the settings of editors where they are asked for."""
    if not arguments.editors:
        return schema.run(arguments, MORE)
    from composer.cli.editors import SCHEMAS, write_editor_settings

    desk = desk_of(arguments)
    for name in write_editor_settings(desk):
        print(desk / name)
    say(f"The schemas are in {desk / SCHEMAS}. Settings that were there already stay as they are.")
    return 0


def write_schemas(folder: Path) -> list[Path]:
    """Write the schema of every kind of file; their paths."""
    return schema.write_schemas(folder, MORE)
