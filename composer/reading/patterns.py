"""Patterns: how cues and wording rules say which words they mean.

Plain words, matched whole and in any case; `*` stands for up to three words, `#` for a number,
`(a|b)` for either, `~` at the end of a word for any ending, `{task}` for one of the desk's core tasks.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from types import MappingProxyType

from kb.text import fold
from kb.words.words import STOP_WORDS

LONGEST_PATTERN = 1_000
_MOST_WAYS = 1_000
"""In how many ways a pattern may be laid over one place of a text; each of them may be tried there."""

_MOST_FOLDS = 4_000
_TOKEN = re.compile(r"\{task\}|\s*\*[\s,*]*|#|\(|\)|\||\s[\s,]*|[^\s*#()|{}]+|[{}]")
_GAP = re.compile(r"\*[\s,*]*")
_GAP_AT_END = re.compile(r"(?:\A|[(|])\s*\*|\*\s*(?:[)|]|\Z)")
_GROUP = re.compile(r"\(([^()]*)\)")
_SPACE = r"[\s,]++"
_WORDS_OF_A_GAP = 3
_WORD = re.compile(r"\w+")


class BadPattern(ValueError):
    """A pattern that means nothing, with the reason."""


@dataclass(frozen=True)
class Slots:
    """What stands for `{task}` and, beside figures, for `#`."""

    tasks: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()


NO_SLOTS = Slots()


@dataclass(frozen=True)
class Pattern:
    """A pattern that means something; compiled when it is first looked for."""

    tokens: tuple[str, ...]
    slots: Slots

    @cached_property
    def needs(self) -> frozenset[str]:
        """One of these words stands in every text that it matches; empty where that cannot be said."""
        return next(iter(self._needed), frozenset())

    @cached_property
    def beside(self) -> tuple[frozenset[str], ...]:
        """Further sets of words; of each of them one stands in every text that it matches."""
        return self._needed[1:]

    @cached_property
    def _needed(self) -> tuple[frozenset[str], ...]:
        return _needed(self.tokens)

    @cached_property
    def source(self) -> str:
        """As a regular expression for folded text."""
        # A pattern that is several ones needs no word of its own.
        return _source(self.tokens, self.slots, one_way=bool(self.needs))

    @cached_property
    def expression(self) -> re.Pattern[str]:
        """The regular expression, compiled."""
        return re.compile(self.source)


@dataclass(frozen=True)
class Text:
    """A text as patterns look at it: folded in place, so that places in it stay what they were."""

    text: str
    folded: str

    @cached_property
    def words(self) -> frozenset[str]:
        """Its words."""
        return frozenset(_WORD.findall(self.folded))

    @classmethod
    def of(cls, text: str) -> Text:
        """A text, folded."""
        return cls(text, fold_in_place(text))


def compile_pattern(pattern: str, slots: Slots = NO_SLOTS) -> Pattern:
    """The pattern for folded text; BadPattern says what is wrong with it."""
    # The same one for all slots where it has none.
    return _compiled(pattern, slots if "#" in pattern or "{task}" in pattern else NO_SLOTS)


@lru_cache(maxsize=16_000)
def _compiled(pattern: str, slots: Slots) -> Pattern:
    if not pattern.strip() or len(pattern) > LONGEST_PATTERN:
        raise BadPattern(f"a pattern has 1 to {LONGEST_PATTERN} characters")
    if pattern.count("(") != pattern.count(")") or re.search(r"\([^()]*\(", pattern):
        raise BadPattern("its ( and ) do not pair up one by one")
    if not re.search(r"\w", pattern.replace("{task}", "")) and "{task}" not in pattern:
        raise BadPattern("it has no word")
    if _GAP_AT_END.search(pattern.strip()):
        raise BadPattern("a gap (*) stands between words, not at an end")
    folded = fold_in_place(pattern.strip())
    if _ways(folded) > _MOST_WAYS:
        raise BadPattern("its gaps (*) and alternatives leave too many ways to read it; make two patterns of it")
    return Pattern(tuple(_TOKEN.findall(folded)), slots)


def _source(tokens: tuple[str, ...], slots: Slots, *, one_way: bool) -> str:
    """The regular expression; one that has to begin with a word says so first, and texts are searched faster for it."""
    parts = [_part(token, slots) for token in tokens]
    first = tokens[0].removesuffix("~")
    if not one_way or not first[:1].isalnum():
        return f"(?<!\\w)(?:{''.join(parts)})(?!\\w)"
    word = re.escape(first)
    return f"{word}(?<!\\w{word}){parts[0].removeprefix(word)}{''.join(parts[1:])}(?!\\w)"


def _ways(pattern: str) -> int:
    """In how many ways a pattern may be laid over one place: by words in gaps, and by alternatives that begin alike."""
    ways = 1
    for gap in _GAP.finditer(pattern):
        ways *= _WORDS_OF_A_GAP * gap[0].count("*") + 1
    for group in _GROUP.findall(pattern):
        alternatives = [one.strip() for one in group.split("|")]
        whole = Counter(one for one in alternatives if one and not one.endswith("~"))
        alike = max(sum(map(whole.__getitem__, _begun(one))) for one in alternatives)
        ways *= len(alternatives) - whole.total() + alike
    return ways << pattern.count("#")


def _begun(words: str) -> Iterator[str]:
    """Some words and everything whole that they begin with."""
    yield words
    for at, character in enumerate(words):
        if character == " ":
            yield words[:at]


def _part(token: str, slots: Slots) -> str:
    if "*" in token:
        # Gaps side by side are one; it brings the white space round it.
        most = _WORDS_OF_A_GAP * token.count("*")
        return rf"{_SPACE}(?:[\w'-]++{_SPACE}){{0,{most}}}?"
    if token[0].isspace():
        return _SPACE
    match token:
        case "#":
            return r"(?:\d+(?:\s?-\s?\d+)?" + "".join(f"|{_literal(number)}" for number in slots.numbers) + ")"
        case "(":
            return "(?:"
        case ")" | "|":
            return token
        case "{task}":
            return "(?:" + "|".join(map(_literal, slots.tasks)) + ")" if slots.tasks else r"(?!)"
    return re.escape(token.removesuffix("~")) + (r"\w*" if token.endswith("~") else "")


def _literal(words: str) -> str:
    return re.escape(fold_in_place(words))


def _needed(tokens: Sequence[str]) -> tuple[frozenset[str], ...]:
    """The sets of words of each of which a match holds one, first the set that is likely to be met least often."""
    sets: list[tuple[frozenset[str], bool]] = []
    inside: list[list[str]] | None = None
    began = 0
    for at, part in enumerate(tokens):
        if part == "(":
            inside, began = [[]], at
        elif part == ")" and inside is not None:
            sets.append((_of_each(inside), _stands_alone(tokens, began, at)))
            inside = None
        elif part == "|":
            if inside is None:
                return ()
            inside.append([])
        elif inside is not None:
            inside[-1].append(part)
        else:
            sets.append((_of_each([[part]]), _stands_alone(tokens, at, at)))
    usable = sorted((one for one in sets if one[0]), key=lambda one: (sum(map(_commonness, one[0])), sorted(one[0])))
    return tuple(words for number, (words, alone) in enumerate(usable) if alone or not number)


def _stands_alone(tokens: Sequence[str], first: int, last: int) -> bool:
    """Whether white space is on both sides of some tokens, so that what they match are whole words."""
    around = (tokens[first - 1] if first else " ", tokens[last + 1] if last + 1 < len(tokens) else " ")
    return all(one[0].isspace() or "*" in one for one in around)


def _commonness(word: str) -> int:
    """Roughly how often a word is met: short words and those that say nothing stand in every message."""
    return 12 if len(word) <= 3 or word in STOP_WORDS else 1


def _of_each(alternatives: list[list[str]]) -> frozenset[str]:
    """A word of each alternative; none where one of them has no word that stands there whole."""
    found = set()
    for alternative in alternatives:
        words = [word for token in alternative if not token.endswith("~") for word in _WORD.findall(token)]
        words = [word for word in words if word != "task"]
        if not words:
            return frozenset()
        found.add(max(words, key=len))
    return frozenset(found)


@dataclass(frozen=True)
class PatternIndex:
    """Many groups of patterns, found by the words without which they cannot match."""

    by_word: Mapping[str, tuple[tuple[int, Pattern], ...]]
    wordless: tuple[tuple[int, Pattern], ...]
    """Patterns that have to be tried on every text."""

    @cached_property
    def known(self) -> frozenset[str]:
        """The words of which a text must have one, but for patterns without words."""
        return frozenset(self.by_word)

    def compile(self) -> None:
        """Compile every pattern now: most of them are met first by a message that somebody waits for."""
        for entries in (self.wordless, *self.by_word.values()):
            for _group, pattern in entries:
                _ = pattern.expression

    def find(self, text: Text) -> dict[int, list[tuple[int, int]]]:
        """Where each group stands in a text, by the group's number; groups that do not are left out."""
        # Two sets, of which the smaller one is gone through; most groups are ruled out here.
        if not self.wordless and self.known.isdisjoint(text.words):
            return {}
        here = text.words & self.known
        tried = {(group, id(pattern)): pattern for group, pattern in self.wordless}
        for word in here:
            for group, pattern in self.by_word[word]:
                if not any(map(text.words.isdisjoint, pattern.beside)):
                    tried[group, id(pattern)] = pattern
        found: dict[int, set[tuple[int, int]]] = {}
        for (group, _id), pattern in tried.items():
            for match in pattern.expression.finditer(text.folded):
                found.setdefault(group, set()).add(match.span())
        return {group: sorted(spans) for group, spans in found.items()}


@lru_cache(maxsize=256)
def index_of(groups: tuple[tuple[str, ...], ...], slots: Slots = NO_SLOTS) -> PatternIndex:
    """The index of some groups of patterns."""
    by_word: dict[str, list[tuple[int, Pattern]]] = {}
    wordless = []
    for group, patterns in enumerate(groups):
        for pattern in patterns:
            entry = (group, compile_pattern(pattern, slots))
            for word in entry[1].needs:
                by_word.setdefault(word, []).append(entry)
            if not entry[1].needs:
                wordless.append(entry)
    return PatternIndex(MappingProxyType({word: tuple(entries) for word, entries in by_word.items()}), tuple(wordless))


def find_spans(text: str | Text, patterns: tuple[str, ...], slots: Slots = NO_SLOTS) -> list[tuple[int, int]]:
    """Where any of the patterns stands in a text, as spans of characters [start, end)."""
    return index_of((patterns,), slots).find(Text.of(text) if isinstance(text, str) else text).get(0, [])


def fold_in_place(text: str) -> str:
    """The text folded character by character, so that places in it stay what they were."""
    folded = text.lower() if text.isascii() else text.translate(_FOLDS)
    return folded if len(folded) == len(text) else text


class _Folds(dict[int, str]):
    """Each character folded to one, by its number, as far as it was met; there are not many in letters."""

    def __missing__(self, number: int) -> str:
        character = chr(number)
        folded = fold(character)
        if len(self) > _MOST_FOLDS:
            self.clear()
        self[number] = found = folded if len(folded) == 1 else character
        return found


_FOLDS = _Folds()
