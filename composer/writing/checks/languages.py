"""Languages: whether the reply is written in the language of the message."""

from __future__ import annotations

import re
from collections.abc import Iterator

from composer.cases.step import Step
from composer.phrases.open_fields import OPEN_FIELD
from composer.reading.language_of import OTHER, base_of, language_of, name_of
from composer.writing.checks.context import Check, Checking
from composer.writing.finding import Finding

_SIGNED = re.compile(r"(?m)^[^.?!\n]{0,40}$")
"""A line that greets or signs off: `Dein Team`."""
_WORD = re.compile(r"\w+")
_WORD_INSIDE = re.compile(r"(?<=[a-z\u00df-\u00ff,;] )\w+")
"""A word inside a sentence, where `Sie` is no `they` that begins one."""
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


def one_way_of_address(checking: Checking) -> Iterator[Finding]:
    """`Hast du es versucht? Dann schicke ich Ihnen …`: who says `Sie` and `du` to one person."""
    speech, (start, end) = checking.speech, checking.body
    if not speech.polite:
        return
    said = _SIGNED.sub(lambda line: " " * len(line[0]), checking.ours[start:end])
    familiar = next((word for word in _WORD.finditer(said) if word[0].lower() in speech.familiar), None)
    polite = next((word for word in _WORD_INSIDE.finditer(said) if word[0] in speech.polite), None)
    if familiar and polite:
        span = (start + familiar.start(), start + familiar.end())
        reason = f"The reply says “{polite[0]}” and “{familiar[0]}” to the same person."
        yield checking.found("address-mixed", span, reason, "Keep to one of the two; theirs, where they use one.")


def _differs(found: str, wanted: str) -> bool:
    if OTHER in (found, wanted):
        return bool({found, wanted} & {*_SURE})
    return found != wanted and not any({found, wanted} <= alike for alike in _ALIKE)


CHECKS: tuple[Check, ...] = (
    the_language_is_theirs,
    one_way_of_address,
)
