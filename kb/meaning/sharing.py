"""Sharing: the vectors of a desk in one file, made by one person or by CI, so that nobody else works them out.

A line of JSON with the version of the model, the number of records and their SHA-256, and the records as `vectors.py`
keeps them. There is no code in it, and a file that is not whole, or by another model, is refused.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection
from pathlib import Path

from kb.errors import CannotRead
from kb.files import read_given, write_given
from kb.meaning.vectors import Vectors

_MOST_BYTES = 4_000_000_000
"""Five million texts."""


def publish_vectors(vectors: Vectors, texts: Collection[str], path: Path) -> int:
    """Write the vectors of some texts, named by their hashes; of how many they are."""
    vectors.look()
    there = sorted(text for text in {*texts} if text in vectors.known)
    content = vectors.records_of(there)
    head = {"vectors": vectors.version, "records": len(there), "sha256": hashlib.sha256(content).hexdigest()}
    write_given(path, json.dumps(head).encode() + b"\n" + content)
    return len(there)


def take_vectors(vectors: Vectors, path: Path) -> int:
    """Add the vectors of a file to those that are there; how many were new."""
    head, _, content = read_given(path, _MOST_BYTES).partition(b"\n")
    try:
        said = json.loads(head)
        version, checksum = said["vectors"], said["sha256"]
    except (ValueError, LookupError, TypeError) as error:
        raise CannotRead(path, "it is no file of `warmline meaning publish`") from error
    if version != vectors.version:
        raise CannotRead(path, "its vectors are by another version of the sentence model")
    if hashlib.sha256(content).hexdigest() != checksum:
        raise CannotRead(path, "it is damaged (its SHA-256 differs)")
    vectors.look()
    before = len(vectors.known)
    vectors.take(content)
    return len(vectors.known) - before
