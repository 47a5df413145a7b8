"""Writing: a text area in which the keys that lead to other screens do so, as they do everywhere else."""

from __future__ import annotations

from textual.widgets import TextArea

_TAKEN = ("f6", "f7")
"""By them Textual selects a line or all of it, and the next letter would replace that."""


class Writing(TextArea):
    """A text that an agent writes."""

    def on_mount(self) -> None:
        """Leave the keys of screens to the screens."""
        for key in _TAKEN:
            self._bindings.key_to_bindings.pop(key, None)
