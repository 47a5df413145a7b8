"""The search that customers use: an index of our own in small pieces, and Pagefind's where a desk asks for it.

Every piece is a classic script, because a page opened from disk may load scripts but fetch nothing. `index.js` holds
the articles, and where each piece of the words begins; `w0.js`, `w1.js` … hold the words, each with the articles it
stands in and what it weighs there. A browser loads the pieces in which the words of a question lie, and no other.
"""

from __future__ import annotations

import html
import json
import math
import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from kb.errors import NoPagefind
from kb.faq.addresses import PAGE, href
from kb.text import fold
from kb.words.endings import cut
from kb.words.terms import FIELDS
from kb.words.words import STOP_WORDS

MOST_WITH_TEXT = 1_000
"""Up to so many articles the words of their text are in the index; for more, one change would take long."""
PIECE = 2_500
"""Characters of one piece of the words."""
_FIELDS = ("title", "keywords", "headings", "body")
_SATURATION, _LENGTH = 1.2, 0.75
"""The constants of BM25: k1 and b."""
_LEAST, STEP = 0.3, 1.18
"""A score is kept as the power of STEP that it is of the least one, in one digit."""
_MOST = 35
_WORD = re.compile(r"[^\W_]+")
_SIGNS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]+")
_SCREENS = re.compile(r"(-ui|-highlight)\.(js|css)$")
_NOT = re.compile(r"n't\b")
"""Part of its word: `can't` says more than `can`, and customers write it without the sign as well."""
_ELISION = re.compile(r"(\w)'(?:s|re|ve|ll|d|m)\b")
_STOP = STOP_WORDS | {"dont"}
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
    if "'" in folded:
        folded = _ELISION.sub(r"\1", _NOT.sub("nt", folded))
    for word in _WORD.findall(folded):
        if word.isascii():
            if len(word) > 1 and word not in _STOP:
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
    articles: Sequence[Findable], language: str, *, with_text: bool, alike: Sequence[Sequence[str]] = ()
) -> dict[str, str]:
    """Our own index: the text of each of its scripts by its name.

    `warmlineIndex(folders, articles, starts, stop words, words alike)`: articles are `[title, folder, name]`, and
    starts are the first two letters of the pieces. `warmlineWords(piece, lines)`: each line is one word without its
    endings, with its articles, by descending weight, as the differences of their numbers in base 36.
    """
    lines = [
        f"{word} {_written(found)}"
        for word, found in sorted(_postings(articles, language, with_text=with_text).items())
    ]
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
    starts = [piece[0].partition(" ")[0][:2] if piece else "" for piece in pieces]
    groups = "\n".join(map(" ".join, alike))
    scripts = {"index.js": _call("warmlineIndex", folders, shown, starts, " ".join(sorted(_STOP)), groups)}
    return scripts | {f"w{at}.js": _call("warmlineWords", at, "\n".join(piece)) for at, piece in enumerate(pieces)}


def _parted(address: str) -> tuple[str, str]:
    folder, _, name = address.rstrip("/").rpartition("/")
    return (f"{folder}/" if folder else "", name)


def _call(name: str, *parts: object) -> str:
    written = ",".join(json.dumps(part, ensure_ascii=False, separators=(",", ":")) for part in parts)
    # Two separators of lines that JSON allows inside of strings; old browsers end the line there.
    return f"{name}({written});\n".replace("\u2028", " ").replace("\u2029", " ")


def _postings(articles: Sequence[Findable], language: str, *, with_text: bool) -> dict[str, dict[int, int]]:
    """What each word, without its endings, weighs in each article: the sum of BM25 over its fields, as typed search."""
    scores: dict[str, dict[int, float]] = {}
    cuts = _Cuts(language)
    by_field = zip(*(_fields_of(one, cuts, with_text=with_text) for one in articles), strict=True)
    for name, counts in zip(_FIELDS, by_field, strict=False):
        lengths = [count.total() for count in counts]
        mean = sum(lengths) / max(len(lengths), 1) or 1.0
        have = Counter(word for count in counts for word in count)
        rare = {word: FIELDS[name] * (1 + math.log(len(counts) / (many + 1))) for word, many in have.items()}
        for number, (count, length) in enumerate(zip(counts, lengths, strict=True)):
            damped = _SATURATION * (1 - _LENGTH + _LENGTH * length / mean)
            for word, times in count.items():
                found = scores.setdefault(word, {})
                found[number] = found.get(number, 0.0) + rare[word] * times * (_SATURATION + 1) / (times + damped)
    levels = {word: {number: _level(score) for number, score in found.items()} for word, found in scores.items()}
    # A customer's own words, asked as they stand, are the surest sign of all.
    for number, article in enumerate(articles):
        for phrase in filter(lambda one: " " in one, article.keywords):
            levels.setdefault("_".join(_WORD.findall(fold(phrase))), {})[number] = _MOST
    return levels


def _level(score: float) -> int:
    return min(_MOST, max(0, round(math.log(score / _LEAST, STEP))))


class _Cuts(dict[str, str]):
    """What is left of every word asked for so far."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language = language

    def __missing__(self, word: str) -> str:
        self[word] = left = cut(word, self.language)
        return left


def _fields_of(article: Findable, cuts: _Cuts, *, with_text: bool) -> list[Counter[str]]:
    texts = (article.title, " ".join(article.keywords), "\n".join(article.headings), article.description)
    title, keywords, headings, body = (Counter(cuts[word] for word in words_in(text)) for text in texts)
    for word, times in _counts(article.text).items() if with_text else ():
        body[cuts[word]] += times
    return [title, keywords, headings, body]


def _counts(text: str) -> dict[str, int]:
    pairs = (word.rpartition(":") for word in text.split())
    return {word: int(count) for word, _colon, count in pairs}


def _written(found: dict[int, int]) -> str:
    by_weight: dict[int, list[int]] = {}
    for number, weight in sorted(found.items()):
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
