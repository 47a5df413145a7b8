"""The manual's reference of front matter and phrasebooks: every key that the code reads from those files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from composer.cases.step import Care, Channel, Tone
from composer.phrases.phrasebook import read_phrasebook
from composer.reading.issues import IssueKind
from kb.articles.article_source import read_front_matter
from kb.articles.category import read_category
from kb.lint.schema import Read, Schema, schema_of

FILES: Mapping[str, Read] = {"article": read_front_matter, "category": read_category, "phrasebook": read_phrasebook}
"""The kinds of file that these pages explain, with what reads each."""

_VALUES = {
    "phrases.for.tones": Tone,
    "phrases.for.channels": Channel,
    "phrases.for.kinds": IssueKind,
    "phrases.for.care": Care,
}
"""What a list may hold, where that is a fixed set; a schema takes any text there, so that lint can name the slip."""


def key_names(kind: str) -> list[tuple[str, Schema]]:
    """Every key of a kind of file with its shape, such as `for.tones`; `NAME` is a name that the writer gives."""
    return list(_keys(schema_of(FILES[kind], kind), ""))


def _keys(schema: Schema, above: str) -> Iterator[tuple[str, Schema]]:
    named = schema.get("additionalProperties")
    below = dict(schema.get("properties", {})) | ({"NAME": named} if isinstance(named, dict) else {})
    for key, shape in below.items():
        yield f"{above}{key}", shape
        yield from _keys(shape.get("items") or shape, f"{above}{key}.")


def front_matter_lines(advice: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    """The page of what stands above an article and above a category."""
    yield "The front matter stands between two lines of three dashes at the top of a file. Every key may be left out."
    yield "Another key is kept in the file and used nowhere; `warmline lint` names it, because it may be a slip."
    yield "See [Your first article](../writers/your-first-article.md) for an example."
    yield from _section("article", advice["article"], "")
    yield "\n## Categories\n"
    yield "The front matter of `_index.md` in a folder of articles:\n"
    yield from _section("category", advice["category"], "category ")


def phrasebook_lines(advice: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    """The page of what stands in a phrasebook."""
    yield "A phrasebook is a YAML file below `phrasebooks`. A key that is not here is an error of `warmline lint`."
    yield "See [Phrases](../writers/phrases.md) for an example."
    yield from _section("phrasebook", advice["phrasebook"], "")


def _section(kind: str, advice: Mapping[str, str], before: str) -> Iterator[str]:
    for name, shape in key_names(kind):
        yield f"\n## {before}{name}\n"
        yield f"{advice[name]} {_values(_VALUES[name], 'Some') if name in _VALUES else _shape(shape)}"


def _values(values: Iterable[str], how_many: str) -> str:
    return f"{how_many} of {', '.join(f'`{one}`' for one in values)}."


def _shape(shape: Mapping[str, Any]) -> str:
    """What may stand as the value."""
    match shape:
        case {"enum": values}:
            return _values([one for one in values if one is not None], "One")
        case {"anyOf": _}:
            return "A list of texts, or one text."
        case {"format": "date"}:
            return "A day, as `2027-03-01`."
        case {"items": _}:
            return "A list of mappings, each with the keys that follow."
        case {"type": ["object", *_]}:
            return "A mapping, with the keys that follow."
        case {"type": ["integer", *_]}:
            return "A whole number."
    return "A text."
