"""The agent's own editor, for a file or a draft."""

from __future__ import annotations

import shlex
import subprocess
from collections.abc import Mapping
from pathlib import Path

_PLUS = ("vi", "vim", "nvim", "view", "nano", "emacs", "emacsclient", "kak", "micro", "joe", "jed", "mg", "ne")
"""Editors that take `+LINE` before the file."""
_COLON = ("hx", "helix", "subl", "zed")
"""Editors that take `FILE:LINE`."""
_GOTO = ("code", "codium")
"""Editors that take `-g FILE:LINE`."""


def edit_file(path: Path, environment: Mapping[str, str], line: int = 0) -> str:
    """Open a file in `$VISUAL` or `$EDITOR`, at a line where that is known, and wait; why not, or an empty text."""
    editor = environment.get("VISUAL") or environment.get("EDITOR") or "vi"
    try:
        command = editor_command(editor, path, line)
        done = subprocess.run(command, check=False, env=dict(environment))
    except (OSError, ValueError) as error:
        return f"The editor {editor!r} could not be started ({error}). Set $EDITOR to one that is installed."
    return f"The editor {editor!r} ended with {done.returncode}." if done.returncode else ""


def editor_command(editor: str, path: Path, line: int = 0) -> list[str]:
    """What opens a file, at a line where the editor's way to say it is known; ValueError where none is named."""
    command = shlex.split(editor)
    if not command:
        raise ValueError("it names no program")
    name = Path(command[0]).name
    if line and name in _PLUS:
        return [*command, f"+{line}", str(path)]
    if line and name in _COLON:
        return [*command, f"{path}:{line}"]
    if line and name in _GOTO:
        return [*command, "-g", f"{path}:{line}"]
    return [*command, str(path)]


def split_words(line: str) -> list[str]:
    """The words of a line as a shell parts them; a quote that is not closed is a letter like others."""
    try:
        return shlex.split(line)
    except ValueError:
        return line.split()
