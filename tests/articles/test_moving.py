"""`warmline mv`: an article gets another name or folder, and everything that leads to it still does."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb.articles.library import load_library
from kb.articles.rename import make_move, plan_move
from kb.errors import AlreadyThere, KBError
from kb.lint.lint import lint_library
from tests.conftest import write_files

FILES = {
    "delivery/late.md": (
        "---\ntitle: Late\nsummary: x\nstatus: public\n---\nSee [track](track.md#number) or [me](#x).\n"
    ),
    "delivery/track.md": (
        "---\ntitle: Track\nsummary: x\naliases: [follow]\nstatus: public\n---\n## Number\n\n![x](../pictures/n.png)\n"
    ),
    "returns/return.md": (
        "---\r\ntitle: Return\r\nsummary: x\r\nrelated:\r\n  - 'late'  # soon\r\n  - track\r\n---\r\n"
        '[a](../delivery/late.md)  and <a href="../delivery/late.md#top">b</a>\r\n\r\n'
        "[c]: ../delivery/late.md?x=1\r\n\r\n```\r\n[kept](../delivery/late.md)\r\n```\r\n"
        "[other](../delivery/track.md) [out](https://example.com/late.md)\r\n"
    ),
    "top.md": "[a](delivery/late.md) [b](/delivery/late.md)\n",
    "untouched.md": "---\ntitle:   Untouched\n---\nlate.md is named here,\tand   that is all. \n",
}


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    write_files(folder, FILES)
    (folder / "pictures").mkdir()
    (folder / "pictures" / "n.png").write_bytes(b"x")
    return folder


def moved(articles: Path, slug: str, to: str) -> dict[str, str]:
    """Every article's text after the move, by path."""
    library = load_library(articles)
    make_move(articles, plan_move(library, library.get_article(slug), to))
    return {path.relative_to(articles).as_posix(): path.read_bytes().decode() for path in articles.rglob("*.md")}


def test_a_plan_says_how_many_links_it_mends_in_which_files(articles: Path) -> None:
    library = load_library(articles)
    plan = plan_move(library, library.get_article("late"), "returns/late-by-days")
    assert {edit.path: edit.links for edit in plan.edits} == {
        "returns/late-by-days.md": 1,
        "returns/return.md": 4,
        "top.md": 2,
    }


def test_another_name_is_written_wherever_the_old_one_stood_and_nowhere_else(articles: Path) -> None:
    assert moved(articles, "late", "not-here-yet") == {
        "delivery/not-here-yet.md": FILES["delivery/late.md"].replace("public\n", "public\naliases: [late]\n"),
        "delivery/track.md": FILES["delivery/track.md"],
        "returns/return.md": (
            FILES["returns/return.md"]
            .replace("'late'", "'not-here-yet'")
            .replace("delivery/late.md", "delivery/not-here-yet.md")
            .replace("[kept](../delivery/not-here-yet.md)", "[kept](../delivery/late.md)")
        ),
        "top.md": FILES["top.md"].replace("late.md", "not-here-yet.md"),
        "untouched.md": FILES["untouched.md"],
    }


def test_in_another_folder_its_own_links_are_mended_too(articles: Path) -> None:
    texts = moved(articles, "track", "returns/track")
    was = "delivery/track, " if "aliases: [" in FILES["delivery/track.md"] else "delivery/track"
    assert texts["returns/track.md"] == FILES["delivery/track.md"].replace("aliases: [", f"aliases: [{was}")
    assert texts["delivery/late.md"] == FILES["delivery/late.md"].replace("track.md#", "../returns/track.md#")
    assert "[other](track.md)" in texts["returns/return.md"]
    texts = moved(articles, "track", "/track")
    assert "![x](pictures/n.png)" in texts["track.md"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("---\ntitle: a\naliases: [b, c]\n---\nx\n", "---\ntitle: a\naliases: [old, b, c]\n---\nx\n"),
        ("---\naliases: []\ntitle: a\n---\nx\n", "---\naliases: [old]\ntitle: a\n---\nx\n"),
        ("---\naliases:\n  - b\ntitle: a\n---\nx\n", "---\naliases:\n  - old\n  - b\ntitle: a\n---\nx\n"),
        ("---\naliases: b\n---\nx\n", "---\naliases: [b, old]\n---\nx\n"),
        ("---\naliases:\n---\nx\n", "---\naliases: [old]\n---\nx\n"),
        ("---\r\ntitle: a\r\n---\r\nx\r\n", "---\r\ntitle: a\r\naliases: [old]\r\n---\r\nx\r\n"),
        ("No front matter.\n", "---\naliases: [old]\n---\nNo front matter.\n"),
    ],
)
def test_the_old_name_becomes_an_alias_however_aliases_are_written(tmp_path: Path, before: str, after: str) -> None:
    (tmp_path / "old.md").write_bytes(before.encode())
    assert moved(tmp_path, "old", "new") == {"new.md": after}
    assert load_library(tmp_path).get_article("old").slug == "new"


def test_after_a_move_no_link_is_dead(articles: Path) -> None:
    moved(articles, "late", "returns/late-parcel")
    codes = {"link-dead", "picture-missing", "related-dead"}
    library = load_library(articles)
    assert [problem for problem in lint_library(library, dt.date(2026, 3, 4)) if problem.code in codes] == []


@pytest.mark.parametrize(
    ("to", "why"),
    [
        ("..", "is no name for an article"),
        ("?!", "is no name for an article"),
        ("../outside", "'..' is no category"),
        ("/../x", "'/..' is no category"),
        (".git/x", "'.git' is no category"),
        ("half a \ud800/x", "is no category"),
        ("un\u202eseen/x", "is no category"),
        (f"{'long' * 70}/x", "too long for a file"),
        ("𐌰" * 80, "too long for a file"),
    ],
)
def test_a_name_that_is_none_is_refused(articles: Path, to: str, why: str) -> None:
    library = load_library(articles)
    with pytest.raises(KBError, match=why):
        plan_move(library, library.get_article("late"), to)


@pytest.mark.parametrize("to", ["track", "follow", "returns/return", "untouched"])
def test_a_name_that_is_taken_is_refused_and_nothing_changes(articles: Path, to: str) -> None:
    library = load_library(articles)
    with pytest.raises(AlreadyThere):
        plan_move(library, library.get_article("late"), to)
    assert {path.relative_to(articles).as_posix() for path in articles.rglob("*.md")} == set(FILES)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=25)
@given(text=st.text(alphabet="ab \t\r\n#-:[](){}|>`~*_.\"'é\u2028\x85\ufeff", max_size=120))
def test_a_move_changes_no_byte_but_those_of_links_and_the_alias(tmp_path: Path, text: str) -> None:
    folder = tmp_path / "articles"
    folder.mkdir(exist_ok=True)
    for path in folder.iterdir():
        path.unlink()
    front = "---\ntitle: a\n---\n"
    (folder / "old.md").write_bytes(f"{front}{text}".encode())
    (folder / "other.md").write_bytes(f"{front}{text}[a](old.md){text}".encode())
    texts = moved(folder, "old", "new")
    assert texts["new.md"] == f"---\ntitle: a\naliases: [old]\n---\n{text}"
    assert texts["other.md"] in (f"{front}{text}[a]({name}.md){text}" for name in ("new", "old"))
