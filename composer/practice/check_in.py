"""Check-in: how a person is today, fine or tired; kept in their own folder, and forgotten when the day is over."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
from enum import StrEnum
from pathlib import Path

from composer.practice import FOLDER
from kb.errors import CannotRead
from kb.files import read_text, write_text
from kb.folders import make_private_folder

_FILE = "today.json"
_TIMES = 3
"""How much longer a sent reply can be taken back by somebody who is tired."""
_LEAST = dt.timedelta(seconds=30)


class CheckIn(StrEnum):
    """How a person is today."""

    FINE = "fine"
    TIRED = "tired"

    @property
    def tired(self) -> bool:
        """Whether they are tired: then there is more time to take back, warnings are asked twice, calm cases first."""
        return self is CheckIn.TIRED


SAID = {
    CheckIn.FINE: "You are fine today. What you send can be taken back for as long as the desk says.",
    CheckIn.TIRED: "You are tired today: more time to take a reply back, warnings are asked about twice, and calm "
    "messages come first. Nobody else is told, and tomorrow it is forgotten.",
}
"""What is said after a check-in."""


def feeling_today(folder: Path, today: dt.date) -> CheckIn:
    """What a person said today, fine where they said nothing; what they said on another day is removed."""
    path = folder / FOLDER / _FILE
    try:
        kept = json.loads(read_text(path)) if path.exists() else {}
        if kept.get("day") == today.isoformat():
            return CheckIn(kept["feeling"])
    except (CannotRead, ValueError, KeyError, AttributeError):
        pass  # damaged, and forgotten tomorrow anyway
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)
    return CheckIn.FINE


def check_in(folder: Path, feeling: CheckIn, today: dt.date) -> None:
    """Keep how a person is, for today."""
    make_private_folder(folder / FOLDER)
    kept = {"day": today.isoformat(), "feeling": feeling}
    write_text(folder / FOLDER / _FILE, json.dumps(kept) + "\n", 0o600)


def hold_for(hold: dt.timedelta, feeling: CheckIn) -> dt.timedelta:
    """For how long what was sent can be taken back: three times as long, and half a minute at least, when tired."""
    return max(hold * _TIMES, _LEAST) if feeling.tired else hold
