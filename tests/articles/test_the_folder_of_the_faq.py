"""The folder of the FAQ: what an export writes, sweeps away, refuses, and leaves where it fails."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.errors import CannotWrite, HasProblems, NotEmpty
from tests.articles.faq_site import SHOP, export, exported, files_below, no_leftovers, public, write_desk


def test_export_says_what_it_wrote(tmp_path: Path) -> None:
    done = export(write_desk(tmp_path / "desk", SHOP), tmp_path / "site")
    assert (done.articles, done.pages, done.files, done.pictures) == (4, 11, 1, 1)
    assert done.problems == ()


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
