"""Speech: the small words of a language, by which questions, days, promises and greetings are known."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from types import MappingProxyType

from composer.reading.cues import read_patterns
from composer.reading.patterns import Slots, Text, find_spans, fold_in_place
from kb.problem import Problem, Problems
from kb.yaml.reader import Reader
from kb.yaml.tree import parse_yaml

Patterns = tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Speech:
    """The small words of one language, itself alone equal to itself. Patterns where not said otherwise."""

    numbers: tuple[str, ...] = ()
    """Words for numbers."""
    months: tuple[str, ...] = ()
    """Twelve, each with its short forms after `|`."""
    weekdays: tuple[str, ...] = ()
    """Seven from Monday on, each with its short forms after `|`."""
    days: Patterns = ()
    """Other words for a day or an hour by which something can be promised."""
    day_leads: tuple[str, ...] = ()
    """What may stand before a day of the week and belongs to it."""
    past_days: Patterns = ()
    """Words for a day that has gone."""
    orders: tuple[str, ...] = ()
    """Words before the number of an order or an invoice."""
    number_signs: tuple[str, ...] = ()
    """What may stand between such a word and its number."""
    currencies: tuple[str, ...] = ()
    """Words for money."""
    leads: tuple[str, ...] = ()
    """Words that may stand before the first word of a question."""
    asks_first: Patterns = ()
    """How a question begins that has no question mark."""
    asks_anywhere: Patterns = ()
    """Words that make any sentence a question."""
    commits: Patterns = ()
    """Words that commit us to do something."""
    harmless: Patterns = ()
    """What looks like `commits` and commits us to nothing."""
    conditions: Patterns = ()
    """What makes a promise hang on the customer's next step."""
    regardless: Patterns = ()
    """What looks like `conditions` and is none."""
    times: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Words for a time, and plainer ones for the same that the date library understands."""
    working_days: Patterns = ()
    """Words by which a number of days leaves out the weekends."""
    vague_times: Patterns = ()
    """Words that stand where a day should be."""
    greetings: Patterns = ()
    """How a letter begins, before the name."""
    greeting_again: tuple[str, ...] = ()
    """What may stand between greeting and name for somebody who wrote before."""
    needs_name: tuple[str, ...] = ()
    """Greetings that are nothing without a name."""
    titles: tuple[str, ...] = ()
    """What may stand between greeting and name."""
    anybody: tuple[str, ...] = ()
    """What stands in place of a name and names nobody."""
    greet: str = "Hi {name},"
    """How we greet: `{name}` for the name."""
    nobody: str = "there"
    """What we say in place of a name."""
    lead: str = ""
    """How an answer to one of several issues begins: `{issue}` for the customer's words."""
    apologies: Patterns = ()
    again: Patterns = ()
    """Words that say that it is not the first time."""
    instructions: Patterns = ()
    """Words that tell the customer to do something on a page."""
    own: Patterns = ()
    """`I` and its forms."""
    company: Patterns = ()
    """`we` and its forms."""
    owned: Patterns = ()
    """Words by which we own a fault."""
    causes: Patterns = ()
    """Words that give a reason."""
    cannot: Patterns = ()
    """Words for what is not possible."""
    instead: Patterns = ()
    """Words for what is possible in its place."""
    asks_order: Patterns = ()
    """Asking the customer for an order number."""
    asks_email: Patterns = ()
    """Asking the customer for an e-mail address."""
    asks_phone: Patterns = ()
    """Asking the customer for a telephone number."""

    @cached_property
    def slots(self) -> Slots:
        """What stands for a number in patterns of this language."""
        return Slots(numbers=self.numbers)

    def finds(self, text: str | Text, patterns: Patterns) -> list[tuple[int, int]]:
        """Where the patterns stand in a text."""
        return find_spans(text, patterns, self.slots)

    @cached_property
    def month(self) -> str:
        """A month, as a regular expression for folded text."""
        return _either(self.months)

    @cached_property
    def weekday(self) -> str:
        """A day of the week, as a regular expression for folded text."""
        return _either(self.weekdays)

    @cached_property
    def date(self) -> re.Pattern[str]:
        """A day in figures, with a month's name, or of the week, in folded text."""
        return re.compile(
            r"\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b|\b\d{1,2}\.\d{1,2}\.(?!\d)"
            rf"|\b\d{{1,2}}(?:st|nd|rd|th|\.)?(?: of| de)? (?:{self.month})\b\.?(?:,? (?:de )?\d{{4}}\b)?"
            rf"|\b(?:{self.month})\.? \d{{1,2}}(?:st|nd|rd|th)?\b(?:,? \d{{4}}\b)?"
            rf"|\b(?:(?:{_either(self.day_leads)}) )?(?:{self.weekday})\b"
        )

    @cached_property
    def clock(self) -> re.Pattern[str]:
        """An hour of the day, in folded text."""
        return re.compile(r"\b\d{1,2}[:.]\d{2}\b|\b\d{1,2} ?(?:am|pm|h|uhr)\b")


NO_SPEECH = Speech()


def parse_speech(text: str, path: str) -> tuple[Speech, list[Problem]]:
    """The small words of one file; what is left out there is not known."""
    problems = Problems(path)
    mapping = parse_yaml(text, problems)
    if mapping is None:
        return NO_SPEECH, problems.found
    file = Reader(mapping, problems)
    file.text("title"), file.text("language")
    found: dict[str, object] = {}
    for one in fields(Speech):
        if one.name not in file:
            continue
        if one.type == "Patterns":
            found[one.name] = read_patterns(file, one.name)
        elif one.type == "str":
            found[one.name] = file.text(one.name)
        elif one.type == "Mapping[str, str]":
            pairs = file.inner(one.name)
            found[one.name] = MappingProxyType({words: pairs.text(words) for words in pairs.mapping.entries})
        else:
            found[one.name] = file.texts(one.name)
    for name, wanted in (("months", 12), ("weekdays", 7)):
        if name in file and len(file.texts(name)) != wanted:
            file.wrong(name, f"a list of {wanted}")
            found.pop(name)
    file.unknown()
    return Speech(**found), problems.found  # type: ignore[arg-type]  # each value was read by its field's type


def _either(names: tuple[str, ...]) -> str:
    """Any of some names; each may have forms after `|`. Longer ones first, so that `sept` is not read as `sep`."""
    forms = {form.strip() for name in names for form in fold_in_place(name).split("|") if form.strip()}
    return "|".join(map(re.escape, sorted(forms, key=lambda form: (-len(form), form)))) or r"(?!)"
