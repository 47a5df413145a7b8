"""Saying: the team's own wording rules, and what is said twice."""

from __future__ import annotations

from collections.abc import Iterator

from composer.phrases.ledger import sentence_key, sentences_had, sentences_of
from composer.reading.patterns import Text, compile_pattern
from composer.reading.spans import apart
from composer.writing.checks.context import Check, Checking
from composer.writing.finding import Finding
from composer.writing.wording_rules import WordingRule
from kb.problem import Level

_BLOTTED = " " * 4
_SHOWN = 3
"""Places of one rule that are shown."""


def wording_rules(checking: Checking) -> Iterator[Finding]:
    """The team's own rules, from wording.yaml."""
    for number, spans in sorted(checking.worded.items()):
        rule = checking.wording.rules[number]
        if rule.tones and (checking.reading is None or checking.reading.tone not in rule.tones):
            continue
        said = Text.of(checking.message).words if rule.unless_said else frozenset[str]()
        ours = [span for span in spans if not Text.of(checking.text[slice(*span)]).words <= said]
        ours = apart(ours, checking.finds(rule.unless)) if rule.unless else ours
        for start, end in ours[rule.at_most :][:_SHOWN]:
            better = _better(rule, checking, (start, end))
            suggestion = f"{rule.suggest} Here: {better}" if better else rule.suggest
            words = checking.text[start:end]
            yield Finding(
                rule.id,
                _level(rule, checking),
                start,
                end,
                rule.reason,
                suggestion,
                words,
                rule.group,
                rule.source,
                better,
            )


def _level(rule: WordingRule, checking: Checking) -> Level:
    """A rule's level; a greeting without a name is a fault only where there is a name to use."""
    blocks = rule.level is Level.ERROR
    nobody = rule.group == "personalisation" and bool(checking.message) and not checking.greet.whole
    return Level.HINT if blocks and nobody else rule.level


def _better(rule: WordingRule, checking: Checking, span: tuple[int, int]) -> str | None:
    """The better words that a rule has for a place; as a sentence begins where it began."""
    words = checking.folded.folded[slice(*span)]
    for pattern, better in rule.swap.items():
        if compile_pattern(pattern, checking.speech.slots).expression.fullmatch(words):
            return better[:1].upper() + better[1:] if checking.text[span[0]].isupper() else better
    return None


def _is_ours(sentence: str) -> bool:
    """Whether a sentence quotes nobody: what is quoted was blotted out."""
    return _BLOTTED not in sentence


def nothing_is_said_again(checking: Checking) -> Iterator[Finding]:
    """A sentence that this customer has had from us before, or one that is nearly the same."""
    after = 0
    dated = [promise.start for promise in checking.promises if promise.dated] if checking.had else []
    for sentence in filter(_is_ours, sentences_had(checking.ours, checking.had)):
        start = checking.ours.find(sentence, after)
        after = start + len(sentence)
        if any(start <= one < after for one in dated):
            # A promise of another day says something new in the same words.
            continue
        reason = "This customer has had this sentence from us before; twice, it reads as a script."
        suggestion = "Say it in other words: another wording is one key away."
        yield checking.found("sentence-again", (start, start + len(sentence)), reason, suggestion)


def nothing_is_said_twice(checking: Checking) -> Iterator[Finding]:
    """A sentence that stands here twice."""
    said: set[str] = set()
    after = 0
    for sentence in filter(_is_ours, sentences_of(checking.ours)):
        start = checking.ours.find(sentence, after)
        after, key = start + len(sentence), sentence_key(sentence)
        if key in said:
            span = (start, after)
            yield checking.found(
                "sentence-twice", span, "This reply says it twice.", "Take one of the two out.", replacement=""
            )
        elif key:
            said.add(key)


CHECKS: tuple[Check, ...] = (
    nothing_is_said_again,
    nothing_is_said_twice,
    wording_rules,
)
