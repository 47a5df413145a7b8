"""The source of an article: its front matter and its body, read with every fault at its place."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from kb.articles.article import Article, AskedField, alias_of, slug_of
from kb.articles.held_back import Held, held_by, is_left_copy
from kb.articles.status import Status
from kb.conflicts import note_conflict
from kb.files import digest
from kb.problem import At, Level, Problem, Problems
from kb.text import clean, close_to, one_line
from kb.yaml.reader import Listing, Mapping, Reader, Scalar

KEYS = (
    "title", "id", "summary", "status", "tags", "keywords", "owner", "review_by", "aliases", "related", "ask",
    "confirm", "order", "icon",
)  # fmt: skip
"""What the front matter of an article or a category may say."""
MOST_FRONT_MATTER = 64_000

_FRONT_MATTER = re.compile(r"\A\ufeff?---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_BEGUN = re.compile(r"[\s\ufeff\u200b\u2060]*---[ \t]*\n")
_ID = re.compile(r"[a-z0-9]{4,20}\Z")


def parse_article(source: str, path: str, missing_status: Status = Status.DRAFT) -> tuple[Article, list[Problem]]:
    """One article from the text of its file; faults become problems and the rest still counts.

    An article whose front matter cannot be read, whose status is unknown, or that two people changed in conflict, is
    a draft: it is never exported.
    """
    found = Problems(path)
    parts = split_source(source, found)
    slug = slug_of(path)
    if not slug:
        found.add(At(), "slug-empty", "The file name has no letter or digit to make an address from.")
    copied = is_left_copy(path.rpartition("/")[2].removesuffix(".md"))
    if copied:
        message = "By its name this is a copy that a program left. Delete it, or rename it; it is a draft until then."
        found.add(At(), "copy-name", message)
    article = read_front_matter(Reader(parts.keys or Mapping({}, 1, 1), found), parts.body, slug, missing_status)
    status = Status.DRAFT if parts.keys is None or copied or in_conflict(found) else article.status
    return replace(
        article, path=path, slug=slug, status=status, body_line=parts.body_line, source_hash=digest(source)
    ), found.found


def read_front_matter(reader: Reader, body: str = "", slug: str = "", missing_status: Status = Status.DRAFT) -> Article:
    """An article as its front matter says it, without a path."""
    article = Article(
        path="",
        slug=slug,
        title=_read_title(reader, body, slug),
        status=_read_status(reader, missing_status),
        body=body,
        id=_read_id(reader),
        summary=reader.text("summary"),
        tags=tuple(tag.lower() for tag in reader.texts("tags")),
        keywords=reader.texts("keywords"),
        owner=reader.text("owner"),
        review_by=reader.date("review_by"),
        aliases=tuple(filter(None, map(alias_of, reader.texts("aliases")))),
        order=reader.whole_number("order"),
        related=reader.texts("related"),
        ask=read_asks(reader),
        confirm=reader.texts("confirm"),
    )
    return _with_other_keys(article, reader)


class SplitFile(NamedTuple):
    """A Markdown file, parted into its front matter and its body."""

    keys: Mapping | None
    """None where the front matter cannot be read; without entries where there is none."""
    body: str
    body_line: int
    """The line of the file in which the body begins: 1 where there is no front matter."""


def split_source(source: str, found: Problems) -> SplitFile:
    """The front matter and the body of an article's or a category's file; a conflict anywhere in it is a problem."""
    parts = _split(source, found)
    if not in_conflict(found):
        note_conflict(source, found, markdown=True)
    return parts


def in_conflict(found: Problems) -> bool:
    """Whether a conflict was found in a file."""
    return any(problem.code == "merge-conflict" for problem in found.found)


def _split(source: str, found: Problems) -> SplitFile:
    source = source.replace("\r\n", "\n").replace("\r", "\n")
    front = _FRONT_MATTER.match(source)
    if front is None:
        begun = _BEGUN.match(source) is not None
        if begun:
            message = "Front matter begins in the first line and ends with a line of three dashes; mend it."
            found.add(At(), "front-matter-open", message)
        return SplitFile(None if begun else Mapping({}, 1, 1), clean(source), 1)
    body, body_line = clean(source[front.end() :]), source.count("\n", 0, front.end()) + 1
    if len(front[1]) > MOST_FRONT_MATTER:
        found.add(At(), "front-matter-size", f"The front matter is longer than {MOST_FRONT_MATTER // 1000} KB.")
        return SplitFile(None, body, body_line)
    from kb.yaml.tree import parse_yaml

    return SplitFile(parse_yaml(front[1], found, first_line=2), body, body_line)


def _read_status(reader: Reader, missing: Status) -> Status:
    """The status, and draft wherever it is not clear which one the writer meant."""
    if "status" in reader:
        status = Status(reader.one_of("status", Status, Status.DRAFT))
        return Status.DRAFT if "status" in reader.mapping.twice else status
    if status_misspelt(reader):
        return Status.DRAFT
    held = _held(reader)
    return held.status if held else missing


def _held(reader: Reader) -> Held | None:
    """What the front matter says of who may read an article in the words of other tools, as `draft: true`."""
    entries = {key: value for key, (_key, value) in reader.mapping.entries.items() if key not in KEYS}
    lists = {key: value.items for key, value in entries.items() if isinstance(value, Listing)}
    return held_by(
        {key: value.text for key, value in entries.items() if isinstance(value, Scalar)}
        | {key: [one.text for one in items if isinstance(one, Scalar)] for key, items in lists.items()}
    )


def status_misspelt(reader: Reader) -> bool:
    """Whether a mapping without a status has a key that was probably meant to be one; nothing is shown on a guess."""
    unknown = (key for key in reader.mapping.entries if key not in KEYS)
    misspelt = [key for key in unknown if close_to(key.lower(), ("status",))]
    for key in misspelt:
        reader.take(key)
        message = (
            f"{one_line(key)!r} is not a key we know; write `status` if you mean it. Hidden from customers until then."
        )
        reader.problems.add(reader.key_place(key), "status-misspelt", message)
    return bool(misspelt)


def _read_title(reader: Reader, body: str, slug: str) -> str:
    title = reader.text("title")
    if not title:
        title = _first_heading(body)
    if not title:
        title = slug.replace("-", " ").capitalize()
        reader.problems.add(reader.mapping, "title-missing", f"No title; {title!r} is shown instead.", Level.WARNING)
    return title


def _read_id(reader: Reader) -> str:
    number = reader.text("id")
    if not number or _ID.match(number):
        return number
    message = "An id is 4 to 20 small letters and digits; it stands in a permanent link."
    reader.problems.add(reader.place("id"), "bad-id", message)
    return ""


def _with_other_keys(article: Article, reader: Reader) -> Article:
    held = _held(reader)
    # `draft: false` says the same here as there.
    reader.take("draft" if held is None else held.key)
    if held and article.status is Status.PUBLIC:
        message = (
            f"{one_line(held.key)!r} is not our key, and this article is public; write `status: {held.status}` "
            "to keep it back."
        )
        reader.problems.add(reader.key_place(held.key), "draft-ignored", message, Level.WARNING)
    other = reader.unknown(Level.HINT, " It is kept, and used nowhere.")
    if not other:
        return article
    return replace(article, other_keys=tuple(other))


def read_asks(reader: Reader) -> tuple[AskedField, ...]:
    """The `ask` mapping of an article or a phrase: field names with a label and a kind."""
    asks = reader.inner("ask")
    found: list[AskedField] = []
    for name in asks.keys():  # noqa: SIM118  a Reader's keys, not a dict's
        if not re.fullmatch(r"case\.[a-z][a-z0-9_]*", name):
            asks.take(name)
            asks.problems.add(asks.key_place(name), "ask-name", f"{name!r} cannot be asked for; name it case.<word>.")
            continue
        one = asks.inner(name)
        kind = one.one_of("kind", ("text", "date", "choice"), "text")
        choices = one.texts("choices")
        if kind == "choice" and not choices:
            asks.problems.add(asks.key_place(name), "ask-choices", f"{name!r} is a choice without choices.")
            kind = "text"
        label = one.text("label") or name.removeprefix("case.").replace("_", " ")
        when = one.one_of("when", ("past", "future"), "") if kind == "date" else ""
        found.append(AskedField(name, label, kind, choices, when))
        one.unknown()
    return tuple(found)


def _first_heading(body: str) -> str:
    match = re.search(r"^#{1,3}[ \t]+(\S.*)", body, re.MULTILINE)
    return one_line(match[1].rstrip(" \t#")) if match else ""
