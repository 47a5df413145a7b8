"""The FAQ that customers read: what reaches it, what never does, and where its links lead."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kb.articles.library import Library, load_library
from kb.faq.articles.clean import clean_html
from kb.faq.export import export_faq
from kb.problem import Level
from kb.settings import FaqSettings, LibrarySettings
from tests.articles.faq_site import (
    SETTINGS,
    SHOP,
    Tags,
    dead_links,
    export,
    exported,
    files_below,
    page,
    picture,
    public,
    text_of,
    write_desk,
)


def test_every_link_between_pages_leads_to_a_file_and_an_anchor(tmp_path: Path) -> None:
    site = exported(tmp_path, SHOP)
    assert dead_links(site) == []


def test_the_site_has_a_page_for_home_categories_articles_and_old_addresses(tmp_path: Path) -> None:
    site = exported(tmp_path, SHOP)
    assert sorted(name for name in files_below(site) if not name.startswith(("assets/", "media/"))) == [
        ".warmline-faq",
        ".warmline-pages",
        "404.html",
        "_redirects",
        "a/k7f3qa/index.html",
        "delivery/index.html",
        "delivery/late-parcel/index.html",
        "delivery/late/index.html",
        "delivery/late/index.md",
        "delivery/late/text.js",
        "delivery/track/index.html",
        "delivery/track/index.md",
        "delivery/track/text.js",
        "index.html",
        "llms.txt",
        "returns/index.html",
        "returns/send-back/index.html",
        "returns/send-back/index.md",
        "returns/send-back/text.js",
        "robots.txt",
        "search/index.html",
        "search/index.js",
        "search/w0.js",
        "sitemap.xml",
        "welcome/index.html",
        "welcome/index.md",
        "welcome/text.js",
    ]


def test_an_old_address_leads_to_the_article_and_is_not_listed(tmp_path: Path) -> None:
    site = exported(tmp_path, SHOP)
    moved = page(site, "a/k7f3qa")
    assert '<meta http-equiv="refresh" content="0; url=../../delivery/late/index.html">' in moved
    assert '<link rel="canonical" href="https://help.example.com/faq/delivery/late/">' in moved
    assert '<meta name="robots" content="noindex">' in moved
    assert '<a href="../../delivery/late/index.html">My parcel is late</a>' in moved
    assert (site / "_redirects").read_text() == (
        "/faq/a/k7f3qa/ /faq/delivery/late/ 301\n/faq/delivery/late-parcel/ /faq/delivery/late/ 301\n"
    )
    assert "k7f3qa" not in (site / "sitemap.xml").read_text()


def test_a_page_has_one_h1_and_headings_without_jumps(tmp_path: Path) -> None:
    body = "# Same title\n\n#### Deep\n\n#### Deep again\n\n# Top\n\n### Below\n\n<h5>Raw</h5>"
    site = exported(tmp_path, {"x.md": public("Same title", body)})
    headings = [tag for tag, _ in Tags(page(site, "x")).found if re.fullmatch(r"h[1-6]", tag)]
    assert headings == ["h1", "h2", "h2", "h2", "h3", "h4"]


def test_contents_are_listed_from_three_headings_on(tmp_path: Path) -> None:
    site = exported(tmp_path, SHOP)
    assert '<a href="#inner">Inner</a>' in page(site, "delivery/late")
    assert 'class="contents"' not in page(site, "delivery/track")


def test_related_articles_are_the_public_ones(tmp_path: Path) -> None:
    related = page(exported(tmp_path, SHOP), "delivery/late").partition('<section class="related"')[2]
    assert re.findall(r'<a href="([^"]*)">', related.partition("</section>")[0]) == [
        "../../delivery/track/index.html",
        "../../returns/send-back/index.html",
    ]


def test_every_page_shows_the_way_to_a_person(tmp_path: Path) -> None:
    site = exported(tmp_path, SHOP)
    assert all('href="mailto:help@example.com"' in path.read_text() for path in site.rglob("*.html"))


def test_pictures_are_copied_under_their_content_with_their_size(tmp_path: Path) -> None:
    site = exported(tmp_path, SHOP)
    (picture,) = Tags(text_of(site, "delivery/late")).named("img")
    assert picture["src"] == "../../media/" + next((site / "media").glob("*.png")).name
    assert (picture["alt"], picture["width"], picture["height"], picture["loading"]) == (
        "A parcel",
        "640",
        "480",
        "lazy",
    )


def test_pictures_from_elsewhere_become_links_and_missing_ones_their_words(tmp_path: Path) -> None:
    body = (
        "![A map](https://cdn.example.org/map.png)\n\n![Gone](gone.png)\n\n"
        '<img src="https://cdn.example.org/raw.png"><img src="gone2.png" alt="Gone too">\n\n'
        "[![Both](http://cdn.example.org/b.png)](https://example.org/)"
    )
    shown = text_of(exported(tmp_path, {"x.md": public("X", body)}), "x")
    assert "<img" not in shown
    assert '<a href="https://cdn.example.org/map.png" rel="noopener">A map</a>' in shown
    assert '<a href="https://cdn.example.org/raw.png" rel="noopener">raw.png</a>' in shown
    assert '<span class="picture-missing">Gone</span>' in shown
    assert '<span class="picture-missing">Gone too</span>' in shown
    assert '<a href="https://example.org/" rel="noopener">Both</a>' in shown


def test_notes_say_what_they_are_and_tables_can_be_scrolled(tmp_path: Path) -> None:
    shown = text_of(exported(tmp_path, SHOP), "returns/send-back")
    assert '<p class="note-label">Tip</p>' in shown
    assert '<div class="scroll" role="region" tabindex="0" aria-label="Table 1"><table>' in shown
    assert '<td class="end">2</td>' in shown


def test_writers_html_is_treated_like_their_markdown(tmp_path: Path) -> None:
    body = '<p><a href="y.md#there">go</a> <a href="z.md">no</a> <kbd>Ctrl</kbd></p>'
    body += "\n\n<details><summary>More</summary>x</details>"
    files = {
        "x.md": public("X", body),
        "y.md": public("Y", "## There"),
        "z.md": "---\ntitle: Z\nstatus: internal\n---\n",
    }
    shown = text_of(exported(tmp_path, dict(files)), "x")
    assert '<p><a href="../y/index.html#there">go</a> no <kbd>Ctrl</kbd></p>' in shown
    assert "<details><summary>More</summary>x</details>" in shown


def test_a_link_without_words_leaves_only_its_place(tmp_path: Path) -> None:
    body = 'A<a href="https://example.org/"></a>B<a href="https://example.org/" id="keep"> </a>C'
    assert '<p>AB<span id="keep"></span>C</p>' in text_of(exported(tmp_path, {"x.md": public("X", body)}), "x")


def test_a_heading_without_words_is_neither_shown_nor_listed(tmp_path: Path) -> None:
    body = '<h2 id="keep">&nbsp;</h2>\n\n## One\n\n## Two\n\n## Three\n'
    text = text_of(exported(tmp_path, {"x.md": public("X", body)}), "x")
    assert '<span id="keep"></span>' in text
    assert 'href="#keep"' not in text
    assert text.count("<h2") == 3


def test_elements_inside_countless_others_leave_their_words() -> None:
    assert clean_html("<div>" * 201 + "words" + "</div>" * 201) == "<div>" * 200 + "words" + "</div>" * 200
    assert clean_html("<p>a<br>" * 300).count("<p>") == 300


def test_an_item_outside_of_lists_is_a_line(tmp_path: Path) -> None:
    body = "<table><tr><td><li>Loose</li></td><td><ul><li>Listed</li></ul></td></tr></table>"
    text = text_of(exported(tmp_path, {"x.md": public("X", body)}), "x")
    assert "<td><div>Loose</div></td><td><ul><li>Listed</li></ul></td>" in text


@pytest.mark.parametrize("body", ["[gone](gone.md)", '<a href="gone.md">gone</a>'])
def test_a_link_that_leads_nowhere_is_shown_as_its_words_and_named(tmp_path: Path, body: str) -> None:
    desk = write_desk(tmp_path / "desk", {"shelf/x.md": public("X", "It is " + body + " now.")})
    (problem,) = export(desk, tmp_path / "site").problems
    assert (problem.code, problem.level) == ("link-dead", Level.WARNING)
    assert "<p>It is gone now.</p>" in page(tmp_path / "site", "shelf/x")


def test_the_search_of_each_language_knows_all_words_up_to_so_many_articles_of_that_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kb.faq.site.MOST_WITH_TEXT", 2)
    files: dict[str, str | bytes] = {f"{name}.md": public(name, "Words.") for name in ("a", "b", "a.de", "b.de")}
    assert export(write_desk(tmp_path / "desk", files), tmp_path / "site").with_words
    desk = write_desk(tmp_path / "desk", {"c.md": public("c", "Words.")})
    assert not export(desk, tmp_path / "site").with_words


def test_an_old_address_that_is_the_new_one_but_for_capitals_is_no_page_of_its_own(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "a.md": public("A", "Words."),
        "a.pt-BR.md": public("A em portugu\u00eas", "Palavras.", aliases="[pt-br/a, pt-br/b]"),
    }
    site = exported(tmp_path, files)
    found = sorted(path.relative_to(site).as_posix() for path in site.rglob("index.html"))
    assert [one for one in found if one.lower().startswith("pt-br/") and "search" not in one] == [
        "pt-BR/a/index.html",
        "pt-BR/index.html",
        "pt-br/b/index.html",
    ]


def test_a_comment_in_code_is_an_example_and_shown(tmp_path: Path) -> None:
    comment = "<!-- put the snippet of the shop here, before the end -->"
    body = f"```html\n{comment}\n```\n\n<!-- a secret that must not be shown to anybody -->"
    shown = text_of(exported(tmp_path, {"x.md": public("X", body)}), "x")
    assert "put the snippet of the shop here" in shown
    assert "secret" not in shown


def test_without_a_base_url_nothing_claims_to_know_the_address(tmp_path: Path) -> None:
    desk = write_desk(tmp_path / "desk", SHOP)
    export(desk, tmp_path / "site", LibrarySettings(faq=FaqSettings(title="Help")))
    assert not (tmp_path / "site" / "sitemap.xml").exists()
    assert "canonical" not in page(tmp_path / "site", "delivery/late")
    assert dead_links(tmp_path / "site") == []


def test_a_language_written_from_the_right_says_so(tmp_path: Path) -> None:
    desk = write_desk(tmp_path / "desk", {"x.md": public("مرحبا", "نص")})
    export(desk, tmp_path / "site", LibrarySettings(language="ar", faq=FaqSettings(title="Help")))
    assert '<html lang="ar" dir="rtl">' in page(tmp_path / "site", "x")


def test_a_real_help_centre_of_415_articles_is_exported(tmp_path: Path, centre: Library) -> None:
    done = export_faq(centre, SETTINGS, tmp_path / "site", None)
    assert done.articles == 411  # four say that they are drafts
    assert dead_links(tmp_path / "site") == []
    assert {problem.code for problem in done.problems} == {
        "foreign-tag",
        "hidden-html",
        "html-dropped",
        "picture-missing",
    }


def test_the_sample_articles_are_exported(tmp_path: Path) -> None:
    sample = Path(__file__).parents[2] / "kb" / "sample" / "articles"
    library = load_library(sample)
    done = export_faq(library, SETTINGS, tmp_path / "site", None)
    assert done.articles == len(library.public) > 0
    assert dead_links(tmp_path / "site") == []


@pytest.mark.parametrize(
    "written",
    [
        "![Box](light.png#only-light)![Box](dark.png#only-dark)",
        "![Box](light.png#gh-light-mode-only)![Box](dark.png#gh-dark-mode-only)",
        (
            '<picture><source media="(prefers-color-scheme: dark)" srcset="dark.png">'
            '<img src="light.png" alt="Box"></picture>'
        ),
    ],
)
def test_a_picture_for_dark_screens_is_shown_on_them_alone(tmp_path: Path, written: str) -> None:
    desk = tmp_path / "articles"
    desk.mkdir()
    (desk / "a.md").write_text(f"---\nstatus: public\n---\n# A\n\n{written}\n", "utf-8")
    grounds = {"light": picture(4, 3), "dark": picture(5, 3)}
    for name, data in grounds.items():
        (desk / f"{name}.png").write_bytes(data)
    export_faq(load_library(desk), LibrarySettings(), tmp_path / "site", None)
    shown = (tmp_path / "site/a/index.html").read_text("utf-8")
    found = re.findall(r'<img src="[^"]*media/(\w+)\.png" alt="Box" class="only-(\w+)"', shown)
    files = {path.stem: path.read_bytes() for path in (tmp_path / "site/media").iterdir()}
    assert [(files[file] == grounds[ground], ground) for file, ground in found] == [(True, "light"), (True, "dark")]
    assert (tmp_path / "site/a/index.md").read_text("utf-8").count("![Box]") == 1
