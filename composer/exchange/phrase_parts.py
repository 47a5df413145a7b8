"""The parts of a macro of another desk: what it says to the customer, and what it writes for colleagues alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from kb.text import unescape

Json = dict[str, Any]
_TEXTS = ("body_text", "text", "content", "response", "body")
_TAG = re.compile(r"<[^<>]*>")
_WORD = re.compile(r"\w+")


class Parts(NamedTuple):
    """What a ready text holds, in its order."""

    said: list[str]
    notes: list[str]
    """What only colleagues, or others than the customer, get."""


def parts_of(one: Json) -> Parts:
    """The parts of an object of an export; none where it is no ready text."""
    for key in _TEXTS:
        if isinstance(one.get(key), str) and one[key].strip():
            return Parts([one[key]], [])
    found = Parts([], [])
    private = any(
        action.get("field") == "comment_mode_is_public" and str(action.get("value")).lower() == "false"
        for action in _actions(one)
    )
    for text, note in (*_of_actions(one), *_of_zammad(one)):
        # One text may stand there twice, plain and as HTML.
        into = found.notes if note or private else found.said
        if text.strip() and _words(text) not in map(_words, into):
            into.append(text)
    return found


def _actions(one: Json) -> list[Json]:
    """What a macro does."""
    actions = one.get("actions")
    return [action for action in actions if isinstance(action, dict)] if isinstance(actions, list) else []


def _of_actions(one: Json) -> Iterator[tuple[str, bool]]:
    """Each text that an action writes, and whether it is for colleagues."""
    for action in _actions(one):
        kind = str(action.get("field") or action.get("name") or action.get("action_name") or "")
        if kind in ("comment_value", "comment_value_html"):
            value = action.get("value")
            yield str(value[-1] if isinstance(value, list) and value else value or ""), False
        elif kind.startswith("side_conversation"):
            yield " ".join(_texts(action.get("value"))), True
        elif kind in ("setResponseText", "addInternalNote"):
            arguments = action.get("arguments")
            given = arguments if isinstance(arguments, dict) else {}
            yield str(given.get("body_text") or given.get("body_html") or ""), kind == "addInternalNote"
        elif kind in ("send_message", "add_private_note"):
            yield "\n\n".join(_texts(action.get("action_params"))), kind == "add_private_note"


def _of_zammad(one: Json) -> Iterator[tuple[str, bool]]:
    """The article that a macro of Zammad writes, which is a note unless it says otherwise."""
    perform = one.get("perform")
    article = perform.get("article.note") if isinstance(perform, dict) else None
    if isinstance(article, dict):
        yield str(article.get("body") or ""), str(article.get("internal", "true")).lower() != "false"


def _texts(value: object) -> list[str]:
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


def _words(text: str) -> list[str]:
    return _WORD.findall(unescape(_TAG.sub(" ", text)))
