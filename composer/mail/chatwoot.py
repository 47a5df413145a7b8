"""Chatwoot: open conversations whose customer waits come in; a reply becomes a private note, or a message."""

from __future__ import annotations

import contextlib
import datetime as dt
import threading
from collections.abc import Iterator
from typing import Any

from composer.cases.outgoing import Outgoing
from composer.mail.desk_message import (
    DeskMessage,
    answered_elsewhere,
    as_mail,
    each_read,
    inner,
    note_left,
    numbered,
    place_of,
    same_words,
    sent_files,
    sent_text,
)
from composer.mail.mailbox import Abilities, Arrived, BeforeTheEnd, MailboxChange, Unread
from composer.mail.web import Web
from composer.mail_errors import MailRefused
from composer.mail_settings import MailServer

_MOST_PAGES = 200
_POLL = 60.0
_INCOMING, _OUTGOING = 0, 1


class Chatwoot:
    """One account of a Chatwoot, by its application interface with an access token."""

    def __init__(self, server: MailServer, web: Web) -> None:
        self._host = server.host
        self._web = web
        account = server.folder.rpartition("/")[2]
        self._base = f"/api/v1/accounts/{account if account.isdigit() else '1'}/conversations"

    def waiting(self, after: str = "") -> list[str]:  # noqa: ARG002  it names no order that would help
        """A key for each open conversation whose customer wrote last: its number, and that of the message."""
        found = []
        for page in range(1, _MOST_PAGES + 1):
            said = self._web.get(self._base, status="open", page=page)
            conversations = inner(said, "data").get("payload")
            for one in numbered(conversations, self._web.named):
                last = inner(one, "last_non_activity_message") or inner(one, "messages", 0)
                if last.get("message_type") == _INCOMING:
                    found.append(f"{one['id']} {last.get('id')}")
            if not conversations:
                break
        return found

    def contents(self, keys: list[str]) -> Iterator[Arrived | Unread]:
        """What the customer wrote in these conversations since our last message."""

        def read(number: int, key: str) -> Arrived | None:
            theirs = _since_ours(self._messages(number))
            return Arrived(key, as_mail(self._message(number, theirs)), _moment(theirs[-1])) if theirs else None

        return each_read("Conversation", keys, read)

    def _message(self, number: int, theirs: list[dict[str, Any]]) -> DeskMessage:
        last = theirs[-1]
        sender = inner(last, "sender")
        name, address = str(sender.get("name") or ""), str(sender.get("email") or "")
        mail = inner(last, "content_attributes", "email")
        return DeskMessage(
            "chatwoot",
            number,
            int(last["id"]),
            self._host,
            f"{name} <{address}>" if address else name,
            "\n\n".join(str(one.get("content") or "") for one in theirs),
            subject=str(mail.get("subject") or ""),
            channel="email" if mail else "chat",
            came=_moment(last),
        )

    def _messages(self, number: int) -> list[dict[str, Any]]:
        """What was written in a conversation, also to colleagues alone, the oldest first."""
        said = self._web.get(f"{self._base}/{number}/messages")
        there = numbered(inner(said).get("payload"), self._web.named)
        found = [one for one in there if one.get("message_type") in (_INCOMING, _OUTGOING)]
        return sorted(found, key=lambda one: int(one["id"]))

    def wait(self, seconds: float, stop: threading.Event) -> MailboxChange:
        """It tells nothing by itself; ask again after a while."""
        stop.wait(min(seconds, _POLL))
        return MailboxChange.ANY

    def is_answered(self, message_id: str) -> bool:
        """Whether somebody wrote to the customer after a message."""
        place = place_of(message_id, "chatwoot")
        return place is not None and any(self._ours_after(*place, private=False))

    def _ours_after(self, number: int, message: int, *, private: bool) -> list[dict[str, Any]]:
        ours = [one for one in self._messages(number) if one.get("message_type") == _OUTGOING]
        return [one for one in ours if int(one["id"]) > message and bool(one.get("private")) is private]

    def mark(self, message_id: str, agent: str, *, taken: bool) -> None:
        """Nothing: whom a conversation is assigned to is a person of Chatwoot, whom we do not know."""

    def taken(self, agent: str) -> dict[str, str]:  # noqa: ARG002  nobody's marks are there
        """Nothing: whom a conversation is assigned to is a person of Chatwoot, whom we do not know."""
        return {}

    def draft(self, one: Outgoing) -> None:
        """Keep the reply as a private note, since Chatwoot has no drafts; once however often this is called."""
        if not self.has_left(one):
            self._post(one, private=True, before_the_end=lambda: None)

    def send(self, one: Outgoing, before_the_end: BeforeTheEnd) -> str:
        """Send the reply in its conversation."""
        made = self._post(one, private=False, before_the_end=before_the_end)
        return f"message {made.get('id')}" if isinstance(made, dict) else "taken"

    def _post(self, one: Outgoing, *, private: bool, before_the_end: BeforeTheEnd) -> Any:
        if sent_files(one):
            raise MailRefused("files cannot go along to Chatwoot from here; attach them there")
        body = {"content": sent_text(one), "message_type": "outgoing", "private": private, "content_type": "text"}
        return self._web.change("POST", f"{self._base}/{self._place(one)[0]}/messages", body, before_the_end)

    def _place(self, one: Outgoing) -> tuple[int, int]:
        place = place_of(one.answers, "chatwoot")
        if place is None:
            raise MailRefused("the message did not come from Chatwoot, so there is no conversation to answer in")
        return place

    def has_left(self, one: Outgoing) -> bool:
        """Whether the conversation has the reply, or the note."""
        after = self._ours_after(*self._place(one), private=one.mode == "draft")
        return any(same_words(str(message.get("content")), sent_text(one)) for message in after)

    def file(self, one: Outgoing, agent: str) -> None:
        """Say in the other conversations that the reply answers where it is; its own one shows it by itself."""
        for number, message in answered_elsewhere(one, "chatwoot") if one.mode == "send" else ():
            with note_left(self._web.named):
                self._note(number, message, f"Answered in conversation {self._place(one)[0]} by {agent}.")

    def _note(self, number: int, message: int, content: str) -> None:
        """Write a private note behind a message, unless it is there."""
        notes = self._ours_after(number, message, private=True)
        if not any(same_words(str(one.get("content")), content) for one in notes):
            body = {"content": content, "message_type": "outgoing", "private": True, "content_type": "text"}
            self._web.change("POST", f"{self._base}/{number}/messages", body, lambda: None)

    def abilities(self) -> Abilities:
        """Who we are there, and how many wait."""
        me = inner(self._web.get("/api/v1/profile"))
        who = str(me.get("email") or me.get("name") or "somebody")
        waiting = f"{len(self.waiting()):,} whose customer wrote last"
        return Abilities((("Chatwoot", f"lets us in as {who}"), ("waiting", waiting), ("drafts", "private notes")))

    def close(self) -> None:
        """Nothing is held open."""


def _since_ours(messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The customer's messages after the last one that they got from us."""
    found: list[dict[str, Any]] = []
    for one in messages:
        if one.get("message_type") == _INCOMING:
            found.append(one)
        elif not one.get("private"):
            found.clear()
    return found


def _moment(message: dict[str, Any]) -> dt.datetime | None:
    with contextlib.suppress(ValueError, TypeError, OverflowError, OSError):
        return dt.datetime.fromtimestamp(int(message["created_at"]), dt.UTC)
    return None
