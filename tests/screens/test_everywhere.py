"""What holds on every screen: keys, sizes, hostile text, and a polite end."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList
from textual.worker import WorkerFailed

from composer.cases.step import Step
from composer.desk.desk import Surroundings, open_desk
from composer.keys.commands import ANSWER, EVERYWHERE, FOLLOW_UPS, LIBRARY, PRACTICE
from composer.tui.app import WarmlineApp
from composer.tui.screens.answer import AnswerScreen
from composer.tui.screens.follow_ups import FollowUpsScreen
from composer.tui.screens.library import LibraryScreen
from composer.tui.screens.practice import PracticeScreen
from tests.screens.conftest import NOW
from tests.screens.lent import Lent
from tests.screens.stage import SIZES, looks_as_it_should, looks_as_it_should_at_every_size, press, screen_text, settle

HOSTILE = "[bold]{{ agent.name }}\x1b[31m[/]"
SHARED = Path(__file__).parents[3] / "shared"


def test_inbox_and_library_look_as_they_should(lent: Lent) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        for name, key in (("inbox", "f2"), ("library", "f4")):
            await press(app, pilot, key)
            await looks_as_it_should_at_every_size(app, pilot, name)

    lent(story, size=SIZES[-1])


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_answer_screen_looks_as_it_should_and_every_pane_is_reached_and_on_the_tour(
    lent: Lent, size: tuple[int, int]
) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        await press(app, pilot, "ctrl+j")
        looks_as_it_should(app, "answer")
        for letter, focused in (
            ("m", "message-scroll"),
            ("r", "reply"),
            ("s", "step-list"),
            ("a", "article-query"),
            ("f", "findings"),
        ):
            await press(app, pilot, "ctrl+o", letter)
            assert app.focused is not None
            assert app.focused.id == focused
            assert app.focused.region.height > 0
        await tour(app, pilot)

    lent(story, size)


async def tour(app: WarmlineApp, pilot: Pilot[None]) -> None:
    """Through the open message, and its end at any time."""
    await press(app, pilot, "f11")
    focused = []
    for number in range(1, 6):
        assert f"{number} of 5" in screen_text(app)
        assert "Enter goes on" in screen_text(app)
        focused.append(app.answer_screen.focused and app.answer_screen.focused.id)
        await press(app, pilot, "enter")
    assert focused == ["message-scroll", "step-list", "article-query", "reply", "step-list"]
    assert app.screen is app.answer_screen
    await press(app, pilot, "f11", "escape", "ctrl+j")
    assert app.answer_screen.answering is not None
    assert app.answer_screen.answering.draft.passage(Step.LISTEN) is not None


def test_every_command_has_something_to_run_and_a_key_of_its_own() -> None:
    """One declaration gives key, footer, palette and help; here it is held against the code."""
    for commands, screen in (
        (ANSWER, AnswerScreen),
        (LIBRARY, LibraryScreen),
        (FOLLOW_UPS, FollowUpsScreen),
        (PRACTICE, PracticeScreen),
        (EVERYWHERE, WarmlineApp),
    ):
        for command in commands:
            name = command.action.removeprefix("app.").partition("(")[0]
            owner = WarmlineApp if command.action.startswith("app.") else screen
            assert hasattr(owner, f"action_{name}"), command
        these = (*commands, *(EVERYWHERE if commands is not EVERYWHERE else ()))
        keys = [command.key for command in these if command.key]
        assert len(keys) == len(set(keys))


@pytest.mark.parametrize("commands", [ANSWER, LIBRARY, FOLLOW_UPS, PRACTICE])
def test_the_footer_fits_on_80_columns(commands: Any) -> None:
    shown = [command for command in (*commands, *EVERYWHERE) if command.footer]
    assert len(shown) <= 7


def test_help_finds_a_command_and_runs_it(lent: Lent) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        await press(app, pilot, "f1", *"library")
        options = app.screen.query_one("#choices", OptionList)
        rows = [str(options.get_option_at_index(row).prompt) for row in range(options.option_count)]
        assert rows[0] == "f4   Browse and search all articles and phrases"
        assert all(row.startswith("read ") for row in rows[1:])
        await press(app, pilot, "enter")
        assert isinstance(app.screen, LibraryScreen)

    lent(story)


def test_lines_that_were_filtered_once_are_remembered(acme: Path) -> None:
    """A new filter for every drawing would keep what each of them did, for ever."""
    app = WarmlineApp(lambda _progress: open_desk(acme, Surroundings(NOW.date(), acme, acme)), lambda: NOW, {})
    assert app.get_line_filters()[-1] is app.get_line_filters()[-1]


@pytest.mark.parametrize("thread", [False, True])
def test_a_bug_keeps_the_draft_writes_a_report_without_names_and_exits_70(
    acme: Path,
    play: Any,
    tmp_path: Path,
    thread: bool,  # noqa: FBT001  one of two cases
) -> None:
    class ForcedError(Exception):
        pass

    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        await pilot.press("ctrl+j")
        await settle(app, pilot)

        def break_it() -> None:
            name = "Ana Silva"
            raise ForcedError(name)

        if thread:
            app.run_worker(break_it, thread=True)
        else:
            app.call_later(break_it)
        await pilot.pause()

    with pytest.raises(WorkerFailed if thread else ForcedError):
        play(acme, story)
    report = (tmp_path / "state" / "crash.txt").read_text()
    assert "ForcedError" in report
    assert "break_it" in report
    assert "Ana" not in report
    assert list((acme / ".warmline" / "drafts").glob("*.json"))
