"""The agent's own editor, for a file or a draft."""

from __future__ import annotations

import shlex
import subprocess
from collections.abc import Mapping
from pathlib import Path


def edit_file(path: Path, environment: Mapping[str, str]) -> str:
    """Open a file in `$VISUAL` or `$EDITOR` and wait; what went wrong, or an empty text."""
    editor = environment.get("VISUAL") or environment.get("EDITOR") or "vi"
    try:
        command = [*shlex.split(editor), str(path)]
        done = subprocess.run(command, check=False, env=dict(environment))
    except (OSError, ValueError) as error:
        return f"The editor {editor!r} could not be started ({error}). Set $EDITOR to one that is installed."
    return f"The editor {editor!r} ended with {done.returncode}." if done.returncode else ""
