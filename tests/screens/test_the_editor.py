"""The agent's own editor: opened at a line where its way to say so is known, and no end of the app where it is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from composer.exchange.editor import edit_file, editor_command


@pytest.mark.parametrize(
    ("editor", "words"),
    [
        ("vim", ["vim", "+7", "a b.md"]),
        ("/usr/bin/nvim -p", ["/usr/bin/nvim", "-p", "+7", "a b.md"]),
        ("nano", ["nano", "+7", "a b.md"]),
        ("emacsclient -nw", ["emacsclient", "-nw", "+7", "a b.md"]),
        ("kak", ["kak", "+7", "a b.md"]),
        ("micro", ["micro", "+7", "a b.md"]),
        ("hx", ["hx", "a b.md:7"]),
        ("code --wait", ["code", "--wait", "-g", "a b.md:7"]),
        ("my-editor", ["my-editor", "a b.md"]),
    ],
)
def test_a_known_editor_opens_at_the_line(editor: str, words: list[str]) -> None:
    assert editor_command(editor, Path("a b.md"), 7) == words
    assert editor_command(editor, Path("a b.md"))[-1] == "a b.md"
    assert "7" not in "".join(editor_command(editor, Path("a b.md")))


@pytest.mark.parametrize(
    ("editor", "why"),
    [
        ("no-such-editor", "could not be started"),
        ("'open", "could not be started"),
        ("  ", "it names no program"),
        ("sh -c 'exit 3'", "ended with 3"),
    ],
)
def test_why_an_editor_failed_is_a_sentence(tmp_path: Path, editor: str, why: str) -> None:
    assert why in edit_file(tmp_path / "a.md", {"EDITOR": editor, "PATH": "/bin:/usr/bin"})


def test_the_editor_works_on_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("old")
    assert edit_file(path, {"VISUAL": "sed -i s/old/new/", "EDITOR": "false", "PATH": "/bin:/usr/bin"}, 3) == ""
    assert path.read_text() == "new"
