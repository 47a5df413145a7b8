"""Drafts on disk: one file a case, whole or not at all, and offered again after a crash."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from composer.writing.draft import Draft, from_json, to_json
from kb.errors import KBError
from kb.files import digest, read_text, write_text

_OPENING = ".opening"
_DAMAGED = ".damaged"


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


class Drafts:
    """The drafts folder of a desk; files are readable by their owner alone."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def save(self, kept: KeptDraft) -> None:
        """Keep a draft; CannotWrite leaves the last one as it was."""
        content = {
            "case_id": kept.case_id,
            "title": kept.title,
            "customer_id": kept.customer_id,
            "message": kept.message,
            "draft": json.loads(to_json(kept.draft)),
        }
        # Escaped, so that half a character which a terminal sent is kept too.
        write_text(self._path(kept.case_id), json.dumps(content, indent=1), 0o600)

    def load(self, case_id: str) -> KeptDraft | None:
        """The draft of a case, or None."""
        return _read(self._path(case_id))

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
    def opening(self, case_id: str) -> Iterator[None]:
        """Renames a draft while it is being shown, so that one which brings the app down does so only once."""
        path = self._path(case_id)
        trying = path.with_suffix(_OPENING)
        with contextlib.suppress(OSError):
            path.replace(trying)
        yield
        with contextlib.suppress(OSError):
            trying.replace(path)

    def forget(self, case_id: str) -> None:
        """Remove the draft of a case that was answered or given up."""
        with contextlib.suppress(FileNotFoundError):
            self._path(case_id).unlink()

    def _path(self, case_id: str) -> Path:
        return self.folder / f"{digest(case_id)}.json"


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
        )
    except (KBError, ValueError, KeyError, TypeError, RecursionError):
        return None
