"""Dialog: a modal screen that is laid out and drawn once, when all of it is there."""

from __future__ import annotations

from typing import TypeVar

from textual.command import CommandPalette as TextualPalette
from textual.events import ScreenResume
from textual.screen import ModalScreen, Screen

T = TypeVar("T")


class _AtOnce(Screen[T]):
    """Textual lays a screen out for each level of its widgets, and draws what stands behind it each time."""

    async def _compose(self) -> None:
        with self.app.batch_update():
            await super()._compose()


class Dialog(ModalScreen[T], _AtOnce[T]):
    """Asks something; what it asks about stays in sight."""

    def __init__(self, **options: str | None) -> None:
        super().__init__(**options)
        # Its widgets get their styles as they are mounted; Textual would apply all of them once more.
        self._css_update_count = self.app._css_update_count  # noqa: SLF001  see above
        self.add_class(*self._get_breakpoint_classes(self.app.size.width, self.HORIZONTAL_BREAKPOINTS or []))

    def _on_screen_resume(self, event: ScreenResume) -> None:
        """Keep the styles."""
        event.refresh_styles = False


class CommandPalette(TextualPalette, _AtOnce[None]):
    """Every command, found as its name is typed."""
