"""Tour: five short steps through the Answer screen, told with the message that is open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from composer.tui.desk_app import DeskApp
from composer.tui.screens.dialog import Dialog

if TYPE_CHECKING:
    from composer.desk.open_case import Answering


@dataclass(frozen=True)
class Stop:
    """One step of the tour: the pane it speaks of, and what it says."""

    pane: str
    text: str


class TourScreen(Dialog[None]):
    """Goes on with any of the usual keys, and ends at any time."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space,right,ctrl+j", "go(1)", "next"),
        Binding("left,backspace", "go(-1)", "back"),
        Binding("escape,q", "dismiss", "end"),
    ]

    app = getters.app(DeskApp)

    def __init__(self, stops: list[Stop], jump_to: Callable[[str], None]) -> None:
        super().__init__()
        self.jump_to = jump_to
        self.stops = stops
        self.at = 0

    def compose(self) -> ComposeResult:
        """The words, and how to go on."""
        with Vertical(classes="dialog wide", id="tour"):
            yield Static(id="tour-text", markup=False)
            yield Static("Enter goes on, left goes back, esc ends the tour", classes="dialog-keys", markup=False)

    def on_mount(self) -> None:
        """The first stop."""
        self.tell()

    def tell(self) -> None:
        """Bring the pane forward and say what it is for."""
        stop = self.stops[self.at]
        self.jump_to(stop.pane)
        where = f"{self.at + 1} of {len(self.stops)}   "
        self.query_one("#tour-text", Static).update(Content.assemble((where, "bold $accent"), stop.text))

    def action_go(self, by: int) -> None:
        """On, or back; behind the last stop the tour ends."""
        if self.at + by >= len(self.stops):
            self.dismiss()
        else:
            self.at = max(self.at + by, 0)
            self.tell()


def stops_for(app: DeskApp, answering: Answering) -> list[Stop]:
    """The tour through the message that is open."""
    case, reading, key = answering.case, answering.reading, app.key
    who = case.customer.name or case.message.sender_name or "Somebody"
    words = list(dict.fromkeys(" ".join(found.words.split()) for found in reading.telling_cues))[:2]
    marked = ", such as " + " and ".join(f"“{one}”" for one in words) if words else ""
    article = app.desk.library.by_slug.get(answering.draft.article)
    answers = f"“{article.title}” is proposed." if article else "Here nothing was sure enough to be proposed."
    return [
        Stop(
            "message",
            f"{who} wrote this, and it sounds {reading.tone}. The words that show it are underlined{marked}; what was "
            "stated is bold, questions are in italics.",
        ),
        Stop(
            "steps",
            f"A good reply listens, acknowledges, validates, solves and follows up. {key('step.next')} puts in what is "
            f"proposed for a step, {key('variant.next')} takes another wording.",
        ),
        Stop(
            "articles",
            f"The articles that answer this message. {answers} {key('search.focus')} comes here: typing finds others, "
            "and Enter puts the highlighted one into Solve.",
        ),
        Stop(
            "reply",
            "The reply is one text. Write in it as you like: your own words are never replaced, it saves itself, and "
            f"{key('draft.undo')} takes back every change. Below it stands what is still missing.",
        ),
        Stop(
            "steps",
            f"{key('reply.review')} looks at the whole once more before it goes. {key('help')} lists every key, "
            f"{key('commands')} finds every command, {key('mode.library')} is the library.",
        ),
    ]
