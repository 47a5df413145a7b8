"""German: a sentence turned round by its kind."""

from __future__ import annotations

from composer.reading.issues import IssueKind
from composer.writing.turning.gate import known_words, slip
from composer.writing.turning.german_clauses import (
    head_and_tail,
    joined,
    refuse_going_on,
    refuse_pointing,
    without_asides,
)
from composer.writing.turning.german_foreign import refuse_foreign
from composer.writing.turning.german_persons import final_clause
from composer.writing.turning.german_questions import begins_question, question
from composer.writing.turning.german_requests import needed, request, so_kind
from composer.writing.turning.german_statements import statement
from composer.writing.turning.german_tokens import MARKS, tokens_of
from composer.writing.turning.turned import CannotTurnError, Part, PartKind, Refused, Turned
from composer.writing.turning.turning_words import TurningWords

_LONGEST, _LONGEST_SAFE, _SHORTEST_ORDER = 30, 20, 5


def turned_german(sentence: str, words: TurningWords, kind: IssueKind | None) -> Turned | Refused:
    """The sentence turned round, or why not."""
    try:
        tokens = tokens_of(sentence, words)
        asks = tokens[-1:] == ["?"]
        if _orders(tokens, words):
            # `Stellt eine Bank auf.` asks us as much as with a `bitte` in it.
            tokens = ["bitte", tokens[0].lower(), *tokens[1:]]
        tokens, cut_before = without_asides(tokens, asks=asks)
        while tokens and tokens[-1] in MARKS:
            tokens = tokens[:-1]
        tokens = so_kind(tokens)
        if tokens[-1:] == ["und"]:
            # An item of a list may end with what joins it to the next one.
            tokens = tokens[:-1]
        _pass(words, tokens)
        refuse_foreign(tokens, words)
        found = _conditioned(words, tokens) if asks else None
        head, tail, cut = (tokens, [], False) if found else head_and_tail(words, tokens)
        part = found or _part(words, head, tail, asks=asks)
    except CannotTurnError as error:
        return Refused(error.reason)
    if part.kind is PartKind.STATEMENT and kind is IssueKind.PRAISE:
        return Refused("praise")
    told = part.kind is PartKind.STATEMENT
    about_us = told and bool(
        {"wir", "uns", "unser", "unsere", "unseren", "unserem", "unserer"} & set(part.text.lower().split())
    )
    return Turned((part,), safe=not (cut or cut_before) and not about_us and len(tokens) <= _LONGEST_SAFE)


def _orders(tokens: list[str], words: TurningWords) -> bool:
    """Whether a sentence that ends with a full stop begins with a verb that asks: `Löschen Sie meine Daten.`."""
    if (
        tokens[-1:] not in (["."], ["!"])
        or len(tokens) < _SHORTEST_ORDER
        or tokens[0].lower() in ("haben", "sind", "waren", "wären", "hätten")
    ):
        return False
    first = tokens[0].lower()
    yours = first in words.pairs("second_plural") and "ihr" not in tokens[:3]
    return yours or (first.endswith("n") and tokens[1] == "Sie" and not words.has("modals", first))


def _pass(words: TurningWords, tokens: list[str]) -> None:
    slipped = next((one for one in tokens if one.islower() and _slip(words, one)), "")
    if slipped:
        raise CannotTurnError(f"a slip: {slipped}")
    if not 2 <= len(tokens) <= _LONGEST or set(tokens) & {".", "!", "?", ";", ":", "("}:
        raise CannotTurnError("too short, too long or several sentences")
    if "wir" in tokens and words.has("together", tokens[-1]):
        raise CannotTurnError("they and we together")


def _slip(words: TurningWords, word: str) -> bool:
    return word not in known_words(words) and word.isalpha() and len(word) < 9 and slip(word, words)


def _part(words: TurningWords, head: list[str], tail: list[str], *, asks: bool) -> Part:
    lows = [one.lower() for one in head]
    if lows[0] == "bitte" and words.has("whs", (*lows, "")[1]):
        head, lows = head[1:], lows[1:]
    if (
        lows[0] in ("wenn", "falls", "da", "weil", "obwohl", "nachdem", "als", "seit", "dass", "ob")
        and len(lows) > 3
        and not words.has("determiners", lows[1])
        and not words.has("whs", lows[1])
    ):
        raise CannotTurnError("begins with a subordinate clause")
    unsure = _unsure(words, lows, tail)
    if unsure:
        return unsure
    if words.has("wish_alone", lows[0]) and not asks and {"ich", "wir", "man"}.isdisjoint(lows[1:3]):
        head, lows = ["ich", *head], ["ich", *lows]
    refuse_going_on(head)
    refuse_pointing(words, head)
    if tail:
        refuse_pointing(words, tail)
    found = request(words, head, lows, tail, asks=asks) or needed(words, head, lows, tail, asks=asks)
    if found:
        return found
    if begins_question(words, lows, asks=asks):
        if not asks and lows[0] in ("habe", "hatte", "bin", "war"):
            raise CannotTurnError("a statement without its beginning")
        return question(words, head, lows, tail)
    if asks:
        raise CannotTurnError("no question that is known")
    return statement(words, head, lows, tail)


def _unsure(words: TurningWords, lows: list[str], tail: list[str]) -> Part | None:
    """The question of `Weiß jemand, ob`, `Mir ist nicht klar, ob`; None where there is none."""
    if not tail or not (tail[0].lower() == "ob" or any(words.has("whs", one.lower()) for one in tail[:2])):
        return None
    knows = lows[0] in ("wei\u00df", "wissen", "wisst") and len(lows) < 6
    unsure = lows[-1] in ("klar", "sicher") and "nicht" in lows and len(lows) < 7
    unsure |= lows[0] == "mich" and lows[-1] in ("interessieren", "interessiert") and len(lows) < 6
    return Part("", PartKind.QUESTION, joined(final_clause(tail, words))) if knows or unsure else None


def _conditioned(words: TurningWords, tokens: list[str]) -> Part | None:
    """`Falls der Zug ausfällt, bekomme ich ...?` with the condition behind the question; None for others."""
    if tokens[0].lower() not in ("wenn", "falls") or tokens.count(",") != 1:
        return None
    at = tokens.index(",")
    condition = [tokens[0].lower(), *tokens[1:at]]
    head = [one for one in tokens[at + 1 :] if one.lower() not in ("dann", "wenigstens")]
    lows = [one.lower() for one in head]
    refuse_pointing(words, condition)
    refuse_pointing(words, head)
    return question(words, head, lows, condition) if begins_question(words, lows, asks=True) else None
