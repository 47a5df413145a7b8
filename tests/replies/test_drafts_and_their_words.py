"""What an agent wrote is theirs: laws that hold for any draft and any edit."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from composer.cases.step import FIVE, ORDER, Channel, Step
from composer.writing.draft import Draft, Passage, Suggested, placed, refilled, typed
from composer.writing.kept_draft import from_json, to_json

WORDS = st.text("ab .\n", min_size=1, max_size=12)
EDITS = st.one_of(
    st.tuples(st.just("place"), st.sampled_from(ORDER), WORDS),
    st.tuples(st.just("type"), st.tuples(st.integers(0, 60), st.integers(0, 8)), st.text("xyz \n", max_size=8)),
)


def edited(draft: Draft, edit: tuple[str, object, str]) -> Draft:
    kind, where, words = edit
    if kind == "type":
        assert isinstance(where, tuple)
        start, length = min(where[0], len(draft.text)), where[1]
        return typed(draft, draft.text[:start] + words + draft.text[start + length :])
    assert isinstance(where, Step)
    return placed(draft, Passage(where, 0, 0, phrase="p"), words)


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    draft = Draft(channel=draw(st.sampled_from(Channel)))
    for edit in draw(st.lists(EDITS, max_size=8)):
        draft = edited(draft, edit)
    return draft


def own_words(draft: Draft) -> str:
    """Everything that stands outside passages the product put in, without white space."""
    text = list(draft.text)
    for passage in draft.passages:
        if not passage.own:
            text[passage.start : passage.end] = " " * (passage.end - passage.start)
    return "".join("".join(text).split())


@given(drafts())
@settings(max_examples=50, deadline=None)
def test_passages_lie_inside_the_text_in_order_and_apart(draft: Draft) -> None:
    places = [0, *(place for passage in draft.passages for place in (passage.start, passage.end)), len(draft.text)]
    assert places == sorted(places)
    assert all(passage.start < passage.end for passage in draft.passages)
    assert len({passage.step for passage in draft.passages}) == len(draft.passages)


@given(drafts(), st.sampled_from(ORDER), WORDS)
@settings(max_examples=50, deadline=None)
def test_putting_in_a_step_changes_no_word_of_the_agent(draft: Draft, step: Step, words: str) -> None:
    after = placed(draft, Passage(step, 0, 0, phrase="p"), words)
    assert own_words(after) == own_words(draft)
    for passage in draft.passages:
        if passage.own:
            assert after.words(passage.step) == draft.words(passage.step)


@given(drafts(), st.sampled_from(ORDER), WORDS)
@settings(max_examples=40, deadline=None)
def test_a_step_that_was_put_in_has_these_words(draft: Draft, step: Step, words: str) -> None:
    here = draft.passage(step)
    after = placed(draft, Passage(step, 0, 0, phrase="p"), words)
    if words.strip() and not (here and here.own):
        assert after.words(step) == words.strip()
    else:
        assert after == draft


@given(drafts())
@settings(max_examples=40, deadline=None)
def test_filling_again_loses_no_word_of_the_agent(draft: Draft) -> None:
    assert own_words(refilled(draft, lambda passage: f"new {passage.step}")) == own_words(draft)


@given(drafts(), st.text("xyz \n", max_size=20))
@settings(max_examples=40, deadline=None)
def test_typing_gives_exactly_the_typed_text(draft: Draft, text: str) -> None:
    assert typed(draft, text).text == text
    assert typed(typed(draft, text), draft.text).text == draft.text


@given(drafts())
@settings(max_examples=40, deadline=None)
def test_a_kept_draft_comes_back_as_it_was(draft: Draft) -> None:
    for suggested in (None, Suggested(0), Suggested(2, "what-to-do")):
        draft = replace(draft, asked={"case.update_by": "2026-11-27"}, article="late", suggested=suggested)
        assert from_json(to_json(draft)) == draft


def test_a_draft_of_an_older_version_rests_on_an_article_that_somebody_chose() -> None:
    kept = json.loads(to_json(Draft("You wrote.", article="late")))
    del kept["suggested"]
    assert from_json(json.dumps(kept)) == Draft("You wrote.", article="late")


def test_writing_inside_a_passage_makes_it_the_agents_own_and_leaves_its_neighbours() -> None:
    draft = placed(Draft(), Passage(Step.LISTEN, 0, 0, phrase="a"), "You wrote.")
    draft = placed(draft, Passage(Step.SOLVE, 0, 0, phrase="b"), "I sent it.")
    draft = typed(draft, "You wrote twice.\n\nI sent it.")
    assert [(p.step, p.own) for p in draft.passages] == [(Step.LISTEN, True), (Step.SOLVE, False)]
    assert draft.words(Step.LISTEN) == "You wrote twice."


def test_words_typed_right_before_a_passage_stay_outside_it_also_where_both_begin_alike() -> None:
    closing = Passage(Step.CLOSING, 6, 16, phrase="close")
    draft = typed(Draft("Done.\nWith love,", (closing,)), "Done.\nWhich one?\nWith love,")
    assert draft.passages == (replace(closing, start=17, end=27),)
    assert draft.words_of(draft.passages[0]) == "With love,"


@pytest.mark.parametrize(
    ("channel", "text"),
    [
        (
            Channel.EMAIL,
            "Hi Ana,\n\nYou wrote.\n\nI am sorry. It is fair.\n\nI sent it.\n\nDid it come?\n\nBest,\nRobin",
        ),
        (Channel.CHAT, "Hi Ana, You wrote. I am sorry. It is fair.\nI sent it.\nDid it come?\nBest,\nRobin"),
        (Channel.SOCIAL, "Hi Ana, You wrote. I am sorry. It is fair. I sent it. Did it come? Best,\nRobin"),
    ],
)
def test_a_letter_has_paragraphs_and_a_post_has_none(channel: Channel, text: str) -> None:
    words = ("Hi Ana,", "You wrote.", "I am sorry.", "It is fair.", "I sent it.", "Did it come?", "Best,\nRobin")
    for order in (ORDER, tuple(reversed(ORDER)), (*FIVE, Step.CLOSING, Step.OPENING)):
        draft = Draft(channel=channel)
        for step in order:
            draft = placed(draft, Passage(step, 0, 0), words[ORDER.index(step)])
        assert draft.text == text


@pytest.mark.parametrize("broken", ["", "[]", "{}", '{"text": "a"}', "[" * 90_000, '{"text": "a", "passages": 3}'])
def test_what_is_no_kept_draft_is_refused(broken: str) -> None:
    with pytest.raises((ValueError, RecursionError)):
        from_json(broken)


def test_passages_that_do_not_fit_are_forgotten_and_the_text_is_kept() -> None:
    kept = json.loads(to_json(placed(Draft(), Passage(Step.LISTEN, 0, 0), "You wrote.")))
    kept["passages"] = [kept["passages"][0], kept["passages"][0]]
    draft = from_json(json.dumps(kept))
    assert (draft.text, draft.passages) == ("You wrote.", ())
