"""Search at 1,000, 10,000 and 50,000 articles: Whoosh, tantivy and SQLite FTS5 on the same articles in one run.

    python tests/benchmarks/search.py [NUMBER…]

The help centre in `../shared/data` (else the sample) is grown to NUMBER articles (1,000 where none is given): every
new article has lines drawn from all real ones, so words are as frequent as there, and a product number of its own.
Times are CPU milliseconds of one core, those of helping processes added, where nothing else is said. FTS5 gets the
very stems of our index in the same five fields with the same boosts, and looks for all words typed so far, the last
one as a prefix. A keystroke is each beginning of 20 characters of real titles, ten hits; `shown` adds the excerpts of
the ten.
"""

from __future__ import annotations

import datetime as dt
import gc
import os
import random
import resource
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib import resources
from itertools import islice
from pathlib import Path

from markdown_it import MarkdownIt

from kb.articles import ARTICLES
from kb.articles.status import Status
from kb.catalogue.cache_file import open_catalogue
from kb.catalogue.catalogue import Catalogue
from kb.catalogue.stored_library import StoredLibrary, open_library
from kb.desk_files import SETTINGS
from kb.lint.lint import lint_library
from kb.search.index import index_folder, open_index
from kb.search.published import PublishedPlace
from kb.search.search import Search
from kb.search.shared_index import publish_index, take_index
from kb.search_settings import SearchSettings
from kb.settings import ENGINES
from kb.words.terms import FIELDS
from kb.words.words import stems_of

HELP_CENTRE = Path(__file__).parents[3] / "shared" / "data" / "arduino-help-center"
QUERIES = 30
KEYS = 20
CHANGED = 5
TODAY = dt.date(2026, 11, 22)
SETTLING = 2.5
"""Seconds until a new file's times tell whether it changed."""


def cpu(work: Callable[[], object]) -> float:
    """CPU milliseconds of one call, those of the processes that it starts included."""
    start = _spent()
    work()
    return (_spent() - start) * 1000


def _spent() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def wall(work: Callable[[], object]) -> float:
    """Milliseconds of one call by the clock."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def cpu_of_child(words: list[str], environment: dict[str, str]) -> float:
    """CPU milliseconds of a whole process, the median of five."""
    found = []
    for _ in range(5):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(words, check=True, capture_output=True, env=environment)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        found.append((after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000)
    return statistics.median(found)


def p50_p95(times: list[float]) -> str:
    """The median and the 95th percentile of some times."""
    ordered = sorted(times)
    return f"{statistics.median(ordered):6.2f} / {ordered[int(len(ordered) * 0.95)]:6.2f}"


@dataclass(frozen=True)
class Grown:
    """A desk with as many articles as wanted, and what is typed on it."""

    desk: Path
    cache: Path
    typed: tuple[str, ...]

    @property
    def articles(self) -> Path:
        """The articles folder."""
        return self.desk / ARTICLES


def grow(folder: Path, number: int) -> Grown:
    """A desk of `number` articles whose words are as frequent as in the real ones."""
    chance = random.Random(7)
    source = HELP_CENTRE if HELP_CENTRE.is_dir() else Path(str(resources.files("kb") / "sample" / ARTICLES))
    real = sorted(source.rglob("*.md"))
    texts = [path.read_text("utf-8") for path in real]
    bodies = [text.split("---\n", 2)[-1].split("\n") for text in texts]
    lines = [line for body in bodies for line in body if line.strip() and not line.startswith((":::", "```"))]
    desk = folder / "desk"
    for path, text in list(zip(real, texts, strict=True))[:number]:
        target = desk / ARTICLES / path.relative_to(source)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    for one in range(len(real), number):
        length = sum(bool(line.strip()) for line in chance.choice(bodies))
        title = " ".join(path.stem.replace("-", " ") for path in chance.sample(real, 2))[:70]
        body = "\n\n".join(chance.choices(lines, k=max(length, 1)))
        target = desk / ARTICLES / chance.choice(real).parent.relative_to(source) / f"article-{one}.md"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(f"---\ntitle: {title!r}\nstatus: public\n---\nModel AG-{one}.\n\n{body}\n", "utf-8")
    (desk / SETTINGS).write_text("organisation: Acme Garden\nmissing_status: public\n", "utf-8")
    queries = [path.stem.replace("-", " ").lower()[:KEYS] for path in chance.sample(real, min(QUERIES, len(real)))]
    typed = tuple(query[:end] for query in queries for end in range(1, len(query) + 1))
    return Grown(desk, folder / "cache", typed)


class FullText:
    """SQLite FTS5 with the same stems."""

    def __init__(self, path: Path, catalogue: Catalogue) -> None:
        self.connection = sqlite3.connect(path)
        columns = ", ".join(FIELDS)
        self.connection.execute(f"CREATE VIRTUAL TABLE articles USING fts5(path UNINDEXED, {columns}, prefix='2 3')")
        rows = (
            (path, *(fields[name] for name in FIELDS)) for path, fields, _labels in catalogue.terms(catalogue.paths())
        )
        self.connection.executemany(f"INSERT INTO articles VALUES (?{', ?' * len(FIELDS)})", rows)
        self.connection.commit()

    def find(self, typed: str) -> list[str]:
        """The ten best articles for what is typed so far."""
        stems = stems_of(typed, "en")
        words = [f'"{stem_}"' for stem_ in stems[:-1]] + ([f'"{stems[-1]}"*'] if stems else [])
        weights = ", ".join(["0", *(str(boost) for boost in FIELDS.values())])
        query = f"SELECT path FROM articles WHERE articles MATCH ? ORDER BY bm25(articles, {weights}) LIMIT 10"
        return [row[0] for row in self.connection.execute(query, (" OR ".join(words),))] if words else []


def measure_engine(grown: Grown, engine: str, peer: float, number: int) -> float:
    """Print the figures of one engine; `peer` is the p95 of FTS5. How long its index takes, in milliseconds."""
    (grown.desk / SETTINGS).write_text(f"missing_status: public\nsearch: {engine}\n", "utf-8")
    folder = index_folder(grown.cache, grown.desk)
    catalogue = open_catalogue(folder, "en", Status.PUBLIC)
    library = open_library(grown.articles, Status.PUBLIC, catalogue)
    building = cpu(partial(open_index, folder, library, "en", engine=engine))
    search = Search(library, open_index(folder, library, "en", engine=engine), "en")
    size = sum(path.stat().st_size for path in folder.glob("index-*/*")) / 1e6
    times = [cpu(partial(search.find, typed)) for typed in grown.typed]
    shown = [cpu(partial(find_and_show, search, typed)) for typed in grown.typed]
    p95 = sorted(times)[int(len(times) * 0.95)]
    search.index.close()
    again = cpu(partial(opened, grown, engine))
    few = list(islice(grown.articles.rglob("*.md"), CHANGED))
    changed = statistics.median(
        cpu(partial(change_and_find, grown, engine, path, f"hollyhock{engine}{place}"))
        for place, path in enumerate(few)
    )
    time.sleep(SETTLING)
    opened(grown, engine).index.close()
    environment = {**os.environ, "WARMLINE_CACHE": str(grown.cache)}
    # What is installed is compiled, and so is a checkout after its first run.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    command = Path(sys.executable).with_name("warmline")
    bare = cpu_of_child([sys.executable, "-c", "pass"], environment)
    whole = cpu_of_child([str(command), "search", "--desk", str(grown.desk), "reset", "my", "password"], environment)
    print(f"{engine}, {number:,} articles")
    print(f"  build the index         {number / building * 1000:8.0f} articles a second, {size:.1f} MB")
    print(f"  a keystroke, p50 / p95  {p50_p95(times)} ms   {peer / p95:.1f} x ahead of FTS5 at p95")
    print(f"  shown, p50 / p95        {p50_p95(shown)} ms")
    print(f"  open, nothing changed   {again:8.0f} ms")
    print(f"  one changed, searchable {changed:8.0f} ms")
    print(f"  warmline search         {whole:8.0f} ms   {whole / bare:.1f} x python -c pass", flush=True)
    return building


def measure_shared(grown: Grown, number: int, alone: float) -> None:
    """Print what it takes to use a published index; `alone` is what reading and indexing every article took."""
    settings = SearchSettings("en", Status.PUBLIC, "tantivy")
    folder, place = index_folder(grown.cache, grown.desk), PublishedPlace(str(grown.cache / "published"))
    library = open_library(grown.articles, Status.PUBLIC, open_catalogue(folder, "en", Status.PUBLIC))
    index = open_index(folder, library, "en", engine="tantivy")
    publishing = cpu(partial(publish_index, folder, index.catalogue, settings, place))
    size = sum(path.stat().st_size for path in Path(place.name).iterdir()) / 1e6
    index.close()
    other = grown.cache / "other"

    def take() -> None:
        catalogue = open_catalogue(other, "en", Status.PUBLIC)
        take_index(other, catalogue, settings, place)
        found = open_index(other, open_library(grown.articles, Status.PUBLIC, catalogue), "en", engine="tantivy")
        assert (found.rebuilt, found.changed) == (False, 0)
        found.close()

    taking = cpu(take)
    print(f"a published index, {number:,} articles")
    print(f"  publish                 {publishing:8.0f} ms   {size:.1f} MB")
    print(
        f"  take, and be up to date {taking:8.0f} ms   {alone / taking:.1f} x ahead of reading and indexing", flush=True
    )


def find_and_show(search: Search, typed: str) -> None:
    """Ten hits with the lines that match."""
    for hit in search.find(typed):
        _ = hit.excerpt


def opened(grown: Grown, engine: str) -> Search:
    """The desk's search, opened anew."""
    folder = index_folder(grown.cache, grown.desk)
    library = open_library(grown.articles, Status.PUBLIC, open_catalogue(folder, "en", Status.PUBLIC))
    return Search(library, open_index(folder, library, "en", engine=engine), "en")


def change_and_find(grown: Grown, engine: str, path: Path, word: str) -> None:
    """Change one article, open the desk and find the article by its new word."""
    path.write_text(f"{path.read_text('utf-8')}\n\n{word}.\n", "utf-8")
    search = opened(grown, engine)
    found = search.find(word)
    assert [hit.article.path for hit in found] == [path.relative_to(grown.articles).as_posix()]
    search.index.close()


def measure(number: int) -> None:
    """Print every figure for one number of articles."""
    with tempfile.TemporaryDirectory() as place:
        grown = grow(Path(place), number)
        time.sleep(SETTLING)
        folder = index_folder(grown.cache, grown.desk)
        catalogue = open_catalogue(folder, "en", Status.PUBLIC)
        library: list[StoredLibrary] = []
        opening = (grown.articles, Status.PUBLIC, catalogue)
        took: list[float] = []
        reading = cpu(lambda: took.append(wall(lambda: library.append(open_library(*opening)))))
        print(f"{number:,} articles: read and derived at {number / reading * 1000:.0f} articles a second of one core")
        linting = cpu(lambda: took.append(wall(partial(lint_library, library[0], TODAY))))
        print(f"  lint, derived before    {number / linting * 1000:8.0f} articles a second")
        parser = MarkdownIt()
        parsing = wall(lambda: [parser.parse(path.read_text("utf-8")) for path in grown.articles.rglob("*.md")])
        print(
            f"  lint, all for the first time {number / sum(took) * 1000:3.0f} articles a second by the clock, "
            f"{sum(took) / parsing:.2f} x the time in which one process of markdown-it-py parses them"
        )
        made: list[FullText] = []
        building = cpu(lambda: made.append(FullText(Path(place) / "fts5", catalogue)))
        times = [cpu(partial(made[0].find, typed)) for typed in grown.typed]
        made[0].connection.close()
        catalogue.close()
        size = (Path(place) / "fts5").stat().st_size / 1e6
        print(f"FTS5, {number:,} articles")
        print(f"  build the index         {number / building * 1000:8.0f} articles a second, {size:.1f} MB")
        print(f"  a keystroke, p50 / p95  {p50_p95(times)} ms", flush=True)
        peer = sorted(times)[int(len(times) * 0.95)]
        for engine in ENGINES:
            making = measure_engine(grown, engine, peer, number)
            if engine == "tantivy":
                measure_shared(grown, number, reading + making)
            for generation in folder.glob("index-*"):
                shutil.rmtree(generation)


def main(arguments: list[str]) -> int:
    """Measure each number of articles."""
    gc.set_threshold(50_000)  # as the command does
    for number in [int(one.replace(",", "")) for one in arguments] or [1_000]:
        measure(number)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
