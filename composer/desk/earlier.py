"""Earlier: what was answered to messages like this one, found in the records by whoever may read them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from composer.cases.case import Case
from composer.desk.desk import Desk
from kb.words.likeness import likenesses

if TYPE_CHECKING:
    from composer.records.earlier import EarlierReply

_LOOKED_THROUGH = 2_000
"""Replies, the newest ones."""
_ENOUGH = 0.25
"""How alike two messages are, from 0 to 1, from which on the answer to one may help with the other."""


class Before(NamedTuple):
    """A reply to a message like the one at hand."""

    reply: EarlierReply
    likeness: float
    """From 0 to 1."""


def answered_before(desk: Desk, case: Case, many: int = 3) -> list[Before]:
    """The replies to messages most like this one, those to the same case left out; none where none is much alike."""
    return _found(desk, f"{case.message.subject}\n{case.message.own_words}", many, case.id)


def replies_about(desk: Desk, words: str, many: int = 10) -> list[Before]:
    """The replies that say some words, or answered a message that does, the best first."""
    return _found(desk, words, many, "", 0.0)


def _found(desk: Desk, text: str, many: int, apart_from: str, enough: float = _ENOUGH) -> list[Before]:
    if not desk.keeps_records:
        return []
    from composer.records.earlier import earlier_replies

    kept = desk.records.store.read(lambda connection: earlier_replies(connection, _LOOKED_THROUGH))
    earlier = [one for one in kept if one.case_id != apart_from]
    found = likenesses(text, [f"{one.message}\n{one.text}" for one in earlier], desk.settings.library.language)
    best = sorted(zip(earlier, found, strict=True), key=lambda pair: -pair[1])
    every = [Before(reply, likeness) for reply, likeness in best if likeness > max(enough, 0.0)]
    seen: dict[str, Before] = {}
    for one in every:
        seen.setdefault(one.reply.case_id or one.reply.text, one)
    return [*seen.values()][:many]
