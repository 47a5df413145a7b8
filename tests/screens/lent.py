"""An app that several stories share, one after the other: each finds the first case as nobody has touched it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack

from composer.tui.app import WarmlineApp
from composer.tui.case_view import prepare
from tests.screens.loop import StillLoop
from tests.screens.stage import Stage, on_stage

Story = Callable[[WarmlineApp, Stage], Awaitable[None]]


class Lent:
    """Stories that only look, write and undo share its app; after one that failed the next has an app of its own.

    What is recorded, written into files or changed in the app itself would be there in the next story, too.
    """

    def __init__(self, begin: Callable[[], WarmlineApp]) -> None:
        self._begin = begin
        self._runner: asyncio.Runner | None = None
        self._ends = AsyncExitStack()

    def __call__(self, story: Story, size: tuple[int, int] = (80, 24)) -> WarmlineApp:
        """Run a story in the app at a size; the app, which goes on."""
        if self._runner is None:
            self._runner = asyncio.Runner(loop_factory=StillLoop)
            self._app = self._begin()
            self._stage = self._runner.run(self._ends.enter_async_context(on_stage(self._app, size)))
            assert self._app.answer_screen.answering is not None
            self._case = self._app.answer_screen.answering.case
        else:
            self._runner.run(self._begin_again(size))
        try:
            self._runner.run(self._tell(story))
        except BaseException:
            self.close()
            raise
        return self._app

    def close(self) -> None:
        """End the app, if there is one."""
        runner, self._runner = self._runner, None
        if runner is not None:
            with runner:
                try:
                    runner.run(self._ends.aclose())
                finally:
                    self._app.close_desks()

    async def _tell(self, story: Story) -> None:
        await story(self._app, self._stage)
        await self._stage.pause()
        assert self._app._exception is None

    async def _begin_again(self, size: tuple[int, int]) -> None:
        """Open the case as it was at first; every other screen is a new one."""
        app, screen = self._app, self._app.answer_screen
        while len(app.screen_stack) > 1:
            app.pop_screen()
        app.forget_toasts()
        screen.answering = None
        if screen.saving is not None:
            screen.saving.stop()
        app.keeper.forget(self._case.id)
        await app.switch_mode("answer")
        for mode in {*app._screen_stacks} & {*app.MODES}:
            await app.remove_mode(mode)
            app.add_mode(mode, app.MODES[mode])
        await self._stage.resize_terminal(*size)
        await app.show(prepare(app.desk, self._case, None))
        await self._stage.pause()
