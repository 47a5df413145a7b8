"""Fields: filled with what is known, visible where nothing is, and never a way for text to become a template."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from composer.phrases.fields import FIELDS, Day, check_template, fill, parse_day
from kb.problem import At, Problems

TODAY = dt.date(2026, 11, 21)
HOSTILE = "[bold]{{ agent.name }}\x1b[31m"


@pytest.mark.parametrize(
    ("template", "values", "text"),
    [
        ("Hi {{ customer.first_name }},", {"customer.first_name": "Ana"}, "Hi Ana,"),
        ("Hi {{ customer.first_name }},", {}, "Hi {{ customer.first_name }},"),
        ("Hi {{ customer.first_name }},", {"customer.first_name": ""}, "Hi {{ customer.first_name }},"),
        ("Hi {{ customer.first_name }},", {"customer.first_name": "  \t"}, "Hi {{ customer.first_name }},"),
        ("Hi {{ customer.first_name }},", {"customer.first_name": None}, "Hi {{ customer.first_name }},"),
        ("Hi {{ customer.first_name | default: 'there' }},", {"customer.first_name": " "}, "Hi there,"),
        ("Hi {{ customer.first_name | fallback: 'there' }},", {}, "Hi there,"),
        ("{{ customer }}", {"customer.name": "Ana", "customer.email": "a@b.example"}, "{{ customer }}"),
        ("{{ customer.field }}", {"customer.field.note": "secret"}, "{{ customer.field }}"),
        ("{{ customer.field.garden }}", {"customer.field.garden": "roof"}, "roof"),
        ("{% if customer.plan %}Pro{% else %}free{% endif %}", {}, "free"),
        ("Due {{ case.due_on | date }}.", {"case.due_on": Day.of(TODAY, "en")}, "Due Saturday 21 November."),
        ("Due {{ case.due_on | date }}.", {"case.due_on": Day.of(TODAY, "de")}, "Due Samstag, 21. November."),
        ("Due {{ case.due_on | date }}.", {}, "Due {{ case.due_on }}."),
        ("{{ case.due_on | date: '%d/%m' }}", {"case.due_on": Day.of(TODAY, "en")}, "21/11"),
    ],
)
def test_a_field_prints_its_value_or_itself(template: str, values: dict[str, object], text: str) -> None:
    assert fill(template, values).text == text


def test_what_is_open_and_what_was_replaced_is_told_apart() -> None:
    filled = fill("Hi {{ customer.first_name | default: 'there' }}, {{ case.order }} and {{ case.order }}.", {})
    assert (filled.unfilled, filled.defaulted) == (("case.order",), ("customer.first_name",))


def test_a_value_is_text_and_never_a_template() -> None:
    values = {"customer.name": HOSTILE, "agent.name": "Robin"}
    assert fill("Hi {{ customer.name }}.", values).text == "Hi [bold]{{ agent.name }}[31m."
    assert fill("Hi {{ customer.name | upcase }}.", values).text == "Hi [BOLD]{{ AGENT.NAME }}[31M."


@given(st.text(max_size=40), st.sampled_from(sorted(FIELDS)))
@settings(max_examples=40, deadline=None)
def test_no_value_makes_a_field_print_as_nothing(value: str, field: str) -> None:
    middle = fill("a {{ " + field + " }} b", {field: value}).text.removeprefix("a ").removesuffix(" b")
    assert any(letter.isprintable() and not letter.isspace() for letter in middle)


BOMBS = {
    "braces": "{{" * 2_500,
    "braces, 20 KB": "{{" * 10_000,
    "braces with spaces": "{{ " * 2_500,
    "braces with names": "{{ a " * 1_600,
    "tags": "{%" * 3_900,
    "tags with names": "{% if a %}" * 790,
    "a range": "{{ (1..100000000) | join: ' ' }}",
    "a range in an assignment": "{% assign a = (1..30000000) | reverse %}{{ a }}",
    "a loop": "{% for i in (1..10000000) %}x{% endfor %}",
    "a chain of replacements": "{{ 'aaaaaaaaaa'" + " | replace: 'a', 'aaaaaaaaaa'" * 11 + " }}",
    "doubling": "{% assign a = 'xxxxxxxxxx' %}" + "{% assign a = a | append: a %}" * 40 + "{{ a }}",
    "capture": "{% capture a %}xxxxxxxxxx{% endcapture %}" + "{% capture a %}{{a}}{{a}}{% endcapture %}" * 40,
    "a long chain": "{{ a" + " | upcase" * 800 + " }}",
    "an include": "{% include 'a' %}",
    "open quotes": "{{ '" + "a" * 7_000,
    "white space in a tag": "{% if " + " " * 7_900 + " %}{% endif %}",
    "parentheses in a tag": "{% if " + "(" * 7_900 + " %}{% endif %}",
    "half a brace in a comment": "{% comment %}" + "{{a}" * 1_900 + "{% endcomment %}",
    "filters upon filters": "{{ a " + "|" * 380 + " }}",
}


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS)
def test_a_bomb_comes_to_nothing_and_fast(bomb: str) -> None:
    started = time.process_time()
    problems = Problems("phrases.yaml")
    check_template(bomb, (), At(3, 5), problems)
    filled = fill(bomb, {"customer.name": "Ana"})
    assert time.process_time() - started < 2
    assert len(filled.text) < 25_000
    assert problems.found != [] or filled.unfilled != () or len(filled.text) <= 20_000


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("{{ customer.frist_name }}", "There is no field 'customer.frist_name'. Did you mean 'customer.first_name'?"),
        ("{{ case.zebra }}", "There is no field 'case.zebra'. Ask for it under `ask`, or use a known field."),
        ("{{ today | dat }}", "There is no filter 'dat'; there is date, default."),
        ("{{ (1..9) | join }}", "A template has at most 8,000 characters, no ranges, and no braces inside braces."),
    ],
)
def test_a_template_that_would_surprise_somebody_is_a_problem_at_its_line(template: str, message: str) -> None:
    problems = Problems("phrases.yaml")
    check_template(template, (), At(7, 9), problems)
    assert [(one.line, one.column, one.message) for one in problems.found] == [(7, 9, message)]


@pytest.mark.parametrize(
    "template", ["{{ a", "{% if a %}", "{% nonsense %}", "{{ a | }}", "{% for i in a %}{% endfor %}"]
)
def test_what_cannot_be_read_stays_visible_and_is_a_problem(template: str) -> None:
    problems = Problems("phrases.yaml")
    check_template(template, ("a",), At(), problems)
    assert [one.code for one in problems.found] == ["template-syntax"]
    assert fill(template, {"a": "b"}).text == template
    assert fill(template, {"a": "b"}).unfilled != ()


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-11-27", dt.date(2026, 11, 27)),
        (" +2 ", dt.date(2026, 11, 23)),
        ("tomorrow", None),
        ("2026-13-01", None),
        ("", None),
        ("+99999", None),
    ],
)
def test_a_day_as_an_agent_types_it(typed: str, day: dt.date | None) -> None:
    assert parse_day(typed, TODAY) == day
