"""What was looked for in vain: kept without names, ranked, and made into an article."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from kb.folders import locked
from kb.search import search_log
from kb.search.search_log import LOG, PRIVATE, load_misses, nameless, note_message, note_opened, note_search

DAY = dt.date(2026, 3, 4)


def misses(desk: Path) -> list[tuple[str, int, str]]:
    return [
        (miss.words, miss.times, ", ".join(f"{outcome} {count}" for outcome, count in miss.outcomes))
        for miss in load_misses(desk)
    ]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("lost shipment", "lost shipment"),
        ("Lost shipment of Marigold Vasquez", "lost shipment"),
        ("where is my order 48112 for anna", "order"),
        ("invoice m.vasquez@example.com https://example.com/x +49 170 1234567", "invoice"),
        ("SHIPMENT Lost", "shipment lost"),
        ("XR-200 lamp", "lamp"),
        ("drone delivery", "drone delivery"),
        ("", ""),
        ("the of and", ""),
    ],
)
def test_what_is_kept_of_a_search_names_nobody(typed: str, kept: str) -> None:
    known = ["lost", "shipment", "order", "invoice", "lamp", "xr-200"]
    assert nameless(typed, known, {"anna", "marigold"}.__contains__) == kept


def test_a_search_has_one_of_three_outcomes(tmp_path: Path) -> None:
    note_search(tmp_path, DAY, "opened at once", ["a", "b"])
    note_opened(tmp_path, DAY, "b")
    note_search(tmp_path, DAY, "nothing right", ["a", "b"])
    note_opened(tmp_path, DAY, "c")
    note_search(tmp_path, DAY, "nothing there", [])
    assert misses(tmp_path) == [("nothing there", 1, "none found 1"), ("nothing right", 1, "found, none opened 1")]


def test_a_message_that_no_article_answered_is_a_miss(tmp_path: Path) -> None:
    note_message(tmp_path, DAY, "balcony shipment", answered_by="")
    note_message(tmp_path, DAY, "late parcel", answered_by="my-parcel-is-late")
    assert misses(tmp_path) == [("balcony shipment", 1, "reply written anyway 1")]


def test_the_same_words_in_other_forms_are_one_gap_and_the_largest_comes_first(tmp_path: Path) -> None:
    for words in ("gift wrap", "rent a ladder", "wrapping gifts", "ladders for rent", "ladders for rent"):
        note_search(tmp_path, DAY, words, [])
    assert misses(tmp_path) == [("ladders for rent", 3, "none found 3"), ("gift wrap", 2, "none found 2")]


def test_what_is_found_more_often_than_not_is_no_gap(tmp_path: Path) -> None:
    note_search(tmp_path, DAY, "gift wrap", [])
    note_search(tmp_path, DAY, "gift wrap", ["wrap"])
    note_opened(tmp_path, DAY, "wrap")
    assert misses(tmp_path) == []


def test_a_log_with_a_broken_line_is_read_on(tmp_path: Path) -> None:
    note_search(tmp_path, DAY, "gift wrap", [])
    path = tmp_path / PRIVATE / LOG
    path.write_text(path.read_text() + '{"search": "half\n[1]\n\n{"opened": 3}\n')
    assert misses(tmp_path) == [("gift wrap", 1, "none found 1")]
    assert path.stat().st_mode & 0o777 == 0o600
    assert (tmp_path / PRIVATE / ".gitignore").read_text() == "*\n"


def test_a_log_that_grew_too_long_keeps_its_newer_half(tmp_path: Path) -> None:
    line = json.dumps({"on": "2026-01-01", "search": "old", "found": []}) + "\n"
    (tmp_path / PRIVATE).mkdir()
    (tmp_path / PRIVATE / LOG).write_text(line * (1_000_000 // len(line) + 2))
    note_search(tmp_path, DAY, "new", [])
    path = tmp_path / PRIVATE / LOG
    assert path.stat().st_size < 510_000
    assert path.read_text().splitlines()[-1] == '{"on": "2026-03-04", "search": "new", "found": []}'


def test_the_log_is_written_and_cleaned_by_one_window_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    free: list[bool] = []

    def alone(write: Callable[..., None]) -> Callable[..., None]:
        def looked_at(*arguments: object) -> None:
            with locked(tmp_path / PRIVATE, wait=False) as ours:
                free.append(ours)
            write(*arguments)

        return looked_at

    for name in ("add_line", "write_text"):
        monkeypatch.setattr(search_log, name, alone(getattr(search_log, name)))
    note_search(tmp_path, DAY, "gift wrap marigold", [])
    assert search_log.forget_words(tmp_path, {"marigold"}.__contains__) == 1
    assert free == [False, False]
    assert misses(tmp_path) == [("gift wrap", 1, "none found 1")]


def test_a_log_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / PRIVATE).write_text("a file where the folder should be")
    note_search(tmp_path, DAY, "gift wrap", [])
    assert misses(tmp_path) == []
