"""Checking: what a check may look at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from composer.customer import NOBODY, Customer
from composer.reading.reading import Reading
from composer.step import Tone
from composer.writing.draft import Draft
from composer.writing.finding import Finding
from composer.writing.wording import Wording
from kb.problem import Level


@dataclass(frozen=True)
class Checking:
    """A reply with everything that it is judged by."""

    draft: Draft
    wording: Wording
    message: str = ""
    sender: str = ""
    """The name that the message came with."""
    reading: Reading | None = None
    customer: Customer = NOBODY
    had: frozenset[str] = frozenset()
    """Sentences that this customer has had, as the ledger knows them."""
    longest: int = 0
    """Characters the channel has room for; 0 for no limit."""
    language: str = "en"
    labels: tuple[tuple[str, str], ...] = ()
    """What the agent is asked for each field."""

    @property
    def text(self) -> str:
        """The reply as it would be sent."""
        return self.draft.text

    @property
    def troubled(self) -> bool:
        """Whether the customer is upset, worried, stuck, or may be."""
        return self.reading is not None and (self.reading.tone.troubled or self.reading.struggling)

    @property
    def only_thanks(self) -> bool:
        """Whether the customer says thank you and asks nothing."""
        return self.reading is not None and self.reading.tone is Tone.THANKFUL and not self.reading.questions

    def found(self, rule: str, level: Level, span: tuple[int, int], reason: str, suggestion: str) -> Finding:
        """A finding about a span of the reply."""
        return Finding(rule, level, *span, reason, suggestion, self.text[slice(*span)])


Check = Callable[[Checking], Iterator[Finding]]
