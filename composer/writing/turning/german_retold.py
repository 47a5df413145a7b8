"""German retold: a sentence that tells what happened, in its own order, with the persons exchanged clause by clause."""

from __future__ import annotations

from collections.abc import Sequence

from composer.writing.turning.german_clauses import joined, refuse_going_on, refuse_order, refuse_pointing
from composer.writing.turning.german_foreign import refuse_foreign
from composer.writing.turning.german_persons import exchanged, plural
from composer.writing.turning.german_tokens import MARKS, tokens_of
from composer.writing.turning.retelling import may_be_retold, with_quoted
from composer.writing.turning.turned import CannotTurnError
from composer.writing.turning.turning_words import TurningWords

_LONGEST, _SHORTEST = 36, 4
_LONGEST_NAME = 7
"""Words of a sentence that says no more than who somebody is."""
_OPINES = frozenset(("meint", "glaubt", "findet", "denkt", "lacht", "lachte", "schw\u00f6rt", "behauptet"))
_NOT = frozenset(("nicht", "nichts", "kein", "keine", "keinen", "nie", "niemanden", "weder"))
_JUDGES = frozenset(("sehr", "zu", "so", "wirklich", "unfassbar", "schön", "toll", "falsch", "richtig"))


def retold_german(sentence: str, words: TurningWords, rest: str = "", *, follows: bool = False) -> str:
    """The sentence with its persons exchanged, without capital and full stop; raises CannotTurnError.

    `rest` is what follows in the message where the sentence is the first part of one; `follows` says that the whole
    sentence before it was said, so that a pronoun points where it pointed.
    """
    plain, names = may_be_retold(sentence, rest, words)
    if not words.sets["doubts"].isdisjoint(plain.lower().replace(",", " ").split()):
        raise CannotTurnError("what might be")
    tokens = tokens_of(plain, words)
    while tokens and tokens[-1] in MARKS - {")"}:
        tokens = tokens[:-1]
    tokens = _with_subject(tokens, words)
    _look_at(tokens, words)
    if not follows:
        refuse_going_on(tokens)
        refuse_pointing(words, tokens)
    if tokens[-1:] == ["da"] and tokens[-3:-2] == [","]:
        raise CannotTurnError("a clause without its verb")
    _second_verb(tokens, words)
    refuse_foreign(tokens, words)
    refuse_order(words, tokens)
    found: list[str] = []
    subject = ""
    for clause in _clauses(tokens, words):
        turned, subject = _exchanged(clause, subject, words)
        found += turned
    return with_quoted(joined(found).replace("( ", "("), names, "\u201e\u201c")


def _with_subject(tokens: list[str], words: TurningWords) -> list[str]:
    """The sentence with the `ich` that a chat leaves out: `hab gestern bestellt`."""
    first = tokens[0].lower() if tokens else ""
    alone = words.has("acts_alone", first) and not {"ich", "wir"} & {one.lower() for one in tokens[1:4]}
    return ["ich", first, *tokens[1:]] if alone else tokens


def _second_verb(tokens: Sequence[str], words: TurningWords) -> None:
    """Refuse a second verb of `ich` that is not known as one: `Ich habe Prüfung und stelle fest`."""
    lows = [one.lower() for one in tokens]
    small = ("determiners", "prepositions", "adverbs", "hedges", "subjects", "others", "finite")
    for at, low in enumerate(lows[1:], 1):
        joined_to = lows[at - 1] in ("und", "oder", "aber") and tokens[at].islower()
        known = any(words.has(name, low) for name in small) or low in words.pairs("first_person")
        if "ich" in lows[:at] and joined_to and low.endswith("e") and not low.endswith("te") and not known:
            raise CannotTurnError("a verb that is not known")


def _look_at(tokens: Sequence[str], words: TurningWords) -> None:
    """Refuse what is no whole statement, speaks of us, or judges."""
    lows = [one.lower() for one in tokens]
    if not _SHORTEST <= len(lows) <= _LONGEST:
        raise CannotTurnError("too short or too long")
    theirs = lows[0].startswith(("mein", "unser")) and not _OPINES.isdisjoint(lows[1:5])
    if theirs or "hier" in lows:
        # Said by us, `hier` is another place.
        raise CannotTurnError("what somebody close to them thinks, or where they are")
    if {"?", "!", ".", ";", "bitte"} & set(lows) or lows.count(":") > 1 or lows.count("(") != lows.count(")"):
        raise CannotTurnError("several sentences")
    led = {at for at, low in enumerate(lows[:-1], 1) if low in ("bei", "von", "zu", "mit")}
    euch = any(one == "euch" and at not in led for at, one in enumerate(tokens))
    if "Sie" in tokens or euch or tokens[0] in ("Ihr", "ihr") or {"ihr", "man"} & set(tokens[1:]):
        raise CannotTurnError("speaks of us")
    if lows[:2] == ["ich", "bin"] and len(lows) <= _LONGEST_NAME and tokens[2][:1].isupper():
        raise CannotTurnError("says who they are")
    begins = (
        lows[0] in ("ich", "wir", "es", "seit", "als", "nachdem", "wenn", "bei", "laut")
        or words.has("determiners", lows[0])
        or words.has("prepositions", lows[0])
        or words.has("adverbs", lows[0])
        or tokens[0][0].isupper()
    )
    known = {*words.sets["finite"], *words.sets["modals"], *words.pairs("first_person")}
    verb = not known.union(words.pairs("first_person").values()).isdisjoint(lows[1:14])
    if not begins or not verb:
        raise CannotTurnError("no statement that is known")
    for at, low in enumerate(lows[:-1]):
        if low in ("dürfte", "dürften", "würde", "würden", "könnte", "könnten"):
            raise CannotTurnError("what might be")
        if low in ("ist", "war", "sind", "waren") and lows[at + 1] in _JUDGES:
            raise CannotTurnError("a judgement")


def _clauses(tokens: Sequence[str], words: TurningWords) -> list[list[str]]:
    """The clauses with the marks and conjunctions before them."""
    found: list[list[str]] = [[]]
    for at, one in enumerate(tokens):
        border = one in (",", ":", "-") or (
            one.lower() in ("und", "aber", "oder", "denn", "sondern") and _opens(tokens[at + 1 :], words)
        )
        if border and found[-1]:
            found.append([])
        found[-1].append(one)
    return found


def _opens(rest: Sequence[str], words: TurningWords) -> bool:
    """Whether a clause of its own begins: with a verb, a person, or a noun and its verb."""
    near = [one.lower() for one in rest[:4]]
    if len(near) < 2:
        return False
    verb = words.has("finite", near[0]) or words.has("modals", near[0]) or near[0] in words.pairs("first_person")
    person = near[0] in ("ich", "wir", "es", "er", "sie")
    past = near[0].endswith("te") and not words.has("determiners", near[0])
    return (
        verb or person or past or (words.has("determiners", near[0]) and any(words.has("finite", o) for o in near[2:]))
    )


def _exchanged(clause: list[str], before: str, words: TurningWords) -> tuple[list[str], str]:
    """A clause with its persons exchanged, and who its subject is; `before` is that of the clause before it."""
    start = next((at for at, one in enumerate(clause) if one not in MARKS), len(clause))
    lead, body = clause[:start], list(clause[start:])
    conjunction = bool(body) and body[0].lower() in ("und", "aber", "oder", "denn", "sondern")
    first = 1 if conjunction and len(body) > 1 else 0
    lows = [one.lower() for one in body]
    subject = "ich" if "ich" in lows else "wir" if "wir" in lows else ""
    if lows.count("ich") > 1:
        raise CannotTurnError("several clauses without a mark between them")
    if subject == "ich":
        _to_plural(body, lows, lows.index("ich"), words, sub=words.has("subordinators", lows[first]))
    elif body and not subject and before in ("ich", "wir") and (conjunction or lead) and _goes_on(lows[first:], words):
        subject = before
        if before == "ich":
            body[first] = plural(lows[first], words)
    if subject == "ich" and conjunction is False and sum(low in words.pairs("first_person") for low in lows) > 2:
        raise CannotTurnError("several verbs of `ich`")
    joints = [at for at, low in enumerate(lows) if low in ("und", "oder", "aber", "denn")]
    if subject == "ich" and joints and {"mir", "mich"} & set(lows[joints[0] :]):
        # Somebody else may act behind it: `und ohne Schein nimmt mir das Hotel nichts ab`.
        raise CannotTurnError("whose `mir`")
    verb = next((low for low in reversed(lows) if low.isalpha()), "")
    return [*lead, *exchanged(body, subject, verb, words)], subject or (before if not conjunction else "")


def _goes_on(lows: Sequence[str], words: TurningWords) -> bool:
    """Whether a clause begins with a verb of the person before it: `, wohne in Lahnstein`."""
    low, after = lows[0], (*lows[1:2], "")[0]
    if low in words.pairs("first_person") or low.endswith("te"):
        return True
    small = ("determiners", "prepositions", "adverbs", "hedges", "subjects", "others")
    acts = any(words.has(name, after) for name in ("prepositions", "determiners", "adverbs"))
    likely = acts and low.isalpha() and not any(words.has(name, low) for name in small)
    return low.endswith("e") and (words.has("finite", low) or likely)


def _to_plural(body: list[str], lows: list[str], at: int, words: TurningWords, *, sub: bool) -> None:
    """Put the verb of `ich` into the plural: beside it, or at the end of a subordinate clause."""
    places = [len(lows) - 1] if sub else [at + 1, at - 1, at + 2]
    for place in places:
        if not 0 <= place < len(lows) or body[place][:1].isupper():
            continue
        low = lows[place]
        known = low in words.pairs("first_person")
        small = ("determiners", "prepositions", "adverbs", "hedges", "subjects", "others")
        beside = any(near in words.pairs("first_person") for near in lows[max(0, at - 1) : at + 2])
        likely = low.endswith("e") and not beside and not any(words.has(name, low) for name in small)
        if known or (likely and place != at + 2):
            if words.has("minds", low) and not (low == "kann" and not _NOT.isdisjoint(lows)):
                raise CannotTurnError("what they think")
            body[place] = plural(low, words)
            return
    raise CannotTurnError("the verb of `ich` is not known")
