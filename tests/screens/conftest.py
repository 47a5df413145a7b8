"""The app on a real desk, driven as an agent would; nothing sleeps."""

from __future__ import annotations

import datetime as dt
import gc
import sys
from collections.abc import Awaitable, Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.pilot import Pilot

from composer.desk.desk import Surroundings, open_desk
from composer.tui import ahead
from composer.tui.app import WarmlineApp
from tests.conftest import copy_template
from tests.screens.lent import Lent
from tests.screens.stage import on_stage, run_on_stage

NOW = dt.datetime(2026, 11, 22, 9, tzinfo=dt.UTC)
Story = Callable[[WarmlineApp, "Pilot[None]"], Awaitable[None]]
Play = Callable[..., WarmlineApp]


@pytest.fixture(autouse=True, scope="session")
def no_app_tunes_the_process() -> Iterator[None]:
    """An app has the collector and the threads take short turns, for the keyboard; here a hundred come and go."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gc, "freeze", lambda: None)
        patch.setattr("composer.tui.quiet._WHILE_TYPING", gc.get_threshold())
        patch.setattr("composer.tui.app._TURN", sys.getswitchinterval())
        yield


@pytest.fixture(autouse=True, scope="session")
def styles_are_parsed_once() -> Iterator[None]:
    """Every app parses the same stylesheets twice; here what came of them is remembered from app to app."""
    parse, parsed = Stylesheet._parse_rules, dict[tuple[Any, ...], list[RuleSet]]()

    def parse_once(self: Stylesheet, *source: Any, **more: Any) -> list[RuleSet]:
        key = (source, *more.items(), frozenset(self._variables.items()))
        if key not in parsed:
            parsed[key] = parse(self, *source, **more)
        return parsed[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Stylesheet, "_parse_rules", parse_once)
        # Every style asks for the hash of every rule; that of any object is the same, without a call.
        patch.setattr(RuleSet, "__hash__", object.__hash__)
        yield


@pytest.fixture(autouse=True, scope="session")
def loads_ahead() -> Iterator[Mapping[str, Callable[..., Any]]]:
    """Every app looks at what its other screens show, builds them, and answers its first case in the other languages.

    To look and to answer once is enough for this process, and a screen is built by the story that goes there; the
    functions that do so each time, by their names.
    """

    def once(load: Callable[..., None]) -> Callable[..., None]:
        left = [load]
        return lambda *given: left.pop()(*given) if left else None

    names = ("load_shown", "load_languages")
    loads: dict[str, Callable[..., Any]] = {name: getattr(ahead, name) for name in names}
    with pytest.MonkeyPatch.context() as patch:
        for name, load in loads.items():
            patch.setattr(ahead, name, once(load))
        loads["modes_to_build"] = ahead.modes_to_build
        patch.setattr(ahead, "modes_to_build", lambda _desk: ())
        yield loads


@pytest.fixture
def acme(read_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sample desk, with every private folder below the test's own."""
    for name in ("CACHE", "CONFIG", "STATE"):
        monkeypatch.setenv(f"WARMLINE_{name}", str(tmp_path / name.lower()))
    monkeypatch.chdir(tmp_path)
    return copy_template(read_template, tmp_path)


@pytest.fixture
def play(tmp_path: Path) -> Play:
    """Runs a story in the app at a size; gives the app back when it has ended."""

    def run(
        desk: Path, story: Story, size: tuple[int, int] = (80, 24), environment: dict[str, str] | None = None
    ) -> WarmlineApp:
        around = Surroundings(NOW.date(), tmp_path / "cache", tmp_path / "config")
        app = WarmlineApp(lambda _progress: open_desk(desk, around), lambda: NOW, environment or {"PATH": ""})

        async def go() -> None:
            try:
                async with on_stage(app, size) as stage:
                    await story(app, stage)
            finally:
                app.close_desks()

        run_on_stage(go())
        return app

    return run


@pytest.fixture(scope="module")
def lent(read_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lent]:
    """Runs stories that change no file and no record, on one sample desk and in one app for all of a module."""
    place = tmp_path_factory.mktemp("lent")
    desk = copy_template(read_template, place)
    around = Surroundings(NOW.date(), place / "cache", place / "config")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("CACHE", "CONFIG", "STATE"):
            patch.setenv(f"WARMLINE_{name}", str(place / name.lower()))
        patch.chdir(place)
        lent = Lent(lambda: WarmlineApp(lambda _progress: open_desk(desk, around), lambda: NOW, {"PATH": ""}))
        yield lent
        lent.close()
