"""When an article last changed and by whom, as git tells it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from kb.articles.revisions import load_revisions

PEOPLE = {
    "Robin": ("-c", "user.name=Robin Lee", "-c", "user.email=robin@example.com"),
    "Kim": ("-c", "user.name=Kim\x1b[2J Ito", "-c", "user.email=kim@example.com"),
}


def git(folder: Path, *words: str, who: str = "Robin", when: str = "2026-03-04T05:06:07+01:00") -> None:
    subprocess.run(
        ["git", *PEOPLE[who], *words],
        cwd=folder,
        check=True,
        capture_output=True,
        env={"PATH": "/usr/bin:/bin", "GIT_COMMITTER_DATE": when, "HOME": str(folder)},
    )


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A desk below the top of a repository, with two commits."""
    articles = tmp_path / "desk" / "articles"
    (articles / "zoë & co").mkdir(parents=True)
    (articles / "late.md").write_text("One.\n")
    (articles / "zoë & co" / "new\nline.md").write_text("Two.\n")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "Everything\n\n\x01with a mark")
    (articles / "late.md").write_text("One and a half.\n")
    git(tmp_path, "commit", "-q", "-a", "-m", "late.md", who="Kim", when="2026-05-06T07:08:09+00:00")
    return articles


def test_every_file_has_its_last_commit(repository: Path) -> None:
    found = load_revisions(repository)
    assert {path: (one.who, one.when.isoformat()) for path, one in found.items()} == {
        "late.md": ("Kim[2J Ito", "2026-05-06T07:08:09+00:00"),
        "zoë & co/new\nline.md": ("Robin Lee", "2026-03-04T05:06:07+01:00"),
    }


def test_an_article_that_was_never_committed_has_no_revision(repository: Path) -> None:
    (repository / "draft.md").write_text("Three.\n")
    assert "draft.md" not in load_revisions(repository)


def test_the_repository_is_the_folder_s_own(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    assert len(load_revisions(repository)) == 2


def test_nothing_that_a_repository_names_is_run(repository: Path, tmp_path: Path) -> None:
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch {tmp_path}/was-run\n")
    program.chmod(0o755)
    for setting in ("core.fsmonitor", "gpg.program", "core.pager", "diff.external"):
        git(tmp_path, "config", setting, str(program))
    git(tmp_path, "config", "log.showSignature", "true")
    assert len(load_revisions(repository)) == 2
    assert not (tmp_path / "was-run").exists()


@pytest.mark.parametrize("without", ["repository", "commits", "git", "folder"])
def test_without_a_history_there_are_no_revisions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, without: str
) -> None:
    if without == "commits":
        git(tmp_path, "init", "-q")
    if without == "git":
        monkeypatch.setenv("PATH", str(tmp_path))
    assert load_revisions(tmp_path / "gone" if without == "folder" else tmp_path) == {}
