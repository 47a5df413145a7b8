"""A shared index: what CI or one person made of a desk's articles, so that nobody else has to.

A publication is two files: `warmline-index.json` says by what it was made, how large it is and its SHA-256, and
`index-….zip`, named by that checksum, holds the files of a generation of tantivy and the rows of the catalogue. The
second is there before the first names it. Of Whoosh nothing is shared, because opening its files runs what is in them.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import re
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, NamedTuple

from kb.catalogue.cache_file import derived_by
from kb.catalogue.catalogue import Catalogue
from kb.catalogue.shared_rows import lines_of, take_lines
from kb.errors import CannotWrite, IndexNotShared, IndexUnpublished, IndexUnusable, reason
from kb.folders import make_private_folder
from kb.search.engines.engine import Engine, EngineQuery
from kb.search.index import Making, engine_named, new_generation, read_current
from kb.search.published import Copied, NotThere, PublishedPlace, Unreached, copy_from, copy_to
from kb.search_settings import SearchSettings

MANIFEST = "warmline-index.json"
_ROWS, _FILES = "rows.jsonl", "files/"
_FILE = re.compile(r"\.?[a-z0-9]+(?:\.[a-z0-9]+){0,2}")
"""What tantivy calls its files."""
_SHA256 = re.compile(r"[0-9a-f]{64}")
_MOST_MANIFEST = 10_000
_MOST_BYTES, _MOST_UNPACKED = 1 << 32, 1 << 34
"""Ten times what 100,000 articles take."""
_MADE = (1980, 1, 1, 0, 0, 0)
"""The same time for every file, so that the same index is the same file."""


class Manifest(NamedTuple):
    """What a publication says of itself."""

    made: dict[str, str]
    """What has to be the same here, by the words that a message has for it."""
    articles: int
    size: int
    sha256: str

    @property
    def name(self) -> str:
        """The file with the index."""
        return f"index-{self.sha256[:16]}.zip"


def made_by(engine: Engine, settings: SearchSettings) -> dict[str, str]:
    """What an index depends on, beside the articles."""
    return {
        "version of Warmline": derived_by(),
        "version of tantivy": engine.version,
        "language": settings.language,
        "missing_status": str(settings.missing_status),
    }


def publish_index(folder: Path, catalogue: Catalogue, settings: SearchSettings, place: PublishedPlace) -> Manifest:
    """Publish the index in a person's cache folder, which is as new as its catalogue; IndexUnpublished says why not."""
    engine = shared_engine(settings)
    try:
        with tempfile.TemporaryFile(dir=folder) as packed:
            _pack(Making(folder, engine, catalogue, None), packed)
            found = _sum_of(packed)
            manifest = Manifest(made_by(engine, settings), catalogue.state.articles, *found)
            copy_to(place, manifest.name, packed)
            copy_to(place, MANIFEST, io.BytesIO(json.dumps(manifest._asdict(), indent=1).encode()))
    except Unreached as error:
        raise IndexUnpublished(place.name, str(error)) from error
    except OSError as error:
        raise CannotWrite(folder, reason(error)) from error
    if not place.is_address:
        _remove_older(Path(place.name), manifest.name)
    return manifest


def take_index(folder: Path, catalogue: Catalogue, settings: SearchSettings, place: PublishedPlace) -> Manifest:
    """Put a published index in the place of a person's own; IndexUnusable says why not, and nothing is changed.

    It is as new as the articles were where it was made; opening the library and the index brings it up to date.
    """
    engine = shared_engine(settings)
    make_private_folder(folder)
    try:
        # The engine that tried the index may still write beside it: what cannot be cleared costs nobody the index.
        with tempfile.TemporaryDirectory(dir=folder, prefix="taken-", ignore_cleanup_errors=True) as room:
            packed = Path(room, "packed")
            manifest = _fetch(place, made_by(engine, settings), packed)
            _unpack_into(Making(folder, engine, catalogue, None), packed, Path(room), manifest)
    except Unreached as error:
        raise IndexUnusable(place.name, str(error)) from error
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, RuntimeError) as error:
        raise IndexUnusable(place.name, f"it is damaged ({error})") from error
    except OSError as error:
        raise CannotWrite(folder, reason(error)) from error
    return manifest


def shared_engine(settings: SearchSettings) -> Engine:
    """The engine of a desk; IndexNotShared where its files may not come from somebody else."""
    if settings.search != "tantivy":
        raise IndexNotShared(settings.search)
    return engine_named(settings.search)


def _pack(making: Making, packed: IO[bytes]) -> None:
    with zipfile.ZipFile(packed, "w") as archive, _unchanged(making.catalogue):
        current = read_current(making)
        if current.change != making.catalogue.state.change:
            raise Unreached("articles were changed just now; do the same again")
        for name in sorted(current.files):
            with (current.generation / name).open(mode="rb") as file, _member(archive, f"{_FILES}{name}") as target:
                shutil.copyfileobj(file, target)
        with _member(archive, _ROWS) as target:
            target.writelines(lines_of(making.catalogue))


def _member(archive: zipfile.ZipFile, name: str) -> IO[bytes]:
    info = zipfile.ZipInfo(name, _MADE)
    info.compress_type = zipfile.ZIP_DEFLATED
    return archive.open(info, mode="w", force_zip64=True)


@contextlib.contextmanager
def _unchanged(catalogue: Catalogue) -> Iterator[None]:
    """All rows as they are at one moment, whatever others write meanwhile."""
    catalogue.connection.execute("BEGIN")
    try:
        yield
    finally:
        catalogue.connection.execute("ROLLBACK")


def _sum_of(packed: IO[bytes]) -> Copied:
    """The size and the checksum of a file that is open; it is at its beginning again."""
    packed.seek(0)
    sha256 = hashlib.file_digest(packed, "sha256").hexdigest()  # type: ignore[arg-type]  # any open file will do
    size = packed.tell()
    packed.seek(0)
    return Copied(size, sha256)


def _remove_older(folder: Path, newest: str) -> None:
    """Remove the indexes that no longer have a name; whoever reads one has it open."""
    for file in folder.glob("index-????????????????.zip"):
        if file.name != newest:
            with contextlib.suppress(OSError):
                file.unlink()


def _fetch(place: PublishedPlace, wanted: Mapping[str, str], packed: Path) -> Manifest:
    """Copy the index to here, and be sure that it is whole and fits; what it says of itself."""
    for attempt in (1, 2):
        manifest = _read_manifest(place)
        if other := [what for what, value in wanted.items() if manifest.made.get(what) != value]:
            raise Unreached(f"it was made with another {' and another '.join(other)}; publish it anew")
        try:
            with packed.open(mode="wb") as target:
                copied = copy_from(place, manifest.name, target, manifest.size)
        except NotThere as error:
            # It may have been published anew between the two questions.
            if attempt == 2:
                raise Unreached(f"{manifest.name}, which {MANIFEST} names, is not there") from error
            continue
        if copied.size < manifest.size:
            raise Unreached(f"only {copied.size:,} of its {manifest.size:,} bytes are there; it may be half copied")
        if copied.sha256 != manifest.sha256:
            raise Unreached("it is damaged (its SHA-256 differs)")
        return manifest
    raise AssertionError


def _read_manifest(place: PublishedPlace) -> Manifest:
    content = io.BytesIO()
    try:
        copy_from(place, MANIFEST, content, _MOST_MANIFEST)
    except NotThere as error:
        raise Unreached(f"there is no {MANIFEST}; make one with: warmline index publish") from error
    try:
        found = Manifest(**json.loads(content.getvalue()))
        sound = (
            all(type(value) is str for value in found.made.values())
            and type(found.articles) is type(found.size) is int
            and 0 < found.size <= _MOST_BYTES
            and _SHA256.fullmatch(found.sha256)
        )
    except (ValueError, TypeError, AttributeError, RecursionError):
        sound = None
    if not sound:
        raise Unreached(f"its {MANIFEST} is none that `warmline index publish` writes")
    return found


def _unpack_into(making: Making, packed: Path, room: Path, manifest: Manifest) -> None:
    """Make what was fetched the current generation, after it was opened for a trial."""
    with zipfile.ZipFile(packed) as archive:
        inside = archive.infolist()
        names = {info.filename.removeprefix(_FILES) for info in inside if info.filename.startswith(_FILES)}
        if sorted(info.filename for info in inside) != sorted([_ROWS, *(f"{_FILES}{name}" for name in names)]):
            raise ValueError("it holds other files than an index")
        if bad := sorted(name for name in names if not _FILE.fullmatch(name)):
            raise ValueError(f"{bad[0][:80]!r} is no file of an index")
        if sum(info.file_size for info in inside) > _MOST_UNPACKED:
            raise ValueError("it is too large")
        files = room / "files"
        files.mkdir(0o700)
        for name in sorted(names):
            with archive.open(f"{_FILES}{name}") as file, (files / name).open(mode="xb") as target:
                # The archive says how long each file is, and gives no more of it.
                shutil.copyfileobj(file, target)
        _try(making.engine, files, manifest.articles)
        with archive.open(_ROWS) as rows:
            change = take_lines(making.catalogue, rows)
    # After the rows: an index that knows of more changes than its catalogue would be believed.
    with new_generation(making, change) as generation:
        for name in names:
            (files / name).rename(generation / name)


def _try(engine: Engine, folder: Path, articles: int) -> None:
    opened = engine.open(folder)
    try:
        if opened.count() != articles or len(opened.rank(EngineQuery(), 1)) != min(articles, 1):
            raise ValueError(f"it holds {opened.count()} articles, and should hold {articles}")
    finally:
        opened.close()
