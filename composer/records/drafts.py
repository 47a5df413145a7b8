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

from composer.errors import DraftInTheWay
from composer.reading.cards import mask_cards
from composer.writing.draft import Draft, from_json, to_json
from kb.errors import CannotWrite, KBError, reason
from kb.files import digest, make_folder, read_bytes, read_text, write_text

_OPENING = ".opening"
_DAMAGED = ".damaged"
_LOCK = ".lock"


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

    def has(self, case_id: str) -> bool:
        """Whether somebody has begun to answer a case."""
        return self._path(case_id).exists()

    def save(self, kept: KeptDraft) -> None:
        """Keep a draft, without the numbers of cards; CannotWrite leaves the last one as it was.

        DraftInTheWay says once that somebody else saved one: theirs stays, and ours is kept beside it from then on.
        """
        place = self._places.get(kept.case_id, _Place(self._path(kept.case_id)))
        with self._alone():
            there = _content(place.path)
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
                    aside = path.with_suffix(_DAMAGED)
                    path.replace(aside)
                    damaged.append(aside)
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

    def forget_customer(self, names: Collection[str], cases: frozenset[str]) -> int:
        """Remove every draft of a customer or of these cases, whoever wrote it; how many there were.

        `names` are the customer's id and address; what cannot be read as a draft goes where one of them is in it.
        """
        found, _damaged = self.recover()
        theirs = {kept.path for kept in found if kept.customer_id in set(names) or kept.case_id in cases}
        words = [json.dumps(name)[1:-1].encode() for name in names if name]
        damaged = self.folder.glob(f"*{_DAMAGED}") if self.folder.is_dir() else ()
        gone = [*filter(None, theirs), *(path for path in damaged if any(word in _content(path) for word in words))]
        for path in gone:
            path.unlink(missing_ok=True)
        return len(gone)

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


def _as_json(kept: KeptDraft) -> dict[str, object]:
    return {
        "case_id": kept.case_id,
        "title": kept.title,
        "customer_id": kept.customer_id,
        "message": kept.message,
        "agent": kept.agent,
        "draft": json.loads(to_json(kept.draft)),
    }


def _masked(value: object) -> object:
    """The same, with the numbers of cards masked in every text; none becomes longer or shorter."""
    if isinstance(value, dict):
        return {name: inner if name in ("case_id", "customer_id") else _masked(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_masked(inner) for inner in value]
    return mask_cards(value) if isinstance(value, str) else value


def _content(path: Path) -> bytes:
    try:
        return read_bytes(path)
    except KBError:
        return b""


def _read(path: Path) -> KeptDraft | None:
    try:
        content = json.loads(read_text(path))
        draft = from_json(json.dumps(content["draft"]))
        return KeptDraft(
            str(content["case_id"]),
            str(content["title"]),
            str(content["customer_id"]),
            str(content["message"]),
            draft,
            str(content.get("agent", "")),
            path,
        )
    except (KBError, ValueError, KeyError, TypeError, RecursionError):
        return None
