"""The FAQ that customers read: what reaches it, what never does, and where its links lead."""

from __future__ import annotations

import gzip
import os
import re
import struct
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from kb.articles.library import Library, load_library
from kb.errors import CannotWrite, HasProblems, NotEmpty
from kb.faq.articles.body_cache import no_progress
from kb.faq.articles.clean import clean_html
from kb.faq.articles.text_cache import Texts
from kb.faq.cache import Kept
from kb.faq.export import Exported, export_faq
from kb.faq.leaks import Watch, hidden_lines
from kb.faq.site import Site
from kb.problem import Level
from kb.settings import FaqSettings, LibrarySettings
from kb.text import unescape

SETTINGS = LibrarySettings(
    organisation="Acme Garden",
    faq=FaqSettings(title="Acme Help", base_url="https://help.example.com/faq/", contact="help@example.com"),
)
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + struct.pack(">II", 640, 480) + b"\x08\x02\x00\x00\x00"


def public(title: str, body: str, **keys: str) -> str:
    more = "".join(f"{key}: {value}\n" for key, value in keys.items())
    return f"---\ntitle: {title}\nstatus: public\n{more}---\n{body}\n"


def write_desk(folder: Path, files: dict[str, str | bytes]) -> Path:
    for name, content in files.items():
        path = folder / "articles" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def export(desk: Path, site: Path, settings: LibrarySettings = SETTINGS) -> Exported:
    return export_faq(load_library(desk / "articles"), settings, site, desk)


def exported(tmp_path: Path, files: dict[str, str | bytes]) -> Path:
    export(write_desk(tmp_path / "desk", files), tmp_path / "site")
    return tmp_path / "site"


def files_below(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


class Tags(HTMLParser):
    """The tags of one page, as a browser sees them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def named(self, *names: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.found if tag in names]


def page(site: Path, address: str) -> str:
    return (site / address / "index.html").read_text("utf-8")


def text_of(site: Path, address: str) -> str:
    """The article's own part of a page."""
    return page(site, address).partition('<div class="text">')[2].partition("</article>")[0]


def addresses_of(attributes: dict[str, str | None]) -> list[str]:
    return [value for key, value in attributes.items() if key in ("href", "src") and value is not None]


def addresses_in(path: Path) -> set[str]:
    """Where a page leads; every one leads somewhere."""
    found = {unescape(address) for address in re.findall(r'\s(?:href|src)="([^"]*)"', path.read_text("utf-8"))}
    assert found, path
    return found


def dead_links(site: Path) -> list[str]:
    dead = []
    there = {str(path) for path in site.rglob("*") if path.suffix and path.is_file()}
    text_at = cache(lambda path: Path(path).read_text("utf-8"))
    for path in sorted(site.rglob("*.html")):
        for address in addresses_in(path):
            parts = urlsplit(address)
            if parts.scheme:
                continue
            base = site if parts.path.startswith("/") else path.parent
            target = f"{base}/{unquote(parts.path.removeprefix('/faq/').lstrip('/'))}" if parts.path else str(path)
            target = os.path.normpath(target)
            if target not in there:
                dead.append(f"{path.relative_to(site)}: {address}")
            elif parts.fragment and f'id="{unquote(parts.fragment)}"' not in text_at(target):
                dead.append(f"{path.relative_to(site)}: no anchor {address}")
    return dead


def leaks_in(site: Path, desk: Path) -> list[str]:
    """What the last look says of files that are there already."""
    library = load_library(desk / "articles")
    watch = Watch(library, [(article, hidden_lines(article)) for article in library.public])
    return sorted(line for name, content in files_below(site).items() for line in watch.leaks_in(name, content))


def no_leftovers(folder: Path) -> bool:
    return not [path.name for path in folder.iterdir() if ".new-" in path.name or ".old-" in path.name]


SHOP: dict[str, str | bytes] = {
    "delivery/_index.md": "---\ntitle: Delivery\nsummary: Where your parcel is.\norder: 1\n---\n",
    "delivery/late.md": public(
        "My parcel is late",
        "# My parcel is late\n\nSee [tracking](track.md#read-it), [returns](../returns/send-back.md) and"
        " [delivery](_index.md).\n\n## First\n\n![A parcel](parcel.png)\n\n### Inner\n\n"
        "## Second\n\n[The form](form.pdf)",
        id="k7f3qa",
        aliases="[late-parcel]",
        related="[track, send-back, plan]",
    ),
    "delivery/track.md": public("Track a parcel", "How.\n\n#### Read it\n\nWords."),
    "delivery/plan.md": "---\ntitle: Secret plan\nstatus: draft\nid: zz99zz\n---\nDraft.",
    "delivery/parcel.png": PNG,
    "delivery/form.pdf": b"%PDF-1.4",
    "returns/send-back.md": public("Send it back", "> [!TIP]\n> Keep the box.\n\n| a | b |\n|---|--:|\n| 1 | 2 |"),
    "welcome.md": public("Welcome", "Hello."),
    "team/_index.md": "---\ntitle: Team\nstatus: internal\n---\n",
    "team/rules.md": public("Team rules", "Rules."),
}


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


def test_export_says_what_it_wrote(tmp_path: Path) -> None:
    done = export(write_desk(tmp_path / "desk", SHOP), tmp_path / "site")
    assert (done.articles, done.pages, done.files, done.pictures) == (4, 11, 1, 1)
    assert done.problems == ()


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


SECRETS: dict[str, str | bytes] = {
    "open/_index.md": "---\ntitle: Open\nowner: CANARY-category-note\n---\nCANARY-category-body",
    "open/x.md": public(
        "X",
        """
Public words. [The draft](draft.md) and [inside](../inside/hidden.md#canary-anchor) and [there](#canary-here).

Words with `code` <!-- CANARY-comment > CANARY-tail --> and more.

<!--
CANARY-block-comment
-->

[//]: # (CANARY-reference)

::: internal
## CANARY heading
CANARY-internal, a long line that no customer may read, ever.
![CANARY-alt](canary.png "CANARY-title") [file](canary-file.pdf)
[^a]: CANARY-footnote
:::

- item

  ::: internal
  CANARY-in-list
  :::

> quote
>
> ::: Internal
> CANARY-in-quote
> :::

<details><summary>More</summary>

::: internal
CANARY-in-details
:::

</details>

::: reply
CANARY-reply {{ case.order }}, which nobody sees outside of a letter.
:::

![words](shown.png "CANARY-picture-title") [words](y.md "CANARY-link-title")
<b title="CANARY-html-title">b</b>

![inside](../inside/canary.png) [inside](../inside/canary.pdf) [notes](canary-notes.md.txt.exe)
""",
        owner="CANARY-owner",
        tags="[CANARY-tag]",
        note="CANARY-other-key",
        related="[draft, hidden]",
        ask='{case.order: {label: "CANARY-label"}}',
    ),
    "open/y.md": public("Y", "The first `words` <!-- CANARY-first > CANARY-described --> of an article."),
    "open/draft.md": "---\ntitle: CANARY-draft\nstatus: draft\nid: canary1\naliases: [canary-old]\n---\n",
    "open/old.md": "---\ntitle: CANARY-archived\nstatus: archived\nid: canary2\n---\nCANARY",
    "open/no-status.md": "---\ntitle: CANARY-no-status\n---\nCANARY",
    "open/canary.png": PNG + b"CANARY-picture-of-internal-block",
    "open/canary-file.pdf": b"CANARY-file-of-internal-block",
    "open/canary-notes.md.txt.exe": b"CANARY-kind",
    "open/shown.png": PNG,
    "open/CANARY-stray.txt": b"CANARY-stray",
    "inside/_index.md": "---\ntitle: CANARY-category\nsummary: CANARY\nstatus: internal\n---\n",
    "inside/hidden.md": public("CANARY-in-internal-category", "CANARY", aliases="[canary-alias]", id="canary3"),
    "inside/canary.png": PNG + b"CANARY-internal-picture",
    "inside/canary.pdf": b"CANARY-internal-file",
    "inside/below/deeper.md": public("CANARY-deeper", "CANARY"),
    "empty/only.md": "---\ntitle: CANARY-only\nstatus: internal\n---\nCANARY",
}


def test_nothing_for_agents_reaches_any_file(tmp_path: Path) -> None:
    site = exported(tmp_path, SECRETS)
    leaks = {
        name
        for name, content in files_below(site).items()
        if b"canary" in content.lower() or "canary" in name.lower() or b"hidden/" in content
    }
    assert leaks == set()
    assert "The draft and inside and there." in text_of(site, "open/x")


def test_nothing_for_agents_reaches_the_index_of_pagefind(tmp_path: Path) -> None:
    """Its files are packed, so that looking for a text in them finds nothing."""
    desk = write_desk(tmp_path / "desk", SECRETS)
    export_faq(load_library(desk / "articles"), SETTINGS, tmp_path / "site", desk, pagefind=True)
    packed = [content for content in files_below(tmp_path / "site").values() if content.startswith(b"\x1f\x8b")]
    plain = b"".join(gzip.decompress(content) for content in packed)
    assert b"Public words." in plain or b"public" in plain
    assert b"canary" not in plain.lower()


def test_a_secret_in_a_packed_file_is_found(tmp_path: Path) -> None:
    desk = write_desk(tmp_path / "desk", SECRETS)
    library = load_library(desk / "articles")
    watch = Watch(library, [(article, hidden_lines(article)) for article in library.public])
    packed = gzip.compress(b'{"content":"CANARY-internal, a long line that no customer may read, ever."}')
    assert len(list(watch.leaks_in("search/pagefind/fragment/en_1.pf_fragment", packed))) == 1
    assert len(list(watch.leaks_in("open/draft/index.html", b""))) == 1


def test_agents_still_read_what_customers_do_not(tmp_path: Path) -> None:
    """The canaries above would prove nothing if they were lost on the way in."""
    article = load_library(write_desk(tmp_path, SECRETS) / "articles").get_article("x")
    for canary in (
        "CANARY-internal",
        "CANARY-in-list",
        "CANARY-in-quote",
        "CANARY-in-details",
        "CANARY-reply",
    ):
        assert canary in article.text


@pytest.mark.parametrize(
    "body",
    [
        ":: internal\nSecret.\n::",
        "::: internal\nNever closed.",
        "> ::: internal\n> Secret.\nlazy line",
        "::: internal\n::: note\nA.\n:::\nSecret.\n:::",
        "Words <span hidden>secret.",
        "Words <!-- not closed\n\nhere -->",
    ],
)
def test_what_may_show_too_much_stops_the_export(tmp_path: Path, body: str) -> None:
    desk = write_desk(tmp_path / "desk", {"shelf/x.md": public("X", "First.\n\n" + body)})
    with pytest.raises(HasProblems, match=r"articles/shelf/x\.md:\d+"):
        export(desk, tmp_path / "site")
    assert [path.name for path in tmp_path.iterdir()] == ["desk"]


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


def test_words_that_customers_may_read_elsewhere_are_no_leak(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "a.md": public("A", "1. Go to [the menu](b.md) of the navigation.\n2. From the **left** side, choose."),
        "b.md": public("B", "Words.", aliases="[article/directory-connector]"),
        "c.md": "---\ntitle: C\nstatus: draft\n---\nChoose the menu of the navigation. From the left side, choose.\n\n"
        "See [it](/article/directory-connector/) now.\n",
    }
    assert leaks_in(exported(tmp_path, files), tmp_path / "desk") == []


def test_what_the_theme_says_on_every_site_is_no_leak(tmp_path: Path) -> None:
    hidden = '<!--\n# How to return a lamp\nname="description" content={x}\njustify-content: space-between\n-->'
    site = exported(tmp_path, {"a.md": public("How to return a lamp", f"Words.\n\n{hidden}\n")})
    assert "justify-content:space-between" in "".join(path.read_text() for path in site.rglob("*.css")).replace(" ", "")


def test_the_last_look_finds_what_slipped_through(tmp_path: Path) -> None:
    desk = write_desk(tmp_path / "desk", SECRETS)
    site = exported(tmp_path, SECRETS)
    assert leaks_in(site, desk) == []
    (site / "y.html").write_text("<p>CANARY-internal, a long line that no <b>customer</b>\nmay read, ever</p>")
    (site / "z.html").write_text('<a href="../open/draft/index.html">x</a> <a href="a/canary3/index.html">y</a>')
    address = "The address of an article that is not public"
    assert leaks_in(site, desk) == [
        f"articles/inside/hidden.md:1:1: leak {address} would be shown in z.html.",
        f"articles/open/draft.md:1:1: leak {address} would be shown in z.html.",
        "articles/open/x.md:23:1: leak A line for agents would be shown in y.html.",
    ]


def test_a_line_for_agents_in_other_words_of_the_site_stops_the_export(tmp_path: Path) -> None:
    line = "Above sixty euros the shop manager decides"
    files: dict[str, str | bytes] = {
        "shelf/_index.md": f"---\ntitle: Shelf\nsummary: {line}.\n---\n",
        "shelf/x.md": public("X", f"Words.\n\n::: internal\n- {line}, *always*.\n:::"),
    }
    with pytest.raises(HasProblems, match=r"articles/shelf/x\.md:8:1: leak A line for agents"):
        export(write_desk(tmp_path / "desk", files), tmp_path / "site")
    assert [path.name for path in tmp_path.iterdir()] == ["desk"]


@pytest.mark.parametrize("space", ["\u00a0", "\u202f", "\u00ad"])
def test_hard_spaces_and_what_nobody_sees_make_no_other_line(tmp_path: Path, space: str) -> None:
    line = "Above sixty euros the shop manager decides"
    files: dict[str, str | bytes] = {
        "shelf/_index.md": f"---\ntitle: Shelf\nsummary: {line}.\n---\n",
        "shelf/x.md": public("X", f"Words.\n\n::: internal\n{line.replace(' ', space)}\n:::"),
    }
    with pytest.raises(HasProblems, match=r"articles/shelf/x\.md:8:1: leak A line for agents"):
        export(write_desk(tmp_path / "desk", files), tmp_path / "site")
    files["shelf/y.md"] = public("Y", f"```\n{line.replace(' ', space)}\n```")
    export(write_desk(tmp_path / "desk", files), tmp_path / "site")


def test_a_comment_in_code_is_an_example_and_shown(tmp_path: Path) -> None:
    comment = "<!-- put the snippet of the shop here, before the end -->"
    body = f"```html\n{comment}\n```\n\n<!-- a secret that must not be shown to anybody -->"
    shown = text_of(exported(tmp_path, {"x.md": public("X", body)}), "x")
    assert "put the snippet of the shop here" in shown
    assert "secret" not in shown


def test_what_the_settings_put_on_every_page_is_no_secret(tmp_path: Path) -> None:
    footer = "Acme Garden Limited, 12 High Street, Springfield"
    files: dict[str, str | bytes] = {"x.md": public("X", "Words."), "y.md": f"---\ntitle: Y\n---\n{footer}\n"}
    desk = write_desk(tmp_path / "desk", files)
    export(desk, tmp_path / "site", replace(SETTINGS, faq=replace(SETTINGS.faq, footer=footer)))
    assert footer in page(tmp_path / "site", "x")


def test_a_hostile_article_is_inert(tmp_path: Path) -> None:
    """Also where the checks, which would refuse it, are not asked."""
    body = """Words.

<script>alert(1)</script><img src=x onerror=alert(1)><svg onload=alert(1)><script>alert(1)</script></svg>
<iframe src="https://evil.example/"></iframe><style>*{display:none}</style><base href="//evil.example/">
<form action="https://evil.example/"><input name=q><button>Go</button></form>
<meta http-equiv=refresh content="0;url=//e">

[a](javascript:alert(1)) [b](data:text/html,x) [c](//evil.example/) <a href="java\tscript:alert(1)">d</a>
<a href="//evil.example/x" onclick="alert(1)" style="x" target=_blank>e</a> <a href="data:text/html,x">f</a>

![p](data:image/svg+xml,x) <div class="top skip" id="_main" style="position:fixed">over</div>

| {{ 7 * 7 }} | "><script>alert(2)</script> |
|---|---|
| `<script>` | <img src="a.svg" srcset="https://evil.example/x"> |

<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">
"""
    hostile = public("</title><script>alert(3)</script>", body, summary="'a\"><script>4</script>'")
    library = load_library(write_desk(tmp_path, {"x.md": hostile}) / "articles")
    site = Site(library, SETTINGS, None, Texts(Kept(None)), {}, pagefind=False)
    site.learn(no_progress)
    pages = [site.themes[0].html(one) for one in site.plans[0].pages()]
    assert len(pages) == 4
    for text in pages:
        tags = Tags(text)
        assert not tags.named("iframe", "style", "base", "object", "math")
        assert [one for one in tags.named("svg") if one != {"viewbox": "0 0 24 24", "aria-hidden": "true"}] == []
        data = {"type": "application/ld+json"}
        (script,) = [one for one in tags.named("script") if one != data]
        assert str(script["src"]).endswith(site.themes[0].script[0])
        assert {str(one["action"])[-17:] for one in tags.named("form")} <= {"search/index.html"}
        names = {name for _tag, attributes in tags.found for name in attributes}
        assert not [name for name in names if name.startswith("on") or name in ("style", "srcset")]
        found = [address for _tag, attributes in tags.found for address in addresses_of(attributes)]
        assert {urlsplit(address).scheme for address in found} <= {"", "https", "mailto"}
        assert not [address for address in found if address.startswith("//")]
        assert len(re.findall('id="_main"', text)) == 1
    assert "{{ 7 * 7 }}" in pages[3]


def test_every_page_forbids_scripts_and_strangers(tmp_path: Path) -> None:
    policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'"
    policy += "; base-uri 'none'; form-action 'self'"
    for path in exported(tmp_path, SHOP).rglob("*.html"):
        (found,) = [
            meta for meta in Tags(path.read_text()).named("meta") if meta.get("http-equiv") == "Content-Security-Policy"
        ]
        assert found["content"] == policy


def test_files_a_browser_would_run_and_links_out_of_the_desk_stay_inside(tmp_path: Path) -> None:
    (tmp_path / "secret.pdf").write_bytes(b"secret")
    desk = write_desk(
        tmp_path / "desk",
        {
            "x.md": public("X", "[a](page.html) [b](drawing.svg) [c](out.pdf) ![d](drawing.svg)"),
            "page.html": "<script>alert(1)</script>",
            "drawing.svg": "<svg/>",
        },
    )
    (desk / "articles" / "out.pdf").symlink_to(tmp_path / "secret.pdf")
    done = export(desk, tmp_path / "site")
    assert [problem.code for problem in done.problems] == ["file-kept-back"] * 3
    svg, link, html = (problem.message for problem in done.problems)
    assert "page.html is a kind of file that no customer gets" in html
    assert "drawing.svg is a kind of file that no customer gets" in svg
    assert "out.pdf is a symbolic link" in link
    assert [path.suffix for path in (tmp_path / "site" / "media").iterdir()] == [".svg"]
    assert "a b c <img" in text_of(tmp_path / "site", "x")


def test_two_sources_of_one_address_stop_the_export(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"shelf/a.md": public("A", "A."), "shelf.md": public("Shelf", "S.")}
    with pytest.raises(HasProblems, match=r"articles/shelf\.md:1:1: name-clash This and articles/shelf/"):
        export(write_desk(tmp_path / "desk", files), tmp_path / "site")


def test_a_folder_with_files_of_others_is_refused(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "thesis.txt").write_text("mine")
    with pytest.raises(NotEmpty, match=r"thesis\.txt"):
        exported(tmp_path, SHOP)
    assert files_below(site) == {"thesis.txt": b"mine"}


def test_a_file_laid_into_our_own_folder_is_not_swept_away(tmp_path: Path) -> None:
    site = exported(tmp_path, SHOP)
    (site / "CNAME").write_text("help.example.com")
    with pytest.raises(NotEmpty, match="CNAME"):
        exported(tmp_path, SHOP)


@pytest.mark.parametrize("place", [".", "..", "articles", "articles/out", "phrasebooks", ".warmline/faq"])
def test_the_desk_itself_is_refused(tmp_path: Path, place: str) -> None:
    desk = write_desk(tmp_path / "above" / "desk", SHOP)
    before = files_below(tmp_path)
    with pytest.raises(NotEmpty, match="the desk"):
        export(desk, desk / place)
    assert files_below(tmp_path) == before


def test_an_export_into_the_desk_beside_the_articles_is_fine(tmp_path: Path) -> None:
    desk = write_desk(tmp_path, SHOP)
    export(desk, desk / "site")
    assert (desk / "site" / "index.html").is_file()


def test_a_failure_leaves_the_old_site_as_it_was(tmp_path: Path) -> None:
    site = exported(tmp_path, SHOP)
    before = files_below(site)
    (tmp_path / "desk" / "articles" / "welcome.md").write_text(public("Welcome", ":: internal\nSecret.\n::"))
    with pytest.raises(HasProblems):
        export(tmp_path / "desk", site)
    assert files_below(site) == before
    assert no_leftovers(tmp_path)


def test_a_failure_while_writing_leaves_the_old_site_as_it_was(tmp_path: Path) -> None:
    site = exported(tmp_path, SHOP)
    before = files_below(site)
    too_long_for_a_disk = "\N{GOTHIC LETTER AHSA}" * 80
    write_desk(tmp_path / "desk", {"new.md": public("New", "New.", aliases=f"[{too_long_for_a_disk}]")})
    with pytest.raises(CannotWrite, match="File name too long"):
        export(tmp_path / "desk", site)
    assert files_below(site) == before
    assert no_leftovers(tmp_path)


def test_what_is_no_longer_public_disappears_from_the_site(tmp_path: Path) -> None:
    site = exported(tmp_path, SHOP)
    late = tmp_path / "desk" / "articles" / "delivery" / "late.md"
    late.write_text(late.read_text().replace("status: public", "status: internal"))
    export(tmp_path / "desk", site)
    left = [
        name
        for name, content in files_below(site).items()
        if b"k7f3qa" in content or "late" in name or b"late/" in content
    ]
    assert left == []
    assert not (site / "media").exists()


def test_the_same_articles_give_the_same_bytes(tmp_path: Path) -> None:
    desk = write_desk(tmp_path / "desk", SHOP)
    export(desk, tmp_path / "one")
    export(desk, tmp_path / "two")
    assert files_below(tmp_path / "one") == files_below(tmp_path / "two")


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
    for name in ("light", "dark"):
        (desk / f"{name}.png").write_bytes(PNG + name.encode())
    export_faq(load_library(desk), LibrarySettings(), tmp_path / "site", None)
    shown = (tmp_path / "site/a/index.html").read_text("utf-8")
    found = re.findall(r'<img src="[^"]*media/(\w+)\.png" alt="Box" class="only-(\w+)"', shown)
    files = {path.stem: path.read_bytes()[len(PNG) :].decode() for path in (tmp_path / "site/media").iterdir()}
    assert [(files[file], ground) for file, ground in found] == [("light", "light"), ("dark", "dark")]
    assert (tmp_path / "site/a/index.md").read_text("utf-8").count("![Box]") == 1
