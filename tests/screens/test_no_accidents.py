"""Nothing changes that the agent did not mean to change: looks, double keys, odd moments, other sizes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from textual.events import Paste
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, TextArea, Tree

from composer.cases.step import Step
from composer.tui.app import WarmlineApp
from composer.tui.screens.answer import AnswerScreen
from composer.tui.screens.review import ReviewScreen
from composer.tui.widgets.asking import Asking
from composer.tui.widgets.issues import Issues
from composer.tui.widgets.offer_line import OfferLine
from composer.tui.widgets.reply_editor import ReplyEditor
from composer.tui.widgets.steps import Steps
from composer.writing.plan import IssueState
from tests.screens.lent import Lent
from tests.screens.stage import draft_text, press, screen_text, settle, toasts


def test_clicks_and_arrows_look_and_take_nothing(lent: Lent) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        screen, before = app.answer_screen, draft_text(app)
        answering = screen.answering
        assert answering is not None
        for name in ("#step-list", "#issues", "#findings", "#message-text", "#reading-line", "#subject", "#before"):
            await pilot.click(name, offset=(4, 0))
            await settle(app, pilot)
        for pane in ("steps", "issues", "findings", "message"):
            screen.jump_to(pane)
            await press(app, pilot, "down", "right", "up", "left", "j", "k", "G", "g", "home", "end", "pagedown")
            for _ in range(12):  # a letter goes on in a list, and begins a sentence elsewhere
                await press(app, pilot, "ctrl+z")
        assert (draft_text(app), answering.draft.outcome) == (before, answering.beginning.outcome)
        await press(app, pilot, "f2")
        await pilot.click("#waiting", offset=(4, 4))
        await press(app, pilot, "j", "k", "G", "g")
        assert app.screen is not screen
        assert screen.answering is answering

    lent(story, size=(120, 36))


def test_letters_that_people_bring_along_move_in_lists(lent: Lent) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        await press(app, pilot, "f2", "down")
        rows = app.screen.query_one("#waiting", OptionList)
        places = []
        for key in ("j", "j", "k", "G", "g"):
            await press(app, pilot, key)
            places.append(rows.highlighted)
        assert places == [1, 2, 1, 6, 0]
        await press(app, pilot, "f4", "down")
        tree = app.screen.query_one("#library-tree", Tree)
        places = []
        for key in ("j", "j", "k", "G", "g"):
            await press(app, pilot, key)
            places.append(tree.cursor_line)
        assert places == [2, 3, 2, tree.last_line, 0]

    lent(story)


def test_a_number_takes_the_wording_with_it(lent: Lent) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        answering = app.answer_screen.answering
        assert answering is not None
        app.answer_screen.query_one(Steps).look_at(Step.CLOSING)
        app.answer_screen.query_one(Steps).look_at(Step.LISTEN)
        third = answering.proposals(Step.LISTEN)[2].text
        await press(app, pilot, "alt+3")
        assert answering.whole.words(Step.LISTEN) == third
        await press(app, pilot, "alt+9")
        assert answering.whole.words(Step.LISTEN) == third

    lent(story)


def test_undo_brings_the_step_back_that_was_looked_at_and_the_language(acme: Path, play: Any) -> None:
    with (acme / "warmline.yaml").open("a") as settings:
        settings.write("languages: [en, de]\n")

    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        answering, steps = app.answer_screen.answering, app.answer_screen.query_one(Steps)
        assert answering is not None
        beginning, before = draft_text(app), answering.reading.language
        looked_at = []
        for key in ("ctrl+j", "ctrl+j", "ctrl+z", "ctrl+z"):
            await press(app, pilot, key)
            looked_at.append(steps.step)
        assert looked_at == [Step.ACKNOWLEDGE, Step.SOLVE, Step.ACKNOWLEDGE, Step.LISTEN]
        assert draft_text(app) == beginning
        await press(app, pilot, "ctrl+o", "l")
        assert answering.reading.language != before
        assert draft_text(app) != beginning
        await press(app, pilot, "ctrl+z")
        assert (answering.reading.language, draft_text(app)) == (before, beginning)

    play(acme, story)


def test_a_day_that_cannot_be_is_refused_and_a_blank_is_called_by_its_name(lent: Lent) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        await press(app, pilot, *"I sent it on ;x")
        answering = app.answer_screen.answering
        assert answering is not None
        answering.insert("my-parcel-is-late")
        app.answer_screen.changed()
        await press(app, pilot, "ctrl+n")
        asking = app.answer_screen.query_one(Asking)
        while asking.ask is None or asking.ask.when != "past":
            await press(app, pilot, "ctrl+n")
        assert "{{" not in screen_text(app)
        asking.query_one(Input).value = "+3"
        await press(app, pilot, "enter", "ctrl+j", "ctrl+j")
        assert asking.display
        assert asking.ask is not None
        # The message came on Thursday; nothing that it is about was sent on Saturday.
        asking.query_one(Input).value = "-1"
        await press(app, pilot, "enter")
        assert asking.display
        asking.query_one(Input).value = "-5"
        await press(app, pilot, "enter")
        assert "Tuesday 17 November" in draft_text(app)

    lent(story)


def test_an_issue_is_put_off_wherever_the_keyboard_is(acme: Path, play: Any) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        assert app.answer_screen.query_one(Issues).highlighted is None
        await press(app, pilot, "ctrl+l")
        assert app.answer_screen.states == (IssueState.LATER,)
        await press(app, pilot, "ctrl+z")
        assert app.answer_screen.states == (IssueState.OPEN,)

    play(acme, story)


def test_the_keys_of_screens_lead_on_from_the_reply_and_select_nothing(lent: Lent) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        app.answer_screen.jump_to("reply")
        await press(app, pilot, "f7")
        assert type(app.screen).__name__ == "FiguresScreen"
        await press(app, pilot, "f3")
        editor = app.answer_screen.query_one(ReplyEditor)
        assert editor.selected_text == ""
        await press(app, pilot, "f6")
        assert type(app.screen).__name__ == "PracticeScreen"

    lent(story)


def test_keys_pressed_twice_do_it_once(lent: Lent) -> None:
    """A key that was held down too long opens nothing twice, sends nothing twice, and answers no dialog by itself."""

    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        for key in ("ctrl+r", "ctrl+p", "f1", "ctrl+o", "f9", "f11"):
            await press(app, pilot, key, key)
            assert len(app.screen_stack) == 2, key
            await press(app, pilot, "escape")
            assert app.screen is app.answer_screen, key
        await press(app, pilot, "ctrl+r", "enter", "enter", "enter")
        assert isinstance(app.screen, ReviewScreen)
        assert app.held is None

    lent(story)


def test_what_is_put_off_after_a_reply_was_sent_is_taken_back_first(acme: Path, play: Any) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        answering = app.answer_screen.answering
        assert answering is not None
        answering.type("Hello Ana, it is there. Robin")
        app.answer_screen.action_review()
        await settle(app, pilot)
        review = app.screen
        assert isinstance(review, ReviewScreen)
        review.findings, review.reasons, review.ticks = [], [], []
        app.run_command("sent")
        await settle(app, pilot)
        sent = app.held
        assert sent is not None
        await press(app, pilot, "f2", "down", "down", "ctrl+l", *"+2", "enter")
        assert "put off until" in screen_text(app).lower()
        await press(app, pilot, "ctrl+z")
        assert app.held is sent
        assert "put off until" not in screen_text(app).lower()
        await press(app, pilot, "ctrl+z")
        assert app.held is None
        assert app.screen is app.answer_screen

    play(acme, story)


def test_there_is_one_toast_in_a_row_of_its_own_and_it_goes_with_its_case(lent: Lent) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        before = screen_text(app).splitlines()
        app.tell("One thing.")
        app.tell("Another thing.")
        await settle(app, pilot)
        after = screen_text(app).splitlines()
        assert [row for row, line in enumerate(after) if line != before[row]] == [len(after) - 2]
        assert after[-2].strip() == "Another thing."
        await press(app, pilot, "f2", "down", "down", "enter")
        assert app.screen is app.answer_screen
        assert "Another thing." not in screen_text(app)
        assert toasts(app) == ""

    lent(story)


def test_a_paste_goes_where_letters_go_as_text_and_into_no_command(lent: Lent) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        screen = app.answer_screen
        for number, pane in enumerate(("steps", "message", "issues", "findings"), 1):
            screen.jump_to(pane)
            await settle(app, pilot)
            app.post_message(Paste(f"so do come {pane}\r\nq 4411\x11"))
            await settle(app, pilot)
            assert app.screen is screen
            assert f"so do come {pane}\nq 4411" in draft_text(app)
            assert draft_text(app).count("so do come") == number
        await press(app, pilot, "f2", "down")
        app.post_message(Paste("jonas\nweber"))
        await settle(app, pilot)
        assert app.screen.query_one("#inbox-query", Input).value == "jonas weber"
        assert "Order 4411" not in screen_text(app).split("│")[0]

    lent(story)


def test_a_click_on_a_key_of_the_offer_presses_it(lent: Lent) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        answering = app.answer_screen.answering
        assert answering is not None
        row = app.answer_screen.query_one(OfferLine).region.y
        line = screen_text(app).splitlines()[row]
        await pilot.click(offset=(line.index("^t another") + 9, row))
        await settle(app, pilot)
        assert answering.turns[Step.LISTEN] == 1
        await pilot.click(offset=(line.index("^j take"), row))
        await settle(app, pilot)
        assert answering.draft.passage(Step.LISTEN) is not None
        await pilot.click(offset=(line.index("Listen"), row))
        await settle(app, pilot)
        assert answering.draft.passage(Step.ACKNOWLEDGE) is None

    lent(story, size=(120, 36))


def test_a_snippet_looks_like_one_only_while_it_is_typed(lent: Lent) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        assert isinstance(app.screen, AnswerScreen)
        line = app.screen.query_one(OfferLine)
        await press(app, pilot, *"Well; then")
        assert not line.said.plain.startswith(";")
        assert app.screen.query_one("#reply", TextArea).text.count("Well; then") == 1

    lent(story)


def test_back_from_the_review_words_of_ones_own_are_not_typed_over(lent: Lent) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        answering = app.answer_screen.answering
        assert answering is not None
        answering.type("Hello Ana,\n\nyou should have read the page before you wrote.\n\nRobin")
        app.answer_screen.changed()
        await settle(app, pilot)
        before = draft_text(app)
        await press(app, pilot, "ctrl+r")
        assert isinstance(app.screen, ReviewScreen)
        await press(app, pilot, "escape", "x")
        assert len(draft_text(app)) == len(before) + 1

    lent(story)


def test_a_finding_that_was_looked_at_is_not_typed_over(lent: Lent) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        screen = app.answer_screen
        await press(app, pilot, "ctrl+g")
        screen.query_one("#findings").focus()
        await settle(app, pilot)
        await press(app, pilot, "down", "up")
        before = draft_text(app)
        screen.show_pane(screen.query_one(ReplyEditor))
        await press(app, pilot, "x")
        assert len(draft_text(app)) == len(before) + 1

    lent(story)


def test_a_claim_that_is_gone_to_is_not_typed_over_and_the_key_beside_it_confirms_it(lent: Lent) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        await press(app, pilot, "ctrl+j", "ctrl+j", "ctrl+t", "ctrl+j")
        before = draft_text(app)
        assert "^r confirm" in screen_text(app)
        await press(app, pilot, "ctrl+n", "x")
        assert draft_text(app).replace("x", "", 1) == before.replace("x", "", 1)
        assert len(draft_text(app)) == len(before) + 1
        await press(app, pilot, "ctrl+z", "ctrl+r", "space")
        assert isinstance(app.screen, ReviewScreen)
        assert [box.value for _claim, box in app.screen.ticks] == [True]

    lent(story, size=(120, 36))
