"""Stand-ins: invented names and numbers in the place of fields, so that what was made anonymous reads as a message."""

from __future__ import annotations

import re

_FIELD = re.compile(r"\{\{\s*([\w.]+)[^{}\n]*\}\}")
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
    "agent.first_name": "Robin",
    "agent.name": "Robin Lee",
    "agent.signature": "Robin",
    "organisation.name": "Acme Garden",
}


def with_stand_ins(text: str) -> str:
    """The text with an invented value for every field; the last word of its name where we know none."""
    return _FIELD.sub(lambda field: _KNOWN.get(field[1]) or field[1].rpartition(".")[2].replace("_", " "), text)
