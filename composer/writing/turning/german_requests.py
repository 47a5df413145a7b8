"""German requests and wishes: what they would like us to do, and what they would like."""

from __future__ import annotations

from composer.writing.turning.german_clauses import joined
from composer.writing.turning.german_persons import exchanged, final_clause, plural
from composer.writing.turning.german_questions import glued, with_tail
from composer.writing.turning.german_tokens import MARKS
from composer.writing.turning.turned import CannotTurnError, Part, PartKind
from composer.writing.turning.turning_words import TurningWords

_POLITE = ("können", "könnten", "würden", "wollen", "könnt", "könntet", "würdet")
_LONGEST_FRONT = 6
"""Words in front of the verb of a wish."""
_WISH = ("w\u00fcnsche", "w\u00fcnschen")
_GLAD = ("gern", "gerne")
_WOULD = ("w\u00fcrde", "w\u00fcrden", "h\u00e4tte", "h\u00e4tten")
_NEEDS = (
    "brauche",
    "brauchen",
    "brauch",
    "ben\u00f6tige",
    "ben\u00f6tigen",
    "m\u00f6chte",
    "m\u00f6chten",
    "will",
    "wollen",
)
_COULD = ("k\u00f6nnten", "w\u00fcrden", "k\u00f6nnte", "w\u00fcrde")


def request(words: TurningWords, head: list[str], lows: list[str], tail: list[str], *, asks: bool) -> Part | None:
    """What a clause asks us to do; None where it asks nothing."""
    bare = [one for one in head if one.lower() not in ("bitte", "freundlicherweise", "endlich")]
    low_bare = [one.lower() for one in bare]
    polite = len(bare) < len(head) or (not asks and low_bare[2:3] in (["mich"], ["mir"], ["uns"]))
    if len(bare) < 2:
        return None
    us = "Sie" if bare[1] == "Sie" else "ihr" if low_bare[1] == "ihr" else ""
    if us and low_bare[0] in _POLITE:
        inner = _question_inside(low_bare, words)
        if inner and not tail:
            return Part("", PartKind.QUESTION, joined(final_clause(bare[inner:], words)))
        return _asked(words, bare[2:-1], bare[-1].lower(), tail)
    imperative = (low_bare[0].endswith("n") and not words.has("finite", low_bare[0])) or polite
    if (
        us == "Sie"
        and imperative
        and low_bare[0].endswith("n")
        and not words.has("modals", low_bare[0])
        and low_bare[0] not in ("haben", "sind", "waren")
    ):
        middle, verb = glued(words, bare[2:], low_bare[0])
        return _asked(words, middle, verb, tail)
    told = (
        low_bare[1] in ("mir", "uns")
        or lows[0] == "bitte"
        or (lows[1] == "bitte" and not asks and low_bare[1] != "ihr")
    )
    if polite and low_bare[0] in words.pairs("second_plural") and told:
        middle, verb = glued(words, bare[1:], words.pairs("second_plural")[low_bare[0]])
        return _asked(words, middle, verb, tail)
    if lows[0] == "bitte" and words.has("none", low_bare[0]) and not tail and len(bare) > 2:
        return Part("", PartKind.WISH, joined(["Sie", "m\u00f6chten", *exchanged(bare, "ich", "", words)]))
    if polite and lows[0] == "bitte" and low_bare[0] == "um":
        return Part("", PartKind.WISH, joined(["Sie", "bitten", *exchanged(bare, "ich", "", words)]))
    if (
        polite
        and lows[0] == "bitte"
        and bare[-1].islower()
        and bare[-1].endswith("en")
        and not words.has("finite", low_bare[0])
        and not us
    ):
        return _asked(words, bare[:-1], bare[-1], tail)
    return None


def _question_inside(lows: list[str], words: TurningWords) -> int:
    """Where a question begins that somebody is asked to answer, `Können Sie mir sagen, ob`; 0 for none."""
    begins = (n for n, one in enumerate(lows) if n > 2 and (one == "ob" or words.has("whs", one)))
    return next((n for n in begins if words.has("askers", lows[n - 1])), 0)


def so_kind(bare: list[str]) -> list[str]:
    """`Wären Sie so nett und würden mir ... schicken` as `würden Sie mir ... schicken`."""
    lows = [one.lower() for one in bare]
    if lows[:1] in (["w\u00e4ren"], ["seien"]) and lows[2:3] == ["so"] and lows[4:5] == ["und"] and len(bare) > 7:
        return [bare[5], "Sie", *bare[6 + (bare[6] == "Sie") :]]
    return bare


def _asked(words: TurningWords, middle: list[str], verb: str, tail: list[str]) -> Part:
    if (
        tail
        and words.has("askers", verb)
        and (tail[0].lower() == "ob" or any(words.has("whs", one.lower()) for one in tail[:2]))
    ):
        return Part("", PartKind.QUESTION, joined(final_clause(tail, words)))
    named = any(not one.islower() or one in ("mich", "mir", "uns") for one in middle)
    forbids = "nicht" in middle and middle[middle.index("nicht") + 1 :][:1] != ["mehr"]
    if words.has("empty_verbs", verb) or not named or forbids or "sich" in middle or not verb.endswith("n"):
        raise CannotTurnError("the request says nothing")
    body = exchanged(middle, "", verb, words)
    return Part("", PartKind.REQUEST, with_tail(words, [*body, verb], tail))


def _infinitive(words: TurningWords, tail: list[str]) -> tuple[list[str], str] | None:
    """`die Kaution zurückzuzahlen` as its object and its verb; None where there is no `zu`."""
    if tail[-2:-1] == ["zu"]:
        return tail[:-2], tail[-1].lower()
    last = tail[-1].lower() if tail else ""
    prefix = next((one for one in words.sets["prefixes"] if last.startswith(f"{one}zu")), "")
    return (tail[:-1], prefix + last[len(prefix) + 2 :]) if prefix else None


def _begged(words: TurningWords, head: list[str], person: str, tail: list[str]) -> Part | None:
    """`Ich bitte um eine Kopie`, `Ich bitte Sie, den Vertrag zu beenden`; None for others."""
    done = _infinitive(words, tail)
    if head[2:] == ["Sie"] and done:
        return _asked(words, *done, [])
    head = [*head[:2], *head[3:]] if head[2:4] == ["Sie", "um"] else head
    if [one.lower() for one in head[2:3]] != ["um"]:
        return None
    if tail and (tail[0].lower() == "ob" or words.has("whs", tail[0].lower())):
        return Part("", PartKind.QUESTION, joined(final_clause(tail, words)))
    if tail:
        raise CannotTurnError("the wish is not clear")
    return Part("", PartKind.WISH, joined(["Sie", "bitten", *exchanged(head[2:], person, "", words)]))


def needed(words: TurningWords, head: list[str], lows: list[str], tail: list[str], *, asks: bool) -> Part | None:
    """What they would like to have or to do, and not what they ask about their needs: `Brauchen wir eine Erlaubnis?`.

    Raises CannotTurnError where such a question lacks its mark, for then nobody can tell.
    """
    if lows[0] not in _NEEDS or lows[1:2] not in (["ich"], ["wir"]):
        return _wish(words, head, lows, tail)
    if not asks:
        raise CannotTurnError("a question without its mark")
    return None


def _wish(words: TurningWords, head: list[str], lows: list[str], tail: list[str]) -> Part | None:
    """What they would like to have or to do; None where it says nothing of it."""
    found = _dreamt(words, head, lows, tail) or _trusted(words, lows, tail)
    if found:
        return found
    head = _with_subject_first(words, head)
    lows = [one.lower() for one in head]
    person = lows[0] if lows[0] in ("ich", "wir") else lows[1] if lows[1:2] and lows[1] in ("ich", "wir") else ""
    if not person or len(lows) < 2:
        return None
    verb = lows[1] if lows[0] == person else lows[0]
    rest = _without_glad(head[2:]) if verb in ("würde", "würden") else head[2:]
    rest = [one for one in rest if one != "endlich"]
    glad = bool({*_GLAD, "lieber"} & set(lows))
    asks = any(one in ("wissen", "fragen", "erfahren") for one in lows[-1:]) or (verb in ("frage", "wüsste", "wüssten"))
    if tail and asks and (tail[0].lower() == "ob" or any(words.has("whs", one.lower()) for one in tail[:2])):
        return Part("", PartKind.QUESTION, joined(final_clause(tail, words)))
    if lows[-1] == "bitten" and "Sie" in rest:
        # `Ich möchte Sie bitten, ...`
        head, verb = [*head[:2], "Sie"], "bitte"
    begged = _begged(words, head, person, tail) if verb in ("bitte", "bitten") else None
    if begged:
        return begged
    if lows[-1] == "bitten":
        raise CannotTurnError("the wish is not clear")
    wants = (
        words.has("wish_verbs", verb)
        or (verb in _WISH and lows[2:3] in (["mir"], ["uns"]))
        or (verb in ("würde", "würden", "hätte", "hätten") and glad)
    )
    if wants and not rest and tail[:1] == ["dass"]:
        return Part("", PartKind.WISH, with_tail(words, ["Sie", "möchten"], tail))
    if not wants or not rest:
        return None
    if (
        lows[-1] in ("sagen", "wissen", "beschweren", "bedanken", "erwähnen", "fragen")
        or "nicht" in lows
        or "nie" in lows
    ):
        raise CannotTurnError("the wish says nothing")
    plain = (
        "möchten" if verb in ("würde", "würden", "will", "wollen") else plural(verb, words) if person == "ich" else verb
    )
    return Part("", PartKind.WISH, with_tail(words, ["Sie", plain, *exchanged(rest, person, lows[-1], words)], tail))


def _without_glad(rest: list[str]) -> list[str]:
    """What they would gladly do, without `sehr gern`."""
    return [
        one
        for one, after in zip(rest, [*rest[1:], ""], strict=False)
        if one.lower() not in _GLAD and not (one == "sehr" and after.lower() in _GLAD)
    ]


def _with_subject_first(words: TurningWords, head: list[str]) -> list[str]:
    """`Den Termin w\u00fcrde ich gern verschieben` as `ich w\u00fcrde den Termin gern verschieben`."""
    lows = [one.lower() for one in head]
    for at in range(1, min(_LONGEST_FRONT, len(head) - 1)):
        wishes = words.has("wish_verbs", lows[at]) or lows[at] in (*_WOULD, *_WISH, "bitte", "bitten")
        led = (
            words.has("determiners", lows[0])
            or words.has("prepositions", lows[0])
            or lows[0] in ("f\u00fcrs", "gern", "gerne")
        )
        if wishes and led and lows[at + 1] in ("ich", "wir") and not lows[at - 1].endswith(("en", "ern")):
            front = [lows[0], *head[1:at]]
            sich = head[at + 2 : at + 3] if lows[at + 2 : at + 3] in (["mir"], ["uns"]) else []
            return [head[at + 1], head[at], *sich, *front, *head[at + 2 + len(sich) :]]
        if not MARKS.isdisjoint(head[at]):
            break
    return head


def _trusted(words: TurningWords, lows: list[str], tail: list[str]) -> Part | None:
    """What they hope: `Ich hoffe sehr, dass der Bus noch f\u00e4hrt`; None for others."""
    hopes = lows[:2] in (["ich", "hoffe"], ["wir", "hoffen"]) and len(lows) < _LONGEST_FRONT
    if not hopes or tail[:1] != ["dass"] or tail[1:2] == ["Sie"]:
        return None
    return Part("", PartKind.WISH, with_tail(words, ["Sie", "hoffen", *lows[2:]], tail))


def _dreamt(words: TurningWords, head: list[str], lows: list[str], tail: list[str]) -> Part | None:
    """What would be good: `Es wäre gut, wenn`, `Mein Wunsch wäre, dass`, `Am liebsten würde ich`."""
    if lows[:2] == ["am", "liebsten"] and lows[3:4] in (["ich"], ["wir"]) and lows[2] in _WOULD and len(lows) > 5:
        verb = plural(lows[2], words) if lows[3] == "ich" else lows[2]
        rest = exchanged(head[4:], lows[3], lows[-1], words)
        return Part("", PartKind.WISH, joined(["Sie", verb, "am", "liebsten", *rest]))
    first = tail[0].lower() if tail else ""
    if lows[:2] in (["mein", "wunsch"], ["unser", "wunsch"]) and first == "dass" and len(lows) < 5:
        return Part("", PartKind.WISH, with_tail(words, ["Sie", "w\u00fcnschen", "sich"], tail))
    good = lows[-1] in ("gut", "nett", "hilfreich", "freundlich", "dankbar", "praktisch")
    if not (good and first == "wenn" and {"w\u00e4re", "f\u00e4nde", "f\u00e4nden", "w\u00e4ren"} & set(lows[:2])):
        return None
    if {"Sie", "jemand"} & set(tail[1:4]) and tail[-1] in _COULD and len(tail) > 4:
        return _asked(words, [one for one in tail[1:-2] if one not in ("Sie", "jemand")], tail[-2], [])
    return Part("", PartKind.WISH, with_tail(words, ["Sie", "f\u00e4nden", "es", "gut"], tail))
