"""Mail: what somebody wrote, and who, from the bytes of an `.eml` file."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from composer.cases.message import Automatic
from composer.reading.automatic import automatic_of, failed_recipient
from composer.reading.charsets import decode_text, decode_transfer, unflowed
from composer.reading.headers import moment_of_field, raw_text, text_of_field
from composer.reading.markup import text_of_html
from composer.reading.mime import MailPart, parse_parts
from composer.reading.senders import Sender, sender_of
from kb.text import clean

_MOST_HTML, _MOST_PLAIN = 1_000_000, 1_500_000
"""Bytes of a part that are read."""
_MOST_OF_ALL = 2_000_000
"""Bytes of all texts of a mail that are read, in their transfer encoding."""
_MOST_TEXT = 1_000_000
_DEEPEST_MAIL = 3
_PICTURE = "[picture]"
_ENVELOPE = re.compile(rb">?From [^\r\n]{1,300}\r?\n")
_FIELD_LINE = re.compile(rb"[A-Za-z][A-Za-z0-9-]{1,60}:")
_TELLING = re.compile(rb"(?im)^(?:From|To|Subject|Date|Channel|Message-ID|Received|Return-Path):")
_END_OF_HEADERS = re.compile(rb"\r?\n\r?\n")
_LONG_STUB = 400
"""Characters from which a plain text is no stub for an HTML one, unless that is much longer."""
_MUCH_LONGER = 3
_WORD = re.compile(r"\w+")
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Mail:
    """The parts of a mail that matter for an answer."""

    text: str
    sender: Sender
    subject: str = ""
    sent: dt.datetime | None = None
    channel: str = ""
    id: str = ""
    references: str = ""
    automatic: Automatic = Automatic.NO
    failed: str = ""
    """The address that a mail of ours did not reach."""
    cut: bool = False
    """Whether a part of it was too long to be read whole."""


def is_mail(content: bytes) -> bool:
    """Whether bytes begin with the headers of a mail, with or without the envelope line of a mailbox file."""
    envelope = _ENVELOPE.match(content)
    if not _FIELD_LINE.match(content, envelope.end() if envelope else 0):
        return False
    head = _END_OF_HEADERS.split(content[:200_000], maxsplit=1)[0]
    return _TELLING.search(head) is not None


def parse_mail(content: bytes) -> Mail:
    """The mail in some bytes, whatever is broken in it."""
    mail = parse_parts(content)
    cut = _is_cut(mail)
    text = _text_of_mail(mail, _limit(mail, _MOST_OF_ALL))[:_MOST_TEXT]
    sender = sender_of(mail, text)
    return Mail(
        text,
        sender,
        subject=text_of_field(mail.field("subject"))[:300],
        sent=_moment(mail),
        channel=text_of_field(mail.field("channel")).lower(),
        id=raw_text(mail.field("message-id"))[:300],
        references=raw_text(mail.field("references")),
        automatic=automatic_of(mail, text, from_form=sender.by_form),
        failed=failed_recipient(mail),
        cut=cut or len(text) == _MOST_TEXT,
    )


def _is_cut(mail: MailPart) -> bool:
    """Whether a mail has more parts, or longer texts, than are read."""
    own = [len(part.body) for part in _leaves(mail) if part.main_type == "text" and part.disposition != "attachment"]
    return mail.cut or sum(own) > _MOST_OF_ALL or max(own, default=0) > _MOST_PLAIN


def _limit(mail: MailPart, left: int) -> int:
    """Cut the texts of a mail, those of attached files last, to so many bytes together; how many are left."""
    texts = [part for part in _leaves(mail) if part.main_type == "text"]
    for part in sorted(texts, key=lambda part: part.disposition == "attachment"):
        part.body = part.body[:left]
        left -= len(part.body)
    return left


def _moment(mail: MailPart) -> dt.datetime | None:
    """When a mail was sent; where its date is missing or a day after it was received, when it was received."""
    sent = moment_of_field(mail.field("date")) if mail.field("date") else None
    received = moment_of_field(mail.field("received").rpartition(b";")[2]) if b";" in mail.field("received") else None
    if sent is None or received is None:
        return sent or received
    ahead = sent.replace(tzinfo=sent.tzinfo or dt.UTC) - received.replace(tzinfo=received.tzinfo or dt.UTC) > _DAY
    return received if ahead else sent


def _text_of_mail(mail: MailPart, left: int, level: int = 0) -> str:
    """The text that the sender wrote; where there is none, that of a file or of a mail that they passed on.

    `left` is how many bytes of a mail inside are read.
    """
    text = _joined(_texts(mail))
    if text:
        return text
    for part in _leaves(mail):
        if part.main_type == "text" and (text := _text(part)):
            return text
    for part in _leaves(mail):
        if part.type == "message/rfc822" and level < _DEEPEST_MAIL:
            inner = parse_parts(decode_transfer(part.body.lstrip(), _encoding(part)))
            left = _limit(inner, left)
            if text := _text_of_mail(inner, left, level + 1):
                return f"{_shown_fields(inner)}\n\n{text}".strip()
    return clean(decode_text(mail.body, "")).strip() if mail.main_type == "multipart" and not mail.parts else ""


def _shown_fields(mail: MailPart) -> str:
    shown = ((name.title(), text_of_field(mail.field(name))) for name in ("from", "date", "subject"))
    return "\n".join(f"{name}: {value}" for name, value in shown if value)


def _leaves(part: MailPart) -> Iterator[MailPart]:
    """Every part that holds no others."""
    if not part.parts:
        yield part
    for inner in part.parts:
        yield from _leaves(inner)


def _texts(part: MailPart) -> Iterator[str]:
    """The texts of a part in order, a mark where a picture stands; neither files nor mails inside the mail."""
    if part.disposition == "attachment" or part.main_type == "message":
        return
    if part.main_type == "multipart" and part.parts:
        if part.type == "multipart/alternative":
            yield _alternative(part)
        elif part.type in ("multipart/related", "multipart/report", "multipart/signed"):
            yield from _texts(part.parts[0])
        else:
            for inner in part.parts:
                yield from _texts(inner)
    elif part.type in ("text/plain", "text/html", "text/enriched", "text/markdown") and not part.file_name:
        yield _text(part)
    elif part.main_type == "image":
        yield _PICTURE


def _joined(texts: Iterator[str]) -> str:
    """Texts one after the other; a picture is marked only between two of them."""
    found = [text for text in texts if text]
    while found and found[0] == _PICTURE:
        found.pop(0)
    while found and found[-1] == _PICTURE:
        found.pop()
    return "\n\n".join(found)


def _alternative(part: MailPart) -> str:
    """The plain text of two, unless it only stands in for the HTML one."""
    plain = _joined(text for inner in part.parts if not _has_html(inner) for text in _texts(inner))
    rich = [inner for inner in part.parts if _has_html(inner)]
    if not rich or len(plain) > _LONG_STUB:
        return plain or _joined(text for inner in rich for text in _texts(inner))
    shown = _joined(_texts(rich[-1]))
    return shown if shown and (not plain or _stands_in(plain, shown)) else plain


def _has_html(part: MailPart) -> bool:
    return any(leaf.type == "text/html" for leaf in _leaves(part))


def _stands_in(plain: str, shown: str) -> bool:
    """Whether a short plain text is only a notice or a beginning, and the letter is in HTML."""
    said, there = _WORD.findall(plain.lower()), {*_WORD.findall(shown.lower())}
    known = sum(word in there for word in said)
    return known * 2 < len(said) or (len(shown) > len(plain) * _MUCH_LONGER and ">" not in shown[:2_000])


def _text(part: MailPart) -> str:
    """The text of one part, HTML as a reader sees it."""
    content = decode_transfer(part.body, _encoding(part))[:_MOST_PLAIN]
    parameters = part.parameters
    charset = parameters.get("charset", "") or ("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "")
    if part.type == "text/html":
        return text_of_html(decode_text(content[:_MOST_HTML], charset or _charset_in(content)))
    text = decode_text(content, charset)
    if parameters.get("format", "").lower() == "flowed":
        text = unflowed(text, joined=parameters.get("delsp", "").lower() == "yes")
    return text.strip()


def _encoding(part: MailPart) -> str:
    return part.field("content-transfer-encoding").decode("latin-1").split(";")[0].strip().lower()


def _charset_in(content: bytes) -> str:
    """The character set that an HTML text names itself."""
    found = re.search(rb"charset\s{0,5}=\s{0,5}[\"']?([\w-]{2,40})", content[:2_000], re.IGNORECASE)
    return found[1].decode("latin-1") if found else ""
