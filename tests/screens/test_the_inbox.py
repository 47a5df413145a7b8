"""The inbox on the screen: what waits and why, filtered, taken over, pasted, and an empty one that teaches."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual.events import Paste
from textual.pilot import Pilot
from textual.widgets import Input, OptionList

from composer.cases.step import Tone
from composer.desk.inbox_memory import Memory
from composer.desk.reply_record import keep_sent
from composer.desk.send import HeldReply
from composer.tui.app import WarmlineApp
from composer.tui.inbox_rows import InboxRow
from composer.tui.screens.inbox import InboxScreen
from tests.screens.stage import press, screen_text, settle, toasts

NOW = dt.datetime(2026, 11, 22, 9, tzinfo=dt.UTC)


def inbox(app: WarmlineApp) -> InboxScreen:
    """The inbox, which is shown."""
    assert isinstance(app.screen, InboxScreen)
    return app.screen


async def drop(app: WarmlineApp, pilot: Pilot[None]) -> None:
    """Throw the highlighted draft away for sure."""
    inbox(app).action_drop_draft()
    await settle(app, pilot)
    await press(app, pilot, "enter")


def test_the_most_pressing_stands_first_with_its_reason_and_enter_opens_it(acme: Path, play: Any) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        await press(app, pilot, "f2")
        lines = screen_text(app).splitlines()
        assert lines[3][2:70].split() == ["overdue", "by", "2", "days", "Ana", "Silva", "Order", "4411"]
        assert "yours  email, worried, “I tried to”" in lines[4]
        app.clock = lambda: NOW + dt.timedelta(hours=2)
        inbox(app).tick()
        await settle(app, pilot)
        assert "overdue by 8 h" in screen_text(app)
        app.clock = lambda: NOW
        await press(app, pilot, *"olive", "enter")
        assert app.screen is app.answer_screen
        assert app.answer_screen.answering is not None
        assert app.answer_screen.answering.case.title == "My olive tree is wilting"
        assert "overdue by 6 h" in screen_text(app)

    play(acme, story, size=(120, 36))


def test_the_highlighted_message_stays_when_others_come_whether_or_not_they_can_be_read(acme: Path, play: Any) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        await press(app, pilot, "f2", "down", "down", "down")
        before = inbox(app).row
        assert before is not None
        (acme / "inbox" / "0.eml").write_text(
            "From: Ida <ida@mail.example>\nSubject: Urgent\nDate: Sun, 01 Nov 2026 09:00:00 +0000\n\n"
            "This is urgent, I am angry, my order never came.\n"
        )
        (acme / "inbox" / "8-empty.txt").write_text("")
        inbox(app).inbox_changed()
        await settle(app, pilot)
        after = inbox(app).row
        assert after is not None
        assert after.waiting.case_id == before.waiting.case_id
        assert inbox(app).shown[0].who == "Ida"
        assert "cannot be read     8-empty.txt" in screen_text(app)
        assert "8-empty.txt holds no message to read: it is empt… " in screen_text(app)

    play(acme, story, size=(120, 36))


def test_a_case_of_ones_own_is_given_back_and_another_taken_over_with_a_reason(acme: Path, play: Any) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        answering = app.answer_screen.answering
        assert answering is not None
        answering.type("Hi Ana,")
        await press(app, pilot, "f2")
        assert "yours" in screen_text(app)
        inbox(app).action_give_back()
        await settle(app, pilot)
        assert app.desk.records.claims.all() == []
        assert "Given back: Order 4411" in toasts(app)
        assert "yours" not in screen_text(app)
        inbox(app).action_give_back()
        await settle(app, pilot)
        assert "This one is not yours to give back." in toasts(app)
        case = app.desk.case_at(app.desk.waiting()[1])
        app.desk.records.claims.take(case.id, "Maya Lund (maya@desk-2)", NOW)
        inbox(app).load()
        await press(app, pilot, *"charged")
        assert "taken by Maya Lund" in screen_text(app)
        await press(app, pilot, "ctrl+j")
        assert "Maya Lund (maya@desk-2) has had it since Sunday 09:00." in screen_text(app)
        await press(app, pilot, "escape")
        assert [one.agent for one in app.desk.records.claims.all() if one.case_id == case.id] == [
            "Maya Lund (maya@desk-2)"
        ]
        await press(app, pilot, "ctrl+j", *"ill", "enter")
        claim = app.desk.records.claims.find(case.id)
        assert claim is not None
        assert (claim.agent, claim.reason) == (app.desk.me, "ill")
        assert "no longer with Maya Lund" in toasts(app)
        assert app.screen is app.answer_screen

    play(acme, story, size=(120, 36))


def test_a_pasted_message_lands_whole_with_its_lines_and_its_channel(acme: Path, play: Any) -> None:
    text = "Hello,\n\nwhere is my order 4499?\x1b q\n\nIda"

    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        await press(app, pilot, "f9", "ctrl+j")
        assert "it is empty" in screen_text(app)
        app.post_message(Paste(text))
        await press(app, pilot, "ctrl+t", "ctrl+o", *"tom", "enter")
        assert "Tom O'Brien" in screen_text(app)
        await press(app, pilot, "ctrl+j")
        answering = app.answer_screen.answering
        assert answering is not None
        assert answering.case.message.text == "Hello,\n\nwhere is my order 4499? q\n\nIda"
        assert (answering.case.channel, answering.case.customer.name) == ("chat", "Tom O'Brien")
        answering.type("Hello Ida,")
        app.answer_screen.save_now()
        await press(app, pilot, "f2", *"olive", "enter", "f2", *["backspace"] * 5, *"4499")
        assert [row.who for row in inbox(app).shown] == ["Tom O'Brien"]
        await press(app, pilot, "enter")
        again = app.answer_screen.answering
        assert again is not None
        assert (again.case.id, again.draft.text) == (answering.case.id, "Hello Ida,")
        assert again.case.message.text == answering.case.message.text

    play(acme, story)


def test_a_pasted_message_waits_from_the_start_until_its_draft_is_dropped(acme: Path, play: Any) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        await press(app, pilot, "f2", "f9")
        app.post_message(Paste("My olive tree lost its leaves.\n\nAna"))
        await press(app, pilot, "ctrl+j", "f2", *"parcel", "enter")
        other = app.answer_screen.answering
        assert other is not None
        assert "olive" not in other.case.title
        await press(app, pilot, "f2", *["backspace"] * 6, *"olive tree lost", "down")
        inbox(app).action_drop_draft()
        await settle(app, pilot)
        assert "Its message stands nowhere else." in screen_text(app)
        await press(app, pilot, "escape")
        assert [row.waiting.title for row in inbox(app).shown] == ["My olive tree lost its leaves. Ana"]
        await drop(app, pilot)
        assert inbox(app).shown == []
        assert "Thrown away" in toasts(app)

    play(acme, story)
    assert list((acme / ".warmline" / "drafts").glob("*.json")) == []


def test_a_draft_of_a_waiting_message_is_dropped_and_the_message_stays(acme: Path, play: Any) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        await press(app, pilot, "f2", "down")
        inbox(app).action_drop_draft()
        await settle(app, pilot)
        assert "There is no draft of this one." in toasts(app)
        first = inbox(app).shown[0].waiting.listed
        await press(app, pilot, "enter", "ctrl+j", "ctrl+j", "ctrl+s", "f2")
        await drop(app, pilot)
        assert app.answer_screen.answering is None
        assert inbox(app).shown[0].waiting.listed == first
        assert not inbox(app).shown[0].drafted

    play(acme, story)


def test_an_empty_inbox_says_how_messages_come(acme: Path, play: Any) -> None:
    for path in (acme / "inbox").iterdir():
        path.unlink()

    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        shown = screen_text(app)
        assert "Nothing waits." in shown
        assert "f9 takes a message that you paste" in shown
        assert "inbox: PATH in" in shown
        await press(app, pilot, "enter", "ctrl+j", "f9")
        assert "Paste a customer's message" in screen_text(app)

    play(acme, story, size=(120, 36))


def test_a_filter_finds_words_whatever_their_accents_and_says_where_it_fits_nothing(acme: Path, play: Any) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        await press(app, pilot, "f2", *"hydrangéAS mother")
        assert [row.who for row in inbox(app).shown] == ["Ana Silva"]
        for wanted in ("zzz", "[bold]{{ x }}[/"):
            app.screen.query_one(Input).value = wanted
            await settle(app, pilot)
            assert app.screen.query_one(OptionList).option_count == 0
            assert "No message has these words." in screen_text(app)

    play(acme, story)


def test_the_inbox_knows_at_once_what_was_recorded_and_how_a_message_was_said_to_sound(acme: Path, play: Any) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        answering = app.answer_screen.answering
        assert answering is not None
        app.answer_screen.say_tone(Tone.THANKFUL)
        await press(app, pilot, "f2", *"4411")
        assert "email, thankful" in screen_text(app)
        answering.type("Hi Ana, your parcel is there.")
        app.outbox.hold(HeldReply(answering, (), "", NOW + dt.timedelta(seconds=10)))
        await settle(app, pilot)
        await press(app, pilot, "f2")
        app.outbox.send()
        await settle(app, pilot)
        assert "No message has these words." in screen_text(app)
        assert len(inbox(app).rows) == 6

    play(acme, story, size=(120, 36))


def test_what_was_read_so_far_is_shown_while_the_rest_is_read(
    acme: Path, play: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    mail = "From: a@mail.example\nMessage-ID: <{0}@mail.example>\nSubject: Question {0}\n\nWhen do you open?\n"
    for number in range(60):
        (acme / "inbox" / f"a{number:02}.eml").write_text(mail.format(number))

    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        await press(app, pilot, "f2")
        shown: list[tuple[int, str]] = []
        app.memory = Memory()
        for kept in (acme.parent / "cache").rglob("inbox.json"):
            kept.unlink()
        show = inbox(app).show

        def shown_too(rows: list[InboxRow], said: str) -> None:
            shown.append((len(rows), said))
            show(rows, said)

        monkeypatch.setattr(inbox(app), "show", shown_too)
        inbox(app).load()
        await settle(app, pilot)
        assert shown == [
            (25, "Reading messages: 25 of 67 …"),
            (50, "Reading messages: 50 of 67 …"),
            (67, "67 messages, 7 overdue"),
        ]

    play(acme, story)


def test_a_message_is_put_off_until_a_day_and_taken_back(acme: Path, play: Any) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        await press(app, pilot, "f2", "ctrl+l", *"soon", "enter")
        assert "'soon' is no day" in toasts(app)
        await press(app, pilot, "ctrl+l", *"+2", "enter")
        assert "Put off until Tuesday 24 November: Order 4411. ^z takes it back." in toasts(app)
        last = inbox(app).shown[-1].waiting
        assert (last.title, last.reasons[0]) == ("Order 4411", "put off until Tuesday 24 Nov")
        await press(app, pilot, "ctrl+n")
        assert app.answer_screen.answering is not None
        assert app.answer_screen.answering.case.title != "Order 4411"
        await press(app, pilot, "f2", "ctrl+z")
        assert inbox(app).shown[0].waiting.title == "Order 4411"

    play(acme, story, size=(120, 36))


def test_what_was_answered_today_is_listed_with_the_time_it_took(acme: Path, play: Any) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        await press(app, pilot, "f2", "ctrl+o", "t")
        assert "Nothing answered today yet" in screen_text(app)
        await press(app, pilot, "escape", "f3")
        answering = app.answer_screen.answering
        assert answering is not None
        answering.type("Hi Ana, it is at the depot.")
        keep_sent(app.desk, answering.case, answering.reading, answering.draft, NOW.replace(tzinfo=None))
        await press(app, pilot, "f2", "ctrl+o", "t")
        shown = screen_text(app)
        assert "Answered today: 1 reply, half of them within 2 days" in shown
        assert " 09:00  Ana Silva             2 days    Order 4411" in shown

    play(acme, story, size=(120, 36))


def test_an_inbox_that_is_not_there_or_cannot_be_read_says_so(acme: Path, play: Any) -> None:
    with (acme / "warmline.yaml").open("a") as settings:
        settings.write("inbox: post\n")

    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        assert "There is no such folder yet" in screen_text(app)
        app.desk.close()
        app.desk = replace(app.desk, settings=replace(app.desk.settings, inbox="x" * 300))
        inbox(app).load()
        await settle(app, pilot)
        assert "cannot be read     xxx" in screen_text(app)

    play(acme, story, size=(120, 36))


def test_hostile_names_subjects_and_files_are_text(acme: Path, play: Any) -> None:
    hostile = "[bold]{{ agent.name }}\x1b[31m\x9b1mx[/] \u202eab"
    for path in (acme / "inbox").iterdir():
        path.unlink()
    for number in (1, 2):
        mail = f"From: {hostile} <{number}@mail.example>\nSubject: {hostile} {number}\n\nI am angry. {hostile}\n"
        (acme / "inbox" / f"{number}.eml").write_text(mail)
    (acme / "inbox" / "[bold]\x1b[31mx.txt").write_text("")

    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        [opened] = app.desk.records.claims.all()
        app.desk.records.claims.take_over(opened, hostile, NOW, hostile)
        await press(app, pilot, "f2")
        shown = screen_text(app)
        assert "I am angry. [bold]{{ agent.name }}[31m" in shown
        assert "taken by [bold]{{ agent.name }}[31m" in shown
        assert "cannot be read     [bold][31mx.txt" in shown
        assert not {"\x1b", "\x9b", "\u202e"} & set(shown)
        await press(app, pilot, *"[/]", "down", "ctrl+j")
        assert "[bold]{{ agent.name }}" in screen_text(app)

    play(acme, story, size=(120, 36))


def test_a_message_that_cannot_be_read_is_shown_and_opened_as_raw_text(acme: Path, play: Any) -> None:
    for path in (acme / "inbox").iterdir():
        path.unlink()
    picture = b"--x\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n--x--\n"
    head = b"From: a@mail.example\nContent-Type: multipart/mixed; boundary=x\n\n"
    (acme / "inbox" / "picture.eml").write_bytes(head + picture)

    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        assert "cannot be read     picture.eml" in screen_text(app)
        assert "This message cannot be read; this is" in screen_text(app)
        assert "iVBORw0KGgo=" in screen_text(app)
        await press(app, pilot, "enter")
        answering = app.answer_screen.answering
        assert app.screen is app.answer_screen
        assert answering is not None
        assert answering.case.title == "picture.eml"

    play(acme, story, size=(120, 36))


def test_a_long_list_grows_where_somebody_goes_on_down(acme: Path, play: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("composer.tui.screens.inbox._ROOM", 20)
    mail = "From: a@mail.example\nMessage-ID: <{0}@mail.example>\nSubject: Zebra {0}\n\nWhen do you open?\n"
    for number in range(30):
        (acme / "inbox" / f"a{number:02}.eml").write_text(mail.format(number))

    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        await press(app, pilot, "f2", *"zebra")
        options = app.screen.query_one(OptionList)
        assert (len(inbox(app).shown), options.option_count) == (30, 21)
        await press(app, pilot, "down", "end")
        assert options.option_count == 30
        assert inbox(app).row == inbox(app).shown[19]

    play(acme, story, size=(120, 36))


def test_two_messages_of_one_person_become_one_case_and_wait_apart_again(acme: Path, play: Any) -> None:
    mail = "From: Ana Silva <ana.silva@mail.example>\nSubject: Once more\nDate: Fri, 20 Nov 2026 08:00:00 +0000\n\n"
    (acme / "inbox" / "9-more.eml").write_text(f"{mail}Could you send the invoice, too?\n")

    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        assert app.answer_screen.answering is not None
        await press(app, pilot, "f2", *"ana silva", "down")
        assert "2 of theirs wait" in screen_text(app)
        app.run_command("join")
        await settle(app, pilot)
        assert "One case now: what Ana Silva wrote. ^z takes it back." in toasts(app)
        assert "2 messages in one" in screen_text(app)
        # What was open is another case by now, and is opened as a whole.
        assert app.answer_screen.answering is None
        await press(app, pilot, "enter")
        assert "> Fri 20 Nov, 08:00  Once more" in app.answer_screen.answering.case.message.text
        await press(app, pilot, "f2", "ctrl+z")
        assert "2 of theirs wait" in screen_text(app)
        assert "2 messages in one" not in screen_text(app)

    play(acme, story, size=(120, 36))
