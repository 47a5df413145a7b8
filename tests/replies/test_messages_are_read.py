"""Messages as they really come: whatever the mail program made of them, the customer's own words are found."""

from __future__ import annotations

import base64
import datetime as dt
import time
from email.message import EmailMessage

import pytest

from composer.cases.message import Message
from composer.cases.step import Channel
from composer.errors import MessageTooLong, NoMessage
from composer.reading.message import MOST_CHARACTERS, parse_message, parse_reply
from tests.rows import each_row

HEAD = b"From: Ana Silva <Ana.Silva@Mail.example>\r\nSubject: Order 4411\r\nDate: Fri, 20 Nov 2026 18:42:00 +0000\r\n"


def read(content: bytes) -> Message:
    return parse_message(content, "mail.eml")


def mail(content_type: str, body: bytes, more: str = "") -> bytes:
    return HEAD + f"Content-Type: {content_type}\r\n{more}\r\n".encode() + body


def test_a_mail_tells_who_wrote_what_and_when() -> None:
    message = read(mail("text/plain; charset=utf-8", b"Where is it?\r\n", "Channel: chat\r\nMessage-ID: <a@b>\r\n"))
    assert message == Message(
        text="Where is it?",
        subject="Order 4411",
        sender_name="Ana Silva",
        sender_email="ana.silva@mail.example",
        received=dt.datetime(2026, 11, 20, 18, 42, tzinfo=dt.UTC),
        channel=Channel.CHAT,
        id="<a@b>",
        sender_header="ana.silva@mail.example",
    )


HTML = (
    b"<!DOCTYPE html><html><head><title>x</title><style>p{color:red}</style></head><body>"
    b"<p>Hello,</p><p>the pot is <b>broken</b> &amp; I &lt;3 it.<br>What now?</p>"
    b"<table><tr><td>Order</td><td>4411</td></tr></table><!-- hidden --><script>alert(1)</script></body></html>"
)
SEEN = "Hello,\n\nthe pot is broken & I <3 it.\nWhat now?\n\nOrder 4411"


def nested() -> bytes:
    """A letter in HTML and plain text, with a picture, inside a mixed mail with an attached mail."""
    inner = EmailMessage()
    inner["From"] = "shop@acme.example"
    inner.set_content("We sent it on Monday.")
    outer = EmailMessage()
    outer["From"] = "Ana <ana@mail.example>"
    outer["Subject"] = "Order"
    outer.set_content("It never came.\n")
    outer.add_alternative("<p>It never came (html).</p>", subtype="html")
    outer.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="box.png")
    outer.add_attachment("a log\n", filename="log.txt")
    outer.add_attachment(inner)
    return outer.as_bytes()


def html_with_attached_mail() -> bytes:
    """A letter in HTML alone, with a mail in plain text attached."""
    inner = EmailMessage()
    inner["From"] = "shop@acme.example"
    inner.set_content("We sent it on Monday.")
    outer = EmailMessage()
    outer["From"] = "Ana <ana@mail.example>"
    outer.set_content("<p>It never came.</p>", subtype="html")
    outer.add_attachment(inner)
    return outer.as_bytes()


@each_row(
    ("content", "text"),
    [
        pytest.param(b"Where is it?\n", "Where is it?", id="plain text"),
        pytest.param("\ufeffWo ist es, Zoë?".encode(), "Wo ist es, Zoë?", id="UTF-8 with a mark"),
        pytest.param("Wo ist es, Zoë? 5 €".encode("cp1252"), "Wo ist es, Zoë? 5 €", id="an old Windows text"),
        pytest.param("Wo ist es, Zoë?".encode("utf-16"), "Wo ist es, Zoë?", id="UTF-16"),
        pytest.param(b"One\r\nTwo\rThree\n", "One\nTwo\nThree", id="line ends of three systems"),
        pytest.param(b"a\x1b]52;c;aGk=\x07b\x00" + b"c" * 9_000, "a]52;c;aGk=bc", id="terminal commands"),
        pytest.param(mail("text/html; charset=utf-8", HTML), SEEN, id="HTML alone"),
        pytest.param(
            mail(
                "text/plain; charset=utf-8", base64.encodebytes("Zoë".encode()), "Content-Transfer-Encoding: base64\r\n"
            ),
            "Zoë",
            id="base64",
        ),
        pytest.param(
            mail("text/plain; charset=latin-1", b"Zo=EB =\r\nsays", "Content-Transfer-Encoding: quoted-printable\r\n"),
            "Zoë says",
            id="quoted-printable in latin-1",
        ),
        pytest.param(mail("text/plain; charset=x-klingon", b"Zo\xc3\xab"), "Zoë", id="a charset nobody knows"),
        pytest.param(mail("text/plain; charset=zlib", b"Hello"), "Hello", id="a charset that is none"),
        pytest.param(nested(), "It never came.", id="nested parts"),
        pytest.param(html_with_attached_mail(), "It never came.", id="HTML with a mail attached"),
        pytest.param(
            mail('multipart/mixed; boundary="b"', b"--b\r\nContent-Type: text/plain\r\n\r\nNo end"),
            "No end",
            id="no end",
        ),
        pytest.param(b"From ana@mail.example Fri Nov 20\n" + HEAD + b"\r\nHi", "Hi", id="out of a mailbox file"),
        pytest.param(b"DKIM-Signature: v=1;\r\n a=b\r\n" + HEAD + b"\r\nHi", "Hi", id="signed by the way"),
        pytest.param(b"To: whom it may concern", "To: whom it may concern", id="a text that begins like a mail"),
        pytest.param(b"Note: the pot\nis broken", "Note: the pot\nis broken", id="a text with a colon"),
    ],
)
def test_the_customers_words_are_found(content: bytes, text: str) -> None:
    assert read(content).text[: len(text)] == text
    assert len(read(content).text) == len(text) or content.endswith(b"c" * 9_000)


@pytest.mark.parametrize(
    ("text", "own", "earlier"),
    [
        ("No.\n\nOn Fri, Robin wrote:\n> Did it come?", "No.", "On Fri, Robin wrote:\n> Did it come?"),
        ("No.\n\nOn Fri, 20 Nov 2026, Robin <a@b.example>\nwrote:\n> Yes?", "No.", None),
        ("No.\n> Did it come?\n> Robin", "No.", "> Did it come?\n> Robin"),
        ("No.\n-----Original Message-----\nFrom: x", "No.", "-----Original Message-----\nFrom: x"),
        ("> Did it come?\nNo.", "> Did it come?\nNo.", ""),
        ("On Monday I wrote: hello.", "On Monday I wrote: hello.", ""),
    ],
)
def test_quoted_mail_is_set_aside_and_kept(text: str, own: str, earlier: str | None) -> None:
    message = read(text.encode())
    assert message.text == own
    assert message.earlier == (text.removeprefix(own).strip() if earlier is None else earlier)


OUTLOOK = "From: Acme Help <help@acme.example>\nSent: Wednesday, November 18, 2026 1:37 PM\nTo: Ana\nSubject: RE: Order"
OUTLOOK_DE = (
    "Von: Acme Help <help@acme.example>\nGesendet: Mittwoch, 18. November 2026 13:37\nAn: Ana\nBetreff: AW: Topf"
)
GMAIL = "On Wed, Nov 18, 2026 at 13:37, Acme Garden <help@acme.example>\nwrote:"
APPLE = "> On 18 Nov 2026, at 13:37, Acme Help <help@acme.example> wrote:\n>\n> Hello Ana,"


@pytest.mark.parametrize(
    ("text", "own", "signature", "earlier"),
    [
        (f"No.\n\n{GMAIL}\n\n> Did it come?\n", "No.", "", f"{GMAIL}\n\n> Did it come?"),
        (f"No.\n\nKind regards,\nAna\n\n{OUTLOOK}\n\nHello,", "No.", "Kind regards,\nAna", f"{OUTLOOK}\n\nHello,"),
        (f"No.\n\n{'_' * 32}\n{OUTLOOK}\n\nHi", "No.", "", f"{'_' * 32}\n{OUTLOOK}\n\nHi"),
        (f"Nein.\n\n{OUTLOOK_DE}\n\nHallo", "Nein.", "", f"{OUTLOOK_DE}\n\nHallo"),
        (f"No.\n\nAna\n\nSent from my iPhone\n\n{APPLE}", "No.\n\nAna", "Sent from my iPhone", APPLE),
        ("Nein.\n\nVon meinem iPhone gesendet", "Nein.", "Von meinem iPhone gesendet", ""),
        ("No.\n\n-- \nAna Silva\nTel 030 1234", "No.", "-- \nAna Silva\nTel 030 1234", ""),
        (f"{GMAIL}\n> Which colour?\n\nBlue, please.", "Blue, please.", "", f"{GMAIL}\n> Which colour?"),
        ("> Reset?\nTwice.\n> Colour?\nBlue.", "> Reset?\nTwice.\n> Colour?\nBlue.", "", ""),
    ],
    ids=[
        "gmail",
        "outlook",
        "outlook with a line",
        "outlook in german",
        "apple",
        "phone",
        "dashes",
        "below",
        "between",
    ],
)
def test_what_a_mail_program_adds_is_set_aside(text: str, own: str, signature: str, earlier: str) -> None:
    message = read(text.encode())
    assert (message.text, message.signature, message.earlier) == (own, signature, earlier)


@pytest.mark.parametrize(
    "text",
    [
        "Thank you.\n\nBest regards, Ana\n\nPS: where is my order 4411? I wrote on Monday.",
        "Two things:\n--\nIt is broken. It came late. What now?",
        "The parcel came from: my neighbour. From: the box I read 4411.\nI want a refund.",
    ],
)
def test_what_only_looks_like_a_signature_or_a_quote_is_read(text: str) -> None:
    assert read(text.encode()).text == text


def test_quoted_mail_of_any_length_is_set_aside_in_a_moment() -> None:
    started = time.process_time()
    for text in (
        "> a\n" * 20_000,
        "On " * 30_000,
        "On 1, " * 15_000,
        ("Am schrieb On El " * 100 + "\n") * 40,
        "a\n \n" * 9_000,
    ):
        read(("No.\n\n" + text).encode())
    assert time.process_time() - started < 4


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "mail.eml holds no message to read: it is empty."),
        (b" \n\t ", "mail.eml holds no message to read: it is empty."),
        (
            b"From: a@b.c\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: image/png\n\nx\n--b--\n",
            "mail.eml holds no message to read: it has no text of its own (only attachments, quotes or pictures).",
        ),
        (
            b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
            "mail.eml holds no message to read: it is a picture or another file that is no text.",
        ),
    ],
)
def test_where_there_is_no_message_one_sentence_says_why(content: bytes, sentence: str) -> None:
    with pytest.raises(NoMessage) as found:
        read(content)
    assert str(found.value) == sentence


def test_a_very_long_message_is_cut_and_says_so() -> None:
    for content in (b"help " * 100_000, b"help " * 1_000_000, mail("text/plain", b"help\r\n" * 1_000_000)):
        message = read(content)
        assert (len(message.text), message.cut) == (MOST_CHARACTERS, True)


def test_thirty_megabytes_are_refused_with_their_size() -> None:
    with pytest.raises(MessageTooLong) as found:
        read(b"help " * 6_000_000)
    assert str(found.value) == (
        "mail.eml is 30.0 MB; a message may have 25 MB. Cut away what is not the customer's own text."
    )


@pytest.mark.parametrize(
    ("header", "name", "address"),
    [
        ("=?utf-8?q?Zo=C3=AB?= <zoe@mail.example>", "Zoë", "zoe@mail.example"),
        (
            "=?utf-8?q?Eve_=3Cadmin=40acme=2Eexample=3E?= <eve@mail.example>",
            "Eve <admin@acme.example>",
            "eve@mail.example",
        ),
        (
            "=?utf-8?q?x=0ABcc=3A_spy=40evil=2Eexample?= <ana@mail.example>",
            "x Bcc: spy@evil.example",
            "ana@mail.example",
        ),
        ("[bold]{{ agent.name }}\x1b[31m <ana@mail.example>", "[bold]{{ agent.name }}[31m", "ana@mail.example"),
        ("ana@mail.example", "", "ana@mail.example"),
        ("Ana", "", ""),
        ("=?x-klingon?q?abc?= <ana@mail.example>", "=?x-klingon?q?abc?=", "ana@mail.example"),
        ("", "", ""),
    ],
)
def test_the_sender_is_one_person_whatever_the_header_tries(header: str, name: str, address: str) -> None:
    message = read(f"Subject: x\nFrom: {header}\n\nHi".encode())
    assert (message.sender_name, message.sender_email) == (name, address)


def test_headers_that_broke_other_programs_are_read() -> None:
    odd = (
        b"Message-ID: <[abc@microsoft.com]>\nDate: Fri, 99 Nov 2026 99:99:99 +9999\nSubject: =?utf-8?b?!!!?=\n"
        b'From: a@b.example, c@d.example\nContent-Type: text/plain; charset="\n\nHi'
    )
    message = read(odd)
    assert (message.text, message.id, message.received) == ("Hi", "<[abc@microsoft.com]>", None)


@pytest.mark.parametrize(
    "content",
    [
        mail("text/html", b"<" * 900_000),
        mail("text/html", b"<!--" * 200_000),
        mail("text/html", b"<style" * 150_000),
        mail("text/html", b"<style>" * 140_000),
        mail("text/html", b"<p" * 400_000 + b">"),
        b"To: " + b"a@b.example, " * 80_000 + b"\nSubject: x\n\nHi",
        mail('multipart/mixed; boundary="b"', b"--b\r\nContent-Type: text/plain\r\n\r\n\r\n" * 20_000),
        b"From: a@b.example\n" + b"X: y\n" * 100_000 + b"\nHi",
        b"On " * 300_000,
        b"From: a@b.example\n\n" + b"9 " * 400_000,
        b"From: a@b.example\nContent-Type: text/plain" + b"; a=b" * 140_000 + b"\n\nHi",
        b"From: " + b"(" * 100_000 + b"\nSubject: x\n\nHi",
        b"From " + b"@" * 200_000 + b"\nSubject: x\n\nHi",
        b"hello" + b"\n" * 500_000 + b"world",
        b"hello\n" + b"On Mon " * 100_000,
        mail("text/html", b"<head>x" * 100_000),
        mail('multipart/mixed; boundary="b"', b"--b\n" * 200_000),
        b"From: a@b.example\n" + b"bad\n" * 200_000 + b"To: x\n\nHi",
    ],
    ids=[
        "tags",
        "comments",
        "styles",
        "open styles",
        "one tag",
        "recipients",
        "parts",
        "headers",
        "intros",
        "digits",
        "parameters",
        "brackets",
        "at signs",
        "newlines",
        "On Mon",
        "heads",
        "boundaries",
        "bad fields",
    ],
)
def test_no_mail_takes_long(content: bytes) -> None:
    started = time.process_time()
    try:
        text = read(content).text
    except (NoMessage, MessageTooLong) as refused:
        text = str(refused)
    assert text != ""
    assert time.process_time() - started < 3


@pytest.mark.parametrize("levels", [300, 900])
def test_a_mail_of_many_envelopes_is_read(levels: int) -> None:
    deep = b"From: a@b.example\n" + b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (i, i) for i in range(levels)
    )
    assert read(deep + b"\nWhere is it?\n").text == "Where is it?"
    with pytest.raises(NoMessage):
        read(deep)


def test_a_reply_is_read_as_it_is_with_its_quotes() -> None:
    reply = b"From: my garden to yours.\n\nI sent it.\n> Where is it?\n"
    assert parse_reply(reply, "reply.txt") == "From: my garden to yours.\n\nI sent it.\n> Where is it?"
    with pytest.raises(NoMessage) as found:
        parse_reply(b"\n", "reply.txt")
    assert str(found.value) == "reply.txt holds no reply to check: it is empty."
