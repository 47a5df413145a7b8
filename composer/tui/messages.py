"""Messages: one class for each thing a widget or a screen can want; screens and the app act on them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from composer.cases.case import Case
    from composer.cases.step import Step
    from composer.desk.desk import Desk
    from composer.desk.mail_watch import MailState
    from composer.desk.send import HeldReply
    from composer.desk.waiting import Waiting
    from composer.reading.facts import Fact
    from composer.records.claims import TakenCase
    from composer.writing.finding import Finding
    from kb.search.search import Hit

A_LOOK = 0.25
"""Seconds for which somebody looks at something before that is told, so that what they may open then is made ready."""


@dataclass
class StepChosen(Message):
    """The agent looks at another step."""

    step: Step


@dataclass
class StepAccepted(Message):
    """The agent wants the proposed words of a step."""

    step: Step


class TextEdited(Message):
    """The agent wrote in the reply; the draft has it already."""


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


class InboxChanged(Message):
    """Messages came, or went."""


@dataclass
class MailTold(Message):
    """It stands otherwise with the mail."""

    state: MailState | None
    """None where the desk has no mailbox any more."""


class NextWanted(Message):
    """The agent wants the most pressing message that is free."""


class NextWantedSoon(Message):
    """The agent looks for a moment at a reply that may go; behind it comes the next one."""


class PasteWanted(Message):
    """The agent has a message that came some other way."""


@dataclass
class WaitingChosen(Message):
    """The agent opens a message of the inbox."""

    one: Waiting


@dataclass
class WaitingLookedAt(Message):
    """The agent looks at a message of the inbox for a moment, or at none of them any more."""

    ones: tuple[Waiting, ...] = ()
    """That message, and the most pressing one that is free: what the next key may open."""


@dataclass
class UnreadableChosen(Message):
    """The agent opens a file of the inbox that cannot be read, as plain text."""

    path: Path


@dataclass
class CaseChosen(Message):
    """The agent opens a case again."""

    case: Case


@dataclass
class TakeOverWanted(Message):
    """The agent takes a case from another one, in the inbox or while it is open, and says why."""

    claim: TakenCase
    reason: str
    one: Waiting | Case


@dataclass
class GiveBackWanted(Message):
    """The agent lets others have a case; `said` is told when they can."""

    case_id: str
    said: str


@dataclass
class JoinWanted(Message):
    """The agent wants two messages of one person answered as one case, or its messages apart again."""

    one: Waiting
    other: Waiting | None
    """None where they are to be parted."""
    done: Callable[[str, Callable[[], None]], None]
    """Is told what was done, and how it is taken back."""


@dataclass
class DropWanted(Message):
    """The agent throws a draft away."""

    case_id: str
    title: str


@dataclass
class ReplySent(Message):
    """The agent sent a reply, which can be taken back for a while."""

    held: HeldReply


class TakeBackWanted(Message):
    """The agent wants back what was sent a moment ago."""


@dataclass
class ExampleWanted(Message):
    """The last reply to a case is wanted as an example for the team."""

    case_id: str


class FilesEdited(Message):
    """Files of the desk were edited from here, and are to be read again."""
