"""The HTML that customers' browsers get: an allow-list, and nothing beside it."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

import nh3

from kb.faq.articles.highlight import CLASSES
from kb.markdown.boxes import NOTES
from kb.markdown.document import SCHEMES

_TAGS = """
h1 h2 h3 h4 h5 h6
p div section blockquote pre hr br ul ol li dl dt dd details summary figure figcaption
table caption colgroup col thead tbody tfoot tr th td
a abbr b bdi bdo cite code del dfn em i img input ins kbd mark q s samp small
span strong sub sup time u var wbr
"""
_WITH_CONTENT = "script style iframe object template noscript svg math title textarea select"
"""Tags that go together with what is in them."""
_CELL = {"colspan", "rowspan"}

_CLEANER = nh3.Cleaner(
    tags=set(_TAGS.split()),
    clean_content_tags=set(_WITH_CONTENT.split()),
    attributes={
        "*": {"id", "lang", "dir"},
        "a": {"href"},
        "abbr": {"title"},
        "details": {"open"},
        "img": {"src", "alt", "width", "height"},
        "input": {"checked"},
        "ol": {"start", "reversed"},
        "td": _CELL,
        "th": _CELL | {"scope"},
        "time": {"datetime"},
    },
    tag_attribute_values={"div": {"role": {"note"}}, "input": {"type": {"checkbox"}}},
    allowed_classes={
        "div": {*NOTES, "titled"},
        "p": {"note-label"},
        "sup": {"footnote-ref"},
        "section": {"footnotes"},
        "a": {"footnote-backref"},
        "ul": {"contains-task-list"},
        "span": set(CLASSES),
        "td": {"center", "end"},
        "th": {"center", "end"},
    },
    url_schemes=set(SCHEMES),
    link_rel=None,
)


_DRAWN = """
animate circle defs desc discard ellipse filter g line marker mask metadata mpath path pattern polygon polyline rect
set stop switch symbol text tspan use view
card maction maligngroup malignmark menclose merror mfenced mfrac mglyph mi mlabeledtr mlongdiv mmultiscripts mn mo
mover mpadded mphantom mroot mrow ms mscarries mscarry msgroup msline mspace msqrt msrow mstack mstyle msub msubsup
msup mtable mtd mtext mtr munder munderover semantics annotation annotation-xml mprescripts none plaintext
"""
_DRAWN_NAMES = frozenset(_DRAWN.split())
_NAMED = re.compile(r"(<a\s(?:(?!\bid\s*=)[^<>]){0,300}?)\bname\s*=(?![^<>]{0,300}\bid\s*=)", re.IGNORECASE)
"""A place that links lead to, as it was written before elements had ids."""
_NAME = re.compile(r"</?([A-Za-z][A-Za-z-]*)")
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)[^>]*>?", re.IGNORECASE)
_DEEPEST = 200
"""How many elements may stand inside each other; the cleaner takes quadratic time for their number."""
_CLOSED_BY_NEXT = frozenset({
    "area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta", "option", "p",
    "source", "tbody", "td", "tfoot", "th", "thead", "tr", "wbr",
})  # fmt: skip
"""Elements that are empty, or that end where the next one begins."""


def _not_too_deep(html: str) -> str:
    """HTML without the beginnings of elements that stand inside too many others; what is in them stays."""
    if html.count("<") <= _DEEPEST:
        return html
    begun = sum(not closing and name.lower() not in _CLOSED_BY_NEXT for closing, name in _TAG.findall(html))
    if begun <= _DEEPEST:
        return html
    opened: Counter[str] = Counter()
    depth = 0

    def kept(tag: re.Match[str]) -> str:
        nonlocal depth
        name = tag[2].lower()
        if name in _CLOSED_BY_NEXT or (tag[1] and not opened[name]):
            return tag[0]
        if not tag[1] and depth == _DEEPEST:
            return ""
        step = -1 if tag[1] else 1
        opened[name] += step
        depth += step
        return tag[0]

    return _TAG.sub(kept, html)


def clean_html(html: str) -> str:
    """HTML with everything taken out that is not on our list; well formed, whatever the writer left open."""
    # Markdown aligns columns with styles, which the pages' security policy forbids.
    for side, name in (("right", "end"), ("center", "center")):
        html = html.replace(f' style="text-align:{side}"', f' class="{name}"')
    if " name=" in html:
        html = _NAMED.sub(r"\1id=", html)
    return _CLEANER.clean(_not_too_deep(_without_drawings(html.replace("<th></th>", "<td></td>"))))


@cache
def _drawn_tag() -> re.Pattern[str]:
    """A tag that belongs into drawings and formulas: the cleaner would take the words in it for a part of one."""
    return re.compile(rf"</?(?:{'|'.join(_DRAWN.split())})(?=[\s/>])[^<>]*>", re.IGNORECASE)


def _without_drawings(html: str) -> str:
    # Nearly no article has such a tag, and to look for eighty names at every tag takes as long as the cleaning.
    drawn = not _DRAWN_NAMES.isdisjoint(map(str.lower, set(_NAME.findall(html))))
    return _drawn_tag().sub("", html) if drawn else html
