"""Claims declared: the sentences of phrases and reply blocks that claim something without `confirm`."""

from __future__ import annotations

from collections.abc import Iterator

from composer.desk.desk import Desk
from composer.desk.language import PHRASEBOOKS, SHIPPED
from composer.desk.spoken import has_edition
from composer.phrases.phrasebook import Phrase
from composer.reading.language_of import base_of
from composer.writing.claiming.claim_words import ClaimWords
from composer.writing.claiming.find_claims import FoundClaim
from composer.writing.claiming.undeclared import UNDECLARED, of_block, of_phrase
from kb.articles import ARTICLES
from kb.desk_files import read_desk_text
from kb.folders import is_folder
from kb.problem import At, Level, Problem
from kb.text import shortened

_WORDS = 4
"""Words by which a sentence is found in its file."""
_SHOWN = 80
_WHERE = {
    "phrase": 'under the phrase: `confirm: "You …"`',
    "article": 'in the front matter: `confirm: ["You …"]`',
}


def undeclared_claims(desk: Desk) -> Iterator[Problem]:
    """What phrases and reply blocks claim and do not declare, each at its place."""
    languages = [desk.words_for(code) for code in _written_in(desk)]
    for language in languages:
        for phrase in language.phrases:
            if not phrase.path.startswith(SHIPPED) and phrase.lines:
                yield from _in_phrase(desk, phrase, (language.claiming,))
    words = tuple(dict.fromkeys(language.claiming for language in languages))
    for article in desk.library.articles:
        for claim in of_block(article, words)[1]:
            at = _place(claim.text, article.body, article.answer().line - article.body_line)
            yield _problem(f"{ARTICLES}/{article.path}", At(at.line + article.body_line, at.column), claim, "article")


def _written_in(desk: Desk) -> Iterator[str]:
    """The languages in which the desk has phrases or articles of its own; the others need not be read for this."""
    own, *others = desk.settings.all_languages
    yield own
    for code in others:
        if is_folder(desk.root / PHRASEBOOKS / base_of(code)) or has_edition(desk.library, code, own):
            yield code


def _in_phrase(desk: Desk, phrase: Phrase, words: tuple[ClaimWords, ...]) -> Iterator[Problem]:
    found = of_phrase(phrase, words)
    source = read_desk_text(desk.root, desk.root / phrase.path) if any(found) else ""
    for line, claims in zip(phrase.lines, found, strict=True):
        for claim in claims:
            at = _place(claim.text, source, line - 1)
            yield _problem(phrase.path, At(at.line + 1, at.column), claim, "phrase")


def _problem(path: str, at: At, claim: FoundClaim, kind: str) -> Problem:
    said = shortened(" ".join(claim.text.split()), _SHOWN)
    message = f"“{said}” says what was done or is so. Declare what the agent confirms, {_WHERE[kind]}."
    return Problem(path, at.line, at.column, UNDECLARED, message, Level.WARNING)


def _place(sentence: str, source: str, first: int) -> At:
    """The line and the column of a sentence in a text, looked for from a line on; both of the text, lines from 0."""
    lines = source.split("\n")
    rest = "\n".join(lines[first:])
    words = sentence.split()[:_WORDS]
    for many in range(len(words), 0, -1):
        at = _spaced_find(rest, words[:many])
        if at >= 0:
            before = rest[:at]
            return At(first + before.count("\n"), at - (before.rfind("\n") + 1) + 1)
    return At(first, 1)


def _spaced_find(text: str, words: list[str]) -> int:
    """Where words stand in a text with any white space between them; -1 where they do not."""
    at = text.find(words[0])
    while at >= 0:
        if text[at : at + _SHOWN].split()[: len(words)] == words or text.startswith(" ".join(words), at):
            return at
        at = text.find(words[0], at + 1)
    return -1
