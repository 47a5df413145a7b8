"""Practising: what both front ends do with a person's own diary and the drills of a desk."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from composer.desk.drills import judged, own_courses, played, shipped_courses
from composer.desk.exemplaries import drills_from, exemplaries_of
from composer.errors import NoSuchDrill
from composer.front.crash import state_folder
from composer.practice.asked import QUESTIONS
from composer.practice.diary import MANY, change_diary, chosen, keep_worksheet, load_diary, when_again
from composer.practice.drill import Drill, DrillCourse, DrillKind, DrillMessage, DrillState, Ending
from composer.practice.judging import Grade, Judged, Remark, Weight
from composer.reading.language_of import base_of
from kb.problem import Level

if TYPE_CHECKING:
    from pathlib import Path

    from composer.cases.case import Case
    from composer.desk.desk import Desk


@dataclass(frozen=True)
class Sitting:
    """A drill with the message that it has this time."""

    drill: Drill
    number: int

    @property
    def given(self) -> DrillMessage:
        """The message."""
        return self.drill.given[self.number]


def sitting(drill: Drill) -> Sitting:
    """A drill with its next message."""
    return Sitting(drill, load_diary(state_folder()).message_for(drill))


def next_sittings(courses: list[DrillCourse], now: dt.datetime, many: int = MANY) -> list[Sitting]:
    """The next drills of some courses, each with a message that it did not have the last time."""
    diary = load_diary(state_folder())
    drills = chosen((drill for course in courses for drill in course.drills), diary, now, many)
    return [Sitting(drill, diary.message_for(drill)) for drill in drills]


def courses_of(desk: Desk) -> list[DrillCourse]:
    """The courses of a desk's languages: its own, its exemplary replies, then the shipped ones.

    A shipped one counts until the desk has one of its name.
    """
    own, _problems = own_courses(desk)
    own += drills_from(exemplaries_of(desk)[0])
    taken = {course.id for course in own}
    shipped = [one for code in desk.settings.all_languages for one in shipped_courses(base_of(code))]
    return [*own, *(one for one in shipped if one.id not in taken)]


def courses_in(desk: Desk, language: str = "", wanted: str = "") -> list[DrillCourse]:
    """The courses in a language, the desk's own where none is named; or the one that is wanted, by its id."""
    courses = courses_of(desk)
    if wanted:
        found = [course for course in courses if course.id == wanted]
        if not found:
            raise NoSuchDrill(wanted, [course.id for course in courses], "course", faulty_in(desk))
        return found
    code = base_of(language or desk.settings.library.language)
    return [course for course in courses if base_of(course.language) == code]


def faulty_in(desk: Desk) -> str:
    """The first file of the desk's own drills in which something is left out for a fault; empty where there is none."""
    _courses, problems = own_courses(desk)
    return next((f"{one.path}:{one.line}" for one in problems if one.level is Level.ERROR), "")


def get_drill(desk: Desk, wanted: str) -> Drill:
    """The drill with a name such as `first-day-en/how-do-i`, or with the second half of one; NoSuchDrill."""
    drills = [drill for course in courses_of(desk) for drill in course.drills]
    found = [drill for drill in drills if wanted in (drill.key, drill.id)]
    if not found:
        known = [drill.key for drill in drills] + [drill.id for drill in drills]
        raise NoSuchDrill(wanted, known, "drill", faulty_in(desk))
    return found[0]


def finish(one: Sitting, grade: Grade, now: dt.datetime) -> dt.datetime:
    """Note that a drill was practised; when it comes again."""
    diary = change_diary(state_folder(), lambda diary: diary.practised(one.drill, one.number, grade, now))
    return diary.entries[one.drill.key].spaced.due


def comes_again(one: Sitting, due: dt.datetime, now: dt.datetime) -> str:
    """When a drill comes again, as the end of a sentence; with another message where it has several."""
    other = ", with another message" if len(one.drill.given) > 1 else ""
    return f"comes again {when_again(due, now)}{other}."


def keep_answers(one: Sitting, answers: list[str], now: dt.datetime) -> None:
    """Keep the answers of a worksheet for the person who gave them, where there are any."""
    if not any(answers):
        return
    words = {"message": one.given.text, **dict(zip(QUESTIONS, answers, strict=True))}
    keep_worksheet(state_folder(), words, now.date())


def keep_case_worksheet(case: Case, answers: list[str], now: dt.datetime) -> Path:
    """Keep the answers to the four questions about a case for the person who gave them; where they are."""
    return keep_worksheet(state_folder(), {"case": case.id, **dict(zip(QUESTIONS, answers, strict=True))}, now.date())


def offer_practice(now: dt.datetime) -> bool:
    """Whether to offer practice now; it is then offered, and not again for two weeks."""
    if not load_diary(state_folder()).offer(now.date()):
        return False
    change_diary(state_folder(), lambda diary: replace(diary, offered=now.date()))
    return True


def exemplary_judged(desk: Desk, one: Sitting) -> Judged:
    """The exemplary answer to a message, judged as one's own is."""
    marks = one.drill.kind is DrillKind.SPOT
    return judged(desk, one.drill, one.given, one.given.marks if marks else one.given.exemplary)


@dataclass(frozen=True)
class Talk:
    """A role-play so far."""

    state: DrillState
    turns: tuple[tuple[str, str, Judged], ...] = ()
    """What the customer said, what was answered, and what became of that."""

    def after(self, desk: Desk, one: Sitting, answer: str) -> Talk:
        """The role-play after an answer."""
        state, said = played(desk, one.drill, one.given, self.state, answer)
        return Talk(state, (*self.turns, (self.state.says, answer, said)))

    @property
    def judged(self) -> Judged:
        """What became of it as a whole: how it ended, and the remarks on its answers."""
        well = self.state.ends is Ending.WELL
        said = "The customer goes away content." if well else "The customer goes away, and not content."
        end = Remark(well, said, Weight.MUCH, "ending")
        remarks = [one for _says, _answer, judged in self.turns for one in judged.remarks]
        # What decides is where it led; a word that a check would have otherwise is no reason to begin again.
        softened = [replace(one, weight=min(one.weight, Weight.SOME)) for one in remarks]
        answers = tuple(answer for _says, answer, _judged in self.turns)
        return Judged(answers, (end, *dict.fromkeys(softened)))
