"""Keeping: the draft of the open case on disk, the latest words always, whichever thread writes them."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from composer.errors import CaseForgotten, DraftInTheWay
from kb.errors import KBError

if TYPE_CHECKING:
    from composer.desk.open_case import Answering
    from composer.records.drafts import Drafts, KeptDraft
    from composer.writing.draft import Draft

_MOST_CHARACTERS = 200_000
"""How much of a message is kept with its draft."""


@dataclass(frozen=True)
class Taken:
    """A draft as it stood at one moment, ready to be written."""

    number: int
    kept: KeptDraft
    nothing: bool
    """Whether the agent is back where they began, so that no draft should be left."""
    is_gone: Callable[[str, str], bool]
    """Asks the records whether a customer, or a case, was forgotten meanwhile."""


class Keeper:
    """Takes a draft where it is edited, and writes it wherever there is time; an older one never replaces a newer."""

    def __init__(self, drafts: Drafts) -> None:
        self.drafts = drafts
        self._lock = threading.Lock()
        self._number = 0
        self._newest: dict[str, int] = {}
        self._written: dict[str, Draft] = {}
        self._done: set[str] = set()

    def begin(self, case_id: str) -> None:
        """A case is opened: what is on disk is what is shown."""
        self._written.pop(case_id, None)
        self._done.discard(case_id)

    def take(self, answering: Answering, *, always: bool = False, on_its_way: bool = False) -> Taken | None:
        """The draft as it stands, or None where the disk has it already; `always` keeps one without own words, too.

        `on_its_way` where the reply was sent a moment ago and is not recorded yet.
        """
        from composer.records.drafts import KeptDraft

        case, draft = answering.case, answering.draft
        known = self._written.get(case.id, None if always else answering.beginning)
        if draft == known and not always:
            return None
        self._number += 1
        kept = KeptDraft(
            case.id,
            case.title,
            case.customer.id,
            case.message.text[:_MOST_CHARACTERS],
            draft,
            answering.desk.me,
            case.message.sender_email,
            on_its_way,
        )
        nothing = not always and draft == answering.beginning and not answering.was_kept
        return Taken(self._number, kept, nothing, answering.desk.is_gone)

    def write(self, taken: Taken) -> str:
        """Write what was taken; why that failed, or an empty text."""
        case_id = taken.kept.case_id
        with self._lock:
            if case_id in self._done or taken.number < self._newest.get(case_id, 0):
                return ""
            self._newest[case_id] = taken.number
            try:
                if taken.nothing:
                    self.drafts.forget(case_id)
                elif taken.is_gone(taken.kept.customer_id, case_id):
                    raise CaseForgotten(taken.kept.title)
                else:
                    self.drafts.save(taken.kept)
            except DraftInTheWay as error:
                self._written[case_id] = taken.kept.draft
                return str(error)
            except KBError as error:
                return str(error)
            self._written[case_id] = taken.kept.draft
            return ""

    def is_written(self, answering: Answering) -> bool:
        """Whether the draft on disk is the one on screen."""
        return self._written.get(answering.case.id) == answering.draft

    def forget(self, case_id: str) -> None:
        """The case is answered: its draft goes, and no late write brings it back."""
        with self._lock:
            self._done.add(case_id)
            self.drafts.forget(case_id)
