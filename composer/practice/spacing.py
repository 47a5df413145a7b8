"""Spacing: when a drill comes again, by FSRS.

FSRS models how facts are remembered. Here it is a spacer only: what comes again is the drill with another message, and
a skill is no fact. It gives days, never minutes, and no chance is in it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from fsrs import Card, Rating, Scheduler, State

from composer.practice.judging import Grade

_SCHEDULER = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)


@dataclass(frozen=True)
class Spaced:
    """When a drill was practised, and when it comes again; both in UTC."""

    last: dt.datetime
    due: dt.datetime
    stability: float
    """In days, as FSRS has it."""
    difficulty: float
    """From 1 to 10, as FSRS has it."""


def spaced(before: Spaced | None, grade: Grade, now: dt.datetime) -> Spaced:
    """When a drill comes again that was practised now and went as the grade says; `now` has a time zone."""
    now = now.astimezone(dt.UTC)
    card = Card(card_id=0, due=now)
    if before is not None:
        card = Card(0, State.Review, None, before.stability, before.difficulty, before.due, before.last)
    card, _log = _SCHEDULER.review_card(card, Rating(grade), now)
    assert card.stability is not None and card.difficulty is not None, "a card that was reviewed has both"  # noqa: PT018
    return Spaced(now, card.due, card.stability, card.difficulty)
