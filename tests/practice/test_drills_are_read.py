"""Drills as YAML: what is read, and what is named at its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from composer.desk.desk import Surroundings, open_desk
from composer.desk.drills import own_courses
from composer.desk.exemplaries import guide
from composer.desk.lint import lint_desk
from composer.desk.practising import courses_in, courses_of, get_drill
from composer.errors import NoSuchDrill
from composer.practice.drill import DrillCourse, DrillKind
from composer.practice.read_drills import parse_course
from kb.problem import Level
from tests.practice.conftest import TODAY, Opened

WHOLE = """\
title: Our first week
about: What comes every day.
drills:
  - id: late
    kind: reply
    title: A late box
    situation: has not arrived, is late
    wants: {steps: [listen, solve], day: true, never: [{any: [neighbours], why: They asked there.}]}
    messages:
      - from: Ana
        text: Where is box 12?
        hear: {"box 12": ["12"]}
        exemplary: You asked for box 12. I have sent it, and it comes on Friday.
    bad: Soon.
"""


def read(text: str) -> tuple[DrillCourse, list[str]]:
    course, problems = parse_course(text, "drills/a.yaml", "a", frozenset())
    worse = [one for one in problems if one.level is not Level.HINT]
    return course, [f"{one.line}:{one.column} {one.code} {one.message}" for one in worse]


def test_a_course_is_read_whole() -> None:
    course, said = read(WHOLE)
    assert said == []
    assert (course.title, course.about, course.language) == ("Our first week", "What comes every day.", "en")
    drill = course.drills[0]
    assert (drill.key, drill.wants.day, drill.given[0].hear) == ("a/late", True, {"box 12": ("12",)})


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("kind: reply", "kind: riply", "5:11 unknown-value 'kind' is 'riply', not one of"),
        ("    title: A late box\n", "", "4:5 drill-incomplete A drill needs 'title'."),
        ("[listen, solve]", "[listen, salve]", "8:29 unknown-value 'salve' is not one of listen"),
        (
            '"box 12": ["12"]',
            '"box 13": ["12"]',
            "12:15 words-absent These words do not stand in the message: 'box 13'.",
        ),
        ("    bad: Soon.", "    worse: Soon.", "14:5 unknown-key 'worse' is not a key we know here."),
        ("        exemplary: You asked", "        example: You asked", "10:9 drill-incomplete A message needs an"),
        (", why: They asked there.", "", "8:56 drill-incomplete Wanted and unwanted words need 'why'."),
        ("kind: reply", "kind: spot", "4:5 drill-incomplete A drill of the kind spot needs 'marks' in every message."),
        ("kind: reply", "kind: turn", "4:5 drill-incomplete A drill of the kind turn needs a 'line' to write anew"),
        ("kind: reply", "kind: worksheet", "4:5 drill-incomplete A drill of the kind worksheet needs 4 answers"),
        ("kind: reply", "kind: role-play", "4:5 drill-incomplete A drill of the kind role-play needs 'states'."),
    ],
)
def test_a_fault_is_named_at_its_place_and_leaves_the_drill_out(old: str, new: str, said: str) -> None:
    assert old in WHOLE
    course, problems = read(WHOLE.replace(old, new))
    assert any(problem.startswith(said) for problem in problems), problems
    assert course.drills == ()


def test_the_course_of_the_guide_is_whole_and_holds_in_both_directions(desk_folder: Path) -> None:
    written = guide().partition("```yaml\n")[2].partition("```")[0]
    (desk_folder / "drills").mkdir()
    (desk_folder / "drills" / "library.yaml").write_text(written, "utf-8")
    desk = open_desk(desk_folder, Surroundings(TODAY, desk_folder / "cache", desk_folder / "config"))
    kinds = {drill.kind for course in own_courses(desk)[0] for drill in course.drills}
    found = [str(one) for one in lint_desk(desk) if one.path.startswith("drills/")]
    desk.close()
    assert found == []
    assert kinds == {*DrillKind} - {DrillKind.REPLY}


def test_whoever_asks_for_a_drill_that_was_left_out_is_sent_to_lint(desk_folder: Path) -> None:
    (desk_folder / "drills").mkdir()
    (desk_folder / "drills" / "library.yaml").write_text(WHOLE.replace("    title: A late box\n", ""), "utf-8")
    desk = open_desk(desk_folder, Surroundings(TODAY, desk_folder / "cache", desk_folder / "config"))
    left_out = "left out, such as in drills/library.yaml:4; see why with: warmline lint"
    with pytest.raises(NoSuchDrill, match=left_out):
        get_drill(desk, "late")
    with pytest.raises(NoSuchDrill, match=left_out):
        courses_in(desk, wanted="libary")
    desk.close()


def test_a_drill_with_one_message_only_is_a_hint() -> None:
    _course, problems = parse_course(WHOLE, "drills/a.yaml", "a", frozenset())
    assert [(one.code, one.level) for one in problems] == [("one-message", Level.HINT)]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("I have sent it, and it comes", "It comes", "exemplary-fails late: the exemplary answer misses something."),
        (
            "    bad: Soon.",
            "    bad: Box 12 is asked for. I have sent it on Friday.",
            "bad-passes late: the bad answer",
        ),
    ],
)
def test_lint_tries_the_examples_of_a_drill_in_both_directions(
    desk_folder: Path, old: str, new: str, said: str, opened: Opened
) -> None:
    (desk_folder / "drills").mkdir()
    (desk_folder / "drills" / "a.yaml").write_text(WHOLE, "utf-8")
    assert [one for one in lint_desk(opened(desk_folder)) if one.level is not Level.HINT] == []
    (desk_folder / "drills" / "a.yaml").write_text(WHOLE.replace(old, new), "utf-8")
    worse = [one for one in lint_desk(opened(desk_folder)) if one.level is not Level.HINT]
    assert [(one.path, one.line, one.level) for one in worse] == [("drills/a.yaml", 4, Level.WARNING)]
    assert f"{worse[0].code} {worse[0].message}".startswith(said)


def test_fields_have_invented_values() -> None:
    text = WHOLE.replace("box 12", "box {{ case.order }}").replace("from: Ana", 'from: "{{ customer.name }}"')
    given = read(text.replace('"box {{ case.order }}": ["12"]', '"Where is": []'))[0].drills[0].given[0]
    assert (given.sender, given.text) == ("Kim Larsen", "Where is box 4417?")


def test_a_folder_is_a_course_and_so_is_a_file_beside_it(desk_folder: Path, opened: Opened) -> None:
    for name in ("drills/week/1.yaml", "drills/week/2.yaml", "drills/alone.yaml"):
        (desk_folder / name).parent.mkdir(parents=True, exist_ok=True)
        (desk_folder / name).write_text(WHOLE.replace("id: late", f"id: late-{Path(name).stem}"), "utf-8")
    courses = courses_of(opened(desk_folder))
    assert [(one.id, [drill.id for drill in one.drills]) for one in courses[:2]] == [
        ("alone", ["late-alone"]),
        ("week", ["late-1", "late-2"]),
    ]
    assert len(courses) == 12


def test_a_course_of_the_desk_stands_for_the_shipped_one_of_its_name(desk_folder: Path, opened: Opened) -> None:
    (desk_folder / "drills").mkdir()
    (desk_folder / "drills" / "first-day-en.yaml").write_text(WHOLE, "utf-8")
    first = courses_of(opened(desk_folder))[0]
    assert (first.id, first.title) == ("first-day-en", "Our first week")
    assert [one.id for one in courses_of(opened(desk_folder))].count("first-day-en") == 1


def test_lint_names_what_is_wrong_and_one_bad_file_stops_no_other(desk_folder: Path, opened: Opened) -> None:
    (desk_folder / "drills").mkdir()
    (desk_folder / "drills" / "a.yaml").write_text("drills: [", "utf-8")
    (desk_folder / "drills" / "b.yaml").write_text(WHOLE.replace("kind: reply", "kind: none"), "utf-8")
    (desk_folder / "drills" / "c.yaml").write_text(WHOLE, "utf-8")
    desk = opened(desk_folder)
    found = [one for one in lint_desk(desk) if one.path.startswith("drills/") and one.level is not Level.HINT]
    places = {(one.path, one.line, one.code) for one in found}
    assert {("drills/b.yaml", 5, "unknown-value")} < places
    assert {path for path, _line, _code in places} == {"drills/a.yaml", "drills/b.yaml"}
    assert [drill.key for course in own_courses(desk)[0] for drill in course.drills] == ["c/late"]
