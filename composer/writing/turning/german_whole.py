"""German whole: what no German clause of ours may have."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from itertools import pairwise
from types import MappingProxyType

from composer.writing.turning.gate import known_words
from composer.writing.turning.result import POINTS, Result

_SAYS = frozenset("ob wenn wissen frage fragen".split())  # noqa: SIM905
_BE = ("ist", "sind", "hat", "haben", "war", "wird", "werden", "kann", "soll")
_GLUED = ("hat", "haben", "h\u00e4tte", "h\u00e4tten", "w\u00e4re", "w\u00e4ren", "ist", "sind")
_NOMINATIVES = frozenset("ich sie wir man es er jemand niemand keiner alle das etwas alles nichts wer was".split())  # noqa: SIM905
_NOMINATIVE_ARTICLES = ("der", "die", "das", "ein", "eine", "kein", "keine", "alle")
_THIS = frozenset("dies diese dieser dieses diesem diesen solche solchen".split())  # noqa: SIM905
_ARTICLES = frozenset("das den dem die der".split())  # noqa: SIM905
_PEOPLE = frozenset("er ihn ihm denen seinen seine seinem seiner".split())  # noqa: SIM905
_THERE = frozenset("dort dabei damit davon dazu daf\u00fcr deswegen deshalb da".split())  # noqa: SIM905
_ONES = frozenset("eine einen einer eines keine keins zweiten andere anderen glattes".split())  # noqa: SIM905
_INNER = ("prepositions", "joins", "subordinators", "adverbs", "whs", "contracted", "modals")
_CONTRACTED = ("f\u00fcrs", "stattdessen", "au\u00dferdem", "ganz")
_NOUN_ENDS = ("ung", "ungen", "heit", "keit", "schaft", "tion", "tionen", "t\u00e4t", "karte", "nummer")
_LED = frozenset("im zum zur beim vom ins pro ein einem mein meinem unserem ihrem ihren ihre seinen".split())  # noqa: SIM905
_OWNERS = ("ein", "mei", "ihr", "uns", "sei", "kei")
"""How the words begin that have a noun behind them: `seinen`, `unserem`."""
_NO_NOUN = ("en", "em", "lich", "vorne", "vorn", "hinten")
_PARTICIPLE = re.compile(r"(?:an|ab|auf|aus|ein|zu|mit|vor)?ge\w{3,}(?:t|en)")
_DATIVE = ("mit", "von", "bei", "zu", "aus", "nach")
_ACCUSATIVE = ("f\u00fcr", "ohne", "gegen", "durch")


def _orders(found: Result) -> bool:
    """`Sehen Sie nach.` taken for a question: it has no mark of one, and no words that ask."""
    return found.low(found.asked) == "ob" and found.mark in (".", "!") and _SAYS.isdisjoint(found.before)


def _both_polite(found: Result) -> bool:
    """`ob Sie Sie anmelden müssen`, made of `muss ich uns anmelden`."""
    return ("Sie", "Sie") in pairwise(found.tokens)


def _points(found: Result) -> bool:
    """A pronoun whose noun is not said."""
    return any(found.tokens[at].islower() and _points_at(found, at) for at in range(len(found.lows)))


def _points_at(found: Result, at: int) -> bool:
    low, asks, named = found.low(at), found.asked > 0, found.named_before(at)
    free = _free(found, at)
    if low in _THIS:
        return free
    if low in _ARTICLES:
        return free and found.low(at - 1) != ","
    if low in _PEOPLE:
        return asks or not named
    if low == "dann":
        return asks and {"wenn", "falls"}.isdisjoint(found.lows)
    if low in _THERE:
        return asks and not (low == "da" and found.low(at + 1) == "sein") and (low == "da" or not named)
    while_so = asks and found.lows[at : at + 2] == ["so", "lange"] and {"wie", "bis", "solange"}.isdisjoint(found.lows)
    it_is = found.lows[at:] in (["es", "ist"], ["es", "war"])
    one = low in _ONES and free and low != "einen" and at + 1 < len(found.lows)
    led = low in ("eine", "einen", "einer") and found.has("prepositions", at + 1)
    return while_so or it_is or one or led or low == "sowas"


def _free(found: Result, at: int) -> bool:
    """Whether no noun belongs to the article at a place."""
    noun = found.noun_within(at + 1, 4)
    between = range(at + 1, at + 1 + max(noun, 0))
    parted = any(
        found.low(n) in (",", "und", "oder", "nun", "auch", "noch")
        or found.any_of(("determiners", "prepositions", "modals"), n)
        for n in between
    )
    return noun < 0 or parted


def _no_subject(found: Result) -> bool:
    """`ob geklappt hat`: a question in which nobody and nothing acts."""
    start = found.asked
    if found.low(start) not in ("ob", "wann", "warum", "wieso", "wo", "wie"):
        return False
    led = False
    for at in range(start + 1, found.clause_end(start + 1)):
        low, token = found.low(at), found.tokens[at]
        if found.has("prepositions", at) or found.has("contracted", at):
            led = True
        elif low in _NOMINATIVES or (not led and (low in _NOMINATIVE_ARTICLES or not token[:1].islower())):
            return False
        elif token[:1].isupper():
            led = False
    return True


def _behind_infinitive(found: Result) -> bool:
    """`mitnehmen von Berlin aus d\u00fcrfen`: what stands between an infinitive and its verb."""
    start = found.asked
    end = found.clause_end(start + 1)
    if start < 0 or end - start < 5 or not found.has("modals", end - 1):
        return False
    small = ("determiners", "adverbs", "prepositions", "subjects", "joins")

    def infinitive(at: int) -> bool:
        return found.tokens[at].islower() and found.low(at).endswith(("en", "ern", "eln", "tun", "sein"))

    return not infinitive(end - 2) and any(
        infinitive(at) and len(found.low(at)) > 4 and not found.any_of(small, at) for at in range(start + 2, end - 2)
    )


def _verb_last(found: Result) -> bool:
    """A clause without its verb at its end (`wenn wir die Unterlagen an Ihre Beraterin`), or with it at its start."""
    last = found.low(len(found.lows) - 1)
    glued = any(last.startswith(one) and last[len(one) :] in _GLUED for one in found.words.sets.get("prefixes", ()))
    able = found.requests and "," not in found.lows[5:] and last in ("k\u00f6nnen", "m\u00f6gen")
    early = any(found.low(at) == "ob" and found.low(at + 1) in _BE for at in range(len(found.lows)))
    return glued or able or early or any(_open(found, at) for at in range(len(found.lows)) if found.lows[at] == ",")


def _open(found: Result, at: int) -> bool:
    """Whether a clause behind a comma runs to the end without a verb there."""
    opens = found.has("verb_last", at + 1) or found.low(at + 1) == "falls" or (found.asked > 0 and at < found.asked)
    rest = found.lows[at + 1 :]
    whole = {",", "oder", "und", "als", "wie"}.isdisjoint(rest[1:])
    return opens and whole and len(rest) > 1 and (not found.tokens[-1].islower() or rest[-1] == "nicht")


def _capital_inside(found: Result) -> bool:
    """A small word with a capital: `Sie brauchen F\u00fcrs Amt`."""
    return any(
        found.tokens[at].istitle()
        and found.low(at) not in ("sie", "ihr", "weg")
        and found.tokens[at - 1] not in (".", ":", "\u201e")
        and (found.any_of(_INNER, at) or found.low(at) in _CONTRACTED)
        and not found.has("determiners", at - 1)
        and not found.has("contracted", at - 1)
        for at in range(1, len(found.tokens))
    )


def _lower_noun(found: Result) -> bool:
    """A noun without its capital."""
    if any(one in "\u201e\u201c" for one in found.tokens):
        return False
    ends = any(one.islower() and one.endswith(_NOUN_ENDS) and len(one) > 6 for one in found.tokens)
    return ends or any(_led_small(found, at) for at in range(len(found.tokens) - 1))


def _led_small(found: Result, at: int) -> bool:
    """Whether a preposition or an article leads to no noun."""
    if not found.tokens[at].islower() and found.low(at)[:3] != "ihr":
        return False
    near = found.noun_within(at + 1, 3) >= 0
    after, behind = found.tokens[at + 1], at + 2
    parted = found.any_of(("prepositions", "contracted"), behind) or found.low(behind) in ("", ",")
    owns = (found.has("determiners", at) and found.low(at)[:3] in _OWNERS) or found.low(at).startswith("sein")
    if owns and len(found.low(at)) > 4 and after.islower() and not found.small(at + 1) and after != "paar" and parted:
        return True
    if found.low(at) in _LED:
        return not near and found.asked > 0
    plain = after.islower() and not found.small(at + 1) and not after.endswith(_NO_NOUN)
    led = found.has("prepositions", at) and found.low(at) not in ("zu", "am", "um", "ab")
    return led and plain and not near and after not in known_words(found.words)


def _participle_early(found: Result) -> bool:
    """`Sie haben angerufen vier Mal`: a participle in front of what belongs before it."""
    at = next((n for n in range(min(3, len(found.lows))) if found.low(n) in ("haben", "hat", "sind", "ist")), -1)
    if at < 0 or found.asked > 0:
        return False
    end = found.clause_end(at)
    done = (n for n in range(at + 1, end - 1) if found.tokens[n].islower() and _PARTICIPLE.fullmatch(found.low(n)))
    first = next(done, -1)
    return first > 0 and (found.low(first + 1)[:1].isdigit() or found.any_of(("several", "determiners"), first + 1))


def _cases(found: Result) -> bool:
    """`mit Ihre Kinder`, `f\u00fcr Ihnen`: a case that nobody whose language this is would use."""
    return any(
        (one in _DATIVE and two in ("ihre", "unsere", "eine", "meine", "keine", "ihr", "unser"))
        or (one in _ACCUSATIVE and two in ("ihnen", "mir", "ihrem", "unserem", "dem", "einem"))
        or (one == "in" and two in ("ihr", "ihre", "mein"))
        for one, two in pairwise(found.lows)
    )


GERMAN: Mapping[str, Callable[[Result], bool]] = MappingProxyType(
    {
        "twice Sie": _both_polite,
        "was no question": _orders,
        POINTS: _points,
        "lacks its verb": _verb_last,
        "has no subject": _no_subject,
        "goes on behind its infinitive": _behind_infinitive,
        "has a capital too many": _capital_inside,
        "has a noun in small letters": _lower_noun,
        "has its participle early": _participle_early,
        "has a wrong case": _cases,
    }
)
