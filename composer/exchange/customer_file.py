"""Customers from a table: one row a customer, or one row for each past contact; and the same table written again."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from composer.cases.customer import Contact, Customer
from composer.cases.step import Channel
from composer.errors import BadImport
from composer.exchange.headings import header_faults, ours_of, parts_for
from composer.exchange.table_file import MOST_BYTES, TableRow, TextTable, csv_table, json_table, write_table
from composer.reading.cards import mask_cards
from kb.files import read_given
from kb.text import clean, one_line

KNOWN = ("id", "name", "email", "company", "plan", "since", "language")
CONTACT = (
    "contact_on",
    "contact_channel",
    "contact_direction",
    "contact_topic",
    "contact_tone",
    "contact_text",
)
_OURS = frozenset((*KNOWN, *CONTACT))
_CHANNELS = frozenset(Channel)
_DIRECTIONS = ("in", "out")
_ADDRESS = re.compile(r"[^\s@<>\",;]+@[^\s@<>\",;]+")
_JSON = (".json", ".jsonl", ".ndjson")


def load_customers(path: Path, encoding: str = "") -> list[Customer]:
    """The customers of a CSV or JSON lines file; BadImport names every faulty line, and then none is taken."""
    return customers_from(load_table(path, encoding))


def load_table(path: Path, encoding: str = "") -> TextTable:
    """The rows of a file: JSON lines by their name, else CSV."""
    return read_table(read_given(path, MOST_BYTES), str(path), encoding)


def read_table(content: bytes, source: str, encoding: str = "") -> TextTable:
    """The rows of what was read somewhere."""
    if source.endswith(_JSON):
        return json_table(content.decode(encoding or "utf-8", "replace"), source)
    return csv_table(content, source, encoding)


def parse_customers(text: str, source: str) -> list[Customer]:
    """The customers of a CSV text with a header; columns that are not ours become `customer.field.<column>`."""
    return customers_from(csv_table(text.encode("utf-8", "replace"), source))


def customers_from(table: TextTable, mapping: Mapping[str, str] = MappingProxyType({})) -> list[Customer]:
    """The customers of a table; `mapping` gives our column for one of theirs. BadImport carries the faulty rows."""
    parts = parts_for(table.columns, mapping)
    faults = header_faults(table.columns, parts) if table.columns is not None else []
    if faults:
        raise BadImport(table.source, [f"line 1: {fault}" for fault in faults])
    gathered: dict[str, _Gathered] = {}
    rejected: list[TableRow] = []
    for row in table.rows:
        cells = ours_of(row.cells, parts)
        fault = row.fault or _gather(cells, gathered)
        if fault:
            rejected.append(TableRow(row.number, row.cells, fault))
    if rejected:
        lines = [f"{table.unit} {row.number}: {row.fault}" for row in rejected]
        raise BadImport(table.source, lines, rejected)
    return [one.whole() for one in gathered.values()]


@dataclass
class _Gathered:
    """A customer whose contacts stand in several rows."""

    customer: Customer
    contacts: list[Contact] = field(default_factory=list)

    def whole(self) -> Customer:
        self.contacts.sort(key=lambda contact: contact.on, reverse=True)
        return replace(self.customer, history=tuple(self.contacts)) if self.contacts else self.customer


def _gather(cells: dict[str, str], gathered: dict[str, _Gathered]) -> str:
    """Add one row to what was gathered; what is wrong with it, or an empty text."""
    customer = _read_customer(cells)
    if not customer.id:
        return "neither an id nor an e-mail address"
    if customer.email and not _ADDRESS.fullmatch(customer.email):
        return f"{customer.email[:60]!r} is no e-mail address"
    contact: Contact | None = None
    if cells.get("contact_on"):
        contact, fault = _read_contact(cells)
        if fault:
            return fault
    known = gathered.setdefault(customer.id, _Gathered(customer))
    if known.customer is not customer and known.customer != customer:
        return f"the customer {customer.id!r} stands above with other values; give each person an id of their own"
    if contact:
        known.contacts.append(contact)
    return ""


def _read_customer(cells: dict[str, str]) -> Customer:
    values = {name: _kept(cells.get(name, ""), 200) for name in KNOWN}
    # Who somebody is known by is not masked.
    values["id"] = one_line(cells.get("id", ""))[:200]
    email = _address(one_line(cells.get("email", ""))[:200].lower())
    other = {
        name: text
        for name, cell in cells.items()
        if name and cell and name not in _OURS and (text := mask_cards(clean(cell).strip())[:1_000])
    }
    values |= {"id": values["id"] or email, "email": email}
    return Customer(**values, fields=MappingProxyType(other))  # type: ignore[arg-type]  # only names of texts


def _address(cell: str) -> str:
    """The address in a cell such as `Ana <ana@mail.example>` or `mailto:ana@mail.example`."""
    before, bracket, rest = cell.partition("<")
    inside, closed, after = rest.partition(">")
    whole = inside if bracket and closed and not after.strip() and "@" not in before else cell
    return whole.strip().removeprefix("mailto:")


def _kept(cell: str, most: int) -> str:
    """A cell as it may be kept: on one line, without card numbers."""
    return mask_cards(one_line(cell))[:most] if cell else ""


def _read_contact(cells: dict[str, str]) -> tuple[Contact | None, str]:
    """The contact of a row, or what is wrong with it."""
    day = cells["contact_on"].strip()
    if not day:
        return None, ""
    try:
        # A database's moment begins with its day.
        on = dt.date.fromisoformat(day[:10] if day[10:11] in ("T", " ") else day)
    except ValueError:
        return None, f"{one_line(day)[:30]!r} is no day; write YYYY-MM-DD"
    channel = one_line(cells.get("contact_channel", "")).lower() or "email"
    direction = one_line(cells.get("contact_direction", "")).lower() or "in"
    if channel not in _CHANNELS or direction not in _DIRECTIONS:
        return None, (
            f"contact_channel is {', '.join(Channel)}; contact_direction is in or out; found {channel[:20]!r}, "
            + repr(direction[:20])
        )
    topic = one_line(cells.get("contact_topic", "")).lower()[:100]
    tone = one_line(cells.get("contact_tone", "")).lower()[:40]
    text = mask_cards(clean(cells.get("contact_text", "")).strip())
    return Contact(on, channel, direction, mask_cards(topic), text, tone), ""


def export_customers(customers: Iterable[Customer], path: Path) -> int:
    """Write customers with their history as a CSV file that comes in again unchanged; how many there were."""
    everyone = list(customers)
    others = sorted({name for customer in everyone for name in customer.fields} - _OURS)
    write_table(path, [*KNOWN, *others, *CONTACT], (row for one in everyone for row in _rows_of(one, others)))
    return len(everyone)


def _rows_of(customer: Customer, others: list[str]) -> Iterator[list[str]]:
    values = [getattr(customer, name) for name in KNOWN] + [customer.fields.get(name, "") for name in others]
    for contact in customer.history:
        text = mask_cards(contact.text)
        parts = (contact.on.isoformat(), contact.channel, contact.direction, contact.topic, contact.tone, text)
        yield [*values, *parts]
    if not customer.history:
        yield [*values, *("" for _column in CONTACT)]
