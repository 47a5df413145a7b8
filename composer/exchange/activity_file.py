"""Activity from a table: on which days customers ordered, signed in or left, by which is seen who stays."""

from __future__ import annotations

import datetime as dt

from composer.cases.customer import Active
from composer.errors import BadImport
from composer.exchange.table_file import TableRow, csv_table
from kb.text import one_line


def activity_from(content: bytes, name: str) -> list[Active]:
    """The rows `customer,on,kind` of a CSV file; BadImport carries the faulty ones. The kind may be left out."""
    table = csv_table(content, name)
    missing = {"customer", "on"} - {*(table.columns or ())}
    if missing:
        there = ", ".join((table.columns or [])[:12]) or "nothing"
        raise BadImport(name, [f"line 1: a column {' and '.join(sorted(missing))} is needed; found {there}"])
    found, rejected = [], []
    for row in table.rows:
        made = row.fault or _active(row)
        if isinstance(made, str):
            rejected.append(TableRow(row.number, row.cells, made))
        else:
            found.append(made)
    if rejected:
        raise BadImport(name, [f"line {row.number}: {row.fault}" for row in rejected], rejected)
    return found


def _active(row: TableRow) -> Active | str:
    customer, day = one_line(row.cells.get("customer", ""))[:200], row.cells.get("on", "").strip()
    if not customer:
        return "no customer is named; write an id or an e-mail address"
    try:
        on = dt.date.fromisoformat(day[:10])
    except ValueError:
        return f"{one_line(day)[:30]!r} is no day; write YYYY-MM-DD"
    return Active(customer, on, one_line(row.cells.get("kind", "")).lower()[:40] or "active")
