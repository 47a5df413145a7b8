"""The linter of role-plays: it proves that every state is reached and that every path ends."""

from __future__ import annotations

import pytest

from composer.practice.drill import DrillCourse
from composer.practice.read_drills import parse_course
from composer.writing.checks.rule_table import RULES

HEAD = """\
title: A course
drills:
  - id: talk
    kind: role-play
    title: A talk
    messages: [{exemplary: [Hello]}]
    states:
"""


def linted(states: str) -> tuple[DrillCourse, list[str]]:
    """A role-play with these states, and what is said of it without its place."""
    text = HEAD + "".join(f"      {line}\n" for line in states.strip().splitlines())
    course, problems = parse_course(text, "drills/a.yaml", "a", frozenset(RULES))
    return course, [f"{problem.line} {problem.code} {problem.message}" for problem in problems]


def test_a_sound_role_play_is_read() -> None:
    course, said = linted("""
start: {says: Where is it?, then: [{if: [missing.listen], go: hotter}, {if: [blocked], go: hotter}, {go: calm}]}
hotter: {says: "That is no answer!", then: [{if: [found.promise-undated], go: gone}, {go: calm}]}
calm: {says: Thanks., ends: well}
gone: {says: Goodbye., ends: badly}
""")
    assert said == []
    assert [state.name for state in course.drills[0].states] == ["start", "hotter", "calm", "gone"]


def test_a_state_that_no_path_leads_to_is_named() -> None:
    _course, said = linted("""
start: {says: Where is it?, then: [{go: calm}]}
lost: {says: Hm., ends: badly}
calm: {says: Thanks., ends: well}
""")
    assert said == ["9 state-unreached No path leads to the state 'lost'."]


def test_a_path_that_never_ends_is_named_with_its_way() -> None:
    course, said = linted("""
start: {says: Where is it?, then: [{if: [blocked], go: hotter}, {go: calm}]}
hotter: {says: No!, then: [{if: [missing.solve], go: start}, {go: calm}]}
calm: {says: Thanks., ends: well}
""")
    assert said == [
        "8 state-endless A path comes back to 'start' and need not end: start → hotter → start.",
        "9 state-endless A path comes back to 'hotter' and need not end: hotter → start → hotter.",
    ]
    assert course.drills == ()


def test_a_state_that_only_a_move_leads_to_which_is_never_made_is_not_reached() -> None:
    """The move for an answer that is blocked and does not listen comes after the one for any that does not listen."""
    _course, said = linted("""
start: {says: Where?, then: [{if: [missing.listen], go: hot}, {if: [blocked, missing.listen], go: ice}, {go: calm}]}
hot: {says: No., ends: badly}
ice: {says: Hm., ends: badly}
calm: {says: Thanks., ends: well}
""")
    assert said == [
        "8 move-never This move to 'ice' is never made: those above it come first.",
        "10 state-unreached No path leads to the state 'ice'.",
    ]


def test_moves_for_both_answers_leave_nothing_open_and_moves_for_one_do() -> None:
    calm = "calm: {says: Thanks., ends: well}"
    both = "{if: [has.solve], go: calm}, {if: [missing.solve], go: calm}"
    assert linted(f"start: {{says: Where?, then: [{both}]}}\n{calm}")[1] == []
    one = "{if: [has.solve], go: calm}"
    assert linted(f"start: {{says: Where?, then: [{one}]}}\n{calm}")[1] == [
        "8 state-stuck Some answers have no move in 'start'; end with a move without 'if'."
    ]


@pytest.mark.parametrize(
    ("states", "said"),
    [
        ("start: {says: Hm., then: [{go: nowhere}]}", "unknown-value There is no state 'nowhere'; there are start."),
        ("start: {says: Hm.}", "state-shape The state 'start' needs either 'then' or 'ends'."),
        ("start: {ends: well}", "drill-incomplete The state 'start' needs 'says'."),
        (
            "start: {says: Hm., then: [{if: [found.nothing-such], go: end}, {go: end}]}\nend: {says: Bye., ends: well}",
            (
                "unknown-value 'found.nothing-such' is no condition: "
                "write missing.STEP, has.STEP, found.RULE, blocked or warned."
            ),
        ),
    ],
)
def test_what_means_nothing_is_named_at_its_line(states: str, said: str) -> None:
    assert linted(states)[1] == [f"8 {said}"]
