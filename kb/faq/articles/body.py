"""An article's body as its page shows it: links and pictures led to where they lie, headings in step.

Markdown and the writer's own HTML are treated alike, because both are rewritten after cleaning, when
every tag has one form: lower case, double quotes, nothing left open.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import NamedTuple

from kb.articles.article import Article
from kb.faq.articles.clean import clean_html
from kb.faq.articles.grounds import for_two_grounds, ground_of
from kb.faq.articles.highlight import coloured
from kb.faq.articles.media import Medium
from kb.markdown.boxes import NOTES
from kb.markdown.parser import render_html
from kb.text import fold, one_line, unescape, whole_number

_TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)((?: [a-z-]+="[^"]*")*)>')
_REWRITTEN = re.compile(
    r'<(?:(/?)(h[1-6]|a|img|input|div|table)((?: [a-z-]+="[^"]*")*)|()([a-z][a-z0-9]*)((?: [a-z-]+="[^"]*")+))>'
)
"""The tags that change, or take an id; the rest stays as it is."""
_ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')
_FIRST_H1 = re.compile(r"\s*<h1[^>]*>(.*?)</h1>\s*", re.DOTALL)
_SHOWN_HEADING = re.compile(r'<h([23]) id="([^"]*)">([^<]*+(?:<(?!/?h[1-6]\b)[^<]*+)*+)</h\1>')
_EMPTY_LINK = re.compile(r'<a href="[^"]*"(?: id="([^"]*)")?(?: rel="noopener")?>\s*</a>')
_EMPTY_HEADING = re.compile(r'<h([2-6])(?: id="([^"]*)")?>(?:\s|&nbsp;|<br>)*</h\1>')
_LISTED = re.compile(r'<(/?)(ul|ol|li)((?: [a-z-]+="[^"]*")*)>')
_FOOTNOTE = re.compile(r"^#fn(ref)?\d+(:\d+)?$")
_HEADINGS = {f"h{level}" for level in range(1, 7)}


class ContentsEntry(NamedTuple):
    """One entry of a page's list of contents."""

    level: int
    anchor: str
    title: str


@dataclass(frozen=True)
class Rendered:
    """The body's HTML, safe to put into a page, and its contents."""

    html: str
    parts: tuple[ContentsEntry, ...]


@dataclass(frozen=True)
class Leading:
    """Where an article's addresses lead, as seen from its page."""

    link: Callable[[str], str]
    """From the address as written to the one shown; an empty text means no link."""
    picture: Callable[[str], Medium | None]
    root: str
    """The way from the page up to the site's top folder."""


def cleaned_html(article: Article) -> str:
    """The public part of an article as safe HTML, with its addresses as written."""
    cleaned = clean_html(for_two_grounds(render_html(article.document, coloured)))
    return _without_loose_items(cleaned) if "<li" in article.body.lower() else cleaned


def _without_loose_items(cleaned: str) -> str:
    """An item that a writer put into no list is a line."""
    lists = 0

    def shown(match: re.Match[str]) -> str:
        nonlocal lists
        closing, name, rest = match.groups()
        if name != "li":
            lists += -1 if closing else 1
            return match[0]
        return match[0] if lists else f"<{closing}div{rest}>"

    return _LISTED.sub(shown, cleaned)


def render_body(cleaned: str, title: str, leading: Leading, words: dict[str, str]) -> Rendered:
    """Cleaned HTML as the article's page shows it, without a first heading that repeats the title."""
    first = _FIRST_H1.match(cleaned)
    if first and fold(_words(first[1])) == fold(title):
        cleaned = cleaned[first.end() :]
    shown = _EMPTY_LINK.sub(_place_alone, _REWRITTEN.sub(_Rewriter(leading, words), cleaned))
    shown = _EMPTY_HEADING.sub(_place_alone, shown)
    found = _SHOWN_HEADING.findall(shown)
    parts = [ContentsEntry(int(level), unescape(anchor), _words(title)) for level, anchor, title in found]
    return Rendered(shown, tuple(parts))


def _place_alone(match: re.Match[str]) -> str:
    """A link without words can be followed by nobody, nor a heading read; only the place that they mark is kept."""
    anchor = match[match.re.groups]
    return f'<span id="{anchor}"></span>' if anchor else ""


def _words(shown: str) -> str:
    return one_line(unescape(_TAG.sub("", shown.replace("<br>", " "))))


def _tag(name: str, attributes: dict[str, str]) -> str:
    written = "".join(f' {key}="{html.escape(value)}"' for key, value in attributes.items())
    return f"<{name}{written}>"


@dataclass
class _Rewriter:
    """Rewrites one tag after the other and remembers what is open."""

    leading: Leading
    words: dict[str, str]
    ids: set[str] = field(default_factory=lambda: {"_main", "_contents", "_search", "_feedback", "_related", "_found"})
    levels: list[int] = field(default_factory=list)
    """As written, of the headings that the next one may belong to."""
    open_headings: list[int] = field(default_factory=list)
    """As shown, of the headings that are not closed yet."""
    in_link: bool = False
    close_link: bool = False
    tables: int = 0
    open_tables: int = 0

    def __call__(self, match: re.Match[str]) -> str:
        closing, name, rest = match.groups()[:3] if match[2] else match.groups()[3:]
        if closing:
            return self.end(name)
        attributes = {key: unescape(value) for key, value in _ATTRIBUTE.findall(rest)}
        if "id" in attributes and (attributes["id"] in self.ids or not attributes["id"].strip()):
            del attributes["id"]
        self.ids.add(attributes.get("id", ""))
        return self.start(name, attributes)

    def start(self, name: str, attributes: dict[str, str]) -> str:
        match name:
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                return self.heading(int(name[1]), attributes)
            case "a":
                return self.link(attributes)
            case "img":
                return self.picture(attributes)
            case "input":
                return self.task(attributes)
            case "div":
                return self.box(attributes)
            case "table":
                return self.table(attributes)
        return _tag(name, attributes)

    def end(self, name: str) -> str:
        if name in _HEADINGS:
            return f"</h{self.open_headings.pop()}>"
        if name == "a":
            close, self.in_link, self.close_link = self.close_link, False, False
            return "</a>" if close else ""
        if name == "table":
            self.open_tables -= 1
            return "</table>" if self.open_tables else "</table></div>"
        return f"</{name}>"

    def heading(self, level: int, attributes: dict[str, str]) -> str:
        """A heading stands one level below the one it belongs to; the page's own h1 is above all."""
        while self.levels and self.levels[-1] >= level:
            self.levels.pop()
        self.levels.append(level)
        self.open_headings.append(min(len(self.levels) + 1, 6))
        return _tag(f"h{self.open_headings[-1]}", attributes)

    def link(self, attributes: dict[str, str]) -> str:
        address = attributes.pop("href", "")
        target = address if _FOOTNOTE.match(address) else self.leading.link(address)
        self.in_link = self.close_link = bool(target)
        if target:
            attributes = {"href": target, **attributes}
            if target.startswith(("http:", "https:")):
                attributes["rel"] = "noopener"
        elif "id" not in attributes:
            return ""
        self.close_link = True
        return _tag("a", attributes)

    def picture(self, attributes: dict[str, str]) -> str:
        source, words = attributes.get("src", ""), attributes.get("alt", "").strip()
        only = ground_of(source)
        if source.startswith(("http:", "https:")):
            if only == "dark":
                return ""
            words = words or PurePosixPath(source.partition("?")[0]).name
            shown = html.escape(words)
            return shown if self.in_link else _tag("a", {"href": source, "rel": "noopener"}) + shown + "</a>"
        medium = self.leading.picture(source)
        if medium is None:
            return f'<span class="picture-missing">{html.escape(words)}</span>' if words else ""
        size = _shown_size(attributes, medium.size)
        ground = {"class": f"only-{only}"} if only else {}
        return _tag("img", {"src": self.leading.root + medium.path, "alt": words, **ground, **size, "loading": "lazy"})

    def task(self, attributes: dict[str, str]) -> str:
        if attributes.get("type") != "checkbox":
            return ""
        words = self.words["done" if "checked" in attributes else "to_do"]
        checked = {"checked": ""} if "checked" in attributes else {}
        return _tag("input", {"type": "checkbox", **checked, "disabled": "", "aria-label": words})

    def box(self, attributes: dict[str, str]) -> str:
        classes = attributes.get("class", "").split()
        kinds = [kind for kind in classes if kind in NOTES and "titled" not in classes]
        label = f'<p class="note-label">{html.escape(self.words[kinds[-1]])}</p>' if kinds else ""
        return _tag("div", attributes) + label

    def table(self, attributes: dict[str, str]) -> str:
        self.open_tables += 1
        if self.open_tables > 1:
            return _tag("table", attributes)
        self.tables += 1
        name = self.words["table"].replace("{number}", str(self.tables))
        region = {"class": "scroll", "role": "region", "tabindex": "0", "aria-label": name}
        return _tag("div", region) + _tag("table", attributes)


def _shown_size(attributes: dict[str, str], size: tuple[int, int] | None) -> dict[str, str]:
    """Width and height, so that the page does not jump; the writer may ask for a smaller width."""
    if size is None or not all(size):
        return {}
    width, height = size
    asked = whole_number(attributes.get("width", "")) or width
    if asked < width:
        width, height = asked, max(1, round(height * asked / width))
    return {"width": str(width), "height": str(height)}
