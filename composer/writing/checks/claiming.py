"""Claiming: what the reply says that nobody has confirmed."""

from __future__ import annotations

from collections.abc import Iterator

from composer.writing.checks.context import Checking
from composer.writing.finding import Finding

CLAIM_RULE = "claim-unconfirmed"


def claims_are_confirmed(checking: Checking) -> Iterator[Finding]:
    """`I have asked the carrier to trace it`, and nobody said that this was done."""
    for claim in checking.claims:
        if not claim.confirmed:
            reason = f"The reply says that you did this or know this: {claim.label}."
            suggestion = f"Confirm it if it is true (--confirm {claim.id}), or take it out."
            yield checking.found(CLAIM_RULE, (claim.start, claim.end), reason, suggestion)
