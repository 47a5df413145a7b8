"""`warmline new`: a stub of an article or a phrase in the right place."""

from __future__ import annotations

import argparse
import secrets
from pathlib import Path

from kb.cli import add_common, desk_of, library_of, say
from kb.errors import AlreadyThere, CannotRead, KBError
from kb.files import read_text, write_text
from kb.settings import ARTICLES, load_library_settings
from kb.text import one_line, slugify
from kb.yamltree import quote


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's words."""
    parser.add_argument("kind", choices=("article", "phrase"))
    parser.add_argument("title", metavar="TITLE", help="the article's title, or the phrase's id")
    parser.add_argument("--category", default="", help="folder below articles")
    parser.add_argument("--step", default="acknowledge", help="step of a phrase")
    add_common(parser, data=False)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the stub of an article or a phrase and say where."""
    desk = desk_of(arguments)
    path = (
        write_stub(desk, one_line(arguments.title), Path(arguments.category))
        if arguments.kind == "article"
        else _new_phrase(arguments, desk)
    )
    print(path.relative_to(desk).as_posix())
    say("Write it in your editor, then: warmline lint")
    return 0


def write_stub(desk: Path, title: str, category: Path, keywords: str = "") -> Path:
    """The stub of an article; AlreadyThere where its slug is taken."""
    slug = slugify(title)
    if not slug or category.is_absolute() or ".." in category.parts:
        raise KBError("A title needs a letter or a digit, and the category is a folder below articles.")
    path = desk / ARTICLES / category / f"{slug}.md"
    library = library_of(desk, load_library_settings(desk))
    taken = library.by_slug.get(slug)
    library.close()
    if taken is not None or path.exists():
        raise AlreadyThere(f"{ARTICLES}/{taken.path}" if taken else path.relative_to(desk).as_posix())
    letters = "abcdefghijkmnpqrstuvwxyz23456789"
    number = "".join(secrets.choice(letters) for _ in range(6))
    words = quote(keywords) if keywords else ""
    text = (
        f"---\ntitle: {quote(title)}\nid: {number}\nsummary:\nstatus: draft\n"
        f"tags: []\nkeywords: [{words}]\nowner:\n---\n"
        "Say in one sentence what this answers.\n\n## What to do\n\n1. First step.\n\n"
        "::: reply\nWhat goes into a reply: what you did, or what to do.\n:::\n"
    )
    write_text(path, text)
    return path


def _new_phrase(arguments: argparse.Namespace, desk: Path) -> Path:
    name = slugify(arguments.title)
    settings = load_library_settings(desk)
    path = desk / "phrasebooks" / settings.language / "own.yaml"
    try:
        before = read_text(path)
    except CannotRead:
        before = f"title: Our own phrases\nlanguage: {settings.language}\nphrases:\n"
    if f"id: {name}\n" in before:
        raise AlreadyThere(f"A phrase {name!r} in {path.relative_to(desk).as_posix()}")
    step = slugify(arguments.step).replace("-", "_")
    say_here = quote("Write the sentence here.")
    stub = f"  - id: {name}\n    step: {step}\n    say:\n      - {say_here}\n    for: {{}}\n"
    write_text(path, before.rstrip("\n") + "\n" + stub)
    return path
