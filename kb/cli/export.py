"""`warmline export`: the FAQ as a static site, and what changed in it."""

from __future__ import annotations

import argparse
import gc
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kb.adding import adding
from kb.articles import ARTICLES
from kb.cli.main import add_common, cache_folder, desk_of, progress_on_terminal, say, settle
from kb.problem import Level, Problem
from kb.settings import load_library_settings
from kb.text import count_of

if TYPE_CHECKING:
    from kb.faq.export import Exported
    from kb.faq.output import Changes

_MANY_PROBLEMS = 30
_MANY_CHANGES = 10
"""More changed pages than this are counted instead of listed."""


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's words."""
    parser.add_argument("folder", metavar="DIR", help="the folder that the site is written into")
    parser.add_argument("--fresh", action="store_true", help="make every page anew, also those that did not change")
    parser.add_argument(
        "--retire",
        action="append",
        default=[],
        metavar="SLUG",
        help="let a page go that customers could read until now",
    )
    add_common(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the FAQ and say what is in it, and what changed."""
    from kb.articles.revisions import load_revisions
    from kb.faq.articles.body_cache import no_progress
    from kb.faq.articles.text_cache import Texts
    from kb.faq.cache import Kept, kept_file
    from kb.faq.export import export_faq
    from kb.faq.site_search import uses_pagefind

    desk = desk_of(arguments)
    settle(desk)
    settings = load_library_settings(desk)
    folder = Path(arguments.folder)
    with _no_collecting(), Kept(kept_file(cache_folder(), folder), anew=arguments.fresh) as kept:
        texts = Texts(kept)
        library = texts.library(desk / ARTICLES, settings.missing_status)
        done = export_faq(
            library,
            settings,
            folder,
            desk,
            progress_on_terminal("exporting") or no_progress,
            texts=texts,
            changed={path: revision.when for path, revision in load_revisions(library.root).items()},
            pagefind=uses_pagefind(settings.faq.search),
            retired=arguments.retire,
        )
    if done.put_back:
        say("The last export was cut short between two steps; the site before it was put back first.")
    for line in _problem_lines([problem for problem in done.problems if problem.level is not Level.HINT]):
        say(line)
    if not settings.faq.base_url:
        say(
            "Without faq.base_url in warmline.yaml there is no sitemap, no feed and no full address for search "
            "engines, and 404.html takes it that the FAQ stands at the top of its site."
        )
    if arguments.json:
        print(json.dumps(_as_json(folder, done)))
        return 0
    for line in _change_lines(done.changes):
        say(line)
    counted = f"{count_of(done.articles, 'article')} on {count_of(done.pages, 'page')}"
    say(f"{counted} in {folder}: open {folder / 'index.html'}")
    if not done.articles and library.count:
        say(f"Of {count_of(library.count, 'article')}, none is public; write `status: public` in those that customers")
        say("may read, or `missing_status: public` in warmline.yaml where an article that says nothing is public.")
    if not done.with_words and not uses_pagefind(settings.faq.search):
        say("With this many articles, our search knows their titles, keywords and headings; `faq: {search: pagefind}`")
        say(f"in warmline.yaml adds the words of their texts ({adding('pagefind[bin]')}).")
    return 0


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Among thousands of articles there is no garbage to collect, and looking for it takes a fifth of the time."""
    gc.disable()
    try:
        yield
    finally:
        # What was made stays until the command ends, which is soon, and would be looked through at once.
        gc.freeze()
        gc.enable()


def _as_json(folder: Path, done: Exported) -> dict[str, object]:
    return {
        "folder": str(folder),
        "articles": done.articles,
        "pages": done.pages,
        "files": done.files,
        "pictures": done.pictures,
        "added": done.changes.added,
        "changed": done.changes.changed,
        "removed": done.changes.removed,
    }


def _problem_lines(problems: Sequence[Problem]) -> list[str]:
    """What a writer may still want to mend: each where they are few, else how many there are of each kind."""
    if len(problems) <= _MANY_PROBLEMS:
        return [str(problem) for problem in problems]
    counts = Counter(problem.code for problem in problems)
    kinds = ", ".join(f"{count} {code}" for code, count in counts.most_common())
    return [f"To look at: {kinds}. `warmline lint` names each with its place."]


def _change_lines(changes: Changes) -> list[str]:
    """What changed since the last export, one line for each page where they are few."""
    kinds: list[tuple[str, Sequence[str]]] = [
        ("new", changes.added),
        ("changed", changes.changed),
        ("gone", changes.removed),
    ]
    if sum(len(pages) for _kind, pages in kinds) <= _MANY_CHANGES:
        return [f"{kind:8}{page}" for kind, pages in kinds for page in pages]
    counts = ", ".join(f"{len(pages)} {kind}" for kind, pages in kinds if pages)
    return [f"Pages since the last export: {counts}."]
