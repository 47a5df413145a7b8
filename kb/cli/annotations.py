"""Paths in the annotations of a pull request on GitHub."""

from __future__ import annotations

import os
from pathlib import Path

from kb.files import real_path


def annotated(file: Path, path: str) -> str:
    """How an annotation names a file: below the checkout if it lies in one, else by `path`; their signs escaped."""
    top = os.environ.get("GITHUB_WORKSPACE")
    if top and real_path(file).is_relative_to(real_path(Path(top))):
        path = real_path(file).relative_to(real_path(Path(top))).as_posix()
    for sign in ("%", ",", ":", "\n"):
        path = path.replace(sign, f"%{ord(sign):02X}")
    return path
