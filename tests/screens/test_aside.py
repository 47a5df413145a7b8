"""What an agent does beside answering: the check-in, the worksheet, and good replies kept and found as examples."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from textual.events import Paste
from textual.pilot import Pilot
from textual.widgets import OptionList

from composer.desk.reply_record import keep_sent
from composer.practice.check_in import CheckIn, check_in
from composer.practice.diary import Diary, keep_diary
from composer.practice.drill import Drill, DrillKind, DrillMessage
from composer.practice.judging import Grade
from composer.records.sent_reply import SentReply
from composer.tui.app import WarmlineApp
from composer.tui.screens.examples import ExamplesScreen, KeepExampleScreen
from composer.tui.screens.history import HistoryScreen
from composer.tui.screens.review import ReviewScreen
from composer.tui.screens.worksheet import WorksheetScreen
from tests.screens.conftest import NOW
from tests.screens.stage import press, screen_text, settle, toasts

LETTER = """\
Hi Ana,

Your order 4411 was due on Friday, and you cannot find it on the tracking page. I have asked the carrier to trace it. \
Thank you for your patience.

I will write to you by Thursday at noon.

Robin"""


async def write(app: WarmlineApp, pilot: Pilot[None], text: str) -> None:
    """Put words where the cursor is, as a terminal does with a paste."""
    app.post_message(Paste(text))
    await settle(app, pilot)


def test_a_worksheet_by_keys_whose_last_answer_becomes_an_own_sentence(acme: Path, play: Any, tmp_path: Path) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        await press(app, pilot, "ctrl+o", "q")
        assert isinstance(app.screen, WorksheetScreen)
        assert "^s keeps it for you alone" in screen_text(app)
        for words in ("The parcel is late.", "It is a present.", "At my own birthday.", "The day is near."):
            await write(app, pilot, words)
            await press(app, pilot, "enter")
        await press(app, pilot, "ctrl+j")
        assert "Kept for you alone" in toasts(app)
        assert app.answer_screen.answering is not None
        assert "The day is near." in app.answer_screen.answering.draft.text

    play(acme, story)
    assert len(list((tmp_path / "state" / "practice" / "worksheets").iterdir())) == 1
    assert [path for path in acme.rglob("*.*") if path.is_file() and b"At my own birthday" in path.read_bytes()] == []


def test_whoever_is_tired_has_longer_is_asked_twice_and_sees_calm_messages_first(acme: Path, play: Any) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        assert app.hold_time == dt.timedelta(seconds=10)
        await press(app, pilot, "f2", "f6", "up", "enter")
        assert "You are tired today" in toasts(app)
        assert "Today you are tired" in screen_text(app)
        assert app.hold_time == dt.timedelta(seconds=30)
        assert app.memory.calm_first
        await press(app, pilot, "f3", "ctrl+o", "r")
        await write(app, pilot, LETTER)
        await press(app, pilot, "ctrl+r")
        assert isinstance(app.screen, ReviewScreen)
        await app.screen.run_action("sent")
        await settle(app, pilot)
        assert "Once more records it all the same." in toasts(app)
        assert app.held is None
        await app.screen.run_action("sent")
        await settle(app, pilot)
        assert app.held is not None
        assert app.held.until - app.clock() == dt.timedelta(seconds=30)

    play(acme, story)


def test_a_sent_reply_is_kept_as_an_example_after_a_look_and_found_again(acme: Path, play: Any) -> None:
    """By keys: send a reply, open the history, keep it, and see it beside a message like the one that it answered."""

    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        answering = app.answer_screen.answering
        assert answering is not None
        case = answering.case
        keep_sent(app.desk, case, answering.reading, answering.draft, dt.datetime(2026, 11, 22, 9))  # noqa: DTZ001
        app.push_screen(HistoryScreen(app.desk.records.get_customer(case.customer.id)))
        await settle(app, pilot)
        assert isinstance(app.screen, HistoryScreen)
        assert "e keeps our last reply" in screen_text(app)
        await press(app, pilot, "e")
        assert isinstance(app.screen, KeepExampleScreen)
        await press(app, pilot, "ctrl+s")
        assert "An exemplary reply needs" in toasts(app)
        await write(app, pilot, "It names the order.")
        await press(app, pilot, "ctrl+s")
        assert "Kept: exemplary/" in toasts(app)
        await press(app, pilot, "escape", "ctrl+o", "e")
        assert isinstance(app.screen, ExamplesScreen)
        assert "It names the order." in screen_text(app)

    play(acme, story)
    kept = [path.read_text("utf-8") for path in (acme / "exemplary").iterdir()]
    assert len(kept) == 1
    assert "{{ customer.first_name }}" in kept[0]
    assert "Ana" not in kept[0].replace("kept_by", "")
    assert "4411" not in kept[0]


def test_what_was_answered_to_such_a_message_before_is_shown(acme: Path, play: Any) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        on = dt.datetime(2026, 3, 4, 9)  # noqa: DTZ001  UTC
        text = "At the depot lay your order. It was due, and the tracking page showed nothing."
        app.desk.records.keep_reply(SentReply("old", "", on, "email", "Robin", text))
        await press(app, pilot, "ctrl+o", "e")
        assert isinstance(app.screen, ExamplesScreen)
        assert "04 Mar 2026" in screen_text(app)
        assert "At the depot lay your order." in screen_text(app)

    play(acme, story)


def test_the_check_in_is_in_the_palette(acme: Path, play: Any) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        await press(app, pilot, "f1", *"tired")
        # The command comes first, and two pages of the manual below it.
        assert app.screen.query_one("#choices", OptionList).option_count == 3
        await press(app, pilot, "enter")
        assert app.feeling.tired

    play(acme, story)


def test_practice_is_offered_once_in_two_weeks_and_a_tired_agent_is_known_from_the_start(
    acme: Path, play: Any, tmp_path: Path
) -> None:
    before = NOW - dt.timedelta(days=20)
    drill = Drill("a", DrillKind.REPLY, "A", given=(DrillMessage("Hello"),), course="own")
    keep_diary(tmp_path / "state", Diary().practised(drill, 0, Grade.GOOD, before))
    check_in(tmp_path / "state", CheckIn.TIRED, NOW.date())
    told = []

    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        await settle(app, pilot)
        told.append("Three drills, ten minutes, if you like: f6." in toasts(app))
        assert app.memory.calm_first

    play(acme, story)
    play(acme, story)
    assert told == [True, False]
