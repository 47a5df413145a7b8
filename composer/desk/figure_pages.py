"""Figures as web pages in a folder, which is replaced as a whole or not at all, and only where it is ours."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from composer.desk.desk import Desk
from composer.desk.figures import FiguresPart, results_of
from composer.metrics.figures import Stretch
from composer.metrics.pages import FiguresPage, FiguresSection, pages_as_files, section_of
from composer.metrics.telling import NARROW, result_lines
from kb.articles import ARTICLES
from kb.errors import NotEmpty
from kb.faq.folder import MARKER, check_folder, replaced
from kb.files import real_path

EVENTS = "events.html"


def write_pages(desk: Desk, folder: Path, parts: Sequence[FiguresPart], stretch: Stretch, now: dt.datetime) -> int:
    """Write the pages; how many files there are. NotEmpty where the folder holds something else, such as a FAQ."""
    folder = real_path(folder)
    check_folder(folder, desk.root / ARTICLES, desk.root)
    if (folder / MARKER).exists() and not (folder / EVENTS).exists():
        raise NotEmpty(folder, "holds a FAQ")
    days = f"{stretch.first} to {stretch.last}. Every value stands with what it rests on and how far it may be off."
    sections = [section_of(one.whole, one.groups, one.months, desk.settings.figures.events) for one in parts]
    nothing = [FiguresSection("nothing", "Nothing yet", ["Nothing was kept of these days."])]
    pages = (
        FiguresPage("index.html", "Figures", days, sections or nothing),
        FiguresPage(EVENTS, "Before and after", NARROW, list(_events(desk, now)) or nothing),
    )
    content = pages_as_files(pages, desk.settings.library)
    with replaced(folder) as new:
        for name, data in content.items():
            path = new / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        (new / MARKER).write_text(_top(content), "utf-8")
    return len(content)


def _events(desk: Desk, now: dt.datetime) -> Iterator[FiguresSection]:
    for number, (result, _against) in enumerate(results_of(desk, now, lambda _group: True), 1):
        lines = [line.strip() for line in result_lines(result)]
        yield FiguresSection(f"event-{number}", f"{result.event.name}, {result.event.on}", lines)


def _top(names: Iterable[str]) -> str:
    """What lies in the folder itself, a line each."""
    return "".join(f"{name}\n" for name in sorted({one.split("/")[0] for one in names}))
