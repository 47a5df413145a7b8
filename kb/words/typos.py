"""Spelling: the words that are one slip of the finger away from another."""

from __future__ import annotations


def one_slip_from(word: str, letters: str) -> list[str]:
    """Every text that is one letter more, less, other or exchanged with its neighbour away; those of letters known."""
    parts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    found = {start + end[1:] for start, end in parts if end}
    found |= {start + end[1] + end[0] + end[2:] for start, end in parts if len(end) > 1}
    found |= {start + letter + end[1:] for start, end in parts if end for letter in letters}
    found |= {start + letter + end for start, end in parts for letter in letters}
    return sorted(found - {word})
