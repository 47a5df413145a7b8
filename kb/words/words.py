"""Words: what a text is made of for searching, the same for every engine."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property
from itertools import chain
from typing import Protocol

from kb.text import fold

_WORD = re.compile(r"\w+(?:[-.'+#]\w+)*[+#]{0,2}")
_PARTS = re.compile(r"[^\W_]+")
SIGN = r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0e7f\U00020000-\U0003ffff]"
"""A letter of writing without blanks, as a regular expression: Han, kana and Thai."""
_FIRST_SIGN = "\u0e00"
_LANGUAGES = {
    "ar": "arabic", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish", "fi": "finnish",
    "fr": "french", "hu": "hungarian", "it": "italian", "nl": "dutch", "no": "norwegian", "pt": "portuguese",
    "ro": "romanian", "ru": "russian", "sv": "swedish", "tr": "turkish",
}  # fmt: skip
_STOP = """
a about after all am an and any are as at be because been before being but by can could did do does doing don't for
from further had has have having he her here hers him his how i i'd i'll i'm i've if in into is it it's its itself
just me more most my myself no nor not now of off on once only or other our ours out over own s same she should so
some such t than that that's the their theirs them then there these they this those through to too under until up
very was we were what when where which while who whom why will with would you you're your yours dear hello hi hey
please thanks thank regards
"""
STOP_WORDS = frozenset(_STOP.split())
"""English words that say nothing about a topic; other languages rely on rarity alone."""
LETTER_WORDS = frozenset({
    "help", "question", "questions", "know", "tell", "kind", "best", "wishes", "sincerely", "sir", "madam",
    "sorry", "wrote", "really", "anyone", "anybody", "something", "anything", "today", "thing", "busy",
    "advance",
})  # fmt: skip
"""English words that stand in letters about anything, and so do not tell what one is about."""

_FILLING = """
aber alle allem allen aller alles als also am an anfrage auch auf aus bei beim bin bis bitte bitten da dabei dafur dank
danke danken dann darauf das dass davon dazu dein dem den denn der des deshalb dessen die dies diese diesem diesen
dieser dieses doch dort du durch ein eine einem einen einer eines einfach einmal er es etwas euch euer eure frage
fragen fur gar gegen geehrte geehrter gern gerne gibt gruss grusse grussen gruß guten habe haben hallo hatte hatten hat
heute hier hilfe ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im immer in ins ist ja jede jeden jeder jetzt kann kein
keine keinen konnen konnte konnten leider lieber liebe mal man mehr mein meine meinem meinen meiner mich mir mit mochte
morgen muss mussen nach nicht nichts noch nochmals nun nur ob oder ohne schon sehr seid sein seine seit selbst sich sie
sind so sollte sollten sonst tag und uns unser unsere unseren unter viel viele vielen voraus vom von vor vorab war
warum was wegen weil welche welcher wenn wer werde werden wie wieder wieso will wir wird wo wurde wurden wunsche zu zum
zur zwar uber
"""
LETTER_WORDS_IN = {"en": LETTER_WORDS, "de": frozenset(_FILLING.split())}
"""The same by language, with what the language needs to make sentences."""


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802  the library's name


class _Parts(dict[str, tuple[str, ...]]):
    """What every word written so far is made of; most texts are made of the same words."""

    def __missing__(self, written: str) -> tuple[str, ...]:
        plain = written.isascii() or max(written) < _FIRST_SIGN or not _signs().search(written)
        self[written] = found = (written,) if plain and written.isalpha() else _parts_of(written, plain=plain)
        return found


def _parts_of(written: str, *, plain: bool) -> tuple[str, ...]:
    if not plain:
        pieces = (piece for piece in _signs().split(written) if piece)
        return tuple(chain.from_iterable(map(_neighbours, pieces)))
    word = written.strip("'").removesuffix("'s")
    parts = _PARTS.findall(word)
    return (word, *parts, "".join(parts)) if len(parts) > 1 and "'" not in word else (word,)


@cache
def _signs() -> re.Pattern[str]:
    # Made where a word is met that has other than plain letters.
    return re.compile(f"({SIGN}+)")


def _neighbours(piece: str) -> tuple[str, ...]:
    """Each two signs side by side, since a word may begin at any of them; the parts of anything else."""
    if _signs().match(piece):
        return tuple(piece[at : at + 2] for at in range(max(len(piece) - 1, 1)))
    return tuple(_parts_of(word, plain=True)[0] for word in _WORD.findall(piece))


_KNOWN = _Parts()


def words_of(text: str) -> Iterator[str]:
    """The folded words of a text; `XR-200` gives itself, its parts, and the parts written together.

    Of writing without blanks, such as Japanese, each two neighbouring signs are a word.
    """
    return chain.from_iterable(map(_KNOWN.__getitem__, _WORD.findall(fold(text))))


class _Stems(dict[str, str]):
    """The stem of every word asked for so far; stemming is far slower than looking up."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    @cached_property
    def stemmer(self) -> _Stemmer:
        # It loads every language there is, and who looks for words that articles have knows their stems.
        import snowballstemmer  # type: ignore[import-untyped]  # ships no types

        made: _Stemmer = snowballstemmer.stemmer(self.name)
        return made

    def __missing__(self, word: str) -> str:
        stem_ = self.stemmer.stemWord(word) if self.name and len(word) > 2 and word.isalpha() else word
        self[word] = stem_
        return stem_


@cache
def _stems(language: str) -> _Stems:
    return _Stems(_LANGUAGES.get(language.partition("-")[0].lower(), ""))


def stems_in(language: str) -> Mapping[str, str]:
    """The stem of any word in a language."""
    return _stems(language)


def stem(word: str, language: str) -> str:
    """The word's stem in a language; words with digits, and languages without a stemmer, stay as they are."""
    return _stems(language)[word]


def unstemmed(words: Iterable[str], language: str) -> list[str]:
    """Those of some words for which the stemmer would have to be loaded."""
    stems = _stems(language)
    return [] if "stemmer" in stems.__dict__ else [word for word in words if word not in stems]


def learn_stems(language: str, known: Mapping[str, str]) -> None:
    """Take the stems of some words as they were worked out before."""
    _stems(language).update(known)


def stems_of(text: str, language: str) -> list[str]:
    """What is indexed of a text: stems, without the words that say nothing."""
    stems = _stems(language)
    return [stems[word] for word in words_of(text) if word not in STOP_WORDS]


def telling(word: str, language: str = "en") -> bool:
    """Whether a word of a letter in a language says something about its topic."""
    filling = LETTER_WORDS_IN.get(language.partition("-")[0].lower(), LETTER_WORDS)
    return len(word) > 1 and word not in STOP_WORDS and word not in filling
