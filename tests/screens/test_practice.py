"""Practising on the Practice screen: a whole drill of every kind by keys alone, at 80x24."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from textual.events import Paste
from textual.pilot import Pilot
from textual.widgets import Input, OptionList

from composer.desk.drills import shipped_courses
from composer.practice.drill import Drill, DrillKind
from composer.practice.judging import pieces_of
from composer.tui.app import WarmlineApp
from composer.tui.screens.practice import PracticeScreen
from composer.tui.widgets.pieces import Pieces
from kb.text import places_of
from tests.screens.stage import looks_as_it_should_at_every_size, press, screen_text, settle, toasts

DRILLS = {drill.id: drill for course in shipped_courses("en") for drill in course.drills}


async def open_drill(app: WarmlineApp, pilot: Pilot[None], drill: Drill) -> None:
    """From anywhere to a drill, with the keys that move in a list."""
    await press(app, pilot, "f2", "f6")
    listed = app.screen.query_one("#drills", OptionList)
    down = listed.get_option_index(drill.key) - (listed.highlighted or 0)
    headings = sum(
        option.disabled for option in listed.options[listed.highlighted or 0 : listed.get_option_index(drill.key)]
    )
    await press(app, pilot, *["down"] * (down - headings), "enter")


async def write(app: WarmlineApp, pilot: Pilot[None], text: str) -> None:
    """Put words where the cursor is, as a terminal does with a paste."""
    app.post_message(Paste(text))
    await settle(app, pilot)


async def answer(app: WarmlineApp, pilot: Pilot[None], drill: Drill) -> None:
    """Give the exemplary answer by keys."""
    given = drill.given[0]
    if drill.kind is DrillKind.SPOT:
        for piece in pieces_of(given.text):
            if any(places_of(mark, piece) or places_of(piece, mark) for mark in given.marks):
                await press(app, pilot, "space")
            await press(app, pilot, "down")
        await press(app, pilot, "ctrl+j")
    elif drill.kind is DrillKind.WORKSHEET:
        for words in given.exemplary:
            await write(app, pilot, words)
            await press(app, pilot, "enter")
        await press(app, pilot, "ctrl+j")
    else:
        for words in given.exemplary:
            await write(app, pilot, words)
            await press(app, pilot, "ctrl+j")


def test_a_whole_drill_of_every_kind_by_keys_alone(acme: Path, play: Any, tmp_path: Path) -> None:
    names = ["facts-in-a-message", "canned-opening", "say-the-invoice-back", "how-do-i"]
    drills = [DRILLS[name] for name in (*names, "stand-in-their-place", "the-bargain")]
    assert {drill.kind for drill in drills} == {*DrillKind}

    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        for drill in drills:
            await open_drill(app, pilot, drill)
            assert isinstance(app.screen, PracticeScreen)
            assert drill.task in " ".join(screen_text(app).split())
            await answer(app, pilot, drill)
            assert "What worked" in screen_text(app)
            await press(app, pilot, "ctrl+j")
            assert app.screen.page == "practice-list"

    play(acme, story)
    kept = json.loads((tmp_path / "state" / "practice" / "diary.json").read_text("utf-8"))
    assert list(kept["drills"]) == [drill.key for drill in drills]


def test_the_list_and_a_drill_look_as_they_should(acme: Path, play: Any) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        await press(app, pilot, "f2", "f6")
        await looks_as_it_should_at_every_size(app, pilot, "practice")
        await open_drill(app, pilot, DRILLS["invoice-attached"])
        await write(app, pilot, "Hi Clara,\n\nthe invoice for order 7319 is attached.\n\nRobin")
        await looks_as_it_should_at_every_size(app, pilot, "practice-drill")
        await press(app, pilot, "ctrl+j")
        await looks_as_it_should_at_every_size(app, pilot, "practice-feedback")

    play(acme, story, size=(120, 36))


def test_an_answer_may_be_written_again_with_a_tip_and_graded_by_oneself(acme: Path, play: Any) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        drill = DRILLS["canned-opening"]
        await open_drill(app, pilot, drill)
        await press(app, pilot, "ctrl+l")
        assert drill.tip in toasts(app)
        await write(app, pilot, "Thank you for contacting us about the lid.")
        await press(app, pilot, "ctrl+j")
        assert "What can be better" in screen_text(app)
        assert drill.tip not in toasts(app)
        await press(app, pilot, "ctrl+z")
        assert "Thank you for contacting us about the lid." in screen_text(app)
        await press(app, pilot, "ctrl+a")
        await write(app, pilot, "Your compost bin came without its lid.")
        await press(app, pilot, "ctrl+j", "4", "ctrl+j")
        assert "it comes again in 8 days" in " ".join(screen_text(app).split())

    play(acme, story)


def test_a_drill_that_is_left_was_not_practised_and_keeps_its_words_meanwhile(
    acme: Path, play: Any, tmp_path: Path
) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        await open_drill(app, pilot, DRILLS["how-do-i"])
        await write(app, pilot, "Hi Lena, half")
        await press(app, pilot, "f2", "f6")
        assert "Hi Lena, half" in screen_text(app)
        await press(app, pilot, "escape")
        assert isinstance(app.screen, PracticeScreen)
        assert app.screen.page == "practice-list"

    play(acme, story)
    assert not (tmp_path / "state" / "practice").exists()


def test_letters_beside_a_field_stay_out_of_those_that_are_not_shown(acme: Path, play: Any) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        await open_drill(app, pilot, DRILLS["facts-in-a-message"])
        pieces = app.screen.query_one(Pieces)
        assert "Space marks a part" in screen_text(app)
        await press(app, pilot, *"ana", "space")
        assert (app.focused, pieces.chosen) == (pieces, pieces.pieces[:1])
        assert [field.value for field in app.screen.query(Input).results(Input)] == [""] * 4

    play(acme, story)
