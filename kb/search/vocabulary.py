"""Vocabulary: what typed words, and those of a letter, may stand for among the words of all articles."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from kb.catalogue.catalogue import Catalogue
from kb.search.senses import How, Meant, WordSense, with_synonyms
from kb.words.compounds import parts_of_compound, writes_together
from kb.words.synonyms import Synonyms, forms
from kb.words.terms import LONGEST_WORD
from kb.words.typos import one_slip_from
from kb.words.words import stem, telling, words_of

MOST_COMPLETIONS = 12
"""Into how many words an unfinished one is completed."""
_MOST_LOOKED_FOR = 3_000
"""In how many articles all completions together may stand."""
_NEAREST = 3
_SALIENT = 25
MOST_OF_A_LETTER = 20_000
"""Characters of a message that count."""
_REST = 0.25
_LONGEST_NAME = 7
"""Letters of a German word with a capital, up to which it is rather a name than a noun with a slip."""
_PREFIX, _TYPO, _TOGETHER, _PART = 0.4, 0.3, 0.5, 0.6
_MOST_LOOKED_UP = 10_000


class _StandIns(NamedTuple):
    """Words that stand for another one."""

    words: Sequence[str]
    share: float
    how: How


@dataclass(frozen=True, eq=False, repr=False)
class Vocabulary:
    """The words of one desk's articles."""

    catalogue: Catalogue
    language: str
    synonyms: Synonyms
    _looked_up: dict[str, _StandIns] = field(default_factory=dict, init=False)
    """The nearest words of those asked for before: each need of a letter asks for all words of the letter again."""

    def meant(self, word: str, *, last: bool) -> Meant:
        """The stems that a typed word may stand for, and how much each counts: itself, completions, or its nearest."""
        catalogue, own = self.catalogue, stem(word, self.language)
        meant = {own: WordSense(word)}
        if last and (len(word) > 1 or not word.isascii()):
            for longer, stem_ in self.completions(word):
                meant.setdefault(stem_, WordSense(longer, _PREFIX, How.BEGINNING))
        if len(meant) == 1 and 3 < len(word) < LONGEST_WORD and not catalogue.frequencies([own]):
            meant |= self._instead(word, 1.0)
        return meant

    def together(self, meant: list[Meant]) -> list[Meant]:
        """What is meant, with what neighbours are as one word: `boot loader` finds a bootloader."""
        if len(meant) < 2:
            return meant
        typed = [next(iter(senses.values())).word for senses in meant]
        pairs = {one + other: place for place, (one, other) in enumerate(pairwise(typed))}
        found = [dict(senses) for senses in meant]
        for word, stem_ in self.catalogue.stems_of([*(pairs.keys() - {*typed})]).items():
            for senses in found[pairs[word] : pairs[word] + 2]:
                senses.setdefault(stem_, WordSense(word, _TOGETHER, How.TOGETHER))
        return [*found]

    def alike(self, text: str) -> dict[str, dict[str, str]]:
        """What articles say in place of a word of the text: by the word, the stems with the words they come from."""
        others = self.synonyms.of([*words_of(text)])
        every = dict.fromkeys(form for some in others.values() for other in some for form in forms(other))
        stems = self.catalogue.stems_of([*every]) if every else {}
        return {
            word: {stems[form]: form for other in some for form in forms(other) if form in stems}
            for word, some in others.items()
        }

    def completions(self, word: str) -> list[tuple[str, str]]:
        """The commonest words that begin like this with their stems, as many as can be looked for while typing."""
        found: list[tuple[str, str]] = []
        looked_for = 0
        for longer, stem_, articles in self.catalogue.completions(word, MOST_COMPLETIONS):
            looked_for += articles
            if found and looked_for > _MOST_LOOKED_FOR:
                break
            found.append((longer, stem_))
        return found

    def _instead(self, word: str, weight: float) -> dict[str, WordSense]:
        """What a word may stand for that no article has: the parts of a compound, else the words nearest to it."""
        found = self._looked_up.get(word)
        if found is None:
            if len(self._looked_up) >= _MOST_LOOKED_UP:
                self._looked_up.clear()
            found = self._looked_up[word] = self._stand_ins(word)
        words, share, how = found
        return {stem(one, self.language): WordSense(one, weight * share, how) for one in words}

    def _stand_ins(self, word: str) -> _StandIns:
        known = self.catalogue.known
        if writes_together(self.language):
            parts = parts_of_compound(word, lambda words: known(words, len(words)))
            if parts and word not in parts:
                return _StandIns(parts, _PART, How.PART)
        return _StandIns(self._nearest(word), _TYPO, How.SLIP)

    def _may_be_a_noun(self, word: str) -> bool:
        """Whether a word with a capital may be no name: German nouns have one, and most are longer than names."""
        return self.language.startswith("de") and len(word) > _LONGEST_NAME

    def _nearest(self, word: str) -> list[str]:
        """Known words one slip away; those that share the first letter come first."""
        catalogue = self.catalogue
        near = one_slip_from(word, catalogue.letters)
        known = catalogue.known(near, len(near))
        return [other for other in known if other[:1] == word[:1]][:_NEAREST] or known[:_NEAREST]

    def salient(self, focus: str, rest: str, total: int) -> list[Meant]:
        """What the rare words of a message may stand for; those of its focus count more than the rest.

        A word that no article has stands for its nearest ones, as where it is typed; where no telling word of the
        message is known at all, all of its words count.
        """
        found = self._known_words(focus, rest, total, partial(telling, language=self.language)) or self._known_words(
            focus, rest, total, _any_word
        )
        return [senses for _weight, senses in sorted(found, key=lambda one: -one[0])[:_SALIENT]]

    def _known_words(
        self, focus: str, rest: str, total: int, counts: Callable[[str], bool]
    ) -> list[tuple[float, Meant]]:
        """The words of a message that articles have, or nearly, with how much each tells."""
        shares: dict[str, float] = {}
        for text, share in ((focus, 1.0), (rest, _REST)):
            for word, times in Counter(filter(counts, words_of(text[:MOST_OF_A_LETTER]))).items():
                shares[word] = shares.get(word, 0.0) + share * (1 + math.log(times))
        own = {word: stem(word, self.language) for word in shares}
        # What stands there with a capital alone is most likely a name, and no slip.
        written = f"{focus} {rest}"
        known = self.catalogue.frequencies([*own.values()])
        alike = self.alike(written[:MOST_OF_A_LETTER])
        senses: dict[str, dict[str, WordSense]] = {}
        for word, share in shares.items():
            stem_ = own[word]
            if stem_ in known:
                before = senses.get(stem_, {}).get(stem_, WordSense(word, 0.0))
                senses[stem_] = with_synonyms(
                    {stem_: WordSense(before.word, before.weight + share)}, alike.get(word, {})
                )
            elif alike.get(word):
                senses.setdefault(stem_, with_synonyms({stem_: WordSense(word, share)}, alike[word]))
            elif 3 < len(word) < LONGEST_WORD and (word in written or self._may_be_a_noun(word)):
                instead = self._instead(word, share)
                senses.setdefault(stem_, {stem_: WordSense(word, share)} | instead if instead else {})
        known |= self.catalogue.frequencies([stem_ for one in senses.values() for stem_ in one])
        return [
            (
                max(sense.weight * math.log(1 + total / known[one]) for one, sense in meant.items() if one in known),
                meant,
            )
            for meant in senses.values()
            # A word that is nearly one of the articles may be gone from them since the list of words was read.
            if any(one in known for one in meant)
        ]


def _any_word(word: str) -> bool:
    return len(word) > 1
