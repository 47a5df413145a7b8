"""What other tools write for yes and for no."""

from __future__ import annotations

_YES = frozenset({"true", "1", "yes", "on"})
_NO = frozenset({"false", "0", "no", "off", "", "null", "none", "~"})


def is_yes(value: object) -> bool | None:
    """Whether a value of JSON or of front matter means yes; None where nobody can tell."""
    word = "" if value is None else str(value).strip().lower()
    return True if word in _YES else False if word in _NO else None
