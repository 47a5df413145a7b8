"""What an agent does with a message that waits: put off, joined with another one, taken over, given back."""

from __future__ import annotations

from collections.abc import Callable

from textual import work

from composer.desk.inbox import case_of, put_off_case
from composer.desk.waiting import Waiting
from composer.records.put_off import wait_again
from composer.tui.inbox_rows import InboxRow
from composer.tui.messages import DropWanted, GiveBackWanted, InboxChanged, JoinWanted, TakeOverWanted
from composer.tui.screens.desk_screen import DeskScreen
from kb.errors import KBError
from kb.text import one_line


class InboxChanges(DeskScreen):
    """Changes of the highlighted message; the last one can be taken back."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[InboxRow] = []
        self._last: tuple[Callable[[], None], object] | None = None
        """How what was done last is taken back, and what was held to be sent then."""

    @property
    def row(self) -> InboxRow | None:
        """The row that is highlighted."""
        raise NotImplementedError

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002  Textual's own
        """Only what does something."""
        return action != "take_back" or self.app.held is not None or self._last is not None

    def done(self, said: str, take_back: Callable[[], None]) -> None:
        """Say what was done and with which key it is taken back, from any thread."""

        def tell() -> None:
            self._last = take_back, self.app.held
            self.app.tell(f"{said} {self.app.key('draft.undo')} takes it back.")

        self.app.call_from_thread(tell)
        self.app.post_message(InboxChanged())

    def action_take_back(self) -> None:
        """Take back what was done last here, or open what was just sent."""
        if self._last is not None and self.app.held in (None, self._last[1]):
            take_back, self._last = self._last[0], None
            self.change_back(take_back)
        else:
            super().action_take_back()

    @work(thread=True, group="change")
    def change_back(self, take_back: Callable[[], None]) -> None:
        """Take something back away from the keyboard."""
        try:
            take_back()
        except KBError as error:
            self.app.call_from_thread(self.app.tell, str(error), failed=True)
        else:
            self.app.call_from_thread(self.app.tell, "It waits again, as before.")
        self.app.post_message(InboxChanged())

    def action_take_over(self) -> None:
        """Take the highlighted case from whoever has it, once that is wanted for sure."""
        from composer.tui.screens.menus import AskScreen

        row = self.row
        if row is None or row.claim is None or row.mine:
            marked = f"{row.holder} has marked this one in the mailbox; ask." if row and row.holder else ""
            self.app.tell(marked or "Nobody else has this one: Enter opens it.")
            return
        claim = row.claim

        def taken(reason: str | None) -> None:
            if reason:
                self.post_message(TakeOverWanted(claim, reason, row.waiting))

        since = f"{claim.since.astimezone(self.app.clock().tzinfo):%A %H:%M}"
        self.app.push_screen(AskScreen(f"{claim.agent} has had it since {since}.", "why you take it over"), taken)

    def action_put_off(self) -> None:
        """Ask until when the highlighted message is put off."""
        from composer.tui.screens.menus import AskScreen

        row = self.row
        if row is None or row.holder:
            self.app.tell("Only what is free or yours can be put off.")
            return

        def until(day: str | None) -> None:
            if day:
                self.put_off(row.waiting, day)

        self.app.push_screen(AskScreen(f"Put off until when? {one_line(row.waiting.title)}", "day, +1 or +7"), until)

    @work(thread=True, group="change")
    def put_off(self, one: Waiting, day: str) -> None:
        """Put a message off, away from the keyboard, and let others have its case."""
        try:
            found = put_off_case(self.app.desk, one, day, self.app.clock())
            self.app.desk.records.claims.release(one.case_id, self.app.desk.me)
            self.app.mark(case_of(self.app.desk, one), taken=False)
        except KBError as error:
            self.app.call_from_thread(self.app.tell, str(error), failed=True)
            return
        shown, store = f"{found:%A} {found.day} {found:%B}", self.app.desk.records.store
        self.done(f"Put off until {shown}: {one_line(one.title)}.", lambda: wait_again(store, one.case_id))

    def action_join(self) -> None:
        """Have the highlighted message answered with the one before it of the same person."""
        from composer.desk.joining import other_of

        row = self.row
        other = other_of(row.waiting, [one.waiting for one in self.rows]) if row else None
        if row is None or other is None:
            self.app.tell("Nothing else of this person waits.")
        else:
            self.post_message(JoinWanted(row.waiting, other, self.done))

    def action_part(self) -> None:
        """Let the messages of the highlighted case wait by themselves again."""
        if self.row is None or not self.row.waiting.later:
            self.app.tell("This is one message.")
        else:
            self.post_message(JoinWanted(self.row.waiting, None, self.done))

    def action_give_back(self) -> None:
        """Let others have the highlighted case."""
        row = self.row
        if row is None or not row.mine:
            self.app.tell("This one is not yours to give back.")
        else:
            self.post_message(GiveBackWanted(row.waiting.case_id, f"Given back: {row.waiting.title}"))

    def action_drop_draft(self) -> None:
        """Throw away the draft of the highlighted case, once that is wanted for sure."""
        from composer.tui.screens.menus import SureScreen

        row = self.row
        kept = self.app.drafts.load(row.waiting.case_id) if row and row.drafted else None
        if row is None or kept is None:
            self.app.tell("There is no draft of this one.")
        elif kept.agent != self.app.desk.me:
            self.app.tell(f"This is a draft of {kept.agent}.")
        else:
            case_id, title = row.waiting.case_id, row.waiting.title
            stays = "The message waits on." if case_id in self.app.memory.cases else "Its message stands nowhere else."
            question = f"Throw the draft for “{one_line(title)}” away? {stays}"

            def answered(sure: bool | None) -> None:  # noqa: FBT001  what the screen gives
                if sure:
                    self.post_message(DropWanted(case_id, title))

            self.app.push_screen(SureScreen(question), answered)
