"""Greeting: whether the reply speaks to the person who wrote."""

from __future__ import annotations

import re
from collections.abc import Iterator

from composer.writing.checking import Checking
from composer.writing.finding import Finding
from kb.problem import Level
from kb.text import fold

_WORD = r"[^\W\d_][\w'\u2019-]*"
_GREETING = re.compile(
    r"\A\s*(?:hi|hello|hey|dear|good (?:morning|afternoon|evening))(?:[ \t]+again)?[ \t]+"
    rf"((?:(?:mr|mrs|ms|mx|miss|dr|prof)\b\.?[ \t]+)?{_WORD}(?:[ \t]+{_WORD}){{0,2}})"
    r"[ \t]*(?=[,:;!.\n]|\Z|[ \t][-\u2013\u2014])",
    re.IGNORECASE,
)
_GAP = re.compile(r"\A\s*(?:(?:hi|hello|hey)(?:[ \t]+[,!.]|[ \t]*-[ \t]*(?=[,!\n]))|dear[ \t]*[,!])", re.IGNORECASE)
_GENERAL = frozenset((
    "there", "all", "everyone", "both", "team", "again", "you", "customer", "client", "sir", "madam", "valued", "folks",
))  # fmt: skip


def the_name_is_used(checking: Checking) -> Iterator[Finding]:
    """The greeting has a gap, a wrong name or an invented one; or we know the name and the reply does not use it."""
    name, text = checking.customer.first_name, checking.text
    gap = _GAP.match(text)
    if gap:
        reason = "The greeting has a gap where a name belongs."
        yield checking.found("name-blank", Level.ERROR, gap.span(), reason, f"Begin with: Hi {name or 'there'},")
        return
    greeting = _GREETING.match(text)
    greeted = _words(greeting[1]) if greeting else set()
    if greeting and not greeted & _GENERAL:
        wrong = _wrong_name(checking, greeting.span(1), greeted)
        if wrong:
            yield wrong
            return
    if name and not re.search(rf"(?<!\w){re.escape(fold(name))}(?!\w)", fold(text)) and "{{" not in text:
        first_line = (0, len(text.split("\n", 1)[0])) if greeting else (0, 0)
        reason = f"We know the name, {name}, and the reply does not use it."
        yield checking.found("name-unused", Level.WARNING, first_line, reason, f"Begin with: Hi {name},")


def _wrong_name(checking: Checking, span: tuple[int, int], greeted: set[str]) -> Finding | None:
    """A finding where nothing that we know of this customer has the name that is greeted."""
    name = checking.customer.name
    signed = "\n".join(checking.message.rstrip().split("\n")[-3:])
    if greeted & (_words(name) | _words(checking.sender) | _words(signed if name else checking.message)):
        return None
    if name:
        reason = f"This customer is called {name}."
        return checking.found("name-wrong", Level.ERROR, span, reason, f"Greet {checking.customer.first_name or name}.")
    if checking.message:
        reason = "Nothing says that this customer has this name."
        return checking.found("name-invented", Level.WARNING, span, reason, "Begin with: Hi there,")
    return None


def _words(name: str) -> set[str]:
    """The words of a name as they are compared, each part of a double name as well."""
    words = re.findall(r"[^\W\d_][\w'-]*", fold(name))
    return {part for word in words for part in (word, *word.split("-")) if part}
