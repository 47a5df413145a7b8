"""Told: which sentences of a message a reply says back, and how: in our voice, or in the customer's own words."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from composer.cases.step import Tone
from composer.reading.issues import IssueKind
from composer.reading.reading import Reading
from composer.reading.sentences import Unit
from composer.reading.speech import Speech
from composer.writing.leading import rebukes
from composer.writing.quoting import LEFT_OUT, Quote, Quoting, without_asides
from composer.writing.telling import chance_of_dispute, chance_to_tell, features_of
from composer.writing.telling_signs import tells_of_others
from composer.writing.turning.learners import by_a_learner
from composer.writing.turning.saying import as_sentence
from composer.writing.turning.turn import retell, turn
from composer.writing.turning.turned import PartKind, Turned
from composer.writing.turning.turning_words import TurningWords

_ENOUGH = (0.3, 0.35, 0.4, 0.5)
"""Chances from which on a first, second, third and fourth sentence of a letter is told; the surest come first."""
_QUOTED, _PLAIN, _OTHERS, _RARELY, _THANKFUL, _WANTED, _UNHEARD = 0.45, 0.5, 0.65, 0.85, 0.3, 0.2, 0.0
"""Chances from which on one is quoted; is quoted though it names no day, number or thing; is quoted though it tells of
others, and though it points back; is told to somebody thankful, and as the one need of a letter; and is quoted in a
language without words, where nothing else can be said back."""
_ALONE = 0.4
"""The same in a letter of which nothing else is said back."""
_CALMLY = 0.7
"""The same of somebody angry, whose words may be an opinion of us."""
_CALM = 0.08
"""How much likelier it must be for somebody calm, who has asked and told little that wants to be heard again."""
_BEGUN = 0.7
"""How likely a good reply says a sentence back of which only the beginning can be quoted."""
_SAID_BY_OURS = re.compile(
    r"(?:the|your|ihre?|eure?|die|das|der)\s(?:\w+\s){0,2}?(?:page|site|website|shop|e-?mail|letter|leaflet|advert|form"
    r"|confirmation|\w*seite|e-?mail|mail|brief|\w*best\u00e4tigung)\b[^.,]{0,20}"
    r"\b(?:(?<!has )said|sagte|schrieb|stand|hie\u00df)\b",
    re.IGNORECASE,
)
"""What a page or a letter of ours is told to have said: `The shop page said the tax was in the price`."""
_FELT = re.compile(
    r"\b(?:tut|tat|tun|tuts)\b[^.!?\n]{0,40}\bweh\b|\b(?:hurts?|heartbr\w+|embarrass\w*|ashamed|humiliat\w*|peinlich\w*"
    r"|besch\u00e4m\w*|sch\u00e4m\w*|h\u00f6lle|nightmare|albtraum|alptraum)\b",
    re.IGNORECASE,
)
"""A feeling, or a word for one, that nobody wants to hear told by somebody else: `that hurts quite a bit`."""
_DISPUTED = 0.45
"""How likely a sentence is one that stays the customer's for it not to be told in our voice."""
_BESIDES = re.compile(r"(?:also|besides|in addition|au\u00dferdem|ausserdem|zus\u00e4tzlich)\b", re.IGNORECASE)
"""How a quotation begins that says by itself that it comes on top."""
_CLOSING = "'\u2019\u2018\"\u201c\u201d\u203a\u2039"
"""Marks behind the full stop of what is quoted inside a quotation."""
_LONGEST_PAIR = 44
"""Words of a quotation that points back, with the sentence that it points at."""
_SHORT, _SHORT_ABOVE = 30, 45
"""Words of a message that nobody wants to have read out again, and of one that stands right above the reply."""


@dataclass(frozen=True)
class Retold:
    """A stretch of the message as the organisation says it."""

    text: str
    start: int
    end: int


Told = Quote | Retold


@dataclass(frozen=True)
class Heard:
    """What a listening is made from."""

    text: str
    """The customer's own words."""
    reading: Reading
    sentences: tuple[Unit, ...]
    words: TurningWords
    speech: Speech
    sent: date | None = None
    today: date | None = None
    subject: str = ""
    needed_on: date | None = None
    """The day ahead for which they need it, which the end of the letter names."""
    above: bool = False
    """Whether the message stands right above the reply, as in a chat."""


def told_of(heard: Heard, most: int, wanted: set[int], elsewhere: Sequence[tuple[int, int]]) -> list[Told]:
    """What the message tells, in its order: sentences turned round where that is safe, and quotes."""
    if by_a_learner(heard.text, heard.words):
        # A learner's slips read again are a reproach, in our voice and in quotation marks.
        return []
    quoting = Quoting(heard.text, heard.reading, heard.words, heard.speech, tuple(elsewhere))
    best = _best_stretches(heard, quoting)
    wanted = {one for place in wanted for one in _sayable_beside(place, best, heard, quoting)}
    told, unsaid = _said_of(_chosen(best, heard, quoting, most, wanted), heard, quoting)
    if unsaid:
        # What is not said after all makes room for the next best.
        best = {place: one for place, one in best.items() if place not in unsaid}
        told, _unsaid = _said_of(_chosen(best, heard, quoting, most, wanted), heard, quoting)
    return told


def likeliest_of(heard: Heard, elsewhere: Sequence[tuple[int, int]]) -> list[Told]:
    """Of a letter of which nothing else is said back, the sentence that a good reply likeliest takes up, quoted."""
    quoting = Quoting(heard.text, heard.reading, heard.words, heard.speech, tuple(elsewhere))
    short = heard.above or len(heard.text.split()) <= _SHORT
    if short or not heard.words.lists or heard.reading.tone is Tone.THANKFUL or by_a_learner(heard.text, heard.words):
        return []
    chances = {
        place: chance_to_tell(features_of(heard.sentences, place, heard.reading, unit.start, unit.end))
        for place, unit in enumerate(heard.sentences)
    }
    for place in sorted(chances, key=lambda one: -chances[one]):
        quote = quoting.quote(heard.sentences[place]) if chances[place] >= _ALONE else None
        opines = quote is not None and quoting.angry and quoting.names_nothing(quote.start, quote.end)
        if quote and not (opines or quoting.points_back(quote) or tells_of_others(quote.text)):
            return [quote]
    return []


def _said_of(chosen: Mapping[int, Chosen], heard: Heard, quoting: Quoting) -> tuple[list[Told], set[int]]:
    """What is said of the sentences that are worth it, and the places of those of which nothing is."""
    told: list[Told] = []
    unsaid = set[int]()
    end = -1
    for place, (stretch, chance, disputed) in sorted(chosen.items()):
        unit = heard.sentences[place]
        follows = bool(told) and not re.search(r"\w", heard.text[end : unit.start])
        found: list[Told] = []
        if not disputed:
            said = _retold(heard, stretch, unit, " ".join(one.text for one in told), follows=follows)
            found = [said] if said else [] if follows else _with_before(heard, quoting, unit)
        if not found:
            found = _as_quoted(heard, quoting, place, chance, told, follows=follows)
        told += found
        end = found[-1].end if found else end
        unsaid |= set() if found else {place}
    return told, unsaid


def _as_quoted(
    heard: Heard, quoting: Quoting, place: int, chance: float, told: Sequence[Told], *, follows: bool
) -> list[Told]:
    """A sentence in quotation marks, behind the one that it points at where that is not said; nothing where not."""
    quote = _quote(quoting, heard.sentences[place], chance)
    if quote is None or not _quotable(quote, told, heard):
        return []
    before = None if follows else _pointed_at(heard, quoting, place, quote)
    if before and told and told[-1].end > before.start:
        # Its beginning is said already.
        before = None
    if chance < _enough(quote, quoting, heard, follows=follows or before is not None):
        return []
    return [before, quote] if before else [quote]


def _pointed_at(heard: Heard, quoting: Quoting, place: int, quote: Quote) -> Quote | None:
    """The sentence that a quote points at, where it can be quoted, too; None for a quote that points at none."""
    points = quoting.points_back(quote) or quoting.points_weakly(quote)
    if not place or not points or quoting.points_at_somebody(quote):
        return None
    before = quoting.quote(heard.sentences[place - 1])
    if before is None or quoting.points_back(before) or not quoting.neighbours(before, quote):
        return None
    return before if len(f"{before.text} {quote.text}".split()) <= _LONGEST_PAIR else None


def _quote(quoting: Quoting, unit: Unit, chance: float) -> Quote | None:
    """A sentence as it is quoted; of one that is too long, and likely the matter itself, its beginning."""
    return quoting.quote(unit) or (quoting.beginning(unit) if chance >= _BEGUN else None)


def _enough(quote: Quote, quoting: Quoting, heard: Heard, *, follows: bool) -> float:
    """How likely a good reply says a sentence back that may be quoted."""
    if not heard.words.lists:
        return _UNHEARD
    if quoting.points_back(quote) and not follows:
        return _RARELY
    if tells_of_others(quote.text):
        return _OTHERS
    if quoting.angry and quoting.names_nothing(quote.start, quote.end):
        return _CALMLY
    named = any(quote.start <= fact.start < quote.end for fact in heard.reading.facts)
    calm = heard.reading.tone is Tone.CALM and not heard.reading.struggling
    return (_QUOTED if named else _PLAIN) + calm * _CALM


Stretch = tuple[int, int]


class Chosen(NamedTuple):
    """A stretch of a sentence that is worth saying back."""

    stretch: Stretch
    chance: float
    disputed: bool
    """Whether it is never told as a fact in our voice."""


def _best_stretches(heard: Heard, quoting: Quoting) -> dict[int, Chosen]:
    """Of each sentence, by its place, the stretch that a good reply likeliest says back."""
    best: dict[int, Chosen] = {}
    for place, unit in enumerate(heard.sentences):
        disputed = _is_disputed(heard, place)
        for stretch in quoting.tellable(unit):
            chance = chance_to_tell(features_of(heard.sentences, place, heard.reading, *stretch))
            if place not in best or best[place].chance < min(chance, _ENOUGH[0]):
                best[place] = Chosen(stretch, chance, disputed)
    return best


def _sayable_beside(place: int, best: Mapping[int, Chosen], heard: Heard, quoting: Quoting) -> list[int]:
    """The place of a sentence that can be said; else those of its neighbours that go on with it, and can."""
    beside = [one for one in (place - 1, place + 1) if one in best and best[one].chance >= _WANTED]
    near = [one for one in beside if heard.sentences[one].paragraph == heard.sentences[place].paragraph]
    return next(([one] for one in (place, *near) if one in best and _as_told(heard, quoting, one, best[one])), [])


def _chosen(
    best: Mapping[int, Chosen], heard: Heard, quoting: Quoting, most: int, wanted: Collection[int]
) -> dict[int, Chosen]:
    """The places of the sentences worth saying back, with what of each is said, in so many words at most.

    `wanted` is the sentence of the one need of a message, which is said wherever that can be done.
    """
    found: dict[int, Chosen] = {}
    thankful = heard.reading.tone is Tone.THANKFUL
    for place, ((start, end), chance, _disputed) in sorted(
        best.items(), key=lambda one: (one[0] not in wanted, -one[1].chance)
    ):
        if len(found) == len(_ENOUGH):
            break
        enough = _WANTED if place in wanted else _THANKFUL if thankful else _ENOUGH[len(found)]
        enough = enough if heard.words.lists else _UNHEARD
        length = len(heard.text[start:end].split())
        if chance >= enough and length <= most and (one := _as_told(heard, quoting, place, best[place])):
            found[place] = one
            most -= length
    return found


def _as_told(heard: Heard, quoting: Quoting, place: int, whole: Chosen) -> Chosen | None:
    """A sentence as far as it can be said: whole, or a shorter beginning that is told; None where it cannot be."""
    unit = heard.sentences[place]
    quote = _quote(quoting, unit, whole.chance)
    if _can_be_retold(heard, quoting, unit, whole) or (quote and LEFT_OUT not in quote.text):
        return whole
    for start, end in () if whole.disputed else quoting.tellable(unit):
        if end < whole.stretch[1] and _retold(heard, (start, end), unit, "", follows=False):
            chance = chance_to_tell(features_of(heard.sentences, place, heard.reading, start, end))
            if chance >= _ENOUGH[0]:
                return Chosen((start, end), chance, disputed=False)
    return whole if quote else None


def _is_disputed(heard: Heard, place: int) -> bool:
    """Whether a sentence stays the customer's own, whatever part of it is told."""
    unit = heard.sentences[place]
    if _SAID_BY_OURS.match(unit.text):
        return True
    return chance_of_dispute(features_of(heard.sentences, place, heard.reading, unit.start, unit.end)) >= _DISPUTED


def _can_be_retold(heard: Heard, quoting: Quoting, unit: Unit, one: Chosen) -> bool:
    """Whether a sentence can be told in our voice, behind the one before it where it points at that."""
    said = None if one.disputed else _retold(heard, one.stretch, unit, "", follows=False)
    return not one.disputed and bool(said or _with_before(heard, quoting, unit))


def _with_before(heard: Heard, quoting: Quoting, unit: Unit) -> list[Told]:
    """A sentence that points back, told behind the one that it points at; nothing where either cannot be told."""
    at = heard.sentences.index(unit)
    before = heard.sentences[at - 1] if at else None
    said = (quoting.may_be_said(one.start, one.end) for one in (before, unit) if one)
    if before is None or not all(said) or _is_disputed(heard, at - 1):
        return []
    first = retell(before.text, heard.words, "", "", heard.sent, heard.today)
    second = retell(unit.text, heard.words, first, "", heard.sent, heard.today, follows=True) if first else ""
    return [Retold(first, before.start, before.end), Retold(second, unit.start, unit.end)] if second else []


def _quotable(quote: Quote, told: Sequence[Told], heard: Heard) -> bool:
    """Whether a quote leaves out more than it repeats: nobody wants half of a short message read out again.

    Of what stands right above, nothing is quoted while it is short: readers found the echo odd in 22 of 23 chats.
    """
    if heard.above and len(heard.text.split()) <= _SHORT_ABOVE:
        return False
    quoted = sum(len(one.text) for one in told if isinstance(one, Quote))
    return len(heard.text.split()) > _SHORT or 2 * (quoted + len(quote.text)) <= len(heard.text)


def _retold(heard: Heard, stretch: Stretch, unit: Unit, before: str, *, follows: bool) -> Retold | None:
    """What a stretch of a sentence tells as the organisation says it; None where that is not safe."""
    start, end = stretch
    if _FELT.search(heard.text, start, end):
        return None
    turned = turn_of(heard, without_asides(unit.text)) if stretch == (unit.start, unit.end) else None
    if turned and turned.safe and turned.parts[0].kind is PartKind.STATEMENT:
        return Retold(turned.parts[0].text, start, end)
    rest = heard.text[end : unit.end]
    plain = without_asides(heard.text[start:end])
    said = retell(plain, heard.words, before, rest, heard.sent, heard.today, follows=follows)
    return Retold(said, start, end) if said else None


def turn_of(heard: Heard, sentence: str, kind: IssueKind | None = None, said: str = "") -> Turned | None:
    """A sentence turned round by the words of the message's language; None where it cannot be."""
    found = turn(sentence, heard.words, kind, said, heard.sent, heard.today)
    return found if isinstance(found, Turned) and not rebukes(sentence) else None


def story_of(told: Sequence[Told], heard: Heard) -> str:
    """What was told as sentences: neighbouring quotes are one quotation."""
    said: list[str] = []
    frame = heard.speech.wrote
    quoting = Quoting(heard.text, heard.reading, heard.words, heard.speech)
    place = 0
    while place < len(told):
        one = told[place]
        place += 1
        if isinstance(one, Retold):
            said.append(as_sentence(one.text))
            continue
        group = [one]
        while place < len(told) and isinstance(other := told[place], Quote) and quoting.neighbours(group[-1], other):
            group.append(other)
            place += 1
        if frame:
            # Two quotations with something left out between them would say what nobody wrote.
            words = quoting.joined(group)
            frame = heard.speech.wrote if _BESIDES.match(words) else frame
            ended = words.rstrip(_CLOSING)[-1:] in (".", "!", "?", "\u2026")
            said.append(frame.replace("{words}", words) + ("" if ended else "."))
            frame = "" if frame == heard.speech.wrote_also else heard.speech.wrote_also
    return " ".join(said)
