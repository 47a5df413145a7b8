"""The kinds of YAML files of a desk, and their schemas for editors."""

from __future__ import annotations

from pathlib import Path

from composer.phrases.phrasebook import read_phrasebook
from composer.practice.read_drills import read_course
from composer.reading.cues import read_cues
from composer.settings import read_own_settings, read_settings
from composer.writing.wording_rules import read_wording
from kb.cli import schema
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


def write_schemas(folder: Path) -> list[Path]:
    """Write the schema of every kind of file; their paths."""
    return schema.write_schemas(folder, MORE)
