"""Whatever a customer's mail says in its headers, the mail that answers it has our fields alone and one recipient."""

from __future__ import annotations

import base64
import email
import os
import random
import re
from email import policy
from email.utils import getaddresses

import pytest

from composer.cases.case import Case, case_id
from composer.cases.customer import Customer
from composer.errors import NoMessage
from composer.exchange.mail_body import Extras, flow
from composer.exchange.mail_draft import mail_draft, plain_address, recipient_of
from composer.reading.entering import enter_message
from tests.mail_desk import NOW

ROUNDS = int(os.environ.get("WARMLINE_FUZZ", "60"))
"""Mails of each kind; 20,000 in the long run."""
OURS = {
    "content-type", "mime-version", "content-transfer-encoding", "from", "to", "cc", "subject", "date", "message-id",
    "in-reply-to", "references",
}  # fmt: skip
BREAKS = ("\r\n", "\n", "\r", "\n\n", "\0", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029", "\n\t")
EVIL = ("Bcc: spy@evil.example", "spy@evil.example", "<spy@evil.example>", "To: spy@evil.example", "X-Evil: 1", ".")
PIECES = (
    "Ana", "Silva", "ana@mail.example", "<ana@mail.example>", '"', "\\", "(", ")", "<", ">", ",", ";", ":", "@", " ",
    "=?utf-8?q?=0D=0A?=", "=?utf-8?q?Bcc:_x?=", "=?", "?=", "Größe", "李", "🌱", "\udcff", "undisclosed-recipients:;",
    "@evil.example,@b.example:", "ana@mail.example\0", "xn--", "a" * 300, "%0a", "&#10;", "=0A", "\\r\\n",
)  # fmt: skip


def hostile(chance: random.Random) -> str:
    """A value of a header: pieces of names and addresses, line breaks of all kinds, and what would do harm behind."""
    some = [chance.choice(chance.choice((PIECES, PIECES, BREAKS, EVIL))) for _piece in range(chance.randint(1, 9))]
    text = "".join(some)
    if chance.random() < 0.3:
        coded = base64.b64encode(text.encode("utf-8", "surrogateescape")).decode()
        return f"=?utf-8?b?{coded}?= <ana@mail.example>" if chance.random() < 0.5 else f"=?utf-8?b?{coded}?="
    return text


def a_mail(chance: random.Random) -> bytes:
    fields = ["From", "Subject", "Message-ID", "References", "In-Reply-To", "Reply-To", "To", "Cc", "Date", "Sender"]
    lines = [f"{name}: {hostile(chance)}" for name in fields if chance.random() < 0.7]
    if chance.random() < 0.5:
        lines.append("From: Ana Silva <ana@mail.example>")
    return ("\n".join(lines) + "\n\nWhere is my order?\n").encode("utf-8", "surrogateescape")


@pytest.mark.parametrize("seed", range(4))
def test_no_line_and_no_recipient_is_added(seed: int) -> None:
    chance, answered = random.Random(seed), 0
    for _round in range(ROUNDS):
        content = a_mail(chance)
        try:
            message = enter_message(content, "1.eml")
        except NoMessage:
            continue  # one with so strange signs is shown as raw text, and answered by nobody
        answered += 1
        name, address = hostile(chance), hostile(chance)
        case = Case(case_id(message), message, Customer("c-1", name=name, email=address))
        extras = Extras(
            "Robin Lee", "<1@acme-garden.example>", cc=(hostile(chance), "bo@mail.example"), quoted=f"> {name}"
        )
        mail = mail_draft(case, "It is on its way.", NOW, "help@acme-garden.example", extras)
        head, _blank, body = mail.partition(b"\r\n\r\n")
        lines = head.split(b"\r\n")
        starts = [line for line in lines if not line.startswith((b" ", b"\t"))]
        names = [line.partition(b":")[0].decode().lower() for line in starts]
        assert (set(names) - OURS, len(names) - len(set(names))) == (set(), 0), content
        assert not re.search(rb"(?<!\r)\n|\r(?!\n)|[\x80-\xff\0]", head), content
        assert not re.search(rb"(?<!\r)\n|\r(?!\n)", body), content
        assert all(line.strip() for line in lines), content
        to = plain_address(recipient_of(case))
        read = email.message_from_bytes(mail, policy=policy.compat32)
        seen = [one for _name, one in getaddresses(read.get_all("to", []))]
        assert seen == ([to] if to else []), (read.get_all("to", []), seen, name)
        assert "bcc" not in read
        assert max(map(len, lines)) <= 998
    assert answered > ROUNDS // 2


def test_a_line_of_72_characters_stays_whole_and_a_longer_one_is_broken_softly() -> None:
    fits, longer = f"{'a' * 35} {'b' * 36}", f"{'a' * 36} {'b' * 36}"
    assert flow(fits) == fits
    assert flow(longer) == f"{'a' * 36} \n{'b' * 36}"
    assert flow("b" * 90) == "b" * 90
    assert flow(f"> {longer}\n-- \nFrom us") == f"> {longer}\n-- \n From us"
