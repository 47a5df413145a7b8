"""Result: a turned clause as it is looked at before it is said: its words, and those of the sentence it came from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from composer.writing.turning.english_verbs import Verbs, verbs_of
from composer.writing.turning.turning_words import TurningWords

POINTS = "points at what is not said"
"""The test that holds where nothing was said before."""
_TOKEN = re.compile(
    r"(?<!\S)[^\s@]++@\S*\w|[^\W\d_]+(?:['\u2019-][^\W\d_]+)*|[\d$\u20ac\u00a3](?:[\w.,:/%]*[\w%])?|[^\w\s]"
)
_QUOTED = re.compile("[\u201c\u201e][^\u201c\u201d\u201e]*[\u201c\u201d]")
"""What stands in quotation marks is the name of something, whatever its words are."""
_SMALL = (
    "prepositions", "determiners", "joins", "subordinators", "adverbs", "whs", "subjects", "auxiliaries", "modals",
)  # fmt: skip
_POLITE = frozenset(("Sie", "Ihnen", "Ihr", "Ihre", "Ihren", "Ihrem", "Ihrer", "Ihres"))
_WANTS = frozenset(
    (
        "would",
        "need",
        "wish",
        "hope",
        "m\u00f6chten",
        "h\u00e4tten",
        "brauchen",
        "w\u00fcnschen",
        "bitten",
        "f\u00e4nden",
        "hoffen",
        "w\u00fcrden",
    )
)
_FREE = ("raining", "late", "time")
_GOES_ON = frozenset(("to", "that", "if", "for", "when", "whether"))


@dataclass(frozen=True)
class Result:
    """The words of a result, and the sentence that it came from."""

    tokens: Sequence[str]
    before: Sequence[str]
    """The words of the sentence in small letters."""
    mark: str
    """The mark at the end of the sentence; empty for none."""
    words: TurningWords

    @cached_property
    def lows(self) -> list[str]:
        """The words in small letters."""
        return [one.lower() for one in self.tokens]

    @property
    def german(self) -> bool:
        """Whether it is German."""
        return self.words.language == "de"

    @cached_property
    def verbs(self) -> Verbs:
        """The verbs of English."""
        return verbs_of(self.words)

    @cached_property
    def asked(self) -> int:
        """Where the question begins; -1 where nothing is asked."""
        asks = self.lows[:5] == ["you", "would", "like", "to", "know"] or "wissen" in self.lows[:4]
        places = (at for at in range(2, len(self.lows)) if self.lows[at] in ("whether", "ob") or self.has("whs", at))
        return next(places, -1) if asks else -1

    @cached_property
    def wishes(self) -> bool:
        """Whether something is wished or requested."""
        return self.asked < 0 and self.low(0) in ("you", "sie") and self.low(1) in _WANTS

    @cached_property
    def requests(self) -> bool:
        """Whether something is to be done by us."""
        return self.lows[2:4] == ["like", "us"] or self.lows[2:5] == [",", "dass", "wir"]

    @property
    def tells(self) -> bool:
        """Whether it says what happened."""
        return self.asked < 0 and not self.wishes

    def low(self, at: int) -> str:
        """The word at a place in small letters; empty outside."""
        return self.lows[at] if 0 <= at < len(self.lows) else ""

    def has(self, name: str, at: int) -> bool:
        """Whether a list holds the word at a place."""
        return self.words.has(name, self.low(at))

    def any_of(self, names: Sequence[str], at: int) -> bool:
        """Whether any of some lists holds the word at a place."""
        return any(self.has(name, at) for name in names)

    def small(self, at: int) -> bool:
        """Whether the word at a place names no thing and no act."""
        return self.any_of(_SMALL, at)

    def ends(self, at: int) -> bool:
        """Whether a clause, or its part, ends before a place."""
        low = self.low(at)
        return not low[:1].isalnum() or self.any_of(
            ("prepositions", "auxiliaries", "joins", "subordinators", "adverbs", "whs"), at
        )

    def acts(self, at: int) -> bool:
        """Whether the word at a place is an English verb and no noun."""
        low = self.low(at)
        return (self.verbs.finite(low) or low in self.verbs.bases) and not self.has("nouny", at)

    def may_act(self, at: int) -> bool:
        """Whether the word at a place can be an English verb."""
        low = self.low(at)
        return self.has("auxiliaries", at) or self.verbs.finite(low) or low in self.verbs.bases

    def clause_end(self, at: int) -> int:
        """Where the clause that begins at a place ends: at the next comma, or at the end."""
        return next((n for n in range(at, len(self.lows)) if self.lows[n] == ","), len(self.lows))

    def noun_within(self, at: int, most: int) -> int:
        """How many words stand before the next German noun or figure; -1 where none is near."""
        near = self.tokens[at : at + most]
        named = (n for n, one in enumerate(near) if one not in _POLITE and any(c.isupper() or c.isdigit() for c in one))
        return next(named, -1)

    def named_before(self, at: int) -> bool:
        """Whether a noun that a pronoun may point at stands before a place."""
        if self.german:
            return any(one[:1].isupper() and one not in _POLITE for one in self.tokens[1:at])
        start = max(self.asked + 1, 5 if self.wishes else 1)
        person = self.low(at) in ("it", "its")
        return any(self._is_thing(n) and not (person and self.has("person_nouns", n)) for n in range(start, at))

    def _is_thing(self, at: int) -> bool:
        """Whether the English word at a place is most likely a noun."""
        low = self.low(at)
        done = low in self.verbs.participles or low in self.verbs.ings
        acts = (done or self.acts(at)) and not self.has("nouny", at)
        return (
            self.tokens[at].isalpha()
            and not self.small(at)
            and not self.any_of(("openers", "how_words"), at)
            and not acts
        )

    def empty_it(self, at: int) -> bool:
        """Whether the `it` at a place stands for what follows: `it is possible to pay`."""
        rest = self.lows[at + 1 : at + 6]
        said = next((one for one in rest if self.words.has("expletives", one)), "")
        goes_on = not _GOES_ON.isdisjoint(self.lows[at + 1 :]) or said in _FREE
        return bool(said and goes_on) or self.low(at - 1) == "like" or "to" in rest


def words_in(text: str) -> list[str]:
    """The words, figures and marks of a text."""
    return _TOKEN.findall(text)


def result_of(sentence: str, result: str, words: TurningWords) -> Result:
    """A result as it is looked at."""
    end = sentence.rstrip()[-1:]
    before = [one.lower() for one in words_in(sentence)]
    return Result(words_in(_QUOTED.sub("Name", result.rstrip("."))), before, end if end in ".!?" else "", words)
