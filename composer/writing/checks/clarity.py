"""Clarity: how easily a reply is read, and whether it fits where it goes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from composer.reading.cards import find_cards, mask_cards
from composer.writing.checks.context import Check, Checking
from composer.writing.finding import Finding
from kb.words.words import words_of

_LONG_SENTENCE = 25
_LONG_PARAGRAPH = 90
_LIX = 50.0
_FEW_WORDS = 30
"""Words below which a reading score says nothing."""
_LIST_ITEM = re.compile(r"^[^\S\n]*(?:\d+[.)]|[-*•])\s", re.MULTILINE)
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_SHOUTED = re.compile(r"!{2,}|\b[A-ZÄÖÜ]{3,}(?:[ ,]+[A-ZÄÖÜ]{2,})+\b")

_SHORT_FORM = re.compile(r"(?<![\w./@#<\[{-])(?!X{2,}\b)[A-Z]{2,5}\d?(?:-[A-Z]{2,5})?(?![\w/@])")
_MANY_SHORT_FORMS = 2


def something_is_written(checking: Checking) -> Iterator[Finding]:
    """An empty reply."""
    if not checking.text.strip():
        yield checking.found("reply-empty", (0, 0), "There is no reply yet.", "Take a first phrase, or write.")


def it_fits_the_channel(checking: Checking) -> Iterator[Finding]:
    """A post that is longer than its channel allows."""
    over = len(checking.text) - checking.longest
    if checking.longest and over > 0:
        reason = f"{len(checking.text)} characters; {checking.draft.channel} has room for {checking.longest}."
        span = (checking.longest, len(checking.text))
        yield checking.found("too-long", span, reason, f"Take out {over} characters, or link to the article.")


def nobody_shouts(checking: Checking) -> Iterator[Finding]:
    """`PLEASE READ the guide!!`; words in capitals that the customer wrote are theirs."""
    for match in _SHOUTED.finditer(checking.ours):
        words = match[0]
        if words in checking.message:
            continue
        calmer = "!" if words[0] == "!" else words.capitalize()
        reason = "This is read as shouting."
        yield checking.found("shouting", match.span(), reason, f"Write: {calmer}", replacement=calmer)


def sentences_are_short(checking: Checking) -> Iterator[Finding]:
    """A sentence of more than 25 words, a paragraph of more than 90; a list is neither."""
    for start, end in checking.sentences:
        for part in _LIST_ITEM.split(checking.ours[start:end]):
            if len(part.split()) > _LONG_SENTENCE:
                reason = f"A sentence of {len(part.split())} words."
                yield checking.found("long-sentence", (start, end), reason, "Make two sentences of it.")
                break
    for start, end in checking.paragraphs:
        words = len(checking.ours[start:end].split())
        if words > _LONG_PARAGRAPH and not _LIST_ITEM.search(checking.text[start:end]):
            yield checking.found("long-paragraph", (start, end), f"A paragraph of {words} words.", "Break it in two.")


def it_is_easy_to_read(checking: Checking) -> Iterator[Finding]:
    """A reading score (LIX) above 50: mean words a sentence plus the share of words of more than six letters.

    LIX needs no syllables and holds for many languages; under 30 words it says nothing.
    """
    if "{" in checking.text:
        return
    words = _LETTERS.findall(checking.ours)
    if len(words) < _FEW_WORDS:
        return
    sentences = max(1, sum(bool(_LETTERS.search(checking.ours[start:end])) for start, end in checking.sentences))
    lix = len(words) / sentences + 100 * sum(len(word) > 6 for word in words) / len(words)
    if lix > _LIX:
        reason = f"It reads like a contract (LIX {lix:.0f}; easy text stays under 40)."
        yield checking.found("hard-to-read", (0, 0), reason, "Shorter sentences, and shorter words for the long ones.")


def words_are_spelt(checking: Checking) -> Iterator[Finding]:
    """A word that neither the dictionary nor the desk nor the customer knows."""
    speller = checking.speller
    known = frozenset(words_of(f"{checking.message} {checking.customer.name} {checking.sender}"))
    for span in speller.misspelt(checking.text, known) if speller else ():
        better = speller.better(checking.text[slice(*span)]) if speller else ""
        suggestion = f"Did you mean “{better}”?" if better else "Look at it once more."
        reason = "The dictionary does not know this word."
        yield checking.found("spelling", span, reason, suggestion, replacement=better or None)


def short_forms_are_known(checking: Checking) -> Iterator[Finding]:
    """`Your DSLAM port has a low SNR.`: two short forms or more that the customer did not use and few people know."""
    theirs = frozenset(words_of(f"{checking.message} {checking.signature}"))
    found = [
        match
        for match in _SHORT_FORM.finditer(checking.ours)
        if match[0].lower() not in theirs
        and match[0] not in checking.speech.short_forms
        and not checking.ready_made(match.span())
    ]
    distinct = {match[0]: match for match in reversed(found)}
    if len(distinct) >= _MANY_SHORT_FORMS:
        first = found[0]
        words = ", ".join(list(dict.fromkeys(match[0] for match in found))[:4])
        reason = f"Short forms that the customer did not use: {words}."
        yield checking.found("short-forms", first.span(), reason, "Say in plain words what they stand for.")


def no_card_is_printed(checking: Checking) -> Iterator[Finding]:
    """The number of a payment card."""
    for start, end in find_cards(checking.text):
        masked = mask_cards(checking.text[start:end])
        reason, suggestion = "This is the number of a payment card.", "Write only its last four figures."
        yield checking.found("card-printed", (start, end), reason, suggestion, replacement=masked)


CHECKS: tuple[Check, ...] = (
    something_is_written,
    no_card_is_printed,
    it_fits_the_channel,
    nobody_shouts,
    sentences_are_short,
    it_is_easy_to_read,
    short_forms_are_known,
    words_are_spelt,
)
