"""Issues: what the customer needs, each with the stretch of the message that states it.

Sentences get points for asking, requesting, reporting trouble, complaining and praising; those with enough points are
issues. Neighbours that speak of the same thing are joined. The weights were chosen on labelled messages.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from composer.reading.cues import CueKind, FoundCue
from composer.reading.issue_words import IssueWords
from composer.reading.patterns import Text
from composer.reading.sentences import RELATIVE, Unit, in_quotes, units_of
from composer.reading.speech import Speech
from kb.words.words import telling, words_of

ENOUGH = 0.8
"""Points from which on a sentence is an issue."""
_MOST_ASKING = 3.2
"""The most that asking and requesting count together."""
_ANSWERED_BY_PRONOUN = 9
"""Words of the longest question that can belong to the trouble before it."""
_LONGEST_CONTEXT = 60
"""Words that an issue takes along from the sentences before it."""
_LONGEST_GENERIC, _LONGEST_ANNOUNCEMENT, _SHORTEST = 12, 8, 4
"""Words of a sentence that can ask for help in general, that can announce questions, and that says enough."""
_THIN = 3
"""Telling words of a question that says nothing without what stands before it."""
_LEAD = 80
"""Characters before a question in which the word that leads to it stands."""
_AT_ONCE = 4
"""Characters that may stand before the first words of a question."""
_FIRST_WORD = re.compile(r"[^\W\d_][\w'\u2019-]*")
_AFTER_MARK = " )\"'\u201d\u2019"
"""What may stand behind a question mark."""
_AS_SAID = re.compile(r"\b(?:said|saying|answered|sagte\w*|gesagt|meinte\w*)\b[^.!?]{0,60}$")
"""Words behind which somebody tells what was asked for before, and asks for nothing now."""
_CLAUSE_BORDERS = ",;:-\u2013"


class IssueKind(StrEnum):
    """What kind of need it is; a hint that nothing hangs on alone."""

    QUESTION = "question"
    PROBLEM = "problem"
    REQUEST = "request"
    COMPLAINT = "complaint"
    PRAISE = "praise"


@dataclass(frozen=True)
class Issue:
    """One thing that the customer needs."""

    kind: IssueKind
    words: str
    """The stretch of the message, white space made single."""
    start: int
    end: int
    sentence: str = ""
    """The sentence of it that states it best."""

    @property
    def needs_answer(self) -> bool:
        """Whether a reply has to answer it; praise asks for nothing."""
        return self.kind is not IssueKind.PRAISE


_ASKING = {"marked": 1.3, "requests": 1.3, "tells": 1.2, "question": 1.0, "begins_so": 0.5}
"""What speaks for a sentence that asks or requests."""
_TELLING = {
    "troubles": 0.55,
    "denies": 0.25,
    "situation": 0.5,
    "struggle": 0.3,
    "complains": 0.9,
    "praises": 1.15,
    "thanks": 0.85,
    "listed": 0.5,
    "wonders": -0.6,
    "aside": -1.6,
    "generic": -0.9,
    "short": -0.8,
    "announces": -2.5,
    "opens": -0.4,
}
"""What speaks for and against any sentence."""
_LEADS_NOT = frozenset({"generic", "aside"})
"""Signs of a sentence that does not stand for its issue where another one asks."""
_KIND_WORD = _TELLING["praises"]
"""Points of one word of praise, with nothing else that speaks for it."""
_ALONE = 0.8
"""What it counts that nothing else in the message is asked, or that there is no other sentence."""


@dataclass(frozen=True)
class _Weighed:
    """A sentence with the signs that it bears, by the names of the weights."""

    unit: Unit
    signs: frozenset[str]
    points: float

    @property
    def asks(self) -> bool:
        return not self.signs.isdisjoint({"marked", "question"})

    @property
    def requests(self) -> bool:
        polite = "requests" in self.signs
        return polite or ("tells" in self.signs and not {"marked", "question"} <= self.signs)

    @property
    def thanks(self) -> bool:
        return "thanks" in self.signs or self.points > _KIND_WORD

    @property
    def trouble(self) -> bool:
        return not self.signs.isdisjoint({"troubles", "situation", "struggle"})

    @property
    def kind(self) -> IssueKind:
        if "mocks" in self.signs:
            return IssueKind.COMPLAINT
        if self.requests:
            return IssueKind.REQUEST
        if self.asks:
            return IssueKind.QUESTION
        if not self.signs.isdisjoint({"praises", "thanks"}) and not self.trouble:
            return IssueKind.PRAISE
        return IssueKind.COMPLAINT if "complains" in self.signs else IssueKind.PROBLEM


def find_issues(text: str, words: IssueWords, speech: Speech, cues: Sequence[FoundCue] = ()) -> list[Issue]:
    """The issues of a message in its order; at least one where it says anything."""
    units = units_of(text, words, speech)
    marks = any("?" in unit.text for unit in units)
    weighed = [_weighed(unit, words, speech, cues, marks=marks) for unit in units]
    weighed = _with_lists(_with_the_rest(weighed))
    chosen = [one for one in weighed if one.points >= ENOUGH]
    if any(one.trouble or "complains" in one.signs for one in chosen):
        # Beside trouble, a kind word on the way is no praise: `it is beautiful, but`.
        chosen = [one for one in chosen if one.kind is not IssueKind.PRAISE or one.thanks]
    if not chosen and weighed:
        chosen = [max(weighed, key=lambda one: (one.points, -one.unit.start))]
    return [_issue(text, group) for group in _joined(weighed, chosen)]


def _weighed(unit: Unit, words: IssueWords, speech: Speech, cues: Sequence[FoundCue], *, marks: bool) -> _Weighed:
    text = Text.of(unit.text)
    troubles = len({start for start, _end in speech.finds(text, words.troubles)})
    signs = _signs_of_asking(unit, text, words, speech, marks=marks)
    asking = min(sum(_ASKING[sign] for sign in signs), _MOST_ASKING)
    signs |= _signs_of_telling(unit, text, words, speech, cues)
    if asking:
        signs -= {"praises", "thanks", "wonders"}
    if troubles:
        signs = (signs | {"troubles"}) - {"praises", "wonders"}
    if speech.finds(text, words.passes_on) and not troubles and "marked" not in signs:
        signs, asking = (signs - frozenset(_ASKING)) | {"thanks"}, 0.0
    telling = sum(weight for sign, weight in _TELLING.items() if sign in signs)
    return _Weighed(unit, frozenset(signs), asking + telling + _TELLING["troubles"] * (troubles > 1))


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
    def has(patterns: tuple[str, ...]) -> bool:
        return bool(speech.finds(text, patterns))

    count = len(unit.text.split())
    inside = {one.cue.kind for one in cues if unit.start <= one.start < unit.end}
    return _true(
        denies=has(words.negations),
        situation=CueKind.SITUATION in inside,
        mocks=any(one.cue.id == "rhetorical" and unit.start <= one.start < unit.end for one in cues),
        struggle=CueKind.STRUGGLE in inside,
        complains=has(words.complaints),
        praises=has(words.praises),
        thanks=has(words.thanks),
        listed=unit.listed,
        wonders=has(words.asking),
        aside=has(words.asides),
        generic=count <= _LONGEST_GENERIC and has(words.generic),
        short=count < _SHORTEST and "?" not in unit.text[-2:],
        announces=count <= _LONGEST_ANNOUNCEMENT and has(words.announces),
        opens=unit.text.endswith(":"),
        anew=unit.listed or has(words.besides),
        pronoun=has(words.pronouns),
    )


def _true(**signs: bool) -> set[str]:
    """The names of the signs that are there."""
    return {name for name, there in signs.items() if there}


def _question_forms(
    text: Text, words: IssueWords, speech: Speech, *, marked: bool, told: bool
) -> list[tuple[int, int]]:
    """Where a question is built: anywhere by its word order, else where a sentence or a clause begins."""
    forms = speech.finds(text, words.questions)
    in_clauses = () if told else words.clause_questions
    for patterns, borders in ((words.opening_questions, ":"), (in_clauses, _CLAUSE_BORDERS)):
        for start, end in speech.finds(text, patterns):
            before = text.folded[max(0, start - _LEAD) : start].rstrip()
            if (before or told) and not marked and text.folded.startswith(RELATIVE, start):
                continue
            if marked or not before or before[-1] in borders or before.split()[-1] in words.joins:
                forms.append((start, end))
    return sorted(set(forms))


def _with_the_rest(weighed: list[_Weighed]) -> list[_Weighed]:
    """The sentences with what the rest of the message says of them."""
    asked = any((one.asks or one.requests) and "generic" not in one.signs and one.points >= ENOUGH for one in weighed)
    found = []
    for one in weighed:
        told = (one.trouble or "thanks" in one.signs) and not asked
        found.append(replace(one, points=one.points + _ALONE * (told + (len(weighed) == 1))))
    return found


def _with_lists(weighed: list[_Weighed]) -> list[_Weighed]:
    """What a list asks for is asked by its items; the line that opens it, `I need two things:`, is no need."""
    found: list[_Weighed] = []
    opened = False
    for place, one in enumerate(weighed):
        after = weighed[place + 1] if place + 1 < len(weighed) else None
        goes_on = not one.unit.listed and not one.unit.text.rstrip(_AFTER_MARK).endswith((".", "?", "!"))
        opens = (one.asks or one.requests) and ("opens" in one.signs or goes_on) and bool(after and after.unit.listed)
        if opens:
            found.append(replace(one, points=one.points + _TELLING["announces"]))
        elif opened and one.unit.listed and not one.asks:
            found.append(replace(one, signs=one.signs | {"requests"}, points=one.points + _ASKING["requests"]))
        else:
            found.append(one)
        before = weighed[place - 1].unit.paragraph if place else -1
        opened = opens or (opened and (one.unit.listed or one.unit.paragraph == before))
    return found


def _joined(weighed: list[_Weighed], chosen: list[_Weighed]) -> list[list[_Weighed]]:
    """The chosen sentences in groups that speak of the same thing, each with the context that it needs."""
    places = {id(one): place for place, one in enumerate(weighed)}
    groups: list[list[_Weighed]] = []
    for one in chosen:
        if groups and _belongs(groups[-1], one, places[id(one)] - places[id(groups[-1][-1])]):
            groups[-1].append(one)
        else:
            groups.append([one])
    found: list[list[_Weighed]] = []
    for group in groups:
        taken = places[id(found[-1][-1])] + 1 if found else 0
        found.append(_with_context(weighed, places, group, taken))
    return found


def _belongs(group: list[_Weighed], one: _Weighed, distance: int) -> bool:
    """Whether a sentence speaks of the same thing as the issue before it."""
    last = group[-1]
    if "anew" in one.signs:
        return False
    if "generic" in one.signs and distance <= 3:
        return True
    same_paragraph = one.unit.paragraph == last.unit.paragraph
    told = not one.asks and not one.requests
    if told and (one.trouble or "complains" in one.signs) and last.trouble and distance <= 2 and same_paragraph:
        return True
    if not last.trouble or last.asks or last.requests or distance > 2:
        return False
    if distance == 1 and same_paragraph and (one.asks or one.requests):
        # What is asked right behind the trouble is asked about it.
        return True
    if one.requests:
        return False
    short = len(one.unit.text.split()) <= _ANSWERED_BY_PRONOUN
    return one.asks and ((short and "pronoun" in one.signs) or bool(_telling_of(one) & _telling_of(last)))


def _telling_of(one: _Weighed) -> frozenset[str]:
    return frozenset(word for word in words_of(one.unit.text) if telling(word))


def _with_context(weighed: list[_Weighed], places: dict[int, int], group: list[_Weighed], taken: int) -> list[_Weighed]:
    """An issue with the trouble round it: what came before a question that says nothing alone, and what goes on.

    The sentences before `taken` belong to other issues.
    """
    first, last = places[id(group[0])], places[id(group[-1])]
    own = {id(one) for one in group}
    count = 0
    while first > taken and _says_little(group[0]) and last - first < 5:
        before = weighed[first - 1]
        count += len(before.unit.text.split())
        if before.points >= ENOUGH or "aside" in before.signs or count > _LONGEST_CONTEXT:
            break
        first -= 1
    while first > taken and _goes_along(weighed[first - 1], weighed[first]) and id(weighed[first - 1]) not in own:
        first -= 1
    while last + 1 < len(weighed) and _goes_along(weighed[last + 1], weighed[last]):
        last += 1
    if last + 1 < len(weighed) and _asks_on(weighed[last + 1], weighed[last]):
        last += 1
    return weighed[first : last + 1]


def _says_little(one: _Weighed) -> bool:
    """Whether a sentence asks without saying about what: `What can I do?`, `Is there a way back in?`."""
    return "generic" in one.signs or (one.asks and len(_telling_of(one)) <= _THIN)


def _goes_along(one: _Weighed, beside: _Weighed) -> bool:
    """Whether a sentence that is no issue tells of the trouble of its neighbour."""
    told = one.trouble and not one.asks and not one.requests and "aside" not in one.signs
    return told and one.points < ENOUGH and one.unit.paragraph == beside.unit.paragraph and beside.trouble


def _asks_on(one: _Weighed, told: _Weighed) -> bool:
    """Whether a general question, `What now?`, is asked about the trouble right before it."""
    generic = "generic" in one.signs and one.asks and one.points < ENOUGH
    return generic and told.trouble and one.unit.paragraph == told.unit.paragraph


def _issue(text: str, group: list[_Weighed]) -> Issue:
    start, end = group[0].unit.start, group[-1].unit.end
    leading = max(group, key=lambda one: ((one.asks or one.requests) and one.signs.isdisjoint(_LEADS_NOT), one.points))
    return Issue(leading.kind, " ".join(text[start:end].split()), start, end, leading.unit.text)
