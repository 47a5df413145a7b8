"""Draws the pictures of the README from the running app, on the sample desk.

    python tests/screens/draw_pictures.py

The pictures load nothing from elsewhere: the fonts that the library names on the web are taken out.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import re
import tempfile
from pathlib import Path

from composer.desk import Surroundings, open_desk
from composer.starting import start_desk
from composer.tui.app import WarmlineApp

NOW = dt.datetime(2026, 11, 22, 9, tzinfo=dt.UTC)
PICTURES = Path(__file__).parent / "pictures"
SHOTS = {
    "answer-120x36": ((120, 36), ["ctrl+j", "ctrl+j"]),
    "answer-80x24": ((80, 24), ["ctrl+j", "ctrl+j"]),
    "library-120x36": ((120, 36), ["f4", *"damage"]),
    "library-80x24": ((80, 24), ["f4", *"damage"]),
}


async def draw(desk: Path, place: Path, size: tuple[int, int], keys: list[str]) -> str:
    """The screen after some keys, as SVG."""
    around = Surroundings(NOW.date(), place / "cache", place / "config")
    app = WarmlineApp(lambda _progress: open_desk(desk, around), lambda: NOW, {"PATH": ""})
    async with app.run_test(size=size) as pilot:
        while not app.is_open:
            await pilot.pause()
        for key in ["", *keys, ""]:
            if key:
                await pilot.press(key)
            await app.workers.wait_for_complete()
            await pilot.pause()
        picture = app.export_screenshot(title="Warmline")
    picture = re.sub(r"@font-face\s*\{.*?\}\s*", "", picture, flags=re.DOTALL)
    picture = re.sub(r"<!--.*?-->\s*", "", picture, flags=re.DOTALL)
    return re.sub(r"terminal-\d+-", "terminal-", picture)


def main() -> None:
    """Draw every picture."""
    PICTURES.mkdir(exist_ok=True)
    for name, (size, keys) in SHOTS.items():
        with tempfile.TemporaryDirectory() as place:
            desk = start_desk(Path(place) / "acme").folder
            (PICTURES / f"{name}.svg").write_text(asyncio.run(draw(desk, Path(place), size, keys)), encoding="utf-8")
            print(PICTURES / f"{name}.svg")


if __name__ == "__main__":
    main()
