"""Nothing that customers could read goes by a slip: pages, words, and what lint and export say of them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from kb.articles.article_source import parse_article
from kb.articles.library import load_library
from kb.articles.links import anchor_of
from kb.cli.lint import export_problems
from kb.cli.main import run
from kb.errors import HasProblems
from kb.faq.articles.body import cleaned_html
from kb.faq.export import Exported, export_faq
from kb.faq.lost_words import lost_words
from kb.lint.lint import lint_library
from kb.settings import FaqSettings, LibrarySettings

SETTINGS = LibrarySettings(organisation="Acme Garden", faq=FaqSettings(title="Acme Help"))
LATE = "---\ntitle: Late\nstatus: public\n---\nWords.\n"


def write(desk: Path, name: str, text: str) -> Path:
    path = desk / "articles" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def export(desk: Path, *retired: str) -> Exported:
    return export_faq(load_library(desk / "articles"), SETTINGS, desk.parent / "site", desk, retired=retired)


def refusal(desk: Path, *retired: str) -> str:
    with pytest.raises(HasProblems) as raised:
        export(desk, *retired)
    return str(raised.value)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """One public article that was exported, and another beside it."""
    write(tmp_path / "desk", "delivery/late.md", LATE)
    write(tmp_path / "desk", "delivery/track.md", LATE.replace("Late", "Track"))
    export(tmp_path / "desk")
    return tmp_path / "desk"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            LATE.replace("status: public\n", ""),
            "delivery/late.md:1:1: page-gone Customers read this at /delivery/late/",
        ),
        (LATE.replace("Late", "a: b"), "delivery/late.md:2:9: yaml-syntax"),
        (LATE.replace("public", "publc"), "delivery/late.md:3:9: unknown-value"),
        (LATE.replace("---\nWords", "Words"), "delivery/late.md:1:1: front-matter-open"),
    ],
    ids=["no status", "colon in the title", "misspelt status", "front matter is not closed"],
)
def test_a_slip_in_front_matter_takes_no_page_away(desk: Path, text: str, said: str) -> None:
    write(desk, "delivery/late.md", text)
    assert f"articles/{said}" in refusal(desk)
    assert (desk.parent / "site" / "delivery" / "late" / "index.html").is_file()


def test_a_file_that_is_gone_is_named_with_the_alias_that_keeps_its_address(desk: Path) -> None:
    (desk / "articles" / "delivery" / "late.md").rename(desk / "articles" / "late.md")
    said = refusal(desk)
    assert "late.md seems to be the same; add `aliases: [delivery/late]` there" in said
    write(desk, "late.md", LATE.replace("status", "aliases: [delivery/late]\nstatus"))
    export(desk)
    assert "../../late/" in (desk.parent / "site" / "delivery" / "late" / "index.html").read_text()


@pytest.mark.parametrize("status", ["archived", "internal", "draft"])
def test_a_page_goes_where_its_article_says_so(desk: Path, status: str) -> None:
    write(desk, "delivery/late.md", LATE.replace("public", status))
    assert export(desk).changes.removed == ("/delivery/late/",)


def test_a_page_goes_where_it_is_retired(desk: Path) -> None:
    (desk / "articles" / "delivery" / "late.md").unlink()
    assert "--retire late" in refusal(desk)
    assert export(desk, "late").changes.removed == ("/delivery/late/",)
    export(desk)


def test_a_translation_that_comes_later_is_exported_in_any_language(desk: Path, tmp_path: Path) -> None:
    for language in ("fr", "ja", "de"):
        write(desk, f"delivery/late.{language}.md", LATE)
        export(desk)
        assert (tmp_path / "site" / language / "delivery" / "late" / "index.html").is_file()


SWALLOWED = "Before.\n\n<iframe src='https://a.example/x'/>\n\n" + "These words must not go away. " * 5


@pytest.mark.parametrize(
    ("body", "code", "line"),
    [
        (SWALLOWED, "html-open", 7),
        (SWALLOWED.replace("iframe src='https://a.example/x'/", "script"), "html-open", 7),
        (SWALLOWED.replace("<iframe src='https://a.example/x'/>", "<div><svg><p>"), "html-open", 7),
        ("One.\n\n<title>Two\n\n" + "three four five six seven " * 4, "html-open", 7),
    ],
)
def test_html_that_swallows_what_follows_is_an_error_at_its_line(
    tmp_path: Path, body: str, code: str, line: int
) -> None:
    write(tmp_path / "desk", "x.md", f"---\ntitle: X\nstatus: public\n---\n{body}\n")
    said = refusal(tmp_path / "desk")
    assert f"articles/x.md:{line}:" in said
    assert code in said


def test_words_that_go_for_no_reason_we_know_are_counted_and_the_first_is_named() -> None:
    body = "One two three.\n\nFour `five` six.\n\n| seven | eight |\n|---|---|\n| nine | ten |\n"
    article, _problems = parse_article(f"---\ntitle: X\n---\n{body}", "x.md")
    whole = cleaned_html(article)
    assert lost_words(article, whole) == []
    (problem,) = lost_words(article, whole[: whole.index("six")])
    assert (problem.line, problem.code) == (6, "words-lost")
    assert "Of the 10 words of this article, 5 would not be shown, the first from here on ('six')" in problem.message


def test_words_in_colours_and_in_tags_of_drawings_are_not_lost() -> None:
    body = "One <view>two</view> <text>three</text>.\n\n```json\n2026/09/10T10:00:01Z, level=info, job=test\n```\n"
    article, _problems = parse_article(f"---\ntitle: X\n---\n{body}", "x.md")
    assert cleaned_html(article).startswith("<p>One two three.</p>")
    assert lost_words(article, cleaned_html(article)) == []


def test_lint_says_what_an_export_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WARMLINE_CACHE", str(tmp_path / "cache"))
    desk = tmp_path / "desk"
    write(desk, "shelf/a.md", LATE)
    write(desk, "shelf.md", LATE.replace("Words.", "[A file](secret.patch)"))
    write(desk, "secret.patch", "x")
    write(desk, "draft.md", LATE.replace("public", "draft"))
    write(desk, "draft.de.md", LATE)
    (desk / "warmline.yaml").write_text("faq: {base_url: help.example.com}\n")
    found = export_problems(desk, load_library(desk / "articles"), SETTINGS)
    assert {problem.code for problem in found} == {
        "file-kept-back", "name-clash", "translation-kept-back", "wrong-type",
    }  # fmt: skip
    assert "name-clash" in refusal(desk)


def test_a_heading_goes_by_the_names_that_other_tools_give_it(shared: Path) -> None:
    library = load_library(shared / "data" / "field-reports" / "anchors-of-other-generators")
    (article,) = [one for one in library.articles if one.path == "anchors.md"]
    found = {wanted: anchor_of(article, wanted) for wanted in ("heading-1", "-launch", "chat--the-showcase")}
    assert found == {"heading-1": "heading-2", "-launch": "launch", "chat--the-showcase": "chat-the-showcase"}
    assert anchor_of(article, "größe-und-maß") == "grosse-und-mass"
    assert anchor_of(article, "nowhere") == ""
    signs, _problems = parse_article("---\ntitle: A\n---\n## It didn't come (yet): why?\n\n## Hints & tips\n", "a.md")
    assert anchor_of(signs, "it-didn-t-come-yet-why") == "it-didnt-come-yet-why"
    assert anchor_of(signs, "hints-and-tips") == "hints-tips"


@pytest.mark.parametrize(
    ("text", "status", "code", "said"),
    [
        ("{{< yt abc >}}", "public", 1, "foreign-tag {{< yt abc >}} is a shortcode of Hugo"),
        (
            "{% include box.html\n  file='a.png' %}",
            "public",
            1,
            "foreign-tag {% include box.html file='a.png' %} is a tag of Liquid",
        ),
        ("Give it [[name, address]].", "public", 0, "foreign-tag warning: [[name, address]] is a link of Obsidian"),
        ("Press ++b++.", "public", 0, "foreign-tag warning: ++b++ is keys of MkDocs"),
        ("{{< yt abc >}}", "draft", 0, "foreign-tag warning: {{< yt abc >}} is a shortcode"),
        (
            "<!-- Not known here: {{< yt abc >}} -->",
            "public",
            0,
            "foreign-tag warning: {{< yt abc >}} meant",
        ),
        ("<Player a=b>", "public", 0, "foreign-tag warning: <Player> is no HTML"),
        ("`{{< yt abc >}}` and !!! Watch out", "public", 0, ""),
    ],
)
def test_marks_of_other_tools_stop_an_export_where_customers_would_read_them(
    tmp_path: Path, text: str, status: str, code: int, said: str
) -> None:
    (tmp_path / "desk" / "articles").mkdir(parents=True)
    (tmp_path / "desk" / "warmline.yaml").write_text("organisation: Acme Garden\n")
    (tmp_path / "desk" / "articles" / "a.md").write_text(f"---\ntitle: A\nstatus: {status}\n---\n\n{text}\n")
    library = load_library(tmp_path / "desk" / "articles")
    found = [str(one) for one in lint_library(library, dt.date(2026, 3, 4)) if one.code == "foreign-tag"]
    assert [said in one for one in found] == ([True] if said else [])
    assert run(["export", str(tmp_path / "site"), "--desk", str(tmp_path / "desk")]) == code


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("leak-mkdocs-internal", {"internal-near-miss", "foreign-tag"}),
        ("leak-obsidian-comment", {"foreign-tag"}),
        ("migrate-docusaurus", {"foreign-tag"}),
        ("migrate-mkdocs", {"foreign-tag", "picture-missing"}),
    ],
)
def test_marks_of_other_tools_are_named_and_never_shown_in_silence(shared: Path, name: str, codes: set[str]) -> None:
    library = load_library(shared / "data" / "field-reports" / name)
    found = {
        problem.code for problem in lint_library(library, dt.date(2026, 3, 4)) if "expected.md" not in problem.path
    }
    assert found - {"summary-missing"} == codes
