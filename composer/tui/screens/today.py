"""Today: what oneself answered since midnight, and how long each customer waited; nobody else sees it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from composer.desk.waiting import span_in_words
from composer.records.answered import AnsweredCase
from composer.tui.screens.dialog import Dialog
from kb.text import count_of

_WHO, _WAITED = 20, 10


class TodayScreen(Dialog[None]):
    """A line for each reply, the last one first."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", "back")]

    def __init__(self, answered: Sequence[AnsweredCase], titles: Mapping[str, str], zone: dt.tzinfo | None) -> None:
        super().__init__()
        self.answered, self.titles, self.zone = answered, titles, zone

    def compose(self) -> ComposeResult:
        """How many there are, and each of them."""
        with Vertical(classes="dialog wide"):
            yield Static(Content(self.heading()), classes="dialog-title", markup=False)
            with VerticalScroll():
                yield Static(Content("\n").join(map(self.row, self.answered)), markup=False)
            yield Static("Only yours, and only for you. esc goes back", classes="dialog-keys", markup=False)

    def heading(self) -> str:
        """How many, and the time that half of the customers waited at most."""
        waited = [one.waited for one in self.answered if one.waited is not None]
        if not self.answered:
            return "Nothing answered today yet"
        middle = f", half of them within {span_in_words(sorted(waited)[len(waited) // 2])}" if waited else ""
        return f"Answered today: {count_of(len(self.answered), 'reply', 'replies')}{middle}"

    def row(self, one: AnsweredCase) -> Content:
        """A reply: when, to whom, after how long, and what it is about."""
        waited = span_in_words(one.waited) if one.waited is not None else ""
        who = Content.styled(one.who or "unknown", "bold").truncate(_WHO, ellipsis=True, pad=True)
        when = f"{one.sent.astimezone(self.zone):%H:%M}  "
        return Content.assemble(
            (when, "$dim"), who, f"  {waited.ljust(_WAITED)}", (self.titles.get(one.case_id, ""), "$dim")
        )
