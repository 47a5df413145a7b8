"""One article of another desk as a page: its words, its state, its files and its translations."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import quote

from kb.addresses import parts_of_address
from kb.articles.held_back import is_yes
from kb.articles.status import Status
from kb.faq.pages.markdown_copy import as_label, as_target
from kb.markdown.foreign import KNOWN
from kb.moving_in.desk_json import Json, Kinds, text_of, title_of, words_in
from kb.moving_in.desk_rights import status_of
from kb.moving_in.desk_topics import Topics, base_of, folder_for, ids_in, in_words, order_of, path_of
from kb.moving_in.from_html import as_markdown
from kb.moving_in.front_matter import FrontMatter
from kb.moving_in.held_pictures import taken_out
from kb.moving_in.pages import ForeignPage
from kb.moving_in.words_kept import is_much, words_lost
from kb.text import clean, one_line, slugify

ADDRESSES = ("html_url", "publicUrl", "url", "permalink", "link")
_TOPICS = (
    "section_id",
    "folder_id",
    "categories",
    "parent_id",
    "parent_ids",
    "category_id",
    "category",
    "collectionId",
)
_DECIDES = ("folder_id", "collectionId")
"""The topics that say for a desk who may read an article, which itself does not."""
_NO_PLACE = ("promoted", "outdated", "content_tag_ids", "related", "code")
"""What an article may say that ours has no place for, and that somebody may miss."""
_TAG = re.compile(r"</?([a-z][a-z0-9]*+)(?=[\s/>])[^<>]*+>", re.IGNORECASE)
_MARKS = re.compile(r"^(?:#{1,6} |[-*+] |\d+\. |```|> )|\]\(", re.MULTILINE)
"""What Markdown is known by."""
_AT_DESK = re.compile(r"(?<=\]\()(?:https?:/)?/[^\s()<>]+")
_NUMBER = re.compile(r"^\d+-")


@dataclass
class DeskReading:
    """What all articles of an export are read with."""

    topics: Topics
    anchors: Collection[str]
    missing: Status
    now: dt.datetime
    base: int = 0
    local: Mapping[str, str] = field(default_factory=dict)
    """The pictures and files beside the export, by their names in small letters; empty where two have one name."""
    files: Mapping[str, list[Json]] = field(default_factory=dict)
    """What is attached to each article in a list of its own, by the article's id."""
    pictures: dict[str, bytes] = field(default_factory=dict)
    """The pictures that stand in the texts themselves, by the address that is written there now."""
    led_on: Mapping[str, list[str]] = field(default_factory=dict)
    """Older addresses that the desk leads on, by the id or the address of the article that they lead to."""
    lost: int = 0
    """Words of HTML that its Markdown has not."""
    poorer: list[str] = field(default_factory=list)
    """Articles that lost many of theirs."""
    unsure: list[str] = field(default_factory=list)
    """Articles of topics that are not in the export, with which it is not known who may read them."""


def files_listed(objects: Kinds) -> dict[str, list[Json]]:
    """The files that an export lists apart from their articles."""
    found: dict[str, list[Json]] = {}
    for kind, one in objects:
        if words_in(kind)[-1:] in (["attachments"], ["attachment"]) and one.get("article_id"):
            found.setdefault(str(one["article_id"]), []).append(one)
    return found


def given_of(objects: Kinds, articles: Kinds, topics: Topics, anchors: Collection[str]) -> DeskReading:
    """What the articles of an export are read with, but for what is beside it."""
    now = dt.datetime.now(dt.UTC)
    base = base_of(one for _kind, one in articles)
    return DeskReading(
        topics, anchors, Status.PUBLIC, now, base, files=files_listed(objects), led_on=_redirects_in(objects)
    )


def _redirects_in(objects: Kinds) -> dict[str, list[str]]:
    """Older addresses, by the id or the address of the article that each leads to."""
    found: dict[str, list[str]] = {}
    for _kind, one in objects:
        old = next((one[name] for name in ("urlMapping", "redirect_from") if isinstance(one.get(name), str)), "")
        for new in (one.get(name) for name in ("documentId", "redirect", "redirect_to")):
            if old and isinstance(new, str) and new:
                found.setdefault(_path_of(new), []).append(_path_of(old))
    return found


def _path_of(address: str) -> str:
    return parts_of_address(address).path.strip("/")


def pages_from(kind: str, one: Json, given: DeskReading, others: Mapping[str, Json]) -> Iterator[ForeignPage]:
    """An article, and its translations: those that it carries, and `others`, by language."""
    way = folder_for(ids_in(one, _TOPICS), given.topics)
    folder = path_of(way, given.topics)
    page = _page(kind, one, folder, given)
    status = page.front.status
    if status is Status.PUBLIC and any(given.topics[name].internal for name in way):
        status = Status.INTERNAL
    if status is Status.PUBLIC and set(ids_in(one, _DECIDES)) - given.topics.keys():
        status = Status.INTERNAL
        given.unsure.append(page.front.title)
    page = _with_status(page, status)
    yield page
    translated = one.get("translated_content")
    carried = translated if isinstance(translated, dict) else {}
    own = str(one.get("default_locale") or "en")
    for language, words in {**carried, **others}.items():
        if isinstance(words, dict) and language not in (own, "type") and title_of(words):
            named = {**words, "slug": page.path.rpartition("/")[2].removesuffix(".md")}
            other = _page(kind, named, folder, given)
            if other.body.strip():
                # A translation is never for more people than what it translates.
                kept = other.front.status if status is Status.PUBLIC else status
                path = page.path.removesuffix(".md") + f".{language.lower()}.md"
                yield _with_status(ForeignPage(path, other.front, other.body), kept)


def _with_status(page: ForeignPage, status: Status) -> ForeignPage:
    return replace(page, front=replace(page.front, status=status))


def _page(kind: str, one: Json, folder: str, given: DeskReading) -> ForeignPage:
    title = clean(title_of(one))
    url = next((str(one[name]) for name in ADDRESSES if isinstance(one.get(name), str)), "")
    name = slugify(_NUMBER.sub("", str(one.get("slug") or ""))) or slugify(title) or f"article-{one.get('id', '')}"
    front = FrontMatter(
        title=title,
        summary=_summary(one),
        status=status_of(kind, one, given.missing, given.now),
        order=order_of(one, given.base),
        tags=tuple(dict.fromkeys(tag.lower() for tag in _tags(one))),
        aliases=tuple(dict.fromkeys(_aliases(one, url, given))),
        dropped=Counter(name for name in _NO_PLACE if one.get(name)),
    )
    return ForeignPage(f"{folder}/{name}.md".lstrip("/"), front, _body(one, given))


def _aliases(one: Json, url: str, given: DeskReading) -> Iterator[str]:
    """Where customers found the article; desks that write its number first find it by that alone as well."""
    address = _path_of(url) if not url.endswith(".json") else ""
    if not address and any(name in one for name in ("desc_un_html", "description_text")) and one.get("id"):
        address = f"support/solutions/articles/{one['id']}-{slugify(title_of(one))}"
    if address:
        yield address
    before, _, last = address.rpartition("/")
    number = last.partition("-")[0]
    if before and last != number and number in (str(one.get("id")), str(one.get("number"))):
        yield f"{before}/{number}"
    yield from given.led_on.get(str(one.get("id")), ())
    yield from given.led_on.get(address, ()) if address else ()


def _summary(one: Json) -> str:
    seo = one.get("seo_data")
    said = in_words(seo.get("meta_description")) if isinstance(seo, dict) else ""
    apart = any(one.get(name) for name in ("body", "content", "body_markdown"))
    return said or (in_words(one.get("description")) if apart else "")


def _tags(one: Json) -> Iterator[str]:
    for key in ("label_names", "tags", "keywords"):
        given = one.get(key)
        given = given.get("tags") if isinstance(given, dict) else given
        for tag in given if isinstance(given, list) else ():
            name = tag.get("name") if isinstance(tag, dict) else tag
            if isinstance(name, str):
                yield name


def _body(one: Json, given: DeskReading) -> str:
    name, text = text_of(one)
    if not text:
        return ""
    text = taken_out(text, given.pictures)
    marked = name == "body_markdown" or (
        name == "content" and _MARKS.search(text) and not text.lstrip().startswith("<")
    )
    html = not marked and any(found[1].lower() in KNOWN for found in _TAG.finditer(text))
    body = as_markdown(text, given.anchors) if html else text.replace("\r\n", "\n")
    if html:
        words, lost = words_lost(text, body)
        given.lost += lost
        given.poorer += [f"{title_of(one)} ({lost} of {words})"] if is_much(words, lost) else []
    if not html and "\n\n" not in body and not _MARKS.search(body):
        # Plain text has no empty lines between its paragraphs, which Markdown would run together.
        body = body.replace("\n", "\n\n")
    attached = "".join(f"- [{as_label(label)}]({url})\n" for label, url in _attached(one, given) if url not in text)
    named = {url: label for each in _entries(one, given) for label, url in _file(each)}
    body = body.rstrip("\n") + f"\n\n{attached}" if attached else body
    return _AT_DESK.sub(lambda found: _beside(found[0], named, given.local), body)


def _beside(url: str, named: Mapping[str, str], local: Mapping[str, str]) -> str:
    """The file beside the export that an address at the desk means; the address where there is none."""
    name = named.get(url) or parts_of_address(url).path.rpartition("/")[2]
    below = local.get(name.lower(), "")
    return f"/{quote(below)}" if below else url


def _attached(one: Json, given: DeskReading) -> Iterator[tuple[str, str]]:
    """The name and the address of each file that a desk shows below an article."""
    yield from (
        found for each in _entries(one, given) if is_yes(each.get("inline")) is not True for found in _file(each)
    )


def _entries(one: Json, given: DeskReading) -> list[Json]:
    held = one.get("attachments")
    own = [each for each in held if isinstance(each, dict)] if isinstance(held, list) else []
    return own + given.files.get(str(one.get("id")), [])


def _file(each: Json) -> Iterator[tuple[str, str]]:
    label = next((each[name] for name in ("display_file_name", "file_name", "filename", "name") if each.get(name)), "")
    url = next((each[name] for name in ("content_url", "attachment_url", "url") if each.get(name)), "")
    if isinstance(label, str) and isinstance(url, str) and label and url:
        yield one_line(label), as_target(url.strip())
