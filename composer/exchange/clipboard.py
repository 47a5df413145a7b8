"""Copying a reply: by whatever can really take it, and saying which that was."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping

_WAIT = 3.0


def copy_text(text: str, environment: Mapping[str, str]) -> str:
    """Hand the text to the first program that takes it and say which; an empty answer means that none did."""
    for name, command in _commands(environment):
        if shutil.which(command[0], path=environment.get("PATH")) is None:
            continue
        try:
            done = subprocess.run(
                command,
                input=text.encode(),
                timeout=_WAIT,
                check=False,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=dict(environment),
            )
        except (OSError, subprocess.TimeoutExpired):
            continue
        if done.returncode == 0:
            return name
    return ""


def _commands(environment: Mapping[str, str]) -> list[tuple[str, list[str]]]:
    found: list[tuple[str, list[str]]] = []
    if environment.get("TMUX"):
        found.append(("tmux", ["tmux", "load-buffer", "-w", "-"]))
    if environment.get("WAYLAND_DISPLAY"):
        found.append(("wl-copy", ["wl-copy"]))
    if environment.get("DISPLAY"):
        found.append(("xclip", ["xclip", "-selection", "clipboard"]))
    if os.name == "nt":
        found.append(("clip", ["clip"]))
    if shutil.which("pbcopy", path=environment.get("PATH")):
        found.append(("pbcopy", ["pbcopy"]))
    return found
