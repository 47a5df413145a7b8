"""Remembered: what was read of an inbox, kept for the next start as plain values in this person's cache folder.

It holds the row that a list shows of each message: sender, subject, the words quoted as a reason; of an answered
message its id alone. Only its owner can read the file, forgetting a customer clears their rows, and it can be deleted
at any time.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from composer.cases.message import Automatic
from composer.cases.step import Channel, Tone
from composer.desk.listed import Listed
from kb.errors import KBError
from kb.files import read_text, write_text
from kb.folders import make_private_folder
from kb.guard import guarded

FILE = "inbox.json"
_FORMAT = 1
_MOST_BYTES = 200_000_000


@dataclass(frozen=True)
class ReadMessage:
    """A message that was read, with the state of its file then."""

    stamp: tuple[int, int]
    """Time in nanoseconds and size."""
    settled: bool
    """Whether the file was old enough for its time to tell whether it changed."""
    hash: str
    listed: Listed
    said: str = ""
    """The tone that an agent gave it."""


def load_remembered(folder: Path, inbox: Path, mark: str) -> dict[Path, ReadMessage]:
    """What is kept of an inbox that was heard the same way; nothing where the file is missing, damaged or another's."""
    path = folder / FILE
    found: dict[Path, ReadMessage] = {}
    with contextlib.suppress(KBError), guarded(path):
        kept = json.loads(read_text(path, _MOST_BYTES))
        if (kept["format"], kept["mark"], kept["inbox"]) == (_FORMAT, mark, str(inbox)):
            found = {inbox / name: _known(row) for name, row in kept["messages"].items()}
    return found


def keep_remembered(
    folder: Path, inbox: Path, mark: str, known: Mapping[Path, ReadMessage], answered: Collection[str]
) -> None:
    """Keep what was read; a cache that cannot be written costs nothing but time at the next start."""
    rows = {
        path.relative_to(inbox).as_posix(): _row(
            replace(one, listed=Listed(one.listed.case_id, bare=True)) if one.listed.case_id in answered else one
        )
        for path, one in known.items()
    }
    with contextlib.suppress(KBError):
        make_private_folder(folder)
        kept = {"format": _FORMAT, "mark": mark, "inbox": str(inbox), "messages": rows}
        # Escaped, so that every name of a file can be written.
        write_text(folder / FILE, json.dumps(kept, separators=(",", ":")), 0o600)


def forget_remembered(folder: Path, addresses: Collection[str], cases: Collection[str]) -> None:
    """Remove the rows of a customer, by address or case. A file that cannot be read goes whole."""
    path = folder / FILE
    if not path.exists():
        return
    try:
        with guarded(path):
            kept = json.loads(read_text(path, _MOST_BYTES))
            rows = {name: (row, _known(row).listed) for name, row in kept["messages"].items()}
            stays = {
                name: row
                for name, (row, listed) in rows.items()
                if listed.sender_email not in addresses and listed.case_id not in cases
            }
    except KBError:
        path.unlink(missing_ok=True)
        return
    if len(stays) < len(rows):
        write_text(path, json.dumps({**kept, "messages": stays}, separators=(",", ":")), 0o600)


def _row(known: ReadMessage) -> list[Any]:
    listed = asdict(known.listed)
    listed["received"] = known.listed.received.isoformat() if known.listed.received else ""
    return [*known.stamp, known.settled, known.hash, known.said, listed]


def _known(row: Iterable[Any]) -> ReadMessage:
    """A row's message; any error where the row is none."""
    time, size, settled, content_hash, said, listed = row
    received = listed["received"]
    whole = Listed(
        case_id=str(listed["case_id"]),
        title=str(listed["title"]),
        sender_name=str(listed["sender_name"]),
        sender_email=str(listed["sender_email"]),
        received=dt.datetime.fromisoformat(received) if received else None,
        channel=Channel(listed["channel"]),
        tone=Tone(listed["tone"]),
        vulnerable=bool(listed["vulnerable"]),
        urgent=bool(listed["urgent"]),
        struggling=bool(listed["struggling"]),
        struggle=str(listed["struggle"]),
        automatic=Automatic(listed["automatic"]),
        failed=str(listed["failed"]),
        bare=bool(listed["bare"]),
    )
    return ReadMessage((int(time), int(size)), bool(settled), str(content_hash), whole, str(said))
