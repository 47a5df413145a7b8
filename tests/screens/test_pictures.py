"""The pictures of the README show the app as it is."""

from __future__ import annotations

from pathlib import Path

from tests.screens.draw_pictures import PICTURES, SHOTS, draw
from tests.screens.stage import run_on_stage


def test_no_picture_is_stale(acme: Path, tmp_path: Path) -> None:
    """Where this fails, the app looks different by now: `make pictures`, then look at them."""
    drawn = run_on_stage(draw(acme, tmp_path))
    there = {path.stem: path.read_text(encoding="utf-8") for path in PICTURES.iterdir()}
    assert sorted(there) == sorted(SHOTS)
    assert [name for name, picture in drawn.items() if picture != there[name]] == []
