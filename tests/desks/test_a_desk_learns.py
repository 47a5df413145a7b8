"""A desk learns from what is sent: the article that went out, and whether what was offered first was taken."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from composer.desk.desk import Desk, Surroundings, open_desk
from composer.desk.open_case import Answering, start_answering
from composer.desk.send import HeldReply
from kb.search.search_log import BY_MEANING, BY_WORDS, load_answered
from tests.desks.conftest import Warmline

NOW = dt.datetime(2026, 11, 21, 9, tzinfo=dt.UTC)
LETTER = b"From: Lee <lee@mail.example>\nSubject: Kraken\n\nWhom do I call about the capsized kraken sculpture, Ana?\n"


@pytest.fixture
def desk(acme: Path, tmp_path: Path) -> Iterator[Desk]:
    opened = open_desk(acme, Surroundings(NOW.date(), tmp_path / "cache", tmp_path / "config"))
    yield opened
    opened.close()


def answered(desk: Desk, letter: bytes, article: str) -> Answering:
    """Answer a letter with an article, as an agent does who picks it."""
    one = start_answering(desk, desk.case_for(letter, "letter.eml"))
    assert one.insert(article)
    HeldReply(one, (), "", NOW).record(desk, NOW)
    return one


def first(desk: Desk, begins: bytes = b"And whom") -> tuple[str, int]:
    hits = desk.hits_for(desk.case_for(LETTER.replace(b"Whom", begins), "other.eml").message)
    return (hits[0].article.slug, hits[0].taken) if hits else ("", 0)


def test_the_article_that_went_out_is_offered_first_the_next_time(desk: Desk, warmline: Warmline) -> None:
    assert first(desk)[0] != "something-arrived-damaged"
    answered(desk, LETTER, "something-arrived-damaged")
    (kept,) = load_answered(desk.root)
    assert kept.article == "something-arrived-damaged"
    assert {"kraken", "sculpture", "capsized"} <= set(kept.words.split())
    assert {"lee", "ana"}.isdisjoint(kept.words.split())
    assert first(desk) == ("something-arrived-damaged", 1)
    ran = warmline("read", "-", folder=desk.root, stdin=LETTER)
    assert "something-arrived-damaged, taken for 1 message like this" in ran.stdout
    assert warmline("learned", "--forget", folder=desk.root).stdout == "Forgotten: 1 answered message.\n"
    assert first(desk, b"But whom")[0] != "something-arrived-damaged"


def test_what_was_offered_first_is_noted_with_what_spoke_for_it(desk: Desk) -> None:
    letter = b"Subject: Parcel\n\nMy parcel is late, where is my order?\n"
    answered(desk, letter, "my-parcel-is-late")
    (kept,) = load_answered(desk.root)
    assert kept.offered is not None
    assert (kept.offered.article, kept.offered.by, kept.offered.sure) == ("my-parcel-is-late", BY_WORDS, False)


def test_with_the_model_the_chance_is_noted(acme: Path, tmp_path: Path, model: Path) -> None:
    for path in (acme / "articles").rglob("*.md"):
        # Every article is read by the model, which takes its time; four of them do.
        if path.stem not in (
            "charged-twice",
            "track-a-parcel",
            "change-or-cancel-an-order",
            "reset-your-password",
            "_index",
        ):
            path.unlink()
    around = Surroundings(NOW.date(), tmp_path / "cache", tmp_path / "config", data=model)
    desk = open_desk(acme, around)
    answered(desk, b"Subject: Twice\n\nI was charged two times for one order. What now?\n", "charged-twice")
    (kept,) = load_answered(desk.root)
    assert kept.offered is not None
    assert (kept.offered.article, kept.offered.by) == ("charged-twice", BY_MEANING)
    assert kept.offered.chance > 0.5
    assert desk.search.lessons is not None
    assert [(row.offered, row.taken) for row in desk.search.lessons.sureness.rows] == [(1, 1)]
    desk.close()
