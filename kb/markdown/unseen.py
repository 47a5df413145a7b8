"""Unseen: what the HTML in an article does not show, comments and hidden elements; found in one pass over the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import Enum
from typing import NamedTuple

from kb.markdown.enclosed import EMPTY, elements
from kb.markdown.sheets import Names, hidden_names
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
_NEVER_SHOWN = frozenset({"datalist", "noframes", "noembed"})
"""Elements of which no browser shows anything."""
_TAGS_OF_THE_HOUSE = frozenset({"private", "comment", "hidden"})
"""Tags of other tools that say so themselves; writers also mean something to fill in by them: `<comment>`."""
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


class Why(Enum):
    """How it is known that an element is hidden."""

    SAID = "its HTML or a style says so, for every browser"
    NAMED = "its name says that it is for the house"
    CLASS = "its class is one that many style sheets hide; nobody here knows whether its own did"


class HiddenElement(NamedTuple):
    """An element that HTML hides, with its tags."""

    start: int
    end: int
    words: str
    """What stands in it."""
    closed: bool
    """Whether it ends in the text; where not, it hides what comes after it too."""
    tag: str
    """The tag with which it begins."""
    why: Why


def may_hide(text: str) -> bool:
    """Whether a text holds what each hiding tag holds; nearly none does."""
    return _MAYBE.search(text) is not None


def hidden_in(text: str, *, escapes: bool = False) -> list[HiddenElement]:
    """The outermost hidden elements of a text that hold or show anything; `escapes` where a backslash undoes a tag."""
    if not may_hide(text):
        return []
    names = hidden_names(text)
    found = []
    html = _ESCAPED.sub("  ", text) if escapes else text
    for opening, inside, end in elements(html, lambda tag: hides(tag, names)):
        alone = opening[2].lower() in EMPTY
        closed = alone or inside < end or end < len(text)
        words = text[opening.end() : inside]
        if words.strip() or alone or not closed:
            why = why_hidden(opening[0], names) or Why.SAID
            found.append(HiddenElement(opening.start(), end, words, closed, opening[0], why))
    return found


def without_hidden(html: str) -> tuple[str, list[str]]:
    """HTML without its hidden elements, and what stands in them; one that nothing closes goes on to the end."""
    found = hidden_in(html)
    return without(html, [(one.start, one.end) for one in found], " "), [
        one.words for one in found if one.words.strip()
    ]


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


def is_name_of_house(tag: str) -> bool:
    """Whether a tag that no browser knows says by its name that what stands in it is not for customers."""
    return tag in _TAGS_OF_THE_HOUSE or is_internal_name(tag)


def says_house(title: str) -> bool:
    """Whether the kind or the title of a box says that it is for the house alone."""
    return _HOUSE.fullmatch(fold(title).strip(" .:!")) is not None


def hides(tag: str, names: Iterable[Names] = ()) -> bool:
    """Whether an opening tag hides what stands in its element; `names` are what a style sheet hides."""
    return why_hidden(tag, names) is not None


def why_hidden(tag: str, names: Iterable[Names] = ()) -> Why | None:
    """How it is known that an opening tag hides what stands in its element; None where it does not."""
    found = _NAME.match(tag)
    name = found[1].lower() if found else ""
    if name.endswith(":"):
        return None  # an address between angle brackets, as `<https://acme.example/hidden>`
    said = {key.lower(): "".join(values) for key, *values in _ATTRIBUTE.findall(_with_css(tag[len(name) + 1 :]))}
    own = {f".{one}" for one in said.get("class", "").split()} | {f"#{said.get('id', '')}", name, "*"}
    if _element_hides(name, said) or any(one <= own for one in names) or style_hides(said.get("style", "")):
        return Why.SAID
    if any(said.get(switch, "").strip().lower() in _NEVER for switch in _SWITCHES & said.keys()):
        return Why.SAID
    classes = (said.get("class", "") + " " + said.get("classname", "")).lower().split() if name != "a" else []
    if is_name_of_house(name) or any(map(is_internal_name, classes)):
        return Why.NAMED
    shown_to_some = any(map(_SHOWN_CLASS.match, classes))
    return Why.CLASS if not _HIDDEN_CLASSES.isdisjoint(classes) and not shown_to_some else None


def _element_hides(name: str, said: Mapping[str, str]) -> bool:
    """Whether an element shows nothing in any browser, or where other tools put it, by its name or an attribute."""
    if name == "template":
        return not any(key.startswith(_SLOTS) for key in said)
    if name == "dialog" and "open" not in said:
        return True
    if name == "visibility":
        return said.get("for") == "agents"
    return name in _NEVER_SHOWN or "popover" in said or said.get("hidden", "{false}") != "{false}"


def _with_css(attributes: str) -> str:
    """The attributes of a tag, a style that is written as an object of JSX as one of CSS."""
    if "{{" not in attributes:
        return attributes
    return _IN_BRACES.sub(lambda one: f'"{_as_css(one[1])}"', attributes)


def _as_css(properties: str) -> str:
    text = _CAPITAL.sub(lambda one: f"-{one[0].lower()}", properties)
    return text.replace(",", ";").replace('"', "").replace("'", "")
