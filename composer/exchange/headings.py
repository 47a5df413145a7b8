"""Headings: which columns of somebody else's table make ours, by `--map` or by the names that other programs write."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from composer.exchange.table_file import column_name
from kb.text import close_to, one_line

Parts = dict[str, tuple[str, ...]]
"""For each of our columns theirs, whose cells are joined by a blank."""
_OTHER_NAMES: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "email": (("e-mail_address",), ("email_address",), ("e-mail",), ("primary_email",), ("e-mail_1_-_value",),
              ("e-mail-adresse",), ("e-mail_1",), ("work_email",), ("adresse_de_messagerie",)),
    "company": (("company_name",), ("account_name",), ("organization_name",), ("organization",), ("organisation",),
                ("associated_company",), ("primary_associated_company",), ("firma",), ("unternehmen",)),
    "name": (
        ("display_name",),
        ("full_name",),
        ("contact_name",),
        ("customer_name",),
        ("first_name", "last_name"),
        ("firstname", "lastname"),
        ("given_name", "family_name"),
        ("vorname", "nachname"),
    ),
}  # fmt: skip
"""How Outlook, Google, Thunderbird, HubSpot and Salesforce call what we need, the surest first."""


def parts_for(columns: Sequence[str] | None, mapping: Mapping[str, str]) -> Parts:
    """Which of their columns make each of ours: what `--map` says, else what the headings say by themselves.

    `+` joins several columns, as in `name=First Name+Last Name`; `columns` is None where every row names its own.
    """
    found: Parts = {}
    for ours, theirs in mapping.items():
        whole = column_name(theirs)
        several = tuple(column_name(part) for part in theirs.split("+"))
        found[ours] = several if columns is None or whole not in columns else (whole,)
    for ours, names in _OTHER_NAMES.items():
        if columns is not None and ours not in columns and ours not in found:
            fitting = [name for name in names if set(name) <= set(columns) and not _is_used(name, found)]
            found |= {ours: fitting[0]} if fitting else {}
    return found


def said_of(columns: Sequence[str] | None, mapping: Mapping[str, str]) -> str:
    """Which headings were taken for ours without being told to, in words; empty where none was."""
    guessed = [
        f"{' + '.join(theirs)} as {ours}" for ours, theirs in parts_for(columns, mapping).items() if ours not in mapping
    ]
    return f"Taken by their headings: {', '.join(guessed)}; --map takes others." if guessed else ""


def header_faults(columns: list[str], parts: Parts) -> list[str]:
    """What is wrong with the headings of a table."""
    used = {their: ours for ours, theirs in parts.items() for their in theirs}
    header = list(parts) + [name for name in columns if name not in used]
    faults = [
        f"the column {name!r} stands here twice" for name in dict.fromkeys(header) if name and header.count(name) > 1
    ]
    faults += [f"the column {name!r} stands here twice" for name in used if columns.count(name) > 1]
    for their in used:
        if their not in columns:
            close = close_to(their, columns, 1)
            faults.append(f"there is no column {their!r}" + (f" (did you mean {close[0]!r}?)" if close else ""))
    if not {"id", "email"} & set(header):
        near = close_to("email", header, 1)
        hint = f"; perhaps --map email={near[0]!r}" if near else ""
        faults.append(
            f"a column 'id' or 'email' is needed; found {', '.join(header[:12]) or 'nothing'}{hint}"
            " (--map OURS=THEIRS says which is which)"
        )
    return faults


def ours_of(cells: dict[str, str], parts: Parts) -> dict[str, str]:
    """The cells of a row under our names."""
    if not parts:
        return cells
    used = {their for theirs in parts.values() for their in theirs}
    own = {name: cell for name, cell in cells.items() if name not in used}
    joined = {
        ours: " ".join(filter(None, (one_line(cells.get(their, "")) for their in theirs)))
        if len(theirs) > 1
        else cells[theirs[0]]
        for ours, theirs in parts.items()
        if any(their in cells for their in theirs)
    }
    return own | joined


def _is_used(name: tuple[str, ...], parts: Parts) -> bool:
    return any(their in name for theirs in parts.values() for their in theirs)
