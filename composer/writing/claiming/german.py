"""German claims: by the forms of verbs wherever they stand in their clause, whose they are, and what governs them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from composer.writing.claiming.claim_words import ClaimWords
from composer.writing.claiming.clauses import Clause, found_or_worded
from composer.writing.claiming.german_forms import HELPING, done, going_on, participle, past, subjectless

_PLURAL = frozenset({"haben", "hatten", "wurden", "sind", "waren"})
_SHOULD = frozenset({"h\u00e4tte", "h\u00e4tten"})
_MAY = frozenset({"sollen", "m\u00fcssen", "d\u00fcrfen", "k\u00f6nnen"})
_YOU = ("Sie", "du")
_ENDS = frozenset(";:-\u2013\u2014")


@dataclass
class _State:
    """What a sentence has come to, from clause to clause."""

    ours: bool = False
    """Whether we are the subject of the clause before."""
    helper: str = ""
    """The form of `haben` or `werden` with which a clause without one goes on."""
    bound: bool = False
    """Whether a condition at the beginning governs all of it."""
    governed: bool = False
    """Whether a condition, a guess or the customer's word governs this clause."""
    asked: bool = False
    """Whether the customer is asked to do something."""
    sorry: bool = False
    relative: bool = False
    """Whether the clause tells more of a noun."""
    told: bool = False
    """Whether the customer is the one who says what comes next."""

    @property
    def stands(self) -> bool:
        """Whether a clause says that something is so."""
        return not (self.bound or self.governed or self.asked)


def german_claim(sentence: str, clauses: Sequence[Clause], words: ClaimWords) -> str:
    """`act` or `fault` where a sentence claims something; empty where not."""
    if any(one.tokens[1:] == ("Sie",) and words.has("saying", one.tokens[0]) for one in clauses[1:]):
        return ""
    state, free, found = _State(), list[bool](), ""
    for number, clause in enumerate(clauses):
        tokens = tuple(token if token == "Sie" else token.lower() for token in clause.tokens)  # noqa: S105  a word
        _enter(state, clause, tokens, words, first=number == 0)
        claimed, ours = _claimed(state, clause, tokens, words) if tokens else ("", False)
        if number == 0 and not claimed and subjectless(clause.tokens, tokens, words):
            claimed = "act"
        free.append(state.stands)
        if claimed and state.stands and not found and (ours or not state.sorry):
            found = "fault" if state.sorry else claimed
    return found_or_worded(sentence, clauses, free, words, found, sorry=state.sorry)


def _enter(state: _State, clause: Clause, tokens: Sequence[str], words: ClaimWords, *, first: bool) -> None:
    """What is known at the beginning of a clause."""
    begin, ours = tokens[0] if tokens else "", any(words.has("we", one) for one in tokens[:2])
    if clause.lead in _ENDS:
        state.bound = state.governed = state.asked = state.sorry = state.told = False
    elif clause.lead == "," and begin not in ("dass", "ob"):
        state.governed = False
        state.asked = state.asked and not ours
        state.sorry = state.sorry and not (ours or begin == "weil")
    state.governed = state.governed or (state.told and begin in ("dass", "ob"))
    if words.has("conditions", begin) and not _says_when(clause.tokens, words):
        state.governed = True
        state.bound = state.bound or (first and words.has("binding", begin))
    # `Ist bis Freitag nichts gekommen, rufen Sie an.`
    state.bound = state.bound or (first and begin in HELPING)
    joins = words.has("joins", clause.lead)
    state.ours = state.ours and joins
    state.helper = state.helper if joins and clause.lead != "," else ""
    state.relative = state.relative and joins and clause.lead != ","
    state.asked = state.asked or _asks(tokens, words)


def _asks(tokens: Sequence[str], words: ClaimWords) -> bool:
    """Whether a clause asks the customer to do something: `Bitte prüfen Sie`, `Öffnen Sie`."""
    begin, second = (*tokens[:2], "", "")[:2]
    if begin in _PLURAL or any(words.has(name, begin) for name in ("modals", "relatives", "conditions")):
        return False
    return "bitte" in (begin, second) or (second == "Sie" and begin.endswith("en") and begin not in HELPING)


def _says_when(tokens: Sequence[str], words: ClaimWords) -> bool:
    """Whether what may begin a condition says when or how alone: `Seit Montag`, `Wie gewünscht`."""
    first, after = tokens[0].lower(), tokens[1] if len(tokens) > 1 else ""
    if first == "wie":
        return bool(after) and participle(tokens, 1, words)
    timed = after[:1].isupper() or after[:1].isdigit() or words.has("moments", after)
    return first in ("bis", "seit") and after not in ("", "Sie") and timed


def _claimed(state: _State, clause: Clause, tokens: Sequence[str], words: ClaimWords) -> tuple[str, bool]:
    """What a clause claims, and whether it is ours; what it says is kept for the clause that joins it."""
    here = frozenset(tokens)
    state.sorry = state.sorry or _has(here, "regrets", words)
    # `Ich nehme an`
    guesses = tokens[-1] == "an" and not here.isdisjoint(("nehme", "nehmen"))
    state.governed = state.governed or guesses or _has(here, "governors", words)
    we = _has(here, "we", words) or _has(here, "ours", words)
    you = any(one in _YOU and not (at and words.has("before_object", tokens[at - 1])) for at, one in enumerate(tokens))
    ours = we or (state.ours and not you)
    own = next((one for one in reversed(tokens) if one in HELPING), "")
    theirs = you and not _has(here, "we", words) and (not own or own in _PLURAL)
    state.told = theirs and _has(here, "saying", words)
    state.bound = state.bound or (state.told and tokens[0] == "wie")
    more = clause.lead == "," and words.has("relatives", tokens[0])
    state.relative = state.relative or (more and tokens[-1] in HELPING)
    if theirs or (state.relative and tokens[-1] in HELPING) or _has(here, "loose", words):
        return "", False
    if not here.isdisjoint(_SHOULD) and tokens[-1] in _MAY and (ours or "das" in here):
        return "fault", True
    helper = own or state.helper
    acts = done(clause.tokens, helper, words, tokens=tokens, joined=not own, sorry=state.sorry)
    acts = acts or (we and not own and going_on(tokens, words))
    state.ours, state.helper = ours, helper
    return ("act" if (acts and not _has(here, "modals", words)) or past(tokens, words) else ""), ours


def _has(here: frozenset[str], name: str, words: ClaimWords) -> bool:
    """Whether a clause has a word of a list."""
    return not here.isdisjoint(words.sets.get(name, ()))
