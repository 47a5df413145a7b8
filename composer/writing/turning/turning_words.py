"""Turning words: the lists of one language by which a clause is turned round."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from kb.problem import Problem, Problems
from kb.yaml.reader import Reader
from kb.yaml.tree import parse_yaml

_PHRASES = frozenset(
    {"never_phrases", "hangs_on", "foreign_phrases", "lead_phrases", "hedge_phrases", "openings", "tails", "apologies"}
)
"""Lists whose entries are several words each; the others are words with white space between them."""
_OTHER = frozenset({"title", "language", "frames"})
_NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, eq=False)
class TurningWords:
    """The word lists of one language by their names, and the frames of turned clauses; itself alone equal to itself."""

    language: str = ""
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    sets: Mapping[str, frozenset[str]] = field(default_factory=lambda: MappingProxyType({}))
    frames: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    known: frozenset[str] = frozenset()
    """Words besides the lists that are spelt like this."""

    def has(self, name: str, word: str) -> bool:
        """Whether a list holds a word."""
        return word in self.sets.get(name, _NOTHING)

    @cached_property
    def _pairs(self) -> dict[str, dict[str, str]]:
        return {
            name: dict(entry.split("=", 1) for entry in entries)
            for name, entries in self.lists.items()
            if entries and all("=" in entry for entry in entries)
        }

    def pairs(self, name: str) -> Mapping[str, str]:
        """A list of `word=other` as a mapping."""
        return self._pairs.get(name, {})

    def frame(self, name: str, text: str) -> str:
        """A turned clause in what introduces it."""
        framed = self.frames.get(name, "{}").replace("{}", text)
        return framed.replace(" us to not ", " us not to ") if self.language == "en" else framed


NO_TURNING_WORDS = TurningWords()


def parse_turning_words(text: str, path: str) -> tuple[TurningWords, list[Problem]]:
    """The turning words of one file; a list that no rule asks for changes nothing."""
    problems = Problems(path)
    mapping = parse_yaml(text, problems)
    if mapping is None:
        return NO_TURNING_WORDS, problems.found
    file = Reader(mapping, problems)
    language = file.text("language")
    file.text("title")
    frames = file.inner("frames")
    names = [name for name in file.keys() if name not in _OTHER]  # noqa: SIM118  it is no mapping
    lists = {name: file.texts(name) if name in _PHRASES else tuple(file.text(name).split()) for name in names}
    sets = {name: frozenset(entries) for name, entries in lists.items()}
    joins = {name: _spaced(frames, name) for name in frames.keys()}  # noqa: SIM118
    return TurningWords(language, lists, sets, joins), problems.found


def _spaced(frames: Reader, name: str) -> str:
    """A frame with the spaces that stand in its quotes; a word that joins has them at both ends."""
    text = frames.text(name)
    return f"{'' if text.startswith(',') else ' '}{text} " if name.startswith("and") else text
