"""The private folder of a desk: customers, history and drafts; never in git."""

from __future__ import annotations

import contextlib
from pathlib import Path

from kb.errors import KBError
from kb.files import write_text

PRIVATE = ".warmline"


def keep_out_of_git(folder: Path) -> None:
    """Put a `.gitignore` that ignores everything into a private folder."""
    mark = folder / ".gitignore"
    if not mark.exists():
        with contextlib.suppress(KBError):
            write_text(mark, "*\n")
