"""What waits in a mailbox is here as files within seconds, and what happens to it elsewhere is noticed."""

from __future__ import annotations

import json
from typing import Any

import pytest

from composer.desk.inbox import waiting_cases
from composer.desk.joining import join_messages
from composer.desk.mail_in import Fetched, fetch_mail
from composer.desk.reply_record import keep_sent
from composer.mail.mailbox import Mailbox
from composer.records.drafts import Drafts, KeptDraft
from composer.writing.draft import Draft
from tests.desks.conftest import Warmline
from tests.mail_desk import NOW, Post, letter
from tests.mail_servers import Dovecot

"""Seconds after which a test gives up; nothing is judged by them."""


def server(mailbox: Mailbox, work: Any) -> None:
    """Do something in the mailbox as another program would."""
    mailbox._folders.do(work)  # type: ignore[attr-defined]


def test_what_waits_is_copied_once_and_stays_unread(post: Post) -> None:
    post.put(letter(1), letter(2, more="Auto-Submitted: auto-replied\n", subject="Out of office:"), letter(3))
    assert (post.fetch(), post.fetch()) == (Fetched(new=3), Fetched())
    with post.open() as (desk, _mailbox):
        waiting = waiting_cases(desk, NOW)[0]
        assert [(one.title, str(one.listed.automatic)) for one in waiting] == [
            ("Order 1", ""),
            ("Order 3", ""),
            ("Out of office: 2", "out-of-office"),
        ]
    assert [flags for flags, _mail in post.folder("INBOX")] == [set(), set(), set()]
    assert {path.stat().st_mode & 0o777 for path in post.inbox.iterdir()} == {0o600}


def test_what_is_answered_moved_or_deleted_elsewhere_goes(post: Post) -> None:
    post.put(*map(letter, range(1, 5)))
    post.fetch()
    with post.open() as (desk, mailbox):

        def elsewhere(client: Any) -> None:
            mailbox._folders.select(client, "INBOX")  # type: ignore[attr-defined]
            client.add_flags([1], ["\\Answered"])
            client.move([2], "Sent Items")
            client.delete_messages([3])

        server(mailbox, elsewhere)
        assert fetch_mail(desk, mailbox) == Fetched(gone=3)
        assert [one.title for one in waiting_cases(desk, NOW)[0]] == ["Order 4"]


def test_what_somebody_has_begun_to_answer_or_has_answered_here_stays(post: Post) -> None:
    post.put(letter(1), letter(2), letter(3))
    post.fetch()
    with post.open() as (desk, mailbox):
        cases = {case.title: case for case in map(desk.case_at, desk.waiting())}
        begun = cases["Order 1"]
        Drafts(desk.drafts_folder).save(KeptDraft(begun.id, begun.title, "", begun.message.text, Draft("Hi")))
        case = cases["Order 2"]
        keep_sent(desk, case, desk.hear(case.message), Draft("Yes."), NOW.replace(tzinfo=None))

        def elsewhere(client: Any) -> None:
            mailbox._folders.select(client, "INBOX")  # type: ignore[attr-defined]
            client.add_flags([1, 2, 3], ["\\Answered"])

        server(mailbox, elsewhere)
        assert fetch_mail(desk, mailbox) == Fetched(gone=1)
        assert sorted(desk.case_at(path).title for path in desk.waiting()) == ["Order 1", "Order 2"]


def test_what_is_answered_with_a_message_that_somebody_has_begun_to_answer_stays(post: Post) -> None:
    post.put(letter(1), letter(2))
    post.fetch()
    with post.open() as (desk, mailbox), post.signed_in() as client:
        first, second = waiting_cases(desk, NOW)[0]
        join_messages(desk, first, second, NOW)
        (one,) = waiting_cases(desk, NOW)[0]
        Drafts(desk.drafts_folder).save(KeptDraft(one.case_id, one.title, "", "", Draft("Hi")))
        client.select_folder("INBOX")
        client.add_flags([1, 2], ["\\Answered"])
        assert fetch_mail(desk, mailbox) == Fetched()
        assert len(desk.waiting()) == 2


def test_who_has_a_later_message_elsewhere_has_the_case(post: Post) -> None:
    post.put(letter(1), letter(2))
    post.fetch()
    with post.open() as (desk, mailbox), post.signed_in() as client:
        first, second = waiting_cases(desk, NOW)[0]
        join_messages(desk, first, second, NOW)
        client.select_folder("INBOX")
        client.add_flags([2], ["$Warmline-mei-tanaka"])
        fetch_mail(desk, mailbox)
        assert [one.elsewhere for one in waiting_cases(desk, NOW)[0]] == ["mei-tanaka"]


def test_a_mailbox_that_was_built_anew_brings_nothing_twice(post: Post) -> None:
    post.put(*map(letter, range(1, 4)))
    post.fetch()
    before = {path.name: path.read_bytes() for path in post.inbox.iterdir()}
    # Dovecot gives other numbers, and says so by UIDVALIDITY, once its index is gone.
    for path in post.dovecot.maildir.glob("dovecot*"):
        path.unlink()
    assert post.fetch() == Fetched()
    assert {path.name: path.read_bytes() for path in post.inbox.iterdir()} == before


def test_who_is_cut_short_goes_on_where_they_were(post: Post) -> None:
    post.put(*map(letter, range(1, 6)))
    with post.open() as (desk, mailbox):

        def stop(done: int, of: int) -> None:
            assert of == 5
            if done == 3:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            fetch_mail(desk, mailbox, stop)
        assert len(list(post.inbox.iterdir())) == 3
        assert fetch_mail(desk, mailbox) == Fetched(new=2)


@pytest.mark.parametrize(
    "content", ["{", "[" * 90_000, '{"mailbox": 1}', '{"mailbox": "%s", "latest": 1, "files": {"9": "../keep.eml"}}']
)
def test_a_damaged_note_of_what_was_fetched_costs_nothing(post: Post, content: str) -> None:
    post.put(letter(1))
    post.fetch()
    keep = post.inbox.parent / "keep.eml"
    keep.write_bytes(letter(2))
    [note] = post.inbox.parent.rglob("fetched.json")
    server_name = json.loads(note.read_text())["mailbox"]
    note.write_text(content.replace("%s", server_name))
    assert post.fetch() == Fetched()
    assert (len([*post.inbox.iterdir()]), keep.exists()) == (1, True)


def test_two_that_fetch_at_once_do_not_meet(post: Post) -> None:
    post.put(letter())
    seen = []
    with post.open() as (desk, mailbox), post.open() as (_desk, other):
        fetch_mail(desk, mailbox, lambda _done, _all: seen.append(fetch_mail(desk, other)))
    assert seen == [Fetched(busy=True)]


def test_a_very_large_mail_comes_with_its_words(post: Post) -> None:
    post.put(letter(text="Where is my order?\n" + "x" * 76 + ("\n" + "x" * 76) * 90_000))
    post.fetch()
    with post.open() as (desk, _mailbox):
        assert post.case(desk).message.text.startswith("Where is my order?")


def test_a_mail_that_the_server_cannot_give_is_named_and_stops_no_other(post: Post, dovecot: Dovecot) -> None:
    post.put(*map(letter, range(1, 8)))
    with post.signed_in() as client:
        client.select_folder("INBOX")
    broken = sorted((dovecot.maildir / "cur").iterdir())[2]
    broken.write_bytes(b"")
    broken.chmod(0)
    found = post.fetch()
    assert (found.new, len(found.unread)) == (6, 1)
    assert found.unread[0].startswith("A message cannot be fetched from the mailbox: ")
    with post.open() as (desk, _mailbox):
        assert len(waiting_cases(desk, NOW)[0]) == 6


def test_who_has_a_message_elsewhere_is_seen_here(post: Post, warmline: Warmline) -> None:
    post.put(letter(1), letter(2), letter(3))
    post.fetch()
    marks = (([1], "$Warmline-mei-tanaka"), ([2], "$Warmline-robin-lee"), ([3], "$Label1"))

    def seen() -> dict[str, str]:
        listed = json.loads(warmline("inbox", "--json", "--desk", str(post.root)).stdout)
        return {one["subject"]: one["taken_by"] for one in listed if one["taken_by"]}

    with post.open() as (desk, mailbox), post.signed_in() as client:
        client.select_folder("INBOX")
        for uids, mark in marks:
            client.add_flags(uids, [mark])
        assert fetch_mail(desk, mailbox) == Fetched(marked=1)
        assert seen() == {"Order 1": "mei-tanaka"}
        assert "  taken by mei-tanaka (" in warmline("inbox", "--desk", str(post.root)).stdout
        client.remove_flags([1], ["$Warmline-mei-tanaka"])
        client.add_flags([3], ["$Warmline-mei-tanaka"])
        assert (fetch_mail(desk, mailbox), fetch_mail(desk, mailbox)) == (Fetched(marked=2), Fetched())
        assert seen() == {"Order 3": "mei-tanaka"}
        client.add_flags([3], ["\\Answered"])
        assert fetch_mail(desk, mailbox) == Fetched(gone=1, marked=1)


@pytest.mark.parametrize("content", ["{", "7", '["x"]', '{"a": 1}', "\udcff"])
def test_a_damaged_note_of_who_has_what_stops_nothing(post: Post, content: str) -> None:
    post.put(letter(1))
    post.fetch()
    with post.open() as (desk, mailbox):
        (desk.private("mail") / "in" / "taken.json").write_bytes(content.encode("utf-8", "surrogateescape"))
        assert len(waiting_cases(desk, NOW)[0]) == 1
        assert fetch_mail(desk, mailbox).new == 0
