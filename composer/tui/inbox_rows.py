"""The rows of the inbox: messages that wait, and files that cannot be read; and what is shown beside them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from textual.content import Content
from textual.widgets.option_list import Option

from composer.desk.desk import Desk
from composer.desk.inbox import case_of
from composer.desk.raw_case import raw_case_at
from composer.desk.waiting import Waiting, due_in_words
from composer.records.claims import TakenCase
from kb.guard import guarded
from kb.text import fold

_DUE_WIDTH = 19
MOST_RAW_SHOWN = 20_000
"""Characters of a message that cannot be read."""


@dataclass(frozen=True)
class InboxRow:
    """A message that waits, with what others have to do with it."""

    waiting: Waiting
    claim: TakenCase | None = None
    mine: bool = False
    """Whether the claim is this agent's own."""
    drafted: bool = False

    @property
    def holder(self) -> str:
        """The other agent who has it."""
        return self.waiting.elsewhere if self.claim is None else "" if self.mine else self.claim.agent

    @property
    def is_free(self) -> bool:
        """Whether the key for the next message may open it."""
        return self.waiting.put_off is None and (self.claim is None or self.mine)

    @property
    def who(self) -> str:
        """Who wrote."""
        return self.waiting.who or "Somebody"

    @cached_property
    def words(self) -> str:
        """What a filter looks at besides the text of the message: everything that is shown of it."""
        one = self.waiting
        return fold(f"{self.who} {one.title} {one.channel} {' '.join(one.reasons)} {self.holder}")

    @cached_property
    def option(self) -> Option:
        """The message as two lines: when, who and what; then who has it, and why it stands here."""
        return Option(_line(self))


def _line(row: InboxRow) -> Content:
    """A message as two lines: when, who and what; then why it stands here."""
    waiting = row.waiting
    due = due_in_words(waiting.left) if waiting.left is not None else ""
    others = [reason for reason in waiting.reasons if reason != due]
    if waiting.put_off is not None:
        due = "later"
    notes = [
        *([f"taken by {row.holder}"] if row.holder else []),
        *(["yours"] if row.mine else []),
        *(["draft"] if row.drafted else []),
    ]
    return Content.assemble(
        (due.ljust(_DUE_WIDTH), "bold $error" if waiting.overdue else "$accent"),
        (row.who, "bold"),
        f"  {waiting.title}\n",
        " " * _DUE_WIDTH,
        (", ".join(notes) + "  " if notes else "", "$warning"),
        (", ".join((str(waiting.channel), *others)), "$dim"),
    )


def fault_line(name: str, error: str) -> Content:
    """A file that cannot be read, with the reason."""
    label = "cannot be read".ljust(_DUE_WIDTH)
    return Content.assemble((label, "$error"), (name, "bold"), f"\n{' ' * _DUE_WIDTH}{error}")


def more_line(count: int) -> Content:
    """How many rows the list goes on with."""
    return Content.styled(f"{' ' * _DUE_WIDTH}… {count:,} more; words above find one, and the list goes on", "$dim")


def content_of(desk: Desk, one: Waiting) -> Content:
    """A message with its marks, and what was read in it."""
    from composer.tui.drawing.message import message_content, reading_content

    case = case_of(desk, one)
    with guarded(case.source or case.title):
        reading = desk.hear(case.message, case.customer)
        return Content("\n\n").join([message_content(case, reading), reading_content(reading)])


def raw_content(desk: Desk, path: Path) -> Content:
    """A message that cannot be read, as the text of its file."""
    text = raw_case_at(desk, path).message.text[:MOST_RAW_SHOWN]
    return Content.assemble(("This message cannot be read; this is the text of its file.\n\n", "$warning"), text)
