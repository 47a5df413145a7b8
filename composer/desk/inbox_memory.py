"""Memory: what was read of an inbox, so that a message is read once, in this run and in the next ones."""

from __future__ import annotations

import contextlib
import os
import threading
import time
from collections.abc import Collection, Generator, Mapping
from dataclasses import replace
from pathlib import Path

import composer.reading
import phrasebooks
from composer.cases.case import Case, case_id
from composer.cases.customer import NOBODY, Customer
from composer.desk.desk import Desk
from composer.desk.inbox_cache import ReadMessage, keep_remembered, load_remembered
from composer.desk.language import PHRASEBOOKS
from composer.desk.listed import Listed, listed_from
from composer.desk.raw_case import raw_case_at
from composer.reading.entering import enter_message
from composer.reading.message import dated
from composer.records.senders import answered_among, sender_with
from kb.errors import KBError
from kb.files import digest
from kb.folders import files_below, is_file
from kb.guard import guarded
from kb.search.index import index_folder
from kb.text import fold

_SETTLED = 2_000_000_000
"""Nanoseconds after which a file's time tells whether it changed."""
_KEPT_EVERY = 1_000
"""Messages after which what was read is kept, so that whoever leaves early need not begin anew."""
_MOST_FILTERED = 4_000
"""How many characters of a message a filter looks at."""
_SOON = 50
"""Messages that may have to be read before the most pressing one is opened."""
_HEARING = (".py", ".yaml", ".tsv")
"""The files that decide what is heard in a message."""


class Memory:
    """What is known of the messages of an inbox; threads may share it."""

    def __init__(self) -> None:
        self.known: dict[Path, ReadMessage] = {}
        self.texts: dict[str, str] = {}
        """Their first words, folded, by case: of those whose text was looked at in this run."""
        self.unread: dict[Path, KBError] = {}
        """What cannot be read, and why; the inbox itself may be among it."""
        self.raw: dict[Path, str] = {}
        """The ids of the cases that messages which cannot be read make as raw text."""
        self.calm_first = False
        """Whether whoever looks is tired today, so that calm messages come first."""
        self.whole = False
        """Whether the inbox was read to its end, so that what is not here is not there."""
        self._mark = ""
        self._heard_with: tuple[Desk, object] | None = None
        """The desk that the mark is of, and what it had learned by then."""
        self._failed: dict[Path, tuple[int, int]] = {}
        self._answered: frozenset[str] = frozenset()
        self._changed = False
        self._reading = threading.Lock()

    @property
    def cases(self) -> frozenset[str]:
        """The ids of the cases whose messages are in the inbox."""
        return frozenset([*(known.listed.case_id for known in list(self.known.values())), *self.raw.values()])

    def by_name(self) -> list[tuple[Path, ReadMessage]]:
        """What is known of each message, by the name of its file."""
        return sorted(self.known.items(), key=lambda pair: pair[0].name)

    def hear_with(self, desk: Desk) -> None:
        """Forget what was heard otherwise, and take up what an earlier run kept."""
        with self._reading:
            # An open desk hears as it did, whatever its files say by now; they are looked through once for each desk.
            heard, learned = self._heard_with, desk.learned_tone
            if heard is not None and heard[0] is desk and heard[1] is learned:
                return
            mark, self._heard_with = hearing_mark(desk), (desk, learned)
            if mark == self._mark:
                return
            kept = load_remembered(cache_of(desk), desk.inbox, mark)
            bare = [known.listed.case_id for known in kept.values() if known.listed.bare]
            answered = answered_among(desk.records.store, bare) if bare else frozenset()
            self.known = {
                path: known for path, known in kept.items() if not known.listed.bare or known.listed.case_id in answered
            }
            self._failed.clear()
            self.texts.clear()
            self._mark = mark

    def read(self, desk: Desk, path: Path, said: Mapping[str, str]) -> bool:
        """Read a message file where it is not known as it is now; whether that was needed.

        `said` is what agents say of the tone of messages, by case.
        """
        # One at a time: two threads that read the same inbox share the work.
        with self._reading:
            try:
                status = path.stat() if is_file(path) else path.lstat()
            except OSError:
                # Answered or moved by another program since the folder was looked into.
                self._drop(path)
                return True
            stamp, before = (status.st_mtime_ns, status.st_size), self.known.get(path)
            if before is not None and before.said != said.get(before.listed.case_id, ""):
                before = None
            if self._failed.get(path) == stamp or (before and before.settled and before.stamp == stamp):
                return False
            settled = time.time_ns() - status.st_mtime_ns > _SETTLED
            return self._read(desk, path, said, ReadMessage(stamp, settled, "", Listed("")), before)

    def _read(
        self, desk: Desk, path: Path, said: Mapping[str, str], now: ReadMessage, before: ReadMessage | None
    ) -> bool:
        self._changed = True
        try:
            with guarded(path.name):
                content = desk.read_waiting(path)
            now = replace(now, hash=digest(content))
            if before is not None and before.hash == now.hash:
                self.known[path] = replace(now, listed=before.listed, said=before.said)
                return False
            listed = self._listed(desk, path, content)
        except KBError as error:
            self._drop(path)
            self.unread[path] = error
            if now.settled:
                self._failed[path] = now.stamp
            self._note_raw(desk, path)
        else:
            self.known[path] = replace(now, listed=listed, said=said.get(listed.case_id, ""))
            self.unread.pop(path, None)
            self.raw.pop(path, None)
        return True

    def _listed(self, desk: Desk, path: Path, content: bytes) -> Listed:
        message = dated(enter_message(content, path.name), path, desk.today)
        address = message.failed or message.sender_email
        sender = sender_with(desk.records.store, address)
        customer = Customer(id=sender.id, name=sender.name, company=sender.company) if sender.id else NOBODY
        with guarded(path.name):
            reading = desk.hear(message, customer)
            case = Case(case_id(message), message, customer, path)
            self.note_text(case)
            return listed_from(case, reading)

    def _note_raw(self, desk: Desk, path: Path) -> None:
        try:
            self.raw[path] = raw_case_at(desk, path).id
        except KBError:
            self.raw.pop(path, None)

    def note_text(self, case: Case) -> None:
        """Know the words of a message, for a filter."""
        self.texts[case.id] = fold(case.message.text[:_MOST_FILTERED])

    def look_at_text(self, desk: Desk, path: Path, case: str) -> None:
        """Look at the text of a message that an earlier run read, so that a filter finds its words."""
        if case not in self.texts:
            self.texts[case] = ""
            with contextlib.suppress(KBError), guarded(path.name):
                message = enter_message(desk.read_waiting(path), path.name)
                self.texts[case] = fold(message.text[:_MOST_FILTERED])

    def keep_only(self, paths: Collection[Path]) -> None:
        """Forget what is no longer there."""
        there = set(paths)
        for path in {*list(self.known), *list(self.unread)} - there:
            self._drop(path)
            self._changed = True

    def _drop(self, path: Path) -> None:
        for kept in (self.known, self.unread, self.raw, self._failed):
            kept.pop(path, None)

    def forget_case(self, case_id: str) -> None:
        """Have a message read again, since somebody said how it sounds."""
        for path, known in list(self.known.items()):
            if known.listed.case_id == case_id:
                self.known.pop(path, None)

    def note_answered(self, desk: Desk, answered: frozenset[str]) -> None:
        """Keep what was read for the next run; of what was answered, less."""
        if self.whole and (self._changed or answered != self._answered):
            self._answered = answered
            self.keep(desk)

    def keep(self, desk: Desk) -> None:
        """Keep what was read so far for the next run."""
        with self._reading:
            keep_remembered(cache_of(desk), desk.inbox, self._mark, self.known, self._answered)
            self._changed = False


def read_inbox(desk: Desk, memory: Memory) -> Generator[tuple[int, int], None, None]:
    """Bring the memory up to date; after each message that had to be read, its number and how many there are."""
    try:
        files = desk.waiting()
    except KBError as error:
        memory.keep_only(())
        memory.unread[desk.inbox] = error
        memory.whole = True
        return
    memory.hear_with(desk)
    memory.keep_only(files)
    said = {one.case_id: str(one.tone) for one in desk.corrections}
    read = 0
    try:
        for number, path in enumerate(files, 1):
            if memory.read(desk, path, said):
                read += 1
                yield number, len(files)
                if read % _KEPT_EVERY == 0:
                    memory.keep(desk)
        memory.whole = True
    finally:
        if read and not memory.whole:
            memory.keep(desk)


def read_soon(desk: Desk, memory: Memory) -> bool:
    """Read what waits as long as that is soon done; whether it was."""
    reading = read_inbox(desk, memory)
    for number, (done, total) in enumerate(reading, 1):
        if number >= _SOON and done < total:
            reading.close()
            return False
    return True


def hearing_mark(desk: Desk) -> str:
    """What messages are heard with, as a short text that changes when any of it does."""
    shipped = (*composer.reading.__path__, *phrasebooks.__path__)
    folders = [*map(Path, shipped), desk.root / PHRASEBOOKS]
    files = [
        (number, path.relative_to(folder).as_posix(), status.st_size, status.st_mtime_ns)
        for number, folder in enumerate(folders)
        for path in files_below(folder)
        if path.suffix in _HEARING and (status := _status(path))
    ]
    settings = desk.settings
    told = (settings.core_tasks, settings.library.language, settings.library.organisation)
    return digest(repr((files, told, desk.learned_tone)))


def _status(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except OSError:
        return None


def cache_of(desk: Desk) -> Path:
    """The folder of a desk in this person's cache."""
    return index_folder(desk.surroundings.cache, desk.root)
