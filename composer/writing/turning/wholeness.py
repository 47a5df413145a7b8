"""Wholeness: whether a result is one whole clause of ours, whatever the sentence was that it came from."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from itertools import pairwise
from types import MappingProxyType

from composer.writing.turning.english_whole import ENGLISH
from composer.writing.turning.gate import known_words
from composer.writing.turning.german_whole import GERMAN
from composer.writing.turning.result import POINTS, Result, result_of
from composer.writing.turning.turning_words import TurningWords

_HANGING = frozenset(
    "a an the my our your their its and or but because if whether than with of into"  # noqa: SIM905
    " der die und oder aber dass weil wenn mein meine ihre unser unsere einen einem im am zum zur".split()
)
_OPEN_ENDS = (["if", "yes"], ["if", "so"], ["if", "not"], ["wenn", "nicht"], ["wenn", "ja"])
_SAID_TWICE = ("that", "had", "die", "das", "sie")
_NOT = frozenset(("not", "no", "nothing", "never", "keine", "keinen", "kein", "nichts", "nicht", "niemandem"))
_SIGNS = frozenset("&=+/?!*")
_CHAT = frozenset("ne nen n nimmer incl esp ur u r thru bc cos".split())  # noqa: SIM905
_FIRST_PERSON = (
    frozenset(("i", "my", "me", "mine", "myself", "i'm", "i've")),
    frozenset("ich mich mir mein meine meinen meinem meiner meines habe hab bin brauche".split()),  # noqa: SIM905
)
"""What only who wrote says, in English and in German."""
_SHORT_DAYS = frozenset("sat sun mon tue tues wed thu thur thurs fri".split())  # noqa: SIM905
_BEFORE_DAYS = ("on", "next", "this", "by", "before", "until", "till", "for")
_VOWELS = frozenset("aeiouy\u00e4\u00f6\u00fc")
_BACK = frozenset("he she it they her his their its er es sie sein seine ihn that".split())  # noqa: SIM905
_IN_SPITE = frozenset(
    "trotzdem dennoch stattdessen deshalb deswegen daraufhin dadurch damit davon"  # noqa: SIM905
    " nevertheless nonetheless otherwise instead therefore hence".split()
)
"""Words that join what is told to what stands before it."""
_POINTING = frozenset(
    "it they them these those he she him his her hers its one ones both"  # noqa: SIM905
    " er ihn ihm sie es das die dies diese denen seine seinen sein".split()
)
_HERS = ("his", "her", "its", "one", "ones", "both", "these", "those")
_ES = frozenset(("gibt", "gab", "hei\u00dft", "hie\u00df", "geht", "wird", "wurde"))
_DAY = re.compile(r"(?:On \w+ \d+ \w+|Am \d+\. ?\w+) (?:was|is|war|waren|sind)\b|Am \d+\. ?\w+ ist (?:es|jetzt)\b")
_ENDINGS = ("t", "te", "ten", "en", "e")


def torn(sentence: str, result: str, words: TurningWords, said: str = "") -> str:
    """What is wrong with a result; empty where it is whole. `said` stands before it: a pronoun may point there."""
    found = result_of(sentence, result, words)
    own = {"en": ENGLISH, "de": GERMAN}.get(words.language, {})
    told = TOLD if found.tells and not said else {}
    tests = {**BOTH, **own, **told} if own else {}
    if said:
        tests.pop(POINTS, None)
    return next((name for name, test in tests.items() if test(found)), "")


def begins_back(said: str) -> bool:
    """Whether what is said begins with a word for what stands before it: `trotzdem`, `he`."""
    first = said.partition(" ")[0]
    return first.lower() in _IN_SPITE | _BACK and first != "Sie"


def _hangs(found: Result) -> bool:
    return found.low(len(found.lows) - 1) in _HANGING or found.lows[-2:] in _OPEN_ENDS


def _twice(found: Result) -> bool:
    """A word twice, or a second sentence that begins small; the full stop of `am 24. offen` ends none."""
    stops = [at for at in range(1, len(found.tokens) - 1) if found.tokens[at] == "."]
    split = any(found.tokens[at + 1][:1].islower() and not found.low(at - 1)[:1].isdigit() for at in stops)
    again = (one for one, two in pairwise(found.lows) if one == two and one.isalpha())
    return split or any(one not in _SAID_TWICE for one in again)


def _refuses(found: Result) -> bool:
    """`You would like no fuss`: what somebody does not want is a remark more often than a wish."""
    kept = "mehr" in found.lows or "any" in found.lows
    return found.wishes and not found.requests and not kept and not _NOT.isdisjoint(found.lows[2:5])


def _odd_words(found: Result) -> bool:
    """Signs of a chat that nobody writes in a letter: `ppl`, `&`, `ne`, `on sat`."""
    return any(_odd(found, at) for at in range(len(found.tokens)))


def _odd(found: Result, at: int) -> bool:
    one, low = found.tokens[at], found.low(at)
    if one in _SIGNS or (low if at == 0 else one) in _CHAT:
        return True
    if not one.islower() or not one.isalpha():
        return False
    possessed = not found.german and len(one) > 4 and one.endswith("ys") and one[-3] not in _VOWELS
    day = low in _SHORT_DAYS and found.low(at - 1) in _BEFORE_DAYS
    mute = 1 < len(one) < 5 and _VOWELS.isdisjoint(one) and one not in known_words(found.words)
    return possessed or day or (mute and not found.low(at - 1)[:1].isdigit())


def _theirs_still(found: Result) -> bool:
    """A word of who wrote that was not turned: `my`, `habe`."""
    return not _FIRST_PERSON[found.german].isdisjoint(found.lows)


def _begins_back(found: Result) -> bool:
    """What is told begins with somebody who is not named, or with a word for it: `her last test was in year 8`."""
    free = found.low(0) in ("it", "es") and (found.empty_it(0) or not _ES.isdisjoint(found.lows))
    return begins_back(" ".join(found.tokens[:1])) and not free


def _tells_of_it(found: Result) -> bool:
    """What is told of somebody or something that is not named before: `you took it home`."""
    return any(
        low in _POINTING and _unnamed(found, at) and not found.named_before(at) for at, low in enumerate(found.lows)
    )


def _unnamed(found: Result, at: int) -> bool:
    low = found.low(at)
    if found.german:
        small = found.tokens[at].islower() or (at == 0 and found.tokens[at] != "Sie")
        free = low == "es" and not _ES.isdisjoint(found.lows)
        return small and found.noun_within(at + 1, 3) < 0 and found.low(at - 1) != "," and not free
    if low == "one" and found.low(at + 1) == "of":
        return False
    return found.ends(at + 1) if low in _HERS else not (low == "it" and found.empty_it(at))


def _no_act(found: Result) -> bool:
    """What is told without a verb: `forty pounds for a door`."""
    if not found.german:
        return not any(found.may_act(at) for at in range(len(found.lows)))
    helped = any(found.any_of(("auxiliaries", "modals"), at) for at in range(len(found.lows)))
    return not any(_german_verb(found, at, helped=helped) for at in range(1, len(found.lows)))


def _german_verb(found: Result, at: int, *, helped: bool) -> bool:
    if not found.tokens[at].islower():
        return False
    if found.any_of(("auxiliaries", "modals", "finite"), at):
        return True
    other = found.any_of(("prepositions", "determiners", "joins", "subordinators", "adverbs", "whs", "subjects"), at)
    alone = found.low(at).startswith("ge") and found.low(at) not in ("geben", "gehen", "geht", "gehe") and not helped
    return found.low(at).endswith(_ENDINGS) and not other and not alone


def _whom_elsewhere(found: Result) -> bool:
    """`Your wife drives him`: somebody who cannot be the one noun of the same clause."""
    borders = [0]
    for at, low in enumerate(found.lows):
        if low == "," or found.any_of(("joins", "subordinators"), at):
            borders.append(at)
        if low in ("ihn", "ihm", "him", "them") and not found.named_before(borders[-1]):
            return True
    return False


def _asks(found: Result) -> bool:
    """A question without its mark, told as if it were none: `bis wie viel Uhr darf Musik laufen`."""
    return found.has("prepositions", 0) and (found.has("whs", 1) or found.low(1) == "wieviel")


def _day_acts(found: Result) -> bool:
    """`On Thursday 19 November was the ninth`: a day that was what the sentence is about."""
    return _DAY.match(" ".join(found.tokens).replace(" .", ".")) is not None


BOTH: Mapping[str, Callable[[Result], bool]] = MappingProxyType(
    {
        "hangs": _hangs,
        "twice": _twice,
        "wants nothing": _refuses,
        "a word of chats": _odd_words,
        "is not turned": _theirs_still,
    }
)
TOLD: Mapping[str, Callable[[Result], bool]] = MappingProxyType(
    {
        "begins with a pronoun": _begins_back,
        "tells of what is not named": _tells_of_it,
        "has no verb": _no_act,
        "is about a day": _day_acts,
        "tells of somebody else": _whom_elsewhere,
        "asks": _asks,
    }
)
