"""`warmline misses`: what was looked for in vain, the largest gap first, and a stub article for one of them."""

from __future__ import annotations

import argparse
import json
from contextlib import closing
from pathlib import Path

from kb.articles.new import write_article
from kb.cli.main import add_common, desk_of, library_of, say
from kb.errors import KBError
from kb.search.search_log import Miss, load_misses
from kb.settings import load_library_settings
from kb.text import count_of, whole_number
from kb.words.synonyms import SYNONYMS, write_synonym


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's words."""
    parser.add_argument("--limit", type=int, default=20, metavar="N", help="at most N gaps (20)")
    parser.add_argument("--new", type=int, metavar="N", help="write the stub of an article for the Nth gap")
    parser.add_argument(
        "--synonym",
        nargs=2,
        metavar=("N", "WORDS"),
        help="write into synonyms.yaml that the words of the Nth gap mean WORDS, as the articles say",
    )
    parser.add_argument("--category", default="", help="folder of the stub, below articles")
    add_common(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the gaps, or write the stub of one."""
    desk = desk_of(arguments)
    misses = load_misses(desk, load_library_settings(desk).language)
    if arguments.new is not None:
        return _write_stub(arguments, desk, misses)
    if arguments.synonym:
        return _write_synonym(desk, misses, *arguments.synonym)
    shown = misses[: max(arguments.limit, 0)]
    if arguments.json:
        rows = [{"words": one.words, "times": one.times, "outcomes": dict(one.outcomes)} for one in shown]
        print(json.dumps(rows, ensure_ascii=False, indent=1))
        return 0
    for number, one in enumerate(shown, 1):
        outcomes = ", ".join(
            f"{outcome} {count}" if len(one.outcomes) > 1 else outcome for outcome, count in one.outcomes
        )
        print(f"{number:3}  {count_of(one.times, 'time'):9} {one.words}  ({outcomes})")
    if not shown:
        say("Nothing was looked for in vain, as far as the log of this desk goes.")
    return 0


def _gap(misses: list[Miss], number: int) -> str:
    if not 1 <= number <= len(misses):
        raise KBError(f"There is no gap number {number}; warmline misses lists {count_of(len(misses), 'gap')}.")
    return misses[number - 1].words


def _write_synonym(desk: Path, misses: list[Miss], number: str, ours: str) -> int:
    theirs = _gap(misses, whole_number(number) or 0)
    write_synonym(desk, ours, theirs)
    print(f"{SYNONYMS}: who asks for {theirs!r} finds {ours!r}.")
    return 0


def _write_stub(arguments: argparse.Namespace, desk: Path, misses: list[Miss]) -> int:
    words = _gap(misses, arguments.new)
    with closing(library_of(desk, load_library_settings(desk))) as library:
        path = write_article(library, words[:1].upper() + words[1:], arguments.category, keywords=words)
    print(path.relative_to(desk).as_posix())
    say("Write it in your editor, then: warmline lint")
    return 0
