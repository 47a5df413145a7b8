"""Desks in a temporary folder, and the command run inside this process."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest

from composer.cli.main import run
from composer.records.open_records import open_records
from composer.records.place import allow_place
from composer.records.records import Records
from tests.conftest import copy_template
from tests.mail_desk import Post
from tests.mail_servers import Dovecot, why_no_dovecot
from tests.postgresql import Server, programs, why_not
from tests.scripted_servers import ScriptedSmtp

Ran = subprocess.CompletedProcess[str]
Warmline = Callable[..., Ran]


@pytest.fixture
def time_zone() -> Iterator[None]:
    """The time zone of the machine is UTC: nine o'clock on the fixed day is the same moment everywhere."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", "UTC")
        time.tzset()
        yield
    time.tzset()


@pytest.fixture
def warmline(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    time_zone: None,  # noqa: ARG001  it is only to be there
) -> Warmline:
    """Runs `warmline WORDS…` on a fixed day, with this person's folders in the temporary one."""
    for name in ("CACHE", "CONFIG", "STATE"):
        monkeypatch.setenv(f"WARMLINE_{name}", str(tmp_path / name.lower()))
    monkeypatch.setenv("WARMLINE_TODAY", "2026-11-21")
    monkeypatch.chdir(tmp_path)

    def ran(*words: str, stdin: bytes = b"", folder: Path | None = None) -> Ran:
        capsys.readouterr()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        before = Path.cwd()
        os.chdir(folder or before)
        try:
            code = run(list(words))
        except SystemExit as ended:
            code = int(ended.code or 0)
        finally:
            os.chdir(before)
        printed = capsys.readouterr()
        return Ran(words, code, printed.out, printed.err)

    return ran


@pytest.fixture
def acme(read_template: Path, tmp_path: Path) -> Path:
    """The starter desk, whose messages were read before."""
    return copy_template(read_template, tmp_path)


@contextmanager
def mounted(folder: Path, megabytes: int) -> Iterator[Path]:
    """A disk of its own in a folder."""
    folder.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "warmline-test", str(folder)]
    try:
        there = subprocess.run(words, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        there = False
    if not there:
        pytest.skip("no small disk may be made here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.fixture
def one_megabyte(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte; where there is none, another test limits the size of files instead."""
    with mounted(tmp_path / "small", 1) as disk:
        yield disk


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of a few megabytes, which a test may fill or make read-only."""
    with mounted(tmp_path / "small", 6) as disk:
        yield disk


@pytest.fixture
def command(tmp_path: Path) -> dict[str, str]:
    """A `warmline` on the path that is the code under test."""
    there = tmp_path / "bin"
    there.mkdir()
    (there / "warmline").write_text(f'#!/bin/sh\nexec {sys.executable} -m composer "$@"\n', "utf-8")
    (there / "warmline").chmod(0o755)
    kept = {name: str(tmp_path / name.lower()) for name in ("WARMLINE_CACHE", "WARMLINE_CONFIG", "WARMLINE_STATE")}
    return {"PATH": f"{there}:{os.environ['PATH']}", "PYTHONPATH": str(Path(__file__).parents[2]), **kept}


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL of our own for all tests of this process."""
    missing = why_not()
    found = programs()
    if missing or found is None:
        pytest.skip(missing)
    pytest.importorskip("psycopg", reason="the extra warmline[postgresql] is not installed")
    server = Server(found)
    yield server
    server.close()


_number = count(1)


@pytest.fixture(params=["sqlite", "postgresql"])
def either(request: pytest.FixtureRequest, acme: Path) -> Path:
    """The starter desk, with its records in a file, and on a server that this person allowed."""
    if request.param == "postgresql":
        server: Server = request.getfixturevalue("server")
        schema = f"desk_{next(_number)}"
        server.make_schema(schema)
        move_records(acme, server.url(schema))
    return acme


def move_records(desk: Path, address: str) -> None:
    """Have a starter desk keep its records somewhere else, with the same customers."""
    there, here = open_records(address), open_records(desk / ".warmline" / "records.sqlite")
    there.import_customers(here.all_customers())
    there.close()
    here.close()
    for path in (desk / ".warmline").iterdir():
        path.unlink()
    settings = desk / "warmline.yaml"
    settings.write_text(settings.read_text("utf-8").replace("records: sqlite", f'records: "{address}"'), "utf-8")
    allow_place(desk.parent / "config", address)


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Path | str:
    """Where records can be: a file, and a schema of their own on a server."""
    if request.param == "sqlite":
        return tmp_path / "records.sqlite"
    server: Server = request.getfixturevalue("server")
    schema = f"desk_{next(_number)}"
    server.make_schema(schema)
    return server.url(schema)


@pytest.fixture
def records(place: Path | str) -> Iterator[Records]:
    """Empty records in that place."""
    records = open_records(place)
    yield records
    records.close()


@pytest.fixture(scope="session")
def smtp() -> Iterator[ScriptedSmtp]:
    """The server that takes what we send, as a script says."""
    server = ScriptedSmtp()
    yield server
    server.close()


@pytest.fixture(scope="session")
def dovecot_of_session(smtp: ScriptedSmtp) -> Iterator[Dovecot]:
    """A Dovecot of our own for all tests of this process; it hands on what is sent to the scripted server."""
    if missing := why_no_dovecot():
        pytest.skip(missing)
    server = Dovecot(smtp.port)
    yield server
    server.close()


@pytest.fixture
def dovecot(dovecot_of_session: Dovecot, smtp: ScriptedSmtp) -> Dovecot:
    """The same with an empty mailbox, and nothing sent."""
    dovecot_of_session.empty()
    smtp.reset()
    return dovecot_of_session


@pytest.fixture
def post(dovecot: Dovecot, desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Post]:
    """A small desk with a mailbox on that server, which this person allowed."""
    monkeypatch.setenv("SSL_CERT_FILE", str(dovecot.certificate))
    post = Post(desk, tmp_path / "config", dovecot)
    yield post
    post.close()
