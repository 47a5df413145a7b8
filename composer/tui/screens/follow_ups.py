"""Follow-ups: what was promised, by due date; done, later, or the case once more."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.events import Key
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import get_current_worker

from composer.cases.follow_up import DueWithin, FollowUp, stretch_of
from composer.desk.follow_ups import Background, background_of, put_off
from composer.keys.commands import EVERYWHERE, FOLLOW_UPS
from composer.records.senders import promised_to
from composer.tui.bindings import bindings
from composer.tui.drawing.promise import promise_content, promise_row
from composer.tui.messages import CaseChosen
from composer.tui.screens.desk_screen import DeskScreen, has_widgets
from composer.tui.widgets.choices import Choices
from composer.tui.widgets.key_bar import KeyBar
from kb.errors import KBError
from kb.text import fold

if TYPE_CHECKING:
    from composer.cases.case import Case

_NOTHING = (
    "Nothing is promised.\n\n"
    "A reply that says “I will write to you by Friday” becomes a follow-up here\n"
    "once it is recorded as sent, due on that day."
)


class FollowUpsScreen(DeskScreen):
    """The promises, and what stands around the one that is highlighted."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(FOLLOW_UPS)]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]  # noqa: RUF012  the base class has it so
    AUTO_FOCUS = "#promises"

    commands = FOLLOW_UPS

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, FollowUp] = {}
        """The promises by the id of their line."""
        self.names: Mapping[int, str] = {}
        """Whom each was promised to, by its number."""
        self.subjects: Mapping[str, str] = {}
        """What the messages in the inbox are about, by case."""
        self.changed: tuple[FollowUp, FollowUp] | None = None
        """The last one that was settled or put off here, as it is now and as it was."""

    def compose(self) -> ComposeResult:
        """The list, and one of them."""
        with Horizontal(id="panes"):
            with Vertical(id="promises-pane"):
                yield Input(placeholder="filter: who, what", id="promise-query", compact=True)
                yield Choices(id="promises", markup=False, compact=True)
            with VerticalScroll(id="promise-pane"):
                yield Static(id="promise", markup=False)
        yield KeyBar((*FOLLOW_UPS, *EVERYWHERE))

    def on_mount(self) -> None:
        """Name the list."""
        self.query_one("#promises-pane").border_title = Content("Follow-ups")

    def on_screen_resume(self) -> None:
        """Somebody comes back: what was promised meanwhile is there, too."""
        self.load()

    def desk_read(self) -> None:
        """The desk's files have changed."""
        self.load()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002  Textual's own
        """Only what does something."""
        if action == "undo":
            return self.changed is not None
        return self.one is not None or action not in ("answer", "done", "later")

    @property
    def one(self) -> FollowUp | None:
        """The promise that is highlighted."""
        option = self.query_one("#promises", OptionList).highlighted_option if has_widgets(self) else None
        return self.found.get(option.id or "") if option else None

    @work(thread=True, exclusive=True, group="promises")
    def load(self) -> None:
        """Read what is promised away from the keyboard."""
        records = self.app.desk.records
        found = records.follow_ups.open()
        names = promised_to(records.store, found)
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self.show, found, names)

    def show(self, found: list[FollowUp], names: Mapping[int, str]) -> None:
        """Show the list; the cursor stays on its promise, or near it where that is gone."""
        if not has_widgets(self):
            return
        promises, now, before = self.query_one("#promises", OptionList), self.app.clock(), self.one
        at = promises.highlighted or 0
        self.found, self.names = {str(one.id): one for one in found}, names
        shown = [one for one in found if self.fits(one)]
        self.subjects = {known.listed.case_id: known.listed.title for _path, known in self.app.memory.by_name()}
        options = []
        for stretch, ones in groupby(shown, lambda one: stretch_of(one.due, now)):
            options.append(Option(_heading(stretch), disabled=True))
            options += [Option(self.row(one, now), id=str(one.id)) for one in ones]
        promises.set_options(options)
        late = sum(one.due < now for one in found)
        said = f"{len(found)} open, {late} overdue" if found else ""
        self.query_one("#promises-pane").border_subtitle = Content(said)
        if shown:
            lines = [number for number, option in enumerate(options) if option.id]
            same = next((number for number in lines if before and options[number].id == str(before.id)), None)
            promises.highlighted = same or min(lines, key=lambda number: abs(number - at))
        else:
            unmatched = "No promise has these words." if found else _NOTHING
            self.query_one("#promise", Static).update(Content(unmatched))
        self.refresh_bindings()

    def row(self, one: FollowUp, now: dt.datetime) -> Content:
        """A promise in the list."""
        return promise_row(one, self.names.get(one.id, ""), self.subjects.get(one.case_id, ""), now)

    def fits(self, one: FollowUp) -> bool:
        """Whether a promise has every word of the filter."""
        words = fold(f"{one.text} {self.names.get(one.id, '')} {self.subjects.get(one.case_id, '')} {one.reason}")
        return all(word in words for word in fold(self.query_one(Input).value).split())

    @on(Input.Changed)
    def _typed(self) -> None:
        self.show([*self.found.values()], self.names)

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.query_one("#promises").focus()

    @on(OptionList.OptionHighlighted)
    def _highlighted(self) -> None:
        if self.one is not None:
            self.read(self.one)

    @on(OptionList.OptionSelected)
    def _selected(self) -> None:
        self.action_answer()

    @work(thread=True, exclusive=True, group="promise")
    def read(self, one: FollowUp) -> None:
        """Find what stands around a promise, away from the keyboard."""
        background = background_of(self.app.desk, one)
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self.show_background, background)

    def show_background(self, background: Background) -> None:
        """Show it, if it is still the one that is highlighted."""
        if has_widgets(self) and self.one == background.follow_up:
            language = self.app.desk.settings.library.language
            content = promise_content(background, self.app.clock(), language)
            self.query_one("#promise", Static).update(content)
            self.query_one("#promise-pane", VerticalScroll).scroll_home(animate=False)

    # What an agent does.

    def action_find(self) -> None:
        """Go to the filter."""
        self.query_one(Input).focus()

    def action_next_due(self) -> None:
        """Go to the promise that is due next; behind the last one, to the first."""
        promises = self.query_one("#promises", OptionList)
        promises.focus()
        promises.action_cursor_down()

    def key_down(self, event: Key) -> None:
        """Down goes from the filter into the list."""
        if self.query_one(Input).has_focus:
            event.stop()
            self.query_one("#promises").focus()

    def action_answer(self) -> None:
        """Open the case again."""
        if self.one is not None:
            self.reopen(self.one)

    @work(thread=True, exclusive=True, group="case")
    def reopen(self, one: FollowUp) -> None:
        """Find the case and its message, away from the keyboard."""
        from composer.desk.reopen import case_of_promise

        case: Case = case_of_promise(self.app.desk, one)
        self.post_message(CaseChosen(case))

    def action_done(self) -> None:
        """Ask how it was done."""
        from composer.tui.screens.promise_dialogs import DoneScreen

        one = self.one
        if one is not None:
            self.app.push_screen(DoneScreen(one), lambda how: self._done(one, how))

    def _done(self, one: FollowUp, how: str | None) -> None:
        if how is not None:
            self.change(one, partial(self.app.desk.records.follow_ups.done, one.id, how, self.app.clock()), "Done")

    def action_later(self) -> None:
        """Ask until when, and why."""
        from composer.tui.screens.promise_dialogs import LaterScreen

        one = self.one
        if one is not None:
            self.app.push_screen(LaterScreen(one, self.app.desk.today), lambda until: self._later(one, until))

    def _later(self, one: FollowUp, until: tuple[str, str] | None) -> None:
        if until is not None:
            self.change(one, partial(put_off, self.app.desk, one, *until), "Put off")

    @work(thread=True, group="change")
    def change(self, one: FollowUp, work: Callable[[], FollowUp], said: str) -> None:
        """Change a promise away from the keyboard."""
        # Looked up first: what is done is no longer in the list, which may be read again meanwhile.
        who = self.names.get(one.id) or "a customer we do not know"
        try:
            changed = work()
        except KBError as error:
            self.app.call_from_thread(self.app.tell, str(error), failed=True)
        else:
            self.changed = changed, one
            undo = self.app.key("promise.undo")
            self.app.call_from_thread(self.app.tell, f"{said}: what {who} was promised. {undo} takes it back.")
        self.load()

    def action_undo(self) -> None:
        """Take the last change back."""
        if self.changed is not None:
            self.take_back(*self.changed)
            self.changed = None

    @work(thread=True, group="change")
    def take_back(self, changed: FollowUp, before: FollowUp) -> None:
        """Make a promise what it was, away from the keyboard."""
        try:
            self.app.desk.records.follow_ups.take_back(changed, before)
        except KBError as error:
            self.app.call_from_thread(self.app.tell, str(error), failed=True)
        else:
            self.app.call_from_thread(self.app.tell, "It is open again, as it was.")
        self.load()


def _heading(stretch: DueWithin) -> Content:
    return Content.styled(stretch.capitalize(), "bold $warning" if stretch is DueWithin.OVERDUE else "bold $primary")
