"""English claims: by the forms of verbs, whose they are, and what governs them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from composer.writing.claiming.claim_words import ClaimWords
from composer.writing.claiming.clauses import FIELD, Clause, found_or_worded
from composer.writing.claiming.english_forms import BE, HAVE, MOST_ADVERBS, WAS, passive, past, perfect, subjectless

_GOVERN = (("make", "sure"), ("as", "soon"), ("as", "long"), ("in", "case"), ("feel", "free"))
_ENDS = frozenset(";:-\u2013\u2014")
_NO_YOU = frozenset({"was", "got", "is", "has"})
"""Words before which `you` is no subject: `the label we sent you was wrong`."""


class Who(Enum):
    """Whose verb it is."""

    NOBODY = auto()
    WE = auto()
    YOU = auto()
    THING = auto()
    ANY = auto()
    """Whatever or whoever there is: general."""


@dataclass
class _State:
    """What a sentence has come to, from clause to clause."""

    who: Who = Who.NOBODY
    bound: bool = False
    """Whether a condition at the beginning governs all of it."""
    governed: bool = False
    """Whether a condition, a guess or the customer's word governs this clause."""
    asked: bool = False
    """Whether the customer is asked to do something."""
    sorry: bool = False

    @property
    def stands(self) -> bool:
        """Whether a clause says that something is so."""
        return not (self.bound or self.governed or self.asked)


def english_claim(sentence: str, clauses: Sequence[Clause], words: ClaimWords) -> str:
    """`act` or `fault` where a sentence claims something; empty where not."""
    if any(len(one.tokens) == 2 and one.tokens[0] == "you" and words.has("saying", one.tokens[1]) for one in clauses):
        return ""
    state, free, found = _State(), list[bool](), ""
    for number, clause in enumerate(clauses):
        begins = number == 0 or (number == 1 and not clauses[0].tokens)
        _enter(state, clause, words, begins=begins)
        alone = len(clauses) == 1 and sentence.endswith((".", "!"))
        bare = number == 0 and state.stands and subjectless(clause.tokens, words, alone=alone)
        claimed = Who.WE if bare else _claimed(state, clause, words)
        free.append(state.stands and (begins or not _tells_more(clause, words)))
        if claimed and not found and (claimed is Who.WE or not state.sorry):
            found = "fault" if state.sorry else "act"
    return found_or_worded(sentence, clauses, free, words, found, sorry=state.sorry)


def _tells_more(clause: Clause, words: ClaimWords) -> bool:
    """Whether a clause only tells more of what was named: `the parcel that is on its way`."""
    first = clause.tokens[0] if clause.tokens else ""
    return words.has("relatives", clause.lead) and (first in BE or first in WAS or first in HAVE or first == "left")


def _enter(state: _State, clause: Clause, words: ClaimWords, *, begins: bool) -> None:
    """What is known at the beginning of a clause."""
    lead, first = clause.lead, clause.tokens[0] if clause.tokens else ""
    ours = words.has("we", first)
    if lead in _ENDS:
        state.bound = state.governed = state.asked = state.sorry = False
    elif lead == "," or (ours and words.has("joins", lead)):
        state.governed = False
        state.asked = state.asked and not ours
        state.sorry = state.sorry and not ours
    if words.has("conditions", lead):
        state.governed = True
        state.bound = state.bound or (begins and (words.has("binding", lead) or first == "you"))
    if lead and not words.has("joins", lead):
        # `That was corrected today.` begins with a subject.
        state.who = Who.THING if begins and lead == "that" else Who.NOBODY
    # `Open the lid and check whether it was cleaned.`
    state.asked = state.asked or (begins and not lead and first in words.verbs.bases)


def _claimed(state: _State, clause: Clause, words: ClaimWords) -> Who | None:
    """Whose act or state a clause claims; None where none. Whose it is is kept for the clause that joins it."""
    tokens, who = clause.tokens, state.who
    inherited = who is Who.WE and words.has("joins", clause.lead)
    first, last = Who.NOBODY, 0 if inherited else -MOST_ADVERBS
    claimed: Who | None = None
    for at, word in enumerate(tokens):
        _govern(state, tokens, at, who, words)
        if word == "you" and at + 1 < len(tokens) and tokens[at + 1] not in _NO_YOU:
            who = Who.YOU
        elif (named := _named(tokens, at, words)) is not None:
            # Behind `our` stands a noun: `our electrician checked it`.
            who, last = named, at + (2 if words.has("ours", word) else 1)
        first = who if first is Who.NOBODY else first
        if claimed is None and state.stands and _claims(tokens, at, who, last, words):
            claimed = who
    state.who = first
    return claimed


def _govern(state: _State, tokens: Sequence[str], at: int, who: Who, words: ClaimWords) -> None:
    """What a word makes of what follows it."""
    word = tokens[at]
    if words.has("regrets", word):
        state.sorry = True
    elif word == "please":
        state.asked = True
    elif word == "you":
        state.governed = state.governed or _says(tokens[at + 1 : at + 3], words)
    elif words.has("governors", word) or (word == "will" and who is Who.WE) or tokens[at : at + 2] in _GOVERN:
        state.governed = True


def _says(after: Sequence[str], words: ClaimWords) -> bool:
    """Whether what comes next is said by the customer: `you told us that`."""
    return any(words.has("saying", one) for one in after)


def _named(tokens: Sequence[str], at: int, words: ClaimWords) -> Who | None:
    """Who is meant by a word that may be, or lead to, a subject."""
    word = tokens[at]
    if any(words.has(name, word) for name in ("we", "parties", "ours")):
        return Who.WE
    if words.has("loose", word):
        return Who.ANY
    return Who.THING if word == FIELD or words.has("subjects", word) else None


def _claims(tokens: Sequence[str], at: int, who: Who, last: int, words: ClaimWords) -> bool:
    """Whether the verb at a place claims something; `last` is the place behind its subject."""
    if who not in (Who.WE, Who.THING):
        return False
    ours = who is Who.WE
    if tokens[at] in HAVE:
        return perfect(tokens, at, words, ours=ours)
    if tokens[at] in WAS or tokens[at] in BE:
        return passive(tokens, at, words, ours=ours)
    between = tokens[last:at] if 0 <= last <= at <= last + MOST_ADVERBS else ("",)
    return ours and all(words.has("adverbs", one) for one in between) and past(tokens, at, words)
