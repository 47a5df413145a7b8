"""Parts, character sets, fields and dates of mail as programs write them: the letter is whole, and nothing else."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from composer.cases.message import Message
from composer.reading import mail, mime
from composer.reading.mail import parse_mail
from composer.reading.message import dated, parse_message

HEAD = b"From: Ana Silva <ana.silva@mail.example>\nSubject: Order 4411\n"
FIELD_REPORTS = {
    "mail-apple-picture-between/apple.eml": (
        "Hello,\n\nhere is how the parcel looked:\n\n[picture]\n\n"
        "The big pot of order 4411 is broken. Can you send me a new one before Friday?\n\nAna"
    ),
    "mail-base64-with-footer/m.eml": "Where is my order 4411? It is late.",
    "mail-flowed-delsp/m.eml": (
        "This is a very long line that the mail program has cut in the mid dle and exactly here "
        "so that order 4411 was split."
    ),
    "mail-hidden-preheader/m.eml": "Where is order 5512?",
    "mail-plain-stub/m.eml": "Where is my order 4411? It was due on Friday and I am worried.",
    "mail-subject-is-the-message/m.eml": "Where is my order 5512?",
    "quote-interleaved-answers/m.eml": (
        "> Which order is it?\n\n5512\n\n> Is the pot broken?\n\nYes, in two pieces. What now?"
    ),
    **{f"quote-other-languages/{name}.eml": "Where is order 5512?" for name in ("cs", "fi", "ja", "pt", "ru", "tr")},
    "quote-reply-above-line/m.eml": "Where is order 5512?",
    "quote-reply-above-line/zendesk.eml": "Where is order 5512?",
    "quote-signature-disclaimer/m.eml": "Where is order 5512?",
    "quote-signature-disclaimer/notice.eml": "Where is order 5512?\n\nAna",
    "quote-two-blank-lines/m.eml": "Where is order 5512?",
}


def read(content: bytes) -> Message:
    return parse_message(content, "mail.eml")


def body(content_type: str, content: bytes, more: str = "") -> bytes:
    return HEAD + f"Content-Type: {content_type}\n{more}\n".encode() + content


@pytest.mark.parametrize("name", FIELD_REPORTS)
def test_what_was_wrong_in_the_field_is_right(shared: Path, name: str) -> None:
    content = (shared / "data" / "field-reports" / name).read_bytes()
    assert read(content).text == FIELD_REPORTS[name]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (
            body("text/plain; charset=iso-8859-1", "It\u2019s “late” \u2013 5 €".encode("cp1252")),
            "It\u2019s “late” \u2013 5 €",
        ),
        (body("text/plain; charset=us-ascii", "Zoë \u2013 5 €".encode()), "Zoë \u2013 5 €"),
        (body("text/plain; charset=utf-8", "Zoë, Æ und Ö, Ü — ".encode() + b"\xff"), "Zoë, Æ und Ö, Ü — \ufffd"),
        (body("text/plain; charset=utf-8", "Zoë \u2013 5 €".encode("cp1252")), "Zoë \u2013 5 €"),
        (body("text/plain; charset=gb2312", "订单镕".encode("gb18030")), "订单镕"),
        (body("text/plain; charset=iso-2022-jp", b"\x1b$B-!-j\x1b(B 5512"), "①㈱ 5512"),
        (body("text/plain; charset=shift_jis", "①髙".encode("cp932")), "①髙"),
        (body("text/plain; charset=ks_c_5601-1987", "뷁 주문".encode("cp949")), "뷁 주문"),
        (body("text/plain; charset=punycode", b"Hello"), "Hello"),
        (body("text/html", "<meta charset='koi8-r'><p>Где заказ?</p>".encode("koi8-r")), "Где заказ?"),
        (
            body("text/plain; format=flowed", b"One \ntwo.\n> a \n> b\n>> c\n\nThree.\n-- \nAna"),
            "One two.\n\n> a b\n>> c\n\nThree.",
        ),
        (
            body("text/plain", b"V2hlcmUgaXMgaXQ/\n-- \nScanned", "Content-Transfer-Encoding: base64\n"),
            "Where is it?",
        ),
        (body("text/plain", b"V2hlcmUgaXMgaXQ/Q", "Content-Transfer-Encoding: base64\n"), "Where is it?"),
        (body("text/plain", b"Where is it?", "Content-Transfer-Encoding: base64\n"), "Where is it?"),
    ],
)
def test_letters_are_what_was_written(content: bytes, text: str) -> None:
    assert read(content).text == text


ALTERNATIVE = "multipart/alternative; boundary=b"


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (
            body(
                ALTERNATIVE, b"--b\n\nWhere is it?\n--b\nContent-Type: text/html\n\n<p>Where is <b>it</b>?</p>\n--b--"
            ),
            "Where is it?",
        ),
        (body(ALTERNATIVE, b"--b\n\n \n--b\nContent-Type: text/html\n\n<p>Where is it?</p>\n--b--"), "Where is it?"),
        (
            body(
                ALTERNATIVE,
                b"--b\n\nPlease view in a browser\n--b\nContent-Type: multipart/related; boundary=c\n\n"
                b"--c\nContent-Type: text/html\n\n<p>Where is my order?</p>\n"
                b"--c\nContent-Type: image/png\n\nx\n--c--\n--b--",
            ),
            "Where is my order?",
        ),
        (body("multipart/mixed; boundary=x", b"Where is it?"), "Where is it?"),
        (body("multipart/mixed", b"Where is it?"), "Where is it?"),
        (body("text", b"Where is it?"), "Where is it?"),
        (
            body("multipart/mixed; boundary=b", b"--b\nContent-Disposition: attachment\n\nWhere is it?\n--b--"),
            "Where is it?",
        ),
        (
            body(
                "multipart/mixed; boundary=b",
                b"--b\nContent-Type: message/rfc822\n\nFrom: Tom <t@x.example>\nSubject: Lid\n\nIt broke.\n--b--",
            ),
            "From: Tom <t@x.example>\nSubject: Lid\n\nIt broke.",
        ),
        (body("multipart/mixed; boundary=b", b"--b\nWhere is it?\n--b--"), "Where is it?"),
        (body("text/html", b"<p style='display:none'>All of it is hidden</p>"), "Order 4411"),
        (b"From MAILER-DAEMON Fri Nov 20 09:00:00 2026\n" + HEAD + b"\nWhere is it?", "Where is it?"),
        (b"Subject: help\nMy pot is broken\n\nAna", "My pot is broken\n\nAna"),
        (HEAD + b"a line that is no field\nTo: help@acme.example\n\nWhere is it?", "Where is it?"),
    ],
)
def test_the_letter_is_found_in_whatever_parts_it_stands(content: bytes, text: str) -> None:
    assert read(content).text == text


@pytest.mark.parametrize(
    ("field", "subject"),
    [
        ("Bestellung für Jürgen \u2013 4411".encode(), "Bestellung für Jürgen \u2013 4411"),
        ("Bestellung für Jürgen".encode("latin-1"), "Bestellung für Jürgen"),
        (b"=?utf-8?b?w7w=?= =?utf-8?q?_x?=", "ü x"),
        (b"=?utf-8?b?ww==?= =?utf-8?b?vA==?=", "ü"),
        (b"=?gb2312?b?6UY=?=", "镕"),
        (b"Re: =?iso-8859-1?q?5_=80?= now", "Re: 5 € now"),
    ],
)
def test_fields_are_read_in_any_encoding(field: bytes, subject: str) -> None:
    assert read(b"From: a@b.example\nSubject: " + field + b"\n\nHi").subject == subject


@pytest.mark.parametrize(
    ("fields", "moment"),
    [
        ("Date: 2026-11-20T09:00:00+01:00", "2026-11-20T09:00:00+01:00"),
        ("Date: Fri, 20 Nov 2026 9:0:0 GMT+01:00 (CET)", "2026-11-20T09:00:00+01:00"),
        ("Received: from a by b; Fri, 20 Nov 2026 09:00:00 +0000", "2026-11-20T09:00:00+00:00"),
        (
            "Date: Fri, 20 Nov 2096 09:00:00 +0000\nReceived: by b; Fri, 20 Nov 2026 09:00:00 +0000",
            "2026-11-20T09:00:00+00:00",
        ),
        ("Date: never", None),
    ],
)
def test_a_moment_is_read_however_it_is_written(fields: str, moment: str | None) -> None:
    received = read(f"From: a@b.example\n{fields}\n\nHi".encode()).received
    assert (received.isoformat() if received else None) == moment


def test_a_mail_without_a_date_or_from_the_future_came_when_its_file_did(tmp_path: Path) -> None:
    today = dt.datetime.now(dt.UTC).date()
    path = tmp_path / "mail.eml"
    path.write_bytes(b"")
    came = dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC)
    for fields in (b"", b"Date: Fri, 20 Nov 2096 09:00:00 +0000\n"):
        assert dated(read(HEAD + fields + b"\nHi"), path, today).received == came
    plain = read(b"Where is it?")
    assert dated(plain, path, today) == plain
    assert dated(read(HEAD + b"\nHi"), path, dt.date(2000, 1, 1)).received is None


def test_a_quoted_line_keeps_its_place_and_is_not_read() -> None:
    message = read(b"> Which order is it?\n5512\n> Broken?\nYes.")
    assert message.own_words == " " * 20 + "\n5512\n" + " " * 9 + "\nYes."


@pytest.mark.parametrize(
    ("subject", "text", "expected"),
    [
        (
            "Please make the parasol of order 4411 green, is Thursday still fine?",
            "see subject, thanks",
            "Please make the parasol of order 4411 green, is Thursday still fine?\n\nsee subject, thanks",
        ),
        ("Order 4411", "where is it?", "where is it?"),
        ("Re: the parasol of order 4411 that you sent", "thanks", "thanks"),
        ("A long subject about the parasol of order 4411", "The parasol is green and I asked for a sand one.", ""),
        ("A long subject about the parasol of order 4411", "", "A long subject about the parasol of order 4411"),
    ],
)
def test_a_subject_that_says_all_is_read_with_the_words(subject: str, text: str, expected: str) -> None:
    mail = f"From: Mara Lind <mara@post.example>\nSubject: {subject}\n\n{text}\n"
    assert parse_message(mail.encode(), "letter.eml").text == (expected or text)


def parts_of(count: int, text: bytes, kind: bytes = b"text/plain") -> bytes:
    part = b"--a\nContent-Type: " + kind + b"\n\n" + text + b"\n"
    return HEAD + b"Content-Type: multipart/mixed; boundary=a\n\n" + part * count + b"--a--\n"


@pytest.mark.parametrize(
    ("content", "cut"),
    [
        (parts_of(10, b"Where is it?"), False),
        (parts_of(1_001, b"Where is it?"), True),
        (parts_of(3, b"Where is it? " * 60_000), True),
        (parts_of(10, b"a" * 300_000, b"text/csv\nContent-Disposition: attachment"), False),
    ],
)
def test_a_mail_of_more_than_is_read_says_that_it_is_cut(content: bytes, cut: bool) -> None:  # noqa: FBT001
    assert parse_mail(content).cut == cut


def test_the_letter_is_read_before_the_files_that_come_with_it() -> None:
    attached = b"Content-Type: text/csv\nContent-Disposition: attachment; filename=a.csv\n\n" + b"1;2\n" * 600_000
    letter = b"Content-Type: text/plain\n\nWhere is my order 5512?\n"
    start = HEAD + b"Content-Type: multipart/mixed; boundary=a\n\n--a\n"
    assert read(start + attached + b"--a\n" + letter + b"--a--\n").text == "Where is my order 5512?"


def test_of_html_in_many_parts_so_much_is_looked_at_as_of_one(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    def nothing_in(text: str) -> str:
        seen.append(text)
        return ""

    monkeypatch.setattr(mail, "text_of_html", nothing_in)
    parse_mail(parts_of(900, b"<div>" * 1_000, b"text/html"))
    assert 1_000_000 < len("".join(seen)) <= 4_000_000


@pytest.mark.parametrize("number", ["9" * 5_000, "0" * 5_000 + "65", "9" * 20])
def test_a_letter_with_a_number_of_thousands_of_digits_costs_only_that_letter(number: str) -> None:
    shown = read(body("text/html", f"<p>Where is &#{number}; my order?</p>".encode())).text
    assert shown == "Where is \ufffd my order?"


def test_a_text_of_nothing_but_dashes_stays_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mime, "_MOST_DELIMITERS", 5)
    text = "-- a\n" * 5 + "--b\nWhere is it?"
    assert parse_mail(body('multipart/mixed; boundary="b"', f"--b\n\n{text}".encode())).text == text
