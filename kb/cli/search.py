"""`warmline search`: the best articles for some words, with the lines that match."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from kb.articles import ARTICLES
from kb.articles.status import Status
from kb.cli.main import (
    MINUS,
    Ink,
    add_common,
    cache_folder,
    desk_of,
    ink,
    library_of,
    progress_on_terminal,
    say,
    say_unkept,
)
from kb.clock import today_here
from kb.problem import Level
from kb.search_settings import load_search_settings
from kb.text import count_of

if TYPE_CHECKING:
    from kb.problem import Problem
    from kb.search.search import Hit
    from kb.search.search_log import IsName


class Also(NamedTuple):
    """Something found that is no article: as data, as a headline and as its words."""

    row: dict[str, object]
    headline: str
    words: str


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's words."""
    parser.description = 'Find articles by words, "phrases", -words, and tag:, status:, category: or owner:.'
    parser.add_argument(
        "words", nargs="+", metavar="WORDS", help="what is looked for; also tag:NAME, -WORD, and quoted words"
    )
    statuses = [status.value for status in Status]
    parser.add_argument("--status", choices=statuses, default="", help="only articles with this status")
    parser.add_argument("--tag", default="", help="only articles with this tag")
    parser.add_argument("--limit", type=int, default=10, metavar="N", help="at most N hits (10)")
    parser.add_argument("--explain", action="store_true", help="say why each article was found")
    add_common(parser)
    parser.set_defaults(run=run)


def run(
    arguments: argparse.Namespace,
    is_name: IsName = lambda _word: False,
    also: Callable[[str], Sequence[Also]] = lambda _words: (),
) -> int:
    """Print the best hits, and what else was found; note what was looked for in nameless words."""
    words = " ".join(word.replace(MINUS, "-", 1) if word.startswith(MINUS) else word for word in arguments.words)
    hits, articles, unreadable = _find(arguments, words, is_name)
    more = also(words)
    for problem in unreadable:
        if problem.level is Level.ERROR:
            say(f"Not searched: {problem.path}: {problem.message}")
    if arguments.json:
        rows = [*(_as_json(hit, explain=arguments.explain) for hit in hits), *(one.row for one in more)]
        print(json.dumps(rows, ensure_ascii=False, indent=1))
        return 0
    pen = ink()
    for hit in hits:
        _print_hit(hit, pen, explain=arguments.explain)
    for one in more:
        print(f"{pen.bold(one.headline)}\n    {one.words}")
    if not (hits or more):
        where = " with that status or tag" if arguments.status or arguments.tag else ""
        say(
            f"Nothing found for {words!r}{where} in {count_of(articles, 'article')}."
            if articles
            else "This desk has no articles yet. Write one with: warmline new article TITLE."
        )
    return 0


def _find(arguments: argparse.Namespace, words: str, is_name: IsName) -> tuple[list[Hit], int, Sequence[Problem]]:
    """The hits, in how many articles they were looked for, and what could not be read."""
    from kb.search.index import index_folder, open_index
    from kb.search.query import LONGEST_QUERY, parse_query
    from kb.search.search import Search
    from kb.search.search_log import nameless, note_search
    from kb.words.synonyms import load_synonyms
    from kb.words.words import words_of

    desk = desk_of(arguments)
    folder = index_folder(cache_folder(), desk)
    settings = load_search_settings(desk, folder)
    library = library_of(desk, settings)
    progress = progress_on_terminal("indexing")
    index = open_index(folder, library, settings.language, progress, engine=settings.search)
    say_unkept(index.unkept if not library.unkept else "")
    synonyms, _problems = load_synonyms(desk)
    search = Search(library, index, settings.language, synonyms=synonyms)
    limit = max(1, min(arguments.limit, 1_000))
    hits = search.find(words, limit=limit, status=arguments.status, tag=arguments.tag)
    asked = parse_query(words).asked
    known = index.catalogue.known(list(words_of(asked)), LONGEST_QUERY)
    note_search(desk, today_here(), nameless(asked, known, is_name), [hit.article.slug for hit in hits])
    count, unreadable = library.count, library.unreadable
    index.close()
    return hits, count, unreadable


def _as_json(hit: Hit, *, explain: bool) -> dict[str, object]:
    row: dict[str, object] = {
        "slug": hit.article.slug,
        "title": hit.article.title,
        "status": hit.article.status,
        "path": f"{ARTICLES}/{hit.article.path}",
        "score": round(hit.score, 2),
        "lines": [line.text for line in hit.excerpt],
    }
    return row | ({"why": [str(reason) for reason in hit.why]} if explain else {})


def _print_hit(hit: Hit, pen: Ink, *, explain: bool) -> None:
    mark = "" if hit.article.status is Status.PUBLIC else f"  [{hit.article.status}]"
    print(f"{pen.bold(hit.article.title)}{mark}  {pen.dim(hit.article.slug)}")
    for line in hit.excerpt:
        print(f"    {_marked(line.text, line.marks, pen)}")
    if explain:
        print(pen.dim(f"    why: {'; '.join(map(str, hit.why)) or 'it fits what else was asked for'}"))


def _marked(text: str, marks: tuple[tuple[int, int], ...], pen: Ink) -> str:
    parts, at = [], 0
    for start, end in marks:
        parts += [text[at:start], pen.bold(text[start:end])]
        at = end
    return "".join([*parts, text[at:]])
