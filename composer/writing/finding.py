"""Finding: one thing that could be better in a reply, with its words and a way to mend it."""

from __future__ import annotations

from dataclasses import dataclass

from kb.problem import Level


@dataclass(frozen=True)
class Finding:
    """What a check found."""

    rule: str
    """The rule's permanent name, e.g. `promise-undated`."""
    level: Level
    start: int
    end: int
    """The span in the reply; both 0 where something is missing as a whole."""
    reason: str
    suggestion: str
    words: str = ""
    """The reply's words at the span."""
    group: str = ""
    """What it is about, e.g. `promises`."""
    source: str = ""
    """Where the rule comes from; empty where it is our own judgement."""
    replacement: str | None = None
    """Words that would mend it in the place of the span; None where a person has to find them."""

    @property
    def blocks(self) -> bool:
        """Whether the reply may not be sent while this stands: only where the text itself is proof."""
        return self.level is Level.ERROR

    @property
    def may_pass(self) -> bool:
        """Whether a person may let it pass with a reason: not what no customer should ever read."""
        return self.rule not in UNPASSABLE


UNPASSABLE = frozenset({"reply-empty", "reply-too-large", "field-unfilled", "placeholder-left", "card-printed"})
"""Rules that nobody can overrule, switch off or soften."""
