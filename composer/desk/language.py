"""Language: phrases, cues, small words and wording rules of one language, the desk's own before the shipped ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType

from composer.cases.step import Step
from composer.phrases.phrasebook import Phrase, ids_twice, parse_phrasebook
from composer.reading.cues import Cue, parse_cues
from composer.reading.days.words import NO_DAY_WORDS, DayWords, parse_day_words
from composer.reading.hazard import parse_hazards
from composer.reading.issue_words import NO_ISSUE_WORDS, IssueWords, parse_issue_words
from composer.reading.language_of import base_of, table
from composer.reading.lexicon import Lexicon, parse_lexicon
from composer.reading.manner import Manners, parse_manners
from composer.reading.speech import Speech, parse_speech
from composer.writing.claiming.claim_words import NO_CLAIM_WORDS, ClaimWords, parse_claim_words
from composer.writing.recognise import known_sentences
from composer.writing.sounding import Sounding, parse_sounding
from composer.writing.turning.english_verbs import verbs_of
from composer.writing.turning.turning_words import NO_TURNING_WORDS, TurningWords, parse_turning_words
from composer.writing.wording_rules import Wording, parse_wording
from kb.articles.article import AskedField
from kb.desk_files import read_desk_text
from kb.errors import CannotRead
from kb.folders import is_file, is_folder
from kb.guard import listed
from kb.problem import Problem

PHRASEBOOKS = "phrasebooks"
SHIPPED = "(shipped) "
"""Begins the paths of files that come with Warmline."""
RULES = (
    "claims.yaml", "cues.yaml", "days.yaml", "issues.yaml", "speech.yaml", "turning.yaml", "wording.yaml", "steps.yaml",
)  # fmt: skip
"""The files that hold no phrases."""


@dataclass(frozen=True)
class Language:
    """What can be said and what is looked for, with what is wrong in its files."""

    phrases: tuple[Phrase, ...]
    cues: tuple[Cue, ...]
    speech: Speech
    issue_words: IssueWords
    wording: Wording
    lexicon: Lexicon
    manners: Manners
    problems: tuple[Problem, ...]
    turning: TurningWords = NO_TURNING_WORDS
    """The words by which a customer's clause is turned round."""
    claiming: ClaimWords = NO_CLAIM_WORDS
    """The words by which sentences are known that claim something."""

    @cached_property
    def asks(self) -> Mapping[str, AskedField]:
        """Every field that a phrase asks for."""
        return MappingProxyType({ask.field: ask for phrase in self.phrases for ask in phrase.ask})

    @cached_property
    def known_sentences(self) -> Mapping[str, Step]:
        """The sentences of phrases by which a text that somebody wrote is recognised."""
        return MappingProxyType(known_sentences(self.phrases))


# A file that did not change is not read anew, whenever the desk is.
_phrasebook = lru_cache(maxsize=64)(parse_phrasebook)
_cues = lru_cache(maxsize=16)(parse_cues)
_speech = lru_cache(maxsize=16)(parse_speech)
_issue_words = lru_cache(maxsize=16)(parse_issue_words)
_days = lru_cache(maxsize=16)(parse_day_words)
_turning = lru_cache(maxsize=16)(parse_turning_words)
_claiming = lru_cache(maxsize=16)(parse_claim_words)
_wording = lru_cache(maxsize=16)(parse_wording)


@lru_cache(maxsize=16)
def _with_days(speech: Speech, days: DayWords) -> Speech:
    return replace(speech, day_words=days)


@lru_cache(maxsize=16)
def _with_verbs(claiming: ClaimWords, turning: TurningWords) -> ClaimWords:
    return replace(claiming, verbs=verbs_of(turning)) if turning.lists else claiming


@lru_cache(maxsize=16)
def turning_with(turning: TurningWords, words: frozenset[str]) -> TurningWords:
    """The same that knows more words: the same value for the same ones, so that what it leads to is worked out once."""
    return replace(turning, known=turning.known | words)


def load_language(root: Path, language: str, *, shared: bool = True) -> Language:
    """The phrases, cues and rules of a desk; a phrase whose id is taken is left out, and named unless it is shipped.

    `shared` takes the desk's files at the top as well, which are in its own language.
    """
    unreadable: list[Problem] = []
    books = _files(root, language, unreadable, phrases_only=True, shared=shared)
    rules = _files(root, language, unreadable, phrases_only=False, shared=shared)
    found = _language_of(language, tuple(books), tuple(rules))
    return replace(found, problems=(*unreadable, *found.problems)) if unreadable else found


@lru_cache(maxsize=16)
def _language_of(language: str, books: tuple[tuple[str, str], ...], rules: tuple[tuple[str, str], ...]) -> Language:
    """What stands in files, each with its path and its text: the same values for the same texts.

    What was worked out from them, such as the forms of all verbs, is then still known when the desk is read again.
    """
    phrases, problems = _phrases_in(books)
    cues: list[Cue] = []
    speech, days, issue_words, wording = Speech(), NO_DAY_WORDS, NO_ISSUE_WORDS, Wording()
    turning, claiming = NO_TURNING_WORDS, NO_CLAIM_WORDS
    for path, text in rules:
        name = path.rpartition("/")[2]
        with listed(problems, path):
            if name == "cues.yaml":
                found, faults = _cues(text, path)
                cues += found
            elif name == "speech.yaml":
                speech, faults = _speech(text, path)
            elif name == "days.yaml":
                days, faults = _days(text, path)
            elif name == "issues.yaml":
                issue_words, faults = _issue_words(text, path)
            elif name == "turning.yaml":
                turning, faults = _turning(text, path)
            elif name == "claims.yaml":
                claiming, faults = _claiming(text, path)
            else:
                part, faults = _wording(text, path)
                wording = Wording(wording.rules + part.rules, wording.steps + part.steps, _sounding(language))
            problems += faults
    return Language(
        phrases,
        tuple(cues),
        _with_days(speech, days),
        issue_words,
        wording,
        _lexicon(language),
        _manners(language),
        tuple(problems),
        turning_with(turning, frozenset(_lexicon(language).weights)),
        _with_verbs(claiming, turning),
    )


def _phrases_in(books: tuple[tuple[str, str], ...]) -> tuple[tuple[Phrase, ...], list[Problem]]:
    """The phrases of books, the first of each id, and what is wrong with them."""
    problems: list[Problem] = []
    phrases: list[Phrase] = []
    for path, text in books:
        with listed(problems, path):
            book, faults = _phrasebook(text, path)
            phrases += book.phrases
            problems += faults
    problems += ids_twice(phrase for phrase in phrases if not phrase.path.startswith(SHIPPED))
    unique: dict[str, Phrase] = {}
    for phrase in phrases:
        unique.setdefault(phrase.id, phrase)
    return tuple(unique.values()), problems


def load_other(root: Path, language: str) -> Language:
    """What can be said in a language that is not the desk's own: its phrasebooks, or a greeting and a closing alone."""
    folder = resources.files("phrasebooks") / base_of(language)
    if (folder / "speech.yaml").is_file() or _own_files(root / PHRASEBOOKS, language, shared=False):
        return load_language(root, language, shared=False)
    return letter_alone(language)


def letter_alone(language: str) -> Language:
    """How a letter in a language begins and ends, where nothing else can be said in it."""
    known = table().get(base_of(language))
    letter = known.letter if known else {}
    greet, nobody, closing = (letter.get(name, "") for name in ("greet", "nobody", "closing"))
    wrote, lead = letter.get("wrote", ""), letter.get("lead", "")
    manner = letter.get("manner", "first") if greet else "none"
    phrases = [_frame(Step.OPENING, _greeting(greet, nobody))] if greet else []
    phrases += [_frame(Step.LISTEN, "{{ case.listening }}")] if wrote else []
    phrases += [_frame(Step.CLOSING, closing + "\n{{ agent.name }}")] if closing else []
    speech = Speech(greet=greet or "{name}", nobody=nobody, manner=manner, wrote=wrote, lead=lead)
    return Language(tuple(phrases), (), speech, NO_ISSUE_WORDS, Wording(), Lexicon(), Manners(), ())


def _frame(step: Step, text: str) -> Phrase:
    return Phrase(f"letter-{step}", step, (text,))


def _greeting(greet: str, nobody: str) -> str:
    """A greeting as a template, whole also where there is no name."""
    before, name, after = greet.partition("{name}")
    if not name:
        return greet
    alone = f"{before}{nobody}".rstrip(" ,") + after
    return f"{{% if customer.greet %}}{before}{{{{ customer.greet }}}}{after}{{% else %}}{alone}{{% endif %}}"


@cache
def _lexicon(language: str) -> Lexicon:
    """The shipped lexicon of a language; an empty one where there is none."""
    file = resources.files("phrasebooks") / language.partition("-")[0] / "tone.tsv"
    return parse_lexicon(file.read_text(encoding="utf-8")) if file.is_file() else Lexicon()


@cache
def _manners(language: str) -> Manners:
    """The shipped weights for manners of a language; empty ones where there are none."""
    folder = resources.files("phrasebooks") / language.partition("-")[0]
    file, hazards = folder / "manner.tsv", folder / "hazard.tsv"
    manners = parse_manners(file.read_text(encoding="utf-8")) if file.is_file() else Manners()
    return replace(manners, hazards=parse_hazards(hazards.read_text("utf-8"))) if hazards.is_file() else manners


@cache
def _sounding(language: str) -> Sounding:
    """The shipped weights for sentences that talk past the customer; empty ones where there are none."""
    file = resources.files("phrasebooks") / language.partition("-")[0] / "sounding.tsv"
    return parse_sounding(file.read_text(encoding="utf-8")) if file.is_file() else Sounding()


def _files(
    root: Path, language: str, problems: list[Problem], *, phrases_only: bool, shared: bool
) -> list[tuple[str, str]]:
    """The YAML files for a language with their texts: the desk's own, and then the shipped ones that still count.

    A shipped file of rules counts until the desk has one of its name. Shipped phrasebooks are one set: they count until
    the desk has any of their names, for a desk that took them over may have removed what it does not need.
    """
    wanted: Callable[[str], bool] = (lambda name: name not in RULES) if phrases_only else (lambda name: name in RULES)
    own = [path for path in _own_files(root / PHRASEBOOKS, language, shared=shared) if wanted(path.name)]
    found: list[tuple[str, str]] = []
    for path in own:
        try:
            found.append((path.relative_to(root).as_posix(), read_desk_text(root, path)))
        except CannotRead as error:
            problems.append(Problem(path.relative_to(root).as_posix(), 1, 1, "unreadable", str(error)))
    have = {path.name for path in own}
    shipped = {name: text for name, text in _shipped_texts(language).items() if wanted(name)}
    if phrases_only and not have.isdisjoint(shipped):
        return found
    return [*found, *((f"{SHIPPED}{language}/{name}", text) for name, text in shipped.items() if name not in have)]


def _own_files(folder: Path, language: str, *, shared: bool) -> list[Path]:
    """The desk's YAML files: those at the top, and those in the folder of a language."""
    folders = [*([folder] if shared else ()), *(folder / name for name in dict.fromkeys((base_of(language), language)))]
    return sorted(path for one in folders if is_folder(one) for path in one.glob("*.yaml") if _may_be_read(path))


def _may_be_read(path: Path) -> bool:
    """Whether it is a file, or a link that leads nowhere: whoever reads that says why it cannot be read."""
    return is_file(path) or path.is_symlink()


@cache
def _shipped_texts(language: str) -> dict[str, str]:
    """The texts of the files that come with Warmline for a language, by name."""
    return {file.name: file.read_text(encoding="utf-8") for file in shipped_files(language)}


def shipped_files(language: str) -> list[Traversable]:
    """The files that come with Warmline for a language, English where there are none."""
    root = resources.files("phrasebooks")
    folder = root / language.partition("-")[0]
    folder = folder if folder.is_dir() else root / "en"
    return sorted((file for file in folder.iterdir() if file.name.endswith(".yaml")), key=lambda file: file.name)
