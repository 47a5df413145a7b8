"""An event loop for tests of screens: its clock stands still, and it tells when nothing is left to do."""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")


class _Selector(selectors.DefaultSelector):
    """Asks before it blocks: a loop blocks only where none of its tasks can go on."""

    def __init__(self, would_block: Callable[[], bool]) -> None:
        super().__init__()
        self._would_block = would_block

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """Wait for events, unless somebody was woken by the question."""
        if (timeout is None or timeout > 0) and self._would_block():
            timeout = 0
        return super().select(timeout)


class StillLoop(asyncio.SelectorEventLoop):
    """A loop on whose clock no time passes by itself, and that knows when its tasks and its threads are at rest.

    No toast ends, no cursor blinks and no animation is half done because the machine is slow.
    """

    def __init__(self) -> None:
        super().__init__(_Selector(self._wake))
        self._waiting: list[asyncio.Future[None]] = []
        self._listening: list[asyncio.Future[None]] = []
        self._threads = 0
        self._now = 0.0
        self._pool = ThreadPoolExecutor(8)

    def time(self) -> float:
        """Seconds since the loop was made, as far as they were let pass."""
        return self._now

    def advance(self, seconds: float) -> None:
        """Let time pass at once; timers that were due by then fire."""
        self._now += seconds

    def run_in_executor(self, executor: Executor | None, func: Callable[..., T], *args: Any) -> asyncio.Future[T]:  # type: ignore[override]
        """Run a function in a thread, which counts as work until it ends, even where nobody waits for it any more."""
        self._threads += 1
        inner = (executor or self._pool).submit(func, *args)
        outer = asyncio.wrap_future(inner, loop=self)
        # Added after the loop's own: when it is counted, its outcome has arrived.
        inner.add_done_callback(lambda _: self.call_soon_threadsafe(self._ended))
        return outer

    def _ended(self) -> None:
        self._threads -= 1

    async def rest(self) -> None:
        """Wait until no task can go on and no thread of this loop works."""
        future: asyncio.Future[None] = self.create_future()
        self._waiting.append(future)
        await future

    async def hear(self) -> None:
        """Wait until some thread has something done on this loop, however long that takes by the wall."""
        future: asyncio.Future[None] = self.create_future()
        self._listening.append(future)
        await future

    def call_soon_threadsafe(self, *given: Any, **named: Any) -> asyncio.Handle:  # type: ignore[override]
        """Have something done on this loop, and let those know who listen."""
        handle = super().call_soon_threadsafe(*given, **named)
        super().call_soon_threadsafe(self._tell)
        return handle

    def _tell(self) -> None:
        listening, self._listening = self._listening, []
        for future in listening:
            if not future.done():
                future.set_result(None)

    def _wake(self) -> bool:
        if self._threads or not self._waiting:
            return False
        for future in self._waiting:
            if not future.done():
                future.set_result(None)
        self._waiting.clear()
        return True

    def close(self) -> None:
        """Close the loop and end its threads."""
        self._pool.shutdown()
        super().close()
