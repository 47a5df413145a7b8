"""Checks: one function for each rule that needs to know more than words, in a list that can be read at a glance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import islice

from composer.writing.checks.answering import questions_get_their_answer
from composer.writing.checks.asked_again import nothing_named_is_asked
from composer.writing.checks.asking import nothing_known_is_asked_for
from composer.writing.checks.claiming import claims_are_confirmed, own_claims_are_true
from composer.writing.checks.clarity import (
    it_fits_the_channel,
    it_is_easy_to_read,
    no_card_is_printed,
    nobody_shouts,
    sentences_are_short,
    short_forms_are_known,
    something_is_written,
    words_are_spelt,
)
from composer.writing.checks.context import Check, Checking
from composer.writing.checks.coverage import steps_are_there
from composer.writing.checks.greeting import a_letter_begins_with_a_greeting, the_name_is_used
from composer.writing.checks.languages import one_way_of_address, the_language_is_theirs
from composer.writing.checks.listening import (
    care_is_taken,
    cheer_fits,
    feelings_come_before_steps,
    history_is_named,
    questions_are_few,
)
from composer.writing.checks.owning import (
    a_no_offers_something,
    an_apology_owns_the_fault,
    regret_is_said_once,
    somebody_speaks,
    somebody_wrote_it,
    steps_are_numbered,
)
from composer.writing.checks.placeholders import fields_are_filled, no_placeholder_is_left
from composer.writing.checks.promising import promises_have_a_day
from composer.writing.checks.saying import nothing_is_said_again, nothing_is_said_twice, wording_rules
from composer.writing.checks.settling import issues_are_settled
from composer.writing.checks.talking_past import nobody_is_talked_past
from composer.writing.finding import UNPASSABLE, Finding
from kb.problem import Level

CHECKS: list[Check] = [
    something_is_written,
    the_language_is_theirs,
    # safety, and what no customer should ever read
    fields_are_filled,
    no_placeholder_is_left,
    no_card_is_printed,
    # truth
    claims_are_confirmed,
    own_claims_are_true,
    # listen
    nothing_known_is_asked_for,
    nothing_named_is_asked,
    questions_are_few,
    issues_are_settled,
    # acknowledge and validate
    feelings_come_before_steps,
    care_is_taken,
    cheer_fits,
    # solve and own
    questions_get_their_answer,
    a_no_offers_something,
    steps_are_numbered,
    an_apology_owns_the_fault,
    regret_is_said_once,
    somebody_speaks,
    # promises
    promises_have_a_day,
    # sincerity
    nothing_is_said_again,
    nothing_is_said_twice,
    somebody_wrote_it,
    wording_rules,
    nobody_is_talked_past,
    # personalisation
    one_way_of_address,
    the_name_is_used,
    a_letter_begins_with_a_greeting,
    history_is_named,
    # clarity
    it_fits_the_channel,
    nobody_shouts,
    sentences_are_short,
    it_is_easy_to_read,
    short_forms_are_known,
    words_are_spelt,
    # the five steps
    steps_are_there,
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
