"""Tensors: named arrays in one file, mapped into memory; the safetensors format, which holds no code.

Eight bytes with the length of the header, the header as JSON, and the arrays one after the other, little-endian.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32] | NDArray[np.int8]
_KINDS: dict[str, np.dtype[Any]] = {"F32": np.dtype("<f4"), "I8": np.dtype("i1")}
_LONGEST_HEADER = 1_000_000


def read_tensors(path: Path) -> dict[str, NDArray[Any]]:
    """The arrays of a file by name, mapped and not yet read; ValueError where it is not such a file."""
    mapped = np.memmap(path, np.uint8, mode="r")
    length = int.from_bytes(mapped[:8].tobytes(), "little")
    if not 2 <= length <= min(_LONGEST_HEADER, len(mapped) - 8):
        raise ValueError("it is no safetensors file")
    header = json.loads(mapped[8 : 8 + length].tobytes())
    body = mapped[8 + length :]
    found: dict[str, NDArray[Any]] = {}
    for name, tensor in header.items():
        if name == "__metadata__" or tensor["dtype"] not in _KINDS:
            continue
        start, end = tensor["data_offsets"]
        if not 0 <= start <= end <= len(body):
            raise ValueError(f"it ends before {name}")
        found[name] = body[start:end].view(_KINDS[tensor["dtype"]]).reshape(tensor["shape"])
    return found


def write_tensors(path: Path, arrays: Mapping[str, Array]) -> None:
    """Write some arrays as one file; those of float32 before those of int8, so that each begins where it must."""
    kinds = {kind: name for name, kind in _KINDS.items()}
    ordered = sorted(arrays.items(), key=lambda entry: (-entry[1].dtype.itemsize, entry[0]))
    header: dict[str, object] = {}
    at = 0
    for name, array in ordered:
        header[name] = {
            "dtype": kinds[array.dtype],
            "shape": array.shape,
            "data_offsets": (at, at + array.nbytes),
        }
        at += array.nbytes
    written = json.dumps(header).encode()
    written += b" " * (-len(written) % 8)
    with path.open("wb") as file:
        file.write(len(written).to_bytes(8, "little") + written)
        for _name, array in ordered:
            file.write(np.ascontiguousarray(array).tobytes())
