"""Records and drafts: two writers, a kill at any moment, damaged and foreign files."""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from composer.cases.customer import Customer
from composer.errors import RecordsDamaged
from composer.records import turns
from composer.records.copies import note_copy
from composer.records.open_records import open_records
from composer.records.sent_reply import SentReply
from composer.records.sqlite import ENDINGS, faults
from composer.records.tables import SCHEMA
from kb.articles.new import write_phrase
from kb.errors import CannotRead, CannotWrite
from kb.files import add_line, read_bytes, read_given, write_bytes, write_given
from kb.folders import locked
from kb.words.synonyms import write_synonym
from tests.conftest import PATIENCE
from tests.forked import Forked

NOW = dt.datetime(2026, 11, 21, 9, tzinfo=dt.UTC)


def reply(number: int, text: str = "I sent it.") -> SentReply:
    return SentReply(f"case-{number}", "c-1", NOW, "email", "Robin", text, sentences=(f"sentence {number}",))


def send_many(path: Path, first: int) -> int:
    records = open_records(path)
    for number in range(first, first + 25):
        records.keep_reply(reply(number))
    records.close()
    return 0


def test_two_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "records.sqlite"
    records = open_records(path)
    records.import_customers([Customer(id="c-1")])
    records.close()
    writers = [Forked(partial(send_many, path, first)) for first in (0, 100)]
    ended = [(writer.returncode, writer.stderr) for writer in [one.end() for one in writers]]
    records = open_records(path)
    cases, sentences = records.answered_cases(), records.sentences_had("c-1")
    records.close()
    assert ended == [(0, "")] * 2
    assert (len(cases), len(sentences)) == (50, 50)


def test_who_writes_has_the_turn_and_gives_it_back(tmp_path: Path) -> None:
    records, free = open_records(tmp_path / "records.sqlite"), list[bool]()

    def looked(_connection: object) -> None:
        with locked(tmp_path, wait=False) as ours:
            free.append(ours)

    records.store.write(looked)
    records.store.read(looked)
    with pytest.raises(ZeroDivisionError):
        records.store.write(lambda _connection: 1 / 0)
    records.store.read(looked)
    records.close()
    assert free == [False, True, True]


def test_who_waits_for_the_turn_has_it_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "LONGEST", PATIENCE)
    records = open_records(tmp_path / "records.sqlite")
    records.import_customers([Customer(id="c-1")])
    with locked(tmp_path, wait=True):
        waiting = threading.Thread(target=records.keep_reply, args=(reply(1),))
        waiting.start()
        while not any(one.name.startswith("in line") for one in threading.enumerate()):
            os.sched_yield()
        before = records.answered_cases()
    waiting.join()
    after = records.answered_cases()
    records.close()
    assert (set(before), set(after)) == (set(), {"case-1"})


def test_one_who_has_the_turn_and_stands_still_stops_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "LONGEST", 0.01)
    records = open_records(tmp_path / "records.sqlite")
    records.import_customers([Customer(id="c-1")])
    with locked(tmp_path, wait=True):
        records.keep_reply(reply(1))
    with locked(tmp_path, wait=True) as ours:
        kept = records.answered_cases()
    records.close()
    assert (set(kept), ours) == ({"case-1"}, True)


def test_an_import_is_whole_or_not_at_all(tmp_path: Path) -> None:
    records = open_records(tmp_path / "records.sqlite")
    records.import_customers([Customer(id="c-1", name="Ana")])

    def until_it_breaks() -> list[Customer]:
        return [Customer(id="c-2"), Customer(id="c-1", name="Bob"), Customer(id="c-3", name=None)]  # type: ignore[arg-type]

    with pytest.raises(Exception, match="NOT NULL"):
        records.import_customers(until_it_breaks())
    names = [(one.id, one.name) for one in records.list_customers()]
    records.close()
    assert names == [("c-1", "Ana")]


@pytest.mark.parametrize("ending", ENDINGS)
def test_nothing_of_ours_but_sqlite_opens_or_replaces_records_in_use(tmp_path: Path, ending: str) -> None:
    path = tmp_path / "records.sqlite"
    records = open_records(path)
    records.import_customers([Customer(id="c-1", name="Ana")])
    part, link = Path(f"{path}{ending}"), tmp_path / "link.csv"
    link.symlink_to(part)
    for name in (part, link):
        for read in (read_given, read_bytes):
            with pytest.raises(CannotRead, match="it is a database that is in use here"):
                read(name)
        for write in (write_given, write_bytes):
            with pytest.raises(CannotWrite, match=r"it is a database that is in use here\. Nothing was changed there"):
                write(name, b"id,name\n")
        with pytest.raises(CannotWrite):
            add_line(name, "line")
    assert Forked(partial(send_many, path, 0)).end().returncode == 0
    # SQLite's locks are still held: who came and went did not take the journal with them.
    records.keep_reply(reply(99))
    found = Forked(partial(count_answered, path)).end().stdout
    records.close()
    assert (found, faults(path)) == ("26", [])


def count_answered(path: Path) -> int:
    records = open_records(path)
    print(len(records.answered_cases()), end="")
    records.close()
    return 0


def foreign(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE songs (name TEXT)")
    connection.commit()
    connection.close()


def newer(path: Path) -> None:
    open_records(path).close()
    connection = sqlite3.connect(path)
    connection.execute("UPDATE about SET value = '99'")
    connection.commit()
    connection.close()


def unsigned(path: Path) -> None:
    open_records(path).close()
    connection = sqlite3.connect(path)
    connection.execute("DELETE FROM about")
    connection.commit()
    connection.close()


def no_database(path: Path) -> None:
    path.write_bytes(b"Dear diary, " * 500)


def damaged(path: Path) -> None:
    open_records(path).close()
    content = bytearray(path.read_bytes())
    content[100:4_000] = b"\xff" * 3_900
    path.write_bytes(content)


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (foreign, "this is a database of another program"),
        (newer, f"they were written by a newer Warmline (schema 99, this one knows {SCHEMA})"),
        (unsigned, "they do not say which Warmline wrote them"),
        (no_database, "file is not a database"),
        (damaged, ""),
    ],
    ids=["foreign", "newer", "unsigned", "no database", "damaged"],
)
def test_records_that_cannot_be_opened_are_left_as_they_are(tmp_path: Path, make: object, why: str) -> None:
    path = tmp_path / "records.sqlite"
    assert callable(make)
    make(path)
    before = path.read_bytes()
    with pytest.raises(RecordsDamaged) as found:
        open_records(path)
    assert str(found.value).startswith(f"The records in {path} cannot be opened: {why}")
    assert (found.value.exit_code, path.read_bytes()) == (11, before)


def test_damage_that_shows_later_is_one_sentence_too(tmp_path: Path) -> None:
    path = tmp_path / "records.sqlite"
    records = open_records(path)
    records.import_customers([Customer(id=f"c-{number}", name="x" * 300) for number in range(200)])
    records.close()
    content = bytearray(path.read_bytes())
    middle = len(content) // 2 // 4096 * 4096
    content[middle:] = b"\xff" * (len(content) - middle)
    path.write_bytes(content)
    records = open_records(path)
    with pytest.raises(RecordsDamaged):
        records.list_customers(limit=1_000)
    records.close()


def test_a_full_disk_keeps_what_was_there(tmp_path: Path) -> None:
    records = open_records(tmp_path / "records.sqlite")
    records.import_customers([Customer(id="c-1", name="Ana")])
    with records.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(CannotWrite) as found:
        records.keep_reply(reply(1, "long " * 50_000))
    names = [one.name for one in records.list_customers()]
    records.close()
    assert "database or disk is full. Nothing was changed there." in str(found.value)
    assert names == ["Ana"]


def test_only_the_owner_can_read_the_records(tmp_path: Path) -> None:
    open_records(tmp_path / "records.sqlite").close()
    assert (tmp_path / "records.sqlite").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("module", "add"),
    [
        ("composer.records.copies", lambda folder: note_copy(folder, "backup", folder / "copy.sqlite", NOW)),
        ("kb.words.synonyms", lambda folder: write_synonym(folder, "parcel", "box")),
        ("kb.articles.new", lambda folder: write_phrase(folder, "en", "late", "acknowledge", "I am sorry.")),
    ],
)
def test_who_adds_to_a_file_of_several_people_has_it_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: str, add: Callable[[Path], object]
) -> None:
    free = list[bool]()
    (tmp_path / "copy.sqlite").write_bytes(b"")

    def looked(path: Path, *_more: object) -> None:
        with locked(tmp_path, wait=False) as ours:
            free.append(ours)
        assert path.is_relative_to(tmp_path)

    monkeypatch.setattr(f"{module}.write_text", looked)
    add(tmp_path)
    with locked(tmp_path, wait=False) as ours:
        free.append(ours)
    assert free == [False, True]
