"""Every letter that the starter content can make: no finding blocks it, and it reads like one person's letter."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest

from composer.cases.case import Case
from composer.cases.step import Channel, Outcome, Step, Tone
from composer.desk.answers import draft_for
from composer.desk.desk import Desk, Surroundings, open_desk
from composer.desk.new_desk import start_desk
from composer.desk.reply_checks import check_draft
from composer.desk.reply_context import asks_for, supplies_for
from composer.desk.reply_record import keep_sent
from composer.reading.counted import counted_in
from composer.reading.reading import Reading
from composer.reading.tone import Sound
from composer.writing.assemble import assemble
from composer.writing.claims import claims_in
from composer.writing.draft import Draft, typed
from composer.writing.finding import Finding
from composer.writing.promises import find_promises
from kb.articles.status import Status
from kb.problem import Level

ANSWERS = (
    "Yes, that works, and the second page of the guide shows how.",
    "Our workshop opens at nine on weekdays.",
    "Both sizes fit into the small box.",
    "The lid is dishwasher safe.",
    "Tulips go into the ground in October.",
    "Your points stay valid for two years.",
)
FILLED = {
    "case.asked_of": "our workshop",
    "case.question": "Which size is printed on the lid?",
    "case.colleague": "my colleague Jo",
    "case.refused": "take it back",
    "case.done": "sent a new terracotta pot",
    "case.reason": "the sale price ended on Sunday",
    "case.offer": "send you a gift card over 10 euros",
    "case.plant": "olive tree",
    "case.remedy": "sent a new pot",
    "case.change": "cancelled",
    "case.new_address": "12 Elm Road",
    "case.order": "4411",
    "case.amount": "€84.50",
    "case.times": "twice",
}


@pytest.fixture(scope="module")
def acme(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("every-letter")
    start_desk(folder / "desk")
    desk = open_desk(folder / "desk", Surroundings(dt.date(2026, 11, 21), folder / "cache", folder / "config"))
    yield desk
    desk.close()


@pytest.fixture(scope="module")
def cases(acme: Desk) -> list[tuple[Case, Reading]]:
    found = [acme.case_for(path.read_bytes(), path.name, path=path) for path in acme.waiting()]
    return [(case, acme.read(case.message, case.customer)) for case in found]


def answer_for(field: str) -> str:
    """What an agent types for a field; each issue has an answer of its own."""
    return FILLED.get(field) or ANSWERS[int(field[-1]) - 1]


def asked_for(desk: Desk, draft: Draft, reading: Reading) -> MappingProxyType[str, str]:
    """A plausible value for everything a phrase or the article asks, as an agent would type it."""
    return MappingProxyType(
        {
            ask.field: "2026-11-24" if ask.kind == "date" else answer_for(ask.field)
            for ask in asks_for(desk, draft, reading)
        }
    )


def letter(desk: Desk, case: Case, reading: Reading, draft: Draft) -> tuple[Draft, list[Finding]]:
    draft = replace(draft, asked=asked_for(desk, draft, reading))
    draft = assemble(draft, supplies_for(desk, case, reading, draft))
    claims = claims_in(draft, desk.phrases, desk.library.by_slug)
    draft = replace(draft, confirmed=frozenset(claim.id for claim in claims))
    return draft, check_draft(desk, draft, case, reading)


def all_letters(desk: Desk, cases: list[tuple[Case, Reading]], channel: Channel) -> Iterator[tuple[str, Draft]]:
    for case, reading in cases:
        begun = draft_for(desk, case, reading)
        for outcome in Outcome:
            # A letter has the most steps; the shorter channels need fewer of the tones.
            for tone in Tone if channel is Channel.EMAIL else (Tone.UPSET, Tone.CALM, Tone.THANKFUL):
                first = replace(begun, channel=channel, outcome=outcome)
                draft, findings = letter(desk, case, replace(reading, sound=Sound(tone)), first)
                name = f"{case.title} {channel} {outcome} {tone}\n{draft.text}\n"
                assert [finding for finding in findings if finding.blocks] == [], name
                yield name, draft


@pytest.mark.parametrize("channel", Channel)
def test_no_letter_is_blocked_and_each_reads_as_one(
    acme: Desk, cases: list[tuple[Case, Reading]], channel: Channel
) -> None:
    letters = list(all_letters(acme, cases, channel))
    assert len(letters) == len(cases) * len(Outcome) * (len(Tone) if channel is Channel.EMAIL else 3)
    for name, draft in letters:
        text = draft.text
        assert len(re.findall(r"\bsorry\b|apolog", text, re.IGNORECASE)) <= 1, name
        assert text.count("Ana") + text.count("Jonas") + text.count("Lena") <= 2, name
        assert "  " not in text, name
        assert "\n\n\n" not in text, name
        assert not re.search(r"\s[,.;!?](?!\w)", text), name
        assert "{{" not in text, name
        if channel is Channel.SOCIAL:
            assert len(text) <= 280, name
            assert "\n" not in text, name
        if channel is not Channel.EMAIL:
            assert "regards" not in text, name
            assert "Robin, Acme Garden" not in text, name


def test_calm_and_thankful_customers_are_not_told_that_they_are_in_trouble(
    acme: Desk, cases: list[tuple[Case, Reading]]
) -> None:
    # Whoever writes for the third time has had trouble, however calmly they say so.
    first = [(case, reading) for case, reading in cases if counted_in(case.message.own_words) is None]
    for case, reading in first:
        for tone in (Tone.CALM, Tone.THANKFUL):
            calm = replace(reading, sound=Sound(tone), cues=())
            draft = replace(draft_for(acme, case, calm), outcome=Outcome.SOLVED)
            draft, _findings = letter(acme, case, calm, draft)
            assert "sorry" not in draft.text
            assert draft.passage(Step.VALIDATE) is None


def test_pure_thanks_are_answered_with_thanks_and_no_question(acme: Desk) -> None:
    case = acme.case_for(b"Thank you so much for the dahlia, it came the next day and I love it.", "a note")
    reading = acme.read(case.message)
    draft, findings = letter(acme, case, reading, acme.first_draft(case, reading, None))
    assert [passage.step for passage in draft.passages] == [
        Step.OPENING,
        Step.ACKNOWLEDGE,
        Step.CLOSING,
    ]
    assert findings == []


def test_every_public_answer_may_be_sent_once_its_fields_are_filled(
    acme: Desk, cases: list[tuple[Case, Reading]]
) -> None:
    case, reading = cases[0]
    for article in acme.library.articles:
        if article.status is not Status.PUBLIC:
            continue
        first = acme.first_draft(case, reading, article)
        draft, findings = letter(acme, case, reading, first)
        assert [passage.article for passage in draft.passages if passage.article] == [article.slug]
        assert [finding for finding in findings if finding.level is Level.ERROR] == [], article.slug


def test_no_shipped_phrase_promises_without_a_day(acme: Desk) -> None:
    undated = [
        (phrase.id, promise.text)
        for phrase in acme.phrases
        for say in phrase.variants
        for promise in find_promises(say, acme.language.speech, dt.datetime(2026, 11, 21, 9, tzinfo=dt.UTC))
        if not promise.dated
    ]
    assert undated == []


def test_what_stands_in_an_internal_article_is_not_an_answer(acme: Desk, cases: list[tuple[Case, Reading]]) -> None:
    case, reading = cases[0]
    internal = acme.library.get_article("lost-parcel-procedure")
    draft = acme.first_draft(case, reading, internal)
    assert supplies_for(acme, case, reading, draft).answer == ""
    assert "lost-parcel-procedure" not in {draft_for(acme, case, reading).article for case, reading in cases}


def test_a_customer_who_has_had_a_sentence_gets_another_one(
    acme: Desk, cases: list[tuple[Case, Reading]], tmp_path: Path
) -> None:
    case, reading = cases[1]
    first, _findings = letter(acme, case, reading, draft_for(acme, case, reading))
    now = dt.datetime(2026, 11, 21, 10, tzinfo=dt.UTC)
    start_desk(tmp_path / "desk")
    desk = open_desk(tmp_path / "desk", Surroundings(dt.date(2026, 11, 21), tmp_path / "cache", tmp_path / "config"))
    keep_sent(desk, case, reading, first, now)
    again, findings = letter(desk, case, reading, desk.first_draft(case, reading, None))
    copied = check_draft(desk, first, case, reading)
    desk.close()
    assert "sentence-again" not in [one.rule for one in findings if not any(answer in one.words for answer in ANSWERS)]
    assert again.words(Step.ACKNOWLEDGE) != first.words(Step.ACKNOWLEDGE)
    assert "sentence-again" in {finding.rule for finding in copied}


def test_behind_a_death_no_article_is_chosen_and_the_agent_is_asked_for_own_words(acme: Desk) -> None:
    message = b"My mother died and I need to return the plants she ordered, order 4120."
    case = acme.case_for(message, "message")
    reading = acme.read(case.message)
    assert reading.vulnerable
    first = draft_for(acme, case, reading)
    assert first.article == ""
    draft = assemble(first, supplies_for(acme, case, reading, first))
    findings = check_draft(acme, draft, case, reading)
    assert draft.outcome is Outcome.PENDING
    assert "care-needed" in [finding.rule for finding in findings]
    assert "soil" not in draft.text
    # Words of their own count wherever they stand: in a passage, and between two.
    for place in (passage.end for passage in draft.passages[:-1]):
        own = typed(draft, f"{draft.text[:place]}\n\nMy mother had the same roses.{draft.text[place:]}")
        assert "care-needed" not in [finding.rule for finding in check_draft(acme, own, case, reading)]


def test_a_question_that_the_reply_does_not_touch_is_named(acme: Desk) -> None:
    case = acme.case_for(b"Your shop is lovely. Do you deliver lawn mowers to Norway?", "message")
    reading = acme.read(case.message)
    silent = check_draft(acme, Draft(text="Hello there,\n\nThank you for the kind words."), case, reading)
    spoken = check_draft(acme, Draft(text="Hello there,\n\nYes, mowers go to Norway on Mondays."), case, reading)
    assert "issue-open" in [finding.rule for finding in silent]
    assert "issue-open" not in [finding.rule for finding in spoken]
