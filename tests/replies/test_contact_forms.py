"""Contact forms: who wrote is taken from their fields, and all that was written for us is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from composer.desk.language import load_language
from composer.reading.form import fields_of, written_in
from composer.reading.introducing import find_introduced
from composer.reading.message import parse_message
from composer.reading.sentences import whole_sentences
from composer.reading.signing import find_signed

ENGLISH = load_language(Path("no-desk"), "en")
FOLDED = """\
The pot that you sent me last week arrived with
a crack that runs from its rim down to its foot,
and I would like to know what I am to do now."""
WHO = "First name: Jonas\nLast name: Weber\nPhone:\n"


def told(text: str) -> list[str]:
    return [unit.text for unit in whole_sentences(text, ENGLISH.issue_words, ENGLISH.speech)]


def test_a_form_has_labels_and_what_stands_behind_them() -> None:
    text = f"{WHO}Your  message: The lamp came broken. Can you send a new one?\n"
    assert [(one.label, text[one.start : one.end].strip()) for one in fields_of(text)] == [
        ("first name", "Jonas"),
        ("last name", "Weber"),
        ("phone", ""),
        ("your message", "The lamp came broken. Can you send a new one?"),
    ]
    found = find_introduced(text)
    assert found is not None
    assert found.person.whole == "Jonas Weber"


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("Message: Hello,\n\nthe lamp came broken.\n\nBest regards\nJonas\nConsent: yes\n", ["the lamp came broken."]),
        # A field of an address is longer, and no message.
        ("Address: Lindenweg 5, second floor, 12345 Berlin\nMessage: Where is it?\n", ["Where is it?"]),
        # Lines of the message that begin like fields.
        (
            "Message: Where is my parcel?\nOrder: 4411\nI have waited for ten days.\nConsent: yes\n",
            ["Where is my parcel?", "Order: 4411", "I have waited for ten days."],
        ),
        (
            "Message:\nThe lamp is broken since Monday.\nIt shows the following: a red light.\nMy question: why?\n",
            ["The lamp is broken since Monday.", "It shows the following: a red light.", "My question: why?"],
        ),
        # Where no label says so, the message is the longest field.
        ("Kuvaus: The lamp came broken last week.\nAge: 40\n", ["The lamp came broken last week."]),
    ],
)
def test_all_of_the_message_is_read_and_nothing_but_it(form: str, expected: list[str]) -> None:
    assert told(WHO + form) == expected


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("field", ["Subject: Parcel", "From: Berlin", "Date: 3 May"])
def test_a_form_with_a_field_like_a_header_is_no_mail_and_loses_nothing(field: str, end: str) -> None:
    text = f"Name: Jonas Weber\n{field}\nMessage: Hello,\n\nwhere is my parcel? I have waited for days."
    message = parse_message(text.replace("\n", end).encode(), "m.txt")
    assert (message.own_words, message.subject) == (text, "")


def test_a_mail_with_a_form_in_it_stays_a_mail() -> None:
    form = "Name: Jonas Weber\nPhone: 12\nMessage: Where is my parcel? I have waited for days."
    message = parse_message(f"From: <shop@example.com>\nSubject: A form\n\n{form}\n".encode(), "m.eml")
    assert (message.subject, "Where is my parcel?" in message.text) == ("A form", True)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Product: a kettle\nProblem: it leaks since last Monday\nWish: please send me a new one this week\n",
        "Monday: nothing came at all\nTuesday: nobody answered the phone when I called\nName the reason: now\n",
        "Hello,\nName: Jonas Weber\nOrder: 4411\nProblem: it leaks from the bottom since Monday\n",
        "Name: Jonas Weber\nOrder: 4411\nIt: leaks\n",
        "Name: Jonas\nName: Weber\nMessage: it leaks from the bottom since Monday\n",
        "Name: Jonas Weber\nMessage: it leaks from the bottom since Monday\n",
    ],
)
def test_a_letter_that_lists_things_is_no_form_and_read_whole(text: str) -> None:
    assert (fields_of(text), written_in(text)) == ((), (0, len(text)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The pot is cracked.\nI want\nmy money.", ["The pot is cracked.", "I want my money."]),
        ("hi\nmy pot is cracked\nit came today\nwhat now", ["my pot is cracked", "it came today", "what now"]),
        (FOLDED, [" ".join(FOLDED.split())]),
    ],
)
def test_lines_of_a_chat_stand_alone_and_folded_lines_are_one(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The pot is cracked.\n\nWhat now?\n- Jonas", "Jonas"),
        ("Who has to pay for that? Many thanks, Girma", "Girma"),
        ("The pot is cracked. What do I do now? - Jonas", "Jonas"),
        ("I would like the blue pot, Girma", ""),
        ("I need these:\n- Rosemary\n- Thyme", ""),
        ("Without a date by Friday I shall go elsewhere.\n\nOriel Pemberton\nDirector", "Oriel Pemberton"),
    ],
)
def test_a_name_behind_a_dash_or_a_closing_signs(text: str, name: str) -> None:
    found = find_signed(text)
    assert (found.person.whole if found else "") == name


@pytest.mark.parametrize(
    ("text", "closed"),
    [
        ("The pot is cracked.\n\nWhat now?\n- Jonas", True),
        ("Hello,\n\nPlease send me:\n- Rosemary", False),
        ("Hello,\n\nPlease send me\n- Thyme\n- Rosemary", False),
    ],
)
def test_an_item_of_a_list_is_not_taken_for_a_closing(text: str, closed: bool) -> None:  # noqa: FBT001  a case
    found = find_signed(text)
    assert (found is not None and found.closed) is closed
