"""What an agent writes, fills in and mends in a reply, field by field and finding by finding."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from textual.pilot import Pilot
from textual.widgets import Input, OptionList, Static, TextArea

from composer.cases.step import Step
from composer.tui.app import WarmlineApp
from composer.tui.widgets.article_text import ArticleText
from composer.tui.widgets.asking import Asking
from composer.tui.widgets.offer_line import OfferLine
from composer.tui.widgets.steps import Steps
from tests.screens.lent import Lent
from tests.screens.stage import draft_text, press, screen_text, toasts, tone_read


def test_own_words_stay_and_one_undo_chain_takes_everything_back(lent: Lent) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        beginning = draft_text(app)
        await press(app, pilot, "ctrl+j")
        phrase = draft_text(app)
        answering = app.answer_screen.answering
        assert answering is not None
        passage = answering.draft.passage(Step.LISTEN)
        assert passage is not None
        app.answer_screen.jump_to("reply")
        editor = app.answer_screen.query_one("#reply", TextArea)
        editor.move_cursor((2, 5))
        await press(app, pilot, *"OWN")
        mine = draft_text(app)
        assert "OWN" in mine
        app.answer_screen.query_one(Steps).look_at(Step.LISTEN)
        await press(app, pilot, "ctrl+t")
        assert draft_text(app) == mine
        assert "your own words stay" in toasts(app)
        await press(app, pilot, "ctrl+z")
        assert draft_text(app) == phrase
        await press(app, pilot, "ctrl+z")
        assert draft_text(app) == beginning
        assert answering.draft.text == beginning
        await press(app, pilot, "ctrl+y", "ctrl+y")
        assert draft_text(app) == mine

    lent(story)


def test_another_wording_replaces_only_its_own_step(lent: Lent) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        await press(app, pilot, "ctrl+j", "ctrl+j")
        answering = app.answer_screen.answering
        assert answering is not None
        listen, acknowledge = answering.draft.words(Step.LISTEN), answering.draft.words(Step.ACKNOWLEDGE)
        app.answer_screen.query_one(Steps).look_at(Step.LISTEN)
        await press(app, pilot, "ctrl+t")
        assert answering.draft.words(Step.LISTEN) != listen
        assert answering.draft.words(Step.ACKNOWLEDGE) == acknowledge

    lent(story)


def test_articles_are_suggested_then_found_as_you_type_and_put_into_solve(lent: Lent) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        articles = app.answer_screen.query_one("#articles-pane")
        assert {hit.article.slug for hit in articles.hits[:3]} >= {"track-a-parcel", "my-parcel-is-late"}  # type: ignore[attr-defined]
        await press(app, pilot, "ctrl+f", *"invoic")
        hits = articles.hits  # type: ignore[attr-defined]
        assert hits[0].article.slug == "invoice-for-my-order"
        assert "invoice" in "".join(row.plain for row in app.answer_screen.query_one(ArticleText).rows).lower()
        await press(app, pilot, "down", "enter")
        answering = app.answer_screen.answering
        assert answering is not None
        passage = answering.draft.passage(Step.SOLVE)
        assert passage is not None
        assert passage.article == "invoice-for-my-order"
        assert "invoice for order 4411" in answering.draft.words(Step.SOLVE)

    lent(story)


def test_fields_are_asked_for_and_a_day_is_shown_as_it_will_read(lent: Lent) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        asking, line = app.answer_screen.query_one(Asking), app.answer_screen.query_one(OfferLine)
        await press(app, pilot, "ctrl+g", "ctrl+n")
        assert "Your answer to  Could you tell me" in line.said.plain
        await press(app, pilot, *"It is in our mail.")
        assert "Everything offered is in" in line.said.plain
        await press(app, pilot, "ctrl+n", "enter", "ctrl+j")
        assert asking.display
        asking.query_one(Input).value = "nonsense"
        await press(app, pilot, "enter")
        assert "write YYYY-MM-DD" in str(asking.query_one("#asking-note", Static).visual)
        asking.query_one(Input).value = "+3"
        await pilot.pause()
        assert "Wednesday 25 November" in str(asking.query_one("#asking-note", Static).visual)
        await press(app, pilot, "enter")
        assert asking.display is False
        assert "by Wednesday 25 November" in draft_text(app)
        assert "\n\nIt is in our mail.\n\n" in draft_text(app)

    lent(story)


def test_a_field_is_left_for_later_and_the_next_open_key_goes_round(lent: Lent) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        asking = app.answer_screen.query_one(Asking)
        await press(app, pilot, "ctrl+g", "ctrl+n", "ctrl+n")
        assert asking.display
        await press(app, pilot, "ctrl+n")
        assert (asking.display, app.answer_screen.wanted) == (False, "case.answer_1")
        await press(app, pilot, "ctrl+n", "escape")
        assert (asking.display, "{{ case.update_by }}" in draft_text(app)) == (False, True)

    lent(story)


def test_a_letter_outside_of_a_field_begins_a_sentence_of_its_own(lent: Lent) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        app.answer_screen.query_one("#message-scroll").focus()
        await press(app, pilot, *"so do")
        assert app.answer_screen.answering is not None
        assert "{{ case.update_by }}.\n\nso do\n\nWith best wishes," in app.answer_screen.answering.whole.text

    lent(story, size=(120, 36))


def test_letters_typed_outside_the_reply_go_into_it_and_change_nothing_else(acme: Path, play: Any) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        answering = app.answer_screen.answering
        assert answering is not None
        before, tone = answering.draft, tone_read(app)
        for pane in ("message", "steps", "articles", "findings"):
            app.answer_screen.jump_to(pane)
            if pane == "articles":
                await press(app, pilot, "down")
            await press(app, pilot, "s", "o", "space", *pane, "space", "?")
            draft = answering.draft
            assert f"so {pane} ?" in draft.text
            assert (draft.outcome, draft.channel, draft.article) == (before.outcome, before.channel, before.article)
            assert tone_read(app) is tone
            assert app.screen is app.answer_screen
        assert not (acme / ".warmline" / "tone.jsonl").exists()

    play(acme, story, size=(120, 36))


def test_a_finding_leads_to_its_words_or_puts_better_ones_in(lent: Lent) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        app.answer_screen.jump_to("reply")
        editor = app.answer_screen.query_one("#reply", TextArea)
        editor.replace("\nPrior to planting, soak it. I will get back to you soon.\n", (1, 0), (1, 0))
        await press(app, pilot)
        app.answer_screen.jump_to("findings")
        findings = app.answer_screen.query_one("#findings", OptionList)
        rules = [finding.rule for finding in findings.findings]  # type: ignore[attr-defined]
        findings.highlighted = rules.index("promise-undated")
        await press(app, pilot, "enter")
        assert editor.selected_text == "I will get back to you soon."
        # Better words are put in with one key and taken back with one.
        app.answer_screen.jump_to("findings")
        findings.highlighted = rules.index("heavy-words")
        await press(app, pilot, "enter")
        assert "Before planting, soak it." in draft_text(app)
        await press(app, pilot, "ctrl+z")
        assert "Prior to planting, soak it." in draft_text(app)

    lent(story)


def test_a_phrase_and_a_fact_are_put_in_while_typing(lent: Lent) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        line = app.answer_screen.query_one(OfferLine)
        assert " of " not in app.answer_screen._why(Step.OPENING)
        assert "1 of 2" in app.answer_screen._why(Step.CLOSING)
        await press(app, pilot, *"Well, ;")
        assert line.said.plain.startswith(";  1 of 3  4411")
        await press(app, pilot, *"trac")
        assert line.said.plain.startswith(";trac  1 of 2  I have asked the carrier to trace order 4411")
        await press(app, pilot, "ctrl+t", "ctrl+j")
        assert "\n\nWell, The carrier is tracing order 4411" in draft_text(app)
        await press(app, pilot, *" ;ord", "ctrl+j")
        assert "two working days. 4411\n\nWith" in draft_text(app)
        await press(app, pilot, "ctrl+z")
        assert "two working days. ;ord\n\nWith" in draft_text(app)

    lent(story)


def test_a_fact_goes_from_the_message_into_the_reply_with_the_second_click(lent: Lent) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        await press(app, pilot, *"It is order ")
        at = app.answer_screen.query_one("#reading-line").region
        x = screen_text(app).splitlines()[at.y].index("order 4411")
        await pilot.click(offset=(x, at.y))
        assert "order 4411" not in draft_text(app)
        assert "A second click puts “4411” into the reply; so does ;order while you write." in toasts(app)
        await pilot.click(offset=(x, at.y), times=2)
        assert "It is order 4411" in draft_text(app)

    lent(story, size=(120, 36))
