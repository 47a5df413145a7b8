"""Claim words: the lists of one language by which sentences that claim something are known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from composer.reading.cues import read_patterns
from composer.reading.patterns import Text, find_spans
from composer.writing.turning.english_verbs import Verbs
from kb.problem import Problem, Problems
from kb.yaml.reader import Reader
from kb.yaml.tree import parse_yaml

_NOTHING: frozenset[str] = frozenset()
_NO_VERBS = Verbs(_NOTHING, {}, {}, {}, {}, {}, {})


@dataclass(frozen=True, eq=False)
class ClaimWords:
    """The word lists and the patterns of one language by their names; itself alone equal to itself."""

    language: str = ""
    sets: Mapping[str, frozenset[str]] = field(default_factory=lambda: MappingProxyType({}))
    patterns: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    verbs: Verbs = _NO_VERBS
    """The forms of the verbs that are known; others are known by their endings."""

    def has(self, name: str, word: str) -> bool:
        """Whether a list holds a word."""
        return word in self.sets.get(name, _NOTHING)

    def finds(self, name: str, text: Text) -> list[tuple[int, int]]:
        """Where the patterns of a list stand in a text."""
        return find_spans(text, self.patterns.get(name, ()))


NO_CLAIM_WORDS = ClaimWords()


def parse_claim_words(text: str, path: str) -> tuple[ClaimWords, list[Problem]]:
    """The claim words of one file; a list that no rule asks for changes nothing."""
    problems = Problems(path)
    mapping = parse_yaml(text, problems)
    if mapping is None:
        return NO_CLAIM_WORDS, problems.found
    file = Reader(mapping, problems)
    language = file.text("language")
    file.text("title")
    lists, patterns = file.inner("words"), file.inner("patterns")
    sets = {name: frozenset(lists.text(name).split()) for name in lists.keys()}  # noqa: SIM118  a Reader's keys
    sought = {name: read_patterns(patterns, name) for name in patterns.keys()}  # noqa: SIM118  as above
    file.unknown()
    return ClaimWords(language, sets, sought), problems.found
