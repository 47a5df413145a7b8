"""What a draft is judged by, and what is found in it."""

from __future__ import annotations

from composer.cases.case import Case
from composer.cases.customer import NOBODY
from composer.desk.desk import Desk
from composer.desk.heard import needed_on
from composer.desk.reply_context import asks_for
from composer.reading.reading import Reading
from composer.writing.checks import check_reply
from composer.writing.checks.context import Checking
from composer.writing.claims import Claim, claims_in
from composer.writing.draft import Draft
from composer.writing.finding import Finding
from composer.writing.plan import plan_of
from composer.writing.turning.listening import Listening


def check_draft(desk: Desk, draft: Draft, case: Case | None = None, reading: Reading | None = None) -> list[Finding]:
    """The findings on a draft, as it would be sent now."""
    return findings_for(desk, checking_for(desk, draft, case, reading))


def findings_for(desk: Desk, checking: Checking) -> list[Finding]:
    """The findings on what is checked, at the team's levels."""
    return check_reply(checking, desk.settings.levels)


def checking_for(
    desk: Desk,
    draft: Draft,
    case: Case | None = None,
    reading: Reading | None = None,
    had: frozenset[str] | None = None,
    heard: Listening | None = None,
) -> Checking:
    """What the checks may look at; `had` and `heard` where what was told and said back is known already."""
    customer = case.customer if case else NOBODY
    spoken = reading.language if reading else ""
    language = desk.words_for(spoken)
    claims = claims_of(desk, draft, spoken)
    return Checking(
        draft=draft,
        wording=language.wording,
        speech=language.speech,
        message=case.message.text if case else "",
        sender=case.message.sender_name if case else "",
        signature=case.message.signature if case else "",
        sender_email=case.message.sender_email if case else "",
        reading=reading,
        customer=customer,
        had=desk.sentences_had(customer) if had is None else had,
        longest=desk.settings.channels[draft.channel].max_length,
        language=spoken or desk.settings.library.language,
        language_known=reading.language_known if reading else False,
        today=desk.today,
        needed_on=heard.needed_on if heard else needed_on(desk, case, reading) if case and reading else None,
        speller=desk.speller if language is desk.language else None,
        labels=tuple((ask.field, ask.label) for ask in asks_for(desk, draft, reading)),
        claims=claims,
        claiming=language.claiming,
        plan=plan_of(draft, reading.issues, language.phrases, claims) if reading else None,
    )


def claims_of(desk: Desk, draft: Draft, code: str) -> tuple[Claim, ...]:
    """What a draft in a language claims, declared or not."""
    language = desk.words_for(code)
    words = tuple(dict.fromkeys((language.claiming, desk.language.claiming)))
    return claims_in(draft, language.phrases, desk.library.by_slug, words)
