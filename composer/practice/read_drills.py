"""Reading drills: YAML files of a course, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from types import MappingProxyType

from composer.cases.step import FIVE, Channel, Outcome, Step
from composer.practice.asked import QUESTIONS
from composer.practice.drill import (
    Drill,
    DrillBranch,
    DrillCourse,
    DrillKind,
    DrillMessage,
    DrillState,
    DrillWords,
    Ending,
    Find,
    Wants,
)
from composer.practice.role_play import lint_role_play
from composer.practice.stand_ins import with_stand_ins
from composer.reading.cues import read_patterns
from kb.problem import At, Level, Problem, Problems
from kb.text import clean, fold
from kb.yaml.reader import Reader
from kb.yaml.tree import parse_yaml


def parse_course(text: str, path: str, course: str, rules: Collection[str]) -> tuple[DrillCourse, list[Problem]]:
    """The course of one file; a faulty drill is left out and named. `rules` are the findings that there are."""
    problems = Problems(path)
    mapping = parse_yaml(text, problems)
    if mapping is None:
        return DrillCourse(course, course, "", "en", ()), problems.found
    read = read_course(Reader(mapping, problems))
    drills = []
    for drill in read.drills:
        before = len(problems.found)
        if drill.kind is DrillKind.ROLE_PLAY:
            lint_role_play(drill, rules, problems)
        if len(problems.found) == before:
            if len(drill.given) == 1 and drill.kind is not DrillKind.ROLE_PLAY:
                message = f"{drill.id!r} has one message; with a second one, another one comes each time."
                problems.add(At(drill.line), "one-message", message, Level.HINT)
            drills.append(replace(drill, course=course, path=path))
    return replace(read, id=course, title=read.title or course, drills=tuple(drills)), problems.found


def read_course(reader: Reader) -> DrillCourse:
    """The course of one file, as its reader gives it."""
    title, about, language = reader.text("title"), reader.text("about"), reader.text("language", "en")
    drills: dict[str, Drill] = {}
    for entry in reader.readers("drills"):
        drill = _read_drill(entry, language)
        if drill is not None and drill.id in drills:
            reader.problems.add(entry.place("id"), "id-twice", f"The drill {drill.id!r} stands here twice.")
        elif drill is not None:
            drills[drill.id] = drill
    reader.unknown()
    return DrillCourse("", title, about, language, tuple(drills.values()))


def _read_drill(reader: Reader, language: str) -> Drill | None:
    before = len(reader.problems.found)
    kind = reader.one_of("kind", DrillKind, "")
    drill = Drill(
        id=reader.text("id"),
        kind=DrillKind(kind or DrillKind.REPLY),
        title=reader.text("title"),
        situation=reader.text("situation"),
        given=tuple(_read_given(entry) for entry in reader.readers("messages")),
        wants=_read_wants(reader.inner("wants")),
        find=Find(reader.one_of("find", Find, Find.STRUGGLE)),
        channel=Channel(reader.one_of("channel", Channel, Channel.EMAIL)),
        outcome=Outcome(reader.one_of("outcome", Outcome, Outcome.PENDING)),
        states=_read_states(reader.inner("states")),
        bad=_parts(reader, "bad"),
        tip=reader.text("tip"),
        language=language,
        line=reader.mapping.line,
    )
    reader.unknown()
    for key, there in (("id", drill.id), ("kind", kind), ("title", drill.title), ("messages", drill.given)):
        if not there and reader.lacks(key):
            reader.problems.add(reader.mapping, "drill-incomplete", f"A drill needs {key!r}.")
    for given in drill.given:
        if missing := _missing_in(drill, given):
            reader.problems.add(
                reader.mapping, "drill-incomplete", f"A drill of the kind {drill.kind} needs {missing}."
            )
    return drill if len(reader.problems.found) == before else None


def _missing_in(drill: Drill, given: DrillMessage) -> str:
    """What a drill of its kind cannot do without; empty where nothing is missing."""
    match drill.kind:
        case DrillKind.SPOT if not given.marks:
            return "'marks' in every message"
        case DrillKind.TURN if not given.line:
            return "a 'line' to write anew in every message"
        case DrillKind.WORKSHEET if len(given.exemplary) != len(QUESTIONS):
            return f"{len(QUESTIONS)} answers under 'exemplary' in every message"
        case DrillKind.ROLE_PLAY if not drill.states:
            return "'states'"
        case _ if not given.text and drill.kind is not DrillKind.ROLE_PLAY:
            return "a 'text' in every message"
    return ""


def _read_given(reader: Reader) -> DrillMessage:
    hear = reader.inner("hear")
    kind_of_hear = {words: read_patterns(hear, words) for words in hear.keys()}  # noqa: SIM118  a Reader's keys
    given = DrillMessage(
        text=_text(reader, "text"),
        sender=with_stand_ins(reader.text("from")),
        hear=MappingProxyType(kind_of_hear),
        marks=reader.texts("marks"),
        line=_text(reader, "line"),
        exemplary=_parts(reader, "exemplary"),
    )
    reader.unknown()
    if not given.exemplary and not given.marks:
        reader.problems.add(reader.mapping, "drill-incomplete", "A message needs an 'exemplary' answer.")
    said = " ".join(fold(given.text).split())
    for words in (*given.hear, *given.marks):
        if said and fold(words) not in said:
            message = f"These words do not stand in the message: {words[:60]!r}."
            reader.problems.add(reader.place("hear" if words in given.hear else "marks"), "words-absent", message)
    return given


def _read_wants(reader: Reader) -> Wants:
    steps = []
    for scalar in reader.scalars("steps"):
        if scalar.text in FIVE:
            steps.append(Step(scalar.text))
        else:
            reader.problems.add(scalar, "unknown-value", f"{scalar.text[:40]!r} is not one of {', '.join(FIVE)}.")
    wants = Wants(
        steps=tuple(steps),
        day=_yes(reader, "day"),
        question=_yes(reader, "question"),
        says=tuple(_read_words(entry) for entry in reader.readers("says")),
        never=tuple(_read_words(entry) for entry in reader.readers("never")),
    )
    reader.unknown()
    return wants


def _read_words(reader: Reader) -> DrillWords:
    words = DrillWords(read_patterns(reader, "any"), reader.text("why"))
    reader.unknown()
    for key, there in (("any", words.patterns), ("why", words.why)):
        if not there and reader.lacks(key):
            reader.problems.add(reader.mapping, "drill-incomplete", f"Wanted and unwanted words need {key!r}.")
    return words


def _read_states(reader: Reader) -> tuple[DrillState, ...]:
    states = []
    for name in reader.keys():  # noqa: SIM118  a Reader's keys, not a dict's
        inner, at = reader.inner(name), reader.key_place(name)
        ends = inner.one_of("ends", Ending, "")
        then = tuple(_read_move(entry) for entry in inner.readers("then"))
        says = _text(inner, "says")
        inner.unknown()
        states.append(DrillState(name, says, then, Ending(ends) if ends else None, at.line, at.column))
    return tuple(states)


def _read_move(reader: Reader) -> DrillBranch:
    at = At(reader.mapping.line, reader.mapping.column)
    move = DrillBranch(reader.texts("if"), reader.text("go"), at.line, at.column)
    reader.unknown()
    return move


def _yes(reader: Reader, key: str) -> bool:
    return reader.one_of(key, ("true", "false"), "false") == "true"


def _text(reader: Reader, key: str) -> str:
    """A text of several lines, with names and numbers in the place of fields."""
    return with_stand_ins(clean(reader.text(key, lines=True))).strip()


def _parts(reader: Reader, key: str) -> tuple[str, ...]:
    """The parts of an answer: one text or a list of them."""
    return tuple(with_stand_ins(clean(one.text)).strip() for one in reader.scalars(key))
