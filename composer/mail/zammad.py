"""Zammad: tickets whose customer waits come in; a reply becomes the ticket's shared draft, or an article to send."""

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

_PAGE = 100
_MOST_PAGES = 100
_POLL = 60.0
_OPEN = "state.name:(new OR open)"


class Zammad:
    """One Zammad, by its REST interface with an access token."""

    def __init__(self, server: MailServer, web: Web) -> None:
        self._host = server.host
        self._web = web

    def waiting(self, after: str = "") -> list[str]:  # noqa: ARG002  it names no order that would help
        """A key for each ticket whose customer wrote last: its number, and when that was."""
        found = []
        for page in range(1, _MOST_PAGES + 1):
            tickets = self._web.get(
                "/api/v1/tickets/search", query=_OPEN, expand="true", per_page=_PAGE, page=page, sort_by="created_at"
            )
            waiting = filter(_waits, numbered(tickets, self._web.named))
            found += [f"{one['id']} {one['last_contact_customer_at']}" for one in waiting]
            if len(tickets) < _PAGE:
                break
        return found

    def contents(self, keys: list[str]) -> Iterator[Arrived | Unread]:
        """The customer's last article of these tickets."""

        def read(ticket: int, key: str) -> Arrived | None:
            theirs = [one for one in self._articles(ticket) if one.get("sender") == "Customer"]
            return Arrived(key, as_mail(self._message(ticket, theirs[-1])), _moment(theirs[-1])) if theirs else None

        return each_read("Ticket", keys, read)

    def _message(self, ticket: int, article: dict[str, Any]) -> DeskMessage:
        return DeskMessage(
            "zammad",
            ticket,
            int(article["id"]),
            self._host,
            str(article.get("reply_to") or article.get("from") or ""),
            str(article.get("body") or ""),
            is_html=article.get("content_type") == "text/html",
            subject=str(article.get("subject") or ""),
            channel="chat" if article.get("type") == "chat" else "email",
            came=_moment(article),
        )

    def _articles(self, ticket: int) -> list[dict[str, Any]]:
        """What was written in a ticket, for both sides to see, the oldest first."""
        found = self._web.get(f"/api/v1/ticket_articles/by_ticket/{ticket}")
        public = (one for one in numbered(found, self._web.named) if not one.get("internal"))
        return sorted(public, key=lambda one: int(one["id"]))

    def wait(self, seconds: float, stop: threading.Event) -> MailboxChange:
        """It tells nothing by itself; ask again after a while."""
        stop.wait(min(seconds, _POLL))
        return MailboxChange.ANY

    def is_answered(self, message_id: str) -> bool:
        """Whether an agent wrote to the customer after a message."""
        place = place_of(message_id, "zammad")
        return place is not None and any(self._ours_after(*place))

    def _ours_after(self, ticket: int, number: int) -> list[dict[str, Any]]:
        return [one for one in self._articles(ticket) if one.get("sender") == "Agent" and int(one["id"]) > number]

    def mark(self, message_id: str, agent: str, *, taken: bool) -> None:
        """Nothing: a ticket's owner is a person of Zammad, whom we do not know."""

    def taken(self, agent: str) -> dict[str, str]:  # noqa: ARG002  nobody's marks are there
        """Nothing: a ticket's owner is a person of Zammad, whom we do not know."""
        return {}

    def draft(self, one: Outgoing) -> None:
        """Make the reply the ticket's shared draft, unless there is another one."""
        ticket, number = self._place(one)
        path = f"/api/v1/tickets/{ticket}/shared_draft"
        there = _draft_in(self._web.get(path))
        if there is None:
            body = {"new_article": self._article(one, ticket, number), "ticket_attributes": {}}
            self._web.change("PUT", path, body, lambda: None)
        elif not same_words(there, sent_text(one)):
            raise MailRefused("the ticket has a shared draft already, which would be lost")

    def send(self, one: Outgoing, before_the_end: BeforeTheEnd) -> str:
        """Have Zammad send the reply as an article of its ticket."""
        ticket, number = self._place(one)
        made = self._web.change("POST", "/api/v1/ticket_articles", self._article(one, ticket, number), before_the_end)
        return f"article {made.get('id')}" if isinstance(made, dict) else "taken"

    def _article(self, one: Outgoing, ticket: int, number: int) -> dict[str, Any]:
        """An e-mail to the customer in the thread of what they wrote."""
        theirs = next((article for article in self._articles(ticket) if int(article["id"]) == number), {})
        return {
            "ticket_id": ticket,
            "type": "email" if theirs.get("type", "email") == "email" else "web",
            "sender": "Agent",
            "internal": False,
            "to": str(theirs.get("reply_to") or theirs.get("from") or one.recipient.partition(" ")[0]),
            "cc": ", ".join(one.recipient.split()[1:]),
            "subject": one.subject,
            "in_reply_to": str(theirs.get("message_id") or ""),
            "content_type": "text/plain",
            "body": sent_text(one),
            "attachments": [
                {"filename": name, "mime-type": kind, "data": data} for name, kind, data in sent_files(one)
            ],
        }

    def _place(self, one: Outgoing) -> tuple[int, int]:
        place = place_of(one.answers, "zammad")
        if place is None:
            raise MailRefused("the message did not come from Zammad, so there is no ticket to answer in")
        return place

    def has_left(self, one: Outgoing) -> bool:
        """Whether the ticket has the reply, or the draft."""
        ticket, number = self._place(one)
        if one.mode == "draft":
            there = _draft_in(self._web.get(f"/api/v1/tickets/{ticket}/shared_draft"))
            return there is not None and same_words(there, sent_text(one))
        return any(same_words(str(article.get("body")), sent_text(one)) for article in self._ours_after(ticket, number))

    def file(self, one: Outgoing, agent: str) -> None:
        """Say in the other tickets that the reply answers where it is; its own one shows it by itself."""
        for ticket, number in answered_elsewhere(one, "zammad") if one.mode == "send" else ():
            with note_left(self._web.named):
                self._note(ticket, number, f"Answered in ticket {self._place(one)[0]} by {agent}.")

    def _note(self, ticket: int, number: int, body: str) -> None:
        """Write a note for colleagues behind an article, unless it is there."""
        found = self._web.get(f"/api/v1/ticket_articles/by_ticket/{ticket}")
        later = [one for one in numbered(found, self._web.named) if int(one["id"]) > number]
        if not any(one.get("internal") and same_words(str(one.get("body")), body) for one in later):
            note = {"ticket_id": ticket, "type": "note", "internal": True, "content_type": "text/plain", "body": body}
            self._web.change("POST", "/api/v1/ticket_articles", note, lambda: None)

    def abilities(self) -> Abilities:
        """Who we are there, and how many wait."""
        me = inner(self._web.get("/api/v1/users/me"))
        who = str(me.get("email") or me.get("login") or "somebody")
        waiting = f"{len(self.waiting()):,} whose customer wrote last"
        return Abilities(
            (("Zammad", f"lets us in as {who}"), ("waiting", waiting), ("drafts", "the shared draft of a ticket"))
        )

    def close(self) -> None:
        """Nothing is held open."""


def _waits(ticket: dict[str, Any]) -> bool:
    theirs, ours = ticket.get("last_contact_customer_at"), ticket.get("last_contact_agent_at")
    return bool(theirs) and (not ours or str(theirs) > str(ours))


def _draft_in(said: Any) -> str | None:
    """The text of a shared draft; None where there is none."""
    if not isinstance(said, dict) or not said.get("shared_draft_id"):
        return None
    there = inner(said, "assets", "TicketSharedDraftZoom", str(said["shared_draft_id"]), "new_article")
    return str(there.get("body") or "")


def _moment(article: dict[str, Any]) -> dt.datetime | None:
    with contextlib.suppress(ValueError, TypeError):
        return dt.datetime.fromisoformat(str(article["created_at"]))
    return None
