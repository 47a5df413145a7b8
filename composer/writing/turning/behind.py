"""Behind: a short question that points back, quoted behind the sentence that it points at."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from composer.cases.step import Care
from composer.reading.issues import Issue
from composer.reading.sentences import Unit
from composer.writing.leading import shortened
from composer.writing.quoting import Quote, Quoting, with_inner_marks
from composer.writing.telling_signs import tells_of_others
from composer.writing.turning.learners import by_a_learner
from composer.writing.turning.pointing import (
    names_what_is_meant,
    points_at_a_kind,
    points_at_end,
    points_back,
    points_elsewhere,
)
from composer.writing.turning.told import Heard, Told

TENDER = frozenset({Care.BEREAVEMENT, Care.VIOLENCE})
"""Beside these, what was written is said back in short, and nobody is quoted."""
_LONGEST_BEFORE, _LONGEST_ASKED = 28, 10
"""Words of a sentence that is quoted with the question that points at it, and of that question."""
_LONGEST_IN_CHAT, _ASKED_IN_CHAT = 18, 13
"""The same in a chat."""


def led_behind(led: Iterable[int], alone: Collection[int], heard: Heard, told: Sequence[Told]) -> dict[int, str]:
    """What introduces the needs that point back: `On “My brother has one, too. Can he use it?”:`, by their numbers.

    None that the reply says already, or that nobody would read out. Of the needs in `led`, those in `alone` can stand
    without the sentence before them unless they end with a word that points.
    """
    hurts = not TENDER.isdisjoint(heard.reading.care) or by_a_learner(heard.text, heard.words)
    if hurts:
        return {}
    quoting = Quoting(heard.text, heard.reading, heard.words, heard.speech)
    numbers = tuple(led)
    stated = {number: places_of(heard.reading.issues[number], heard.sentences) for number in numbers}
    found = dict[int, str]()
    for number in numbers:
        # What states another need stands before the answer to that one.
        others = {place for other, places in stated.items() if other != number for place in places}
        lead = _led(number, heard, told, quoting, others, alone=number in alone)
        found |= {number: lead} if lead else {}
    return found


def dangles(number: int, words: str, heard: Heard, told: Sequence[Told]) -> bool:
    """Whether a need that is quoted before its answer points at a sentence that the reply does not say."""
    place = min(places_of(heard.reading.issues[number], heard.sentences), default=0)
    said = place and _says(told, heard.sentences[place - 1])
    return not said and points_elsewhere(words, heard.text, heard.words.language)


def places_of(issue: Issue, sentences: Sequence[Unit]) -> set[int]:
    """The sentence that an issue's own sentence stands in."""
    inside = [place for place, unit in enumerate(sentences) if unit.start < issue.end and issue.start < unit.end]
    return {place for place in inside if issue.sentence in sentences[place].text}


def _led(
    number: int, heard: Heard, told: Sequence[Told], quoting: Quoting, others: Collection[int], *, alone: bool
) -> str:
    asking = _asking(heard.reading.issues[number], heard.sentences, marked=not heard.above)
    if asking is None or asking - 1 in others:
        return ""
    before, unit = heard.sentences[asking - 1], heard.sentences[asking]
    words = shortened(unit.text)
    points = points_at_end(words) or points_elsewhere(words, heard.text, heard.words.language, behind=True)
    chats = heard.above and points_back(words)
    if _says(told, before) or points_at_a_kind(words) or (alone and not (points or chats)):
        return ""
    named = (chats and heard.words.language == "de") or names_what_is_meant(before.text, words)
    quote = quoting.quote(before) if named else None
    longest = _LONGEST_IN_CHAT if heard.above else _LONGEST_BEFORE
    if quote is None or quoting.points_back(quote) or len(quote.text.split()) > longest:
        return ""
    if heard.above and tells_of_others(quote.text):
        return ""
    asked = with_inner_marks(words, heard.speech)
    if quote.text[-1:] in ".!?\u2026":
        asked = asked[:1].upper() + asked[1:]
    pair = quoting.joined((quote, Quote(asked, unit.start, unit.end)))
    return heard.speech.lead.replace("{issue}", pair)


def _asking(issue: Issue, sentences: Sequence[Unit], *, marked: bool) -> int | None:
    """The place of the short question in which a need is asked: it states the need, or stands behind what does.

    In a chat it may have no mark.
    """
    stated = min(places_of(issue, sentences), default=0)
    for place in (stated, stated + 1):
        text = sentences[place].text if 0 < place < len(sentences) else ""
        short = 0 < len(text.split()) <= (_LONGEST_ASKED if marked else _ASKED_IN_CHAT) and (
            text.endswith("?") or not marked
        )
        if short and sentences[place].start < issue.end:
            return place
    return None


def _says(told: Sequence[Told], unit: Unit) -> bool:
    """Whether the reply says a sentence."""
    return any(one.start < unit.end and unit.start < one.end for one in told)
