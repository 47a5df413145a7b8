"""The rules for articles: each is in the list with what it is called, how much it matters, and what breaks it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from kb.library import load_library
from kb.lint import CHECKS, Rule, lint_library
from kb.misses import Miss
from kb.problem import Level
from kb.status import Status

TODAY = dt.date(2026, 3, 4)
OTHERS = {
    "another-article.md": "title: Another article\nsummary: Short.\nstatus: public\nowner: robin\nrelated: [third]",
    "third.md": "title: Third\nsummary: Short.\nstatus: public\nowner: robin\nrelated: [another-article]",
    "internal.md": "title: Limits\nsummary: Short.\nstatus: internal\nowner: robin",
}
SOUND = {"title": "Example", "summary": "Short.", "status": "public", "owner": "robin", "related": "[third]"}
SAID_TWICE = " ".join(f"word{number} of a longer text" for number in range(12))


def example_of(rule: Rule, folder: Path) -> Path:
    """The example among sound articles; most of these lead to each other."""
    keys = {line.partition(":")[0] for line in rule.example.splitlines()} & {*SOUND, "tags", "review_by"}
    front = "\n".join(f"{key}: {value}" for key, value in SOUND.items() if key not in keys)
    body = "" if keys else rule.example
    if rule.code == "near-duplicate":
        body = SAID_TWICE + " and more"
    (folder / "example.md").write_text(f"---\n{front}\n{rule.example if keys else ''}\n---\n{body}\n")
    related = "" if rule.code == "orphan" else "\nSee [this](example.md)."
    for name, text in OTHERS.items():
        said = SAID_TWICE if name == "another-article.md" else ""
        (folder / name).write_text(f"---\n{text}\n---\n{said}\n{related}\n")
    for number in range(20 if rule.code == "tag-once" else 0):
        title = f"---\ntitle: Filler {number}\nstatus: archived\ntags: [delivery]\n---\n"
        (folder / f"filler-{number}.md").write_text(title)
    return folder


@pytest.mark.parametrize("rule", CHECKS, ids=lambda rule: rule.code)
def test_a_rule_s_example_breaks_that_rule_and_no_other(rule: Rule, tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    library = load_library(example_of(rule, folder))
    misses = (Miss("lost shipment", 2, ()),) if rule.code == "keywords-missing" else ()
    found = [problem for problem in lint_library(library, TODAY, misses) if problem.path == "articles/example.md"]
    assert [(problem.code, problem.level) for problem in found] == [(rule.code, rule.level)]


def test_every_rule_has_a_name_and_a_sentence_of_its_own() -> None:
    assert len({rule.code for rule in CHECKS}) == len({rule.purpose for rule in CHECKS}) == len(CHECKS)
    assert [rule.code for rule in CHECKS if not rule.purpose.endswith(".")] == []


def test_what_was_asked_once_is_no_gap_yet(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\ntitle: a\nsummary: x\n---\nA lost shipment is traced.\n")
    library = load_library(tmp_path)
    assert lint_library(library, TODAY, [Miss("lost shipment", 1, ())]) == []
    (problem,) = lint_library(library, TODAY, [Miss("lost shipment", 3, ())])
    assert problem.message == "Asked for 3 times in vain: 'lost shipment'. If this answers it, add it to keywords."


def test_only_what_readers_would_notice_fails_a_real_help_centre(shared: Path) -> None:
    library = load_library(shared / "data" / "arduino-help-center", Status.PUBLIC)
    found = lint_library(library, TODAY)
    fails = {problem.code for problem in found if problem.level is not Level.HINT}
    assert fails == {"anchor-dead", "draft-ignored", "picture-no-words", "title-missing"}
