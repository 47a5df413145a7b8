"""Messages: one class for each thing a widget can want; screens act on them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from composer.cases.step import Step
from composer.reading.facts import Fact
from composer.writing.finding import Finding

if TYPE_CHECKING:
    from composer.desk.desk import Desk
    from composer.desk.mail_watch import MailState
    from kb.search.search import Hit


@dataclass
class StepChosen(Message):
    """The agent looks at another step."""

    step: Step


@dataclass
class StepAccepted(Message):
    """The agent wants the proposed words of a step."""

    step: Step


@dataclass
class TextEdited(Message):
    """The agent wrote in the reply."""

    text: str


@dataclass
class CursorMoved(Message):
    """The cursor of the reply stands somewhere else in the whole text."""

    at: int


@dataclass
class IssueChosen(Message):
    """The agent looks at an issue, by its number; with `go` they go to its passage."""

    number: int
    go: bool = False


@dataclass
class UndoWanted(Message):
    """The agent wants the last change back, or once more."""

    again: bool = False


@dataclass
class FactChosen(Message):
    """The agent looks at a fact of the message, or wants it where they write."""

    fact: Fact
    take: bool = False


@dataclass
class FindingChosen(Message):
    """The agent wants to see where a finding is; with `look` the keyboard stays in the list."""

    finding: Finding
    look: bool = False


@dataclass
class FindingMended(Message):
    """The agent wants a finding's better words in its place."""

    finding: Finding


@dataclass
class QueryTyped(Message):
    """Something is looked for, as far as it is typed."""

    words: str


@dataclass
class HitChosen(Message):
    """An article is highlighted."""

    hit: Hit


@dataclass
class AnswerWanted(Message):
    """An article's answer is wanted in the reply."""

    slug: str


@dataclass
class DeskRead(Message):
    """Files of the desk changed, and it was opened anew."""

    desk: Desk


@dataclass
class SettingsWrong(Message):
    """The settings changed, and cannot be used as they are."""

    why: str


@dataclass
class InboxChanged(Message):
    """Messages came, or went."""


@dataclass
class MailTold(Message):
    """It stands otherwise with the mail."""

    state: MailState | None
    """None where the desk has no mailbox any more."""
