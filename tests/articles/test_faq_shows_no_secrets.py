"""What is for agents reaches no file of the FAQ, and what may show too much stops its export."""

from __future__ import annotations

import gzip
from dataclasses import replace
from pathlib import Path

import pytest

from kb.articles.library import load_library
from kb.errors import HasProblems
from kb.faq.export import export_faq
from kb.faq.leaks import Watch, hidden_lines
from tests.articles.faq_site import (
    PNG,
    SETTINGS,
    export,
    exported,
    files_below,
    leaks_in,
    page,
    public,
    text_of,
    write_desk,
)

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


def test_what_the_settings_put_on_every_page_is_no_secret(tmp_path: Path) -> None:
    footer = "Acme Garden Limited, 12 High Street, Springfield"
    files: dict[str, str | bytes] = {"x.md": public("X", "Words."), "y.md": f"---\ntitle: Y\n---\n{footer}\n"}
    desk = write_desk(tmp_path / "desk", files)
    export(desk, tmp_path / "site", replace(SETTINGS, faq=replace(SETTINGS.faq, footer=footer)))
    assert footer in page(tmp_path / "site", "x")
