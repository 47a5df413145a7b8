"""Promises: sentences that commit us to do something, and when that is due."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from composer.reading.days.calendar import OFFICE_HOURS, WorkingTime
from composer.reading.days.choosing import due_in
from composer.reading.days.saying import Said, find_days
from composer.reading.days.seen import Seen, Why
from composer.reading.facts import sentences
from composer.reading.patterns import Text
from composer.reading.spans import apart
from composer.reading.speech import Speech

Span = tuple[int, int]
_NUMBER_SIGN = re.compile(r"(?<=\d)[.:](?=(\d)|\s)")
_IN_TIME_FOR = re.compile(r"\b(?:in (?:good )?time for|rechtzeitig (?:vor|f\u00fcr|zum?|zur))\b", re.IGNORECASE)
_BESIDE = 15
"""Characters before a day that say what it is: `rechtzeitig vor`."""
_NO_TIME = (Why.EVENT, Why.OPEN, Why.OTHER)
_NO_DAY = (*_NO_TIME, Why.VAGUE)


@dataclass(frozen=True)
class Promise:
    """One sentence that commits us."""

    text: str
    start: int
    end: int
    when: Said | None = None
    """The words that say when, which may say no day: `soon`, `31 November`."""

    @property
    def due(self) -> dt.datetime | None:
        """When it has to be kept; None where the words say no moment, and `why` says why."""
        return self.when.due if self.when else None

    @property
    def dated(self) -> bool:
        """Whether it says by when, or has a field where that comes."""
        return self.due is not None or "{{" in self.text

    @property
    def words(self) -> str:
        """The words that say when; an empty text where there are none."""
        return self.when.words if self.when else ""

    @property
    def why(self) -> Why:
        """Whether the words give a moment, and why not."""
        return self.when.why if self.when else Why.VAGUE


def find_promises(reply: str, speech: Speech, now: dt.datetime, working: WorkingTime = OFFICE_HOURS) -> list[Promise]:
    """The promises of a reply, in order, seen from `now` with its time zone.

    What hangs on the customer's next step promises nothing by a day.
    """
    seen = Seen(now, working)
    found = []
    for start, end in sentences(reply):
        promised = _promised(" ".join(reply[start:end].split()), speech, seen)
        if promised:
            found.append(Promise(reply[start:end], start, end, promised[0]))
    return found


@lru_cache(maxsize=500)
def _promised(words: str, speech: Speech, seen: Seen) -> tuple[Said | None] | None:
    """When what a sentence promises is due, None where it promises nothing.

    Kept, since most sentences stay while a reply is written.
    """
    sentence = Text.of(words)
    plain = Text.of(_NUMBER_SIGN.sub(_as_word, sentence.text))
    commits = _commits(plain, speech)
    if not any(commits):
        return None
    days = _by_when(sentence.text, find_days(sentence, seen, speech.day_words))
    when = due_in(sentence, days, speech.day_words, [span for spans in commits for span in spans])
    return (when,) if _counts(plain, commits, when, speech) else None


def _by_when(sentence: str, days: list[Said]) -> list[Said]:
    """The days of a sentence without the one that it is in time for, where another one, or a field, says by when.

    `I will write by Monday, so that you know in time for Friday` is due on Monday.
    """
    others = [one for one in days if not _IN_TIME_FOR.search(sentence[max(one.start - _BESIDE, 0) : one.end])]
    return others if others or "{{" in sentence else days


def why_undated(promise: Promise) -> str:
    """Why a promise has no due moment, as the beginning of a sentence."""
    words = f"“{promise.words}”"
    match promise.why:
        case Why.PAST:
            return f"{words} has gone by"
        case Why.IMPOSSIBLE:
            return f"there is no such day as {words}"
        case Why.AMBIGUOUS:
            return f"{words} can mean more than one moment"
        case Why.EVENT:
            return f"{words} hangs on something else"
        case Why.OPEN:
            return f"{words} says the first day, not the last one"
    return f"{words} is no day" if promise.words else "names no day"


def _as_word(sign: re.Match[str]) -> str:
    """What stands in place of the point of `3. November` or the colon of `17:30`, so that a gap may hold them."""
    return "_" if sign[0] == ":" or sign[1] else " "


def _commits(sentence: Text, speech: Speech) -> tuple[list[Span], list[Span], list[Span]]:
    """What in a sentence commits us: at all, where a time is said, and where a day is said; "I will be glad to" never.

    A question commits only where it says `I will`.
    """
    asks = sentence.text.endswith("?")
    sought = (speech.commits,) if asks else (speech.commits, speech.commits_in_time, speech.tells)
    found = [speech.finds(sentence, patterns) for patterns in sought]
    harmless = speech.finds(sentence, speech.harmless) if any(found) else []
    sure, timed, tells = ([*apart(spans, harmless)] for spans in (*found, [], [])[:3])
    return sure, timed, tells


def _counts(
    sentence: Text, commits: tuple[list[Span], list[Span], list[Span]], when: Said | None, speech: Speech
) -> bool:
    """Whether a sentence that may be a promise is one."""
    hanging = [*apart(speech.finds(sentence, speech.conditions), speech.finds(sentence, speech.regardless))]
    hanging += _after_requests(sentence, speech)
    leads = tuple(f" {lead}" for lead in speech.leads)
    sure, timed, tells = (
        [span for span in spans if not _hangs(span, hanging, sentence.folded, leads)] for spans in commits
    )
    if not (sure or timed or tells):
        # "If that helps, I will send it soon" keeps the customer waiting all the same.
        vague = when is not None and when.why is Why.VAGUE and bool(when.words)
        return bool(commits[0]) and vague and when is not None and bool(apart([(when.start, when.end)], hanging))
    if sure:
        return when is None or when.why is not Why.EVENT
    if not timed and when is not None and when.why is Why.PAST:
        # "Last week we changed the locks" tells what was.
        return False
    return when is not None and when.why not in (_NO_TIME if timed else _NO_DAY)


def _hangs(commit: Span, hanging: Iterable[Span], folded: str, leads: tuple[str, ...]) -> bool:
    """Whether something makes a commitment hang: on the same side of every semicolon, and not of a later `and if`."""
    return any(
        ";" not in folded[min(commit[0], start) : max(commit[1], end)]
        and not (commit[1] <= start and folded[:start].rstrip().endswith(leads))
        for start, end in hanging
    )


def _after_requests(sentence: Text, speech: Speech) -> Iterator[Span]:
    """What hangs on a step that the sentence asks for: "Send us a photo and we will look into it"."""
    for start, _end in speech.finds(sentence, speech.requests):
        if start == 0 or sentence.folded[:start].rstrip().endswith((",", ":", ";")):
            yield from (span for span in speech.finds(sentence, speech.then) if span[0] > start)
