"""Timeline: earlier and later values of something immutable, for undo and redo."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

T = TypeVar("T")
MOST = 500
"""How many steps back are kept."""


@dataclass
class Timeline(Generic[T]):
    """The present value with what came before and after it."""

    present: T
    past: list[T] = field(default_factory=list)
    future: list[T] = field(default_factory=list)

    def go(self, value: T, *, merge: bool = False) -> None:
        """Make a value the present; with `merge` the step before is not kept, as for letters of one word."""
        if value == self.present:
            return
        if not (merge and self.past):
            self.past.append(self.present)
            del self.past[:-MOST]
        self.present = value
        self.future.clear()

    def change_all(self, change: Callable[[T], T]) -> None:
        """Change every value, for what is true whatever is undone."""
        self.present = change(self.present)
        self.past, self.future = [*map(change, self.past)], [*map(change, self.future)]

    def undo(self) -> bool:
        """Go one step back; False at the beginning."""
        if not self.past:
            return False
        self.future.append(self.present)
        self.present = self.past.pop()
        return True

    def redo(self) -> bool:
        """Go one step forward again; False at the end."""
        if not self.future:
            return False
        self.past.append(self.present)
        self.present = self.future.pop()
        return True
