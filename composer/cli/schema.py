"""`warmline schema` beside phrasebooks: theirs as well."""

from __future__ import annotations

import argparse

from composer.phrases.phrasebook import read_phrasebook
from composer.practice.read_drills import read_course
from composer.reading.cues import read_cues
from composer.settings import read_own_settings, read_settings
from composer.writing.wording_rules import read_wording
from kb.cli import schema


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's words."""
    schema.add(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the schemas of every kind of file."""
    return schema.run(
        arguments,
        {
            "settings": ("Settings (warmline.yaml)", read_settings),
            "agent": ("A person's own settings (agent.yaml)", read_own_settings),
            "phrasebook": ("A phrasebook", read_phrasebook),
            "cues": ("Cues (cues.yaml)", read_cues),
            "drills": ("Drills of a course (drills/*.yaml)", read_course),
            "wording": ("Wording rules (wording.yaml)", read_wording),
        },
    )
