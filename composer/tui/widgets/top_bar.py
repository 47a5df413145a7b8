"""The first line: the screens, or the panes where there is no room for all of them; and how much time is left."""

from __future__ import annotations

from textual import getters
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widgets import Static

from composer.keys.commands import EVERYWHERE
from composer.tui.desk_app import DeskApp

_GAP = 2


class TopBar(Static):
    """A click on a name goes there."""

    app = getters.app(DeskApp)

    class TabClicked(Message):
        """A pane is wanted, by its id."""

        def __init__(self, pane: str) -> None:
            super().__init__()
            self.pane = pane

    def __init__(self) -> None:
        super().__init__(markup=False, id="top-bar")
        self.tabs: dict[str, str] = {}
        """The titles of the panes by their id, where they are tabs."""
        self.active = ""
        self.right = Content("")
        self.places: list[tuple[int, int, str]] = []

    def show(self, tabs: dict[str, str], active: str, right: Content) -> None:
        """Show the panes as tabs, or the screens where there are none, and what is to be known at the right."""
        self.tabs, self.active, self.right = tabs, active, right
        self.draw()

    def on_resize(self) -> None:
        """Another width."""
        self.draw()

    def draw(self) -> None:
        """Names at the left, the rest at the right."""
        parts: list[tuple[str, str]] = [(" ", "")]
        self.places = []
        at = 1
        for name, key, label in self._names():
            here = name == self.active or (not self.tabs and name == "mode.answer")
            words = f"{key} {label}".strip()
            self.places.append((at, at + len(words), name))
            parts += [
                (f"{key} " if key else "", "$dim"),
                (label, "bold underline $primary" if here else ""),
                (" " * _GAP, ""),
            ]
            at += len(words) + _GAP
        left = Content.assemble(*parts)
        room = max(self.size.width - 1 - left.cell_length - self.right.cell_length, 0)
        self.update(Content.assemble(left, " " * room, self.right), layout=False)

    def _names(self) -> list[tuple[str, str, str]]:
        if self.tabs:
            return [(pane, "", title) for pane, title in self.tabs.items()]
        modes = [command for command in EVERYWHERE if command.id.startswith("mode.")]
        return [(mode.id, self.app.key(mode.id), mode.label.capitalize()) for mode in modes]

    def on_click(self, event: Click) -> None:
        """Go to what was clicked."""
        for start, end, name in self.places:
            if start <= event.x < end:
                if self.tabs:
                    self.post_message(self.TabClicked(name))
                else:
                    action = next(command.action for command in EVERYWHERE if command.id == name)
                    self.app.run_command(action)
