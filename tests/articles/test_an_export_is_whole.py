"""A site is replaced as a whole or not at all, wherever an export is cut, and the next one tidies up."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from kb.errors import CannotRead, CannotWrite
from kb.faq.folder import MARKER, mend_folder, replaced
from tests.conftest import write_files
from tests.faults import Counted, counting, full_disk

OLD = {MARKER: "index.html\n", "index.html": "old", "a/index.html": "old"}
NEW = {MARKER: "index.html\n", "index.html": "new"}


def read(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*") if path.is_file()}


def export(site: Path, spare: Path | None) -> None:
    with replaced(site, spare) as new:
        for path in sorted(new.rglob("*"), reverse=True):
            path.unlink() if path.is_file() else path.rmdir()
        write_files(new, NEW)


def begin(place: Path, *, spare: bool) -> tuple[Path, Path | None]:
    """A site, and the one before it that waits to be filled anew."""
    write_files(place / "www" / "site", OLD)
    if spare:
        write_files(place / "www" / "cache" / "site.spare", OLD)
    return place / "www" / "site", place / "www" / "cache" / "site.spare" if spare else None


def calls(place: Path, *, spare: bool) -> int:
    counted = Counted(-1, full_disk)
    site = begin(place, spare=spare)
    with counting(counted):
        export(*site)
    return counted.count


@pytest.mark.parametrize("spare", [True, False])
def test_a_failing_call_leaves_the_old_site_or_the_new_one(tmp_path: Path, *, spare: bool) -> None:
    outcomes = set()
    for number in range(1, calls(tmp_path / "counted", spare=spare) + 1):
        site, other = begin(tmp_path / str(number), spare=spare)
        failed = False
        try:
            with counting(Counted(number, full_disk)):
                export(site, other)
        except (CannotWrite, CannotRead, OSError):
            failed = True
        assert read(site) in ([OLD] if failed else [NEW]), number
        outcomes.add(failed)
        assert mend_folder(site) is False
        assert {entry.name for entry in site.parent.iterdir()} <= {"site", "cache"}
    assert outcomes == {True, False}


@pytest.mark.parametrize("spare", [True, False])
def test_an_export_that_is_killed_at_any_call_leaves_a_site_after_the_next_begins(
    tmp_path: Path, *, spare: bool
) -> None:
    outcomes = set()
    for number in range(1, calls(tmp_path / "counted", spare=spare) + 1):
        site, other = begin(tmp_path / str(number), spare=spare)
        child = os.fork()
        if not child:
            with counting(Counted(number, lambda: os.kill(os.getpid(), signal.SIGKILL))):
                export(site, other)
            os._exit(0)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
        was_gone = not site.exists()
        assert mend_folder(site) == was_gone
        assert read(site) in (OLD, NEW), number
        outcomes.add(was_gone)
        assert {entry.name for entry in site.parent.iterdir()} <= {"site", "cache"}
        export(site, other)
        assert read(site) == NEW
    assert outcomes == {True, False}


def test_what_another_export_is_writing_stays(tmp_path: Path) -> None:
    site, _spare = begin(tmp_path, spare=False)
    with replaced(site) as new:
        write_files(new, NEW)
        assert mend_folder(site) is False
        assert read(new) == NEW
    assert read(site) == NEW


def test_folders_of_others_with_a_name_like_ours_stay(tmp_path: Path) -> None:
    site, _spare = begin(tmp_path, spare=False)
    for name in (".site2.new-x", "site.new-x", ".other.old-x"):
        write_files(site.parent / name, OLD)
    assert mend_folder(site) is False
    assert len(list(site.parent.iterdir())) == 4
