"""The line that says how it stands with the mail: connected, or offline since when, and what is in the outbox."""

from __future__ import annotations

from textual import getters
from textual.content import Content
from textual.widgets import Static

from composer.tui.desk_app import DeskApp


class MailLine(Static):
    """Stands there only where the desk has a mailbox."""

    app = getters.app(DeskApp)

    def __init__(self) -> None:
        super().__init__(markup=False)

    def on_mount(self) -> None:
        """Show what is known by now."""
        self.show()

    def show(self) -> None:
        """Show how it stands."""
        state = self.app.mail_state
        self.display = bool(state)
        if state is not None:
            why = f"  {state.why}" if state.why else ""
            self.update(Content.styled(f"{state}{why}", "" if state.connected else "$warning"), layout=False)
