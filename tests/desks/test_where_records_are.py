"""Where records are: in any folder, on a server that was allowed, on a disk that can only be read, or replaced."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from composer.cases.customer import Customer
from composer.desk.new_desk import start_desk
from composer.errors import RecordsDamaged, RecordsMigrated, RecordsRefused
from composer.records.address import conceal, parse_address, place_named, shown
from composer.records.open_records import open_records
from composer.records.records import Records
from kb.errors import CannotRead
from tests.postgresql import Server

Warmline = Callable[..., "subprocess.CompletedProcess[str]"]
ODD = ("a%41b", "my%20desk", "per%20cent%s", "a%00b", "what?", "part#2", "a&b=c;d", "ü ñ", "file:x", "100%", "{x}")


def test_a_desk_of_any_name_keeps_its_own_records(tmp_path: Path, warmline: Warmline) -> None:
    """Beside those whose names one might be taken for."""
    names = [*ODD, "aAb", "my desk"]
    for name in names:
        start_desk(tmp_path / name, bare=True)
    for number, name in enumerate(names):
        (tmp_path / "new.csv").write_text(f"id,name\nc-9,Nora {number}.\n", "utf-8")
        assert warmline("customers", "import", "new.csv", "--desk", name).returncode == 0, name
        assert warmline("backup", f"{number}.sqlite", "--desk", name).returncode == 0, name
        assert warmline("doctor", "--desk", name).returncode == 0, name
    for number, name in enumerate(names):
        said = warmline("customers", "list", "--desk", name).stdout
        assert re.findall(r"Nora \d+\.", said) == [f"Nora {number}."], name
    assert sorted(path.parent.parent.name for path in tmp_path.rglob("records.sqlite")) == sorted(names)


@pytest.mark.parametrize("ending", ["", "-wal", "-shm"])
@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir])
def test_where_a_pipe_or_a_folder_has_the_name_of_the_records_nobody_waits_for_it(
    make: Callable[[Path], None], ending: str, tmp_path: Path
) -> None:
    path = tmp_path / "records.sqlite"
    open_records(path).close()
    Path(f"{path}{ending}").unlink(missing_ok=True)
    make(Path(f"{path}{ending}"))
    with pytest.raises(CannotRead, match=rf"records\.sqlite{ending} cannot be read: it is not a regular file"):
        open_records(path)


def test_records_that_are_a_link_to_another_place_are_not_followed(tmp_path: Path, acme: Path) -> None:
    start_desk(tmp_path / "other")
    own, others = acme / ".warmline", tmp_path / "other" / ".warmline"
    (own / "records.sqlite").unlink()
    (own / "records.sqlite").symlink_to(others / "records.sqlite")
    with pytest.raises(CannotRead, match=r"records\.sqlite cannot be read: it is a link to another place"):
        open_records(own / "records.sqlite")
    (tmp_path / "linked").symlink_to(others)
    with pytest.raises(CannotRead, match="linked cannot be read: it is a link"):
        open_records(tmp_path / "linked" / "records.sqlite")


SECRETS = (
    "postgresql://u:hunter2@h/db",
    "postgresql://h/db?user=u&password=hunter2",
    "postgresql://h/db?user=u&PassWord=hunter2&sslpassword=hunter2",
    "postgresql://h/db?passfile=/home/me/hunter2",
    "postgresql://u:%68unter2@h/db",
    "postgresql://u%3Ahunter2@h/db",
    "postgresql://u:hunter2@/db?host=h1:1&host=h2:2",
    "mssql+pyodbc:///?odbc_connect=DRIVER%3DX%3BPWD%3Dhunter2",
    "postgresql:///host=h password=hunter2",
    "postgresql://h/db?host=u:hunter2@h2",
    "postgresql://h/db?host=h1,u:hunter2@h2",
    "postgresql://h/db?options=-c%20app.password%3Dhunter2",
    "postgresql://h/db?application_name=password%3Ahunter2",
)


@pytest.mark.parametrize("address", SECRETS)
def test_no_spelling_of_an_address_shows_its_password(address: str) -> None:
    url = parse_address(address)
    wrong = "" if "passfile" in address else "'hunter2' is wrong"
    said = [shown(url), place_named(url), conceal(url, f"no server at {address} {wrong}")]
    assert [text for text in said if "hunter2" in text or "%68unter2" in text] == []


def test_a_password_with_an_at_sign_is_not_taken_for_a_host() -> None:
    with pytest.raises(RecordsRefused) as found:
        parse_address("postgresql://u:se@cret@h/db")
    assert "cret" not in str(found.value).replace("secret", "")


def set_records(desk: Path, address: str) -> None:
    settings = desk / "warmline.yaml"
    settings.write_text(settings.read_text("utf-8").replace("records: sqlite", f'records: "{address}"'), "utf-8")


def test_a_desk_leads_nobody_to_a_server_that_they_did_not_allow(
    acme: Path, warmline: Warmline, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    pytest.importorskip("psycopg", reason="the extra warmline[postgresql] is not installed")
    monkeypatch.setenv("PGPASSWORD", "opensesame")
    reached: list[object] = []
    monkeypatch.setattr("composer.records.open_records.open_records", reached.append)
    set_records(acme, "postgresql://desk:pw@127.0.0.1:1/acme?application_name=x")
    for words in (["inbox"], ["customers", "list"], ["due"], ["read", "inbox/1-order-4411-late.eml"]):
        ran = warmline(*words, folder=acme)
        assert ran.returncode == 12
        assert ran.stderr == (
            "This desk keeps its records on postgresql://127.0.0.1:1/acme, which you have not allowed yet; nothing was "
            "sent there. If you trust that server with your password, allow it once: warmline doctor --allow-records\n"
        )
    assert warmline("search", "zyxwv", folder=acme).returncode == 0
    assert warmline("doctor", folder=acme).returncode == 1
    assert reached == []
    monkeypatch.undo()
    for name in ("CACHE", "CONFIG", "STATE"):
        monkeypatch.setenv(f"WARMLINE_{name}", str(tmp_path / name.lower()))
    allowed = warmline("doctor", "--allow-records", folder=acme)
    assert "Allowed from now on, for every desk that names it: postgresql://127.0.0.1:1/acme\n" in allowed.stderr
    assert "cannot be reached" in warmline("inbox", folder=acme).stderr
    set_records(acme, "unchanged")
    settings = acme / "warmline.yaml"
    settings.write_text(
        settings.read_text("utf-8").replace("127.0.0.1:1/acme?", "127.0.0.1:1/acme?host=evil&"), "utf-8"
    )
    assert "you have not allowed yet" in warmline("inbox", folder=acme).stderr


@pytest.mark.parametrize("address", ["sqlite:////tmp/x.sqlite", "sqlite+pysqlite:///x"])
def test_another_file_is_no_server(acme: Path, warmline: Warmline, address: str) -> None:
    set_records(acme, address)
    warmline("doctor", "--allow-records", folder=acme)
    ran = warmline("inbox", folder=acme)
    assert (ran.returncode, "that is no server; for a file in the desk write records: sqlite" in ran.stderr) == (
        12,
        True,
    )


def test_a_search_on_a_server_desk_keeps_no_customers_name(either: Path, warmline: Warmline) -> None:
    for words in ("silva zyxwvut", "silvas parcel"):
        assert warmline("search", *words.split(), folder=either).returncode == 0
    log = (either / ".warmline" / "searches.jsonl").read_text("utf-8")
    assert ("silva" in log, "zyxwvut" in log, "parcel" in log) == (False, True, True)


def test_a_newer_warmline_that_changes_the_tables_ends_our_writing(place: Path | str) -> None:
    ours = open_records(place)
    ours.import_customers([Customer(id="c-1")])
    engine = sa.create_engine(place) if isinstance(place, str) else sa.create_engine(f"sqlite:///{place}")
    with engine.begin() as newer:
        newer.exec_driver_sql("UPDATE about SET value = '99'")
    engine.dispose()
    for work in (lambda: ours.import_customers([Customer(id="c-2")]), lambda: ours.find_customer("c-1")):
        with pytest.raises(RecordsMigrated, match=r"changed by another Warmline while they were open here \(schema 99"):
            work()
    ours.close()


def test_a_window_that_is_open_goes_on_with_what_replaced_damaged_records(
    acme: Path, warmline: Warmline, tmp_path: Path
) -> None:
    path = acme / ".warmline" / "records.sqlite"
    window = open_records(path)
    warmline("backup", str(tmp_path / "b.sqlite"), folder=acme)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    damage_in_place(window, path)
    assert warmline("restore", str(tmp_path / "b.sqlite"), folder=acme).returncode == 0
    window.import_customers([Customer(id="c-10", name="Nora Berg")])
    window.close()
    again = open_records(path)
    assert again.get_customer("c-10").name == "Nora Berg"
    again.close()


def damage_in_place(window: Records, path: Path) -> None:
    """As a broken disk would, from a process of its own, so that no lock of this one is touched."""
    code = (
        "import sys\nwith open(sys.argv[1], 'r+b') as file:\n    file.seek(0, 2)\n    size = file.tell()\n"
        "    file.seek(3 * 4096)\n    file.write(b'\\xff' * (size - 3 * 4096))\n"
    )
    subprocess.run([sys.executable, "-c", code, str(path)], check=True)
    window.store.engine.dispose()


def test_records_that_were_removed_are_not_made_anew_under_an_open_window(tmp_path: Path) -> None:
    path = tmp_path / "records.sqlite"
    records = open_records(path)
    path.unlink()
    with pytest.raises(RecordsDamaged, match="the file is gone"):
        records.import_customers([Customer(id="c-1")])
    records.close()
    assert not path.exists()


def test_nothing_but_sqlite_opens_the_records_while_they_are_in_use(
    acme: Path, warmline: Warmline, tmp_path: Path
) -> None:
    """POSIX drops all locks of a process on a file whenever any descriptor of it is closed."""
    path = acme / ".warmline" / "records.sqlite"
    window, opened, watching = open_records(path), list[str](), [True]

    def hook(event: str, given: tuple[Any, ...]) -> None:
        # Opened only to be made, it fails where it is there.
        if watching and event == "open" and not given[2] & os.O_EXCL:
            opened.append(Path(os.fsdecode(given[0])).name if isinstance(given[0], (str, bytes, Path)) else "")

    sys.addaudithook(hook)
    message = "inbox/1-order-4411-late.eml"
    for words in (
        ["inbox"],
        ["read", message],
        ["reply", message],
        ["due"],
        ["backup", str(tmp_path / "b.sqlite")],
        ["customers", "export", str(tmp_path / "c.csv")],
        ["customers", "forget", "c-1003"],
        ["doctor"],
        ["restore", "--dry-run", str(tmp_path / "b.sqlite")],
        ["restore", str(tmp_path / "b.sqlite")],
        ["search", "silva"],
        ["lint"],
    ):
        assert warmline(*words, folder=acme).returncode in (0, 1), words
    watching.clear()
    window.import_customers([Customer(id="c-10")])
    window.close()
    assert [name for name in opened if name.startswith("records.sqlite")] == []


def test_a_server_that_refuses_says_why_in_one_sentence(server: Server) -> None:
    server.make_schema("reading")
    open_records(server.url("reading")).close()
    records = open_records(server.url("reading") + "%20-cdefault_transaction_read_only%3Don")
    with pytest.raises(RecordsRefused, match=r"cannot execute .* in a read-only transaction"):
        records.import_customers([Customer(id="c-1")])
    records.close()
