"""What cannot wait is said first, whom a doctor has seen is not sent to one, and thanks come before the rest."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from composer.cases.step import Channel
from composer.desk.desk import Desk, Surroundings, open_desk
from composer.desk.open_case import start_answering


@pytest.fixture
def opened(desk: Path, tmp_path: Path) -> Iterator[Desk]:
    around = Surroundings(dt.date(2026, 11, 26), cache=tmp_path / "cache", config=tmp_path / "config")
    with closing(open_desk(desk, around)) as opened:
        yield opened


def proposed(desk: Desk, text: str, channel: Channel = Channel.EMAIL) -> str:
    """The whole text of a proposed reply."""
    answering = start_answering(desk, desk.case_for(text.encode(), "letter.txt"))
    answering.set_channel(channel)
    answering.accept_all()
    return answering.draft.text


@pytest.mark.parametrize(
    "text",
    [
        "My husband keeps his insulin in it, and it got warm. Can he still use the insulin before Saturday 5 December?",
        "I left the bag in your shop, my insulins in it. I need it by Saturday 5 December. Is anybody still there?",
        "Der Strom war weg. Darf er das Insulin noch verwenden, und wann kommt der neue Kühlschrank?",
    ],
)
def test_a_medicine_is_a_matter_for_a_doctor_today(opened: Desk, text: str) -> None:
    said = proposed(opened, text)
    assert "a doctor or a pharmacist" in said or "Arztpraxis oder Apotheke" in said
    assert "{{ case.update_by }}" not in said


def test_money_that_goes_astray_is_stopped_by_the_bank(opened: Desk) -> None:
    said = proposed(opened, "Somebody sends invoices in my name, with the bank details changed. Can you stop it?")
    assert "call their bank now" in said
    assert "police" in said


@pytest.mark.parametrize(
    ("text", "first"),
    [
        (
            "The back leg snapped and his wrist is broken, they operated on Monday. Is the other chair safe to sit on?",
            True,
        ),
        ("There was smoke from the trimmer. May we use the rest of it?", False),
        ("Is the bench safe to use in winter?", False),
    ],
)
def test_what_hurt_somebody_is_left_alone_until_we_answer(opened: Desk, text: str, first: bool) -> None:  # noqa: FBT001  a case
    assert ("another one like it" in proposed(opened, text)) is first


def test_whom_a_doctor_has_seen_is_not_sent_to_one(opened: Desk) -> None:
    text = (
        "Heute früh ist die Sprosse durchgebrochen, dann kam Rauch aus der Lampe. Meine Tochter ist fünf. Wir waren "
        "in der Notaufnahme, das Handgelenk ist verstaucht. Halten die anderen Sprossen auch nicht?"
    )
    said = proposed(opened, text)
    assert "gute Besserung" in said
    assert "noch nicht ärztlich" not in said


@pytest.mark.parametrize(
    ("text", "greeting"),
    [
        ("Guten Tag,\n\nwann kommt meine Bank?", {"Guten Tag Ida Brandt,"}),
        ("Meine Bank ist nicht da. Wann kommt sie?", {"Guten Tag Ida Brandt,"}),
        ("Hallo,\n\nwann kommt meine Bank?", {"Guten Tag Ida Brandt,", "Hallo Ida Brandt,"}),
    ],
)
def test_who_keeps_a_distance_is_greeted_with_one(opened: Desk, text: str, greeting: set[str]) -> None:
    # The greetings take turns from letter to letter.
    letters = (f"{text}{' Danke.' * many}\n\nIda Brandt" for many in range(8))
    assert {proposed(opened, letter).partition("\n")[0] for letter in letters} == greeting


def test_thanks_for_praise_come_before_what_is_asked(opened: Desk) -> None:
    said = proposed(
        opened,
        "This is mostly a thank-you: the quince has borne, and we made eleven jars. The accountant would like the "
        "invoice for order 3312. Could I have a copy?\n\nPercy Rook",
    )
    assert said.index("kind words") < said.index("3312")


def test_an_operation_ahead_is_met_with_a_wish(opened: Desk) -> None:
    text = "They have brought my daughter's tonsils forward to the 2nd. Could your fitter come on the 4th instead?"
    assert "I wish your daughter all the best for the operation." in proposed(opened, text)


def test_the_event_is_named_with_its_day(opened: Desk) -> None:
    text = "I want to bring my mother for her 80th birthday, on Sunday 6 December. Is there a wheelchair?"
    assert "your mother's 80th birthday on Sunday 6 December" in proposed(opened, text)


def test_that_nobody_came_is_regretted_as_often_as_it_was(opened: Desk) -> None:
    said = proposed(opened, "Nobody came on Tuesday. That was the third time. When is my bench collected?")
    assert "third time" in said
    assert "nobody came for the third time" in said or "waited for nothing a third time" in said


def test_how_often_they_turned_to_us_is_said(opened: Desk) -> None:
    text = "The pot came in pieces. I've rung three times and got the music, and I am furious. When do I get a new one?"
    assert "sorry" in proposed(opened, text)
    assert "three times" in proposed(opened, text)


def test_a_post_that_mocks_is_met_with_regret(opened: Desk) -> None:
    said = proposed(
        opened,
        '@acme "your parcel arrives TOMORROW", you, on monday. is this tomorrow in the room with us? 7240, six bushes',
        Channel.SOCIAL,
    )
    assert "sorry" in said
    assert "7240" in said


def test_the_account_of_somebody_who_died_is_nobodys(opened: Desk) -> None:
    text = "Mein Vater ist am 9. September gestorben. Was wird aus seinem Abo-Nummer 65-20418?\n\nIda Brandt"
    assert "das Abo 65-20418" in proposed(opened, text).replace("Es geht um", "es geht um")


def test_that_we_answer_today_waits_for_the_agent(opened: Desk) -> None:
    text = "My son swallowed a screw of your kit. Where do I get a new one?"
    answering = start_answering(opened, opened.case_for(text.encode(), "letter.txt"))
    answering.accept_all()
    assert "You answer today" in [claim.label for claim in answering.claims]
