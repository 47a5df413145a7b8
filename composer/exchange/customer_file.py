"""Customers from a CSV file: one row a customer, or one row for each past contact."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from composer.customer import Contact, Customer
from composer.errors import BadImport
from composer.step import Channel
from kb.files import read_bytes
from kb.text import clean, close_to, one_line

MOST_BYTES = 200_000_000
MOST_ROWS = 2_000_000
KNOWN = ("id", "name", "email", "company", "plan", "since", "language")
CONTACT = ("contact_on", "contact_channel", "contact_direction", "contact_topic", "contact_text")


def load_customers(path: Path) -> list[Customer]:
    """The customers of a CSV file; BadImport names every faulty line, and then none is taken."""
    return parse_customers(_decode(read_bytes(path, MOST_BYTES)), str(path))


def parse_customers(text: str, source: str) -> list[Customer]:
    """The customers of a CSV text with a header; columns that are not ours become `customer.field.<column>`."""
    first_line = text.partition("\n")[0]
    delimiter = max(",;\t|", key=first_line.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        header = [one_line(cell).lower().replace(" ", "_") for cell in next(rows, [])]
        _check_header(header, source)
        return _gather(header, rows, source)
    except csv.Error as error:
        raise BadImport(source, [f"line {rows.line_num}: this is not CSV: {error}"]) from error


def _decode(content: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def _check_header(header: list[str], source: str) -> None:
    faults = [
        f"line 1: the column {name!r} stands here twice"
        for name in dict.fromkeys(header)
        if name and header.count(name) > 1
    ]
    if not {"id", "email"} & set(header):
        close = [f" (did you mean {near[0]!r}?)" for near in [close_to("email", header, 1)] if near]
        faults.append(
            f"line 1: a column 'id' or 'email' is needed{''.join(close)}; found {', '.join(header[:12]) or 'nothing'}"
        )
    if faults:
        raise BadImport(source, faults)


def _gather(header: list[str], rows: Iterable[list[str]], source: str) -> list[Customer]:
    found: dict[str, Customer] = {}
    faults: list[str] = []
    for number, row in enumerate(rows, 2):
        if not any(cell.strip() for cell in row):
            continue
        if number > MOST_ROWS:
            raise BadImport(source, [f"line {number}: more than {MOST_ROWS:,} lines; split the file"])
        if len(row) > len(header):
            faults.append(f"line {number}: {len(row)} cells under {len(header)} columns")
            continue
        cells = {name: cell for name, cell in zip(header, row, strict=False) if name}
        customer, contact, wrong = _read_row(cells)
        if wrong:
            faults.append(f"line {number}: {wrong}")
            continue
        known = found.get(customer.id)
        if known is None:
            known = customer
        elif replace(known, history=()) != customer:
            faults.append(f"line {number}: the customer {customer.id!r} stands above with other values")
            continue
        found[customer.id] = replace(known, history=(*known.history, contact)) if contact else known
    if faults:
        raise BadImport(source, faults)
    return [_newest_first(customer) for customer in found.values()]


def _newest_first(customer: Customer) -> Customer:
    return replace(customer, history=tuple(sorted(customer.history, key=lambda contact: contact.on, reverse=True)))


def _read_row(cells: dict[str, str]) -> tuple[Customer, Contact | None, str]:
    """One row as a customer and perhaps a contact, or what is wrong with it."""
    values = {name: one_line(cells.get(name, ""))[:200] for name in KNOWN}
    values["email"] = values["email"].lower()
    values["id"] = values["id"] or values["email"]
    other = {
        name: one_line(cell)[:1_000]
        for name, cell in cells.items()
        if name not in (*KNOWN, *CONTACT) and one_line(cell)
    }
    customer = Customer(
        id=values["id"],
        name=values["name"],
        email=values["email"],
        company=values["company"],
        plan=values["plan"],
        since=values["since"],
        language=values["language"],
        fields=MappingProxyType(other),
    )
    if not customer.id:
        return customer, None, "neither an id nor an e-mail address"
    if customer.email and customer.email.count("@") != 1:
        return customer, None, f"{customer.email[:60]!r} is no e-mail address"
    if not cells.get("contact_on", "").strip():
        return customer, None, ""
    try:
        on = dt.date.fromisoformat(cells["contact_on"].strip())
    except ValueError:
        return customer, None, f"{one_line(cells['contact_on'])[:30]!r} is no day; write YYYY-MM-DD"
    channel = one_line(cells.get("contact_channel", "")).lower() or "email"
    direction = one_line(cells.get("contact_direction", "")).lower() or "in"
    if channel not in set(Channel) or direction not in ("in", "out"):
        return (
            customer,
            None,
            f"contact_channel is {', '.join(Channel)}; contact_direction is in or out; found {channel[:20]!r}, "
            + repr(direction[:20]),
        )
    contact = Contact(
        on,
        channel,
        direction,
        one_line(cells.get("contact_topic", "")).lower()[:100],
        clean(cells.get("contact_text", "")).strip(),
    )
    return customer, contact, ""
