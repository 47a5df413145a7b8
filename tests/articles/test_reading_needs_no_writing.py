"""On a disk that is full or cannot be written, everything that only reads goes on, with one plain notice."""

from __future__ import annotations

import json
import os
import resource
import signal
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from kb.articles import ARTICLES
from kb.articles.library import load_library
from kb.articles.status import Status
from kb.catalogue.stored_library import find_library
from kb.cli.main import run as main
from kb.errors import CannotWrite
from kb.search.index import index_folder, open_index
from kb.search.search import Search
from kb.streams import end_output
from tests.forked import run_forked

VERBS = (
    ("search", "--json", "--explain", "tracking number"),
    ("show", "my-parcel-is-late"),
    ("lint",),
    ("misses",),
)


def run(desk: Path, cache: Path, *words: str, most: int = -1) -> CompletedProcess[str]:
    """A command in a process that may make files of at most so many bytes, as on a disk that is full by then."""

    def work() -> int:
        if most >= 0:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
        os.environ["WARMLINE_CACHE"] = str(cache)
        return end_output(main([*words, "--desk", str(desk)]))

    return run_forked(work)


@pytest.mark.parametrize("words", VERBS, ids=" ".join)
def test_where_nothing_can_be_written_the_same_is_read(words: tuple[str, ...], desk: Path, tmp_path: Path) -> None:
    expected = run(desk, tmp_path / "cache", *words)
    assert expected.returncode in (0, 1)
    (tmp_path / "file").write_text("")
    for cache, most in ((tmp_path / "file", -1), (tmp_path / "cache", 0)):
        ran = run(desk, cache, *words, most=most)
        assert (ran.returncode, ran.stdout) == (expected.returncode, expected.stdout), (cache, ran.stderr)
        notices = [line for line in ran.stderr.splitlines() if line not in expected.stderr.splitlines()]
        assert len(notices) == (0 if words == ("misses",) else 1), ran.stderr
        assert all(line.endswith("It goes on without, and takes longer.") for line in notices)


@pytest.mark.parametrize("most", [1, 4_096, 40_000, 200_000])
def test_wherever_the_disk_gets_full_a_search_finds_the_same(most: int, desk: Path, tmp_path: Path) -> None:
    with_lines = "\n\nThe tracking page shows every step of the way.\n" * 400
    with (desk / ARTICLES / "delivery" / "track-a-parcel.md").open("a") as file:
        file.write(with_lines)
    expected = run(desk, tmp_path / "expected", "search", "--json", "tracking page")
    for _again in range(2):
        ran = run(desk, tmp_path / "cache", "search", "--json", "tracking page", most=most)
        assert (ran.returncode, json.loads(ran.stdout)) == (0, json.loads(expected.stdout)), ran.stderr
        assert ran.stderr.count("\n") <= 1
    healed = run(desk, tmp_path / "cache", "search", "--json", "tracking page")
    assert (healed.stdout, healed.stderr) == (expected.stdout, "")


@pytest.mark.parametrize("engine", ["whoosh", "tantivy"])
def test_an_index_in_memory_ranks_as_one_in_files(engine: str, desk: Path, tmp_path: Path) -> None:
    if engine == "tantivy":
        pytest.importorskip("tantivy")
    (tmp_path / "file").write_text("")
    found = []
    for cache in (tmp_path / "cache", tmp_path / "file"):
        folder = index_folder(cache, desk)
        library = find_library(desk / ARTICLES, Status.DRAFT, folder, "en")
        index = open_index(folder, library, "en", engine=engine)
        hits = Search(library, index, "en").find("parcel number")
        found.append([(hit.article.slug, round(hit.score, 6)) for hit in hits])
        assert bool(index.unkept) == bool(library.unkept) == (cache.name == "file")
        index.close()
    assert found[0] == found[1] != []


def test_a_library_that_was_loaded_as_a_whole_is_searched_as_well(desk: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    library = load_library(desk / ARTICLES)
    index = open_index(tmp_path / "file" / "x", library, "en")
    hits = Search(library, index, "en").find("track")
    assert [hit.article.slug for hit in hits] == ["track-a-parcel", "my-parcel-is-late"]
    assert "cannot be written" in index.unkept
    index.close()


def test_a_private_folder_of_which_the_system_says_no_is_said_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kb.folders import make_private_folder

    def refused(*_arguments: object, **_named: object) -> None:
        raise OSError(30, "Read-only file system")

    (tmp_path / "x").mkdir(mode=0o755)
    monkeypatch.setattr(os, "chmod", refused)
    with pytest.raises(CannotWrite, match="x cannot be written: Read-only file system"):
        make_private_folder(tmp_path / "x")
