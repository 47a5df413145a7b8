"""A desk with a mailbox, its messages and its replies, for tests of mail."""

from __future__ import annotations

import datetime as dt
import email
from collections.abc import Iterator
from contextlib import contextmanager
from email import policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from composer.cases.case import Case
from composer.cases.outgoing import Outgoing
from composer.desk.desk import Desk, Surroundings, open_desk
from composer.desk.mail_in import Fetched, fetch_mail
from composer.desk.mail_out import deliver, outgoing_for
from composer.desk.mailbox import mailbox_of
from composer.desk.reply_record import keep_sent
from composer.mail.mailbox import Mailbox
from composer.mail.opening import allow
from composer.settings import load_settings
from composer.writing.draft import Draft
from tests.mail_servers import PASSWORD, USER, Dovecot

NOW = dt.datetime(2026, 11, 21, 9, tzinfo=dt.UTC)
ANA = "ana@mail.example"


def clock() -> dt.datetime:
    return NOW


def letter(
    number: int = 1,
    *,
    sender: str = f"Ana Silva <{ANA}>",
    subject: str = "Order",
    more: str = "",
    text: str = "Where is my order?",
) -> bytes:
    """A customer's mail; `more` are header lines."""
    return (
        f"From: {sender}\nTo: {USER}\nSubject: {subject} {number}\nDate: Fri, 20 Nov 2026 18:42:00 +0000\n"
        f"Message-ID: <{number}@mail.example>\n{more}\n{text}\n"
    ).encode()


class Post:
    """A desk on disk with a mailbox on a server."""

    def __init__(self, root: Path, config: Path, dovecot: Dovecot) -> None:
        self.root = root
        self.config = config
        self.dovecot = dovecot
        self.secret = root.parent / "secret"
        self.secret.write_text(f"{PASSWORD}\n")
        self.inbox = root / "inbox"
        self._desk: Desk | None = None
        self.set_up()

    def set_up(self, *lines: str, mode: str = "send", imap: str = "", smtp: str = "", secret: str = "") -> None:
        """Write the settings, and allow what they lead to."""
        self.close()
        text = (
            "organisation: Acme Garden\nagent: {name: Robin Lee}\nmail:\n"
            f"  address: {USER}\n  mode: {mode}\n"
            f"  imap: {imap or f'imap://{USER}@127.0.0.1:{self.dovecot.imap}/INBOX'}\n"
            f"  smtp: {smtp or f'submission://{USER}@127.0.0.1:{self.dovecot.submission}'}\n"
            f"  {secret or f'secret: cat {self.secret}'}\n"
        )
        (self.root / "warmline.yaml").write_text(text + "".join(f"  {line}\n" for line in lines))
        settings, problems = load_settings(self.root)
        assert problems == []
        allow(settings.mail, self.config)

    def put(self, *mails: bytes) -> None:
        """Have mails arrive, by the server's own hands where it runs."""
        if self.dovecot.runs:
            with self.signed_in() as client:
                for mail in mails:
                    client.append("INBOX", mail)
            return
        folder = self.dovecot.maildir / "new"
        for name in ("cur", "new", "tmp"):
            (self.dovecot.maildir / name).mkdir(exist_ok=True)
            self.dovecot.own(self.dovecot.maildir / name)
        for mail in mails:
            self.dovecot.count += 1
            waiting = self.dovecot.maildir / "tmp" / f"1764{self.dovecot.count:06}.M1P1.test"
            waiting.write_bytes(mail)
            self.dovecot.own(waiting)
            waiting.rename(folder / waiting.name)

    @contextmanager
    def open(self) -> Iterator[tuple[Desk, Mailbox]]:
        """The desk, opened once, and its mailbox, closed afterwards."""
        if self._desk is None:
            around = Surroundings(NOW.date(), self.root.parent / "cache", self.config, seat="robin@test")
            self._desk = open_desk(self.root, around)
        mailbox = mailbox_of(self._desk)
        try:
            yield self._desk, mailbox
        finally:
            mailbox.close()

    def close(self) -> None:
        """Let go of the desk."""
        if self._desk is not None:
            self._desk.close()
            self._desk = None

    @contextmanager
    def signed_in(self) -> Iterator[Any]:
        """Another program in the same mailbox."""
        import imapclient

        with imapclient.IMAPClient("127.0.0.1", self.dovecot.imap, ssl=False) as client:
            client.login(USER, PASSWORD)
            yield client

    def fetch(self) -> Fetched:
        with self.open() as (desk, mailbox):
            return fetch_mail(desk, mailbox)

    def answer(
        self, text: str = "It is on its way.", *, again: bool = False, files: list[Path] | None = None
    ) -> Outgoing:
        """Answer the one message of the inbox; what became of it."""
        with self.open() as (desk, mailbox):
            one = record(desk, self.case(desk), text, again=again, files=files or [])
            deliver(desk, mailbox, clock)
            found = desk.records.outbox.get(one.sending)
            assert found is not None
            return found

    def case(self, desk: Desk) -> Case:
        """The case of the one message of the inbox."""
        (path,) = desk.waiting()
        return desk.case_at(path)

    def folder(self, name: str) -> list[tuple[set[str], EmailMessage]]:
        """The mails of a folder of the mailbox, each with its flags."""
        with self.signed_in() as client:
            if not client.folder_exists(name):
                return []
            client.select_folder(name, readonly=True)
            found = client.fetch(client.search("ALL"), ["FLAGS", "BODY.PEEK[]"])
        return [
            ({flag.decode() for flag in one[b"FLAGS"]} - {"\\Recent"}, parsed(one[b"BODY[]"])) for one in found.values()
        ]


def record(desk: Desk, case: Case, text: str, *, again: bool = False, files: list[Path] | None = None) -> Outgoing:
    """Record a reply with its mail, as sending begins."""
    one = outgoing_for(desk, case, text, NOW, files=files or [], again=again)
    keep_sent(desk, case, desk.hear(case.message), Draft(text), NOW.replace(tzinfo=None), outgoing=one)
    return one


def parsed(content: bytes) -> EmailMessage:
    """A mail as a mail program reads it."""
    mail = email.message_from_bytes(content.replace(b"\r\n", b"\n"), policy=policy.default)
    assert isinstance(mail, EmailMessage)
    return mail
