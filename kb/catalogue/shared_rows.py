"""The rows of a catalogue as lines of JSON: what one computer derived of the articles, for other computers.

What a file looks like from outside says nothing on another computer, so no row says it. When the library is opened
next, every article is read once and compared by its hash, and only what differs is derived again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from kb.articles.status import Status
from kb.catalogue.catalogue import Catalogue

_SHARED = {
    "folders": ("path", "internal"),
    "heads": ("path", "folder", "hash", "said", "status", "slug", "id", "aliases"),
    "contents": ("path", "facts", "outline", "body", "text", "problems"),
    "terms": ("path", "stems", "fields", "labels", "words"),
    "words": ("word", "stem", "articles"),
    "stems": ("word", "articles"),
}
"""The tables that are shared, and their columns; the rest is this computer's own."""
_NUMBERS = {"internal", "articles"}
_AT_ONCE = 500


class BadRow(ValueError):
    """A line is no row of a catalogue."""


def lines_of(catalogue: Catalogue) -> Iterator[bytes]:
    """Every shared row, as a line of JSON: the name of its table and its values."""
    for table, columns in _SHARED.items():
        for row in catalogue.connection.execute(f"SELECT {', '.join(columns)} FROM {table}"):
            yield json.dumps([table, *row], ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n"


def take_lines(catalogue: Catalogue, lines: Iterable[bytes]) -> int:
    """Put the rows of `lines_of` in the place of all that the catalogue knows; the number of this change.

    BadRow, and nothing is changed, where one of them is no such row.
    """
    with catalogue.writing():
        change = catalogue.next_change()
        own: dict[str, dict[str, str | int]] = {"folders": {"seen": ""}, "heads": {"stamp": 0, "change": change}}
        for table in (*_SHARED, "gone"):
            catalogue.connection.execute(f"DELETE FROM {table}")
        rows = map(_row, lines)
        while some := list(islice(rows, _AT_ONCE)):
            for table, columns in _SHARED.items():
                others = own.get(table, {})
                marks = ", ".join("?" * (len(columns) + len(others)))
                catalogue.connection.executemany(
                    f"INSERT OR REPLACE INTO {table} ({', '.join((*columns, *others))}) VALUES ({marks})",
                    [(*row, *others.values()) for name, row in some if name == table],
                )
    return change


def _row(line: bytes) -> tuple[str, Sequence[str | int]]:
    """The table of a line, and its values in the order of the columns."""
    try:
        table, *values = json.loads(line.decode("utf-8", "surrogatepass"))
        columns = _SHARED[table]
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise BadRow(str(error)) from error
    kinds = [int if column in _NUMBERS else str for column in columns]
    if [type(value) for value in values] != kinds:
        raise BadRow(f"{table}: {len(values)} values")
    given = dict(zip(columns, values, strict=True))
    if table == "heads" and not {given["said"], given["status"]} <= {*Status}:
        raise BadRow(f"{table}: {given['status']!r}")
    return table, values
