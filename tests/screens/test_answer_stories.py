"""What an agent does on the Answer screen, story by story."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Any

from textual.pilot import Pilot
from textual.widgets import Input, OptionList, Static, TextArea

from composer.cases.step import Channel, Outcome, Step, Tone
from composer.records.drafts import Drafts
from composer.tui.app import WarmlineApp
from composer.tui.widgets.article_text import ArticleText
from composer.tui.widgets.asking import Asking
from composer.tui.widgets.offer_line import OfferLine
from composer.tui.widgets.steps import Steps
from tests.screens.stage import press, screen_text, settle, toasts

MARKER = "{{ case."


def tone_read(app: WarmlineApp) -> Tone:
    """How the open message is read."""
    assert app.answer_screen.answering is not None
    return app.answer_screen.answering.reading.tone


def draft_text(app: WarmlineApp) -> str:
    """The reply as it stands."""
    assert app.answer_screen.answering is not None
    return app.answer_screen.answering.draft.text


async def fill_and_accept_all(app: WarmlineApp, pilot: Pilot[None]) -> None:
    """Accept every proposal, with an own sentence and a day wherever they are asked for."""
    await press(app, pilot, "ctrl+g", "ctrl+n")
    screen = app.answer_screen
    while screen.wanted or screen.query_one(Asking).ask:
        ask = screen.query_one(Asking).ask
        if ask is None:
            await press(app, pilot, *"Yes.", "ctrl+n")
        else:
            await press(app, pilot, *("-4" if ask.when == "past" else "+2"), "enter")


def test_what_is_typed_when_a_case_has_opened_is_a_sentence_of_its_reply(acme: Path, play: Any) -> None:
    """Wherever the keyboard was in the case before; where own words must lead, behind the greeting."""

    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        law, invoice = (app.desk.case_at(path) for path in app.desk.waiting()[1:3])
        greetings = {law.id: "Hello Jonas,", invoice.id: "Hello Mei,"}
        for case in (law, invoice):
            for place in ("f", "r"):
                app.answer_screen.jump_to({"f": "articles", "r": "reply"}[place])
                await settle(app, pilot)
                app.open_case(case)
                await settle(app, pilot)
                await press(app, pilot, *"I looked at it.")
                opening, *rest = draft_text(app).split("\n\n")
                assert (opening, rest[0]) == (greetings[case.id], "I looked at it.")
                answering = app.answer_screen.answering
                assert answering is not None
                paragraphs = answering.whole.text.split("\n\n")
                assert paragraphs.index("I looked at it.") == (1 if case is law else len(paragraphs) - 2)
                # It counts, so that what is offered can be taken.
                await press(app, pilot, "ctrl+g")
                assert len(draft_text(app)) > len("\n\n".join((opening, *rest)))
                while answering.undo():
                    pass
                app.answer_screen.changed()
                await press(app, pilot, "f2", "f3")
                app.answer_screen.close()

    play(acme, story, (120, 36))


def test_a_worried_customer_with_a_late_parcel_is_answered_copied_and_recorded(
    acme: Path, play: Any, tmp_path: Path
) -> None:
    """The whole way: read, accept, fill in, review, copy, record, next message."""
    clipboard = tmp_path / "clipboard.txt"
    tool = tmp_path / "bin" / "xclip"
    tool.parent.mkdir()
    tool.write_text(f"#!/bin/sh\n/bin/cat > {clipboard}\n")
    tool.chmod(0o755)

    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        first = app.answer_screen.answering
        assert first is not None
        assert first.case.customer.name == "Ana Silva"
        await fill_and_accept_all(app, pilot)
        assert MARKER not in draft_text(app)
        assert draft_text(app).startswith("Hello Ana,")
        assert draft_text(app).endswith("Robin, Acme Garden")
        await press(app, pilot, "ctrl+r")
        await press(app, pilot, "ctrl+c")
        assert clipboard.read_text() == draft_text(app)
        assert "Copied through xclip." in toasts(app)
        sent = draft_text(app)
        await press(app, pilot, "ctrl+n", "enter")
        second = app.answer_screen.answering
        assert second is not None
        assert second.case.id != first.case.id
        app.outbox.send()
        await settle(app, pilot)
        history = app.desk.records.get_customer("c-1001").history
        assert history[0].direction == "out"
        assert history[0].text == sent
        assert Drafts(acme / ".warmline" / "drafts").load(first.case.id) is None

    play(acme, story, environment={"DISPLAY": ":0", "PATH": str(tool.parent)})


def test_without_a_clipboard_the_copy_says_that_it_may_be_ignored_and_names_a_file(
    acme: Path, play: Any, tmp_path: Path
) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        await fill_and_accept_all(app, pilot)
        await press(app, pilot, "ctrl+r", "ctrl+c")
        (kept,) = (tmp_path / "state" / "replies").iterdir()
        assert "Sent to the terminal, which may ignore it." in toasts(app)
        assert str(kept) in toasts(app)
        assert kept.read_text() == draft_text(app) + "\n"

    play(acme, story)


def test_a_reply_with_an_open_field_may_not_leave(acme: Path, play: Any, tmp_path: Path) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        await press(app, pilot, "ctrl+g", "ctrl+n", "escape")
        assert MARKER in draft_text(app)
        await press(app, pilot, "ctrl+r", "ctrl+c")
        assert "It may not go like this" in toasts(app)
        await press(app, pilot, "ctrl+n", "enter")
        assert app.answer_screen.answering is not None
        assert not (tmp_path / "state" / "replies").exists()

    play(acme, story)


def test_own_words_stay_and_one_undo_chain_takes_everything_back(acme: Path, play: Any) -> None:
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

    play(acme, story)


def test_another_wording_replaces_only_its_own_step(acme: Path, play: Any) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        await press(app, pilot, "ctrl+j", "ctrl+j")
        answering = app.answer_screen.answering
        assert answering is not None
        listen, acknowledge = answering.draft.words(Step.LISTEN), answering.draft.words(Step.ACKNOWLEDGE)
        app.answer_screen.query_one(Steps).look_at(Step.LISTEN)
        await press(app, pilot, "ctrl+t")
        assert answering.draft.words(Step.LISTEN) != listen
        assert answering.draft.words(Step.ACKNOWLEDGE) == acknowledge

    play(acme, story)


def test_articles_are_suggested_then_found_as_you_type_and_put_into_solve(acme: Path, play: Any) -> None:
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

    play(acme, story)


def test_fields_are_asked_for_and_a_day_is_shown_as_it_will_read(acme: Path, play: Any) -> None:
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

    play(acme, story)


def test_a_field_is_left_for_later_and_the_next_open_key_goes_round(acme: Path, play: Any) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        asking = app.answer_screen.query_one(Asking)
        await press(app, pilot, "ctrl+g", "ctrl+n", "ctrl+n")
        assert asking.display
        await press(app, pilot, "ctrl+n")
        assert (asking.display, app.answer_screen.wanted) == (False, "case.answer_1")
        await press(app, pilot, "ctrl+n", "escape")
        assert (asking.display, "{{ case.update_by }}" in draft_text(app)) == (False, True)

    play(acme, story)


def test_a_letter_outside_of_a_field_begins_a_sentence_of_its_own(acme: Path, play: Any) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        app.answer_screen.query_one("#message-scroll").focus()
        await press(app, pilot, *"so do")
        assert app.answer_screen.answering is not None
        assert "{{ case.update_by }}.\n\nso do\n\nWith best wishes," in app.answer_screen.answering.whole.text

    play(acme, story, size=(120, 36))


def test_the_customer_can_be_said_and_the_name_comes_into_the_reply(acme: Path, play: Any) -> None:
    for path in (acme / "inbox").iterdir():
        path.unlink()
    (acme / "inbox" / "note.txt").write_text("Where is my parcel? Order 5512 was due yesterday.\n")

    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        assert draft_text(app).startswith(("Hi there,", "Hello,", "Hello there,"))
        await press(app, pilot, "ctrl+o", "c", *"mei", "enter")
        assert "Mei" in draft_text(app).split("\n")[0]
        assert "Mei Tanaka" in str(app.answer_screen.query_one("#customer", Static).visual)

    play(acme, story)


def test_no_ready_letter_goes_into_a_reply_to_somebody_in_grief(acme: Path, play: Any) -> None:
    for path in (acme / "inbox").iterdir():
        path.unlink()
    (acme / "inbox" / "1.txt").write_text("My mother died. I need to return the plants that she ordered.\n", "utf-8")

    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        before = draft_text(app)
        for key in ("ctrl+j", "ctrl+g"):
            app.clear_notifications()
            await press(app, pilot, key)
            assert "write a sentence of your own first" in toasts(app)
            assert draft_text(app) == before

    play(acme, story)


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


def test_a_click_looks_and_a_second_one_takes(acme: Path, play: Any) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        before = draft_text(app)
        hits = app.answer_screen.query_one("#article-hits", OptionList)
        await press(app, pilot, "ctrl+f")
        await pilot.click(hits, offset=(4, 2))
        await settle(app, pilot)
        assert (hits.highlighted, draft_text(app)) == (1, before)
        await pilot.click(hits, offset=(4, 2), times=2)
        await settle(app, pilot)
        answering = app.answer_screen.answering
        assert answering is not None
        assert answering.draft.article == hits.parent.hits[1].article.slug  # type: ignore[union-attr]

    play(acme, story, size=(120, 36))


def test_a_draft_is_on_disk_when_the_agent_quits_and_is_offered_at_the_next_start(acme: Path, play: Any) -> None:
    async def begin(app: WarmlineApp, pilot: Pilot[None]) -> None:
        await press(app, pilot, "ctrl+j", "ctrl+j", "ctrl+q")

    play(acme, begin)
    (kept,) = (acme / ".warmline" / "drafts").glob("*.json")
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600

    async def go_on(app: WarmlineApp, pilot: Pilot[None]) -> None:
        assert type(app.screen).__name__ == "RecoverScreen"
        await press(app, pilot, "enter")
        answering = app.answer_screen.answering
        assert answering is not None
        assert answering.case.customer.name == "Ana Silva"
        assert answering.draft.passage(Step.ACKNOWLEDGE) is not None
        assert answering.draft.passage(Step.VALIDATE) is None

    play(acme, go_on)


def test_a_draft_that_cannot_be_saved_says_so_and_stays_on_screen(acme: Path, play: Any) -> None:
    (acme / ".warmline" / "drafts").write_text("a file where the folder should be")

    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        await press(app, pilot, "ctrl+j", "ctrl+s")
        assert "Not saved" in screen_text(app)
        assert "NOT SAVED" in screen_text(app)
        assert len(draft_text(app)) > 50

    play(acme, story)


def test_a_finding_leads_to_its_words_or_puts_better_ones_in(acme: Path, play: Any) -> None:
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

    play(acme, story)


def test_the_agents_word_on_tone_outcome_and_channel_counts(acme: Path, play: Any) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        tones = [tone_read(app)]
        await press(app, pilot, "ctrl+o", "w", *["down"] * (6 + [*Tone].index(Tone.UPSET)), "enter")
        assert [*tones, tone_read(app)] == [Tone.WORRIED, Tone.UPSET]
        assert "It sounds upset" in toasts(app)

        assert '"tone": "upset"' in (acme / ".warmline" / "tone.jsonl").read_text("utf-8")
        await press(app, pilot, "ctrl+z")
        assert tone_read(app) is Tone.WORRIED
        assert (acme / ".warmline" / "tone.jsonl").read_text("utf-8") == ""
        await press(app, pilot, "ctrl+y")
        assert tone_read(app) is Tone.UPSET
        assert '"tone": "upset"' in (acme / ".warmline" / "tone.jsonl").read_text("utf-8")
        # So do outcome and channel.
        answering = app.answer_screen.answering
        assert answering is not None
        assert answering.draft.outcome.value == "pending"
        await press(app, pilot, "ctrl+o", "w", *["down"] * 5, "enter")
        assert answering.draft.outcome.value == "refused"
        await press(app, pilot, "ctrl+o", "w", "down", "enter")
        assert answering.draft.channel.value == "chat"
        await press(app, pilot, "ctrl+z", "ctrl+z")
        assert (answering.draft.outcome, answering.draft.channel) == (Outcome.PENDING, Channel.EMAIL)

    play(acme, story)


def test_without_a_message_the_answer_screen_says_so_and_nothing_can_go_wrong(acme: Path, play: Any) -> None:
    for path in (acme / "inbox").iterdir():
        path.unlink()

    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        await press(app, pilot, "f3")
        assert app.answer_screen.answering is None
        said = str(app.answer_screen.query_one("#nothing", Static).visual)
        assert "No message is open." in said
        assert "f2 shows what waits" in said
        await press(app, pilot, "ctrl+j", "ctrl+t", "ctrl+g", "ctrl+n", "ctrl+r", "ctrl+s", *"so", "ctrl+z")
        assert app.answer_screen.answering is None

    play(acme, story)


def test_a_newcomer_sends_the_first_reply_with_ten_keys_besides_their_words(acme: Path, play: Any) -> None:
    """Every key counts that is no letter of an own sentence; nothing is left open, and the letter is recorded."""
    keys: list[str] = []

    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        async def key(*pressed: str) -> None:
            keys.extend(pressed)
            await press(app, pilot, *pressed)

        await key("ctrl+g", "ctrl+n")
        await press(app, pilot, *"It is in our mail.")
        await key("ctrl+n", "+", "3", "enter", "ctrl+r", "enter")
        assert app.held is not None
        assert "It is in our mail.\n\n" in app.held.answering.draft.text
        assert "by Wednesday 25 November" in app.held.answering.draft.text

    play(acme, story)
    assert len(keys) <= 10


def test_a_phrase_and_a_fact_are_put_in_while_typing(acme: Path, play: Any) -> None:
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

    play(acme, story)


def test_a_fact_goes_from_the_message_into_the_reply_with_the_second_click(acme: Path, play: Any) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        await press(app, pilot, *"It is order ")
        at = app.answer_screen.query_one("#reading-line").region
        x = screen_text(app).splitlines()[at.y].index("order 4411")
        await pilot.click(offset=(x, at.y))
        assert "order 4411" not in draft_text(app)
        assert "A second click puts “4411” into the reply; so does ;order while you write." in toasts(app)
        await pilot.click(offset=(x, at.y), times=2)
        assert "It is order 4411" in draft_text(app)

    play(acme, story, size=(120, 36))


def test_whoever_wrote_becomes_a_customer_with_one_key(acme: Path, play: Any) -> None:
    for path in (acme / "inbox").iterdir():
        path.unlink()
    mail = "From: Nora Lind <Nora.Lind@mail.example>\nSubject: A rake\n\nDo you sell rakes?\n"
    (acme / "inbox" / "rake.eml").write_text(mail)

    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        await press(app, pilot, "ctrl+o", "c")
        assert "new: Nora Lind" in screen_text(app)
        await press(app, pilot, "enter")
        kept = app.desk.records.get_customer("nora.lind@mail.example")
        assert (kept.name, kept.email) == ("Nora Lind", "nora.lind@mail.example")
        assert app.answer_screen.answering is not None
        assert app.answer_screen.answering.case.customer.id == kept.id
        await press(app, pilot, "ctrl+o", "c")
        assert "new: " not in screen_text(app)

    play(acme, story)
