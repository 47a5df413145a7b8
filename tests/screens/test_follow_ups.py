"""What an agent does with promises: keep them, put them off, say that they are kept."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, Static

from composer.cases.follow_up import FollowUp, FollowUpState, Promised
from composer.records.open_records import open_records
from composer.records.sent_reply import SentReply
from composer.tui.app import WarmlineApp
from composer.tui.screens.answer import AnswerScreen
from composer.tui.screens.follow_ups import FollowUpsScreen
from composer.tui.screens.promise_dialogs import LaterScreen
from composer.tui.widgets.asking import Asking
from composer.tui.widgets.message_pane import MessageText
from kb.articles.article import AskedField
from tests.screens.stage import looks_as_it_should_at_every_size, press, screen_text, settle, toasts

SENT = dt.datetime(2026, 11, 17, 9, tzinfo=dt.UTC)
LETTER = "Hi Ana,\n\nI have asked the carrier to trace it. I will write to you\nby Wednesday 18 November.\n\nRobin"


def due(day: int, hour: int = 18) -> dt.datetime:
    """A moment in November."""
    return dt.datetime(2026, 11, day, hour, tzinfo=dt.UTC)


@pytest.fixture
def promising(acme: Path) -> Path:
    """The sample desk with five promises: two overdue, one for today, one for this week, one for later."""
    records = open_records(acme / ".warmline" / "records.sqlite")
    promise = "I will write to you by Wednesday 18 November."
    for case, customer, moment, text, letter in (
        ("a", "c-1001", due(18), promise, LETTER),
        ("b", "", due(22, 8), "I will ask the carrier at once.", "Hello,\n\nI will ask the carrier at once."),
        ("c", "c-1002", due(22), "Your money is back today.", "Hi Jonas,\n\nYour money is back today."),
        ("d", "c-1003", due(26), "I will send the invoice.", "Hi Mei,\n\nI will send the invoice."),
        ("e", "c-1001", due(30), "I will look at the pots.", "Hi Ana,\n\nI will look at the pots."),
    ):
        records.keep_reply(
            SentReply(
                case,
                customer,
                SENT,
                "email",
                "Robin",
                letter,
                follow_ups=(Promised(text, moment),),
                message=f"Message {case}: where is it?",
            )
        )
    records.close()
    return acme


def rows(app: WarmlineApp) -> list[str]:
    """The lines of the list."""
    return [" ".join(str(option.prompt).split()) for option in app.screen.query_one("#promises", OptionList).options]


def read(app: WarmlineApp) -> str:
    """What stands in the pane for one promise."""
    return str(app.screen.query_one("#promise", Static).visual)


def test_the_agent_is_told_at_the_start_and_sees_the_most_urgent_first(promising: Path, play: Any) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        assert "2 follow-ups are overdue (f5)." in toasts(app)
        await press(app, pilot, "f5")
        assert rows(app) == [
            "Overdue",
            "overdue by 4 days Ana Silva I will write to you by Wednesday 18 November.",
            "overdue since 08:00 unknown I will ask the carrier at once.",
            "Today",
            "today, 18:00 Jonas Weber Your money is back today.",
            "This week",
            "in 4 days Mei Tanaka I will send the invoice.",
            "Later",
            "in 8 days Ana Silva I will look at the pots.",
        ]
        assert "overdue by 4 days: Wednesday 18 November, 18:00" in read(app)
        assert LETTER in read(app)
        app.clear_notifications()
        await looks_as_it_should_at_every_size(app, pilot, "followups")

    play(promising, story, size=(120, 36))


def test_a_promise_is_done_with_a_word_on_how_and_taken_back(promising: Path, play: Any) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        follow_ups = app.desk.records.follow_ups
        await press(app, pilot, "f5", "ctrl+z", "space", "escape", "space", *"called", "enter")
        assert (follow_ups.get(1).state, follow_ups.get(1).reason) == (FollowUpState.DONE, "called")
        assert len(rows(app)) == 8
        assert "Done: what Ana Silva was promised. ^z takes it back." in toasts(app)
        await press(app, pilot, "ctrl+z")
        assert (follow_ups.get(1).state, follow_ups.get(1).reasons) == (FollowUpState.OPEN, ())
        assert len(rows(app)) == 9
        await press(app, pilot, "ctrl+z")
        assert follow_ups.get(1).state is FollowUpState.OPEN
        # What somebody else settled meanwhile is said, and goes.
        assert isinstance(app.screen, FollowUpsScreen)
        assert app.screen.one is not None
        number = app.screen.one.id
        follow_ups.done(number, "Maya called")
        await press(app, pilot, "space", "enter")
        assert f"Follow-up {number} is done already: Maya called." in toasts(app)
        assert len(rows(app)) == 8

    play(promising, story)


def test_a_promise_is_put_off_with_a_day_and_a_reason_which_are_both_needed(promising: Path, play: Any) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        await press(app, pilot, "f5", "ctrl+l", *"soon", "enter")
        note = app.screen.query_one("#day-note", Static)
        assert "'soon' is no day" in str(note.visual)
        app.screen.query_one("#day", Input).value = "2026-11-21"
        await press(app, pilot, "enter")
        assert "2026-11-21 is over" in str(note.visual)
        app.screen.query_one("#day", Input).value = "+3"
        await settle(app, pilot)
        assert "Wednesday 25 November" in str(note.visual)
        await press(app, pilot, "enter", "enter")
        assert "say why it is later" in str(app.screen.query_one("#why-note", Static).visual)
        await press(app, pilot, *"no answer yet", "enter")
        assert isinstance(app.screen, FollowUpsScreen)
        one = app.desk.records.follow_ups.get(1)
        assert (one.state, one.due, one.reason) == (FollowUpState.LATER, due(25), "no answer yet")
        assert app.screen.one == one
        assert "put off: no answer yet" in read(app)

    play(promising, story)


def test_the_case_is_opened_again_with_its_message_and_the_promise_in_view(promising: Path, play: Any) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        await press(app, pilot, "f5", "enter")
        assert isinstance(app.screen, AnswerScreen)
        answering = app.answer_screen.answering
        assert answering is not None
        assert (answering.case.id, answering.case.customer.name) == ("a", "Ana Silva")
        assert answering.case.message.text == "Message a: where is it?"
        promised = "Open promise, overdue by 4 days: “I will write to you by Wednesday 18 November.”  (and 1 more)"
        assert str(app.screen.query_one("#promised", Static).visual) == promised
        # Nobody's message is kept of people we do not know; the promise is there all the same.
        await press(app, pilot, "f5", "down", "enter")
        promised = "Open promise, overdue since 08:00: “I will ask the carrier at once.”"
        assert str(app.screen.query_one("#promised", Static).visual) == promised
        assert "none is kept" in app.screen.query_one(MessageText).text.plain

    play(promising, story, size=(120, 36))


def test_a_promise_that_is_kept_meanwhile_leaves_the_open_case_for_good(promising: Path, play: Any) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        def promised() -> str:
            return str(app.answer_screen.query_one("#promised", Static).visual)

        await press(app, pilot, "f5", "enter", "ctrl+j", "f5", "space", "enter", "f3")
        assert promised().startswith("Open promise, in 8 days")
        await press(app, pilot, "ctrl+z")
        assert app.answer_screen.answering is not None
        assert len(app.answer_screen.answering.case.customer.promised) == 1
        await press(app, pilot, "f5", "ctrl+z", "f3")
        assert promised().startswith("Open promise, overdue by 4 days")

    play(promising, story, size=(120, 36))


def test_without_promises_the_screen_says_where_they_come_from(acme: Path, play: Any) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        assert "overdue" not in toasts(app)
        await press(app, pilot, "f5", "space", "ctrl+l", "ctrl+z", "enter")
        assert isinstance(app.screen, FollowUpsScreen)
        assert "Nothing is promised." in read(app)
        assert "becomes a follow-up here" in read(app)
        # What is promised while the agent is elsewhere is there when they come back.
        await press(app, pilot, "f3")
        promise = (Promised("I will [/bold] {{ agent.name }}\x1b[31m", due(23)),)
        app.desk.records.keep_reply(SentReply("x", "", SENT, "chat", "", "Hi", follow_ups=promise))
        await press(app, pilot, "f5")
        assert rows(app)[1].endswith("I will [/bold] {{ agent.name }}[31m")
        assert "\x1b" not in screen_text(app)

    play(acme, story)


def test_a_day_is_shown_in_the_language_of_the_desk(acme: Path, play: Any) -> None:
    settings = acme / "warmline.yaml"
    settings.write_text(settings.read_text("utf-8").replace("language: en", "language: de"), "utf-8")
    ask = AskedField("case.update_by", "Bis wann", kind="date", when="future")
    one = FollowUp(1, "", "", "Ich melde mich.", dt.datetime(2026, 11, 23, 16, tzinfo=dt.UTC))

    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        app.answer_screen.show_asking(True)
        app.answer_screen.show_tab("reply-pane")
        app.answer_screen.query_one(Asking).begin(ask, app.desk.today)
        await press(app, pilot, *"+2")
        assert "Dienstag, 24. November" in screen_text(app)
        app.push_screen(LaterScreen(one, app.desk.today))
        await press(app, pilot, *"+2")
        assert "Dienstag, 24. November" in screen_text(app)

    play(acme, story)
