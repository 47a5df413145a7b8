"""Fields: the names in `{{ … }}` of phrases and answers, filled by Liquid without surprises.

Nothing prints as nothing: empty values are taken out before rendering, and a field that has no
value stands in the text as `{{ its.name }}`, where everybody sees it and where sending stops. Values
are text and never rendered again. Loops, includes and ranges are not part of our dialect: they
have no use in a sentence, and limits do not hold all of them.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from kb.articles.article import AskedField
from kb.problem import Place, Problems
from kb.text import clean, close_to

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
    "case.needed_on": "the day ahead that the message names, by which or for which they need it",
    "case.occasion": "the event for which they need it: `your mother's 80th birthday`, `Ihrer Hochzeit`",
    "case.praised": "the one person of yours whom the message praises by name",
    "case.person": "whom grief, an illness or an injury is about, of the customer's own people: `your mother`",
    "case.mourned": "whose death the letter tells of, as behind `zum Tod`: `Ihres Vaters`",
    "case.nth": "how often they have written, or it has gone wrong, by their own count, as an ordinal: `third`",
    "case.contacts": "how often they have turned to you, by their own count: `three times`, `dreimal`",
    "case.lasting": "how long they have waited, or it has gone wrong, by their own count: `nine days`, `neun Tagen`",
    "case.listening": "what the customer wrote and needs, in their own words, quoted or turned round",
}
"""Fields that a message may fill by itself."""
_FIELD = re.compile(r"\{\{ ?([\w.]+)(?: \| (?:date|default: '[^'{}]*'))? ?\}\}")
_OPENED = re.compile(r"\{[{%]|[%}]\}")
_LONGEST_PLAIN = 2_000
_ROOTS = frozenset(name.partition(".")[0] for name in (*FIELDS, *FROM_MESSAGE) if "." in name)


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


@dataclass(frozen=True)
class Filled:
    """A template with its fields filled as far as they could be."""

    text: str
    unfilled: tuple[str, ...] = ()
    defaulted: tuple[str, ...] = ()
    """Fields whose `default` had to be used; it is no personal word."""


def fill(template: str, values: Mapping[str, object]) -> Filled:
    """The template's text; a template that cannot be rendered at all comes back as it is, its fields unfilled."""
    from composer.phrases.templates import render

    found = render(template, values, _ROOTS)
    if found is None:
        return Filled(template, unfilled=tuple(re.findall(r"\{\{\s*([\w.]+)", template)) or ("template",))
    return Filled(clean(found.text), tuple(dict.fromkeys(found.unfilled)), tuple(dict.fromkeys(found.defaulted)))


def check_template(template: str, asked: Iterable[str], at: Place, problems: Problems) -> None:
    """Note what is wrong with a template: its syntax, and every name, filter and tag that we do not know."""
    known = {*FIELDS, *asked}
    if _is_plain(template, known):
        return
    from composer.phrases.templates import LONGEST_TEMPLATE, TemplateFault, is_refused, names_in

    if is_refused(template):
        problems.add(
            at,
            "template-refused",
            f"A template has at most {LONGEST_TEMPLATE:,} characters, no ranges, and no braces inside braces.",
        )
        return
    try:
        names = names_in(template)
    except TemplateFault as fault:
        why = f"This field or tag cannot be read: {fault}." if str(fault) else "This template cannot be read."
        problems.add(at, "template-syntax", why)
        return
    for name in names.fields:
        if name in known or re.fullmatch(r"customer\.field\.\w+", name):
            continue
        close = close_to(name, known, 1)
        hint = f"Did you mean {close[0]!r}?" if close else "Ask for it under `ask`, or use a known field."
        problems.add(at, "field-unknown", f"There is no field {name!r}. {hint}")
    for name in names.unknown_filters:
        hint = ", ".join(close_to(name, names.filters)) or "default, date, upcase, downcase, capitalize"
        problems.add(at, "filter-unknown", f"There is no filter {name!r}; there is {hint}.")


def _is_plain(template: str, known: Collection[str]) -> bool:
    """Whether a template is text with known fields alone, so that nothing can be wrong with it.

    Most are, and then Liquid is not even loaded, which takes a tenth of a second.
    """
    names = _FIELD.findall(template) if len(template) < _LONGEST_PLAIN else [""]
    return all(name in known for name in names) and not _OPENED.search(_FIELD.sub("", template))


def house_date(day: dt.date, language: str) -> str:
    """A day as people write it in a letter: `Friday 20 November` in English, and so on in other languages."""
    import babel
    from babel.dates import format_date

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


def why_not(ask: AskedField, value: str, today: dt.date) -> str:
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
