"""Soundness: how likely a whole clause is also fit to be said back, by weights learned on labelled results.

The weights are few, readable line by line and the same for every language. They weigh the result and what became of
the sentence on the way to it, and no word of it. `python tests/benchmarks/train_soundness.py` makes them anew.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from composer.reading.weights import chance_of, weights_of
from composer.writing.turning.gate import known_words
from composer.writing.turning.result import Result, result_of, words_in
from composer.writing.turning.turning_words import TurningWords
from composer.writing.turning.wholeness import torn

LEAST_ASKED, LEAST_TOLD, LEAST_WHOLE = 0.8, 0.75, 0.6
"""Chances from which on what is asked, what is told, and what is told as one short clause, is said back."""
LEAST_TRIED, LEAST_DENIED, NEVER = 0.7, 0.8, 1.0
"""The same where something is told to be not so: what they did in vain (`you tried but cannot`), and anything else."""
_MOST, _SHORT, _LONG = 4, 5, 16
_IT = frozenset("it its es".split())  # noqa: SIM905
_THAT = frozenset("this that these those das dies diese dieser dieses diesem diesen".split())  # noqa: SIM905
_WHOM = frozenset("they them he him she her his hers er ihn ihm seine seinen seinem seiner denen".split())  # noqa: SIM905
_BACK = frozenset("there then so such same other another ones one both da dann so dort dabei damit deswegen".split())  # noqa: SIM905
_NOT = frozenset("not no nicht kein keine keinen never nie nothing nichts cannot".split())  # noqa: SIM905
_OWN = frozenset("your yours Ihr Ihre Ihrem Ihren Ihrer Ihres".split())  # noqa: SIM905
_OURS = frozenset("we our us ours wir unser unsere unserem unseren unserer unseres uns".split())  # noqa: SIM905
_SOMEBODY = frozenset("somebody someone anybody anyone nobody jemand niemand keiner".split())  # noqa: SIM905
_EVEN = frozenset("even ever supposed \u00fcberhaupt wenigstens endlich".split())  # noqa: SIM905
_SMALL = ("prepositions", "determiners", "joins", "subordinators", "adverbs", "whs", "subjects")
_HANGS_ON = ("points", "ends with subjects", "short")
"""Signs that say nothing where a pronoun may point at what was said."""
_BEGINS = ("begins with what they did", "begins with theirs", "begins with a thing", "begins with a time or place")
_MAYBE = frozenset(("would", "should", "might", "fault", "w\u00fcrde", "w\u00fcrden", "d\u00fcrfte", "d\u00fcrften"))
_DOUBTFUL = ("might be", "somebody", "mocking", "points at that", "points at somebody")
"""Signs of what nobody says back to somebody, however whole it is."""


def is_sound(sentence: str, result: str, words: TurningWords, *, safe: bool = False, said: str = "") -> bool:
    """Whether a result is one whole clause, and likely enough fit to be said back.

    `safe` says that nothing was cut on the way; `said` stands before it in the reply: a pronoun may point there.
    """
    if torn(sentence, result, words, said):
        return False
    signs = signs_of(sentence, result, words, safe=safe)
    signs = {name: value for name, value in signs.items() if not (said and name.startswith(_HANGS_ON))}
    if not result_of(sentence, result, words).tells:
        return chance_of(signs, weights_of("sound_asked.tsv")) >= LEAST_ASKED
    least = LEAST_WHOLE if said else least_told(signs)
    return may_be_told(signs, follows=bool(said)) and chance_of(signs, weights_of("sound_told.tsv")) >= least


def may_be_told(signs: Mapping[str, float], *, follows: bool = False) -> bool:
    """Whether what is told begins with what it is about, and neither doubts, mocks nor points elsewhere."""
    begins = follows or "nothing was cut" in signs or any(one in signs for one in _BEGINS)
    return begins and not any(one in signs for one in _DOUBTFUL)


def least_told(signs: Mapping[str, float]) -> float:
    """The chance from which on something is told: less for one short clause, more where it says what is not so."""
    if "nothing was cut" in signs:
        return LEAST_WHOLE
    if "says not" not in signs:
        return LEAST_TOLD
    acts = LEAST_TRIED if "begins with what they did" in signs else LEAST_DENIED
    return NEVER if "commas" in signs else acts


def signs_of(sentence: str, result: str, words: TurningWords, *, safe: bool = False) -> Mapping[str, float]:
    """What a result is like, each from 0 to about 4, by the names of the weights."""
    found = result_of(sentence, result, words)
    signs = {"nothing was cut": float(safe)} | _of_length(sentence, result, found) | _of_words(found)
    signs |= _of_verbs(found) | _of_beginning(found) | _of_question(found) | _of_sentence(sentence)
    return {name: float(value) for name, value in signs.items() if value}


def _of_length(sentence: str, result: str, found: Result) -> dict[str, float]:
    before, length = len(sentence.split()), len(result.split())
    commas = [at for at, one in enumerate(found.lows) if one == ","]
    joins = ("joins", "subordinators", "whs", "prepositions", "subjects")
    return {
        "words": math.log1p(length),
        "short": length <= _SHORT,
        "long": max(0, length - _LONG) / 10,
        "cut": min(_MOST, max(0, before - length) / 5),
        "commas": min(_MOST, len(commas)),
        "a comma before what is no clause": min(_MOST, sum(not found.any_of(joins, at + 1) for at in commas)),
        "brackets": "(" in result,
        "quotes": any(one in result for one in "\u201c\u201d\u201e"),
        "sentences": result.count(". "),
    }


def _of_words(found: Result) -> dict[str, float]:
    known = known_words(found.words)
    odd = [one for one in found.tokens if one.islower() and len(one) > 1 and one.isalpha() and one not in known]
    matter = [at for at, one in enumerate(found.tokens) if one.isalpha() and not found.small(at)]
    last = len(found.lows) - 1
    maybe = not _MAYBE.isdisjoint(found.lows) and found.tells
    return {
        "might be": maybe,
        "words that nobody knows": min(_MOST, len(odd)),
        "points at it": _points(found, _IT),
        "points at that": _points(found, _THAT),
        "points at somebody": _points(found, _WHOM),
        "points back": _points(found, _BACK),
        "figures": any(one[0].isdigit() for one in found.tokens),
        "says not": not _NOT.isdisjoint(found.lows),
        "words of a matter": math.log1p(len(matter)),
        "their own": not _OWN.isdisjoint(found.tokens),
        "ours": not _OURS.isdisjoint(found.lows),
        "somebody": not _SOMEBODY.isdisjoint(found.lows),
        "mocking": not _EVEN.isdisjoint(found.lows),
    } | {f"ends with {name}": found.has(name, last) for name in ("determiners", "adverbs", "subjects", "prepositions")}


def _points(found: Result, pronouns: frozenset[str]) -> bool:
    """Whether one of some words stands without a noun behind it."""
    return any(
        low in pronouns
        and (found.noun_within(at + 1, 3) < 0 if found.german else found.ends(at + 1))
        and not (low == "that" and found.tokens[at - 1].isalpha() and not found.small(at - 1))
        for at, low in enumerate(found.lows)
    )


def _of_verbs(found: Result) -> dict[str, float]:
    places = range(len(found.lows))
    if found.german:
        verbs = [at for at in places if found.tokens[at].islower() and found.any_of(("modals", "finite"), at)]
    else:
        verbs = [at for at in places if found.has("auxiliaries", at) or found.verbs.finite(found.low(at))]
    opens = sum(found.any_of(("subordinators", "whs", "joins"), at) for at in places)
    more = len(verbs) - opens - 1 - found.lows.count(",")
    return {"no verb": not verbs, "more verbs than clauses": max(0, min(_MOST, more))}


def _of_beginning(found: Result) -> dict[str, float]:
    first = found.low(0)
    stays = found.has("modals", 1) or found.low(1) in ("are", "do", "sind")
    own = first in ("your", "ihr", "ihre")
    ours = first in ("our", "we", "unser", "unsere", "wir")
    thing = found.has("determiners", 0) or found.low(1)[:1].isdigit() or first == "there"
    return {
        "begins with what they did": first in ("you", "sie") and not stays,
        "begins with how they are": first in ("you", "sie") and stays,
        "begins with theirs": own,
        "begins with ours": ours,
        "begins with a thing": thing and not own and not ours,
        "begins with a time or place": found.any_of(("prepositions", "subordinators", "adverbs"), 0),
    }


def _of_question(found: Result) -> dict[str, float]:
    """Who or what a question is about: the word behind `whether`, `ob`, `what`."""
    opens = [at for at in range(3, len(found.lows) - 1) if found.lows[at] in ("whether", "ob") or found.has("whs", at)]
    if not opens:
        return {"requests": found.requests, "wishes": found.wishes and not found.requests}
    low = found.low(opens[0] + 1)
    thing = found.has("determiners", opens[0] + 1)
    return {
        "about them": low in ("you", "sie"),
        "about us": low in ("we", "wir"),
        "about there": low in ("there", "es"),
        "about a thing": thing,
        "about something else": not thing and low not in ("you", "sie", "we", "wir", "there", "es", "man"),
        "why": found.low(opens[0]) in ("why", "warum", "wieso"),
        "two questions": len(opens) > 1,
    }


def _of_sentence(sentence: str) -> dict[str, float]:
    lows = [one.lower() for one in words_in(sentence)]
    return {
        "loud": "!" in sentence or "??" in sentence,
        "several clauses": min(_MOST, sum(one in ",;-:" for one in lows)),
        "begins with and": bool(lows) and lows[0] in ("and", "und", "so", "also", "but", "aber"),
    }
