"""Strong and stressed words as Markdown reads them: their marks stand against words, not against spaces."""

from __future__ import annotations

import re
from typing import NamedTuple

MARKS = {"strong": "**", "b": "**", "em": "*", "i": "*", "del": "~~", "s": "~~"}
_TAGS = {"**": "strong", "*": "em", "~~": "del"}
_ONE_PART = 3
"""A mark, words and a mark."""
_BLOCKS = re.compile(r"\n[ \t]*(?:\n|[-#>|] |\d+\. )")
"""What no marks reach over."""


class _Marked(NamedTuple):
    """Words between two marks, in a list of parts."""

    mark: str
    first: int
    last: int
    """Where the closing mark stands."""
    ends_with_sign: bool


class Marks:
    """Puts the marks around parts of a text that is being written."""

    def __init__(self, out: list[str]) -> None:
        self.out = out
        self.open: list[tuple[str, int]] = []
        """The marks that are not closed yet, each with its place; one inside of its like is empty."""
        self.before: _Marked | None = None

    def begin(self, mark: str) -> None:
        """Open a mark here."""
        if any(one == mark for one, _at in self.open):
            self.open.append(("", 0))
        elif self._goes_on(mark):
            # Two that touch are one: four marks in a row would be read as signs.
            assert self.before
            del self.out[-1]
            self.open.append((mark, self.before.first))
            self.before = None
        else:
            self.open.append((mark, len(self.out)))
            self.out.append(mark)

    def end(self) -> None:
        """Close the mark that was opened last."""
        mark, at = self.open.pop() if self.open else ("", 0)
        if not mark:
            return
        parts = len(self.out) - at - 1
        inside = "".join(self.out[at + 1 :])
        words = inside.strip()
        if not words or _BLOCKS.search(words):
            self.out[at:] = [inside] if inside else []
            return
        lead, _, tail = inside.partition(words)
        self.out[at:] = [lead, mark, words, mark] if lead else [mark, words, mark]
        first = len(self.out) - 3
        self.before = _Marked(mark, first, first + 2, not words[-1].isalnum())
        before = self.out[first - 1][-1:] if first else ""
        touches = self._touches(first)
        unclear = touches and ("*" in words or not (self.out[first - 2][-1:].isalnum() and words[0].isalnum()))
        # Of one part inside, all signs at both ends belong together.
        several = parts > _ONE_PART and words[0] in "*~" and words[-1] in "*~"
        if unclear or several or (before.isalnum() and not words[0].isalnum()):
            self._as_tags()
        if tail:
            self.out.append(tail)

    def _goes_on(self, mark: str) -> bool:
        """Whether the same mark closes right before, with no other one inside at its end."""
        known = self.before
        return (
            known is not None
            and known.mark == mark
            and known.last == len(self.out) - 1
            and self.out[-2][-1:] not in ("*", "~")
        )

    def _touches(self, first: int) -> bool:
        """Whether another mark closes right before a place, so that both would be read as one run of signs."""
        return first > 2 and self.out[first - 1] in _TAGS and all(at != first - 1 for _mark, at in self.open)

    def follow(self, words: str) -> None:
        """Words come next, against which a mark behind a sign would not close."""
        known = self.before
        if known and known.ends_with_sign and known.last == len(self.out) - 1 and words[:1].isalnum():
            self._as_tags()

    def _as_tags(self) -> None:
        if self.before:
            tag = _TAGS[self.before.mark]
            self.out[self.before.first], self.out[self.before.last] = f"<{tag}>", f"</{tag}>"
            self.before = None
