"""Quotes: a customer's own words, and what their mail program put round them, set aside and not lost."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mailparser_reply.parser import EmailReply  # type: ignore[import-untyped]  # typed, but not marked so

_LANGUAGES = ["en", "de", "fr", "it", "es", "nl", "da", "sv", "pl"]
_LONGEST_LINE, _LONGEST = 200, 12_000
"""Characters of a line, and of a text, that are searched: the library's patterns take quadratic time."""
_RULE = re.compile(
    r"\s*(?:[_*=-]{5,}|-{2,} ?(?:Forwarded message|Original Message|Weitergeleitete Nachricht)\b.*)\s*", re.IGNORECASE
)
_BLANKS = re.compile(r"\n(?:[^\S\n]*\n){2,}")
_SENTENCE_END = re.compile(r"[.!?]\s|[.!?]$", re.MULTILINE)
_MOST_LINES, _LONGEST_SIGNED = 8, 70
_DELIMITER = re.compile(r"(?<=\n)-- ?\n(?:(?!-- ?\n)[^\0])*\Z")
_FROM_PHONE = re.compile(
    r"\n+(?:(?:sent|gesendet|envoy|enviado|inviato|verzonden|von meinem|get outlook)\b[^\n]{0,60})\s*\Z", re.IGNORECASE
)


@dataclass(frozen=True)
class Parts:
    """A letter taken apart."""

    own: str
    signature: str = ""
    earlier: str = ""
    """Quoted earlier mail."""


def take_apart(text: str) -> Parts:
    """The customer's own words, their signature and the mail that they answer.

    Where nothing would be left of their own, or what looks like a signature says something, it all stays.
    """
    text = text.strip()
    own, earlier = _without_quotes(text)
    own, signature = _without_signature(own)
    return Parts(own, signature, earlier)


def _without_quotes(text: str) -> tuple[str, str]:
    start = _start_of_quotes(text)
    own, earlier = text[:start].rstrip(), text[start:].strip()
    lines = own.split("\n")
    last = len(lines)
    while last and (lines[last - 1].startswith(">") or not lines[last - 1].strip() or _RULE.fullmatch(lines[last - 1])):
        last -= 1
    trailing = "\n".join(lines[last:]).strip()
    own = "\n".join(lines[:last]).strip()
    earlier = "\n".join(part for part in (trailing, earlier) if part)
    if own:
        return own, earlier
    # Some people write below the mail that they answer, or between its lines.
    lines = text.split("\n")
    quoted = [number for number, line in enumerate(lines) if line.startswith(">")]
    below = "\n".join(lines[quoted[-1] + 1 :]).strip() if quoted else ""
    in_one_piece = len(quoted) == quoted[-1] - quoted[0] + 1 if quoted else False
    return (below, "\n".join(lines[: quoted[-1] + 1])) if below and in_one_piece else (text, "")


def _start_of_quotes(text: str) -> int:
    """Where the first quoted mail begins; the length of the text where there is none."""
    quoting = next((reply for reply in _replies(text) if reply.headers), None)
    first_line = quoting.headers.strip().split("\n", 1)[0].strip() if quoting else ""
    found = re.search(rf"^[ \t]*{re.escape(first_line)}", text, re.MULTILINE) if first_line else None
    return found.start() if found else len(text)


def _replies(text: str) -> list[EmailReply]:
    """The mails that the library sees in the beginning of a text, whose long lines it sees only the start of."""
    from mailparser_reply.parser import EmailMessage

    lines = [line[:_LONGEST_LINE] for line in _BLANKS.sub("\n\n", text[:_LONGEST]).split("\n")]
    found: list[EmailReply] = EmailMessage("\n".join(lines), _LANGUAGES, keep_hyphen_lists=True).read().replies
    return found


def _without_signature(text: str) -> tuple[str, str]:
    """The text and its signature: a few short lines at its end that say nothing more."""
    phone = _FROM_PHONE.search(text)
    rest, tail = (text[: phone.start()].rstrip(), phone[0].strip()) if phone else (text, "")
    replies = _replies(rest[-_LONGEST:])
    marked = _DELIMITER.search(rest)
    signed = marked[0] if marked else (replies[-1].signatures or "") if replies else ""
    signed = signed.strip()
    if signed and rest.endswith(signed) and rest != signed and _says_nothing(signed):
        rest, tail = rest.removesuffix(signed).rstrip(), f"{signed}\n{tail}".strip()
    return rest, tail


def _says_nothing(signed: str) -> bool:
    """Whether what looks like a signature is one: short lines, no question and no sentence."""
    lines = [line for line in signed.split("\n") if line.strip()]
    if len(lines) > _MOST_LINES or any(len(line) > _LONGEST_SIGNED for line in lines):
        return False
    return (
        "?" not in signed
        and not re.search(r"\bp\.?s\b", signed, re.IGNORECASE)
        and len(_SENTENCE_END.findall(signed)) < 2
    )
