"""Heard: what of a message a reply listens to, and what of it is said back."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import replace

from composer.cases.case import Case
from composer.cases.step import Channel, Manner, Tone
from composer.desk.desk import Desk
from composer.reading.about_whom import about_whom
from composer.reading.counted import contacts_in, counted_in
from composer.reading.issues import Issue, IssueKind
from composer.reading.lasting import lasting_in
from composer.reading.names import greet_of
from composer.reading.needed_day import needed_day
from composer.reading.occasions import occasion_in
from composer.reading.praise import praised_in, thanks_in_subject
from composer.reading.reading import Reading
from composer.reading.sentences import Unit, whole_sentences
from composer.writing.leading import leads_in
from composer.writing.turning.behind import TENDER
from composer.writing.turning.learners import by_a_learner
from composer.writing.turning.listening import Listening, listening
from composer.writing.turning.told import Heard

_WORD = re.compile(r"[^\W\d_]+")
_ADDED = re.compile(r"\W{0,3}p\.?\s?s\b", re.IGNORECASE)
_ANSWERS = re.compile(r"(?:re|aw|fwd?|wg|antw|sv|tr)\s?:", re.IGNORECASE)
"""A subject that somebody else may have written."""
_MOST_TITLES = 2
"""Words beside a name that is a line of its own, `Dr.`, `i. V.`; in a longer one somebody says who they are."""
_MOST_SIGNED = 12
"""Words below a name that belong to a signature: an office, a key, a telephone number."""
_MOST_OF_A_LEARNER = 10
"""Words of a learner's question that stands before its answer."""
_MOST_BEHIND = 40
_MOST_TOLD = 200
"""Sentences of a message that are looked at for what a reply says back."""
_MOST_QUOTED = {Manner.LETTER: 70, Manner.TALK: 40, Manner.POST: 18}
"""Words of the message that a reply quotes, likewise."""


def needs_of(reading: Reading) -> Mapping[int, Issue]:
    """The issues that want an answer, by their number in the message.

    A complaint beside other needs is answered by what acknowledges it, and by their answers.
    """
    needs = {number: issue for number, issue in enumerate(reading.issues) if issue.needs_answer}
    others = {number: issue for number, issue in needs.items() if issue.kind is not IssueKind.COMPLAINT}
    return others or needs


def needed_on(desk: Desk, case: Case, reading: Reading) -> dt.date | None:
    """The day ahead that a message names, by which or for which they need it."""
    return _needed_in(_sentences(desk, case.message.own_words, reading), desk, case, reading)


def _needed_in(sentences: list[Unit], desk: Desk, case: Case, reading: Reading) -> dt.date | None:
    subject = case.message.subject
    if subject and not _ANSWERS.match(subject):
        sentences = [*sentences, *_sentences(desk, subject, reading)]
    day_words = desk.words_for(reading.language).speech.day_words
    day = needed_day(sentences, case.received_on or desk.today, day_words)
    return day if day and day > desk.today else None


def heard_in(desk: Desk, case: Case, reading: Reading, channel: Channel) -> Listening:
    """What the customer needs, said back, and what else of the message no change of a draft changes."""
    own = case.message.own_words
    sentences = _sentences(desk, own, reading)
    day = _needed_in(sentences, desk, case, reading)
    said = _said_back(desk, case, reading, channel, day)
    thankful = reading.tone is Tone.THANKFUL or thanks_in_subject(case.message.subject)
    praised = praised_in(own, reading.cues, greet_of(case).whole, thankful=thankful)
    counted = counted_in(f"{case.message.subject}\n\n{own}")
    lasting = lasting_in(own, sentences, reading.facts, reading.language)
    whom = about_whom(sentences, reading.cues, reading.language)
    unquoted = said.unquoted | _unquoted(desk, own, reading)
    occasion = ""
    if day and not reading.care:
        occasion = occasion_in(sentences, reading.language, lambda near: _needed_in(near, desk, case, reading) == day)
    return replace(
        said,
        occasion=occasion,
        needed_on=day,
        praised=praised,
        counted=counted,
        contacts=contacts_in(own),
        lasting=lasting,
        whom=whom,
        unquoted=unquoted,
    )


def _sentences(desk: Desk, own: str, reading: Reading) -> list[Unit]:
    language = desk.words_for(reading.language)
    return whole_sentences(own, language.issue_words, language.speech)[:_MOST_TOLD]


def _said_back(desk: Desk, case: Case, reading: Reading, channel: Channel, day: dt.date | None) -> Listening:
    """What the customer needs, said back as far as nobody is hurt who reads it again."""
    heard, speech = heard_of(desk, case, reading, channel, day), desk.words_for(reading.language).speech
    led = leads_in(needs_of(reading), channel, speech)
    first = any(found.warns for found in reading.cues) or not TENDER.isdisjoint(reading.care)
    manner = channel.manner
    most, public = _MOST_QUOTED[manner], manner is Manner.POST
    # Behind a warning or condolences, what was written is said back in short.
    most = min(most, _MOST_BEHIND) if first else most
    return listening(heard, led, most, asks_only=public)


def heard_of(desk: Desk, case: Case, reading: Reading, channel: Channel, day: dt.date | None = None) -> Heard:
    """The message as it is listened to; `day` is the one that the end of the reply names."""
    language, own = desk.words_for(reading.language), case.message.own_words
    return Heard(
        own,
        reading,
        tuple(_unsigned(_sentences(desk, own, reading), greet_of(case).whole)),
        desk.turning_for(reading.language),
        language.speech,
        # What came in a chat or a post without a date was written just now.
        case.received_on or (None if channel.manner is Manner.LETTER else desk.today),
        desk.today,
        case.message.subject,
        day,
        above=channel.manner is Manner.TALK,
    )


def _unsigned(sentences: list[Unit], name: str) -> list[Unit]:
    """The sentences without those that name whoever wrote, and without the few words of a signature below the name."""
    names = {word for word in name.split() if len(word) > 2}
    named = [at for at, unit in enumerate(sentences) if not names.isdisjoint(_WORD.findall(unit.text))]
    alone = named and named[-1] and len(_WORD.findall(sentences[named[-1]].text)) <= len(name.split()) + _MOST_TITLES
    below = sentences[named[-1] + 1 :] if alone else []
    signed = 0 < sum(len(unit.text.split()) for unit in below) <= _MOST_SIGNED
    kept = sentences[: named[-1]] if signed and not any(_ADDED.match(unit.text) for unit in below) else sentences
    return [unit for at, unit in enumerate(kept) if at not in named]


def _unquoted(desk: Desk, own: str, reading: Reading) -> frozenset[int]:
    """The numbers of the issues in whose sentence stands why the message needs a person, or a learner's slip.

    A learner's long sentence seldom has none.
    """
    words = desk.turning_for(reading.language)
    learner = by_a_learner(own, words)
    places = [found.start for found in reading.cues if found.cue.care in TENDER]
    found = set[int]()
    for number, issue in enumerate(reading.issues):
        at = own.find(issue.sentence)
        start, end = (at, at + len(issue.sentence)) if at >= 0 else (issue.start, issue.end)
        slips = learner and (len(issue.sentence.split()) > _MOST_OF_A_LEARNER or by_a_learner(issue.sentence, words))
        found |= {number} if slips or any(start <= place < end for place in places) else set()
    return frozenset(found)
