"""The search index: generations of an engine's files in this person's own cache folder, never in the desk.

Opening an index may run what is in it, so it is kept where only its owner can write (0700), and a folder that
belongs to somebody else is refused. A generation is written beside the one in use, named in one atomic step
together with the checksums of its files, and never touched again: nobody waits for a lock, the old one answers until
the new one is named, and damage is seen before the files are opened and means building again.
"""

from __future__ import annotations

import contextlib
import json
import os
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from kb.articles.library import Library
from kb.catalogue.cache_file import catalogue_in_memory, open_catalogue
from kb.catalogue.catalogue import Catalogue
from kb.catalogue.stored_library import Progress, StoredLibrary, store_library
from kb.errors import CannotRead, CannotWrite, CatalogueDamaged, EngineMissing, reason
from kb.files import digest, read_bytes, read_text, real_path, write_bytes, write_text
from kb.folders import make_folder, remove_folder
from kb.search.engines.engine import Engine, IndexedArticle, OpenEngine

_LAYOUT = "5"
_CURRENT = "current.json"
_LARGEST = 1 << 32
"""Bytes that one file of an index has at most."""
_FORGOTTEN = 3600
"""Seconds after which a generation that nobody named is taken for one whose writer died."""


def index_folder(cache: Path, desk: Path) -> Path:
    """Where the index of a desk lives below a person's cache folder."""
    return cache / "search" / digest(str(real_path(desk)))


class Index(NamedTuple):
    """An index that can be searched, with the catalogue of what it was made from."""

    engine: OpenEngine
    catalogue: Catalogue
    rebuilt: bool
    changed: int
    """How many articles were written when it was opened."""
    unkept: str = ""
    """Why it is in memory alone; empty where it is in files."""

    def close(self) -> None:
        """Let go of the files."""
        self.engine.close()
        self.catalogue.close()


def open_index(
    folder: Path, library: Library, language: str, progress: Progress | None = None, *, engine: str = "whoosh"
) -> Index:
    """The index of a library, brought up to date; a damaged or outdated one is built again."""
    found = engine_named(engine)
    catalogue = library.catalogue if isinstance(library, StoredLibrary) else None
    unkept = library.unkept
    if catalogue is None:
        try:
            catalogue = open_catalogue(folder, language, "loaded")
            store_library(library, catalogue)
        except CannotWrite as error:
            unkept = str(error)
            catalogue = catalogue_in_memory(language, "loaded")
            store_library(library, catalogue)
    making = Making(folder, found, catalogue, progress)
    try:
        return _in_memory(making, unkept) if unkept else _open(making)
    except CannotWrite as error:
        return _in_memory(making, str(error))


def _in_memory(making: Making, unkept: str) -> Index:
    """An index that is kept nowhere, for a disk that takes nothing: searching needs no writing."""
    paths = making.catalogue.paths()
    return Index(making.engine.in_memory(making.entries(paths)), making.catalogue, True, len(paths), unkept)


def engine_named(name: str) -> Engine:
    """The engine that `search` in `warmline.yaml` names; EngineMissing where it is not installed."""
    if name == "tantivy":
        try:
            from kb.search.engines.tantivy import TantivyEngine
        except ImportError as error:
            raise EngineMissing(name) from error
        return TantivyEngine()
    from kb.search.engines.whoosh import WhooshEngine

    return WhooshEngine()


class Making(NamedTuple):
    """What an index is made from, and where."""

    folder: Path
    engine: Engine
    catalogue: Catalogue
    progress: Progress | None

    @property
    def version(self) -> str:
        return f"{_LAYOUT} {self.engine.version} {self.catalogue.version} {self.catalogue.name}"

    def entries(self, paths: Sequence[str]) -> Iterator[IndexedArticle]:
        for done, (path, fields, labels) in enumerate(self.catalogue.terms(paths), 1):
            yield IndexedArticle(path, fields, labels)
            if self.progress:
                self.progress(done, len(paths))


def _open(making: Making) -> Index:
    # Twice, because another Warmline may replace a generation between our reading its name and opening it.
    for _attempt in range(2):
        try:
            return _open_current(making)
        except CatalogueDamaged:
            raise
        except Exception:  # noqa: BLE001, S112  a damaged index raises ten kinds of errors, few of them the engine's own
            continue
    try:
        return _rebuild(making)
    except (OSError, ValueError) as error:  # tantivy says everything by ValueErrors
        raise CannotWrite(making.folder, reason(error)) from error


class Current(NamedTuple):
    """The generation in use, as `current.json` names it."""

    generation: Path
    files: dict[str, str]
    """The checksum of every file by name."""
    change: int
    """The last change of the catalogue that is in it."""


def _open_current(making: Making) -> Index:
    current = read_current(making)
    state = making.catalogue.state
    written, gone = making.catalogue.changed_since(current.change) if state.change != current.change else ([], [])
    if len(written) > max(50, state.articles // 2):
        raise ValueError(len(written))
    if written or gone:
        with new_generation(making, state.change, current) as generation:
            making.engine.write(generation, making.entries(written), [*gone, *written])
            opened = making.engine.open(generation)
    else:
        opened = making.engine.open(current.generation)
    if opened.count() != state.articles:
        opened.close()
        raise ValueError(opened.count())
    return Index(opened, making.catalogue, rebuilt=False, changed=len(written) + len(gone))


def read_current(making: Making) -> Current:
    """What `current.json` names, its files checked; any exception means that it cannot be used."""
    written = json.loads(read_text(making.folder / _CURRENT))
    if written["version"] != making.version:
        raise ValueError(written["version"])
    generation = making.folder / Path(written["generation"]).name
    current = Current(generation, dict(written["files"]), int(written["change"]))
    # By their sizes first, so that no file is read that is another one.
    sizes = {name: int(known.partition(" ")[0]) for name, known in current.files.items()}
    if any((generation / name).stat().st_size != size for name, size in sizes.items()):
        raise ValueError(generation)
    if _sums(generation) != current.files:
        raise ValueError(generation)
    return current


def _sums(generation: Path, before: Current | None = None) -> dict[str, str]:
    """The checksum of every file; one that is shared with the generation before has the same as there."""
    files = [path for path in generation.iterdir() if not path.name.lower().endswith("lock")]
    known = before.files if before else {}
    shared = {file.name for file in files if file.name in known and file.stat().st_nlink > 1}
    return {file.name: known[file.name] if file.name in shared else _sum(read_bytes(file, _LARGEST)) for file in files}


def _sum(content: bytes) -> str:
    return f"{len(content)} {zlib.crc32(content)}"


def _rebuild(making: Making) -> Index:
    change = making.catalogue.state.change
    paths = making.catalogue.paths()
    with new_generation(making, change) as generation:
        making.engine.write(generation, making.entries(paths))
        # Opened before it has a name: once it has one, another Warmline may replace and remove it.
        opened = making.engine.open(generation)
    return Index(opened, making.catalogue, rebuilt=True, changed=len(paths))


@contextlib.contextmanager
def new_generation(making: Making, change: int, before: Current | None = None) -> Iterator[Path]:
    """A folder to write in; named as the current generation when that went well, and removed when not."""
    generation = making.folder / f"index-{os.urandom(6).hex()}"
    make_folder(generation, 0o700)
    try:
        if before:
            _share(before, generation)
        yield generation
        _name_current(generation, making.version, change, before)
    except BaseException:
        remove_folder(generation)
        raise


def _share(before: Current, generation: Path) -> None:
    """Begin with the files of another generation, which neither will change."""
    for name in before.files:
        try:
            (generation / name).hardlink_to(before.generation / name)
        except OSError:
            write_bytes(generation / name, read_bytes(before.generation / name, _LARGEST), 0o600, at_once=False)


def _name_current(generation: Path, version: str, change: int, shared: Current | None) -> None:
    files = _sums(generation, shared)
    named = {"version": version, "generation": generation.name, "files": files, "change": change}
    folder = generation.parent
    # Asked for before it has a name: once it has one, another Warmline may replace and remove it.
    before, newest = _named(folder), generation.stat().st_mtime
    write_text(folder / _CURRENT, json.dumps(named), 0o600)
    for other in folder.glob("index-*"):
        # One that is younger and has no name yet is being written by another Warmline.
        with contextlib.suppress(OSError):
            if other != generation and (other.name == before or newest - other.stat().st_mtime > _FORGOTTEN):
                remove_folder(other)


def _named(folder: Path) -> str:
    try:
        return str(json.loads(read_text(folder / _CURRENT))["generation"])
    except (CannotRead, ValueError, LookupError, TypeError):
        return ""
