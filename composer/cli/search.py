"""`warmline search` beside the records: phrases after the articles, and a log without customers' names."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from kb.cli import search
from kb.cli.main import desk_of
from kb.cli.search import Also
from kb.errors import KBError

if TYPE_CHECKING:
    from kb.search.search_log import IsName


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's words."""
    search.add(parser)
    parser.add_argument("--phrases", action="store_true", help="phrases too, after the articles")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the best articles and, where wanted, phrases."""

    def also(words: str) -> list[Also]:
        return _phrases(arguments, words) if arguments.phrases else []

    with _customers(arguments) as is_name:
        return search.run(arguments, is_name, also)


def _phrases(arguments: argparse.Namespace, words: str) -> list[Also]:
    from composer.cli.open_desk import opened_desk
    from composer.desk.search_log import find_phrases

    with opened_desk(arguments) as desk:
        found = find_phrases(desk, words)[: max(arguments.limit, 1)]
    return [
        Also(
            {"phrase": one.id, "step": one.step, "path": one.path, "line": one.line, "say": one.variants},
            f"{one.id}  [{one.step.label}]",
            one.variants[0],
        )
        for one in found
    ]


@contextmanager
def _customers(arguments: argparse.Namespace) -> Iterator[IsName]:
    """Whether a word is part of a customer's name; the records are opened when the first word is asked about."""
    from contextlib import ExitStack

    with ExitStack() as opened:

        def is_name(word: str) -> bool:
            from composer.desk.desk import PRIVATE
            from composer.desk.search_log import named_so
            from composer.records.open_records import open_records

            path = desk_of(arguments) / PRIVATE / "records.sqlite"
            if not path.is_file():
                return False
            try:
                records = open_records(path)
                opened.callback(records.close)
                found = records.list_customers(word)
            except KBError:
                return True  # where nobody can tell, nothing is kept
            return named_so(found, word)

        yield is_name
