"""A bare desk to practise on, opened once for all tests."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from composer.desk.desk import Desk, Surroundings, open_desk
from composer.desk.new_desk import start_desk

TODAY = dt.date(2026, 11, 21)
Opened = Callable[[Path], Desk]


@pytest.fixture(scope="session")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk without articles of its own, which has the shipped phrases, cues and rules."""
    folder = tmp_path_factory.mktemp("bare")
    start_desk(folder / "desk", bare=True)
    desk = open_desk(folder / "desk", Surroundings(TODAY, folder / "cache", folder / "config"))
    yield desk
    desk.close()


@pytest.fixture
def desk_folder(tmp_path: Path) -> Path:
    """The folder of a new bare desk."""
    start_desk(tmp_path / "desk", bare=True)
    return tmp_path / "desk"


@pytest.fixture
def opened() -> Iterator[Opened]:
    """Opens desks, which are closed behind the test."""
    with ExitStack() as stack:

        def opening(folder: Path) -> Desk:
            around = Surroundings(TODAY, folder.parent / "cache", folder.parent / "config")
            return stack.enter_context(closing(open_desk(folder, around)))

        yield opening
