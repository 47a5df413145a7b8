"""An article goes into a reply in three ways, and whatever was done can be taken back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from textual.pilot import Pilot
from textual.widgets import Input, OptionList, Static

from composer.cases.step import Step
from composer.desk.desk import Surroundings, open_desk
from composer.desk.open_case import AnswerForm, start_answering
from composer.reading.names import greet_of
from composer.tui.app import WarmlineApp
from composer.tui.widgets.asking import Asking
from composer.tui.widgets.message_pane import MessagePane
from kb.articles.article import AskedField
from tests.screens.conftest import NOW
from tests.screens.lent import Lent
from tests.screens.stage import press, screen_text, settle, toasts

SUMMARY = "What to do when a parcel has not come on the day we named, and when you may choose a new one or your money."


def solve(app: WarmlineApp) -> str:
    """The words that stand for Solve."""
    assert app.answer_screen.answering is not None
    return app.answer_screen.answering.draft.words(Step.SOLVE)


async def run(app: WarmlineApp, pilot: Pilot[None], action: str) -> None:
    """Run a command as the palette does."""
    app.run_command(action)
    await settle(app, pilot)


def test_an_article_goes_in_as_its_answer_its_summary_or_a_link(acme: Path, play: Any) -> None:
    settings = acme / "warmline.yaml"
    text = settings.read_text(encoding="utf-8")
    assert "base_url" in text

    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        await run(app, pilot, "insert('answer')")
        await press(app, pilot, "escape")
        assert "carrier" in solve(app)
        await run(app, pilot, "insert('summary')")
        assert solve(app) == SUMMARY
        assert "The article's summary is in Solve." in toasts(app)
        await run(app, pilot, "insert('link')")
        assert "https://" in solve(app)
        assert "/a/k7f3qa/" in solve(app)
        await press(app, pilot, "ctrl+z", "ctrl+z")
        assert "carrier" in solve(app)

    play(acme, story, size=(120, 36))


def test_a_summary_stays_a_summary_when_the_customer_changes_and_goes_when_words_are_ones_own(
    acme: Path, tmp_path: Path
) -> None:
    desk = open_desk(acme, Surroundings(NOW.date(), tmp_path / "cache", tmp_path / "config"))
    answering = start_answering(desk, desk.case_at(desk.waiting()[0]))
    answering.insert("my-parcel-is-late", AnswerForm.SUMMARY)
    answering.set_customer(desk.records.list_customers("")[0])
    assert answering.draft.words(Step.SOLVE) == SUMMARY
    answering.type(answering.draft.text.replace("What to do", "Here is what to do"))
    assert answering.insert("my-parcel-is-late", AnswerForm.LINK) is None
    assert answering.draft.words(Step.SOLVE).startswith("Here is what to do")
    desk.close()


def test_without_an_address_of_the_faq_no_link_is_made_up(acme: Path, play: Any) -> None:
    settings = acme / "warmline.yaml"
    lines = settings.read_text(encoding="utf-8").splitlines()
    settings.write_text("\n".join(line for line in lines if "base_url" not in line), encoding="utf-8")

    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        await run(app, pilot, "insert('link')")
        assert solve(app) == ""
        assert "faq.base_url is not set" in toasts(app)

    play(acme, story)


def test_what_is_known_of_a_customer_can_be_read_and_one_picked_by_mistake_is_taken_back(lent: Lent) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        answering = app.answer_screen.answering
        assert answering is not None
        before = answering.draft.text
        await press(app, pilot, "ctrl+o", "h")
        assert "garden  roof terrace" in screen_text(app)
        assert "04 Sep 2026  they wrote about delivery" in screen_text(app)
        await press(app, pilot, "escape", "ctrl+o", "c", *"tom", "enter")
        assert greet_of(answering.case).name == "Tom"
        assert answering.draft.text.startswith("Hello Tom")
        await press(app, pilot, "ctrl+z")
        assert greet_of(answering.case).name == "Ana"
        assert answering.draft.text == before
        assert "Ana Silva" in str(app.answer_screen.query_one(MessagePane).query_one("#customer", Static).visual)
        await press(app, pilot, "ctrl+y")
        assert greet_of(answering.case).name == "Tom"

    lent(story, size=(120, 36))


def test_of_a_choice_its_first_letters_are_enough(lent: Lent) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        ask = AskedField("case.change", "What you did", "choice", ("cancelled", "changed"))
        asking = app.answer_screen.query_one(Asking)
        app.answer_screen.show_asking(True)
        app.answer_screen.show_tab("reply-pane")
        asking.begin(ask, app.desk.today)
        await press(app, pilot, *"ch")
        assert asking.query_one(Input)._suggestion == "changed"
        await press(app, pilot, "enter")
        assert app.answer_screen.answering is not None
        assert app.answer_screen.answering.draft.asked == {"case.change": "changed"}

    lent(story)


def test_commands_that_need_a_message_are_not_offered_where_none_is_open(acme: Path, play: Any) -> None:
    for path in (acme / "inbox").iterdir():
        path.unlink()

    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        await press(app, pilot, "f3", "f1")
        choices = app.screen.query_one("#choices", OptionList)
        offered = [str(choices.get_option_at_index(number).prompt) for number in range(choices.option_count)]
        assert any("Paste a message" in one for one in offered)
        assert not any("what is offered" in one for one in offered)

    play(acme, story, size=(120, 36))
