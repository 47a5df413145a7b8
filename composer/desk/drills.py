"""Drills of a desk: its own courses before the shipped ones, and its checks on an answer to one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from composer.cases.case import Case
from composer.cases.message import Message
from composer.desk.language import SHIPPED
from composer.desk.reply_checks import checking_for, findings_for
from composer.practice.asked import QUESTIONS
from composer.practice.drill import Drill, DrillCourse, DrillKind, DrillMessage, DrillState, Ending
from composer.practice.judging import Judged, Weight, conditions_of, findings_shown, judge, judge_marks
from composer.practice.read_drills import parse_course
from composer.practice.role_play import next_state
from composer.reading.entering import enter_message
from composer.writing.checks.rule_table import RULES
from composer.writing.draft import Draft
from composer.writing.recognise import recognised
from kb.desk_files import read_desk_text
from kb.errors import CannotRead
from kb.folders import files_below
from kb.guard import listed
from kb.problem import Level, Problem
from kb.text import one_line

if TYPE_CHECKING:
    from composer.desk.desk import Desk
    from composer.writing.checks.context import Checking
    from composer.writing.finding import Finding

DRILLS = "drills"
"""The folder of a desk with its own courses; each folder below it is a course, and so is each file beside those."""

_parse = lru_cache(maxsize=64)(parse_course)


def shipped_courses(code: str) -> list[DrillCourse]:
    """The courses that come with Warmline for a language, in the order in which they are best begun."""
    folder = resources.files("composer.practice") / DRILLS / code
    files = sorted(folder.iterdir(), key=lambda file: file.name) if folder.is_dir() else []
    found = []
    for file in files:
        # The number in front of a name is its place among the courses.
        course = f"{file.name.removesuffix('.yaml').partition('-')[2]}-{code}"
        text = file.read_text(encoding="utf-8")
        found.append(_parse(text, f"{SHIPPED}{DRILLS}/{code}/{file.name}", course, frozenset(RULES))[0])
    return found


def own_courses(desk: Desk) -> tuple[list[DrillCourse], list[Problem]]:
    """The desk's own courses, and what is wrong in them; a faulty drill is left out and named."""
    problems: list[Problem] = []
    folder = desk.root / DRILLS
    paths = [path for path in files_below(folder) if path.suffix == ".yaml"]
    rules = frozenset(RULES) | {rule.id for rule in desk.language.wording.rules}
    found = []
    for path in paths:
        name = path.relative_to(desk.root).as_posix()
        with listed(problems, name):
            try:
                text = read_desk_text(desk.root, name)
            except CannotRead as error:
                problems.append(Problem(name, 1, 1, "unreadable", str(error)))
                continue
            course, faults = _parse(text, name, _course_of(path.relative_to(folder)), rules)
            found.append(course)
            problems += faults
    return _joined(found), problems


def _course_of(path: Path) -> str:
    """The id of the course that a file below the folder of drills belongs to."""
    return one_line(path.stem if len(path.parts) == 1 else path.parts[0])


def _joined(courses: Sequence[DrillCourse]) -> list[DrillCourse]:
    """Files of one course as one course, with the title of the first."""
    found: dict[str, DrillCourse] = {}
    for course in courses:
        first = found.get(course.id)
        found[course.id] = replace(first, drills=(*first.drills, *course.drills)) if first else course
    return list(found.values())


def judged(desk: Desk, drill: Drill, given: DrillMessage, answers: Sequence[str]) -> Judged:
    """What becomes of an answer; its parts are the marks of a `spot`, the four answers of a worksheet, or one text."""
    if drill.kind is DrillKind.SPOT:
        return judge_marks(given, answers)
    checking = checking_of(desk, drill, message_of(drill, given), answers[-1])
    line = findings_shown(drill, findings_on(desk, drill, given, given.line)) if given.line else ()
    return judge(drill, given, answers, checking, findings_for(desk, checking), line)


def played(desk: Desk, drill: Drill, given: DrillMessage, state: DrillState, answer: str) -> tuple[DrillState, Judged]:
    """The state that follows an answer in a role-play, and what the checks say of the answer."""
    said = replace(given, text=state.says)
    checking = checking_of(desk, drill, message_of(drill, said), answer)
    findings = findings_for(desk, checking)
    follows = drill.state(next_state(state, conditions_of(state, checking, findings)))
    return follows, judge(drill, said, [answer], checking, findings)


def played_through(desk: Desk, drill: Drill, given: DrillMessage, answers: Sequence[str]) -> Ending | None:
    """How a role-play ends with some answers; None where they are too few to end it."""
    state = drill.states[0]
    for answer in answers:
        if state.ends is not None:
            break
        state, _judged = played(desk, drill, given, state, answer)
    return state.ends


def lint_both_ways(desk: Desk, drills: Iterable[Drill]) -> Iterator[Problem]:
    """Drills whose exemplary answer misses what they want, or whose bad one does not."""
    for drill in drills:
        for given in drill.given:
            for answers, good in ((_exemplary_of(drill, given), True), (_bad_of(drill, given), False)):
                why = _why_wrong(desk, drill, given, answers, good=good) if answers else ""
                if why:
                    code = "exemplary-fails" if good else "bad-passes"
                    yield Problem(drill.path, drill.line, 1, code, f"{drill.id}: {why}", Level.WARNING)


def _exemplary_of(drill: Drill, given: DrillMessage) -> Sequence[str]:
    return given.marks if drill.kind is DrillKind.SPOT else given.exemplary


def _bad_of(drill: Drill, given: DrillMessage) -> Sequence[str]:
    """The answer that misses; the line itself where it is to be written anew."""
    return (given.line,) if drill.kind is DrillKind.TURN else drill.bad


def _why_wrong(desk: Desk, drill: Drill, given: DrillMessage, answers: Sequence[str], *, good: bool) -> str:
    """Why an answer is not the example that it should be; empty where it is."""
    if drill.kind is DrillKind.ROLE_PLAY:
        wanted = Ending.WELL if good else Ending.BADLY
        ended = played_through(desk, drill, given, answers)
        return "" if ended is wanted else f"with these answers it ends {ended or 'nowhere'}, and not {wanted}."
    if drill.kind is DrillKind.WORKSHEET and len(answers) != len(QUESTIONS):
        return f"it needs {len(QUESTIONS)} answers."
    said = judged(desk, drill, given, answers)
    if good and not said.passed:
        missed = next(one.text for one in said.remarks if not one.well and (one.wanted or one.weight is Weight.MUCH))
        return f"the exemplary answer misses something. {missed}"
    return "" if good or not said.passed else "the bad answer has all that is wanted."


def findings_on(desk: Desk, drill: Drill, given: DrillMessage, answer: str) -> list[Finding]:
    """The findings of the desk's own checks on an answer, all of them."""
    return findings_for(desk, checking_of(desk, drill, message_of(drill, given), answer))


def checking_of(desk: Desk, drill: Drill, message: Message, answer: str) -> Checking:
    """What the checks look at: the answer, and the drill's message as if it had come in."""
    reading = desk.hear(message)
    known = desk.words_for(reading.language).known_sentences
    draft = Draft(answer, recognised(answer, known), drill.channel, drill.outcome)
    return checking_for(desk, draft, Case("", message), reading, frozenset())


def message_of(drill: Drill, given: DrillMessage) -> Message:
    """The message of a drill as it would come in."""
    message = enter_message(given.text.encode(), drill.id)
    return replace(message, sender_name=given.sender, channel=drill.channel, language=drill.language)
