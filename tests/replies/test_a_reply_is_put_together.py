"""Putting together: which wording is chosen, what filling changes, and going back."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from composer.cases.step import Channel, Contacts, Outcome, Step, Tone
from composer.phrases.choice import Situation, choices_for
from composer.phrases.fields import Day
from composer.phrases.ledger import sentence_key, sentences_had
from composer.phrases.phrasebook import Phrase, ids_twice, parse_phrasebook
from composer.writing.assemble import Supplies, assemble, refill, steps_for
from composer.writing.draft import Draft, Passage, placed, typed
from composer.writing.undo_stack import Timeline

BOOK = """\
title: A book
phrases:
  - {id: any, step: acknowledge, say: ["I am sorry about that.", "I am sorry you had to ask."]}
  - {id: late, step: acknowledge, say: ["I am sorry it is late."], for: {topics: [delivery], tones: [upset]}}
  - {id: again, step: acknowledge, say: ["Twice is too often."], for: {history: repeat}}
  - {id: post, step: acknowledge, say: ["Sorry."], for: {channels: [social]}}
  - id: day
    step: follow_up
    say: ["I will write by {{ case.update_by | date }}."]
    for: {outcome: pending}
    ask: {case.update_by: {label: "By", kind: date}}
  - {id: open, step: follow_up, say: ["Which day matters to you?"], for: {outcome: pending}}
  - {id: worked, step: follow_up, say: ["Did it work?"], for: {outcome: solved}}
"""


def phrases() -> tuple[Phrase, ...]:
    book, problems = parse_phrasebook(BOOK, "book.yaml")
    assert problems == []
    return book.phrases


def best(step: Step, situation: Situation, **more: object) -> str:
    had = more.get("had", frozenset())
    assert isinstance(had, frozenset)
    return choices_for(step, phrases(), situation, {}, had=had)[0].phrase.id


@pytest.mark.parametrize(
    ("step", "situation", "chosen"),
    [
        (Step.ACKNOWLEDGE, Situation(Tone.UPSET), "any"),
        (Step.ACKNOWLEDGE, Situation(Tone.UPSET, ("delivery",)), "late"),
        (Step.ACKNOWLEDGE, Situation(Tone.WORRIED, ("delivery",)), "any"),
        (Step.ACKNOWLEDGE, Situation(Tone.CALM, history=Contacts.REPEAT), "again"),
        (Step.ACKNOWLEDGE, Situation(Tone.CALM, channel=Channel.SOCIAL), "post"),
        (Step.FOLLOW_UP, Situation(Tone.UPSET, outcome=Outcome.PENDING), "day"),
        (Step.FOLLOW_UP, Situation(Tone.UPSET, outcome=Outcome.SOLVED), "worked"),
    ],
)
def test_the_phrase_that_fits_most_is_chosen(step: Step, situation: Situation, chosen: str) -> None:
    assert best(step, situation) == chosen


def test_a_sentence_the_customer_has_had_comes_last() -> None:
    had = frozenset({sentence_key("I am sorry it is late.")})
    assert best(Step.ACKNOWLEDGE, Situation(Tone.UPSET, ("delivery",)), had=had) == "any"


def test_a_number_and_a_day_do_not_make_another_sentence() -> None:
    had = frozenset({sentence_key("Your order 4411 was due today.")})
    assert sentences_had("Hi. Your order 5 was due today!", had) == ["Your order 5 was due today!"]
    assert sentences_had("Order 5 is due.", had) == []


def test_one_apology_is_enough() -> None:
    found = choices_for(
        Step.ACKNOWLEDGE,
        phrases(),
        Situation(Tone.CALM, history=Contacts.REPEAT),
        {},
        before=["I am sorry."],
    )
    assert [choice.phrase.id for choice in found] == ["again", "any", "any"]


def test_two_files_cannot_claim_one_phrase() -> None:
    [first, *_others] = phrases()
    other = replace(first, path="other.yaml", line=7)
    assert [str(problem) for problem in ids_twice([first, other])] == [
        "other.yaml:7:1: id-twice The phrase 'any' stands in book.yaml:3 too; the first one counts."
    ]


@pytest.mark.parametrize(
    ("situation", "left_out"),
    [
        (Situation(Tone.UPSET), set()),
        (Situation(Tone.CALM), {Step.ACKNOWLEDGE, Step.VALIDATE}),
        (Situation(Tone.THANKFUL), {Step.VALIDATE}),
        (Situation(Tone.THANKFUL, asks=False), {Step.VALIDATE, Step.SOLVE, Step.FOLLOW_UP}),
        (Situation(Tone.UPSET, channel=Channel.SOCIAL), {Step.VALIDATE}),
        (Situation(Tone.CALM, outcome=Outcome.REFUSED), set()),
        (Situation(Tone.UPSET, cues={"wants-no-apology": 1.0}), {Step.ACKNOWLEDGE, Step.VALIDATE}),
    ],
)
def test_a_letter_has_the_steps_its_message_needs(situation: Situation, left_out: set[Step]) -> None:
    assert set(Step) - set(steps_for(situation)) == left_out


def supplies(**values: object) -> Supplies:
    return Supplies(phrases(), Situation(Tone.UPSET), {name.replace("__", "."): one for name, one in values.items()})


def test_a_day_that_is_filled_in_later_comes_into_words_that_stand() -> None:
    draft = assemble(Draft(), supplies())
    assert draft.words(Step.FOLLOW_UP) == "I will write by {{ case.update_by }}."
    draft = refill(draft, supplies(case__update_by=Day.of(dt.date(2026, 11, 27), "en")))
    assert draft.words(Step.FOLLOW_UP) == "I will write by Friday 27 November."


def test_a_field_in_the_agents_own_words_is_filled_and_the_words_stay() -> None:
    draft = assemble(Draft(), supplies())
    draft = typed(draft, draft.text.replace("I will write", "I shall certainly write"))
    draft = typed(draft, draft.text + "\n\nOrder {{ case.order }}!")
    draft = refill(draft, supplies(case__update_by=Day.of(dt.date(2026, 11, 27), "en"), case__order="4411"))
    assert draft.text.endswith("I shall certainly write by Friday 27 November.\n\nOrder 4411!")
    assert draft.words(Step.FOLLOW_UP) == "I shall certainly write by Friday 27 November."


def test_a_name_that_looks_like_a_field_is_never_expanded() -> None:
    draft = placed(Draft(), Passage(Step.OPENING, 0, 0), "Hi {{ customer.name }}, {{ case.order }}.")
    values = supplies(customer__name="{{ agent.name }}", agent__name="Robin", case__order="  ")
    for _again in range(2):
        draft = refill(draft, values)
    assert draft.text == "Hi {{ agent.name }}, {{ case.order }}."


def test_undo_gives_back_the_earlier_draft_and_redo_the_later_one() -> None:
    timeline = Timeline(Draft())
    first, second = Draft("one"), Draft("one two")
    timeline.go(first)
    timeline.go(second)
    assert (timeline.undo(), timeline.present) == (True, first)
    assert (timeline.undo(), timeline.undo(), timeline.present) == (True, False, Draft())
    assert (timeline.redo(), timeline.redo(), timeline.redo(), timeline.present) == (True, True, False, second)
    timeline.undo()
    timeline.go(Draft("three"))
    assert timeline.redo() is False


def test_letters_of_one_word_are_one_step_back() -> None:
    timeline = Timeline("")
    timeline.go("a")
    timeline.go("ab", merge=True)
    timeline.go("ab")
    assert (timeline.undo(), timeline.present, timeline.undo()) == (True, "", False)
