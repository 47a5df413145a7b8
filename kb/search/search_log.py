"""Misses: what was looked for and not found, from a log in the desk's private folder, without anybody's name in it."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from kb.desk_files import place_in, read_desk_bytes, read_desk_text
from kb.errors import CannotRead, KBError
from kb.files import add_line, write_text
from kb.folders import locked
from kb.text import fold, one_line
from kb.words.words import STOP_WORDS, stems_of, words_of

LOG = "searches.jsonl"
PRIVATE = ".warmline"
_MOST_BYTES = 1_000_000
"""The log is halved when it grows beyond this."""
_MOST_WORDS = 12
_MOST_LOOKED_AT = 200
"""Words of a message; each may be looked for among the customers."""
_DIGITS = re.compile(r"\d\d")
"""A word with these is a number of one customer's."""

IsName = Callable[[str], bool]
"""Whether a word, in small letters, is part of a customer's name."""


class SearchOutcome(StrEnum):
    """What became of a search or of a message."""

    OPENED = "found and opened"
    NOT_OPENED = "found, none opened"
    NONE = "none found"
    ANYWAY = "reply written anyway"


_WEIGHT = {SearchOutcome.OPENED: 0.0, SearchOutcome.NOT_OPENED: 0.5, SearchOutcome.NONE: 1.0, SearchOutcome.ANYWAY: 1.0}
"""How much each says that an article is missing."""


class Miss(NamedTuple):
    """Something that was asked for in vain, in the words that were used most often."""

    words: str
    times: int
    outcomes: tuple[tuple[SearchOutcome, int], ...]
    """Those that say that an article is missing, the most frequent first."""


BY_MEANING, BY_WORDS = "meaning", "words"


class Signs(NamedTuple):
    """What was offered first for a message before it was answered, and what spoke for it."""

    article: str
    by: str
    """`meaning` or `words`."""
    sure: bool
    chance: float
    """How likely it was right, from 0 to 1; by words 0."""


class AnsweredMessage(NamedTuple):
    """A message that was answered, in nameless words, with the slug of its article, if there was one."""

    words: str
    article: str
    offered: Signs | None = None


def nameless(text: str, known: Iterable[str], is_name: IsName) -> str:
    """The words of a text that may be kept: no number, no address, and nothing that may be somebody's name.

    `known` are the words that articles have; any other is kept only where it is written in small letters and is part
    of no customer's name.
    """
    there = set(known)
    kept: list[str] = []
    for written in one_line(text).split(" ")[:_MOST_LOOKED_AT]:
        folded = [word for word in words_of(written) if word not in STOP_WORDS][:1]
        for word in folded:
            private = _DIGITS.search(word) or "@" in written or "://" in written
            doubtful = word not in there and (written[:1] != fold(written[:1]) or is_name(word))
            if not private and not doubtful:
                kept.append(word)
    return " ".join(dict.fromkeys(kept[:_MOST_WORDS]))


def note_search(desk: Path, on: dt.date, words: str, found: Sequence[str]) -> None:
    """Note what somebody looked for, in nameless words, and the slugs that were found."""
    if words:
        _append(desk, {"on": on.isoformat(), "search": words, "found": list(found)})


def note_opened(desk: Path, on: dt.date, slug: str) -> None:
    """Note that an article was opened."""
    if (desk / PRIVATE / LOG).exists():
        _append(desk, {"on": on.isoformat(), "opened": slug})


def note_message(desk: Path, on: dt.date, words: str, *, answered_by: str, offered: Signs | None = None) -> None:
    """Note a message that was answered, in nameless words, the slug of its article, and what was offered first."""
    if words:
        signs = {"offered": [*offered]} if offered else {}
        _append(desk, {"on": on.isoformat(), "message": words, "article": answered_by, **signs})


def note_forgotten(desk: Path, on: dt.date, slug: str = "") -> None:
    """Note that what was learned by now counts no longer, of one article or of all; what is missed still counts."""
    _append(desk, {"on": on.isoformat(), "unlearn": slug})


def answered_state(desk: Path) -> tuple[int, int]:
    """Changes whenever the log does."""
    try:
        state = (desk / PRIVATE / LOG).stat()
    except OSError:
        return (0, 0)
    return (state.st_mtime_ns, state.st_size)


def load_answered(desk: Path) -> list[AnsweredMessage]:
    """The messages that were answered, those that count no longer left out."""
    found: list[AnsweredMessage] = []
    for entry in _entries(desk):
        if "message" in entry:
            found.append(
                AnsweredMessage(str(entry["message"]), str(entry.get("article") or ""), _signs(entry.get("offered")))
            )
        elif "unlearn" in entry:
            gone = str(entry["unlearn"])
            found = [one for one in found if gone and one.article != gone]
    return found


def _signs(value: object) -> Signs | None:
    match value:
        case [str(article), str(by), bool(sure), float(chance) | int(chance)]:
            return Signs(article, by, sure, float(chance))
    return None


def _append(desk: Path, entry: dict[str, object]) -> None:
    """Add a line; a log that cannot be written costs nobody an answer."""
    with contextlib.suppress(OSError, KBError):
        path = place_in(desk, f"{PRIVATE}/{LOG}")
        path.parent.mkdir(mode=0o700, exist_ok=True)
        ignoring = path.parent / ".gitignore"
        if not ignoring.exists():
            ignoring.write_text("*\n", encoding="utf-8")
        # What another window adds while the log is written anew would be lost.
        with locked(path.parent, wait=True):
            if path.exists() and path.stat().st_size > _MOST_BYTES:
                lines = read_desk_text(desk, f"{PRIVATE}/{LOG}", 2 * _MOST_BYTES).splitlines(keepends=True)
                write_text(path, "".join(lines[len(lines) // 2 :]), 0o600)
            add_line(path, json.dumps(entry, ensure_ascii=False))


def forget_words(desk: Path, is_theirs: IsName) -> int:
    """Take the words that name somebody out of the log; from how many entries. CannotWrite leaves it as it was."""
    path = desk / PRIVATE / LOG
    if not path.exists():
        return 0
    with locked(path.parent, wait=True):
        kept, changed = _without_words(_entries(desk), is_theirs)
        if changed:
            write_text(path, "".join(kept), 0o600)
    return changed


def _without_words(entries: Iterable[dict[str, object]], is_theirs: IsName) -> tuple[list[str], int]:
    """The lines of the log without the words that name somebody, and from how many entries such words were taken."""
    kept, changed = list[str](), 0
    for entry in entries:
        for key in ("search", "message"):
            words = str(entry.get(key, "")).split()
            left = [word for word in words if not is_theirs(fold(word))]
            if len(left) < len(words):
                entry[key] = " ".join(left)
                changed += 1
        if any(entry.get(key) for key in ("search", "message", "opened")) or "unlearn" in entry:
            kept.append(json.dumps(entry, ensure_ascii=False) + "\n")
    return kept, changed


def load_misses(desk: Path, language: str = "en") -> list[Miss]:
    """What was asked for in vain, the largest gap first; words with the same stems are one."""
    asked: dict[frozenset[str], list[tuple[str, SearchOutcome]]] = {}
    for words, outcome in _outcomes(_entries(desk)):
        asked.setdefault(frozenset(stems_of(words, language)), []).append((words, outcome))
    gaps: list[tuple[float, Miss]] = []
    for stems, cases in asked.items():
        outcomes = Counter(outcome for _words, outcome in cases)
        missed = sum(count for outcome, count in outcomes.items() if _WEIGHT[outcome])
        if stems and missed > outcomes[SearchOutcome.OPENED]:
            wording = Counter(words for words, outcome in cases if _WEIGHT[outcome]).most_common(1)[0][0]
            gap = sum(_WEIGHT[outcome] * count for outcome, count in outcomes.items())
            shown = tuple((outcome, count) for outcome, count in outcomes.most_common() if _WEIGHT[outcome])
            gaps.append((gap, Miss(wording, missed, shown)))
    return [miss for _gap, miss in sorted(gaps, key=lambda pair: (-pair[0], pair[1].words))]


def unreadable_searches(desk: Path) -> list[str]:
    """What cannot be read of the log, in words."""
    path = desk / PRIVATE / LOG
    try:
        broken = [number for number, entry in _lines(desk) if entry is None]
    except CannotRead as error:
        return [str(error)] if os.path.lexists(path) else []
    return [f"line {broken[0]} and {len(broken) - 1} more of {path} cannot be read"] if broken else []


def _entries(desk: Path) -> Iterator[dict[str, object]]:
    with contextlib.suppress(CannotRead):
        yield from (entry for _number, entry in _lines(desk) if entry is not None)


def _lines(desk: Path) -> Iterator[tuple[int, dict[str, object] | None]]:
    """Each line of the log with its number; None where it is no entry. CannotRead where there is no log to read."""
    content = read_desk_bytes(desk, f"{PRIVATE}/{LOG}", 2 * _MOST_BYTES)
    lines = content.decode("utf-8", "replace").removesuffix("\n").split("\n") if content else []
    for number, line in enumerate(lines, 1):
        entry = None
        with contextlib.suppress(ValueError, RecursionError):
            entry = json.loads(line)
        yield number, entry if isinstance(entry, dict) else None


def _outcomes(entries: Iterable[dict[str, object]]) -> Iterator[tuple[str, SearchOutcome]]:
    """What became of each search: an article that is opened before the next search was found by this one."""
    words, found = "", None
    for entry in entries:
        if "search" in entry:
            if found is not None:
                yield words, SearchOutcome.NOT_OPENED if found else SearchOutcome.NONE
            words, found = str(entry["search"]), _texts(entry.get("found"))
        elif "opened" in entry and found and str(entry["opened"]) in found:
            yield words, SearchOutcome.OPENED
            found = None
        elif "message" in entry:
            yield str(entry["message"]), SearchOutcome.OPENED if entry.get("article") else SearchOutcome.ANYWAY
    if found is not None:
        yield words, SearchOutcome.NOT_OPENED if found else SearchOutcome.NONE


def _texts(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else []
