"""An article that cannot be read is named wherever people look for it, and no page vanishes without a word."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from kb.articles import ARTICLES
from kb.articles.library import load_library
from kb.errors import HasProblems
from kb.faq.cache import Kept
from kb.faq.export import export_faq
from kb.faq.preview import preview_of
from kb.settings import load_library_settings

Warmline = Callable[..., subprocess.CompletedProcess[str]]
PLACE = "articles/delivery/track-a-parcel.md"
TOO_LARGE = b"---\ntitle: Track\nstatus: public\n---\n" + b"word " * 400_000
SAID = f"{PLACE}: The file cannot be read: it is larger than 1,000 KB."


@pytest.fixture
def large(desk: Path, warmline: Warmline) -> Path:
    """A desk that was searched before one of its articles became too large to be read."""
    assert warmline("search", "parcel", folder=desk).returncode == 0
    (desk / PLACE).write_bytes(TOO_LARGE)
    return desk


@pytest.mark.parametrize("again", [1, 2])
def test_search_says_what_it_did_not_search(large: Path, warmline: Warmline, again: int) -> None:
    for _time in range(again):
        ran = warmline("search", "--json", "parcel", folder=large)
    assert [row["slug"] for row in json.loads(ran.stdout)] == ["my-parcel-is-late"]
    assert ran.stderr == f"Not searched: {SAID}\n"


@pytest.mark.parametrize("named", ["track-a-parcel", "delivery/track-a-parcel.md", PLACE])
def test_show_says_why_there_is_nothing_to_show(large: Path, warmline: Warmline, named: str) -> None:
    ran = warmline("show", named, folder=large)
    assert (ran.returncode, ran.stdout, ran.stderr) == (4, "", f"{SAID} Mend it, and it is found again.\n")


def test_lint_and_the_preview_name_it(large: Path, warmline: Warmline) -> None:
    assert f"{PLACE}:1:1: unreadable The file cannot be read" in warmline("lint", PLACE, folder=large).stdout
    home = preview_of(large, Kept(None), "/").content("index.html")
    assert home is not None
    assert f'<p class="preview">{PLACE}:1:1: unreadable The file cannot be read' in home.decode()


@pytest.mark.parametrize(
    ("place", "content", "said"),
    [
        (PLACE, TOO_LARGE, "unreadable The file cannot be read: it is larger than 1,000 KB."),
        (PLACE, b"caf\xe9\n", "unreadable The file cannot be read: line 1 is not UTF-8"),
        (PLACE, b"---\ntitle: [\nstatus: public\n---\nText.\n", "yaml-syntax"),
        (PLACE, b"---\ntitle: a\nstatus: public\n\nText.\n", "front-matter-open"),
        (PLACE, b"---\ntitle: a\nstatus: pubic\n---\nText.\n", "unknown-value 'status' is 'pubic'"),
        (PLACE, b"---\ntitle: a\nstatsu: public\n---\nText.\n", "status-misspelt"),
        (PLACE, b"---\ntitle: a\nstatus: public\nstatus: draft\n---\nText.\n", "yaml-twice"),
        ("articles/delivery/_index.md", b"title: Delivery\n", "category-front-matter"),
        ("articles/delivery/_index.md", b"---\nstatus: pubic\n---\n", "unknown-value"),
        ("warmline.yaml", b"organisation: [\n", "yaml-syntax"),
        ("warmline.yaml", b"\xff", "unreadable"),
    ],
)
def test_no_page_vanishes_from_the_faq_because_nobody_can_tell_whether_it_is_public(
    place: str, content: bytes, said: str, desk: Path, tmp_path: Path, warmline: Warmline
) -> None:
    site = tmp_path / "site"
    assert warmline("export", str(site), folder=desk).returncode == 0
    (desk / place).write_bytes(content)
    ran = warmline("export", str(site), folder=desk)
    assert (ran.returncode, said in ran.stderr) == (1, True), ran.stderr
    assert ran.stderr.startswith("The FAQ was not exported; mend these first:\n")
    assert (site / "delivery" / "track-a-parcel" / "index.html").is_file()


def test_a_file_of_which_the_system_says_no_is_named(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = os.open

    def refusing(path: str | os.PathLike[str], *rest: int) -> int:
        if str(path).endswith("track-a-parcel.md"):
            raise PermissionError(13, "Permission denied")
        return opened(path, *rest)

    monkeypatch.setattr(os, "open", refusing)
    library = load_library(desk / ARTICLES)
    assert [problem.path for problem in library.unreadable] == [PLACE]
    with pytest.raises(HasProblems, match="unreadable The file cannot be read: Permission denied"):
        export_faq(library, load_library_settings(desk), desk.parent / "site", desk)


def test_an_article_that_is_a_link_is_a_warning_and_stops_nothing(desk: Path, warmline: Warmline) -> None:
    (desk / "articles" / "delivery" / "follow.md").symlink_to("track-a-parcel.md")
    (desk / "articles" / "shipping").symlink_to("delivery")
    lines = warmline("lint", folder=desk).stdout.splitlines()
    assert [line.partition(":")[0] for line in lines if " unreadable warning: This is a link" in line] == [
        "articles/delivery/follow.md",
        "articles/shipping",
    ]
    ran = warmline("export", "site", folder=desk)
    assert (ran.returncode, ran.stderr.count("This is a link, and links are not followed")) == (0, 2)
    assert warmline("search", "parcel", folder=desk).stderr == ""
