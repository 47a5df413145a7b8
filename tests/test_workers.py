"""Tests that run beside each other are counted and told like tests that run one after the other."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
MANY = """
import os, signal, pytest
@pytest.fixture(scope="session")
def lent():
    yield
    raise OSError("could not be given back")
@pytest.mark.parametrize("number", range(200))
def test_many(number, lent, tmp_path, capfd):
    print(number)
    assert capfd.readouterr().out == f"{number}\\n"
    assert not list(tmp_path.iterdir())
    (tmp_path / "mine").touch()
"""
KILLED = """
import os, signal
def test_before(): pass
def test_killed(): os.kill(os.getpid(), signal.SIGKILL)
def test_never(): pass
"""
STOPPED = """
import time, pytest
from pathlib import Path
@pytest.fixture(scope="session")
def server():
    Path("server-runs").touch()
    yield
    Path("server-runs").rename("server-ended")
def test_waits_for_ever(server):
    while True: time.sleep(0.05)
"""
ENDS = """
import os, signal, time
from pathlib import Path
def test_ends_the_run():
    while not Path("server-runs").exists(): time.sleep(0.05)
    os.kill(os.getppid(), signal.SIGTERM)
    while True: time.sleep(0.05)
"""
STOPS = """
import time
from pathlib import Path
def test_failed_soon():
    while not Path("server-runs").exists(): time.sleep(0.05)
    assert False
"""
FAILED = """
import pytest
def test_failed():
    print("what was printed")
    assert {1: 2} == {1: 3}
@pytest.mark.skip(reason="not today")
def test_skipped(): pass
def test_rows(subtests):
    for number in range(3):
        with subtests.test(f"row {number}"):
            assert number != 1
"""


def run(folder: Path, tests: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    (folder / "pytest.ini").touch()
    for name, text in tests.items():
        (folder / f"test_{name}.py").write_text(text, "utf-8")
    python = [sys.executable, "-m", "pytest", "-q", "-ra", "-p", "tests.workers", "-p", "no:cacheprovider"]
    environment = {"PYTHONPATH": str(ROOT), "PATH": "", "TMPDIR": str(folder), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    return subprocess.run(
        [*python, *words], cwd=folder, env=environment, capture_output=True, text=True, timeout=300, check=False
    )


def test_whoever_stops_at_the_first_failure_leaves_nothing_running(tmp_path: Path) -> None:
    ran = run(tmp_path, {"stopped": STOPPED, "stops": STOPS}, "--workers=2", "-x")
    assert ran.returncode == 1
    assert "stopping after 1 failures" in ran.stdout
    assert (tmp_path / "server-ended").exists()


def test_whoever_is_told_to_end_leaves_nothing_running(tmp_path: Path) -> None:
    ran = run(tmp_path, {"stopped": STOPPED, "ends": ENDS}, "--workers=2")
    assert ran.returncode == 2
    assert "KeyboardInterrupt" in ran.stdout
    assert (tmp_path / "server-ended").exists()


def test_every_test_is_told_of_also_one_that_fails_or_kills_its_worker(tmp_path: Path) -> None:
    ran = run(tmp_path, {"many": MANY, "killed": KILLED, "failed": FAILED}, "--workers=3")
    assert ran.returncode == 1
    assert "3 failed, 202 passed, 1 skipped, 1 error, 2 subtests passed" in ran.stdout
    for said in (
        "FAILED test_killed.py::test_killed - its process ended with -9",
        "FAILED test_failed.py::test_failed - assert {1: 2} == {1: 3}",
        "SUBFAILED[row 1] test_failed.py::test_rows - assert 1 != 1",
        "ERROR test_many.py::test_many[199]",
        "OSError: could not be given back",
        "what was printed",
        "not today",
    ):
        assert said in ran.stdout
