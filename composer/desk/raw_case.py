"""Raw cases: messages that cannot be read, opened as the plain text that they are."""

from __future__ import annotations

from pathlib import Path

from composer.cases.case import Case
from composer.cases.customer import NOBODY
from composer.desk.desk import Desk
from composer.reading.entering import MOST_RAW_BYTES, raw_message
from kb.desk_files import read_desk_beginning
from kb.files import digest
from kb.guard import guarded


def raw_case(content: bytes, source: str, path: Path | None = None) -> Case:
    """The case of a message that cannot be read, as raw text; NoMessage where it is no text either."""
    beginning = content[: MOST_RAW_BYTES + 1]
    return Case(digest(beginning)[:12], raw_message(beginning, source), NOBODY, path)


def raw_case_at(desk: Desk, path: Path) -> Case:
    """The same of a message file in the inbox, of which only the beginning is read."""
    with guarded(path):
        beginning = read_desk_beginning(desk.inbox, path, MOST_RAW_BYTES + 1)
    return raw_case(beginning, path.name, path)
