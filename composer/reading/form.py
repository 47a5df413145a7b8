"""Form: what somebody wrote into a contact form, told from the fields round it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_FIELD = re.compile(r"^[ \t]*([^\W\d_][^:\n]{1,34}):(?:[ \t]+|$)", re.MULTILINE)
_FEWEST, _LEAST = 3, 5
"""Fields of a form, and words of what is written in the longest of them."""


class Field(NamedTuple):
    """One field of a form: its label, and where what was written into it stands."""

    label: str
    start: int
    end: int


@lru_cache(maxsize=8)
def fields_of(text: str) -> tuple[Field, ...]:
    """The fields of a contact form; empty for a letter, though it may list things as `Colour: blue`."""
    found = list(_FIELD.finditer(text))
    if len(found) < _FEWEST or text[: found[0].start()].strip():
        return ()
    ends = [*(match.start() for match in found[1:]), len(text)]
    fields = tuple(
        Field(" ".join(match[1].lower().split()), match.end(), end) for match, end in zip(found, ends, strict=True)
    )
    apart = len({field.label for field in fields}) == len(fields)
    return fields if apart and len(_longest(text, fields).split()) >= _LEAST else ()


def written_in(text: str) -> tuple[int, int]:
    """Where the message itself stands: the longest field of a form, else all of it."""
    fields = fields_of(text)
    if not fields:
        return 0, len(text)
    field = max(fields, key=lambda one: len(text[one.start : one.end].split()))
    return field.start, field.end


def _longest(text: str, fields: tuple[Field, ...]) -> str:
    return max((text[field.start : field.end] for field in fields), key=lambda one: len(one.split()))
