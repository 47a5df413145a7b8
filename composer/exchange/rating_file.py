"""Ratings from a file of another program, CSV or JSON: all of it, or nothing, with the faulty rows to mend."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from composer.cases.rating import Rating, Scale
from composer.errors import BadImport
from composer.exchange.moments import months_first
from composer.exchange.rating_rows import RowReader, Wish
from composer.exchange.rating_sources import CHATWOOT, OURS, PROMOTERS, RatingSource, parse_scale, source_for
from composer.exchange.table_file import TableRow, TextTable, column_name, csv_table, decode
from kb.text import close_to

_JSON = (".json", ".jsonl", ".ndjson")
_LOOK_AT = 50
"""Rows by which the source is told."""
_GROUP = "_nps_group"


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
    reading = RowReader(
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


def _numbered(ratings: list[Rating]) -> list[Rating]:
    """Ratings without a name that are alike in everything are told apart by their number."""
    seen = Counter[str]()
    found = []
    for one in ratings:
        seen[one.source_id] += 1
        again = one.source_id.startswith("#") and seen[one.source_id] > 1
        found.append(replace(one, source_id=f"{one.source_id}/{seen[one.source_id]}") if again else one)
    return found
