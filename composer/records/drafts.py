"""Drafts on disk: one file a case, whole or not at all, never over somebody else's, and offered again after a crash."""

from __future__ import annotations

import contextlib
import datetime as dt
import fcntl
import json
import os
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from composer.cases.customer import Customer
from composer.errors import DraftInTheWay
from composer.reading.cards import mask_cards
from composer.records.naming import holds
from composer.writing.draft import Draft
from composer.writing.kept_draft import from_json, to_json
from kb.errors import CannotWrite, KBError, reason
from kb.files import MOST_OF_OURS, digest, read_bytes, read_text, write_text
from kb.folders import make_folder
from kb.text import fold

_OPENING = ".opening"
_DAMAGED = ".damaged"
_LOCK = ".lock"
_OPEN = ".open"


@dataclass(frozen=True)
class KeptDraft:
    """A draft with the case it belongs to."""

    case_id: str
    title: str
    """The subject or the first words of the message, to know it by."""
    customer_id: str
    message: str
    """The customer's words, in case the message itself is gone."""
    draft: Draft
    agent: str = ""
    """Who wrote it."""
    sender: str = ""
    """The address that the message came from, to find the draft by where the customer is not known."""
    on_its_way: bool = False
    """Whether it was sent a moment ago, and is not in the records yet."""
    path: Path | None = field(default=None, compare=False)
    """The file it was read from."""


@dataclass(frozen=True)
class _Place:
    """Where these drafts are saved for one case, and what was there when we last looked."""

    path: Path
    seen: str = ""


class Drafts:
    """The drafts folder of a desk; files are readable by their owner alone.

    A draft that this object neither read nor wrote is somebody else's: another window's, or another agent's.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._places: dict[str, _Place] = {}
        self._held: tuple[int, Path] | None = None
        """The file by which other windows see which case is open here."""

    def hold(self, case_id: str) -> bool:
        """Say that this window has a case open; False where another window of this computer has it, too."""
        self.let_go()
        path = self._path(case_id).with_suffix(_OPEN)
        try:
            make_folder(self.folder, 0o700)
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        except (OSError, KBError):
            return True  # where nothing can be written, there are no two drafts either
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(descriptor)
            return False
        self._held = descriptor, path
        return True

    def let_go(self) -> None:
        """Say that no case is open here any more."""
        if self._held is not None:
            descriptor, path = self._held
            path.unlink(missing_ok=True)
            os.close(descriptor)
            self._held = None

    def has(self, case_id: str) -> bool:
        """Whether somebody has begun to answer a case, also where their draft is damaged."""
        path = self._path(case_id)
        return path.exists() or path.with_suffix(_DAMAGED).exists()

    def save(self, kept: KeptDraft) -> None:
        """Keep a draft, without the numbers of cards; CannotWrite leaves the last one as it was.

        DraftInTheWay says once that somebody else saved one: theirs stays, and ours is kept beside it from then on.
        """
        place = self._places.get(kept.case_id, _Place(self._path(kept.case_id)))
        with self._alone():
            there = _content(place.path)
            if there and _read(place.path) is None:
                _set_aside(place.path)
            theirs = _read(place.path) if there and digest(there) != place.seen else None
            path = place.path if theirs is None else self._beside(kept.case_id)
            # Escaped, so that half a character which a terminal sent is kept too.
            text = json.dumps(_masked(_as_json(kept)), indent=1)
            write_text(path, text, 0o600)
        self._places[kept.case_id] = _Place(path, digest(text))
        if theirs is not None:
            saved = dt.datetime.fromtimestamp(place.path.stat().st_mtime).astimezone()
            raise DraftInTheWay(theirs.agent, f"{saved:%H:%M}", path)

    def load(self, case_id: str) -> KeptDraft | None:
        """The draft of a case, or None; the next save may replace it."""
        path = self._path(case_id)
        self._places[case_id] = _Place(path, digest(_content(path)))
        return _read(path)

    def left(self) -> list[KeptDraft]:
        """All drafts that can be read, by case; what cannot is left as it is."""
        paths = self.folder.glob("*.json") if self.folder.is_dir() else ()
        return sorted(filter(None, map(_read, paths)), key=lambda kept: kept.case_id)

    def unreadable(self) -> list[Path]:
        """The files that cannot be read as drafts, those that were set aside among them."""
        paths = sorted(self.folder.iterdir()) if self.folder.is_dir() else []
        return [path for path in paths if path.suffix == _DAMAGED or (path.suffix == ".json" and _read(path) is None)]

    def recover(self) -> tuple[list[KeptDraft], list[Path]]:
        """All drafts that were left, the newest first; and the files that cannot be used, set aside as `.damaged`.

        A file that was being opened when the app came to an end is one of those.
        """
        found: list[tuple[float, KeptDraft]] = []
        damaged: list[Path] = []
        for path in sorted(self.folder.iterdir()) if self.folder.is_dir() else []:
            if path.suffix not in (".json", _OPENING):
                continue
            with contextlib.suppress(OSError):
                kept = _read(path) if path.suffix == ".json" else None
                if kept:
                    found.append((path.stat().st_mtime, kept))
                else:
                    damaged.append(_set_aside(path))
        return [kept for _when, kept in sorted(found, key=lambda pair: -pair[0])], damaged

    @contextlib.contextmanager
    def opening(self, kept: KeptDraft) -> Iterator[None]:
        """Go on with a draft; it is renamed while it is being shown, so that it brings the app down only once."""
        path = kept.path or self._path(kept.case_id)
        self._places[kept.case_id] = _Place(path, digest(_content(path)))
        trying = path.with_suffix(_OPENING)
        with contextlib.suppress(OSError):
            path.replace(trying)
        yield
        with contextlib.suppress(OSError):
            trying.replace(path)

    def forget(self, case_id: str) -> None:
        """Remove our draft of a case that was answered or given up."""
        place = self._places.pop(case_id, _Place(self._path(case_id)))
        with contextlib.suppress(FileNotFoundError):
            place.path.unlink()

    def cases_of(self, person: Customer, names: Collection[str]) -> frozenset[str]:
        """The cases of the drafts for a person: by their id, and of nobody known by the sender or by who is named.

        `names` are folded, as `holds` wants them.
        """
        return frozenset(kept.case_id for kept in self.left() if _is_for(kept, person, names))

    def forget_customer(self, person: Customer, cases: Collection[str], names: Collection[str]) -> int:
        """Remove every draft of a person or of these cases, whoever wrote it; how many there were.

        What cannot be read as a draft, or was left half written, goes where their id or one of `names` is in it.
        """
        words = [*names, fold(json.dumps(person.id)[1:-1])] if person.id else [*names]
        gone = []
        for path in self.folder.iterdir() if self.folder.is_dir() else ():
            kept = _read(path)
            if kept is None and path.name != _LOCK:
                theirs = any(word in fold(_content(path).decode("utf-8", "replace")) for word in words)
            else:
                theirs = kept is not None and (kept.case_id in cases or _is_for(kept, person, names))
            gone += [path] if theirs else []
        for path in gone:
            path.unlink(missing_ok=True)
        return len(gone)

    def mentions(self, names: Collection[str]) -> list[Path]:
        """The drafts of any case that name somebody."""
        return [kept.path for kept in self.left() if kept.path and holds(_text_of(kept), names)]

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """Between looking and writing, no other window writes; the lock goes with the process that holds it."""
        make_folder(self.folder)
        try:
            lock = os.open(self.folder / _LOCK, os.O_CREAT | os.O_RDWR, 0o600)
        except OSError as error:
            raise CannotWrite(self.folder, reason(error)) from error
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)

    def _path(self, case_id: str) -> Path:
        return self.folder / f"{digest(case_id)}.json"

    def _beside(self, case_id: str) -> Path:
        number = 2
        while (path := self.folder / f"{digest(case_id)}-{number}.json").exists():
            number += 1
        return path


def _is_for(kept: KeptDraft, person: Customer, names: Collection[str]) -> bool:
    if kept.customer_id:
        return kept.customer_id in (person.id, person.email)
    if kept.sender:
        return kept.sender.lower() == person.email.lower()
    return holds(_text_of(kept), names)


def _text_of(kept: KeptDraft) -> str:
    return "\n".join((kept.title, kept.message, kept.draft.text, *kept.draft.asked.values()))


def _as_json(kept: KeptDraft) -> dict[str, object]:
    return {
        "case_id": kept.case_id,
        "title": kept.title,
        "customer_id": kept.customer_id,
        "message": kept.message,
        "agent": kept.agent,
        "sender": kept.sender,
        "on_its_way": kept.on_its_way,
        "draft": json.loads(to_json(kept.draft)),
    }


def _masked(value: object) -> object:
    """The same, with the numbers of cards masked in every text; none becomes longer or shorter."""
    if isinstance(value, dict):
        return {
            name: inner if name in ("case_id", "customer_id", "sender") else _masked(inner)
            for name, inner in value.items()
        }
    if isinstance(value, list):
        return [_masked(inner) for inner in value]
    return mask_cards(value) if isinstance(value, str) else value


def _set_aside(path: Path) -> Path:
    """Rename a file that cannot be used; where it is now. Another one that was set aside before stays."""
    aside, number = path.with_suffix(_DAMAGED), 1
    while aside.exists():
        number += 1
        aside = path.with_suffix(f".{number}{_DAMAGED}")
    path.replace(aside)
    return aside


def _content(path: Path) -> bytes:
    try:
        return read_bytes(path, MOST_OF_OURS)
    except KBError:
        return b""


def _read(path: Path) -> KeptDraft | None:
    try:
        content = json.loads(read_text(path, MOST_OF_OURS))
        draft = from_json(json.dumps(content["draft"]))
        return KeptDraft(
            str(content["case_id"]),
            str(content["title"]),
            str(content["customer_id"]),
            str(content["message"]),
            draft,
            str(content.get("agent", "")),
            str(content.get("sender", "")),
            content.get("on_its_way") is True,
            path,
        )
    except (KBError, ValueError, KeyError, TypeError, RecursionError):
        return None
