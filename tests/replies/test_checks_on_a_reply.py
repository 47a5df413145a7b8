"""Checks: what is found in a reply, and what is left in peace; the cases are in `cases/`."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import pytest

from composer.customer import NOBODY, Customer
from composer.reading.cues import Cue, find_cues, parse_cues
from composer.reading.patterns import find_spans
from composer.writing.checking import Checking
from composer.writing.checks import check_reply
from composer.writing.draft import Draft
from composer.writing.finding import Finding
from composer.writing.promises import find_promises
from composer.writing.wording import Wording, WordingRule, parse_wording
from kb.problem import Level

CASES = Path(__file__).parent / "cases"
SHIPPED = resources.files("phrasebooks") / "en"


def read_cases(name: str) -> list[object]:
    """The cases of a file, each under its title; `.` alone on a line parts title, input and expected output."""
    text = (CASES / name).read_text(encoding="utf-8")
    lines, parts, part = text.split("\n"), [], list[str]()
    for line in lines:
        if line == ".":
            parts.append("\n".join(part))
            part = []
        else:
            part.append(line)
    triples = zip(parts[0::3], parts[1::3], parts[2::3], strict=True)
    return [pytest.param(text, expected, id=title.strip()) for title, text, expected in triples]


def shipped_wording() -> Wording:
    wording, problems = parse_wording((SHIPPED / "wording.yaml").read_text(encoding="utf-8"), "wording.yaml")
    assert problems == []
    return wording


def shipped_cues() -> list[Cue]:
    cues, problems = parse_cues((SHIPPED / "cues.yaml").read_text(encoding="utf-8"), "cues.yaml")
    assert problems == []
    return cues


def findings_in(text: str) -> list[Finding]:
    customer, message = NOBODY, ""
    while text.startswith("> "):
        line, _newline, text = text.partition("\n")
        what, _colon, value = line.removeprefix("> ").partition(": ")
        if what == "customer":
            customer = Customer(id="c-1", name=value)
        else:
            message = value
    checking = Checking(Draft(text), shipped_wording(), message, customer=customer)
    found = check_reply(checking)
    return sorted(
        (finding for finding in found if not finding.rule.startswith("step-")), key=lambda finding: finding.start
    )


@pytest.mark.parametrize(("reply", "expected"), read_cases("checks.md"))
def test_what_is_found_in_a_reply(reply: str, expected: str) -> None:
    found = [f"{one.level} {one.rule}: {one.words if one.rule != 'name-unused' else ''}" for one in findings_in(reply)]
    assert "\n".join(line.strip() for line in found) == expected.strip()


@pytest.mark.parametrize(("reply", "expected"), read_cases("promises.md"))
def test_what_a_reply_promises(reply: str, expected: str) -> None:
    found = [
        f"{'dated' if one.dated else one.vague or 'undated'}: {' '.join(one.text.split())}"
        for one in find_promises(reply)
    ]
    assert "\n".join(found) == expected.strip()


@pytest.mark.parametrize("rule", shipped_wording().rules, ids=lambda rule: rule.id)
def test_a_wording_rule_finds_its_bad_example_and_no_other_rule_minds_its_good_one(rule: WordingRule) -> None:
    assert find_spans(rule.bad, rule.patterns) != []
    assert [other.id for other in shipped_wording().rules if find_spans(rule.good, other.patterns)] == []


@pytest.mark.parametrize("cue", shipped_cues(), ids=lambda cue: cue.id)
def test_a_cue_finds_its_examples_and_is_quiet_in_the_others(cue: Cue) -> None:
    tasks = ("place an order", "sign in", "track my parcel")
    assert cue.fires != ()
    assert cue.quiet != ()
    for example in cue.fires:
        assert [found.cue.id for found in find_cues(example, [cue], tasks)] == [cue.id], example
    for example in cue.quiet:
        assert find_cues(example, [cue], tasks) == [], example


def test_no_shipped_phrase_or_answer_breaks_a_rule_that_people_are_held_to() -> None:
    from composer.phrases.phrasebook import parse_phrasebook

    said: dict[str, str] = {}
    for file in SHIPPED.iterdir():
        if file.name.endswith(".yaml") and file.name not in ("cues.yaml", "wording.yaml", "steps.yaml"):
            book, problems = parse_phrasebook(file.read_text(encoding="utf-8"), file.name)
            assert problems == []
            said |= {
                f"{phrase.id}/{number}": say for phrase in book.phrases for number, say in enumerate(phrase.variants)
            }
    articles = Path(str(resources.files("kb") / "sample" / "articles"))
    for path in articles.rglob("*.md"):
        text = path.read_text(encoding="utf-8")
        if "::: reply" in text:
            said[path.name] = text.split("::: reply")[1].split("\n:::")[0]
    assert len(said) > 250
    broken = [
        (where, rule.id)
        for where, text in said.items()
        for rule in shipped_wording().rules
        if rule.level is not Level.HINT and find_spans(text, rule.patterns)
    ]
    assert broken == []


def test_a_finding_says_where_and_with_which_words() -> None:
    text = "Hi there,\n\nPlease calm down."
    [finding] = [one for one in findings_in(text) if one.rule == "calm-down"]
    assert (finding.words, text[finding.start : finding.end]) == ("calm down", "calm down")


def test_an_empty_reply_is_the_only_finding_on_an_empty_reply() -> None:
    assert [finding.rule for finding in check_reply(Checking(Draft(" \n"), shipped_wording()))] == ["reply-empty"]


def test_a_post_that_is_too_long_says_how_much_to_take_out() -> None:
    [finding] = [
        one for one in check_reply(Checking(Draft("a" * 300), Wording(), longest=280)) if one.rule == "too-long"
    ]
    assert finding.suggestion == "Take out 20 characters, or link to the article."
