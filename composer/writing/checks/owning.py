"""Owning: who does what, whose fault it was, why, and what is possible instead."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from composer.cases.step import Manner, Step
from composer.phrases.ledger import sentence_key
from composer.writing.checks.context import Check, Checking
from composer.writing.finding import Finding
from kb.problem import Level
from kb.text import count_of

_MANY_STEPS = 3
_TWICE = 2
_NUMBERED = re.compile(r"^[^\S\n]*(?:\d+[.)]|[-*•])\s", re.MULTILINE)


def somebody_speaks(checking: Checking) -> Iterator[Finding]:
    """`We are happy to help`: a reply in which nobody says I."""
    we = checking.finds(checking.speech.company)
    if we and not checking.finds(checking.speech.own):
        reason = "“We” can be anybody; “I” is somebody who takes care of it."
        yield checking.found("we-without-i", we[0], reason, "Say what you yourself do: “I have asked …”.")


def an_apology_owns_the_fault(checking: Checking) -> Iterator[Finding]:
    """`I am sorry about the wrong bill.`: sorry, and no word of whose doing it was."""
    speech = checking.speech
    apologies = checking.finds(speech.apologies)
    if not apologies or not checking.happened or checking.ready_made(apologies[0]):
        return
    owned = checking.finds(speech.owned)
    if not owned:
        reason = "The reply says sorry, and not whose fault it was."
        yield checking.found("apology-unowned", apologies[0], reason, "Where it was ours, say so: “We sent …”.")
    elif not checking.finds(speech.causes):
        reason = "The reply admits a fault and gives no reason. People forgive sooner where they know the reason."
        yield checking.found("cause-missing", owned[0], reason, "Say in half a sentence how it came about.")


def regret_is_said_once(checking: Checking) -> Iterator[Finding]:
    """`I am sorry about the wait.` in the first line, and `We do regret this.` in the last one."""
    speech = checking.speech
    starts = sorted(start for words in (speech.apologies, speech.regrets) for start, _end in checking.finds(words))
    regretful = [here for here in checking.sentences if bisect_left(starts, here[0]) < bisect_left(starts, here[1])]
    if len({sentence_key(checking.text[slice(*here)]) for here in regretful}) < _TWICE:
        return
    for start, end in regretful[1:2] if checking.finds(speech.apologies) else ():
        reason = "The reply says sorry twice. The second time makes the first one weaker."
        yield checking.found("regret-twice", (start, end), reason, "Take this sentence out, and keep the first.")


def a_no_offers_something(checking: Checking) -> Iterator[Finding]:
    """`We cannot refund sale items.`: a closed door."""
    no = checking.finds(checking.speech.cannot)
    if no and not checking.finds(checking.speech.instead):
        reason = "The reply says what is not possible, and not what is possible."
        yield checking.found("no-way-out", no[0], reason, "Say what you can do: “What I can do is …”.")


def steps_are_numbered(checking: Checking) -> Iterator[Finding]:
    """Three things to press in one paragraph."""
    told = checking.finds(checking.speech.instructions)
    begins = [start for start, _end in told]
    for start, end in checking.paragraphs:
        here = told[bisect_left(begins, start) : bisect_left(begins, end)]
        if len(here) < _MANY_STEPS or _NUMBERED.search(checking.text[start:end]):
            continue
        if not checking.ready_made(here[0]):
            reason = f"{len(here)} things to do in one paragraph."
            yield checking.found("steps-unnumbered", here[0], reason, "Number them, one a line.")
            return


def somebody_wrote_it(checking: Checking) -> Iterator[Finding]:
    """Nothing but phrases for who thanks at length or is upset; and next to nothing for somebody upset."""
    ready = not checking.draft.has_own_words and not own_share(checking)
    if (
        ready
        and checking.only_thanks
        and (len(checking.message.split()) > _MORE_THAN_A_WORD or not checking.says_thanks)
    ):
        reason = "Every word of it comes from phrases: it could go to anybody."
        suggestion = "Write one sentence of your own about this very case."
        yield checking.found("only-phrases", (0, 0), reason, suggestion, level=Level.ERROR)
    elif ready and checking.upset:
        reason = "Every word of it comes from phrases, and the customer is in trouble."
        yield checking.found("only-phrases", (0, 0), reason, "Write one sentence of your own about this very case.")
    elif checking.upset and checking.draft.channel.manner is Manner.LETTER and len(checking.text.split()) < _SHORT:
        reason = f"Only {count_of(len(checking.text.split()), 'word')} to somebody who is in trouble."
        yield checking.found("very-short", (0, 0), reason, "Say what you did, and what happens next.")


_MORE_THAN_A_WORD = 16
"""Words of a message from which on a phrase alone answers nothing: shorter ones say `thanks, it works`."""
_SHORT = 40
"""Words below which a letter to somebody upset says too little."""


def own_share(checking: Checking) -> float:
    """What share of the reply's words between greeting and sign-off the agent wrote, from 0 to 1."""
    start, end = checking.body
    ready = [p for p in checking.draft.passages if not p.own and p.step not in (Step.OPENING, Step.CLOSING)]
    total = len(checking.text[start:end].split())
    taken = sum(len(checking.text[p.start : p.end].split()) for p in ready)
    return max(0.0, 1 - taken / total) if total else 0.0


CHECKS: tuple[Check, ...] = (
    a_no_offers_something,
    steps_are_numbered,
    an_apology_owns_the_fault,
    regret_is_said_once,
    somebody_speaks,
    somebody_wrote_it,
)
