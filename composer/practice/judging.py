"""Judging an answer to a drill: our own checks, and what the drill wants, as remarks; a grade follows from them.

Listening and solving weigh more than comfort: calls and letters in which sympathy was said in place of an answer were
liked less (Marinova, Singh and Singh 2018; Clark and others 2013).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from composer.cases.step import FIVE, Step
from composer.practice.asked import asked_in
from composer.practice.drill import Drill, DrillKind, DrillMessage, DrillState, Wants
from composer.practice.role_play import BLOCKED, WARNED, atom_of
from composer.reading.days.saying import day_spans
from composer.reading.facts import find_questions, sentences
from composer.writing.checks.claiming import OWN_CLAIM_RULE
from composer.writing.checks.context import Checking
from composer.writing.checks.coverage import step_words
from composer.writing.finding import Finding
from composer.writing.promises import find_promises
from kb.problem import Level
from kb.text import places_of

_MOST_SENTENCES = 3
"""Sentences in which a message is said back: two, and a short one more."""
_SHARED = 2
"""Telling words of the customer's that an answer must share to have taken them up."""
_LONGEST = 70
"""Characters of the customer's or one's own words that a remark repeats."""
_BORDER = re.compile(r"(?<=[,;:])\s++|(?<!\s)\s++[-\u2013\u2014]\s++")
_OF_LETTERS = ("we-without-i", "apology-unowned", "cause-missing")
"""Rules about a letter as a whole whose findings point at words."""
_OWN = 0.4
"""The share of one's own words from which on a clean answer was easy."""


class Grade(IntEnum):
    """How an answer went; the numbers are those of the spacing."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


class Weight(IntEnum):
    """How much a remark matters."""

    LITTLE = 1
    SOME = 2
    MUCH = 3


_WEIGHTS = {
    Step.LISTEN: Weight.MUCH,
    Step.SOLVE: Weight.MUCH,
    Step.FOLLOW_UP: Weight.MUCH,
    Step.ACKNOWLEDGE: Weight.SOME,
    Step.VALIDATE: Weight.SOME,
}
_LEVELS = {Level.ERROR: Weight.MUCH, Level.WARNING: Weight.SOME, Level.HINT: Weight.LITTLE}
_DOES = {
    Step.LISTEN: "It says their matter back",
    Step.ACKNOWLEDGE: "It names the trouble",
    Step.VALIDATE: "It says that the feeling makes sense",
    Step.SOLVE: "It says what was done or what to do",
    Step.FOLLOW_UP: "It says what happens next",
}
_LACKS = {
    Step.LISTEN: "Nothing in it says their matter back in their own facts.",
    Step.ACKNOWLEDGE: "It does not name the trouble.",
    Step.VALIDATE: "It does not say that the feeling makes sense.",
    Step.SOLVE: "It does not say what was done, or what to do.",
    Step.FOLLOW_UP: "It does not say what happens next.",
}


@dataclass(frozen=True)
class Remark:
    """One thing that an answer has, or lacks."""

    well: bool
    text: str
    weight: Weight
    about: str = ""
    """What it is about, e.g. `hear order 4411`, `step listen`; the rule of a finding."""
    wanted: bool = True
    """Whether the drill itself wants it; a finding comes from the checks alone."""


@dataclass(frozen=True)
class Judged:
    """What became of an answer."""

    answer: tuple[str, ...]
    remarks: tuple[Remark, ...]
    findings: tuple[Finding, ...] = ()
    own_words: float = 1.0
    """The share of words that are no phrases of the desk's, from 0 to 1."""

    @property
    def passed(self) -> bool:
        """Whether it has all that the drill wants, and nothing in it blocks."""
        return not any(one.wanted or one.weight is Weight.MUCH for one in self.remarks if not one.well)

    def grade(self, *, helped: bool = False) -> Grade:
        """How it went; easy is what is clean in one's own words and without help."""
        worst = max((one.weight for one in self.remarks if not one.well), default=Weight.LITTLE)
        if worst is Weight.MUCH:
            return Grade.AGAIN
        if worst is Weight.SOME:
            return Grade.HARD
        return Grade.EASY if self.own_words >= _OWN and not helped else Grade.GOOD


def pieces_of(text: str) -> list[str]:
    """The parts of a message that can be marked: its sentences, parted at commas and dashes; no single words."""
    whole = [text[start:end] for start, end in sentences(text)]
    pieces = (part.strip() for sentence in whole for part in _BORDER.split(sentence))
    return [piece for piece in pieces if " " in piece]


def judge_marks(given: DrillMessage, chosen: Sequence[str]) -> Judged:
    """What became of the parts of a message that were marked: each mark found or missed, and what was none."""
    marks = {mark: places_of(mark, given.text) for mark in given.marks}
    spans = {words: places_of(words, given.text) for words in chosen}
    all_spans = [span for found in spans.values() for span in found]
    remarks = []
    for mark, places in marks.items():
        found = _meet(places, all_spans)
        said = f"You found “{_short(mark)}”." if found else f"“{_short(mark)}” shows it, too."
        remarks.append(Remark(found, said, Weight.MUCH, f"hear {mark}"))
    all_marks = [place for places in marks.values() for place in places]
    wrong = [words for words, found_at in spans.items() if not _meet(all_marks, found_at)]
    weight = Weight.MUCH if len(wrong) > len(marks) else Weight.SOME
    remarks += [Remark(well=False, text=f"“{_short(words)}” does not show it.", weight=weight) for words in wrong]
    return Judged(tuple(chosen), tuple(remarks))


def judge(
    drill: Drill,
    given: DrillMessage,
    answers: Sequence[str],
    checking: Checking,
    findings: Sequence[Finding],
    to_go: Sequence[Finding] = (),
) -> Judged:
    """What became of an answer; `checking` and `findings` are those of its last part, the one that would be sent.

    `to_go` are the findings of the line that was to be written anew.
    """
    shown = findings_shown(drill, findings)
    remarks = [_unanswered(question) for question, answer in _asked(drill, answers) if not answer.strip()]
    if not remarks:
        remarks = [*_heard(given, answers[0], checking), *_wanted(drill.wants, checking, findings)]
        if drill.kind is DrillKind.LISTEN and len(checking.sentences) > _MOST_SENTENCES:
            remarks.append(Remark(well=False, text="Two sentences are enough here.", weight=Weight.SOME))
        remarks += _gone(to_go, {one.rule for one in shown})
        remarks += _of_findings(shown, drill.wants, {one.rule for one in to_go})
    return Judged(tuple(answers), tuple(remarks), shown, own_words(checking))


def findings_shown(drill: Drill, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings that count: a line or a sentence is no letter, so only those about words in it.

    What an answer to a drill says was done is made up, and need not be true.
    """
    findings = [one for one in findings if one.rule != OWN_CLAIM_RULE]
    if drill.kind is DrillKind.REPLY:
        return tuple(findings)
    found = (one for one in findings if one.group != "personalisation")
    return tuple(one for one in found if drill.kind is DrillKind.ROLE_PLAY or (one.end and one.rule not in _OF_LETTERS))


def _asked(drill: Drill, answers: Sequence[str]) -> Iterable[tuple[str, str]]:
    """What was asked, with the answers."""
    asked = asked_in(drill.language).questions.values() if drill.kind is DrillKind.WORKSHEET else ["your answer"]
    return zip(asked, answers, strict=True)


def _unanswered(question: str) -> Remark:
    return Remark(well=False, text=f"Still open: {question}", weight=Weight.MUCH)


def _heard(given: DrillMessage, answer: str, checking: Checking) -> Iterator[Remark]:
    """For each of the customer's words whether the answer takes them up."""
    for words, patterns in given.hear.items():
        taken = takes_up(answer, words, patterns, checking)
        said = f"You took up “{words}”." if taken else f"They wrote “{words}”, and nothing in your answer takes it up."
        yield Remark(taken, said, Weight.MUCH, f"hear {words}")


def takes_up(answer: str, words: str, patterns: tuple[str, ...], checking: Checking) -> bool:
    """Whether an answer takes up the customer's words: by the patterns that do so, else by telling words in common."""
    if patterns:
        return bool(checking.speech.finds(answer, patterns))
    theirs = checking.stems(words)
    shared = theirs & checking.stems(answer)
    return len(shared) >= min(_SHARED, len(theirs)) > 0


def _wanted(wants: Wants, checking: Checking, findings: Sequence[Finding]) -> Iterator[Remark]:
    """What the drill wants beside that: steps, a day, a question, words that must and must not be there.

    A sentence that is a fault itself is not praised for its step.
    """
    faults = [(one.start, one.end) for one in findings if one.blocks and one.end]
    faults += [span for words in wants.never for span in checking.finds(words.patterns)]
    for step in wants.steps:
        span = step_words(checking, step)
        if span and _meet([_span_at(checking, span[0])], faults):
            continue
        said = f"{_DOES[step]}: “{_short(_sentence_at(checking, span[0]))}”" if span else _LACKS[step]
        yield Remark(bool(span), said, _WEIGHTS[step], f"step {step}")
    if wants.day:
        day = day_named(checking)
        said = f"It says when: “{day}”." if day else "It names no day by which they hear from you."
        yield Remark(bool(day), said, Weight.MUCH, "day")
    if wants.question:
        asks = bool(find_questions(checking.text, checking.speech))
        said = "It asks for what is missing." if asks else "It asks nothing, and something is missing to answer this."
        yield Remark(asks, said, Weight.MUCH, "question")
    for words in wants.says:
        there = bool(checking.finds(words.patterns))
        yield Remark(there, words.why if there else f"Not yet there: {words.why}", Weight.MUCH, f"says {words.why}")
    for words in wants.never:
        for span in checking.finds(words.patterns)[:1]:
            said = f"“{_short(checking.text[slice(*span)])}”: {words.why}"
            yield Remark(well=False, text=said, weight=Weight.MUCH, about=f"never {words.why}")


def day_named(checking: Checking) -> str:
    """The words by which a reply says when: those of a promise, else a day that the message does not name."""
    now = dt.datetime.combine(checking.today or dt.date(2000, 1, 3), dt.time(), dt.UTC)
    promised = next((one.words for one in find_promises(checking.ours, checking.speech, now) if one.due), "")
    if promised:
        return promised
    named = day_spans(checking.folded, checking.speech.day_words)
    said = (checking.text[start:end] for start, end, length in named if not length)
    return next((words for words in said if not places_of(words, checking.message)), "")


def _sentence_at(checking: Checking, at: int) -> str:
    """The sentence of an answer that stands at a place."""
    return checking.text[slice(*_span_at(checking, at))]


def _span_at(checking: Checking, at: int) -> tuple[int, int]:
    """Where the sentence of an answer begins and ends that stands at a place."""
    return next(((start, end) for start, end in checking.sentences if start <= at < end), (at, at))


def _gone(to_go: Iterable[Finding], left: Collection[str]) -> Iterator[Remark]:
    """The words of the old line whose finding the new one has not, each said once."""
    words = dict.fromkeys(_short(one.words) for one in to_go if one.rule not in left)
    for said in filter(None, words):
        yield Remark(well=True, text=f"“{said}” is gone.", weight=Weight.SOME, about=f"gone {said}")


def _of_findings(findings: Iterable[Finding], wants: Wants, to_go: Collection[str]) -> Iterator[Remark]:
    """Findings as remarks; a step that the drill wants has its own, and comfort that it does not want is not missed."""
    for finding in findings:
        step = next((one for one in FIVE if finding.rule == f"step-{one.label.lower()}"), None)
        if step in (*wants.steps, Step.ACKNOWLEDGE, Step.VALIDATE):
            continue
        remark = _of_finding(finding)
        yield replace(remark, weight=Weight.MUCH, wanted=True) if finding.rule in to_go else remark


def _of_finding(finding: Finding) -> Remark:
    words = f"“{_short(finding.words)}”: " if finding.words else ""
    said = f"{words}{finding.reason} {finding.suggestion}"
    return Remark(well=False, text=said, weight=_LEVELS[finding.level], about=finding.rule, wanted=False)


def own_words(checking: Checking) -> float:
    """The share of an answer's words that are no phrases of the desk's, from 0 to 1."""
    total = len(checking.text.split())
    taken = sum(len(checking.draft.words_of(passage).split()) for passage in checking.draft.passages)
    return 1 - taken / total if total else 0.0


def conditions_of(state: DrillState, checking: Checking, findings: Sequence[Finding]) -> dict[str, bool]:
    """What is so of an answer in a role-play, of all that the moves of a state ask about."""
    rules = {f"found.{one.rule}" for one in findings}
    holds = {f"has.{step}": step_words(checking, step) is not None for step in FIVE}
    holds[BLOCKED] = any(one.blocks for one in findings)
    holds[WARNED] = any(one.level in (Level.ERROR, Level.WARNING) for one in findings)
    asked = {atom for move in state.then for atom, _wanted in map(atom_of, move.when)}
    return {atom: holds.get(atom, atom in rules) for atom in asked}


def _meet(some: Iterable[tuple[int, int]], others: Sequence[tuple[int, int]]) -> bool:
    """Whether any of some spans shares a place with any of others."""
    return any(one[0] < other[1] and other[0] < one[1] for one in some for other in others)


def _short(words: str) -> str:
    """Words on one line, cut where they are many."""
    words = " ".join(words.split())
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1].rsplit(" ", 1)[0] + "…"
