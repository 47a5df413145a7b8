"""The FAQ in a real Chromium: read, searched and operated as customers do, with nothing that its policy forbids."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # ships no types
from playwright.sync_api import Browser, Page, expect

from kb.articles.library import load_library
from kb.faq.export import export_faq
from kb.settings import FaqSettings, LibrarySettings
from tests.browser.conftest import Serve
from tests.conftest import PATIENCE

LATE = "delivery/my-parcel-is-late/index.html"
EVERYTHING = "plants/everything/index.html"
KINDS = ("index.html", "plants/index.html", EVERYTHING, "search/index.html", "404.html", f"de/{LATE}")


AXE = Axe().axe_script
COLOURS = ("color-contrast", "link-in-text-block")
SIZES = ("target-size", "scrollable-region-focusable", "meta-viewport")


def violations(page: Page, *rules: str) -> list[str]:
    """What axe finds on the page that is open, by all of its rules or by some: the rule and the element."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    options: dict[str, object] = {"resultTypes": ["violations"]}
    if rules:
        options["runOnly"] = {"type": "rule", "values": rules}
    found = page.evaluate("options => axe.run(options)", options)["violations"]
    return [f"{one['id']}: {node['html'][:120]}" for one in found for node in one["nodes"]]


def look_at(page: Page, address: str) -> None:
    """What axe finds in light colours, in dark ones and on a phone, which shows all of the page."""
    page.emulate_media(color_scheme="light")
    page.goto(address)
    assert violations(page) == []
    page.emulate_media(color_scheme="dark")
    assert violations(page, *COLOURS) == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert violations(page, *SIZES) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing_in_light_in_dark_and_on_a_narrow_screen(page: Page, address: str, kind: str) -> None:
    look_at(page, address + kind)


def test_an_old_address_leads_on_and_says_so(page: Page, address: str, site: Path) -> None:
    page.goto(f"{address}a/k7f3qa/index.html")
    expect(page.get_by_role("heading", level=1)).to_have_text("My parcel is late")
    waiting = (site / "a" / "k7f3qa" / "index.html").read_text("utf-8").replace('http-equiv="refresh"', "")
    page.route("**/a/k7f3qa/waiting.html", lambda route: route.fulfill(body=waiting, content_type="text/html"))
    page.goto(f"{address}a/k7f3qa/waiting.html")
    assert violations(page) == []


def test_a_page_is_light_loads_little_and_does_not_jump(page: Page, address: str) -> None:
    loaded: list[tuple[str, int]] = []
    page.on(
        "response", lambda answer: loaded.append((answer.url.rpartition("/")[2], len(gzip.compress(answer.body()))))
    )
    page.goto(address + LATE, wait_until="networkidle")
    assert len(loaded) <= 5
    assert sum(size for _name, size in loaded) <= 15_000
    assert "index.js" not in dict(loaded)
    shift = """() => new Promise(done => new PerformanceObserver(
        list => done(list.getEntries().reduce((sum, one) => sum + one.value, 0))
    ).observe({type: "layout-shift", buffered: true}) || setTimeout(() => done(0), 200))"""
    assert page.evaluate(shift) == 0


def test_without_a_mouse(page: Page, address: str) -> None:
    """Skip link, search, results with the arrows, and back with Escape."""
    page.goto(address + EVERYTHING)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the text")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("late parcel")
    first = page.locator(".found a").first
    expect(first).to_have_text("My parcel is late")
    assert violations(page) == []
    page.keyboard.press("ArrowDown")
    expect(first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.keyboard.press("Control+k")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.keyboard.press("Control+k")
    expect(page.get_by_role("searchbox")).to_have_value("late parcel")
    expect(first).to_be_visible()
    expect(page.locator(".found mark").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("My parcel is late")


FINDS = {
    "late parcel": "My parcel is late",
    "where is my order": "My parcel is late",
    "parcle late": "My parcel is late",
    "pasword": "Reset your password",
    "kitchen sink": "Everything a page can hold",
    "refnd how long": "Refunds: how long they take",
    "litres": "Everything a page can hold",
}


def test_the_search_finds_by_words_keywords_and_beginnings_and_in_spite_of_typos(page: Page, site: Path) -> None:
    """From disk, where a page may fetch nothing."""
    page.goto((site / LATE).as_uri())
    page.get_by_role("link", name="Search the help pages").click()
    found = {}
    for asked in FINDS:
        page.get_by_role("searchbox").fill("")
        page.get_by_role("searchbox").fill(asked)
        expect(page.get_by_role("status")).to_contain_text("answer")
        found[asked] = page.locator(".found a").first.text_content()
    assert found == FINDS


def test_a_synonym_of_several_words_counts_where_they_follow_each_other(page: Page, address: str) -> None:
    page.goto(f"{address}search/index.html?q=zzzqqq")
    expect(page.get_by_role("status")).to_contain_text("No answer found")  # the search has been loaded
    asked = ("my soup tureens", "a tureen for the soup", "tureen, soup", "tureen")
    find = "asked => Promise.all(asked.map(one => warmlineSearch.find(one)))"
    found = [[hit["title"] for hit in hits] for hits in page.evaluate(find, [*asked])]
    assert found == [["Everything a page can hold"], ["Everything a page can hold"], [], []]


def test_pagefind_finds_in_the_text_and_leaves_typos_and_pages_on_disk_to_our_own_index(
    page: Page, pagefind_site: Path, serve: Serve
) -> None:
    address = serve(pagefind_site)
    loaded: list[str] = []
    page.on("request", lambda asked: loaded.append(asked.url.removeprefix(address)))
    page.goto(address + LATE)
    page.keyboard.press("/")
    page.get_by_role("searchbox").fill("kitchen sink")
    expect(page.locator(".found a").first).to_have_text("Everything a page can hold")
    assert "search/pagefind/pagefind.js" in loaded
    assert "search/index.js" not in loaded
    page.get_by_role("searchbox").fill("zzzqqq")
    expect(page.get_by_role("status")).to_contain_text("No answer found")
    page.get_by_role("searchbox").fill("parcle")
    expect(page.locator(".found a").first).to_have_text("Track a parcel")
    page.goto((pagefind_site / LATE).as_uri())
    page.keyboard.press("/")
    page.get_by_role("searchbox").fill("kitchen sink")
    expect(page.locator(".found a").first).to_have_text("Everything a page can hold")


def test_what_is_not_there_is_said_and_the_way_to_a_person_is_shown(page: Page, address: str) -> None:
    page.goto(f"{address}search/index.html?q=zzzqqq")
    expect(page.get_by_role("status")).to_contain_text("No answer found for “zzzqqq”")
    expect(page.get_by_role("link", name="Write to a person")).to_be_visible()


def test_the_search_speaks_the_language_of_its_page(page: Page, address: str) -> None:
    page.goto(f"{address}de/index.html")
    page.get_by_role("searchbox", name="Hilfeseiten durchsuchen").fill("bestellung")
    expect(page.get_by_role("status")).to_have_text("1 Antwort")
    page.locator(".found a").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mein Paket kommt zu spät")
    page.get_by_role("navigation", name="Sprache").get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("My parcel is late")


@pytest.mark.parametrize(("many", "said"), [(1, "1 odpověď"), (3, "3 odpovědi"), (5, "5 odpovědí")])
def test_hits_are_counted_in_the_form_of_the_language(page: Page, tmp_path: Path, many: int, said: str) -> None:
    for number in range(many):
        path = tmp_path / "articles" / f"balik-{number}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"---\ntitle: Balík {number}\nstatus: public\n---\nText.\n", "utf-8")
    (tmp_path / "theme").mkdir()
    words = 'found: "{count} odpovědí"\nfound_one: "{count} odpověď"\nfound_few: "{count} odpovědi"\n'
    (tmp_path / "theme" / "words.cs.yaml").write_text(words, "utf-8")
    settings = LibrarySettings(language="cs", faq=FaqSettings(title="Pomoc"))
    export_faq(load_library(tmp_path / "articles"), settings, tmp_path / "site", tmp_path)
    page.goto(f"file://{tmp_path}/site/search/index.html")
    page.locator("input[name=q]").fill("balík")
    expect(page.get_by_role("status")).to_have_text(said)


def test_without_topics_nothing_empty_stands_beside_the_text(page: Page, tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    for name in ("a", "b"):
        (tmp_path / "articles" / f"{name}.md").write_text(f"---\ntitle: {name}\nstatus: public\n---\nText.\n")
    export_faq(load_library(tmp_path / "articles"), LibrarySettings(), tmp_path / "site", None)
    page.set_viewport_size({"width": 1280, "height": 800})
    for name, part in (("a/", "article"), ("search/", "main")):
        page.goto(f"file://{tmp_path}/site/{name}index.html")
        expect(page.locator(".side")).to_have_count(0)
        box = page.locator(part).first.bounding_box()
        assert box is not None
        left, right = box["x"], 1280 - box["x"] - box["width"]
        assert (name, abs(left - right) < 40) == (name, True)


def test_without_a_script_everything_can_be_read_and_found(browser: Browser, site: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    context.set_default_timeout(PATIENCE * 1_000)
    page = context.new_page()
    page.goto((site / LATE).as_uri())
    expect(page.locator("button.theme")).to_be_hidden()
    page.get_by_role("link", name="Search the help pages").click()
    page.get_by_role("link", name="Track a parcel").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Track a parcel")
    context.close()


def test_code_is_coloured_and_can_be_copied(page: Page, address: str) -> None:
    page.goto(address + EVERYTHING)
    expect(page.locator("pre .k").first).to_have_text("for")
    page.get_by_role("button", name="Copy this code").first.click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("# Water the plants.\nfor plant in garden:\n    plant.water(")


def test_code_is_read_from_the_left_in_every_language(page: Page, address: str) -> None:
    page.goto(address + EVERYTHING)
    page.evaluate("document.documentElement.dir = 'rtl'")
    code, text = page.locator(".code pre").last, page.locator(".text p").first
    assert [one.evaluate("one => getComputedStyle(one).direction") for one in (code, text)] == ["ltr", "rtl"]
    copy, words = page.locator(".copy").last.bounding_box(), code.locator("code").bounding_box()
    assert copy is not None
    assert words is not None
    assert words["x"] + words["width"] <= copy["x"]


def test_the_colours_can_be_switched_and_stay_switched(page: Page, address: str) -> None:
    page.emulate_media(color_scheme="light")
    page.goto(address)
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    page.get_by_role("button", name="Change to Dark colours").click()
    dark = page.evaluate(paper)
    page.goto(address + LATE)
    assert page.evaluate(paper) == dark != light
    page.get_by_role("button", name="Change to Light colours").click()
    assert page.evaluate(paper) == light


@pytest.mark.parametrize("key", ["/", "Control+k"])
def test_a_page_with_a_field_of_its_own_is_searched_there(page: Page, address: str, key: str) -> None:
    page.goto(address)
    page.keyboard.press(key)
    page.keyboard.type("late")
    expect(page.get_by_role("searchbox")).to_have_value("late")
    expect(page.get_by_role("link", name="late").first).to_be_visible()


def test_print_leaves_out_what_paper_cannot_do_and_opens_what_is_closed(page: Page, address: str) -> None:
    page.goto(address + EVERYTHING)
    assert page.pdf().startswith(b"%PDF-")
    page.emulate_media(media="print", color_scheme="dark")
    for hidden in (".find", ".theme", ".copy", ".feedback", "nav.trail", ".contents", ".neighbours"):
        expect(page.locator(hidden).first).to_be_hidden()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    behind = "getComputedStyle(document.querySelector('.ask .button'), '::after').content"
    assert page.evaluate(behind) == '": help@acme-garden.example"'
    page.set_viewport_size({"width": 640, "height": 900})
    cut = "[...document.querySelectorAll('.scroll, pre, main')].filter(one => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).overflowX !== 'visible').length"  # noqa: E501  one expression
    assert page.evaluate(cut) == 0
    expect(page.get_by_text("Hidden until it is opened.")).to_be_visible()


def test_a_title_of_one_endless_word_widens_no_page(page: Page, tmp_path: Path) -> None:
    word = "Donaudampfschifffahrtsgesellschaftskapitän" * 3
    for name, title in (("a", word), ("b", "Short")):
        path = tmp_path / "articles" / "trips" / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"---\ntitle: {title}\nstatus: public\n---\n[{word}](b.md)\n")
    settings = LibrarySettings(faq=FaqSettings(title="Help", most_needed=("a",)))
    export_faq(load_library(tmp_path / "articles"), settings, tmp_path / "site", None)
    wider = "[document.documentElement, ...document.querySelectorAll('.side, .neighbours')].filter(one => one.scrollWidth > one.clientWidth).length"  # noqa: E501  one expression
    for width in (320, 1366):
        page.set_viewport_size({"width": width, "height": 800})
        for name in ("", "trips/", "trips/a/", "trips/b/", "search/"):
            page.goto(f"file://{tmp_path}/site/{name}index.html")
            assert (name, page.evaluate(wider)) == (name, 0)
