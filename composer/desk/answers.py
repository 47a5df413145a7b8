"""Answers: the articles that may answer each issue of a message, and the one that goes in by itself."""

from __future__ import annotations

import re
from dataclasses import replace

from composer.cases.case import Case
from composer.cases.step import Tone
from composer.desk.desk import Desk
from composer.desk.heard import needs_of
from composer.desk.on_screen import with_what_they_read
from composer.desk.spoken import is_in
from composer.reading.cues import CueKind
from composer.reading.issues import Issue, IssueKind
from composer.reading.language_of import base_of
from composer.reading.reading import Reading
from composer.writing.draft import Draft, Suggested
from kb.articles.status import Status
from kb.search.answers import Answers, Candidate, Confidence, answers_for
from kb.words.words import telling, words_of

_SHOWN = (Status.PUBLIC, Status.INTERNAL)
_LOOKED_THROUGH = 30
"""Articles that share words with an issue and are looked at for their language."""
_OFFERED = 3
"""Articles that are offered for an issue."""
_LIKELY = 0.5
_CLEAR = 0.05
"""A lead of the section below which another one of the article may answer as well; of 11 such, 5 were the right one."""
_NEWS = 5
"""Telling words of an answer that the letter does not say."""
_SAYS_SOMETHING = 2
"""Telling words of an issue from which on an article goes in for it, beside others."""
_TRIED = frozenset({"tried-things", "many-attempts", "looked-everywhere"})
"""Cues of somebody who has tried what an article says."""
_TROUBLE = frozenset(
    {CueKind.STRUGGLE, CueKind.REPEAT, CueKind.UPSET, CueKind.SITUATION, CueKind.BACKGROUND, CueKind.SUPPOSED}
)
_SYMPTOMS = re.compile(
    r"\b(?:headaches?|migraines?|dizz\w{1,6}|nause\w{1,6}|faint(?:ed|ing)?|(?:blurred|blurry|double) vision"
    r"|pains?|(?:head|eyes?) (?:hurts?|aches?)|vomit\w{0,6}|bleed\w{0,5}|kopfschmerz\w{0,3}|schwindel\w{0,3}|schwindlig"
    r"|\u00fcbelkeit|migr\u00e4ne|schmerz\w{0,4}|blutet|erbrech\w{0,3})\b",
    re.IGNORECASE,
)
"""Beside these, what an article says to everybody may do harm."""
_ELSE = re.compile(
    r"\W*(?:(?:and|but|or|und|aber|oder)\s)?(?:if (?:not|that|this|it|you can(?:no|['\u2019])t)|otherwise|failing that"
    r"|(?:wenn|falls) (?:nicht|das|es|sie)|sonst|andernfalls)\b",
    re.IGNORECASE,
)
"""How a need begins that is one only if another one cannot be met."""
_SUGGESTS = "suggestion"
"""The cue of what somebody would like to be otherwise; how it is now is no answer to that."""
_UNANSWERED = "unanswered"
"""The cue of who had no answer from us; like who writes again, they wait for somebody, and not for a page."""
_MEANS = r"(account|app|printer|smart ?phone|computer|laptop|scanner|kundenkonto|konto|handy|drucker|rechner)\b"
_LACKS = re.compile(
    r"\b(?:no|without|closed|deleted|(?:don['\u2019]?t|do not|haven['\u2019]?t|have not) (?:have|got|own|use))\s"
    rf"(?:an?\s|my\s|our\s|the\s|any\s)?(?:own\s)?{_MEANS}"
    rf"|\b(?:kein\w{{0,2}}|ohne(?:\sein\w{{0,2}})?)\s{_MEANS}"
    rf"|\b(?:mein|das)\s{_MEANS}[^.!?\n]{{0,40}}\bgel\u00f6scht",
    re.IGNORECASE,
)
"""What somebody says that they do not have; an article that needs it is no answer to them."""
_WANTED = frozenset({IssueKind.QUESTION, IssueKind.REQUEST})


def answers_of(desk: Desk, case: Case, reading: Reading) -> list[Answers]:
    """What may answer each issue, in the order of the issues; without the model by shared words, and never sure."""
    asked = [issue.words for issue in reading.issues]
    if not asked:
        return []
    letter, subject, *asked = (
        desk.in_words_of_articles(text, reading.language)
        for text in (case.message.own_words, case.message.subject, *asked)
    )
    found = answers_for(desk.search, letter, asked, subject=subject, most=_OFFERED)
    own = desk.settings.library.language
    if base_of(reading.language or own) != base_of(own):
        texts = [f"{case.message.subject}\n{issue.words}".strip() for issue in reading.issues]
        found = [_theirs_first(desk, case, reading, text, one) for text, one in zip(texts, found, strict=True)]
    return [with_what_they_read(one, issue.words) for one, issue in zip(found, reading.issues, strict=True)]


def _theirs_first(desk: Desk, case: Case, reading: Reading, issue: str, found: Answers) -> Answers:
    """The answers to an issue with the articles first that are in the customer's language and share its words.

    The model does not know that language; what it finds near among them is chance.
    """
    own = desk.settings.library.language
    hits = desk.search.find_by_words(issue, case.message.own_words, limit=_LOOKED_THROUGH)
    shown = [hit for hit in hits if hit.article.status in _SHOWN]
    theirs = [hit for hit in shown if is_in(desk.library, hit.article, reading.language, own)]
    if not theirs:
        return found
    best = max(hits[0].score, 1e-9)
    first = [Candidate(hit.article, hit.score / best) for hit in theirs[:_OFFERED]]
    listed = {one.article.path for one in first}
    others = [one for one in found.candidates if one.article.path not in listed]
    return Answers((*first, *others)[:_OFFERED], named=theirs[0].named)


def draft_for(desk: Desk, case: Case, reading: Reading) -> Draft:
    """The draft that a reply begins with; it rests on an article where the meaning of an issue is sure of one.

    Without the model it never does, since shared words prove nothing: of what was put in by them, every second answer
    was wrong (measured on labelled letters). Nor does it where the message needs a person; somebody who is upset gets
    one for what they ask, and none for what they complain about.
    """
    meaning = desk.search.meaning
    harms = _SYMPTOMS.search(case.message.own_words) or any(one.cue.id == _SUGGESTS for one in reading.cues)
    waits = any(one.cue.kind is CueKind.REPEAT or one.cue.id == _UNANSWERED for one in reading.cues)
    if reading.care or reading.vulnerable or harms or waits or meaning is None or not meaning.model():
        return desk.first_draft(case, reading)
    own = desk.settings.library.language
    several = len(reading.issues) > 1
    needs = {
        number: issue
        for number, issue in needs_of(reading).items()
        if not (_may_be_none(issue) or (several and _says_little(issue)))
        and (reading.tone is not Tone.UPSET or issue.kind in _WANTED)
    }
    for number, found in enumerate(answers_of(desk, case, reading)) if needs else ():
        if number not in needs or (_tried_in_vain(needs[number], reading) and not found.says_what_they_read):
            continue
        if found.confidence is Confidence.SURE and found.candidates:
            first, exact = found.candidates[0], found.says_what_they_read
            plain = _answers_plainly(first, case.message.own_words)
            shown = first.article.status is Status.PUBLIC and (exact or plain)
            if shown and is_in(desk.library, first.article, reading.language or own, own):
                draft = desk.first_draft(case, reading, first.article)
                return replace(draft, suggested=Suggested(number, first.anchor, exact))
    return desk.first_draft(case, reading)


def _answers_plainly(found: Candidate, letter: str) -> bool:
    """Whether one section answers, needs nothing that the customer does not have, and says more than they know."""
    said = set(filter(telling, words_of(found.article.answer_for_all(anchor=found.anchor).text)))
    lacks = {word for match in _LACKS.finditer(letter) for part in match.groups("") for word in words_of(part)}
    if not said.isdisjoint(lacks):
        return False
    return found.section_lead >= _CLEAR and len(said - {*words_of(letter)}) >= _NEWS


def _may_be_none(issue: Issue) -> bool:
    """Whether a problem may be part of the story alone, which no article answers, or a need hangs on another one."""
    return (issue.kind is IssueKind.PROBLEM and issue.chance < _LIKELY) or _ELSE.match(issue.words) is not None


def _says_little(issue: Issue) -> bool:
    """Whether its article would be found by the rest of the letter alone, as for `Please do the needful`."""
    return sum(map(telling, words_of(issue.words))) < _SAYS_SOMETHING


def _tried_in_vain(issue: Issue, reading: Reading) -> bool:
    """Whether an article may tell once more what somebody has tried: of those put in there, every second one did harm.

    What somebody who got nowhere asks beside their trouble is a question like any other.
    """
    if not reading.struggling and _TRIED.isdisjoint(found.cue.id for found in reading.cues):
        return False
    troubled = any(found.cue.kind in _TROUBLE and issue.start <= found.start < issue.end for found in reading.cues)
    return troubled or issue.kind not in _WANTED
