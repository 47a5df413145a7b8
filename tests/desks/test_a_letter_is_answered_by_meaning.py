"""With the sentence model, a letter finds its article by what is meant, and one goes in by itself only when sure."""

from __future__ import annotations

import datetime as dt
import shutil
import threading
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from composer.cases.step import Tone
from composer.cli.open_desk import read_some_articles
from composer.desk.answers import answers_of, draft_for
from composer.desk.desk import Desk, Surroundings, open_desk
from composer.desk.reply_context import supplies_for
from composer.tui.desk_app import DeskApp
from composer.tui.watch import read_articles
from composer.writing.draft import Suggested
from kb.meaning.meaning import Meaning
from kb.meaning.weights import INSTALLED, meaning_folder

UNSURE = b"Subject: the tubers\n\nMay I keep the tubers in the shed over the winter, or is that too cold for them?\n"
SURE = (
    b"Subject: Parcel\n\nI have been waiting for two lamps since the 2nd, and my mother has her birthday on Sunday.\n\n"
    b"My parcel is late by a week. When will it come?\n"
)
LONE = b"Subject: Parcel\n\nMy parcel has not arrived, where is it?\n"


def opened(folder: Path, tmp_path: Path, data: Path | None) -> Desk:
    around = Surroundings(dt.date(2026, 11, 21), tmp_path / "cache", tmp_path / "config")
    return open_desk(folder, replace(around, data=data))


def answer(desk: Desk, letter: bytes) -> str:
    case = desk.case_for(letter, "letter.eml")
    return draft_for(desk, case, desk.hear(case.message)).article


def test_a_letter_finds_its_article_without_its_words(desk: Path, tmp_path: Path, model: Path) -> None:
    letter = b"Subject: where are they\n\nThe two things I bought never came to my house.\n"
    acme = opened(desk, tmp_path, model)
    assert acme.hits_for(acme.case_for(letter, "letter.eml").message)[0].article.slug == "my-parcel-is-late"
    acme.close()


def test_an_article_goes_in_by_itself_only_where_the_model_is_sure(desk: Path, tmp_path: Path, model: Path) -> None:
    acme = opened(desk, tmp_path, model)
    assert [answer(acme, one) for one in (SURE, UNSURE, LONE)] == ["my-parcel-is-late", "", ""]
    acme.close()


def test_what_goes_in_by_itself_is_the_section_that_answers_and_its_need(
    desk: Path, tmp_path: Path, model: Path
) -> None:
    acme = opened(desk, tmp_path, model)
    case = acme.case_for(SURE, "letter.eml")
    reading = acme.hear(case.message)
    draft = draft_for(acme, case, reading)
    assert (draft.article, draft.suggested) == ("my-parcel-is-late", Suggested(0, "what-to-do"))
    answer_there = supplies_for(acme, case, reading, draft).answer
    assert answer_there == "1. Wait until the evening of the promised day.\n2. Ask your neighbours."
    chosen = supplies_for(acme, case, reading, replace(draft, suggested=None))
    assert (chosen.answer, chosen.answer_is_template) == ("Your order {{ case.order }} has left us.", True)
    acme.close()


def test_to_somebody_who_has_tried_what_there_is_no_article_goes_by_itself(
    desk: Path, tmp_path: Path, model: Path
) -> None:
    acme = opened(desk, tmp_path, model)
    assert answer(acme, SURE + b"I have already tried everything I could think of.\n") == ""
    acme.close()


def test_what_the_screen_says_finds_the_section_that_says_it(desk: Path, tmp_path: Path, model: Path) -> None:
    (desk / "articles" / "the-feed-stopped.md").write_text(
        "---\ntitle: The bank feed has stopped\nsummary: How to start a bank feed again.\nstatus: public\n---\n\n"
        "A feed stops when its consent ends.\n\n## Renew it\n\n1. Open Bank.\n2. Press the grey plug.\n\n"
        "## Error 41 and error 57\n\nError 57: your access at the bank is for private customers only. Ask your bank.\n"
    )
    letter = (
        b"Subject: bank feed\n\nThe bank feed has stopped. I have tried to renew it twice and pressed the grey plug, "
        b'and then it says "Error 57" and nothing else. What do I do?\n'
    )
    acme = opened(desk, tmp_path, model)
    case = acme.case_for(letter, "letter.eml")
    reading = acme.hear(case.message)
    draft = draft_for(acme, case, reading)
    assert draft.article == "the-feed-stopped"
    assert draft.suggested == Suggested(0, "error-41-and-error-57", exact=True)
    assert [answer(acme, letter.replace(b"Error 57", words)) for words in (b"Error 58", b"tilt")] == ["", ""]
    acme.close()


def test_a_suggestion_gets_no_article_by_itself(desk: Path, tmp_path: Path, model: Path) -> None:
    acme = opened(desk, tmp_path, model)
    assert answer(acme, SURE + b"A small suggestion, too: put the day on the parcel.\n") == ""
    acme.close()


@pytest.mark.parametrize(
    "beside",
    [b"This is my third mail about it.\n", b"I wrote on the 3rd, and nobody has answered me.\n"],
)
def test_who_writes_again_or_had_no_answer_gets_no_article_by_itself(
    desk: Path, tmp_path: Path, model: Path, beside: bytes
) -> None:
    acme = opened(desk, tmp_path, model)
    assert [answer(acme, SURE), answer(acme, SURE + b"\n" + beside)] == ["my-parcel-is-late", ""]
    acme.close()


def test_who_does_not_have_what_an_article_needs_is_not_told_to_use_it(desk: Path, tmp_path: Path, model: Path) -> None:
    page = desk / "articles" / "delivery" / "my-parcel-is-late.md"
    page = page if page.is_file() else next(desk.rglob("my-parcel-is-late.md"))
    page.write_text(page.read_text().replace("Ask your neighbours.", "Ask your neighbours, and look into the app."))
    acme = opened(desk, tmp_path, model)
    assert [answer(acme, SURE), answer(acme, SURE + b"I have no app.\n")] == ["my-parcel-is-late", ""]
    acme.close()


def test_what_somebody_asks_beside_what_they_tried_is_answered(desk: Path, tmp_path: Path, model: Path) -> None:
    acme = opened(desk, tmp_path, model)
    beside = (
        b"Subject: sign in and parcel\n\n"
        b"I cannot get into my account, and I have already tried everything I could think of.\n\n"
        b"Besides: when is a parcel late, and when should I write to you about it?\n"
    )
    assert answer(acme, beside) == "my-parcel-is-late"
    acme.close()


def test_the_app_lets_the_model_read_all_articles_in_the_background(desk: Path, tmp_path: Path, model: Path) -> None:
    acme = opened(desk, tmp_path, model)
    meaning = acme.search.meaning
    assert meaning is not None
    assert meaning.missing(acme.library) > 10

    class Stops(threading.Event):
        def wait(self, timeout: float | None = None) -> bool:
            self.set()
            return super().wait(timeout)

    read_articles(cast("DeskApp", SimpleNamespace(desk=acme, stop_watching=Stops())))
    assert meaning.missing(acme.library) == 0
    acme.close()


@pytest.mark.parametrize("before", ["", "{"])
def test_a_model_that_arrives_or_is_mended_while_the_app_is_open_reads_the_articles(
    desk: Path, tmp_path: Path, model: Path, before: str
) -> None:
    home = meaning_folder(tmp_path / "data")
    home.mkdir(parents=True)
    if before:
        (home / INSTALLED).write_text(before)
    acme = opened(desk, tmp_path, tmp_path / "data")
    assert acme.search.meaning is not None
    meaning: Meaning = acme.search.meaning
    told = []

    class Arrives(threading.Event):
        def wait(self, timeout: float | None = None) -> bool:  # noqa: ARG002  nothing sleeps
            told.append((meaning.model() is not None, str(meaning.why_not or "")))
            if len(told) == 2:
                self.set()
            else:
                shutil.rmtree(home)
                home.symlink_to(meaning_folder(model))
            return super().wait(0)

    assert answer(acme, SURE) == ""
    read_articles(cast("DeskApp", SimpleNamespace(desk=acme, stop_watching=Arrives())))
    assert [there for there, _why in told] == [False, True]
    assert ["is damaged" in why for _there, why in told] == [before != "", False]
    assert (meaning.missing(acme.library), answer(acme, SURE)) == (0, "my-parcel-is-late")
    acme.close()


def test_a_command_reads_some_of_many_articles_titles_first(
    desk: Path, tmp_path: Path, model: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    acme = opened(desk, tmp_path, model)
    meaning = acme.search.meaning
    assert meaning is not None
    before = meaning.missing(acme.library)
    read_some_articles(acme)
    assert (meaning.missing(acme.library), capsys.readouterr().err) == (before, "")
    monkeypatch.setattr("kb.meaning.meaning.AT_ONCE", 1)
    read_some_articles(acme)
    left = meaning.missing(acme.library)
    assert 0 < left < before
    told = f"The sentence model has still to read {left} texts of the articles: warmline meaning prepare\n"
    assert capsys.readouterr().err == told
    monkeypatch.setattr("kb.meaning.meaning.AT_ONCE", left - 1)
    read_some_articles(acme)
    assert (meaning.missing(acme.library), capsys.readouterr().err) == (0, "")
    assert acme.search.meaning is not None
    assert acme.search.meaning.table(acme.library, most=0) is not None
    acme.close()


def test_a_german_letter_finds_an_english_article(desk: Path, tmp_path: Path) -> None:
    letter = b"Guten Tag,\n\nmein Paket ist nicht angekommen. Wo ist es?\n"
    acme = opened(desk, tmp_path, None)
    case = acme.case_for(letter, "letter.eml")
    assert acme.hits_for(case.message)[0].article.slug == "my-parcel-is-late"
    (found,) = [one for one in answers_of(acme, case, acme.hear(case.message)) if one.candidates][:1]
    assert found.candidates[0].article.slug == "my-parcel-is-late"
    acme.close()


@pytest.mark.parametrize("data", [None, "nothing"])
def test_without_a_model_words_find_articles(desk: Path, tmp_path: Path, data: str | None) -> None:
    acme = opened(desk, tmp_path, tmp_path / data if data else None)
    assert acme.hits_for(acme.case_for(SURE, "letter.eml").message)[0].article.slug == "my-parcel-is-late"
    acme.close()


def test_somebody_upset_is_answered_what_they_ask_and_nothing_that_hangs_on_it(
    desk: Path, tmp_path: Path, model: Path
) -> None:
    acme = opened(desk, tmp_path, model)
    upset = SURE + b"This is a disgrace, and I am furious.\n"
    assert acme.hear(acme.case_for(upset, "letter.eml").message).tone is Tone.UPSET
    assert answer(acme, upset) == "my-parcel-is-late"
    hangs = SURE.replace(b"My parcel is late by a week. When will it come?", b"If not, when is my parcel late?")
    assert answer(acme, hangs) == ""
    acme.close()


def test_what_the_customer_knows_already_and_a_section_like_another_one_do_not_go_in(
    desk: Path, tmp_path: Path, model: Path
) -> None:
    late = next((desk / "articles").rglob("my-parcel-is-late.md"))
    head = "---\ntitle: My parcel is late\nstatus: public\n---\n\n"
    known = "## What to do\n\nYour parcel is late by a week. It will come.\n"
    alike = "## Late\n\nWait until the evening of the promised day, ask the neighbours, then ring the carrier.\n\n"
    for text in (known, alike + alike):
        late.write_text(head + text)
        acme = opened(desk, tmp_path, model)
        assert answer(acme, SURE) == ""
        acme.close()
