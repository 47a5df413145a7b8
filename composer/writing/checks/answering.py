"""Answering: whether a free reply says what was asked for, and does not send the customer elsewhere for it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from composer.cases.step import Step
from composer.reading.days.saying import day_spans
from composer.reading.patterns import Text
from composer.reading.spans import apart
from composer.writing.checks.context import Check, Checking
from composer.writing.finding import Finding

_TELLS = re.compile(r"\d|\w > \w|https?:|www\.")
"""What tells something for certain: a figure, a way through a menu, a link."""


def questions_get_their_answer(checking: Checking) -> Iterator[Finding]:
    """`How much is it?`, and the reply has no amount; `when?`, and it has no time; or nothing but `see our FAQ`."""
    if checking.reading is None or not checking.has_words or checking.draft.passage(Step.SOLVE) or _open(checking):
        return
    asked = [issue.sentence for issue in checking.reading.issues if issue.needs_answer]
    start, end = checking.body
    said, speech = checking.ours[start:end], checking.speech
    figure = bool(_TELLS.search(said))
    for question in asked:
        wants = "how much" if speech.finds(question, speech.asks_how_much) else ""
        wants = wants or ("when" if speech.finds(question, speech.asks_when) else "")
        tells = figure or not wants or _tells(checking, wants, said)
        if not tells:
            reason = f"They ask {wants}: “{question[:120]}” The reply does not say it."
            yield checking.found(
                "answer-missing", (0, 0), reason, "Say it, or that you do not know it and by when you will."
            )
            return
    away = checking.finds(speech.elsewhere) if asked and not figure else []
    if away and not checking.finds(speech.own):
        reason = "The reply sends them elsewhere for the answer."
        yield checking.found("points-elsewhere", away[0], reason, "Answer here, and give the page as a further help.")


def _tells(checking: Checking, wants: str, said: str) -> bool:
    speech = checking.speech
    if wants == "how much":
        return bool(speech.finds(said, speech.tells_how_much))
    return bool(speech.finds(said, speech.tells_when) or day_spans(Text.of(said), speech.day_words))


def _open(checking: Checking) -> bool:
    """Whether the reply asks back, promises an answer by a day, or has a field where it comes."""
    asking = apart(checking.finds(checking.speech.asking), checking.finds(checking.speech.offering))
    return bool(asking) or "?" in checking.ours or "{{" in checking.text or any(one.dated for one in checking.promises)


CHECKS: tuple[Check, ...] = (questions_get_their_answer,)
