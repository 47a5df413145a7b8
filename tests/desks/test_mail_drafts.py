"""A reply as a mail draft: what mail programs read in it, whatever the message was."""

from __future__ import annotations

import datetime as dt
import email
import random
import stat
import subprocess
from collections.abc import Callable
from email import policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import parseaddr
from pathlib import Path

import pytest

from composer.cases.case import Case
from composer.cases.customer import Customer
from composer.cases.message import Message
from composer.exchange.mail_body import Extras
from composer.exchange.mail_draft import mail_draft, plain_address, reply_subject
from composer.reading.message import parse_message

Warmline = Callable[..., subprocess.CompletedProcess[str]]
NOW = dt.datetime(2026, 11, 22, 10, tzinfo=dt.timezone(dt.timedelta(hours=1)))
DAYS = (
    "--set",
    "case.update_by=+3",
    "--set",
    "case.answer_1=The number is in the mail that we sent you.",
    "--set",
    "case.answer_2=It left us on 17 November.",
)
BODY = ("Content-Type", "MIME-Version", "Content-Transfer-Encoding")
LATE = "inbox/1-order-4411-late.eml"


def read_back(draft: bytes) -> EmailMessage:
    """A draft as a mail program reads it, without a fault in it."""
    mail = email.message_from_bytes(draft, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    assert mail.defects == []
    assert all(not header.defects for header in mail.values())
    assert max(len(line) for line in draft.split(b"\r\n")) <= 300
    assert b"\n" not in draft.replace(b"\r\n", b"")
    return mail


def words(mail: EmailMessage) -> str:
    """The letter in it."""
    return str(mail.get_content()).replace("\r\n", "\n")


def draft_of(text: str = "Hi", *, customer: Customer | None = None, sender: str = "", **message: str) -> EmailMessage:
    """The draft for a message, as it is read back."""
    case = Case("a", Message("Hello", **message), customer or Customer())  # type: ignore[arg-type]  # texts alone
    return read_back(mail_draft(case, text, NOW, sender))


def test_a_draft_answers_its_message_and_waits_to_be_sent() -> None:
    mail = draft_of(
        "Hi Ana,\n\nGrüße 👩‍🌾\n",
        subject="Order 4411",
        sender_name="Ana Silva",
        sender_email="ana@mail.example",
        id="<2@mail.example>",
        references="<0@mail.example> words <1@mail.example>",
    )
    assert dict(mail.items()) == {
        "MIME-Version": "1.0",
        "Content-Type": 'text/plain; charset="utf-8"',
        "Content-Transfer-Encoding": "quoted-printable",
        "To": "Ana Silva <ana@mail.example>",
        "Subject": "Re: Order 4411",
        "Date": "Sun, 22 Nov 2026 10:00:00 +0100",
        "In-Reply-To": "<2@mail.example>",
        "References": "<0@mail.example> <1@mail.example> <2@mail.example>",
        "X-Unsent": "1",
    }
    assert words(mail) == "Hi Ana,\n\nGrüße 👩‍🌾\n"


@pytest.mark.parametrize(
    ("fields", "to"),
    [
        ("From: Shop <noreply@shop.example>\nReply-To: Ana <ana@mail.example>\n", "Ana <ana@mail.example>"),
        ("From: Ana <ana@work.example>\nReply-To: ana@home.example\n", "Ana <ana@home.example>"),
        ("From: Ana <ana@work.example>\nReply-To: <>\n", "Ana <ana@work.example>"),
        ("From: MAILER-DAEMON@mx.example\nX-Failed-Recipients: ana@mail.example\n", None),
    ],
)
def test_an_answer_goes_where_the_sender_wants_it(fields: str, to: str | None) -> None:
    message = parse_message(f"{fields}Subject: x\n\nHi\n".encode(), "mail.eml")
    assert read_back(mail_draft(Case("a", message), "Hi", NOW))["To"] == to


def test_what_comes_from_outside_adds_no_header_and_no_second_recipient() -> None:
    mail = draft_of(
        subject="Late\r\nBcc: a@b.example\n\nbody",
        sender_name='Ana\r\nBcc: a@b.example" <c@d.example>, E',
        sender_email="ana@mail.example",
        id="<x@y>\r\nBcc: a@b.example",
        references="<0@y>\r\nBcc: a@b.example",
        sender="robin@acme.example\r\nBcc: a@b.example",
    )
    assert mail.keys() == [*BODY, "To", "Subject", "Date", "X-Unsent"]
    assert [address.addr_spec for address in mail["To"].addresses] == ["ana@mail.example"]
    assert mail["Subject"] == "Re: Late Bcc: a@b.example body"
    assert words(mail) == "Hi"


HOSTILE = (
    "\r\nBcc: spy@evil.example", "\r\n\r\nbody", "\0", "\x0b", "\x85", "\u2028", "%0d%0aBcc: spy@evil.example",
    ", spy@evil.example", "; spy@evil.example", "<spy@evil.example>", '"', "\\", "(", "undisclosed:;", "@evil.example:",
    "=?utf-8?q?=0D=0ABcc:_spy@evil.example?=", "=?utf-8?b?DQpCY2M6IHNweUBldmlsLmV4YW1wbGU=?=", "=?utf-7?q?+AA0ACg-B?=",
    "\u202e", "\ud800", "\xe4" * 200, "x" * 2_000, "?bcc=spy@evil.example", "@@", "a@b@c", "\t",
)  # fmt: skip


def hostile_fields(chance: random.Random) -> list[tuple[str, str]]:
    """Fields of a mail with anything put into their values."""
    fields = []
    for name in chance.sample(("From", "Reply-To", "Subject", "Message-ID", "References", "Cc"), chance.randint(1, 6)):
        value = "Ana Silva <ana@mail.example>"
        for atom in chance.choices(HOSTILE, k=chance.randint(1, 4)):
            at = chance.randrange(len(value) + 1)
            value = value[:at] + atom + value[at:]
        fields.append((name, value))
    return fields


@pytest.mark.parametrize("seed", range(5))
def test_whatever_stands_in_a_mail_its_answer_has_one_recipient_and_our_lines(seed: int) -> None:
    chance = random.Random(seed)
    for _mail in range(40):
        lines_are_ours(hostile_fields(chance), chance.choice(HOSTILE))


def lines_are_ours(fields: list[tuple[str, str]], named: str) -> None:
    """The answer to a mail with such fields, by somebody of such a name, has our lines and one recipient."""
    lines = ["From: Ana Silva <ana@mail.example>"] if "From" not in dict(fields) else []
    lines += [f"{name}: {value}" for name, value in fields]
    source = ("\r\n".join(lines) + "\r\n\r\nHi").encode("utf-8", "surrogatepass")
    extras = Extras(sender_name=named, message_id="<1@acme-garden.example>")
    draft = mail_draft(Case("a", parse_message(source, "a.eml")), "Hi", NOW, "desk@acme-garden.example", extras)
    head = draft.partition(b"\r\n\r\n")[0]
    names = [line.partition(b":")[0] for line in head.split(b"\r\n") if line[:1] not in (b" ", b"\t")]
    allowed = {*BODY, "From", "To", "Subject", "Date", "Message-ID", "In-Reply-To", "References"}
    assert {name.decode() for name in names} <= allowed
    assert len(names) == len(set(names))
    assert head.isascii()
    assert b"\0" not in head
    mail = email.message_from_bytes(draft, policy=policy.default)
    assert len(getattr(mail["To"], "addresses", ())) <= 1


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("ana.silva+x@mail.example", "ana.silva+x@mail.example"),
        ("ana@größe.example", None),
        ("ana@xn--gre-6ka8i.example", "ana@xn--gre-6ka8i.example"),
        ("änne@mail.example", None),
        ("a@b.example,c@d.example", None),
        ("a@b.example,c", None),
        ("a@b.example;c", None),
        ("(a)@b.example", None),
        (".a@b.example", None),
        ("a@-b", None),
        ("a@[127.0.0.1]", None),
        (f"{'a' * 250}@b.example", None),
        ("a", None),
        ("", None),
    ],
)
def test_only_a_plain_address_becomes_a_recipient(address: str, written: str | None) -> None:
    assert plain_address(address) == (written or "")
    assert draft_of(sender_email=address)["To"] == written


def test_the_sender_is_left_to_the_mail_program_unless_it_is_said() -> None:
    known = Customer("c-1", "Ana Silva", "ana@mail.example")
    mail = draft_of(customer=known, sender="help@acme.example")
    assert (mail["To"], mail["From"]) == ("Ana Silva <ana@mail.example>", "help@acme.example")
    assert draft_of()["From"] is None


@pytest.mark.parametrize(
    ("subject", "reply"),
    [
        ("Order 4411", "Re: Order 4411"),
        ("RE: Re[2]: AW: re : Order", "Re: Order"),
        ("Regarding: order", "Re: Regarding: order"),
        ("Größe 漢字 " * 40, "Re: " + ("Größe 漢字 " * 40)[:300].strip()),
        ("re:", "Re:"),
    ],
)
def test_a_subject_says_re_once(subject: str, reply: str) -> None:
    assert reply_subject(subject) == reply
    assert draft_of(subject=subject)["Subject"] == reply


def test_a_name_in_any_letters_is_read_as_it_was_written() -> None:
    for name in ('Jürgen "Jo" <x@y.example>, Sr.', "漢字 " * 20 + "漢", "O'Brien, Ann (home)"):
        (address,) = draft_of(sender_name=name, sender_email="a@b.example")["To"].addresses
        assert address.addr_spec == "a@b.example"
        # The newer parser puts a space between two encoded words, which RFC 2047 does not.
        draft = mail_draft(Case("a", Message("Hello", sender_name=name, sender_email="a@b.example")), "Hi", NOW)
        found, _address = parseaddr(email.message_from_bytes(draft)["To"])
        assert str(make_header(decode_header(found))) == name


def test_long_ids_stay_ids_and_a_long_conversation_keeps_its_first_and_its_last() -> None:
    long = f"<{'a' * 200}@mail.example>"
    earlier = " ".join(f"<{number}@mail.example>" for number in range(60))
    mail = draft_of(id=long, references=f"{earlier} {long}")
    ids = mail["References"].split()
    assert mail["In-Reply-To"].strip() == long
    assert (len(ids), ids[0], ids[1], ids[-1]) == (22, "<0@mail.example>", "<40@mail.example>", long)


def test_a_long_letter_with_long_lines_comes_out_as_it_went_in() -> None:
    text = "".join(f"{number} {'漢字 word ' * 12}\n" for number in range(10_000))
    assert words(draft_of(text)) == text
    assert words(draft_of("half \ud800 a pair\x00")) == "half ? a pair"


def test_the_ids_of_a_conversation_are_read_from_its_mail() -> None:
    head = b"From: a@b.example\r\nMessage-ID: <2@x>\r\nReferences: <0@x>\r\n <1@x>\r\n\r\nHello, where is it?"
    message = parse_message(head, "mail")
    assert (message.id, message.references) == ("<2@x>", "<0@x> <1@x>")


def test_a_draft_is_written_beside_an_earlier_one_for_its_owner_alone(warmline: Warmline, acme: Path) -> None:
    (acme / "out.eml").write_text("mine")
    ran = warmline("reply", LATE, *DAYS, "--eml", "out.eml", folder=acme)
    assert ran.returncode == 0
    assert ran.stderr.endswith("It may be sent.\nThe mail draft is out-2.eml\n")
    assert (acme / "out.eml").read_text() == "mine"
    assert stat.S_IMODE((acme / "out-2.eml").stat().st_mode) == 0o600
    mail = read_back((acme / "out-2.eml").read_bytes())
    assert words(mail) == ran.stdout.removesuffix("\n")
    assert mail["To"] == "Ana Silva <ana.silva@mail.example>"
    assert mail["In-Reply-To"] == "<20261120.1842.ana@mail.example>"
    shown = warmline("reply", LATE, *DAYS, "--eml", "-", folder=acme)
    assert words(read_back(shown.stdout.encode())) == words(mail)


def test_a_reply_that_may_not_go_becomes_no_draft(warmline: Warmline, acme: Path) -> None:
    ran = warmline("reply", LATE, "--eml", "out.eml", folder=acme)
    assert (ran.returncode, ran.stderr.endswith("It may not be sent yet.\nNo mail draft was written.\n")) == (1, True)
    assert not (acme / "out.eml").exists()
    failed = warmline("reply", LATE, *DAYS, "--eml", "no-such-folder/out.eml", folder=acme)
    assert failed.stderr.splitlines()[-1].startswith("no-such-folder/out.eml cannot be written")
