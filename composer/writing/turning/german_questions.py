"""German questions: the finite verb goes to the end."""

from __future__ import annotations

from composer.writing.turning.german_clauses import BE, joined
from composer.writing.turning.german_persons import exchanged, final_clause, of_you, plural
from composer.writing.turning.turned import CannotTurnError, Part, PartKind
from composer.writing.turning.turning_words import TurningWords

_SHORTEST_VERB = 5
"""Letters of an infinitive."""

_OF_SOMEBODY = frozenset({"fehlt", "gefällt", "geht", "hilft", "passt", "schadet", "schmeckt", "tut"})
"""Verbs beside which `ihr` is as often a plant or a woman as it is us: `Was fehlt ihr?`"""


def begins_question(words: TurningWords, lows: list[str], *, asks: bool) -> bool:
    """Whether a clause is built as a question."""
    first = lows[0]
    if words.has("whs", first) or (len(lows) > 1 and words.has("prepositions", first) and words.has("whs", lows[1])):
        return True
    verb = words.has("finite", first) or words.has("modals", first) or first in words.pairs("second_plural")
    return verb or (asks and first.endswith(("t", "e", "en")) and not determined(words, first))


def determined(words: TurningWords, low: str) -> bool:
    """Whether a word can be no verb: a determiner, a preposition, a subordinator."""
    return any(words.has(name, low) for name in ("determiners", "prepositions", "subordinators", "hedges"))


def question(words: TurningWords, head: list[str], lows: list[str], tail: list[str]) -> Part:
    """A question with its finite verb at the end: `ob ...`, `wann ...`."""
    at = _verb_place(words, head, lows)
    wh = [one.lower() if place == 0 else one for place, one in enumerate(head[:at])] or ["ob"]
    verb, rest = head[at].lower(), head[at + 1 :]
    _refuse(words, head, lows, at)
    near = [one.lower() for one in rest[:2]]
    subject = ""
    if "ich" in near:
        subject, verb = "ich", plural(verb, words)
    elif "wir" in near:
        subject = "wir"
    elif "ihr" in rest[:1] and verb in _OF_SOMEBODY:
        raise CannotTurnError("whom `ihr` means")
    elif "ihr" in rest[:1]:
        subject, verb = "ihr", of_you(verb, words)
    elif "Sie" in rest[:2]:
        subject = "Sie"
    final = glued(words, rest, verb)
    if subject == "wir" and words.has("together", final[1]):
        raise CannotTurnError("they and we together")
    infinitive = rest[-1] if rest[-1].islower() and rest[-1].endswith("n") else verb
    text = [*wh, *exchanged(final[0], subject, infinitive, words), final[1]]
    return Part("", PartKind.QUESTION, with_tail(words, text, tail))


def _refuse(words: TurningWords, head: list[str], lows: list[str], at: int) -> None:
    """Refuse a question that lacks a part, asks why of us, or goes on behind its infinitive; `at` is its verb."""
    verb, rest = head[at].lower(), head[at + 1 :]
    if not rest or rest[0].lower() == "nicht":
        raise CannotTurnError("a negative question")
    if lows[0] in ("warum", "wieso", "weshalb") and ({"Sie", "ihr"} & set(head[at : at + 3])):
        raise CannotTurnError("asks why of us")
    if not at and rest[0].lower() in ("den", "dem", "einen", "einem", "meinen", "meinem", "mich", "mir"):
        raise CannotTurnError("a subject is missing")
    if not at and words.has("prepositions", rest[0].lower()):
        # `Brennt seit zwei Stunden`: a statement that leaves its subject out.
        raise CannotTurnError("a subject is missing")
    if words.has("modals", verb) and rest[-1][:1].isupper() and any(_infinitive(words, one) for one in rest[1:-1]):
        # `Muss ich das zahlen die Post?`: what stands behind the infinitive has no place before the verb.
        raise CannotTurnError("words behind an infinitive")


def _infinitive(words: TurningWords, word: str) -> bool:
    other = determined(words, word) or words.has("adverbs", word) or words.has("whs", word)
    return word.islower() and len(word) >= _SHORTEST_VERB and word.endswith("en") and not other


def glued(words: TurningWords, rest: list[str], verb: str) -> tuple[list[str], str]:
    """What stands between, and the verb with its stranded prefix."""
    if rest and rest[-1] in words.sets["prefixes"] and verb not in BE and not words.has("modals", verb):
        return (rest[:-1], f"{rest[-1]}{verb}") if len(rest) > 1 else (rest, verb)
    return rest, verb


def _verb_place(words: TurningWords, head: list[str], lows: list[str]) -> int:
    start = 0
    if len(lows) > 1 and words.has("prepositions", lows[0]) and words.has("whs", lows[1]):
        start = 1
    if not words.has("whs", lows[start]):
        return 0
    word = lows[start]
    named = word.startswith("welch") or lows[start : start + 2] in (
        ["wie", "viele"],
        ["wie", "viel"],
        ["wie", "vielen"],
        ["was", "für"],
    )
    for at in range(start + 1, min(start + 7, len(lows))):
        verb = (
            words.has("finite", lows[at])
            or words.has("modals", lows[at])
            or lows[at] in words.pairs("first_person")
            or lows[at] in words.pairs("second_plural")
        )
        if verb and head[at].islower():
            return at
        if named and head[at - 1][:1].isupper() and head[at].islower() and head[at].endswith(("t", "en", "e")):
            return at
        if lows[start] == "wie" and at == start + 1 and words.has("finite", (*lows[at + 1 :], "")[0]):
            continue
        if not named and not words.has("how_words", lows[at]):
            if head[at].islower() and head[at].endswith(("t", "en", "e")) and not determined(words, lows[at]):
                return at
            break
    raise CannotTurnError("the verb of the question is not known")


def with_tail(words: TurningWords, text: list[str], tail: list[str]) -> str:
    """A turned clause with the clause behind it."""
    if tail:
        zu = "zu" in tail[-2:-1] or (
            tail[-1].endswith("n")
            and "zu" in tail[-1][2:]
            and not words.has("subordinators", tail[0].lower())
            and not words.has("whs", tail[0].lower())
        )
        text = [
            *text,
            ",",
            *(exchanged(tail, "ich", tail[-1], words) if zu else final_clause(tail, words)),
        ]
    return joined(text)
