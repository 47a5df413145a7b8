"""Fields: the names in `{{ … }}` of phrases and answers, filled by Liquid without surprises.

Nothing prints as nothing: empty values are taken out before rendering, and a field that has no
value stands in the text as `{{ its.name }}`, where everybody sees it and where sending stops. Values
are text and never rendered again. Loops, includes and ranges are not part of our dialect: they
have no use in a sentence, and limits do not hold all of them.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache

import babel
from babel.dates import format_date
from liquid import BoundTemplate, Environment, Undefined
from liquid.exceptions import LiquidError

from kb.articles.article import Ask
from kb.problem import Place, Problems
from kb.text import clean, close_to, one_line

FIELDS = {
    "customer.greet": "the name to greet with, as the language greets; empty where it is not sure",
    "customer.first_name": "the customer's first name, or the whole name where that alone is sure",
    "customer.last_name": "the customer's family name",
    "customer.name": "the customer's whole name",
    "customer.email": "the customer's e-mail address",
    "customer.company": "the customer's company",
    "customer.plan": "the customer's plan",
    "customer.since": "since when we know the customer",
    "customer.language": "the customer's language",
    "history.contact_count": "how often the customer has written before",
    "history.last_contact_on": "the day of the last contact, about the same topic where there was one",
    "history.last_topic": "what that contact was about",
    "history.open_promise": "what we promised and have not done yet",
    "case.id": "the case's number",
    "case.subject": "the subject of the message",
    "case.channel": "email, chat or social",
    "case.received_on": "the day the message came",
    "agent.first_name": "the first name of whoever answers",
    "agent.name": "the name of whoever answers",
    "agent.signature": "the agent's signature",
    "organisation.name": "the organisation",
    "article.title": "the title of the chosen article",
    "article.summary": "the summary of the chosen article",
    "article.url": "the permanent address of the chosen article",
    "today": "the day of the reply",
}
"""Every field there always is; `case.<name>` is added by whatever a phrase or an article asks for."""
FROM_MESSAGE = {
    "case.order": "the order number in the message",
    "case.amount": "the amount in the message",
    "case.listening": "what the customer wrote and needs, in their own words, quoted or turned round",
}
"""Fields that a message may fill by itself."""

LONGEST_TEMPLATE = 8_000
_TAGS = frozenset({"if", "unless", "case", "assign", "capture", "comment", "raw", "#", "illegal", "content", "output"})
_FILTERS = frozenset({
    "append", "capitalize", "default", "downcase", "prepend", "remove", "replace", "strip", "truncate",
    "truncatewords", "upcase",
})  # fmt: skip
_MOST_TEXT = 20_000
"""No filter makes a text longer than this."""
_RANGE = re.compile(r"\(\s*[\w.]+\s*\.\.")
_BRACES = re.compile(r"\{\{\s*\{|\{[{%][^{}]{400,}")
_OPENED = re.compile(r"\{[{%]")
_CLOSED = re.compile(r"\{\{[^{}]{0,400}\}\}|\{%[^{}]{0,400}%\}")
_RAW = re.compile(r"\{%-?\s*(end)?raw\b")
_unfilled: ContextVar[list[str]] = ContextVar("unfilled")
_defaulted: ContextVar[list[str]] = ContextVar("defaulted")


class Day(dt.date):
    """A day that prints in the language of the reply."""

    language = "en"

    @classmethod
    def of(cls, day: dt.date, language: str) -> Day:
        """The same day, for one language."""
        made = cls(day.year, day.month, day.day)
        made.language = language
        return made

    def __str__(self) -> str:
        return house_date(self, self.language)


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


@dataclass(frozen=True)
class Filled:
    """A template with its fields filled as far as they could be."""

    text: str
    unfilled: tuple[str, ...] = ()
    defaulted: tuple[str, ...] = ()
    """Fields whose `default` had to be used; it is no personal word."""


def fill(template: str, values: Mapping[str, object]) -> Filled:
    """The template's text; a template that cannot be rendered at all comes back as it is, its fields unfilled."""
    unfilled: list[str] = []
    defaulted: list[str] = []
    tokens = _unfilled.set(unfilled), _defaulted.set(defaulted)
    try:
        text = _compiled(template).render(**_nested(values))
    except Exception:  # noqa: BLE001  foreign code with foreign words; the template stays visible and blocks sending
        return Filled(template, unfilled=tuple(re.findall(r"\{\{\s*([\w.]+)", template)) or ("template",))
    finally:
        _unfilled.reset(tokens[0])
        _defaulted.reset(tokens[1])
    return Filled(clean(text), tuple(dict.fromkeys(unfilled)), tuple(dict.fromkeys(defaulted)))


def check_template(template: str, asked: Iterable[str], at: Place, problems: Problems) -> None:
    """Note what is wrong with a template: its syntax, and every name, filter and tag that we do not know."""
    if _is_refused(template):
        problems.add(
            at,
            "template-refused",
            f"A template has at most {LONGEST_TEMPLATE:,} characters, no ranges, and no braces inside braces.",
        )
        return
    try:
        analysis = _compiled(template).analyze(include_partials=False)
    except LiquidError as error:
        problems.add(at, "template-syntax", f"This field or tag cannot be read: {one_line(str(error.message))}.")
        return
    except Exception:  # noqa: BLE001  foreign code: its parser fails in ways of its own on odd input
        problems.add(at, "template-syntax", "This template cannot be read.")
        return
    known = {*FIELDS, *asked}
    for name in sorted({str(variable) for variables in analysis.globals.values() for variable in variables}):
        if name in known or re.fullmatch(r"customer\.field\.\w+", name):
            continue
        close = close_to(name, known, 1)
        hint = f"Did you mean {close[0]!r}?" if close else "Ask for it under `ask`, or use a known field."
        problems.add(at, "field-unknown", f"There is no field {name!r}. {hint}")
    for name in sorted(set(analysis.filters) - set(_environment().filters)):
        hint = ", ".join(close_to(name, _environment().filters)) or "default, date, upcase, downcase, capitalize"
        problems.add(at, "filter-unknown", f"There is no filter {name!r}; there is {hint}.")


def house_date(day: dt.date, language: str) -> str:
    """A day as people write it in a letter: `Friday 20 November` in English, and so on in other languages."""
    try:
        locale = babel.Locale.parse(language.replace("-", "_"))
    except (babel.UnknownLocaleError, ValueError):
        locale = babel.Locale("en")
    if locale.language == "en":
        return format_date(day, "EEEE d MMMM", locale=locale)
    return str(format_date(day, "full", locale=locale)).replace(f" de {day.year}", "").replace(f" {day.year}", "")


def parse_day(text: str, today: dt.date) -> dt.date | None:
    """A day as an agent types it: 2026-11-27, +2 for the day after tomorrow, -3 for three days ago."""
    text = text.strip()
    if re.fullmatch(r"[+-]\d{1,3}", text):
        return today + dt.timedelta(days=int(text))
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def why_not(ask: Ask, value: str, today: dt.date) -> str:
    """Why a value cannot be what was asked for, or an empty text; today counts as past and as future."""
    if ask.kind == "choice":
        return "" if value in ask.choices else f"one of: {', '.join(ask.choices)}"
    if ask.kind != "date":
        return ""
    day = parse_day(value, today)
    if day is None:
        return "write YYYY-MM-DD, +2 or -3 (days from today)"
    if ask.when == "future" and day < today:
        return f"{day} is over; a promise needs a day to come"
    if ask.when == "past" and day > today:
        return f"{day} is still to come; this asks for a day that was"
    return ""


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
    kept = {name: function for name, function in environment.filters.items() if name in _FILTERS}
    environment.filters = kept | {
        "replace": _replace_filter,
        "date": _date_filter,
        "default": _default_filter,
        "fallback": _default_filter,
    }
    return environment


@cache
def _compiled(template: str) -> BoundTemplate:
    if _is_refused(template):
        raise ValueError(LONGEST_TEMPLATE)
    return _environment().from_string(template)


def _is_refused(template: str) -> bool:
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


def _nested(values: Mapping[str, object]) -> dict[str, object]:
    """`customer.name: …` as nested groups, without anything empty."""
    roots = {name.partition(".")[0] for name in (*FIELDS, *FROM_MESSAGE) if "." in name}
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
