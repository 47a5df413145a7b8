"""Editors are told how to check the files of a desk, and one that is installed does."""

from __future__ import annotations

import json
import os
import re
import select
import shutil
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import PATIENCE

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


def said_by_neovim(desk: Path, command: dict[str, str], *commands: str) -> str:
    """What Neovim says of a desk whose own settings it has read."""
    if not shutil.which("nvim"):
        pytest.skip("Neovim is not installed")
    words = [word for one in ("luafile .nvim.lua", *commands, "qa!") for word in ("-c", one)]
    ran = subprocess.run(
        ["nvim", "--headless", "-u", "NONE", *words],
        check=False,
        cwd=desk,
        env={**os.environ, **command},
        capture_output=True,
        text=True,
    )
    return ran.stderr


def test_neovim_lists_the_problems_of_the_desk(new: Path, command: dict[str, str]) -> None:
    told = "for one in getqflist() | echo bufname(one.bufnr) one.lnum one.text | endfor"
    said = said_by_neovim(new, command, "silent make!", told)
    assert "articles/late.md 3 status-misspelt" in said
    assert "articles/late.md 5 link-dead" in said


def test_neovim_marks_problems_of_the_front_matter_where_they_are(new: Path, command: dict[str, str]) -> None:
    marked = f"lua vim.wait({PATIENCE:.0f}000, function() return #vim.diagnostic.get(0) > 0 end)"
    told = "lua for _, one in ipairs(vim.diagnostic.get(0)) do print(one.lnum + 1, one.code, one.severity) end"
    said = said_by_neovim(new, command, "edit articles/late.md", marked, told)
    assert "3 status-misspelt 1" in said
    assert "5 link-dead 2" in said


def test_watching_looks_again_after_a_change(new: Path, command: dict[str, str]) -> None:
    # A run in the background ignores this signal, and so would what it starts.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with subprocess.Popen(
        ["warmline", "lint", "--watch"],
        cwd=new,
        env={**os.environ, **command},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr is not None
        first = [process.stderr.readline() for _ in range(3)]
        assert (first[0], first[2]) == ("Looking at the desk …\n", "Waiting for changes; Ctrl+C ends.\n")
        late = new / "articles/late.md"
        while process.poll() is None:
            # The system may begin to watch a moment after the line.
            late.write_text("---\ntitle: Late\nstatus: draft\nsummary: When it is late.\n---\nSoon.\n", "utf-8")
            if select.select([process.stderr], [], [], 1)[0]:
                break
        second = [process.stderr.readline() for _ in range(3)]
        process.send_signal(signal.SIGINT)
        assert second[2] == first[2]
        assert second[1] != first[1]
