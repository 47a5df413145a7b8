"""Place: where a desk's records are, and whether this person lets the desk lead them there."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

from composer.errors import RecordsNotAllowed
from kb.errors import KBError
from kb.files import read_text, write_text

if TYPE_CHECKING:
    from composer.records.records import Records

IN_THE_DESK = "sqlite"
"""What the settings say where the records are a file of the desk."""
_PRIVATE = ".warmline"
_ALLOWED = "allowed-records.txt"


def records_file(desk: Path, address: str) -> Path | None:
    """The file of a desk's records; None where they are on a server."""
    return desk / _PRIVATE / "records.sqlite" if address == IN_THE_DESK else None


def open_records_of(desk: Path, address: str, config: Path) -> Records:
    """The records of a desk, by what its settings say; `config` is this person's own folder of settings.

    RecordsNotAllowed where the desk, which somebody else may have written, names a server that this person never
    allowed: to connect would send their password there.
    """
    from composer.records.open_records import open_records

    file = records_file(desk, address)
    if file is None and place_of(address) not in allowed_places(config):
        raise RecordsNotAllowed(place_of(address))
    return open_records(file or address)


def place_of(address: str) -> str:
    """The server and the database of an address, without anything secret."""
    from composer.records.address import parse_address, place_named

    return place_named(parse_address(address))


def allowed_places(config: Path) -> list[str]:
    """The servers and databases that this person allowed."""
    with contextlib.suppress(KBError):
        return read_text(config / _ALLOWED).splitlines()
    return []


def allow_place(config: Path, address: str) -> str:
    """Let desks lead this person to a server and a database from now on; which one that is."""
    place, known = place_of(address), allowed_places(config)
    if place not in known:
        write_text(config / _ALLOWED, "".join(f"{one}\n" for one in (*known, place)), 0o600)
    return place
