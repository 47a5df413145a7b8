"""The JSON that desks write: every object of it, whatever lists, pages and tables it stands in."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from kb.text import one_line

Json = dict[str, Any]
Kinds = list[tuple[str, Json]]
"""Objects, each with the name of the list, table or file that it stands in."""
_WRAPPED = frozenset({"items", "data", "payload", "_results", "results", "records", "assets"})
"""Keys that say nothing of what lies below them."""
_ASIDE = frozenset(
    {"translated_content", "root_article", "associated_articles", "related_articles", "hierarchy", "meta", "seo_data"}
)
"""Keys of which nothing is an article or a topic of its own, though it may look like one."""
_TITLES = ("title", "name", "question", "subject")
TEXTS = (
    "body_markdown", "body", "content", "text", "body_html", "html_content", "content_html", "description", "answer",
)  # fmt: skip
_TOPICS = frozenset(
    {"section", "category", "collection", "folder"} | {"sections", "categories", "collections", "folders"}
)
_ONLY_TOPICS_HAVE = frozenset(
    {"articleCount", "articles_count", "parent_section_id", "parent_folder_id", "defaultSort", "theme_template", "icon"}
)
_NO_ARTICLES = frozenset({"author", "user", "comment", "macro", "agent", "attachment", "seo", "translation", "portal"})
"""What objects are called that are none, though they have a title and a text."""
_TOTALS = ("total_count", "count", "total")
_LISTS = ("articles", "data", "items", "results")
_SPACE = re.compile(r"\s*")
_WORD = re.compile(r"[A-Z]?[a-z]+")


def documents_in(text: str) -> Iterator[object]:
    """Every JSON value of a text: answers that were written one below the other are several; ValueError for others."""
    decoder, at, text = json.JSONDecoder(), 0, text.removeprefix("\ufeff")
    while (at := _end_of_space(text, at)) < len(text):
        value, at = decoder.raw_decode(text, at)
        yield value


def _end_of_space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def objects_in(value: object, kind: str) -> Iterator[tuple[str, Json]]:
    """Every object of a JSON value, with the name of what it stands in; a number is the name of nothing."""
    waiting = [(kind, value)]
    while waiting:
        kind, value = waiting.pop()
        inside: list[tuple[str, object]] = []
        if isinstance(value, dict):
            yield kind, value
            inside = [
                (kind if key in _WRAPPED or key.isdigit() else key, one)
                for key, one in value.items()
                if key not in _ASIDE
            ]
        elif isinstance(value, list):
            inside = [(kind, one) for one in value]
        waiting += reversed(inside)


def words_in(kind: str) -> list[str]:
    """The words of a name such as `internal_articles`, in small letters."""
    return [word.lower() for word in _WORD.findall(kind)]


def title_of(one: Json) -> str:
    """The title of an object; empty where it has none."""
    return next((one_line(one[name]) for name in _TITLES if isinstance(one.get(name), str) and one[name].strip()), "")


def text_of(one: Json) -> tuple[str, str]:
    """The name of the key that holds the text of an article, and the text as it was written."""
    for name in TEXTS:
        text = one.get(name)
        if isinstance(text, dict):
            text = text.get("body")
        if isinstance(text, str) and text.strip():
            return name, text
    return "", ""


def is_topic(kind: str, one: Json) -> bool:
    """Whether an object is a section, category, collection or folder."""
    if "id" not in one or not title_of(one) or any(name in one for name in ("body", "content", "body_markdown")):
        return False
    named = str(one.get("type", "")).lower() in _TOPICS or not _TOPICS.isdisjoint(words_in(kind)[-1:])
    return named or ("title" not in one and not _ONLY_TOPICS_HAVE.isdisjoint(one))


def is_article(kind: str, one: Json) -> bool:
    """Whether an object is an article with a text."""
    last = (words_in(kind) or [""])[-1]
    if last.removesuffix("s") in _NO_ARTICLES or is_topic(kind, one):
        return False
    text = text_of(one)[1]
    return bool(title_of(one)) and bool(text) and ("id" in one or "slug" in one or len(text) > 60)


def lacks_text(kind: str, one: Json) -> bool:
    """Whether an object is an article of a desk that says nothing."""
    named = title_of(one) and any(
        name in one for name in ("section_id", "collectionId", "portal_id", "folder_id", "translation_ids")
    )
    last = (words_in(kind) or [""])[-1].removesuffix("s")
    return bool(named) and last not in _NO_ARTICLES and not is_topic(kind, one) and not text_of(one)[1]


def said_to_be(objects: Iterable[tuple[str, Json]]) -> int:
    """How many articles the lists of an export say that there are; 0 where none says it."""
    most = 0
    for kind, one in objects:
        for name in _LISTS:
            listed = one.get(name)
            if isinstance(listed, list) and any(isinstance(each, dict) and _in_list(kind, each) for each in listed):
                most = max(most, *(one[total] for total in _TOTALS if type(one.get(total)) is int), 0)
    return most


def _in_list(kind: str, one: Json) -> bool:
    return is_article(kind, one) or lacks_text(kind, one)
