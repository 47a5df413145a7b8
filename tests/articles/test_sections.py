"""Sections of an article: each heading parts it, an anchor leads to one, and nothing internal is in any."""

from __future__ import annotations

import pytest

from kb.articles.article import Article
from kb.articles.article_source import parse_article
from kb.markdown.parser import parse_markdown
from kb.markdown.plain import plain_text
from kb.markdown.sections import parted, section_at

SOURCE = """\
---
title: A late parcel
summary: What to do when a parcel is late.
status: public
---
The lead.

## At home

Ask your *neighbours*.

### Below that

Look behind the door.

## At home

::: internal
## For us

The carrier pays.
:::

> ## Said

1. Call us.

## Empty
"""
ANSWER = "What to do when a parcel is late.\n\n1. Call us."


@pytest.fixture(scope="module")
def article() -> Article:
    return parse_article(SOURCE, "late.md")[0]


def test_every_heading_parts_and_the_lead_has_none(article: Article) -> None:
    found = [(heading.text, heading.anchor, plain_text(section)) for heading, section in parted(article.document)]
    assert found == [
        ("", "", "The lead."),
        ("At home", "at-home", "Ask your neighbours."),
        ("Below that", "below-that", "Look behind the door."),
        ("At home", "at-home-2", "Said\n\n1. Call us."),
        ("Empty", "empty", ""),
    ]


@pytest.mark.parametrize("anchor", ["gone", "for-us", "said", "late"])
def test_an_anchor_that_leads_to_no_section_gives_the_summary_and_the_steps(article: Article, anchor: str) -> None:
    assert section_at(article.document, anchor) is None
    assert article.answer_for_all(anchor=anchor).text == ANSWER


def test_an_anchor_leads_to_its_own_section_alone(article: Article) -> None:
    assert article.answer_for_all(anchor="at-home").text == "Ask your neighbours."
    assert article.answer_for_all(anchor="empty").text == ""
    assert article.answer_for_all().text == ANSWER


def test_an_article_without_headings_is_one_section() -> None:
    plain = parse_article("---\ntitle: A\nstatus: public\n---\nOne paragraph.\n", "a.md")[0]
    assert [(heading.anchor, plain_text(part)) for heading, part in parted(plain.document)] == [("", "One paragraph.")]
    empty = parse_article("", "a.md")[0]
    assert [(heading.anchor, plain_text(part)) for heading, part in parted(empty.document)] == [("", "")]


def test_in_a_letter_the_rows_of_a_table_are_the_items_of_a_list() -> None:
    table = "| Thing | Can it go back? |\n|---|---|\n| Pots | Yes |\n| Seeds | *If closed* |\n"
    times = (
        "| Boat | First | Last |\n|---|---|---|\n| North | 6.40 | |\n| | 7.00 | 19.10 |\n| | | |\n| a<br>b | c | |\n"
    )
    document = parse_markdown(f"{table}\nBetween.\n\n{times}")
    assert plain_text(document, in_letter=True).split("\n") == [
        "- Pots: Can it go back? Yes", "- Seeds: Can it go back? If closed",
        "", "Between.", "", "- North: First: 6.40", "- First: 7.00; Last: 19.10", "- a b: First: c",
    ]  # fmt: skip
    assert plain_text(document).startswith("Thing  |  Can it go back?\nPots  |  Yes\n")
