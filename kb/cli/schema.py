"""`warmline schema`: JSON Schemas for editors, and the line that makes an editor use them."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from pathlib import Path

from kb.articles.article_source import read_front_matter
from kb.articles.category import read_category
from kb.cli.main import add_common, say
from kb.files import real_path, write_text
from kb.lint.schema import Read, schema_of
from kb.settings import read_library_settings
from kb.words.synonyms import read_synonyms

FILES: dict[str, tuple[str, Read]] = {
    "article": ("Front matter of an article", read_front_matter),
    "category": ("Front matter of a category (_index.md)", read_category),
    "settings": ("Settings (warmline.yaml)", read_library_settings),
    "synonyms": ("Synonyms (synonyms.yaml)", read_synonyms),
}
"""Every kind of file, and what reads it."""


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's words."""
    parser.add_argument(
        "folder", metavar="DIR", nargs="?", default="schemas", help="where to write them (default: schemas)"
    )
    add_common(parser, data=False)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, more: Mapping[str, tuple[str, Read]] | None = None) -> int:
    """Write the schemas and say how an editor finds them."""
    folder = Path(arguments.folder)
    for path in write_schemas(folder, more or {}):
        print(path)
    example = real_path(folder / "settings.schema.json").as_uri()
    say("Editors with a YAML language server use one where a file begins with:")
    say(f"# yaml-language-server: $schema={example}")
    return 0


def write_schemas(folder: Path, more: Mapping[str, tuple[str, Read]]) -> list[Path]:
    """Write the schema of every kind of file; their paths."""
    written = []
    for name, (title, read) in (FILES | dict(more)).items():
        path = folder / f"{name}.schema.json"
        write_text(path, json.dumps(schema_of(read, title), indent=1) + "\n")
        written.append(path)
    return written
