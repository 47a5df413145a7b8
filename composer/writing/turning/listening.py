"""Listening: what the customer needs, said back in one or two sentences for the whole letter."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from composer.cases.step import Care, Tone
from composer.reading.counted import Counted
from composer.reading.cues import CueKind
from composer.reading.facts import FactKind
from composer.reading.issues import Issue, IssueKind
from composer.reading.lasting import Lasting
from composer.reading.tone import MOCKING
from composer.writing.leading import lead_words, may_be_quoted, may_lead, shortened
from composer.writing.quoting import OF_US, Quoting, with_inner_marks
from composer.writing.telling import chance_to_tell, features_of
from composer.writing.turning.behind import TENDER, dangles, led_behind, places_of
from composer.writing.turning.details import details, number_in_subject, the_sum
from composer.writing.turning.pointing import points_elsewhere
from composer.writing.turning.saying import as_sentence, said_back
from composer.writing.turning.told import Heard, Retold, Told, likeliest_of, story_of, told_of, turn_of
from composer.writing.turning.turned import Part, PartKind, Turned
from composer.writing.turning.turning_words import TurningWords
from composer.writing.turning.wholeness import begins_back

_TOLD = frozenset({IssueKind.PROBLEM, IssueKind.COMPLAINT, IssueKind.PRAISE})
"""Needs that are said back; others stand before their answer."""
_WORDS = re.compile(r"[\w'\u2019]+")
_SARCASTIC = frozenset({"thanks-for-nothing", "mock-praise", "rhetorical"})
_POLICE = re.compile(r"\b(?:police|polizei)\b", re.IGNORECASE)
_ADDRESSES = re.compile(r"\b(?:you|your|yours|Sie|Ihnen|Ihr(?:e[mnrs]?)?|euch|eur\w*)\b|\d{4}")
"""Words by which a sentence speaks of us, or the number of an order."""
_OCCASIONS = re.compile(
    r"\b(?:(?:\w+ )?wedding|anniversary|birthday|christmas|honeymoon|\w*hochzeit|jahrestag|geburtstag"
    r"|weihnachten|hochzeitstag)\b",
    re.IGNORECASE,
)
"""Days of joy, which nobody who grieves wants to have read out."""
_NUMBERS = {FactKind.ORDER: "order", FactKind.INVOICE: "invoice", FactKind.REFERENCE: "reference"}
"""What a message may be about, with the frame that says so."""
_NOBODYS = {"your": "the", "Ihr": "das", "Ihre": "die", "Ihren": "den"}
_IN_PASSING = re.compile(
    r"\b(?:last|latest|previous|earlier|letzten?|fr\u00fchere|vorige)\s(?:order|booking|invoice|bestellung|buchung|rechnung)\W*$",
    re.IGNORECASE,
)
"""Before a number by which somebody only says who they are: `my account (last order 2231-B)`."""
_LONGEST_NAMED, _NAMED = 18, 0.3
"""Words of a problem that is named before its answer, and how likely a good reply says it back."""
_SURE = 0.5
"""How likely such a problem is a need: below, one of two is what somebody tried."""


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
    needed_on: dt.date | None = None
    """The day ahead by which or for which they need it."""
    occasion: str = ""
    """What that day is, where the message says so: `your mother's 80th birthday`, `your exam`."""
    praised: str = ""
    """The one person of ours whom they praise by name."""
    lasting: Lasting | None = None
    """How long it has gone wrong, or they have waited, by their own count."""
    counted: Counted | None = None
    """How often they have written, or it has gone wrong, by their own count."""
    contacts: str = ""
    """How often they have turned to us, by their own count: `three times`."""
    whom: str = ""
    """The one of their own people whom grief, an illness or an injury is about: `your mother`."""
    unquoted: frozenset[int] = frozenset()
    """The numbers of the issues whose sentence no answer quotes: of a death, of violence, or in a learner's words."""


def listening(heard: Heard, led: Collection[int], most_quoted: int, *, asks_only: bool = False) -> Listening:
    """The needs of a letter said back: turned round where that is safe, quoted where it is not.

    `led` are the numbers of the issues whose words stand before their answers and are not said twice; `most_quoted`
    are the words that may be told. `asks_only` quotes one sentence at most, and offers no statement, as in public.
    """
    asked: list[Part] = []
    every: list[Part] = []
    said, wanted = set[int](), set[int]()
    leads, quoted = dict[int, str](), dict[int, str]()
    elsewhere = list[tuple[int, int]]()
    for number, issue in enumerate(heard.reading.issues):
        if not issue.needs_answer:
            continue
        found = turn_of(heard, issue.sentence, issue.kind, " ".join(part.text for part in every))
        every += found.parts if found else ()
        if number in led:
            lead = _lead(found, issue.sentence, heard, frozenset(leads.values())) if found else ""
            leads |= {number: lead} if lead else {}
            words = lead_words(issue.sentence, public=asks_only)
            quoted |= {number: words} if not lead and may_be_quoted(issue) else {}
            elsewhere += [_stretch(heard, issue)] if number in (leads | quoted) else []
            continue
        if found and found.safe and found.parts[0].kind is not PartKind.STATEMENT:
            elsewhere.append(_stretch(heard, issue))
            asked += found.parts
            said.add(number)
        elif issue.kind in _TOLD:
            wanted |= places_of(issue, heard.sentences)
        elif heard.words.lists:
            # What only asks stands before its answer.
            elsewhere.append(_stretch(heard, issue))
    if _is_sore(heard, public=asks_only):
        return _sore_listening(heard, elsewhere, public=asks_only)
    told = told_of(heard, most_quoted, wanted if len(wanted) == 1 else set(), elsewhere)
    told = _sayable(told if told or asked or asks_only else likeliest_of(heard, elsewhere), heard, public=asks_only)
    asks = {number: heard.reading.issues[number].sentence for number in leads} | quoted
    unquoted = frozenset(number for number, words in asks.items() if dangles(number, words, heard, told))
    leads = {number: lead for number, lead in leads.items() if number not in unquoted}
    text = " ".join(filter(None, (story_of(told, heard), said_back(asked, heard.words))))
    said |= _said_by(told, heard)
    if not asks_only:
        alone = {*led} or _asked_alone(heard, said)
        leads |= led_behind(alone, (asks.keys() - unquoted) if led else alone, heard, told)
        leads |= _named(heard, said | set(led))
    text = _with_number(text, heard, told, [*leads.values(), *quoted.values()])
    return Listening(
        text, _offered(every, text, heard.words, asks_only=asks_only), frozenset(said), leads, unquoted=unquoted
    )


def _sore_listening(heard: Heard, elsewhere: Sequence[tuple[int, int]], *, public: bool) -> Listening:
    """What is said back of what mocks or scolds: its number or sum, and in public one plain fact in our voice.

    A plain fact is a sentence with a day or a figure; no answer to it quotes anything in public.
    """
    quoting = Quoting(heard.text, heard.reading, heard.words, heard.speech, tuple(elsewhere))
    told = told_of(heard, _LONGEST_NAMED, set(), elsewhere) if public else []
    plain = [one for one in told if isinstance(one, Retold) and not quoting.names_nothing(one.start, one.end)][:1]
    every = frozenset(range(len(heard.reading.issues)) if public else ())
    return Listening(_with_number(story_of(plain, heard), heard, plain, ()), said=every, unquoted=every)


def _asked_alone(heard: Heard, said: Collection[int]) -> set[int]:
    """The number of the one question of a chat that nothing says back, and whose words stand before its answer."""
    issues = heard.reading.issues
    asked = {number for number, issue in enumerate(issues) if issue.kind is IssueKind.QUESTION and number not in said}
    return asked if heard.above and len(asked) == sum(issue.needs_answer for issue in issues) == 1 else set()


def _is_sore(heard: Heard, *, public: bool) -> bool:
    """Whether it would be said back as if it had been meant, though it mocks, or would be a reproach in public."""
    upset = heard.reading.tone is Tone.UPSET
    return sarcastic(heard) or (public and (upset or may_mock(heard)))


def _offered(every: Sequence[Part], text: str, words: TurningWords, *, asks_only: bool) -> tuple[str, ...]:
    """What else could be said back, with its statements and without them, where the text does not say it."""
    asked = [part for part in every if part.kind is not PartKind.STATEMENT]
    others = (said_back(asked if asks_only else every, words), said_back(asked, words))
    return tuple(dict.fromkeys(one for one in others if one and one not in text))


def _named(heard: Heard, said: Collection[int]) -> dict[int, str]:
    """A short problem that nothing else says back, named before its answer: `On “The code does not work”:`."""
    found: dict[int, str] = {}
    if heard.reading.care or not heard.speech.lead:
        return found
    quoting = Quoting(heard.text, heard.reading, heard.words, heard.speech)
    for number, issue in enumerate(heard.reading.issues):
        if issue.kind is not IssueKind.PROBLEM or number in said or issue.chance < _SURE:
            continue
        if len(issue.sentence.split()) > _LONGEST_NAMED:
            continue
        start, end = _stretch(heard, issue)
        places = places_of(issue, heard.sentences)
        kinds = {one.cue.kind for one in heard.reading.cues if start <= one.start < end}
        if kinds.isdisjoint({CueKind.SITUATION, CueKind.STRUGGLE}):
            continue
        likely = max(
            (chance_to_tell(features_of(heard.sentences, at, heard.reading, start, end)) for at in places), default=0
        )
        if likely >= _NAMED and may_lead(issue.sentence) and quoting.may_be_said(start, end):
            quoted = with_inner_marks(shortened(issue.sentence), heard.speech)
            found[number] = heard.speech.lead.replace("{issue}", quoted)
    return found


def _said_by(told: Sequence[Told], heard: Heard) -> frozenset[int]:
    """The numbers of the issues whose own words are told."""
    stretches = [_stretch(heard, issue) for issue in heard.reading.issues]
    return frozenset(
        number
        for number, (start, end) in enumerate(stretches)
        if any(one.start < end and start < one.end for one in told)
    )


def _lead(found: Turned, sentence: str, heard: Heard, before: Collection[str]) -> str:
    """What introduces the answer to an issue that is turned round; `also` in it where one like it stands before."""
    if not found.safe or len(found.parts) != 1 or found.parts[0].kind is PartKind.STATEMENT:
        return ""
    if _loses_its_noun(found, sentence, heard):
        return ""
    part, words = found.parts[0], heard.words
    frame = words.frames.get(f"lead_{part.kind}", "")
    begins = frame.partition("{}")[0].capitalize()
    if any(one.startswith(begins) for one in before):
        frame = words.frames.get(f"lead_{part.kind}_also", frame)
    text = frame.replace("{}", part.text).replace(" us to not ", " us not to ")
    return f"{text[0].upper()}{text[1:]}:" if text else ""


def _loses_its_noun(found: Turned, sentence: str, heard: Heard) -> bool:
    """Whether a turned question points at what its own sentence names before it: `the other chair, is it safe?`."""
    said, asked = (
        points_elsewhere(one, heard.text, heard.words.language, behind=True) for one in (found.parts[0].text, sentence)
    )
    return said and not asked


def _sayable(told: list[Told], heard: Heard, *, public: bool) -> list[Told]:
    """What of it a letter can say: no quotes where nobody is quoted."""
    if not TENDER.isdisjoint(heard.reading.care):
        # Beside grief or fear nobody reads out whom it is about; what they have with us may be told.
        kept = [
            one for one in told if _is_ours(heard.text[one.start : one.end], heard.words) and _has_facts(one, heard)
        ]
        told = [
            one
            for before, one in zip([None, *told], told, strict=False)
            if one in kept and (before in kept or not begins_back(one.text))
        ]
    if heard.reading.tone is Tone.THANKFUL or public or not TENDER.isdisjoint(heard.reading.care):
        # Praise that is quoted sounds like an advertisement, and nobody is quoted in grief; what it is about may be
        # told. In public one sentence is quoted that says nothing of us.
        retold: list[Told] = [one for one in told if isinstance(one, Retold)]
        thankful = heard.reading.tone is Tone.THANKFUL
        plain = [one for one in told if _has_facts(one, heard) and not OF_US.search(one.text)] if not thankful else []
        told = retold if retold or heard.reading.care else plain[:1] if public else told[:1]
    return told


def _has_facts(told: Told, heard: Heard) -> bool:
    """Whether what is told names a number, a day, a sum or a thing: `the little ping each time` only hurts again."""
    return any(told.start <= fact.start < told.end for fact in heard.reading.facts)


def _is_ours(sentence: str, words: TurningWords) -> bool:
    """Whether a sentence speaks of us, or of no other person."""
    lows = _WORDS.findall(sentence.lower())
    if _OCCASIONS.search(sentence):
        return False
    others = any(words.has("person_nouns", one) or words.has("person_pronouns", one) for one in lows)
    return not others or _ADDRESSES.search(sentence) is not None


def _with_number(text: str, heard: Heard, told: Sequence[Told], elsewhere: Sequence[str]) -> str:
    """The text behind the number that the message is about and its details, where nothing in the reply names it."""
    number = _number(heard)
    troubled = heard.reading.tone is Tone.UPSET or sarcastic(heard)
    if troubled and not (number or text or heard.reading.care):
        return as_sentence(the_sum(heard))
    if not number or any(number.rpartition(" ")[2] in one for one in (text, *elsewhere)):
        return text
    beside = [] if heard.reading.care else details(heard, told, (text, number, *elsewhere))
    named = f"{number} ({', '.join(beside)})" if beside else number
    return f"{as_sentence(named)} {text}".rstrip()


def _number(heard: Heard) -> str:
    """What says which order, invoice or case a message is about: `this is about your order 5377`; empty for none."""
    if Care.SECURITY in heard.reading.care:
        # What somebody was robbed of, or led astray with, is not what their letter is about.
        return ""
    for kind, its_frame in _NUMBERS.items():
        frame = its_frame
        named = {fact.value: fact for fact in heard.reading.facts if fact.kind is kind}
        found = heard.reading.fact(kind) if len(named) < 2 and heard.words.frames.get(frame) else ""
        if found and _IN_PASSING.search(heard.text[: max(heard.text.find(found), 0)]):
            continue
        noun = _noun_before(found, heard) if found else ""
        if kind is FactKind.REFERENCE:
            found = _of_another(_with_its_noun(found, noun, heard), heard)
        elif noun and kind is FactKind.ORDER:
            # Who wrote of a booking is not told of an order.
            frame, found = "reference", f"{noun} {found}"
        if kind is FactKind.ORDER and frame == "order" and Care.BEREAVEMENT in heard.reading.care:
            # It may be the order of somebody who has died.
            frame = "order_of_another"
        if found:
            return heard.words.frame(frame, found)
    subject = number_in_subject(heard)
    return heard.words.frame("reference", subject) if subject and heard.words.frames.get("reference") else ""


def _noun_before(number: str, heard: Heard) -> str:
    """What a number is the number of, by the word before it: `your booking`; empty where it is not said."""
    text = heard.text if number in heard.text else heard.subject
    before = _WORDS.findall(text[: max(text.find(number), 0)].lower())[-2:]
    nouns = heard.words.pairs("numbered")
    return next((nouns[word].replace("_", " ") for word in reversed(before) if word in nouns), "")


def _of_another(named: str, heard: Heard) -> str:
    """A number with its noun; where somebody died, it may be theirs, and is nobody's: `the account 5-118`."""
    owner, space, rest = named.partition(" ")
    if Care.BEREAVEMENT not in heard.reading.care:
        return named
    return f"{_NOBODYS.get(owner, owner)}{space}{rest}"


def _is_their_own(number: str, heard: Heard) -> bool:
    """Whether a number names a person: `my membership number is M204417`."""
    before = _WORDS.findall(heard.text[: max(heard.text.find(number), 0)].lower())[-3:]
    return any(heard.words.has("own_numbers", word) for word in before)


def _with_its_noun(number: str, noun: str, heard: Heard) -> str:
    """A number with what it is the number of; alone only where it is plainly the name of a case: `LT-4711`.

    A bare figure may be that of the police, of an insurance, of a meter.
    """
    if not number or _POLICE.search(heard.text) or _is_their_own(number, heard):
        return ""
    return f"{noun} {number}" if noun else number if number[:1].isalpha() else ""


def sarcastic(heard: Heard) -> bool:
    """Whether a message means the opposite of what it says: praise that mocks, or a face that does."""
    return bool(MOCKING.search(heard.text)) or any(found.cue.id in _SARCASTIC for found in heard.reading.cues)


def may_mock(heard: Heard) -> bool:
    """Whether praise stands beside trouble: in public that is more often mockery than praise."""
    kinds = {found.cue.kind for found in heard.reading.cues}
    praised = CueKind.THANKFUL in kinds or any(one.kind is IssueKind.PRAISE for one in heard.reading.issues)
    troubled = not kinds.isdisjoint({CueKind.UPSET, CueKind.SITUATION, CueKind.REPEAT, CueKind.LEAVING})
    return praised and troubled


def _stretch(heard: Heard, issue: Issue) -> tuple[int, int]:
    """Where the sentence of an issue stands in the message."""
    if heard.text.startswith(issue.sentence, issue.start):
        return issue.start, issue.start + len(issue.sentence)
    pattern = r"\s+".join(map(re.escape, issue.sentence.split()))
    found = re.compile(pattern).search(heard.text, issue.start)
    return found.span() if found else (issue.start, issue.end)
