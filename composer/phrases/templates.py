"""Templates: Liquid without surprises, in the few tags and filters of our dialect.

Loops, includes and ranges are not part of it: they have no use in a sentence, and limits do not hold all of them.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from contextvars import ContextVar
from functools import cache
from typing import NamedTuple

from liquid import BoundTemplate, Environment, Undefined
from liquid.exceptions import LiquidError

from composer.phrases.filters import FILTERS
from kb.text import one_line

LONGEST_TEMPLATE = 8_000
_TAGS = frozenset({"if", "unless", "case", "assign", "capture", "comment", "raw", "#", "illegal", "content", "output"})
_MOST_TEXT = 20_000
"""No filter makes a text longer than this."""
_RANGE = re.compile(r"\(\s*[\w.]+\s*\.\.")
_BRACES = re.compile(r"\{\{\s*\{|\{[{%][^{}]{400,}")
_OPENED = re.compile(r"\{[{%]")
_CLOSED = re.compile(r"\{\{[^{}]{0,400}\}\}|\{%[^{}]{0,400}%\}")
_RAW = re.compile(r"\{%-?\s*(end)?raw\b")
_unfilled: ContextVar[list[str]] = ContextVar("unfilled")
_defaulted: ContextVar[list[str]] = ContextVar("defaulted")


class FilledTemplate(NamedTuple):
    """A template's text, with the fields that had no value and those whose `default` stands there."""

    text: str
    unfilled: list[str]
    defaulted: list[str]


class Names(NamedTuple):
    """The fields of a template, and the filters that there are not."""

    fields: list[str]
    unknown_filters: list[str]
    filters: list[str]
    """Those that there are."""


class TemplateFault(Exception):
    """Why a template cannot be read, in the library's words; empty where it has none."""


def _visible(name: str) -> str:
    _unfilled.get().append(name)
    return "{{ " + name + " }}"


class _Unfilled(Undefined):
    """A field without a value: false for `if`, replaced by `default`, else visible as itself."""

    def __str__(self) -> str:
        return _visible(str(self.name))

    def __getitem__(self, key: str) -> object:
        return _Unfilled(f"{self.name}.{key}")


class _Group(dict[str, object]):
    """What stands before a dot, such as `customer`; it is never printed as a whole."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def __missing__(self, key: str) -> object:
        return _Unfilled(f"{self.name}.{key}")

    def __str__(self) -> str:
        return _visible(self.name)


class _Environment(Environment):
    context_depth_limit = 10
    loop_iteration_limit = 100
    local_namespace_limit = 20_000
    output_stream_limit = 20_000


def render(template: str, values: Mapping[str, object], roots: Iterable[str]) -> FilledTemplate | None:
    """A template with its fields filled as far as they can be; None where it cannot be rendered at all."""
    unfilled: list[str] = []
    defaulted: list[str] = []
    tokens = _unfilled.set(unfilled), _defaulted.set(defaulted)
    try:
        return FilledTemplate(_compiled(template).render(**_nested(values, roots)), unfilled, defaulted)
    except Exception:  # noqa: BLE001  foreign code with foreign words
        return None
    finally:
        _unfilled.reset(tokens[0])
        _defaulted.reset(tokens[1])


def names_in(template: str) -> Names:
    """What a template names; TemplateFault where it cannot be read."""
    try:
        analysis = _compiled(template).analyze(include_partials=False)
    except LiquidError as error:
        raise TemplateFault(one_line(str(error.message))) from error
    except Exception as error:  # foreign code: its parser fails in ways of its own on odd input
        raise TemplateFault from error
    fields = {str(variable) for variables in analysis.globals.values() for variable in variables}
    known = _environment().filters
    return Names(sorted(fields), sorted(set(analysis.filters) - set(known)), [*known])


def _date_filter(value: object, form: object = "") -> object:
    if not isinstance(value, dt.date):
        return value
    return value.strftime(str(form)) if form and "%" in str(form) else str(value)


def _replace_filter(value: object, old: object = "", new: object = "") -> str:
    text, old, new = str(value), str(old), str(new)
    if len(text) + text.count(old) * len(new) > _MOST_TEXT:
        raise ValueError(_MOST_TEXT)
    return text.replace(old, new)


def _default_filter(value: object, other: object = "") -> object:
    if isinstance(value, Undefined):
        _defaulted.get([]).append(str(value.name))
        return other
    return other if value in (None, "", False) else value


@cache
def _environment() -> Environment:
    environment = _Environment(undefined=_Unfilled)
    environment.tags = {name: tag for name, tag in environment.tags.items() if name in _TAGS}
    kept = {name: function for name, function in environment.filters.items() if name in FILTERS}
    environment.filters = kept | {
        "replace": _replace_filter,
        "date": _date_filter,
        "default": _default_filter,
        "fallback": _default_filter,
    }
    return environment


@cache
def _compiled(template: str) -> BoundTemplate:
    if is_refused(template):
        raise ValueError(LONGEST_TEMPLATE)
    return _environment().from_string(template)


def is_refused(template: str) -> bool:
    """Whether a template is not even parsed: too long, or of a kind for which the library takes quadratic time.

    One field or tag that is not closed is left to the library, which says where it is.
    """
    if len(template) > LONGEST_TEMPLATE or _BRACES.search(template) or _RANGE.search(template):
        return True
    ends = _RAW.findall(template)
    unclosed = len(_OPENED.findall(template)) - len(_CLOSED.findall(template))
    return unclosed > 1 or ends.count("") > ends.count("end")


def _is_seen(value: str) -> bool:
    """Whether a reader sees anything of a value; spaces and zero-width marks print as nothing."""
    return any(letter.isprintable() and not letter.isspace() for letter in value)


def _nested(values: Mapping[str, object], roots: Iterable[str]) -> dict[str, object]:
    """`customer.name: …` as nested groups, without anything empty."""
    tree: dict[str, object] = {root: _Group(root) for root in roots}
    for name, value in values.items():
        if value is None or (isinstance(value, str) and not _is_seen(value)):
            continue
        *path, last = name.split(".")
        node = tree
        for depth, part in enumerate(path, 1):
            below = node.get(part) if part in node else node.setdefault(part, _Group(".".join(path[:depth])))
            node = below if isinstance(below, dict) else _Group(part)
        node[last] = value.strip() if isinstance(value, str) else value
    return tree
