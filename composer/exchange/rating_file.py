"""Ratings from a file of another program, CSV or JSON: all of it, or nothing, with the faulty rows to mend."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from composer.cases.rating import Rating, Scale
from composer.errors import BadImport
from composer.exchange.moments import months_first, parse_moment
from composer.exchange.rating_sources import (
    CHATWOOT,
    NOT_ASKED,
    OURS,
    PROMOTERS,
    UNANSWERED,
    RatingSource,
    parse_scale,
    source_for,
)
from composer.exchange.table_file import TableRow, TextTable, column_name, csv_table, decode
from composer.reading.cards import mask_cards
from kb.files import digest
from kb.text import clean, close_to, one_line

_JSON = (".json", ".jsonl", ".ndjson")
_LOOK_AT = 50
"""Rows by which the source is told."""
_NUMBER = re.compile(r"-?\d{1,4}(?:[.,]\d{1,3})?(?![\d.,])")
_NEVER_KEPT = frozenset({"ip_address", "ipaddress"})
_GROUP = "_nps_group"
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


@dataclass(frozen=True)
class RatingsRead:
    """The ratings of a file."""

    source: str
    ratings: list[Rating]
    left_out: Mapping[str, int]
    """How many rows were no ratings, by why."""
    remarks: tuple[str, ...]


def ratings_from(content: bytes, name: str, wish: Wish, zone: dt.tzinfo) -> RatingsRead:
    """The ratings in a file; BadImport says what is wrong with it, and carries the rows that are."""
    table, rows = _read(content, name)
    columns = table.columns or list(dict.fromkeys(key for row in rows[:_LOOK_AT] for key in row.cells))
    source = source_for(columns, [[*row.cells.values()] for row in rows[:_LOOK_AT]], wish.source)
    if source is None:
        raise BadImport(name, [_not_known(columns)])
    reading = _Reading(
        source, _columns_of(source, columns, wish, name), wish, zone, _scale(source, columns, wish, name)
    )
    reading.months = {"mdy": True, "dmy": False}.get(wish.dates, months_first(reading.moments(rows)))
    found, rejected, left_out = [], [], Counter[str]()
    for row in rows:
        made = row.fault or reading.rating(row)
        if isinstance(made, Rating):
            found.append(made)
        elif made.startswith("("):
            left_out[made.strip("()")] += 1
        else:
            rejected.append(TableRow(row.number, reading.given_back(row), made))
    if rejected:
        raise BadImport(name, [f"{table.unit} {row.number}: {row.fault}" for row in rejected], rejected)
    remarks = tuple(filter(None, (table.remark, source.remark)))
    return RatingsRead(source.name, _numbered(found), left_out, remarks)


def _read(content: bytes, name: str) -> tuple[TextTable, list[TableRow]]:
    if name.endswith(_JSON) or content.lstrip()[:1] in (b"{", b"["):
        text, _encoding = decode(content, name)
        return TextTable(name, None, (), "entry"), list(_entries(text, name))
    table = csv_table(content, name)
    return table, list(table.rows)


def _entries(text: str, name: str) -> Iterator[TableRow]:
    """The objects of a JSON list, of the longest list in an object, or of lines."""
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError) as error:
        lines = [line for line in text.splitlines() if line.strip()]
        if len(lines) < 2:
            raise BadImport(name, [f"this is not JSON: {error}"]) from error
        whole = []
        for line in lines:
            try:
                whole.append(json.loads(line))
            except (ValueError, RecursionError):
                whole.append(line)
    if isinstance(whole, dict):
        lists = [value for value in whole.values() if isinstance(value, list)]
        whole = max(lists, key=len) if lists else [whole]
    elif not isinstance(whole, list):
        whole = [whole]
    for number, entry in enumerate(whole, 1):
        if isinstance(entry, dict):
            yield TableRow(number, dict(_flat(entry, "")))
        else:
            yield TableRow(number, {"text": str(entry)[:1_000]}, "this is no JSON object (`{…}`)")


def _flat(entry: Mapping[str, object], before: str) -> Iterator[tuple[str, str]]:
    for key, value in entry.items():
        name = before + column_name(str(key))
        if isinstance(value, dict) and before.count(".") < 4:
            yield from _flat(value, f"{name}.")
        elif not isinstance(value, (dict, list)):
            yield name, "" if value is None else str(value)


def _not_known(columns: list[str]) -> str:
    shown = ", ".join(columns[:12]) or "nothing"
    return (
        f"no export that we know has the columns {shown}. Say which one it is with --as, or name a file with "
        "case_id,score,scale,comment,at; --map score=THEIRS takes a column for ours"
    )


def _columns_of(source: RatingSource, columns: list[str], wish: Wish, name: str) -> dict[str, tuple[str, ...]]:
    """For each of our columns theirs, the first of which that says something counts."""
    found = {ours: tuple(theirs.split("+")) for ours, theirs in source.columns.items()}
    faults = []
    for ours, given in wish.mapping.items():
        theirs, ours_ = column_name(given), "score" if ours == "value" else ours
        if ours_ not in OURS:
            faults.append(f"--map {ours}: there is no column {ours!r} of ours; they are {', '.join(OURS)}")
        elif theirs not in columns:
            close = close_to(theirs, columns, 1)
            faults.append(f"there is no column {given!r}" + (f" (did you mean {close[0]!r}?)" if close else ""))
        found[ours_] = (theirs,)
    group = next((one for one in columns if one.endswith(_GROUP)), "")
    if "score" not in found and group:
        found["score"] = (group.removesuffix(_GROUP),)
    # Chatwoot's columns are known by their place. A file that a wrong source was named for has no answer at all.
    if not faults and source is not CHATWOOT and not {*columns}.intersection(found.get("score", ())):
        faults.append(f"say which column holds the rating: --map score=… (there are {', '.join(columns[:20])})")
    if faults:
        raise BadImport(name, faults)
    return found


def _scale(source: RatingSource, columns: list[str], wish: Wish, name: str) -> tuple[Scale | None, dict[str, float]]:
    """The scale of rows that say none, and what its words are worth."""
    if not wish.scale:
        group = any(one.endswith(_GROUP) for one in columns) and "score" not in wish.mapping
        return (PROMOTERS if source.name == "qualtrics" and group else source.scale), {}
    words = [one.strip().lower() for one in wish.scale.split(",")]
    if len(words) > 1:
        return parse_scale(f"1-{len(words)}"), {word: float(number) for number, word in enumerate(words, 1)}
    scale = parse_scale(wish.scale)
    if scale is None:
        raise BadImport(name, [f"--scale {wish.scale[:40]!r}: write 1-5, nps, ces 1-7, or words from worst to best"])
    return scale, {}


@dataclass
class _Reading:
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


def _numbered(ratings: list[Rating]) -> list[Rating]:
    """Ratings without a name that are alike in everything are told apart by their number."""
    seen = Counter[str]()
    found = []
    for one in ratings:
        seen[one.source_id] += 1
        again = one.source_id.startswith("#") and seen[one.source_id] > 1
        found.append(replace(one, source_id=f"{one.source_id}/{seen[one.source_id]}") if again else one)
    return found
