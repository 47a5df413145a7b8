"""How well the FAQ's own search finds the judged answers, beside `warmline search` and Pagefind, and what it loads.

    python tests/benchmarks/site_search.py [FOLDER] [--first N] [--half 0|1]

FOLDER holds sets as `relevance.py` has them. Each set is exported as a FAQ and opened in Chromium from disk, and every
question is asked in its search; Pagefind is asked in the same browser, over a server on this computer. `--half` asks
every other question, so that one half stays unseen while the other is tuned on.
"""

from __future__ import annotations

import argparse
import gzip
import shutil
import statistics
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

sys.path.insert(0, str(Path(__file__).parents[2]))

from playwright.sync_api import Browser, Page, sync_playwright

from kb.articles.library import Library
from kb.faq.export import export_faq
from kb.search.index import open_index
from kb.search.search import Search
from kb.settings import FaqSettings, LibrarySettings
from tests.benchmarks.faq_pages import Quiet
from tests.benchmarks.relevance import DATA, Rank, library_of, load_documents, load_queries, measure, typed

_OWN = "async query => (await window.warmlineSearch.find(query)).slice(0, 10).map(one => one.address)"
_PAGEFIND = """async query => {
  const engine = await import('/search/pagefind/pagefind.js');
  const found = (await engine.search(query)).results.slice(0, 10);
  return (await Promise.all(found.map(one => one.data()))).map(one => one.meta.page);
}"""


def exported(library: Library, site: Path, *, pagefind: bool = False) -> None:
    """A library as a FAQ in a folder."""
    settings = LibrarySettings(faq=FaqSettings(search="pagefind" if pagefind else "own"))
    export_faq(library, settings, site, None, pagefind=pagefind)


@contextmanager
def served(site: Path) -> Iterator[str]:
    """The address of a folder on a server of this computer."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


def asked(page: Page, script: str) -> Rank:
    """A page's search as a ranking of slugs."""

    def rank(question: str) -> list[str]:
        return [slug_of(address) for address in page.evaluate(script, question)]

    return rank


def slug_of(address: str) -> str:
    """The slug in an address."""
    return unquote(address).removesuffix("index.html").rstrip("/").rpartition("/")[2]


def opened(browser: Browser, address: str) -> Page:
    """The search page with its script loaded."""
    page = browser.new_page()
    page.goto(address)
    page.focus("main input[type=search]")
    page.locator("main form[data-used]").wait_for(state="attached")
    return page


def loads(browser: Browser, address: str, questions: list[str]) -> list[int]:
    """The bytes, packed, that each question costs who types it on a page that is open."""
    sizes = []
    for question in questions:
        page = browser.new_page()
        page.goto(address)
        asked_for: list[str] = []
        page.on("request", lambda request: asked_for.append(request.url))  # noqa: B023  closed before the next
        page.focus("main input[type=search]")
        page.fill("main input[type=search]", question)
        page.locator("main form [role=status]:not(:empty)").wait_for(state="attached")
        page.wait_for_load_state("networkidle")
        files = {unquote(urlsplit(one).path) for one in asked_for}
        sizes.append(sum(len(gzip.compress(Path(one).read_bytes())) for one in files if Path(one).is_file()))
        page.close()
    return sizes


def main(arguments: list[str]) -> int:
    """Print one line for each set and search."""
    parser = argparse.ArgumentParser()
    parser.add_argument("data", nargs="?", type=Path, default=DATA)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--half", type=int, choices=(0, 1))
    parser.add_argument("--own", action="store_true", help="the FAQ's own search alone")
    options = parser.parse_args(arguments)
    print(f"{'set':22} {'search':22} {'success@1':>9} {'MRR':>6} {'nDCG@10':>8}")
    for folder in sorted(path.parent for path in options.data.glob("*/queries.jsonl")):
        queries = load_queries(folder / "queries.jsonl")
        queries = queries if options.half is None else queries[options.half :: 2]
        queries = queries[:: max(1, len(queries) // options.first)] if options.first else queries
        documents = load_documents(folder / "docs.jsonl")
        bare = [replace(one, keywords=()) for one in documents]
        compare(folder.name, library_of(documents), queries, own=options.own)
        if bare != documents:
            compare(f"{folder.name}, no keywords", library_of(bare), queries, own=options.own)
    return 0


def compare(name: str, library: Library, queries: list[tuple[str, set[str]]], *, own: bool) -> None:
    """Print one line for each search."""

    def line(search: str, rank: Rank) -> None:
        first, reciprocal, gain = measure(rank, queries)
        print(f"{name:22} {search:22} {first:9} {reciprocal:6} {gain:8}", flush=True)

    with tempfile.TemporaryDirectory() as place:
        site, other = Path(place, "own"), Path(place, "pagefind")
        exported(library, site)
        if not own:
            search = Search(library, open_index(Path(place, "index"), library, "en"), "en")
            line("warmline search", partial(typed, search))
            exported(library, other, pagefind=True)
        with sync_playwright() as playwright:
            file = shutil.which("chromium") or shutil.which("google-chrome")
            browser = playwright.chromium.launch(executable_path=file, args=["--no-sandbox"])
            address = (site / "search" / "index.html").as_uri()
            line("the FAQ's own", asked(opened(browser, address), _OWN))
            if not own:
                with served(other) as there:
                    page = browser.new_page()
                    page.goto(f"{there}search/index.html")
                    line("Pagefind", asked(page, _PAGEFIND))
            sizes = loads(
                browser, address, [question for question, _relevant in queries[:: max(1, len(queries) // 10)]]
            )
            median, most = statistics.median(sizes) / 1000, max(sizes) / 1000
            print(f"{name:22} a question loads {median:.0f} KB, at most {most:.0f} KB", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
