"""`warmline backup` and `warmline restore`: whole copies while agents write, and records that come back."""

from __future__ import annotations

import datetime as dt
import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from composer.cases.customer import Customer
from composer.errors import RecordsDamaged
from composer.records.backup import back_up, restore
from composer.records.open_records import open_records
from composer.records.sent_reply import SentReply
from composer.records.sqlite import faults
from kb.errors import AlreadyThere
from kb.folders import locked
from tests.faults import Counted, counting

Warmline = Callable[..., subprocess.CompletedProcess[str]]
NOW = dt.datetime(2026, 11, 21, 9, tzinfo=dt.UTC)


def damage(records: Path) -> bytes:
    """Overwrite all but the first pages, as a broken disk would."""
    connection = sqlite3.connect(records)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    content = bytearray(records.read_bytes())
    content[3 * 4096 :] = b"\xff" * (len(content) - 3 * 4096)
    records.write_bytes(content)
    return bytes(content)


def test_a_copy_made_while_agents_write_holds_whole_replies_only(tmp_path: Path) -> None:
    path = tmp_path / "records.sqlite"
    records = open_records(path)
    records.import_customers([Customer(id="c-1")])
    done = threading.Event()

    def write() -> None:
        number = 0
        while not done.is_set():
            number += 1
            one = SentReply(f"{number}", "c-1", NOW, "email", "Robin", "x" * 500, sentences=(f"{number}",))
            records.keep_reply(one)

    writing = threading.Thread(target=write)
    writing.start()
    for number in range(5):
        back_up(path, tmp_path / f"backup-{number}.sqlite")
    done.set()
    writing.join()
    records.close()
    counts = []
    for number in range(5):
        copy = open_records(tmp_path / f"backup-{number}.sqlite")
        counts.append(len(copy.answered_cases()))
        assert len(copy.sentences_had("c-1")) == len(copy.get_customer("c-1").history) == counts[-1]
        copy.close()
    assert counts == sorted(counts)


@pytest.mark.parametrize("name", ["file:y?mode=ro", ":memory:", "a%41b", "q?x=1#z", "file:///dev/null"])
def test_a_name_that_sqlite_would_take_for_an_address_is_a_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    place = Path(name)
    (place / "new").mkdir(parents=True)
    records = open_records(place / "records.sqlite")
    records.import_customers([Customer(id="c-1")])
    records.close()
    back_up(place / "records.sqlite", place / "backup.sqlite")
    assert restore(place / "new" / "records.sqlite", place / "backup.sqlite", NOW) is None
    records = open_records(place / "new" / "records.sqlite")
    names = [one.id for one in records.list_customers()]
    records.close()
    assert names == ["c-1"]
    assert sorted(path.name for path in tmp_path.iterdir()) == [place.parts[0]]


def test_an_older_backup_is_never_replaced(tmp_path: Path) -> None:
    open_records(tmp_path / "records.sqlite").close()
    (tmp_path / "old.sqlite").write_text("older")
    with pytest.raises(AlreadyThere):
        back_up(tmp_path / "records.sqlite", tmp_path / "old.sqlite")
    assert (tmp_path / "old.sqlite").read_text() == "older"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["old.sqlite", "records.sqlite"]


def test_damaged_records_name_the_backup_that_brings_them_back(warmline: Warmline, acme: Path, tmp_path: Path) -> None:
    path = acme / ".warmline" / "records.sqlite"
    made = warmline("backup", str(tmp_path / "monday.sqlite"), folder=acme)
    assert (made.returncode, (tmp_path / "monday.sqlite").stat().st_mode & 0o777) == (0, 0o600)
    damaged = damage(path)
    with pytest.raises(RecordsDamaged) as found:
        open_records(path).list_customers()
    assert str(found.value).endswith(
        "They were left as they are; bring back the backup of 2026-11-21 09:00 with: "
        f"warmline restore {tmp_path / 'monday.sqlite'}."
    )
    assert warmline("customers", "list", folder=acme).returncode == 11
    assert path.read_bytes() == damaged
    restored = warmline("restore", str(tmp_path / "monday.sqlite"), "--json", folder=acme)
    told = json.loads(restored.stdout)
    assert (restored.returncode, told["customers"]) == (0, 6)
    assert Path(told["before"]).read_bytes() == damaged
    assert faults(path) == []
    assert path.stat().st_mode & 0o777 == 0o600


def test_records_that_are_whole_are_kept_beside_and_open_windows_see_the_backup(
    warmline: Warmline, acme: Path, tmp_path: Path
) -> None:
    window = open_records(acme / ".warmline" / "records.sqlite")
    warmline("backup", str(tmp_path / "monday.sqlite"), folder=acme)
    window.import_customers([Customer(id="c-9", name="New")])
    told = json.loads(warmline("restore", str(tmp_path / "monday.sqlite"), "--json", folder=acme).stdout)
    assert window.count_customers() == 6
    window.import_customers([Customer(id="c-10")])
    window.close()
    before = open_records(Path(told["before"]))
    assert before.find_customer("c-9") == Customer(id="c-9", name="New")
    before.close()
    assert len(json.loads(warmline("customers", "list", "--json", folder=acme).stdout)) == 7


@pytest.mark.parametrize("whole", [True, False])
def test_a_restore_that_is_cut_anywhere_leaves_the_old_records_or_the_new(tmp_path: Path, *, whole: bool) -> None:
    first, backup, at, ended = tmp_path / "records.sqlite", tmp_path / "backup.sqlite", 0, -1
    records = open_records(first)
    records.import_customers([Customer(id="c-1")])
    back_up(first, backup)
    records.import_customers([Customer(id="c-2")])
    records.close()
    old = first.read_bytes() if whole else damage(first)
    while ended:
        at += 1
        folder = tmp_path / str(at)
        path = folder / "records.sqlite"
        folder.mkdir()
        path.write_bytes(old)
        ended = cut_at(at, partial(restore, path, backup, NOW))
        if whole or path.read_bytes() != old:
            assert customers_in(path) in ({"c-1"}, {"c-1", "c-2"})
        restore(path, backup, NOW + dt.timedelta(days=1))
        assert customers_in(path) == {"c-1"}
        left = {one.name.partition("-before")[0] for one in folder.iterdir()}
        assert left == {"records.sqlite", "records"}
    assert at > (3 if whole else 6)


def test_two_restores_of_one_moment_keep_what_was_there_before_each(tmp_path: Path) -> None:
    """As when a clock is set back."""
    path, backup = tmp_path / "records.sqlite", tmp_path / "backup.sqlite"
    records = open_records(path)
    records.import_customers([Customer(id="c-1")])
    back_up(path, backup)
    records.import_customers([Customer(id="c-2")])
    records.close()
    first = restore(path, backup, NOW)
    damaged = damage(path)
    second = restore(path, backup, NOW)
    assert first is not None
    assert second is not None
    assert (customers_in(first), second.read_bytes(), customers_in(path)) == ({"c-1", "c-2"}, damaged, {"c-1"})


def cut_at(at: int, work: Callable[[], object]) -> int:
    """Do something in another process that ends at so many calls of the system; 0 where it came to its own end."""
    pid = os.fork()
    if pid == 0:
        ended = 1
        try:
            with counting(Counted(at, lambda: os._exit(9))):
                work()
            ended = 0
        finally:
            os._exit(ended)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def customers_in(path: Path) -> set[str]:
    records = open_records(path)
    found = {one.id for one in records.list_customers()}
    records.close()
    return found


@pytest.mark.parametrize("kind", ["missing", "empty", "text", "foreign", "damaged"])
def test_what_is_no_whole_backup_replaces_nothing(kind: str, warmline: Warmline, acme: Path, tmp_path: Path) -> None:
    path, backup = acme / ".warmline" / "records.sqlite", tmp_path / "backup.sqlite"
    if kind == "damaged":
        back_up(path, backup)
        damage(backup)
    elif kind == "foreign":
        connection = sqlite3.connect(backup)
        connection.execute("CREATE TABLE songs (name TEXT)")
        connection.close()
    elif kind != "missing":
        backup.write_text("" if kind == "empty" else "Dear diary, " * 500)
    before = path.read_bytes()
    ran = warmline("restore", str(backup), folder=acme)
    assert ran.returncode in (4, 11)
    assert str(backup) in ran.stderr
    assert (path.read_bytes(), list(acme.glob(".warmline/records-before*"))) == (before, [])


def test_a_backup_of_an_earlier_warmline_is_brought_up_to_date(warmline: Warmline, acme: Path, tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "old.sqlite")
    connection.executescript((Path(__file__).parent / "schemas" / "schema-1.sql").read_text(encoding="utf-8"))
    connection.close()
    ran = warmline("restore", str(tmp_path / "old.sqlite"), folder=acme)
    assert (ran.returncode, "2 customers" in ran.stderr) == (0, True)
    assert "Zoë Marsh" in warmline("customers", "list", "marsh", folder=acme).stdout


def _killed_backup(records: Path, to: Path) -> None:
    """Back up in another process that is killed in the middle of the copy."""
    program = (
        "import os, signal, sys\nfrom pathlib import Path\nimport composer.records.backup as backup\n"
        "backup.faults = lambda copy: os.kill(os.getpid(), signal.SIGKILL)\n"
        "backup.back_up(Path(sys.argv[1]), Path(sys.argv[2]))\n"
    )
    ran = subprocess.run([sys.executable, "-c", program, str(records), str(to)], check=False)
    assert ran.returncode == -signal.SIGKILL


def test_what_a_killed_backup_left_behind_goes_with_the_next_one_and_what_another_builds_stays(tmp_path: Path) -> None:
    path, place = tmp_path / "records.sqlite", tmp_path / "copies"
    open_records(path).close()
    _killed_backup(path, place / "b.sqlite")
    (left,) = place.iterdir()
    assert left.name.startswith(".warmline-backup.")
    busy = place / ".warmline-backup.busy"
    busy.mkdir()
    with locked(busy, wait=True):
        assert back_up(path, place / "c.sqlite") == []
    assert sorted(one.name for one in place.iterdir()) == [".warmline-backup.busy", "c.sqlite"]
