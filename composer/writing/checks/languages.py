"""Languages: whether the reply is written in the language of the message."""

from __future__ import annotations

from collections.abc import Iterator

from composer.cases.step import Step
from composer.phrases.open_fields import OPEN_FIELD
from composer.reading.language_of import OTHER, base_of, language_of, name_of
from composer.writing.checks.context import Checking
from composer.writing.finding import Finding

_SURE = ("en", "de")
"""Languages that are told from all others by our own words."""
_ALIKE = (
    frozenset({"da", "nb"}),
    frozenset({"cs", "sk"}),
    frozenset({"hr", "sl", "sr"}),
    frozenset({"es", "pt", "ca"}),
)
"""Neighbours that a short text may be taken for."""


def the_language_is_theirs(checking: Checking) -> Iterator[Finding]:
    """A reply in another language than the message, and none to a message in a language that we have no words for."""
    if not checking.language_known:
        return
    wanted, named = base_of(checking.language), name_of(checking.language)
    start, end = checking.body
    said = checking.ours[start:end].strip(" \n\u201c\u201d\u201e\u00ab\u00bb")
    listened = checking.draft.passage(Step.LISTEN)
    answered = said
    if listened and not listened.own:
        answered = checking.text[start : listened.start] + checking.text[listened.end : end]
    if not checking.has_words and not OPEN_FIELD.sub("", answered).strip():
        reason = f"The message is in {named}, and there are no phrases for it."
        yield checking.found("language-unsaid", (0, 0), reason, "Write the answer yourself, or say another language.")
        return
    found = base_of(language_of(said, (*_SURE, wanted)))
    if found and _differs(found, wanted):
        reason = f"The message is in {named}, and the reply is in {name_of(found)}."
        yield checking.found("language-other", (start, end), reason, f"Answer in {named}.")


def _differs(found: str, wanted: str) -> bool:
    if OTHER in (found, wanted):
        return bool({found, wanted} & {*_SURE})
    return found != wanted and not any({found, wanted} <= alike for alike in _ALIKE)
