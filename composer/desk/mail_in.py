"""Mail in: what waits in the mailbox, copied as files into the inbox, so that everything else works without a line."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePath

from composer.desk.desk import Desk
from composer.desk.mail_out import mail_folder
from composer.desk.mail_taken import note_taken
from composer.exchange.message_files import is_maildir
from composer.mail.mailbox import Arrived, Mailbox, Unread
from composer.records.drafts import Drafts
from composer.records.joined import joined_among
from composer.records.senders import answered_among
from kb.desk_files import read_desk_bytes
from kb.errors import KBError
from kb.files import digest, flush_files, write_bytes, write_text
from kb.folders import locked, make_folder
from kb.guard import guarded

_STATE = "fetched.json"
_MOST_STATE = 50_000_000
_FEW = 20
"""Up to so many files are each flushed to the disk; more of them together."""
_TOGETHER = 200
"""Messages after which what was fetched is noted, so that whoever is cut short need not begin anew."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Fetched:
    """What came, and what was answered, moved or deleted elsewhere."""

    new: int = 0
    gone: int = 0
    busy: bool = False
    """Whether another process of this desk fetches already."""
    marked: int = 0
    """How many another agent has taken or given back in the meantime."""
    unread: tuple[str, ...] = ()
    """Messages that the server has and cannot give, each with the reason; they are tried again."""


def fetch_mail(
    desk: Desk, mailbox: Mailbox, told: Progress = lambda _done, _all: None, *, whole: bool = True
) -> Fetched:
    """Copy what waits and is not here yet; remove the copies of what no longer waits, where nobody has begun to answer.

    Unless `whole`, only what is newer than all that was seen is looked for. `told` hears how far it has come.
    """
    folder = mail_folder(desk) / "in"
    make_folder(folder, 0o700)
    with locked(folder, wait=False) as ours:
        if not ours:
            return Fetched(busy=True)
        _ = desk.waiting()  # LeadsOutside where a link leads the inbox out of the desk
        state = _State(desk.root, folder / _STATE, str(desk.settings.mail.server))
        after = "" if whole else state.latest
        waiting = mailbox.waiting(after)
        missing = [key for key in waiting if key not in state.files]
        new, unread = _copy(desk, mailbox, missing, state, told)
        if after:
            return Fetched(new, unread=unread)
        gone = _remove(desk, state, state.files.keys() - set(waiting))
        taken = mailbox.taken(desk.settings.agent.name or desk.surroundings.seat)
        marked = note_taken(desk, {state.files[key]: who for key, who in taken.items() if key in state.files})
        return Fetched(new, gone, unread=unread, marked=marked)


class _State:
    """Which message is which file, and up to where the mailbox was seen."""

    def __init__(self, root: Path, path: Path, mailbox: str) -> None:
        self.path = path
        self.mailbox = mailbox
        self.files: dict[str, str] = {}
        self.latest = ""
        with contextlib.suppress(KBError), guarded(path):
            kept = json.loads(read_desk_bytes(root, path, _MOST_STATE))
            if kept["mailbox"] == mailbox:
                # A name with a folder in it would lead out of the inbox, and the file there be removed.
                self.files = {str(key): str(name) for key, name in kept["files"].items() if PurePath(name).name == name}
                self.latest = str(kept["latest"])

    def keep(self) -> None:
        """Note it on disk."""
        content = {"mailbox": self.mailbox, "latest": self.latest, "files": self.files}
        write_text(self.path, json.dumps(content), 0o600)


def _copy(desk: Desk, mailbox: Mailbox, keys: list[str], state: _State, told: Progress) -> tuple[int, tuple[str, ...]]:
    """Write messages as files; how many there were that no file had yet, and what is said of those that cannot be."""
    folder = desk.inbox / "new" if is_maildir(desk.inbox) else desk.inbox
    make_folder(folder)
    new = done = 0
    unread = []
    for start in range(0, len(keys), _TOGETHER):
        some = keys[start : start + _TOGETHER]
        for one in mailbox.contents(some):
            if isinstance(one, Unread):
                unread.append(one.why)
                continue
            name = _name_of(one)
            # The same mail under another number, as after a mailbox was built anew, is the same file.
            new += not (folder / name).exists()
            write_bytes(folder / name, one.content, 0o600, at_once=len(some) <= _FEW)
            state.files[one.key] = name
            done += 1
            told(done, len(keys))
        if len(some) > _FEW:
            flush_files()
        state.latest = some[-1]
        state.keep()
    return new, tuple(unread)


def _name_of(one: Arrived) -> str:
    came = f"{one.came.astimezone(dt.UTC):%Y%m%d-%H%M%S}" if one.came else "undated"
    return f"{came}-{digest(one.content)[:12]}.eml"


def _remove(desk: Desk, state: _State, keys: set[str]) -> int:
    """Forget messages that no longer wait; how many copies went.

    What was answered here stays, since a promise in the answer may have it opened again; so does what has a draft.
    """
    if not keys:
        return 0
    drafts = Drafts(desk.drafts_folder)
    names = {state.files.pop(key) for key in keys} - set(state.files.values())
    gone = 0
    for name in sorted(names):
        for path in (desk.inbox / name, desk.inbox / "new" / name):
            with contextlib.suppress(KBError, OSError):
                if path.is_file() and not _is_needed(desk, path, drafts):
                    path.unlink()
                    gone += 1
    state.keep()
    return gone


def _is_needed(desk: Desk, path: Path, drafts: Drafts) -> bool:
    case, store = desk.case_at(path).id, desk.records.store
    return drafts.has(joined_among(store, [case]).get(case, case)) or bool(answered_among(store, [case]))
