"""The rows of a file of ratings: what each of them says, or why it is none."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from composer.cases.rating import Rating, Scale
from composer.exchange.moments import parse_moment
from composer.exchange.rating_sources import CHATWOOT, NOT_ASKED, OURS, UNANSWERED, RatingSource, parse_scale
from composer.exchange.table_file import TableRow, column_name
from composer.reading.cards import mask_cards
from kb.files import digest
from kb.text import clean, one_line

_NUMBER = re.compile(r"-?\d{1,4}(?:[.,]\d{1,3})?(?![\d.,])")
_NEVER_KEPT = frozenset({"ip_address", "ipaddress"})
_TESTS = ("survey_preview", "survey_test", "preview", "test")
"""How Qualtrics marks answers that no customer gave."""


@dataclass(frozen=True)
class Wish:
    """What a person says of a file beside its name."""

    source: str = ""
    mapping: Mapping[str, str] = field(default_factory=dict)
    """Their column for ours."""
    scale: str = ""
    """As `parse_scale` reads it, or the words of the scale from the worst to the best, with commas."""
    dates: str = ""
    """`mdy` or `dmy`."""


@dataclass
class RowReader:
    """Reads one row after the other."""

    source: RatingSource
    columns: Mapping[str, tuple[str, ...]]
    wish: Wish
    zone: dt.tzinfo
    scale: tuple[Scale | None, dict[str, float]]
    months: bool | None = None

    def moments(self, rows: Iterable[TableRow]) -> Iterator[str]:
        """What stands where moments are."""
        return (self._cell(row, "at") for row in rows)

    def given_back(self, row: TableRow) -> dict[str, str]:
        """The cells of a faulty row but for what is nobody's business."""
        first = next(iter(row.cells), "") if self.source is CHATWOOT else ""
        return {name: "" if name == first else cell for name, cell in row.cells.items() if name not in _NEVER_KEPT}

    def rating(self, row: TableRow) -> Rating | str:
        """The rating of a row; else what is wrong with it, or in brackets why it is none."""
        skipped = self._no_answer_of_a_customer(row)
        if skipped:
            return f"({skipped})"
        score = self._cell(row, "score")
        scale = parse_scale(self._cell(row, "scale")) if self._cell(row, "scale") else self.scale[0]
        if scale is None:
            return _no_scale(self._cell(row, "scale"))
        value = self._value(score, scale)
        if isinstance(value, str) and value not in (UNANSWERED, NOT_ASKED):
            return value
        if value == NOT_ASKED:
            return f"({NOT_ASKED})"
        at = parse_moment(self._cell(row, "at"), self.zone, months=self.months) if self._cell(row, "at") else None
        if isinstance(at, str):
            return at
        email = _address(self._cell(row, "email"))
        case = one_line(self._cell(row, "case_id")).rsplit("/", 1)[-1][:200]
        return Rating(
            self.source.name,
            self._id(row),
            scale,
            value if isinstance(value, float) else None,
            at,
            case,
            one_line(self._cell(row, "customer_id"))[:200],
            email,
            mask_cards(clean(self._cell(row, "comment")).strip())[:10_000],
            mask_cards(one_line(self._cell(row, "topic")).lower())[:100],
            one_line(self._cell(row, "channel")).lower()[:20],
        )

    def _no_answer_of_a_customer(self, row: TableRow) -> str:
        """Why a row is no rating: labels, choices, tests and the period that some exports add."""
        cells = row.cells
        match self.source.name:
            case "chatwoot" if sum(bool(cell.strip()) for cell in cells.values()) < 3:
                return "the line with the period"
            case "surveymonkey" if not cells.get("respondent_id", "").strip():
                return "headings"
            case "qualtrics" if (
                cells.get("responseid", "") == "Response ID" or "importid" in "".join(cells.values()).lower()
            ):
                return "headings"
            case "qualtrics" if column_name(cells.get("status", "")) in _TESTS:
                return "tests"
        return ""

    def _value(self, score: str, scale: Scale) -> float | str:
        """The number of an answer; UNANSWERED, NOT_ASKED, or what is wrong."""
        word = " ".join(score.lower().split())
        if not word:
            return UNANSWERED
        known = {**self.source.words, **self.scale[1]}
        if word in known:
            value = known[word]
            if isinstance(value, str):
                return value
        else:
            number = _NUMBER.match(word)
            if number is None:
                return f"{one_line(score)[:30]!r} is no rating; --scale takes words from the worst to the best"
            value = float(number[0].replace(",", "."))
        if not scale.low <= value <= scale.high:
            return f"{one_line(score)[:30]!r} is not on the scale from {scale.low:g} to {scale.high:g}"
        return value

    def _id(self, row: TableRow) -> str:
        theirs = [row.cells.get(name, "") for name in self.columns.get("id", ())]
        if self.source.name == "helpscout":
            return one_line("/".join(filter(None, theirs)))[:200] or self._made_id(row)
        return one_line(next(filter(None, theirs), ""))[:200] or self._made_id(row)

    def _made_id(self, row: TableRow) -> str:
        """A name for a rating that has none, the same whenever the file comes again."""
        names = ("case_id", "customer_id", "email", "at") if self.source is CHATWOOT else OURS
        return "#" + digest("\n".join(self._cell(row, name) for name in names))

    def _cell(self, row: TableRow, ours: str) -> str:
        theirs = self.columns.get(ours, ())
        if self.source is CHATWOOT and ours not in self.wish.mapping:
            cells = [*row.cells.values()]
            return cells[int(theirs[0])] if theirs and int(theirs[0]) < len(cells) else ""
        return next((cell for name in theirs if (cell := row.cells.get(name, "").strip())), "")


def _no_scale(cell: str) -> str:
    if cell:
        return f"{one_line(cell)[:30]!r} is no scale; write 1-5, 0-10, nps, or ces 1-7"
    return "no scale is said; add a column scale, or say it for all with --scale 1-5"


def _address(cell: str) -> str:
    """An address in small letters; empty where the cell holds none."""
    found = one_line(cell).lower()[:400]
    return found if re.fullmatch(r"[^\s@<>\",;]+@[^\s@<>\",;]+", found) else ""
