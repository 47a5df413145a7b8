"""What the four screens of a desk have in common: their commands, and that the desk's files may change."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from textual import getters
from textual.events import Key, Paste, ScreenResume
from textual.screen import Screen
from textual.widgets import Input, OptionList, Tree

from composer.keys.commands import Command
from composer.tui.desk_app import DeskApp
from composer.tui.keys_in_turn import is_written_in
from composer.tui.messages import TakeBackWanted
from composer.tui.screens.resized import Resized
from kb.text import clean


def has_widgets(screen: Screen[Any]) -> bool:
    """Whether a screen has its widgets: not yet, or no longer, when what a worker found comes too early or too late."""
    return screen.is_mounted and screen.display


_IN_LISTS: dict[str, Callable[[OptionList | Tree[Any]], None]] = {
    "j": lambda one: one.action_cursor_down(),
    "k": lambda one: one.action_cursor_up(),
    "g": lambda one: one.action_first() if isinstance(one, OptionList) else one.action_scroll_home(),
    "G": lambda one: one.action_last() if isinstance(one, OptionList) else one.action_scroll_end(),
}
"""Letters that move in a list, as people know them from other programs."""


class DeskScreen(Resized[None]):
    """One of the screens that a key leads to from everywhere."""

    app = getters.app(DeskApp)
    commands: ClassVar[tuple[Command, ...]] = ()
    """What can be done here, besides what can be done everywhere."""
    panes: ClassVar[Mapping[str, tuple[str, str]]] = {}
    """Where the go-to key leads to here: a name and its title, by their letter."""

    def __init__(self) -> None:
        super().__init__()
        # Its widgets get their styles as they are mounted; Textual would parse all of them twice more and apply them.
        self._css_update_count = self.app._css_update_count  # noqa: SLF001  see above
        width, height = self.app.size
        self.add_class(
            *self._get_breakpoint_classes(width, self.HORIZONTAL_BREAKPOINTS or []),
            *self._get_breakpoint_classes(height, self.VERTICAL_BREAKPOINTS or []),
        )

    def _on_screen_resume(self, event: ScreenResume) -> None:
        """Keep the styles: they are set as widgets are mounted and changed, whether or not the screen is in front."""
        event.refresh_styles = False

    def on_key(self, event: Key) -> None:
        """A letter outside of a field moves in a list or is written where this screen writes; it changes nothing."""
        if is_written_in(self.focused) or not event.is_printable or event.character is None:
            return
        if event.character in _IN_LISTS and isinstance(self.focused, OptionList | Tree):
            event.stop()
            _IN_LISTS[event.character](self.focused)
        elif event.key not in self.active_bindings:
            event.stop()
            self.take_letter(event.character)

    def on_paste(self, event: Paste) -> None:
        """What is pasted outside of a field goes where a letter would."""
        text = clean(event.text)
        if text and not is_written_in(self.focused):
            event.stop()
            self.take_letter(text)

    def take_letter(self, letter: str) -> None:
        """Write what was typed outside of a field: into the filter, where there is one."""
        for field in self.query(Input):
            if all(one.display for one in field.ancestors_with_self):
                # What is typed goes on behind what stands there; a field that is focused would select it.
                field.select_on_focus = False
                field.focus()
                field.insert_text_at_cursor(letter.replace("\n", " "))
                self.call_after_refresh(setattr, field, "select_on_focus", True)
                return

    def go_to_pane(self, name: str) -> None:
        """Go to one of the panes of this screen."""

    def action_take_back(self) -> None:
        """Open what was just sent again."""
        self.post_message(TakeBackWanted())

    def desk_read(self) -> None:
        """The desk's files have changed: show them as they are by now."""

    def inbox_changed(self) -> None:
        """Messages came, or went."""
