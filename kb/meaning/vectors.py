"""Vectors: those of texts met before, in one file in a person's cache folder, found by the hash of the text.

The file is a row of records of one size, only ever added to: whoever reads while another Warmline writes sees whole
records, one that is torn or damaged does not fit its checksum and is worked out again, and work that was stopped
goes on where it was.
"""

from __future__ import annotations

import contextlib
import os
import zlib
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kb.errors import CannotRead
from kb.files import added_to, digest, opened
from kb.folders import make_private_folder
from kb.meaning.minilm import WIDTH, Floats

_RECORD = np.dtype([("of", "S24"), ("sum", "<u4"), ("vector", "<f2", (WIDTH,))])
_WORTH_IT = 2_000
"""Records of texts that are gone from which on the file is written anew."""


class Vectors:
    """The vectors of one desk's texts by one version of the model."""

    def __init__(self, folder: Path, version: str) -> None:
        self.version = version
        self.path = folder / f"meaning-{version}.vectors"
        self.known: dict[str, NDArray[np.float16]] = {}
        self._read = (0, 0)
        """Which file was read, and how far."""

    def look(self) -> None:
        """Read what was added since."""
        with contextlib.suppress(CannotRead, OSError), opened(self.path) as file:
            number = os.fstat(file.fileno()).st_ino
            start = self._read[1] if self._read[0] == number else 0
            file.seek(start)
            content = file.read()
            whole = len(content) - len(content) % _RECORD.itemsize
            self._read = (number, start + whole)
            self.known |= _vectors(content[:whole])

    def add(self, texts: Sequence[str], vectors: Floats) -> None:
        """Keep the vectors of some texts, one a row; CannotWrite where they can only be used now."""
        self._keep({digest(text): vector for text, vector in zip(texts, vectors.astype(np.float16), strict=True)})

    def take(self, content: bytes) -> None:
        """Keep the records of another file that are whole and no other numbers than a vector has."""
        found = _vectors(content[: len(content) - len(content) % _RECORD.itemsize])
        lengths = {name: float(np.linalg.norm(vector.astype(np.float32))) for name, vector in found.items()}
        self._keep({name: found[name] for name, length in lengths.items() if length == 0 or 0.98 < length < 1.02})

    def records_of(self, names: Sequence[str]) -> bytes:
        """The records of texts that are known, by their hashes."""
        return _records({name: self.known[name] for name in names})

    def _keep(self, named: Mapping[str, NDArray[np.float16]]) -> None:
        self.known |= named
        make_private_folder(self.path.parent)
        with added_to(self.path) as file:
            # What was left half written is filled up, so that records begin where they are looked for.
            file.write(bytes(-file.tell() % _RECORD.itemsize) + _records(named))

    def rows(self, names: Sequence[str]) -> Floats:
        """The vectors of texts that are known, by their hashes, one a row."""
        return np.array([self.known[name] for name in names], np.float32).reshape(-1, WIDTH)

    def forget_others(self, names: Collection[str]) -> None:
        """Write the file anew where much of it is of texts that are gone."""
        self.look()
        kept = {name: self.known[name] for name in names if name in self.known}
        if len(self.known) - len(kept) < max(_WORTH_IT, len(kept)):
            return
        temporary = self.path.with_name(f".{self.path.name}.{os.urandom(6).hex()}")
        with contextlib.suppress(OSError):
            temporary.write_bytes(_records(kept))
            temporary.chmod(0o600)
            temporary.replace(self.path)
            self.known = kept


def _vectors(content: bytes) -> dict[str, NDArray[np.float16]]:
    """The vectors of whole records by the hashes of their texts, damaged ones left out."""
    records = np.frombuffer(content, _RECORD)
    return {record["of"].decode("ascii"): record["vector"] for record in records if _sum(record) == record["sum"]}


def _records(vectors: Mapping[str, NDArray[np.float16]]) -> bytes:
    records = np.zeros(len(vectors), _RECORD)
    for record, (name, vector) in zip(records, vectors.items(), strict=True):
        record["of"], record["vector"] = name.encode("ascii"), vector
        record["sum"] = _sum(record)
    return records.tobytes()


def _sum(record: np.void) -> int:
    return zlib.crc32(record["vector"].tobytes(), zlib.crc32(record["of"]))
