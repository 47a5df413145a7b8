"""The last look at a reply: what is found, what will be recorded, how it leaves, and how it is taken back."""

from __future__ import annotations

import datetime as dt
import email
import stat
from email import policy
from pathlib import Path
from typing import Any

from textual.pilot import Pilot
from textual.widgets import Button, Input, OptionList, TextArea

from composer.cases.step import Channel
from composer.desk.desk import open_desk
from composer.tui.app import WarmlineApp
from composer.tui.messages import DeskRead
from composer.tui.screens.answer import AnswerScreen
from composer.tui.screens.inbox import InboxScreen
from composer.tui.screens.review import ReviewScreen
from composer.tui.widgets.held_line import HeldLine
from composer.tui.widgets.lines import Letter, Section
from tests.screens.conftest import NOW
from tests.screens.stage import SIZES, looks_as_it_should, press, settle, toasts

FINE = (
    "Hi Ana,\n\nYou could not track order 4411. I am sorry for the worry that this is: anybody would look out for it. "
    "I have asked the carrier to trace it.\n\nI will write to you by Tuesday 24 November.\n\nRobin, Acme Garden"
)
CARD = "4111 1111 1111 1111"


def write(app: WarmlineApp, text: str) -> None:
    """Make this the reply."""
    answering = app.answer_screen.answering
    assert answering is not None
    answering.type(text)
    app.answer_screen.changed()


async def review(app: WarmlineApp, pilot: Pilot[None], text: str = FINE) -> ReviewScreen:
    """Look at a reply once more."""
    write(app, text)
    await press(app, pilot, "ctrl+r")
    assert isinstance(app.screen, ReviewScreen)
    return app.screen


async def wait(app: WarmlineApp, pilot: Pilot[None], seconds: int) -> None:
    """Let time pass."""
    app.clock = lambda: NOW + dt.timedelta(seconds=seconds)
    app.outbox.count_down()
    await settle(app, pilot)


def shown(screen: ReviewScreen) -> str:
    """What stands beside the letter."""
    sections = screen.query("#review-side Section").results(Section)
    return "\n".join("\n".join((one.title, *(str(row.words) for row in one.rows))) for one in sections)


def sent_texts(app: WarmlineApp) -> list[str]:
    """The replies in Ana's history, the last one first."""
    return [one.text for one in app.desk.records.get_customer("c-1001").history if one.case_id and one.text[:2] == "Hi"]


def open_case_id(app: WarmlineApp) -> str:
    """The case on the Answer screen."""
    assert app.answer_screen.answering is not None
    return app.answer_screen.answering.case.id


def test_the_review_looks_as_it_should_and_every_button_is_in_reach(acme: Path, play: Any) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        screen = await review(app, pilot, FINE.replace("by Tuesday 24 November", "soon"))
        first = app.focused
        for width, height in reversed(SIZES):
            await pilot.resize_terminal(width, height)
            screen.set_focus(first)
            # Only once the first thing to do has its place is it scrolled to.
            await settle(app, pilot)
            looks_as_it_should(app, "review")
            for button in screen.query(Button):
                assert screen.region.contains_region(button.region)
                assert button.region.width >= len(str(button.label)) + 2
            reached = set()
            for _ in range(9):
                reached.add(app.focused and app.focused.id)
                await press(app, pilot, "tab")
            assert reached >= {"letter", "review-side", "copy", "save", "mail", "sent", "back"}

    play(acme, story, size=SIZES[-1])


def test_what_will_be_recorded_is_said_in_words(acme: Path, play: Any) -> None:
    message = acme / "inbox" / "1-order-4411-late.eml"
    message.write_text(message.read_text().replace("Thank you in advance", f"My card is {CARD}. Thank you"))

    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        app.answer_screen.insert("my-parcel-is-late")
        await press(app, pilot, "escape")
        answering = app.answer_screen.answering
        assert answering is not None
        text = answering.draft.text.replace("{{ case.sent_on }}", "Tuesday 17 November")
        screen = await review(app, pilot, text.replace("\n\nWith", "\n\nI will call you by Friday.\n\nWith"))
        assert shown(screen).endswith(
            "Will be recorded\n"
            "Customer  Ana Silva, whose history it joins\n"
            "Reply  email, pending; more is to come\n"
            "Article  My parcel is late\n"
            "Ledger  2 phrases and 4 sentences that they will not get again\n"
            "Masked  1 card number in the message, but for the last four figures"
        )
        due = "Friday 27 November, 18:00, from “by Friday”: “I will call you by Friday.”"
        assert f"You promise\n{due}\n" in shown(screen)

    play(acme, story, size=(120, 36))


def test_a_sentence_that_nobody_declared_is_ticked_by_itself(acme: Path, play: Any) -> None:
    path = acme / "articles" / "account" / "reset-your-password.md"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith("confirm:")), "utf-8")

    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        app.answer_screen.insert("reset-your-password")
        await press(app, pilot, "escape")
        await press(app, pilot, "ctrl+r")
        screen = app.screen
        assert isinstance(screen, ReviewScreen)
        assert [claim.label for claim, _tick in screen.ticks] == [
            "\u201cI have sent a fresh reset link to the address of your account\u201d",
            "\u201cIt works once, for 60 minutes, and the older links have stopped working\u201d",
        ]
        for waiting in (1, 0):
            await press(app, pilot, "space")
            assert sum(not tick.value for _claim, tick in screen.ticks) == waiting

    play(acme, story)


def test_for_somebody_unknown_it_says_what_is_not_recorded_and_a_post_is_counted(acme: Path, play: Any) -> None:
    for path in (acme / "inbox").iterdir():
        path.unlink()
    (acme / "inbox" / "note.txt").write_text("Where is my parcel? 漢字 مرحبا")

    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        answering = app.answer_screen.answering
        assert answering is not None
        answering.set_channel(Channel.SOCIAL)
        screen = await review(app, pilot, "漢字 مرحبا 👩‍🌾. We will refund it. " * 10)
        assert f"social, pending, {len(answering.draft.text)} of 280 characters" in str(screen.title_content())
        assert max(line.cell_length for line in screen.query_one(Letter).lines(52)) == 52
        assert "Customer  none is known; the reply is kept, but it joins no history" in shown(screen)
        assert "You promise\nnames no day, so nobody is reminded: “We will refund it.”" in shown(screen)
        assert "Ledger" not in shown(screen)

    play(acme, story)


def test_each_finding_that_blocks_has_a_reason_of_its_own_and_some_may_never_pass(acme: Path, play: Any) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        await review(app, pilot, FINE.replace("I have", "Calm down! I will call you soon. I have"))
        # The way back leads to the first of them.
        await press(app, pilot, "escape")
        assert isinstance(app.screen, AnswerScreen)
        assert app.screen.query_one("#reply", TextArea).selected_text == "Calm down"
        await press(app, pilot, "ctrl+r")
        assert isinstance(app.screen, ReviewScreen)
        screen = app.screen
        assert [finding.rule for finding, _why in screen.reasons] == ["calm-down", "promise-undated"]
        assert app.focused is screen.reasons[0][1]
        await press(app, pilot, *"a joke", "ctrl+n")
        assert app.focused is screen.reasons[1][1]
        await press(app, pilot, *"they asked", "enter", "enter")
        assert app.held is not None
        assert app.held.overruled == ("calm-down: a joke", "promise-undated: they asked")
        await press(app, pilot, "ctrl+z")
        screen = await review(app, pilot, f"Hi Ana, {{{{ case.sent_on }}}} {CARD}")
        assert {one.rule for one in screen.blocking} >= {"field-unfilled", "card-printed"}
        assert all(finding.may_pass for finding, _why in screen.reasons)
        screen.action_mail()
        await press(app, pilot, "ctrl+c", "ctrl+s")
        assert "It may not go like this" in toasts(app)
        assert app.screen is screen

    play(acme, story)
    assert list(acme.parent.glob("reply-*")) == []


def test_a_reply_is_saved_and_mailed_beside_earlier_files(acme: Path, play: Any) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        screen = await review(app, pilot)
        await press(app, pilot, "ctrl+s", "ctrl+s")
        screen.action_mail()
        screen.action_mail()
        await settle(app, pilot)
        name = f"reply-order-4411-{open_case_id(app)[:6]}"
        names = sorted(path.name for path in Path.cwd().glob("reply-*"))
        assert names == [f"{name}-2.eml", f"{name}-2.txt", f"{name}.eml", f"{name}.txt"]
        assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in Path.cwd().glob("reply-*"))
        assert f"The mail draft is {Path.cwd() / name}-2.eml" in toasts(app)

    play(acme, story)
    path = min(acme.parent.glob("reply-*.eml"), key=lambda one: len(one.name))
    mail = email.message_from_bytes(path.read_bytes(), policy=policy.default)
    assert (mail["To"], mail["Subject"]) == ("Ana Silva <ana.silva@mail.example>", "Re: Order 4411")
    assert mail.get_content().replace("\r\n", "\n") == FINE
    assert path.with_name(f"{path.stem}-2.txt").read_text() == FINE + "\n"


def test_what_was_sent_is_taken_back_mended_and_sent_again_and_only_that_is_recorded(acme: Path, play: Any) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        first = open_case_id(app)
        await review(app, pilot)
        await press(app, pilot, "ctrl+n", "enter")
        assert open_case_id(app) != first
        held = app.answer_screen.query_one(HeldLine)
        assert str(held.visual) == "Recorded as sent in 10 s, ^z takes it back: Order 4411"
        await wait(app, pilot, 9)
        assert "in 1 s" in str(held.visual)
        before = app.held
        assert before is not None
        # What was done since is taken back first.
        app.answer_screen.jump_to("reply")
        await press(app, pilot, "X", "ctrl+z")
        assert (open_case_id(app) != first, app.held) == (True, before)
        await press(app, pilot, "ctrl+z")
        assert (open_case_id(app), str(held.visual)) == (first, "")
        assert app.answer_screen.answering is before.answering
        assert app.answer_screen.query_one("#reply", TextArea).text == FINE
        await review(app, pilot, FINE.replace("trace it", "trace it today"))
        await press(app, pilot, "ctrl+n", "enter")
        await wait(app, pilot, 18)
        assert sent_texts(app) == []
        await wait(app, pilot, 19)
        assert sent_texts(app) == [FINE.replace("trace it", "trace it today")]
        assert "Recorded as sent" in toasts(app)
        await press(app, pilot, "ctrl+z")
        assert open_case_id(app) != first

    play(acme, story)
    assert list((acme / ".warmline" / "drafts").glob("*.json")) == []


def test_the_next_reply_sends_the_one_before_it_and_neither_is_offered_again(acme: Path, play: Any) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        cases = []
        for _ in range(2):
            cases.append(open_case_id(app))
            await review(app, pilot, FINE.replace("Ana", "you"))
            for _finding, why in app.screen.reasons:  # type: ignore[attr-defined]
                why.value = "so be it"
            await press(app, pilot, "ctrl+n", "enter")
        assert app.held is not None
        assert (cases[1], open_case_id(app) in cases) == (app.held.answering.case.id, False)
        assert app.desk.records.answered_cases() == {cases[0]}
        # Opening what is held means to take it back.
        app.open_case(app.held.answering.case)
        await settle(app, pilot)
        assert open_case_id(app) == cases[1]
        assert not app.outbox.counts

    play(acme, story)


def test_the_last_reply_of_the_day_can_be_taken_back_from_the_empty_screen(acme: Path, play: Any) -> None:
    for path in sorted((acme / "inbox").iterdir())[1:]:
        path.unlink()

    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        await review(app, pilot)
        await press(app, pilot, "ctrl+n", "enter")
        assert isinstance(app.screen, InboxScreen)
        app.outbox.count_down()
        await settle(app, pilot)
        assert app.screen.query_one(HeldLine).region.height == 1
        await pilot.click(HeldLine)
        await settle(app, pilot)
        assert app.answer_screen.answering is not None
        assert isinstance(app.screen, AnswerScreen)
        await review(app, pilot)
        await press(app, pilot, "ctrl+n", "enter", "ctrl+z")
        assert app.answer_screen.answering.draft.text == FINE

    play(acme, story)


def test_without_a_hold_it_is_recorded_at_once(acme: Path, play: Any) -> None:
    (acme / "warmline.yaml").write_text((acme / "warmline.yaml").read_text() + "hold: 0\n")

    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        await review(app, pilot)
        await press(app, pilot, "ctrl+n", "enter")
        assert (app.held, sent_texts(app)) == (None, [FINE])

    play(acme, story)


def test_leaving_during_the_hold_records_and_a_kill_leaves_the_draft(acme: Path, play: Any) -> None:
    async def killed(app: WarmlineApp, pilot: Pilot[None]) -> None:
        # Even words that nobody changed are on disk while they are held.
        await press(app, pilot, "ctrl+r")
        for _finding, why in app.screen.reasons:  # type: ignore[attr-defined]
            why.value = "so be it"
        await press(app, pilot, "ctrl+n", "enter")
        assert app.held is not None

    play(acme, killed)

    async def leaves(app: WarmlineApp, pilot: Pilot[None]) -> None:
        assert app.screen.query_one("#choices", OptionList).option_count == 1
        await press(app, pilot, "enter")
        await review(app, pilot)
        await press(app, pilot, "ctrl+n", "enter", "ctrl+q")
        assert app._exit
        assert sent_texts(app) == [FINE]

    play(acme, leaves)
    assert list((acme / ".warmline" / "drafts").glob("*.json")) == []


def test_what_cannot_be_recorded_keeps_its_draft_and_the_app_from_ending_unheard(acme: Path, play: Any) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        await review(app, pilot)
        await press(app, pilot, "ctrl+n", "enter")
        app.desk.records.forget_customer("c-1001")
        await press(app, pilot, "ctrl+q")
        assert "Not recorded, and its draft is kept: Order 4411. The customer 'c-1001' was removed" in toasts(app)
        assert not app._exit
        await press(app, pilot, "ctrl+q")
        assert app._exit

    play(acme, story)
    assert len(list((acme / ".warmline" / "drafts").glob("*.json"))) == 1


def test_a_reply_that_is_held_goes_into_the_desk_as_it_is_by_then(acme: Path, play: Any) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        app.stop_watching.set()
        await review(app, pilot)
        await press(app, pilot, "ctrl+n", "enter")
        for _ in range(2):
            app.post_message(DeskRead(open_desk(acme, app.desk.surroundings)))
            await settle(app, pilot)
        await wait(app, pilot, 10)
        assert sent_texts(app) == [FINE]

    play(acme, story)


def test_an_earlier_promise_is_settled_by_the_reply_that_keeps_it(acme: Path, play: Any) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        await review(app, pilot)
        await press(app, pilot, "ctrl+n", "enter")
        await wait(app, pilot, 10)
        follow_ups = app.desk.records.follow_ups
        for words, left in (("", ["I will write to you by Tuesday 24 November."]), ("kept today", [])):
            await press(app, pilot, "f5", "enter")
            answering = app.answer_screen.answering
            assert answering is not None
            assert answering.case.customer.promised == tuple(follow_ups.open())
            text = FINE.replace("I will write to you by Tuesday 24 November.", f"Here it is. {words}")
            screen = await review(app, pilot, text)
            for _finding, why in screen.reasons:
                why.value = "so be it"
            screen.query_one("#why-settled", Input).value = words
            await press(app, pilot, "ctrl+n", "enter")
            app.outbox.send()
            await settle(app, pilot)
            assert [one.text for one in follow_ups.open()] == left
        assert follow_ups.get(1).reason == "kept today"

    play(acme, story)
