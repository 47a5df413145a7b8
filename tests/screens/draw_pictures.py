"""Draws the pictures of the README from the running app, on the sample desk.

    python tests/screens/draw_pictures.py

The pictures load nothing from elsewhere: the fonts that the library names on the web are taken out.
"""

from __future__ import annotations

import datetime as dt
import re
import tempfile
from pathlib import Path

from composer.desk.desk import Surroundings, open_desk
from composer.desk.new_desk import start_desk
from composer.tui.app import WarmlineApp
from tests.screens.stage import on_stage, run_on_stage

NOW = dt.datetime(2026, 11, 22, 9, tzinfo=dt.UTC)
PICTURES = Path(__file__).parent / "pictures"
SHOTS = {
    "answer": ("warmline", ["ctrl+j", "ctrl+j", "ctrl+s"]),
    "answer-light": ("warmline-light", []),
    "answer-contrast": ("warmline-contrast", []),
    "review": ("warmline", ["ctrl+r"]),
    "inbox": ("warmline", ["escape", "f2"]),
    "library": ("warmline", ["f4", *"damage"]),
}
"""Each picture with its theme and the keys that lead to it from the one before."""


async def draw(desk: Path, place: Path) -> dict[str, str]:
    """Every picture as SVG; `place` is for caches and private settings."""
    around = Surroundings(NOW.date(), place / "cache", place / "config")
    app = WarmlineApp(lambda _progress: open_desk(desk, around), lambda: NOW, {"PATH": ""})
    pictures = {}
    async with on_stage(app, (120, 36), toasts=False) as stage:
        for name, (theme, keys) in SHOTS.items():
            app.theme = theme
            await stage.press(*keys)
            picture = app.export_screenshot(title="Warmline")
            picture = re.sub(r"@font-face\s*\{.*?\}\s*|<!--.*?-->\s*", "", picture, flags=re.DOTALL)
            pictures[name] = re.sub(r"terminal-\d+-", "terminal-", picture)
    app.close_desks()
    return pictures


def main() -> None:
    """Draw every picture."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        desk = start_desk(Path(place) / "acme").folder
        for name, picture in run_on_stage(draw(desk, Path(place))).items():
            path = PICTURES / f"{name}.svg"
            path.write_text(picture, encoding="utf-8")
            print(path.relative_to(Path.cwd()))


if __name__ == "__main__":
    main()
