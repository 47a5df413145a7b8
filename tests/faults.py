"""Failing or ending at the Nth call of the system, to see what is left behind."""

from __future__ import annotations

import builtins
import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

CALLS = ("open", "write", "fsync", "fchmod", "chmod", "rename", "replace", "link", "unlink", "mkdir", "rmdir")
"""What changes something in a file system; the reading of files goes through `open`, too."""


class Counted:
    """How often the system was called so far, and what happens at one of the calls."""

    def __init__(self, at: int, happens: Callable[[], None], *, always: bool = False) -> None:
        self.at = at
        self.happens = happens
        self.always = always
        """At every call from then on, as on a full disk."""
        self.count = 0

    def called(self) -> None:
        self.count += 1
        if self.count == self.at or (self.always and self.count > self.at):
            self.happens()


def full_disk() -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


@contextmanager
def counting(counted: Counted) -> Iterator[None]:
    """Every call of the system is counted, and the chosen one fails."""
    with pytest.MonkeyPatch.context() as patch:
        for owner, names in ((os, CALLS), (builtins, ("open",))):
            for name in names:
                patch.setattr(owner, name, _watched(getattr(owner, name), counted))
        yield


def _watched(call: Callable[..., Any], counted: Counted) -> Callable[..., Any]:
    def watched(*arguments: Any, **named: Any) -> Any:
        counted.called()
        return call(*arguments, **named)

    return watched
