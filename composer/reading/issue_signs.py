"""Issue signs: what speaks for a sentence as a need, and what speaks against it, read from the words of a language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from composer.reading.cues import CueKind, FoundCue
from composer.reading.issue_words import IssueWords
from composer.reading.patterns import Text
from composer.reading.sentences import RELATIVE, Unit, in_quotes
from composer.reading.speech import Speech

_LONGEST_GENERIC, _LONGEST_ANNOUNCEMENT, _SHORTEST = 12, 8, 4
"""Words of a sentence that can ask for help in general, that can announce questions, and that says enough."""
_LEAD = 80
"""Characters before a question in which the word that leads to it stands."""
_AT_ONCE = 4
"""Characters that may stand before the first words of a question."""
_FIRST_WORD = re.compile(r"[^\W\d_][\w'\u2019-]*")
_AFTER_MARK = " )\"'\u201d\u2019"
"""What may stand behind a question mark."""
_AS_SAID = re.compile(r"\b(?:said|saying|answered|sagte\w*|gesagt|meinte\w*)\b[^.!?]{0,60}$")
"""Words behind which somebody tells what was asked for before, and asks for nothing now."""
_IF_NOT = frozenset(("if not", "if so", "if yes", "wenn nicht", "falls nicht", "wenn ja", "falls ja"))
"""What supposes an answer before the next question: `if not is the lesson lost`."""
_CLAUSE_BORDERS = ",;:-\u2013"
_OWN_ANSWER = re.compile(
    r"(?:absolutely |exactly |just |genau |gar )?"
    r"(?:nothing|nobody|no one|never|nope|nada|zero|zilch|silence|no answer|no reply|crickets|nichts|nix|niemand|keiner"
    r"|nie|null|stille|fehlanzeige|keine antwort)(?: at all)?\W*",
    re.IGNORECASE,
)
_ASKING = frozenset({"marked", "requests", "tells", "question", "begins_so"})
"""Signs that somebody asks or requests."""


@dataclass(frozen=True)
class SignedSentence:
    """A sentence with the signs that it bears, by the names that the table of weights has."""

    unit: Unit
    signs: frozenset[str]

    @property
    def asks(self) -> bool:
        return not self.signs.isdisjoint({"marked", "question"})

    @property
    def requests(self) -> bool:
        polite = "requests" in self.signs
        return polite or ("tells" in self.signs and not {"marked", "question"} <= self.signs)

    @property
    def wants(self) -> bool:
        return self.asks or self.requests

    @property
    def trouble(self) -> bool:
        return not self.signs.isdisjoint({"troubles", "situation", "struggle"})


def signed(
    units: Iterable[Unit], words: IssueWords, speech: Speech, cues: Sequence[FoundCue] = ()
) -> list[SignedSentence]:
    """The sentences of a message with their signs, in its order."""
    units = list(units)
    marks = any("?" in unit.text for unit in units)
    return _with_lists(_unanswered([_signed(unit, words, speech, cues, marks=marks) for unit in units]))


def _unanswered(sentences: list[SignedSentence]) -> list[SignedSentence]:
    """The sentences; a question that they answer themselves, `And what did I hear? Nothing.`, asks for nothing."""
    answered = {
        one.unit.start for one, after in pairwise(sentences) if one.asks and _OWN_ANSWER.fullmatch(after.unit.text)
    }
    return [replace(one, signs=one.signs - _ASKING) if one.unit.start in answered else one for one in sentences]


def _signed(unit: Unit, words: IssueWords, speech: Speech, cues: Sequence[FoundCue], *, marks: bool) -> SignedSentence:
    text = Text.of(unit.text)
    asking = _signs_of_asking(unit, text, words, speech, marks=marks)
    signs = asking | _signs_of_telling(unit, text, words, speech, cues)
    if "aside" in signs and "marked" not in signs:
        # `I need it for Sunday` says what for; what is wanted stands beside it.
        signs, asking = signs - _ASKING, set()
    if asking:
        signs -= {"praises", "thanks", "wonders"}
    if "troubles" in signs:
        signs -= {"praises", "wonders"}
    elif "marked" not in signs and speech.finds(text, words.passes_on):
        signs = (signs - _ASKING) | {"thanks"}
    return SignedSentence(unit, frozenset(signs))


def _signs_of_asking(unit: Unit, text: Text, words: IssueWords, speech: Speech, *, marks: bool) -> set[str]:
    if in_quotes(unit.text, len(unit.text)):
        # Half of a quotation: somebody else asks there.
        return set()
    marked = unit.text.rstrip(_AFTER_MARK).endswith("?")
    # Who marks questions tells where a full stop stands, whatever comes first: `Kommt ein bisschen Wasser.`
    told = marks and unit.text.endswith(".")
    forms = _question_forms(text, words, speech, marked=marked, told=told)
    first = _FIRST_WORD.search(text.folded)
    return _true(
        marked=marked,
        requests=any(_is_asked_now(text.folded, start) for start, _end in speech.finds(text, words.requests)),
        tells=first is not None and first[0] in words.orders,
        question=bool(forms),
        begins_so=any(start <= _AT_ONCE for start, _end in forms),
    )


def _is_asked_now(text: str, place: int) -> bool:
    """Whether a request is one of now, and neither told nor a notice that is quoted: `"please do not use"`."""
    return not in_quotes(text, place) and not _AS_SAID.search(text[:place])


def _signs_of_telling(unit: Unit, text: Text, words: IssueWords, speech: Speech, cues: Sequence[FoundCue]) -> set[str]:
    troubles, denies, complains, praises, thanks, wonders, aside, generic, announces, besides, pronoun = speech.there(
        text, words.telling
    )
    count = len(unit.text.split())
    inside = {one.cue.kind for one in cues if unit.start <= one.start < unit.end}
    return _true(
        troubles=troubles,
        denies=denies,
        situation=CueKind.SITUATION in inside,
        mocks=any(one.cue.id == "rhetorical" and unit.start <= one.start < unit.end for one in cues),
        struggle=CueKind.STRUGGLE in inside,
        complains=complains,
        praises=praises,
        thanks=thanks,
        listed=unit.listed,
        wonders=wonders,
        aside=aside,
        generic=count <= _LONGEST_GENERIC and generic,
        short=count < _SHORTEST and "?" not in unit.text[-2:],
        announces=count <= _LONGEST_ANNOUNCEMENT and announces,
        opens=unit.text.endswith(":"),
        anew=unit.listed or besides,
        pronoun=pronoun,
    )


def _true(**signs: bool) -> set[str]:
    """The names of the signs that are there."""
    return {name for name, there in signs.items() if there}


def _question_forms(
    text: Text, words: IssueWords, speech: Speech, *, marked: bool, told: bool
) -> list[tuple[int, int]]:
    """Where a question is built: anywhere by its word order, else where a sentence or a clause begins."""
    # `, which was my own fault` tells of what stands before it.
    forms = [
        (start, end)
        for start, end in speech.finds(text, words.questions)
        if marked or not (text.folded.startswith(RELATIVE, start) and text.folded[:start].rstrip().endswith(","))
    ]
    in_clauses = () if told else words.clause_questions
    for patterns, borders in ((words.opening_questions, ":"), (in_clauses, _CLAUSE_BORDERS)):
        for start, end in speech.finds(text, patterns):
            before = text.folded[max(0, start - _LEAD) : start].rstrip()
            if (before or told) and not marked and text.folded.startswith(RELATIVE, start):
                continue
            supposed = before in _IF_NOT
            if marked or not before or supposed or before[-1] in borders or before.split()[-1] in words.joins:
                forms.append((start, end))
    return sorted(set(forms))


def _with_lists(sentences: list[SignedSentence]) -> list[SignedSentence]:
    """What a list asks for is asked by its items; the line that opens it, `I need two things:`, is no need."""
    found: list[SignedSentence] = []
    opened = False
    for place, one in enumerate(sentences):
        after = sentences[place + 1] if place + 1 < len(sentences) else None
        goes_on = not one.unit.listed and not one.unit.text.rstrip(_AFTER_MARK).endswith((".", "?", "!"))
        opens = one.wants and ("opens" in one.signs or goes_on) and bool(after and after.unit.listed)
        if opens:
            found.append(replace(one, signs=one.signs | {"lists"}))
        elif opened and one.unit.listed and not one.asks:
            found.append(replace(one, signs=one.signs | {"requests"}))
        else:
            found.append(one)
        before = sentences[place - 1].unit.paragraph if place else -1
        opened = opens or (opened and (one.unit.listed or one.unit.paragraph == before))
    return found
