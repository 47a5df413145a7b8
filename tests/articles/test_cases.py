"""Cases written as Markdown: `title`, `.`, input, `.`, expected, `.`; one file for each thing that is tried."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from kb.articles.library import load_library
from kb.articles.links import target_of
from kb.lint.lint import lint_library
from kb.markdown.parser import parse_markdown
from kb.markdown.plain import plain_text
from kb.problem import Problems
from kb.text import slugify

CASES = Path(__file__).parent / "cases"
_CASE = re.compile(r"^(?P<title>\S.*)\n\.\n(?P<given>(?:.*\n)*?)\.\n(?P<expected>(?:.*\n)*?)\.\n", re.MULTILINE)
_FILE = re.compile(r"^=== (\S+)\n", re.MULTILINE)


def read_cases(name: str) -> list[tuple[str, str, str]]:
    """Title, input and expected output of every case of one file."""
    text = (CASES / f"{name}.md").read_text("utf-8")
    cases = [(match["title"], match["given"], match["expected"]) for match in _CASE.finditer(text)]
    left = _CASE.sub("", text).strip().splitlines()
    assert all(line.startswith("#") or not line for line in left), f"{name}.md has a case that is not whole: {left}"
    return cases


def written_library(text: str, folder: Path) -> Path:
    """The files of a case, each after a line `=== path`, below an articles folder."""
    parts = _FILE.split(text)
    for name, content in zip(parts[1::2], parts[2::2], strict=True):
        path = folder / "articles" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")
    return folder / "articles"


def slug(given: str, _folder: Path) -> str:
    return f"{slugify(given.rstrip(chr(10)))}\n"


def plain(given: str, _folder: Path) -> str:
    return f"{plain_text(parse_markdown(given))}\n"


def blocks(given: str, _folder: Path) -> str:
    """What customers read of a text, and what is wrong with it."""
    problems = Problems("x.md")
    shown = plain_text(parse_markdown(given, 1, problems))
    return "".join(f"{line}\n" for line in (shown, *(f"! {problem}" for problem in problems.found)) if line)


def links(given: str, folder: Path) -> str:
    """Where each link of the first article leads."""
    library = load_library(written_library(given, folder))
    article = library.by_path["delivery/late.md"]
    lines = []
    for link in article.document.links:
        target = target_of(library, article, link.target)
        place = "outside" if target.outside else target.article.path if target.article else target.file or "nowhere"
        lines.append(f"{link.line}: {link.target} -> {place}{'#' if target.anchor else ''}{target.anchor}\n")
    return "".join(lines)


def lint(given: str, folder: Path) -> str:
    library = load_library(written_library(given, folder))
    return "".join(f"{problem}\n" for problem in lint_library(library, dt.date(2026, 3, 4)))


KINDS: dict[str, Callable[[str, Path], str]] = {
    "slugs": slug,
    "plain": plain,
    "blocks": blocks,
    "links": links,
    "lint": lint,
}
TABLE = [
    pytest.param(kind, given, expected, id=f"{kind}: {title}")
    for kind in KINDS
    for title, given, expected in read_cases(kind)
]


@pytest.mark.parametrize(("kind", "given", "expected"), TABLE)
def test_case(kind: str, given: str, expected: str, tmp_path: Path) -> None:
    assert KINDS[kind](given, tmp_path) == expected


def test_every_file_of_cases_is_tried() -> None:
    assert {path.stem for path in CASES.iterdir()} == set(KINDS)
