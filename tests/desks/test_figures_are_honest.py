"""`warmline metrics`: what is counted, what is not shown, and what is said of a change."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import math
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from composer.figure_settings import MeasureId
from composer.metrics.measures import MEASURES
from composer.records.open_records import open_records
from composer.records.tables import activity, cases, contacts, follow_ups, ratings, replies

Warmline = Callable[..., "subprocess.CompletedProcess[str]"]
NOW = dt.datetime(2026, 11, 21, 9, tzinfo=dt.UTC).replace(tzinfo=None)
"""The clock of these tests, where the team is in UTC."""


def case(number: str, days: float, *, topic: str = "delivery", **values: Any) -> dict[str, Any]:
    came = NOW - dt.timedelta(days=days)
    row: dict[str, Any] = {
        "case_id": number, "customer_id": "", "thread": "", "topic": topic, "channel": "email", "language": "en",
        "tone": "calm", "struggle": False, "issues": 1, "received_at": came, "first_reply_at": None,
        "last_reply_at": None, "solved_at": None, "outcome": None, "replies": 0,
    }  # fmt: skip
    return row | values


def solved(number: str, days: float, hours: float, **values: Any) -> dict[str, Any]:
    reply = NOW - dt.timedelta(days=days) + dt.timedelta(hours=hours)
    moments = {"first_reply_at": reply, "last_reply_at": reply, "solved_at": reply}
    return case(number, days, **{**moments, "outcome": "solved", "replies": 1, **values})


def rating(number: object, days: float, value: float | None, *, kind: str = "csat", **values: Any) -> dict[str, Any]:
    low, high = (0.0, 10.0) if kind == "nps" else (1.0, 5.0)
    good = None if value is None else value >= high - 1
    row = {
        "source": "shop", "source_id": str(number), "kind": kind, "value": value, "low": low, "high": high,
        "positive": good, "rated_at": NOW - dt.timedelta(days=days), "case_id": "", "topic": "", "channel": "",
    }  # fmt: skip
    return row | values


@pytest.fixture
def team(acme: Path) -> Path:
    """The starter desk of a team in UTC."""
    settings = acme / "warmline.yaml"
    settings.write_text(settings.read_text("utf-8") + "\ntime_zone: UTC\n", "utf-8")
    return acme


def keep(desk: Path, table: sa.Table, rows: list[dict[str, Any]]) -> None:
    records = open_records(desk / ".warmline" / "records.sqlite")
    with records.engine.begin() as connection:
        connection.execute(sa.insert(table), rows)
    records.close()


def figures(warmline: Warmline, desk: Path, *words: str) -> dict[str, Any]:
    ran = warmline("metrics", "--json", *words, folder=desk)
    assert ran.returncode == 0, ran.stderr
    return {one["measure"] if one["group"] is None else one["group"]: one for one in json.loads(ran.stdout)}


def test_every_measure_has_a_name_in_the_settings() -> None:
    assert [measure.id for measure in MEASURES] == [*MeasureId]


def test_satisfaction_and_promoters_stand_with_count_and_interval(warmline: Warmline, team: Path) -> None:
    stars = [5, 5, 4, 4, 4, 4, 4, 4, 2, 1]
    keep(team, ratings, [rating(at, 3, float(value)) for at, value in enumerate(stars)])
    keep(
        team,
        ratings,
        [rating(f"n{at}", 3, value, kind="nps") for at, value in enumerate([10.0] * 6 + [7.0] * 2 + [3.0] * 4)],
    )
    keep(team, ratings, [rating(f"s{at}", 3, None) for at in range(8)])
    found = figures(warmline, team)
    assert {name: found["csat"][name] for name in ("value", "low", "high", "count")} == {
        "value": 0.8,
        "low": 0.490162,
        "high": 0.943318,
        "count": 10,
    }
    assert (found["nps"]["value"], found["nps"]["count"]) == (0.166667, 12)
    # Whom a source never asked is not known; of this one it is.
    assert (found["response"]["value"], found["response"]["count"]) == (round(22 / 30, 6), 30)
    shown = warmline("metrics", "csat", "--definitions", folder=team).stdout.splitlines()
    assert shown[1].split() == ["CSAT", "80", "%", "49", "to", "94", "10", "ratings"]
    assert "two best of five" in shown[2]


def test_times_count_open_cases_for_as_long_as_they_wait(warmline: Warmline, team: Path) -> None:
    rows = [solved(f"s{at}", 20, hours) for at, hours in enumerate((1, 2, 3, 5, 8, 13))]
    rows += [case(f"o{at}", 20) for at in range(5)]
    rows += [case("new", 0.01), case("thanks", 20, issues=0, tone="thankful")]
    keep(team, cases, rows)
    found = figures(warmline, team)
    # Of 12 that ask for something, half have a reply after 13 hours; the thank-you counts nowhere.
    assert (found["first_reply"]["value"], found["first_reply"]["count"]) == (13.0, 12)
    assert found["first_reply"]["left_out"] == {"ask for nothing": 1}
    # Four within six hours; five are late, and one is not late yet.
    assert (found["in_time"]["count"], found["in_time"]["value"]) == (11, round(4 / 11, 6))
    assert found["in_time"]["left_out"] == {"are not due yet": 1, "ask for nothing": 1}


def test_who_writes_again_was_not_helped_the_first_time(warmline: Warmline, team: Path) -> None:
    rows = [solved(f"c{at}", 30, 1, customer_id=f"p{at}") for at in range(8)]
    rows += [
        solved("again", 27, 1, customer_id="p0"),
        solved("thread", 26, 1, customer_id="p1", thread="c1", topic="payment", tone="thankful"),
        solved("late", 12, 1, customer_id="p2"),
        solved("other", 28, 1, customer_id="p3", topic="payment"),
        solved("recent", 2, 1, customer_id="p9"),
    ]
    keep(team, cases, rows)
    found = figures(warmline, team)
    # Eight first matters and two others; two customers came back in a week, and of one it cannot be told yet.
    assert (found["fcr"]["count"], found["fcr"]["value"]) == (10, 0.8)
    assert (found["repeat"]["count"], found["repeat"]["value"]) == (10, 0.2)
    assert found["repeat"]["left_out"] == {"can still come back": 1}
    # What goes on is solved when its last message is.
    assert found["resolution"]["count"] == 11


def test_turned_promises_and_who_stays(warmline: Warmline, team: Path) -> None:
    rows = []
    for at in range(6):
        rows.append(solved(f"t{at}", 20, 1, tone="upset"))
        rows.append(solved(f"u{at}", 19, 1, thread=f"t{at}", tone="thankful" if at < 4 else "upset"))
    keep(team, cases, rows)
    day = dt.timedelta(days=1)
    promise = {"case_id": "t0", "text": "I write.", "zone": "UTC", "state": "done", "reason": ""}
    due = NOW - 5 * day
    given: list[dict[str, Any]] = [promise | {"due": due, "settled_at": due - day} for _ in range(4)]
    given += [
        promise | {"due": due, "settled_at": due + day},
        promise | {"due": due, "state": "open", "settled_at": None},
        promise | {"due": due, "reason": "called\nno carrier", "settled_at": due},
        promise | {"due": due, "settled_at": None},
    ]
    keep(team, follow_ups, given)
    records = open_records(team / ".warmline" / "records.sqlite")
    with records.engine.begin() as connection:
        connection.execute(sa.delete(contacts))
    records.close()
    on = [{"customer_id": f"x{at}", "on": dt.date(2025, 11, 1), "kind": "order"} for at in range(10)]
    on += [{"customer_id": f"x{at}", "on": dt.date(2026, 11, 1), "kind": "order"} for at in range(8)]
    keep(team, activity, on)
    found = figures(warmline, team, "--from", "2025-10-01")
    assert (found["turned"]["count"], found["turned"]["value"]) == (6, round(4 / 6, 6))
    assert (found["promises"]["count"], found["promises"]["value"]) == (7, round(4 / 7, 6))
    assert (found["retention"]["after_days"], found["retention"]["value"]) == (365, 0.8)


def test_what_says_no_moment_is_named_and_counts_nowhere(warmline: Warmline, team: Path) -> None:
    keep(team, cases, [solved(f"c{at}", 20, 1) for at in range(12)] + [solved("old", 20, 1, received_at=None)])
    keep(team, ratings, [rating(at, 3, 5.0, rated_at=None if at < 2 else NOW) for at in range(14)])
    ran = warmline("metrics", "csat", "fcr", "--json", folder=team)
    assert [(one["count"], one["left_out"]) for one in json.loads(ran.stdout)] == [(12, {"say no moment": 2}), (12, {})]
    assert ran.stderr.splitlines() == [
        "1 case says no moment of coming (older records, or no mail), and no time is counted of it.",
        "2 ratings say no day, and stand in no period.",
    ]


def test_cells_below_five_are_merged_so_that_nobody_is_picked_out(warmline: Warmline, team: Path) -> None:
    rows = [rating(f"a{at}", 1, 5.0, topic="delivery") for at in range(12)]
    rows += [rating(f"b{at}", 1, 5.0, topic="payment") for at in range(6)]
    rows += [rating("c", 1, 1.0, topic="plants")]
    keep(team, ratings, rows)
    found = figures(warmline, team, "csat", "--by", "topic")
    # One rating alone would be known from the difference to the whole, so another group goes with it.
    assert {name: one["count"] for name, one in found.items()} == {"csat": 19, "delivery": 12, "2 others": 7}
    found = figures(warmline, team, "csat", "--topic", "plants")
    assert (found["csat"]["value"], found["csat"]["count"]) == (None, None)
    shown = warmline("metrics", "csat", "--topic", "payment", folder=team).stdout
    assert "6 of 6" in shown.splitlines()[1]
    text = warmline("metrics", "csat", "--by", "topic", "--csv", "-", folder=team).stdout
    rows_read = list(csv.DictReader(io.StringIO(text)))
    assert [(row["group"], row["count"]) for row in rows_read] == [("", "19"), ("delivery", "12"), ("2 others", "7")]


def test_no_output_names_an_agent(warmline: Warmline, team: Path) -> None:
    canary = "Quillagent Zephyrine"
    keep(team, cases, [solved(f"c{at}", 20, 1) for at in range(12)])
    keep(team, ratings, [rating(at, 3, 5.0, case_id=f"c{at}") for at in range(12)])
    sent = {"customer_id": "", "sent_at": NOW, "channel": "email", "text": "Hi", "phrases": "[]", "articles": "[]"}
    keep(team, replies, [sent | {"case_id": f"c{at}", "agent": canary if at < 6 else "Robin"} for at in range(12)])
    for words in (("--json",), ("--by", "topic"), ("--csv", "-"), ("--words",), ("--definitions",)):
        ran = warmline("metrics", *words, folder=team)
        assert "Quillagent" not in ran.stdout + ran.stderr
    mine = {"name": canary}
    config = team.parent / "config"
    config.mkdir(exist_ok=True)
    (config / "agent.yaml").write_text(f"name: {mine['name']}\n", "utf-8")
    own = warmline("metrics", "csat", "--mine", folder=team)
    assert (own.stdout.splitlines()[0].endswith("only yours"), "6 of 6" in own.stdout) == (True, True)
    for words in (("--json",), ("--csv", "x.csv"), ("--html", "out")):
        refused = warmline("metrics", "--mine", *words, folder=team)
        assert (refused.returncode, "stay on that agent's own screen" in refused.stderr) == (2, True)


@pytest.fixture
def trained(team: Path) -> Path:
    """A team that wrote a training down, and a price change beside it."""
    settings = team / "warmline.yaml"
    events = (
        "events:\n  - {on: 2026-08-29, name: Listening training, primary: csat, guard: {csat: -5%}}\n"
        "  - {on: 2026-12-24, name: New prices}\n"
    )
    settings.write_text(settings.read_text("utf-8") + events, "utf-8")
    return team


LIKELY = " That there is no difference is among the likely values."


def weekly(before: float, after: float, a_week: int = 40) -> list[dict[str, Any]]:
    """Ratings of 26 and 12 weeks, spread evenly, with a share that is hit exactly over the weeks."""
    rows = []
    for week in range(-26, 12):
        share = (after if week >= 0 else before) + (0.025 if week % 2 else -0.025)
        for at in range(a_week):
            days = (NOW.date() - dt.date(2026, 8, 29)).days - 7 * week - 3
            rows.append(rating(f"{week}/{at}", days, 5.0 if at < round(share * a_week) else 1.0))
    return rows


@pytest.mark.parametrize(
    ("after", "verdict"), [(0.9, "This is more than chance"), (0.8, "This can be chance: no change")]
)
def test_more_than_chance_is_said_by_the_rule_alone(
    warmline: Warmline, trained: Path, after: float, verdict: str
) -> None:
    keep(trained, ratings, weekly(0.8, after))
    ran = warmline("metrics", "--events", folder=trained)
    lines = ran.stdout.splitlines()
    assert lines[0] == "2026-08-29  Listening training (to change: CSAT)"
    assert lines[1].startswith(f"  CSAT 80 % → {100 * after:.0f} %")
    assert verdict in lines[1]
    assert "Guard: CSAT must not fall by more than 5 points. It held." in lines[2]
    assert lines[-1] == "2026-12-24  New prices: still to come"
    assert "Beside it" not in ran.stdout  # what is still to come has changed nothing yet
    assert not {"because", "proved", "improved by"} & {*ran.stdout.split()}
    data = json.loads(warmline("metrics", "--events", "--json", folder=trained).stdout)[0]["primary"]
    assert (data["counts"], data["more_than_chance"]) == ([1040, 480], after == 0.9)


@pytest.mark.parametrize(("there", "more", "end"), [(0.8, "+10", ""), (0.9, "0", LIKELY), (0.95, "\u22125", "")])
def test_a_group_that_the_event_did_not_touch_stands_beside_it(
    warmline: Warmline, trained: Path, there: float, more: str, end: str
) -> None:
    """The difference of both changes; its half width follows from those of the two (their errors are independent)."""
    for channel, after in (("email", 0.9), ("chat", there)):
        rows = [{**row, "channel": channel, "source": channel} for row in weekly(0.8, after, a_week=120)]
        keep(trained, ratings, rows)
    words = ("metrics", "--events", "--compare", "channel:chat")
    lines = warmline(*words, folder=trained).stdout.splitlines()
    assert lines[1].startswith("  CSAT 80 % → 90 %")
    [said] = [line for line in lines if "Against" in line]
    one = json.loads(warmline(*words, "--json", folder=trained).stdout)[0]
    low, high = one["more_than_there"][1:]
    assert one["more_than_there"][0] == pytest.approx(0.9 - there, abs=1e-9)
    if there == 0.8:
        found = (
            json.loads(warmline("metrics", "--events", "--json", "--channel", name, folder=trained).stdout)[0]
            for name in ("email", "chat")
        )
        changes = [one["primary"]["change"] for one in found]
        halves = [(change[2] - change[1]) / 2 for change in changes]
        assert (high - low) / 2 == pytest.approx(math.hypot(*halves), rel=0.02)
    shown = [f"{math.floor(100 * limit + 0.5):+d}".replace("-", "\u2212").replace("+0", "0") for limit in (low, high)]
    assert said == (
        f"  Against channel:chat: CSAT changed by {more} points, between {shown[0]} and {shown[1]}, compared with the "
        f"change there.{end}"
    )


def test_times_beside_a_group_that_was_not_touched(warmline: Warmline, team: Path) -> None:
    settings = team / "warmline.yaml"
    event = "events:\n  - {on: 2026-08-29, name: More people, primary: first_reply}\n"
    settings.write_text(settings.read_text("utf-8") + event, "utf-8")
    rows = []
    for channel, hours in (("email", (8.0, 2.0)), ("chat", (4.0, 2.0))):
        for week in range(-26, 9):
            days = 84 - 7 * week - 3
            rows += [solved(f"{channel}{week}/{at}", days, hours[week >= 0], channel=channel) for at in range(6)]
    keep(team, cases, rows)
    lines = warmline("metrics", "--events", "--compare", "channel:chat", folder=team).stdout.splitlines()
    # A quarter of the time in the one, half of it in the other; every case took the same, so there is no doubt.
    assert lines[1].startswith("  First reply 8 h → 2 h")
    said = "  Against channel:chat: First reply became 0.50 times, between 0.50 and 0.50, as long as it did there."
    assert [line for line in lines if "Against" in line] == [said]


def test_few_ratings_get_counts_and_no_word(warmline: Warmline, trained: Path) -> None:
    keep(trained, ratings, weekly(0.75, 1.0, a_week=4)[:107])
    line = warmline("metrics", "--events", folder=trained).stdout.splitlines()[1]
    assert line == "  CSAT: 104 before and fewer than 5 after, too few to compare."


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["--last", "soon"], "write a time such as 90d, 12w or 6m"),
        (["--from", "2026-13-01"], "'2026-13-01' is no day"),
        (["--from", "2026-11-02", "--to", "2026-11-01"], "2026-11-02 comes after 2026-11-01"),
        (["speed"], "there is no measure 'speed'; they are csat, nps"),
        (["--events", "--compare", "chat"], "write a part and a name, such as channel:chat"),
    ],
)
def test_a_wish_that_is_not_said_well_is_explained(warmline: Warmline, team: Path, words: list[str], why: str) -> None:
    ran = warmline("metrics", *words, folder=team)
    assert (ran.returncode, why in ran.stderr) == (2, True)


def test_faults_of_events_are_problems_with_their_place(warmline: Warmline, team: Path) -> None:
    settings = team / "warmline.yaml"
    bad = "events:\n  - {on: soon, name: X, primary: speed, guard: {csat: much, pace: +1%}}\nfigures: {silent: 500}\n"
    settings.write_text(settings.read_text("utf-8") + bad, "utf-8")
    lint = warmline("lint", folder=team)
    for words in ("'soon'", "'speed', not one of csat", "'pace' is no measure", "such as +10% or -5%", "from 0 to 100"):
        assert words in lint.stdout
