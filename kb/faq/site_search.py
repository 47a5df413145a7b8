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
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from itertools import chain
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
_STEPS = [_LEAST * STEP ** (digit - 0.5) for digit in range(1, _MOST + 1)]
"""The scores from which on each digit from 1 is the nearest."""
_WORD = re.compile(r"[^\W_]+")
_SIGNS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]+")
_SCREENS = re.compile(r"(-ui|-highlight)\.(js|css)$")
_NOT = re.compile(r"n't\b|(?<=\bcan)not\b")
"""Part of its word: `can't` says more than `can`, and customers write it `cant` and `cannot` as well."""
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
    fields: Sequence[Mapping[str, int]]
    """The words of title, keywords, headings and description, each with its count."""
    text: Mapping[str, int]
    """The words that customers see on the page, each with its count."""


def words_in(text: str) -> list[str]:
    """The folded words of a text that are worth finding; of writing without blanks, each two neighbouring signs."""
    found = []
    folded = fold(text)
    if "'" in folded or "cannot" in folded:
        folded = _ELISION.sub(r"\1", _NOT.sub(_written_together, folded))
    for word in _WORD.findall(folded):
        if word.isascii():
            if len(word) > 1 and word not in _STOP:
                found.append(word)
        elif _SIGNS.search(word):
            found += [word] if len(word) < 2 else [word[at : at + 2] for at in range(len(word) - 1)]
        else:
            found.append(word)
    return found


def _written_together(ending: re.Match[str]) -> str:
    return "t" if ending[0] == "not" else "nt"


def counted_words(text: str) -> dict[str, int]:
    """The words of a text with their counts, as they are kept."""
    return dict(sorted(Counter(words_in(text)).items()))


def counted_fields(title: str, keywords: Iterable[str], headings: Iterable[str], text: str) -> list[dict[str, int]]:
    """The words of what stands above an article and of its description, as they are kept."""
    return [counted_words(one) for one in (title, " ".join(keywords), "\n".join(headings), text)]


def index_scripts(
    articles: Sequence[Findable], language: str, *, with_text: bool, alike: Sequence[Sequence[str]] = ()
) -> dict[str, str]:
    """Our own index: the text of each of its scripts by its name.

    `warmlineIndex(folders, articles, starts, stop words, expressions alike)`: articles are `[title, folder, name]`,
    and starts are the first two letters of the pieces. `warmlineWords(piece, lines)`: each line is one word without its
    endings, with its articles, by descending weight, as the differences of their numbers in base 36.
    """
    postings = _postings(articles, language, with_text=with_text)
    lines = [f"{word} {_written(found)}" for word, found in sorted(postings.items())]
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
    scripts = {"index.js": _call("warmlineIndex", folders, shown, starts, " ".join(sorted(_STOP)), alike)}
    return scripts | {f"w{at}.js": _call("warmlineWords", at, "\n".join(piece)) for at, piece in enumerate(pieces)}


def _parted(address: str) -> tuple[str, str]:
    folder, _, name = address.rstrip("/").rpartition("/")
    return (f"{folder}/" if folder else "", name)


def _call(name: str, *parts: object) -> str:
    written = ",".join(json.dumps(part, ensure_ascii=False, separators=(",", ":")) for part in parts)
    # Two separators of lines that JSON allows inside of strings; old browsers end the line there.
    return f"{name}({written});\n".replace("\u2028", " ").replace("\u2029", " ")


def _postings(articles: Sequence[Findable], language: str, *, with_text: bool) -> dict[str, dict[int, list[int]]]:
    """The articles of each word without its endings, by what it weighs there: the sum of BM25 over their fields."""
    cuts = _Cuts(language)
    fields = [_fields_of(one, cuts, with_text=with_text) for one in articles]
    weights = [_weights(name, counts) for name, counts in zip(_FIELDS, zip(*fields, strict=True), strict=False)]
    postings: dict[str, dict[int, list[int]]] = {}
    for number, (article, counted) in enumerate(zip(articles, fields, strict=True)):
        scores: dict[str, float] = {}
        for (rare, mean), counts in zip(weights, counted, strict=True):
            damped = _SATURATION * (1 - _LENGTH + _LENGTH * sum(counts.values()) / mean)
            for word, times in counts.items():
                score = rare[word] * times * (_SATURATION + 1) / (times + damped)
                scores[word] = scores.get(word, 0.0) + score
        levels = {word: bisect_right(_STEPS, score) for word, score in scores.items()}
        # A customer's own words, asked as they stand, are the surest sign of all.
        levels |= {"_".join(_WORD.findall(fold(phrase))): _MOST for phrase in article.keywords if " " in phrase}
        for word, level in levels.items():
            postings.setdefault(word, {}).setdefault(level, []).append(number)
    return postings


def _weights(field: str, counts: Sequence[Mapping[str, int]]) -> tuple[dict[str, float], float]:
    """What each word of a field weighs by how rare it is, and how many words the field has on average."""
    mean = sum(sum(count.values()) for count in counts) / max(len(counts), 1) or 1.0
    have = Counter(chain.from_iterable(counts))
    rare = {word: FIELDS[field] * (1 + math.log(len(counts) / (many + 1))) for word, many in have.items()}
    return rare, mean


class _Cuts(dict[str, str]):
    """What is left of every word asked for so far."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language = language

    def __missing__(self, word: str) -> str:
        self[word] = left = cut(word, self.language)
        return left


def _fields_of(article: Findable, cuts: _Cuts, *, with_text: bool) -> list[dict[str, int]]:
    found: list[dict[str, int]] = [{}, {}, {}, {}]
    # What a description says is found like the text below it.
    given = [*article.fields, article.text if with_text else {}]
    for counts, words in zip([*found, found[-1]], given, strict=True):
        for word, times in words.items():
            left = cuts[word]
            counts[left] = counts.get(left, 0) + times
    return found


def _written(found: Mapping[int, Sequence[int]]) -> str:
    parts = []
    for weight in sorted(found, reverse=True):
        numbers = found[weight]
        gaps = (number - before for before, number in zip([-1, *numbers], numbers, strict=False))
        parts.append(f"{_base36(weight)}:{','.join(map(_base36, gaps))}")
    return " ".join(parts)


@cache
def _base36(number: int) -> str:
    number, digit = divmod(number, 36)
    return (_base36(number) if number else "") + _DIGITS[digit]


def uses_pagefind(search: str) -> bool:
    """Whether Pagefind makes the index as well, by the setting `search`; NoPagefind where it is not installed."""
    if search != "pagefind":
        return False
    if find_spec("pagefind_bin") is None:
        raise NoPagefind
    return True


def pagefind_files(articles: Iterable[Findable], language: str) -> dict[str, bytes]:
    """The files of a Pagefind index by their paths below its folder, without the screens that it brings along."""
    with tempfile.TemporaryDirectory() as place:
        pages, index = Path(place, "pages"), Path(place, "index")
        pages.mkdir()
        for article in articles:
            page = pages / article.address / PAGE
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_text(_as_html(article, language), "utf-8")
        _run_pagefind(pages, language, index)
        paths = [path for path in sorted(index.rglob("*")) if path.is_file() and not _SCREENS.search(path.name)]
        return {path.relative_to(index).as_posix(): path.read_bytes() for path in paths}


def _run_pagefind(pages: Path, language: str, place: Path) -> None:
    """Its own program, which ends when all is written; through its library it is ended by a signal, with files open."""
    import subprocess

    from pagefind_bin import get_executable

    words = ["--site", str(pages), "--output-path", str(place), "--force-language", language, "--silent"]
    subprocess.run([str(get_executable()), *words], stdin=subprocess.DEVNULL, capture_output=True, check=True)


def _as_html(article: Findable, language: str) -> str:
    words, text = " ".join(article.keywords), html.escape(" ".join(article.text))
    headings = "".join(f"<h2>{html.escape(one)}</h2>" for one in article.headings)
    return (
        f'<html lang="{html.escape(language)}"><body><h1 data-pagefind-weight="8">{html.escape(article.title)}</h1>'
        f'<meta data-pagefind-meta="page[content]" content="{html.escape(href(article.address))}">'
        f'<meta data-pagefind-meta="description[content]" content="{html.escape(article.description)}">'
        f'<p data-pagefind-weight="6">{html.escape(words)}</p>'
        f"{headings}<p>{html.escape(article.description)}</p><p>{text}</p></body></html>"
    )
