"""What a search needs of the settings, without reading YAML where that was done before."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import NamedTuple

from kb.articles.status import Status
from kb.desk_files import SETTINGS, read_desk_text
from kb.errors import CannotRead, CannotWrite
from kb.files import digest, read_text, write_text
from kb.folders import make_private_folder

_READING = Path(__file__).with_name("settings.py")
"""The code that decides what the settings say."""


class SearchSettings(NamedTuple):
    """What a search needs to know."""

    language: str
    missing_status: Status
    search: str


def load_search_settings(desk: Path, folder: Path) -> SearchSettings:
    """What a search needs of the settings, kept beside its index while their file is the same: YAML takes long."""
    try:
        source = read_desk_text(desk, SETTINGS)
    except CannotRead:
        source = ""
    of, kept = digest(f"{_READING.stat().st_mtime_ns} {source}"), folder / "settings.json"
    try:
        written = json.loads(read_text(kept))
        if written["of"] == of:
            return SearchSettings(written["language"], Status(written["missing_status"]), written["search"])
    except (CannotRead, ValueError, LookupError, TypeError):
        pass  # kept for nothing yet, or damaged
    from kb.settings import load_library_settings

    whole = load_library_settings(desk)
    found = SearchSettings(whole.language, whole.missing_status, whole.search)
    with contextlib.suppress(CannotWrite):
        make_private_folder(folder)
        write_text(kept, json.dumps({"of": of, **found._asdict()}), 0o600)
    return found
