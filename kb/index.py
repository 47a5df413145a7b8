"""The search index: a Whoosh index in this person's own cache folder, never in the desk.

Opening a Whoosh index runs what is pickled in it, so it is kept where only its owner can write
(0700), and a folder that belongs to somebody else is refused. A generation is written beside the
one in use, named in one atomic step together with the hashes of its files, and never touched again:
nobody waits for a lock, and damage is seen before the files are opened and means building again.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import stat
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import whoosh
from whoosh import fields, index
from whoosh.analysis.tokenizers import SpaceSeparatedTokenizer
from whoosh.searching import Searcher

from kb.article import Article
from kb.errors import CannotWrite, reason
from kb.files import digest, make_folder, write_text
from kb.library import Library
from kb.words import STOP_WORDS, stems_of, words_of

_VERSION = f"2 whoosh {'.'.join(str(part) for part in whoosh.__version__)}"
_CURRENT = "current.json"
_MOST_SEGMENTS = 8
_FORGOTTEN = 3600
"""Seconds after which a generation that nobody named is taken for one whose writer died."""

Progress = Callable[[int, int], None]
"""Called with how many articles are done, of how many."""


def index_folder(cache: Path, desk: Path) -> Path:
    """Where the index of a desk lives below a person's cache folder."""
    return cache / "search" / digest(str(desk.resolve()))


@dataclass(frozen=True)
class Index:
    """An index that can be searched, and the articles that it holds by path."""

    searcher: Searcher
    rebuilt: bool
    changed: int
    """How many articles were written when it was opened."""

    def close(self) -> None:
        """Let go of the files."""
        self.searcher.close()  # type: ignore[no-untyped-call]  # the library's


def open_index(folder: Path, library: Library, language: str, progress: Progress | None = None) -> Index:
    """The index of a library, brought up to date by content hash; a damaged or outdated one is built again."""
    _own_folder(folder)
    wanted = {article.path: _fingerprint(article, language) for article in library.articles}
    making = _Making(folder, library, wanted, language, progress)
    # Twice, because another Warmline may replace a generation between our reading its name and opening it.
    for _attempt in range(2):
        try:
            return _open_current(making)
        except Exception:  # noqa: BLE001, S112  a damaged index raises ten kinds of errors, few of them Whoosh's own
            continue
    try:
        return _rebuild(making)
    except OSError as error:
        raise CannotWrite(folder, reason(error)) from error


@dataclass(frozen=True)
class _Making:
    """What an index is made from, and where."""

    folder: Path
    library: Library
    wanted: dict[str, str]
    """The fingerprint of every article by path."""
    language: str
    progress: Progress | None


@dataclass(frozen=True)
class _Current:
    """The generation in use, as `current.json` names it."""

    generation: Path
    files: dict[str, str]
    """The hash of every file by name."""
    articles: dict[str, str]


def _fingerprint(article: Article, language: str) -> str:
    return digest(f"{article.source_hash} {article.status} {language}")


def _schema() -> fields.Schema:
    tokens = fields.TEXT(analyzer=SpaceSeparatedTokenizer(), phrase=False)
    return fields.Schema(
        path=fields.ID(unique=True, stored=True),
        title=tokens,
        keywords=tokens,
        headings=tokens,
        tags=tokens,
        body=tokens,
        words=fields.KEYWORD(),
        status=fields.ID,
        tag=fields.KEYWORD(),
    )


def _document(article: Article, language: str) -> dict[str, str]:
    headings = " ".join(heading.text for heading in article.whole_document.headings)
    everything = " ".join(
        (article.title, " ".join(article.keywords), " ".join(article.tags), article.summary, article.text)
    )
    return {
        "path": article.path,
        "title": " ".join(stems_of(article.title, language)),
        "keywords": " ".join(stem_ for keyword in article.keywords for stem_ in stems_of(keyword, language)),
        "headings": " ".join(stems_of(headings, language)),
        "tags": " ".join(stems_of(f"{' '.join(article.tags)} {article.category}", language)),
        "body": " ".join(stems_of(f"{article.summary} {article.text}", language)),
        "words": " ".join(sorted({word for word in words_of(everything) if word not in STOP_WORDS and len(word) < 40})),
        "status": str(article.status),
        "tag": " ".join(tag.replace(" ", "-") for tag in article.tags),
    }


def _open_current(making: _Making) -> Index:
    current = _read_current(making.folder)
    stale = [path for path in current.articles if path not in making.wanted]
    changed = [one for one in making.library.articles if current.articles.get(one.path) != making.wanted[one.path]]
    if len(changed) > max(50, len(current.articles) // 2):
        raise ValueError(len(changed))
    if not (changed or stale):
        searcher = index.open_dir(str(current.generation)).searcher()
    else:
        with _new_generation(making) as generation:
            shutil.copytree(current.generation, generation, dirs_exist_ok=True)
            merge = len(list(generation.glob("*.seg"))) > _MOST_SEGMENTS
            old = [*stale, *(article.path for article in changed if article.path in current.articles)]
            _write(index.open_dir(str(generation)), changed, old, making, merge=merge)
            searcher = index.open_dir(str(generation)).searcher()
    if searcher.doc_count() != len(making.wanted):
        searcher.close()  # type: ignore[no-untyped-call]  # the library's
        raise ValueError(searcher.doc_count())
    return Index(searcher, rebuilt=False, changed=len(changed) + len(stale))


def _read_current(folder: Path) -> _Current:
    """What `current.json` names, its files checked; any exception means that it cannot be used."""
    written = json.loads((folder / _CURRENT).read_text(encoding="utf-8"))
    if written["version"] != _VERSION:
        raise ValueError(written["version"])
    current = _Current(folder / Path(written["generation"]).name, dict(written["files"]), dict(written["articles"]))
    if _hashes(current.generation) != current.files:
        raise ValueError(current.generation)
    return current


def _hashes(generation: Path) -> dict[str, str]:
    return {path.name: digest(path.read_bytes()) for path in generation.iterdir() if not path.name.endswith("LOCK")}


def _rebuild(making: _Making) -> Index:
    with _new_generation(making) as generation:
        built = index.create_in(str(generation), _schema())
        _write(built, making.library.articles, [], making, merge=True)
        # Opened before it has a name: once it has one, another Warmline may replace and remove it.
        searcher = built.searcher()
    return Index(searcher, rebuilt=True, changed=len(making.library.articles))


@contextlib.contextmanager
def _new_generation(making: _Making) -> Iterator[Path]:
    """A folder to write in; named as the current generation when that went well, and removed when not."""
    generation = making.folder / f"index-{uuid.uuid4().hex[:12]}"
    make_folder(generation, 0o700)
    try:
        yield generation
        _name_current(generation, making.wanted)
    except BaseException:
        shutil.rmtree(generation, ignore_errors=True)
        raise


def _write(
    opened: index.Index, articles: Sequence[Article], gone: Iterable[str], making: _Making, *, merge: bool
) -> None:
    writer = opened.writer(limitmb=256)
    try:
        for path in gone:
            writer.delete_by_term("path", path)
        for done, article in enumerate(articles, 1):
            writer.add_document(**_document(article, making.language))
            if making.progress:
                making.progress(done, len(articles))
        writer.commit(merge=merge)
    except BaseException:
        with contextlib.suppress(Exception):
            writer.cancel()
        raise


def _name_current(generation: Path, articles: dict[str, str]) -> None:
    named = {"version": _VERSION, "generation": generation.name, "files": _hashes(generation), "articles": articles}
    folder = generation.parent
    before = _named(folder)
    write_text(folder / _CURRENT, json.dumps(named), 0o600)
    newest = generation.stat().st_mtime
    for other in folder.glob("index-*"):
        # One that is younger and has no name yet is being written by another Warmline.
        with contextlib.suppress(OSError):
            if other != generation and (other.name == before or newest - other.stat().st_mtime > _FORGOTTEN):
                shutil.rmtree(other, ignore_errors=True)


def _named(folder: Path) -> str:
    try:
        return str(json.loads((folder / _CURRENT).read_text(encoding="utf-8"))["generation"])
    except (OSError, ValueError, LookupError, TypeError):
        return ""


def _own_folder(folder: Path) -> None:
    """Make sure that nobody else can have put anything into the folder."""
    make_folder(folder, 0o700)
    found = folder.stat()
    if hasattr(os, "getuid") and found.st_uid != os.getuid():
        raise CannotWrite(folder, "it belongs to somebody else, and a search index from others is not opened")
    if stat.S_IMODE(found.st_mode) & 0o077:
        folder.chmod(0o700)
