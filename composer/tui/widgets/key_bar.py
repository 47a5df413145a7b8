"""The last line: the keys that matter here. It never changes its size, so moving the focus lays nothing out anew."""

from __future__ import annotations

from textual import getters
from textual.content import Content
from textual.events import Click
from textual.widgets import Static

from composer.keys.commands import Command
from composer.tui.desk_app import DeskApp

_GAP = 2
_SPARED = ("search.focus", "commands")
"""What a narrow bar leaves out first, by the ids of commands."""


class KeyBar(Static):
    """Shows as many keys as there is room for, help always; a click runs one."""

    app = getters.app(DeskApp)

    def __init__(self, commands: tuple[Command, ...], more: tuple[str, ...] = ()) -> None:
        """Of the commands, those for the footer; then `more` by their ids, or the screens where nothing is said."""
        super().__init__(markup=False)
        named = [command for command in commands if command.footer]
        by_id = {command.id: command for command in commands}
        others = [by_id[name] for name in more] or [one for one in commands if one.id.startswith("mode.")]
        self.others = others
        self.commands = [*named[:-1], *others, named[-1]]
        self.shown: list[tuple[int, int, Command]] = []

    def on_resize(self) -> None:
        """Choose what fits."""
        *others, last = self.commands
        fitting = [*others]
        # What can be reached otherwise goes first: the palette and finding, then from the end.
        spared = [one for name in _SPARED for one in others if one.id == name]
        order = [*reversed(self.others), *spared, *reversed(others)]
        for command in order:
            if 1 + sum(self._width(one) + _GAP for one in fitting) + self._width(last) <= self.size.width:
                break
            if command in fitting:
                fitting.remove(command)
        parts: list[tuple[str, str]] = [(" ", "")]
        self.shown = []
        at = 1
        for command in [*fitting, last]:
            self.shown.append((at, at + self._width(command), command))
            parts += [(self.app.key(command.id), "bold $accent"), (f" {command.label}", ""), (" " * _GAP, "")]
            at += self._width(command) + _GAP
        self.update(Content.assemble(*parts), layout=False)

    def on_click(self, event: Click) -> None:
        """Run the command that was clicked."""
        for start, end, command in self.shown:
            if start <= event.x < end:
                self.app.run_command(command.action)

    def _width(self, command: Command) -> int:
        return len(self.app.key(command.id)) + 1 + len(command.label)
