"""Reading: how a message sounds, what it asks and states, and the words that say so.

Situations ("charged twice", "never arrived") carry most of what can be known about a support
message; a kind word beside one is not thanks. It sorts and explains; it does not diagnose people.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from composer.cases.message import Message
from composer.cases.step import Care, Tone
from composer.reading.answers import facts_of_answers
from composer.reading.corrections import Refit, Row, corrected, features_of
from composer.reading.counted import is_unsent
from composer.reading.cues import Cue, CueKind, FoundCue, index_of_cues, indexed_cues
from composer.reading.deaths import with_deaths
from composer.reading.facts import Fact, FactKind, Question, find_facts, find_questions, sentences
from composer.reading.frauds import with_frauds
from composer.reading.harmless import without_harmless
from composer.reading.hazard import GRAVE, Hazard, hazard_in
from composer.reading.issue_words import NO_ISSUE_WORDS, IssueWords
from composer.reading.issues import Issue, IssueKind, find_issues, without_background
from composer.reading.lexicon import Lexicon, score
from composer.reading.manner import Manners, chances_of, signs_of
from composer.reading.patterns import PatternIndex, Slots
from composer.reading.sentences import is_copied
from composer.reading.speech import NO_SPEECH, Speech
from composer.reading.tone import Sound, judge, outstanding
from kb.words.words import telling, words_of

MOST_ISSUES = 60
"""Issues that are listed and answered; a reply is worked out for each of them."""
_TOLD = frozenset({IssueKind.PROBLEM, IssueKind.COMPLAINT})
"""What somebody who thanks only tells of."""
_COUNTS_LETTERS = "nth-time"
"""The cue of who writes again; of letters that were not sent it is none."""
_SURELY = 0.6
"""How likely a need is that stays one beside thanks."""
_ENOUGH = 3
"""Telling words that a focus must have."""


@dataclass(frozen=True)
class Hearing:
    """What a message is heard with: a language's cues, small words and lexicon, and the desk's core tasks."""

    cues: tuple[Cue, ...]
    speech: Speech = NO_SPEECH
    lexicon: Lexicon = field(default_factory=Lexicon)
    manners: Manners = field(default_factory=Manners)
    tasks: tuple[str, ...] = ()
    learned: Refit | None = None
    """What the team's corrections taught."""
    issue_words: IssueWords = NO_ISSUE_WORDS

    @cached_property
    def slots(self) -> Slots:
        """What stands for `{task}` and `#` in a cue."""
        return replace(self.speech.slots, tasks=self.tasks)

    def finds(self, text: str) -> list[FoundCue]:
        """The cues in a text."""
        return indexed_cues(text, self.cues, self._index)

    def make_ready(self) -> None:
        """Do now what reading messages would do bit by bit."""
        self._index.compile()

    @cached_property
    def _index(self) -> PatternIndex:
        return index_of_cues(self.cues, self.slots)


@dataclass(frozen=True)
class Reading:
    """What we took from a message."""

    sound: Sound
    cues: tuple[FoundCue, ...]
    questions: tuple[Question, ...]
    facts: tuple[Fact, ...]
    subject_facts: tuple[Fact, ...] = ()
    """What the subject states; the places are in the subject."""
    subject_care: tuple[Care, ...] = ()
    """Why the message needs a person, by its subject."""
    issues: tuple[Issue, ...] = ()
    """What the customer needs, in the order of the message; no more than `MOST_ISSUES`."""
    more_issues: int = 0
    """How many more there are."""
    hazard: Hazard | None = None
    """The danger that the message may tell of, or that somebody is hurt, where no cue says so."""
    topics: tuple[str, ...] = ()
    """Tags of the articles that answer the message, the most likely first."""
    language: str = ""
    """The code of the language in which the message is read, and answered."""
    language_known: bool = False
    """Whether the message says so itself, or somebody said it; else the language is assumed."""
    features: Row = field(default=(), repr=False)
    """What a correction of the tone is learned from."""

    @property
    def tone(self) -> Tone:
        """How the message sounds."""
        return self.sound.tone

    @property
    def strength(self) -> float:
        """From 0 to 1."""
        return self.sound.strength

    @property
    def tone_words(self) -> tuple[str, ...]:
        """The customer's words that the tone rests on."""
        return self.sound.words

    @property
    def telling_cues(self) -> list[FoundCue]:
        """The cues worth showing, in the order of the message."""
        return outstanding([found for found in self.cues if found.cue.kind is not CueKind.SUPPOSED])

    @property
    def struggling(self) -> bool:
        """Whether somebody is stuck: something does not work or went wrong for them, and they cannot mend it."""
        return self.sound.stuck

    @property
    def urgent(self) -> bool:
        """Whether there is haste in it."""
        return any(found.cue.kind is CueKind.URGENT for found in self.cues)

    @property
    def vulnerable(self) -> bool:
        """Whether illness, death, danger or money trouble stands behind the message."""
        cues = [found.cue for found in self.cues]
        return any(cue.kind is CueKind.VULNERABLE or (cue.kind is CueKind.PERSONAL and cue.care) for cue in cues)

    @property
    def care(self) -> tuple[Care, ...]:
        """Why the message needs a person, the gravest reason first."""
        found = {*(one.cue.care for one in self.cues if one.cue.care), *self.subject_care}
        return tuple(care for care in Care if care in found)

    @property
    def in_need(self) -> bool:
        """Whether somebody needs care, however calm they sound."""
        return self.struggling or self.vulnerable or self.tone in (Tone.UPSET, Tone.WORRIED)

    def fact(self, kind: FactKind) -> str:
        """The fact of a kind that the message is about: one beside a need first, then the first; else an empty text.

        Where several orders are named and none beside a need, nobody can tell which one is meant.
        """
        found = [fact for fact in self.facts if fact.kind is kind]
        beside = [fact for fact in found if any(one.start <= fact.start < one.end for one in self.issues)]
        if kind is FactKind.ORDER and not beside and len({fact.value for fact in found}) > 1:
            return ""
        return next((fact.value for fact in (*beside, *found, *self.subject_facts) if fact.kind is kind), "")


def read_message(
    message: Message, hearing: Hearing, names: tuple[str, ...] = (), topics: tuple[str, ...] = ()
) -> Reading:
    """The reading of one message; `names` (organisation, products, people) say nothing about feelings.

    Quoted lines are not read, and what a machine wrote has no tone and asks nothing.
    """
    own = message.own_words
    facts = {(fact.start, fact.end): fact for fact in find_facts(own, hearing.speech)}
    facts |= {(fact.start, fact.end): fact for fact in facts_of_answers(message.text, hearing.speech)}
    stated = tuple(sorted(facts.values(), key=lambda fact: fact.start))
    in_subject = tuple(find_facts(message.subject, hearing.speech))
    if message.automatic:
        return Reading(Sound(Tone.CALM), (), (), stated, in_subject, topics=topics)
    text = masked(own, names)
    heard = hearing.finds(text)
    found = [one for one in heard if one.cue.kind is not CueKind.BACKGROUND and not _is_quoted_thanks(one, own)]
    found = with_frauds(own, with_deaths(own, found, hearing.cues), hearing.cues)
    found = without_harmless(own, found)
    found = [one for one in found if one.cue.id != _COUNTS_LETTERS or not is_unsent(own, one.end)]
    known = any(one.cue.care in GRAVE for one in found)
    hazard = None if known else hazard_in(own, hearing.manners.hazards)
    questions = find_questions(own, hearing.speech)
    scores = score(text, hearing.lexicon)
    issues = find_issues(own, hearing.issue_words, hearing.speech, found)
    features = features_of(found, scores, own, issues)
    issues = without_background(own, issues, found)
    chances = chances_of(text, features, hearing.manners, signs_of(heard))
    sound = judge(found, scores, chances, own, asks=bool(questions))
    return Reading(
        sound=corrected(sound, features, hearing.learned),
        cues=tuple(found),
        questions=tuple(questions),
        facts=stated,
        subject_facts=in_subject,
        subject_care=tuple(one.cue.care for one in hearing.finds(message.subject) if one.cue.care),
        issues=_as_thanked(
            issues[:MOST_ISSUES],
            sound.tone,
            wants_nothing=[one.start for one in found if one.cue.id == "wants-nothing"],
        ),
        more_issues=max(len(issues) - MOST_ISSUES, 0),
        topics=topics,
        features=features,
        hazard=hazard,
    )


def _is_quoted_thanks(found: FoundCue, text: str) -> bool:
    """Whether words that thank stand in quotation marks, where they are somebody else's."""
    return found.cue.kind in (CueKind.THANKFUL, CueKind.KIND) and is_copied(text, found.start, found.end)


def _as_thanked(issues: Sequence[Issue], tone: Tone, wants_nothing: Sequence[int]) -> tuple[Issue, ...]:
    """The issues of a message; what somebody tells who thanks is praise, whatever words stand in it.

    Who wants nothing, as words at the places of `wants_nothing` say, asks for it to be passed on, and for nothing else
    that is surely a need.
    """
    if tone is not Tone.THANKFUL:
        return tuple(issues)

    def thanks(one: Issue) -> bool:
        if one.kind is IssueKind.REQUEST:
            passed_on = any(one.start <= place < one.end for place in wants_nothing)
            return passed_on or (bool(wants_nothing) and "?" not in one.words and one.chance < _SURELY)
        return one.kind in _TOLD or (one.kind is IssueKind.QUESTION and "?" not in one.words)

    return tuple(replace(one, kind=IssueKind.PRAISE) if thanks(one) else one for one in issues)


def focus(message: Message, hearing: Hearing) -> str:
    """The part of a message that says what it is about: its subject, its questions, and what happened or was tried.

    Where that is next to nothing ("Can you help?"), all of the message.
    """
    text = message.own_words
    happened = [found for found in hearing.finds(text) if found.cue.kind in (CueKind.SITUATION, CueKind.STRUGGLE)]
    asked = find_questions(text, hearing.speech)
    spans = [(start, end) for start, end in sentences(text) if any(start <= found.start < end for found in happened)]
    spans += [(question.start, question.end) for question in asked]
    focused = "\n".join([message.subject, *(text[start:end] for start, end in sorted(set(spans)))])
    return focused if sum(telling(word) for word in words_of(focused)) >= _ENOUGH else f"{message.subject}\n{text}"


def masked(text: str, names: tuple[str, ...]) -> str:
    """The text with names blotted out at equal length, so that `Happy Plants Ltd` is not a happy customer."""
    folded = text.casefold()
    for name in names:
        # Most are not there, and an expression takes far longer to make than to ask.
        if len(name) > 2 and name.casefold() in folded:
            text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "_" * len(name), text, flags=re.IGNORECASE)
    return text
