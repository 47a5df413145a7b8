"""Stubs: the beginning of an article or of a phrase, in the right place; nothing is ever overwritten."""

from __future__ import annotations

import os
import posixpath
import re
import secrets
from pathlib import Path, PurePosixPath

from kb.articles.library import Library
from kb.desk_files import place_in, read_desk_text
from kb.errors import AlreadyThere, CannotRead, KBError
from kb.files import write_text
from kb.folders import locked
from kb.problem import Problems
from kb.text import one_line, slugify
from kb.yaml.reader import Listing
from kb.yaml.tree import parse_yaml, quote

PHRASEBOOKS = "phrasebooks"
_SAY_FIRST, _FIRST_STEP, _REPLY = (
    "Say in one sentence what this answers.",
    "First step.",
    "Say what you did, or what to do.",
)
STUB_LINES = frozenset({_SAY_FIRST, f"1. {_FIRST_STEP}", _REPLY})
"""What stands in a new article until its writer has written."""
_LONGEST_NAME = 250
"""Bytes, as nearly every file system has it."""
_LONGEST_PATH = 1_000
_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"
_ENTRY = re.compile(r"^( *)- +id:", re.MULTILINE)


def write_article(library: Library, title: str, category: str, keywords: str = "") -> Path:
    """Write the stub of an article; AlreadyThere where its slug is taken."""
    title = one_line(title)
    slug = slugify(title)
    if not slug:
        raise KBError("A title needs a letter or a digit.")
    path = library.root / article_path(category.strip(), slug)
    place_in(library.root.parent, f"{library.root.name}/{path.relative_to(library.root)}")
    taken = library.by_slug.get(slug)
    if taken is not None or path.exists():
        there = taken.path if taken else path.relative_to(library.root).as_posix()
        raise AlreadyThere(f"{library.root.name}/{there}")
    number = "".join(secrets.choice(_LETTERS) for _ in range(6))
    words = quote(keywords) if keywords else ""
    text = (
        f"---\ntitle: {quote(title)}\nid: {number}\nsummary:\nstatus: draft\n"
        f"tags: []\nkeywords: [{words}]\nowner:\n---\n"
        f"{_SAY_FIRST}\n\n## What to do\n\n1. {_FIRST_STEP}\n\n::: reply\n{_REPLY}\n:::\n"
    )
    write_text(path, text)
    return path


def article_path(folder: str, slug: str) -> str:
    """Where an article lies, below the articles folder; KBError where that can be no folder or no name of a file."""
    path = posixpath.normpath(posixpath.join(folder, f"{slug}.md"))
    parts = path.split("/")
    # A lone half of a character cannot be in a name; what cannot be seen should not be.
    if path.startswith("/") or any(part.startswith(".") or not part.isprintable() for part in parts):
        raise KBError(f"{folder!r} is no category; name a folder below articles.")
    if max(len(part.encode()) for part in parts) > _LONGEST_NAME or len(path.encode()) > _LONGEST_PATH:
        raise KBError("This name is too long for a file.")
    return path


def write_phrase(desk: Path, language: str, name: str, step: str, words: str, book: str = "") -> Path:
    """Write a phrase at the end of a phrasebook of the desk, its own one where none is named."""
    name = slugify(name)
    if not name:
        raise KBError("A phrase needs a name with a letter or a digit.")
    with locked(desk, wait=True):
        path = _book(desk, language, book)
        place = path.relative_to(desk).as_posix()
        try:
            before = read_desk_text(desk, path.relative_to(desk))
        except CannotRead:
            if os.path.lexists(path):
                raise
            before = f"title: Our own phrases\nlanguage: {language}\nphrases:\n"
        if re.search(rf"^[ -]*id: *[\"']?{re.escape(name)}[\"']? *$", before, re.MULTILINE):
            raise AlreadyThere(f"A phrase {name!r} in {place}")
        entry = _ENTRY.search(before)
        indent = entry[1] if entry else "  "
        said = quote(one_line(words))
        stub = "".join(
            f"{indent}{line}\n" for line in (f"- id: {name}", f"  step: {step}", "  say:", f"    - {said}", "  for: {}")
        )
        after = before.rstrip("\n") + "\n" + stub
        if _count(after) != _count(before) + 1:
            raise KBError(f"{place} does not end with its phrases, so none can be added there; write it in by hand.")
        write_text(path, after)
    return path


def _book(desk: Path, language: str, book: str) -> Path:
    path = PurePosixPath(book.strip() or f"{PHRASEBOOKS}/{language}/own.yaml")
    if path.parts[:1] != (PHRASEBOOKS,) or ".." in path.parts or path.suffix != ".yaml":
        raise KBError(f"{book!r} is no phrasebook of this desk; name a .yaml file below {PHRASEBOOKS}.")
    place_in(desk, path)
    return desk / path


def _count(text: str) -> int:
    """How many phrases a phrasebook has; none where it cannot be read."""
    found = parse_yaml(text, Problems(""))
    entry = found.entries.get("phrases") if found else None
    return len(entry[1].items) if entry and isinstance(entry[1], Listing) else 0
