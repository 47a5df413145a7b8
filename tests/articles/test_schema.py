"""The JSON Schemas that editors use say what the code reads, and nothing else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from composer.cli import main as warmline
from composer.phrases.phrasebook import read_phrasebook
from composer.reading.cues import read_cues
from composer.writing.wording_rules import read_wording
from kb.articles.article_source import KEYS, read_front_matter
from kb.articles.category import read_category
from kb.lint.schema import Read, schema_of
from kb.problem import Problems
from kb.settings import read_library_settings
from kb.yaml.reader import Listing, Reader, Scalar, Value
from kb.yaml.tree import parse_yaml

TEXT = {"type": ["string", "number", "boolean", "null"]}


def test_the_schema_of_an_article_has_every_key_that_is_read() -> None:
    schema = schema_of(read_front_matter, "Front matter of an article")
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert set(schema["properties"]) == set(KEYS) - {"icon"}
    assert schema["properties"]["status"] == {"enum": ["draft", "internal", "public", "archived", None]}
    assert schema["properties"]["review_by"] == {"type": ["string", "null"], "format": "date"}
    assert schema["properties"]["tags"] == {"anyOf": [{"type": "array", "items": TEXT}, TEXT]}
    assert schema["properties"]["ask"]["additionalProperties"] == {
        "type": ["object", "null"],
        "properties": {
            "kind": {"enum": ["text", "date", "choice", None]},
            "choices": {"anyOf": [{"type": "array", "items": TEXT}, TEXT]},
            "label": TEXT,
            "when": {"enum": ["past", "future", None]},
        },
        "additionalProperties": False,
    }


def test_keys_of_other_tools_are_let_be_where_we_let_them_be() -> None:
    assert "additionalProperties" not in schema_of(read_front_matter, "")
    assert schema_of(read_library_settings, "")["properties"]["faq"]["additionalProperties"] is False


def test_a_category_may_be_public_or_internal_only() -> None:
    properties = schema_of(read_category, "")["properties"]
    assert properties["status"] == {"enum": ["public", "internal", None]}
    assert properties["order"] == {"type": ["integer", "null"]}


def test_whatever_a_schema_allows_is_read_without_a_problem() -> None:
    """Every property in turn, with a value of its kind."""
    values = {"date": "2026-01-01", "integer": "3", "object": "{}"}
    for read in (read_front_matter, read_category):
        for key, found in schema_of(read, "")["properties"].items():
            kind = found.get("format") or (found.get("type") or ["string"])[0]
            value = found["enum"][0] if "enum" in found else values.get(kind, "word")
            problems = Problems("x")
            mapping = parse_yaml(f"title: a\n{key}: {value}\n" if key != "title" else "title: a\n", problems)
            assert mapping is not None
            read(Reader(mapping, problems))
            assert problems.found == [], key


def test_the_articles_that_come_with_warmline_fit_the_schema() -> None:
    keys = set(json.loads(json.dumps(schema_of(read_front_matter, "")))["properties"])
    sample = Path(__file__).parents[2] / "kb" / "sample" / "articles"
    for path in sample.rglob("[!_]*.md"):
        mapping = parse_yaml(path.read_text().split("---\n")[1], Problems(str(path)))
        assert mapping is not None
        assert set(mapping.entries) <= keys


def keys_that_do_not_fit(schema: dict[str, Any], value: Value, where: str = "") -> list[str]:
    """Keys that a schema does not allow, and values that are none of its choices."""
    if isinstance(value, Listing):
        return [one for item in value.items for one in keys_that_do_not_fit(schema.get("items", {}), item, where)]
    if isinstance(value, Scalar):
        return [] if value.text in schema.get("enum", [value.text]) else [f"{where}={value.text}"]
    other = schema.get("additionalProperties")
    found: list[str] = []
    for key, (_key, below) in value.entries.items():
        inside = schema.get("properties", {}).get(key, other)
        wrong = not isinstance(inside, dict)
        found += [f"{where}.{key}"] if wrong else keys_that_do_not_fit(inside, below, f"{where}.{key}")
    return found


@pytest.mark.parametrize(
    ("name", "read"),
    [("cues", read_cues), ("wording", read_wording), ("situations", read_phrasebook), ("general", read_phrasebook)],
)
def test_the_phrasebooks_that_come_with_warmline_fit_their_schemas(name: str, read: Read) -> None:
    text = (Path(__file__).parents[2] / "phrasebooks" / "en" / f"{name}.yaml").read_text("utf-8")
    mapping = parse_yaml(text, Problems(name))
    assert mapping is not None
    schema = schema_of(read, name)
    assert keys_that_do_not_fit(schema, mapping) == []
    broken = parse_yaml(text.replace("- id:", "- idea:", 1), Problems(name))
    assert broken is not None
    assert keys_that_do_not_fit(schema, broken) != []


def test_the_schemas_are_written_where_an_editor_can_be_told_of_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert warmline.run(["schema", str(tmp_path / "schemas")]) == 0
    names = ["agent", "article", "category", "cues", "drills", "phrasebook", "settings", "synonyms", "wording"]
    assert [path.name for path in sorted((tmp_path / "schemas").iterdir())] == [f"{name}.schema.json" for name in names]
    settings = json.loads((tmp_path / "schemas" / "settings.schema.json").read_text())
    assert settings["additionalProperties"] is False
    assert settings["properties"]["search"] == {"enum": ["whoosh", "tantivy", None]}
    modeline = f"# yaml-language-server: $schema=file://{tmp_path}/schemas/settings.schema.json\n"
    assert capsys.readouterr().err.endswith(modeline)
