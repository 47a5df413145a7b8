"""The body of a mail: the reply as its reader's program shows it, with what the desk adds to every mail."""

from __future__ import annotations

import html
import mimetypes
import re
from dataclasses import dataclass
from email import charset
from email.message import Message as Mail
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path
from typing import Any

from composer.mail_errors import MayNotAnswer
from composer.reading.mail_words import expression
from kb.errors import KBError
from kb.files import read_given
from kb.text import clean, one_line

_WIDTH = 72
"""Characters of a line in flowed text."""
_LINK = re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:!?)\]]")
_MOST_FILES = 50


@dataclass(frozen=True)
class Enclosed:
    """A file that goes with a mail."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Extras:
    """What a mail has besides the reply and the headers of its thread."""

    sender_name: str = ""
    message_id: str = ""
    cc: tuple[str, ...] = ()
    quoted: str = ""
    """What the customer wrote, with a line before it that says who; empty where it is not repeated."""
    signature: str = ""
    flowed: bool = False
    html: bool = False
    files: tuple[Enclosed, ...] = ()


NO_EXTRAS = Extras()


def read_enclosed(paths: list[Path], most: int) -> tuple[Enclosed, ...]:
    """The files that a person named; MayNotAnswer where one cannot be read, or where together they are too large."""
    if len(paths) > _MOST_FILES:
        raise MayNotAnswer(f"one mail takes {_MOST_FILES} files at most, not {len(paths)}")
    found, left = [], most
    for path in paths:
        try:
            content = read_given(path, left)
        except KBError as error:
            size = path.stat().st_size if path.is_file() else 0
            large = f"with {path.name} the files are larger than {most / 1e6:.0f} MB (mail: attach_up_to)"
            raise MayNotAnswer(large if size > left else str(error).removesuffix(".")) from error
        left -= len(content)
        found.append(Enclosed(one_line(clean(path.name))[:120] or "file", content))
    return tuple(found)


def says_enclosed(text: str) -> str:
    """The words of a reply by which a file goes with it; an empty text where there are none."""
    own = "\n".join(line for line in text.split("\n") if not line.startswith(">"))
    found = expression("(?<!\\w){enclosed}(?!\\w)").search(own)
    return found[0] if found else ""


def body_of(text: str, extras: Extras) -> Mail[Any, Any]:
    """The reply with its signature and what it answers, as text, and in HTML where that is wanted; then the files."""
    whole = "\n\n".join(
        part for part in (clean(text).rstrip("\n"), _signed(extras.signature), clean(extras.quoted)) if part
    )
    # The text ends as it was given, so that a draft without extras is the reply itself.
    whole += "\n" if text.endswith("\n") or whole != clean(text) else ""
    plain = _plain(whole, flowed=extras.flowed)
    body: Mail[Any, Any] = plain
    if extras.html:
        body = MIMEMultipart("alternative")
        body.attach(plain)
        body.attach(MIMEText(html_of(whole), "html", _charset=_quoted_printable()))  # type: ignore[arg-type]  # as below
    if not extras.files:
        return body
    mixed = MIMEMultipart("mixed")
    mixed.attach(body)
    for one in extras.files:
        mixed.attach(_attachment(one))
    return mixed


def _signed(signature: str) -> str:
    """A signature below the mark that mail programs know it by."""
    return f"-- \n{clean(signature).strip()}" if signature.strip() else ""


def _plain(text: str, *, flowed: bool) -> Mail[Any, Any]:
    shown = flow(text) if flowed else text
    mail: Mail[Any, Any] = MIMEText(shown, _charset=_quoted_printable())  # type: ignore[arg-type]  # its stub knows names alone
    if flowed:
        mail.set_param("format", "flowed")
    return mail


def flow(text: str) -> str:
    """A text in lines that a program joins again to fit its window (RFC 3676); quotes and the signature's mark stay."""
    return "\n".join(line if line.startswith(">") or line == "-- " else _flowed(line) for line in text.split("\n"))


def _flowed(line: str) -> str:
    """One line in soft-broken pieces; what would be read as a quote or an envelope is stuffed with a space."""
    lines: list[str] = []
    piece = ""
    for word in line.rstrip(" ").split(" "):
        longer = f"{piece} {word}" if piece else word
        if piece and len(longer) > _WIDTH:
            lines.append(f"{piece} ")
            longer = word
        piece = longer
    lines.append(piece)
    return "\n".join(f" {one}" if one.startswith((" ", ">", "From ")) else one for one in lines)


def html_of(text: str) -> str:
    """The same text in HTML: paragraphs, lines, links and quotes, and nothing else."""
    blocks = [_block(block) for block in re.split(r"\n{2,}", text.strip("\n"))]
    return "\n".join(("<!DOCTYPE html>", "<html><body>", *blocks, "</body></html>", ""))


def _block(block: str) -> str:
    lines = block.split("\n")
    if all(line.startswith(">") for line in lines):
        return f"<blockquote>{_lines([line[1:].removeprefix(' ') for line in lines])}</blockquote>"
    return f"<p>{_lines(lines)}</p>"


def _lines(lines: list[str]) -> str:
    return "<br>\n".join(map(_linked, lines))


def _linked(line: str) -> str:
    pieces, at = [], 0
    for link in _LINK.finditer(line):
        address = html.escape(link[0])
        pieces += [html.escape(line[at : link.start()]), f'<a href="{address}">{address}</a>']
        at = link.end()
    return "".join([*pieces, html.escape(line[at:])])


def _attachment(one: Enclosed) -> MIMEBase:
    from email.encoders import encode_base64

    kind = mimetypes.guess_type(one.name)[0] or "application/octet-stream"
    main, _slash, sub = kind.partition("/")
    if main in ("message", "multipart"):
        main, sub = "application", "octet-stream"
    part = MIMEBase(main, sub)
    part.set_payload(one.content)
    encode_base64(part)
    name = one.name if one.name.isascii() else ("utf-8", "", one.name)
    part.add_header("Content-Disposition", "attachment", filename=name)
    return part


def _quoted_printable() -> charset.Charset:
    found = charset.Charset("utf-8")
    found.body_encoding = charset.QP
    return found
