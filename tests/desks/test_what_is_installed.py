"""What is installed: doctor names other packages with names of ours, and needs no lists of its own to run."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from importlib.metadata import MetadataPathFinder
from pathlib import Path

import pytest

from composer import __version__

Warmline = Callable[..., subprocess.CompletedProcess[str]]


@pytest.mark.parametrize(
    ("name", "text"), [("top_level.txt", "kb\n"), ("RECORD", "rose/__init__.py,,\nkb/__init__.py,sha256=0,1\n")]
)
def test_doctor_names_another_distribution_with_a_package_of_our_name(
    warmline: Warmline, desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, text: str
) -> None:
    assert "clash" not in warmline("doctor", folder=desk).stdout
    there = tmp_path / "site/rose_kb-1.0.dist-info"
    there.mkdir(parents=True)
    (there / "METADATA").write_text("Metadata-Version: 2.1\nName: rose-kb\nVersion: 1.0\n", "utf-8")
    (there / name).write_text(text, "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    ran = warmline("doctor", folder=desk)
    assert ran.returncode == 1
    assert "BAD  clash        rose-kb installs files where Warmline's are" in ran.stdout


def test_doctor_and_the_man_page_need_no_lists_of_what_is_installed(
    warmline: Warmline, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Packed with its libraries into one file, or run from a checkout, a program has none."""
    monkeypatch.setattr(MetadataPathFinder, "find_distributions", lambda *_given, **_named: iter(()))
    said = warmline("doctor", folder=desk).stdout
    assert f"ok   installed    warmline {__version__}, Python 3." in said
    assert "textual of a version that it does not say" in said
    assert f"warmline {__version__}" in warmline("manual", "--man").stdout


def test_doctor_says_what_is_installed_where_no_desk_is(warmline: Warmline, tmp_path: Path) -> None:
    ran = warmline("doctor", folder=tmp_path)
    assert ran.returncode == 3
    assert [line.split()[:2] for line in ran.stdout.splitlines()] == [["ok", "installed"], ["ok", "programs"]]
    assert "is not inside a desk" in ran.stderr
