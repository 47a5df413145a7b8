"""Zammad and Chatwoot behind the same interface, on answers written by their published interfaces.

No live account was used: what a server here says was put together from the projects' own descriptions of their
interfaces (Zammad's controllers and documentation, Chatwoot's OpenAPI definitions), and its requests are looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

from composer.cases.outgoing import Fate, Outgoing
from composer.desk.inbox import waiting_cases
from composer.desk.mail_in import Fetched, fetch_mail
from composer.desk.mail_out import deliver
from composer.mail.desk_message import DeskMessage, as_mail
from composer.mail_errors import MailAway, SignInRefused
from composer.reading.message import parse_message
from tests.mail_desk import NOW, clock, record
from tests.other_desks import KEY, OtherDesk, OtherPost


@pytest.fixture
def other() -> Iterator[OtherDesk]:
    desk = OtherDesk()
    yield desk
    desk.close()


@pytest.fixture(params=["draft", "send"])
def mode(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def zammad(desk: Path, other: OtherDesk, mode: str) -> Iterator[OtherPost]:
    other.says |= ZAMMAD
    post = OtherPost(desk, other, "zammad", "", mode)
    yield post
    post.close()


@pytest.fixture
def chatwoot(desk: Path, other: OtherDesk, mode: str) -> Iterator[OtherPost]:
    other.says |= CHATWOOT
    post = OtherPost(desk, other, "chatwoot", "/app/accounts/7", mode)
    yield post
    post.close()


def article(number: int, sender: str, body: str, **more: Any) -> dict[str, Any]:
    return {
        "id": number,
        "ticket_id": 12,
        "type": "email",
        "sender": sender,
        "from": "Ana Silva <ana@mail.example>" if sender == "Customer" else "Acme Garden <help@acme-garden.example>",
        "to": "help@acme-garden.example",
        "subject": "Order 4411",
        "body": body,
        "content_type": "text/plain",
        "internal": False,
        "message_id": f"<m{number}@mail.example>",
        "created_at": "2026-11-20T18:42:00.000Z",
        **more,
    }


ARTICLES = [
    article(31, "Customer", "Where is my order?"),
    article(32, "Agent", "On its way."),
    article(33, "Agent", "She is a regular.", internal=True),
    article(34, "Customer", "<div>It is <b>still</b> not here &amp; cold.</div>", content_type="text/html"),
]
TICKETS: list[dict[str, Any]] = [
    {
        "id": 12,
        "last_contact_customer_at": "2026-11-20T18:42:00.000Z",
        "last_contact_agent_at": "2026-11-19T08:00:00.000Z",
    },
    {
        "id": 13,
        "last_contact_customer_at": "2026-11-18T18:42:00.000Z",
        "last_contact_agent_at": "2026-11-19T08:00:00.000Z",
    },
    {"id": 14, "last_contact_customer_at": None, "last_contact_agent_at": "2026-11-19T08:00:00.000Z"},
]
DRAFT = "/api/v1/tickets/12/shared_draft"
ZAMMAD: dict[tuple[str, str], Any] = {
    ("GET", "/api/v1/tickets/search"): TICKETS,
    ("GET", "/api/v1/ticket_articles/by_ticket/12"): ARTICLES,
    ("GET", DRAFT): {"shared_draft_id": None, "assets": None},
    ("PUT", DRAFT): {"shared_draft_id": 5, "assets": {}},
    ("POST", "/api/v1/ticket_articles"): {"id": 35},
    ("GET", "/api/v1/users/me"): {"email": "robin@acme-garden.example"},
}
EXPECTED = {
    "ticket_id": 12,
    "type": "email",
    "sender": "Agent",
    "internal": False,
    "to": "Ana Silva <ana@mail.example>",
    "cc": "",
    "subject": "Re: Order 4411",
    "in_reply_to": "<m34@mail.example>",
    "content_type": "text/plain",
    "body": "It is on its way. Grüße",
    "attachments": [],
}


@pytest.mark.parametrize(
    ("sender", "name", "address"),
    [
        ("(" * 3_000, "", ""),
        ('"' * 3_000, "", ""),
        ("Ana\r\nBcc: x <ana@mail.example>", "Ana Bcc: x", "ana@mail.example"),
        ("\ud800 <ana@mail.example>", "?", "ana@mail.example"),
        ("Jürgen Müller <jm@mail.example>", "Jürgen Müller", "jm@mail.example"),
        ("a@mail.example, " * 20_000, "", "a@mail.example"),
    ],
)
def test_whatever_a_customer_calls_themselves_their_message_comes_in(sender: str, name: str, address: str) -> None:
    mail = as_mail(DeskMessage("zammad", 1, 2, "desk.example", sender, "Where is it?", subject="Order\r\nBcc: y"))
    found = parse_message(mail, "1.eml")
    assert (found.sender_name, found.sender_email, found.subject) == (name, address, "Order Bcc: y")
    assert b"\nBcc" not in mail


def test_a_ticket_whose_customer_waits_comes_in_and_its_answer_goes_there(
    zammad: OtherPost, other: OtherDesk, mode: str
) -> None:
    assert (zammad.fetch(), zammad.fetch()) == (Fetched(new=1), Fetched())
    with zammad.open() as (desk, mailbox):
        case = zammad.case(desk)
        assert (case.message.text, case.message.subject) == ("It is still not here & cold.", "Order 4411")
        assert (case.message.sender_name, case.message.sender_email) == ("Ana Silva", "ana@mail.example")
        one = record(desk, case, "It is on its way. Grüße")
        (done,) = deliver(desk, mailbox, clock)
        assert (done.sending, done.filed, desk.records.outbox.left()) == (one.sending, True, [])
    if mode == "draft":
        assert done.fate is Fate.DRAFTED
        assert other.changes() == [("PUT", DRAFT, {"new_article": EXPECTED, "ticket_attributes": {}})]
    else:
        assert (done.fate, done.said) == (Fate.ACCEPTED, "article 35")
        assert other.changes() == [("POST", "/api/v1/ticket_articles", EXPECTED)]
    assert other.keys == {f"Token token={KEY}"}


def test_a_shared_draft_of_somebody_else_is_never_replaced(zammad: OtherPost, other: OtherDesk, mode: str) -> None:
    if mode == "send":
        return
    theirs = {"5": {"new_article": {"body": "<div>I am on it.</div>"}}}
    other.says["GET", DRAFT] = {"shared_draft_id": 5, "assets": {"TicketSharedDraftZoom": theirs}}
    zammad.fetch()
    with zammad.open() as (desk, mailbox):
        record(desk, zammad.case(desk), "It is on its way.")
        (done,) = deliver(desk, mailbox, clock)
    assert (done.fate, done.said) == (Fate.REFUSED, "the ticket has a shared draft already, which would be lost")
    assert other.changes() == []


def test_an_answer_whose_reply_was_lost_is_unknown_and_then_found(
    zammad: OtherPost, other: OtherDesk, mode: str
) -> None:
    if mode == "draft":
        return
    zammad.fetch()
    other.hangs_up = "POST"
    with zammad.open() as (desk, mailbox):
        record(desk, zammad.case(desk), "It is on its way.")
        (done,) = deliver(desk, mailbox, clock)
        assert done.fate is Fate.UNKNOWN
        assert deliver(desk, mailbox, clock) == []
        ours = article(35, "Agent", "<div>It is on<br>its way.</div>", content_type="text/html")
        other.says["GET", "/api/v1/ticket_articles/by_ticket/12"] = [*ARTICLES, ours]
        (found,) = deliver(desk, mailbox, clock)
    assert (found.fate, found.said, len(other.changes())) == (Fate.ACCEPTED, "it was found there", 1)


def test_a_ticket_that_a_colleague_answered_is_not_answered_twice(zammad: OtherPost, other: OtherDesk) -> None:
    zammad.fetch()
    with zammad.open() as (desk, mailbox):
        record(desk, zammad.case(desk), "It is on its way.")
        other.says["GET", "/api/v1/ticket_articles/by_ticket/12"] = [*ARTICLES, article(35, "Agent", "Sorry!")]
        (done,) = deliver(desk, mailbox, clock)
    assert (done.fate, other.changes()) == (Fate.REFUSED, [])


@pytest.mark.parametrize(
    ("said", "error", "words"),
    [
        (401, SignInRefused, "does not let us in: 401 no …"),
        ((429, {"Retry-After": "90"}), MailAway, "it asks us to wait 90 seconds"),
        ((429, {"Retry-After": "\u00b2"}), MailAway, "it asks us to wait"),
        (503, MailAway, "503 no …"),
    ],
)
def test_what_another_desk_refuses_is_said_without_the_key(
    zammad: OtherPost, other: OtherDesk, said: Any, error: type[Exception], words: str
) -> None:
    other.says["GET", "/api/v1/tickets/search"] = said
    with pytest.raises(error) as caught:
        zammad.fetch()
    assert words in str(caught.value)
    assert KEY not in str(caught.value)


def test_every_page_of_tickets_is_asked_for(zammad: OtherPost, other: OtherDesk) -> None:
    def page(query: dict[str, list[str]], _body: object) -> list[dict[str, Any]]:
        first = query["page"] == ["1"]
        return [{**TICKETS[1], "id": 100 + number} for number in range(100)] if first else TICKETS

    other.says["GET", "/api/v1/tickets/search"] = page
    assert zammad.fetch() == Fetched(new=1)
    asked = [query["query"] for _method, path, query, _body in other.asked if path.endswith("search")]
    assert asked == [["state.name:(new OR open)"]] * 2


def message(number: int, kind: int, content: str, **more: Any) -> dict[str, Any]:
    sender = {"name": "Mei Tanaka", "email": "mei@mail.example"} if kind == 0 else {"name": "Robin"}
    return {
        "id": number,
        "content": content,
        "message_type": kind,
        "private": False,
        "created_at": 1_795_200_000,
        "sender": sender,
        "content_attributes": {},
        **more,
    }


MESSAGES = [
    message(40, 0, "Hello?"),
    message(41, 1, "Hello Mei!"),
    message(42, 0, "Where is my invoice?"),
    message(43, 1, "Look at order 4402", private=True),
    message(44, 0, "For order 4402."),
    message(45, 2, "Robin was assigned"),
]
BASE = "/api/v1/accounts/7/conversations"


def conversations(query: dict[str, list[str]], _body: object) -> dict[str, Any]:
    waits = {"id": 9, "last_non_activity_message": MESSAGES[4], "messages": [MESSAGES[5]]}
    answered = {"id": 10, "last_non_activity_message": MESSAGES[1], "messages": [MESSAGES[1]]}
    assert query["status"] == ["open"]
    return {"data": {"meta": {}, "payload": [waits, answered] if query["page"] == ["1"] else []}}


CHATWOOT: dict[tuple[str, str], Any] = {
    ("GET", BASE): conversations,
    ("GET", f"{BASE}/9/messages"): {"meta": {}, "payload": MESSAGES},
    ("POST", f"{BASE}/9/messages"): {"id": 46},
}


def test_a_conversation_that_waits_comes_in_and_its_answer_goes_there(
    chatwoot: OtherPost, other: OtherDesk, mode: str
) -> None:
    assert (chatwoot.fetch(), chatwoot.fetch()) == (Fetched(new=1), Fetched())
    with chatwoot.open() as (desk, mailbox):
        (waits,) = waiting_cases(desk, NOW)[0]
        case = chatwoot.case(desk)
        assert (waits.who, waits.channel, case.message.text) == (
            "Mei Tanaka",
            "chat",
            "Where is my invoice?\n\nFor order 4402.",
        )
        record(desk, case, "Here you are.")
        (done,) = deliver(desk, mailbox, clock)
    private = mode == "draft"
    assert (done.fate, done.filed) == (Fate.DRAFTED if private else Fate.ACCEPTED, True)
    body = {"content": "Here you are.", "message_type": "outgoing", "private": private, "content_type": "text"}
    assert other.changes() == [("POST", f"{BASE}/9/messages", body)]
    assert other.keys == {KEY}


def test_a_note_is_written_once_however_often_it_is_tried(chatwoot: OtherPost, other: OtherDesk, mode: str) -> None:
    if mode == "send":
        return
    chatwoot.fetch()
    other.hangs_up = "POST"
    with chatwoot.open() as (desk, mailbox):
        record(desk, chatwoot.case(desk), "Here you are.")
        deliver(desk, mailbox, clock)
        noted = message(46, 1, "Here you are.", private=True)
        other.says["GET", f"{BASE}/9/messages"] = {"payload": [*MESSAGES, noted]}
        (done,) = deliver(desk, mailbox, clock)
    assert (done.fate, len(other.changes())) == (Fate.DRAFTED, 1)


def test_a_conversation_that_was_answered_or_closed_goes(chatwoot: OtherPost, other: OtherDesk) -> None:
    chatwoot.fetch()
    other.says["GET", BASE] = {"data": {"payload": []}}
    with chatwoot.open() as (desk, mailbox):
        assert fetch_mail(desk, mailbox) == Fetched(gone=1)
        assert waiting_cases(desk, NOW)[0] == []


ONCE = pytest.mark.parametrize("mode", ["draft"])
"""What comes in is the same in every mode."""
BAD: dict[str, Any] = {
    "no list": {"error": "none"},
    "objects that are none": [None, 7, "x", [], {"id": None}, {"id": "34x"}, {}],
    "a breakdown": 500,
    "nothing of a customer": [],
}


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD.keys())
@ONCE
def test_a_ticket_that_cannot_be_read_is_named_and_stops_no_other(
    zammad: OtherPost, other: OtherDesk, bad: Any
) -> None:
    waits = TICKETS[0]
    other.says["GET", "/api/v1/tickets/search"] = [None, "x", {}, {"id": "x"}, {**waits, "id": 11}, waits, []]
    other.says["GET", "/api/v1/ticket_articles/by_ticket/11"] = bad
    found = zammad.fetch()
    assert (found.new, len(found.unread), found.unread[0].startswith("Ticket 11 cannot be fetched: ")) == (1, 1, True)
    assert KEY not in found.unread[0]
    other.says["GET", "/api/v1/ticket_articles/by_ticket/11"] = [article(20, "Customer", "And my hose?")]
    assert zammad.fetch() == Fetched(new=1)


@ONCE
def test_an_article_that_cannot_be_read_leaves_the_others_of_its_ticket(zammad: OtherPost, other: OtherDesk) -> None:
    strange = article(35, "Customer", "And my hose?", subject={"a": 1}, created_at=9, **{"from": None})
    other.says["GET", "/api/v1/ticket_articles/by_ticket/12"] = [None, {"sender": "Customer"}, *ARTICLES, strange]
    assert zammad.fetch() == Fetched(new=1)
    with zammad.open() as (desk, _mailbox):
        assert zammad.case(desk).message.text == "And my hose?"


@ONCE
def test_a_desk_that_is_away_is_no_fault_of_a_ticket(zammad: OtherPost, other: OtherDesk) -> None:
    other.says["GET", "/api/v1/ticket_articles/by_ticket/12"] = 503
    with pytest.raises(MailAway, match="503"):
        zammad.fetch()


@pytest.mark.parametrize("said", [{}, {"data": 7}, {"data": {"payload": {"a": 1}}}])
@pytest.mark.parametrize("tool", ["zammad", "chatwoot"])
@ONCE
@pytest.mark.usefixtures("mode")
def test_an_answer_that_is_no_list_takes_nothing_away(
    request: pytest.FixtureRequest, other: OtherDesk, tool: str, said: Any
) -> None:
    post: OtherPost = request.getfixturevalue(tool)
    assert post.fetch().new == 1
    other.says["GET", BASE] = other.says["GET", "/api/v1/tickets/search"] = said
    with pytest.raises(MailAway, match="its answer is not as we know it"):
        post.fetch()
    assert len(list(post.inbox.iterdir())) == 1


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD.keys())
@ONCE
def test_a_conversation_that_cannot_be_read_stops_no_other(chatwoot: OtherPost, other: OtherDesk, bad: Any) -> None:
    waits = {"id": 8, "last_non_activity_message": message(30, 0, "Hello?")}

    def with_bad_ones(query: dict[str, list[str]], body: object) -> dict[str, Any]:
        said = conversations(query, body)["data"]["payload"]
        return {"data": {"payload": [None, {"id": {}}, {"id": 7, "messages": 3}, waits, *said] if said else []}}

    other.says["GET", BASE] = with_bad_ones
    other.says["GET", f"{BASE}/8/messages"] = bad if bad == 500 else {"payload": bad}
    found = chatwoot.fetch()
    assert (found.new, [one.partition(" cannot be")[0] for one in found.unread]) == (1, ["Conversation 8"])


@ONCE
def test_a_message_whose_parts_are_strange_comes_in_as_far_as_it_goes(chatwoot: OtherPost, other: OtherDesk) -> None:
    strange = message(46, 0, "Where is it?", sender=7, content_attributes=[1], created_at={})
    other.says["GET", f"{BASE}/9/messages"] = {"payload": [7, *MESSAGES, strange]}
    assert chatwoot.fetch() == Fetched(new=1)
    with chatwoot.open() as (desk, _mailbox):
        assert chatwoot.case(desk).message.text.endswith("For order 4402.\n\nWhere is it?")


def reply_to(tool: str, mode: str) -> Outgoing:
    """A reply that answers a message of one conversation, and two of another."""
    first, second, third = (f"<{tool}-{place}@desk.example>" for place in ("12-34", "20-51", "20-52"))
    return Outgoing("s", "c", "k", "seat", mode, "<m@desk.example>", "", "", answers=first, later=(second, third))


def test_a_ticket_that_is_answered_in_another_one_says_so_once(zammad: OtherPost, other: OtherDesk, mode: str) -> None:
    there = [article(51, "Customer", "And this?"), article(52, "Customer", "And that?")]
    other.says[("GET", "/api/v1/ticket_articles/by_ticket/20")] = there
    body = {"ticket_id": 20, "type": "note", "internal": True, "content_type": "text/plain"}
    body["body"] = "Answered in ticket 12 by Robin Lee."
    with zammad.open() as (_desk, mailbox):
        mailbox.file(reply_to("zammad", mode), "Robin Lee")
        notes = [("POST", "/api/v1/ticket_articles", body)] if mode == "send" else []
        assert other.changes() == notes
        there.append(article(53, "Agent", "<p>Answered in ticket 12 by Robin Lee.</p>", internal=True))
        mailbox.file(reply_to("zammad", mode), "Robin Lee")
        assert other.changes() == notes


def test_a_conversation_that_is_answered_in_another_one_says_so_once(
    chatwoot: OtherPost, other: OtherDesk, mode: str
) -> None:
    there = [message(51, 0, "And this?"), message(52, 0, "And that?")]
    other.says[("GET", f"{BASE}/20/messages")] = lambda _query, _body: {"payload": there}
    other.says[("POST", f"{BASE}/20/messages")] = {"id": 53}
    content = "Answered in conversation 12 by Robin Lee."
    body = {"content": content, "message_type": "outgoing", "private": True, "content_type": "text"}
    with chatwoot.open() as (_desk, mailbox):
        mailbox.file(reply_to("chatwoot", mode), "Robin Lee")
        notes = [("POST", f"{BASE}/20/messages", body)] if mode == "send" else []
        assert other.changes() == notes
        there.append(message(53, 1, content, private=True))
        mailbox.file(reply_to("chatwoot", mode), "Robin Lee")
        assert other.changes() == notes


@pytest.mark.parametrize(("status", "away"), [(403, False), (404, False), (500, True)])
def test_a_note_that_is_not_wanted_is_given_up_and_one_that_may_be_lost_is_tried_again(
    chatwoot: OtherPost, other: OtherDesk, mode: str, status: int, *, away: bool
) -> None:
    other.says[("GET", f"{BASE}/20/messages")] = {"payload": [message(52, 0, "And that?")]}
    other.says[("POST", f"{BASE}/20/messages")] = status
    with chatwoot.open() as (_desk, mailbox), pytest.raises(MailAway) if away and mode == "send" else nullcontext():
        mailbox.file(reply_to("chatwoot", mode), "Robin Lee")
