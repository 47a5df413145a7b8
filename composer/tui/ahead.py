"""Loaded ahead, so that no key waits for it: the other screens' code and what they show, and the words of languages."""

from __future__ import annotations

import contextlib
from contextlib import AbstractContextManager
from dataclasses import replace
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from kb.errors import KBError

if TYPE_CHECKING:
    from composer.cases.case import Case
    from composer.desk.desk import Desk

_FEW = 200
"""Up to so many articles a look at the whole desk takes a moment, and is taken ahead."""


def load_screens() -> None:
    """Load the code of every screen; most are opened after the first case."""
    from composer.tui import screens

    for found in iter_modules(screens.__path__, f"{screens.__name__}."):
        import_module(found.name)


def load_shown(desk: Desk) -> None:
    """Look once at what the library and practice show, so that the next look finds it read."""
    from composer.desk.library import survey_of
    from composer.desk.practising import courses_of

    with contextlib.suppress(KBError):
        courses_of(desk)
        if desk.library.count <= _FEW:
            survey_of(desk)


def modes_to_build(desk: Desk) -> tuple[str, ...]:
    """The modes whose screens agents come to every day; the library looks at every article when it is shown."""
    return ("inbox", "followups", "library") if desk.library.count <= _FEW else ("inbox", "followups")


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
    for language in desk.settings.all_languages:
        desk.hearing_in(language).make_ready()
