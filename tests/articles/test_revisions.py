"""When an article last changed and by whom, as git tells it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
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


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A program that leaves `was-run` behind."""
    (tmp_path / "bin").mkdir()
    found = tmp_path / "bin" / "program"
    found.write_text(f"#!/bin/sh\ntouch {tmp_path}/was-run\nexit 1\n")
    found.chmod(0o755)
    return found


def configure(folder: Path, settings: Mapping[str, str]) -> None:
    """Add settings to a repository as a copy brings them along."""
    with (folder / ".git" / "config").open("a") as file:
        for setting, value in settings.items():
            section, _, rest = setting.partition(".")
            below, _, key = rest.rpartition(".")
            file.write(f'[{section} "{below}"]\n' if below else f"[{section}]\n")
            file.write(f'\t{key} = "{value}"\n')


RUN_BY_GIT = (
    *("core.fsmonitor", "core.pager", "pager.log", "core.editor", "core.askPass", "core.sshCommand", "core.gitProxy"),
    *("core.alternateRefsCommand", "credential.helper", "diff.external", "diff.all.command", "diff.all.textconv"),
    *("filter.all.process", "filter.all.clean", "merge.all.driver", "interactive.diffFilter", "sequence.editor"),
    *("gpg.program", "gpg.ssh.program", "gpg.x509.program", "gpg.ssh.defaultKeyCommand", "alias.log", "trailer.x.cmd"),
    *("uploadpack.packObjectsHook", "remote.origin.uploadpack", "remote.origin.receivepack", "difftool.all.cmd"),
)


def test_nothing_that_a_repository_names_is_run(repository: Path, tmp_path: Path, program: Path) -> None:
    configure(tmp_path, {one: f"!{program}" if one == "alias.log" else f"{program}" for one in RUN_BY_GIT})
    asked = ("log.showSignature", "core.untrackedCache", "core.commitGraph", "diff.all.cachetextconv")
    configure(tmp_path, dict.fromkeys(asked, "true"))
    (tmp_path / ".gitattributes").write_text("* diff=all filter=all merge=all\n")
    hooks = tmp_path / ".git" / "hooks"
    hooks.mkdir(exist_ok=True)
    for hook in ("post-index-change", "fsmonitor-watchman", "reference-transaction", "post-checkout", "pre-auto-gc"):
        (hooks / hook).symlink_to(program)
    (repository / "late.md").write_text("Changed and not committed.\n")
    assert len(load_revisions(repository)) == 2
    assert not (tmp_path / "was-run").exists()


@pytest.mark.parametrize(
    "settings",
    [
        {"remote.origin.url": "ext::{program} %S"},
        {"remote.origin.url": "ssh://example.invalid/x", "core.sshCommand": "{program}"},
        {"remote.origin.url": "git://example.invalid/x", "core.gitProxy": "{program}"},
        {"remote.origin.url": "file://{folder}", "remote.origin.uploadpack": "{program}"},
        {"remote.origin.url": "{folder}", "remote.origin.uploadpack": "{program}"},
        {"remote.origin.url": "own://x", "url.ext::{program} %S .insteadOf": "own://"},
        {"remote.origin.url": "{program} %S", "remote.origin.vcs": "ext"},
    ],
)
def test_no_missing_history_is_fetched(
    repository: Path, tmp_path: Path, program: Path, settings: dict[str, str]
) -> None:
    """A copied repository may say that what it lacks is to be had from a program."""
    tree = subprocess.run(["git", "rev-parse", "HEAD^{tree}"], cwd=tmp_path, check=True, capture_output=True, text=True)
    name = tree.stdout.strip()
    (tmp_path / ".git" / "objects" / name[:2] / name[2:]).unlink()
    partial = {"extensions.partialClone": "origin", "remote.origin.promisor": "true"}
    allowed = {f"protocol.{name}.allow": "always" for name in ("ext", "file", "git", "ssh")}
    places = {"program": program, "folder": tmp_path}
    configure(tmp_path, partial | allowed | {one.format(**places): settings[one].format(**places) for one in settings})
    assert load_revisions(repository) == {}
    assert not (tmp_path / "was-run").exists()
    with pytest.raises(subprocess.CalledProcessError):
        git(repository, "log", "--name-only")
    assert (tmp_path / "was-run").exists(), "plain git runs it, so this repository is the trap it should be"


def test_nothing_in_the_environment_is_run_or_asked(
    repository: Path, tmp_path: Path, program: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("GIT_PAGER", "PAGER", "GIT_EXTERNAL_DIFF", "GIT_SSH", "GIT_SSH_COMMAND", "GIT_ASKPASS", "SSH_ASKPASS"):
        monkeypatch.setenv(name, str(program))
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "log.showRoot")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", "false")
    monkeypatch.setenv("GIT_TRACE", str(tmp_path / "trace"))
    monkeypatch.setenv("GIT_OBJECT_DIRECTORY", "/nowhere")
    assert len(load_revisions(repository)) == 2
    assert not (tmp_path / "was-run").exists()
    assert not (tmp_path / "trace").exists()


def test_a_program_of_the_desk_is_not_taken_for_git(
    repository: Path, tmp_path: Path, program: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (repository / "git").symlink_to(program)
    monkeypatch.setenv("PATH", f".:{os.environ['PATH']}:")
    monkeypatch.chdir(repository)
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
