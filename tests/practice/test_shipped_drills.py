"""Every drill that ships, in both directions: its exemplary answer passes what it wants, and its bad one does not."""

from __future__ import annotations

from collections import Counter

import pytest

from composer.cases.step import Channel
from composer.desk.desk import Desk
from composer.desk.drills import judged, played, shipped_courses
from composer.practice.drill import Drill, DrillKind, DrillMessage, Ending
from composer.practice.judging import Judged
from tests.rows import each_row

COURSES = {code: shipped_courses(code) for code in ("en", "de")}
DRILLS = [drill for courses in COURSES.values() for course in courses for drill in course.drills]
WRITTEN = [drill for drill in DRILLS if drill.kind is not DrillKind.ROLE_PLAY]
PLAYED = [drill for drill in DRILLS if drill.kind is DrillKind.ROLE_PLAY]


def key_of(drill: Drill) -> str:
    return drill.key


def why_not(answer: Judged) -> list[str]:
    """What keeps an answer from passing."""
    return [one.text for one in answer.remarks if not one.well and (one.wanted or one.weight == 3)]


def exemplary_of(drill: Drill, given: DrillMessage) -> tuple[str, ...]:
    return given.marks if drill.kind is DrillKind.SPOT else given.exemplary


def bad_of(drill: Drill, given: DrillMessage) -> tuple[str, ...]:
    """The answer that misses: the line itself where it is to be written anew, else the one that the drill names."""
    return (given.line,) if drill.kind is DrillKind.TURN else drill.bad


@pytest.mark.parametrize("drill", WRITTEN, ids=key_of)
def test_the_exemplary_answer_passes_and_the_bad_one_does_not(bare: Desk, drill: Drill) -> None:
    for given in drill.given:
        assert why_not(judged(bare, drill, given, exemplary_of(drill, given))) == []
        assert not judged(bare, drill, given, bad_of(drill, given)).passed


@pytest.mark.parametrize("drill", PLAYED, ids=key_of)
def test_a_role_play_ends_well_with_the_exemplary_answers_and_badly_with_the_bad_ones(bare: Desk, drill: Drill) -> None:
    given = drill.given[0]
    for answers, ending in ((given.exemplary, Ending.WELL), (drill.bad, Ending.BADLY)):
        state = drill.states[0]
        for answer in answers:
            state, _judged = played(bare, drill, given, state, answer)
        assert state.ends is ending


def test_there_are_five_courses_in_both_languages_with_every_kind() -> None:
    for code, least in (("en", 40), ("de", 20)):
        drills = [drill for course in COURSES[code] for drill in course.drills]
        assert len(COURSES[code]) == 5
        assert len(drills) >= least
        assert {drill.kind for drill in drills} == {*DrillKind}
        assert {drill.language for drill in drills} == {code}


@each_row("drill", [pytest.param(drill, id=drill.key) for drill in WRITTEN])
def test_a_drill_has_several_messages_that_differ(drill: Drill) -> None:
    assert len({given.text for given in drill.given}) >= 2
    assert drill.situation


def test_both_languages_serve_the_same_situations() -> None:
    served = {code: {drill.situation for course in COURSES[code] for drill in course.drills} for code in COURSES}
    assert served["en"] ^ served["de"] == set()
    assert len(served["en"]) == 41


def test_no_two_drills_share_a_name_or_a_message() -> None:
    assert [key for key, count in Counter(drill.key for drill in DRILLS).items() if count > 1] == []
    texts = Counter(given.text for drill in DRILLS for given in drill.given if given.text)
    assert [text for text, count in texts.items() if count > 1] == []


def test_drills_come_from_all_channels() -> None:
    assert {drill.channel for drill in DRILLS} == {*Channel}
