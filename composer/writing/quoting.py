"""Quoting: the sentences of a message that a reply says back word for word, because they carry its facts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from composer.cases.step import Care, Tone
from composer.reading.cues import CueKind
from composer.reading.facts import FactKind
from composer.reading.praise import COMES_TO_THANK
from composer.reading.reading import Reading
from composer.reading.sentences import QUOTES, Unit, is_copied
from composer.reading.speech import Speech
from composer.writing.turning.gate import known_words
from composer.writing.turning.turning_words import TurningWords

_LONGEST, _SHORTEST, _SHORTEST_NAMING = 36, 6, 4
"""Words of what is quoted of one sentence; of fewer where it names more than a day, or where it alone is heard."""
_DAYS = frozenset({FactKind.DATE, FactKind.DURATION})
_SHORTEST_BEGINNING = 8
"""Words of the beginning of a sentence that is said alone: `two clients rang me today` leaves out why."""
_MOST_BEGINNINGS = 12
"""Beginnings of one sentence that are looked at."""
_PAIR, _JOINING = 2, (["and"], ["but"], ["und"], ["aber"])
"""Words up to which what is joined on is no clause: `, and she and her son`."""
_BECAUSE, _JOINS_ON = re.compile(r"\b(?:because|weil)\b", re.IGNORECASE), re.compile(r"(?:and|und)\b", re.IGNORECASE)
"""A reason goes on behind what joins: `because our gate is 70 cm and the box isn't`."""
_SHORTEST_POINTING = 5
"""Words up to which a sentence that begins with a pronoun is no quotation of its own."""
_THIS_TIME = re.compile(
    r"(?:this|dies\w{0,2}) (?:morning|afternoon|evening|weekend|week|month|year|spring|summer|autumn|fall|winter|season"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|morgen|woche|wochenende|monat|jahr|fr\u00fchjahr|sommer|herbst)\b",
    re.IGNORECASE,
)
"""A day that looks like a word for what stands before it: `This morning I had a mail`."""
_POINTING = frozenset({"one", "then"})
_SHORT_FORM = re.compile(r"(?:it|that|there)['\u2019](?:s|ll|d)\b", re.IGNORECASE)
_SOMEBODY = re.compile(r"(?:and |but |und |aber )?(?:s?he|they|er|sie)\b", re.IGNORECASE)
_SMALL = 2
"""Words in small letters that a sentence has, and a signature has not."""
_NEVER = frozenset({CueKind.UPSET, CueKind.LEAVING, CueKind.VULNERABLE, CueKind.KIND, CueKind.THANKFUL})
_SELF_BLAME = frozenset({"blames-self", "must-be-me", "not-technical", "sorry-to-bother", "any-help"})
_PRIVATE = frozenset({"separated", "praised", "illness", "treated", "pet-died"})
_NEVER_LISTS = ("rude", "laws", "persons", "feelings")
_NEVER_SIGNS = re.compile(
    r"[\U0001F000-\U0001FFFF\u2600-\u27bf\ufe0f]|!!|\?\?|\?!|!\?|[<>{}|\\*^_`~#]|https?:|www\.|\S@\S|\.\.|\u2026|=|\(\)|\b0x"
)
_LAST_SIGNS = re.compile(r"(?<=\w)(?:[.!\u2026]{2,}|\u2026)$")
"""Several signs at the end of a sentence, in whose place a reply puts a full stop."""
LEFT_OUT = " \u2026"
"""What stands in a quotation for words that it leaves out."""
_BROKEN_OFF = re.compile(r"(?:\.\.|\u2026)\s?$")
_PLAIN_MARKS = "''"
"""Inner marks of a language that names no pair of its own."""
_ASIDES, _LONGEST_ASIDE = re.compile(r"\s?\(([^()\d]*)\)"), 2
"""What stands in brackets without a figure, and how many words of it a reply may repeat: more are an aside."""
_NAMES_IT = re.compile(r"(?:the|an?|my|our|der|die|das|den|dem|eine?n?)(?:\s[^\W\d_][\w-]*){2,3}", re.IGNORECASE)
"""An aside that only names the thing: `order 5811 (the rose arch)`."""
_REPROACHES = re.compile(r"(?:(?:and|but|und|aber) )?(?:you|sie|if|unless|wenn|falls|sollte)\b", re.IGNORECASE)
"""How a sentence begins that tells us what we did, or what follows: from our mouth it would be a reproach to them."""
_WARDS_OFF = re.compile(
    r"\b(?:(?:do not|don['\u2019]?t|stop) (?:you )?(?:dare |even )?(?:tell|give|send|offer|ask|fob)(?:ing)? (?:me|us)"
    r"|spare (?:me|us)"
    r"|(?:sparen|ersparen) sie|(?:erz\u00e4hlen|kommen) sie (?:mir|uns) (?:jetzt |bitte |nur )?nicht)\b",
    re.IGNORECASE,
)
"""What somebody angry does not want to hear from us: read out, it is an order to nobody."""
_CALLS_THEMSELVES = re.compile(
    r"\b(?-i:mich|mir|ich) (?:alte[rnm]?|arme[rnm]?|dumme[rnm]?|bl\u00f6de[rnm]?"
    r"|treulose[rnm]?|faule[rnm]?) (?-i:[A-Z\u00c4\u00d6\u00dc])\w+"
    r"|\b(?:for|to|with|from|at) me,? (?:an? |the )?(?:poor|silly|old|stupid|daft) (?!to\b)\w+"
    r"|\b(?:silly|stupid|poor|daft|muggins) (?:old )?me\b"
    r"|\b(?:i['\u2019]?m|i am|was) (?:an? |the |such an? |just an? )?(?:\w+ )?"
    r"(?:fool|idiot|eejit|dimwit|numpty|muppet|dinosaur|old bat)\b",
    re.IGNORECASE,
)
"""What somebody calls themselves, which is an insult from anybody else: `f\u00fcr mich alte Schachtel`."""
OF_US = re.compile(r"\b(?:you\w*|sie|ihr\w*|ihnen|euch|eure?\w*)\b|!", re.IGNORECASE)
"""What an opinion of us has, or a feeling."""
_SAID = re.compile(r"\b(?:said|told|called|shouted|gesagt|sagte|nannte|genannt|rief|meinte|zugerufen)\b", re.IGNORECASE)
_INSULTED = re.compile(
    r"\b(?:insult\w*|racis\w*|discriminat\w*|slur\w*|apolog\w+|beleidig\w*|rassis\w*|diskriminier\w*|beschimpf\w*"
    r"|entschuldig\w*)\b",
    re.IGNORECASE,
)
"""What somebody tells of who was insulted, and wants put right."""
_FIRST_PERSONS = frozenset({"i", "i've", "i\u2019ve", "we", "we've", "we\u2019ve", "ich", "wir"})
_MATTER = 2
"""Facts of a sentence that is the matter itself: `You took 40 euros on 3 May and again on 4 May`."""
_LETTER = re.compile(r"[^\W_]")
_LETTERS = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
_OPENS = (
    r"(?:i|we|he|she|it|they|there|this|that|the(?!\s\d)|an?|my|our|his|her|its|their|nobody|everyone|everything|nothing|now|then"
    r"|ich|wir|er|sie|es|das|die|der|de[nmr](?!\s\d)|mein\w*|unser\w*|ein\w*|kein\w*|jetzt|dann|da|seitdem|niemand)"
)
"""Words with which a clause of its own begins behind `and`; a verb or a noun there goes on with the one before."""
_BORDER = re.compile(
    rf"(?<=[,;:])\s++|(?<!\s)\s++(?:[\u2013\u2014-]\s+|(?=(?:and|but|und|aber)\s+{_OPENS}\b))", re.IGNORECASE
)
_ENTRY = re.compile(r"\d{1,2}[./]?\s?(?:\d{1,2}[./]?|[^\W\d]{3,9}\.?)\s(?:[-\u2013\u2014]|:)\s")
"""`6 Nov - check for zero`: an entry of a list, in which somebody else may be speaking."""
_SAYS_ON = re.compile(r"\b(?:says?|said|reads?|shows?|states?|lautet|steht)$", re.IGNORECASE)
"""Words at an end without its mark, behind which a screen is copied: `and the red text says`."""
_RECAP = re.compile(
    r"(?:(?:to |a quick )?recap|in short|long story short|kurz und gut"
    r"|short version|to sum up|summary|the facts|the story|the situation|background|zusammengefasst"
    r"|das muss (?:mal|einmal) gesagt werden|noch (?:was|etwas|eins?)|(?:one|just one|some) more thing|another thing"
    r"|zum mitschreiben|kurz|kurzfassung|kurzversion|zusammenfassung|zur sache|die fakten|der stand|hintergrund)"
    r"\b[^:.!?\n]{0,60}:\s+(?=\S+\s\S)",
    re.IGNORECASE,
)
"""What only announces what is told: `Recap for whoever has the pleasure today: `, `Noch was anderes: `."""
_LEADS = re.compile(
    r"(?:(?:good (?:day|morning|afternoon|evening)|guten (?:tag|morgen|abend)|oh (?:no|nein|je|dear))[,!.]\s+)?"
    r"(?:(?:help|hilfe|omg)[,!.]*\s+(?=(?:i|i['\u2019]?m|my|we|ich|mein\w*|wir)\b))?"
    r"(?:[1-4](?:st|nd|rd|th)\s+|(?:first|second|third|erst|zweit|dritt)(?:ly|ens)?[,:]\s+)?"
    r"(?:(?:and|but|so|und|aber|also)\b,?\s+)?",
    re.IGNORECASE,
)


def without_asides(text: str, left_out: str = "") -> str:
    """A stretch of a message without its asides in brackets: `a voucher (Tuesday, by card, no complaints there)`.

    `left_out` stands in place of those that something follows.
    """

    def kept(aside: re.Match[str]) -> str:
        if len(aside[1].split()) <= _LONGEST_ASIDE or _NAMES_IT.fullmatch(aside[1]):
            return aside[0]
        return left_out if _LETTER.search(text, aside.end()) else ""

    return _ASIDES.sub(kept, text).replace("  ", " ")


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
    """A sentence of the message in its own words, or the beginning of one; its place is that of the whole."""

    text: str
    start: int
    end: int


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

    def tellable(self, unit: Unit) -> list[tuple[int, int]]:
        """Stretches that tell a sentence without quotation marks: all of it, and shorter beginnings."""
        borders = list[int]()
        for border in islice(_BORDER.finditer(self.own, unit.start, unit.end), _MOST_BEGINNINGS):
            last = borders[-1] if borders else unit.start
            since = self.own[last : border.start()].lower().split()
            gives_reason = _JOINS_ON.match(self.own, border.end()) and _BECAUSE.search(self.own, last, border.start())
            if not gives_reason and (len(since) > _PAIR or since[:1] not in _JOINING):
                borders.append(border.start())
        enough = (at for at in borders if len(self.own[unit.start : at].split()) >= _SHORTEST_BEGINNING)
        ends = [unit.end, *sorted(enough, reverse=True)]
        return [(unit.start, end) for end in ends if self.may_be_said(unit.start, end)]

    def beginning(self, unit: Unit) -> Quote | None:
        """The longest beginning of a sentence that tells a whole clause, and can be quoted."""
        for start, end in () if self._insults(unit) else self.tellable(unit):
            if end == unit.end:
                continue
            text = self.own[start:end].rstrip(" ,;:\u2013\u2014-")
            if len(text.split()) >= _SHORTEST_BEGINNING:
                found = self._quoted(start, start + len(text))
                if found:
                    return Quote(f"{found.text}{LEFT_OUT}", unit.start, unit.end)
        return None

    def quote(self, unit: Unit) -> Quote | None:
        """A whole sentence as it can be quoted; None where nobody would."""
        return None if self._insults(unit) else self._quoted(unit.start, unit.end)

    def _insults(self, unit: Unit) -> bool:
        """Whether a sentence repeats what somebody said who insulted them; nobody wants to read that again."""
        said = QUOTES.search(unit.text) and _SAID.search(unit.text)
        return bool(said and _INSULTED.search(self.own))

    def _quoted(self, start: int, end: int) -> Quote | None:
        text = self.own[start:end]
        named = [fact.kind for fact in self.reading.facts if start <= fact.start < end]
        facts = len(named)
        shortest = _SHORTEST if self.words.lists and _DAYS.issuperset(named) else _SHORTEST_NAMING
        marks = len(QUOTES.findall(text))
        whole = marks % 2 == 0 and text.count("(") == text.count(")")
        if not whole or not shortest <= len(text.split()) <= _LONGEST or not self.may_be_said(start, end):
            return None
        small = sum(word[0].islower() for word in _LETTERS.findall(text))
        # A question stands before its answer; in a language without words nothing else says it back.
        asks = text[-1:] == "?" and bool(self.words.lists)
        heads = text[-1:] == ":" or text[:1] in "([" or _ENTRY.match(text) or _SAYS_ON.search(text)
        if small < _SMALL or self._hangs(text) or asks or heads:
            # A signature, a heading: names and numbers alone say nothing back.
            return None
        if self.angry and self.names_nothing(start, end) and OF_US.search(text):
            return None
        if self.angry and ((facts < _MATTER and _REPROACHES.match(text)) or _WARDS_OFF.search(text)):
            return None
        lows = [word.lower() for word in _LETTERS.findall(text)]
        acts = not _FIRST_PERSONS.isdisjoint(lows) and any(self.words.has("our_acts", word) for word in lows)
        if acts:
            return None
        text = without_asides(text, LEFT_OUT)
        lead = _RECAP.match(text) or _LEADS.match(text)
        cut = lead.end() if lead else 0
        said = with_inner_marks(" ".join(text[cut:].split()), self.speech)
        said = said[:1].upper() + said[1:] if cut else said
        return Quote(_LAST_SIGNS.sub(".", said).rstrip(" ,;:"), start, end)

    def _hangs(self, text: str) -> bool:
        """Whether a sentence says nothing without the one before it: `If not, ...`, `Second one's easier`."""
        words = [word.lower() for word in _LETTERS.findall(text)]
        short = len(words) <= _SHORTEST_POINTING and words and self.words.has("others", words[0])
        line = f"{' '.join(words[:3])} "
        return short or any(line.startswith(f"{phrase} ") for phrase in self.words.lists.get("hangs_on", ()))

    @property
    def angry(self) -> bool:
        """Whether a feeling or an opinion that is quoted would be read as mockery."""
        return self.reading.tone is Tone.UPSET or any(found.cue.kind is CueKind.UPSET for found in self.reading.cues)

    def names_nothing(self, start: int, end: int) -> bool:
        """Whether a stretch says neither what happened when nor how much, and may be an opinion."""
        named = any(start <= fact.start < end for fact in self.reading.facts)
        return not named and not any(sign.isdigit() for sign in self.own[start:end])

    def points_back(self, quote: Quote) -> bool:
        """Whether a quote begins with a word that points at what stands before it."""
        words = [word.lower() for word in _LETTERS.findall(_THIS_TIME.sub("", quote.text, count=1))[:3]]
        return bool(words) and (self.words.has("others", words[0]) or not _POINTING.isdisjoint(words))

    def points_weakly(self, quote: Quote) -> bool:
        """Whether a quote begins with a short form that points back, `It's a college one`, and says enough alone."""
        return _SHORT_FORM.match(quote.text) is not None

    def points_at_somebody(self, quote: Quote) -> bool:
        """Whether it begins with a word for a person, whom the sentence before it need not name."""
        return _SOMEBODY.match(quote.text) is not None

    def may_be_said(self, start: int, end: int) -> bool:
        """Whether a clause stands nowhere else, hurts nobody, is not loud and holds no sign that no letter repeats."""
        text = self.own[start:end]
        if _CALLS_THEMSELVES.search(text):
            return False
        if is_copied(self.own, start, end):
            # A notice that they copied says nothing of them.
            return False
        if _BROKEN_OFF.search(text) and self.own[end:].lstrip()[:1].islower():
            # Who corrects a word has not said it.
            return False
        if any(begin < end and start < stop for begin, stop in self.without) or _NEVER_SIGNS.search(
            _LAST_SIGNS.sub("", text)
        ):
            return False
        for found in self.reading.cues:
            # Behind a warning, what somebody ate or touched is said back; what money is missed for always is.
            told = found.warns or found.cue.care is Care.MONEY
            private = found.cue.id in _SELF_BLAME | _PRIVATE or found.cue.care is Care.LAW
            thanks = found.cue.id in COMES_TO_THANK and self.reading.tone is Tone.THANKFUL
            hurts = private or (found.cue.kind in _NEVER and not (told or thanks))
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
