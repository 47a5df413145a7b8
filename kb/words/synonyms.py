"""Synonyms: what customers say where articles say something else: a desk's own, and everyday words for the FAQ."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kb.desk_files import place_in, read_desk_text
from kb.errors import CannotRead, KBError
from kb.files import write_text
from kb.folders import locked
from kb.problem import At, Level, Problem, Problems
from kb.text import one_line
from kb.words.words import STOP_WORDS, words_of

if TYPE_CHECKING:
    from kb.yaml.reader import Reader

SYNONYMS = "synonyms.yaml"
"""The desk's own, beside its settings: what articles say, and a list of what customers say for it."""
_MOST_BYTES = 1_000_000
_LONGEST = 5
"""Words of an expression; a longer one is a sentence and belongs to the keywords of an article."""
_HEAD = "# What our articles say: what customers say for it. Each finds the others.\n"
_EVERYDAY = {
    "en": """
cancel stop end
refund reimburse money
parcel package shipment order
delivery shipping postage
login signin logon
password passcode pin
delete remove erase
account profile
invoice bill receipt
pay payment checkout
broken damaged faulty defective
change edit update modify
phone mobile telephone
email mail
install setup
error problem issue fault
late delayed overdue
buy purchase
return exchange
subscription plan membership
discount coupon voucher
""",
    "de": """
stornieren kündigen abbestellen
rückerstattung erstattung geld
paket sendung päckchen lieferung
versand lieferung zustellung
login anmelden einloggen
passwort kennwort pin
löschen entfernen
konto profil account
rechnung beleg quittung
bezahlen zahlen zahlung
kaputt defekt beschädigt
ändern bearbeiten
handy mobiltelefon telefon
email mail
installieren einrichten
fehler problem störung
kaufen bestellen
zurückgeben zurückschicken rückgabe retoure
abo abonnement mitgliedschaft
gutschein rabatt
""",
}
"""Everyday words that customers use for one another, one group a line."""

Expression = tuple[str, ...]
"""Folded words in their order."""


@dataclass(frozen=True)
class Synonyms:
    """Groups of expressions that stand for one another."""

    groups: tuple[tuple[str, ...], ...] = ()

    @cached_property
    def _beginning(self) -> dict[str, list[tuple[Expression, frozenset[str]]]]:
        """The expressions by their first word, each with the telling words of the others of its groups."""
        found: dict[str, list[tuple[Expression, frozenset[str]]]] = {}
        for group in self.groups:
            expressions = [tuple(words_of(one)) for one in group]
            for own in filter(None, expressions):
                others = {word for one in expressions if one != own for word in _telling(one)} - {*own}
                if others:
                    found.setdefault(own[0], []).append((own, frozenset(others)))
        return found

    def of(self, words: Sequence[str]) -> dict[str, list[str]]:
        """What may stand for the words of a text, in their order: by a telling word of each expression that is there.

        An expression of several words counts only where they follow each other, as in `log in`.
        """
        found: dict[str, set[str]] = {}
        for at, word in enumerate(words):
            for own, others in (entry for form in forms(word) for entry in self._beginning.get(form, ())):
                if tuple(words[at + 1 : at + len(own)]) == own[1:]:
                    telling = _telling((word, *own[1:]))[0]
                    found.setdefault(telling, set()).update(others)
        return {word: sorted(others) for word, others in found.items()}


NO_SYNONYMS = Synonyms()


def forms(word: str) -> Iterable[str]:
    """A word, and the same with and without the `s` at its end, which costs less than its stem."""
    return dict.fromkeys((word, word.removesuffix("s"), f"{word}s"))


def _telling(expression: Expression) -> list[str]:
    return [word for word in expression if word not in STOP_WORDS] or [*expression]


def everyday_synonyms(language: str) -> Synonyms:
    """Those that ship for a language, for the FAQ's own search; they help neither typed search nor letters."""
    lines = _EVERYDAY.get(language.partition("-")[0].lower(), "").strip().splitlines()
    return Synonyms(tuple(tuple(line.split()) for line in lines))


def load_synonyms(desk: Path) -> tuple[Synonyms, tuple[Problem, ...]]:
    """A desk's own synonyms, none without a file; what is wrong in it is a problem."""
    if not (desk / SYNONYMS).exists():
        return Synonyms(), ()
    from kb.yaml.reader import Mapping, Reader
    from kb.yaml.tree import parse_yaml

    problems = Problems(SYNONYMS)
    try:
        mapping = parse_yaml(read_desk_text(desk, SYNONYMS, _MOST_BYTES), problems)
    except CannotRead as error:
        problems.add(At(), "unreadable", str(error))
        mapping = None
    return Synonyms(read_synonyms(Reader(mapping or Mapping({}, 1, 1), problems))), tuple(problems.found)


def read_synonyms(reader: Reader) -> tuple[tuple[str, ...], ...]:
    """The groups of a file: each key with its list."""
    groups = []
    for ours in reader.keys():  # noqa: SIM118  a reader is no mapping
        theirs = reader.texts(ours)
        long = [one for one in (ours, *theirs) if not 0 < len([*words_of(one)]) <= _LONGEST]
        for one in long:
            reader.problems.add(
                reader.key_place(ours),
                "synonym-length",
                f"{one!r} has no word or more than {_LONGEST}; whole questions belong to the `keywords` of an article.",
                Level.WARNING,
            )
        groups.append(tuple(one for one in (ours, *theirs) if one not in long))
    return tuple(group for group in groups if len(group) > 1)


def write_synonym(desk: Path, ours: str, theirs: str) -> None:
    """Add a line to the desk's file; KBError where it cannot be added without changing a line of the writer's."""
    ours, theirs = one_line(ours), one_line(theirs)
    for words in (ours, theirs):
        if not 0 < len([*words_of(words)]) <= _LONGEST:
            raise KBError(f"{words!r} cannot be a synonym: write one to {_LONGEST} words.")
    with locked(desk, wait=True):
        there, problems = load_synonyms(desk)
        if any(ours == group[0] for group in there.groups):
            raise KBError(f"{SYNONYMS} has a line for {ours!r} already; add {theirs!r} to its list there.")
        if problems:
            raise KBError(f"{problems[0]} Mend that first.")
        path = place_in(desk, SYNONYMS)
        before = read_desk_text(desk, SYNONYMS, _MOST_BYTES) if path.exists() else _HEAD
        line = f"{json.dumps(ours, ensure_ascii=False)}: [{json.dumps(theirs, ensure_ascii=False)}]\n"
        write_text(path, before + ("" if before.endswith("\n") else "\n") + line)
