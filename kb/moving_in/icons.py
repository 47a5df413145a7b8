"""Pictures that other tools draw for a name between colons: `:warning:`, and `:material-check:` of MkDocs Material."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

_ICON = re.compile(
    r"(?<![\w:/.\\]):(?:(?:material|octicons|fontawesome|simple)-([a-z\d-]++)|([a-z\d_+-]{1,40}+)):(?![\w:/])"
    r"(?:\{[^{}\n]*+\})?([ \t]?)"
)
_MEANING = {"check": "✓", "close": "✗", "arrow-right": "→", "arrow-left": "←", "arrow-up": "↑", "arrow-down": "↓"}
"""What an icon says where it stands for a word, by a part of its name; all others only adorn."""
_NAMED = {
    "+1": "👍", "-1": "👎", "arrow_right": "➡️", "book": "📖", "bug": "🐛", "bulb": "💡", "calendar": "📅",
    "camera": "📷", "clipboard": "📋", "construction": "🚧", "email": "📧", "exclamation": "❗", "eyes": "👀",
    "file_folder": "📁", "fire": "🔥", "gear": "⚙️", "grey_question": "❔", "hammer": "🔨", "heart": "❤️",
    "heavy_check_mark": "✔️", "heavy_exclamation_mark": "❗", "house": "🏠", "information_source": "\u2139\ufe0f",
    "key": "🔑", "link": "🔗", "lock": "🔒", "mag": "🔍", "memo": "📝", "no_entry": "⛔",
    "no_entry_sign": "🚫", "package": "📦", "pencil2": "✏️", "phone": "☎️", "point_right": "👉",
    "pushpin": "📌", "question": "❓", "smile": "😄", "smiley": "😃", "star": "⭐", "stop_sign": "🛑",
    "tada": "🎉", "thumbsup": "👍", "thumbsdown": "👎", "tools": "🛠️", "warning": "⚠️", "wave": "👋",
    "white_check_mark": "✅", "wink": "😉", "wrench": "🔧", "x": "❌", "zap": "⚡",
}  # fmt: skip
"""Names that Unicode has other words for."""


def turned(text: str, counts: Counter[str]) -> str:
    """A text with the signs that such names stand for; what only adorns goes, and other words between colons stay."""

    def sign(icon: re.Match[str]) -> str:
        if icon[1]:
            meaning = next((shown for part, shown in _MEANING.items() if part in icon[1]), "")
            counts["icon"] += 1
            return f"{meaning}{icon[3]}" if meaning else ""
        shown = _NAMED.get(icon[2]) or _by_name(icon[2])
        counts["icon"] += bool(shown)
        return f"{shown}{icon[3]}" if shown else icon[0]

    return _ICON.sub(sign, text)


def _by_name(name: str) -> str:
    """The picture that Unicode calls so; empty where it is a letter or nothing."""
    try:
        shown = unicodedata.lookup(name.replace("_", " "))
    except KeyError:
        return ""
    return shown if unicodedata.category(shown) == "So" else ""
