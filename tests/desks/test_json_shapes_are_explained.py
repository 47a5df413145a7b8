"""Every key that a verb prints with `--json` stands on the manual's page on JSON shapes, in the part on its verb."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

import composer.cli
import kb.cli
from composer.cli.table import table
from composer.desk.mail_in import Fetched
from composer.manual.pages import shipped_files
from composer.metrics import telling
from composer.practice.exemplary import Exemplary
from kb.faq.compared import Change
from tests.desks.conftest import Warmline

PAGE = dict(shipped_files())["articles/operators/json-shapes.md"]
PARTS = {heading: text for heading, _line, text in (part.partition("\n") for part in PAGE.split("\n## ")[1:])}
FREE = frozenset({
    "fields", "left_out", "outcomes", "steps", "statuses", "missing", "pictures_elsewhere", "turned", "left",
    "keys_dropped", "unknown", "abilities",
})  # fmt: skip
"""Keys with a mapping whose names are those of a desk, of steps, or of what was found."""
OTHERWISE = frozenset({"draft", "send", "neomutt", "aerc", "command", "d", "w", "m", "dry_run"})
"""Keys of mappings in the code of the command line that no verb prints, and one that stands in several parts."""
LETTER = """From: Ana Silva <ana.silva@mail.example>
Subject: Charged twice

You charged my card twice for order 4411, 84.50 on 9 November. Why? Where is my money?
I am worried. My father has died.
"""


def keys_of(data: Any) -> Iterator[str]:
    """The keys of what a verb prints, at any depth."""
    if isinstance(data, list):
        for one in data:
            yield from keys_of(one)
    elif isinstance(data, dict):
        for key, value in data.items():
            yield key
            if key not in FREE:
                yield from keys_of(value)


def named_in(text: str) -> set[str]:
    """What stands in code in a part of the page."""
    return set(re.findall(r"`([^`\n]+)`", text))


@pytest.mark.parametrize(
    "words",
    [
        "inbox", "read letter.eml", "reply letter.eml", "check reply.txt --message letter.eml", "lint", "search parcel",
        "search --phrases --explain parcel", "show charged-twice", "export site", "misses", "learned",
        "customers list", "customers show c-1001", "customers import crm.csv", "customers export all.csv",
        "customers forget c-1002", "ratings import ratings.csv", "gaps", "tone", "practise --list", "doctor",
        "import articles old --dry-run", "import phrases macros.json --dry-run", "backup copy.sqlite",
    ],
)  # fmt: skip
def test_what_a_verb_prints_stands_in_its_part(words: str, acme: Path, warmline: Warmline) -> None:
    (acme / "letter.eml").write_text(LETTER, "utf-8")
    (acme / "reply.txt").write_text("Hello Ana,\n\nI have cancelled it. I will write to you by Friday.\n", "utf-8")
    (acme / "crm.csv").write_text("id,email,name\nz1,z@mail.example,Zoe\n", "utf-8")
    rated = "id,ticket_id,score,comment,created_at\n1,208,good,,2026-11-20T09:00:00Z\n"
    (acme / "ratings.csv").write_text(rated, "utf-8")
    (acme / "old").mkdir()
    (acme / "old" / "gift-cards.md").write_text("---\ntitle: Gift cards\n---\nSee [it](gone.md).\n", "utf-8")
    (acme / "macros.json").write_text('[{"short_code": "hours", "content": "We answer on every day."}]', "utf-8")
    (acme / "articles" / "nameless.md").write_text("Text.\n", "utf-8")
    warmline("search", "zeppelin", folder=acme)
    ran = warmline(*words.split(), "--json", folder=acme)
    found = {*keys_of(json.loads(ran.stdout))}
    assert found
    heading = next(one for one in PARTS if words.startswith(one.partition(" and ")[0]))
    told = named_in(PARTS[heading]) | (named_in(PARTS["check"]) if "`check`" in PARTS[heading] else set())
    assert sorted(found - told) == [], f"explain these in json-shapes.md, under {heading}"


def test_every_verb_with_json_has_its_part() -> None:
    verbs = [verb.name for verb in table().walk() if any("--json" in option.names for option in verb.options)]
    told = {*PARTS, *re.findall(r"(?m)^- `([^`]+)`: ", PARTS["customers"] + PARTS["backup and restore"]), "mail"}
    assert sorted({*verbs} - told) == []


def test_every_key_in_the_code_of_the_command_line_stands_on_the_page() -> None:
    folders = [Path(composer.cli.__file__).parent, Path(kb.cli.__file__).parent]
    files = [*(path for folder in folders for path in folder.glob("*.py")), Path(telling.__file__)]
    known = named_in(PAGE) | OTHERWISE
    kept = {one.name for kind in (Change, Exemplary, Fetched) for one in fields(kind)}
    written = {
        key.value
        for path in files
        if path.name != "editors.py"
        for function in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Dict)
        for key in node.keys
        if isinstance(key, ast.Constant) and isinstance(key.value, str)
    }
    assert sorted((written | kept) - known) == [], "explain these in composer/manual/articles/operators/json-shapes.md"
