"""Asked again: a reply asks for something of a kind of which the message names one, whatever the kind is.

`Which firmware is on it?` is asked again where the message says `firmware 3.08`: the noun that the question wants
stands in the message beside a value. What can be asked for without its noun is listed in the language's `asks`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from composer.reading.facts import sentences
from composer.reading.patterns import Text
from composer.reading.speech import Speech
from composer.writing.checks.context import Check, Checking
from composer.writing.finding import Finding
from kb.problem import Level
from kb.words.words import stem, telling

Span = tuple[int, int]
_TOKEN = re.compile(r"\w+(?:[-/.]\w+)*")
_CLAUSE = re.compile(r"[,;:.?!()]")
_CODE = re.compile(r"(?=.*\d)(?!(?:19|20)\d\d$)[\w/-]{4,20}")
_SHORT = re.compile(r"[A-Z]{0,3}\d{1,4}[A-Za-z]?")
"""The number of a model: `Brava 3`, `Lumo X20`."""
_REACH = 8
"""Words behind a question word in which the thing stands that is asked for."""
_BEFORE, _BEHIND = 2, 3
"""Words before and behind a noun between which its value stands."""
_LABEL = 4
"""Words before a number that say what it is."""
_GROUP = 3
"""Figures of a group of a longer number."""
_PREFIX = 5
"""Letters by which the words of two languages' compounds are compared: `Kundennummer`, `Kunden-Nr`."""


def nothing_named_is_asked(checking: Checking) -> Iterator[Finding]:
    """`What plan are you on?`, to somebody who wrote `on our plan (Team)`; `Have you asked the porter?`, who was."""
    if not checking.message or not checking.has_words:
        return
    speech, said = checking.speech, _said(checking.message, checking.speech, checking.language)
    offered = checking.finds(speech.offering)
    wanted = sorted([*checking.finds(speech.asks_which), *checking.finds(speech.hands_over)])
    for start, end in checking.sentences:
        if any(start <= one[0] < end for one in offered):
            continue
        here = [one for one in wanted if start <= one[0] < end and _asks(checking, (start, end), one)]
        again = next((word for one in here for word in _wanted(checking, (*one, end)) if said.names(word)), "")
        tried = [one for one in checking.finds(speech.tried_first) if start <= one[0] < end]
        done = bool(tried and said.tried & checking.stems(checking.ours[tried[0][1] : end]) - checking.idle_stems)
        if done:
            reason, use = "The customer has tried that already, and says so.", "Take the next step."
            yield checking.found("asks-known", (start, end), reason, use, level=Level.WARNING)
        elif again:
            reason = f"The message names that already: {again}."
            yield checking.found("asks-known", (start, end), reason, "Take it from there.", level=Level.WARNING)


def _asks(checking: Checking, sentence: Span, words: Span) -> bool:
    """Whether a sentence asks the customer: by its mark, or politely, or by beginning with what it asks for."""
    start, end = sentence
    polite = any(start <= one[0] <= words[0] for one in checking.finds(checking.speech.politely))
    return polite or words[0] == start or checking.ours[start:end].rstrip().endswith("?")


def _wanted(checking: Checking, place: tuple[int, int, int]) -> Iterator[str]:
    """The words from a question word or a request on, up to the end of its clause, that name what is wanted."""
    begin, behind, end = place
    clause = checking.ours[begin:behind] + _CLAUSE.split(checking.ours[behind:end], maxsplit=1)[0]
    stop = begin + len(clause)
    if not any(begin <= one[0] < stop for one in checking.finds(checking.speech.meanwhile)):
        words = _TOKEN.findall(clause)[:_REACH]
        yield from (word for word in words if checking.language != "de" or word[0].isupper())


class _Said:
    """What a message gives: nouns with a value beside them, numbers with their labels, and what was tried."""

    def __init__(self, message: str, speech: Speech, language: str) -> None:
        self.language = language
        self.numbers = speech.number_words
        self.named = speech.named_words
        self.valued: dict[str, str] = {}
        self.labels: set[str] = set()
        tried: set[str] = set()
        for start, end in sentences(message):
            sentence = message[start:end]
            if sentence.rstrip().endswith("?"):
                continue
            tokens = _TOKEN.findall(sentence)
            self._value(tokens, frozenset(speech.sides))
            if speech.finds(Text.of(sentence), speech.tried_told):
                tried |= {stem(token.lower(), language) for token in tokens if telling(token.lower())}
        self.tried = frozenset(tried)

    def _value(self, tokens: list[str], sides: frozenset[str]) -> None:
        values = [self._is_value(token, place, sides) for place, token in enumerate(tokens)]
        for place, token in enumerate(tokens):
            beside = values[max(place - _BEFORE, 0) : place] + values[place + 1 : place + 1 + _BEHIND]
            word = token.lower()
            if any(beside) and not values[place] and telling(word):
                self.valued.setdefault(stem(word, self.language), word)
            if token[0].isupper() and place and _SHORT.fullmatch(" ".join(tokens[place + 1 : place + 2])):
                self.valued |= {stem(one, self.language): one for one in self.named}
            if _CODE.fullmatch(token) or _parted(tokens[place : place + 2]):
                self.labels |= {one.lower()[:_PREFIX] for one in tokens[max(place - _LABEL, 0) : place]}

    def _is_value(self, word: str, place: int, sides: frozenset[str]) -> bool:
        capital = word[0].isupper() and self.language != "de" and place > 0 and len(word) > 1
        return word.lower() in sides or any(map(str.isdigit, word)) or capital or sum(map(str.isupper, word)) > 1

    def names(self, wanted: str) -> bool:
        """Whether the message gives what a noun of a question wants."""
        word = wanted.lower()
        of_number = next((end for end in self.numbers if word.endswith(end)), "")
        if of_number:
            what = word.removesuffix(of_number).rstrip("-s")
            return bool(what) and (word[:_PREFIX] in self.labels or what[:_PREFIX] in self.labels)
        return stem(word, self.language) in self.valued


def _parted(tokens: list[str]) -> bool:
    """Whether two words are a number that is written in groups: `803 552`."""
    return len(tokens) > 1 and all(token.isdigit() and len(token) >= _GROUP for token in tokens)


@lru_cache(maxsize=64)
def _said(message: str, speech: Speech, language: str) -> _Said:
    """What a message gives, kept: it stays the same while a reply to it is written."""
    return _Said(message, speech, language)


CHECKS: tuple[Check, ...] = (nothing_named_is_asked,)
