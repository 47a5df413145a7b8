"""Mails as real mail programs write them: the customer's own words are found, and nothing else.

A case is the fields and the body of a mail; those that it does not name are the usual ones.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from composer.reading.message import parse_message
from tests.rows import each_row

CASES = Path(__file__).parent / "cases"
CASE = re.compile(r"^(?P<title>\S.*)\n\.\n(?P<given>(?:.*\n)*?)\.\n(?P<expected>(?:.*\n)*?)\.\n", re.MULTILINE)
FILES = ("mail-programs", "more-mail-programs", "fresh-mail-programs", "last-mail-programs")
USUAL = {
    "From": "Ana Silva <ana.silva@mail.example>",
    "To": "help@acme-garden.example",
    "Subject": "Re: Your order",
    "MIME-Version": "1.0",
}


def read_cases(name: str) -> list[object]:
    text = (CASES / f"{name}.md").read_text("utf-8")
    assert CASE.sub("", text).strip() == "", f"{name}.md has a case that is not whole"
    return [pytest.param(case["given"], case["expected"].strip(), id=case["title"]) for case in CASE.finditer(text)]


def mail_of(given: str) -> bytes:
    head = given.partition("\n\n")[0]
    usual = "".join(f"{name}: {value}\n" for name, value in USUAL.items() if f"{name}:" not in head)
    return (usual + given).encode()


@each_row(("given", "own"), [case for name in FILES for case in read_cases(name)])
def test_a_customers_own_words_are_found_in_what_mail_programs_write(given: str, own: str) -> None:
    assert parse_message(mail_of(given), "mail.eml").text == own
