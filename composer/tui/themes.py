"""Themes: warm by lamp light, warm by day, and with strong contrast."""

from __future__ import annotations

from textual.theme import Theme

LINE = {"line": "ansi_bright_black"}
"""What parts one pane from the next, and the handle of a scroll bar, where a theme does not say."""
OURS = (
    Theme(
        "warmline",
        primary="#e8a33d",
        secondary="#8fb3c9",
        accent="#d9c27e",
        warning="#f0b429",
        error="#e5695b",
        success="#8fbf7f",
        background="#1d1a17",
        surface="#25211d",
        panel="#302a25",
        foreground="#ece5db",
        variables={"line": "#4f4841"},
    ),
    Theme(
        "warmline-light",
        primary="#8a4f00",
        secondary="#245a78",
        accent="#6d4c00",
        warning="#8a5a00",
        error="#a32a1c",
        success="#2f6b2a",
        background="#fbf7f1",
        surface="#f4ede3",
        panel="#eae0d2",
        foreground="#2a241d",
        variables={"line": "#b9ab95"},
        dark=False,
    ),
    Theme(
        "warmline-contrast",
        primary="#ffd75f",
        secondary="#87d7ff",
        accent="#ffffff",
        warning="#ffff00",
        error="#ff8787",
        success="#87ff87",
        background="#000000",
        surface="#000000",
        panel="#1c1c1c",
        foreground="#ffffff",
        variables={"line": "#9e9e9e"},
    ),
)
