"""Unseen: what the HTML in an article does not show, comments and hidden elements; found in one pass over the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from kb.markdown.enclosed import EMPTY, elements
from kb.markdown.styles import style_hides
from kb.text import fold

_COMMENTS = {"<!--": "-->", "<?": "?>", "<![CDATA[": "]]>"}
"""How comments begin and end."""
_COMMENT_BEGUN = re.compile("|".join(map(re.escape, _COMMENTS)))
_SIGN = re.compile(r"[^\n]")
_ESCAPED = re.compile(r"\\[\\<]")
_ATTRIBUTE = re.compile(r"([^\s\"'<>/=]+)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s>]*+)))?")
_IN_BRACES = re.compile(r"(?<=\bstyle=)\{\{([^{}]*+)\}\}", re.IGNORECASE)
_CAPITAL = re.compile(r"(?<=[a-z])[A-Z]")
_NAME = re.compile(r"</?([^\s/<>]++)")
_INTERNAL = re.compile(
    r"internal(?:-?(?:only|notes?|use|comments?|box|block|info))?|(?:agents?|staff|employees?|admins?)-?only"
    r"|(?:private|agents?|staff)-?(?:notes?|comments?)|confidential",
    re.IGNORECASE,
)
"""What writers call what is for their own house: a class, or the tag of another tool."""
_HOUSE = re.compile(
    r"(?:nur )?intern(?:al|e|es)?(?:[ -]?(?:only|notes?|use only))?|(?:agents?|staff)[ -]?only|confidential"
    r"|private(?: notes?)?|hidden|comment"
)
"""What boxes are called, or titled, that are for the house."""
_NEVER_SHOWN = frozenset({"datalist", "noframes", "noembed", "private", "comment", "hidden"})
"""Elements of which no browser shows anything, and tags of other tools that say so themselves."""
_MAYBE = re.compile(
    r"<(?:template|datalist|noframes|noembed|dialog|visibility|private|comment|internal|agent|staff|employee|admin"
    r"|confidential|style)|\b(?:hidden|popover|style|class(?:name)?|v-(?:if|show)|x-(?:if|show))\b|\*ngif",
    re.IGNORECASE,
)
"""What each hiding tag holds; nearly no text has any of it."""
_SLOTS = ("v-", "#", "slot", ":")
"""What a template of Vue has, which is shown where it is used."""
_HIDDEN_CLASSES = frozenset({"hidden", "d-none", "is-hidden", "invisible", "hide"})
_SHOWN_CLASS = re.compile(r"(?:^(?:sm|md|lg|xl|2xl|print|dark|group-\S+)[:-]|^d-(?:sm|md|lg|xl|xxl|print)-)\S+")
"""What shows on some screens what another class hides on others."""
_NEVER = frozenset({"false", "0", "null"})
_SWITCHES = frozenset({"v-if", "v-show", "x-if", "x-show", "*ngif"})
"""Attributes by which Vue, Alpine and Angular show an element or not."""


def comments_in(text: str) -> list[tuple[int, int]]:
    """Where comments, instructions and CDATA stand in a text, as [start, end); what is never closed is none."""
    found: list[tuple[int, int]] = []
    open_ends: set[str] = set()
    after = 0
    for begun in _COMMENT_BEGUN.finditer(text):
        closing = _COMMENTS[begun[0]]
        if begun.start() < after or closing in open_ends:
            continue
        end = text.find(closing, begun.end())
        if end < 0:
            open_ends.add(closing)
        else:
            after = end + len(closing)
            found.append((begun.start(), after))
    return found


def without_comments(text: str) -> str:
    """A text without its comments."""
    return without(text, comments_in(text))


def blanked_comments(text: str) -> str:
    """A text of the same length and lines, with blanks where its comments stand."""
    pieces, after = [], 0
    for start, end in comments_in(text):
        pieces += [text[after:start], _SIGN.sub(" ", text[start:end])]
        after = end
    return "".join([*pieces, text[after:]])


class HiddenElement(NamedTuple):
    """An element that HTML hides, with its tags."""

    start: int
    end: int
    words: str
    """What stands in it."""
    closed: bool
    """Whether it ends in the text; where not, it hides what comes after it too."""


def may_hide(text: str) -> bool:
    """Whether a text holds what each hiding tag holds; nearly none does."""
    return _MAYBE.search(text) is not None


def hidden_in(text: str, *, escapes: bool = False) -> list[HiddenElement]:
    """The outermost hidden elements of a text that hold or show anything; `escapes` where a backslash undoes a tag."""
    if not may_hide(text):
        return []
    names = _names_hidden(text)
    found = []
    html = _ESCAPED.sub("  ", text) if escapes else text
    for opening, inside, end in elements(html, lambda tag: hides(tag, names)):
        alone = opening[2].lower() in EMPTY
        closed = alone or inside < end or end < len(text)
        words = text[opening.end() : inside]
        if words.strip() or alone or not closed:
            found.append(HiddenElement(opening.start(), end, words, closed))
    return found


def without_hidden(html: str) -> tuple[str, list[str]]:
    """HTML without its hidden elements, and what stands in them; one that nothing closes goes on to the end."""
    found = hidden_in(html)
    return without(html, [(one.start, one.end) for one in found], " "), [
        one.words for one in found if one.words.strip()
    ]


_SHEET = re.compile(r"<style\b[^<>]*+>((?:[^<]|<(?!/?style))*+)</style", re.IGNORECASE)
_BRACE = re.compile(r"[{}]")


def sheets_hide(html: str) -> bool:
    """Whether a style sheet in a text hides anything on a screen."""
    return bool(_names_hidden(html))


def _names_hidden(html: str) -> frozenset[str]:
    """The last part of each selector by which the style sheets of a text hide something, as `.k` or `#k`."""
    if "<style" not in html.lower():
        return frozenset()
    selectors = (one for sheet in _SHEET.findall(html) for one in _selectors_hiding(sheet))
    return frozenset(one.split()[-1] for listed in selectors for one in listed.split(",") if one.strip())


def _selectors_hiding(sheet: str) -> Iterator[str]:
    """The selectors of rules that hide; what stands in `@media` counts for some screens alone."""
    depth = after = 0
    selector = ""
    for brace in _BRACE.finditer(sheet):
        said = sheet[after : brace.start()]
        if brace[0] == "{":
            selector = selector if depth else said.strip()
            depth += 1
        else:
            if depth == 1 and not selector.startswith("@") and style_hides(said):
                yield selector
            depth = max(depth - 1, 0)
        after = brace.end()


def without(text: str, places: Iterable[tuple[int, int]], between: str = "") -> str:
    """A text without what stands at some places, which are in order."""
    pieces, after = [], 0
    for start, end in places:
        pieces.append(text[after:start])
        after = end
    return between.join([*pieces, text[after:]])


def is_internal_name(name: str) -> bool:
    """Whether a name says that something is for the house alone: `Internal`, `agents-only`."""
    return _INTERNAL.fullmatch(name) is not None


def says_house(title: str) -> bool:
    """Whether the kind or the title of a box says that it is for the house alone."""
    return _HOUSE.fullmatch(fold(title).strip(" .:!")) is not None


def hides(tag: str, names: frozenset[str] = frozenset()) -> bool:
    """Whether an opening tag hides what stands in its element; `names` are selectors that a style sheet hides."""
    found = _NAME.match(tag)
    name = found[1].lower() if found else ""
    if name.endswith(":"):
        return False  # an address between angle brackets, as `<https://acme.example/hidden>`
    said = {key.lower(): "".join(values) for key, *values in _ATTRIBUTE.findall(_with_css(tag[len(name) + 1 :]))}
    if _element_hides(name, said):
        return True
    if any(said.get(switch, "").strip().lower() in _NEVER for switch in _SWITCHES & said.keys()):
        return True
    if name != "a" and _class_hides((said.get("class", "") + " " + said.get("classname", "")).lower().split()):
        return True
    own = {f".{one}" for one in said.get("class", "").split()} | {f"#{said.get('id', '')}", name}
    return not own.isdisjoint(names) or style_hides(said.get("style", ""))


def _element_hides(name: str, said: Mapping[str, str]) -> bool:
    """Whether an element shows nothing by what it is, or by an attribute that says so."""
    if name == "template":
        return not any(key.startswith(_SLOTS) for key in said)
    if name == "dialog" and "open" not in said:
        return True
    if name == "visibility":
        return said.get("for") == "agents"
    never = name in _NEVER_SHOWN or is_internal_name(name) or "popover" in said
    return never or said.get("hidden", "{false}") != "{false}"


def _class_hides(classes: list[str]) -> bool:
    """Whether the usual style sheets hide a class on every screen, or its name says that it is for the house."""
    if any(map(is_internal_name, classes)):
        return True
    return not _HIDDEN_CLASSES.isdisjoint(classes) and not any(map(_SHOWN_CLASS.match, classes))


def _with_css(attributes: str) -> str:
    """The attributes of a tag, a style that is written as an object of JSX as one of CSS."""
    if "{{" not in attributes:
        return attributes
    return _IN_BRACES.sub(lambda one: f'"{_as_css(one[1])}"', attributes)


def _as_css(properties: str) -> str:
    text = _CAPITAL.sub(lambda one: f"-{one[0].lower()}", properties)
    return text.replace(",", ";").replace('"', "").replace("'", "")
