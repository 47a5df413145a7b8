"""Much work of one kind, shared out among processes, one for each processor that we may use."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

_Item = TypeVar("_Item")
_Made = TypeVar("_Made")
_MOST = 8
_AT_ONCE = 50
"""How many items are worked on before it is told what was made of them."""


def processes_for(count: int, fewest: int) -> int:
    """How many processes are worth their while, if each has at least so many items; 1 where none can be started.

    A process is a fork, which knows all that we know. Only Linux has forks that are safe, and only without threads.
    """
    if count < 2 * fewest or sys.platform != "linux":
        return 1
    import threading

    if threading.active_count() > 1:
        return 1
    return max(1, min(count // fewest, len(os.sched_getaffinity(0)), _MOST))


def shared_out(items: Sequence[_Item], work: Callable[[Sequence[_Item]], _Made], processes: int) -> Iterator[_Made]:
    """What `work` makes of the items, some at a time and in no order.

    What `work` changes besides stays in its process. Items on which a process fails are worked on here, so that an
    error is met where the work was asked for.
    """
    if processes < 2:
        for start in range(0, len(items), _AT_ONCE):
            yield work(items[start : start + _AT_ONCE])
        return
    from multiprocessing import get_context
    from multiprocessing.connection import Connection, wait

    fork = get_context("fork")
    waiting: dict[Connection, Sequence[_Item]] = {}
    started = []
    # What stands together has much in common, and goes to one process; none gets a block more than another.
    blocks = processes * -(-len(items) // (processes * _AT_ONCE))
    ends = [len(items) * number // blocks for number in range(blocks + 1)]
    for number in range(processes):
        ours, theirs = fork.Pipe(duplex=False)
        own = [item for block in range(number, blocks, processes) for item in items[ends[block] : ends[block + 1]]]
        process = fork.Process(target=_work, args=(own, work, theirs), daemon=True)
        process.start()
        theirs.close()
        waiting[ours] = own
        started.append(process)
    while waiting:
        for pipe in wait(list(waiting)):
            assert isinstance(pipe, Connection)
            left = waiting.pop(pipe)
            try:
                made = pipe.recv()
            except EOFError:
                if left:
                    yield work(left)
                continue
            waiting[pipe] = left[_AT_ONCE:]
            yield made
    for process in started:
        process.join()


def _work(items: Sequence[_Item], work: Callable[[Sequence[_Item]], _Made], pipe: Connection) -> None:
    try:
        for start in range(0, len(items), _AT_ONCE):
            pipe.send(work(items[start : start + _AT_ONCE]))
    except BaseException:  # noqa: BLE001  whoever asked meets it as well, and says so
        os._exit(1)
