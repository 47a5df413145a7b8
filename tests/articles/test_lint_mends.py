"""Lint mends what is certain, and keeps to what changed."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from kb.articles.library import load_library
from kb.cli.main import run
from kb.lint.fixes import plan_fixes

HEAD = "---\ntitle: {}\nsummary: x\nstatus: public\n---\n"


def write(desk: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = desk / "articles" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(HEAD.format(name) + text, "utf-8")
    (desk / "warmline.yaml").write_text("language: en\n")
    return desk


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A desk folder, with the person's own folders beside it."""
    monkeypatch.setenv("WARMLINE_CACHE", str(tmp_path / "cache"))
    return tmp_path / "desk"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("[x](late.html)", "[x](delivery/late.md)"),
        ("[x](/delivery/late#why)", "[x](delivery/late.md#why)"),
        ("[x](Delivery/Late.md)", "[x](delivery/late.md)"),
        ("[x](old-name.md)", "[x](delivery/late.md)"),
        ('<a href="delivery/late/">x</a>', '<a href="delivery/late.md">x</a>'),
        ("[x](twice.html)", "[x](twice.html)"),
        ("[x](gone.md)", "[x](gone.md)"),
        ("[x](delivery/late.md)", "[x](delivery/late.md)"),
        ("[x](https://a.example/late.html)", "[x](https://a.example/late.html)"),
        ("```\n[x](late.html)\n```", "```\n[x](late.html)\n```"),
        ("## A\n\n#### B\n\n##### C\n\n## D", "## A\n\n### B\n\n#### C\n\n## D"),
        ("# A\n\n### B", "# A\n\n## B"),
        ("### A\n\n### B", "## A\n\n## B"),
    ],
)
def test_only_what_can_be_meant_in_one_way_is_mended(place: Path, given: str, expected: str) -> None:
    write(place, {"a.md": given, "delivery/late.md": "Words.", "one/twice.md": "x", "two/twice.md": "x"})
    late = place / "articles/delivery/late.md"
    late.write_text(late.read_text().replace("status", "aliases: [old-name]\nstatus"))
    fixes = {one.path: one.after for one in plan_fixes(load_library(place / "articles"))}
    assert fixes.get("a.md", HEAD.format("a.md") + given) == HEAD.format("a.md") + expected
    assert set(fixes) <= {"a.md"}


def test_a_dry_run_shows_the_lines_and_the_other_one_writes_them(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(place, {"a.md": "See [x](late.html).\n", "delivery/late.md": "Words.\n"})
    before = (place / "articles/a.md").read_text()
    assert run(["lint", "--fix", "--dry-run", "--desk", str(place)]) == 0
    shown = capsys.readouterr()
    assert "-See [x](late.html).\n+See [x](delivery/late.md).\n" in shown.out
    assert "1 link and 0 headings would be mended, in 1 article." in shown.err
    assert (place / "articles/a.md").read_text() == before
    assert run(["lint", "--fix", "--desk", str(place)]) == 0
    assert "1 link and 0 headings mended, in 1 article." in capsys.readouterr().err
    assert (place / "articles/a.md").read_text() == before.replace("late.html", "delivery/late.md")


def test_only_files_that_changed_since_a_revision_are_asked(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def git(*words: str) -> None:
        own = ("-c", "user.name=A", "-c", "user.email=a@a.example", "-c", "init.defaultBranch=main")
        subprocess.run(["git", "-C", str(place), *own, *words], check=True, capture_output=True)

    def asked(*words: str) -> list[str]:
        run(["lint", "--desk", str(place), "--changed", *words])
        return [line.partition(":")[0] for line in capsys.readouterr().out.splitlines()]

    write(place, {"old.md": "[x](gone.md)\n", "same.md": "[x](gone.md)\n"})
    git("init")
    git("add", ".")
    git("commit", "-m", "old")
    assert asked() == []
    write(place, {"old.md": "[x](gone-too.md)\n", "new.md": "[x](gone.md)\n"})
    assert asked() == ["articles/new.md", "articles/old.md"]
    git("checkout", "-b", "mine")
    git("add", ".")
    git("commit", "-m", "new")
    assert asked() == []
    assert asked("main") == ["articles/new.md", "articles/old.md"]
    for revision in ("nowhere", "--output=x"):
        assert run(["lint", "--desk", str(place), f"--changed={revision}"]) == 4
        assert f"Git knows no revision '{revision}' here." in capsys.readouterr().err
