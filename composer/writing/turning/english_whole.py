"""English whole: what no English clause of ours may have."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from composer.writing.turning.result import POINTS, Result

_PAIR = re.compile(r"\b(?:my|our) \w+ and (?:i|me)\b|\b(?:me|i) and (?:my|our)\b")
_NEVER_ASKED = frozenset(
    "exist like sound seem feel smell taste mean cost last happen appear belong own win lose love count".split()  # noqa: SIM905
)
_FIRST = frozenset(("was", "were", "had", "is", "are", "must"))
_WHICH = frozenset("right new old first second other same this that big small fresh".split())  # noqa: SIM905
_PEOPLE = frozenset("he she him they them his her their".split())  # noqa: SIM905
_PLURALS = frozenset("people children staff police men women".split())  # noqa: SIM905
_AGREED = ("ok", "okay", "fine", "alright", "right")
_MONEY = frozenset("$\u20ac\u00a3")
_SHORT_PIECE = 7
"""Words of a piece behind a comma that is no clause."""


def _points(found: Result) -> bool:
    """A pronoun whose noun is not said."""
    return any(_points_at(found, at) for at in range(len(found.lows)))


def _points_at(found: Result, at: int) -> bool:
    low, asks = found.low(at), found.asked > 0
    if low in _PEOPLE:
        return asks and not found.named_before(at)
    if low in ("those", "these", "this"):
        return asks and found.ends(at + 1) and found.low(at + 1) not in ("without", "up")
    if low == "that":
        return _points_at_that(found, at)
    if low == "it":
        last = asks and at == len(found.lows) - 1 and found.has("prepositions", at - 1)
        return last or not (found.empty_it(at) or found.named_before(at))
    if low in ("yours", "ours", "mine", "ones", "another", "other", "same"):
        return found.ends(at + 1) and not found.named_before(at)
    if low in ("first", "second", "third", "previous", "latter", "former"):
        alone = found.low(at - 1) == "the" and (found.has("auxiliaries", at + 1) or low == "previous")
        return alone and not found.named_before(at)
    if found.lows[at : at + 2] == ["such", "a"]:
        return asks
    vague = found.lows[at : at + 2] in (["whole", "thing"], ["something", "that"])
    return vague or (low == "one" and found.low(at - 1) in _WHICH)


def _points_at_that(found: Result, at: int) -> bool:
    before = found.low(at - 1)
    if before == "if" and found.has("be", at + 1):
        return found.low(at + 2) not in _AGREED
    led = before in ("whether", "or", "and") or found.has("whs", at - 1)
    named = found.has("be", at + 1) and found.low(at + 2) in ("the", "a", "an", "your", "our")
    alone = found.has("prepositions", at - 1) and found.ends(at + 1)
    points = led and not named and (found.ends(at + 1) or found.acts(at + 1))
    return points or at == len(found.lows) - 1 or (at > 0 and alone)


def _comma(found: Result) -> bool:
    """A second sentence, or a remark, behind a comma."""
    places = [at for at in range(len(found.lows) - 1) if found.lows[at] == ","]
    return any(_second_sentence(found, at + 1) for at in places) or (bool(places) and _remark(found, places[-1] + 1))


def _second_sentence(found: Result, at: int) -> bool:
    low = found.low(at)
    base = low in found.verbs.bases and not found.has("nouny", at) and not found.has("common", at)
    return base or (low in found.verbs.ings and found.asked > 0)


def _remark(found: Result, at: int) -> bool:
    """Whether the last piece is a few words without a verb: `, broken ankle`, `, any city`."""
    piece = found.lows[at:]
    joined = found.any_of(("joins", "subordinators", "prepositions", "whs", "adverbs", "subjects"), at)
    listed = not {"and", "or", "not"}.isdisjoint(piece) or any(not one[0].isalpha() for one in piece)
    acts = any(found.has("auxiliaries", n) or found.verbs.finite(found.lows[n]) for n in range(at, len(found.lows)))
    done = piece[0] in found.verbs.participles and len(piece) > 2
    named = found.tokens[at][:1].isupper()
    asks = found.asked > 0 or found.requests
    return asks and len(piece) < _SHORT_PIECE and not (joined or listed or named or done or (acts and not done))


def _be_last(found: Result) -> bool:
    """`why the balance zero is`: what is said of a thing stands behind its verb."""
    start, last = found.asked, len(found.lows) - 1
    if start < 0 or last < 2:
        return False
    if any(found.has("be", n) and found.low(n - 1).endswith(("able", "ible")) for n in range(start + 2, last + 1)):
        return True
    if not found.has("be", last):
        return False
    before = found.low(last - 1)
    empty = found.low(start) == "whether" and last - start < 3
    quality = found.has("openers", last - 1) and not found.has("common", last - 1)
    acts = found.acts(last - 1) and not found.has("prepositions", last - 2)
    return empty or acts or quality or before == "then" or before[:1] in _MONEY


def _two_verbs(found: Result) -> bool:
    """`is also must come`, `will be still open`."""
    for at in range(max(found.asked, 0) + 1, len(found.lows) - 1):
        after = at + 1
        while found.has("adverbs", after):
            after += 1
        again = found.has("modals", after) or (found.has("be", after) and found.low(after) not in ("being", "been"))
        if found.has("be", at) and again:
            return True
        if found.low(at) == "be" and found.low(at + 1) in ("still", "also", "already"):
            return True
    return False


def _parted(found: Result) -> bool:
    """`whether the magnet is in the lock a problem`."""
    last = len(found.lows) - 1
    be = next((n for n in range(found.asked + 1, last) if found.has("be", n) and found.has("prepositions", n + 1)), -1)
    ends = found.low(last - 1) in ("a", "an") and not found.small(last - 2)
    return found.asked > 0 and 0 < be < last - 4 and ends


def _asks_nothing(found: Result) -> bool:
    """`What a treat`, `was told it would come`: no question, for all its first word."""
    at = found.asked
    if found.low(5) == "tell" and found.lows[6:8] == ["you", "that"]:
        return True
    if at < 0:
        return found.lows[-2:] == ["not", "you"]
    rest = range(at + 1, len(found.lows))
    should = found.before[:1] == ["should"] and found.mark != "?" and found.before[1:2] not in (["i"], ["we"], ["you"])
    about = found.lows[at : at + 2] == ["whether", "you"] and (
        "ask" in found.lows[at + 3 : at + 4] or found.low(at + 2) == "shall"
    )
    also = any(found.lows[n : n + 2] == [",", "and"] and found.acts(n + 2) for n in rest)
    idle = not any(found.may_act(n) or found.lows[n] == "to" for n in rest)
    idle = idle and not found.has("prepositions", at - 1)
    return should or about or also or idle or found.lows[-2:] == ["not", "you"] or _exclaims(found, at)


def _exclaims(found: Result, at: int) -> bool:
    if found.mark == "?":
        return False
    first = found.before[0] if found.before else ""
    verbs = sum(found.has("auxiliaries", n) for n in range(at + 1, len(found.lows)))
    named = found.any_of(("subjects", "determiners"), at + 1)
    what_a = found.lows[at : at + 2] in (["what", "a"], ["what", "an"])
    told = first in _FIRST and found.low(at) == "whether" and not named and found.mark != ""
    return what_a or told or (found.low(at) == "what" and verbs > 2 and found.mark == ".")


def _partners(found: Result) -> bool:
    """`My partner and I need`: half of a pair."""
    line = " ".join(found.lows)
    return _PAIR.search(" ".join(found.before)) is not None and "and you" not in line and "you and" not in line


def _joined_wrongly(found: Result) -> bool:
    """`You and your name is Ann`, `it says full, sent you away`, `drinks for, who lost it`."""
    pair = found.lows[:3] == ["you", "and", "your"] and _PAIR.search(" ".join(found.before)) is None
    places = [at for at in range(1, len(found.lows) - 2) if found.lows[at] == ","]
    acts = any(found.low(at + 1) in found.verbs.pasts and found.low(at + 2) == "you" for at in places)
    return pair or acts or any(found.low(at - 1) in ("for", "of", "from", "with") for at in places)


def _no_request(found: Result) -> bool:
    """A request for what nobody does on request: `exist`, `like`."""
    return (found.requests and found.low(5) in _NEVER_ASKED) or {"us", "whenever"} <= set(found.lows)


def _second_half(found: Result) -> bool:
    """The second half of a choice alone: `whether you book again`, of `can you add her or do I book again`."""
    both = found.asked < 0 or "and" in found.lows[found.asked :] or found.before[2:4] == ["just", "me"]
    if both or "or" not in found.before or "or" in found.lows:
        return False
    at = len(found.before) - 1 - list(reversed(found.before)).index("or")
    return found.lows[-1] in found.before[at:] and found.lows[-1] not in found.before[:at]


def _learning(found: Result) -> bool:
    """Grammar of somebody who is still learning: `you have wait 1 hour`, `received already the comments`."""
    return any(_learns(found, at) for at in range(len(found.lows) - 1)) or _disagrees(found)


def _learns(found: Result, at: int) -> bool:
    low, after, verbs = found.low(at), found.low(at + 1), found.verbs
    base = after in verbs.bases and after not in verbs.participles
    goes_on = found.has("determiners", at + 2) or found.low(at + 2)[:1].isdigit()
    have = low in ("have", "has", "had") and base and goes_on and not found.has("nouny", at + 2)
    acts = found.acts(at) or low in verbs.participles
    return (have and low != "had") or (acts and after == "already" and found.has("determiners", at + 2))


def _disagrees(found: Result) -> bool:
    """`Your classmate write`: one person, and the verb of several."""
    noun, verb = found.low(1), found.low(2)
    one = (
        found.low(0) in ("your", "our")
        and not noun.endswith("s")
        and noun not in _PLURALS
        and noun not in found.verbs.bases
    )
    plain = (
        verb in found.verbs.bases
        and verb not in found.verbs.pasts
        and not found.any_of(("nouny", "common", "auxiliaries"), 2)
    )
    return found.tells and one and plain


ENGLISH: Mapping[str, Callable[[Result], bool]] = MappingProxyType(
    {
        POINTS: _points,
        "goes on behind a comma": _comma,
        "ends with its verb": _be_last,
        "has two verbs": _two_verbs,
        "is parted": _parted,
        "asks nothing": _asks_nothing,
        "is half of a pair": _partners,
        "is joined wrongly": _joined_wrongly,
        "is no request": _no_request,
        "is half of a choice": _second_half,
        "is still learning": _learning,
    }
)
