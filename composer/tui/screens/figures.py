"""Figures: how fast and how well customers are helped, each with its count, its interval and what it counts."""

from __future__ import annotations

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import get_current_worker

from composer.desk.figures import FiguresPart, FiguresWanted, evidence_for, figures_of, results_of, stretch_until
from composer.keys.commands import EVERYWHERE, FIGURES
from composer.metrics.before_after import Result
from composer.metrics.figures import PARTS
from composer.metrics.telling import change_words
from composer.tui.bindings import bindings
from composer.tui.drawing.figures import measure_content, measure_row
from composer.tui.screens.desk_screen import DeskScreen, has_widgets
from composer.tui.widgets.key_bar import KeyBar
from kb.errors import KBError

_PERIODS = {"90 days": 90, "30 days": 30, "a year": 365}
_NOTHING = (
    "Nothing was kept of these days yet.\n\n"
    "A case is kept when it is opened and answered here; what customers say afterwards\n"
    "comes in with: warmline ratings import FILE"
)


class FiguresScreen(DeskScreen):
    """The measures, and the one that is highlighted with its months."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(FIGURES)]
    AUTO_FOCUS = "#measures"

    commands = FIGURES

    def __init__(self) -> None:
        super().__init__()
        self.period = next(iter(_PERIODS))
        self.part = ""
        self.mine = False
        self.parts: list[FiguresPart] = []
        self.results: list[Result] = []

    def compose(self) -> ComposeResult:
        """The list, and one of them below it."""
        with Vertical(id="measures-pane"):
            yield OptionList(id="measures", markup=False, compact=True)
        with VerticalScroll(id="measure-pane"):
            yield Static(id="measure", markup=False)
        yield KeyBar((*FIGURES, *EVERYWHERE))

    def on_screen_resume(self) -> None:
        """Somebody comes back: what was answered and rated meanwhile counts."""
        self.load()

    @work(thread=True, exclusive=True, group="figures")
    def load(self) -> None:
        """Count away from the keyboard."""
        desk, now = self.app.desk, self.app.clock()
        asked = FiguresWanted(stretch_until(desk, now, _PERIODS[self.period]), self.part, months=True, mine=self.mine)
        try:
            parts = figures_of(evidence_for(desk, now, asked), asked)
            results = [] if self.mine else [one for one, _against in results_of(desk, now, lambda _group: True)]
        except KBError as error:
            self.app.call_from_thread(self.app.tell, str(error), failed=True)
            return
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self.show, parts, results)

    def show(self, parts: list[FiguresPart], results: list[Result]) -> None:
        """Show the measures; the cursor stays on its own."""
        if not has_widgets(self):
            return
        self.parts, self.results = parts, results
        measures = self.query_one("#measures", OptionList)
        at = measures.highlighted or 0
        measures.set_options([Option(measure_row(part), id=part.measure.id) for part in parts])
        by = f", by {self.part}" if self.part else ""
        pane = self.query_one("#measures-pane")
        pane.border_title = Content("Figures, yours alone" if self.mine else "Figures")
        pane.border_subtitle = Content(f"the last {self.period}{by}")
        if parts:
            measures.highlighted = min(at, len(parts) - 1)
            self.show_measure()
        else:
            self.query_one("#measure", Static).update(Content(_NOTHING))

    def on_resize(self) -> None:
        """Its months are drawn for a width."""
        self.call_after_refresh(self.show_measure)

    @on(OptionList.OptionHighlighted)
    def show_measure(self) -> None:
        """Show the measure that is highlighted: what it counts, its months, and what is said of events."""
        at = self.query_one("#measures", OptionList).highlighted
        if at is None or at >= len(self.parts):
            return
        part = self.parts[at]
        said = [
            f"{one.event.on}  {one.event.name}. {change_words(one.primary)}"
            for one in self.results
            if one.event.primary == part.measure.id
        ]
        events = self.app.desk.settings.figures.events
        self.query_one("#measure", Static).update(measure_content(part, events, said, self.size.width))
        self.query_one("#measure-pane", VerticalScroll).scroll_home(animate=False)

    def action_next_period(self) -> None:
        """The next stretch of days."""
        self.period = _following(self.period, [*_PERIODS])
        self.load()

    def action_next_part(self) -> None:
        """Part the figures by something else."""
        self.part = _following(self.part, ["", *PARTS])
        self.load()

    def action_mine(self) -> None:
        """Only one's own cases, or those of all."""
        if not self.mine and not self.app.desk.settings.agent.name:
            self.app.tell("Say who you are first: agent: {name: …} in your agent.yaml.", failed=True)
            return
        self.mine = not self.mine
        self.load()


def _following(one: str, among: list[str]) -> str:
    return among[(among.index(one) + 1) % len(among)]
