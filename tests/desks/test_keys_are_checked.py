"""Other keys for commands: what would never fire, or fire twice, is a problem at its place when settings are read."""

from __future__ import annotations

from pathlib import Path

import pytest

from composer.settings import Preferences, load_settings

FREE = "ctrl+ and one of f g j l n o p q r s t, or f1 to f12"
INSIDE = "a key that writes nothing, such as ctrl+j or f9: this works inside texts"


def preferences(folder: Path, text: str, own: str = "") -> tuple[Preferences, list[str]]:
    (folder / "warmline.yaml").write_text(text, encoding="utf-8")
    (folder / "agent.yaml").write_text(own, encoding="utf-8")
    settings, problems = load_settings(folder, folder / "agent.yaml")
    return settings.preferences, [f"{one.line}:{one.column}: {one.message}" for one in problems]


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("step.next: f9\n  case.new: f10", {"step.next": "f9", "case.new": "f10"}),
        ("step.next: F12", {"step.next": "f12"}),
        ("quit: ^q", {"quit": "ctrl+q"}),
        ("find.inside: x", {"find.inside": "x"}),
        ("find.inside: F8\n  editor.open: f9\n  case.new: f12\n  article.new: f11\n  tour: f10", None),
    ],
)
def test_a_key_that_can_be_has_its_command(tmp_path: Path, keys: str, expected: dict[str, str] | None) -> None:
    found, problems = preferences(tmp_path, f"keys:\n  {keys}\n")
    assert problems == []
    assert found.keys == (
        expected or {"find.inside": "f8", "editor.open": "f9", "case.new": "f12", "article.new": "f11", "tour": "f10"}
    )


@pytest.mark.parametrize(
    ("keys", "problem"),
    [
        ("step.next: ctrl+banana", f"2:14: 'step.next' should be {FREE}."),
        ("step.next: ctrl+w", f"2:14: 'step.next' should be {FREE}."),
        ("step.next: x", f"2:14: 'step.next' should be {INSIDE}."),
        ("step.next: f1", "2:14: 'step.next' should be a key of its own: f1 is the key of help."),
        ("step.nxt: f9", "2:3: 'step.nxt' is not a key we know here. Did you mean 'step.next'?"),
        ("help: f9", "2:9: 'help' should be a key of its own: f9 is the key of case.new."),
    ],
)
def test_a_key_that_cannot_be_is_a_problem_and_the_command_keeps_its_own(
    tmp_path: Path, keys: str, problem: str
) -> None:
    found, problems = preferences(tmp_path, f"keys:\n  {keys}\n")
    assert problems == [problem]
    assert found.keys == {}


def test_a_persons_own_keys_and_colours_go_over_the_teams(tmp_path: Path) -> None:
    team = "keys: {step.next: f9, case.new: f10}\ntheme: warmline-light\n"
    found, problems = preferences(tmp_path, team, "keys: {step.next: f12}\ntheme: ansi-dark\n")
    assert problems == []
    assert found == Preferences({"step.next": "f12", "case.new": "f10"}, "ansi-dark")


def test_where_a_persons_key_is_taken_by_the_teams_the_teams_gives_way(tmp_path: Path) -> None:
    found, problems = preferences(tmp_path, "keys: {case.new: f12}\n", "keys: {step.next: f12}\n")
    assert problems == []
    assert found.keys == {"step.next": "f12"}
