"""Two other distributions install packages with names of ours; doctor says so."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

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
