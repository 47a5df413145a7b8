"""Desk: everything opened from one folder, and the few things that both front ends do with it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

from composer.cases.case import Case, case_id
from composer.cases.customer import NOBODY, Customer
from composer.cases.message import Message
from composer.cases.step import Outcome, Tone
from composer.desk.language import Language, letter_alone, load_language, load_other, turning_with
from composer.desk.private import PRIVATE, keep_out_of_git
from composer.desk.spoken import has_edition, in_their_language, in_words, spoken_in
from composer.desk.topics import topics_of
from composer.exchange.message_files import message_files
from composer.phrases.phrasebook import Phrase
from composer.reading.corrections import Correction, Refit, forget_correction, keep_correction, load_corrections, refit
from composer.reading.entering import enter_message
from composer.reading.language_of import base_of
from composer.reading.message import MOST_BYTES, dated
from composer.reading.reading import Hearing, Reading, focus, read_message
from composer.settings import Settings, load_settings
from composer.writing.checks.rule_table import RULES
from composer.writing.draft import Draft
from composer.writing.finding import UNPASSABLE
from composer.writing.spelling import Speller, dictionary_for
from composer.writing.turning.turning_words import TurningWords
from kb.articles import ARTICLES
from kb.articles.article import Article, AskedField
from kb.articles.library import Library
from kb.articles.status import Status
from kb.catalogue.stored_library import Progress, find_library
from kb.desk_files import find_desk, place_in, read_desk_bytes
from kb.errors import KBError
from kb.meaning.meaning import Meaning
from kb.problem import Problem
from kb.search.index import index_folder, open_index
from kb.search.learned import Lessons
from kb.search.search import Hit, Search
from kb.words.glossary import glossed
from kb.words.synonyms import NO_SYNONYMS, Synonyms, load_synonyms
from kb.words.words import words_of

if TYPE_CHECKING:
    from composer.records.claims import TakenCase
    from composer.records.records import Records

CORRECTIONS = "tone.jsonl"


@dataclass(frozen=True)
class Surroundings:
    """What comes from outside the desk: the day, and this person's own folders."""

    today: dt.date
    cache: Path
    config: Path
    progress: Progress | None = None
    seat: str = ""
    """Where this person sits, as `login@machine`."""
    data: Path | None = None
    """Where this person's sentence model lives; None where articles are found by words alone."""


@dataclass(frozen=True)
class Desk:
    """An open desk. The index and the records are opened when they are first needed."""

    root: Path
    settings: Settings
    surroundings: Surroundings
    faults: tuple[Problem, ...] = field(repr=False)
    """What is wrong with the settings and the synonyms."""
    synonyms: Synonyms = NO_SYNONYMS
    """What customers say where articles say something else."""
    _others: dict[str, Language] = field(default_factory=dict, repr=False, compare=False)
    """Languages of messages besides the desk's own, by code, loaded when the first message needs them."""
    _last_hits: dict[Message, list[Hit]] = field(default_factory=dict, repr=False, compare=False)
    """Those of the last message, which is asked about several times while its case is opened."""

    @property
    def today(self) -> dt.date:
        """The day on which this desk is open."""
        return self.surroundings.today

    @cached_property
    def language(self) -> Language:
        """Phrases, cues and rules in the desk's own language."""
        return load_language(self.root, self.settings.library.language)

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the settings, the phrasebooks and the synonyms; the library keeps its own."""
        rules = {*RULES, *(rule.id for rule in self.language.wording.rules)}
        levels = self.settings.unknown_levels(rules, UNPASSABLE)
        return (*self.faults, *levels, *self.language.problems)

    @property
    def phrases(self) -> tuple[Phrase, ...]:
        """What can be said."""
        return self.language.phrases

    def language_note(self, reading: Reading) -> str:
        """The language of a message in words, where it is not the desk's own, or only assumed."""
        own = base_of(reading.language) == base_of(self.settings.library.language) and reading.language_known
        return "" if own else in_words(reading, has_words=bool(self.words_for(reading.language).cues))

    def words_for(self, code: str) -> Language:
        """Phrases, cues and rules of a language; those of the desk where it is its own or none is named."""
        if not code or base_of(code) == base_of(self.settings.library.language):
            return self.language
        if code not in self._others:
            named = self.settings.languages
            answered = not named or base_of(code) in map(base_of, named)
            self._others[code] = load_other(self.root, code) if answered else letter_alone(code)
        return self._others[code]

    @cached_property
    def hearing(self) -> Hearing:
        """What messages in the desk's own language are heard with."""
        return self.hearing_in("")

    def hearing_in(self, code: str) -> Hearing:
        """What messages in a language are heard with."""
        language = self.words_for(code)
        return Hearing(
            language.cues,
            language.speech,
            language.lexicon,
            language.manners,
            self.settings.core_tasks,
            self.learned_tone,
            language.issue_words,
        )

    @cached_property
    def corrections(self) -> list[Correction]:
        """What agents said of the tone of messages."""
        return load_corrections(self.private(CORRECTIONS))

    @cached_property
    def learned_tone(self) -> Refit | None:
        """What was learned from the corrections; None while there are too few."""
        return refit(self.corrections)

    @cached_property
    def library(self) -> Library:
        """All articles."""
        settings, around = self.settings.library, self.surroundings
        folder = index_folder(around.cache, self.root)
        return find_library(self.root / ARTICLES, settings.missing_status, folder, settings.language, around.progress)

    @cached_property
    def search(self) -> Search:
        """Search over the articles, with an index brought up to date."""
        settings, around = self.settings.library, self.surroundings
        folder = index_folder(around.cache, self.root)
        index = open_index(folder, self.library, settings.language, around.progress, engine=settings.search)
        meaning = Meaning(around.data, folder, settings.language) if around.data else None
        lessons = Lessons(self.root, settings.language)
        return Search(self.library, index, settings.language, meaning, self.synonyms, lessons)

    @cached_property
    def records(self) -> Records:
        """Customers, and what was sent."""
        from composer.records.place import open_records_of

        records = open_records_of(self.root, self.settings.records, self.surroundings.config)
        keep_out_of_git(self.root / PRIVATE)
        return records

    @property
    def read_only(self) -> str:
        """That the records can only be read, and why, in one sentence; empty while they can be written."""
        why = self.records.read_only if "records" in self.__dict__ else None
        return f"The records can only be read, and nothing new is kept in them: {why}" if why else ""

    @property
    def records_file(self) -> Path | None:
        """The file of the records; None where they are on a server."""
        from composer.records.place import records_file

        return records_file(self.root, self.settings.records)

    @property
    def keeps_records(self) -> bool:
        """Whether there are any records yet: a new desk has none, and to look at them would make some."""
        file = self.records_file
        return file is None or "records" in self.__dict__ or file.exists()

    def private(self, name: str) -> Path:
        """A file or folder of the desk's private folder; LeadsOutside where a link leads out of the desk."""
        place_in(self.root, f"{PRIVATE}/{name}")
        return self.root / PRIVATE / name

    def hits_for(self, message: Message) -> list[Hit]:
        """The articles that may answer a message, drafts and archived ones left out."""
        hits = self._last_hits.get(message)
        if hits is None:
            code, own = spoken_in(message, NOBODY, self.settings).code, self.settings.library.language
            asked = (self.in_words_of_articles(text, code) for text in (self.focus_of(message), message.text))
            found = self.search.find_for(*asked, limit=8)
            found = in_their_language(self.library, found, code, own)
            hits = [hit for hit in found if hit.article.status in (Status.PUBLIC, Status.INTERNAL)]
            self._last_hits.clear()
            self._last_hits[message] = hits
        return [*hits]

    def in_words_of_articles(self, text: str, language: str) -> str:
        """A text in a language, word by word in that of the articles; as it is as well where some are in its own."""
        own = self.settings.library.language
        told = glossed(text, language, own)
        return f"{text}\n{told}" if told != text and has_edition(self.library, language, own) else told

    def focus_of(self, message: Message) -> str:
        """What a message is about, in its own words."""
        return focus(message, self.hearing_in(spoken_in(message, NOBODY, self.settings).code))

    def read(self, message: Message, customer: Customer = NOBODY) -> Reading:
        """The reading of a message, its topics taken from the articles that answer it."""
        return replace(self.hear(message, customer), topics=topics_of(self.hits_for(message)))

    def hear(self, message: Message, customer: Customer = NOBODY) -> Reading:
        """The reading of a message without its topics, which need a search; an agent's own word on the tone counts."""
        case = case_id(message) if self.corrections else ""
        said = next((one.tone for one in self.corrections if one.case_id == case), None)
        reading = self._heard(message, customer)
        sound = replace(reading.sound, tone=said, strength=1.0, words=("as you said",), feeling=None) if said else None
        return replace(reading, sound=sound) if sound else reading

    def _heard(self, message: Message, customer: Customer) -> Reading:
        names = (self.settings.library.organisation, message.sender_name, customer.name, customer.company)
        spoken = spoken_in(message, customer, self.settings)
        reading = read_message(message, self.hearing_in(spoken.code), tuple(filter(None, names)))
        return replace(reading, language=spoken.code, language_known=spoken.known)

    def correct_tone(self, case: Case, tone: Tone) -> Reading:
        """Keep what an agent says of a message's tone; the reading with it."""
        reading = self._heard(case.message, case.customer)
        path = self.private(CORRECTIONS)
        keep_out_of_git(path.parent)
        keep_correction(path, Correction(case.id, tone, reading.tone, reading.features))
        return self._read_anew(case)

    def take_tone_back(self, case: Case) -> Reading:
        """Forget what an agent said last of a message's tone; the reading without it."""
        forget_correction(self.private(CORRECTIONS), case.id)
        return self._read_anew(case)

    def _read_anew(self, case: Case) -> Reading:
        for name in ("corrections", "learned_tone", "hearing"):
            self.__dict__.pop(name, None)
        return self.read(case.message, case.customer)

    def case_for(self, content: bytes, source: str, wanted_customer: str = "", path: Path | None = None) -> Case:
        """The case of a message; its customer is the one named, or the one with the sender's address.

        A KBError names a message that cannot be read and says why; `raw_case` opens it all the same.
        """
        message = enter_message(content, source)
        if wanted_customer:
            customer = self.records.get_customer(wanted_customer)
        elif not self.keeps_records:
            customer = NOBODY
        else:
            addresses = dict.fromkeys(filter(None, (message.failed, message.sender_email, message.reply_to)))
            found = (self.records.find_customer(address) for address in addresses)
            customer = next((one for one in found if one), NOBODY)
        case = case_id(message)
        # Its own message, kept with an earlier reply to it, is no contact before it.
        before = tuple(one for one in customer.history if one.case_id != case or one.direction == "out")
        return Case(case, message, replace(customer, history=before), path)

    def first_draft(self, case: Case, reading: Reading, article: Article | None = None) -> Draft:
        """An empty draft with what is known: the channel, the article, and an outcome that claims nothing undone."""
        outcome = Outcome.PENDING if any(issue.needs_answer for issue in reading.issues) else Outcome.SOLVED
        return Draft(channel=case.channel, outcome=outcome, article=article.slug if article else "")

    @cached_property
    def used_phrases(self) -> tuple[str, ...]:
        """The wordings that were sent lately, the last one first."""
        return self.records.recent_phrases()

    def sentences_had(self, customer: Customer) -> frozenset[str]:
        """What this customer has been told by us, sentence by sentence."""
        return self.records.sentences_had(customer.id) if customer.known else frozenset()

    def asks(self, draft: Draft) -> tuple[AskedField, ...]:
        """Every field that a phrase or the chosen article may ask for.

        The article's word counts first, then the desk's own language: its agents read the labels.
        """
        article = self.library.by_slug.get(draft.article)
        asks: dict[str, AskedField] = {}
        for language in (*self._others.values(), self.language):
            asks |= language.asks
        return tuple((asks | {ask.field: ask for ask in (article.ask if article else ())}).values())

    def turning_for(self, code: str) -> TurningWords:
        """The words by which a clause of a language is turned round; the desk's own knows its articles, too."""
        language = self.words_for(code)
        return self._turning if language is self.language else language.turning

    @cached_property
    def _turning(self) -> TurningWords:
        titles = (f"{one.title} {one.summary} {' '.join(one.keywords)}" for one in self.library.articles)
        return turning_with(self.language.turning, frozenset(word for text in titles for word in words_of(text)))

    @cached_property
    def speller(self) -> Speller | None:
        """The dictionary of this language with the words of the articles; None where there is no dictionary."""
        dictionary = dictionary_for(self.settings.library.language)
        if dictionary is None:
            return None
        titles = (f"{one.title} {one.summary} {' '.join((*one.tags, *one.keywords))}" for one in self.library.articles)
        names = f"{self.settings.library.organisation} {self.settings.agent.name}"
        return Speller(dictionary, frozenset(word for text in (*titles, names) for word in words_of(text)))

    @property
    def me(self) -> str:
        """The agent as others see them on a case that is taken."""
        name, seat = self.settings.agent.name, self.surroundings.seat
        return f"{name} ({seat})" if name and seat else name or seat or "somebody"

    def take_case(self, case_id: str, now: dt.datetime) -> TakenCase | None:
        """Take a case for this agent; the claim of another one where they were first."""
        claim = self.records.claims.take(case_id, self.me, now)
        return None if claim.agent == self.me else claim

    def is_gone(self, customer_id: str, case_id: str) -> bool:
        """Whether a customer or a case was forgotten; not while nobody can tell, since words are kept first."""
        try:
            return self.records.is_gone(customer_id, case_id)
        except KBError:
            return False

    def case_at(self, path: Path) -> Case:
        """The case of a message file."""
        case = self.case_for(self.read_waiting(path), path.name, path=path)
        return replace(case, message=dated(case.message, path, self.today))

    def read_waiting(self, path: Path) -> bytes:
        """The content of a message file in the inbox; CannotRead where a link leads out of it."""
        return read_desk_bytes(self.inbox, path, MOST_BYTES)

    @property
    def drafts_folder(self) -> Path:
        """Where unfinished replies are kept."""
        return self.private("drafts")

    @property
    def inbox(self) -> Path:
        """Where messages wait: a folder of the desk, or one elsewhere where the settings name one that is."""
        return self.root / Path(self.settings.inbox).expanduser()

    def waiting(self, *, done: bool = False) -> list[Path]:
        """The message files in the inbox, by name; those that a mail program marked as done only where asked for."""
        named = Path(self.settings.inbox).expanduser()
        if not named.is_absolute() and ".." not in named.parts:
            place_in(self.root, named)
        return message_files(self.inbox, done=done)

    def with_new_articles(self, surroundings: Surroundings) -> Desk:
        """The same desk with its articles as they are by now."""
        new = replace(self, surroundings=surroundings, _last_hits={})
        new.__dict__.update({name: self.__dict__[name] for name in ("language", "problems") if name in self.__dict__})
        return new

    def read_whole(self) -> Self:
        """The same desk, once its articles, its index and its problems are read; closed where they cannot be."""
        try:
            _ = self.search, self.problems
        except KBError:
            self.close()
            raise
        return self

    def close(self) -> None:
        """Let go of files; only of those that were opened."""
        opened = self.__dict__
        if "search" in opened:
            self.search.index.close()
        if "library" in opened:
            self.library.close()
        if "records" in opened:
            self.records.close()


def open_desk(start: Path, surroundings: Surroundings) -> Desk:
    """The desk that a folder belongs to; NotADesk where there is none, LeadsOutside where its private folder is."""
    root = find_desk(start)
    place_in(root, PRIVATE)
    settings, problems = load_settings(root, surroundings.config / "agent.yaml")
    synonyms, faults = load_synonyms(root)
    return Desk(root, settings, surroundings, (*problems, *faults), synonyms)
