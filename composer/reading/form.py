"""Form: what somebody wrote into a contact form, told from the fields round it."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import takewhile
from typing import NamedTuple

from composer.reading.name_words import key, words

_FIELD = re.compile(r"^[ \t]*([^\W\d_][^:\n]{1,34}):(?:[ \t]+|$)", re.MULTILINE)
_ADDRESS = re.compile(r"\S@\S")
_FEWEST, _LEAST, _GOES_ON = 3, 5, 3
"""Fields of a form, words of what is written in the longest of them, and those from which on one goes on with it."""
_WHO = ("form_given", "form_family", "form_whole")


class Field(NamedTuple):
    """One field of a form: its label, and where what was written into it stands."""

    label: str
    start: int
    end: int


@lru_cache(maxsize=8)
def fields_of(text: str) -> tuple[Field, ...]:
    """The fields of a contact form, which asks who somebody is; empty for a letter, though it may list things."""
    found = list(_FIELD.finditer(text))
    if len(found) < _FEWEST or text[: found[0].start()].strip():
        return ()
    ends = [*(match.start() for match in found[1:]), len(text)]
    fields = tuple(Field(_label(match), match.end(), end) for match, end in zip(found, ends, strict=True))
    apart = len({field.label for field in fields}) == len(fields)
    written = max(len(text[field.start : field.end].split()) for field in fields)
    return fields if apart and written >= _LEAST and any(_says_who(field, text) for field in fields) else ()


def written_in(text: str) -> tuple[int, int]:
    """Where the message itself stands: in the field for it, else in the longest one, and in what goes on behind it.

    A line of the message that begins like a field, `What it shows: a red light`, parts it and ends nothing.
    """
    fields = fields_of(text)
    if not fields:
        return 0, len(text)
    counts = [len(text[field.start : field.end].split()) for field in fields]
    meant = [at for at, field in enumerate(fields) if counts[at] and key(field.label) in words("form_message")]
    first = meant[0] if meant else counts.index(max(counts))
    asks = (at for at, field in enumerate(fields) if "?" in text[field.start : field.end])
    last = max(first, *(at for at, count in enumerate(counts) if count >= _GOES_ON), *asks)
    return fields[first].start, fields[last].end


def is_form(text: str) -> bool:
    """Whether a text begins with fields for a name and for a message, and so with no headers of a mail."""
    head = "\n".join(takewhile(str.strip, text.splitlines()))
    labels = {key(_label(match)) for match in _FIELD.finditer(head)}
    named = any(not labels.isdisjoint(words(group)) for group in _WHO)
    return named and not labels.isdisjoint(words("form_message"))


def _label(match: re.Match[str]) -> str:
    return " ".join(match[1].lower().split())


def _says_who(field: Field, text: str) -> bool:
    """Whether a field holds a name or an address of mail."""
    named = any(key(field.label) in words(group) for group in _WHO)
    return named or _ADDRESS.search(text, field.start, field.end) is not None
