"""Dialog: a modal screen that is laid out and drawn once, when all of it is there."""

from __future__ import annotations

from typing import TypeVar

from textual._context import active_app
from textual.events import ScreenResume
from textual.screen import ModalScreen

from composer.tui.screens.resized import Resized

T = TypeVar("T")


class Dialog(ModalScreen[T], Resized[T]):
    """Asks something; what it asks about stays in sight.

    Textual lays a screen out for each level of its widgets, and draws what stands behind it each time.
    """

    def __init__(self, **options: str | None) -> None:
        super().__init__(**options)
        app = active_app.get(None)
        self.has_styles = app is not None
        """Whether it was made beside the screen and not in a worker, which knows no app."""
        if app is not None:
            # Its widgets get their styles as they are mounted; Textual would apply all of them once more.
            self._css_update_count = app._css_update_count  # noqa: SLF001  see above
            # It would be laid out once before it has anything in it.
            self._size = app.size
            self.add_class(*self._get_breakpoint_classes(app.size.width, self.HORIZONTAL_BREAKPOINTS or []))

    async def _compose(self) -> None:
        with self.app.batch_update():
            await super()._compose()

    def _on_screen_resume(self, event: ScreenResume) -> None:
        """Keep the styles."""
        event.refresh_styles = not self.has_styles
