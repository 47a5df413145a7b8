"""Quoting: the sentences of a message that a reply says back word for word, because they carry its facts."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from composer.cases.step import Care
from composer.reading.cues import CueKind
from composer.reading.facts import FactKind
from composer.reading.reading import Reading
from composer.reading.sentences import QUOTES, Unit
from composer.reading.speech import Speech
from composer.writing.turning.gate import known_words
from composer.writing.turning.turning_words import TurningWords
from kb.words.words import telling, words_of

_ENOUGH, _ENOUGH_UNHEARD = 1.0, 0.45
"""Points from which on a sentence is worth saying back; fewer in a language whose words nobody weighs."""
_WANTED = 0.75
"""Points that are enough for the sentence of the one need of a message."""
_MOST, _MOST_CLAUSES = 4, 12
"""Sentences that one letter quotes, and neighbouring clauses that are looked at together."""
_LONGEST, _SHORTEST, _SHORTEST_ASKED = 26, 4, 5
"""Words of what is quoted of one sentence; fewest words of it, and of a question."""
_SHORTEST_POINTING = 5
"""Words up to which a sentence that begins with a pronoun is no quotation of its own."""
_SMALL = 2
"""Words in small letters that a sentence has, and a signature has not."""
_FACTS = {FactKind.ORDER: 1.0, FactKind.AMOUNT: 1.0, FactKind.DATE: 0.9, FactKind.DURATION: 0.7}
_CUES = {CueKind.SITUATION: 0.9, CueKind.STRUGGLE: 0.4, CueKind.URGENT: 0.8, CueKind.REPEAT: 0.8}
_NEVER = frozenset({CueKind.UPSET, CueKind.LEAVING, CueKind.VULNERABLE, CueKind.KIND, CueKind.THANKFUL})
_SELF_BLAME = frozenset({"blames-self", "must-be-me", "not-technical", "sorry-to-bother", "any-help"})
_NEVER_LISTS = ("rude", "laws", "persons", "feelings")
_FIGURE, _NAME, _NUMBER, _WORD, _MINE, _NEED = 0.6, 0.5, 0.3, 0.06, 0.3, 0.8
"""What other figures, names, words for numbers, telling words, what is the customer's own, and a need count."""
_PER_WORD, _TORN, _IDENTITY = 0.015, 0.4, 0.7
"""What each word of it costs, that it is a part of a sentence, and that it says who somebody is."""
_WHO = re.compile(
    r"(?:(?:and|but|und|aber)\s+)?(?:(?:i|we)(?:['\u2019](?:m|re)|\s+(?:am|was|are|were))\s+(?:an?|the|\d+)"
    r"|(?:ich|wir)\s+(?:bin|war|sind|waren)\s+(?:eine?|selbst|schon|\d+))\b",
    re.IGNORECASE,
)
_NEVER_SIGNS = re.compile(
    r"[\U0001F000-\U0001FFFF\u2600-\u27bf\ufe0f]|!!|\?\?|\?!|!\?|[<>{}|\\*^_`~#]|https?:|www\.|\S@\S|\.\.|\u2026|=|\(\)|\b0x"
)
_LAST_SIGNS = re.compile(r"(?<=\w)(?:[.!\u2026]{2,}|\u2026)$")
"""Several signs at the end of a sentence, in whose place a reply puts a full stop."""
_PLAIN_MARKS = "''"
"""Inner marks of a language that names no pair of its own."""
_TOKEN = re.compile(r"[^\W_](?:[\w.,:/%'\u2019-]*\w)?%?")
_LETTERS = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
_OPENS = (
    r"(?:i|we|he|she|it|they|there|this|that|the|an?|my|our|his|her|its|their|nobody|everyone|everything|nothing|now|then"
    r"|ich|wir|er|sie|es|das|die|der|den|dem|mein\w*|unser\w*|ein\w*|kein\w*|jetzt|dann|da|seitdem|niemand)"
)
"""Words with which a clause of its own begins behind `and`; a verb or a noun there goes on with the one before."""
_BORDER = re.compile(
    rf"(?<=[,;:])\s++|(?<!\s)\s++(?:[\u2013\u2014-]\s+|(?=(?:and|but|und|aber)\s+{_OPENS}\b))", re.IGNORECASE
)
_LEADS = re.compile(r"(?:and|but|so|und|aber|also)\b,?\s+", re.IGNORECASE)


def with_inner_marks(text: str, speech: Speech) -> str:
    """A text that is to stand in quotation marks, with the marks of a quotation inside another one."""
    marks = speech.inner_marks if len(speech.inner_marks) == len(_PLAIN_MARKS) else _PLAIN_MARKS
    opening = True

    def mark(_match: re.Match[str]) -> str:
        nonlocal opening
        opening = not opening
        return marks[int(opening)]

    return QUOTES.sub(mark, text)


@dataclass(frozen=True)
class Quote:
    """A sentence of the message, or the part of it that tells."""

    text: str
    start: int
    end: int
    points: float


def _only_asks(unit: Unit) -> bool:
    """Whether a sentence asks and tells nothing besides."""
    return unit.text.endswith("?") and "," not in unit.text


@dataclass(frozen=True)
class Quoting:
    """A message that is quoted, with what was read in it."""

    own: str
    """The customer's own words."""
    reading: Reading
    words: TurningWords
    speech: Speech
    without: tuple[tuple[int, int], ...] = ()
    """Stretches of it that the reply says in another place."""

    def quotes(self, sentences: Sequence[Unit], most_words: int, wanted: Collection[int] = ()) -> list[Quote]:
        """The sentences worth saying back, in the order of the message, with at most so many words together.

        `wanted` are places in `sentences`: those that are quoted wherever that can be done.
        """
        found = [(place, quote) for place, unit in enumerate(sentences) if (quote := self._quote(unit)) is not None]
        enough = _ENOUGH if self.words.lists else _ENOUGH_UNHEARD
        if any(quote.points >= enough for place, quote in found if place not in wanted):
            # A question behind what happened stands before its answer, and is not said twice.
            asked = {place for place in wanted if _only_asks(sentences[place])}
            found = [(place, quote) for place, quote in found if place not in asked]
        taken: list[tuple[int, Quote]] = []
        left = most_words
        for place, quote in sorted(found, key=lambda one: (one[0] not in wanted, -one[1].points, one[0])):
            length = len(quote.text.split())
            worth = quote.points >= enough or (place in wanted and (quote.points >= _WANTED or quote.text[-1:] == "?"))
            if worth and length <= left and len(taken) < _MOST + len(wanted):
                taken.append((place, quote))
                left -= length
        return [quote for _place, quote in sorted(taken, key=lambda one: one[0])]

    def joined(self, found: Sequence[Quote]) -> str:
        """Quotes that stand side by side as one quotation."""
        said = ""
        for quote in found:
            joint = "" if not said else " " if said[-1] in ".!?\u2026" else "; "
            said += joint + quote.text
        return said[:1].upper() + said[1:]

    def neighbours(self, one: Quote, other: Quote) -> bool:
        """Whether nothing stands between two quotes in the message."""
        return not re.search(r"\w", self.own[one.end : other.start])

    def points_back(self, quote: Quote) -> bool:
        """Whether a quote begins with a word that points at what stands before it."""
        words = [word.lower() for word in _LETTERS.findall(quote.text)[:3]]
        return bool(words) and (self.words.has("others", words[0]) or "one" in words or "then" in words)

    def tellable(self, unit: Unit, quote: Quote) -> list[tuple[int, int]]:
        """Stretches that tell a quote without quotation marks: its sentence, itself, and shorter beginnings of both."""
        starts = [unit.start, quote.start]
        ends = [unit.end, quote.end, *(border.start() for border in _BORDER.finditer(self.own, unit.start, unit.end))]
        found = [(start, end) for start in starts for end in sorted(ends, reverse=True) if end > start]
        return [one for one in dict.fromkeys(found) if self._may_be_said(*one) and self._tells(*one)]

    def tells_whole(self, unit: Unit) -> bool:
        """Whether the whole of a sentence may be said back."""
        return self._may_be_said(unit.start, unit.end)

    def left(self, unit: Unit, quote: Quote, end: int) -> Quote | None:
        """What of a quote stands behind a place and has figures, where it can be quoted alone."""
        start = end
        while start < quote.end and not self.own[start].isalnum():
            start += 1
        text = self.own[start : quote.end]
        if not any(sign.isdigit() for sign in text) or len(text.split()) < _SHORTEST:
            return None
        return Quote(self._as_quoted(unit, start, quote.end), start, quote.end, quote.points)

    def _tells(self, start: int, end: int) -> bool:
        text = self.own[start:end]
        return any(sign.isdigit() for sign in text) or len(text.split()) >= _SHORTEST + 2

    def _quote(self, unit: Unit) -> Quote | None:
        """A sentence as it can be quoted, with what it tells; None where nobody would say it back."""
        part = self._telling_part(unit)
        if part is None:
            return None
        start, end = part
        facts = [fact for fact in self.reading.facts if start <= fact.start < end]
        text = self.own[start:end]
        if sum(word[0].islower() for word in _LETTERS.findall(text)) < _SMALL and text[-1:] != "?":
            # A signature, a heading: names and numbers alone say nothing back.
            return None
        if self._hangs(text):
            return None
        opens = text[-1:] == ":" and (not facts or len(text.rpartition(",")[2].split()) < _SHORTEST)
        if opens or text[:1] in "([":
            # What opens a list says nothing without it, and what stands in brackets nothing without its sentence.
            return None
        # Who is angry reads a feeling or an opinion that is quoted as mockery; what happened when is no opinion.
        angry = any(found.cue.kind is CueKind.UPSET for found in self.reading.cues)
        if angry and not facts and not any(sign.isdigit() for sign in text):
            return None
        points = self.worth(start, end) - _TORN * (part != (unit.start, unit.end))
        return Quote(self._as_quoted(unit, start, end), start, end, points)

    def _hangs(self, text: str) -> bool:
        """Whether a sentence says nothing without the one before it: `If not, ...`, `Second one's easier`."""
        words = [word.lower() for word in _LETTERS.findall(text)]
        short = len(words) <= _SHORTEST_POINTING and words and self.words.has("others", words[0])
        line = f"{' '.join(words[:3])} "
        return short or any(line.startswith(f"{phrase} ") for phrase in self.words.lists.get("hangs_on", ()))

    def worth(self, start: int, end: int) -> float:
        """What a stretch of the message tells, in points."""
        text = self.own[start:end]
        facts = [fact for fact in self.reading.facts if start <= fact.start < end]
        cues = {found.cue.kind for found in self.reading.cues if start <= found.start < end}
        needs = any(one.start < end and start < one.end for one in self.reading.issues if one.needs_answer)
        told = min(sum(_FACTS.get(fact.kind, 0.3) for fact in facts), 2.2)
        told += min(sum(_CUES.get(kind, 0.0) for kind in cues), 1.4)
        who = _IDENTITY * bool(_WHO.match(text))
        return self._points(text) + told + _NEED * needs - _PER_WORD * len(text.split()) - who

    def _as_quoted(self, unit: Unit, start: int, end: int) -> str:
        """A part of a sentence as it stands in quotation marks: what is left out shows, marks inside are single."""
        lead = _LEADS.match(self.own, start, end)
        before = "\u2026 " if re.search(r"\w", self.own[unit.start : start]) else ""
        after = " \u2026" if re.search(r"\w", self.own[end : unit.end]) else ""
        text = with_inner_marks(" ".join(self.own[lead.end() if lead else start : end].split()), self.speech)
        text = _LAST_SIGNS.sub(".", text)
        return f"{before}{text.rstrip(' ,;:')}{after}"

    def _telling_part(self, unit: Unit) -> tuple[int, int] | None:
        """The neighbouring clauses of a sentence that tell most and can be said back, if there are any."""
        best, most = None, -1.0
        for start, end in self._stretches(unit):
            part = self.own[start:end]
            points = self._points(part) + len(part) / 10_000
            shortest = _SHORTEST_ASKED if part.endswith("?") else _SHORTEST
            marks = [mark.start() for mark in QUOTES.finditer(part)]
            # The first mark opens a quotation, or the part begins inside one.
            opens = not marks or not part[: marks[0]].strip() or part[marks[0] - 1] in " ("
            whole = opens and len(marks) % 2 == 0 and part.count("(") == part.count(")")
            if whole and shortest <= len(part.split()) <= _LONGEST and points > most:
                best, most = (start, end), points
        return best

    def _stretches(self, unit: Unit) -> Iterator[tuple[int, int]]:
        """Neighbouring clauses of a sentence, in all lengths, without those that nobody would say back."""
        borders = [match.span() for match in _BORDER.finditer(self.own, unit.start, unit.end)]
        begins, ends = [unit.start, *(end for _start, end in borders)], [*(start for start, _end in borders), unit.end]
        good = [self._may_be_said(begin, end) for begin, end in zip(begins, ends, strict=True)]
        for first, begin in enumerate(begins):
            for last in range(first, min(len(ends), first + _MOST_CLAUSES)):
                if not good[last]:
                    break
                yield begin, ends[last]

    def _may_be_said(self, start: int, end: int) -> bool:
        """Whether a clause stands nowhere else, hurts nobody, is not loud and holds no sign that no letter repeats."""
        text = self.own[start:end]
        if any(begin < end and start < stop for begin, stop in self.without) or _NEVER_SIGNS.search(
            _LAST_SIGNS.sub("", text)
        ):
            return False
        for found in self.reading.cues:
            # Behind a warning, what somebody ate or touched is said back; what money is missed for always is.
            told = found.warns or found.cue.care is Care.MONEY
            hurts = (found.cue.kind in _NEVER and not told) or found.cue.id in _SELF_BLAME or found.cue.care is Care.LAW
            if hurts and found.start < end and start < found.end:
                return False
        words = self.words
        lows = [word.lower() for word in _LETTERS.findall(text)]
        gave_out = not words.sets.get("gives_out_things", frozenset()).isdisjoint(lows)
        meant = [word for word in lows if not (gave_out and words.has("gives_out", word))]
        if any(words.has(name, word) for name in _NEVER_LISTS for word in meant):
            return False
        line = f" {' '.join(lows)} "
        if any(f" {phrase} " in line for phrase in words.lists.get("never_phrases", ())):
            return False
        loud = [word for word in re.findall(r"\b[^\W\d_]{2,}\b", text) if word.isupper()]
        return sum(word.lower() in known_words(words) and not words.has("acronyms", word) for word in loud) <= 1

    def _points(self, text: str) -> float:
        """What the words of a sentence tell that stands in no other letter."""
        words, known = self.words, known_words(self.words)
        tokens = _TOKEN.findall(text)
        figures = sum(any(sign.isdigit() for sign in token) for token in tokens)
        names = sum(token[0].isupper() and token.lower() not in known for token in tokens[1:])
        numbers = sum(token.lower() in self.speech.numbers for token in tokens)
        mine = any(words.has("possessives", token.lower()) for token in tokens)
        told = sum(telling(word) for word in words_of(text))
        return (
            min(_FIGURE * figures, 1.2)
            + (0.0 if words.language.startswith("de") else min(_NAME * names, 1.0))
            + min(_NUMBER * numbers, 0.6)
            + _MINE * mine
            + min(_WORD * told, 0.7)
        )
