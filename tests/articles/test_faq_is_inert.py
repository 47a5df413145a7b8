"""Nothing that writers or others put into articles runs in a reader's browser."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

from kb.articles.library import load_library
from kb.faq.articles.body_cache import no_progress
from kb.faq.articles.text_cache import Texts
from kb.faq.cache import Kept
from kb.faq.site import Site
from kb.settings import FaqSettings, LibrarySettings
from tests.articles.faq_site import SETTINGS, SHOP, Tags, addresses_of, export, exported, public, text_of, write_desk


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


def test_settings_are_words_on_every_page_whatever_signs_they_hold(tmp_path: Path) -> None:
    odd = "{{ 7 * 7 }} \"x\" 'y' \\n }} {% raw %} \u00fc <b>"
    shown = "{{ 7 * 7 }} &#34;x&#34; &#39;y&#39; \\n }} {% raw %} \u00fc &lt;b&gt;"
    settings = LibrarySettings(faq=FaqSettings(title=odd, footer=odd))
    export(write_desk(tmp_path / "desk", SHOP), tmp_path / "site", settings)
    text = (tmp_path / "site" / "delivery" / "late" / "index.html").read_text("utf-8")
    assert f'alt="" width="28" height="28"> {shown}</a>' in text
    assert f"</a> &#183; {shown}</p>" in text


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
