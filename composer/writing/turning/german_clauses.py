"""German clauses: the first clause of a sentence, what belongs to it, and words that point at what is not said."""

from __future__ import annotations

import re
from collections.abc import Sequence

from composer.writing.turning.german_tokens import MARKS
from composer.writing.turning.turned import CannotTurnError
from composer.writing.turning.turning_words import TurningWords

_RELATIVE = 3
"""Words before its subject within which a relative clause begins: `, mit dem ich fahre`."""
_CLAUSE, _BEHIND_AND = 4, 2
"""Words of the first half of a sentence, and those between `und` and what points at that half."""
BE = ("ist", "sind", "war", "waren", "bin")
_INTO_IT = re.compile(r"(?:hinein|hinaus)\w*$|dr(?:auf|in|an)$")
"""A direction into what the sentence before it named: `etwas hineinlegen`."""


def head_and_tail(words: TurningWords, tokens: list[str]) -> tuple[list[str], list[str], bool]:
    """The first clause, the clause behind it that belongs to it, and whether something is cut off."""
    at = _first_border(words, tokens)
    if at < 0:
        return tokens, [], False
    head, rest = tokens[:at], tokens[at:]
    if rest[0] != ",":
        return head, [], True
    rest = rest[1:]
    if not rest:
        return head, [], False
    first = rest[0].lower()
    end = next(
        (
            n
            for n, one in enumerate(rest)
            if one == "," or (n > 2 and one in ("und", "aber", "oder") and opens(words, rest, n + 1))
        ),
        len(rest),
    )
    tail, cut = rest[:end], end < len(rest)
    if first in ("sondern", "au\u00dfer") or [one.lower() for one in rest[:2]] in (["aber", "nicht"], ["nur", "nicht"]):
        raise CannotTurnError("half of a contrast")
    which = rest[1:2] if words.has("prepositions", first) else rest[:1]
    # `eine Wohnung, in der ich nicht wohne`: without it the question would be about any flat.
    last = tail[-1].lower() if tail else ""
    verb = (
        words.has("finite", last)
        or words.has("modals", last)
        or last in words.pairs("first_person")
        or last[-1:] == "e"
    )
    main = len(tail) < 3 or words.has("finite", tail[1].lower()) or words.has("modals", tail[1].lower())
    if which and which[0] in ("der", "die", "das", "den", "dem", "deren", "dessen") and verb and not main:
        raise CannotTurnError("half of what says which")
    subordinate = first in ("dass", "wenn", "ob", "falls", "nachdem", "bevor", "sobald", "bis") or words.has(
        "whs", first
    )
    prepositional = words.has("prepositions", first) and len(tail) > 1 and words.has("whs", tail[1].lower())
    infinitive = len(tail) > 1 and (tail[-2] == "zu" or "zu" in tail[-1][2:]) and tail[-1].endswith("n")
    if subordinate or prepositional or infinitive:
        return head, tail, cut
    return head, [], True


def _first_border(words: TurningWords, tokens: list[str]) -> int:
    for at, one in enumerate(tokens):
        if one == "," or (one == "-" and at):
            return at
        if (
            at > 2
            and one.lower() in ("und", "oder", "aber", "weil", "obwohl", "da", "wenn", "sondern")
            and opens(words, tokens, at + 1)
        ):
            return at
    return -1


def opens(words: TurningWords, tokens: list[str], at: int) -> bool:
    """Whether a clause with its own subject or verb begins at a place."""
    near = [one.lower() for one in tokens[at : at + 4]]
    if not near:
        return False
    verb = words.has("finite", near[0]) or words.has("modals", near[0]) or near[0] in words.pairs("first_person")
    person = any(one in ("ich", "wir", "es", "er", "sie", "bitte") for one in near[:2])
    noun = words.has("determiners", near[0]) and any(words.has("finite", one) for one in near[2:])
    return (verb and len(tokens) - at > 1) or person or noun or words.has("whs", near[0])


def refuse_going_on(tokens: Sequence[str]) -> None:
    """Refuse what goes on with a sentence that is not said: `nur kommt er nicht`, `etwas hineinlegen`."""
    if tokens[0].lower() == "nur" or any(map(_INTO_IT.match, tokens)):
        raise CannotTurnError("goes on with what is not said")


def refuse_pointing(words: TurningWords, tokens: list[str]) -> None:
    """Refuse what points at something that is not said."""
    lows = [one.lower() for one in tokens]
    for at, token in enumerate(tokens):
        low = lows[at]
        if low in ("sie", "ihr", "ihre", "ihren", "ihrem", "ihrer", "ihres") and (token[0].isupper() or low == "ihr"):
            continue
        near = lows[at + 1 : at + 5]
        if low == "es" and (
            any(words.has("expletives", one) for one in near)
            or near[:1] == ["sein"]
            or "gibt" in lows
            or "gab" in lows
            or "g\u00e4be" in lows
            or ("geht" in lows and "um" in lows)
            or not {"nichts", "niemand", "keiner"}.isdisjoint(lows)
        ):
            continue
        counts = low == "das" and near[:1] == ["ist"] and near[1:2] and near[1].startswith(("mein", "unser"))
        if (at == 0 and counts) or (near and near[0][:1].isdigit()):
            continue
        if low in ("das", "die", "der", "den", "dem", "dies", "diese", "dieser", "dieses", "diesem", "diesen"):
            following = tokens[at + 1 : at + 4]
            noun = next(
                (
                    n
                    for n, one in enumerate(following)
                    if not one.islower() and one[:1].isalpha() and one not in ("Sie", "Ihnen")
                ),
                -1,
            )
            if (
                noun < 0
                or "," in following[:noun]
                or any(words.has("prepositions", one) for one in following[:noun])
                or any(words.has("modals", one) or one in (*BE, "hat", "haben") for one in following[:noun])
            ):
                raise CannotTurnError(f"`{token}` without its noun")
            continue
        led = low in ("einer", "eines", "keiner") and any(one[:1].isupper() for one in tokens[at + 1 : at + 3])
        if led or (low == "da" and near[:1] and near[0] in ("sein", *BE)):
            continue
        if low == "da" and 0 < at < len(lows) - 1 and lows[at - 1] not in ("nicht", "noch", "wieder"):
            raise CannotTurnError("`da` without its place")
        named = words.has("person_pronouns", low) and not words.sets["person_nouns"].isdisjoint(lows[:at])
        # `Ich habe sie geschickt und erst danach gesehen, dass …` points at its own first half.
        behind = low in ("danach", "dabei") and at >= _CLAUSE and "und" in lows[at - _BEHIND_AND : at]
        if not (named or behind) and (words.has("others", low) or words.has("here", low)):
            raise CannotTurnError(f"`{token}` without its noun")


def without_asides(tokens: list[str], *, asks: bool) -> tuple[list[str], bool]:
    """The tokens without what stands in brackets or announces a question, and whether any went."""
    kept, depth = [], 0
    for one in tokens:
        depth += one == "("
        if not depth:
            kept.append(one)
        depth -= one == ")" and depth > 0
    if asks and ":" in kept[1:-3]:
        kept = kept[kept.index(":") + 1 :]
        kept[0] = kept[0].lower() if kept[0].lower() != "sie" else kept[0]
    return kept, len(kept) < len(tokens)


def joined(tokens: list[str]) -> str:
    """Words and marks as a text."""
    text = " ".join(tokens)
    for mark in ",;:.!?)":
        text = text.replace(f" {mark}", mark)
    return text


def refuse_order(words: TurningWords, tokens: Sequence[str]) -> None:
    """Refuse a stranger's order of words, `vom Amt ich habe bekommen`: in our voice it would be mockery."""
    lows = [one.lower() for one in tokens]
    verbs = {*words.sets["finite"], *words.sets["modals"], *words.pairs("first_person")}
    for at, low in enumerate(lows[1:-1], 1):
        before = lows[at - 1]
        opens = any(words.has(name, before) for name in ("subordinators", "joins", "whs"))
        begun = not MARKS.isdisjoint(tokens[max(0, at - _RELATIVE) : at])
        if low in ("ich", "wir") and lows[at + 1] in verbs and before not in verbs and not (opens or begun):
            raise CannotTurnError("another order of words")
        if words.has("verb_last", low) and _verb_comes_early(lows[at + 1 :], words):
            raise CannotTurnError("another order of words")


def _verb_comes_early(rest: Sequence[str], words: TurningWords) -> bool:
    """Whether a subordinate clause has its verb in front of its end: `dass Baum ist schon unterwegs`."""
    end = next((at for at, one in enumerate(rest) if one in MARKS or one in ("und", "oder", "aber")), len(rest))
    early = [at for at in range(1, end - 1) if words.has("auxiliaries", rest[at])]
    return any(
        not words.has("auxiliaries", rest[at + 1]) and rest[end - 1] not in ("k\u00f6nnen", "m\u00fcssen")
        for at in early
    )
