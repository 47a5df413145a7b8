"""A desk is as its files are: what did not change is not read, and what did is read whatever its size and times."""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from kb import files
from kb.articles.article_files import read_source
from kb.articles.library import Library, load_library
from kb.articles.status import Status
from kb.catalogue import stored_library
from kb.catalogue.cache_file import open_catalogue
from kb.catalogue.stored_library import find_library, open_library, store_library
from kb.errors import CatalogueDamaged, EngineMissing
from kb.files import write_text
from kb.problem import Problem
from kb.search.index import engine_named, open_index
from kb.search.search import Search
from kb.search_settings import SearchSettings, load_search_settings
from tests.forked import Forked


def keep_opening(desk: Path, folder: Path, engine: str, name: str, times: int) -> int:
    """Write an article of one's own again and again, and find it each time."""
    articles = desk / "articles"
    for number in range(times):
        write_text(articles / f"own-{name}.md", f"---\ntitle: Own {name} {number}\n---\nParcel.\n")
        library = find_library(articles, Status.PUBLIC, folder, "en")
        index = open_index(folder, library, "en", engine=engine)
        assert Search(library, index, "en").find(f"own {name}"), number
        index.close()
        print(number, flush=True)
    return 0


class Stored:
    """A desk's articles by way of a catalogue, with a count of the files that were read."""

    def __init__(self, desk: Path, folder: Path) -> None:
        self.articles, self.folder = desk / "articles", folder
        self.read: list[str] = []

    def open(self, missing_status: Status = Status.DRAFT) -> Library:
        self.read.clear()
        return find_library(self.articles, missing_status, self.folder, "en")

    def settle(self) -> None:
        """Give every file times that lie long behind us."""
        for path in self.articles.rglob("*.md"):
            os.utime(path, (1_600_000_000, 1_600_000_000))


@pytest.fixture
def stored(desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stored:
    made = Stored(desk, tmp_path / "cache")

    def counting(root: Path, path: str, problems: list[Problem]) -> str | None:
        made.read.append(path)
        return read_source(root, path, problems)

    monkeypatch.setattr(stored_library, "read_source", counting)
    # A file's second time is set by the system, and always lies within the last seconds here.
    monkeypatch.setattr(files, "_SETTLED", -1)
    return made


def test_what_did_not_change_is_not_read(stored: Stored) -> None:
    stored.open().close()
    assert len(stored.read) == 3
    stored.open().close()
    assert stored.read == []
    (stored.articles / "delivery" / "track-a-parcel.md").write_text("---\ntitle: Track\n---\nText.\n")
    stored.open().close()
    assert stored.read == ["delivery/track-a-parcel.md"]


def test_a_file_that_is_too_young_to_tell_is_read_again(stored: Stored, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "_SETTLED", 10**18)
    stored.open().close()
    path = stored.articles / "delivery" / "track-a-parcel.md"
    before = path.stat()
    path.write_text(path.read_text().replace("mail", "post"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    library = stored.open()
    assert "post" in library.by_slug["track-a-parcel"].text
    library.close()


def test_what_the_system_tells_nothing_of_is_read_all_the_same(stored: Stored, monkeypatch: pytest.MonkeyPatch) -> None:
    before = stored.open()
    told = os.lstat

    def refusing(path: str | os.PathLike[str], *, dir_fd: int | None = None) -> os.stat_result:
        if str(path).endswith(("team", "track-a-parcel.md")):
            raise PermissionError(13, "Permission denied")
        return told(path, dir_fd=dir_fd)

    monkeypatch.setattr(os, "lstat", refusing)
    library = stored.open()
    assert library.by_path.keys() == before.by_path.keys()
    assert library.problems == before.problems
    assert stored.read == ["delivery/track-a-parcel.md"]
    library.close()
    before.close()


def test_a_stored_library_is_the_library_that_is_loaded_as_a_whole(stored: Stored) -> None:
    (stored.articles / "delivery" / "twice.md").write_text("---\ntitle: a\nid: k7f3qa\nstatus: nonsense\n---\nx\n")
    (stored.articles / "team" / "open.md").write_text(
        "---\ntitle: Open\nstatus: public\naliases: [late-parcel]\n"
        "ask: {case.day: {kind: date, when: past}}\n---\n# H\n\nx\n"
    )
    (stored.articles / "broken.md").write_bytes(b"\xff\xfe")
    for _opening in range(2):
        kept, whole = stored.open(), load_library(stored.articles)
        assert kept.articles == whole.articles
        assert [one.outline for one in kept.articles] == [one.outline for one in whole.articles]
        assert [one.text for one in kept.articles] == [one.text for one in whole.articles]
        assert kept.problems == whole.problems
        assert {name: one.path for name, one in kept.by_slug.items()} == {
            name: one.path for name, one in whole.by_slug.items()
        }
        assert kept.count == whole.count
        assert kept.get_article("late-parcel").path == "delivery/my-parcel-is-late.md"
        kept.close()


def test_another_reading_of_the_same_files_is_another_catalogue(stored: Stored) -> None:
    (stored.articles / "bare.md").write_text("Just a text.\n")
    for status in (Status.DRAFT, Status.PUBLIC):
        with closing(stored.open(status)) as library:
            assert library.get_article("bare").status is status


def test_words_are_counted_in_and_out_again(desk: Path, tmp_path: Path) -> None:
    catalogue = open_catalogue(tmp_path / "cache", "en")
    store_library(load_library(desk / "articles"), catalogue)
    assert catalogue.frequencies(["parcel", "zephyr", "gone"]) == {"parcel": 2, "zephyr": 1}
    assert catalogue.completions("zeph", 5) == [("zephyr", "zephyr", 1)]
    path = desk / "articles" / "delivery" / "my-parcel-is-late.md"
    path.write_text(path.read_text().replace("Zephyr", "Borealis"))
    store_library(load_library(desk / "articles"), catalogue)
    assert catalogue.frequencies(["zephyr", "boreali"]) == {"boreali": 1}
    path.unlink()
    store_library(load_library(desk / "articles"), catalogue)
    assert catalogue.frequencies(["parcel", "boreali"]) == {"parcel": 1}
    assert catalogue.completions("bor", 5) == []
    catalogue.close()


def test_a_damaged_catalogue_is_derived_again(stored: Stored) -> None:
    stored.open().close()
    (stored.folder / "catalogue.sqlite").write_bytes(b"\0" * 8192)
    library = stored.open()
    assert library.get_article("track-a-parcel").title == "Track a parcel"
    library.close()


def test_damage_that_shows_later_is_said_once_and_then_mended(stored: Stored) -> None:
    stored.open().close()
    path = stored.folder / "catalogue.sqlite"
    content = path.read_bytes()
    at = content.rindex(b"in the mail that we sent")
    page = at // 4096 * 4096
    path.write_bytes(content[:page] + b"\xff" * 4096 + content[page + 4096 :])
    library = stored.open()
    with pytest.raises(CatalogueDamaged, match=r"catalogue\.sqlite was damaged and has been removed"):
        _ = library.articles
    library = stored.open()
    assert library.get_article("track-a-parcel").title == "Track a parcel"
    library.close()


def test_where_no_catalogue_can_be_written_the_articles_are_still_read(desk: Path, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    library = find_library(desk / "articles", Status.DRAFT, tmp_path / "cache", "en")
    assert (library.count, library.unkept.partition(":")[0]) == (3, f"{tmp_path / 'cache'} cannot be written")
    library.close()


@pytest.mark.parametrize("engine", ["whoosh", "tantivy"])
def test_two_at_once_that_change_files_both_find_their_own(desk: Path, tmp_path: Path, engine: str) -> None:
    running = [Forked(partial(keep_opening, desk, tmp_path / "cache", engine, name, 4)) for name in ("poppy", "aster")]
    said = [(ended.stdout, ended.stderr) for ended in (process.end() for process in running)]
    assert said == [("0\n1\n2\n3\n", "")] * 2


@pytest.mark.parametrize("engine", ["whoosh", "tantivy"])
def test_a_writer_that_is_killed_at_any_moment_loses_nothing(desk: Path, tmp_path: Path, engine: str) -> None:
    folder, chance = tmp_path / "cache", random.Random(3)
    for _kill in range(3):
        process = Forked(partial(keep_opening, desk, folder, engine, "poppy", 1000))
        for _line in range(chance.randrange(1, 4)):
            process.output.readline()
        time.sleep(chance.random() / 50)
        os.kill(process.pid, signal.SIGKILL)
        assert process.end().returncode == -signal.SIGKILL
        library = find_library(desk / "articles", Status.PUBLIC, folder, "en")
        index = open_index(folder, library, "en", engine=engine)
        found = Search(library, index, "en").find("parcel", unfinished=False)
        assert sorted(hit.article.slug for hit in found) == ["my-parcel-is-late", "own-poppy", "track-a-parcel"]
        index.close()
        library.close()


def test_an_engine_that_is_not_installed_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "kb.search.engines.tantivy", None)
    with pytest.raises(EngineMissing, match=r"'tantivy' is not installed\. Install it with: .*pip install tantivy"):
        engine_named("tantivy")


def test_progress_counts_the_files_that_are_read(desk: Path, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    catalogue = open_catalogue(tmp_path / "cache", "en")
    open_library(desk / "articles", Status.DRAFT, catalogue, lambda done, total: told.append((done, total))).close()
    assert told == [(3, 3)]


def test_several_processes_derive_the_same_of_new_articles_as_one(
    desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(120):
        (desk / "articles" / "delivery" / f"many-{number}.md").write_text(
            f"---\ntitle: Parcel {number}\nodd: {number}\n---\nThe parcels of day {number} were late.\n"
        )
    (desk / "articles" / "delivery" / "unread.md").write_bytes(b"\xff")

    def derived(place: str, processes: int) -> tuple[list[list[tuple[object, ...]]], list[str]]:
        monkeypatch.setattr("kb.catalogue.stored_library.processes_for", lambda _count, _fewest: processes)
        catalogue = open_catalogue(tmp_path / place, "en")
        library = open_library(desk / "articles", Status.DRAFT, catalogue)
        tables = ("contents", "terms", "words", "stems")
        rows = [sorted(catalogue.connection.execute(f"SELECT * FROM {table}")) for table in tables]
        problems = [str(problem) for problem in library.problems]
        library.close()
        return rows, problems

    alone = derived("alone", 1)
    assert len(alone[0][0]) == 123
    assert sum("unread.md" in problem for problem in alone[1]) == 1
    assert derived("together", 3) == alone


def test_settings_are_kept_for_searches_until_their_file_changes(tmp_path: Path) -> None:
    folder, file = tmp_path / "cache", tmp_path / "warmline.yaml"
    file.write_text("language: de\nsearch: tantivy\n")
    expected = SearchSettings("de", Status.DRAFT, "tantivy")
    assert [load_search_settings(tmp_path, folder) for _time in range(2)] == [expected] * 2
    file.write_text("language: fr\nmissing_status: public\n")
    assert load_search_settings(tmp_path, folder) == SearchSettings("fr", Status.PUBLIC, "whoosh")
    for damaged in ("", "[]", "{}", '{"of": 1}'):
        (folder / "settings.json").write_text(damaged)
        assert load_search_settings(tmp_path, folder).language == "fr"


def test_a_category_that_becomes_internal_hides_what_lies_below_it_and_back(stored: Stored) -> None:
    (stored.articles / "delivery" / "abroad").mkdir()
    (stored.articles / "delivery" / "abroad" / "far.md").write_text("---\ntitle: Far\nstatus: public\n---\nText.\n")
    index = stored.articles / "delivery" / "_index.md"
    for said in ("internal", "public", "internal"):
        index.write_text(f"---\ntitle: Delivery\nstatus: {said}\n---\n")
        library = stored.open()
        assert library.get_article("far").status == said
        assert ("public-in-internal" in {problem.code for problem in library.problems}) == (said == "internal")
        library.close()
    assert stored.read == []


def test_a_category_that_another_warmline_met_later_is_not_in_this_library(stored: Stored) -> None:
    library = stored.open()
    (stored.articles / "abroad").mkdir()
    (stored.articles / "abroad" / "far.md").write_text("---\ntitle: Far\nstatus: public\n---\nText.\n")
    stored.open().close()
    assert "abroad/far.md" not in [article.path for article in library.articles]
    assert library.by_path.get("abroad/far.md") is None
    assert library.by_slug.get("far") is None
    assert [problem.path for problem in library.problems if "abroad" in problem.path] == []
    library.close()


def test_an_index_is_not_opened_from_a_damaged_catalogue(stored: Stored) -> None:
    stored.open().close()
    path = stored.folder / "catalogue.sqlite"
    library = stored.open()
    path.write_bytes(path.read_bytes()[:4096] + b"\xff" * 200_000)
    with pytest.raises(CatalogueDamaged):
        open_index(stored.folder, library, "en")
