"""Secrets: what a person's own command prints; kept in memory alone, and never repeated in a message."""

from __future__ import annotations

import base64
import re
import shlex
import subprocess
from collections.abc import Mapping
from urllib.parse import quote

from composer.mail_errors import SecretUnavailable
from kb.text import clean, one_line

_WAIT = 60.0
"""Seconds; a key store may ask its owner for a password first."""
_MOST = 20_000
_CODED = re.compile(r"[A-Za-z0-9+/_=-]+")
_SHORTEST = 4
"""Letters of a coded form from which on it is looked for; a shorter one would be found anywhere."""


class MailboxSecret:
    """The password or token of a mailbox, asked for when it is first needed."""

    def __init__(self, command: str, environment: Mapping[str, str]) -> None:
        self._command = command
        self._environment = dict(environment)
        self._value = ""
        self._had: set[str] = set()

    def __repr__(self) -> str:
        return "Secret(…)"

    def get(self) -> str:
        """The secret; SecretUnavailable where the command does not print one."""
        if not self._value:
            self._value = run_secret_command(self._command, self._environment)
            self._had.add(self._value)
        return self._value

    def forget(self) -> None:
        """Ask the command anew the next time, since the server no longer takes what it printed."""
        self._value = ""

    def conceal(self, text: str) -> str:
        """A text on one line without the secret, should a server repeat it."""
        forms = {form for value in self._had for form in _forms(value)}
        for form in {form for value in self._had for form in (value, quote(value, safe=""))}:
            text = text.replace(form, "…")
        text = _CODED.sub(lambda run: "…" if any(form in run[0] for form in forms) else run[0], text)
        # Parted by a server that breaks its lines.
        whole = "".join(text.split())
        return "…" if any(form in whole for form in forms) else one_line(clean(text))


def _forms(value: str) -> list[str]:
    """How a secret looks in what a server may repeat: as it is, in hex, and in Base64 behind anything.

    Of Base64 there are three, by where in a group of three bytes it begins; each is what no neighbour changes.
    """
    content = value.encode()
    found = [value, content.hex()]
    for before in range(3):
        coded = base64.b64encode(bytes(before) + content).decode().rstrip("=")
        found.append(coded[-(-before * 8 // 6) : (before + len(content)) * 8 // 6])
    return [form for form in found if len(form) >= _SHORTEST]


def run_secret_command(command: str, environment: Mapping[str, str]) -> str:
    """The first line that a command prints; what else it says is left out of messages."""
    try:
        words = shlex.split(command)
        done = subprocess.run(
            words or [""],
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=_WAIT,
            check=False,
            env=dict(environment),
        )
    except subprocess.TimeoutExpired:
        raise SecretUnavailable(command, f"it did not end within {_WAIT:.0f} seconds") from None
    except (OSError, ValueError) as error:
        raise SecretUnavailable(command, f"it could not be started ({type(error).__name__})") from error
    if done.returncode:
        raise SecretUnavailable(command, f"it ended with {done.returncode}")
    found = done.stdout[:_MOST].decode("utf-8", "replace").split("\n")[0].rstrip("\r")
    if not found:
        raise SecretUnavailable(command, "it printed nothing")
    return found
