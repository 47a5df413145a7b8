"""Issues: what the customer needs, each with the stretch of the message that states it.

A sentence is one where what was read in it makes that likely: that it asks, requests, reports trouble, complains or
praises, and what its neighbours do. Neighbours that speak of the same thing are joined.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from composer.reading.cues import CueKind, FoundCue
from composer.reading.issue_signs import SignedSentence, signed
from composer.reading.issue_words import IssueWords
from composer.reading.needing import chances_of_need
from composer.reading.sentences import units_of
from composer.reading.speech import Speech
from kb.words.words import telling, words_of

ENOUGH, _NEARLY = 0.28, 0.25
"""Chances from which on a sentence is an issue, and is told with what is asked behind it."""
_BESIDE = 0.06
"""The same of one that may belong to what is asked or told beside it."""
_FURTHER, _ASKED_ON = ("and ", "und "), 6
"""How a question begins that asks on, and how many words it has at most: longer, it asks for something else."""
_THIS_NEXT = re.compile(
    r"\b(?:is|are|ist|w\u00e4re|lautet?) (?:this|these|the following|simple|folgende[sr]?|diese)\W*$", re.IGNORECASE
)
"""`What I want to know is this.`"""
_MEANS_TO = re.compile(
    r"(?:\W*(?:hello|hi|hallo|guten tag)\W+)?(?:now |so )?"
    r"(?:(?:i|we)(?:['\u2019]d| would)? (?:like|love|want|plan|mean|(?:am|are) (?:going|thinking))(?: of| about)? ?"
    r"(?:to )?(?:order|buy|send|book|give|get|ordering|buying|sending|booking)\b"
    r"|(?:ich|wir) (?:m\u00f6chten?|will|wollen|w\u00fcrden? gern|planen?)\b[^.!?]{0,160}"
    r"\b(?:bestellen|kaufen|buchen|schicken|verschenken|verschicken|mieten)(?: lassen)?\W*$)",
    re.IGNORECASE,
)
"""How somebody says what they mean to buy or to send."""
_URGES = re.compile(
    r"(?:and |so |und |also )?"
    r"(?:(?:i|we)(?:['\u2019]d| would)? (?:need|want|expect|require|must have|like|await)"
    r" (?:an?|your|some)? ?(?:\w+ ){0,2}(?:answer|reply|response)\b"
    r"|(?:[^.!?]|\d\.){0,80}?\b(?:please|kindly) (?:reply|answer|respond|get back to (?:me|us)|let (?:me|us) know)"
    r" (?:by|before|today|tonight|now|asap|as soon as|quickly|urgently)\b"
    r"|(?:ich|wir) (?:brauch|ben\u00f6tig|erwart|bitt|m\u00f6cht|h\u00e4tt)\w*\b[^.!?]{0,40}"
    r"\b(?:antwort|r\u00fcckmeldung|bescheid)\b"
    r"|(?:[^.!?]|\d\.){0,80}?\bbitte (?:um )?(?:\w+ ){0,2}(?:antwort|r\u00fcckmeldung|bescheid)"
    r" (?:bis|vor|heute|noch heute|morgen)\b)"
    r"(?![^!?]*\b(?:whether|if|what|how|why|when|which|who|that|to|from|ob|wie|was|warum|wann|welche\w*|wer|dass|die|auf)\b)"
    r"[^?]*$",
    re.IGNORECASE,
)
"""`I need an answer today`, `bitte Bescheid bis Montag`: when they need it, and not what."""
_NO_NEED = re.compile(
    r"(?:und |bitte )?(?:ich|wir) bitten? (?:um|vielmals um) (?:ihre? )?"
    r"(?:nachsicht|entschuldigung|verst\u00e4ndnis|verzeihung|geduld)\b"
    r"(?![^.!?]*\b(?:bitte|ob|und (?:ich|wir|k\u00f6nn\w*))\b)"
    r"|(?:please )?(?:forgive|excuse|bear with) (?:me|us|my|the|any)\b"
    r"(?![^.!?]*\b(?:please|but could|and (?:please|could|can))\b)"
    r"|[^.!?]{0,80}\b(?:eine|zwei|drei|ein paar|noch (?:eine|zwei)|one|two|three|a few|a couple of) (?:\w+ )?"
    r"(?:fragen?|questions?)\W*$",
    re.IGNORECASE,
)
"""An apology, and what only counts the questions that follow: `bevor wir bestellen, zwei Fragen.`"""
_ECHOES = re.compile(
    r"(?:really|honestly|seriously|ernsthaft|echt|wirklich|(?:on|at|in|for|all|both|every|again|after|with|by|from|auf|am"
    r"|an|im|bei|mit|alle|beide)(?: (?!(?:is|are|do|does|did|can|will|would|has|have|what|which|when|how|who|ist|sind"
    r"|kann|wird|hat|was|wie|wann|welche[mnrs]?|wer|you|sie|i|ich)\b)\w+){1,3})\?+$",
    re.IGNORECASE,
)
"""A question without a verb, which says again what is hard to believe."""
_TELLS_TO = re.compile(r"\b(?:please|kindly|pls|plz|bitte)\b", re.IGNORECASE)
"""A word of whoever tells us to do something: what is asked behind that is another need."""
_PLAINLY, _BACKGROUND = 0.75, 0.4
"""Chances from which on a question is plainly a need, and trouble beside it is one of its own."""
_WRONG = frozenset({CueKind.SITUATION, CueKind.REPEAT, CueKind.UPSET})
_WENT_WRONG = 1.0
"""From this weight on, a cue says by itself that something went wrong."""
_PARAGRAPH = "\n\n"
_LISTED = 0.1
"""The same for an item of a list of needs."""
_ANSWERED_BY_PRONOUN = 9
"""Words of the longest question that can belong to the trouble before it."""
_LONGEST_CONTEXT = 60
"""Words that an issue takes along from the sentences before it."""
_THIN = 3
"""Telling words of a question that says nothing without what stands before it."""
_SAYS_LITTLE = 0.1
"""By how much likelier a general question, `What now?`, has to be to stand for its issue."""
_LEADS_NOT = frozenset({"generic", "aside"})
"""Signs of a sentence that does not stand for its issue where another one asks."""


class IssueKind(StrEnum):
    """What kind of need it is; a hint that nothing hangs on alone."""

    QUESTION = "question"
    PROBLEM = "problem"
    REQUEST = "request"
    COMPLAINT = "complaint"
    PRAISE = "praise"


_STOPS = re.compile(r"[.!?\n]")
_LONGEST_PAIR = 24
"""Words of two questions in one sentence that are one need."""


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
    chance: float = 1.0
    """How likely that sentence states a need."""
    about: tuple[int, int] = (0, 0)
    """The stretch with what is told beside it, and likely belongs to it."""

    @property
    def needs_answer(self) -> bool:
        """Whether a reply has to answer it; praise asks for nothing."""
        return self.kind is not IssueKind.PRAISE


@dataclass(frozen=True)
class _Weighed(SignedSentence):
    """A sentence with how likely it states a need."""

    chance: float

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
    sentences = signed(units_of(text, words, speech), words, speech, cues)
    chances = chances_of_need(sentences)
    weighed = [_Weighed(one.unit, one.signs, chance) for one, chance in zip(sentences, chances, strict=True)]
    chosen = [one for one in weighed if one.chance >= ENOUGH]
    if len(chosen) > 1:
        before = {id(one): earlier for earlier, one in pairwise(weighed)}
        chosen = [one for one in chosen if not _asks_nothing_new(one, before.get(id(one)))] or chosen[:1]
    if any(one.trouble or "complains" in one.signs for one in chosen):
        # Beside trouble, a kind word on the way is no praise: `it is beautiful, but`.
        chosen = [one for one in chosen if one.kind is not IssueKind.PRAISE or "thanks" in one.signs]
    following = {id(one): after for one, after in pairwise(weighed)}
    chosen = _with_items(weighed, [one for one in chosen if not _only_leads(one, following.get(id(one)))])
    if not chosen and weighed:
        chosen = [max(weighed, key=lambda one: ("generic" not in one.signs, one.chance, -one.unit.start))]
    groups = _joined(weighed, chosen)
    taken = {id(one) for group in groups for one in group}
    places = {id(one): place for place, one in enumerate(weighed)}
    return [
        _issue(text, group, _about(weighed, places[id(group[0])], places[id(group[-1])], taken)) for group in groups
    ]


def without_background(text: str, issues: Sequence[Issue], cues: Sequence[FoundCue]) -> list[Issue]:
    """The issues of a text without those that more likely tell what a plain question beside them is about.

    `I have an eye test on Tuesday. How do I move it?`: in one paragraph with such a question, one of five of them
    states a need, and in another one, one of three. An item of a list is one whatever its chance, which is below
    `ENOUGH`.
    """
    plain = [one for one in issues if one.kind is IssueKind.QUESTION and one.chance >= _PLAINLY]
    wrong = [found.start for found in cues if found.cue.kind in _WRONG and found.cue.weight >= _WENT_WRONG]

    def tells_only(one: Issue) -> bool:
        weak = one.kind is IssueKind.PROBLEM and ENOUGH <= one.chance < _BACKGROUND
        beside = any(_PARAGRAPH not in text[min(one.end, asked.end) : max(one.start, asked.start)] for asked in plain)
        return weak and beside and not any(one.start <= place < one.end for place in wrong)

    return [one for one in issues if not tells_only(one)]


def _asks_nothing_new(one: _Weighed, before: _Weighed | None) -> bool:
    """Whether a sentence beside other needs only urges, apologises or counts, or asks the one before it once more."""
    asked = before is not None and before.unit.text.endswith("?")
    text = one.unit.text
    only = _URGES.match(text) or ("?" not in text and _NO_NEED.match(text))
    return bool(only or (asked and _ECHOES.match(one.unit.text)))


def _only_leads(one: _Weighed, after: _Weighed | None) -> bool:
    """Whether a sentence announces what is asked, or says what somebody means to buy or send, and the next one asks.

    `I want to order two roses. What would the postage be?`
    """
    if after and "announces" in one.signs and _THIS_NEXT.search(one.unit.text):
        return True
    if after is None or one.asks or not _MEANS_TO.match(one.unit.text):
        return False
    near = after.unit.paragraph == one.unit.paragraph and after.unit.item == one.unit.item
    return near and after.asks and after.chance >= ENOUGH and "generic" not in after.signs


def _with_items(weighed: list[_Weighed], chosen: list[_Weighed]) -> list[_Weighed]:
    """The chosen sentences with one for every item of a list that has none, where most of its items are needs."""
    items = {one.unit.item for one in weighed} - {0}
    served = {one.unit.item for one in chosen} - {0}
    if not served or 2 * len(served) < len(items):
        return chosen
    others = [
        max((one for one in weighed if one.unit.item == item), key=lambda one: one.chance) for item in items - served
    ]
    added = [one for one in others if one.chance >= _LISTED]
    return sorted([*chosen, *added], key=lambda one: one.unit.start)


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
    if one.unit.item and one.unit.item == last.unit.item:
        # Who numbers what they need has counted.
        return True
    if "anew" in one.signs:
        return False
    if "generic" in one.signs and distance <= 3:
        return True
    same_paragraph = one.unit.paragraph == last.unit.paragraph
    short = len(one.unit.text.split()) <= _ANSWERED_BY_PRONOUN
    further = one.unit.text.lower().startswith(_FURTHER) and len(one.unit.text.split()) > _ASKED_ON
    # `Please stop that. And what does it cost?` wants two things.
    told_to = "requests" not in one.signs and "marked" not in last.signs and bool(_TELLS_TO.search(last.unit.text))
    wanted = (last.asks or last.wants) and not told_to
    if distance == 1 and same_paragraph and wanted and one.asks and short and "pronoun" in one.signs and not further:
        return True
    told = not one.wants
    if told and (one.trouble or "complains" in one.signs) and last.trouble and distance <= 2 and same_paragraph:
        return True
    if not last.trouble or last.wants or distance > 2:
        return False
    if distance == 1 and same_paragraph and one.wants:
        # What is asked right behind the trouble is asked about it.
        return True
    if one.requests:
        return False
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
        if before.chance >= ENOUGH or "aside" in before.signs or count > _LONGEST_CONTEXT:
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
    """Whether a sentence that is no issue tells of the trouble of its neighbour, or of what that one asks about."""
    told = one.trouble and not one.wants and "aside" not in one.signs
    asked = beside.wants and one.unit.start < beside.unit.start and one.chance >= _NEARLY
    return told and one.chance < ENOUGH and one.unit.paragraph == beside.unit.paragraph and (beside.trouble or asked)


def _asks_on(one: _Weighed, told: _Weighed) -> bool:
    """Whether a question that says little, `What now?`, is asked about the trouble right before it."""
    return one.asks and one.chance < ENOUGH and told.trouble and one.unit.paragraph == told.unit.paragraph


def _about(weighed: list[_Weighed], first: int, last: int, taken: Collection[int]) -> tuple[int, int]:
    """Where an issue begins and ends with the sentences beside it that are no need, and likely tell of this one."""
    while first and id(weighed[first - 1]) not in taken and _tells_of(weighed[first - 1], weighed[first], before=True):
        first -= 1
    while (
        last + 1 < len(weighed)
        and id(weighed[last + 1]) not in taken
        and _tells_of(weighed[last + 1], weighed[last], before=False)
    ):
        last += 1
    return weighed[first].unit.start, weighed[last].unit.end


def _tells_of(one: _Weighed, beside: _Weighed, *, before: bool) -> bool:
    """Whether a sentence that is no need likely tells of the one beside it: of its trouble, or of what it asks about.

    With these, two of a hundred needs more are found by the words that a person marks for them.
    """
    near = abs(one.unit.paragraph - beside.unit.paragraph) <= 1
    told = not one.wants and "aside" not in one.signs and (one.trouble or one.chance >= _BESIDE)
    return near and told and (beside.trouble or (before and beside.wants and one.chance >= _BESIDE))


def _issue(text: str, group: list[_Weighed], about: tuple[int, int]) -> Issue:
    start, end = group[0].unit.start, group[-1].unit.end

    def leads(one: _Weighed) -> tuple[bool, float]:
        return one.wants and one.signs.isdisjoint(_LEADS_NOT), one.chance - _SAYS_LITTLE * ("generic" in one.signs)

    leading = max(group, key=leads)
    words, stated = " ".join(text[start:end].split()), _stated(text, group, leading)
    return Issue(leading.kind, words, start, end, stated, leading.chance, about)


def _stated(text: str, group: Sequence[_Weighed], leading: _Weighed) -> str:
    """The sentence that states an issue, with the question beside it that asks about the same thing."""
    at = next(place for place, one in enumerate(group) if one is leading)
    for pair in (group[max(0, at - 1) : at + 1], group[at : at + 2]):
        whole = " ".join(text[pair[0].unit.start : pair[-1].unit.end].split())
        parts = len(pair) > 1 and not _STOPS.search(text, pair[0].unit.start, pair[1].unit.start)
        if parts and all(one.asks for one in pair) and len(whole.split()) <= _LONGEST_PAIR:
            # `How do I send it back, and what will that cost me?`
            return whole
        marked = all("marked" in one.signs and one.chance >= ENOUGH for one in pair)
        if len(pair) > 1 and marked and pair[0].unit.paragraph == pair[1].unit.paragraph:
            return " ".join(one.unit.text for one in pair)
    return leading.unit.text
