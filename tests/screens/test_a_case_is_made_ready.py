"""A message that is looked at in the inbox is made ready: opened, it stands there as it would without."""

from __future__ import annotations

import asyncio
import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import OptionList

from composer.cases.follow_up import Promised
from composer.desk.open_case import Answering, start_answering
from composer.reading.corrections import Refit
from composer.records.drafts import Drafts
from composer.records.sent_reply import SentReply
from composer.tui import case_view
from composer.tui.app import WarmlineApp
from composer.tui.autosave import Keeper
from composer.tui.messages import DeskRead
from composer.tui.screens.inbox import InboxScreen
from composer.tui.screens.review import ReviewScreen
from tests.screens.loop import StillLoop
from tests.screens.stage import Stage

NOW = dt.datetime(2026, 11, 22, 9, tzinfo=dt.UTC)
TWICE = "2-charged-twice.eml"
TOLD = "I am sorry that you were charged twice."


@pytest.fixture
def prepared(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The titles of the cases that were prepared, one by one."""
    titles: list[str] = []
    prepare = case_view.prepare

    def noted(desk: Any, case: Any, draft: Any) -> Any:
        titles.append(case.title)
        return prepare(desk, case, draft)

    monkeypatch.setattr(case_view, "prepare", noted)
    return titles


async def look_at(app: WarmlineApp, pilot: Stage, name: str) -> None:
    """Look at a message of the inbox for a moment."""
    await pilot.press("f2")
    screen = app.screen
    assert isinstance(screen, InboxScreen)
    numbers = [number for number, row in enumerate(screen.shown) if row.waiting.path and row.waiting.path.name == name]
    screen.query_one(OptionList).highlighted = numbers[0]
    await wait(pilot, 1)


async def wait(pilot: Stage, seconds: float) -> None:
    """Let time pass."""
    await pilot.pause()
    loop = asyncio.get_running_loop()
    assert isinstance(loop, StillLoop)
    loop.advance(seconds)
    await pilot.pause()


def opened(app: WarmlineApp) -> Answering:
    """The case on the Answer screen."""
    assert app.answer_screen.answering is not None
    return app.answer_screen.answering


def anew(app: WarmlineApp, name: str) -> Answering:
    """The same case, as it would be opened now."""
    return start_answering(app.desk, app.desk.case_at(app.desk.inbox / name))


def test_what_was_looked_at_for_a_moment_is_opened_as_it_was_made_ready(
    acme: Path, play: Any, prepared: list[str]
) -> None:
    async def story(app: WarmlineApp, pilot: Stage) -> None:
        prepared.clear()
        await look_at(app, pilot, TWICE)
        assert prepared == ["THIRD mail: charged twice"]
        await pilot.press("enter")
        assert prepared == ["THIRD mail: charged twice"]
        assert opened(app).whole == anew(app, TWICE).whole
        # What is open already is not made ready, and what was opened once is made ready like any other.
        await look_at(app, pilot, TWICE)
        assert prepared == ["THIRD mail: charged twice", "Order 4411"]
        await look_at(app, pilot, "1-order-4411-late.eml")
        assert prepared == ["THIRD mail: charged twice", "Order 4411"]

    play(acme, story, size=(120, 36))


@pytest.mark.parametrize("taken", [False, True])
def test_the_next_one_is_made_ready_while_another_is_looked_at(
    acme: Path, play: Any, prepared: list[str], *, taken: bool
) -> None:
    async def story(app: WarmlineApp, pilot: Stage) -> None:
        first = opened(app).case.id
        await look_at(app, pilot, "7-olive-tree.eml")
        await pilot.press("enter")
        if taken:
            app.desk.records.claims.take(first, "Maya", NOW)
        prepared.clear()
        await look_at(app, pilot, "6-broken-pot.eml")
        following = "THIRD mail: charged twice" if taken else "Order 4411"
        assert prepared == ["Public post", following]
        await pilot.press("ctrl+n")
        assert prepared == ["Public post", following]
        assert opened(app).case.title == following
        assert opened(app).whole == anew(app, TWICE if taken else "1-order-4411-late.eml").whole

    play(acme, story, size=(120, 36))


def test_what_is_open_and_next_stays_as_it_is_with_all_that_can_be_undone(
    acme: Path, play: Any, prepared: list[str]
) -> None:
    async def story(app: WarmlineApp, pilot: Stage) -> None:
        open_before = opened(app)
        beginning = open_before.whole
        await pilot.press("ctrl+j", "f2")
        prepared.clear()
        await pilot.press("ctrl+n")
        assert app.screen is app.answer_screen
        assert opened(app) is open_before
        assert prepared == []
        await pilot.press("ctrl+z")
        assert opened(app).whole == beginning

    play(acme, story, size=(120, 36))


def test_what_comes_behind_a_reply_is_made_ready_while_that_is_looked_at_once_more(
    acme: Path, play: Any, prepared: list[str]
) -> None:
    async def story(app: WarmlineApp, pilot: Stage) -> None:
        prepared.clear()
        await send(app, pilot)
        assert app.held is not None
        assert prepared == [opened(app).case.title] == ["THIRD mail: charged twice"]
        assert opened(app).whole == anew(app, TWICE).whole

    play(acme, story, size=(120, 36))


def test_nothing_is_made_ready_of_what_is_only_passed(acme: Path, play: Any, prepared: list[str]) -> None:
    async def story(app: WarmlineApp, pilot: Stage) -> None:
        await wait(pilot, 1)
        prepared.clear()
        await pilot.press("f2", "down", "down")
        await wait(pilot, 0.2)
        await pilot.press("down")
        await wait(pilot, 0.2)
        assert prepared == []
        await pilot.press("f4")
        await wait(pilot, 1)
        assert prepared == []
        assert not isinstance(app.screen, InboxScreen)

    play(acme, story, size=(120, 36))


async def send(app: WarmlineApp, pilot: Stage) -> None:
    """Answer the open message in a few words, look at the review for a moment, and say that it is sent."""
    opened(app).type("Hi Ana, your parcel is there.")
    await pilot.press("ctrl+r")
    await wait(pilot, 1)
    review = app.screen
    assert isinstance(review, ReviewScreen)
    review.findings, review.reasons = [], []
    await pilot.press("ctrl+n", "enter")


def test_what_was_sent_a_moment_ago_is_looked_at_and_not_taken_back(acme: Path, play: Any) -> None:
    async def story(app: WarmlineApp, pilot: Stage) -> None:
        source = opened(app).case.source
        assert source is not None
        await send(app, pilot)
        held = app.held
        assert held is not None
        await look_at(app, pilot, source.name)
        assert app.held is held
        assert isinstance(app.screen, InboxScreen)

    play(acme, story, size=(120, 36))


@pytest.mark.parametrize("change", ["told", "kept", "drafted", "desk", "elsewhere", "file", "learned"])
def test_what_has_changed_meanwhile_is_prepared_anew(acme: Path, play: Any, prepared: list[str], change: str) -> None:
    async def story(app: WarmlineApp, pilot: Stage) -> None:
        desk = app.desk
        promised = (Promised("I will write to you on Friday.", NOW),)
        desk.records.keep_reply(SentReply("before", "c-1002", NOW, "email", "Maya", "Hi", follow_ups=promised))
        await look_at(app, pilot, TWICE)
        prepared.clear()
        if change == "told":
            desk.records.keep_reply(SentReply("other", "c-1002", NOW, "email", "Maya", TOLD, sentences=(TOLD,)))
        elif change == "kept":
            (one,) = desk.records.follow_ups.open()
            desk.records.follow_ups.done(one.id)
        elif change == "drafted":
            written = anew(app, TWICE)
            written.type("Hi Jonas, I am on it.")
            taken = Keeper(Drafts(desk.drafts_folder)).take(written, always=True)
            assert taken is not None
            assert Keeper(Drafts(desk.drafts_folder)).write(taken) == ""
        elif change == "desk":
            app.post_message(DeskRead(replace(desk)))
        elif change == "elsewhere":
            await pilot.press("f4")
            await pilot.press("f2")
        elif change == "learned":
            desk.__dict__["learned_tone"] = Refit((), (), (), 1.0, 0.0)
        else:
            path = desk.inbox / TWICE
            path.write_text(path.read_text(encoding="utf-8") + "\nAnd please hurry.\n", encoding="utf-8")
        await pilot.pause()
        await pilot.press("enter")
        assert prepared == ["THIRD mail: charged twice"]
        case = opened(app)
        assert case.desk is app.desk
        assert case.view.had == app.desk.sentences_had(case.case.customer)
        assert (case.draft.text == "Hi Jonas, I am on it.") == (change == "drafted")
        assert bool(case.case.customer.promised) == (change != "kept")
        assert ("hurry" in case.case.message.text) == (change == "file")

    play(acme, story, size=(120, 36))
