"""Wording rules: what a team does not want to say, in YAML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from composer.cases.step import Step, Tone
from composer.reading.cues import read_patterns
from composer.reading.patterns import BadPattern, compile_pattern
from composer.writing.sounding import NO_SOUNDING, Sounding
from kb.problem import Level, Problem, Problems
from kb.yaml.reader import Reader
from kb.yaml.tree import parse_yaml

GROUPS = (
    "listen", "acknowledge", "validate", "solve", "follow-up", "promises", "sincerity", "clarity", "ownership",
    "personalisation", "safety",
)  # fmt: skip


@dataclass(frozen=True)
class WordingRule:
    """Words that a reply should not have, and what to write instead."""

    id: str
    group: str
    level: Level
    patterns: tuple[str, ...]
    reason: str
    suggest: str
    bad: str = ""
    good: str = ""
    source: str = ""
    """Where the rule comes from: a study by its authors and year, or a guide."""
    at_most: int = 0
    """How often the words may stand in a reply."""
    swap: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Better words for some of the patterns."""
    tones: tuple[Tone, ...] = ()
    """Only when the customer sounds like this; any tone where there are none."""
    unless_said: bool = False
    """Whether words are fine that the customer used."""
    unless: tuple[str, ...] = ()
    """Patterns: the words are fine where one of these overlaps them."""


@dataclass(frozen=True)
class Wording:
    """The rules of one language, the words by which each step is recognised in free text, and what talks past."""

    rules: tuple[WordingRule, ...] = ()
    steps: tuple[tuple[Step, tuple[str, ...]], ...] = ()
    sounding: Sounding = NO_SOUNDING


def parse_wording(text: str, path: str) -> tuple[Wording, list[Problem]]:
    """The wording rules of one file; a faulty one is left out and named."""
    problems = Problems(path)
    mapping = parse_yaml(text, problems)
    if mapping is None:
        return Wording(), problems.found
    return read_wording(Reader(mapping, problems)), problems.found


def read_wording(file: Reader) -> Wording:
    """The wording rules of one file, as its reader gives them."""
    problems = file.problems
    file.text("title"), file.text("language")
    rules: dict[str, WordingRule] = {}
    for reader in file.readers("rules"):
        rule = _read_rule(reader)
        if rule is not None and rule.id in rules:
            problems.add(reader.place("id"), "id-twice", f"There are two rules {rule.id!r}.")
        elif rule is not None:
            rules[rule.id] = rule
    steps = file.inner("steps")
    recognised = tuple((step, read_patterns(steps, step)) for step in Step if step in steps)
    steps.unknown()
    file.unknown()
    return Wording(tuple(rules.values()), recognised)


def _read_rule(reader: Reader) -> WordingRule | None:
    swap = _read_swap(reader.inner("swap"))
    when = reader.inner("for")
    tones = when.texts("tones")
    for tone in set(tones) - set(Tone):
        when.wrong("tones", f"a list of {', '.join(Tone)}, without {tone!r}")
    when.unknown()
    rule = WordingRule(
        id=reader.text("id"),
        group=reader.one_of("group", GROUPS, ""),
        level=Level(reader.one_of("level", Level, Level.WARNING)),
        patterns=(*read_patterns(reader, "any"), *swap),
        reason=reader.text("reason"),
        suggest=reader.text("suggest"),
        bad=reader.text("bad"),
        good=reader.text("good"),
        source=reader.text("source"),
        at_most=max(reader.whole_number("at_most"), 0),
        swap=swap,
        tones=tuple(Tone(tone) for tone in tones if tone in set(Tone)),
        unless_said=reader.one_of("unless_said", ("true", "false"), "false") == "true",
        unless=read_patterns(reader, "unless"),
    )
    reader.unknown()
    for key, value in (
        ("id", rule.id),
        ("group", rule.group),
        ("any", rule.patterns),
        ("reason", rule.reason),
        ("suggest", rule.suggest),
    ):
        if not value and reader.lacks(key):
            reader.problems.add(reader.mapping, "rule-incomplete", f"A wording rule needs {key!r}.")
            return None
    return rule


def _read_swap(reader: Reader) -> Mapping[str, str]:
    """Better words for plain ones; what stands on the left is a pattern."""
    found = {}
    for words in reader.keys():  # noqa: SIM118  a Reader's keys, not a dict's
        better = reader.text(words)
        try:
            compile_pattern(words)
        except BadPattern as error:
            reader.problems.add(reader.key_place(words), "bad-pattern", f"{words[:60]!r} is no pattern: {error}.")
        else:
            found[words] = better
    return MappingProxyType(found)
