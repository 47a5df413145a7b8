"""Signatures: the lines at the end of a letter that say who wrote it, on what, and in which legal terms."""

from __future__ import annotations

import re

from composer.reading.mail_words import expression

_MOST_LINES, _LONGEST_LINE, _MOST_SIGNED = 8, 70, 25
_LOOKED_AT = 1_500
_MOST_BLOCKS, _LONGEST_BANNER, _LONGEST_FOOTER = 12, 500, 200
_DELIMITERS = ("--", "---", "__", "\u2014", "\u2013")
_SENTENCE_END = re.compile(r"(?:[^\W\d_]{4}[.]|[!?。])(?:\s|$)", re.MULTILINE)
"""The point of an abbreviation (`i. A.`, `Ltd.`) ends no sentence."""
_SPEAKS = re.compile(r"\b(?:I|(?i:my|me|ich|mir|mein\w*|wir|uns))\b|[?]")
_ADDED = re.compile(r"^\W{0,3}p\.?\s?s\.?\b", re.IGNORECASE)
_CONTACT = re.compile(
    r"\b(?:tel|phone|mobile?|mob|fon|telefon\w*|handy|fax|tél|teléfono|cell|cel|www\.|https?://)"
    r"|[\w.+-]{1,64}@[\w-]{1,63}\.\w|\+\d[\d ()/-]{6,20}\d|\|",
    re.IGNORECASE,
)
_WORD = r"[^\W\d_][\w'\u2019.-]*"
_NAME_LINE = re.compile(rf"{_WORD}(?:,? {_WORD}){{0,4}}")
_LINK = re.compile(r"[(<]https?://[^)>\s]{0,300}[)>]|[\[\]]")
_CLOSING = r"{closing}\s*[,.!;:\u3002]?"
_CLOSING_NAME = rf"{{closing}}\s*[,.!]?\s+(?P<name>{_WORD}(?: {_WORD}){{0,3}})"
_BANNER = r"\W{0,5}(?:{banner_word}\b[^\n]{0,60})?{banner}"


def without_signature(text: str) -> tuple[str, str]:
    """A letter and its signature; what looks like one and says something stays in the letter."""
    lines = text.split("\n")
    end = _before_footers(lines)
    end = min(end, _start_of_signature(lines, end))
    signature = _stripped(lines[end:])
    if not signature or not _stripped(lines[:end]):
        return text.strip(), ""
    said = next(
        (number for number, line in enumerate(lines[end:], end) if number > end and _ADDED.match(line)), len(lines)
    )
    own = "\n\n".join(filter(None, (_stripped(lines[:end]), _stripped(lines[said:]))))
    return own, _stripped(lines[end:said])


def without_banner(text: str) -> tuple[str, str]:
    """A letter and the warning that a mail server put above it."""
    banner, gap, rest = text.partition("\n\n")
    if (
        gap
        and rest.strip()
        and len(banner) <= _LONGEST_BANNER
        and expression(_BANNER).match(banner.replace("\u2019", "'"))
    ):
        return rest.strip(), banner
    return text, ""


def _stripped(lines: list[str]) -> str:
    return "\n".join(lines).strip("\n").rstrip()


def _before_footers(lines: list[str]) -> int:
    """Where the notices and the words of the device begin that stand at the end."""
    end = len(lines)
    for _block in range(_MOST_BLOCKS):
        end = _trimmed(lines, end)
        if not end:
            return 0
        if _is_footer_line(lines[end - 1]):
            end -= 1
            continue
        start = _start_of_block(lines, end)
        block = "\n".join(lines[start:end])[:_LOOKED_AT]
        if start and (_is_notice(block)):
            end = _start_of_notice(lines, start, end)
            continue
        break
    return end


def _start_of_notice(lines: list[str], start: int, end: int) -> int:
    """Where a notice begins in its block: people sign right above it, and write above it as well."""
    first = next(
        (at for at in range(start, end) if _is_notice(lines[at][:_LOOKED_AT])),
        start,
    )
    rule = first - 1
    return rule if rule > start and set(lines[rule].strip()) <= set("_-=*") else first


def _is_notice(block: str) -> bool:
    return expression("{notice}|{footer}", re.IGNORECASE | re.DOTALL).search(block) is not None


def _is_footer_line(line: str) -> bool:
    """Whether a line names the device or the program that sent the mail, or is a rule."""
    if len(line) > _LONGEST_FOOTER:
        return False
    line = _LINK.sub("", line).strip(" *_<>[]")
    if not line.strip("-="):
        return len(line) != 2
    return "?" not in line and expression("{sent_from}").fullmatch(line) is not None


def _trimmed(lines: list[str], end: int) -> int:
    while end and not lines[end - 1].strip():
        end -= 1
    return end


def _start_of_block(lines: list[str], end: int) -> int:
    start = end
    while start and lines[start - 1].strip():
        start -= 1
    return start


def _start_of_signature(lines: list[str], end: int) -> int:
    """Where the signature begins; `end` where there is none."""
    end = _trimmed(lines, end)
    start = _after_delimiter(lines, end)
    end = _trimmed(lines, min(start, end))
    return min(start, _start_of_closing(lines, end), _start_of_contacts(lines, end))


def _after_delimiter(lines: list[str], end: int) -> int:
    for at in range(end - 1, max(0, end - _MOST_SIGNED), -1):
        if lines[at].rstrip() not in _DELIMITERS:
            continue
        below = [line for line in lines[at + 1 : end] if line.strip()]
        marked = lines[at] == "-- "
        if not marked and any(line.rstrip() in _DELIMITERS for line in below) and _SPEAKS.search("\n".join(below)):
            # Two rules around something that was pasted, and the letter goes on below them.
            continue
        if not below or marked or not _is_sentence(below[0]):
            while at and (not lines[at - 1].strip() or lines[at - 1].rstrip() in _DELIMITERS):
                at -= 1  # noqa: PLW2901
            return at
    return end


def _is_sentence(line: str) -> bool:
    return len(line) > _LONGEST_LINE or line.startswith(">") or len(_SENTENCE_END.findall(line)) > 1 or "?" in line


def _start_of_closing(lines: list[str], end: int) -> int:
    shown = 0
    for at in range(end - 1, max(-1, end - _MOST_SIGNED), -1):
        line = lines[at].strip()
        shown += bool(line)
        if shown > _MOST_LINES + 1 or line.startswith(">"):
            break
        below = lines[at + 1 : end]
        named = any(one.strip() for one in below)
        if (
            len(line) <= _LONGEST_LINE
            and expression(_CLOSING).fullmatch(line)
            and (named or not expression("{thanking}").match(line))
        ):
            return at if _says_nothing(below) else end
        told = expression(_CLOSING_NAME).fullmatch(line) if len(line) <= _LONGEST_LINE else None
        if told and told["name"][:1].isupper() and not expression("{thanking}").match(line) and _says_nothing(below):
            return at
    return end


def _start_of_contacts(lines: list[str], end: int) -> int:
    """Where a block of name, role and telephone begins that has no closing words above it."""
    start = _start_of_block(lines, end)
    block = [line.strip() for line in lines[start:end]]
    if start == 0 or not 2 <= len(block) <= _MOST_LINES or not _NAME_LINE.fullmatch(block[0]):
        return end
    before = lines[_trimmed(lines, start) - 1].strip()
    contacts = [line for line in block[1:] if _CONTACT.search(line)]
    return start if contacts and _says_nothing(block) and not before.endswith((":", "\uff1a")) else end


def _says_nothing(lines: list[str]) -> bool:
    """Whether lines say who somebody is: short ones, no question and no sentence."""
    shown = [line for line in lines if line.strip()]
    text = "\n".join(shown)
    return (
        len(shown) <= _MOST_LINES
        and all(len(line) <= _LONGEST_LINE for line in shown)
        and "?" not in text
        and not any(_ADDED.match(line) for line in shown)
        and len(_SENTENCE_END.findall(text)) < 2
    )
