"""Exports of other desks: the articles in their JSON, with their topics, labels, states and old addresses.

Zendesk, Help Scout, Intercom, Chatwoot, Zammad, Freshdesk and their like all write objects that have a title and a
text. What else such an object says is read by the names that each desk has for it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from kb.addresses import parts_of_address
from kb.articles.status import Status
from kb.errors import CannotRead
from kb.faq.leaks import known_again, says_any
from kb.files import read_text
from kb.moving_in.desk_articles import ADDRESSES, DeskReading, given_of, pages_from
from kb.moving_in.desk_json import (
    TEXTS,
    Json,
    Kinds,
    documents_in,
    is_article,
    lacks_text,
    objects_in,
    said_to_be,
    title_of,
)  # fmt: skip
from kb.moving_in.desk_topics import Words, folder_for, folders_of, path_of, topics_of
from kb.moving_in.found import files_in, read_in, reported
from kb.moving_in.from_html import anchors_in, as_markdown, main_of
from kb.moving_in.front_matter import FrontMatter
from kb.moving_in.held_pictures import taken_out
from kb.moving_in.languages import original_id, parted
from kb.moving_in.pages import ForeignPage
from kb.moving_in.zammad import joined
from kb.text import count_of, slugify

MOST_BYTES = 200_000_000
_SHOWN = 8
_JSON = (".json", ".jsonl", ".ndjson")
_HTML = (".html", ".htm")


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
    """The page of each article as `article 12`, and the folder of each topic as `topic 5`."""
    translations: dict[str, Words] = field(default_factory=dict)
    """The words of each folder in other languages."""
    lost: int = 0
    """Words of HTML that its Markdown has not."""
    pictures: dict[str, bytes] = field(default_factory=dict)
    """The pictures that stood in the texts themselves, by the address that is written there now."""


def export_of(path: Path, problems: list[str], missing: Status = Status.PUBLIC) -> Export | None:
    """The articles of a JSON file, an HTML page, or a folder of them; None where there is none.

    `missing` is the status of articles that say nothing of theirs.
    """
    below = files_in(path) if path.is_dir() else []
    if any(one.suffix == ".md" for one in below):
        return None
    files = [one for one in below if one.suffix.lower() in (*_JSON, *_HTML)] or [path]
    objects: Kinds = []
    pages: list[ForeignPage] = []
    pictures: dict[str, bytes] = {}
    for file in files:
        try:
            text = read_text(path, MOST_BYTES) if file == path else read_in(path, file, MOST_BYTES)
            if file.suffix.lower() in _JSON:
                for document in documents_in(text):
                    objects += objects_in(document, file.stem)
            elif file.suffix.lower() in _HTML:
                pages.append(_html_page(taken_out(text, pictures), file, path))
        except (CannotRead, ValueError, RecursionError) as error:
            problems.append(f"{file} is left out: {error}")
    pages = [page for page in pages if page.body.strip()]
    objects = joined(objects, problems)
    articles = [(kind, one) for kind, one in objects if is_article(kind, one)]
    if not articles and not pages:
        return None
    found = _export(path, objects, articles, pages, missing, problems)
    return replace(found, pictures={**found.pictures, **pictures})


def _export(
    path: Path, objects: Kinds, articles: Kinds, pages: list[ForeignPage], missing: Status, problems: list[str]
) -> Export:
    topics = topics_of(objects)
    originals, others = parted(articles, objects)
    given = given_of(objects, articles, topics, _anchors_led_to(one for _kind, one in objects))
    given.missing, given.local = missing, _files_beside(path)
    every: list[ForeignPage] = []
    numbers = {f"topic {name}": f"{path_of(folder_for([name], topics), topics)}/" for name in topics}
    for kind, one in originals:
        with reported(problems, title_of(one)):
            made = list(pages_from(kind, one, given, others.get(original_id(kind, one), {})))
            numbers.setdefault(f"article {one.get('id')}", made[0].path)
            every += made
    problems += [*_not_whole(objects, articles), *_without_text(objects, articles), *_unsure(given), *_poorer(given)]
    folders = list(_apart(folders_of(topics), every, problems))
    return Export(
        _tool_of(objects) if articles else "HTML",
        _own_names([*every, *pages]),
        {folder: front for folder, front, _words in folders},
        _site_of(one for _kind, one in articles),
        numbers,
        {folder: words for folder, _front, words in folders if words},
        given.lost,
        given.pictures,
    )


def _anchors_led_to(objects: Iterable[Json]) -> frozenset[str]:
    """Every anchor that a link in any text leads to; others are of no use to anybody."""
    texts = (one[name] for one in objects for name in TEXTS if isinstance(one.get(name), str))
    return frozenset(anchor for text in texts for anchor in anchors_in(text))


def _files_beside(path: Path) -> dict[str, str]:
    """The pictures and files below an export, by name in small letters; empty where two have one name."""
    found: dict[str, str] = {}
    for file in files_in(path) if path.is_dir() else ():
        if file.suffix.lower() not in (*_JSON, *_HTML):
            name = file.name.lower()
            found[name] = "" if name in found else file.relative_to(path).as_posix()
    return found


def _without_text(objects: Kinds, articles: Kinds) -> Iterator[str]:
    """A line for each article of a desk that says nothing; it would be an empty page."""
    whole = {str(one.get("id")) for _kind, one in articles}
    for kind, one in objects:
        if lacks_text(kind, one) and str(one.get("id")) not in whole:
            yield f"{title_of(one)} is left out: it has no text."


def _not_whole(objects: Kinds, articles: Kinds) -> Iterator[str]:
    """A line where the export itself says that it has more articles than came."""
    listed = [(kind, one) for kind, one in objects if lacks_text(kind, one)]
    here = {original_id(kind, one) for kind, one in (*articles, *listed)}
    said = said_to_be(objects)
    if said > len(here):
        yield f"The export says that it has more articles than came ({len(here)} of {said}): fetch its other pages too."


def _poorer(given: DeskReading) -> Iterator[str]:
    if given.poorer:
        shown = ", ".join(given.poorer[:_SHOWN]) + (" …" if len(given.poorer) > _SHOWN else "")
        yield f"Words of the HTML that did not come, by article: {shown}. Compare these with the old pages."


def _unsure(given: DeskReading) -> Iterator[str]:
    if given.unsure:
        yield (
            f"Internal for now: {count_of(len(given.unsure), 'article')}, of which the export lacks the folder or "
            "collection that says who may read it. Export those too, or change the status by hand."
        )


def _apart(
    folders: Iterable[tuple[str, FrontMatter, Words]], pages: list[ForeignPage], problems: list[str]
) -> Iterator[tuple[str, FrontMatter, Words]]:
    """Folders without the summaries that are words of articles for agents: the first export would stop at them."""
    texts = [f"{page.front.title}\n{page.body}" for page in pages if page.front.status is not Status.PUBLIC]
    needles = known_again("\n".join(texts))
    for folder, front, words in folders:
        held = bool(front.summary) and says_any(front.summary, needles)
        if held and front.status is Status.PUBLIC:
            problems.append(f"{folder} comes without its summary, which stands in an article that is not public.")
        yield folder, replace(front, summary="") if held else front, words


def _site_of(articles: Iterable[Json]) -> str:
    """The top of the site that most articles say they stand on."""
    found: Counter[str] = Counter()
    for one in articles:
        parts = parts_of_address(next((one[name] for name in ADDRESSES if isinstance(one.get(name), str)), ""))
        found[f"{parts.scheme}://{parts.netloc}/" if parts.netloc else ""] += 1
    return found.most_common(1)[0][0] if found else ""


def _tool_of(objects: Kinds) -> str:
    marks = (
        ("Zendesk", {"section_id"}),
        ("Zendesk", {"label_names"}),
        ("Help Scout", {"collectionId"}),
        ("Intercom", {"parent_ids"}),
        ("Intercom", {"body_markdown"}),
        ("Chatwoot", {"portal_id"}),
        ("Chatwoot", {"associated_articles"}),
        ("Zammad", {"translation_ids"}),
        ("Freshdesk", {"folder_id"}),
        ("Freshdesk", {"description_text"}),
    )
    keys = {key for _kind, one in objects for key in one}
    return next((tool for tool, mark in marks if mark <= keys), "JSON")


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
