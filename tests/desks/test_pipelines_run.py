"""The pipelines of the manual: whatever they say is run, in a checkout as GitHub and GitLab make it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
import yaml

ARTICLE = "articles/delivery/my-parcel-is-late.md"
WRITERS = resources.files("composer") / "manual" / "articles" / "writers"
_BLOCK = re.compile(r"^```yaml\n(.*?)^```", re.MULTILINE | re.DOTALL)


def pipelines(article: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """What an article of the manual writes for GitHub and for GitLab."""
    found = [yaml.safe_load(text) for text in _BLOCK.findall((WRITERS / article).read_text("utf-8"))]
    github = next(one for one in found if "jobs" in one)
    return github, next(one for one in found if any(isinstance(job, dict) and "script" in job for job in one.values()))


def lines_of(pipeline: dict[str, Any]) -> tuple[list[str], dict[str, str]]:
    """The lines that the one job runs, and the variables that it sets."""
    if "jobs" in pipeline:
        (job,) = pipeline["jobs"].values()
        return [step["run"] for step in job["steps"] if "run" in step], job.get("env", {})
    (job,) = pipeline.values()
    return job["script"], job["variables"]


@pytest.fixture
def origin(tmp_path: Path) -> Path:
    """A desk in git with the branch `fix`, which gives an article a link that leads nowhere, as a bare repository."""
    desk = tmp_path / "desk"
    with resources.as_file(resources.files("kb") / "sample" / "articles") as articles:
        shutil.copytree(articles, desk / "articles")
    (desk / "warmline.yaml").write_text("organisation: Acme Garden\n")
    git(desk, "init", "-q", "-b", "main")
    git(desk, "add", "-A")
    git(desk, "commit", "-qm", "one")
    git(desk, "checkout", "-qb", "fix")
    with (desk / ARTICLE).open("a", encoding="utf-8") as file:
        file.write("\n[nowhere](nowhere.md)\n")
    git(desk, "commit", "-qam", "two")
    git(tmp_path, "clone", "-q", "--bare", "desk", "origin.git")
    return tmp_path / "origin.git"


def git(folder: Path, *words: str) -> None:
    """Run git as somebody."""
    who = ("-c", "user.name=Ana", "-c", "user.email=ana@acme.example")
    subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True)


def checkout(origin: Path, revision: str, *, branches: bool) -> Path:
    """What a runner has: one commit without a branch, and of the other branches all or none."""
    folder = origin.parent / "checkout"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    git(folder, "init", "-q")
    git(folder, "config", "remote.origin.url", str(origin))
    wanted = ["+refs/heads/*:refs/remotes/origin/*"] if branches else [f"+refs/heads/{revision}:refs/pipelines/1"]
    git(folder, "fetch", "-q", "origin", *wanted)
    git(folder, "checkout", "-q", "--detach", "--force", f"origin/{revision}" if branches else "refs/pipelines/1")
    return folder


def run(folder: Path, pipeline: dict[str, Any], **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the lines of a pipeline as runners do, with the present Warmline in place of an installed one."""
    programs = folder.parent / "bin"
    programs.mkdir(exist_ok=True)
    root = Path(__file__).parents[2]
    for name, does in {
        "pip": "true",
        "warmline": f'PYTHONPATH="{root}" exec "{sys.executable}" -m composer "$@"',
    }.items():
        (programs / name).write_text(f"#!/bin/sh\n{does}\n")
        (programs / name).chmod(0o755)
    lines, variables = lines_of(pipeline)
    known = {"PATH": f"{programs}:/usr/local/bin:/usr/bin:/bin", "HOME": str(folder.parent), **variables, **environment}
    return subprocess.run(
        ["bash", "-eo", "pipefail", "-c", "\n".join(lines)],
        cwd=folder,
        env=known,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_pull_request_is_told_its_own_problems(origin: Path) -> None:
    github, gitlab = pipelines("problems-and-lint.md")
    folder = checkout(origin, "fix", branches=True)
    done = run(folder, github, GITHUB_BASE_REF="main", GITHUB_WORKSPACE=str(folder))
    assert done.returncode == 1
    assert re.fullmatch(rf"::warning file={ARTICLE},line=\d+,col=1,title=link-dead::.*\n", done.stdout)
    folder = checkout(origin, "fix", branches=False)
    done = run(folder, gitlab, CI_MERGE_REQUEST_TARGET_BRANCH_NAME="main")
    assert done.returncode == 1
    assert [line.split(" ")[1] for line in done.stdout.splitlines()] == ["link-dead"]


def test_annotations_name_files_below_the_checkout_where_the_desk_is_a_folder_of_it(origin: Path) -> None:
    folder = checkout(origin, "fix", branches=True)
    (folder / "help").mkdir()
    for name in ("articles", "warmline.yaml"):
        (folder / name).rename(folder / "help" / name)
    pipeline = {"job": {"variables": {}, "script": ["warmline --desk help lint --format github"]}}
    done = run(folder, pipeline, GITHUB_WORKSPACE=str(folder))
    assert f"::warning file=help/{ARTICLE},line=" in done.stdout


@pytest.mark.parametrize("which", [0, 1])
def test_the_faq_is_exported_and_a_page_that_vanished_stops_the_next_one(origin: Path, which: int) -> None:
    pipeline = pipelines("the-faq.md")[which]
    place = ("site", "public")[which]
    folder = checkout(origin, "main", branches=False)
    first = run(folder, pipeline)
    assert (first.returncode, (folder / place / "index.html").is_file()) == (0, True)
    (folder / ARTICLE).unlink()
    again = run(folder, pipeline)
    assert again.returncode == 1
    assert "page-gone Customers read this at /delivery/my-parcel-is-late/" in again.stderr
    kept = {"site", ".cache/warmline"} if which == 0 else {"public", ".cache/warmline"}
    text = yaml.safe_dump(pipeline)
    assert [one for one in kept if one not in text] == []
