"""Cues: words that show a struggle, a feeling or a need, also in a polite message."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from composer.cases.step import Care, Tone
from composer.reading.patterns import NO_SLOTS, BadPattern, PatternIndex, Slots, Text, compile_pattern, index_of
from kb.problem import Problem, Problems
from kb.yaml.reader import Reader
from kb.yaml.tree import parse_yaml


class CueKind(StrEnum):
    """What a cue tells."""

    STRUGGLE = "struggle"
    URGENT = "urgent"
    REPEAT = "repeat"
    LEAVING = "leaving"
    VULNERABLE = "vulnerable"
    KIND = "kind"
    SITUATION = "situation"
    UPSET = "upset"
    WORRIED = "worried"
    CONFUSED = "confused"
    THANKFUL = "thankful"
    SUPPOSED = "supposed"
    """Trouble that is only supposed, long past, or the customer's own doing; its weight counts against situations."""
    PERSONAL = "personal"
    """What a kind person answers first, however calm it is told; its weight is how grave that is, and no tone."""
    BACKGROUND = "background"
    """What was done, waited for or met before; it says nothing by itself, and only the learned weights count it."""


_DENIED_WITHIN = 12
"""Characters before a word in which it is denied."""
_DENIAL = re.compile(r"(?<!\w)(?:no|not an?|n['\u2019]t an?|kein\w*|nicht)\s+$")
_AT_ONCE = frozenset({
    "harm", "body-harm", "animal-hurt", "person-hurt", "medicine-at-risk", "medicine-left", "money-diverted",
})  # fmt: skip


@dataclass(frozen=True)
class Cue:
    """One cue as its file says it."""

    id: str
    kind: CueKind
    patterns: tuple[str, ...]
    reason: str
    tone: Tone | None = None
    weight: float = 1.0
    care: Care | None = None
    """Why such a message needs a person, where it does."""
    fires: tuple[str, ...] = ()
    quiet: tuple[str, ...] = ()


@dataclass(frozen=True)
class FoundCue:
    """A cue in a message, with the words that showed it."""

    cue: Cue
    start: int
    end: int
    words: str

    @property
    def warns(self) -> bool:
        """Whether somebody may be hurt or robbed, or is in danger, so that a warning comes before everything else."""
        return self.cue.care is Care.DANGER or self.cue.id in _AT_ONCE


def parse_cues(text: str, path: str) -> tuple[list[Cue], list[Problem]]:
    """The cues of one file; a faulty one is left out and named."""
    problems = Problems(path)
    mapping = parse_yaml(text, problems)
    if mapping is None:
        return [], problems.found
    return read_cues(Reader(mapping, problems)), problems.found


def read_cues(file: Reader) -> list[Cue]:
    """The cues of one file, as its reader gives them."""
    cues: dict[str, Cue] = {}
    problems = file.problems
    file.text("title"), file.text("language")
    for reader in file.readers("cues"):
        cue = _read_cue(reader)
        if cue is not None and cue.id in cues:
            problems.add(reader.place("id"), "id-twice", f"There are two cues {cue.id!r}.")
        elif cue is not None:
            cues[cue.id] = cue
    file.unknown()
    return list(cues.values())


def _read_cue(reader: Reader) -> Cue | None:
    tone = reader.one_of("tone", [tone for tone in Tone if tone is not Tone.MIXED], "")
    care = reader.one_of("care", Care, "")
    cue = Cue(
        id=reader.text("id"),
        kind=CueKind(reader.one_of("kind", CueKind, CueKind.STRUGGLE)),
        patterns=read_patterns(reader, "any"),
        reason=reader.text("reason"),
        tone=Tone(tone) if tone else None,
        weight=reader.number("weight", 1.0),
        care=Care(care) if care else None,
        fires=reader.texts("fires"),
        quiet=reader.texts("quiet"),
    )
    reader.unknown()
    for key, value in (
        ("id", cue.id),
        ("kind", "kind" in reader),
        ("any", cue.patterns),
        ("reason", cue.reason),
    ):
        if not value and reader.lacks(key):
            reader.problems.add(reader.mapping, "cue-incomplete", f"A cue needs {key!r}.")
            return None
    return cue


def read_patterns(reader: Reader, key: str) -> tuple[str, ...]:
    """The patterns of a list; those that mean nothing are left out and named."""
    good: list[str] = []
    for scalar in reader.scalars(key):
        try:
            compile_pattern(scalar.text, Slots(("task",)))
        except BadPattern as error:
            reader.problems.add(scalar, "bad-pattern", f"{scalar.text[:60]!r} is no pattern: {error}.")
        else:
            good.append(scalar.text)
    return tuple(good)


def find_cues(text: str | Text, cues: tuple[Cue, ...], slots: Slots = NO_SLOTS) -> list[FoundCue]:
    """The cues in a text, in its order; each cue counts once, by its first words."""
    return indexed_cues(text, cues, index_of_cues(cues, slots))


def index_of_cues(cues: tuple[Cue, ...], slots: Slots) -> PatternIndex:
    """The index of the patterns of some cues, each group a cue."""
    return index_of(tuple(cue.patterns for cue in cues), slots)


def indexed_cues(text: str | Text, cues: tuple[Cue, ...], index: PatternIndex) -> list[FoundCue]:
    """The same as `find_cues`, with the index of these cues at hand."""
    looked_at = Text.of(text) if isinstance(text, str) else text
    spans = index.find(looked_at)
    found = []
    for number, places in spans.items():
        cue = cues[number]
        meant = (one for one in places if cue.care is not Care.SECURITY or not _denied(looked_at.folded[: one[0]]))
        for start, end in islice(meant, 1):
            found.append(FoundCue(cue, start, end, looked_at.text[start:end]))
    return sorted(found, key=lambda one: (one.start, one.end, one.cue.id))


def _denied(before: str) -> bool:
    """Whether what comes next is said not to be so: `I am not a scammer`."""
    return _DENIAL.search(before[-_DENIED_WITHIN:]) is not None
