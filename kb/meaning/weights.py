"""Weights: the sentence model in this person's own data folder, and whether it is there, whole and ours.

`installed.json` names the folder in use with the checksums of its files and is replaced in one step, so a model that
arrives, changes or goes while Warmline is open is seen, and nobody ever reads half of one.
"""

from __future__ import annotations

import json
import os
import zlib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kb.errors import BadWeights, CannotRead, MeaningMissing
from kb.files import opened, read_text

if TYPE_CHECKING:
    from kb.meaning.minilm import MiniLM

MODEL = "all-MiniLM-L6-v2"
SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of the `model.safetensors` that everything here was measured with."""
LICENCE = "Apache-2.0"
LAYOUT = "1"
"""Raised whenever the same text would get another vector."""
INSTALLED = "installed.json"
WEIGHTS, VOCABULARY, LICENCE_FILE, NOTICE = "weights.safetensors", "vocab.txt", "apache-2.0.txt", "NOTICE.txt"
_AT_ONCE = 1 << 20


class Weights(NamedTuple):
    """A model that is installed."""

    folder: Path
    files: tuple[tuple[str, str], ...]
    """Length and checksum of every file that is read, after its name."""

    @property
    def version(self) -> str:
        """What vectors were made by; those of another version cannot be compared with these."""
        return f"{SHA256[:12]}-{LAYOUT}"

    @property
    def megabytes(self) -> int:
        """What it takes on the disk."""
        return sum(file.stat().st_size for file in self.folder.iterdir()) // 1_000_000


def meaning_folder(data: Path) -> Path:
    """Where the model lives below a person's data folder."""
    return data / "meaning"


def find_weights(data: Path) -> Weights | None:
    """What is installed; None where nothing is, BadWeights where it cannot be used."""
    named = meaning_folder(data) / INSTALLED
    try:
        written = json.loads(read_text(named))
        found = Weights(named.parent / Path(written["folder"]).name, tuple(sorted(written["files"].items())))
        layout, model = written["layout"], written["sha256"]
    except CannotRead as error:
        if not os.path.lexists(named):
            return None
        raise BadWeights(named, "it cannot be read") from error
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise BadWeights(named, "it is damaged") from error
    if (layout, model) != (LAYOUT, SHA256):
        raise BadWeights(found.folder, "it was installed by another version of Warmline")
    return found


@lru_cache(maxsize=1)
def load_model(weights: Weights) -> MiniLM:
    """The model, its files checked; BadWeights where they are damaged, MeaningMissing where numpy is."""
    require_numpy()
    from kb.meaning.minilm import MiniLM
    from kb.meaning.tensors import read_tensors

    for name, expected in weights.files:
        if sum_of(weights.folder / name) != expected:
            raise BadWeights(weights.folder / name, "it is damaged or missing")
    try:
        vocabulary = read_text(weights.folder / VOCABULARY).removesuffix("\n").split("\n")
        return MiniLM(read_tensors(weights.folder / WEIGHTS), vocabulary)
    except (CannotRead, OSError, ValueError, LookupError) as error:
        raise BadWeights(weights.folder, str(error)) from error


def require_numpy() -> None:
    """MeaningMissing where the extra is not installed."""
    # One core for each product of matrices: two would wait for each other while the app and its worker both work.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        import numpy  # noqa: F401, ICN001  only whether it is there
    except ImportError as error:
        raise MeaningMissing from error


def sum_of(path: Path) -> str:
    """Length and checksum of a file; empty where it cannot be read."""
    length = checksum = 0
    try:
        with opened(path) as file:
            while part := file.read(_AT_ONCE):
                length += len(part)
                checksum = zlib.crc32(part, checksum)
    except (CannotRead, OSError):
        return ""
    return f"{length} {checksum}"
