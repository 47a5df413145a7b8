"""A real PostgreSQL of our own: made in a temporary folder, reached over a socket there, ended with the tests."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

import psycopg
from psycopg import sql

from tests.conftest import PATIENCE

_OWNER = "postgres"
"""Who runs the server where we are root, which it refuses to be."""


class Server:
    """One server; it can be taken away and brought back."""

    def __init__(self, programs: Path, *, durable: bool = False) -> None:
        self.programs = programs
        self.durable = durable
        self.folder = Path(tempfile.mkdtemp(prefix="warmline-pg-"))
        self.owner = _OWNER if os.geteuid() == 0 else None
        if self.owner:
            shutil.chown(self.folder, self.owner)
        # The locale C, so that no answer hangs on the machine's own.
        self._run("initdb", "-D", self.data, "--no-sync", "--no-locale", "-E", "UTF8", "-A", "trust", "-U", "warmline")
        self.start()

    @property
    def data(self) -> str:
        return str(self.folder / "data")

    def url(self, schema: str = "public") -> str:
        """The address of one schema of the database."""
        host = f"host={self.folder}"
        return f"postgresql+psycopg://warmline@/postgres?{host}&options=-csearch_path%3D{schema}"

    def start(self) -> None:
        fast = "" if self.durable else " -c fsync=off"
        options = f"-c listen_addresses='' -k {self.folder} -c shared_buffers=32MB -c max_connections=60{fast}"
        self._run("pg_ctl", "-D", self.data, "-l", str(self.folder / "log"), "-w", "-s", "-o", options, "start")

    def stop(self) -> None:
        """As a crash would."""
        self._run("pg_ctl", "-D", self.data, "-w", "-s", "-m", "immediate", "stop")

    def make_schema(self, name: str) -> None:
        with psycopg.connect(self.url().replace("+psycopg", ""), autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(name)))

    def close(self) -> None:
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, program: str, *words: str) -> None:
        done = subprocess.run(
            [self.programs / program, *words],
            cwd=self.folder,
            user=self.owner,
            group=self.owner,
            extra_groups=[] if self.owner else None,
            stdin=subprocess.DEVNULL,
            # Not a pipe, since the server would keep it open for as long as it lives.
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE,
            check=False,
        )
        assert done.returncode == 0, f"{program} {' '.join(words)} ended with {done.returncode}"


def why_not() -> str:
    """Why there is no server here, or an empty text."""
    if programs() is None:
        return "PostgreSQL's programs are not here; on Debian: apt install postgresql"
    if os.geteuid() == 0:
        try:
            pwd.getpwnam(_OWNER)
        except KeyError:
            return "PostgreSQL does not run as root, and there is no account postgres"
    return ""


def programs() -> Path | None:
    """The folder with the newest server's programs."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).resolve().parent if on_path else None
