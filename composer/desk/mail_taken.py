"""Taken elsewhere: which messages of the inbox another agent has, as their marks in the mailbox say."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from pathlib import Path

from composer.desk.desk import Desk
from kb.desk_files import read_desk_bytes
from kb.errors import KBError
from kb.files import write_text
from kb.guard import guarded
from kb.text import one_line

_MOST = 5_000_000


def taken_elsewhere(desk: Desk) -> dict[str, str]:
    """The agent who has each message, by the name of its file; as it was when the mailbox was last looked through."""
    path = _path(desk)
    if not desk.settings.mail.is_on or not path.exists():
        return {}
    with contextlib.suppress(KBError), guarded(path):
        found = json.loads(read_desk_bytes(desk.root, path, _MOST))
        return {str(name): one_line(str(agent)) for name, agent in found.items()}
    return {}


def note_taken(desk: Desk, taken: Mapping[str, str]) -> int:
    """Keep who has which message; of how many that is something new."""
    before = taken_elsewhere(desk)
    changed = {name for name, _agent in before.items() ^ taken.items()}
    if changed:
        write_text(_path(desk), json.dumps(dict(taken)), 0o600)
    return len(changed)


def _path(desk: Desk) -> Path:
    return desk.private("mail") / "in" / "taken.json"
