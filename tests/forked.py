"""Work in a process of its own that is forked from this one, which spares the start of Python and every import."""

from __future__ import annotations

import os
import sys
import traceback
import warnings
from collections.abc import Callable
from subprocess import CompletedProcess
from threading import Thread
from typing import NoReturn


def run_forked(work: Callable[[], int]) -> CompletedProcess[str]:
    """Its exit code, and what it printed; the process may limit, close or kill what it likes."""
    return Forked(work).end()


class Forked:
    """A process that was begun; `output` is what it prints while it works."""

    def __init__(self, work: Callable[[], int]) -> None:
        streams = [os.pipe(), os.pipe()]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # a test runner has threads
            self.pid = os.fork()
        if not self.pid:
            for number, (_read, write) in enumerate(streams, 1):
                os.dup2(write, number)
            end_with(work)
        for _read, write in streams:
            os.close(write)
        self.output, self._errors = (os.fdopen(read, encoding="utf-8") for read, _write in streams)

    def end(self) -> CompletedProcess[str]:
        """Wait for its end."""
        said: list[str] = []
        other = Thread(target=lambda: said.append(self._errors.read()))
        other.start()
        printed = self.output.read()
        other.join()
        self.output.close()
        self._errors.close()
        return CompletedProcess([], os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1]), printed, said[0])


def end_with(work: Callable[[], int]) -> NoReturn:
    """In the child: work with its own streams, and be gone without whatever the parent does at its end."""
    code = 70
    try:
        sys.stdin = os.fdopen(0, encoding="utf-8", closefd=False)
        sys.stdout, sys.stderr = (os.fdopen(number, "w", encoding="utf-8", closefd=False) for number in (1, 2))
        code = work()
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 0
    except BaseException:  # noqa: BLE001  the parent sees the code and the words
        traceback.print_exc()
    finally:
        try:
            sys.stdout.flush()
            sys.stderr.flush()
        finally:
            os._exit(code)  # whatever happens, only the parent goes on with the tests
