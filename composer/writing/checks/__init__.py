"""Checks: one function for each rule that needs to know more than words; each module lists its own at its end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import islice

from composer.writing.checks import (
    answering,
    asked_again,
    asking,
    claiming,
    clarity,
    coverage,
    greeting,
    languages,
    listening,
    owning,
    placeholders,
    promising,
    saying,
    settling,
    talking_past,
)
from composer.writing.checks.context import Check, Checking
from composer.writing.finding import UNPASSABLE, Finding
from kb.problem import Level

CHECKS: list[Check] = [
    *clarity.CHECKS,
    *languages.CHECKS,
    *placeholders.CHECKS,
    *claiming.CHECKS,
    *asking.CHECKS,
    *asked_again.CHECKS,
    *listening.CHECKS,
    *settling.CHECKS,
    *answering.CHECKS,
    *owning.CHECKS,
    *promising.CHECKS,
    *saying.CHECKS,
    *talking_past.CHECKS,
    *greeting.CHECKS,
    *coverage.CHECKS,
]
_RANK = {Level.ERROR: 0, Level.WARNING: 1, Level.HINT: 2}
MOST_CHARACTERS = 100_000
"""This much of a reply is checked; a longer one is not sent."""
_MOST_FOUND = 200
"""Findings of one check; whoever mends these sees the next ones."""


def check_reply(checking: Checking, levels: Mapping[str, Level | None] | None = None) -> list[Finding]:
    """Everything that could be better, what blocks first, then in the order of the reply.

    `levels` are the team's own: a rule's level in place of ours, None for a rule that is off.
    """
    too_large = _too_large(checking)
    checking = _beginning(checking) if too_large else checking
    findings = dict.fromkeys(too_large)
    for check in CHECKS:
        findings |= dict.fromkeys(islice(check(checking), _MOST_FOUND))
    if any(finding.rule == "reply-empty" for finding in findings):
        return [finding for finding in findings if finding.rule in ("reply-empty", "language-unsaid")]
    levelled = [_levelled(finding, levels or {}) for finding in findings]
    return sorted(
        (finding for finding in levelled if finding is not None),
        key=lambda finding: (_RANK[finding.level], finding.start, finding.rule),
    )


def _too_large(checking: Checking) -> list[Finding]:
    """A reply that is longer than what is checked of it: what stands behind that is seen by nobody."""
    size = len(checking.text)
    if size <= MOST_CHARACTERS:
        return []
    reason = f"{size:,} characters; only the first {MOST_CHARACTERS:,} were checked."
    begins = (MOST_CHARACTERS, min(size, MOST_CHARACTERS + 60))
    return [checking.found("reply-too-large", begins, reason, "Shorten it, or send it in parts.")]


def _beginning(checking: Checking) -> Checking:
    """A reply cut to what is checked of it."""
    passages = tuple(passage for passage in checking.draft.passages if passage.end <= MOST_CHARACTERS)
    draft = replace(checking.draft, text=checking.text[:MOST_CHARACTERS], passages=passages)
    return replace(checking, draft=draft)


def _levelled(finding: Finding, levels: Mapping[str, Level | None]) -> Finding | None:
    """A finding at the team's own level; None where the rule is off."""
    if finding.rule in UNPASSABLE or finding.rule not in levels:
        return finding
    level = levels[finding.rule]
    return replace(finding, level=level) if level is not None else None
