"""Plain talk: lines without control bytes and boxes, and questions with few answers."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kb.text import clean, one_line

_DRAWN = range(0x2500, 0x25A0)
"""Lines, boxes and blocks, which a screen reader spells out."""
_PLAIN = dict.fromkeys(_DRAWN, "-") | {0x2026: "..."}


class ConversationEnded(Exception):
    """The agent has left, or the input has ended."""


@dataclass(frozen=True)
class Conversation:
    """Says lines and asks questions; `write` takes a line, `read` gives one or raises EOFError."""

    write: Callable[[str], None]
    read: Callable[[str], str]

    def say(self, text: str) -> None:
        """Say some lines."""
        for line in clean(text).split("\n"):
            self.write(plain(line.rstrip()))

    def ask(self, question: str) -> str:
        """Ask, and give the answer as one line; `q` alone leaves."""
        try:
            said = one_line(clean(self.read(plain(question))))
        except EOFError as error:
            raise ConversationEnded from error
        if said == "q":
            raise ConversationEnded
        return said

    def choose(self, question: str, choices: str) -> str:
        """Ask for one of some figures; Enter is the first of them."""
        while True:
            said = self.ask(f"{question} (Enter is {choices[0]}, q leaves): ") or choices[0]
            if len(said) == 1 and said in choices:
                return said
            self.say(f"Please type one of {', '.join(choices)}.")


def plain(text: str) -> str:
    """A line as it can be read aloud."""
    return text.translate(_PLAIN)


def wants_plain(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether this terminal, or whoever sits at it, wants plain lines."""
    return environment.get("TERM") == "dumb" or environment.get("ACCESSIBLE", "") not in ("", "0")
