"""Tables that say one thing and hold another: encodings, quotation marks and headings of many programs."""

from __future__ import annotations

import pytest

from composer.errors import BadImport
from composer.exchange.customer_file import read_table
from composer.exchange.headings import parts_for
from composer.exchange.table_file import csv_table, decode

MIXED, SIGNS = "UTF-8, and as cp1252 where it is none", "“Blau”, 5 €, 3 m³, £20, ¿Qué?"
ENCODED = {
    "a mark of UTF-8 before cp1252": (b"\xef\xbb\xbf" + "René Strauß".encode("cp1252"), "René Strauß", "cp1252"),
    "two files put together": ("José\n".encode() + "Zoë".encode("cp1252"), "José\nZoë", MIXED),
    "one Polish name": ("Łukasz Żak".encode("cp1250"), "Łukasz Żak", "cp1250"),
    "signs of Western Europe": (SIGNS.encode("cp1252"), SIGNS, "cp1252"),
    "a name that some take for Chinese": ("Zoë Müller".encode("cp1252"), "Zoë Müller", "cp1252"),
}  # fmt: skip


@pytest.mark.parametrize("name", ENCODED)
def test_letters_are_read_as_they_were_meant(name: str) -> None:
    content, text, used = ENCODED[name]
    assert decode(content, "x.csv") == (text, used)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('email,name\na@x.example,"Ann\nb@x.example,Bob\n', 2),
        ('email,name,company\na@x.example,"Ann,Acme\nb@x.example,Bob,Beta\nc@x.example,Cid,"Gamma"\n', 2),
        ('email,name,company\na@x.example,Ann,Acme\nb@x.example,"Bob,Beta\nc@x.example,Cid,Gamma\n",,\n', 3),
    ],
)
def test_a_quotation_mark_that_swallows_rows_is_named(text: str, line: int) -> None:
    with pytest.raises(BadImport) as raised:
        csv_table(text.encode(), "x.csv")
    assert str(raised.value).endswith(f"\nline {line}: a quotation mark is opened here and never closed")


def test_cells_of_several_lines_and_marks_inside_of_a_line_stay() -> None:
    table = read_table(b'email,street,name\na@x.example,"Street 1\nBack house","Ann ""Annie"" Lee"\n', "x.csv")
    assert [row.cells["street"] for row in table.rows] == ["Street 1\nBack house"]
    table = read_table(b'comment\n"Write to\na@x.example"\n', "x.csv")
    assert [row.cells["comment"] for row in table.rows] == ["Write to\na@x.example"]
    table = read_table(b'email,name\na@x.example,"Ann" Lee\nb@x.example,Bob\n', "x.csv")
    assert [row.cells["name"] for row in table.rows] == ["Ann Lee", "Bob"]


@pytest.mark.parametrize(
    ("headings", "parts"),
    [
        ("vorname nachname firma e-mail-adresse", "email=e-mail-adresse company=firma name=vorname+nachname"),
        ("first_name last_name account_name email", "company=account_name name=first_name+last_name"),
        ("name email organization", "company=organization"),
    ],
)
def test_headings_of_more_programs(headings: str, parts: str) -> None:
    found = parts_for(headings.split(), {})
    assert " ".join(f"{ours}={'+'.join(theirs)}" for ours, theirs in found.items()) == parts
