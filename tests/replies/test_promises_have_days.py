"""Which sentences promise something, when that is due, and the words that say so; the cases are in `cases/`."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from composer.desk.language import load_language
from composer.reading.days.calendar import WorkingTime
from composer.reading.days.saying import find_days
from composer.reading.days.seen import Seen, Why
from composer.reading.days.words import parse_day_words
from composer.reading.facts import find_facts
from composer.reading.patterns import Text
from composer.writing.promises import Promise, find_promises

CASES = Path(__file__).parent / "cases"
BERLIN = ZoneInfo("Europe/Berlin")
SATURDAY = dt.datetime(2026, 11, 28, 10, 0, tzinfo=BERLIN)
SPEECH = {language: load_language(Path(), language).speech for language in ("en", "de")}


def lines_of(name: str) -> Iterator[tuple[str, str]]:
    """The lines of a list of cases, each with the heading above it."""
    heading = ""
    for line in (CASES / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            heading = line.removeprefix("## ")
        elif line.startswith("- "):
            yield heading, line.removeprefix("- ")


def promise_in(language: str, sentence: str, now: dt.datetime = SATURDAY) -> Promise | None:
    return next(iter(find_promises(sentence, SPEECH[language], now)), None)


def told(promise: Promise | None) -> str:
    if promise is None:
        return "no promise"
    moment = f"{promise.due:%Y-%m-%d %H:%M}" if promise.due else str(promise.why)
    return f"{moment}, {promise.words}" if promise.words else moment


@pytest.mark.parametrize("heading", dict.fromkeys(heading for heading, _line in lines_of("days.md")))
def test_a_promise_is_due_when_its_words_say(heading: str) -> None:
    language, _space, moment = heading.partition(" ")
    now = dt.datetime.fromisoformat(moment).replace(tzinfo=BERLIN)
    wanted = [line for one, line in lines_of("days.md") if one == heading]
    sentences = [line.partition(" => ")[0] for line in wanted]
    assert [f"{one} => {told(promise_in(language, one, now))}" for one in sentences] == wanted


@pytest.mark.parametrize("language", ["en", "de"])
def test_a_promise_is_seen_whoever_makes_it_and_nothing_else_is_one(language: str) -> None:
    promises = [line for heading, line in lines_of("commitments.md") if heading == f"{language} promises"]
    others = [line for heading, line in lines_of("commitments.md") if heading == f"{language} none"]
    assert [one for one in promises if promise_in(language, one) is None] == []
    assert [one for one in others if promise_in(language, one)] == []


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_sentence_of_the_shared_table_is_due_to_the_minute(language: str, shared: Path) -> None:
    with (shared / "data" / "promise-dates" / f"{language}.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    wrong = []
    for row in rows:
        found = promise_in(language, row["text"], dt.datetime.fromisoformat(row["now"]).astimezone(BERLIN))
        due = found.due.isoformat(timespec="minutes") if found and found.due else "none"
        got = "past" if found and found.why is Why.PAST else due
        if got != row["due"]:
            wrong.append((row["text"], row["due"], got))
    assert wrong == []


def test_a_due_moment_keeps_the_zone_in_which_it_is_seen() -> None:
    promise = promise_in("en", "I will call you at 3 pm EST on Monday.")
    assert promise is not None
    assert promise.due is not None
    assert (promise.due.isoformat(), promise.due.tzinfo) == ("2026-11-30T21:00:00+01:00", BERLIN)


def test_a_day_of_the_week_that_does_not_fit_a_far_date_leaves_the_date_and_is_told() -> None:
    promise = promise_in("en", "I will write to you on Thursday May 7.")
    assert promise is not None
    assert promise.when is not None
    assert (told(promise), promise.when.note) == ("2027-05-07 18:00, on Thursday May 7", Why.IMPOSSIBLE)


def test_a_shop_that_works_on_other_days_counts_those() -> None:
    weekend_shop = WorkingTime(frozenset({5, 6}), dt.time(10), dt.time(16))
    [promise] = find_promises("I will answer within two working days.", SPEECH["en"], SATURDAY, weekend_shop)
    assert told(promise) == "2026-12-05 16:00, within two working days"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "I will write to you by Dec. 4 or so."),
        ("en", "I will call you at 5 p.m. on Monday."),
        ("de", "Ich melde mich bis zum 4. oder 5. Dezember."),
        ("de", "Sie bekommen bis Do. Bescheid."),
        ("de", "Am Freitag, 27. November schreibe ich Ihnen."),
    ],
)
def test_the_point_of_a_day_ends_no_sentence(language: str, text: str) -> None:
    assert [one.text for one in find_promises(text, SPEECH[language], SATURDAY)] == [text]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "I have been waiting since last Tuesday.", [("last Tuesday", "2026-11-24")]),
        ("en", "It was due on Saturday, 21 November.", [("on Saturday, 21 November", "2026-11-21")]),
        ("en", "I wrote on the 30th and two weeks ago.", [("on the 30th and two weeks ago", "2026-11-14")]),
        ("en", "I have been waiting for three weeks.", [("three weeks", "2026-11-07")]),
        ("en", "In October it was better.", [("In October", "2026-10-31")]),
        ("de", "Gestern kam nichts, am Freitag auch nicht.", [("Gestern", "2026-11-27"), ("am Freitag", "2026-11-27")]),
        (
            "de",
            "Vor drei Tagen schrieb ich, am 9.11. auch.",
            [("Vor drei Tagen", "2026-11-25"), ("am 9.11.", "2026-11-09")],
        ),
    ],
)
def test_days_of_a_customer_lie_behind(language: str, text: str, expected: list[tuple[str, str]]) -> None:
    found = find_days(text, Seen(SATURDAY, backwards=True), SPEECH[language].day_words)
    assert [(one.words, f"{one.due:%Y-%m-%d}") for one in found if one.due] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I have been waiting since last Tuesday, three weeks in all.", "date: last Tuesday; duration: three weeks"),
        ("Ordered on 12/11/2026, or 2026-11-14.", "date: 12/11/2026; date: 2026-11-14"),
        ("I called at 9 and again at once.", ""),
        ("You said in 5 to 7 days, two days ago.", "duration: 5 to 7 days; date: two days ago"),
    ],
)
def test_days_and_lengths_of_time_are_facts(text: str, expected: str) -> None:
    assert "; ".join(f"{one.kind}: {one.value}" for one in find_facts(text, SPEECH["en"])) == expected


def test_a_file_of_words_says_what_is_wrong_in_it() -> None:
    text = (
        "language: en\nweekdays: [monday]\nparts: {noon: [noon]}\nedges: {last: [late]}\n"
        "same_as: {eod: end day}\nvague: ['(soon']\nmonday: 1\n"
    )
    words, problems = parse_day_words(text, "days.yaml")
    assert [f"{one.line} {one.code}" for one in problems] == [
        "2 wrong-type",
        "3 wrong-type",
        "4 wrong-type",
        "6 bad-pattern",
        "5 wrong-type",
        "7 unknown-key",
    ]
    assert find_days("by Monday", Seen(SATURDAY), words) == []


def test_a_long_text_is_read_in_one_pass() -> None:
    """Marks are made once for each word, so twice the text is twice the work."""
    text = "I wrote on Monday at 9 and you said within 3 to 5 working days, by the end of the month. " * 300
    found = find_days(Text.of(text), Seen(SATURDAY), SPEECH["en"].day_words)
    assert len(found) == 900
    assert max(one.end - one.start for one in found) < 40


@pytest.mark.parametrize(
    ("language", "sentence", "due"),
    [
        (
            "en",
            "I will write to you by Monday 30 March, so that you know in time for Friday 3 April.",
            "by Monday 30 March",
        ),
        (
            "de",
            "Ich melde mich bis Montag, 30. März bei Ihnen, rechtzeitig vor Freitag, 3. April.",
            "bis Montag, 30. März",
        ),
        ("en", "You will hear from me by {{ case.update_by }}, in time for Friday 3 April.", ""),
        ("en", "I will write to you in time for Friday 3 April.", "in time for Friday 3 April"),
    ],
)
def test_the_day_that_it_is_in_time_for_is_not_the_one_by_which_it_is_due(
    language: str, sentence: str, due: str
) -> None:
    found = promise_in(language, sentence)
    assert found
    assert found.words == due
    assert found.dated
