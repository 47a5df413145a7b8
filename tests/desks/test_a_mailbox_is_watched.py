"""What happens in a mailbox while we wait for it is told at once, and waiting goes on whatever the server does."""

from __future__ import annotations

import os
import queue
import threading
from collections.abc import Iterator
from typing import Self

import pytest

from composer.desk import mail_watch
from composer.desk.mail_in import Fetched
from composer.desk.mail_watch import MailState, watch_mail
from composer.exchange.secret_command import MailboxSecret
from composer.mail.imap_mailbox import ImapMailbox
from composer.mail.mailbox import Arrived, MailboxChange, Unread
from composer.mail.submission import SignIn
from composer.mail_settings import MailServer, MailSettings
from tests.conftest import PATIENCE
from tests.mail_desk import ANA, Post, clock, letter
from tests.mail_servers import Dovecot
from tests.scripted_servers import ScriptedImap


class Watching:
    """A watch in a thread of its own, whose words are read one by one."""

    def __init__(self, post: Post, marks: queue.SimpleQueue[tuple[str, bool]] | None = None) -> None:
        self.said: queue.Queue[MailState] = queue.Queue()
        self.stop = threading.Event()
        self._open = post.open()
        desk, mailbox = self._open.__enter__()
        _ = desk.records
        self.thread = threading.Thread(
            target=watch_mail, args=(lambda: desk, mailbox, self.stop, self.said.put, clock, marks), daemon=True
        )

    def __enter__(self) -> Self:
        self.thread.start()
        return self

    def until(self, new: int) -> list[MailState]:
        """What is said until so many mails have come."""
        heard = []
        while new > 0:
            heard.append(self.said.get(timeout=PATIENCE))
            new -= heard[-1].fetched.new
        assert new == 0
        return heard

    def until_away(self) -> MailState:
        """What is said once the line is broken; a server may have told of the last mail twice before."""
        while (heard := self.said.get(timeout=PATIENCE)).connected:
            assert heard.fetched.new == 0
        return heard

    def __exit__(self, *_how: object) -> None:
        self.stop.set()
        self.thread.join(PATIENCE)
        assert not self.thread.is_alive()
        self._open.__exit__(None, None, None)


def test_what_arrives_while_we_wait_is_told_at_once(post: Post) -> None:
    post.put(letter(1))
    with Watching(post) as watching:
        assert [str(one) for one in watching.until(1)] == ["mail: connected"]
        post.put(letter(2))
        watching.until(1)
        post.put(letter(3), letter(4))
        watching.until(2)
    assert len(list(post.inbox.iterdir())) == 4


def test_others_see_who_has_a_message(post: Post) -> None:
    post.put(letter(1), letter(2))
    marks: queue.SimpleQueue[tuple[str, bool]] = queue.SimpleQueue()
    for mark in (("<1@mail.example>", True), ("<2@mail.example>", True), ("<2@mail.example>", False), ("", True)):
        marks.put(mark)
    with Watching(post, marks) as watching:
        watching.until(2)
    assert [flags for flags, _mail in post.folder("INBOX")] == [{"$Warmline-robin-lee"}, set()]


def test_a_mark_that_another_agent_sets_while_we_wait_is_told(post: Post) -> None:
    post.put(letter(1))
    with Watching(post) as watching, post.signed_in() as client:
        watching.until(1)
        client.select_folder("INBOX")
        client.add_flags([1], ["$Warmline-mei-tanaka"])
        while not watching.said.get(timeout=PATIENCE).fetched.marked:
            pass


_NEW_MARK = "* 1 FETCH (UID 1 FLAGS ($Warmline-mei-tanaka))\r\n"


@pytest.mark.parametrize(
    ("command", "beside"),
    [
        ("IDLE", "\r\n* FLAGS ($Warmline-mei-tanaka)\r\n" + _NEW_MARK.removesuffix("\r\n")),
        ("UID SEARCH", _NEW_MARK),
    ],
)
def test_what_is_told_beside_an_answer_is_not_waited_for(command: str, beside: str) -> None:
    """A server may say what changed in one breath with its answer, and says it once."""
    scripted = ScriptedImap(PATIENCE)
    imap = MailServer("imap", "ana", "127.0.0.1", scripted.port)
    signing_in = SignIn("ana", MailboxSecret("printf %s x", os.environ), by_token=False)
    mailbox = ImapMailbox(MailSettings("help@acme.example", imap), imap, signing_in, signing_in)
    try:
        assert mailbox.waiting() == ["7.1", "7.2"]
        scripted.beside[command] = beside
        assert mailbox.waiting("7.1") == ["7.2"]
        assert mailbox.wait(2 * PATIENCE, threading.Event()) is MailboxChange.ANY
    finally:
        mailbox.close()
        scripted.close()


def test_a_mark_that_is_set_while_mail_is_copied_is_told(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    """The server tells of it among the copied mails, where nobody hears it."""
    post.put(letter(1), letter(2))
    copied = ImapMailbox.contents

    def marked_meanwhile(mailbox: ImapMailbox, keys: list[str]) -> Iterator[Arrived | Unread]:
        if keys:
            with post.signed_in() as client:
                client.select_folder("INBOX")
                client.add_flags([1], ["$Warmline-mei-tanaka"])
        yield from copied(mailbox, keys)

    monkeypatch.setattr(ImapMailbox, "contents", marked_meanwhile)
    with Watching(post) as watching:
        watching.until(2)
        assert watching.said.get(timeout=PATIENCE).fetched == Fetched(marked=1)


def test_a_server_that_restarts_while_we_wait_loses_nothing(post: Post, dovecot: Dovecot) -> None:
    with Watching(post) as watching:
        assert watching.said.get(timeout=PATIENCE).connected
        for round_ in range(2):
            dovecot.stop()
            assert str(watching.until_away()).startswith("mail: offline since ")
            post.put(*(letter(25 * round_ + number) for number in range(25)))
            dovecot.start()
            heard = watching.until(25)
            assert heard[-1].connected
    assert len(list(post.inbox.iterdir())) == 50


def test_after_a_long_time_away_nobody_waits_for_the_next_try(
    post: Post, dovecot: Dovecot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the server the mail is back, however long the pause between two tries has grown."""
    monkeypatch.setattr(mail_watch, "_AGAIN", (3_600.0,))
    monkeypatch.setattr(mail_watch, "_KNOCK", 0.01)
    looks, look = queue.SimpleQueue[bool](), mail_watch._is_there

    def looked(server: MailServer | None) -> bool:
        found = look(server)
        looks.put(found)
        return found

    monkeypatch.setattr(mail_watch, "_is_there", looked)
    with Watching(post) as watching:
        assert watching.said.get(timeout=PATIENCE).connected
        dovecot.stop()
        assert not watching.until_away().connected
        while looks.get(timeout=PATIENCE):
            pass
        post.put(letter(1))
        dovecot.start()
        watching.until(1)


def test_a_held_mail_leaves_when_the_server_is_back(post: Post, dovecot: Dovecot) -> None:
    from tests.mail_desk import record

    post.put(letter())
    with Watching(post) as watching:
        watching.until(1)
        dovecot.stop()
        assert not watching.until_away().connected
        with post.open() as (desk, _mailbox):
            one = record(desk, post.case(desk), "It is on its way.")
        dovecot.start()
        while not (state := watching.said.get(timeout=PATIENCE)).changed:
            assert state.left <= 1  # none, where it was said before the answer was recorded
        assert ([now.sending for now in state.changed], state.left) == ([one.sending], 0)
    assert [mail["To"] for _flags, mail in post.folder("Sent Items")] == [f"Ana Silva <{ANA}>"]
