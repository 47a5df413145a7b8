"""The search that customers use: an index of our own in small pieces, and Pagefind's where a desk asks for it.

Every piece is a classic script, because a page opened from disk may load scripts but fetch nothing. `index.js` holds
the articles, and where each piece of the words begins; `w0.js`, `w1.js` … hold the words, each with the articles it
stands in and what it weighs there. A browser loads the pieces in which the words of a question lie, and no other.
"""

from __future__ import annotations

import html
import json
import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from kb.errors import NoPagefind
from kb.faq.addresses import PAGE, href
from kb.text import fold
from kb.words.words import STOP_WORDS

MOST_WITH_TEXT = 1_000
"""Up to so many articles the words of their text are in the index; for more, one change would take long."""
PIECE = 7_000
"""Characters of one piece of the words."""
_TITLE, _KEYWORD, _HEADING, _TEXT = 9.0, 7.0, 3.0, 4.0
"""What a word weighs, by where it stands; in a text it may weigh up to 2.2 times that, by how often it is there."""
_SATURATION, _LENGTH = 1.2, 0.75
"""The constants of BM25: k1 and b."""
_MOST = 35
_WORD = re.compile(r"[^\W_]+")
_SIGNS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]+")
_SCREENS = re.compile(r"(-ui|-highlight)\.(js|css)$")
_ELISION = re.compile(r"(\w)'(?:s|t|re|ve|ll|d|m)\b")
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
    """The words that customers see on the page, each with its count: `late:3`."""


def words_in(text: str) -> list[str]:
    """The folded words of a text that are worth finding; of writing without blanks, each two neighbouring signs."""
    found = []
    folded = fold(text)
    for word in _WORD.findall(_ELISION.sub(r"\1", folded) if "'" in folded else folded):
        if word.isascii():
            if len(word) > 1 and word not in STOP_WORDS:
                found.append(word)
        elif _SIGNS.search(word):
            found += [word] if len(word) < 2 else [word[at : at + 2] for at in range(len(word) - 1)]
        else:
            found.append(word)
    return found


def counted_words(text: str) -> str:
    """The words of a text with their counts, as they are kept."""
    return " ".join(f"{word}:{count}" for word, count in sorted(Counter(words_in(text)).items()))


def index_scripts(
    articles: Sequence[Findable], *, with_text: bool, alike: Sequence[Sequence[str]] = ()
) -> dict[str, str]:
    """Our own index: the text of each of its scripts by its name.

    `warmlineIndex(folders, articles, starts, stop words, words alike)`: articles are `[title, folder, name]`, and
    starts are the first words of the pieces. `warmlineWords(piece, lines)`: each line is one word with its articles,
    by descending weight, as the differences of their numbers in base 36.
    """
    lines = [f"{word} {_written(found)}" for word, found in sorted(_postings(articles, with_text=with_text).items())]
    pieces: list[list[str]] = [[]]
    size = 0
    for line in lines:
        if size > PIECE and line[:2] != pieces[-1][-1][:2]:
            pieces.append([])
            size = 0
        pieces[-1].append(line)
        size += len(line)
    folders = list(dict.fromkeys(_parted(one.address)[0] for one in articles))
    number = {folder: at for at, folder in enumerate(folders)}
    shown = [[one.title, number[_parted(one.address)[0]], _parted(one.address)[1]] for one in articles]
    starts = [piece[0].partition(" ")[0] if piece else "" for piece in pieces]
    groups = "\n".join(map(" ".join, alike))
    scripts = {"index.js": _call("warmlineIndex", folders, shown, starts, " ".join(sorted(STOP_WORDS)), groups)}
    return scripts | {f"w{at}.js": _call("warmlineWords", at, "\n".join(piece)) for at, piece in enumerate(pieces)}


def _parted(address: str) -> tuple[str, str]:
    folder, _, name = address.rstrip("/").rpartition("/")
    return (f"{folder}/" if folder else "", name)


def _call(name: str, *parts: object) -> str:
    written = ",".join(json.dumps(part, ensure_ascii=False, separators=(",", ":")) for part in parts)
    # Two separators of lines that JSON allows inside of strings; old browsers end the line there.
    return f"{name}({written});\n".replace("\u2028", " ").replace("\u2029", " ")


def _postings(articles: Sequence[Findable], *, with_text: bool) -> dict[str, dict[int, int]]:
    """What each word weighs in each article: BM25 over its text, and more for where else it stands."""
    texts = [_counts(one.text) if with_text else {} for one in articles]
    lengths = [sum(text.values()) for text in texts]
    mean = sum(lengths) / max(len(lengths), 1) or 1.0
    found: dict[str, dict[int, int]] = {}
    for number, (article, text, length) in enumerate(zip(articles, texts, lengths, strict=True)):
        damped = _SATURATION * (1 - _LENGTH + _LENGTH * length / mean)
        weights = {word: _TEXT * count * (_SATURATION + 1) / (count + damped) for word, count in text.items()}
        for weight, words in _places(article):
            for word in words:
                weights[word] = weights.get(word, 0.0) + weight
        # A customer's own words, asked as they stand, are the surest sign of all.
        weights |= {"_".join(_WORD.findall(fold(phrase))): float(_MOST) for phrase in article.keywords if " " in phrase}
        for word, weight in weights.items():
            found.setdefault(word, {})[number] = min(_MOST, max(1, round(weight)))
    return found


def _places(article: Findable) -> Iterator[tuple[float, set[str]]]:
    title = set(words_in(article.title))
    # A word of a short title says more of what the article is about.
    yield _TITLE * (0.6 + 0.8 / (1 + len(title) / 3)), title
    yield _KEYWORD, set(words_in(" ".join(article.keywords)))
    yield _HEADING, set(words_in(" ".join((*article.headings, article.description))))


def _counts(text: str) -> dict[str, int]:
    pairs = (word.rpartition(":") for word in text.split())
    return {word: int(count) for word, _colon, count in pairs}


def _written(found: dict[int, int]) -> str:
    by_weight: dict[int, list[int]] = {}
    for number, weight in found.items():
        by_weight.setdefault(weight, []).append(number)
    parts = []
    for weight in sorted(by_weight, reverse=True):
        numbers = by_weight[weight]
        gaps = (number - before for before, number in zip([-1, *numbers], numbers, strict=False))
        parts.append(f"{_base36(weight)}:{','.join(map(_base36, gaps))}")
    return " ".join(parts)


def _base36(number: int) -> str:
    digits = ""
    while True:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
        if not number:
            return digits


def uses_pagefind(search: str) -> bool:
    """Whether Pagefind makes the index as well, by the setting `search`; NoPagefind where it is not installed."""
    if search != "pagefind":
        return False
    if find_spec("pagefind") is None or find_spec("pagefind_bin") is None:
        raise NoPagefind
    return True


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
    words, text = " ".join(article.keywords), html.escape(" ".join(_counts(article.text)))
    headings = "".join(f"<h2>{html.escape(one)}</h2>" for one in article.headings)
    return (
        f'<html lang="{html.escape(language)}"><body><h1 data-pagefind-weight="8">{html.escape(article.title)}</h1>'
        f'<meta data-pagefind-meta="page[content]" content="{html.escape(href(article.address))}">'
        f'<meta data-pagefind-meta="description[content]" content="{html.escape(article.description)}">'
        f'<p data-pagefind-weight="6">{html.escape(words)}</p>'
        f"{headings}<p>{html.escape(article.description)}</p><p>{text}</p></body></html>"
    )
