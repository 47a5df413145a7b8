"""Moving in: translations in folders of their own lie beside their originals, whatever tool they were written for."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from kb.articles.library import load_library
from kb.faq.export import export_faq
from kb.markdown.parser import parse_markdown
from kb.markdown.plain import plain_text
from kb.moving_in.move_in import move_in, plan_move_in
from kb.moving_in.settling import settled
from kb.settings import LibrarySettings

LATE, SPAET = "---\ntitle: Late\n---\nSee [more](more.md).\n", "---\ntitle: Spät\n---\nSiehe [mehr](more.md).\n"
MORE, MEHR = "---\ntitle: More\n---\nMore.\n", "---\ntitle: Mehr\n---\nMehr.\n"
I18N = "i18n/de/docusaurus-plugin-content-docs/current"
SOURCES = {
    "Docusaurus": {
        "docusaurus.config.js": "module.exports = {i18n: {defaultLocale: 'en'}}",
        "docs/late.md": LATE, "docs/more.md": MORE, f"{I18N}/late.md": SPAET, f"{I18N}/more.md": MEHR,
    },
    "MkDocs": {
        "mkdocs.yml": "plugins:\n  - i18n:\n      languages:\n        - locale: en\n          default: true\n",
        "docs/en/late.md": LATE, "docs/en/more.md": MORE, "docs/de/late.md": SPAET, "docs/de/more.md": MEHR,
    },
    "VuePress": {
        "docs/.vuepress/config.js": "",
        "docs/late.md": LATE, "docs/more.md": MORE, "docs/de/late.md": SPAET, "docs/de/more.md": MEHR,
    },
    "Hugo": {
        "hugo.toml": 'defaultContentLanguage = "en"\n', "content/en/late.md": LATE, "content/en/more.md": MORE,
        "content/de/late.md": SPAET, "content/de/more.md": MEHR,
    },
    "Jekyll": {
        "_config.yml": "title: x\n", "_docs/more.md": MORE, "_docs/more.de.md": MEHR,
        "_docs/late.md": LATE.replace("---\n", "---\nlang: en\nref: late\n", 1),
        "_docs/spaet.md": SPAET.replace("---\n", "---\nlang: de\nref: late\n", 1),
    },
}  # fmt: skip


def written(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.mark.parametrize("tool", SOURCES)
def test_translations_lie_beside_their_originals(tmp_path: Path, tool: str) -> None:
    plan = plan_move_in(written(tmp_path, SOURCES[tool]))
    assert sorted(plan.texts) == ["late.de.md", "late.md", "more.de.md", "more.md"]
    assert (plan.report.tool, plan.report.missing.total(), plan.report.problems) == (tool, 0, [])
    address = {"Docusaurus": "de/docs/late", "Jekyll": "docs/spaet"}.get(tool, "de/late")
    assert f"aliases: [{address}]" in plan.texts["late.de.md"]
    assert plan.texts["late.de.md"].partition("\n---\n")[2].startswith("Siehe [mehr](more.")


def test_a_topic_that_is_called_as_a_language_stays_one(tmp_path: Path) -> None:
    files = {"a.md": "# A\n\nA.\n", "it/servers.md": "# Servers\n\nB.\n", "it/desks.md": "# Desks\n\nC.\n"}
    texts = plan_move_in(written(tmp_path, files)).texts
    assert sorted(texts) == ["a.md", "it/_index.md", "it/desks.md", "it/servers.md"]


def test_a_category_has_its_words_in_every_language(tmp_path: Path) -> None:
    topics = {"docs/post/index.md": "# Post\n\nParcels.\n", "docs/de/post/index.md": "# Versand\n\nPakete.\n"}
    files = {"docs/.vuepress/config.js": "", **topics, "docs/post/late.md": LATE, "docs/de/post/late.md": SPAET}
    texts = plan_move_in(written(tmp_path, files)).texts
    assert sorted(texts) == ["post/_index.md", "post/late.de.md", "post/late.md"]
    assert 'translations: {"de": {"title": "Versand"}}' in texts["post/_index.md"]


def test_what_is_left_of_a_page_in_another_language_never_takes_its_place(tmp_path: Path) -> None:
    left = {f"i18n/{one}/docusaurus-plugin-content-docs/current/late.mdx": SPAET for one in ("cs", "da")}
    other = {f"i18n/{one}/docusaurus-plugin-content-docs/current/late.md": SPAET for one in ("cs", "da")}
    gone = {f"{I18N}/gone.md": MEHR, f"{I18N}/more.mdx": MEHR}
    plan = plan_move_in(written(tmp_path, {**SOURCES["Docusaurus"], **left, **other, **gone}))
    assert sorted(plan.texts) == ["late.cs.md", "late.da.md", "late.de.md", "late.md", "more.de.md", "more.md"]
    assert "See [more](more.md)." in plan.texts["late.md"]
    said = "Left out, for they translate no page that is there, and nobody was shown them: "
    names = "cs/late.mdx, da/late.mdx, de/gone.md, de/more.mdx"
    assert plan.report.problems == [f"{said}{names}."]


def test_a_page_that_is_there_in_one_language_alone_lies_apart(tmp_path: Path) -> None:
    files = {**SOURCES["VuePress"], "docs/de/wurzeln.md": "# Wurzeln\n\nSiehe [spät](late.md).\n"}
    texts = plan_move_in(written(tmp_path, files)).texts
    assert sorted(texts) == [
        "late.de.md",
        "late.md",
        "more.de.md",
        "more.md",
        "only-de/_index.md",
        "only-de/wurzeln.md",
    ]
    assert 'title: "Deutsch"' in texts["only-de/_index.md"]
    assert "Siehe [spät](../late.de.md)." in texts["only-de/wurzeln.md"]
    assert "aliases: [de/wurzeln]" in texts["only-de/wurzeln.md"]


def test_no_page_is_written_over_where_the_folder_of_a_language_goes(tmp_path: Path) -> None:
    more = {f"content/{one}/roots.md": "# Roots\n\nDeep.\n" for one in ("en", "de")}
    files = {**SOURCES["Hugo"], **more, "content/late.md": "# Of all languages\n\nLate.\n"}
    texts = plan_move_in(written(tmp_path, files)).texts
    names = ["en/_index.md", "en/late.de.md", "en/late.md", "late.md", "more.de.md", "more.md"]
    assert sorted(texts) == [*names, "roots.de.md", "roots.md"]


def test_the_number_that_a_desk_gave_an_article_says_what_a_page_translates(tmp_path: Path) -> None:
    files = {
        "texts/en/articles/9030303-late-parcel.md": "# Late\n\nSorry.\n",
        "texts/en/articles/9030404-broken-pot.md": "# Broken\n\nSorry.\n",
        "texts/de/articles/9030303-paket-kommt-spaet.md": "# Sp\u00e4t\n\nLeider.\n",
        "llms.txt": "Acme Garden",
    }
    texts = plan_move_in(written(tmp_path, files)).texts
    late = "articles/9030303-late-parcel"
    assert sorted(texts) == [f"{late}.de.md", f"{late}.md", "articles/9030404-broken-pot.md", "articles/_index.md"]
    assert "Leider." in texts[f"{late}.de.md"]


def test_languages_before_the_ending_are_translations_of_one_article(tmp_path: Path) -> None:
    settings = "site_name: Acme\nplugins:\n  - i18n:\n      languages:\n        - locale: en\n          default: true\n"
    files = {
        "mkdocs.yml": settings,
        "docs/post/late_post.en.md": "# Late\n\nSee [lost](../lost_post.md#how) and [lost](../lost_post.en.md).\n",
        "docs/post/late_post.de.md": "# Spät\n\nSiehe [verloren](../lost_post.md).\n\n![Ein Karton](box.png)\n",
        "docs/lost_post.en.md": "# Lost\n\n## How\n\n![A box](post/box.png)\n",
        "docs/lost_post.de.md": "# Verloren\n",
        "docs/post/box.en.png": "1",
        "docs/post/box.de.png": "2",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    plan = plan_move_in(tmp_path)
    assert sorted(plan.texts) == [
        "lost-post.de.md", "lost-post.md", "post/_index.md", "post/late-post.de.md", "post/late-post.md",
    ]  # fmt: skip
    assert "See [lost](../lost-post.md#how) and [lost](../lost-post.md)." in plan.texts["post/late-post.md"]
    assert "[verloren](../lost-post.md)" in plan.texts["post/late-post.de.md"]
    assert "![Ein Karton](box.de.png)" in plan.texts["post/late-post.de.md"]
    assert "![A box](post/box.en.png)" in plan.texts["lost-post.md"]
    assert sorted(plan.files) == ["post/box.de.png", "post/box.en.png"]
    assert plan.report.missing == {}


def test_no_old_address_takes_the_place_of_another_language(tmp_path: Path) -> None:
    for language, title in (("en", "Welcome"), ("ja", "ようこそ")):
        for name in ("_index.md", "shop/_index.md", "shop/late.md"):
            path = tmp_path / "content" / language / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"---\ntitle: {title} {name[:4]}\n---\n\nOne.\n\nTwo, see [late](shop/late).\n", "utf-8")
    (tmp_path / "hugo.toml").write_text("defaultContentLanguage = 'en'\n")
    plan = plan_move_in(tmp_path)
    move_in(plan, tmp_path / "desk" / "articles")
    desk = tmp_path / "desk"
    exported = export_faq(load_library(desk / "articles"), LibrarySettings(), tmp_path / "site", desk)
    assert exported.articles == len(plan.texts) - 1
    assert plan.report.missing == {}


def test_a_file_of_another_repository_is_no_file_of_ours(tmp_path: Path) -> None:
    away = "https://github.com/other/thing/blob/main"
    (tmp_path / "README.md").write_text("# Acme\n", "utf-8")
    (tmp_path / "docs" / "a").mkdir(parents=True)
    (tmp_path / "docs" / "late.md").write_text(f"# Late\n\n[one]({away}/README.md) [two]({away}/docs/a/lost.md)\n")
    (tmp_path / "docs" / "a" / "lost.md").write_text("# Lost\n\nWords.\n")
    (tmp_path / "mkdocs.yml").write_text("site_name: Acme\n")
    text = plan_move_in(tmp_path).texts["late.md"]
    assert f"[one]({away}/README.md) [two](a/lost.md)" in text


@pytest.mark.parametrize(
    ("tool", "text", "shown"),
    [
        ("MkDocs", "Run `x` --rmi <Typ> now.", "Run x --rmi <Typ> now."),
        ("", "Write <Größe> there.", "Write <Größe> there."),
        ("Docusaurus", "Write <Typ> or <your_type> there.", "Write  or <your_type> there."),
        ("Jekyll", "Write <b>all</b> there.", "Write all there."),
    ],
)
def test_a_name_in_angle_brackets_is_read_where_a_tool_has_no_components(tool: str, text: str, shown: str) -> None:
    assert plain_text(parse_markdown(settled(f"{text}\n", tool, Counter()))) == shown
