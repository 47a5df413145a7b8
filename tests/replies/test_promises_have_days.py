"""When a promise is due, seen from a Sunday at ten in the morning in Berlin."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from composer.desk.language import load_language
from composer.writing.promises import due_for, find_promises

BERLIN = ZoneInfo("Europe/Berlin")
NOW = dt.datetime(2026, 11, 22, 10, 0, tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("language", "promise", "due"),
    [
        ("en", "I will write to you by 17:00 today.", "2026-11-22 17:00"),
        ("en", "I will write to you on Friday.", "2026-11-27 18:00"),
        ("en", "I will call you on Monday at 4 pm.", "2026-11-23 16:00"),
        ("en", "I will answer within two days.", "2026-11-24 18:00"),
        ("en", "I will answer within two working days.", "2026-11-24 18:00"),
        ("en", "I will answer within five working days.", "2026-11-27 18:00"),
        ("en", "I will be back tomorrow.", "2026-11-23 18:00"),
        ("en", "I will look in two hours.", "2026-11-22 12:00"),
        ("en", "I will send it on 24 November.", "2026-11-24 18:00"),
        ("en", "I will send it on 2026-12-05 by 09:30.", "2026-12-05 09:30"),
        ("en", "I will look at it by the end of the week.", "2026-11-27 18:00"),
        ("de", "Ich melde mich morgen bei Ihnen.", "2026-11-23 18:00"),
        ("de", "Ich schreibe Ihnen am Freitag bis 16:00.", "2026-11-27 16:00"),
        ("de", "Ich schreibe Ihnen am 27. November.", "2026-11-27 18:00"),
    ],
)
def test_a_promise_is_due_when_it_says(language: str, promise: str, due: str) -> None:
    speech = load_language(Path(), language).speech
    found = due_for(promise, NOW, speech, language)
    assert found is not None
    assert f"{found:%Y-%m-%d %H:%M}" == due
    assert found.tzinfo is BERLIN


def test_a_day_in_the_middle_of_a_german_promise_is_no_end_of_a_sentence() -> None:
    speech = load_language(Path(), "de").speech
    [promise] = find_promises("Am Freitag, 27. November schreibe ich Ihnen.", speech)
    assert promise.dated
