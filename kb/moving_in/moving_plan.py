"""The plan of a move: every text and file that will be written, and the report of what became of the source."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from kb.moving_in.body import TurnedBodies


@dataclass
class Report:
    """What came in, what was turned, and what is left to do."""

    tool: str
    articles: int = 0
    categories: int = 0
    statuses: Counter[str] = field(default_factory=Counter)
    held: list[str] = field(default_factory=list)
    """Articles that are not public, each with the key or setting of the source that says so."""
    turned: TurnedBodies = field(default_factory=TurnedBodies)
    links: int = 0
    missing: Counter[str] = field(default_factory=Counter)
    elsewhere: Counter[str] = field(default_factory=Counter)
    """How many pictures stay where they are, by the name of the machine there."""
    files: int = 0
    dropped: Counter[str] = field(default_factory=Counter)
    """Keys of front matter that we have none for."""
    aliases: int = 0
    guessed: list[str] = field(default_factory=list)
    """Categories that are called by the name of their folder."""
    problems: list[str] = field(default_factory=list)
    new: int = 0
    unchanged: int = 0
    kept: list[str] = field(default_factory=list)
    """Files that are there with another content, and stay."""


@dataclass
class MovingPlan:
    """Everything that will be written, below the articles folder."""

    texts: dict[str, str]
    files: dict[str, Path | bytes]
    report: Report
