"""The writers' verbs as they are typed, and what they print: transcripts, rewritten with UPDATE_TRANSCRIPTS=1."""

from __future__ import annotations

import contextlib
import io
import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from composer.cli import main as warmline
from kb.cli import main as kb
from tests.conftest import PATIENCE

TRANSCRIPTS = Path(__file__).parent / "transcripts"
PROGRAMS = {"warmline": warmline.run, "python -m kb": kb.run}


@pytest.fixture(autouse=True)
def inside_the_desk(desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A person who stands in the desk's folder, at a terminal of 80 columns."""
    monkeypatch.chdir(desk)
    monkeypatch.setenv("WARMLINE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("COLUMNS", "80")


def typed(command: str) -> tuple[int, str, str]:
    """The exit code, standard output and standard error of a command."""
    program = next(name for name in PROGRAMS if command.startswith(name))
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code = PROGRAMS[program](shlex.split(command.removeprefix(program)))
        except SystemExit as leaving:
            code = int(str(leaving.code or 0))
    return code, out.getvalue(), err.getvalue()


def transcript_of(command: str, desk: Path) -> str:
    code, out, err = typed(command)
    said = (out + err).replace(str(desk), "DESK")
    return f"$ {command}\n{said}" + (f"[exit {code}]\n" if code else "")


@pytest.mark.parametrize("path", sorted(TRANSCRIPTS.glob("*.txt")), ids=lambda path: path.stem)
def test_transcript(path: Path, desk: Path) -> None:
    expected = path.read_text("utf-8")
    commands = [line.removeprefix("$ ") for line in expected.splitlines() if line.startswith("$ ")]
    found = "".join(transcript_of(command, desk) for command in commands)
    if os.environ.get("UPDATE_TRANSCRIPTS"):
        path.write_text(found, "utf-8")
    assert found == path.read_text("utf-8")


def test_data_is_on_standard_output_and_talk_on_standard_error() -> None:
    code, out, err = typed("warmline search xyzzyx")
    assert (code, out, err) == (0, "", "Nothing found for 'xyzzyx' in 3 articles.\n")
    code, out, err = typed("warmline search --json xyzzyx")
    assert (code, out, err) == (0, "[]\n", "")


def test_what_new_writes_is_an_article_that_lint_accepts(desk: Path) -> None:
    code, out, _err = typed("warmline new article 'Where is my “gift card”?' --category orders/gifts")
    assert (code, out) == (0, "articles/orders/gifts/where-is-my-gift-card.md\n")
    code, out, _err = typed(f"python -m kb lint {out}")
    assert (code, out) == (0, "")
    code, out, _err = typed("warmline show where-is-my-gift-card --json")
    shown = json.loads(out)
    assert (shown["title"], shown["status"], len(shown["id"])) == ("Where is my “gift card”?", "draft", 6)
    assert sorted(path.name for path in (desk / "articles" / "orders" / "gifts").iterdir()) == [
        "where-is-my-gift-card.md"
    ]


def test_new_never_overwrites(desk: Path) -> None:
    path = desk / "articles" / "delivery" / "track-a-parcel.md"
    before = path.read_bytes()
    code, out, err = typed("warmline new article 'Track a parcel' --category delivery")
    assert (code, out) == (7, "")
    there = "articles/delivery/track-a-parcel.md is there already."
    assert err == f"{there} Nothing was changed; choose another name.\n"
    assert path.read_bytes() == before


@pytest.mark.parametrize("category", ["../..", "/tmp", "a/../../.."])
def test_new_stays_below_the_articles_folder(category: str) -> None:
    code, _out, err = typed(f"warmline new article 'A title' --category {category}")
    assert (code, err) == (3, f"{category!r} is no category; name a folder below articles.\n")


def test_lint_s_formats_name_the_same_problems(desk: Path) -> None:
    (desk / "articles" / "bad.md").write_text("---\ntitle: 50% off\nsummary: x\n---\n[x](gone.md)\n")
    code, out, err = typed("python -m kb lint --format json")
    assert (code, err) == (1, "1 warning\n")
    message = "There is no article or file gone.md; mend the path. Only the words are shown."
    problem = {"path": "articles/bad.md", "line": 5, "column": 1, "code": "link-dead", "level": "warning"}
    assert json.loads(out) == [problem | {"message": message}]
    code, out, err = typed("python -m kb lint --format github")
    assert (code, out) == (1, f"::warning file=articles/bad.md,line=5,col=1,title=link-dead::{message}\n")
    assert typed("python -m kb lint articles/delivery") == (0, "", "No problems.\n")
    assert typed("python -m kb lint articles/bad.md")[0] == 1


def test_hints_alone_do_not_fail(desk: Path) -> None:
    (desk / "articles" / "hint.md").write_text("---\ntitle: a\nsummary: x\ncolour: green\n---\nText.\n")
    code, _out, err = typed("python -m kb lint")
    assert (code, err) == (0, "1 hint\n")


def test_escape_sequences_in_an_article_do_not_reach_the_terminal(desk: Path) -> None:
    (desk / "articles" / "evil.md").write_text('---\ntitle: "\\e]0;x\\aevil"\n---\nText \x1b[2J evil.\n')
    for command in ("warmline search evil", "warmline show evil", "warmline show evil --raw"):
        _code, out, err = typed(command)
        assert "\x1b" not in out + err
        assert "evil" in out


@pytest.mark.parametrize(
    "command",
    [
        "warmline search", "warmline search parcel --status secret", "warmline search parcel --limit many",
        "warmline new poem x", "python -m kb lint --format xml", "python -m kb", "python -m kb sing",
    ],
)  # fmt: skip
def test_words_that_a_verb_does_not_know_are_a_usage_error(command: str) -> None:
    code, out, err = typed(command)
    assert (code, out) == (2, "")
    assert err.startswith("usage: ")
    assert "<" not in err


def test_the_verbs_run_alone_as_a_module(desk: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kb", "lint"], cwd=desk, capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "No problems.\n")


def test_an_export_counts_what_is_too_much_to_read(desk: Path, tmp_path: Path) -> None:
    body = "\n".join(f"[x{number}](gone-{number}.md)" for number in range(31))
    (desk / "articles" / "many.md").write_text(f"---\ntitle: Many\nsummary: x\nstatus: public\n---\n{body}\n")
    code, _out, err = typed(f"warmline export {tmp_path / 'site'}")
    assert code == 0
    assert "To look at: 31 link-dead. `warmline lint` names each with its place." in err
    assert "gone-1.md" not in err


def test_an_export_without_a_public_article_says_how_to_have_some(desk: Path, tmp_path: Path) -> None:
    for path in (desk / "articles").rglob("*.md"):
        path.unlink()
    (desk / "articles" / "a.md").write_text("# A\n\nText.\n")
    code, _out, err = typed(f"warmline export {tmp_path / 'site'}")
    assert code == 0
    assert "Of 1 article, none is public; write `status: public`" in err


def test_indexes_live_in_this_persons_cache_unless_they_name_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WARMLINE_CACHE", str(tmp_path / "named"))
    assert kb.cache_folder() == tmp_path / "named"
    monkeypatch.delenv("WARMLINE_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert kb.cache_folder() == tmp_path / "warmline"
