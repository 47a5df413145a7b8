"""Bindings: the commands as Textual wants its keys."""

from __future__ import annotations

from textual.binding import Binding

from composer.keys.commands import Command, shown_key

_NO_KEY = "none"
"""No terminal sends it; the command still has an id, by which an agent may give it a key."""


def bindings(commands: tuple[Command, ...]) -> list[Binding]:
    """The key bindings of some commands."""
    return [
        Binding(
            one.key or _NO_KEY,
            one.action,
            one.label,
            show=one.footer,
            id=one.id,
            priority=one.always,
            tooltip=one.help,
            key_display=shown_key(one.key),
        )
        for one in commands
    ]
