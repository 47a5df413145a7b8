"""What machines read of the FAQ, its languages, and how a desk makes it its own."""

from __future__ import annotations

import datetime as dt
import json
import re
import warnings
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import html5lib
import pytest

from kb.articles.library import load_library
from kb.errors import BadTheme
from kb.faq.export import Exported, export_faq
from kb.faq.pages.colours import DARK_PAPER, LIGHT_PAPER, contrast, shades_of
from kb.faq.pages.look import Look
from kb.faq.pages.render import Theme
from kb.settings import FaqSettings, LibrarySettings, read_library_settings, read_settings_file
from kb.yaml.tree import quote
from tests.conftest import write_files

BASE = "https://help.example.com/"
SETTINGS = LibrarySettings(
    organisation="Acme <Garden>",
    faq=FaqSettings(
        title="Acme Help",
        base_url=BASE,
        contact="help@example.com",
        feedback="https://forms.example.com/faq?desk=1",
        links=(("Shop", "https://example.com/"),),
        footer="Acme & Sons",
    ),
)
ATOM = "{http://www.w3.org/2005/Atom}"
DAY = dt.datetime(2026, 3, 1, 9, tzinfo=dt.UTC)
FILES = {
    "delivery/_index.md": "---\ntitle: Delivery\ntranslations: {de: {title: Lieferung, summary: Pakete}}\n---\n",
    "delivery/late.md": (
        "---\ntitle: My </script> parcel\nsummary: What to do.\nstatus: public\ntags: [parcel, late]\nid: k7f3qa\n"
        "aliases: [old-late]\n---\n## First\n\nSee [tracking](track.md#there).\n\n::: tip\nKeep *calm*.\n:::\n\n"
        "1. One\n   - Inner\n2. Two\n\n| A | B |\n|---|---|\n| 1 | `x\\|y` |\n\n```sh\nls  -l\n```\n"
    ),
    "delivery/late.de.md": "---\ntitle: Mein Paket\nstatus: public\nrelated: [track]\n---\nZur [Suche](track.md).\n",
    "delivery/track.md": "---\ntitle: Track it\nstatus: public\ntags: [parcel]\n---\n## There\n\nWords on tracking.\n",
    "delivery/track.de.md": "---\ntitle: Verfolgen\nstatus: draft\n---\nENTWURF\n",
    "delivery/zones.md": "---\ntitle: Zones\nstatus: public\ntags: [parcel, late]\n---\nWords on zones.\n",
    "secret.md": "---\ntitle: Secret\nstatus: internal\n---\nWords.\n",
    "secret.de.md": "---\ntitle: Geheim\nstatus: public\n---\nGEHEIM\n",
}
CHANGED = {"delivery/late.md": DAY, "delivery/late.de.md": DAY - dt.timedelta(days=9), "delivery/track.md": DAY}
Export = Callable[[], Exported]


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    write_files(tmp_path / "desk" / "articles", FILES)
    return tmp_path / "desk"


def exported(desk: Path, settings: LibrarySettings = SETTINGS) -> Path:
    site = desk.parent / "site"
    export_faq(load_library(desk / "articles"), settings, site, desk, changed=CHANGED)
    return site


def read(site: Path, path: str) -> str:
    return (site / path).read_text("utf-8")


def structured(site: Path, path: str) -> list[dict[str, object]]:
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', read(site, path), re.DOTALL)
    return [json.loads(one) for one in found]


def test_every_page_is_html_as_the_specification_has_it(desk: Path) -> None:
    site = exported(desk)
    pages = sorted(site.rglob("*.html"))
    assert len(pages) == 13
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # html5lib asks for a module that Python will drop
        for page in pages:
            html5lib.HTMLParser(strict=True).parse(page.read_text("utf-8"))


def test_an_article_says_what_it_is_in_json_that_no_title_can_leave(desk: Path) -> None:
    article, crumbs = structured(exported(desk), "delivery/late/index.html")
    assert article == {
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": "My </script> parcel",
        "description": "What to do.",
        "inLanguage": "en",
        "mainEntityOfPage": f"{BASE}delivery/late/",
        "publisher": {"@type": "Organization", "name": "Acme <Garden>"},
        "dateModified": "2026-03-01",
    }
    assert crumbs["@type"] == "BreadcrumbList"
    items = crumbs["itemListElement"]
    assert isinstance(items, list)
    assert [(item["position"], item["name"], item["item"]) for item in items] == [
        (1, "Acme Help", BASE),
        (2, "Delivery", f"{BASE}delivery/"),
        (3, "My </script> parcel", f"{BASE}delivery/late/"),
    ]


def test_the_feed_names_the_articles_changed_last(desk: Path) -> None:
    feed = ET.fromstring(read(exported(desk), "feed.xml"))
    entries = [(one.findtext(f"{ATOM}id"), one.findtext(f"{ATOM}updated")) for one in feed.iter(f"{ATOM}entry")]
    assert entries == [
        (f"{BASE}delivery/late/", "2026-03-01T00:00:00Z"),
        (f"{BASE}delivery/track/", "2026-03-01T00:00:00Z"),
    ]
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "Acme <Garden>"


def test_without_a_history_there_is_no_feed_and_no_page_speaks_of_one(desk: Path) -> None:
    site = desk.parent / "site"
    export_faq(load_library(desk / "articles"), SETTINGS, site, desk)
    assert not (site / "feed.xml").exists()
    assert "feed.xml" not in read(site, "index.html")


def test_the_site_map_has_every_page_that_is_to_be_found_and_when_it_changed(desk: Path) -> None:
    site = exported(desk)
    found = ET.fromstring(read(site, "sitemap.xml"))
    rows = [[part.text for part in entry] for entry in found]
    assert rows == [
        [BASE],
        [f"{BASE}de/"],
        [f"{BASE}de/delivery/"],
        [f"{BASE}de/delivery/late/", "2026-02-20"],
        [f"{BASE}delivery/"],
        [f"{BASE}delivery/late/", "2026-03-01"],
        [f"{BASE}delivery/track/", "2026-03-01"],
        [f"{BASE}delivery/zones/"],
    ]


def test_llms_txt_lists_the_markdown_copies(desk: Path) -> None:
    site = exported(desk)
    text = read(site, "llms.txt")
    assert text.startswith(
        f"# Acme Help\n\n## Delivery\n\n- [My </script> parcel]({BASE}delivery/late/index.md): What to do.\n"
    )
    copies = re.findall(r"\]\(https://help\.example\.com/(\S+)\)", text)
    assert [copy for copy in copies if not (site / copy).is_file()] == []
    assert len(copies) == 4


def test_the_markdown_copy_says_what_the_page_says(desk: Path) -> None:
    assert read(exported(desk), "delivery/late/index.md") == (
        "# My </script> parcel\n\nWhat to do.\n\n## First\n\nSee [tracking](../../delivery/track/index.html#there).\n\n"
        "**Tip**\n\nKeep *calm*.\n\n1. One\n   - Inner\n2. Two\n\n| A | B |\n|---|---|\n| 1 | `x\\|y` |\n\n"
        "```\nls  -l\n```\n"
    )


def test_a_page_names_its_versions_in_every_language(desk: Path) -> None:
    site = exported(desk)
    for path in ("delivery/late/index.html", "de/delivery/late/index.html"):
        found = re.findall(r'<link rel="alternate" hreflang="([^"]*)" href="([^"]*)">', read(site, path))
        assert found == [
            ("en", f"{BASE}delivery/late/"),
            ("x-default", f"{BASE}delivery/late/"),
            ("de", f"{BASE}de/delivery/late/"),
        ]
    assert "hreflang" not in read(site, "delivery/track/index.html").partition("</head>")[0]


def test_a_translation_has_its_own_words_and_links_to_its_own_language_first(desk: Path) -> None:
    site = exported(desk)
    text = read(site, "de/delivery/late/index.html")
    assert '<html lang="de" dir="ltr">' in text
    assert ">Lieferung</a>" in text
    assert "Einem Menschen schreiben" in text
    assert '<a href="../../../delivery/track/index.html">Suche</a>' in text
    assert '<a href="../../../de/index.html"' in text
    assert not (site / "de" / "delivery" / "track").exists()


def test_a_translation_older_than_its_original_says_so_and_by_date(desk: Path) -> None:
    site = exported(desk)
    stale = read(site, "de/delivery/late/index.html")
    assert "Diese Übersetzung ist älter" in stale
    assert '<time datetime="2026-02-20">Aktualisiert am 20. Februar 2026</time>' in stale
    assert '<time datetime="2026-03-01">Updated March 1, 2026</time>' in read(site, "delivery/late/index.html")
    assert 'class="stale"' not in read(site, "delivery/late/index.html")


def test_the_translation_of_what_is_not_public_stays_inside_and_the_writer_is_told(desk: Path) -> None:
    site = desk.parent / "site"
    done = export_faq(load_library(desk / "articles"), SETTINGS, site, desk)
    (problem,) = [one for one in done.problems if one.code == "translation-kept-back"]
    assert (problem.path, "secret.md, which is not public (internal)" in problem.message) == (
        "articles/secret.de.md",
        True,
    )
    assert [path for path in site.rglob("*") if path.is_file() and b"GEHEIM" in path.read_bytes()] == []


def test_articles_with_the_same_tags_are_related_and_neighbours_are_named(desk: Path) -> None:
    text = read(exported(desk), "delivery/late/index.html")
    related = text.partition('<section class="related"')[2].partition("</section>")[0]
    assert re.findall(r'href="([^"]*)"', related) == [
        "../../delivery/zones/index.html",
        "../../delivery/track/index.html",
    ]
    assert '<a rel="next" class="next" href="../../delivery/track/index.html">' in text
    assert 'rel="prev"' not in text


def test_did_this_help_leads_to_a_form_or_a_mail_with_the_page_in_it(desk: Path) -> None:
    path = "delivery/track/index.html"
    form = read(exported(desk), path)
    assert 'href="https://forms.example.com/faq?desk=1&amp;page=delivery%2Ftrack%2F&amp;helped=yes"' in form
    mail = replace(SETTINGS, faq=replace(SETTINGS.faq, feedback="help@example.com"))
    assert 'href="mailto:help@example.com?subject=Did%20this%20help%3F%20No%3A%20Track%20it"' in read(
        exported(desk, mail), path
    )
    nobody = replace(SETTINGS, faq=replace(SETTINGS.faq, feedback=""))
    assert "Did this help" not in read(exported(desk, nobody), path)


def test_a_desk_shows_its_links_its_footer_and_its_logo(desk: Path) -> None:
    (desk / "logo.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    site = exported(desk, replace(SETTINGS, faq=replace(SETTINGS.faq, logo="logo.svg")))
    text = read(site, "index.html")
    assert '<a href="https://example.com/">Shop</a>' in text
    assert "&#183; Acme &amp; Sons</p>" in text
    (logo,) = (site / "assets").glob("logo.*.svg")
    assert f'<img src="assets/{logo.name}" alt=""' in text


@pytest.mark.parametrize("logo", ["../outside.svg", "warmline.yaml"])
def test_a_logo_that_is_no_picture_of_the_desk_is_refused(desk: Path, logo: str) -> None:
    with pytest.raises(BadTheme, match="the logo is a picture in the desk's folder"):
        exported(desk, replace(SETTINGS, faq=replace(SETTINGS.faq, logo=logo)))


@pytest.mark.parametrize("colour", ["#2e7d32", "#ffff00", "#000000", "#ffffff", "#808080", "#1d4ed8"])
def test_any_colour_of_a_desk_can_be_read_on_both_papers(colour: str) -> None:
    light, dark = re.findall(r"--accent: (#\w+)", shades_of(colour))[:2]
    assert contrast(light, LIGHT_PAPER) >= 4.5
    assert contrast(dark, DARK_PAPER) >= 4.5


def test_a_desk_replaces_one_template_and_builds_on_what_ships(desk: Path) -> None:
    (desk / "theme").mkdir()
    own = '{% extends "shipped/category.html" %}{% block main %}<p>Ours</p>{{ super() }}{% endblock %}'
    (desk / "theme" / "category.html").write_text(own)
    text = read(exported(desk), "delivery/index.html")
    assert "<p>Ours</p>" in text
    assert "<h1>Delivery</h1>" in text


def test_a_template_of_a_desk_reaches_nothing_but_its_page(desk: Path) -> None:
    (desk / "theme").mkdir()
    (desk / "theme" / "home.html").write_text("{{ page.__class__.__mro__[1].__subclasses__() }}")
    with pytest.raises(BadTheme, match=r"theme/home\.html"):
        exported(desk)
    assert not (desk.parent / "site").exists()


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{{ 1 / 0 }}", "theme/article.html:1: it cannot be worked out (division by zero)."),
        ("\n{{ page.price }}", "theme/article.html:2: 'ArticlePage object' has no attribute 'price'."),
        ("\n{% if %}", "theme/article.html:2: Expected an expression, got 'end of statement block'."),
        (
            '{% extends "article.html" %}',
            "theme/article.html:1: it leads to itself; begin the name with shipped/ for what it replaces.",
        ),
        (
            '{% extends "shipped/artikel.html" %}',
            "theme/article.html:1: there is no template 'shipped/artikel.html' in the theme.",
        ),
        (
            '{% include "../warmline.yaml" %}',
            "theme/article.html:1: there is no template '../warmline.yaml' in the theme.",
        ),
        ("{{ words.__class__ }}", "theme/article.html:1: access to attribute '__class__' of 'dict' object is unsafe."),
        (
            '{% extends "shipped/article.html" %}\n{% block main %}\n{{ super() }}{{ page.price }}{% endblock %}',
            "theme/article.html:3: 'ArticlePage object' has no attribute 'price'.",
        ),
    ],
)
def test_what_is_wrong_with_a_template_is_said_with_its_line(desk: Path, template: str, said: str) -> None:
    (desk / "theme").mkdir()
    (desk / "theme" / "article.html").write_text(template)
    (desk / "warmline.yaml").touch()
    with pytest.raises(BadTheme) as raised:
        exported(desk)
    assert str(raised.value) == f"{said} The FAQ was not exported."
    assert not (desk.parent / "site").exists()


def test_the_words_of_the_theme_are_complete_in_english_and_german() -> None:
    look = Look(SETTINGS)
    english, german = look.words("en"), look.words("de")
    assert english.keys() == german.keys()
    assert [key for key in english if english[key] == german[key]] == []


LANGUAGES = ("da", "de", "en", "es", "fr", "it", "ja", "nl", "pl", "pt", "sv")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_every_language_are_whole_and_fill_the_same_places(language: str) -> None:
    english, own = Look(SETTINGS).words("en"), Look(SETTINGS).words(language)
    assert own["language_name"] != language
    assert english.keys() - own.keys() == set()
    for key, text in own.items():
        wanted = english.get(key, english[key.rpartition("_")[0]] if key not in english else "")
        assert set(re.findall(r"\{\w+\}", text)) == set(re.findall(r"\{\w+\}", wanted)), key


def test_numbers_take_the_form_that_the_language_has_for_them() -> None:
    polish, english = Theme(Look(SETTINGS), "pl"), Theme(Look(SETTINGS), "en")
    assert [polish._counted("articles", number) for number in (1, 3, 5)] == [
        "1 artykuł", "3 artykuły", "5 artykułów",
    ]  # fmt: skip
    assert [english._counted("articles", number) for number in (1, 3)] == ["1 article", "3 articles"]


def test_a_language_of_the_desk_borrows_no_english_forms_of_words_that_it_has(tmp_path: Path) -> None:
    (tmp_path / "theme").mkdir()
    words = 'articles: "{count} článků"\narticles_few: "{count} články"\nfound: "{count} odpovědí"\n'
    (tmp_path / "theme" / "words.cs.yaml").write_text(words, "utf-8")
    czech = Theme(Look(SETTINGS, tmp_path), "cs")
    assert [czech._counted("articles", number) for number in (1, 3, 5)] == ["1 článků", "3 články", "5 článků"]
    assert czech._counted("found", 1) == "1 odpovědí"
    assert czech._counted("all_articles", 1) == "The article"


@pytest.mark.parametrize("address", ["javascript:alert(1)", "//elsewhere.example"])
def test_a_contact_that_customers_may_not_follow_is_a_problem_of_the_settings(desk: Path, address: str) -> None:
    (desk / "warmline.yaml").write_text(f"organisation: Acme Garden\nfaq:\n  contact: '{address}'\n", "utf-8")
    reader, problems = read_settings_file(desk)
    assert read_library_settings(reader).faq.contact == ""
    assert [(one.line, "a web address, mailto: or tel:" in one.message) for one in problems.found] == [(3, True)]


def test_naughty_strings_stay_text_wherever_they_are_written(desk: Path, shared: Path) -> None:
    """Titles, summaries, keywords and code: every format that we write can still be read."""
    strings: list[str] = json.loads((shared / "data" / "naughty-strings" / "blns.json").read_text("utf-8"))
    naughty = [one for one in strings if one.strip()]
    assert len(naughty) > 400
    for number in range(0, len(naughty), 24):
        some = [quote(one) for one in naughty[number : number + 24]]
        keys = f"title: {some[0]}\nsummary: {some[-1]}\nkeywords: [{', '.join(some)}]\nstatus: public\n"
        body = "\n".join(["~~~~~~~~", *naughty[number : number + 24], "~~~~~~~~"])
        (desk / "articles" / f"naughty-{number}.md").write_text(f"---\n{keys}---\n{body}\n", "utf-8")
    site = desk.parent / "site"
    library = load_library(desk / "articles")
    changed = {article.path: DAY for article in library.articles}
    export_faq(library, SETTINGS, site, desk, changed=changed)
    for name in ("sitemap.xml", "feed.xml"):
        ET.fromstring(read(site, name))
    script = read(site, "search/index.js").removeprefix("warmlineIndex(").removesuffix(");\n")
    assert len(json.loads(f"[{script}]")) == 5
    pages = sorted(site.glob("naughty-*/index.html"))
    assert len(pages) == len(range(0, len(naughty), 24))
    for page in pages:
        text = page.read_text("utf-8")
        assert len(structured(site, page.relative_to(site).as_posix())) == 2
        assert len(re.findall(r"<script\b", text)) == 3
        assert re.findall(r"<[^>]*\son\w+=", re.sub(r'"[^"]*"', '""', text)) == []
