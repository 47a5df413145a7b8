"""German persons: `ich` and `wir` become `Sie`, `Sie` and `ihr` become `wir`; the verb of `ich` becomes plural."""

from __future__ import annotations

from composer.writing.turning.german_tokens import MARKS
from composer.writing.turning.turned import CannotTurnError
from composer.writing.turning.turning_words import TurningWords

_ENDINGS = ("", "e", "en", "em", "er", "es")
_MINE = {f"mein{end}": f"Ihr{end}" for end in _ENDINGS}
_OURS = {f"unser{end}": f"Ihr{end}" for end in _ENDINGS} | {"unsre": "Ihre", "unsren": "Ihren", "unsrem": "Ihrem"}
_YOURS = {f"Ihr{end}": f"unser{end}" for end in _ENDINGS} | {
    "euer": "unser", "eure": "unsere", "eurem": "unserem", "euren": "unseren", "eurer": "unserer", "eures": "unseres"
}  # fmt: skip
_NEVER = frozenset(["dich", "dir", "du"])


def plural(verb: str, words: TurningWords) -> str:
    """The verb of `ich` as the verb of `Sie`."""
    low = verb.lower()
    known = words.pairs("first_person").get(low, "")
    if known:
        return known
    if low.endswith("ere") and not low.endswith("iere"):
        return f"{low[:-1]}n"
    if low.endswith("le") and len(low) > 3 and low[-3] not in "aeiouäöühl":
        return f"{low[:-2]}eln"
    if low.endswith("e"):
        return f"{low}n"
    raise CannotTurnError(f"the plural of `{verb}` is not known")


def of_you(verb: str, words: TurningWords) -> str:
    """The verb of `ihr` as the verb of `wir`."""
    low = verb.lower()
    known = words.pairs("second_plural").get(low, "")
    if known or not low.endswith("t"):
        if not known:
            raise CannotTurnError("the verb of `ihr` is not known")
        return known
    if low.endswith(("ert", "elt")):
        return f"{low[:-1]}n"
    return f"{low[:-2]}en" if low.endswith(("tet", "det")) else f"{low[:-1]}en"


def exchanged(tokens: list[str], subject: str, verb: str, words: TurningWords) -> list[str]:
    """The tokens of one clause without its finite verb, as the organisation would say them.

    `subject` is `ich`, `wir`, `Sie` or empty (somebody else); `verb` is the verb by which the case of `uns` is known.
    """
    _no_other(tokens, subject)
    found: list[str] = []
    for word in (one for one in tokens if one != "bitte"):
        before = found[-1].lower() if found else ""
        low = word.lower()
        hers = not {one.lower() for one in found}.isdisjoint(words.sets["her_nouns"])
        if (
            low in _NEVER
            or words.has("du_forms", low)
            or (word.islower() and words.has("lower_ihr", word) and not hers)
        ):
            raise CannotTurnError(f"`{word}`")
        if low in ("ich", "wir"):
            found.append("Sie")
        elif low in ("mich", "mir") and subject == "ich" and not {",", "(", "und", "aber", "oder"}.isdisjoint(found):
            # Behind a comma or an `und` somebody else may act: `ohne Schein nimmt mir das Hotel nichts ab`.
            raise CannotTurnError(f"whose `{word}`")
        elif low == "mich":
            reflexive = subject == "ich" and (before == "auf" or not words.has("prepositions", before))
            found.append("sich" if reflexive else "Sie")
        elif low == "mir":
            own = subject == "ich" and not words.has("prepositions", before)
            found.append("sich" if own else "Ihnen")
        elif low == "uns":
            found.append(_us(before, subject, verb, words))
        elif word == "Ihnen" or low == "euch":
            found.append("uns")
        elif word in ("Sie", "ihr"):
            found.append("wir" if subject == word else "uns")
        else:
            found.append(_possessive(word))
    return found


def _no_other(tokens: list[str], subject: str) -> None:
    """Raise CannotTurnError where `ihr` speaks of somebody else: `Bitte sagen Sie ihr`."""
    if "ihr" in tokens and subject != "ihr":
        raise CannotTurnError("whose `ihr`")


def _possessive(word: str) -> str:
    low = word.lower()
    if low in _MINE:
        return _MINE[low]
    if low in _OURS:
        return _OURS[low]
    return _YOURS.get(word, word)


def _us(before: str, subject: str, verb: str, words: TurningWords) -> str:
    if words.has("dative_prepositions", before):
        return "Ihnen"
    if words.has("accusative_prepositions", before):
        return "Sie"
    if subject == "wir":
        return "sich"
    if words.has("dative_verbs", verb):
        return "Ihnen"
    if words.has("accusative_verbs", verb):
        return "Sie"
    raise CannotTurnError("the case of `uns` is not known")


def final_clause(tokens: list[str], words: TurningWords) -> list[str]:
    """A clause whose finite verb stands last (`wann ich das Paket bekomme`), persons exchanged."""
    body, verb = tokens[:-1], tokens[-1]
    subject = subject_of(tokens)
    if verb in MARKS or not body:
        raise CannotTurnError("a clause without its verb")
    if subject == "ich":
        verb = plural(verb, words)
    elif "ihr" in tokens[:3]:
        subject, verb = "ihr", of_you(verb, words)
    return [*exchanged(body, subject, verb, words), verb]


def subject_of(tokens: list[str]) -> str:
    """Which of the persons a clause is about; empty where it is somebody else."""
    lows = [one.lower() for one in tokens]
    if "ich" in lows:
        return "ich"
    if "wir" in lows:
        return "wir"
    return "Sie" if "Sie" in tokens else ""
