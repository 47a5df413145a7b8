"""What a desk's own phrases and reply blocks claim without declaring it waits for the agent, and lint names it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Warmline = Callable[..., subprocess.CompletedProcess[str]]
CANCELLED = """\
---
title: Cancel an order
summary: How to cancel an order before it leaves.
status: public
{keys}---
Open **Orders** and press *Cancel*.

::: reply
Thank you for telling us in time. I have
cancelled order {{{{ case.order }}}}. **The money** takes five days.
It was sent back by the way you paid.
:::
"""
PHRASES = """\
title: Ours
language: en
phrases:
  - id: own-solve
    step: solve
    say:
      - "I will look into it today."
      - "I like pots. I have
        moved it to Monday."
"""
MESSAGE = "Please cancel my order 4411. It is not needed any more.\n"


@pytest.fixture
def shop(desk: Path) -> Path:
    (desk / "articles" / "cancel.md").write_text(CANCELLED.format(keys=""), "utf-8")
    (desk / "message.txt").write_text(MESSAGE, "utf-8")
    return desk


def reply(warmline: Warmline, shop: Path, *words: str) -> dict[str, object]:
    ran = warmline("reply", "message.txt", "--article", "cancel", "--json", *words, folder=shop)
    found: dict[str, object] = json.loads(ran.stdout)
    return found


def claims_of(found: dict[str, object]) -> list[dict[str, str]]:
    return [claim for one in found["plan"] for claim in one["claims"]]  # type: ignore[attr-defined]  # JSON


def test_each_sentence_of_a_reply_block_that_claims_something_waits(warmline: Warmline, shop: Path) -> None:
    found = reply(warmline, shop)
    assert claims_of(found) == [
        {"id": "cancel/1", "label": "\u201cI have cancelled order 4411\u201d"},
        {"id": "cancel/2", "label": "\u201cIt was sent back by the way you paid\u201d"},
    ]
    assert (found["may_be_sent"], "claim-unconfirmed" in str(found["why_not"])) == (False, True)
    [waits] = claims_of(reply(warmline, shop, "--confirm", "cancel/1"))
    assert waits["id"] == "cancel/2"
    found = reply(warmline, shop, "--confirm", "cancel/1", "--confirm", "cancel/2")
    assert (claims_of(found), "claim-unconfirmed" in str(found["why_not"])) == ([], False)


def test_what_is_declared_takes_the_place_of_the_sentences(warmline: Warmline, shop: Path) -> None:
    text = CANCELLED.format(keys='confirm: ["You cancelled it and paid it back"]\n')
    (shop / "articles" / "cancel.md").write_text(text, "utf-8")
    assert claims_of(reply(warmline, shop)) == [{"id": "cancel/1", "label": "You cancelled it and paid it back"}]


def test_lint_names_the_place_of_each_sentence_and_how_to_declare_it(warmline: Warmline, shop: Path) -> None:
    (shop / "phrasebooks").mkdir()
    (shop / "phrasebooks" / "own.yaml").write_text(PHRASES, "utf-8")
    lines = warmline("lint", folder=shop).stdout.splitlines()
    named = [line.partition(" claim-undeclared warning: ") for line in lines if "claim-undeclared" in line]
    article = 'in the front matter: `confirm: ["You \u2026"]`.'
    assert [
        (place, said.partition(" says what was done or is so. Declare what the agent confirms, ")[::2])
        for place, _code, said in named
    ] == [
        ("articles/cancel.md:9:35:", ("\u201cI have cancelled order {{ case.order }}.\u201d", article)),
        ("articles/cancel.md:11:1:", ("\u201cIt was sent back by the way you paid.\u201d", article)),
        (
            "articles/delivery/my-parcel-is-late.md:22:1:",
            ("\u201cYour order {{ case.order }} has left us.\u201d", article),
        ),
        (
            "phrasebooks/own.yaml:8:23:",
            ("\u201cI have moved it to Monday.\u201d", 'under the phrase: `confirm: "You \u2026"`.'),
        ),
    ]


def test_phrases_of_another_language_are_looked_through_in_their_own_words(warmline: Warmline, shop: Path) -> None:
    (shop / "phrasebooks" / "de").mkdir(parents=True)
    said = 'say: ["Gern geschehen.", "Das pr\u00fcfe ich. Ihre Buchung wurde storniert."]'
    text = f"title: Unsere\nlanguage: de\nphrases:\n  - id: eigen\n    step: solve\n    {said}\n"
    (shop / "phrasebooks" / "de" / "eigen.yaml").write_text(text, "utf-8")
    lines = [line for line in warmline("lint", folder=shop).stdout.splitlines() if "eigen" in line]
    assert [line.partition(" says ")[0] for line in lines] == [
        "phrasebooks/de/eigen.yaml:6:46: claim-undeclared warning: \u201cIhre Buchung wurde storniert.\u201d"
    ]


def test_what_the_agent_writes_only_reminds(warmline: Warmline, shop: Path) -> None:
    own = b"Hello,\n\nI have cancelled order 4411. We sent the money back today.\n\nKind regards\nRobin\n"
    ran = warmline("check", "-", "--message", "message.txt", "--json", stdin=own, folder=shop)
    [found] = [one for one in json.loads(ran.stdout)["findings"] if one["rule"].startswith("claim")]
    assert (found["rule"], found["level"], found["words"]) == ("claim-own", "hint", "I have cancelled order 4411.")
    assert "and 1 more like it" in found["reason"]


def test_saying_the_message_back_reminds_of_nothing(warmline: Warmline, shop: Path) -> None:
    (shop / "message.txt").write_text("The blue pot was delivered broken on Friday.\n", "utf-8")
    own = b"Hello,\n\nThe blue pot was delivered broken on Friday. Please send a photo.\n\nKind regards\nRobin\n"
    ran = warmline("check", "-", "--message", "message.txt", "--json", stdin=own, folder=shop)
    assert [one["rule"] for one in json.loads(ran.stdout)["findings"] if one["rule"] == "claim-own"] == []


def test_a_fault_is_no_reminder_where_the_message_says_what_happened(warmline: Warmline, shop: Path) -> None:
    own = b"Hello,\n\nThat was our mistake. I will write to you tomorrow.\n\nKind regards\nRobin\n"
    for message, rules in (("I was charged twice.\n", []), ("Where is it?\n", ["claim-own"])):
        (shop / "message.txt").write_text(message, "utf-8")
        ran = warmline("check", "-", "--message", "message.txt", "--json", stdin=own, folder=shop)
        assert [one["rule"] for one in json.loads(ran.stdout)["findings"] if one["rule"] == "claim-own"] == rules
