"""What an agent does on the Answer screen, story by story."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Any

from textual.pilot import Pilot
from textual.widgets import OptionList, Static

from composer.cases.step import Channel, Outcome, Step, Tone
from composer.records.drafts import Drafts
from composer.tui.app import WarmlineApp
from composer.tui.widgets.asking import Asking
from tests.screens.lent import Lent
from tests.screens.stage import draft_text, press, screen_text, settle, toasts, tone_read

MARKER = "{{ case."


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


def test_what_is_typed_when_a_case_has_opened_is_a_sentence_of_its_reply(lent: Lent) -> None:
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

    lent(story, (120, 36))


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


def test_a_reply_with_an_open_field_may_not_leave(lent: Lent, tmp_path: Path) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        await press(app, pilot, "ctrl+g", "ctrl+n", "escape")
        assert MARKER in draft_text(app)
        await press(app, pilot, "ctrl+r", "ctrl+c")
        assert "It may not go like this" in toasts(app)
        await press(app, pilot, "ctrl+n", "enter")
        assert app.answer_screen.answering is not None
        assert not (tmp_path / "state" / "replies").exists()

    lent(story)


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


def test_a_click_looks_and_a_second_one_takes(lent: Lent) -> None:
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

    lent(story, size=(120, 36))


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
