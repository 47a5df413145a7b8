"""Listening: what the customer needs, said back in one or two sentences for the whole letter."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import pairwise
from types import MappingProxyType

from composer.cases.step import Care, Tone
from composer.reading.cues import CueKind
from composer.reading.facts import FactKind
from composer.reading.issues import Issue, IssueKind
from composer.reading.reading import Reading
from composer.reading.sentences import Unit
from composer.reading.speech import Speech
from composer.reading.tone import MOCKING
from composer.writing.leading import shortened
from composer.writing.quoting import Quote, Quoting
from composer.writing.telling import chance_of, features_of
from composer.writing.turning.turn import retell, turn
from composer.writing.turning.turned import Part, PartKind, Turned
from composer.writing.turning.turning_words import TurningWords

_TOLD = frozenset({IssueKind.PROBLEM, IssueKind.COMPLAINT, IssueKind.PRAISE})
"""Needs that are said back; others stand before their answer."""
_MOST_TOLD, _MOST_ASKED = 2, 2
"""Statements, and questions, that one letter repeats."""
_WORDS = re.compile(r"[\w'\u2019]+")
_SARCASTIC = frozenset({"thanks-for-nothing", "mock-praise", "rhetorical"})
_ENOUGH = (0.4, 0.5, 0.6, 0.7)
"""Chances from which on a first, second, third and fourth sentence of a letter is told; the surest come first."""
_QUOTED, _POINTING, _WANTED, _UNHEARD = 0.65, 0.8, 0.3, 0.0
"""Chances from which on one is quoted; is quoted though it points back; is told as the one need of a letter; and is
quoted in a language without words, where nothing else can be said back."""
TENDER = frozenset({Care.BEREAVEMENT, Care.VIOLENCE})
"""Beside these, what was written is said back in short, and nobody is quoted."""
_POLICE = re.compile(r"\b(?:police|polizei)\b", re.IGNORECASE)
_ADDRESSES = re.compile(r"\b(?:you|your|yours|Sie|Ihnen|Ihr(?:e[mnrs]?)?|euch|eur\w*)\b|\d{4}")
"""Words by which a sentence speaks of us, or the number of an order."""
_NUMBERS = {FactKind.ORDER: "order", FactKind.INVOICE: "invoice", FactKind.REFERENCE: "reference"}
"""What a message may be about, with the frame that says so."""
_VERB_THIRD = re.compile(
    r"(?:^|[.!?]\s+)(?:Am|Im|Seit|Gestern|Heute|Morgen|Dann|Jetzt|Vor|Nach)\b(?:\d{1,2}\.|[^,.!?:\n]){0,30}\s"
    r"(?:ich|wir)\s+(?:habe?|haben|bin|sind|kann|können|muss|müssen|möchten?|will|wollen|war|waren|hatten?)\b"
)
"""`Am 7. November ich habe Prüfung gemacht`: nobody who grew up with German writes so."""
_SHORT = 30
"""Words of a message that nobody wants to have read out again."""
_LONGEST = 45
"""Words of the whole listening."""


@dataclass(frozen=True)
class Listening:
    """What a reply can say of a letter before it answers."""

    text: str = ""
    """A few sentences that may be put in unseen; empty where nothing is safe."""
    offered: tuple[str, ...] = ()
    """Others for the agent to take or to leave, the fullest first."""
    said: frozenset[int] = frozenset()
    """The numbers of the issues that the text says back."""
    leads: Mapping[int, str] = field(default_factory=lambda: MappingProxyType({}))
    """What introduces an answer in our words, as `You asked whether`, by the number of its issue."""


NO_LISTENING = Listening()


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


def listening(heard: Heard, led: Collection[int], most_quoted: int, *, asks_only: bool = False) -> Listening:
    """The needs of a letter said back: turned round where that is safe, quoted where it is not.

    `led` are the numbers of the issues whose words stand before their answers and are not said twice; `most_quoted`
    are the words that may be told. `asks_only` quotes nothing, and offers no statement, as in public.
    """
    asked: list[Part] = []
    every: list[Part] = []
    said = set[int]()
    wanted = set[int]()
    leads = dict[int, str]()
    elsewhere = [_stretch(heard, heard.reading.issues[number]) for number in led]
    for number, issue in enumerate(heard.reading.issues):
        if not issue.needs_answer:
            continue
        found = _turned(heard, issue.sentence, issue.kind, " ".join(part.text for part in every))
        every += found.parts if found else ()
        if number in led:
            lead = _lead(found, heard.words, frozenset(leads.values())) if found else ""
            leads |= {number: lead} if lead else {}
            continue
        if found and found.safe and found.parts[0].kind is not PartKind.STATEMENT:
            elsewhere.append(_stretch(heard, issue))
            asked += found.parts
            said.add(number)
        elif issue.kind in _TOLD:
            wanted |= _places(issue, heard.sentences)
        elif heard.words.lists:
            # What only asks stands before its answer.
            elsewhere.append(_stretch(heard, issue))
    if sarcastic(heard) or (asks_only and may_mock(heard)):
        # What was meant the other way round is not said back as if it had been meant.
        return Listening(said=frozenset(range(len(heard.reading.issues)))) if asks_only else NO_LISTENING
    told = _told_of(heard, most_quoted, wanted if len(wanted) == 1 else set(), elsewhere)
    told = _sayable(told, heard, public=asks_only)
    text = " ".join(filter(None, (_story(told, heard), said_back(asked, heard.words))))
    if not asks_only:
        before = [leads.get(number) or shortened(heard.reading.issues[number].sentence) for number in led]
        text = _with_number(text, heard, before)
    every = [part for part in every if not (asks_only and part.kind is PartKind.STATEMENT)]
    others = (
        said_back(every, heard.words),
        said_back([p for p in every if p.kind is not PartKind.STATEMENT], heard.words),
    )
    offered = tuple(dict.fromkeys(one for one in others if one and one not in text))
    return Listening(text, offered, frozenset(said) | _said_by(told, heard), leads)


def _said_by(told: Sequence[Told], heard: Heard) -> frozenset[int]:
    """The numbers of the issues whose own words are told."""
    stretches = [_stretch(heard, issue) for issue in heard.reading.issues]
    return frozenset(
        number
        for number, (start, end) in enumerate(stretches)
        if any(one.start < end and start < one.end for one in told)
    )


def _lead(found: Turned, words: TurningWords, before: Collection[str]) -> str:
    """What introduces the answer to an issue that is turned round; `also` in it where one like it stands before."""
    if not found.safe or len(found.parts) != 1 or found.parts[0].kind is PartKind.STATEMENT:
        return ""
    part = found.parts[0]
    frame = words.frames.get(f"lead_{part.kind}", "")
    begins = frame.partition("{}")[0].capitalize()
    if any(one.startswith(begins) for one in before):
        frame = words.frames.get(f"lead_{part.kind}_also", frame)
    text = frame.replace("{}", part.text)
    return f"{text[0].upper()}{text[1:]}:" if text else ""


def _sayable(told: list[Told], heard: Heard, *, public: bool) -> list[Told]:
    """What of it a letter can say: no quotes where nobody is quoted."""
    if not TENDER.isdisjoint(heard.reading.care):
        # Beside grief or fear nobody reads out whom it is about; what they have with us may be told.
        told = [one for one in told if _is_ours(heard.text[one.start : one.end], heard.words)]
    if heard.reading.tone is Tone.THANKFUL or public or not TENDER.isdisjoint(heard.reading.care):
        # Praise that is quoted sounds like an advertisement, and nobody is quoted in public or in grief; what it is
        # about may be told.
        retold: list[Told] = [one for one in told if isinstance(one, Retold)]
        told = retold if retold or public or heard.reading.care else told[:1]
    return told


def _is_ours(sentence: str, words: TurningWords) -> bool:
    """Whether a sentence speaks of us, or of no other person."""
    lows = _WORDS.findall(sentence.lower())
    others = any(words.has("person_nouns", one) or words.has("person_pronouns", one) for one in lows)
    return not others or _ADDRESSES.search(sentence) is not None


def _with_number(text: str, heard: Heard, elsewhere: Sequence[str]) -> str:
    """The text behind the number that the message is about, where nothing in the reply names it."""
    for kind, frame in _NUMBERS.items():
        named = {fact.value: fact for fact in heard.reading.facts if fact.kind is kind}
        # Where nothing is told, a phrase of its own names the order; beside grief that is another phrase.
        tender = not TENDER.isdisjoint(heard.reading.care)
        fits = (text or tender or kind is not FactKind.ORDER) and len(named) < 2 and heard.words.frames.get(frame)
        found = heard.reading.fact(kind) if fits else ""
        if found and not any(found in one for one in (text, *elsewhere)):
            named_so = _with_its_noun(found, heard) if kind is FactKind.REFERENCE else found
            return f"{_sentence(heard.words.frame(frame, named_so))} {text}".rstrip() if named_so else text
    return text


def _with_its_noun(number: str, heard: Heard) -> str:
    """A number with what it is the number of; alone only where it is plainly the name of a case: `LT-4711`.

    A bare figure may be that of the police, of an insurance, of a meter.
    """
    if _POLICE.search(heard.text):
        return ""
    before = _WORDS.findall(heard.text[: max(heard.text.find(number), 0)].lower())[-2:]
    nouns = heard.words.pairs("numbered")
    noun = next((nouns[word] for word in reversed(before) if word in nouns), "")
    return f"{noun.replace('_', ' ')} {number}" if noun else number if number[:1].isalpha() else ""


def sarcastic(heard: Heard) -> bool:
    """Whether a message means the opposite of what it says: praise that mocks, or a face that does."""
    return bool(MOCKING.search(heard.text)) or any(found.cue.id in _SARCASTIC for found in heard.reading.cues)


def may_mock(heard: Heard) -> bool:
    """Whether praise stands beside trouble: in public that is more often mockery than praise."""
    kinds = {found.cue.kind for found in heard.reading.cues}
    praised = CueKind.THANKFUL in kinds or any(one.kind is IssueKind.PRAISE for one in heard.reading.issues)
    troubled = not kinds.isdisjoint({CueKind.UPSET, CueKind.SITUATION, CueKind.REPEAT, CueKind.LEAVING})
    return praised and troubled


def _turned(heard: Heard, sentence: str, kind: IssueKind | None = None, said: str = "") -> Turned | None:
    found = turn(sentence, heard.words, kind, said, heard.sent, heard.today)
    return found if isinstance(found, Turned) else None


def _places(issue: Issue, sentences: Sequence[Unit]) -> set[int]:
    """The sentence that an issue's own sentence stands in."""
    inside = [place for place, unit in enumerate(sentences) if unit.start < issue.end and issue.start < unit.end]
    return {place for place in inside if issue.sentence in sentences[place].text}


def _stretch(heard: Heard, issue: Issue) -> tuple[int, int]:
    """Where the sentence of an issue stands in the message."""
    pattern = r"\s+".join(map(re.escape, issue.sentence.split()))
    found = re.compile(pattern).search(heard.text, issue.start)
    return found.span() if found else (issue.start, issue.end)


def _told_of(heard: Heard, most: int, wanted: set[int], elsewhere: Sequence[tuple[int, int]]) -> list[Told]:
    """What the message tells, in its order: sentences turned round where that is safe, and quotes."""
    quoting = Quoting(heard.text, heard.reading, heard.words, heard.speech, tuple(elsewhere))
    told: list[Told] = []
    end = -1
    for place, (stretch, chance) in sorted(_chosen(heard, quoting, most, wanted).items()):
        unit = heard.sentences[place]
        follows = bool(told) and not re.search(r"\w", heard.text[end : unit.start])
        said = _retold(heard, stretch, unit, " ".join(one.text for one in told), follows=follows)
        found: list[Told] = [said] if said else [] if follows else _with_before(heard, quoting, unit)
        if not found and (quote := quoting.quote(unit)):
            enough = _QUOTED if follows or not quoting.points_back(quote) else _POINTING
            enough = enough if heard.words.lists else _UNHEARD
            found = [quote] if chance >= enough and _quotable(quote, told, heard) else []
        told += found
        end = found[-1].end if found else end
    return told


Stretch = tuple[int, int]


def _chosen(heard: Heard, quoting: Quoting, most: int, wanted: Collection[int]) -> dict[int, tuple[Stretch, float]]:
    """The places of the sentences worth saying back, with the stretch of each and its chance, in so many words at most.

    `wanted` is the sentence of the one need of a message, which is said wherever that can be done.
    """
    best: dict[int, tuple[Stretch, float]] = {}
    for place, unit in enumerate(heard.sentences):
        for stretch in quoting.tellable(unit):
            chance = chance_of(features_of(heard.sentences, place, heard.reading, *stretch))
            if place not in best or best[place][1] < min(chance, _ENOUGH[0]):
                best[place] = stretch, chance
    found: dict[int, tuple[Stretch, float]] = {}
    thankful = heard.reading.tone is Tone.THANKFUL
    for place, ((start, end), chance) in sorted(best.items(), key=lambda one: (one[0] not in wanted, -one[1][1])):
        if len(found) == len(_ENOUGH):
            break
        enough = _WANTED if place in wanted or thankful else _ENOUGH[len(found)]
        enough = enough if heard.words.lists else _UNHEARD
        length = len(heard.text[start:end].split())
        if chance >= enough and length <= most:
            found[place] = best[place]
            most -= length
    return found


def _foreign(heard: Heard) -> bool:
    """Whether somebody writes in a language that is not their own: in our voice their slips would be mockery."""
    line = _as_line(heard.text)
    cases = heard.words.sets.get("never_dative", frozenset())
    led = heard.words.sets.get("dative_prepositions", frozenset()) if cases else frozenset()
    pairs = pairwise(line.split())
    if cases and _VERB_THIRD.search(heard.text):
        return True
    return any(f" {phrase} " in line for phrase in heard.words.lists.get("foreign_phrases", ())) or any(
        one in led and two in cases for one, two in pairs
    )


@lru_cache(maxsize=20)
def _as_line(text: str) -> str:
    """The words of a text in small letters, with `#` for each number."""
    words = ("#" if word.isdigit() else word for word in _WORDS.findall(text.lower()))
    return f" {' '.join(words)} "


def _with_before(heard: Heard, quoting: Quoting, unit: Unit) -> list[Told]:
    """A sentence that points back, told behind the one that it points at; nothing where either cannot be told."""
    if _foreign(heard):
        return []
    at = heard.sentences.index(unit)
    before = heard.sentences[at - 1] if at else None
    said = (quoting.may_be_said(one.start, one.end) for one in (before, unit) if one)
    if before is None or not all(said):
        return []
    first = retell(before.text, heard.words, "", "", heard.sent, heard.today)
    second = retell(unit.text, heard.words, first, "", heard.sent, heard.today, follows=True) if first else ""
    return [Retold(first, before.start, before.end), Retold(second, unit.start, unit.end)] if second else []


def _quotable(quote: Quote, told: Sequence[Told], heard: Heard) -> bool:
    """Whether a quote leaves out more than it repeats: nobody wants half of a short message read out again."""
    quoted = sum(len(one.text) for one in told if isinstance(one, Quote))
    return len(heard.text.split()) > _SHORT or 2 * (quoted + len(quote.text)) <= len(heard.text)


def _retold(heard: Heard, stretch: Stretch, unit: Unit, before: str, *, follows: bool) -> Retold | None:
    """What a stretch of a sentence tells as the organisation says it; None where that is not safe."""
    if _foreign(heard):
        return None
    start, end = stretch
    turned = _turned(heard, unit.text) if stretch == (unit.start, unit.end) else None
    if turned and turned.safe and turned.parts[0].kind is PartKind.STATEMENT:
        return Retold(turned.parts[0].text, start, end)
    rest = heard.text[end : unit.end]
    said = retell(heard.text[start:end], heard.words, before, rest, heard.sent, heard.today, follows=follows)
    return Retold(said, start, end) if said else None


def _story(told: Sequence[Told], heard: Heard) -> str:
    """What was told as sentences: neighbouring quotes are one quotation."""
    said: list[str] = []
    frame = heard.speech.wrote
    quoting = Quoting(heard.text, heard.reading, heard.words, heard.speech)
    place = 0
    while place < len(told):
        one = told[place]
        place += 1
        if isinstance(one, Retold):
            said.append(_sentence(one.text))
            continue
        group = [one]
        while place < len(told) and isinstance(other := told[place], Quote) and quoting.neighbours(group[-1], other):
            group.append(other)
            place += 1
        if frame:
            # Two quotations with something left out between them would say what nobody wrote.
            words = quoting.joined(group)
            ended = words[-1:] in (".", "!", "?", "\u2026")
            said.append(frame.replace("{words}", words) + ("" if ended else "."))
            frame = "" if frame == heard.speech.wrote_also else heard.speech.wrote_also
    return " ".join(said)


def said_back(parts: Sequence[Part], words: TurningWords) -> str:
    """Turned clauses as sentences: what happened, then what they would like to know and to have done."""
    told = _of(parts, PartKind.STATEMENT)[:_MOST_TOLD]
    asked = [part.text for part in _of(parts, PartKind.QUESTION)[:_MOST_ASKED]]
    done = [part.text for part in _of(parts, PartKind.REQUEST)[:1]]
    wished = [] if done else [part.text for part in _of(parts, PartKind.WISH)[:1]]
    clauses = [words.frame("question", words.frames.get("and", " ").join(asked))] if asked else []
    clauses += [words.frame("request", one) for one in done] + wished
    first = _told(told, words)
    second = words.frames.get("and_clause", " ").join(clauses)
    text = " ".join(_sentence(one) for one in (first, second) if one)
    return text if len(text.split()) <= _LONGEST else ""


def _of(parts: Sequence[Part], kind: PartKind) -> list[Part]:
    """The parts of one kind, none twice."""
    return list({part.text: part for part in parts if part.kind is kind}.values())


def _told(parts: Sequence[Part], words: TurningWords) -> str:
    text = ""
    for part in parts:
        joins = f", {part.connector} " if part.connector in ("but", "so") else words.frames.get("and_told", " ")
        joins = f" {part.connector} " if part.connector in ("because", "although", "though") else joins
        text = f"{text}{joins}{part.text}" if text else part.text
    return text


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}." if text else ""
