"""German statements: what happened, as it can be said back."""

from __future__ import annotations

from composer.writing.turning.german_clauses import refuse_order
from composer.writing.turning.german_persons import exchanged, plural, subject_of
from composer.writing.turning.german_questions import determined, with_tail
from composer.writing.turning.turned import CannotTurnError, Part, PartKind
from composer.writing.turning.turning_words import TurningWords


def statement(words: TurningWords, head: list[str], lows: list[str], tail: list[str]) -> Part:
    """A statement as it can be said back; raises CannotTurnError."""
    if "bitte" in lows or lows[0] == "entweder" or len(lows) < 4:
        raise CannotTurnError("not a whole statement")
    refuse_order(words, [*head, ",", *tail])
    subject = subject_of(head)
    if head[0] == "Sie" and not (
        {"mir", "mich", "uns"} & set(lows)
        or any(one in lows for one in ("mein", "meine", "meinen", "meinem", "meiner"))
    ):
        raise CannotTurnError("`Sie` may be others")
    if "Sie" in head[1:] and subject != "Sie":
        raise CannotTurnError("speaks of us")
    body = list(head)
    if subject == "ich":
        at = lows.index("ich")
        place = next((n for n in (at + 1, at - 1) if 0 <= n < len(lows) and _is_verb(words, lows[n])), -1)
        if place < 0:
            raise CannotTurnError("the verb of `ich` is not known")
        body[place] = plural(lows[place], words)
        _told(lows, place)
        if "und" in lows[place:] and _another(words, lows, place):
            raise CannotTurnError("a second verb of `ich`")
    elif not any(_finite(words, head, at) for at in range(1, len(head))):
        raise CannotTurnError("no verb that is known")
    elif not (
        subject or words.has("determiners", lows[0]) or head[0][:1].isupper() or words.has("prepositions", lows[0])
    ):
        raise CannotTurnError("the subject is not clear")
    text = exchanged(body, subject, lows[-1], words)
    return Part("", PartKind.STATEMENT, with_tail(words, text, tail))


def _finite(words: TurningWords, head: list[str], at: int) -> bool:
    low = head[at].lower()
    ends = head[at].islower() and low.endswith(("t", "te", "en", "ten")) and head[at - 1][:1].isupper()
    # `am Montag im Zug das Gerät verloren`: what ends with a participle has no verb yet.
    ends = ends and not (at == len(head) - 1 and words.has("participles", low))
    return words.has("finite", low) or words.has("modals", low) or ends


def _told(lows: list[str], place: int) -> None:
    verb = lows[place]
    rest = [one for n, one in enumerate(lows) if n != place and one != "ich"]
    participle = lows[-1].startswith("ge") or lows[-1].endswith(("t", "en"))
    if verb in ("bin", "war") and not (participle or "ohne" in rest):
        raise CannotTurnError("says who they are")
    if verb in (
        "denke",
        "glaube",
        "finde",
        "meine",
        "weiß",
        "verstehe",
        "frage",
        "sehe",
        "gehe",
        "könnte",
        "würde",
        "hätte",
        "wäre",
        "sollte",
        "werde",
        "bitte",
        "schreibe",
        "traue",
    ):
        raise CannotTurnError("what they think")


def _another(words: TurningWords, lows: list[str], place: int) -> bool:
    at = lows.index("und", place)
    return any(one in words.pairs("first_person") or one.endswith("te") for one in lows[at + 1 : at + 3])


def _is_verb(words: TurningWords, low: str) -> bool:
    return low in words.pairs("first_person") or (
        low.endswith("e") and not determined(words, low) and low not in ("heute", "ohne", "keine", "alle")
    )
