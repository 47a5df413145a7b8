"""HTML that other desks export, as Markdown: cleaned by the same list as our pages, and written by the same writer."""

from __future__ import annotations

import re
from collections.abc import Collection
from urllib.parse import unquote

from kb.faq.articles.clean import clean_html
from kb.faq.pages.markdown_copy import markdown_of
from kb.markdown.enclosed import elements, outermost, replaced
from kb.markdown.unseen import without_hidden
from kb.moving_in.indented import box

_BLOCK = re.compile(r"<(?:div|aside|blockquote|p|section)\b", re.IGNORECASE)
_CLASS = re.compile(r"class=[\"']([^\"']*)", re.IGNORECASE)
_CALLOUT = re.compile(
    r"\b(?:callout|note|alert|admonition|warning|tip|info|panel)s?(?![a-z])"
    r"(?!-(?:edit|icon|head|title|body|content|text|footer|link))",
    re.IGNORECASE,
)
"""What boxes are called, but not their parts, nor the fields of editors."""
_HELD = re.compile(r"warmlinebox(\d{1,6})end")
"""What stands in the place of a box while the text around it is turned."""
_DEEPEST = 4
"""So many boxes may stand in each other."""
_KIND = re.compile(
    r"\b(?:callout-?|alert-?|panel-?|note-?)?(note|tip|warning|danger|caution|important|info|success|error)\b"
)
_EMBED = re.compile(r"<(iframe|video|audio|embed|object)\b([^<>]*)>", re.IGNORECASE)
_SOURCE = re.compile(r"\b(?:src|data)=[\"']([^\"']+)[\"']", re.IGNORECASE)
_CHROME = re.compile(r"<(nav|header|footer|aside|script|style|form)\b[^<>]*>", re.IGNORECASE)
_HEADING = re.compile(r"<(h1)\b[^<>]*>", re.IGNORECASE)
_TITLE = re.compile(r"<(title)>", re.IGNORECASE)
_TITLED = re.compile(r"\b(?:title|aria-label)=[\"']([^\"'<>]+)[\"']", re.IGNORECASE)
_ANY_HEADING = re.compile(r"<(h[1-6])\b([^<>]*)>", re.IGNORECASE)
_PLACE = re.compile(r"<a\b(?![^<>]*\bhref=)([^<>]*)>\s*</a>", re.IGNORECASE)
"""A place that links lead to, inside of a heading."""
_ID = re.compile(r"\b(?:id|name)=[\"']([^\"'<>]+)[\"']", re.IGNORECASE)
_NO_ID = re.compile(r"[^\w-]+")
_LED_TO = re.compile(r"(href=\\?[\"'][^\"'#<>]*+#)([^\"'#<>\\]+)", re.IGNORECASE)
_HIDDEN = re.compile(r"<(!--)")
_ANY_SCHEME = re.compile(r"(\b(?:href|src)\s?=\s?[\"'])//", re.IGNORECASE)


def as_markdown(html: str, anchors: Collection[str] = ()) -> str:
    """The Markdown of a piece of HTML; videos and frames become links, boxes become ours.

    Headings keep those of their ids that are among the `anchors`, to which links lead. What is hidden is for agents, at
    the end.
    """
    html, hidden = without_hidden(replaced(html, _HIDDEN, _left_out))
    text, words = _markdown(html, anchors, 0), _markdown(" ".join(hidden), (), 0) if hidden else ""
    return f"{text}\n\n{box('internal', '', words)}\n".lstrip("\n") if words else f"{text}\n"


def _markdown(html: str, anchors: Collection[str], depth: int) -> str:
    html = _ANY_SCHEME.sub(r"\1https://", html)
    html = _LED_TO.sub(lambda found: found[1] + plain_anchor(found[2]), replaced(html, _EMBED, _as_link))
    html = replaced(html, _ANY_HEADING, lambda opening, inside: _with_anchor(opening, inside, anchors))
    boxes: list[str] = []
    kept, after = list[str](), 0
    for opening, inside, end in elements(html, _is_box) if depth < _DEEPEST else ():
        if inside < end:
            kind = _KIND.search(opening[0].lower())
            words = _markdown(html[opening.end() : inside], anchors, depth + 1)
            kept += [html[after : opening.start()], f"<p>warmlinebox{len(boxes)}end</p>"]
            boxes.append(box(kind[1] if kind else "note", "", words))
            after = end
    text = markdown_of("", "", clean_html("".join([*kept, html[after:]]))).removeprefix("# \n\n").strip("\n")
    text = re.sub(r"^[ \t]*(?:\*\*\s*\*\*|\*\s*\*)[ \t]*$", "", text, flags=re.MULTILINE)
    text = _HELD.sub(lambda found: boxes[int(found[1])] if int(found[1]) < len(boxes) else found[0], text)
    return re.sub(r"\n{3,}", "\n\n", text)


def _is_box(tag: str) -> bool:
    classes = _CLASS.search(tag)
    return classes is not None and _BLOCK.match(tag) is not None and _CALLOUT.search(classes[1]) is not None


def anchors_in(text: str) -> list[str]:
    """The anchors that the links of a text lead to, as ours would be written; the text may be JSON's writing of it."""
    return [plain for _before, anchor in _LED_TO.findall(text) if (plain := plain_anchor(anchor))]


def plain_anchor(anchor: str) -> str:
    """An anchor without the signs that ours cannot hold; desks put hard spaces into theirs."""
    return _NO_ID.sub("-", unquote(anchor)).strip("-")


def main_of(page: str) -> tuple[str, str]:
    """The title and the part of a whole page that is the article, without what stands around it."""
    titles: list[str] = []

    def title(_opening: re.Match[str], inside: str | None) -> str | None:
        # Only the first is the title; later ones are headings of the text.
        if inside is None or titles:
            return None
        titles.append(inside)
        return ""

    replaced(page, _HEADING, title)
    replaced(page, _TITLE, title)
    main, body = outermost(page, "article", "main"), outermost(page, "body")
    inside = replaced(next((one for one in (main, body) if one is not None), page), _CHROME, _left_out)
    first = _HEADING.search(inside)
    closing = inside.lower().find("</h1>", first.end()) if first else -1
    inside = inside[: first.start()] + inside[closing + len("</h1>") :] if first and closing >= 0 else inside
    return re.sub(r"<[^<>]+>|\s+", " ", titles[0]).strip() if titles else "", inside


def _as_link(opening: re.Match[str], inside: str | None) -> str | None:
    source = _SOURCE.search(opening[2]) or _SOURCE.search(inside or "")
    if source is None:
        return None
    where = f"https:{source[1]}" if source[1].startswith("//") else source[1]
    title = _TITLED.search(opening[2])
    return f'<p><a href="{where}">{title[1] if title else where}</a></p>'


def _with_anchor(opening: re.Match[str], inside: str | None, anchors: Collection[str]) -> str | None:
    """A heading with its id behind its words, as we write it; one that holds the anchor of another way keeps that."""
    if inside is None:
        return None
    named = [*_ID.findall(opening[2]), *_ID.findall(" ".join(_PLACE.findall(inside)))]
    found = next((one for one in map(plain_anchor, named) if one in anchors), "")
    if not found:
        return None
    return f"{opening[0]}{_PLACE.sub('', inside)} {{#{found}}}</{opening[1]}>"


def _left_out(_opening: re.Match[str], inside: str | None) -> str | None:
    return None if inside is None else ""
