"""Git: the only place that calls it, with everything off by which a repository could run or fetch something.

A desk is often a copy of somebody's repository, and the settings in `.git/config` come along with a copied folder. So
nothing that they name may run: the options here are stronger than every settings file, and the environment is
stronger than the options. A person's own settings count beside them, for they say which folders git may trust.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

_LONGEST_WAIT = 30
"""Seconds that git may take for a whole history."""
_FILE = "100"
"""What the mode of a file begins with in git; links and other repositories have others."""
_PASSED_ON = ("HOME", "XDG_CONFIG_HOME", "SYSTEMROOT", "USERPROFILE", "APPDATA", "TMPDIR", "TEMP")
"""What git may know of the caller's environment: nothing that begins with GIT_, no pager and no program."""
_OFF = {
    "protocol.allow": "never",
    "core.fsmonitor": "false",
    "core.hooksPath": os.devnull,
    "core.pager": "cat",
    "core.sshCommand": "false",
    "core.gitProxy": "false",
    "core.askPass": "false",
    "core.alternateRefsCommand": "false",
    "core.attributesFile": os.devnull,
    "credential.helper": "",
    "diff.external": "",
    "gpg.program": "false",
    "gpg.ssh.program": "false",
    "gpg.x509.program": "false",
    "log.showSignature": "false",
    "log.follow": "false",
    "log.showRoot": "true",
    "mailmap.file": os.devnull,
    "mailmap.blob": "",
    "diff.orderFile": os.devnull,
    "safe.bareRepository": "explicit",
}
_ENVIRONMENT = {
    "GIT_ALLOW_PROTOCOL": "",  # no way of fetching is allowed, whatever a setting says
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_OPTIONAL_LOCKS": "0",  # nothing is written for reading
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_PAGER": "cat",
    "GIT_ASKPASS": "false",
    "GIT_SSH_COMMAND": "false",
    "LC_ALL": "C",
}


def history_of(folder: Path, format_: str) -> str:
    """What `git log` says of a folder: each commit in a format of git's, with the files below that it changed.

    Entries end with NUL. Empty where there is no repository, no history or no git, and where git takes too long.
    """
    words = ("--name-only", "--no-renames", "--no-ext-diff", "--no-textconv", "--ignore-submodules=all", "--relative")
    return _run(folder, os.environ, "log", f"--format={format_}", "-z", *words, "--", ".")


def files_since(folder: Path, revision: str) -> dict[str, str] | None:
    """The object of each file below a folder where the present commit left a revision; None where git knows no such.

    An empty revision is the branch that this one is pushed to, and without one the present commit.
    """
    if revision.startswith("-"):
        return None
    wanted = [revision] if revision else ["@{upstream}", "HEAD"]
    bases = (_run(folder, os.environ, "merge-base", one, "HEAD").strip() for one in wanted)
    base = next((one for one in bases if one), "")
    if not base:
        return None
    entries = _run(folder, os.environ, "ls-tree", "-r", "-z", base, "--", ".").split("\0")
    parted = (one.partition("\t") for one in entries)
    return {name: head.split(" ")[2] for head, _tab, name in parted if name and head.startswith(_FILE)}


def contents_of(folder: Path, objects: Iterable[str]) -> dict[str, bytes]:
    """The content of each object of a repository that is a file's; those that are not at hand are left out."""
    wanted = list(dict.fromkeys(objects))
    said = _said(folder, os.environ, ("cat-file", "--batch"), "".join(f"{one}\n" for one in wanted).encode())
    found: dict[str, bytes] = {}
    at = 0
    while at < len(said):
        end = said.find(b"\n", at)
        name, kind, *size = said[at:end].decode("ascii", "replace").split(" ")
        at = end + 1
        if size and size[0].isdigit():
            if kind == "blob":
                found[name] = said[at : at + int(size[0])]
            at += int(size[0]) + 1
    return found


def object_of(content: bytes, like: str) -> str:
    """The name that git gives a file's content, by the same hash as another name."""
    kind = hashlib.sha256 if len(like) > len(hashlib.sha1(usedforsecurity=False).hexdigest()) else hashlib.sha1
    return kind(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


def _run(folder: Path, environment: Mapping[str, str], *words: str) -> str:
    return _said(folder, environment, words).decode("utf-8", "replace")


def _said(folder: Path, environment: Mapping[str, str], words: Sequence[str], asked: bytes = b"") -> bytes:
    # Absolute folders only: with `.` among them, a program of the desk could be taken for git.
    path = os.pathsep.join(filter(os.path.isabs, environment.get("PATH", os.defpath).split(os.pathsep)))
    program = shutil.which("git", path=path)
    if program is None:
        return b""
    options = [option for name, value in _OFF.items() for option in ("-c", f"{name}={value}")]
    passed_on = {name: environment[name] for name in _PASSED_ON if name in environment}
    try:
        done = subprocess.run(
            [program, "-C", str(folder), *options, "--no-pager", *words],
            input=asked,
            capture_output=True,
            timeout=_LONGEST_WAIT,
            check=False,
            env={**passed_on, "PATH": path, **_ENVIRONMENT},
        )
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return b""
    return done.stdout if done.returncode == 0 else b""
