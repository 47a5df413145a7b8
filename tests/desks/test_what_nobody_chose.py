"""An article that the search was sure of stands in the reply with what customers read, until somebody chooses it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from composer.cases.step import Channel, Step
from composer.desk.desk import Desk, Surroundings, open_desk
from composer.desk.open_case import Answering, start_answering
from composer.desk.reply_context import beginning_of
from composer.writing.draft import Draft, Suggested
from composer.writing.kept_draft import from_json, to_json

MESSAGE = "Hello,\n\nHow do I change my address? And how do I cancel my order 4411?\n\nKind regards\nJonas\n"
LEAD = "You also asked how to cancel your order 4411: "
CANCEL = """\
---
title: Cancel an order
summary: How to cancel an order before it leaves.
status: public
---
## Before it leaves

Open **Orders** and press *Cancel*.

## Behind that

Send it back.

## Nothing

::: reply
I have cancelled order {{ case.order }}.
:::
"""
BLOCK = "I have cancelled order 4411."


@pytest.fixture
def shop(desk: Path, tmp_path: Path) -> Iterator[Desk]:
    (desk / "articles" / "cancel.md").write_text(CANCEL, "utf-8")
    opened = open_desk(desk, Surroundings(dt.date(2026, 11, 21), tmp_path / "cache", tmp_path / "config"))
    yield opened
    opened.close()


def begun(desk: Desk, suggested: Suggested | None, channel: Channel = Channel.EMAIL) -> Answering:
    """A case whose kept draft rests on the article, with nothing in it yet."""
    kept = from_json(to_json(Draft(article="cancel", suggested=suggested, channel=channel)))
    return start_answering(desk, desk.case_for(MESSAGE.encode(), "letter.txt"), kept)


def solved(answering: Answering) -> list[tuple[int, str, int]]:
    """The number, the words and the variant of everything that answers an issue by the article."""
    draft = answering.whole
    return [(one.issue, draft.words_of(one), one.variant) for one in draft.passages if one.article]


def claimed(answering: Answering) -> list[str]:
    return [one.id for one in answering.claims if not one.confirmed]


def test_that_an_article_answers_is_confirmed_by_whoever_sends_it_or_by_choosing_it(shop: Desk) -> None:
    answering = begun(shop, Suggested(1, "before-it-leaves"))
    answering.accept(Step.SOLVE)
    assert [one.label for one in answering.claims] == ["This article answers what was asked: Cancel an order"]
    answering.confirm(["cancel/0"])
    assert claimed(answering) == []
    answering.undo()
    assert claimed(answering) == ["cancel/0"]


def test_a_block_that_claims_waits_until_somebody_chooses_its_article(shop: Desk) -> None:
    answering = begun(shop, Suggested(1, "before-it-leaves"))
    answering.accept(Step.SOLVE)
    page = (1, LEAD + "Open Orders and press Cancel.", 2)
    assert (solved(answering), claimed(answering)) == ([page], ["cancel/0"])
    answering.fill({"case.order": "4411"})
    assert (solved(answering), answering.whole.suggested) == ([page], Suggested(1, "before-it-leaves"))
    answering.insert("cancel")
    assert (solved(answering), answering.whole.suggested) == ([(1, LEAD + BLOCK, 0)], None)
    assert [one.id for one in answering.claims] == ["cancel/1"]
    answering.undo()
    assert (solved(answering), claimed(answering)) == ([page], ["cancel/0"])


def test_what_is_suggested_for_another_need_than_its_words_say_is_chosen_where_it_stands(shop: Desk) -> None:
    answering = begun(shop, Suggested(0, "before-it-leaves"))
    answering.accept(Step.SOLVE)
    assert [number for number, _text, _variant in solved(answering)] == [0]
    answering.insert("cancel")
    assert [(number, variant) for number, _text, variant in solved(answering)] == [(0, 0)]


def test_filling_a_field_keeps_the_words_of_the_need_before_its_answer(shop: Desk) -> None:
    answering = begun(shop, None)
    answering.accept(Step.SOLVE)
    assert solved(answering) == [(1, LEAD + BLOCK, 0)]
    answering.fill({"case.order": "77"})
    assert solved(answering) == [(1, LEAD + "I have cancelled order 77.", 0)]


@pytest.mark.parametrize("section", ["", "gone", "nothing"])
def test_where_the_section_is_gone_the_summary_stands_and_an_empty_one_says_nothing(shop: Desk, section: str) -> None:
    answering = begun(shop, Suggested(1, section))
    expected = "" if section == "nothing" else "How to cancel an order before it leaves."
    assert answering.supplies.answer == expected


def test_what_stood_as_a_page_is_no_block_once_its_article_was_chosen(shop: Desk) -> None:
    answering = begun(shop, Suggested(1, "before-it-leaves"))
    answering.accept(Step.SOLVE)
    chosen = replace(answering.whole, suggested=None)
    again = start_answering(shop, answering.case, chosen)
    again.fill({"case.order": "4411"})
    assert (solved(again), again.claims) == (solved(answering), ())


def test_a_post_is_too_short_for_an_article_that_nobody_chose(shop: Desk) -> None:
    assert begun(shop, Suggested(1, "before-it-leaves"), Channel.SOCIAL).supplies.answer == ""


@pytest.mark.parametrize(
    ("text", "most", "kept"),
    [
        ("One two.\n\nThree four.", 4, "One two.\n\nThree four."),
        ("One two.\n\nThree four.", 3, "One two.\n\nMore."),
        ("One two.\n\nDo this:\n\n1. Open it at once.", 4, "One two.\n\nMore."),
        ("Do this:\n\n1. Open it at once.", 4, ""),
        ("Please review the below advice.\n\n1. Open the lid at once.", 6, ""),
        ("One two three.", 2, ""),
        ("", 2, ""),
    ],
)
def test_of_a_long_page_whole_paragraphs_stand(text: str, most: int, kept: str) -> None:
    assert beginning_of(text, most, "More.") == kept
