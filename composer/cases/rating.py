"""Rating: what a customer said of an answer afterwards, and the scale that they said it on."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class RatingKind(StrEnum):
    """What was asked: how satisfied they are, whether they would recommend us, or how much effort it took."""

    CSAT = "csat"
    NPS = "nps"
    CES = "ces"


@dataclass(frozen=True)
class Scale:
    """The values that an answer can have, from the worst to the best."""

    kind: RatingKind
    low: float
    high: float

    def is_positive(self, value: float) -> bool:
        """Whether a value counts as satisfied: the two best of five or more, the best one of fewer.

        Of the 0 to 10 of the Net Promoter Score, it is 9 and 10.
        """
        steps = self.high - self.low
        return value >= self.high - (1 if steps >= 4 else 0)


@dataclass(frozen=True)
class Rating:
    """One rating, or the question without an answer."""

    source: str
    """The program or the file that it comes from."""
    source_id: str
    """What it is called there, so that it is taken in once."""
    scale: Scale
    value: float | None
    """None where somebody was asked and gave no answer."""
    at: dt.datetime | None = None
    """With its time zone."""
    case_id: str = ""
    customer_id: str = ""
    email: str = ""
    """In small letters."""
    comment: str = ""
    topic: str = ""
    channel: str = ""
