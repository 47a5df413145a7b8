"""What is offered stands in the reply and is not said; typing in it takes it."""

from __future__ import annotations

import pytest

from composer.cases.step import Channel, Step
from composer.writing.draft import Draft, Passage, placed, typed
from composer.writing.offers import offered, offered_again, offered_in, said, taken

WORDS = {
    Step.LISTEN: "You tried to track it.",
    Step.ACKNOWLEDGE: "I am sorry.",
    Step.SOLVE: "It is with the carrier.",
    Step.FOLLOW_UP: "I write by Friday.",
}


def letter(channel: Channel = Channel.EMAIL) -> Draft:
    """A greeting and an ending."""
    draft = placed(Draft(channel=channel), Passage(Step.OPENING, 0, 0, phrase="o"), "Hi Ana,")
    return placed(draft, Passage(Step.CLOSING, 0, 0, phrase="c"), "Best wishes,\nRobin")


def proposed(draft: Draft) -> Draft:
    """All the steps that have no words yet."""
    for step, words in WORDS.items():
        if draft.passage(step) is None:
            draft = placed(draft, Passage(step, 0, 0, phrase=str(step)), words)
    return draft


@pytest.mark.parametrize("channel", Channel)
@pytest.mark.parametrize(
    "steps", [(), (Step.LISTEN,), (Step.ACKNOWLEDGE,), (Step.SOLVE, Step.LISTEN), (Step.FOLLOW_UP,), tuple(WORDS)]
)
def test_what_is_said_is_what_it_would_be_without_an_offer(channel: Channel, steps: tuple[Step, ...]) -> None:
    whole = offered(letter(channel), proposed)
    places = {passage.place for passage in whole.passages if passage.step in steps}
    alone = letter(channel)
    for step, words in WORDS.items():
        if step in steps:
            alone = placed(alone, Passage(step, 0, 0, phrase=str(step)), words)
    assert said(taken(whole, places)) == alone


def test_typing_in_an_offer_takes_it_and_typing_beside_it_takes_nothing() -> None:
    whole = offered(letter(), proposed)
    mended = typed(whole, whole.text.replace("I am sorry.", "I am so sorry."))
    assert "I am so sorry." in said(mended).text
    assert [passage.step for passage in offered_in(mended)] == [Step.LISTEN, Step.SOLVE, Step.FOLLOW_UP]
    beside = typed(whole, whole.text.replace("Hi Ana,", "Hi Ana, Mei here."))
    assert len(offered_in(beside)) == 4
    assert said(beside).text == "Hi Ana, Mei here.\n\nBest wishes,\nRobin"


def test_own_words_between_offers_stay_where_they_were_written() -> None:
    whole = offered(letter(), proposed)
    own = typed(whole, whole.text.replace("It is with", "I asked.\n\nIt is with"))
    assert offered_in(own)[-1].step is Step.FOLLOW_UP
    written = typed(whole, whole.text.replace("I am sorry.", "I am sorry.\n\nA word of mine."))
    assert "A word of mine." in said(written).text


def test_an_offer_that_is_deleted_is_gone_and_the_others_stay() -> None:
    whole = offered(letter(), proposed)
    listen, acknowledge = (whole.passage(step) for step in (Step.LISTEN, Step.ACKNOWLEDGE))
    assert listen is not None
    assert acknowledge is not None
    without = typed(whole, whole.text[: listen.start] + whole.text[acknowledge.start :])
    assert [passage.step for passage in offered_in(without)] == [Step.ACKNOWLEDGE, Step.SOLVE, Step.FOLLOW_UP]
    assert said(without) == letter()


def test_what_was_offered_is_offered_again_beside_other_words() -> None:
    whole = offered(letter(), proposed)
    other = typed(letter(), "Hi Ana,\n\nMine.\n\nBest wishes,\nRobin")
    again = offered_again(other, whole)
    assert len(offered_in(again)) == 4
    assert said(again).text == other.text
