"""`warmline gaps` and `warmline metrics --words`: what customers say without saying it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from composer.records.tables import cases, ratings, replies
from tests.desks.test_figures_are_honest import NOW, keep, rating, solved, team

__all__ = ["team"]
Warmline = Callable[..., "subprocess.CompletedProcess[str]"]


def reply(case: str, articles: list[str], phrases: list[str]) -> dict[str, Any]:
    return {
        "case_id": case, "customer_id": "", "sent_at": NOW, "channel": "email", "agent": "Robin", "text": "Hi",
        "phrases": json.dumps(phrases), "articles": json.dumps(articles),
    }  # fmt: skip


def test_each_gap_leads_to_the_article_to_write_or_to_mend(warmline: Warmline, team: Path) -> None:
    rows = [solved(f"d{at}", 10, 1, struggle=at < 3, customer_id=f"p{at}") for at in range(6)]
    rows.append(solved("again", 8, 1, customer_id="p0"))
    rows.append(solved("long ago", 200, 1, struggle=True))
    keep(team, cases, rows)
    keep(team, ratings, [rating(at, 5, value, case_id=f"d{at}") for at, value in enumerate((1.0, 2.0, 5.0))])
    keep(team, replies, [reply("d0", ["track-a-parcel"], []), reply("d1", ["track-a-parcel"], [])])
    log = team / ".warmline" / "searches.jsonl"
    entries = [{"on": "2026-11-20", "search": "bonsai pruning shears", "found": []}] * 3
    log.write_text("".join(json.dumps(one) + "\n" for one in entries), "utf-8")
    found = json.loads(warmline("gaps", "--json", folder=team).stdout)
    delivery = next(one for one in found if one["topic"] == "delivery")
    assert {name: delivery[name] for name in ("struggled", "again", "badly", "weight", "mend")} == {
        "struggled": 3,
        "again": 1,
        "badly": 2,
        "weight": 8.0,
        "mend": "delivery/track-a-parcel.md",
    }
    assert [(one["words"], one["in_vain"], one["mend"]) for one in found if one["topic"] is None] == [
        (["bonsai pruning shears"], 3, None)
    ]
    ran = warmline("gaps", folder=team)
    assert ran.stdout.splitlines()[1].split("  ")[-1] == "mend delivery/track-a-parcel.md"
    assert "26 stay silent for each who complains is misquoted" in ran.stderr
    number = next(at for at, one in enumerate(found, 1) if one["topic"] is None)
    stub = warmline("gaps", "--new", str(number), "--category", "plants", folder=team)
    assert stub.stdout == "articles/plants/bonsai-pruning-shears.md\n"
    text = (team / "articles" / "plants" / "bonsai-pruning-shears.md").read_text("utf-8")
    assert 'keywords: ["bonsai pruning shears"]' in text
    refused = warmline("gaps", "--new", "99", folder=team)
    assert (refused.returncode, "there is no gap number 99" in refused.stderr) == (2, True)


def test_the_silent_are_a_setting_that_weighs(warmline: Warmline, team: Path) -> None:
    settings = team / "warmline.yaml"
    settings.write_text(settings.read_text("utf-8") + "figures: {silent: 0}\n", "utf-8")
    keep(team, ratings, [rating(at, 5, 1.0, topic="payment") for at in range(4)])
    found = json.loads(warmline("gaps", "--json", folder=team).stdout)
    assert [(one["topic"], one["badly"], one["weight"]) for one in found] == [("payment", 4, 4.0)]


def test_what_words_do_is_listed_from_twenty_ratings_on(warmline: Warmline, team: Path) -> None:
    assert "No article and no phrase has 20 ratings yet" in warmline("metrics", "--words", folder=team).stderr
    keep(team, cases, [solved(f"c{at}", 10, 1) for at in range(120)])
    keep(team, ratings, [rating(at, 5, 5.0 if at < 38 or at % 2 else 1.0, case_id=f"c{at}") for at in range(120)])
    keep(
        team, replies, [reply(f"c{at}", ["track-a-parcel"] if at < 40 else [], ["late-listen/1"]) for at in range(120)]
    )
    keep(team, replies, [reply(f"c{at}", ["my-parcel-is-late"], []) for at in range(10)])
    found = json.loads(warmline("metrics", "--words", "--json", folder=team).stdout)
    assert [(one["name"], one["rated"], one["more_than_chance"]) for one in found] == [
        ("track-a-parcel", 40, True),
        ("late-listen", 120, False),
    ]
    assert (found[0]["usual"], found[1]["usual"]) == (0.5, None)
    line = warmline("metrics", "--words", folder=team).stdout.splitlines()[0]
    assert "98 % (87 to 100), drawn to all 82 %; others 50 %  more than chance" in line


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("gift wrapping", None),  # one of the two stands in the text of an article about damage
        ("rent trimmer", None),
        ("change delivery address", "delivery"),
        ("parsel tracking", "delivery"),
    ],
)
def test_what_no_article_is_about_is_to_be_written(
    warmline: Warmline, team: Path, words: str, topic: str | None
) -> None:
    entry = {"on": "2026-11-20", "search": words, "found": ["track-a-parcel"]}
    (team / ".warmline" / "searches.jsonl").write_text(json.dumps(entry) + "\n", "utf-8")
    [found] = json.loads(warmline("gaps", "--json", folder=team).stdout)
    assert (found["topic"], found["words"], found["in_vain"]) == (topic, [words], 1)
    assert (found["mend"] is None) == (topic is None)
