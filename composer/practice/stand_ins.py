"""Stand-ins: invented names and numbers in the place of fields, so that what was made anonymous reads as a message."""

from __future__ import annotations

import re

from composer.phrases.open_fields import OPEN_FIELD

_NUMBERED = re.compile(r"_\d+\Z")
_KNOWN = {
    "customer.first_name": "Kim",
    "customer.last_name": "Larsen",
    "customer.name": "Kim Larsen",
    "customer.greet": "Kim",
    "customer.email": "kim@mail.example",
    "customer.phone": "0151 000 000",
    "customer.address": "Mill Lane 1",
    "case.order": "4417",
    "case.amount": "€24.00",
    "case.date": "3 May",
    "case.needed_on": "Friday 4 December",
    "case.occasion": "your mother's 80th birthday",
    "case.praised": "Sam",
    "case.person": "your mother",
    "case.mourned": "your mother",
    "case.nth": "third",
    "case.contacts": "three times",
    "case.lasting": "nine days",
    "case.number": "51207",
    "case.link": "https://www.example",
    "case.card": "the card",
    "customer.company": "Larsen Joinery",
    "customer.id": "c-1",
    "agent.first_name": "Robin",
    "agent.name": "Robin Lee",
    "agent.signature": "Robin",
    "organisation.name": "Acme Garden",
}


def with_stand_ins(text: str) -> str:
    """The text with an invented value for every field; the last word of its name where we know none."""
    return OPEN_FIELD.sub(lambda field: _value(field[1]), text)


def _value(name: str) -> str:
    """The invented value of a field; a second one of its kind, `case.order_2`, has a value of its own."""
    base, number = _NUMBERED.sub("", name), _NUMBERED.search(name)
    value = _KNOWN.get(base) or base.rpartition(".")[2].replace("_", " ")
    return f"{value}{number[0][1:]}" if number else value
