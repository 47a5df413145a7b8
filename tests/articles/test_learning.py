"""Learning: what agents took is offered first for messages like it, and decides from when on a suggestion is sure."""

from __future__ import annotations

import datetime as dt
import json
import math
from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.articles.library import load_library
from kb.cli.main import run
from kb.search.answers import answers_for
from kb.search.index import open_index
from kb.search.learned import Lessons
from kb.search.search import Search
from kb.search.search_log import (
    BY_MEANING,
    BY_WORDS,
    LOG,
    PRIVATE,
    AnsweredMessage,
    Signs,
    load_answered,
    load_misses,
    note_forgotten,
    note_message,
)
from kb.search.sureness import RIGHT, START, SurenessRow, sureness_of

DAY = dt.date(2026, 3, 4)
FILES = {
    "late.md": "---\ntitle: My parcel is late\nstatus: public\n---\nWait until the evening.\n",
    "password.md": "---\ntitle: Reset a password\nstatus: public\n---\nFollow the link in the mail.\n",
    "lamp.md": "---\ntitle: The lamp stays dark\nstatus: public\n---\nTurn the switch of the blinking lamp.\n",
}
ASKED = "The shrub I ordered has vanished, only a blinking van came."


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    (tmp_path / "warmline.yaml").write_text("organisation: Acme Garden\n", "utf-8")
    (tmp_path / "articles").mkdir()
    for name, text in FILES.items():
        (tmp_path / "articles" / name).write_text(text, "utf-8")
    return tmp_path


@pytest.fixture
def search(desk: Path) -> Iterator[Search]:
    library = load_library(desk / "articles")
    index = open_index(desk / "cache", library, "en")
    yield Search(library, index, "en", lessons=Lessons(desk, "en"))
    index.close()


def first(search: Search) -> tuple[str, int]:
    (found,) = answers_for(search, ASKED, [ASKED])
    return found.candidates[0].article.slug, found.candidates[0].taken


def offers(*outcomes: tuple[float, bool], by: str = BY_MEANING) -> list[AnsweredMessage]:
    return [
        AnsweredMessage("words", "late" if taken else "lamp", Signs("late", by, chance >= START, chance))
        for chance, taken in outcomes
    ]


def test_what_agents_took_is_offered_first_for_messages_like_it(desk: Path, search: Search) -> None:
    assert first(search) == ("lamp", 0)
    note_message(desk, DAY, "shrub vanished ordered van", answered_by="late")
    assert first(search) == ("late", 1)
    note_message(desk, DAY, "vanished shrub", answered_by="late")
    assert first(search) == ("late", 2)
    assert search.find_for(ASKED)[0].article.slug == "late"


@pytest.mark.parametrize("words", ["shrub", "kettle boils", "ordered kettle boils loudly every morning"])
def test_one_word_in_common_teaches_nothing(desk: Path, search: Search, words: str) -> None:
    note_message(desk, DAY, words, answered_by="late")
    assert first(search) == ("lamp", 0)


def test_a_message_without_an_article_and_an_article_that_is_gone_teach_nothing(desk: Path, search: Search) -> None:
    note_message(desk, DAY, "shrub vanished ordered", answered_by="")
    note_message(desk, DAY, "shrub vanished ordered", answered_by="no-longer-here")
    assert first(search) == ("lamp", 0)


def test_what_was_learned_is_forgotten_and_misses_stay(desk: Path, search: Search) -> None:
    note_message(desk, DAY, "shrub vanished ordered", answered_by="late")
    note_message(desk, DAY, "kettle boils", answered_by="")
    note_message(desk, DAY, "locked out again", answered_by="password")
    note_forgotten(desk, DAY, "late")
    assert first(search) == ("lamp", 0)
    assert [one.article for one in load_answered(desk)] == ["", "password"]
    note_forgotten(desk, DAY)
    assert load_answered(desk) == []
    assert [miss.words for miss in load_misses(desk)] == ["kettle boils"]


def test_the_command_shows_and_forgets(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    here = ["--desk", str(desk)]
    assert run(["learned", *here]) == 0
    assert "Nothing was learned yet" in capsys.readouterr().err
    for words in ("shrub vanished", "vanished tree"):
        note_message(desk, DAY, words, answered_by="late", offered=Signs("late", BY_MEANING, True, 0.83))
    assert run(["learned", *here]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "2 messages   late  (vanished tree; shrub vanished)",
        "A suggestion by meaning is sure from a chance of 75 % on (the one to begin with); 92 of 100 should be right.",
        "  chance from 80 %: 2 of 2 taken",
    ]
    assert run(["learned", "--json", *here]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["articles"] == [{"slug": "late", "messages": ["shrub vanished", "vanished tree"]}]
    assert run(["learned", "--forget", "lamp", *here]) == 3
    assert run(["learned", "--forget", "late", *here]) == 0
    assert load_answered(desk) == []


def test_a_chance_that_agents_confirm_makes_sure_earlier() -> None:
    assert sureness_of([]).chance == START
    few = offers(*[(0.6, True)] * 5)
    assert sureness_of(few).chance == START
    many = offers(*[(0.6, True)] * 9, (0.3, True))
    assert sureness_of(many).chance == 0.6
    assert sureness_of(many).rows == (SurenessRow(0.0, 1, 1), SurenessRow(0.6, 9, 9))


def test_chances_that_agents_throw_away_make_sure_later_or_never() -> None:
    wrong = offers(*[(0.8, True), (0.8, False)] * 6, *[(0.95, True)] * 9)
    assert sureness_of(wrong).chance == 0.95
    never = offers(*[(0.8, True), (0.8, False)] * 6)
    assert sureness_of(never).chance == math.inf


def test_a_few_wrong_ones_do_not_count_against_the_beginning() -> None:
    assert sureness_of(offers((0.8, False), (0.81, False))).chance == START


def test_only_what_could_have_been_sure_is_counted() -> None:
    assert sureness_of(offers(*[(0.8, True)] * 20, by=BY_WORDS)).rows == ()


def test_what_is_sure_is_right_often_enough_where_agents_confirm_it() -> None:
    # Half of those below 80 % and nearly all above it are right, as on a desk where articles are much alike.
    told = offers(*[(0.68 + number / 500, number % 2 == 0 or number >= 60) for number in range(160)])
    chance = sureness_of(told).chance
    above = [one.offered.article == one.article for one in told if one.offered and one.offered.chance >= chance]
    assert len(above) >= 60
    assert sum(above) / len(above) >= RIGHT


@pytest.mark.parametrize(
    "offered", ["[]", '["a"]', "7", '["a", "meaning", true, "x"]', '["a", "meaning", true, 1, 1, 1]']
)
def test_a_damaged_line_is_a_message_without_an_offer(tmp_path: Path, offered: str) -> None:
    (tmp_path / PRIVATE).mkdir()
    line = f'{{"message": "lost shipment", "article": "late", "offered": {offered}}}\n'
    (tmp_path / PRIVATE / LOG).write_text(line, "utf-8")
    assert load_answered(tmp_path) == [AnsweredMessage("lost shipment", "late")]
