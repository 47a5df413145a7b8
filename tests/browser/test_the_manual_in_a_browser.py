"""The manual as a site in a real Chromium: what axe finds, and whether a phone shows all of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from composer.cli.manual import export_manual
from tests.browser.conftest import Serve
from tests.browser.test_faq_in_a_browser import look_at

PAGES = ("index.html", "reference/lint-rules/index.html", "agents/mail/index.html")


@pytest.fixture(scope="module")
def manual(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The exported manual."""
    folder = tmp_path_factory.mktemp("manual") / "site"
    export_manual(folder)
    return folder


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_and_a_phone_shows_all_of_a_page(page: Page, manual: Path, serve: Serve, name: str) -> None:
    look_at(page, serve(manual) + name)


def test_a_phone_shows_all_of_the_longest_page(page: Page, manual: Path) -> None:
    """Axe needs half a minute for it, and finds what it finds in the other reference."""
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto((manual / "reference" / "verbs" / "index.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


BROKEN = """() => [...document.querySelectorAll('td, th')].flatMap(cell => {
  const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT), broken = [];
  while (texts.nextNode()) for (const word of texts.currentNode.data.matchAll(/[\\p{L}\\d_.]+/gu)) {
    const range = document.createRange();
    range.setStart(texts.currentNode, word.index);
    range.setEnd(texts.currentNode, word.index + word[0].length);
    if (new Set([...range.getClientRects()].map(one => Math.round(one.top))).size > 1) broken.push(word[0]);
  }
  return broken;
})"""
"""The words in cells of tables that stand on more than one line."""


@pytest.mark.parametrize("width", [320, 390])
@pytest.mark.parametrize("name", ["keys", "field-names", "verbs"])
def test_a_phone_breaks_no_word_in_a_table(page: Page, manual: Path, name: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto((manual / "reference" / name / "index.html").as_uri())
    assert page.evaluate("document.querySelectorAll('td').length") > 40
    assert page.evaluate(BROKEN) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
