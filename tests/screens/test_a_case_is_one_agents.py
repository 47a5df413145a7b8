"""On the screen: a case that another agent has, one given back after a look, and a promise that is still open."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from textual.events import Paste
from textual.pilot import Pilot
from textual.widgets import Input, OptionList

from composer.cases.follow_up import Promised
from composer.cases.step import Outcome
from composer.desk.inbox import waiting_cases
from composer.desk.joining import join_messages
from composer.records.claims import TakenCase
from composer.records.drafts import Drafts
from composer.records.sent_reply import SentReply
from composer.tui.app import WarmlineApp
from composer.tui.screens.review import ReviewScreen
from tests.screens.stage import press, screen_text, settle, toasts

NOW = dt.datetime(2026, 11, 21, 9, tzinfo=dt.UTC)


def taken_by_maya(app: WarmlineApp) -> TakenCase:
    """Have a colleague take over the case that is open."""
    answering, claims = app.answer_screen.answering, app.desk.records.claims
    assert answering is not None
    claims.release(answering.case.id, app.desk.me)
    return claims.take(answering.case.id, "Maya", NOW)


def test_a_case_of_another_agent_is_passed_over_and_named_when_it_is_opened(acme: Path, play: Any) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        first = app.answer_screen.answering
        assert first is not None
        records = app.desk.records
        records.claims.release(first.case.id, app.desk.me)
        records.claims.take(first.case.id, "Maya Lund (maya@desk-2)", NOW)
        app.open_next()
        await settle(app, pilot)
        second = app.answer_screen.answering
        assert second is not None
        assert second.case.id != first.case.id
        assert [claim.agent for claim in records.claims.all()] == ["Maya Lund (maya@desk-2)", app.desk.me]
        app.open_case(first.case)
        await settle(app, pilot)
        told = screen_text(app)
        assert "Maya Lund (maya@desk-2) has had this since Saturday" in told
        # The second one was only looked at, and is given back.
        assert [claim.agent for claim in records.claims.all()] == ["Maya Lund (maya@desk-2)"]
        # With no case open there is none of hers.
        app.answer_screen.close()
        await press(app, pilot, "ctrl+j", "ctrl+g")
        assert app.answer_screen.is_ours()
        await app.action_quit()

    play(acme, story)


def test_a_case_with_an_open_promise_asks_what_became_of_it(acme: Path, play: Any) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        answering = app.answer_screen.answering
        assert answering is not None
        promise = (Promised("I will write to you by Friday.", NOW),)
        sent = SentReply(answering.case.id, "c-1001", NOW, "email", "Robin", "Hi", follow_ups=promise)
        app.desk.records.keep_reply(sent)
        answering.type("Hi Ana, your parcel is there.")
        answering.set_outcome(Outcome.SOLVED)
        app.answer_screen.action_review()
        await settle(app, pilot)
        review = app.screen
        assert isinstance(review, ReviewScreen)
        review.reasons = []
        review.findings = []
        await press(app, pilot, "ctrl+n", "enter")
        assert "This closes the case: say what became of what was promised" in toasts(app)
        assert app.screen is review
        review.query_one("#why-settled", Input).value = "it has arrived"
        app.run_command("sent")
        await settle(app, pilot)
        app.outbox.send()
        await settle(app, pilot)
        settled = app.desk.records.follow_ups.get(1)
        assert (settled.state, settled.reason) == ("done", "it has arrived")

    play(acme, story)


def test_who_writes_in_it_is_told_while_it_is_open_and_a_second_answer_is_asked_for(acme: Path, play: Any) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        screen, records = app.answer_screen, app.desk.records
        answering = screen.answering
        assert answering is not None
        case = answering.case.id
        # What is typed here is seen by others.
        await press(app, pilot, *"Well.")
        screen.save_later()
        await settle(app, pilot)
        claim = records.claims.find(case)
        assert claim is not None
        assert claim.wrote == app.clock()
        records.claims.release(case, app.desk.me)
        records.claims.take(case, "Maya", NOW)
        records.claims.note_written(case, "Maya", app.clock() - dt.timedelta(minutes=2))
        screen.tick()
        await settle(app, pilot)
        assert "▲ Maya has had this since Saturday 09:00. ^j takes it over. Wrote 2 min ago." in screen_text(app)
        # Given back, it is ours again.
        records.claims.release(case, "Maya")
        screen.tick()
        await settle(app, pilot)
        assert "▲" not in screen_text(app)
        assert [one.agent for one in records.claims.all()] == [app.desk.me]
        # Answered by somebody else meanwhile, it goes only when a second answer is meant.
        later = app.clock() + dt.timedelta(minutes=1)
        records.keep_reply(SentReply(case, "c-1001", later, "email", "Maya", "Hi Ana"))
        screen.tick()
        await settle(app, pilot)
        assert "▲ This was answered meanwhile, by Maya on Sunday 22 November at" in screen_text(app)
        await press(app, pilot, "ctrl+r")
        review = app.screen
        assert isinstance(review, ReviewScreen)
        review.findings, review.reasons = [], []
        await press(app, pilot, "ctrl+n", "enter")
        assert app.screen is review
        assert "Once more sends a second answer." in toasts(app)
        app.run_command("sent")
        await settle(app, pilot)
        assert app.held is not None

    play(acme, story)


def test_a_colleagues_case_is_looked_at_and_changed_only_once_it_is_taken_over(acme: Path, play: Any) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        screen, records = app.answer_screen, app.desk.records
        await press(app, pilot, "ctrl+g", "ctrl+j", "ctrl+z")
        claim = taken_by_maya(app)
        screen.tick()
        await settle(app, pilot)
        answering = screen.answering
        assert answering is not None
        before = answering.timeline.present
        told = "▲ Maya has had this since Saturday 09:00. ^j takes it over."
        assert told in " ".join(screen_text(app).split())
        await press(app, pilot, "ctrl+o", "r")
        typed = [*"Well. ;order", "enter", "backspace", "delete", "ctrl+x", "ctrl+k"]
        commands = ["ctrl+g", "ctrl+t", "alt+2", "ctrl+l", "ctrl+z", "ctrl+y", "ctrl+r", "ctrl+n", "f8"]
        asked = [key for letter in "cwl" for key in ("ctrl+o", letter)]
        # In the letter and beside it, by a key, by a paste and from another screen.
        await press(app, pilot, *typed, *commands, *asked, "ctrl+o", "m", *"Well.", *commands)
        for place in ("#reply", "#step-list"):
            screen.query_one(place).focus()
            app.post_message(Paste("I have asked them."))
            await settle(app, pilot)
        await press(app, pilot, "f4", "ctrl+j")
        assert app.screen is screen
        assert answering.timeline.present is before
        assert toasts(app).count("Maya has this message, you can look. ^j takes it over.") > 0
        assert records.claims.find(answering.case.id) == claim
        await press(app, pilot, "ctrl+j")
        assert "Maya has had it since Saturday 09:00." in screen_text(app)
        await press(app, pilot, "escape")
        assert answering.timeline.present is before
        await press(app, pilot, "ctrl+j", *"ill today", "enter")
        now = records.claims.find(answering.case.id)
        assert now is not None
        assert (now.agent, now.reason) == (app.desk.me, "ill today")
        assert "▲" not in screen_text(app)
        await press(app, pilot, "ctrl+g", "ctrl+o", "r", *"Well.")
        assert screen.answering is not None
        assert "Well." in screen.answering.draft.text

    play(acme, story)


def test_what_a_colleague_took_over_meanwhile_does_not_go(acme: Path, play: Any) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        await press(app, pilot, *"Well.", "ctrl+r")
        review = app.screen
        assert isinstance(review, ReviewScreen)
        review.findings, review.reasons = [], []
        taken_by_maya(app)
        await press(app, pilot, "ctrl+n", "enter")
        assert app.screen is review
        assert app.held is None
        assert "Maya has had this since Saturday 09:00. esc, then ^j takes it back." in toasts(app)
        # What was written here is kept, and goes on once the case is ours again.
        app.answer_screen.tick()
        await settle(app, pilot)
        await press(app, pilot, "escape", "ctrl+j", *"mine", "enter")
        answering = app.answer_screen.answering
        assert answering is not None
        assert answering.draft.text.count("Well.") == 1
        assert "▲" not in screen_text(app)

    play(acme, story)


def test_the_mailbox_shows_of_each_message_of_a_case_who_has_it(acme: Path, play: Any) -> None:
    later = (acme / "inbox" / "1-order-4411-late.eml").read_text("utf-8")
    later = later.replace("20261120.1842.ana", "20261120.1942.ana").replace("Subject: ", "Subject: Once more: ")
    (acme / "inbox" / "8-once-more.eml").write_text(later, "utf-8")

    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        def marked() -> list[tuple[str, bool]]:
            return [app.marks.get() for _mark in range(app.marks.qsize())]

        two = [one for one in waiting_cases(app.desk, NOW)[0] if one.listed.sender_email.startswith("ana")]
        join_messages(app.desk, two[0], two[1], NOW)
        (one,) = (waiting for waiting in waiting_cases(app.desk, NOW)[0] if waiting.later)
        app.answer_screen.close()
        marked()
        app.open_waiting(one)
        await settle(app, pilot)
        ids = ["<20261120.1842.ana@mail.example>", "<20261120.1942.ana@mail.example>"]
        assert marked() == [(message_id, True) for message_id in ids]
        app.give_back_case(one.case_id, "Given back.")
        await settle(app, pilot)
        assert marked() == [(message_id, False) for message_id in ids]

    play(acme, story)


def test_a_second_window_says_so_before_the_first_letter(acme: Path, play: Any) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        await press(app, pilot, "f2", "down", "down")
        row = app.screen.query_one("#waiting", OptionList).highlighted
        assert row == 1
        case = app.screen.rows[row].waiting.case_id  # type: ignore[attr-defined]
        other = Drafts(app.desk.drafts_folder)
        assert other.hold(case)
        await press(app, pilot, "enter")
        assert app.answer_screen.answering is not None
        assert app.answer_screen.answering.case.id == case
        assert "▲ This case is open in another window, too: write in one of them." in screen_text(app)
        other.let_go()
        # Another case has no such banner.
        await press(app, pilot, "f2", "up", "enter")
        assert "▲" not in screen_text(app)

    play(acme, story)
