"""Records on a disk that can only be read are read, and none are made there."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from composer.cases.customer import Customer
from composer.records.open_records import open_records
from kb.errors import CannotWrite
from tests.conftest import copy_template
from tests.forked import run_forked

Warmline = Callable[..., subprocess.CompletedProcess[str]]


def fill(disk: Path) -> None:
    with (disk / "full").open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            pass


def make_read_only(disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)


@pytest.mark.parametrize("journal", [False, True], ids=["closed well", "killed before"])
@pytest.mark.parametrize("spoil", [fill, make_read_only])
def test_a_desk_on_a_disk_that_takes_nothing_can_be_read(
    small_disk: Path,
    template: Path,
    warmline: Warmline,
    spoil: Callable[[Path], None],
    journal: bool,  # noqa: FBT001
) -> None:
    desk = copy_template(template, small_disk, small_disk.parent / "cache")
    warmline("inbox", "--desk", str(desk))
    if journal:
        path = desk / ".warmline" / "records.sqlite"

        def work() -> int:
            open_records(path).import_customers([Customer(id="c-77", name="Nora Berg")])
            os.kill(os.getpid(), signal.SIGKILL)
            return 0

        assert run_forked(work).returncode == -signal.SIGKILL
        assert Path(f"{path}-wal").stat().st_size > 0
    spoil(small_disk)
    message = str(desk / "inbox" / "1-order-4411-late.eml")
    for words in (["inbox"], ["due"], ["customers", "list"], ["read", message], ["reply", message]):
        ran = warmline(*words, "--desk", str(desk))
        assert (words, ran.returncode in (0, 1)) == (words, True), ran.stderr
    listed = warmline("customers", "list", "--desk", str(desk))
    assert ("Ana Silva" in listed.stdout, "Nora Berg" in listed.stdout) == (True, journal)
    said = "The records can only be read, and nothing new is kept in them: "
    # With the journal's files there, a full disk is no hindrance to reading, and is seen only by who writes.
    expected = [] if journal and spoil is fill else [True]
    assert [line.startswith(said) for line in listed.stderr.splitlines()] == expected
    # A copy on another disk is what is wanted most now.
    for verb, name in ((["backup"], "copy.sqlite"), (["customers", "export"], "copy.csv")):
        ran = warmline(*verb, str(small_disk.parent / name), "--desk", str(desk))
        assert ran.returncode == 0, ran
        assert spoil is fill or "copies.json cannot be written: Read-only file system" in ran.stderr
    copy = open_records(small_disk.parent / "copy.sqlite")
    assert ("Nora Berg" in [one.name for one in copy.list_customers()]) == journal
    copy.close()
    ran = warmline("inbox", "--take", "x", "y", "--desk", str(desk))
    assert ran.returncode in (5, 9)
    (small_disk.parent / "new.csv").write_text("id\n" + "".join(f"c-{number}\n" for number in range(3_000)))
    ran = warmline("customers", "import", "new.csv", "--desk", str(desk))
    assert (ran.returncode, "disk I/O error" in ran.stderr) == (5, False)


def test_records_that_were_never_made_read_as_empty_on_a_read_only_disk(small_disk: Path) -> None:
    (small_disk / "desk").mkdir()
    make_read_only(small_disk)
    records = open_records(small_disk / "desk" / ".warmline" / "records.sqlite")
    found = records.list_customers(), records.follow_ups.open(), records.find_customer("a@b.example")
    with pytest.raises(CannotWrite):
        records.import_customers([Customer(id="c-1")])
    records.close()
    assert found == ([], [], None)
