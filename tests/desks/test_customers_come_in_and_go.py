"""Customers from a CSV file: all of it or nothing, the same twice changes nothing, and forgetting is forgetting."""

from __future__ import annotations

import csv
import datetime as dt
import json
import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path
from types import MappingProxyType

import pytest

from composer.cases.customer import Contact, Customer
from composer.errors import BadImport
from composer.exchange.customer_file import export_customers, load_customers, parse_customers

Warmline = Callable[..., subprocess.CompletedProcess[str]]
ROWS = "id,name,email,garden,contact_on,contact_topic\nc-1,Ana Silva,Ana@Mail.example,roof,2026-09-04,Delivery\n"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_file_comes_in_however_it_was_saved(tmp_path: Path, delimiter: str, encoding: str, line_end: str) -> None:
    path = tmp_path / "customers.csv"
    text = ROWS.replace("Ana Silva", "Zoë Silva").replace(",", delimiter).replace("\n", line_end)
    path.write_bytes(text.encode(encoding))
    [customer] = load_customers(path)
    assert (customer.id, customer.name, customer.email) == ("c-1", "Zoë Silva", "ana@mail.example")
    assert dict(customer.fields) == {"garden": "roof"}
    assert customer.history == (Contact(dt.date(2026, 9, 4), topic="delivery"),)


def test_contacts_of_one_customer_are_gathered_newest_first() -> None:
    text = ROWS + "c-1,Ana Silva,Ana@Mail.example,roof,2026-11-01,payment\n\n"
    [customer] = parse_customers(text, "a.csv")
    assert [contact.topic for contact in customer.history] == ["payment", "delivery"]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "line 1: a column 'id' or 'email' is needed; found nothing"),
        (
            "name,emial\nAna,a@b.example\n",
            "line 1: a column 'id' or 'email' is needed; found name, emial; perhaps",
        ),
        ("id,id\n1,2\n", "line 1: the column 'id' stands here twice"),
        ("id,name\nc-1,Ana,more\n", "line 2: "),
        ("id,email\n,\n,x\nc-2,a@b@c\n", "line 3: 'x' is no e-mail address"),
        ("email\nnobody\n", "line 2: 'nobody' is no e-mail address"),
        ("id,name\n,Ana\n", "line 2: neither an id nor an e-mail address"),
        ("id,contact_on\nc-1,4.9.2026\n", "line 2: '4.9.2026' is no day; write YYYY-MM-DD"),
        ("id,contact_on,contact_channel\nc-1,2026-09-04,fax\n", "line 2: contact_channel is email, chat, social"),
        ("id,name\nc-1,Ana\nc-1,Bob\n", "line 3: the customer 'c-1' stands above with other values"),
    ],
)
def test_every_faulty_line_is_named(text: str, fault: str) -> None:
    with pytest.raises(BadImport) as found:
        parse_customers(text, "a.csv")
    first, *faults = str(found.value).split("\n")
    assert first == "a.csv was not imported, and nothing was changed:"
    assert any(fault in line for line in faults)


def test_one_faulty_line_keeps_the_whole_file_out(warmline: Warmline, acme: Path, tmp_path: Path) -> None:
    (tmp_path / "new.csv").write_text("id,email\nc-9,new@mail.example\nc-10,wrong\n", encoding="utf-8")
    ran = warmline("customers", "import", "../new.csv", folder=acme)
    assert (ran.returncode, ran.stdout) == (10, "")
    assert ran.stderr == (
        "1 row with what is wrong with each: new.rejected.csv\n"
        "../new.csv was not imported, and nothing was changed:\nline 3: 'wrong' is no e-mail address\n"
    )
    assert "c-9" not in warmline("customers", "list", folder=acme).stdout


def test_the_same_file_twice_changes_nothing(warmline: Warmline, either: Path, tmp_path: Path) -> None:
    (tmp_path / "new.csv").write_text(ROWS, encoding="utf-8")
    first = warmline("customers", "import", "../new.csv", "--json", folder=either)
    again = warmline("customers", "import", "../new.csv", "--json", folder=either)
    assert json.loads(first.stdout) == {"created": 1, "updated": 0, "unchanged": 0, "contacts": 1}
    assert json.loads(again.stdout) == {"created": 0, "updated": 0, "unchanged": 1, "contacts": 0}


def test_their_columns_are_mapped_to_ours(warmline: Warmline, acme: Path, tmp_path: Path) -> None:
    (tmp_path / "crm.csv").write_text("Full Name,Mail,Tier,Shoe size\nZoë Marsh,zoe@m.example,Gold,38\n", "utf-8")
    words = ("--map", "name=Full Name", "--map", "email=mail", "--map", "plan=tier")
    ran = warmline("customers", "import", "../crm.csv", *words, "--json", folder=acme)
    assert json.loads(ran.stdout)["created"] == 1
    found = json.loads(warmline("customers", "show", "zoe@m.example", "--json", folder=acme).stdout)
    assert (found["name"], found["plan"], found["fields"]) == ("Zoë Marsh", "Gold", {"shoe_size": "38"})
    wrong = warmline("customers", "import", "../crm.csv", "--map", "name=full_nam", folder=acme)
    assert (wrong.returncode, "there is no column 'full_nam' (did you mean 'full_name'?)" in wrong.stderr) == (10, True)
    assert warmline("customers", "import", "../crm.csv", "--map", "name", folder=acme).returncode == 2
    assert (
        warmline("customers", "import", folder=acme).stderr == "Nothing to import: name a FILE, or --sql URL QUERY.\n"
    )


def test_a_dry_run_says_what_would_happen(warmline: Warmline, acme: Path, tmp_path: Path) -> None:
    (tmp_path / "new.csv").write_text(ROWS, encoding="utf-8")
    ran = warmline("customers", "import", "../new.csv", "--dry-run", folder=acme)
    assert ran.stderr == "1 customer would be created, 0 would be updated, 0 unchanged; 1 contact would be added.\n"
    assert warmline("customers", "show", "c-1", folder=acme).returncode == 9


def test_faulty_rows_come_back_with_what_is_wrong_and_go_in_once_mended(
    warmline: Warmline, acme: Path, tmp_path: Path
) -> None:
    (tmp_path / "new.csv").write_text("id,email,note\nc-9,new@mail.example,\nc-10,wrong,=1+1\n", encoding="utf-8")
    ran = warmline("customers", "import", "../new.csv", folder=acme)
    assert ran.stderr.splitlines()[0] == "1 row with what is wrong with each: new.rejected.csv"
    back = acme / "new.rejected.csv"
    assert back.read_text("utf-8") == "id,email,note,errors\nc-10,wrong,'=1+1,'wrong' is no e-mail address\n"
    assert back.stat().st_mode & 0o777 == 0o600
    back.write_text(back.read_text("utf-8").replace(",wrong,", ",right@mail.example,"), "utf-8")
    assert warmline("customers", "import", "new.rejected.csv", folder=acme).returncode == 0
    found = json.loads(warmline("customers", "show", "c-10", "--json", folder=acme).stdout)
    assert found["fields"] == {"note": "=1+1"}


def test_customers_come_from_json_lines_and_from_our_own_json(warmline: Warmline, either: Path, tmp_path: Path) -> None:
    lines = [
        {
            "id": "c-1",
            "name": "Ana",
            "fields": {"garden": "roof"},
            "history": [{"on": "2026-09-04", "topic": "damage"}],
        },
        {"email": "B@mail.example", "score": 7, "vip": True, "nothing": None},
    ]
    (tmp_path / "crm.jsonl").write_text("\n".join(json.dumps(line) for line in lines) + "\n", "utf-8")
    assert warmline("customers", "import", "../crm.jsonl", folder=either).returncode == 0
    shown = [
        json.loads(warmline("customers", "show", one, "--json", folder=either).stdout)
        for one in ("c-1", "b@mail.example")
    ]
    assert (shown[0]["fields"], shown[0]["history"][0]["topic"]) == ({"garden": "roof"}, "damage")
    assert shown[1]["fields"] == {"score": "7", "vip": "true"}
    (tmp_path / "own.json").write_text(json.dumps(shown), "utf-8")
    again = warmline("customers", "import", "../own.json", "--json", folder=either)
    assert json.loads(again.stdout) == {"created": 0, "updated": 0, "unchanged": 2, "contacts": 0}
    (tmp_path / "bad.jsonl").write_text('{"id": "c-2"}\n[1]\n{"id":\n', "utf-8")
    bad = warmline("customers", "import", "../bad.jsonl", folder=either)
    assert bad.returncode == 10
    assert "line 2: this is no JSON object" in bad.stderr
    assert "line 3: this is not JSON" in bad.stderr


def test_customers_come_from_any_query_and_nothing_changes_there(
    warmline: Warmline, acme: Path, tmp_path: Path
) -> None:
    crm = sqlite3.connect(tmp_path / "crm.sqlite")
    crm.executescript(
        "CREATE TABLE people (nr INT, mail TEXT, seen TEXT);INSERT INTO people VALUES (7, 'p@m.example', NULL)"
    )
    crm.close()
    address, words = f"sqlite:///{tmp_path / 'crm.sqlite'}", ("--map", "id=nr", "--map", "email=mail")
    for query, code in (
        ("DELETE FROM people RETURNING nr, mail", 0),
        ("SELECT nr, mail FROM people", 0),
        ("SELEC", 12),
    ):
        ran = warmline("customers", "import", "--sql", address, query, *words, folder=acme)
        assert ran.returncode == code
    assert 'near "SELEC": syntax error' in ran.stderr
    assert warmline("customers", "show", "7", folder=acme).stdout.splitlines()[-1].endswith("p@m.example")
    secret = "postgresql://desk:opensesame@127.0.0.1:1/crm"
    ran = warmline("customers", "import", "--sql", secret, "SELECT 1 AS id", folder=acme)
    assert (ran.returncode, "opensesame" in ran.stderr, "postgresql+psycopg://desk:***@" in ran.stderr) == (
        12,
        False,
        True,
    )


@pytest.mark.parametrize(
    "text", ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(1)", "'=1", "''+", "'plain", "\tx", "\uff1d1"]
)
def test_what_is_exported_runs_no_formula_and_comes_in_again_unchanged(tmp_path: Path, text: str) -> None:
    said = Contact(dt.date(2026, 9, 4), "chat", "out", "delivery", f'{text.strip()}\nand, "more"', "upset")
    customer = Customer(
        id="c-1", name=text.strip(), fields=MappingProxyType({"note": text.strip()}), history=(said, said)
    )
    export_customers([customer, Customer(id="c-2", email="b@mail.example")], tmp_path / "out.csv")
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert [cell for cell in cells if cell[:1] and cell[0] in "=+-@\t\r\uff1d"] == []
    assert load_customers(tmp_path / "out.csv") == [customer, Customer(id="c-2", email="b@mail.example")]


def test_an_export_of_the_desk_changes_nothing_when_it_comes_in_again(warmline: Warmline, either: Path) -> None:
    assert warmline("customers", "export", "out.csv", folder=either).stderr.startswith("6 customers written to out.csv")
    again = warmline("customers", "import", "out.csv", "--json", folder=either)
    assert json.loads(again.stdout) == {"created": 0, "updated": 0, "unchanged": 6, "contacts": 0}


@pytest.mark.parametrize(
    ("name", "encoding", "told"),
    [
        ("Анастасия Великанова из города Новосибирска", "cp1251", ""),
        ("山田太郎", "cp932", ""),
        ("Zoë", "utf-16", ""),
        ("Łucja Żak", "cp1250", "cp1250"),
    ],
)
def test_other_encodings_are_found_out_or_told(tmp_path: Path, name: str, encoding: str, told: str) -> None:
    (tmp_path / "a.csv").write_bytes(f"sep=;\nid;name\nc-1;{name}\nc-2;{name}\n".encode(encoding))
    assert [one.name for one in load_customers(tmp_path / "a.csv", told)] == [name, name]
    with pytest.raises(BadImport, match="it is not in the encoding ascii"):
        load_customers(tmp_path / "a.csv", "ascii")


def report(shared: Path, name: str) -> str:
    """An input on which an earlier version was wrong."""
    return str(shared / "data" / "field-reports" / name)


def test_latin_letters_that_are_no_utf8_are_read_as_they_are_written(
    acme: Path, warmline: Warmline, shared: Path
) -> None:
    warmline("customers", "import", report(shared, "csv-cp1252-spanish/crm.csv"), folder=acme)
    listed = warmline("customers", "list", "x.example", folder=acme).stdout
    assert {name for name in ("José Peña", "Søren Ågård", "Anaïs Lefèvre", "João Conceição") if name in listed} == {
        "José Peña", "Søren Ågård", "Anaïs Lefèvre", "João Conceição"
    }  # fmt: skip


def test_addresses_with_a_name_are_taken_and_halves_of_them_refused(
    tmp_path: Path, acme: Path, warmline: Warmline
) -> None:
    (tmp_path / "c.csv").write_text("email,name\nJo <jo3@x.example>,Jo\nmailto:jo4@x.example,Jo\n")
    assert warmline("customers", "import", "../c.csv", folder=acme).returncode == 0
    assert '"email": "jo3@x.example"' in warmline("customers", "show", "--json", "jo3@x.example", folder=acme).stdout
    assert warmline("customers", "show", "jo4@x.example", folder=acme).returncode == 0
    (tmp_path / "c.csv").write_text("email,name\n@,At\njo@,J\n")
    said = warmline("customers", "import", "../c.csv", folder=acme)
    assert "line 2: '@' is no e-mail address\nline 3: 'jo@' is no e-mail address" in said.stderr


def test_headings_of_other_programs_are_known_and_said(acme: Path, warmline: Warmline, shared: Path) -> None:
    outlook = warmline("customers", "import", report(shared, "csv-headings-of-outlook/outlook.csv"), folder=acme)
    assert "Taken by their headings: e-mail_address as email, display_name as name" in outlook.stderr
    hubspot = report(shared, "csv-hubspot-two-names/hubspot.csv")
    mapping = ("--map", "name=First Name+Last Name", "--map", "id=Record ID")
    assert "2 customers created" in warmline("customers", "import", hubspot, *mapping, folder=acme).stderr
    assert warmline("customers", "show", "51", folder=acme).stdout.startswith("Jonas Meyer; first contact")
    warmline("customers", "import", report(shared, "csv-hubspot-two-names/salesforce.csv"), folder=acme)
    shown = warmline("customers", "show", "jonas.sf@x.example", folder=acme).stdout
    assert "mailing_street Line one\n             Line two\n" in shown


def test_customers_without_names_and_headings_without_addresses_say_what_to_do(
    tmp_path: Path, acme: Path, warmline: Warmline
) -> None:
    (tmp_path / "c.csv").write_text("email\nida@x.example\n")
    assert "No customer here has a name" in warmline("customers", "import", "../c.csv", folder=acme).stderr
    (tmp_path / "c.csv").write_text("e_mial,first\nida@x.example,Ida\n")
    assert "(--map OURS=THEIRS says which is which)" in warmline("customers", "import", "../c.csv", folder=acme).stderr


def test_a_cell_as_long_as_a_book_is_cut_and_keeps_nobody_out() -> None:
    notes = "word " * 60_000
    found = parse_customers(f'id,name,notes\n1,Ana,"{notes}"\n2,Ben,short\n', "crm.csv")
    assert [(one.name, len(one.fields["notes"])) for one in found] == [("Ana", 1_000), ("Ben", 5)]


def test_a_quotation_mark_that_is_not_closed_is_named_with_its_line(
    acme: Path, warmline: Warmline, shared: Path
) -> None:
    said = warmline("customers", "import", report(shared, "csv-unclosed-quote/q.csv"), folder=acme)
    assert (said.returncode, "line 2: a quotation mark is opened here and never closed" in said.stderr) == (10, True)
    assert "u1@x.example" not in warmline("customers", "list", folder=acme).stdout
