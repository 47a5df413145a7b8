"""A customer whose record is damaged is named, is read as far as it goes, and stops nobody else."""

from __future__ import annotations

import json
import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Warmline = Callable[..., subprocess.CompletedProcess[str]]


def damage(desk: Path, statement: str) -> None:
    """Change the records as no Warmline would."""
    connection = sqlite3.connect(desk / ".warmline" / "records.sqlite")
    with connection:
        connection.execute(statement)
    connection.close()


@pytest.mark.parametrize(
    ("statement", "lost"),
    [
        ("UPDATE customers SET fields = '{' WHERE id = 'c-1001'", "the team's own fields"),
        ("UPDATE customers SET fields = '[1, 2]' WHERE id = 'c-1001'", "the team's own fields"),
        ("UPDATE contacts SET \"on\" = '2026-99-99' WHERE customer_id = 'c-1001'", "2 contacts"),
    ],
)
def test_a_damaged_customer_is_named_and_stops_nobody(
    warmline: Warmline, acme: Path, statement: str, lost: str, tmp_path: Path
) -> None:
    whole = json.loads(warmline("customers", "list", "--json", folder=acme).stdout)
    damage(acme, statement)
    said = f"The record of customer 'c-1001' is damaged: {lost} cannot be read and left out here.\n"
    shown = warmline("customers", "show", "c-1001", folder=acme)
    assert (shown.returncode, shown.stderr) == (1, said)
    assert shown.stdout.startswith("Ana Silva, Pro, since 2021")
    everyone = warmline("customers", "list", "--json", folder=acme)
    assert [one["id"] for one in json.loads(everyone.stdout)] == [one["id"] for one in whole]
    exported = warmline("customers", "export", str(tmp_path / "all.csv"), folder=acme)
    assert (exported.returncode, said in exported.stderr) == (1, True)
    doctor = warmline("doctor", folder=acme)
    assert f"the record of customer 'c-1001' is damaged: {lost}" in doctor.stdout + doctor.stderr
    assert "Ana Silva" in warmline("inbox", folder=acme).stdout
    assert warmline("read", "inbox/1-order-4411-late.eml", folder=acme).returncode == 0


def test_an_import_mends_a_damaged_record(warmline: Warmline, acme: Path, tmp_path: Path) -> None:
    copy = tmp_path / "all.csv"
    warmline("customers", "export", str(copy), folder=acme)
    damage(acme, "UPDATE customers SET fields = '{' WHERE id = 'c-1001'")
    assert warmline("customers", "import", str(copy), folder=acme).returncode == 0
    assert warmline("customers", "show", "c-1001", folder=acme).returncode == 0
