"""Lines that stand further in than they need to."""

from __future__ import annotations


def dedented(text: str) -> str:
    """A text without the indentation that all of its lines share."""
    lines = text.split("\n")
    widths = [
        len(line) - len(line.lstrip(" \t")) for line in lines[1 if not text.startswith(" ") else 0 :] if line.strip()
    ]
    least = min(widths, default=0)
    return "\n".join(line[least:] if len(line) - len(line.lstrip(" \t")) >= least else line for line in lines)
