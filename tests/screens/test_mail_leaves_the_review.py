"""From the review a reply goes to the mailbox after the hold, and the app says what became of it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Button, Input

from composer.cases.outgoing import Fate, Outgoing
from composer.mail.mailbox import Abilities, Arrived, BeforeTheEnd, MailboxChange
from composer.mail_errors import MailAway
from composer.tui.app import WarmlineApp
from composer.tui.screens.review import ReviewScreen
from composer.tui.widgets.mail_line import MailLine
from tests.screens.stage import Stage, press, toasts
from tests.screens.test_review import FINE, review, wait

SETTINGS = """\
mail:
  address: help@acme-garden.example
  imap: imaps://help@mail.acme-garden.example
  smtp: submission://help@mail.acme-garden.example
  mode: send
"""


class FakeMailbox:
    """A mailbox in memory; `away` while nobody can reach it."""

    def __init__(self) -> None:
        self.sent: list[Outgoing] = []
        self.away = False

    def _look(self) -> None:
        if self.away:
            raise MailAway("The mailbox", "no line")

    def waiting(self, after: str = "") -> list[str]:  # noqa: ARG002  as a mailbox
        self._look()
        return []

    def contents(self, keys: list[str]) -> Iterator[Arrived]:  # noqa: ARG002  as a mailbox
        return iter(())

    def wait(self, seconds: float, stop: threading.Event) -> MailboxChange:  # noqa: ARG002  as a mailbox
        stop.wait()
        return MailboxChange.NOTHING

    def is_answered(self, message_id: str) -> bool:  # noqa: ARG002  as a mailbox
        self._look()
        return False

    def mark(self, message_id: str, agent: str, *, taken: bool) -> None:
        pass

    def taken(self, agent: str) -> dict[str, str]:  # noqa: ARG002  as a mailbox
        return {}

    def draft(self, one: Outgoing) -> None:
        self.sent.append(one)

    def send(self, one: Outgoing, before_the_end: BeforeTheEnd) -> str:
        before_the_end()
        self.sent.append(one)
        return "250 taken"

    def has_left(self, one: Outgoing) -> bool:  # noqa: ARG002  as a mailbox
        return False

    def file(self, one: Outgoing, agent: str) -> None:
        pass

    def abilities(self) -> Abilities:
        return Abilities(())

    def close(self) -> None:
        pass


@pytest.fixture
def mailbox(acme: Path, monkeypatch: pytest.MonkeyPatch) -> FakeMailbox:
    """The mailbox of the sample desk."""
    settings = acme / "warmline.yaml"
    settings.write_text(settings.read_text("utf-8") + SETTINGS, "utf-8")
    found = FakeMailbox()
    monkeypatch.setattr("composer.desk.mailbox.mailbox_of", lambda _desk: found)
    return found


async def send(app: WarmlineApp, pilot: Pilot[None], text: str = FINE) -> ReviewScreen:
    """Press the button that sends."""
    screen = await review(app, pilot, text)
    screen.query_one("#send", Button).focus()
    await press(app, pilot, "enter")
    return screen


def test_a_reply_leaves_after_the_hold_and_is_taken_back_before(acme: Path, play: Any, mailbox: FakeMailbox) -> None:
    async def story(app: WarmlineApp, pilot: Stage) -> None:
        await pilot.until(lambda: app.mail_state is not None)
        assert not mailbox.away
        (line,) = app.answer_screen.query(MailLine)
        assert (line.display, str(line.visual)) == (True, "mail: connected")
        await send(app, pilot)
        assert mailbox.sent == []
        await press(app, pilot, "ctrl+z")
        await wait(app, pilot, 20)
        assert mailbox.sent == []
        await send(app, pilot)
        await wait(app, pilot, 40)
        (one,) = mailbox.sent
        assert (one.recipient, one.answers) == ("ana.silva@mail.example", "<20261120.1842.ana@mail.example>")
        assert b"You could not track order 4411" in one.mail
        assert "Sent to ana.silva@mail.example." in toasts(app)
        assert [mail.fate for mail in app.desk.records.outbox.of_case(one.case_id)] == [Fate.ACCEPTED]

    play(acme, story)


def test_a_mail_waits_in_the_outbox_while_there_is_no_line(acme: Path, play: Any, mailbox: FakeMailbox) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        mailbox.away = True
        await send(app, pilot)
        await wait(app, pilot, 20)
        assert "The mail waits in the outbox. The mailbox cannot be reached: no line." in toasts(app)
        assert [one.fate for one in app.desk.records.outbox.left()] == [Fate.HELD]

    play(acme, story)


def test_a_file_that_is_spoken_of_goes_with_it(acme: Path, play: Any, mailbox: FakeMailbox, tmp_path: Path) -> None:
    (tmp_path / "the invoice.pdf").write_bytes(b"%PDF-1.7")

    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        screen = await send(app, pilot, FINE.replace("I have asked", "The invoice is attached. I have asked"))
        assert app.screen is screen
        assert "It speaks of a file that comes with it, and none does." in toasts(app)
        screen.query_one("#files", Input).value = "'the invoice.pdf'"
        await screen.run_action("send")
        await wait(app, pilot, 20)
        assert b'filename="the invoice.pdf"' in mailbox.sent[0].mail

    play(acme, story)


def test_automatic_mail_is_not_answered(acme: Path, play: Any, mailbox: FakeMailbox) -> None:
    for path in (acme / "inbox").iterdir():
        path.unlink()
    (acme / "inbox" / "1.eml").write_text(
        "From: Bo <bo@mail.example>\nSubject: Out of office\nAuto-Submitted: auto-replied\nMessage-ID: <b@c>\n\nAway.\n"
    )

    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        await send(app, pilot, "Hello Bo,\n\nThank you. Everything is done.\n\nRobin")
        assert "No mail was made: nobody wrote this message (automatic reply" in toasts(app)
        assert mailbox.sent == []

    play(acme, story)


def test_settings_that_change_meanwhile_hold_at_once(acme: Path, play: Any, mailbox: FakeMailbox) -> None:
    settings = acme / "warmline.yaml"
    with_mail = settings.read_text("utf-8")
    bare = with_mail.removesuffix(SETTINGS)

    async def story(app: WarmlineApp, pilot: Stage) -> None:
        (line,) = app.answer_screen.query(MailLine)
        await pilot.until(lambda: bool(line.display))
        settings.write_text(bare, "utf-8")
        await pilot.until(lambda: not line.display)
        settings.write_text(with_mail.replace("mode: send", "mode: shout"), "utf-8")
        await pilot.until(lambda: "The settings as they were still hold." in toasts(app))
        assert not line.display
        mailbox.away = True
        settings.write_text(with_mail, "utf-8")
        await pilot.until(lambda: "offline" in str(line.visual))
        assert app.desk.settings.mail.mode == "send"

    play(acme, story)
