"""Greeting: whether the reply speaks to the person who wrote."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from functools import lru_cache

from composer.cases.step import Manner, Step
from composer.reading.name_words import of_first_name, of_title, words
from composer.reading.patterns import compile_pattern, fold_in_place
from composer.reading.speech import Speech
from composer.writing.checks.context import Check, Checking
from composer.writing.finding import Finding
from kb.problem import Level
from kb.text import fold

_WORD = r"[^\W\d_][\w'\u2019-]*"
_MOST_OFTEN = 2
_NEARLY = 0.75
"""How like two names are of which one is the other misspelt."""
_BESIDE = ("titles_of_address", "titles_of_degree", "titles_of_office", "pairs")
_FIRST_WORDS = 200
"""Characters of the first line in which somebody is addressed."""


@lru_cache(maxsize=8)
def _expressions(speech: Speech) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A greeting with a name, and one with a gap where the name belongs."""
    words = "|".join(compile_pattern(pattern).source for pattern in speech.greetings) or "(?!)"
    titles = "|".join(map(re.escape, speech.titles)) or "(?!)"
    again = "|".join(map(re.escape, speech.greeting_again)) or "(?!)"
    named = (
        rf"\A\s*(?:{words})(?:[ \t]+(?:{again}))?[ \t]+((?:(?:{titles})\b\.?[ \t]+)?{_WORD}(?:[ \t]+{_WORD}){{0,2}})"
        r"[ \t]*(?=[,:;!.\n]|\Z|[ \t][-\u2013\u2014])"
    )
    gap = rf"\A\s*(?:{words})(?:[ \t]+[,!.]|[ \t]*-[ \t]*(?=[,!\n]))"
    needy = "|".join(re.escape(word) for word in speech.needs_name) or "(?!)"
    return re.compile(named, re.IGNORECASE), re.compile(rf"{gap}|\A\s*(?:{needy})[ \t]*[,!]", re.IGNORECASE)


@lru_cache(maxsize=8)
def _addressed(speech: Speech) -> re.Pattern[str]:
    """A name that somebody is addressed by in a first line without a greeting: `I believe you, Mrs Bell,`."""
    titles = "|".join(re.escape(title) for title in speech.titles if title != "herrn") or "(?!)"
    return re.compile(rf",[ \t]+(?:{titles})\b\.?[ \t]+({_WORD}(?:[ \t]+{_WORD})?)[ \t]*[,.!?:]", re.IGNORECASE)


def the_name_is_used(checking: Checking) -> Iterator[Finding]:
    """The greeting has a gap, a wrong name or an invented one; or we know the name and the reply does not use it."""
    text, speech = checking.text, checking.speech
    greets, leaves_gap = _expressions(speech)
    gap = leaves_gap.match(fold_in_place(text))
    if gap:
        better = _greeting_for(checking)
        reason = "The greeting has a gap where a name belongs."
        yield checking.found("name-blank", gap.span(), reason, f"Begin with: {better}")
        return
    greeting = greets.match(fold_in_place(text))
    greeted = _words(greeting[1]) if greeting else set()
    if greeting and greeted.isdisjoint(speech.anybody):
        wrong = _wrong_name(checking, greeting.span(1), greeted)
        if wrong:
            yield wrong
            return
    elif not greeting:
        addressed = _addressed(speech).search(fold_in_place(text.split("\n", 1)[0][:_FIRST_WORDS]))
        wrong = _wrong_name(checking, addressed.span(1), _words(addressed[1])) if addressed else None
        if wrong:
            yield wrong
            return
    name = checking.greet.by(speech.manner, speech.pair)
    used = _words(f"{checking.greet.whole} {checking.greet.name} {checking.customer.name}") & _words(text)
    if name and not used and "{{" not in text:
        first_line = (0, len(text.split("\n", 1)[0])) if greeting else (0, 0)
        reason = f"We know the name, {checking.greet.whole}, and the reply does not use it."
        yield checking.found("name-unused", first_line, reason, f"Begin with: {_greeting_for(checking)}")
    called = [*re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text)] if name else []
    if len(called) > _MOST_OFTEN:
        reason = f"The name stands here {len(called)} times; more than twice sounds like a trick."
        span = called[_MOST_OFTEN].span()
        yield checking.found("name-often", span, reason, "Leave it out here.")


def a_letter_begins_with_a_greeting(checking: Checking) -> Iterator[Finding]:
    """A letter without any greeting; chats and posts need none."""
    text = checking.text.lstrip()
    if (
        checking.draft.channel.manner is not Manner.LETTER
        or checking.draft.passage(Step.OPENING)
        or not checking.speech.greetings
    ):
        return
    first_line = text.split("\n", 1)[0]
    named = _words(first_line) & _words(f"{checking.customer.name} {checking.greet.whole} {checking.greet.name}")
    if not named and not any(start == 0 for start, _end in checking.speech.finds(text, checking.speech.greetings)):
        reason = "The letter begins without a greeting."
        yield checking.found("greeting-missing", (0, 0), reason, f"Begin with: {_greeting_for(checking)}")


def _greeting_for(checking: Checking) -> str:
    """How we would greet this customer."""
    named = checking.speech.greet.replace(
        "{name}", checking.greet.by(checking.speech.manner, checking.speech.pair) or checking.speech.nobody
    )
    return named.replace(" ,", ",")


def _wrong_name(checking: Checking, span: tuple[int, int], greeted: set[str]) -> Finding | None:
    """A finding where nothing that we know of this customer has the name that is greeted."""
    greet, recorded = checking.greet, checking.customer.name
    signed = "\n".join([*checking.message.rstrip().split("\n")[-3:], checking.signature])
    known = greet.whole or recorded
    theirs = " ".join((greet.name, greet.whole, recorded, checking.sender, signed if known else checking.message))
    known_words = _words(f"{theirs} {signed}")
    said = {word for word in greeted if not any(word in words(group) for group in _BESIDE)} or greeted
    misspelt = [word for word in said - known_words if get_close_matches(word, known_words, 1, _NEARLY)]
    if said & known_words and not misspelt:
        return _wrong_title(checking, span)
    if known:
        right = greet.by(checking.speech.manner, checking.speech.pair) or known
        reason = f"This customer is called {known}."
        return checking.found("name-wrong", span, reason, f"Greet {right}.", replacement=right)
    if checking.message:
        reason = "Nothing says that this customer has this name."
        return checking.found("name-invented", span, reason, f"Begin with: {_greeting_for(checking)}")
    return None


def _wrong_title(checking: Checking, span: tuple[int, int]) -> Finding | None:
    """A finding where a man is greeted as `Mrs`, or a woman as `Mr`; a first name alone only makes a question of it."""
    greet, called = checking.greet, checking.text[slice(*span)]
    said = of_title(called)
    theirs = of_title(f"{greet.formal} {greet.name}") or of_first_name(greet.whole)
    if not said or not theirs or said == theirs:
        return None
    right = greet.by(checking.speech.manner, checking.speech.pair) or greet.whole
    reason = f"This customer is called {greet.whole}; does “{called.split()[0]}” fit?"
    return checking.found("name-wrong", span, reason, f"Greet {right}.", level=Level.WARNING, replacement=right)


def _words(name: str) -> set[str]:
    """The words of a name as they are compared, each part of a double name as well."""
    found = re.findall(r"[^\W\d_][\w'-]*", fold(name))
    return {part for word in found for part in (word, *word.split("-")) if part}


CHECKS: tuple[Check, ...] = (
    the_name_is_used,
    a_letter_begins_with_a_greeting,
)
