"""A move changes all of its articles or none, wherever it is cut, and whoever comes next is told."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kb.articles.library import load_library
from kb.articles.rename import make_move, plan_move
from kb.changes import FileChange, finish_changes, make_changes
from kb.desk_files import PLAN
from kb.errors import CannotRead, ChangedMeanwhile, KBError, TakenBack, Unfinished
from tests.conftest import PATIENCE, write_files
from tests.faults import Counted, counting, full_disk

FILES = {
    "delivery/late.md": "---\ntitle: Late\nstatus: public\n---\nSee [track](track.md).\n",
    "delivery/track.md": "---\r\ntitle: Track\r\nstatus: public\r\n---\r\n[a](late.md)\r\n",
    "returns/return.md": "---\ntitle: Return\nrelated: [late]\nstatus: public\n---\n[a](../delivery/late.md)\n",
}
MOVED = {
    "new/later.md": "---\ntitle: Late\nstatus: public\naliases: [delivery/late]\n---\n"
    "See [track](../delivery/track.md).\n",
    "delivery/track.md": FILES["delivery/track.md"].replace("(late.md)", "(../new/later.md)"),
    "returns/return.md": FILES["returns/return.md"].replace("[late]", "[later]").replace("delivery/late", "new/later"),
}
FINISHED = "A change of several articles was cut short, and is finished now."


def write_articles(root: Path) -> Path:
    return write_files(root, FILES)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_articles(tmp_path / "articles")


def there(root: Path) -> dict[str, str]:
    """Every file with its text, the plan and what was half written among them."""
    return {path.relative_to(root).as_posix(): path.read_bytes().decode() for path in root.rglob("*") if path.is_file()}


def move(root: Path) -> Callable[[], None]:
    library = load_library(root)
    planned = plan_move(library, library.get_article("late"), "new/later")
    return lambda: make_move(root, planned)


def refused(moving: Callable[[], None], counted: Counted) -> type[KBError] | None:
    """Which error a move ends in; None where it is made."""
    try:
        with counting(counted):
            moving()
    except KBError as error:
        return type(error)
    return None


def calls_of_a_move(folder: Path) -> int:
    counted = Counted(-1, full_disk)
    moving = move(write_articles(folder))
    with counting(counted):
        moving()
    return counted.count


def test_one_failing_call_leaves_all_or_nothing_and_the_message_says_which(tmp_path: Path) -> None:
    count = calls_of_a_move(tmp_path / "counted" / "articles")
    outcomes = set()
    for number in range(1, count + 1):
        root = write_articles(tmp_path / str(number) / "articles")
        moving = move(root)
        said = refused(moving, Counted(number, full_disk))
        outcomes.add(said)
        assert there(root) == (FILES if said else MOVED), number
        assert (root / "new").exists() == (said is None)
    assert count > 30
    assert outcomes == {None, CannotRead, TakenBack}


def test_from_one_call_on_nothing_works_and_the_next_call_brings_it_to_an_end(tmp_path: Path) -> None:
    """As on a disk that is full: not even what was begun can be taken back."""
    count = calls_of_a_move(tmp_path / "counted" / "articles")
    outcomes = set()
    for number in range(1, count + 1):
        root = write_articles(tmp_path / str(number) / "articles")
        moving = move(root)
        said = refused(moving, Counted(number, full_disk, always=True))
        outcomes.add(said)
        finished = finish_changes(root)
        assert (root / PLAN).exists() is False
        left = {path: text for path, text in there(root).items() if path.endswith(".md") and "/." not in path}
        if said is Unfinished:
            assert (finished, left) == (FINISHED, MOVED), number
        else:
            assert (finished, left) == ("", FILES if said else MOVED), number
    assert {TakenBack, Unfinished} <= outcomes


def test_a_move_that_is_killed_at_any_call_is_finished_or_never_began(tmp_path: Path) -> None:
    count = calls_of_a_move(tmp_path / "counted" / "articles")
    outcomes = set()
    for number in range(1, count + 1):
        root = write_articles(tmp_path / str(number) / "articles")
        moving = move(root)
        child = os.fork()
        if not child:
            with counting(Counted(number, lambda: os.kill(os.getpid(), signal.SIGKILL))):
                moving()
            os._exit(0)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
        finished = finish_changes(root)
        left = {path: text for path, text in there(root).items() if "/." not in f"/{path}"}
        outcomes.add(finished)
        assert left == (MOVED if finished or "new/later.md" in left else FILES), number
        assert load_library(root).problems == ()
    assert outcomes == {"", FINISHED}


def test_the_next_command_finishes_a_move_and_says_so(desk: Path, tmp_path: Path) -> None:
    root = write_articles(desk / "articles")
    moving = move(root)
    with pytest.raises(Unfinished, match="the next command finishes it"), counting(Counted(20, full_disk, always=True)):
        moving()
    assert (root / PLAN).exists()
    run = [sys.executable, "-m", "kb", "search", "late", "--desk", str(desk)]
    environment = os.environ | {"WARMLINE_CACHE": str(tmp_path / "cache")}
    done = subprocess.run(run, capture_output=True, text=True, timeout=PATIENCE, check=True, env=environment)
    assert done.stderr.splitlines()[0] == FINISHED
    assert MOVED.items() <= there(root).items()
    assert not (root / PLAN).exists()


def test_what_somebody_changed_since_is_left_and_named(root: Path) -> None:
    with pytest.raises(Unfinished), counting(Counted(20, full_disk, always=True)):
        move(root)()
    (root / "returns" / "return.md").write_text("Mine.\n")
    assert finish_changes(root) == (
        f"{FINISHED} Somebody changed articles/returns/return.md meanwhile, which stays so; see warmline lint."
    )
    assert there(root)["returns/return.md"] == "Mine.\n"


def test_a_file_that_changed_since_the_plan_is_not_overwritten(root: Path) -> None:
    moving = move(root)
    (root / "returns" / "return.md").write_text("Mine.\n")
    before = there(root)
    with pytest.raises(ChangedMeanwhile, match=r"articles/returns/return\.md was changed just now by somebody else"):
        moving()
    assert there(root) == before


@pytest.mark.parametrize(
    "plan",
    [
        "",
        "{",
        "[1]",
        '[{"path": "../outside.md", "before": null, "after": "x"}]',
        '[{"path": "/tmp/outside.md", "before": null, "after": "x"}]',
        '[{"path": ".git/hooks.md", "before": null, "after": "x"}]',
        '[{"path": "x.sh", "before": null, "after": "x"}]',
        '[{"path": "linked/x.md", "before": null, "after": "x"}]',
        '[{"path": "x.md", "before": null, "after": 1}]',
        '[{"path": "x.md", "before": null, "after": "x", "more": 1}]',
        "[" * 90_000,
    ],
)
def test_a_plan_that_is_not_ours_changes_nothing(plan: str, root: Path, tmp_path: Path) -> None:
    """It may have come with a copied desk."""
    (tmp_path / "elsewhere").mkdir()
    (root / "linked").symlink_to(tmp_path / "elsewhere")
    (root / PLAN).write_text(plan)
    assert finish_changes(root) == ""
    assert there(root) == FILES
    assert not (root / PLAN).exists()
    assert list((tmp_path / "elsewhere").iterdir()) == []
    assert not (tmp_path / "outside.md").exists()


def test_while_one_is_at_work_no_other_finishes_its_plan(root: Path) -> None:
    import fcntl

    (root / PLAN).write_text('[{"path": "x.md", "before": null, "after": "x"}]')
    holder = os.open(root, os.O_RDONLY)
    fcntl.flock(holder, fcntl.LOCK_EX)
    assert finish_changes(root) == ""
    assert not (root / "x.md").exists()
    os.close(holder)
    assert finish_changes(root) == FINISHED
    assert (root / "x.md").read_text() == "x"


def test_an_earlier_change_is_finished_before_the_next(root: Path) -> None:
    (root / PLAN).write_text('[{"path": "x.md", "before": null, "after": "x"}]')
    make_changes(root, [FileChange("x.md", "x", "y")])
    assert there(root) == FILES | {"x.md": "y"}
