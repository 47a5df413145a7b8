"""Known names: whether a word is part of a name in the records, which are opened only when one is asked about."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from kb.errors import KBError

if TYPE_CHECKING:
    from composer.records.records import Records


def name_in(open_records: Callable[[], Records | None]) -> Callable[[str], bool]:
    """Whether a word, in small letters, is part of a customer's name; where nobody can tell, it is taken for one.

    The records are opened when the first word is asked about; None where the desk has none yet.
    """

    def is_name(word: str) -> bool:
        try:
            records = open_records()
            return records is not None and records.is_name(word)
        except KBError:
            return True

    return is_name
