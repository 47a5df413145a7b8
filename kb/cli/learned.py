"""`warmline learned`: what agents took for which messages, and from when on a suggestion is sure."""

from __future__ import annotations

import argparse
import json
import math
from collections import defaultdict

from kb.cli.main import add_common, desk_of, say
from kb.clock import today_here
from kb.errors import KBError
from kb.search.search_log import AnsweredMessage, load_answered, note_forgotten
from kb.search.sureness import RIGHT, Sureness, sureness_of
from kb.text import count_of

_SHOWN = 3
"""Messages that are shown for one article, the last ones."""


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's words."""
    parser.description = "Articles that agents took for messages, which are offered first for messages like them."
    parser.add_argument(
        "--forget", nargs="?", const="", metavar="SLUG", help="forget what was learned of this article, or all of it"
    )
    add_common(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print what was learned, or forget it."""
    desk = desk_of(arguments)
    answered = load_answered(desk)
    if arguments.forget is not None:
        gone = [one for one in answered if arguments.forget in ("", one.article)]
        if arguments.forget and not gone:
            raise KBError(f"Nothing was learned of {arguments.forget!r}; warmline learned lists what was.")
        note_forgotten(desk, today_here(), arguments.forget)
        print(f"Forgotten: {count_of(len(gone), 'answered message')}.")
        return 0
    taken: dict[str, list[AnsweredMessage]] = defaultdict(list)
    for one in answered:
        if one.article:
            taken[one.article].append(one)
    by_number = sorted(taken.items(), key=lambda entry: (-len(entry[1]), entry[0]))
    if arguments.json:
        print(json.dumps(_as_json(by_number, sureness_of(answered)), ensure_ascii=False, indent=1))
        return 0
    for slug, messages in by_number:
        words = "; ".join(dict.fromkeys(one.words for one in reversed(messages)))
        print(f"{count_of(len(messages), 'message'):12} {slug}  ({'; '.join(words.split('; ')[:_SHOWN])})")
    if not by_number:
        say("Nothing was learned yet: messages that are answered with an article teach.")
    for line in lines_of(sureness_of(answered)):
        print(line)
    return 0


def lines_of(sureness: Sureness) -> list[str]:
    """From when on a suggestion is sure, and the table that this rests on, in words."""
    own = "this desk's own" if sureness.learned else "the one to begin with"
    chance = (
        f"from a chance of {100 * sureness.chance:.0f} % on ({own})"
        if math.isfinite(sureness.chance)
        else "never: too few were taken"
    )
    sure = f"A suggestion by meaning is sure {chance}; {100 * RIGHT:.0f} of 100 should be right."
    return [
        sure,
        *(f"  chance from {100 * row.chance:.0f} %: {row.taken} of {row.offered} taken" for row in sureness.rows),
    ]


def _as_json(taken: list[tuple[str, list[AnsweredMessage]]], sureness: Sureness) -> dict[str, object]:
    return {
        "articles": [{"slug": slug, "messages": [one.words for one in messages]} for slug, messages in taken],
        "sure_from": sureness.chance if math.isfinite(sureness.chance) else None,
        "learned": sureness.learned,
        "reliability": [row._asdict() for row in sureness.rows],
    }
