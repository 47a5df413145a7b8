"""Needed day: the day that somebody names by which, or for which, they need what they write about."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence

from composer.reading.days.saying import Said, find_days
from composer.reading.days.seen import Seen, Why
from composer.reading.days.words import DayWords
from composer.reading.sentences import Unit

WANTS_TODAY = "wants-today"
"""The cue of a message whose answer cannot wait until tomorrow, which phrases for the follow-up answer."""
_FARTHEST = dt.timedelta(days=90)
"""How far ahead a day is that somebody waits for."""
_IN_FIGURES = re.compile(r"(?<!\d)\d{1,2}\.\s?(?:0?[1-9]|1[0-2])\.|\d{4}-\d\d")
"""A day of a month that is named, too; `on the 9th` is as often one that is over."""
_LAST = re.compile(r"(?:by|before|bis|vor)\b", re.IGNORECASE)
"""Words before a day after which it is too late; `until Friday` may say how long somebody is away."""
_BEFORE = re.compile(r"(?:before|vor)\b", re.IGNORECASE)
"""`before 15 December` is over when the 14th is."""
_NUMBERED = re.compile(
    r"\b(?:core|version|v|ide|firmware|release|build|update|ios|android|windows|macos|python|java|php|library|driver|section"
    r"|step|chapter|abschnitt|punkt|kapitel|treiber|bibliothek)\s?$",
    re.IGNORECASE,
)
"""Before figures that look like a day and are none."""
_NOT = re.compile(r"(?:\b(?:not|never|shan'?t|won'?t|nicht|nie|kaum)|n['\u2019]t)\b[^.,;:!?]*$", re.IGNORECASE)
"""What stands before a day that something is not to come before."""
_OTHERWISE = re.compile(
    r"\b(?:back to (?=\d)|backdated|r\u00fcckwirkend"
    r"|away|on (?:holiday|leave)|closed|promised|was due|were due|was told|expires?|charged?"
    r"|ends?(?! of (?:jan|feb|mar|apr|may|ju|aug|sep|oct|nov|dec))|i will (?:pay|send)"
    r"|new job|giv(?:e|ing) notice|k\u00fcndig\w*|neuen? (?:job|stelle)|would (?:ring|call|come|reply|answer|hear)"
    r"|damit rechnen|Urlaub|krank|versprochen|zugesagt|geschlossen|abgebucht|angek\u00fcndigt|verreist"
    r"|ich (?:zahle|\u00fcberweise|schicke))\b",
    re.IGNORECASE,
)
"""Words beside which a day is one of something else: what we promised, what ends then, what they will do."""
_UNTIL = re.compile(r"\b(?:until|till)\b", re.IGNORECASE)
_HAS_TO = re.compile(r"\b(?:have to|has to|must|needs? to)\b", re.IGNORECASE)
"""With these, `until Friday` is what learners say for `by Friday`."""
_BARE = re.compile(r"\D*\d{1,2}(?:st|nd|rd|th|\.)?\W*$")
"""`by the 10th`, which may be that of every month: only a need makes it the next one."""
_TIME_OF_DAY = re.compile(
    r"(?:by|before|bis(?: zum)?|vor(?: dem)?)\s(?:the\s)?"
    r"(?:morning|evening|night|nightfall|dusk|dawn|noon|midday|lunch\w*|midnight|abend|mittag|mitternacht)$",
    re.IGNORECASE,
)
"""`By morning: gone` may be every morning."""
_NEXT = re.compile(r"(?:next|n\u00e4chst\w{0,2})\s(?:\w{3,6}day|\w{3,7}tag|mittwoch|sonnabend)\b", re.IGNORECASE)
"""A day that is this week's for some and next week's for others, as far as it is near."""
_NEAR = dt.timedelta(days=3)
_TOLD_BEFORE = re.compile(
    r"\b(?:i|we|you|he|she|they)\s(?:\w{1,12}\s)?(?:\w{2,15}(?<!e)ed|bought|got|had|sent|made|took|paid|came|met|saw)"
    r"(?:\s\w{1,15}){0,3}\s$",
    re.IGNORECASE,
)
"""What a day is that stands behind what somebody did: `the glasses I collected on 6 February`."""
_LONGEST_TOLD = 80
"""Characters before a day that are looked at for that."""
_CLOCK = re.compile(
    r"(?:by|before|until|till|bis|vor)\s(?:um\s)?\d{1,2}(?:[.:]\d\d)?\s?(?:uhr|am|pm|o['\u2019]clock)?$", re.IGNORECASE
)
"""A time of the clock that names no day: `Vormittags bin ich bis 10:30 Uhr fort`."""
_HOLIDAY = re.compile(r"\b(?:christmas|new year|easter|weihnacht\w*|silvester|ostern|neujahr)\b", re.IGNORECASE)
"""`Three questions before Christmas` waits for no day."""
_NEEDS = re.compile(
    r"\b(?:needs?|must|have to|has to|wants?|wanted|please|could|can you|would"
    r"|brauch\w*|m[u\u00fc]ss\w*|bitte|k\u00f6nn\w*|soll\w*)\b",
    re.IGNORECASE,
)
_MUST = re.compile(r"\b(?:needs?|must|ha(?:ve|s) to|brauch\w*|m[u\u00fc]ss\w*)\b", re.IGNORECASE)
"""Words of a need that is none of a plan: `we would buy it before Christmas`."""
_STAY = re.compile(
    r"\d{1,2}\.\s?\d{1,2}\.?\s{0,2}(?:[-\u2013\u2014]|bis(?: zum)?|to|until|till)\s{0,2}\d{1,2}\.\s?\d{1,2}\b|"
    r"\d{1,2}(?:st|nd|rd|th|\.)?\s{0,2}(?:[^\W\d]{3,9}\.?\s{0,2})?"
    r"(?:[-\u2013\u2014]|(?<=\s)(?:bis|to|until|till)\b)\s{0,2}(?:zum\s|the\s)?\d{1,2}(?:st|nd|rd|th|\.)?\s{0,2}(?!\d|uhr|am|pm|[:])[^\W\d]{3}",
    re.IGNORECASE,
)
"""`27 Dec - 3 Jan`: the days of a stay, of which the last one is waited for by nobody."""
_CONDITION = re.compile(r"(?:if|when|wenn|falls)\b", re.IGNORECASE)
_LONGEST_CLAUSE = 200
"""Characters of a clause on either side of the day that it names."""
_CLAUSE_END = re.compile(
    r"[,;()!?\u2013\u2014]|:(?!\d)|\s-\s|\.(?=\s+[^\W\d_])|\b(?:and|but|so|because|und|aber|weil|denn)\b", re.IGNORECASE
)
_OVER = re.compile(
    r"\b(?:was|were|had|did|got|came|went|said|told|sent|wrote|made|took|gave|bought|found|saw|sat|fell|broke|lost"
    r"|felt|met|stood|rang|spoke|brought|paid|heard|let|has|been|last|every|each|\w{2,}(?<!e)ed|wars?t?|waren"
    r"|wurden?|hatten?|kam|kamen|gingen?|sagten?|rief|schrieb|bekam|gab|letzt\w+|vorig\w+|jede\w*|immer"
    r"|ge\w{3,}(?:t|en))\b",
    re.IGNORECASE,
)
"""Words of a clause that tells what is over, or what comes again and again."""
_SUPPOSED = re.compile(r"\b(?:would|could|might|if|w\u00fcrden?|k\u00f6nnten?|w\u00e4ren?|falls)\b", re.IGNORECASE)
_HAS_DONE = re.compile(r"\b(?:hab|habe|hat|haben)\b", re.IGNORECASE)
_NO_ONE_DAY = re.compile(r"\b(?:to|and|und|bis|or|oder|until|till|by|before|vor|about|around|gegen)\b", re.IGNORECASE)
"""Several days, the last one of a time, or what something is about."""
_A_KIND = re.compile(r"\b(?:the|an?|der|die|das|den|dem|ein\w*) $", re.IGNORECASE)
"""Before a day that only says which one of a kind is meant: `the Tuesday class`."""
_EVENT = re.compile(
    r"\b(?:birthdays?|weddings?|part(?:y|ies)|funeral|anniversar(?:y|ies)|christening|exams?|interview|lessons?"
    r"|workshops?|concerts?|fair|recital|performance|tournament|competition|trip|flights?|launch|presentation"
    r"|deadline|due|appointment|hearing|inspection|audit|guests|visitors|volunteers|meeting|conference|opening"
    r"|graduation|payday|rent|wages|\w*(?:geburtstag|hochzeit|beerdigung|trauerfeier|pr\u00fcfung|klausur|feier"
    r"|vorf\u00fchrung|auff\u00fchrung|auftritt|konzert|turnier|termin|abgabe|umzug|zahltag|miete|er\u00f6ffnung"
    r"|taufe|besuch|einschulung|abgabefrist|abgabetermin|pr\u00e4sentation|lohnlauf|fest|schicht|flug)"
    r"|f\u00e4llig)\b",
    re.IGNORECASE,
)
"""What happens on a day, for which somebody is ready or is not."""
_COMES = re.compile(
    r"\b(?:comes?|arrives?|leaves?|flies|fly|goes|go|starts?|begins?|opens?|closes?|moves?|travels?|meets?"
    r"|(?:need|ha(?:ve|s)|got) to be (?:in|at|there|back|on)"
    r"|marr(?:y|ies)|turns|i'm off|off to (?!a )|tak(?:en|ing) (?:\w+ ){1,2}off|kommt|kommen|beginnt|startet"
    r"|fliegen?|fliegt|f\u00e4hrt|fahren?|ziehen?|zieht|feier[nt]|heirate[nt]|geht|gehen|findet|wird|\u00f6ffnet"
    r"|schlie\u00dft|anfange?|f\u00e4ngt|soll(?:en)?)\b",
    re.IGNORECASE,
)
"""What is to come, told in the present."""
_ONLY_A_TIME = re.compile(
    r"(?:\w+\s)?\d{1,2}(?:[.:]\d\d)?\s?(?:uhr|am|pm|a\.m\.|p\.m\.|o['\u2019]clock)$", re.IGNORECASE
)
"""`um 10 Uhr` is that of the day beside it."""
_A_DAY = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow|tmrw|(?:mon|diens|donners|frei|sams)tag|mittwoch|sonntag"
    r"|sonnabend|morgen|\d(?:st|nd|rd|th|\.)|\d\s\w{3}|\w{3}\s\d",
    re.IGNORECASE,
)
_TODAY = re.compile(
    r"\b(?:(?:answer|reply|please)\squick(?:ly)?|right now|tonight|this (?:afternoon|evening)|asap|urgent(?:ly)?"
    r"|straight away"
    r"|(?:back|out|it|him|me|them|us|done|sent|by [\w:]{1,6})\stoday|today\s(?:itself|please|at\s\d)|(?-i:NOW)"
    r"|heute noch|noch heute|(?:bitte|möglichst)\s(?:bitte\s)?(?:schnell|sofort|umgehend)|heute (?:nacht|abend)"
    r"|(?<!weniger )(?<!nicht )dringend|kommt heute)\b",
    re.IGNORECASE,
)
"""Words of a need that cannot wait until tomorrow."""
_DECIDES = re.compile(
    r"\b(?:i|we)(?:['\u2019]ll| will| have to| must| need to)? (?:decide|choose|order|ship) (?:it |this |that )?today\b"
    r"|\b(?:ich|wir) (?:entscheiden?|muss|m\u00fcssen) (?:das |es |uns |mich )?(?:noch )?heute\b",
    re.IGNORECASE,
)
"""Who acts today on what they ask."""
_IN_MINUTES = re.compile(
    r"\b(?:boarding|leav\w{1,3}|departs?|starts?|closes?|begins?|train|flight|bus|zug|flug|f\u00e4hrt|f\u00e4hrst|beginnt|schlie\u00dft)\b"
    r"[^.!?\n]{0,20}?\bin\s\d{1,2}\s?min",
    re.IGNORECASE,
)
"""What happens in a few minutes."""
_SUPPOSES = re.compile(
    r"\b(?:if i|when i|wenn ich|falls ich|do i|kann ich|darf ich|soll ich|should i|can i)\b", re.IGNORECASE
)
_IS_ON = re.compile(
    r"(?:\b(?:is|are|ist|sind)|['\u2019]s)\s+(?:(?:on|this|next|am|ja|schon|the)\s+){0,2}$", re.IGNORECASE
)
_DAY_IS = re.compile(r"\s*(?:\w+\s+){0,2}?(?:ist|sind|is|wird)\b", re.IGNORECASE)


def is_needed_today(needs: Iterable[str], text: str) -> bool:
    """Whether one of the needs of a message, each by its sentence, wants something on the day it was written.

    `Please send one back today`; not `What do I lose if I press it today?`. What leaves in a few minutes, or is
    decided today, anywhere in its `text`, cannot wait either.
    """
    if _IN_MINUTES.search(text) or _DECIDES.search(text):
        return True
    return any(_TODAY.search(need) and not _SUPPOSES.search(need) for need in needs)


def needed_day(sentences: Sequence[Unit], sent: dt.date, words: DayWords) -> dt.date | None:
    """The first day ahead for which a message needs something; None where it names none.

    It is named with its month, or after `by`, or something is to happen on it: `the lesson is tomorrow`. A day under
    a condition, `if it happens again on 1 December`, is not waited for, nor one that is told of what was promised,
    closed or away.
    """
    seen = Seen(dt.datetime.combine(sent, dt.time(12), tzinfo=dt.UTC))
    days = (day for unit in sentences for day in _days_of(unit.text, seen, words))
    return min((day for day in days if sent < day and day - sent <= _FARTHEST), default=None)


def _days_of(sentence: str, seen: Seen, words: DayWords) -> Iterator[dt.date]:
    """The days of a sentence for which somebody needs something."""
    if not (any(sign.isdigit() for sign in sentence) or _LAST.search(sentence) or _A_DAY.search(sentence)):
        return
    if _STAY.search(sentence):
        return
    condition = _CONDITION.match(sentence)
    otherwise = _OTHERWISE.search(sentence) or (_UNTIL.search(sentence) and not _HAS_TO.search(sentence))
    needs, musts = _NEEDS.search(sentence), _MUST.search(sentence)
    found = find_days(sentence, seen, words)
    of_a_day = any(_A_DAY.search(one.words) for one in found)
    for one in found:
        if _TIME_OF_DAY.match(one.words) and (of_a_day or not needs):
            continue
        if one.due is None or one.due.year >= dt.MAXYEAR or (condition and not one.strong):
            continue
        if _CLOCK.match(one.words) or _is_too_early(one, sentence) or _is_version(one, sentence):
            continue
        if _NEXT.search(one.words) and one.due.date() - seen.today < _NEAR:
            continue
        told = _TOLD_BEFORE.search(sentence, max(one.start - _LONGEST_TOLD, 0), one.start)
        if told and not _LAST.match(one.words):
            continue
        sure = musts if _HOLIDAY.search(one.words) else needs or not _BARE.match(one.words)
        if (sure and not otherwise and _is_named(one, words)) or _is_to_come(one, sentence):
            yield one.due.date() + dt.timedelta(days=_ends_the_day_before(one.words, one.due, seen))


def _is_too_early(said: Said, sentence: str) -> bool:
    """Whether something is not to be before a day, or cannot be: `I shall not see her before 15 January`."""
    first = max(said.start - _LONGEST_CLAUSE, 0)
    return _BEFORE.match(said.words) is not None and _NOT.search(sentence, first, said.start) is not None


def _is_version(said: Said, sentence: str) -> bool:
    """Whether figures number a version or a section: `core 4.2.`."""
    return _NUMBERED.search(sentence, max(said.start - _LONGEST_CLAUSE, 0), said.start) is not None


def _ends_the_day_before(words: str, due: dt.datetime, seen: Seen) -> bool:
    """Whether a day is over when the one before it is: `before Sunday`, and not `before Sunday lunch`."""
    return bool(_BEFORE.match(words)) and due.time() == seen.working.closes


def _is_to_come(said: Said, sentence: str) -> bool:
    """Whether something happens on a day, in a clause that tells of nothing else: `the lesson is tomorrow at nine`."""
    if said.why is not Why.DUE or said.length or not _A_DAY.search(said.words) or _NO_ONE_DAY.search(said.words):
        return False
    if _ONLY_A_TIME.match(said.words):
        return False
    if _A_KIND.search(sentence[max(said.start - _LONGEST_CLAUSE, 0) : said.start]):
        return False
    first, last = max(said.start - _LONGEST_CLAUSE, 0), min(said.end + _LONGEST_CLAUSE, len(sentence))
    start = max((match.end() for match in _CLAUSE_END.finditer(sentence, first, said.start)), default=first)
    end = next((match.start() for match in _CLAUSE_END.finditer(sentence, said.end, last)), last)
    clause, before, behind = sentence[start:end], sentence[start : said.start], sentence[said.end : end]
    asks = sentence.startswith("?", end)
    if _OVER.search(clause) or _SUPPOSED.search(clause) or asks:
        return False
    if _EVENT.search(clause):
        return True
    if _HAS_DONE.search(clause):
        return False
    return bool(_COMES.search(clause) or _IS_ON.search(before) or (not before.strip() and _DAY_IS.match(behind)))


def _is_named(said: Said, words: DayWords) -> bool:
    """Whether words name a day, and not a length of time or only what it is near."""
    figures = any(sign.isdigit() for sign in said.words)
    with_month = _IN_FIGURES.search(said.words) or (figures and words.names_a_month(said.words))
    named = with_month or (said.strong and _LAST.match(said.words))
    return said.why is Why.DUE and not said.length and bool(named)
