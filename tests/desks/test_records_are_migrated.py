"""Records of every earlier Warmline are brought up to date when the desk is opened, or left as they were."""

from __future__ import annotations

import multiprocessing
import re
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from composer.records import migrations
from composer.records.open_records import open_records
from composer.records.tables import SCHEMA, metadata
from tests.conftest import PATIENCE

SCHEMAS = sorted((Path(__file__).parent / "schemas").glob("schema-*.sql"))


def write_old(place: Path | str, schema: Path) -> None:
    """The tables and rows of an earlier Warmline."""
    script = schema.read_text(encoding="utf-8")
    if isinstance(place, Path):
        connection = sqlite3.connect(place)
        connection.executescript(script)
        connection.close()
        return
    engine = sa.create_engine(place)
    with engine.begin() as server:
        # In an order in which what is pointed at is there already.
        script = re.sub(r"X'([0-9A-F]+)'", r"'\\x\1'", script.replace("WITHOUT ROWID", "").replace("BLOB", "BYTEA"))
        lines = script.replace("DATETIME", "TIMESTAMP").removeprefix("BEGIN TRANSACTION;").split(";\n")
        lines.sort(
            key=lambda line: (
                "CREATE INDEX" in line,
                "REFERENCES" in line or '"contacts"' in line or '"customer_words"' in line,
            )
        )
        for line in lines:
            if line.strip() and "COMMIT" not in line:
                server.exec_driver_sql(line)
    engine.dispose()


def test_there_is_a_fixture_of_every_earlier_schema() -> None:
    assert [path.stem for path in SCHEMAS] == [f"schema-{number}" for number in range(1, SCHEMA)]


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda path: path.stem)
def test_earlier_records_come_along_whole(place: Path | str, schema: Path) -> None:
    write_old(place, schema)
    records = open_records(place)
    with records.engine.connect() as connection:
        left_over = compare_metadata(MigrationContext.configure(connection), metadata)
    zoe = records.get_customer("zoe.marsh@mail.example")
    found = [one.id for words in ("marsh", "lane nursery", "omer") for one in records.list_customers(words)]
    answered, sentences = records.answered_cases(), records.sentences_had("c-1")
    records.close()
    assert left_over == []
    assert (zoe.name, zoe.plan, dict(zoe.fields)) == ("Zoë Marsh", "Pro", {"garden": "roof"})
    assert [(one.direction, one.topic) for one in zoe.history] == [
        ("out", "payment"),
        ("in", "payment"),
        ("in", "delivery"),
    ]
    assert found == ["c-1", "c-1", "c-2"]
    assert sorted(answered | sentences) == ["a1b2c3", "d4e5f6", "i sent the second charge back to you today"]


def open_at_once(place: Path | str, start: Any, told: Any) -> None:
    start.wait()
    records = open_records(place)
    told.put(records.count_customers())
    records.close()


@pytest.mark.parametrize("old", [True, False], ids=["earlier records", "no records"])
def test_two_who_open_at_once_do_not_get_in_each_others_way(place: Path | str, old: bool) -> None:  # noqa: FBT001
    if old:
        write_old(place, SCHEMAS[0])
    fork = multiprocessing.get_context("fork")
    start, told = fork.Barrier(4), fork.Queue()
    openers = [fork.Process(target=open_at_once, args=(place, start, told)) for _opener in range(4)]
    for opener in openers:
        opener.start()
    counts = [told.get(timeout=PATIENCE) for _opener in openers]
    for opener in openers:
        opener.join()
    assert counts == [2 if old else 0] * 4


def test_a_migration_that_fails_leaves_the_records_as_they_were(
    place: Path | str, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_old(place, SCHEMAS[0])

    def breaks(op: Any) -> None:
        migrations._to_schema_2(op)
        raise ValueError("in the middle")

    monkeypatch.setitem(migrations.STEPS, 2, breaks)
    with pytest.raises(ValueError, match="in the middle"):
        open_records(place)
    engine = sa.create_engine(place if isinstance(place, str) else f"sqlite:///{place}")
    names = sa.inspect(engine).get_table_names()
    with engine.connect() as connection:
        schema = connection.exec_driver_sql("SELECT value FROM about").scalar()
    engine.dispose()
    assert (sorted(names), schema) == (["about", "contacts", "customers", "ledger", "replies"], "1")
    monkeypatch.undo()
    open_records(place).close()


def test_records_that_are_up_to_date_are_opened_without_alembic(tmp_path: Path) -> None:
    path = tmp_path / "records.sqlite"
    code = (
        "import sys\nfrom pathlib import Path\nfrom composer.records.open_records import open_records\n"
        f"open_records(Path({str(path)!r})).close()\nprint('alembic' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
