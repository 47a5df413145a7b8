"""An agent's own keys and colours, and an app that can be used without any colour."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.pilot import Pilot

from composer.cases.step import Step
from composer.settings import THEMES
from composer.tui.app import WarmlineApp
from composer.tui.drawing.filters import ASCII, ControlFilter
from tests.screens.stage import press, screen_text, toasts

BLACK = Color(0, 0, 0)


def test_another_key_runs_its_command_and_stands_wherever_keys_are_named(acme: Path, play: Any) -> None:
    with (acme / "warmline.yaml").open("a", encoding="utf-8") as settings:
        settings.write("keys: {step.next: f9, case.new: f12, way.choose: f10}\ntheme: warmline-contrast\n")

    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        assert app.theme == "warmline-contrast"
        assert "f9 take" in screen_text(app)
        assert screen_text(app).splitlines()[-1].startswith(" f9 take  ^t another")
        await press(app, pilot, "ctrl+j")
        assert app.answer_screen.answering is not None
        assert app.answer_screen.answering.draft.passage(Step.LISTEN) is None
        await press(app, pilot, "f9")
        assert app.answer_screen.answering.draft.passage(Step.LISTEN) is not None
        await press(app, pilot, "f1", *"offered")
        assert "f9   Put in what is offered" in screen_text(app)

    play(acme, story, size=(120, 36))


def test_every_theme_can_be_had_from_the_palette_and_says_how_to_keep_it(acme: Path, play: Any) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        for theme in THEMES:
            await press(app, pilot, "ctrl+p", *f"colours: {theme}", "enter")
            assert app.theme == theme
        assert "write theme: ansi-light in warmline.yaml" in toasts(app)

    play(acme, story)


def test_plain_signs_are_one_cell_each_and_leave_words_alone(acme: Path, play: Any) -> None:
    with (acme / "warmline.yaml").open("a") as settings:
        settings.write("signs: ascii\n")

    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        await press(app, pilot, "ctrl+j")
        plain = "\n".join(
            "".join(one.text for one in app.control_filter.apply([*strip], BLACK))
            for strip in app.screen._compositor.render_strips()
        )
        assert not set("○◐●☐✓✗▸│┊┃─") & set(plain)
        assert "+ Listen" in plain
        assert "“Could you tell me" in plain
        assert [len(line) for line in plain.splitlines()] == [80] * 24

    play(acme, story)


def test_no_sign_has_the_letter_of_another_with_the_opposite_meaning() -> None:
    letters = {chr(sign): letter for sign, letter in ASCII.items()}
    assert len({letters[sign] for sign in "○◐●☐✓✗▸"}) == 7


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("a family 👨‍👩‍👧‍👦, here", "a family 👨, here"),
        ("👩🏽‍🌾 and 👍🏿", "👩 and 👍"),
        ("❤️ and ⚠️!", "❤  and ⚠ !"),
        ("🌵️ stays", "🌵 stays"),
        ("می‌خواهم 🇩🇪 ẹ̀", "می‌خواهم 🇩🇪 ẹ̀"),
    ],
)
def test_a_picture_of_several_is_drawn_as_wide_as_it_is_counted(text: str, drawn: str) -> None:
    (segment,) = ControlFilter().apply([Segment(text)], BLACK)
    assert segment.text == drawn
    assert sum(cell_len(one) for one in segment.text) == cell_len(text)


@pytest.mark.parametrize("theme", ["ansi-dark", "ansi-light"])
def test_in_sixteen_colours_a_row_is_seen_and_a_dialog_hides_nothing(acme: Path, play: Any, theme: str) -> None:
    with (acme / "warmline.yaml").open("a") as settings:
        settings.write(f"theme: {theme}\n")

    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        await press(app, pilot, "f2", "down", "down")
        strips = app.screen._compositor.render_strips()
        exchanged = [
            row
            for row, strip in enumerate(strips)
            if "overdue" in "".join(one.text for one in strip if one.style and one.style.reverse)
        ]
        assert len(exchanged) == 1
        await press(app, pilot, "ctrl+o")
        shown = screen_text(app)
        assert "l  List" in shown
        assert "overdue by" in shown

    play(acme, story)
