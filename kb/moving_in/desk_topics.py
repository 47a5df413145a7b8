"""The sections, categories, collections and folders of another desk: what becomes the categories of ours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kb.articles.status import Status
from kb.moving_in.desk_json import Json, Kinds, is_topic, title_of
from kb.moving_in.desk_rights import is_restricted
from kb.moving_in.front_matter import FrontMatter
from kb.moving_in.languages import is_original, language_of
from kb.text import clean, one_line, slugify, unescape

_ABOVE = (
    "parent_section_id", "parent_folder_meta_id", "parent_folder_id", "category_id", "parent_id", "collectionId",
    "parent_category",
)  # fmt: skip
_TAG = re.compile(r"<[^<>]+>")
_LONGEST = 300
Words = dict[str, FrontMatter]
"""Titles and summaries, by language."""


@dataclass(frozen=True)
class DeskTopic:
    """A section, category, collection or folder of a desk."""

    title: str
    above: tuple[str, ...] = ()
    """The topics that it may lie in, the closest first."""
    summary: str = ""
    order: int = 0
    internal: bool = False
    translations: Words = field(default_factory=dict)


Topics = dict[str, DeskTopic]


def topics_of(objects: Kinds) -> Topics:
    """Every topic by its id, as text."""
    given: dict[str, list[Json]] = {}
    restricted: set[str] = set()
    for kind, one in objects:
        if is_topic(kind, one):
            given.setdefault(str(one["id"]), []).append(one)
            restricted |= {str(one["id"])} if is_restricted(kind, one) else set()
    others = _listed_translations(objects)
    base = base_of(one for those in given.values() for one in those)
    found = {}
    for name, those in given.items():
        # An article names its topic in a few words; the list of topics says more.
        original = max(those, key=lambda one: (is_original(one), len(one)))
        own = language_of(original)
        words = {language_of(one): words_of_topic(one) for one in those if language_of(one) not in ("", own)}
        found[name] = DeskTopic(
            clean(title_of(original)),
            ids_in(original, _ABOVE),
            words_of_topic(original).summary,
            order_of(original, base),
            name in restricted,
            {**words, **_carried(original), **others.get(name, {})},
        )
    return found


def words_of_topic(one: Json) -> FrontMatter:
    """The title and the summary that an object gives a topic."""
    about = one.get("description") if isinstance(one.get("description"), str) else one.get("body")
    return FrontMatter(title=clean(title_of(one)), summary=in_words(about))


def in_words(html: object) -> str:
    """A short text without its tags, as a summary."""
    return one_line(unescape(_TAG.sub(" ", html)))[:_LONGEST] if isinstance(html, str) else ""


def _carried(one: Json) -> Words:
    """The translations that a topic holds itself."""
    held = one.get("translated_content")
    own = str(one.get("default_locale") or "en")
    return {
        language.lower(): words_of_topic(words)
        for language, words in (held.items() if isinstance(held, dict) else ())
        if isinstance(words, dict) and title_of(words) and language != own
    }


def _listed_translations(objects: Kinds) -> dict[str, Words]:
    found: dict[str, Words] = {}
    for _kind, one in objects:
        if str(one.get("source_type", "")).lower() in ("section", "category") and language_of(one) and title_of(one):
            found.setdefault(str(one.get("source_id")), {})[language_of(one)] = words_of_topic(one)
    return found


def base_of(objects: Iterable[Json]) -> int:
    """What to add to places: 1 where the first of them is 0, which with us means none."""
    places = {one.get("position", one.get("order")) for one in objects}
    return 1 if 0 in places and len(places - {None}) > 1 else 0


def order_of(one: Json, base: int) -> int:
    """The place of an article or a topic among its sisters; 0 where it has none."""
    place = one.get("position", one.get("order"))
    return place + base if isinstance(place, int) and 0 <= place < 10_000 else 0


def ids_in(one: Json, names: Iterable[str]) -> tuple[str, ...]:
    """What an object says under some names that it lies in, as text."""
    found: list[str] = []
    for name in names:
        values = one.get(name)
        for value in values if isinstance(values, list) else [values]:
            number = value.get("id") if isinstance(value, dict) else value
            found += [str(number)] if number is not None and str(number) not in ("", "0") else []
    return tuple(dict.fromkeys(found))


def folder_for(names: Iterable[str], topics: Mapping[str, DeskTopic]) -> tuple[str, ...]:
    """The topics from the top down to the first one that is known; none where no one is."""
    found: list[str] = []
    name = next((one for one in names if one in topics), "")
    while name and name not in found:
        found.append(name)
        name = next((one for one in topics[name].above if one in topics and one not in found), "")
    return tuple(reversed(found))


def path_of(way: Iterable[str], topics: Mapping[str, DeskTopic]) -> str:
    """The folder that becomes of the topics from the top down."""
    return "/".join(slugify(topics[one].title) or f"topic-{one}" for one in way)


def folders_of(topics: Mapping[str, DeskTopic]) -> Iterator[tuple[str, FrontMatter, Words]]:
    """The folder of each topic, what stands in its front matter, and its translations."""
    for name, one in topics.items():
        status = Status.INTERNAL if one.internal else Status.PUBLIC
        front = FrontMatter(title=one.title, summary=one.summary, order=one.order, status=status)
        yield path_of(folder_for([name], topics), topics), front, one.translations
