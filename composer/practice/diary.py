"""Diary: what this person practised and when, in their own folder; nobody else sees it, and no desk knows of it."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from composer.practice import FOLDER
from composer.practice.drill import Drill
from composer.practice.judging import Grade
from composer.practice.spacing import Spaced, spaced
from kb.errors import CannotRead
from kb.files import MOST_OF_OURS, read_bytes, read_text, write_new, write_text
from kb.folders import locked, make_private_folder
from kb.guard import guarded

FILE = "diary.json"
EVERY = dt.timedelta(days=14)
"""Practice is offered so often, where nobody asks for it: twice a month."""
MANY = 3
"""Drills of one sitting."""


@dataclass(frozen=True)
class PractisedDrill:
    """A drill that was practised."""

    spaced: Spaced
    message: int
    """The number of the message that it had the last time, from 0."""


@dataclass(frozen=True)
class Diary:
    """The drills that were practised, by their keys."""

    entries: Mapping[str, PractisedDrill] = field(default_factory=lambda: MappingProxyType({}))
    offered: dt.date | None = None
    """When practice was last offered."""

    def due(self, drill: Drill) -> dt.datetime | None:
        """When a drill comes again; None where it was never practised."""
        entry = self.entries.get(drill.key)
        return entry.spaced.due if entry else None

    def message_for(self, drill: Drill) -> int:
        """The number of the message that comes next, which is never the one of the last time."""
        entry = self.entries.get(drill.key)
        return (entry.message + 1) % len(drill.given) if entry else 0

    def practised(self, drill: Drill, message: int, grade: Grade, now: dt.datetime) -> Diary:
        """The diary after a drill."""
        before = self.entries.get(drill.key)
        entry = PractisedDrill(spaced(before.spaced if before else None, grade, now), message)
        return replace(self, entries=MappingProxyType({**self.entries, drill.key: entry}))

    def offer(self, today: dt.date) -> bool:
        """Whether to offer practice: to somebody who practised before, and not for two weeks."""
        days = [entry.spaced.last.date() for entry in self.entries.values()]
        days += [self.offered] if self.offered else []
        return bool(self.entries) and today - max(days) >= EVERY


def when_again(due: dt.datetime | None, now: dt.datetime) -> str:
    """When a drill comes again, as people say it; `new` where it was never practised."""
    if due is None:
        return "new"
    days = (due.astimezone(now.tzinfo).date() - now.date()).days
    return "now" if days <= 0 else "tomorrow" if days == 1 else f"in {days} days"


def chosen(drills: Iterable[Drill], diary: Diary, now: dt.datetime, many: int = MANY) -> list[Drill]:
    """The next drills: due ones, the oldest first; then new ones in the order of their courses; then the rest.

    No two of them are of one kind while others are there.
    """
    known = [(diary.due(drill), number, drill) for number, drill in enumerate(drills)]
    order = sorted(known, key=lambda one: (_rank(one[0], now), one[0] or now, one[1]))
    found, waiting = list[Drill](), [drill for _due, _number, drill in order]
    while waiting and len(found) < many:
        kinds = {drill.kind for drill in found}
        first = _rank(diary.due(waiting[0]), now)
        as_soon = [drill for drill in waiting if _rank(diary.due(drill), now) == first]
        drill = next((one for one in as_soon if one.kind not in kinds), waiting[0])
        waiting.remove(drill)
        found.append(drill)
    return found


def _rank(due: dt.datetime | None, now: dt.datetime) -> int:
    if due is None:
        return 1
    return 0 if due <= now else 2


def load_diary(folder: Path) -> Diary:
    """The diary in a person's own folder; an empty one where there is none. One that cannot be read is set aside."""
    path = folder / FOLDER / FILE
    if not path.exists():
        return Diary()
    try:
        with guarded(path):
            return _from_json(read_text(path, MOST_OF_OURS))
    except CannotRead:
        with contextlib.suppress(OSError):
            path.replace(path.with_suffix(".damaged"))
        return Diary()


def keep_diary(folder: Path, diary: Diary) -> None:
    """Write the diary where only its owner can read it."""
    entries = {
        key: {
            **asdict(entry.spaced),
            "last": entry.spaced.last.isoformat(),
            "due": entry.spaced.due.isoformat(),
            "message": entry.message,
        }
        for key, entry in diary.entries.items()
    }
    kept = {"drills": entries, "offered": diary.offered.isoformat() if diary.offered else None}
    make_private_folder(folder / FOLDER)
    write_text(folder / FOLDER / FILE, json.dumps(kept, indent=1) + "\n", 0o600)


def change_diary(folder: Path, change: Callable[[Diary], Diary]) -> Diary:
    """Keep what `change` makes of the diary as it is by now, which no other window changes meanwhile; the new one."""
    make_private_folder(folder / FOLDER)
    with locked(folder / FOLDER, wait=True):
        diary = change(load_diary(folder))
        keep_diary(folder, diary)
    return diary


def _from_json(text: str) -> Diary:
    kept = json.loads(text)
    entries = {
        str(key): PractisedDrill(
            Spaced(
                _moment(one["last"]),
                _moment(one["due"]),
                max(_number(one["stability"]), 0.001),
                _number(one["difficulty"]),
            ),
            int(one["message"]),
        )
        for key, one in kept["drills"].items()
    }
    offered = dt.date.fromisoformat(kept["offered"]) if kept.get("offered") else None
    return Diary(MappingProxyType(entries), offered)


def _number(given: object) -> float:
    number = float(str(given))
    if not math.isfinite(number):
        raise ValueError("a number without an end")
    return number


def _moment(text: str) -> dt.datetime:
    moment = dt.datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a moment without its zone")
    return moment.astimezone(dt.UTC)


def forget_worksheets(folder: Path, about: Callable[[str], bool]) -> int:
    """Remove the worksheets whose text is about somebody; how many there were."""
    place, gone = folder / FOLDER / "worksheets", 0
    for path in sorted(place.glob("*.json")) if place.is_dir() else ():
        try:
            theirs = about(read_bytes(path, MOST_OF_OURS).decode("utf-8", "replace"))
        except CannotRead:
            continue
        if theirs:
            path.unlink(missing_ok=True)
            gone += 1
    return gone


def keep_worksheet(folder: Path, words: Mapping[str, str], today: dt.date) -> Path:
    """Keep the answers of a worksheet in a person's own folder; where they are."""
    place = folder / FOLDER / "worksheets"
    make_private_folder(place)
    return write_new(place / f"{today}.json", json.dumps(words, ensure_ascii=False, indent=1).encode(), 0o600)
