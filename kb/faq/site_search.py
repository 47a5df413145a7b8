"""The search that customers use: a small index of our own, and Pagefind's where it is installed.

Our index is one classic script, because a page opened from disk may load scripts but fetch nothing. It holds
the articles, and after them each word with the articles it stands in, so that the browser only has to look up.
"""

from __future__ import annotations

import html
import json
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from kb.errors import NoPagefind
from kb.faq.addresses import PAGE, href
from kb.text import fold
from kb.words.words import STOP_WORDS

MOST_WITH_TEXT = 1_000
"""Up to so many articles the words of their text are in the index; for more it would be heavy on a phone."""
TITLE, KEYWORD, HEADING, TEXT = 8, 6, 3, 1
"""What a word weighs, by where it stands."""
_WORD = re.compile(r"[^\W_]+")
_SCREENS = re.compile(r"(-ui|-highlight)\.(js|css)$")
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Findable:
    """What the search knows of one article."""

    title: str
    address: str
    description: str
    keywords: tuple[str, ...]
    headings: tuple[str, ...]
    text: str
    """The words that customers see on the page."""


def words_in(text: str) -> set[str]:
    """The folded words of a text that are worth finding."""
    return {word for word in _WORD.findall(fold(text)) if len(word) > 1 and word not in STOP_WORDS}


def index_script(articles: Sequence[Findable], *, with_text: bool) -> str:
    """Our own index as a script: `warmlineIndex(articles, words, stop words)`.

    Articles are `[title, page, description, keywords]`. Each line of the words is one word with its articles: by
    descending weight, the differences of their numbers in base 36.
    """
    postings: dict[str, dict[int, int]] = {}
    for number, article in enumerate(articles):
        for words, weight in _weighed(article, with_text=with_text):
            for word in words:
                found = postings.setdefault(word, {})
                found[number] = max(weight, found.get(number, 0))
    shown = [[one.title, href(one.address), one.description, one.keywords] for one in articles]
    lines = "\n".join(f"{word} {_written(found)}" for word, found in sorted(postings.items()))
    parts = (
        json.dumps(one, ensure_ascii=False, separators=(",", ":"))
        for one in (shown, lines, " ".join(sorted(STOP_WORDS)))
    )
    # Two separators of lines that JSON allows inside of strings; old browsers end the line there.
    return f"warmlineIndex({','.join(parts)});\n".replace("\u2028", " ").replace("\u2029", " ")


def _weighed(article: Findable, *, with_text: bool) -> Iterator[tuple[set[str], int]]:
    yield words_in(article.title), TITLE
    yield words_in(" ".join(article.keywords)), KEYWORD
    yield words_in(" ".join((*article.headings, article.description))), HEADING
    if with_text:
        yield words_in(article.text), TEXT


def _written(found: dict[int, int]) -> str:
    parts = []
    for weight in (TITLE, KEYWORD, HEADING, TEXT):
        numbers = [number for number, own in found.items() if own == weight]
        gaps = (number - before for before, number in zip([-1, *numbers], numbers, strict=False))
        if numbers:
            parts.append(f"{weight}:{','.join(map(_base36, gaps))}")
    return " ".join(parts)


def _base36(number: int) -> str:
    digits = ""
    while True:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
        if not number:
            return digits


def uses_pagefind(search: str) -> bool:
    """Whether Pagefind makes the index, by the setting `search`; NoPagefind where it should and is not installed."""
    installed = find_spec("pagefind") is not None and find_spec("pagefind_bin") is not None
    if search == "pagefind" and not installed:
        raise NoPagefind
    return installed and search != "own"


def pagefind_files(articles: Iterable[Findable], language: str) -> dict[str, bytes]:
    """The files of a Pagefind index by their paths below its folder, without the screens that it brings along."""
    import asyncio

    with tempfile.TemporaryDirectory() as place:
        pages, index = Path(place, "pages"), Path(place, "index")
        pages.mkdir()
        for article in articles:
            page = pages / article.address / PAGE
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_text(_as_html(article, language), "utf-8")
        asyncio.run(_run_pagefind(pages, language, index))
        paths = [path for path in sorted(index.rglob("*")) if path.is_file() and not _SCREENS.search(path.name)]
        return {path.relative_to(index).as_posix(): path.read_bytes() for path in paths}


async def _run_pagefind(pages: Path, language: str, place: Path) -> None:
    from pagefind.index import IndexConfig, PagefindIndex

    # It takes a tenth of a second for each thing that it is asked, so it is not given the pages one by one.
    async with PagefindIndex(IndexConfig(force_language=language, output_path=str(place))) as index:
        await index.add_directory(str(pages))


def _as_html(article: Findable, language: str) -> str:
    words = " ".join(article.keywords)
    headings = "".join(f"<h2>{html.escape(one)}</h2>" for one in article.headings)
    return (
        f'<html lang="{html.escape(language)}"><body><h1 data-pagefind-weight="8">{html.escape(article.title)}</h1>'
        f'<meta data-pagefind-meta="page[content]" content="{html.escape(href(article.address))}">'
        f'<meta data-pagefind-meta="description[content]" content="{html.escape(article.description)}">'
        f'<p data-pagefind-weight="6">{html.escape(words)}</p>'
        f"{headings}<p>{html.escape(article.description)}</p><p>{html.escape(article.text)}</p></body></html>"
    )
