"""When a drill comes again: by FSRS, with another message, and what a person's own diary keeps of it."""

from __future__ import annotations

import datetime as dt
import random
import stat
from pathlib import Path

from fsrs import Card, Rating, Scheduler

from composer.practice import FOLDER
from composer.practice.diary import FILE, Diary, change_diary, chosen, keep_diary, load_diary
from composer.practice.drill import Drill, DrillKind, DrillMessage
from composer.practice.judging import Grade
from composer.practice.spacing import Spaced, spaced
from kb.folders import locked

NOW = dt.datetime(2026, 11, 2, 9, tzinfo=dt.UTC)


def drill(name: str, kind: DrillKind = DrillKind.REPLY, messages: int = 2) -> Drill:
    return Drill(
        name, kind, name, given=tuple(DrillMessage(f"{name} {number}") for number in range(messages)), course="first"
    )


def test_a_thousand_histories_are_spaced_as_fsrs_spaces_them() -> None:
    chance = random.Random(7)
    own = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    for _ in range(1000):
        card, before, now = Card(card_id=1, due=NOW), None, NOW
        for _review in range(chance.randint(1, 10)):
            grade = chance.choice([*Grade])
            card, _log = own.review_card(card, Rating(grade), now)
            before = spaced(before, grade, now)
            assert before == Spaced(now, card.due, card.stability or 0, card.difficulty or 0)
            now += dt.timedelta(days=chance.randint(0, 60), minutes=chance.randint(0, 600))


def test_the_diary_brings_back_what_it_kept(tmp_path: Path) -> None:
    diary = Diary().practised(drill("a"), 1, Grade.HARD, NOW).practised(drill("b"), 0, Grade.EASY, NOW)
    keep_diary(tmp_path, diary)
    assert load_diary(tmp_path) == diary
    file = tmp_path / FOLDER / FILE
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_a_window_that_changes_the_diary_has_it_alone_and_loses_nothing_of_another(tmp_path: Path) -> None:
    free: list[bool] = []

    def practise(diary: Diary) -> Diary:
        with locked(tmp_path / FOLDER, wait=False) as ours:
            free.append(ours)
        return diary.practised(drill("b"), 0, Grade.GOOD, NOW)

    change_diary(tmp_path, lambda diary: diary.practised(drill("a"), 0, Grade.GOOD, NOW))
    changed = change_diary(tmp_path, practise)
    assert free == [False]
    assert load_diary(tmp_path) == changed
    assert {*changed.entries} == {drill("a").key, drill("b").key}


def test_a_damaged_diary_is_set_aside_and_a_new_one_begins(tmp_path: Path) -> None:
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / FILE).write_text('{"drills": {"a": {"last": "never"}}}', "utf-8")
    assert load_diary(tmp_path) == Diary()
    assert [path.name for path in (tmp_path / FOLDER).iterdir()] == ["diary.damaged"]


def test_a_drill_never_has_the_same_message_twice_running() -> None:
    one, diary, had = drill("a", messages=3), Diary(), []
    for day in range(6):
        number = diary.message_for(one)
        had.append(number)
        diary = diary.practised(one, number, Grade.GOOD, NOW + dt.timedelta(days=day))
    assert had == [0, 1, 2, 0, 1, 2]


def test_what_is_due_comes_first_then_what_is_new_then_the_rest() -> None:
    a, b, c, d = (drill(name) for name in "abcd")
    diary = Diary().practised(c, 0, Grade.AGAIN, NOW).practised(a, 0, Grade.EASY, NOW)
    tomorrow = NOW + dt.timedelta(days=1, hours=1)
    assert [one.id for one in chosen([a, b, c, d], diary, tomorrow, 4)] == ["c", "b", "d", "a"]
    assert [one.id for one in chosen([a, b, c, d], Diary(), NOW)] == ["a", "b", "c"]


def test_a_sitting_has_different_kinds_where_there_are_some() -> None:
    drills = [
        drill("a", DrillKind.SPOT),
        drill("b", DrillKind.SPOT),
        drill("c", DrillKind.TURN),
        drill("d", DrillKind.REPLY),
    ]
    assert [one.id for one in chosen(drills, Diary(), NOW)] == ["a", "c", "d"]


def test_the_first_times_are_days_apart() -> None:
    days = [(spaced(None, grade, NOW).due - NOW).days for grade in Grade]
    assert days == [1, 1, 2, 8]


def test_practice_is_offered_twice_a_month_and_only_to_who_began() -> None:
    day = NOW.date()
    assert not Diary().offer(day)
    diary = Diary().practised(drill("a"), 0, Grade.GOOD, NOW)
    assert [diary.offer(day + dt.timedelta(days=later)) for later in (0, 13, 14)] == [False, False, True]
    offered = Diary(diary.entries, day + dt.timedelta(days=14))
    assert [offered.offer(day + dt.timedelta(days=later)) for later in (15, 27, 28)] == [False, False, True]
