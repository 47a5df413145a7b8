"""Front matter of other tools, mapped to ours: what we have a key for is kept, and the rest is counted."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from dataclasses import dataclass, field

from kb.articles.status import Status
from kb.moving_in.flags import is_yes
from kb.problem import Problems
from kb.text import one_line, slugify
from kb.yaml.reader import Listing, Mapping, Scalar, Value
from kb.yaml.tree import parse_yaml, quote

Keys = dict[str, "str | list[str]"]
_FRONT = re.compile(r"\A\ufeff?(---|\+\+\+)[ \t]*\r?\n(.*?)^\1[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_LINE = re.compile(r"^([\w-]+):[ \t]*(.*)$")
_TITLE = ("title", "name", "sidebar_label", "sidebarTitle", "nav_title", "linkTitle", "question", "subject")
_SUMMARY = ("summary", "description", "excerpt", "subtitle", "lead", "seo_description", "meta_description")
_ORDER = ("order", "weight", "sidebar_position", "nav_order", "position", "menu_order")
_TAGS = ("tags", "tag", "labels", "label_names", "categories", "category", "topics", "feature")
_KEYWORDS = ("keywords", "keyword")
_OLD = ("aliases", "alias", "redirect_from", "redirects", "redirect_urls", "old_slugs")
_ADDRESS = ("slug", "permalink", "url")
_OURS = ("id", "status", "owner", "review_by", "related", "title", "summary")
_INTERNAL = ("internal", "private", "agents_only")
_NOT_PUBLIC = ("draft", "unlisted", "hidden")


@dataclass(frozen=True)
class FrontMatter:
    """What the front matter of an article says, in our words."""

    title: str = ""
    summary: str = ""
    status: Status = Status.PUBLIC
    order: int = 0
    tags: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    """Old addresses, below the site."""
    address: str = ""
    """The address that the article gives itself; empty where its path decides."""
    id: str = ""
    owner: str = ""
    review_by: str = ""
    related: tuple[str, ...] = ()
    dropped: Counter[str] = field(default_factory=Counter)
    """Keys that we have none for."""


def split(source: str) -> tuple[Keys, str]:
    """The keys and the body of a text; front matter that is not YAML is read line by line."""
    front = _FRONT.match(source)
    if front is None:
        return {}, source.removeprefix("\ufeff")
    text, body = front[2].replace("\r\n", "\n"), source[front.end() :]
    if front[1] == "+++":
        try:
            return {key: _of_toml(value) for key, value in tomllib.loads(text).items()}, body
        except (ValueError, RecursionError):
            return {}, source
    mapping = parse_yaml(text, Problems(""))
    if mapping is None:
        return _by_lines(text), body
    return {key: _plain(value) for key, (_key, value) in mapping.entries.items()}, body


def _of_toml(value: object) -> str | list[str]:
    if isinstance(value, list):
        return [str(one) for one in value]
    return str(value).lower() if isinstance(value, bool) else str(value)


def _plain(value: Value) -> str | list[str]:
    match value:
        case Scalar():
            return value.text
        case Listing():
            return [one.text for one in value.items if isinstance(one, Scalar)]
        case Mapping():
            return [f"{key}: {one.text}" for key, (_key, one) in value.entries.items() if isinstance(one, Scalar)]


def _by_lines(text: str) -> Keys:
    found: Keys = {}
    for line in text.split("\n"):
        match = _LINE.match(line)
        if match:
            found.setdefault(match[1], match[2].strip().strip("\"'"))
    return found


def read(keys: Keys, missing: Status = Status.PUBLIC) -> FrontMatter:
    """What the keys of any tool mean for us."""
    used = {*_TITLE, *_SUMMARY, *_ORDER, *_TAGS, *_KEYWORDS, *_OLD, *_ADDRESS, *_OURS, *_INTERNAL, *_NOT_PUBLIC}
    used |= {"published", "state", "noindex"}
    number = _text(keys, ("id",))
    return FrontMatter(
        title=_text(keys, _TITLE),
        summary=_text(keys, _SUMMARY),
        status=_status(keys, missing),
        order=_number(_text(keys, _ORDER)),
        tags=tuple(dict.fromkeys(tag.lower() for tag in _texts(keys, _TAGS))),
        keywords=tuple(_texts(keys, _KEYWORDS)),
        aliases=tuple(old for old in _texts(keys, _OLD) if "/" in old or slugify(old)),
        address=_text(keys, _ADDRESS),
        id=number if re.fullmatch(r"[a-z0-9]{4,20}", number) else "",
        owner=_text(keys, ("owner",)),
        review_by=_text(keys, ("review_by",)),
        related=tuple(_texts(keys, ("related",))),
        dropped=Counter(key for key in keys if key not in used),
    )


def _status(keys: Keys, missing: Status) -> Status:
    given = _text(keys, ("status", "state")).lower()
    if any(is_yes(_text(keys, (key,))) is not False for key in _INTERNAL) or given in ("internal", "private"):
        return Status.INTERNAL
    if given in ("archived", "deprecated"):
        return Status.ARCHIVED
    # Other tools write a date behind `published` as well.
    held = any(is_yes(_text(keys, (key,))) is not False for key in _NOT_PUBLIC)
    held = held or is_yes(_text(keys, ("published",)) or "yes") is False
    if held or given in ("draft", "unpublished", "pending"):
        return Status.DRAFT
    return Status.PUBLIC if given in ("public", "published", "live") else missing


def _text(keys: Keys, names: tuple[str, ...]) -> str:
    for name in names:
        value = keys.get(name, "")
        if isinstance(value, str) and value.strip() and value.strip() not in ("~", "null"):
            return one_line(value)
    return ""


def _texts(keys: Keys, names: tuple[str, ...]) -> list[str]:
    found: list[str] = []
    for name in names:
        value = keys.get(name, [])
        found += value.split(",") if isinstance(value, str) else value
    return list(dict.fromkeys(one_line(one) for one in found if one.strip()))


def _number(text: str) -> int:
    found = re.match(r"-?\d{1,9}", text)
    return int(found[0]) if found else 0


def written(front: FrontMatter) -> str:
    """The front matter of one of our articles."""
    lines = [f"title: {quote(front.title)}"]
    lines += [f"id: {front.id}"] if front.id else []
    lines += [f"summary: {quote(front.summary)}"] if front.summary else []
    lines.append(f"status: {front.status}")
    lines += [f"order: {front.order}"] if front.order else []
    for name in ("tags", "keywords", "aliases", "related"):
        values = getattr(front, name)
        lines += [f"{name}: [{', '.join(map(_item, values))}]"] if values else []
    lines += [f"owner: {quote(front.owner)}"] if front.owner else []
    lines += [f"review_by: {front.review_by}"] if re.fullmatch(r"\d{4}-\d\d-\d\d", front.review_by) else []
    return "---\n" + "\n".join(lines) + "\n---\n"


def _item(text: str) -> str:
    return text if re.fullmatch(r"/?[a-zA-Z][\w/-]*", text) and text not in ("true", "false", "null") else quote(text)
