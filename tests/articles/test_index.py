"""The search index: always as new as the articles, and built again rather than believed when it is damaged."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kb.articles.library import Library, load_library
from kb.search.index import Index, index_folder, open_index
from kb.search.search import Search
from kb.settings import ENGINES
from tests.forked import Forked


class Opened:
    """A desk's articles and an index of them that is opened and closed for every question."""

    def __init__(self, desk: Path, cache: Path, engine: str) -> None:
        self.engine = engine
        self.articles = desk / "articles"
        self.folder = index_folder(cache, desk)

    def library(self) -> Library:
        return load_library(self.articles)

    def open(self, language: str = "en") -> tuple[bool, int]:
        index = self.index(language)
        index.close()
        return index.rebuilt, index.changed

    def index(self, language: str = "en") -> Index:
        return open_index(self.folder, self.library(), language, engine=self.engine)

    def find(self, words: str) -> list[str]:
        index = self.index()
        found = sorted(hit.article.slug for hit in Search(self.library(), index, "en").find(words))
        index.close()
        return found

    @property
    def current(self) -> Path:
        return self.folder / "current.json"

    @property
    def generation(self) -> Path:
        return self.folder / str(json.loads(self.current.read_text())["generation"])


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def opened(desk: Path, tmp_path: Path, engine: str) -> Opened:
    made = Opened(desk, tmp_path / "cache", engine)
    assert made.open() == (True, 3)
    return made


def test_an_index_that_is_up_to_date_is_opened_as_it_is(opened: Opened) -> None:
    before = opened.generation
    assert opened.open() == (False, 0)
    assert opened.generation == before


def test_a_changed_article_is_found_by_its_new_words_only(opened: Opened) -> None:
    path = opened.articles / "delivery" / "track-a-parcel.md"
    path.write_text(path.read_text().replace("in the mail", "on the invoice"))
    assert opened.open() == (False, 1)
    assert opened.find("invoice") == ["track-a-parcel"]
    assert opened.find("mail") == []


def test_an_added_article_is_found_and_a_removed_one_is_not(opened: Opened) -> None:
    (opened.articles / "delivery" / "lockers.md").write_text("---\ntitle: Parcel lockers\n---\nText.\n")
    assert opened.find("parcel") == ["lockers", "my-parcel-is-late", "track-a-parcel"]
    (opened.articles / "delivery" / "track-a-parcel.md").unlink()
    assert opened.open() == (False, 1)
    assert opened.find("parcel") == ["lockers", "my-parcel-is-late"]


def test_an_article_that_became_internal_through_its_category_is_filtered_as_internal(opened: Opened) -> None:
    (opened.articles / "delivery" / "_index.md").write_text("---\nstatus: internal\n---\n")
    assert opened.open() == (False, 2)
    search = Search(opened.library(), opened.index(), "en")
    assert search.find("parcel", status="public") == []
    assert len(search.find("parcel", status="internal")) == 2
    search.index.close()


def test_after_many_changes_there_is_still_one_generation_and_every_article_once(opened: Opened) -> None:
    path = opened.articles / "delivery" / "track-a-parcel.md"
    for number in range(12):
        path.write_text(f"---\ntitle: Track a parcel\n---\nChange {number}.\n")
        assert opened.open() == (False, 1)
    assert len(list(opened.folder.glob("index-*"))) == 1
    assert opened.find("change") == ["track-a-parcel"]


def test_another_language_means_other_stems_and_all_articles_again(opened: Opened) -> None:
    assert opened.open("de") == (True, 3)


def test_an_empty_desk_has_an_index_without_hits(tmp_path: Path, engine: str) -> None:
    opened = Opened(tmp_path / "desk", tmp_path / "cache", engine)
    assert opened.find("parcel") == []


def drop_generation(opened: Opened) -> None:
    shutil.rmtree(opened.generation)


def empty_generation(opened: Opened) -> None:
    for file in opened.generation.iterdir():
        file.unlink()


def cut_a_file_short(opened: Opened) -> None:
    file = max(opened.generation.iterdir(), key=lambda path: path.stat().st_size)
    file.write_bytes(file.read_bytes()[:-100])


def empty_a_file(opened: Opened) -> None:
    next(path for path in opened.generation.iterdir() if path.suffix in (".toc", ".idx")).write_bytes(b"")


def move_generation_elsewhere(opened: Opened) -> None:
    shutil.copytree(opened.generation, opened.folder.parent / "elsewhere")
    rename_in_current(opened, generation="../elsewhere")


def rename_in_current(opened: Opened, **names: str) -> None:
    opened.current.write_text(json.dumps(json.loads(opened.current.read_text()) | names))


DAMAGE: dict[str, Callable[[Opened], object]] = {
    "current.json is gone": lambda opened: opened.current.unlink(),
    "current.json is garbage": lambda opened: opened.current.write_bytes(b"\xff\x00{"),
    "current.json is a list": lambda opened: opened.current.write_text("[]"),
    "current.json names what is not there": lambda opened: rename_in_current(opened, generation="index-000000000000"),
    "current.json names a folder elsewhere": move_generation_elsewhere,
    "another version": lambda opened: rename_in_current(opened, version="0"),
    "the generation is gone": drop_generation,
    "the generation is empty": empty_generation,
    "a file is cut short": cut_a_file_short,
    "a file is empty": empty_a_file,
}


@pytest.mark.parametrize("how", DAMAGE)
def test_a_damaged_index_is_built_again_without_a_word(
    opened: Opened, how: str, capfd: pytest.CaptureFixture[str]
) -> None:
    DAMAGE[how](opened)
    assert opened.open() == (True, 3)
    assert opened.open() == (False, 0)
    assert opened.find("parcel") == ["my-parcel-is-late", "track-a-parcel"]
    assert capfd.readouterr() == ("", "")


def test_one_flipped_bit_anywhere_is_seen(opened: Opened) -> None:
    chance = random.Random(5)
    for _ in range(20):
        files = [path for path in sorted(opened.generation.iterdir()) if path.stat().st_size]
        file = chance.choice([path for path in files if not path.name.lower().endswith("lock")])
        content = bytearray(file.read_bytes())
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        # Another file of this name: one that is changed in its place would be cut under whoever has it mapped.
        beside = file.with_name("beside")
        beside.write_bytes(content)
        beside.replace(file)
        assert opened.open() == (True, 3), file.name


def test_where_the_cache_cannot_be_written_the_index_is_in_memory_and_says_why(desk: Path, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    index = Opened(desk, tmp_path / "cache", "whoosh").index()
    assert re.search(r"cache/search/\w+ cannot be written: Not a directory", index.unkept)
    assert index.engine.count() == 3
    index.close()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
def test_an_index_that_belongs_to_somebody_else_is_not_opened(opened: Opened) -> None:
    os.chown(opened.folder, 12_345, 12_345)
    before = {path: path.stat().st_mtime_ns for path in opened.folder.rglob("*")}
    index = opened.index()
    assert "it belongs to somebody else, and a search index from others is not opened" in index.unkept
    assert index.engine.count() == 3
    assert {path: path.stat().st_mtime_ns for path in opened.folder.rglob("*")} == before
    index.close()


def test_only_its_owner_can_look_into_the_folder(opened: Opened) -> None:
    opened.folder.chmod(0o777)
    opened.open()
    assert opened.folder.stat().st_mode & 0o777 == 0o700
    assert opened.current.stat().st_mode & 0o777 == 0o600


def test_nothing_of_the_index_is_in_the_desk(opened: Opened, desk: Path) -> None:
    before = sorted(path for path in desk.rglob("*") if path.is_file())
    (opened.articles / "new.md").write_text("---\ntitle: New\n---\nText.\n")
    opened.open()
    assert sorted(path for path in desk.rglob("*") if path.is_file()) == sorted([*before, opened.articles / "new.md"])


def test_a_search_that_is_open_goes_on_while_the_index_is_replaced(opened: Opened) -> None:
    library, index = opened.library(), opened.index()
    rename_in_current(opened, version="0")
    assert opened.open() == (True, 3)
    assert len(Search(library, index, "en").find("parcel")) == 2
    index.close()


@pytest.mark.parametrize("again", [False, True], ids=["opening", "building again and again"])
def test_several_at_once_all_find_the_same(opened: Opened, *, again: bool) -> None:
    opened.current.unlink()

    def work() -> int:
        for _ in range(4):
            print(*opened.find("parcel"))
            if again:
                opened.current.unlink(missing_ok=True)
        return 0

    running = [Forked(work) for _ in range(3)]
    said = [(ended.stdout, ended.stderr) for ended in (process.end() for process in running)]
    assert said == [("my-parcel-is-late track-a-parcel\n" * 4, "")] * 3


def test_what_a_killed_writer_left_is_removed_once_it_is_old(opened: Opened) -> None:
    left, young = opened.folder / "index-00000000dead", opened.folder / "index-0000000young"
    left.mkdir()
    young.mkdir()
    os.utime(left, (0, 0))
    rename_in_current(opened, version="0")
    opened.open()
    assert sorted(opened.folder.glob("index-*")) == sorted([young, opened.generation])


def test_two_desks_have_two_indexes(tmp_path: Path) -> None:
    assert index_folder(tmp_path, tmp_path / "a") != index_folder(tmp_path, tmp_path / "b")
