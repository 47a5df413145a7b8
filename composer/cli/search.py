"""`warmline search` beside the records: phrases, replies and examples too, and a log without customers' names."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

from kb.cli import search
from kb.cli.main import desk_of
from kb.cli.search import Also

if TYPE_CHECKING:
    from composer.records.records import Records
    from kb.search.search_log import IsName


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's words."""
    search.add(parser)
    parser.add_argument("--phrases", action="store_true", help="phrases too, after the articles")
    parser.add_argument("--replies", action="store_true", help="replies that were sent too, after the articles")
    parser.add_argument("--exemplary", action="store_true", help="exemplary replies too, after the articles")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the best articles and, where wanted, phrases, replies and exemplary replies."""

    def also(words: str) -> list[Also]:
        phrases = _phrases(arguments, words) if arguments.phrases else []
        replies = _replies(arguments, words) if arguments.replies else []
        return phrases + replies + (_exemplary(arguments, words) if arguments.exemplary else [])

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


def _replies(arguments: argparse.Namespace, words: str) -> list[Also]:
    from composer.cli.open_desk import opened_desk
    from composer.desk.earlier import replies_about

    with opened_desk(arguments) as desk:
        found = replies_about(desk, words, max(arguments.limit, 1))
    return [
        Also(
            {
                "case": one.case_id,
                "customer": one.customer_id or None,
                "sent": f"{one.sent_at:%Y-%m-%d}",
                "text": one.text,
            },
            f"{one.sent_at:%Y-%m-%d}  case {one.case_id}",
            "\n    ".join(one.text.splitlines()),
        )
        for one in (before.reply for before in found)
    ]


def _exemplary(arguments: argparse.Namespace, words: str) -> list[Also]:
    from composer.cli.open_desk import opened_desk
    from composer.desk.exemplaries import find_exemplaries
    from composer.practice.exemplary import EXEMPLARY

    with opened_desk(arguments) as desk:
        found = find_exemplaries(desk, words)[: max(arguments.limit, 1)]
    return [
        Also(
            {"exemplary": f"{EXEMPLARY}/{one.name}.md", "title": one.title, "why": one.why, "reply": one.reply},
            f"{one.title}  [exemplary: {one.why}]",
            "\n    ".join(one.reply.splitlines()),
        )
        for one in found
    ]


@contextmanager
def _customers(arguments: argparse.Namespace) -> Iterator[IsName]:
    """Whether a word is part of a customer's name; the records are opened when the first word is asked about."""
    from contextlib import ExitStack

    from composer.records.known_names import name_in

    with ExitStack() as opened:

        @cache
        def records() -> Records | None:
            from composer.cli.open_desk import config_folder
            from composer.records.place import open_records_of, records_file
            from composer.settings import load_settings

            desk = desk_of(arguments)
            address = load_settings(desk)[0].records
            file = records_file(desk, address)
            if file is not None and not file.is_file():
                return None
            found = open_records_of(desk, address, config_folder())
            opened.callback(found.close)
            return found

        yield name_in(records)
