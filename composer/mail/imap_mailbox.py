"""A mailbox on an IMAP server, and the server beside it that sends: the first user of the interface."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator
from typing import Any

import imapclient

from composer.cases.outgoing import Outgoing
from composer.mail.imap_folders import OWN_KEYWORD, ImapFolders, keyword_of
from composer.mail.imap_idle import idle, told_beside
from composer.mail.mailbox import Abilities, Arrived, BeforeTheEnd, MailboxChange, Unread
from composer.mail.submission import SignIn, connected, submit
from composer.mail_errors import MailAway, MailRefused
from composer.mail_settings import SERVER_KEEPS, MailServer, MailSettings
from kb.text import whole_number

_TOGETHER = 100
_MOST_BYTES = 5_000_000
"""Of one mail, and of what is fetched at a time; a longer mail has only files behind its words."""
_WAITS = "UNANSWERED UNDELETED UNDRAFT"
_MOST_AGENTS = 100
_DRAFTS, _SENT = b"\\Drafts", b"\\Sent"
"""How servers mark the folders that there are for this (RFC 6154)."""


class ImapMailbox:
    """One mailbox; it connects when it is first needed, and again whenever the line broke."""

    def __init__(self, settings: MailSettings, imap: MailServer, sign_in: SignIn, submitting: SignIn) -> None:
        self._settings = settings
        self._server = imap
        self._folders = ImapFolders(imap, sign_in)
        self._submitting = submitting
        self._overheard = False
        """Whether the server told of more than new mail when only that was looked for."""

    def waiting(self, after: str = "") -> list[str]:
        """The keys of the messages that nobody has answered, the oldest first; only those after one that is named."""

        def work(client: Any) -> list[str]:
            self._folders.select(client, self._folders.inbox, anew=not after)
            era, _, last = after.partition(".")
            newer = f" UID {int(last) + 1}:*" if era == str(self._folders.era) else ""
            told = told_beside(client)
            self._overheard = bool(newer) and (self._overheard or told is MailboxChange.ANY)
            found = [uid for uid in client.search(_WAITS + newer) if not newer or uid > int(last)]
            return [self._key(uid) for uid in sorted(found)]

        return self._folders.do(work)

    def contents(self, keys: list[str]) -> Iterator[Arrived | Unread]:
        """These messages; one that has gone meanwhile is left out. Nothing is marked as read."""
        for start in range(0, len(keys), _TOGETHER):
            some = keys[start : start + _TOGETHER]
            uids = [int(key.partition(".")[2]) for key in some if key.startswith(f"{self._folders.era}.")]
            sizes = self._folders.do(lambda client, uids=uids: self._sizes(client, uids))  # type: ignore[misc]  # its default
            for few in _of_one_size(sizes):
                yield from self._fetched(few)

    def _fetched(self, uids: list[int]) -> Iterator[Arrived | Unread]:
        """These messages; where the server breaks on one of them, that one alone is left."""
        try:
            yield from self._folders.do(lambda client: self._fetch(client, uids))
        except MailAway as away:
            self._folders.do(lambda client: client.noop())  # where the server is away, it is none of the messages
            if len(uids) == 1:
                yield Unread(self._key(uids[0]), f"A message cannot be fetched from the mailbox: {away.why}")
                return
            half = len(uids) // 2
            yield from self._fetched(uids[:half])
            yield from self._fetched(uids[half:])

    def _sizes(self, client: Any, uids: list[int]) -> dict[int, int]:
        self._folders.select(client, self._folders.inbox)
        found = client.fetch(uids, [b"RFC822.SIZE"]) if uids else {}
        return {uid: found[uid][b"RFC822.SIZE"] for uid in uids if uid in found}

    def _fetch(self, client: Any, uids: list[int]) -> list[Arrived]:
        self._folders.select(client, self._folders.inbox)
        found = client.fetch(uids, [f"BODY.PEEK[]<0.{_MOST_BYTES}>", "INTERNALDATE"])
        arrived = []
        for uid in uids:
            said = found.get(uid, {})
            content = said.get(b"BODY[]<0>", said.get(b"BODY[]"))
            if content is not None:
                came = said.get(b"INTERNALDATE")
                arrived.append(Arrived(self._key(uid), content, came.astimezone(dt.UTC) if came else None))
        return arrived

    def wait(self, seconds: float, stop: threading.Event) -> MailboxChange:
        """Wait until something changes; a line that died in silence is found when the time is over."""

        def work(client: Any) -> MailboxChange:
            self._folders.select(client, self._folders.inbox)
            told = told_beside(client)
            if self._overheard:
                self._overheard, told = False, MailboxChange.ANY
            if told:
                return told
            if not client.has_capability("IDLE"):
                stop.wait(seconds)
                client.noop()
                return MailboxChange.ANY
            return idle(client, seconds, stop)

        return self._folders.hold(work)

    def is_answered(self, message_id: str) -> bool:
        """Whether somebody has answered a message in another program."""
        return bool(self._folders.do(lambda client: self._found(client, message_id, "ANSWERED")))

    def mark(self, message_id: str, agent: str, *, taken: bool) -> None:
        """Let other programs see that an agent has a message, or has given it back."""

        def work(client: Any) -> None:
            found = self._found(client, message_id)
            if found and taken:
                self._flag(client, found, keyword_of(agent))
            elif found:
                client.remove_flags(found, [keyword_of(agent)])

        self._folders.do(work)

    def taken(self, agent: str) -> dict[str, str]:
        """Who has which waiting message, by its key: as other agents marked them; `agent` is who asks."""
        others = [one for one in self._folders.marks if one.lower() != keyword_of(agent).lower()][:_MOST_AGENTS]

        def work(client: Any) -> dict[str, str]:
            self._folders.select(client, self._folders.inbox)
            found = ((one, uid) for one in others for uid in client.search(f"KEYWORD {one} {_WAITS}"))
            return {self._key(uid): one[len(OWN_KEYWORD) :] for one, uid in found}

        return self._folders.do(work) if others else {}

    def _flag(self, client: Any, uids: list[int], keyword: str) -> None:
        """Set a keyword; some servers take none but their own."""
        try:
            client.add_flags(uids, [keyword])
        except imapclient.exceptions.IMAPClientAbortError:
            raise
        except imapclient.exceptions.IMAPClientError:
            return

    def draft(self, one: Outgoing) -> None:
        """Put a mail among the drafts, once however often this is called."""

        def work(client: Any) -> None:
            folder = self._folders.own(client, self._settings.drafts, _DRAFTS, "Drafts")
            if not self._folders.find(client, folder, one.message_id):
                client.append(folder, one.mail, [imapclient.DRAFT, imapclient.SEEN])

        self._folders.do(work)

    def send(self, one: Outgoing, before_the_end: BeforeTheEnd) -> str:
        """Have a mail sent; what the server says."""
        if self._settings.smtp is None:
            raise MailRefused("the settings name no 'smtp', the server that sends")
        recipients = one.recipient.split()
        sender = self._settings.address
        return submit(self._settings.smtp, self._submitting, sender, recipients, one.mail, before_the_end)

    def has_left(self, one: Outgoing) -> bool:
        """Whether a mail of which nobody knows is among what was sent, or among the drafts."""

        def work(client: Any) -> bool:
            sent = (self._settings.sent, _SENT, "Sent")
            drafts = (self._settings.drafts, _DRAFTS, "Drafts")
            wanted = self._folders.own(client, *(drafts if one.mode == "draft" else sent), make=False)
            return bool(wanted and self._folders.find(client, wanted, one.message_id))

        return self._folders.do(work)

    def file(self, one: Outgoing, agent: str) -> None:
        """Keep a copy of what was sent, and mark what it answers as answered; once however often this is called."""

        def work(client: Any) -> None:
            if one.mode == "send" and not self._server_keeps(client):
                folder = self._folders.own(client, self._settings.sent, _SENT, "Sent")
                if not self._folders.find(client, folder, one.message_id):
                    client.append(folder, one.mail, [imapclient.SEEN])
            found = [uid for answered in one.all_answered for uid in self._found(client, answered)]
            if found:
                self._flag(client, found, keyword_of(agent))
            if found and one.mode == "send":
                client.add_flags(found, [imapclient.ANSWERED])

        self._folders.do(work)

    def _server_keeps(self, client: Any) -> bool:
        """Whether the server keeps a copy of what it sends; Gmail does."""
        return self._settings.sent == SERVER_KEEPS or bool(client.has_capability("X-GM-EXT-1"))

    def _found(self, client: Any, message_id: str, *more: str) -> list[int]:
        """The messages with an id."""
        return self._folders.find(client, self._folders.inbox, message_id, *more)

    def _key(self, uid: int) -> str:
        return f"{self._folders.era}.{uid}"

    def close(self) -> None:
        """Let go of the connection."""
        self._folders.close()

    def abilities(self) -> Abilities:
        """What the servers can do; nothing is sent or changed."""
        lines, faults = self._folders.do(self._looked_at)
        smtp = self._settings.smtp
        if smtp is not None:
            with connected(smtp, self._submitting) as connection:
                most = whole_number(connection.esmtp_features.get("size", ""))
                size = f"mails up to {most / 1e6:.0f} MB" if most else "mails of any size"
                lines.append(("sending", f"{smtp.host}:{smtp.port} lets us in; {size}"))
        else:
            lines.append(("sending", "no 'smtp' is named; replies become drafts"))
        return Abilities(tuple(lines), tuple(faults))

    def _looked_at(self, client: Any) -> tuple[list[tuple[str, str]], list[str]]:
        self._folders.select(client, self._folders.inbox)
        waiting = len(client.search(_WAITS))
        told = "tells at once (IDLE)" if client.has_capability("IDLE") else "is asked every minute (no IDLE)"
        drafts = self._folders.own(client, self._settings.drafts, _DRAFTS, "Drafts", make=False)
        sent = self._folders.own(client, self._settings.sent, _SENT, "Sent", make=False)
        keeps = "the server keeps copies itself" if self._server_keeps(client) else sent or "Sent, which will be made"
        lines = [
            ("mailbox", f"{self._server.host}:{self._server.port} lets us in; {self._folders.inbox} {told}"),
            ("waiting", f"{waiting:,} without an answer"),
            ("drafts", drafts or "Drafts, which will be made"),
            ("sent", keeps),
        ]
        named_ones = (("drafts", self._settings.drafts, drafts), ("sent", self._settings.sent, sent))
        faults = [
            f"There is no folder {wanted!r}, which 'mail: {key}' names; it will be made."
            for key, wanted, found in named_ones
            if wanted and wanted != SERVER_KEEPS and not found
        ]
        return lines, faults


def _of_one_size(sizes: dict[int, int]) -> Iterator[list[int]]:
    """Mails in groups that are fetched at a time, none larger than a large mail."""
    group: list[int] = []
    total = 0
    for uid, size in sizes.items():
        if group and total + size > _MOST_BYTES:
            yield group
            group, total = [], 0
        group.append(uid)
        total += min(size, _MOST_BYTES)
    if group:
        yield group
