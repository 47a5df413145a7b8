"""Phrasebook: a YAML file of phrases, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from composer.cases.step import Care, Channel, Contacts, Outcome, Step, Tone
from composer.phrases.fields import FROM_MESSAGE, check_template
from composer.reading.issues import IssueKind
from kb.articles.article import AskedField
from kb.articles.article_source import read_asks
from kb.problem import Level, Place, Problem, Problems
from kb.text import one_line
from kb.yaml.reader import Reader, Scalar
from kb.yaml.tree import parse_yaml


class Settles(StrEnum):
    """What a phrase of Solve makes of an issue that it does not answer."""

    ASKED = "asked back"
    LATER = "later"


@dataclass(frozen=True)
class Fits:
    """What a phrase is for; an empty line fits everything."""

    topics: tuple[str, ...] = ()
    tones: tuple[Tone, ...] = ()
    channels: tuple[Channel, ...] = ()
    history: Contacts | None = None
    outcome: Outcome | None = None
    cues: tuple[str, ...] = ()
    """What happened: ids of cues, of which one must be found."""
    kinds: tuple[IssueKind, ...] = ()
    """What the customer needs, of which one must be among the issues."""
    care: tuple[Care, ...] = ()
    """Why the message needs a person; a phrase without it is never proposed for such a message."""


@dataclass(frozen=True)
class Phrase:
    """One thing to say, in one or more wordings."""

    id: str
    step: Step
    variants: tuple[str, ...]
    fits: Fits = Fits()
    ask: tuple[AskedField, ...] = ()
    confirm: tuple[str, ...] = ()
    """What it claims of the case, for the agent to confirm: `You asked the carrier to trace it`."""
    settles: Settles | None = None
    """What becomes of the issue that it stands for, where it does not answer it."""
    path: str = field(default="", compare=False)
    line: int = field(default=1, compare=False)
    lines: tuple[int, ...] = field(default=(), compare=False)
    """The line in which each wording begins."""


@dataclass(frozen=True)
class Phrasebook:
    """The phrases of one file."""

    title: str
    language: str
    phrases: tuple[Phrase, ...]


def parse_phrasebook(text: str, path: str) -> tuple[Phrasebook, list[Problem]]:
    """The phrases of one file; a faulty phrase or wording is left out and named, the others stay."""
    problems = Problems(path)
    mapping = parse_yaml(text, problems)
    if mapping is None:
        return Phrasebook("", "", ()), problems.found
    return read_phrasebook(Reader(mapping, problems), path), problems.found


def read_phrasebook(reader: Reader, path: str = "") -> Phrasebook:
    """The phrases of one file, as its reader gives them."""
    problems = reader.problems
    title = reader.text("title") or path.rpartition("/")[2].removesuffix(".yaml")
    language = reader.text("language", "en")
    phrases: dict[str, Phrase] = {}
    for entry in reader.readers("phrases"):
        phrase = _read_phrase(entry, path)
        if phrase is not None and phrase.id in phrases:
            problems.add(
                entry.place("id"),
                "id-twice",
                f"The phrase {phrase.id!r} stands here twice; its id must be its own.",
            )
        elif phrase is not None:
            phrases[phrase.id] = phrase
    reader.unknown()
    return Phrasebook(title, language, tuple(phrases.values()))


def _read_phrase(reader: Reader, path: str) -> Phrase | None:
    problems = reader.problems
    ask = read_asks(reader)
    fits = _read_fits(reader.inner("for"))
    asked = {*FROM_MESSAGE, *(one.field for one in ask)}
    variants = tuple(_good_variants(reader, asked))
    phrase_id = reader.text("id")
    step = reader.one_of("step", Step, "")
    confirm = reader.texts("confirm")
    settles = reader.one_of("settles", Settles, "")
    reader.unknown()
    for key, value in (("id", phrase_id), ("step", step)):
        if not value:
            if reader.lacks(key):
                problems.add(reader.mapping, "phrase-incomplete", f"A phrase needs {key!r}.")
            return None
    if not variants:
        problems.add(reader.mapping, "phrase-incomplete", "A phrase needs at least one sound wording under 'say'.")
        return None
    return Phrase(
        phrase_id,
        Step(step),
        tuple(scalar.text.strip() for scalar in variants),
        fits,
        ask,
        confirm,
        Settles(settles) if settles else None,
        path,
        reader.mapping.line,
        tuple(scalar.line for scalar in variants),
    )


def _good_variants(reader: Reader, asked: Iterable[str]) -> Iterable[Scalar]:
    for scalar in reader.scalars("say"):
        found = Problems(reader.problems.path)
        check_template(scalar.text, asked, scalar, found)
        reader.problems.found += found.found
        if not found.found and scalar.text.strip():
            yield scalar


def _read_fits(reader: Reader) -> Fits:
    history = reader.one_of("history", Contacts, "")
    outcome = reader.one_of("outcome", Outcome, "")
    fits = Fits(
        topics=tuple(topic.lower() for topic in reader.texts("topics")),
        tones=tuple(Tone(tone) for tone in _known(reader, "tones", [*Tone])),
        channels=tuple(Channel(channel) for channel in _known(reader, "channels", [*Channel])),
        history=Contacts(history) if history else None,
        outcome=Outcome(outcome) if outcome else None,
        cues=reader.texts("cues"),
        kinds=tuple(IssueKind(kind) for kind in _known(reader, "kinds", [*IssueKind])),
        care=tuple(Care(care) for care in _known(reader, "care", [*Care])),
    )
    reader.unknown()
    return fits


def _known(reader: Reader, key: str, allowed: list[str]) -> list[str]:
    known = []
    for scalar in reader.scalars(key):
        if scalar.text in allowed:
            known.append(scalar.text)
        else:
            reader.problems.add(
                scalar, "unknown-value", f"{one_line(scalar.text)!r} is not one of {', '.join(allowed)}."
            )
    return known


def ids_twice(phrases: Iterable[Phrase]) -> list[Problem]:
    """Phrases of different files that claim one id."""
    first: dict[str, Phrase] = {}
    found = []
    for phrase in phrases:
        other = first.setdefault(phrase.id, phrase)
        if other is not phrase:
            message = f"The phrase {phrase.id!r} stands in {other.path}:{other.line} too; the first one counts."
            found.append(Problem(phrase.path, phrase.line, 1, "id-twice", message, Level.ERROR))
    return found


def check_answer_template(template: str, ask: Iterable[AskedField], at: Place, problems: Problems) -> None:
    """Note what is wrong with an article's reply block."""
    check_template(template, {*FROM_MESSAGE, *(one.field for one in ask)}, at, problems)
