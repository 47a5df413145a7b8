"""English clauses: where one ends and the next begins."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from composer.writing.turning.english_tokens import MARKS
from composer.writing.turning.english_verbs import verbs_of
from composer.writing.turning.turned import CannotTurnError
from composer.writing.turning.turning_words import TurningWords

CONDITIONS = ("if", "when", "once", "after", "before", "as")
"""What begins a clause that belongs to the one behind its comma."""
LAST_MARKS = frozenset(",;:.!?-")
_ENDS = frozenset(";.?!")
_CUT = frozenset(("which", "who", "whose", "please", "thanks", "as", "preferably", "so"))
"""What begins, behind a comma, what is not said back."""


def clauses_of(tokens: list[str], words: TurningWords) -> tuple[list[tuple[str, list[str]]], bool]:
    """The clauses with what joins each to the one before, and whether something was cut off."""
    found: list[tuple[str, list[str]]] = []
    start, connector, cut = 0, "", False
    lows = [one.lower() for one in tokens]
    at = 0
    while at < len(tokens):
        length, joins = _border(words, lows, at)
        if length and at > start:
            found.append((connector, tokens[start:at]))
            connector, start = joins, at + length
            at = start
            continue
        at += 1
    found.append((connector, tokens[start:]))
    trimmed = []
    for joins, whole in found:
        clause, lost = _trimmed(whole)
        cut |= lost
        subject = ["I"] if [one.lower() for one in clause[:2]] == ["would", "like"] else []
        if clause:
            trimmed.append((joins, [*subject, *clause]))
    return trimmed, cut


def refuse_ellipsis(lows: Sequence[str], words: TurningWords) -> None:
    """Refuse what only says yes or no to what stands before it: `The neighbour does not`."""
    if (words.has("auxiliaries", lows[-1]) and lows[-1] != "may") or (
        lows[-1] == "not" and words.has("auxiliaries", lows[-2])
    ):
        raise CannotTurnError("says no more than yes or no")


def _trimmed(clause: list[str]) -> tuple[list[str], bool]:
    """A clause without its last mark, and without what begins with `, which`."""
    while clause and clause[-1] in LAST_MARKS:
        clause = clause[:-1]
    lows = [one.lower() for one in clause]
    for at in range(1, len(lows) - 1):
        if lows[at] == "," and lows[at + 1] in _CUT and lows[0] not in CONDITIONS:
            if "or" in lows[at:]:
                raise CannotTurnError("half of a choice")
            return clause[:at], lows[at + 1] != "please"
    return clause, False


def _border(words: TurningWords, lows: list[str], at: int) -> tuple[int, str]:
    """How many tokens the border between two clauses has at a place, and what it joins with."""
    word, rest = lows[at], lows[at + 1 :]
    if word in _ENDS or (word in "-:" and rest and _starts(words, rest)) or (word in (",", "and") and _if_so(rest)):
        return 1, ""
    if word == "," and rest:
        if rest[0] in ("and", "but", "so", "or") and len(rest) > 1:
            return (2, rest[0] if rest[0] != "or" else "") if _starts(words, rest[1:]) else (0, "")
        return (1, "") if _starts(words, rest) and lows[0] not in CONDITIONS else (0, "")
    if word == "or" and len(rest) > 1:
        asks = words.has("auxiliaries", rest[0]) and (
            words.has("subjects", rest[1]) or rest[1] in ("that", "this", "the") or rest[0] in ("does", "did")
        )
        return (1, "") if asks or (words.has("whs", rest[0]) and words.has("auxiliaries", rest[1])) else (0, "")
    goes_on = words.has("connectives", word) and (
        _starts(words, rest) or (word == "and" and rest[:2] == ["would", "like"])
    )
    return (1, word) if goes_on else (0, "")


def _if_so(rest: list[str]) -> bool:
    """Whether a question follows that hangs on the answer to the one before."""
    rest = rest[1:] if rest[:1] == ["and"] else rest
    return rest[:2] in (["if", "so"], ["if", "not"])


def _starts(words: TurningWords, lows: list[str]) -> bool:
    """Whether a clause of its own can begin here."""
    if len(lows) < 2:
        return False
    first, second, verbs = lows[0], lows[1], verbs_of(words)
    if words.has("subjects", first):
        acts = words.has("auxiliaries", second) or second in verbs.bases or verbs.finite(second)
        return acts or words.has("adverbs", second)
    if first in ("please", "kindly"):
        return True
    if words.has("auxiliaries", first):
        inverted = words.has("subjects", second) or words.has("determiners", second)
        return inverted and first not in ("have", "had")
    if words.has("whs", first) and first != "whether":
        asks = any(
            words.has("auxiliaries", one) and (words.has("subjects", two) or words.has("determiners", two))
            for one, two in pairwise(lows[1:6])
        )
        return asks or (words.has("auxiliaries", second) and first not in ("who", "which"))
    near = lows[2:6]
    return words.has("determiners", first) and any(words.has("auxiliaries", one) for one in near) and "," not in near


def no_run_on(lows: list[str], start: int, words: TurningWords) -> None:
    """Refuse a second sentence that begins without a border."""
    verbs = verbs_of(words)
    for at in range(start, len(lows) - 1):
        if lows[at] not in ("i", "we", "you", "he", "she", "they", "it"):
            continue
        after = next((one for one in lows[at + 1 :] if not words.has("adverbs", one)), "")
        if not (words.has("auxiliaries", after) or after in verbs.bases or verbs.finite(after)):
            continue
        before = lows[at - 1]
        if not any(_verb_at(lows, place, words) for place in range(at)):
            continue
        borders = ("subordinators", "joins", "whs")
        ok = (
            any(words.has(name, before) for name in borders)
            or before in words.sets["saying"]
            or before in ("that", "as", "than")
        )
        led = any(
            words.has("determiners", one) or one in ("what", "which", "how", "whose")
            for one in lows[max(0, at - 5) : at - 1]
        )
        verb = before in verbs.pasts or words.has("prepositions", before) or before in verbs.ings
        object_ = lows[at] in ("you", "it") and words.has("nouny", after)
        ok |= before in (
            "someone",
            "somebody",
            "anyone",
            "anybody",
            "something",
            "anything",
            "everything",
            "all",
            "somewhere",
        )
        led &= lows[at] != "it" or before in ("time", "way", "moment")
        if not ok and not (led and not verb and before not in MARKS) and not object_:
            raise CannotTurnError("a second sentence without a border")


def not_spliced(lows: list[str], words: TurningWords) -> None:
    """Refuse a second sentence that begins with `its` for `it is`, or with `the first one`."""
    verbs = verbs_of(words)
    for at in range(2, len(lows) - 1):
        before = lows[at - 1]
        small = any(words.has(name, before) for name in ("prepositions", "joins", "subordinators"))
        acts = before in verbs.bases or verbs.finite(before) or before in verbs.ings
        parted = before[:1].isdigit() or not (small or acts or before in MARKS)
        one = lows[at] == "the" and lows[at + 2 : at + 3] == ["one"] and _verb_at([*lows, ""], at + 3, words)
        if (parted and lows[at] == "its") or (one and (parted or words.has("nouny", before))):
            raise CannotTurnError("a second sentence without a border")


def _verb_at(lows: list[str], at: int, words: TurningWords) -> bool:
    """Whether a finite verb stands at a place; `3 May` is a day."""
    day = lows[at] == "may" and at and lows[at - 1][:1].isdigit()
    verbs = verbs_of(words)
    finite = words.has("auxiliaries", lows[at]) or verbs.finite(lows[at]) or lows[at] in verbs.bases
    return finite and not day
