"""One case and several agents: who else has it by now; a colleague's case can be looked at, and not changed."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from textual import work
from textual.content import Content
from textual.events import Key, Paste

from composer.tui.case_view import said_of_claim
from composer.tui.messages import TakeOverWanted
from composer.tui.screens.answer_checks import AnswerChecks
from composer.tui.screens.desk_screen import has_widgets
from composer.tui.widgets.banner import Banner
from composer.tui.widgets.offer_line import OfferLine
from composer.tui.widgets.reply_editor import ReplyEditor
from kb.errors import KBError

if TYPE_CHECKING:
    from composer.desk.open_case import Answering
    from composer.records.claims import TakenCase

Sharing = TypeVar("Sharing", bound="AnswerSharing")
P = ParamSpec("P")


def changes_case(command: Callable[Concatenate[Sharing, P], None]) -> Callable[Concatenate[Sharing, P], None]:
    """A command that changes the case; while a colleague has it, it says so and does nothing."""

    @wraps(command)
    def where_it_is_ours(screen: Sharing, /, *given: P.args, **named: P.kwargs) -> None:
        if screen.is_ours():
            command(screen, *given, **named)

    return where_it_is_ours


class AnswerSharing(AnswerChecks):
    """The panes, and whose case it is that they show."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: dt.datetime | None = None
        """When the case was opened here."""
        self.theirs: TakenCase | None = None
        """The colleague who has the case, if one has it."""

    def is_ours(self) -> bool:
        """Whether the case can be changed here; says whose it is where it cannot."""
        if self.theirs is not None:
            self.app.tell(
                f"{self.theirs.agent} has this message, you can look. {self.app.key('step.next')} takes it over."
            )
        return self.theirs is None

    def give_to(self, colleague: TakenCase | None) -> None:
        """Show that a colleague has the case, or that nobody else does any more."""
        if not has_widgets(self):
            return
        changed = (colleague is None) != (self.theirs is None)
        self.theirs = colleague
        self.query_one(ReplyEditor).read_only = colleague is not None
        key = self.app.key("step.next")
        self.say_taken(said_of_claim(colleague, self.app.clock(), key) if colleague else "")
        if changed:
            self.show_offer()

    def take_over(self) -> bool:
        """Take the case from the colleague who has it, once it is said why; False where it is ours."""
        from composer.tui.screens.menus import AskScreen

        answering, claim = self.answering, self.theirs
        if answering is None or claim is None:
            return False

        def taken(reason: str | None) -> None:
            if reason:
                self.post_message(TakeOverWanted(claim, reason, answering.case))

        since = f"{claim.since.astimezone(self.app.clock().tzinfo):%A %H:%M}"
        self.app.push_screen(AskScreen(f"{claim.agent} has had it since {since}.", "why you take it over"), taken)
        return True

    def show_offer(self) -> None:
        """In a colleague's case nothing is offered but to take it over."""
        if self.theirs is None:
            super().show_offer()
        else:
            said = Content.assemble((f"{self.theirs.agent} has it  ", "bold $open"), "you can look")
            self.query_one(OfferLine).show(said, (self.app.key("step.next"), "take over"))

    def on_key(self, event: Key) -> None:
        """What is typed into the reply to a colleague's case is written nowhere, which is said."""
        if self.theirs is not None and event.is_printable and isinstance(self.focused, ReplyEditor):
            event.stop()
            self.is_ours()

    def on_paste(self, event: Paste) -> None:
        """What is pasted there, too."""
        if self.theirs is not None and isinstance(self.focused, ReplyEditor):
            event.stop()
            self.is_ours()

    @work(thread=True, exclusive=True, group="claim", description="claim")
    def look_for_others(self) -> None:
        """See who has the case by now and whether somebody answered it, away from the keyboard."""
        from composer.desk.mail_out import answered_how

        answering, desk, now = self.answering, self.app.desk, self.app.clock()
        if answering is None:
            return
        with contextlib.suppress(KBError):
            how = answered_how(desk, answering.case.id, self.opened)
            # Where whoever had it gave it back, it is ours from now on.
            claim = None if how else desk.take_case(answering.case.id, now.astimezone(dt.UTC))
            self.app.call_from_thread(self.say_of_others, answering, claim, how)

    def say_of_others(self, answering: Answering, claim: TakenCase | None, how: str) -> None:
        """Say it, if the case is still the one that is open."""
        if answering is self.answering:
            self.give_to(claim)
            if how:
                self.say_taken(f"This was answered meanwhile, {how}. ^o h shows the history.")

    def say_taken(self, said: str, kind: str = "taken") -> None:
        """Say as long as it is so that another agent, or another window, has the case."""
        if has_widgets(self):
            self.query_one(Banner).say(kind, Content.assemble(("▲ ", "bold"), said) if said else None)
