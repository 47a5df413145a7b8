"""The rules for articles: each is in the list with what it is called, how much it matters, and what breaks it."""

from __future__ import annotations

import ast
import datetime as dt
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.articles.library import Library, load_library
from kb.articles.new import write_article
from kb.lint import lint
from kb.lint.lint import CHECKS, READING, LintRule, lint_library
from kb.problem import Level
from kb.search.search_log import Miss
from kb.words.near_duplicates import find_twins

TODAY = dt.date(2026, 3, 4)
RULE_FOLDERS = ("yaml", "markdown", "articles", "catalogue", "lint", "faq")
OTHERS = {
    "another-article.md": "title: Another article\nsummary: Short.\nstatus: public\nowner: robin\nrelated: [third]",
    "third.md": "title: Third\nsummary: Short.\nstatus: public\nowner: robin\nrelated: [another-article]",
    "internal.md": "title: Limits\nsummary: Short.\nstatus: internal\nowner: robin",
}
SOUND = {"title": "Example", "summary": "Short.", "status": "public", "owner": "robin", "related": "[third]"}
SAID_TWICE = " ".join(f"word{number} of a longer text" for number in range(12))


def example_of(rule: LintRule, folder: Path) -> Path:
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
def test_a_rule_s_example_breaks_that_rule_and_no_other(rule: LintRule, tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    library = load_library(example_of(rule, folder))
    misses = (Miss("lost shipment", 2, ()),) if rule.code == "keywords-missing" else ()
    found = [problem for problem in lint_library(library, TODAY, misses) if problem.path == "articles/example.md"]
    assert [(problem.code, problem.level) for problem in found] == [(rule.code, rule.level)]


def test_every_rule_has_a_name_and_a_sentence_of_its_own() -> None:
    assert len({rule.code for rule in CHECKS}) == len({rule.purpose for rule in CHECKS}) == len(CHECKS)
    assert [rule.code for rule in CHECKS if not rule.purpose.endswith(".")] == []


def test_a_tag_of_its_own_is_no_slip(tmp_path: Path) -> None:
    for number in range(20):
        (tmp_path / f"{number}.md").write_text(f"---\ntitle: {number}\ntags: [account]\n---\nText.\n")
    (tmp_path / "a.md").write_text("---\ntitle: a\ntags: [openid, acount, passkeys]\n---\nText.\n")
    found = [one.message for one in lint_library(load_library(tmp_path), TODAY) if one.code == "tag-once"]
    assert found == ["No other article has the tag 'acount'; did you mean 'account'?"]


def test_what_was_asked_once_is_no_gap_yet(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\ntitle: a\nsummary: x\n---\nA lost shipment is traced.\n")
    library = load_library(tmp_path)
    assert lint_library(library, TODAY, [Miss("lost shipment", 1, ())]) == []
    (problem,) = lint_library(library, TODAY, [Miss("lost shipment", 3, ())])
    assert problem.message == "Asked for 3 times in vain: 'lost shipment'. If this answers it, add it to keywords."


def test_an_article_answers_what_was_asked_only_where_it_says_more_than_half_of_the_words(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\ntitle: a\nsummary: x\n---\nA lost shipment is traced.\n")
    library = load_library(tmp_path)
    asked = ("lost shipment insurance", "lost shipment insurance price")
    found = lint_library(library, TODAY, [Miss(words, 3, ()) for words in asked])
    assert [problem.message.partition(": ")[2] for problem in found] == [
        "'lost shipment insurance'. If this answers it, add it to keywords."
    ]


def test_only_what_readers_would_notice_fails_a_real_help_centre(centre: Library) -> None:
    found = lint_library(centre, TODAY)
    fails = {problem.code for problem in found if problem.level is not Level.HINT}
    assert fails == {"foreign-tag", "html-dropped", "picture-no-words"}


def test_twins_are_those_that_comparing_all_with_all_finds() -> None:
    chance = random.Random(4)
    words = [f"word{number}" for number in range(400)]
    texts: dict[str, str] = {}
    for number in range(60):
        own = chance.choice([*texts.values()]).split() if texts and number % 3 else chance.choices(words, k=80)
        for _change in range(chance.randrange(6)):
            own[chance.randrange(len(own))] = chance.choice(words)
        texts[str(number)] = " ".join(own)
    runs = {name: {*zip(*(text.split()[start:] for start in range(4)), strict=False)} for name, text in texts.items()}
    alike = {
        name
        for place, name in enumerate(texts)
        if any(len(runs[name] & runs[other]) >= 0.7 * len(runs[name] | runs[other]) for other in [*texts][:place])
    }
    assert find_twins(texts).keys() == alike
    assert 20 < len(alike) < 40


def said_in(path: Path) -> Iterator[str]:
    """The codes of the problems that a module notes."""
    places = {"add": 1, "Problem": 3, "Foreign": 1}
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            said = node.args[places[name]] if name in places and len(node.args) > places[name] else None
            if isinstance(said, ast.Constant) and isinstance(said.value, str):
                yield said.value


def test_the_list_of_rules_names_everything_that_is_said_of_an_article() -> None:
    house = Path(lint.__file__).parents[1]
    paths = [*house.glob("*.py"), *(path for name in RULE_FOLDERS for path in (house / name).glob("*.py"))]
    said = {code for path in paths for code in said_in(path)}
    assert said | {"slug-twice", "id-twice"} == READING.keys()
    assert READING.keys().isdisjoint(rule.code for rule in CHECKS)


def test_stubs_that_nobody_has_filled_are_no_twins(tmp_path: Path) -> None:
    library = load_library(tmp_path)
    write_article(library, "Lost shipment", "")
    write_article(library, "Broken pot", "")
    found = {problem.code for problem in lint_library(load_library(tmp_path), TODAY)}
    assert "near-duplicate" not in found


def test_pages_of_one_pattern_for_two_things_are_no_twins(tmp_path: Path) -> None:
    steps = "Open the settings, choose Garden, press Install and wait until the light is green. Then press Done twice, "
    steps += "put the cover back on and write the number that you see into the list that came with the box. "
    for name, title, own in (("a", "On Windows", "Windows"), ("b", "On Linux", "Linux"), ("c", "Once more", "Windows")):
        (tmp_path / f"{name}.md").write_text(f"---\ntitle: {title}\n---\n{steps}This is for {own}.\n", "utf-8")
    found = [one.path for one in lint_library(load_library(tmp_path), TODAY) if one.code == "near-duplicate"]
    assert found == [f"{tmp_path.name}/c.md"]


def test_translations_may_share_a_title(tmp_path: Path) -> None:
    for name in ("a.md", "a.de.md", "fr/a.md", "b.md", "fr/b.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("---\ntitle: Same\nsummary: x\n---\nText.\n")
    found = [problem for problem in lint_library(load_library(tmp_path), TODAY) if problem.code == "title-twice"]
    assert [one.path.partition("/")[2] for one in found] == ["b.md", "fr/b.md"]


def test_what_is_said_of_two_articles_is_not_said_again_of_their_translations(tmp_path: Path) -> None:
    text = "Open the settings, choose Garden, press Install and wait until the light is green. Then press Done twice, "
    text += "put the cover back on and write the number that you see into the list that came with the box. "
    for name in ("a.md", "a.de.md", "a.fr.md", "b.md", "b.de.md", "b.fr.md"):
        (tmp_path / name).write_text(f"---\ntitle: Same\nsummary: x\n---\n{text}\n", "utf-8")
    (tmp_path / "c.md").write_text("---\ntitle: Other\n---\nThis is another text.\n", "utf-8")
    (tmp_path / "c.de.md").write_text(f"---\ntitle: Same\n---\n{text}\n", "utf-8")
    found = [
        one for one in lint_library(load_library(tmp_path), TODAY) if one.code in ("near-duplicate", "title-twice")
    ]
    assert [(one.path.partition("/")[2], one.code) for one in found] == [
        ("b.md", "near-duplicate"),
        ("b.md", "title-twice"),
        ("c.de.md", "near-duplicate"),
        ("c.de.md", "title-twice"),
    ]
