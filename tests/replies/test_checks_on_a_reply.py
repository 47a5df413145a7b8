"""Checks: what is found in a reply, and what is left in peace; the cases are in `cases/`."""

from __future__ import annotations

import datetime as dt
from importlib import resources
from pathlib import Path

import pytest

from composer.cases.customer import NOBODY, Customer
from composer.cli.check import passed
from composer.desk.language import Language, load_language
from composer.phrases.ledger import sentence_key
from composer.reading.cues import Cue, find_cues
from composer.reading.patterns import Slots, find_spans
from composer.reading.spans import apart
from composer.writing.checks import check_reply
from composer.writing.checks.context import Checking
from composer.writing.draft import Draft
from composer.writing.finding import Finding
from composer.writing.promises import find_promises
from composer.writing.wording_rules import Wording, WordingRule
from kb.problem import Level
from tests.rows import each_row

CASES = Path(__file__).parent / "cases"


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


LANGUAGES = {name: load_language(Path(), name) for name in ("en", "de")}
ENGLISH = LANGUAGES["en"]
TASKS = ("place an order", "sign in", "track my parcel")


_APART = ("greeting-missing", "we-without-i", "no-way-out")
"""Rules about a letter as a whole, which say nothing about single sentences."""


def findings_in(text: str) -> list[Finding]:
    customer, message = NOBODY, ""
    while text.startswith("> "):
        line, _newline, text = text.partition("\n")
        what, _colon, value = line.removeprefix("> ").partition(": ")
        if what == "customer":
            customer = Customer(id="c-1", name=value)
        else:
            message = value
    checking = Checking(Draft(text), ENGLISH.wording, ENGLISH.speech, message, customer=customer)
    found = [one for one in check_reply(checking) if not one.rule.startswith("step-") and one.rule not in _APART]
    return sorted(found, key=lambda finding: finding.start)


@each_row(("reply", "expected"), read_cases("checks.md"))
def test_what_is_found_in_a_reply(reply: str, expected: str) -> None:
    found = [f"{one.level} {one.rule}: {one.words if one.rule != 'name-unused' else ''}" for one in findings_in(reply)]
    assert "\n".join(line.strip() for line in found) == expected.strip()


@pytest.mark.parametrize(("reply", "expected"), read_cases("promises.md"))
def test_what_a_reply_promises(reply: str, expected: str) -> None:
    found = [
        f"{'dated' if one.dated else one.words or 'undated'}: {' '.join(one.text.split())}"
        for one in find_promises(reply, ENGLISH.speech, dt.datetime(2026, 11, 20, 10, tzinfo=dt.UTC))
    ]
    assert "\n".join(found) == expected.strip()


def breaks(text: str, rule: WordingRule, language: Language) -> bool:
    slots = language.speech.slots
    unless = find_spans(text, rule.unless, slots) if rule.unless else []
    return len(apart(find_spans(text, rule.patterns, slots), unless)) > rule.at_most


@each_row(
    ("language", "rule"),
    [pytest.param(one, rule, id=f"{name}-{rule.id}") for name, one in LANGUAGES.items() for rule in one.wording.rules],
)
def test_a_wording_rule_finds_its_bad_example_and_no_other_rule_minds_its_good_one(
    language: Language, rule: WordingRule
) -> None:
    assert breaks(rule.bad, rule, language)
    assert [other.id for other in language.wording.rules if breaks(rule.good, other, language)] == []


@each_row(
    ("language", "cue"),
    [pytest.param(one, cue, id=f"{name}-{cue.id}") for name, one in LANGUAGES.items() for cue in one.cues],
)
def test_a_cue_finds_its_examples_and_is_quiet_in_the_others(language: Language, cue: Cue) -> None:
    slots = Slots(TASKS, language.speech.numbers)
    assert cue.fires != ()
    assert cue.quiet != ()
    for example in cue.fires:
        assert [found.cue.id for found in find_cues(example, (cue,), slots)] == [cue.id], example
    for example in cue.quiet:
        assert find_cues(example, (cue,), slots) == [], example


@pytest.mark.parametrize("name", LANGUAGES)
def test_the_shipped_files_of_a_language_have_no_problem(name: str) -> None:
    assert LANGUAGES[name].problems == ()


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=LANGUAGES)
def test_no_shipped_phrase_breaks_a_rule_that_people_are_held_to(language: Language) -> None:
    said = {f"{phrase.id}/{number}": say for phrase in language.phrases for number, say in enumerate(phrase.variants)}
    assert len(said) > 100
    assert broken_rules(said, language) == []


def test_no_answer_of_the_sample_breaks_a_rule_that_people_are_held_to() -> None:
    articles = Path(str(resources.files("kb") / "sample" / "articles"))
    texts = {path.name: path.read_text(encoding="utf-8") for path in articles.rglob("*.md")}
    said = {name: text.split("::: reply")[1].split("\n:::")[0] for name, text in texts.items() if "::: reply" in text}
    assert len(said) > 8
    assert broken_rules(said, ENGLISH) == []


def broken_rules(said: dict[str, str], language: Language) -> list[tuple[str, str]]:
    rules = [rule for rule in language.wording.rules if rule.level is not Level.HINT and not rule.tones]
    return [(where, rule.id) for where, text in said.items() for rule in rules if breaks(text, rule, language)]


def test_a_finding_says_where_and_with_which_words() -> None:
    text = "Hi there,\n\nPlease calm down."
    [finding] = [one for one in findings_in(text) if one.rule == "calm-down"]
    assert (finding.words, text[finding.start : finding.end]) == ("calm down", "calm down")


def test_what_a_customer_had_before_is_found_but_for_a_promise_with_its_day() -> None:
    text = (
        "Thank you for all of these pictures.\n\nI will write to you by Tuesday 24 November.\n\nIt is on its way now."
    )
    had = frozenset(
        map(sentence_key, ("Thank you for all these pictures!", "I will write to you by Monday 2 November."))
    )
    checking = Checking(Draft(text), ENGLISH.wording, ENGLISH.speech, had=had, today=dt.date(2026, 11, 21))
    found = [one.words for one in check_reply(checking) if one.rule == "sentence-again"]
    assert found == ["Thank you for all of these pictures."]


def test_a_finding_passes_for_a_reason_unless_no_customer_should_ever_read_it() -> None:
    found = {one.rule: one for one in findings_in("Please calm down, {{ customer.name }}.")}
    why = {"calm-down": "a joke of theirs", "field-unfilled": "they know"}
    assert found["calm-down"].level is not Level.HINT
    passes = passed(found["calm-down"], why)
    assert (passes.level, passes.suggestion) == (Level.HINT, "Passed all the same: a joke of theirs")
    assert passed(found["calm-down"], {}) == found["calm-down"]
    assert passed(found["field-unfilled"], why) == found["field-unfilled"]


def test_an_empty_reply_is_the_only_finding_on_an_empty_reply() -> None:
    assert [finding.rule for finding in check_reply(Checking(Draft(" \n"), ENGLISH.wording))] == ["reply-empty"]


def test_a_post_that_is_too_long_says_how_much_to_take_out() -> None:
    [finding] = [
        one for one in check_reply(Checking(Draft("a" * 300), Wording(), longest=280)) if one.rule == "too-long"
    ]
    assert finding.suggestion == "Take out 20 characters, or link to the article."
