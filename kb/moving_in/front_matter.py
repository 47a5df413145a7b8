"""Front matter of other tools, mapped to ours: what we have a key for is kept, and the rest is counted."""

from __future__ import annotations

import datetime as dt
import json
import re
import tomllib
from collections import Counter
from dataclasses import dataclass, field

from kb.articles.held_back import folded, held_by, is_flag
from kb.articles.status import Status
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
_MENUS = ("menu", "menus")
_WEIGHT = re.compile(r"\bweight: ?(-?\d{1,9})")
_TAGS = ("tags", "tag", "labels", "label_names", "categories", "category", "topics", "feature")
_KEYWORDS = ("keywords", "keyword")
_OLD = ("aliases", "alias", "redirect_from", "redirects", "redirect_urls", "old_slugs")
_ADDRESS = ("slug", "permalink", "url")
_OURS = ("id", "status", "owner", "review_by", "related", "title", "summary")
_NAMES = frozenset(
    folded(name)
    for name in (*_TITLE, *_SUMMARY, *_ORDER, *_MENUS, *_TAGS, *_KEYWORDS, *_OLD, *_ADDRESS, *_OURS, "state")
)


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
    held: str = ""
    """The key by which the article is not public; empty where it is."""
    dropped: Counter[str] = field(default_factory=Counter)
    """Keys that we have none for."""


def split(source: str, tool: str = "") -> tuple[Keys, str]:
    """The keys and the body of a text; front matter that is not YAML is read line by line."""
    front = _FRONT.match(source)
    if front is None:
        return _of_json(source.removeprefix("\ufeff"), tool)
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


def _of_json(source: str, tool: str) -> tuple[Keys, str]:
    """What Hugo also takes: one object of JSON before the text. Elsewhere, one without a title is an example."""
    if not source.startswith("{"):
        return {}, source
    try:
        keys, end = json.JSONDecoder().raw_decode(source)
    except (ValueError, RecursionError):
        return {}, source
    body = source[end:].lstrip(" \t")
    titled = isinstance(keys.get("title"), str) and body[:1] in ("", "\n")
    if tool != "Hugo" and not titled:
        return {}, source
    return {key: _of_toml(value) for key, value in keys.items()}, body.lstrip("\n")


def _of_toml(value: object) -> str | list[str]:
    if isinstance(value, dict):
        return [f"{key}: {_of_toml(one)}" for key, one in value.items()]
    if isinstance(value, list):
        return [text for one in value for text in (_of_toml(one) if isinstance(one, dict) else [str(one)])]
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _plain(value: Value) -> str | list[str]:
    match value:
        case Scalar():
            return value.text
        case Listing():
            return [text for one in value.items for text in ([one.text] if isinstance(one, Scalar) else _plain(one))]
        case Mapping():
            return [f"{key}: {_plain(one)}" for key, (_key, one) in value.entries.items()]


def _by_lines(text: str) -> Keys:
    found: Keys = {}
    for line in text.split("\n"):
        match = _LINE.match(line)
        if match:
            found.setdefault(match[1], match[2].strip().strip("\"'"))
    return found


def read(keys: Keys, missing: Status = Status.PUBLIC, now: dt.datetime | None = None) -> FrontMatter:
    """What the keys of any tool mean for us; dates count where `now` is given."""
    known = {folded(key): value for key, value in reversed(keys.items())}
    number = _text(known, ("id",))
    held = held_by(keys, now)
    return FrontMatter(
        title=_text(known, _TITLE),
        summary=_text(known, _SUMMARY),
        status=held.status if held else _shown(known, missing),
        order=_number(_text(known, _ORDER)) or _number(_in_menu(known)),
        tags=tuple(dict.fromkeys(tag.lower() for tag in _texts(known, _TAGS))),
        keywords=tuple(_texts(known, _KEYWORDS)),
        aliases=tuple(old for old in _texts(known, _OLD) if "/" in old or slugify(old)),
        address=_text(known, _ADDRESS),
        id=number if re.fullmatch(r"[a-z0-9]{4,20}", number) else "",
        owner=_text(known, ("owner",)),
        review_by=_text(known, ("review_by",)),
        related=tuple(_texts(known, ("related",))),
        held=held.key if held else "",
        dropped=Counter(
            key
            for key, value in keys.items()
            if folded(key) not in _NAMES and not is_flag(key, value) and not (held and key == held.key)
        ),
    )


def _shown(known: Keys, missing: Status) -> Status:
    given = _text(known, ("status", "state")).lower()
    return Status.PUBLIC if given in ("public", "published", "publish", "live") else missing


def _text(keys: Keys, names: tuple[str, ...]) -> str:
    for name in names:
        value = keys.get(folded(name), "")
        if isinstance(value, str) and value.strip() and value.strip() not in ("~", "null"):
            return one_line(value)
    return ""


def _texts(keys: Keys, names: tuple[str, ...]) -> list[str]:
    found: list[str] = []
    for name in names:
        value = keys.get(folded(name), [])
        found += value.split(",") if isinstance(value, str) else value
    return list(dict.fromkeys(one_line(one) for one in found if one.strip()))


def _in_menu(known: Keys) -> str:
    """The weight of a page in the menus that it says it stands in."""
    found = _WEIGHT.search(" ".join(_texts(known, _MENUS)))
    return found[1] if found else ""


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
