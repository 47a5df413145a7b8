"""Claiming: what the reply says that nobody has confirmed, and what the agent's own words say."""

from __future__ import annotations

from collections.abc import Iterator

from composer.phrases.ledger import sentence_key
from composer.reading.issues import IssueKind
from composer.writing.checks.context import Check, Checking
from composer.writing.claiming.find_claims import ClaimKind, FoundClaim, find_claims
from composer.writing.finding import Finding

CLAIM_RULE = "claim-unconfirmed"
OWN_CLAIM_RULE = "claim-own"
_TOLD = 0.8
"""The share of a sentence's telling words from which on it only says the message back."""


def claims_are_confirmed(checking: Checking) -> Iterator[Finding]:
    """`I have asked the carrier to trace it`, and nobody said that this was done."""
    for claim in checking.claims:
        if not claim.confirmed:
            reason = f"The reply says that you did this or know this: {claim.label}."
            suggestion = f"Confirm it if it is true (--confirm {claim.id}), or take it out."
            yield checking.found(CLAIM_RULE, (claim.start, claim.end), reason, suggestion)


def own_claims_are_true(checking: Checking) -> Iterator[Finding]:
    """`I have refunded it`, in the agent's own words: the first such sentence reminds, for the words are theirs."""
    claims = find_claims(checking.ours, checking.claiming, quoted=True)
    found = [one for one in claims if _is_own(checking, one)]
    if found:
        more = f", and {len(found) - 1} more like it" if len(found) > 1 else ""
        reason = f"You say that this is so{more}; nothing here shows it."
        suggestion = "Leave it as it is if it is true by the time the reply goes."
        yield checking.found(OWN_CLAIM_RULE, (found[0].start, found[0].end), reason, suggestion)


def _is_own(checking: Checking, claim: FoundClaim) -> bool:
    """Whether the agent claims something that neither the message nor an earlier reply shows."""
    start, end = checking.body
    ready = (one for one in checking.draft.passages if not one.own and not one.blank)
    if not start <= claim.start < end or any(one.start <= claim.start < one.end for one in ready):
        return False
    if claim.kind is ClaimKind.FAULT and checking.happened:
        return False
    return sentence_key(claim.text) not in checking.had and not _restates(checking, claim)


def _restates(checking: Checking, claim: FoundClaim) -> bool:
    """Whether a sentence only says the message back: it speaks of nobody here, and of nothing that was asked for."""
    speech = checking.speech
    if not checking.message or any(speech.finds(claim.text, words) for words in (speech.own, speech.company)):
        return False
    asked = [issue for issue in checking.reading.issues if issue.kind is IssueKind.REQUEST] if checking.reading else []
    told = checking.message
    for issue in reversed(asked):
        told = told[: issue.start] + told[issue.end :]
    said = checking.stems(claim.text)
    return bool(said) and len(said & checking.stems(told)) >= _TOLD * len(said)


CHECKS: tuple[Check, ...] = (
    claims_are_confirmed,
    own_claims_are_true,
)
