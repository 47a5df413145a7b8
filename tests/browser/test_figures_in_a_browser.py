"""The pages of figures in a real Chromium: light, dark, narrow, without a script and with nothing from elsewhere."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from composer.desk.desk import Surroundings, open_desk
from composer.desk.figure_pages import write_pages
from composer.desk.figures import FiguresWanted, evidence_for, figures_of, stretch_until
from composer.desk.new_desk import start_desk
from kb.articles import ARTICLES
from kb.articles.library import load_library
from kb.errors import NotEmpty
from kb.faq.export import export_faq
from kb.settings import LibrarySettings
from tests.benchmarks.figures import fill
from tests.browser.conftest import Serve
from tests.browser.test_faq_in_a_browser import look_at

NOW = dt.datetime(2026, 11, 21, 9, tzinfo=dt.UTC)
EVENT = "\ntime_zone: UTC\nevents: [{on: 2026-07-01, name: A <b>training</b>, primary: csat}]\n"


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The figures of a year of a desk with an event."""
    folder = tmp_path_factory.mktemp("figures")
    start_desk(folder / "desk")
    settings = folder / "desk" / "warmline.yaml"
    settings.write_text(settings.read_text("utf-8") + EVENT, "utf-8")
    desk = open_desk(folder / "desk", Surroundings(NOW.date(), folder / "cache", folder / "config"))
    fill(desk.records, 800)
    stretch = stretch_until(desk, NOW, 365)
    asked = FiguresWanted(stretch, by="topic", months=True)
    parts = figures_of(evidence_for(desk, NOW, asked), asked)
    write_pages(desk, folder / "site", parts, stretch, NOW)
    write_pages(desk, folder / "site", parts, stretch, NOW)
    export_faq(load_library(desk.root / ARTICLES), LibrarySettings(organisation="Acme"), folder / "faq", desk.root)
    with pytest.raises(NotEmpty, match="holds a FAQ"):
        write_pages(desk, folder / "faq", parts, stretch, NOW)
    desk.close()
    return folder / "site"


@pytest.mark.parametrize("name", ["index.html", "events.html"])
def test_axe_finds_nothing_in_light_in_dark_and_on_a_narrow_screen(
    page: Page, pages: Path, serve: Serve, name: str
) -> None:
    text = (pages / name).read_text("utf-8")
    assert re.findall(r"<script|https?://|\sstyle=|javascript:", text) == []
    look_at(page, serve(pages) + name)


def test_a_picture_says_in_words_and_in_a_table_what_it_shows(page: Page, pages: Path) -> None:
    page.goto((pages / "index.html").as_uri())
    picture = page.get_by_role("img", name="CSAT by month, with intervals")
    expect(picture).to_be_visible()
    said = picture.locator("desc").text_content() or ""
    assert re.search(r"March 2026: \d\d %, \d\d to \d\d; ", said)
    assert said.endswith("Event on 2026-07-01: A <b>training</b>.")
    assert picture.locator("circle").count() == 13
    expect(page.get_by_role("region", name="CSAT, as a table").get_by_role("rowheader")).to_have_count(20)
    page.get_by_role("link", name="Before and after").click()
    expect(page.get_by_role("heading", level=2)).to_have_text("A <b>training</b>, 2026-07-01")
