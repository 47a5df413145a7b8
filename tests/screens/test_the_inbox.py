"""The inbox on the screen: what waits and why, filtered, taken over, pasted, and an empty one that teaches."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from textual.events import Paste
from textual.pilot import Pilot
from textual.widgets import OptionList

from composer.tui.app import WarmlineApp
from composer.tui.screens.inbox import InboxScreen
from tests.screens.stage import press, screen_text, settle, toasts

NOW = dt.datetime(2026, 11, 22, 9, tzinfo=dt.UTC)


def inbox(app: WarmlineApp) -> InboxScreen:
    """The inbox, which is shown."""
    assert isinstance(app.screen, InboxScreen)
    return app.screen


def test_the_most_pressing_stands_first_with_its_reason_and_enter_opens_it(acme: Path, play: Any) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        await press(app, pilot, "f2")
        lines = screen_text(app).splitlines()
        assert lines[3][2:70].split() == ["overdue", "by", "2", "days", "Ana", "Silva", "Order", "4411"]
        assert "email, worried, “I tried to”, third message" in lines[4]
        await press(app, pilot, *"olive", "enter")
        assert app.screen is app.answer_screen
        assert app.answer_screen.answering is not None
        assert app.answer_screen.answering.case.title == "My olive tree is wilting"
        assert "overdue by 6 h" in screen_text(app)

    play(acme, story, size=(120, 36))


def test_the_highlighted_message_stays_highlighted_when_another_one_comes(acme: Path, play: Any) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        await press(app, pilot, "f2", "down", "down", "down")
        before = inbox(app).row
        assert before is not None
        (acme / "inbox" / "0.eml").write_text(
            "From: Ida <ida@mail.example>\nSubject: Urgent\nDate: Sun, 01 Nov 2026 09:00:00 +0000\n\n"
            "This is urgent, I am angry, my order never came.\n"
        )
        inbox(app).inbox_changed()
        await settle(app, pilot)
        after = inbox(app).row
        assert after is not None
        assert after.waiting.case.id == before.waiting.case.id
        assert inbox(app).shown[0].who == "Ida"

    play(acme, story)


def test_time_goes_on_while_the_inbox_is_looked_at(acme: Path, play: Any) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        await press(app, pilot, "f2")
        assert "overdue by 6 h" in screen_text(app)
        app.clock = lambda: NOW + dt.timedelta(hours=2)
        inbox(app).tick()
        await settle(app, pilot)
        assert "overdue by 8 h" in screen_text(app)

    play(acme, story)


def test_a_case_is_taken_over_with_a_reason_and_its_holder_is_named(acme: Path, play: Any) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        case = app.desk.case_at(app.desk.waiting()[1])
        app.desk.records.claims.take(case.id, "Maya Lund (maya@desk-2)", NOW)
        await press(app, pilot, "f2", *"charged")
        assert "taken by Maya Lund" in screen_text(app)
        await press(app, pilot, "ctrl+t")
        assert "Maya Lund (maya@desk-2) has had it since Sunday 09:00." in screen_text(app)
        await press(app, pilot, "escape")
        assert [one.agent for one in app.desk.records.claims.all() if one.case_id == case.id] == [
            "Maya Lund (maya@desk-2)"
        ]
        await press(app, pilot, "ctrl+t", *"ill", "enter")
        claim = app.desk.records.claims.find(case.id)
        assert claim is not None
        assert (claim.agent, claim.reason) == (app.desk.me, "ill")
        assert "no longer with Maya Lund" in toasts(app)
        assert app.screen is app.answer_screen

    play(acme, story, size=(120, 36))


def test_a_file_that_cannot_be_read_is_named_with_its_reason(acme: Path, play: Any) -> None:
    (acme / "inbox" / "8-empty.txt").write_text("")

    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        await press(app, pilot, "f2")
        shown = screen_text(app)
        assert "cannot be read     8-empty.txt" in shown
        assert "it is empty" in shown

    play(acme, story)


def test_a_pasted_message_lands_whole_with_its_lines_and_its_channel(acme: Path, play: Any) -> None:
    text = "Hello,\n\nwhere is my order 4499?\x1b q\n\nIda"

    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        await press(app, pilot, "ctrl+n", "ctrl+j")
        assert "it is empty" in screen_text(app)
        app.post_message(Paste(text))
        await press(app, pilot, "ctrl+t", "ctrl+j")
        answering = app.answer_screen.answering
        assert answering is not None
        assert answering.case.message.text == "Hello,\n\nwhere is my order 4499? q\n\nIda"
        assert answering.case.channel == "chat"

    play(acme, story)


def test_an_empty_inbox_says_how_messages_come(acme: Path, play: Any) -> None:
    for path in (acme / "inbox").iterdir():
        path.unlink()

    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        shown = screen_text(app)
        assert "Nothing waits." in shown
        assert "^n takes a message that you paste" in shown
        assert "inbox: PATH in" in shown
        await press(app, pilot, "enter", "ctrl+t", "ctrl+n")
        assert "Paste a customer's message" in screen_text(app)

    play(acme, story, size=(120, 36))


@pytest.mark.parametrize("wanted", ["zzz", "[bold]{{ x }}[/"])
def test_a_filter_that_fits_nothing_says_so(acme: Path, play: Any, wanted: str) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        await press(app, pilot, "f2", *wanted)
        assert app.screen.query_one(OptionList).option_count == 0
        assert "No message has these words." in screen_text(app)

    play(acme, story)
