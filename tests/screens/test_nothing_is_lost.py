"""What must not get lost or mixed up, however quickly or oddly an agent moves."""

from __future__ import annotations

import datetime as dt
import gc
import json
import weakref
from pathlib import Path
from typing import Any

import pytest
from textual.events import Paste
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, TextArea

from composer.cases.customer import Customer
from composer.desk.desk import Surroundings, open_desk
from composer.desk.open_case import start_answering
from composer.desk.send import HeldReply
from composer.records.drafts import Drafts
from composer.tui.app import WarmlineApp
from composer.tui.autosave import Keeper
from composer.tui.screens.pickers import SHOWN, CustomerScreen
from tests.screens.conftest import NOW
from tests.screens.lent import Lent
from tests.screens.stage import Stage, press, screen_text, settle, toasts


def kept_text(desk: Path) -> list[str]:
    """The texts of the drafts on disk."""
    return [json.loads(path.read_text())["draft"]["text"] for path in (desk / ".warmline" / "drafts").glob("*.json")]


async def write(app: WarmlineApp, pilot: Pilot[None], words: str) -> None:
    """Write into the reply, before its closing."""
    app.answer_screen.jump_to("reply")
    await press(app, pilot, *words)


@pytest.mark.parametrize("key", ["ctrl+j", "ctrl+g", "ctrl+t"])
def test_a_key_that_overtakes_what_is_typed_drops_nothing_of_it(lent: Lent, key: str) -> None:
    """Keys of commands are run before the letters that wait for the reply on a slow computer."""

    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        await pilot.press("ctrl+j")
        assert isinstance(pilot, Stage)
        for one in (*"KEEPME", key):
            pilot.send(one)
        await settle(app, pilot)
        answering = app.answer_screen.answering
        assert answering is not None
        assert "KEEPME" in answering.draft.text
        assert app.answer_screen.query_one("#reply", TextArea).text == app.answer_screen.shown.text

    lent(story)


def test_what_was_written_stays_when_its_case_is_opened_again_or_something_is_put_in(lent: Lent) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        await write(app, pilot, "KEEPME")
        before = app.answer_screen.answering
        assert before is not None
        app.open_case(before.case)
        await settle(app, pilot)
        assert "KEEPME" in app.answer_screen.query_one("#reply", TextArea).text
        assert app.answer_screen.answering is before
        # What is pasted is cleaned.
        app.answer_screen.query_one("#reply", TextArea).post_message(Paste("a\x1b]0;x\x07b\u202ec"))
        await settle(app, pilot)
        assert "KEEPMEa]0;xbc" in before.draft.text
        # An article without an answer for customers changes nothing.
        draft = before.draft
        app.use_article("lost-parcel-procedure")
        await settle(app, pilot)
        assert before.draft == draft
        assert "Nothing of this article can be sent here" in toasts(app)

    lent(story)


def test_a_reply_that_was_on_its_way_when_the_app_was_killed_says_so(acme: Path, play: Any) -> None:
    kept: list[bool] = []

    def on_its_way() -> bool:
        [path] = (acme / ".warmline" / "drafts").glob("*.json")
        return bool(json.loads(path.read_text())["on_its_way"])

    async def killed(app: WarmlineApp, pilot: Pilot[None]) -> None:
        answering = app.answer_screen.answering
        assert answering is not None
        answering.type("Hi Ana, your parcel is there.")
        app.outbox.hold(HeldReply(answering, (), "", app.clock() + dt.timedelta(seconds=10)))
        await settle(app, pilot)
        kept.append(on_its_way())
        app.outbox.take_back()
        await settle(app, pilot)
        kept.append(on_its_way())
        app.outbox.hold(HeldReply(answering, (), "", app.clock() + dt.timedelta(seconds=10)))
        await settle(app, pilot)

    async def again(app: WarmlineApp, pilot: Pilot[None]) -> None:
        assert "Was on its way when Warmline ended, and is not recorded" in screen_text(app)
        await press(app, pilot, "escape")

    play(acme, killed)
    assert (kept, on_its_way()) == ([True, False], True)
    play(acme, again)


def test_what_was_undone_does_not_come_back_from_disk(acme: Path, play: Any) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        await write(app, pilot, "U")
        await press(app, pilot, "ctrl+s")
        assert len(kept_text(acme)) == 1
        await press(app, pilot, "ctrl+z", "ctrl+q")

    play(acme, story)
    assert kept_text(acme) == []


def test_an_older_draft_never_replaces_a_newer_one_and_an_answered_case_has_none(acme: Path, tmp_path: Path) -> None:
    desk = open_desk(acme, Surroundings(NOW.date(), tmp_path / "cache", tmp_path / "config"))
    answering = start_answering(desk, desk.case_at(desk.waiting()[0]))
    keeper = Keeper(Drafts(desk.drafts_folder))
    answering.type("first")
    older = keeper.take(answering)
    answering.type("first and second")
    newer = keeper.take(answering)
    assert older is not None
    assert newer is not None
    assert [keeper.write(newer), keeper.write(older)] == ["", ""]
    assert kept_text(acme) == ["first and second"]
    keeper.forget(answering.case.id)
    assert keeper.write(newer) == ""
    assert kept_text(acme) == []
    desk.close()


def test_quitting_with_a_draft_that_cannot_be_saved_takes_two_tries(acme: Path, play: Any) -> None:
    (acme / ".warmline" / "drafts").write_text("a file where the folder should be")

    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        await write(app, pilot, "X")
        await app.action_quit()
        await settle(app, pilot)
        assert app._exit is False
        assert "could not be saved" in toasts(app)
        await app.action_quit()
        assert app._exit is True

    play(acme, story)


def test_a_damaged_draft_is_set_aside_and_named(acme: Path, play: Any) -> None:
    drafts = acme / ".warmline" / "drafts"
    drafts.mkdir()
    (drafts / "half.json").write_text('{"case_id": "x", "dra')

    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        await settle(app, pilot)
        assert str(drafts / "half.damaged") in toasts(app)

    play(acme, story)
    assert (drafts / "half.damaged").read_text() == '{"case_id": "x", "dra'


def test_letters_never_fall_into_a_hidden_pane_and_a_quick_enter_takes_what_was_typed(lent: Lent) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        await press(app, pilot, "ctrl+f", *"par", "ctrl+t")
        focused = app.focused
        assert focused is not None
        assert focused.id == "step-list"
        assert focused.region.height > 0
        await press(app, pilot, "ctrl+o", "c")
        picker = app.screen
        assert isinstance(picker, CustomerScreen)
        picker.query_one(Input).value = "Mei"
        picker._first()
        await settle(app, pilot)
        answering = app.answer_screen.answering
        assert answering is not None
        assert answering.case.customer.name == "Mei Tanaka"

    lent(story)


def test_of_many_customers_the_first_are_shown_and_that_there_are_more_is_said(acme: Path, play: Any) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        many = [Customer(f"n-{number}", f"Nils {number:02}") for number in range(SHOWN + 1)]
        app.desk.records.import_customers(many)
        await press(app, pilot, "ctrl+o", "c", *"nils")
        choices = app.screen.query_one(OptionList)
        assert choices.option_count == SHOWN + 1
        assert [(str(one.prompt).strip(), one.disabled) for one in choices.options[-2:]] == [
            ("Nils 11", False),
            ("There are more; type on.", True),
        ]
        await press(app, pilot, "space", *"07")
        assert [str(one.prompt).strip() for one in choices.options] == ["Nils 07"]

    play(acme, story)


def test_a_screen_that_is_gone_is_let_go_of(acme: Path, play: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A day has sixty messages: what each leaves behind would add up."""
    frozen: list[bool] = []
    monkeypatch.setattr(gc, "freeze", lambda: frozen.append(True))

    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        gone = []
        for _ in range(3):
            await press(app, pilot, "ctrl+r")
            gone.append(weakref.ref(app.screen))
            await press(app, pilot, "escape")
            app.answer_screen.close()
            app.open_next()
            await settle(app, pilot)
        gc.collect()
        # The context of a timer or a task may still name the last one.
        assert [one() for one in gone[:2]] == [None, None]
        # As the desk was opened and as its first case was shown: what is frozen later stays for ever.
        assert len(frozen) == 2

    play(acme, story)
