"""The pictures of the README show the app as it is."""

from __future__ import annotations

from pathlib import Path

from tests.screens.draw_pictures import PICTURES, SHOTS, draw
from tests.screens.stage import run_on_stage

ROOT = Path(__file__).parents[2]
_BAR = " \u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588"
"""What a scroll bar draws at the end of a line."""


def test_no_picture_is_stale(acme: Path, tmp_path: Path) -> None:
    """Where this fails, the app looks different by now: `make pictures`, then look at them."""
    drawn = run_on_stage(draw(acme, tmp_path))
    there = {path.stem: path.read_text(encoding="utf-8") for path in PICTURES.iterdir()}
    assert sorted(there) == sorted(SHOTS)
    assert [name for name, picture in drawn.items() if picture != there[name]] == []


def test_the_readme_draws_the_answer_screen_as_it_is() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8").split("```")[1]
    snapshot = (ROOT / "tests/screens/snapshots/answer-80x24.txt").read_text(encoding="utf-8")
    shown = {line.rstrip(_BAR) for line in snapshot.splitlines()}
    assert [line for line in readme.strip("\n").splitlines() if line.rstrip() not in shown] == []
