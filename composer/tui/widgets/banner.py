"""The line that stays while something is wrong with the case: not saved, somebody else's, another language, care."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static


class Banner(Static):
    """Shows the gravest of the things that stay; nothing where there is none."""

    def __init__(self) -> None:
        super().__init__(id="banner", markup=False)
        self.said: dict[str, Content] = {}

    def say(self, kind: str, text: Content | None) -> None:
        """Say something of a kind from now on, or that it is over; the kinds from the gravest."""
        if text == self.said.get(kind):
            return
        if text is None:
            self.said.pop(kind, None)
        else:
            self.said[kind] = text
        shown = next((name for name in KINDS if name in self.said), "")
        self.display = bool(shown)
        self.update(self.said.get(shown, Content("")))
        for name in KINDS:
            self.set_class(name == shown, f"-{name}")


KINDS = ("unsaved", "taken", "twice", "language", "care")
"""The kinds of banners, the gravest first."""
