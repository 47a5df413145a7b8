"""Loaded ahead, so that no key waits for it: the code of the other screens, the words of the other languages."""

from __future__ import annotations

import contextlib
from contextlib import AbstractContextManager
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING

from kb.errors import KBError

if TYPE_CHECKING:
    from composer.cases.case import Case
    from composer.desk.desk import Desk

_LATER = ("review", "menus", "pickers", "history", "inbox", "library", "follow_ups", "promise_dialogs", "paste")
"""Screens that are opened after the first case, by their modules."""


def load_screens() -> None:
    """Load the code of the screens that are opened after the first case."""
    for name in _LATER:
        import_module(f"composer.tui.screens.{name}")


def load_languages(desk: Desk, case: Case, searching: AbstractContextManager[object]) -> None:
    """Answer a case once in each of the desk's languages, so that their words are known; one search at a time."""
    from composer.desk.open_case import start_answering
    from composer.phrases.fields import house_date

    own, *others = desk.settings.all_languages
    house_date(desk.today, own)
    for language in others:
        message = replace(case.message, language=language)
        with contextlib.suppress(KBError), searching:
            start_answering(desk, replace(case, message=message)).findings()
