"""Turn: one sentence of a customer, said back in the words of the organisation, or the reason why not.

What was found is kept: while a reply is written, the message stays, and each step asks for it anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from composer.reading.issues import IssueKind
from composer.writing.turning.courtesy import question_alone, without_courtesy
from composer.writing.turning.gate import felt, pass_gate, plain, quiet, tidied, without_asides, without_brackets
from composer.writing.turning.retelling import with_quoted, without_places, without_quoted
from composer.writing.turning.saying import as_sentence, said_back
from composer.writing.turning.soundness import is_sound
from composer.writing.turning.turned import CannotTurnError, Part, PartKind, Refused, Turned
from composer.writing.turning.turning_words import TurningWords

_THEIRS = ("you ", "your ", "Sie ", "Ihr")
_POINTS = frozenset("it its they them their one ones another he she him his her that those these both".split())  # noqa: SIM905
"""Words of a question that may need a noun of what was told before it."""


@lru_cache(maxsize=500)
def turn(
    sentence: str,
    words: TurningWords,
    kind: IssueKind | None = None,
    said: str = "",
    sent: date | None = None,
    today: date | None = None,
) -> Turned | Refused:
    """The sentence turned round, or why it is not.

    `said` is what the reply says before it: a pronoun may point there. `sent` and `today` are the days of the message
    and of the reply: `yesterday` becomes a day by them.
    """
    from composer.writing.turning.days import with_days

    plainly = without_courtesy(tidied(plain(sentence), words), words)
    try:
        pass_gate(without_places(without_quoted(plainly)[0]), words, asks=True)
        found = _turned(with_days(plainly, words, sent, today), words, kind, said)
    except CannotTurnError as error:
        found = Refused(error.reason)
    alone = question_alone(plainly, words) if isinstance(found, Refused) else ""
    return turn(alone, words, kind, said, sent, today) if alone else found


def _turned(sentence: str, words: TurningWords, kind: IssueKind | None, said: str) -> Turned | Refused:
    from composer.writing.turning.english import english_of

    whole, names = without_quoted(sentence)
    if words.language == "en":
        return _sayable(english_of(words).turned(whole, kind, said), whole, names, words, said)
    if words.language == "de":
        from composer.writing.turning.german import turned_german

        return _sayable(turned_german(whole, words, kind), whole, names, words, said)
    return Refused("no rules for this language")


def _sayable(
    found: Turned | Refused, sentence: str, names: Sequence[str], words: TurningWords, before: str
) -> Turned | Refused:
    """What was turned with the names that stood in quotation marks, where all of it is whole and fit to be said."""
    if isinstance(found, Refused):
        return found
    parts = _asked_alone(found.parts)
    told = any(part.kind is PartKind.STATEMENT for part in parts)
    texts = (part.text.removeprefix("you hope that ").removeprefix("Sie hoffen") for part in parts)
    feels = next(filter(None, (felt(text, words) for text in texts)), felt(sentence, words) if told else "")
    if feels:
        return Refused(f"feelings: {feels}")
    marks = "\u201e\u201c" if words.language == "de" else "\u201c\u201d"
    parts = tuple(replace(part, text=with_quoted(part.text, names, marks)) for part in parts)
    whole = with_quoted(sentence, names, marks)
    sound = is_sound(whole, said_back(parts, words), words, safe=found.safe, said=before)
    if not sound and any(part.kind is not PartKind.STATEMENT for part in parts):
        return Refused("not sure to be sound")
    return replace(found, parts=parts, safe=found.safe and sound)


def _asked_alone(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """What is asked without what is told beside it, where it needs no noun of that."""
    asked = tuple(part for part in parts if part.kind is not PartKind.STATEMENT)
    points = any(not _POINTS.isdisjoint(part.text.split()) for part in asked)
    if asked and points and not all(one.text.startswith(_THEIRS) for one in parts if one not in asked):
        return (replace(asked[0], connector=""), *asked[1:])
    if not asked or points:
        return parts
    return (replace(asked[0], connector=""), *asked[1:])


@lru_cache(maxsize=500)
def retell(
    sentence: str,
    words: TurningWords,
    said: str = "",
    rest: str = "",
    sent: date | None = None,
    today: date | None = None,
    *,
    follows: bool = False,
) -> str:
    """A sentence that tells what happened, persons exchanged and nothing moved; empty where that may go wrong.

    `said` stands before it in the reply; `rest` follows in the message where the sentence is the first part of one;
    `follows` says that the whole sentence before it was said.
    """
    from composer.writing.turning.days import with_days
    from composer.writing.turning.english_retold import retold
    from composer.writing.turning.german_retold import retold_german

    for whole in dict.fromkeys((without_asides(sentence), without_brackets(sentence))):
        try:
            dated = with_days(quiet(tidied(plain(whole), words), words), words, sent, today)
            if words.language == "en":
                found = retold(dated, words, said, plain(rest), follows=follows)
            else:
                found = retold_german(dated, words, plain(rest), follows=follows) if words.language == "de" else ""
        except CannotTurnError:
            continue
        before = said or ("before" if follows else "")
        return found if found and is_sound(sentence, as_sentence(found), words, said=before) else ""
    return ""
