"""Exports of other desks: the articles in their JSON, with their topics, labels, states and old addresses.

Zendesk, Help Scout, Intercom, Chatwoot, Zammad, Freshdesk and their like all write objects that have a title and a
text. What else such an object says is read by the names that each desk has for it.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kb.addresses import parts_of_address
from kb.articles.status import Status
from kb.errors import CannotRead
from kb.files import read_text
from kb.moving_in.found import files_in, read_in, reported
from kb.moving_in.from_html import as_markdown, main_of
from kb.moving_in.front_matter import FrontMatter
from kb.moving_in.languages import parted
from kb.moving_in.pages import ForeignPage
from kb.text import clean, one_line, slugify, unescape

MOST_BYTES = 200_000_000
_WRAPPED = frozenset({"items", "data", "payload", "_results", "results"})
"""Keys that say nothing of what lies below them."""
_TITLES = ("title", "name", "question", "subject")
_TEXTS = ("body_markdown", "body", "content", "text", "description", "answer")
_PARENTS = (
    "section_id",
    "category_id",
    "folder_id",
    "collectionId",
    "categories",
    "parent_id",
    "parent_ids",
    "category",
)
_TOPIC_MARKS = ("sections", "categories", "collections", "folders", "category", "collection", "folder", "section")
_NO_ARTICLE = ("author", "user", "comment", "macro", "agent", "attachment", "seo", "translation")
"""What objects are called that are none, though they have a title and a text."""
_ADDRESSES = ("html_url", "publicUrl", "url", "permalink", "link")
_LED_TO = re.compile(r"href=\\?[\"'][^\"'#<>]*#([^\"'#<>\\\s]+)")
_INTERNAL_VISIBILITY = {"private", "internal", "agents", "3", "staff"}
_HELD = {"draft", "notpublished", "unpublished", "0", "pending"}
Json = dict[str, Any]


@dataclass(frozen=True)
class _Topic:
    """A section, category, collection or folder of a desk."""

    title: str
    parent: str = ""
    summary: str = ""
    order: int = 0
    internal: bool = False


@dataclass(frozen=True)
class Export:
    """What an export holds."""

    tool: str
    pages: list[ForeignPage]
    topics: dict[str, FrontMatter]
    """The front matter of each folder that becomes a category, by its path."""
    site: str = ""
    """Where the help centre stands, with a slash at its end; empty where no article says it."""
    numbers: dict[str, str] = field(default_factory=dict)
    """The page of each article, and the folder of each topic with a slash at its end, by the number in its address."""


def export_of(path: Path, problems: list[str]) -> Export | None:
    """The articles of a JSON file, an HTML page, or a folder of them; None where there is none."""
    below = files_in(path) if path.is_dir() else []
    if any(one.suffix == ".md" for one in below):
        return None
    files = [one for one in below if one.suffix.lower() in (".json", ".html", ".htm")] or [path]
    objects: list[tuple[str, Json]] = []
    pages: list[ForeignPage] = []
    for file in files:
        try:
            text = read_text(path, MOST_BYTES) if file == path else read_in(path, file, MOST_BYTES)
            if file.suffix.lower() == ".json":
                objects += _objects(json.loads(text), file.stem)
            elif file.suffix.lower() in (".html", ".htm"):
                pages.append(_html_page(text, file, path))
        except (CannotRead, ValueError, RecursionError) as error:
            problems.append(f"{file} is left out: {error}")
    pages = [page for page in pages if page.body.strip()]
    articles = [(kind, one) for kind, one in objects if _is_article(kind, one)]
    if not articles and not pages:
        return None
    topics = _topics(objects)
    originals, others = parted(articles, objects)
    anchors = _anchors_led_to(one for _kind, one in objects)
    every: list[ForeignPage] = []
    numbers = {name: f"{_folder_of(name, topics)}/" for name in topics}
    for kind, one in originals:
        with reported(problems, _title_of(one)):
            made = list(_pages_from(kind, one, topics, anchors, others.get(str(one.get("id")), {})))
            numbers.setdefault(str(one.get("id")), made[0].path)
            every += made
    problems += _without_text(objects)
    return Export(
        _tool_of(objects) if articles else "HTML",
        _own_names([*every, *pages]),
        _folders(topics),
        _site_of(one for _kind, one in articles),
        numbers,
    )


def _anchors_led_to(objects: Iterable[Json]) -> frozenset[str]:
    """Every anchor that a link in any text leads to; others are of no use to anybody."""
    texts = (one[name] for one in objects for name in _TEXTS if isinstance(one.get(name), str))
    return frozenset(anchor for text in texts for anchor in _LED_TO.findall(text))


def _without_text(objects: Iterable[tuple[str, Json]]) -> Iterator[str]:
    """A line for each article of a desk that says nothing; it would be an empty page."""
    for kind, one in objects:
        named = _title_of(one) and any(name in one for name in ("section_id", "collectionId", "portal_id", "folder_id"))
        if named and not any(mark in kind.lower() for mark in _NO_ARTICLE) and not _body(one).strip():
            yield f"{_title_of(one)} is left out: it has no text."


def _site_of(articles: Iterable[Json]) -> str:
    """The top of the site that most articles say they stand on."""
    found: Counter[str] = Counter()
    for one in articles:
        parts = parts_of_address(next((one[name] for name in _ADDRESSES if isinstance(one.get(name), str)), ""))
        found[f"{parts.scheme}://{parts.netloc}/" if parts.netloc else ""] += 1
    return found.most_common(1)[0][0] if found else ""


def _objects(value: object, kind: str) -> Iterator[tuple[str, Json]]:
    """Every object of a JSON text, with the name of the list or key that it stands under."""
    waiting = [(kind, value)]
    while waiting:
        kind, value = waiting.pop()
        inside: list[tuple[str, object]] = []
        if isinstance(value, dict):
            yield kind, value
            inside = [
                (kind if key in _WRAPPED else key, one) for key, one in value.items() if key != "translated_content"
            ]
        elif isinstance(value, list):
            inside = [(kind, one) for one in value]
        waiting += reversed(inside)


def _is_article(kind: str, one: Json) -> bool:
    kind = kind.lower()
    if any(mark in kind for mark in _NO_ARTICLE):
        return False
    if any(kind.startswith(mark) for mark in _TOPIC_MARKS) and "body" not in one and "content" not in one:
        return False
    text = next((one[name] for name in _TEXTS if isinstance(one.get(name), str) and one[name].strip()), "")
    return bool(_title_of(one)) and bool(text) and ("id" in one or "slug" in one or len(text) > 60)


def _title_of(one: Json) -> str:
    return next((one_line(one[name]) for name in _TITLES if isinstance(one.get(name), str) and one[name].strip()), "")


def _tool_of(objects: Iterable[tuple[str, Json]]) -> str:
    marks = (
        ("Zendesk", {"section_id"}),
        ("Zendesk", {"label_names"}),
        ("Help Scout", {"collectionId"}),
        ("Intercom", {"parent_ids"}),
        ("Intercom", {"body_markdown"}),
        ("Chatwoot", {"portal_id"}),
        ("Zammad", {"translation_ids"}),
        ("Freshdesk", {"folder_id"}),
        ("Freshdesk", {"description_text"}),
    )
    keys = {key for _kind, one in objects for key in one}
    return next((tool for tool, mark in marks if mark <= keys), "JSON")


def _topics(objects: Iterable[tuple[str, Json]]) -> dict[str, _Topic]:
    """Every topic by its id, as text."""
    found: dict[str, _Topic] = {}
    for kind, one in objects:
        name = kind.lower()
        if not any(name.startswith(mark) for mark in _TOPIC_MARKS) or "id" not in one or not _title_of(one):
            continue
        visibility = str(one.get("visibility", one.get("user_segment", "")) or "").lower()
        summary = one_line(unescape(re.sub(r"<[^<>]+>", " ", str(one.get("description") or ""))))
        # The words of a translation are not those of the topic.
        if str(one["id"]) in found and one.get("locale") != one.get("source_locale"):
            continue
        order = one.get("position", one.get("order", 0))
        found[str(one["id"])] = _Topic(
            clean(_title_of(one)),
            _first(one, ("parent_section_id", "category_id", "parent_id", "collectionId")),
            summary[:300],
            order if isinstance(order, int) else 0,
            visibility in _INTERNAL_VISIBILITY,
        )
    return found


def _first(one: Json, names: Iterable[str]) -> str:
    for name in names:
        value = one.get(name)
        if isinstance(value, list):
            value = value[0] if value else None
        if isinstance(value, dict):
            value = value.get("id")
        if value is not None and str(value) not in ("", "None", "0"):
            return str(value)
    return ""


def _pages_from(
    kind: str, one: Json, topics: Mapping[str, _Topic], anchors: Collection[str], others: Mapping[str, Json]
) -> Iterator[ForeignPage]:
    """An article, and its translations: those that it carries, and `others`, by language."""
    topic = _first(
        one,
        ("section_id", "folder_id", "categories", "parent_id", "parent_ids", "category_id", "category", "collectionId"),
    )
    folder = _folder_of(topic, topics)
    internal = any(topics[name].internal for name in _up(topic, topics))
    page = _page(kind, one, folder, anchors, internal=internal)
    yield page
    translated = one.get("translated_content")
    carried = translated if isinstance(translated, dict) else {}
    own = str(one.get("default_locale") or "en")
    for language, words in {**carried, **others}.items():
        if isinstance(words, dict) and language not in (own, "type") and _title_of(words):
            named = {**words, "slug": page.path.rpartition("/")[2].removesuffix(".md")}
            other = _page(kind, named, folder, anchors, internal=internal)
            if other.body.strip():
                yield ForeignPage(page.path.removesuffix(".md") + f".{language}.md", other.front, other.body)


def _page(kind: str, one: Json, folder: str, anchors: Collection[str], *, internal: bool) -> ForeignPage:
    title = clean(_title_of(one))
    url = next(
        (str(one[name]) for name in _ADDRESSES if isinstance(one.get(name), str)),
        "",
    )
    address = parts_of_address(url).path.strip("/") if not url.endswith(".json") else ""
    name = slugify(re.sub(r"^\d+-", "", str(one.get("slug") or ""))) or slugify(title) or f"article-{one.get('id', '')}"
    tags = [
        tag
        for key in ("label_names", "tags", "keywords")
        for tag in (one[key] if isinstance(one.get(key), list) else ())
        if isinstance(tag, str)
    ]
    summary = (
        one_line(str((one.get("seo_data") or {}).get("meta_description") or ""))
        if isinstance(one.get("seo_data"), dict)
        else ""
    )
    if (
        not summary
        and isinstance(one.get("description"), str)
        and any(one.get(key) for key in ("body", "content", "body_markdown"))
    ):
        summary = one_line(unescape(re.sub(r"<[^<>]+>", " ", one["description"])))
    order = one.get("position", 0)
    front = FrontMatter(
        title=title,
        summary=summary[:300],
        status=Status.INTERNAL if internal or "internal" in kind.lower() else _status(one),
        order=order if isinstance(order, int) and 0 < order < 10_000 else 0,
        tags=tuple(dict.fromkeys(tag.lower() for tag in tags)),
        aliases=(address,) if address else (),
    )
    return ForeignPage(f"{folder}/{name}.md".lstrip("/"), front, _body(one, anchors))


def _body(one: Json, anchors: Collection[str] = ()) -> str:
    for name in _TEXTS:
        text = one.get(name)
        if isinstance(text, dict):
            text = text.get("body")
        if isinstance(text, str) and text.strip():
            html = re.search(r"<(?:p|div|h[1-6]|ul|ol|table|span|br|strong)\b[^<>]*+>", text, re.IGNORECASE)
            return as_markdown(text, anchors) if html and name != "body_markdown" else text.replace("\r\n", "\n")
    return ""


def _status(one: Json) -> Status:
    if (
        one.get("user_segment_id")
        or one.get("internal") is True
        or ("internal_at" in one and not one.get("published_at") and one["internal_at"])
    ):
        return Status.INTERNAL
    if one.get("archived_at") or str(one.get("status", "")).lower() == "archived" or one.get("archived") is True:
        return Status.ARCHIVED
    given = str(one.get("state", one.get("status", ""))).lower()
    if one.get("draft") is True or given in _HELD or ("published" in one and one["published"] is False):
        return Status.DRAFT
    # Freshdesk counts from 1, Chatwoot from 0.
    if given == "1" and "description_text" in one:
        return Status.DRAFT
    return Status.ARCHIVED if given == "2" and "portal_id" in one else Status.PUBLIC


def _up(topic: str, topics: Mapping[str, _Topic]) -> list[str]:
    found: list[str] = []
    while topic in topics and topic not in found:
        found.append(topic)
        topic = topics[topic].parent
    return found


def _folder_of(topic: str, topics: Mapping[str, _Topic]) -> str:
    return "/".join(slugify(topics[one].title) or f"topic-{one}" for one in reversed(_up(topic, topics)))


def _folders(topics: Mapping[str, _Topic]) -> dict[str, FrontMatter]:
    return {
        _folder_of(name, topics): FrontMatter(
            title=one.title,
            summary=one.summary,
            order=one.order,
            status=Status.INTERNAL if one.internal else Status.PUBLIC,
        )
        for name, one in topics.items()
    }


def _html_page(text: str, file: Path, path: Path) -> ForeignPage:
    title, inside = main_of(text)
    below = file.relative_to(path).as_posix() if path.is_dir() else file.name
    folder, _, name = below.rpartition("/")
    where = "/".join(
        filter(None, (*(slugify(part) for part in folder.split("/")), slugify(name.rpartition(".")[0]) or "article"))
    )
    front = FrontMatter(title=title or name, aliases=(below,))
    return ForeignPage(f"{where}.md", front, as_markdown(inside))


def _own_names(pages: list[ForeignPage]) -> list[ForeignPage]:
    """Pages of which no two have one path."""
    taken: dict[str, int] = {}
    found = []
    for page in pages:
        taken[page.path] = taken.get(page.path, 0) + 1
        stem = page.path.removesuffix(".md")
        found.append(
            page if taken[page.path] == 1 else ForeignPage(f"{stem}-{taken[page.path]}.md", page.front, page.body)
        )
    return found
