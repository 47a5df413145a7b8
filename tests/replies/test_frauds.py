"""Who gave a stranger their card or password is heard, however they tell it; who only paid is not."""

from __future__ import annotations

import pytest

from tests.replies.test_praise import read

TOLD = [
    ("en", "I got a text and I pressed it and put my card in. Last night £640 went out. Was that you at all?"),
    ("en", "Last night I got an email. I clicked, put in my password and my card number. Did that come from you?"),
    ("de", "Am Montag rief ein Mann an. Ich habe ihm die IBAN gesagt. War das wirklich jemand von Ihnen?"),
]
PAID = [
    ("en", "I got your mail with the invoice and put in my card number, but it was declined. What now?"),
    ("en", "I typed my password three times after your email came. It says wrong."),
    ("de", "Ich habe Ihre Mail bekommen und die IBAN eingegeben. Kam die Bestätigung von Ihnen schon?"),
]


@pytest.mark.parametrize(("language", "text"), TOLD)
def test_what_somebody_was_led_to_give_is_heard(language: str, text: str) -> None:
    assert {"defrauded", "bank-at-risk"} <= {one.cue.id for one in read(text, language).cues}


@pytest.mark.parametrize(("language", "text"), PAID)
def test_who_only_paid_or_signed_in_was_not_defrauded(language: str, text: str) -> None:
    assert {"defrauded", "bank-at-risk"}.isdisjoint(one.cue.id for one in read(text, language).cues)


def test_whose_password_alone_is_known_is_not_sent_to_their_bank() -> None:
    told = read("I got an email and entered my password. Was that you at all?")
    assert {one.cue.id for one in told.cues} & {"defrauded", "bank-at-risk"} == {"defrauded"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Somebody is sending my own invoices from my mailbox with the bank details changed."),
        ("en", "Two clients have already paid into a stranger's account."),
        ("de", "Auf meinen Rechnungen steht auf einmal eine andere IBAN."),
    ],
)
def test_who_takes_the_money_of_their_customers_is_warned_of(language: str, text: str) -> None:
    assert any(one.warns for one in read(text, language).cues)


def test_who_changed_their_own_bank_is_not_robbed() -> None:
    assert not read("Our bank details have changed. How do I put the new ones on my invoices?").care
