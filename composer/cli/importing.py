"""`warmline import`: articles of another tool, and phrases of another desk."""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path

from composer.cli.open_desk import opened_desk
from kb.cli import importing
from kb.cli.main import add_common, desk_of, say
from kb.desk_files import place_in, read_desk_text
from kb.errors import AlreadyThere
from kb.files import write_given, write_text
from kb.folders import make_folder
from kb.settings import load_library_settings
from kb.text import count_of, slugify

_SHOWN = 10


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's words."""
    kinds = importing.add(parser)
    phrases = kinds.add_parser("phrases", help="macros, saved replies, canned responses, text modules or matches")
    phrases.add_argument("source", metavar="FILE", help="JSON, CSV or YAML as the other desk exports it")
    phrases.add_argument("--language", default="", help="of the phrases (default: the desk's)")
    phrases.add_argument("--dry-run", action="store_true", help="say what would come in, and change nothing")
    phrases.add_argument("--to-espanso", action="store_true", help="the other way: write the desk's phrases to FILE")
    add_common(phrases)
    phrases.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Bring phrases in as a phrasebook of their own, or write the desk's for espanso."""
    from composer.errors import BadImport
    from composer.exchange.phrase_file import load_phrases
    from composer.exchange.phrase_texts import by_language, espanso_text, phrasebook_text
    from kb.yaml.tree import MOST_CHARACTERS

    if arguments.to_espanso:
        with opened_desk(arguments) as opened:
            phrases = [(phrase.id, phrase.variants[0]) for phrase in opened.language.phrases]
        write_given(Path(arguments.source), espanso_text(phrases).encode())
        say(f"{count_of(len(phrases), 'phrase')} written to {arguments.source} as matches of espanso.")
        return 0
    desk = desk_of(arguments)
    taken = load_phrases(Path(arguments.source))
    given = arguments.language or load_library_settings(desk).language
    books = {given: taken} if arguments.language else by_language(taken, given)
    texts = {
        f"phrasebooks/{language}/from-{slugify(book.tool)}.yaml": phrasebook_text(book, language)
        for language, book in books.items()
    }
    for text in texts.values():
        if len(text) > MOST_CHARACTERS:
            many = f"{count_of(len(taken.phrases), 'phrase')} of {len(text) // 1_000:,} KB"
            most = f"a phrasebook holds {MOST_CHARACTERS // 1_000} KB"
            raise BadImport(arguments.source, [f"{many}, and {most}; bring in less at a time"])
    if not arguments.dry_run and taken.phrases:
        _write(desk, texts)
    if arguments.json:
        data = {"tool": taken.tool, "phrases": len(taken.phrases), "left_out": taken.left_out, "unknown": taken.unknown}
        print(json.dumps(data, ensure_ascii=False, indent=1))
        return 0
    where = f"{'would come into' if arguments.dry_run else 'written to'} {', '.join(texts)}"
    say(f"{taken.tool}: {count_of(len(taken.phrases), 'phrase')} {where}. Each step is a guess: confirm it there.")
    for line in taken.left_out[:_SHOWN]:
        say(f"Left out: {line}.")
    if len(taken.left_out) > _SHOWN:
        say(f"and {len(taken.left_out) - _SHOWN} more left out; --json names them all.")
    return 0


def _write(desk: Path, texts: dict[str, str]) -> None:
    """Write phrasebooks, all or none where one is there with another content."""
    for name, text in texts.items():
        if os.path.lexists(place_in(desk, name)) and read_desk_text(desk, name) != text:
            raise AlreadyThere(name)
    for name, text in texts.items():
        make_folder((desk / name).parent)
        write_text(desk / name, text)
