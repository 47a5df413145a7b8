"""Secrets: what a person's own command prints; kept in memory alone, and never repeated in a message."""

from __future__ import annotations

import base64
import shlex
import subprocess
from collections.abc import Mapping

from composer.mail_errors import SecretUnavailable
from kb.text import clean, one_line

_WAIT = 60.0
"""Seconds; a key store may ask its owner for a password first."""
_MOST = 20_000


class Secret:
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
        for value in self._had:
            for form in (value, base64.b64encode(value.encode()).decode().rstrip("=")):
                text = text.replace(form, "…")
        return one_line(clean(text))


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
