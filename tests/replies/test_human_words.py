"""A letter begins with the one word that a kind person would say first, and with none where it would be wrong."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from composer.cases.step import Step
from composer.desk.desk import Desk, Surroundings, open_desk
from composer.desk.open_case import start_answering


@pytest.fixture
def opened(desk: Path, tmp_path: Path) -> Iterator[Desk]:
    around = Surroundings(dt.date(2026, 11, 21), cache=tmp_path / "cache", config=tmp_path / "config")
    with closing(open_desk(desk, around)) as opened:
        yield opened


def phrases(desk: Desk, text: str) -> list[str]:
    """The phrases of a proposed reply from Listen to Validate, in their order."""
    answering = start_answering(desk, desk.case_for(text.encode(), "letter.txt"))
    answering.accept_all()
    comfort = (Step.LISTEN, Step.ACKNOWLEDGE, Step.VALIDATE)
    return [one.phrase for one in answering.draft.passages if one.step in comfort]


@pytest.mark.parametrize(
    ("told", "phrase"),
    [
        ("I passed my driving test on Monday! Which form do I need now?", "told-good-news"),
        ("On Tuesday at nine they let me go. Can I pay in two parts?", "told-job"),
        ("I broke my hip last week. Can you pause the course?", "care-injury"),
        ("I had a stroke in May. Can you pause the course?", "told-illness"),
        ("My husband has dementia. Your visitor plays chess with him. Please tell her thank you.", "told-praise"),
        ("I feel so stupid. Where is the button?", "told-embarrassed"),
        ("Stupid question, I know: where is the button?", "told-silly-question"),
        ("We wrote to you on the 12th and the 19th. Nobody replied.", "told-no-answer"),
        ("Three tickets, explained it three times. What now?", "told-explained-again"),
        ("I fell for it and gave a fake page my PIN.", "told-bank-at-risk"),
        ("Somebody has changed the email on my account.", "told-fraud"),
        ("Your driver was really rude to my mother.", "told-treated-badly"),
        ("My cat chewed the lily from your bouquet, and the vet is shut until eight.", "care-animal"),
        ("The meter box outside is humming and warm.", "care-danger-around"),
        ("The alarm on the wall by the stove went off, and we all have thumping heads.", "care-carbon-monoxide"),
        ("My two-year-old has drunk some of your descaler.", "care-health"),
        ("The stairlift stopped halfway with my nan on it, and she cannot get down.", "care-trapped"),
        ("The panic button of my mother hasn't worked since the change of line.", "care-medical-device"),
        ("Your ladder's rung folded under me, and I can't put weight on my ankle.", "care-hurt"),
        ("We are at the emergency vet with our puppy. He chewed the lily you sent.", "care-injury"),
        ("My great-aunt Trudi passed on November 8th. Where do we send the gifts?", "care-bereavement-alone"),
        ("My husband passed in March, and his contract is still running.", "care-bereavement-alone"),
        ("My husband collapsed in the yard on Sunday and died the same evening.", "care-bereavement-alone"),
        ("The battery of our bike got so hot I could not hold it. My mother is ill upstairs.", "care-danger"),
        ("Sam was wonderful with my mother. I can't find where to say so, do you have a page?", "told-praise"),
        ("I asked on the 2nd and on the 9th. Answer: nothing.", "told-no-answer"),
        ("Our cat died last night. What happens to her policy?", "care-pet"),
        ("Tinker was put to sleep on Tuesday. Please stop the payment.", "care-pet"),
    ],
)
def test_the_human_word_comes_first(opened: Desk, told: str, phrase: str) -> None:
    first = phrases(opened, f"Hello,\n\n{told}\n\nKind regards\nMara Lind\n")[0]
    assert first.removesuffix("-alone") == phrase.removesuffix("-alone")


@pytest.mark.parametrize(
    "told",
    [
        "The battery died after two hours. Is that covered?",
        "I passed your quote on to purchasing. Could you send it as a PDF?",
        "How do I silence notifications at night?",
        "My dog chewed the remote. Do you sell it alone?",
        "Your chat team is on fire today, thank you. Do you sell gift cards?",
        "Are the berries on the pyracantha poisonous? We're planning a hedge.",
        "Where do I find the form for sick leave?",
        "Is the smoke detector in stock?",
    ],
)
def test_no_word_is_said_where_nothing_happened(opened: Desk, told: str) -> None:
    found = phrases(opened, f"Hello,\n\n{told}\n\nKind regards\nMara Lind\n")
    assert not [one for one in found if one.startswith(("told-", "care-"))]


def test_one_regret_is_enough(opened: Desk) -> None:
    told = "Nobody has answered my mail of Monday. You charged my card twice for one bench, and I am furious."
    assert phrases(opened, f"Hello,\n\n{told}\n\nKind regards\nMara Lind\n") == ["told-no-answer"]


def test_regret_for_what_went_wrong_stands_behind_thanks(opened: Desk) -> None:
    told = "I restarted it, reinstalled it and swapped the cable. The reset link never arrives."
    found = phrases(opened, f"Hello,\n\n{told}\n\nKind regards\nMara Lind\n")
    assert found == ["told-tried", "acknowledge-locked-out"]


def test_nobody_who_wants_no_apology_gets_one(opened: Desk) -> None:
    told = "Nobody has answered my mail of Monday. I do not want another apology, I want a date."
    assert "told-no-answer" not in phrases(opened, f"Hello,\n\n{told}\n\nKind regards\nMara Lind\n")


def test_joy_is_no_matter_beside_a_death(opened: Desk) -> None:
    told = "We got married in May. My mother passed in March, and her plan is still running."
    assert "told-good-news" not in phrases(opened, f"Hello,\n\n{told}\n\nKind regards\nMara Lind\n")


BROKEN_WORD = (
    "You told me in October that the copper bowl was on its way. Your driver then left it with somebody else. When?"
)


@pytest.mark.parametrize(
    ("told", "pity"),
    [
        (BROKEN_WORD, True),
        (f"{BROKEN_WORD} I do not want another apology, I want a date.", False),
        ("I have moved house. How do I close my account? It has been a pleasure.", False),
        ("Do you sell copper bowls?", False),
    ],
)
def test_what_went_wrong_without_words_of_its_own_is_a_pity(opened: Desk, told: str, pity: bool) -> None:  # noqa: FBT001
    assert ("acknowledge-pity" in phrases(opened, f"Hello,\n\n{told}\n\nKind regards\nMara Lind\n")) == pity
