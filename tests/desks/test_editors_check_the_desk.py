"""Editors are told how to check the files of a desk, and one that is installed does."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Warmline = Callable[..., subprocess.CompletedProcess[str]]
LATE = "---\ntitle: Late\nsatus: public\n---\nSee [x](gone.md).\n"


@pytest.fixture
def new(warmline: Warmline, tmp_path: Path) -> Path:
    """A bare desk, with an article that has two problems."""
    warmline("init", "--bare", "new")
    (tmp_path / "new/articles/late.md").write_text(LATE, "utf-8")
    return tmp_path / "new"


def test_settings_of_editors_name_schemas_that_are_there(new: Path) -> None:
    schemas = json.loads((new / ".vscode/settings.json").read_text("utf-8"))["yaml.schemas"]
    assert "warmline.yaml" in schemas.values()
    assert all(json.loads((new / name).read_text("utf-8"))["$schema"] for name in schemas)


def test_settings_that_are_there_stay_and_schemas_are_made_anew(warmline: Warmline, new: Path) -> None:
    (new / ".nvim.lua").write_text("-- mine\n", "utf-8")
    (new / ".schemas/settings.schema.json").unlink()
    ran = warmline("schema", "--editors", folder=new)
    assert (ran.returncode, ran.stdout) == (0, "")
    assert (new / ".nvim.lua").read_text("utf-8") == "-- mine\n"
    assert (new / ".schemas/settings.schema.json").is_file()


def test_the_problem_matcher_reads_what_lint_prints(warmline: Warmline, new: Path) -> None:
    pattern = json.loads((new / ".vscode/tasks.json").read_text("utf-8"))["tasks"][0]["problemMatcher"]["pattern"]
    lines = warmline("lint", folder=new).stdout.splitlines()
    found = [re.match(pattern["regexp"], line) for line in lines]
    assert [(one[pattern["file"]], one[pattern["line"]], one[pattern["code"]]) for one in found if one] == [
        ("articles/late.md", "3", "status-misspelt"),
        ("articles/late.md", "5", "link-dead"),
    ]


def test_neovim_lists_the_problems_of_the_desk(new: Path, command: dict[str, str]) -> None:
    if not shutil.which("nvim"):
        pytest.skip("Neovim is not installed")
    ran = subprocess.run(
        [
            *("nvim", "--headless", "-u", "NONE", "-c", "luafile .nvim.lua", "-c", "silent make!"),
            *("-c", "for one in getqflist() | echo bufname(one.bufnr) one.lnum one.text | endfor", "-c", "qa!"),
        ],
        check=False,
        cwd=new,
        env={**os.environ, **command},
        capture_output=True,
        text=True,
    )
    assert "articles/late.md 3 status-misspelt" in ran.stderr
    assert "articles/late.md 5 link-dead" in ran.stderr
