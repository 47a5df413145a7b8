"""A reply leaves as a mail in its thread, and what became of it is known and said."""

from __future__ import annotations

from pathlib import Path

import pytest

from composer.cases.case import Case
from composer.cases.customer import Customer
from composer.cases.outgoing import Fate
from composer.desk.desk import Desk
from composer.desk.inbox import case_of, waiting_cases
from composer.desk.joining import join_messages
from composer.desk.mail_in import Fetched, fetch_mail
from composer.desk.mail_out import deliver, said_of_mail
from composer.desk.reply_record import keep_sent
from composer.mail_errors import MailAway, MayNotAnswer
from composer.records.drafts import Drafts
from composer.writing.draft import Draft
from tests.desks.conftest import Warmline
from tests.mail_desk import ANA, NOW, Post, clock, letter, parsed, record
from tests.mail_servers import USER
from tests.scripted_servers import ScriptedSmtp


def joined_case(desk: Desk, first: str, later: str) -> Case:
    """The case of two messages that are answered as one."""
    waiting = {one.title: one for one in waiting_cases(desk, NOW)[0]}
    join_messages(desk, waiting[first], waiting[later], NOW)
    return next(case_of(desk, one) for one in waiting_cases(desk, NOW)[0] if one.title == first)


def test_a_reply_is_sent_once_in_its_thread_and_others_see_that_it_is_answered(post: Post, smtp: ScriptedSmtp) -> None:
    post.put(letter(more="References: <0@mail.example>\n"))
    post.fetch()
    one = post.answer("It is on its way.\n\nRobin")
    ((recipients, content),) = smtp.mails
    mail = parsed(content)
    assert (one.fate, one.filed, one.mail) == (Fate.ACCEPTED, True, b"")
    assert (recipients, mail["From"], mail["To"]) == ([ANA], f"Robin Lee <{USER}>", f"Ana Silva <{ANA}>")
    assert mail["Message-ID"] == one.message_id
    assert (mail["In-Reply-To"], mail["References"]) == ("<1@mail.example>", "<0@mail.example> <1@mail.example>")
    assert "Auto-Submitted" not in mail
    assert mail.get_content().strip() == "It is on its way.\n\nRobin"
    ((flags, copy),) = post.folder("Sent Items")
    assert (flags, copy["Message-ID"], copy["To"]) == ({"\\Seen"}, one.message_id, f"Ana Silva <{ANA}>")
    assert [flags for flags, _mail in post.folder("INBOX")] == [{"\\Answered", "$Warmline-robin-lee"}]
    with post.open() as (desk, mailbox):
        assert deliver(desk, mailbox, clock) == []
        assert desk.records.outbox.left() == []
    assert len(smtp.mails) == 1


def test_of_joined_messages_each_is_marked_as_answered(post: Post, smtp: ScriptedSmtp) -> None:
    post.put(*map(letter, range(1, 4)))
    post.fetch()
    with post.open() as (desk, mailbox):
        one = record(desk, joined_case(desk, "Order 1", "Order 2"), "Both are on their way.")
        assert (one.answers, one.later) == ("<1@mail.example>", ("<2@mail.example>",))
        deliver(desk, mailbox, clock)
        done = desk.records.outbox.get(one.sending)
        assert done is not None
        assert (done.fate, done.filed, done.later) == (Fate.ACCEPTED, True, one.later)
        assert desk.records.outbox.left() == []
        # In the records both are answered, too.
        assert [waiting.title for waiting in waiting_cases(desk, NOW)[0]] == ["Order 3"]
        assert fetch_mail(desk, mailbox) == Fetched()
    mine = {"\\Answered", "$Warmline-robin-lee"}
    assert [flags for flags, _mail in post.folder("INBOX")] == [mine, mine, set()]
    assert len(smtp.mails) == 1


def test_of_joined_messages_none_is_answered_where_somebody_answered_one(post: Post, smtp: ScriptedSmtp) -> None:
    post.put(letter(1), letter(2))
    post.fetch()
    with post.open() as (desk, mailbox):
        one = record(desk, joined_case(desk, "Order 1", "Order 2"), "Both are on their way.")
        with post.signed_in() as client:
            client.select_folder("INBOX")
            client.add_flags([2], ["\\Answered"])
        (now,) = deliver(desk, mailbox, clock)
        assert (now.fate, now.said) == (
            Fate.REFUSED,
            "somebody has answered one of these messages in another program",
        )
        assert smtp.mails == []
        desk.records.outbox.again(one, one.seat, clock())
        deliver(desk, mailbox, clock)
    mine = {"\\Answered", "$Warmline-robin-lee"}
    assert [flags for flags, _mail in post.folder("INBOX")] == [mine, mine]
    assert len(smtp.mails) == 1


THREADS = {
    "a first mail": letter(),
    "one in a long thread": letter(more=f"References: {' '.join(f'<{at}@mail.example>' for at in range(100, 160))}\n"),
    "one that only says what it answers": letter(more="In-Reply-To: <0@mail.example>\n"),
    "folded references with words between": letter(
        more="References: <0@mail.example>\n\tsaid Bo\n <a.b=c+d!e@mail.example>\n"
    ),
    "another subject in other letters": letter(subject="=?utf-8?b?Wm5vdnUgxb5sdcWlb3XEjWvDvQ==?="),
    "an id that is long": letter(more="References: <" + "x" * 200 + "@mail.example>\n"),
}


@pytest.mark.parametrize("mail", THREADS.values(), ids=THREADS.keys())
def test_every_reply_is_under_its_mail_in_the_threads_of_the_server(
    post: Post, smtp: ScriptedSmtp, mail: bytes
) -> None:
    """By the server's own threads; its REFS look at no subject, so that another mail of the same one stands alone."""
    post.put(mail)
    post.fetch()
    post.answer()
    subject = mail.decode().partition("Subject: ")[2].partition("\n")[0]
    other = letter(2).replace(b"Subject: Order 2", f"Subject: {subject}".encode())
    post.put(smtp.mails[0][1])
    with post.signed_in() as client:
        client.select_folder("INBOX", readonly=True)
        assert client.thread("REFERENCES") == ((1, 2),)
        client.append("INBOX", other)
        assert sorted(client.thread("REFS")) == [(1, 2), (3,)]


def test_a_draft_waits_in_the_mailbox_and_nothing_is_sent(post: Post, smtp: ScriptedSmtp) -> None:
    post.set_up(mode="draft")
    post.put(letter())
    post.fetch()
    one = post.answer()
    ((flags, draft),) = post.folder("Drafts")
    assert (one.fate, smtp.mails, post.folder("Sent Items")) == (Fate.DRAFTED, [], [])
    assert (flags, draft["In-Reply-To"], draft["To"]) == (
        {"\\Draft", "\\Seen"},
        "<1@mail.example>",
        f"Ana Silva <{ANA}>",
    )
    assert [flags for flags, _mail in post.folder("INBOX")] == [{"$Warmline-robin-lee"}]
    assert said_of_mail(one) == f"The mail to {ANA} is among the drafts of the mailbox; send it there."


@pytest.mark.parametrize(
    ("command", "answer", "fate", "said"),
    [
        ("RCPT", "550 5.1.1 no such user", Fate.REFUSED, f"{ANA}: 550 5.1.1 no such user"),
        ("MAIL", "553 not from you", Fate.REFUSED, "the sender: 553 not from you"),
        (".", "554 5.7.1 looks like spam", Fate.REFUSED, "554 5.7.1 looks like spam"),
        (".", "451 4.7.1 greylisted", Fate.HELD, "451 4.7.1 greylisted"),
        ("RCPT", "452 too many", Fate.HELD, f"{ANA}: 452 too many"),
    ],
)
def test_what_a_server_refuses_is_kept_with_its_words(
    post: Post, smtp: ScriptedSmtp, command: str, answer: str, fate: Fate, said: str
) -> None:
    post.set_up(smtp=f"smtp://127.0.0.1:{smtp.port}")
    post.put(letter())
    post.fetch()
    smtp.once[command] = answer
    one = post.answer()
    assert (one.fate, one.said, smtp.mails) == (fate, said, [])
    with post.open() as (desk, mailbox):
        desk.records.outbox.again(one, one.seat, clock())
        assert [now.fate for now in deliver(desk, mailbox, clock)] == [Fate.ACCEPTED]
    assert len(smtp.mails) == 1


def test_a_line_that_breaks_before_the_end_leaves_the_mail_held(post: Post, smtp: ScriptedSmtp) -> None:
    post.set_up(smtp=f"smtp://127.0.0.1:{smtp.port}")
    post.put(letter())
    post.fetch()
    smtp.once["DATA"] = None
    with pytest.raises(MailAway, match=f"The server 127.0.0.1:{smtp.port} cannot be reached"):
        post.answer()
    with post.open() as (desk, mailbox):
        assert [one.fate for one in desk.records.outbox.left()] == [Fate.HELD]
        deliver(desk, mailbox, clock)
    assert [recipients for recipients, _mail in smtp.mails] == [[ANA]]


@pytest.mark.parametrize("server_has_it", [True, False])
def test_a_line_that_breaks_after_the_end_leaves_nobody_to_know(
    post: Post,
    smtp: ScriptedSmtp,
    server_has_it: bool,  # noqa: FBT001  one of two cases
) -> None:
    post.set_up(smtp=f"smtp://127.0.0.1:{smtp.port}")
    post.put(letter())
    post.fetch()
    smtp.keeps_before_hanging_up = server_has_it
    smtp.once["."] = None
    one = post.answer()
    assert (one.fate, one.filed) == (Fate.UNKNOWN, False)
    assert said_of_mail(one).startswith(f"Nobody can say whether the mail to {ANA} was sent")
    with post.open() as (desk, mailbox):
        for _round in range(3):
            assert deliver(desk, mailbox, clock) == []
    assert len(smtp.mails) == server_has_it


def test_an_unknown_mail_that_is_among_the_sent_ones_was_sent(post: Post, smtp: ScriptedSmtp) -> None:
    post.set_up(smtp=f"smtp://127.0.0.1:{smtp.port}")
    post.put(letter())
    post.fetch()
    smtp.once["."] = None
    one = post.answer()
    with post.open() as (desk, mailbox):
        mailbox._folders.do(lambda client: client.append("Sent Items", smtp.mails[0][1]))  # type: ignore[attr-defined]
        (found,) = deliver(desk, mailbox, clock)
    assert (found.sending, found.fate, found.said) == (one.sending, Fate.ACCEPTED, "it was found there")
    assert len(smtp.mails) == len(post.folder("Sent Items")) == 1


def test_a_message_that_somebody_answered_elsewhere_is_not_answered_twice(post: Post, smtp: ScriptedSmtp) -> None:
    post.put(letter())
    post.fetch()
    with post.open() as (desk, mailbox):
        one = record(desk, post.case(desk), "It is on its way.")
        mailbox._folders.do(lambda client: (client.select_folder("INBOX"), client.add_flags([1], ["\\Answered"])))  # type: ignore[attr-defined]
        (now,) = deliver(desk, mailbox, clock)
        assert (now.fate, now.said) == (Fate.REFUSED, "somebody has answered this message in another program")
        desk.records.outbox.again(one, one.seat, clock())
        assert [again.fate for again in deliver(desk, mailbox, clock)] == [Fate.ACCEPTED]
    assert len(smtp.mails) == 1


def test_a_mail_that_is_given_up_leaves_its_message_waiting_and_says_why(
    post: Post, smtp: ScriptedSmtp, warmline: Warmline
) -> None:
    post.set_up(smtp=f"smtp://127.0.0.1:{smtp.port}")
    post.put(letter())
    post.fetch()
    smtp.say["RCPT"] = "550 no"
    with post.open() as (desk, _mailbox):
        desk.records.import_customers([Customer(id="c-1", name="Ana", email=ANA)])
        before = record(desk, post.case(desk), "We looked everywhere.")
        assert desk.records.outbox.drop(before, "", clock()) == "We looked everywhere."
    one = post.answer("We looked everywhere. You hear from us by 27 November.")
    with post.open() as (desk, _mailbox):
        assert desk.records.answered_cases([one.case_id]) == {one.case_id}
        assert len(desk.records.follow_ups.open()) == 1
    ran = warmline("outbox", "--drop", one.sending[:8], "another address", "--desk", str(post.root))
    assert ran.stderr.splitlines() == [
        "Given up: Re: Order 1. Its message waits again, and its text is a draft.",
        "Nothing is in the outbox.",
    ]
    with post.open() as (desk, _mailbox):
        records = desk.records
        assert (records.answered_cases([one.case_id]), records.outbox.left()) == (frozenset(), [])
        # The customer never had it, and was promised nothing.
        assert (records.follow_ups.open(), records.sentences_had("c-1")) == ([], frozenset())
        assert [waiting.case_id for waiting in waiting_cases(desk, clock())[0]] == [one.case_id]
        kept = Drafts(desk.drafts_folder).load(one.case_id)
        assert kept is not None
        assert (kept.draft.text, kept.title) == ("We looked everywhere. You hear from us by 27 November.", "Order 1")
    listed = warmline("outbox", "--case", one.case_id, "--desk", str(post.root)).stdout.splitlines()
    place = listed.index(f"{one.sending[:8]}  dropped   {ANA}  Re: Order 1")
    assert listed[place + 1].strip() == "Robin Lee: another address"
    for words in (("--drop", one.sending, "x"), ("--retry", one.sending)):
        assert "given up" in warmline("outbox", *words, "--desk", str(post.root)).stderr
    assert smtp.mails == []


def test_giving_up_takes_only_what_no_other_reply_said(post: Post) -> None:
    post.put(letter())
    post.fetch()
    with post.open() as (desk, _mailbox):
        desk.records.import_customers([Customer(id="c-1", name="Ana", email=ANA)])
        case = post.case(desk)
        keep_sent(desk, case, desk.hear(case.message), Draft("Your roses are on their way."), NOW.replace(tzinfo=None))
        one = record(desk, case, "Your roses are on their way. Please water them every evening for a week.", again=True)
        had = desk.records.sentences_had("c-1")
        desk.records.outbox.drop(one, "twice", clock())
        left = desk.records.sentences_had("c-1")
        assert (len(had), len(left), len(desk.records.replies_to(case.id))) == (2, 1, 1)


NEVER = {
    "an absence note": letter(more="Auto-Submitted: auto-replied\n", subject="Out of office:"),
    "a bounce": letter(sender="MAILER-DAEMON@mail.example", subject="Undelivered Mail Returned to Sender"),
    "a newsletter": letter(more="List-Unsubscribe: <https://mail.example/u>\nPrecedence: bulk\n"),
    "a list": letter(
        more="List-Id: <garden.lists.example>\nList-Post: <mailto:garden@lists.example>\nPrecedence: list\n"
    ),
    "a list behind Reply-To": letter(more="List-Post: <mailto:garden@lists.example>\nReply-To: garden@lists.example\n"),
    "ourselves": letter(sender=USER),
    "ourselves behind Reply-To": letter(more=f"Reply-To: {USER.upper()}\n", sender=f"Robin <{USER}>"),
    "an address that nobody reads": letter(sender="no-reply@shop.example"),
    "no address": letter(sender="Ana Silva"),
}


@pytest.mark.parametrize("mail", NEVER.values(), ids=NEVER.keys())
def test_no_mail_ever_answers(post: Post, smtp: ScriptedSmtp, mail: bytes) -> None:
    post.put(mail)
    post.fetch()
    with post.open() as (desk, _mailbox), pytest.raises(MayNotAnswer):
        record(desk, post.case(desk), "Hello")
    assert smtp.mails == []


HOSTILE = {
    "a name with a line": letter(sender='"Ana\r\n Bcc: spy@evil.example" <ana@mail.example>'),
    "an encoded line in a name": letter(sender="=?utf-8?q?Ana=0D=0ABcc:_spy@evil.example?= <ana@mail.example>"),
    "an encoded line in a subject": letter(subject="=?utf-8?q?Order=0D=0ABcc:_spy@evil.example=0D=0A=0D=0AHi?="),
    "a second address in a name": letter(sender='"spy@evil.example, Ana" <ana@mail.example>'),
    "two senders": letter(sender="ana@mail.example, spy@evil.example"),
    "an id with a line": letter(more="In-Reply-To: <x@y>\nReferences: <a@b>\r\n\tBcc: spy@evil.example <c@d>\n"),
    "a routed address": letter(sender="<@evil.example,@b.example:ana@mail.example>"),
}


@pytest.mark.parametrize("mail", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_values_add_no_line_and_no_recipient(post: Post, smtp: ScriptedSmtp, mail: bytes) -> None:
    post.put(mail)
    post.fetch()
    try:
        post.answer()
    except MayNotAnswer:
        assert smtp.mails == []
        return
    ((recipients, content),) = smtp.mails
    assert recipients == [ANA]
    head = content.partition(b"\r\n\r\n")[0]
    names = [line.partition(b":")[0].lower() for line in head.split(b"\r\n") if not line.startswith((b" ", b"\t"))]
    allowed = {"received", "content-type", "mime-version", "content-transfer-encoding", "from", "to", "subject", "date"}
    allowed |= {"message-id", "in-reply-to", "references"}
    assert {name.decode() for name in names} <= allowed
    assert len(names) == len(set(names))


def test_files_go_with_it_up_to_their_limit(post: Post, smtp: ScriptedSmtp, tmp_path: Path) -> None:
    post.set_up("attach_up_to: 1 MB")
    post.put(letter())
    post.fetch()
    small, large = tmp_path / "prüfung.pdf", tmp_path / "large.bin"
    small.write_bytes(b"%PDF-1.7\n" * 3)
    large.write_bytes(bytes(1_000_001))
    with post.open() as (desk, _mailbox):
        with pytest.raises(MayNotAnswer, match=r"with large\.bin the files are larger than 1 MB"):
            record(desk, post.case(desk), "Here", files=[small, large])
        with pytest.raises(MayNotAnswer, match=r"gone\.pdf"):
            record(desk, post.case(desk), "Here", files=[tmp_path / "gone.pdf"])
    post.answer("Here it is.", files=[small])
    mail = parsed(smtp.mails[0][1])
    (found,) = mail.iter_attachments()
    assert (found.get_filename(), found.get_content_type(), found.get_content()) == (
        "prüfung.pdf",
        "application/pdf",
        b"%PDF-1.7\n" * 3,
    )


def test_a_desk_may_want_more_in_every_mail(post: Post, smtp: ScriptedSmtp) -> None:
    post.set_up("also: [quoted, html, cc, flowed]", 'signature: "Acme Garden, 1 Lane"')
    post.put(letter(more=f"Cc: Bo <bo@mail.example>, {USER}, broken@\n", text="Where is <it>?\nThanks"))
    post.fetch()
    post.answer("See https://acme-garden.example/track?a=1&b=2.\n" + "word " * 30)
    ((recipients, content),) = smtp.mails
    mail = parsed(content)
    plain, rich = mail.get_body(("plain",)), mail.get_body(("html",))
    assert plain is not None
    assert rich is not None
    assert (recipients, mail["Cc"]) == ([ANA, "bo@mail.example"], "bo@mail.example")
    assert plain.get_param("format") == "flowed"
    assert plain.get_content().endswith(
        "\n-- \nAcme Garden, 1 Lane\n\nAna Silva, Friday 20 November:\n\n> Where is <it>?\n> Thanks\n"
    )
    assert max(map(len, plain.get_content().split("\n"))) <= 78
    assert '<a href="https://acme-garden.example/track?a=1&amp;b=2">' in rich.get_content()
    assert "<blockquote>Where is &lt;it&gt;?<br>\nThanks</blockquote>" in rich.get_content()
