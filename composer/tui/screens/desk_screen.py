"""What the four screens of a desk have in common: their commands, and that the desk's files may change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.screen import Screen

from composer.keys.commands import Command

if TYPE_CHECKING:
    from composer.tui.app import WarmlineApp


def has_widgets(screen: Screen[Any]) -> bool:
    """Whether a screen has its widgets: not yet, or no longer, when what a worker found comes too early or too late."""
    return screen.is_mounted and screen.display


class DeskScreen(Screen[None]):
    """One of the screens that a key leads to from everywhere."""

    app: "WarmlineApp"  # noqa: UP037  Textual reads it
    commands: ClassVar[tuple[Command, ...]] = ()
    """What can be done here, besides what can be done everywhere."""

    def __init__(self) -> None:
        super().__init__()
        # Its widgets get their styles as they are mounted; Textual would parse all of them twice more and apply them.
        self._css_update_count = self.app._css_update_count  # noqa: SLF001  see above

    def action_take_back(self) -> None:
        """Open what was just sent again."""
        self.app.take_back()

    def desk_read(self) -> None:
        """The desk's files have changed: show them as they are by now."""

    def inbox_changed(self) -> None:
        """Messages came, or went."""
