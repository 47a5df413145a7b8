"""Seeking: what agents looked for and what became of it, noted for `warmline misses` without anybody's name."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from composer.cases.case import Case
from composer.cases.customer import Customer
from composer.desk.answers import answers_of
from composer.desk.desk import Desk
from composer.phrases.phrasebook import Phrase
from composer.reading.reading import Reading
from composer.records.known_names import name_in
from composer.records.naming import is_one_of, words_of_person
from composer.writing.draft import Draft
from kb.search.query import LONGEST_QUERY, parse_query
from kb.search.search_log import Signs, nameless, note_message, note_opened, note_search
from kb.text import fold
from kb.words.words import stem, telling, words_of


@dataclass
class Seeking:
    """What is being typed into a search field, until an article is opened or something else is looked for."""

    words: str = ""
    found: tuple[str, ...] = ()
    """The slugs of the articles for these words."""

    def look(self, desk: Desk, words: str, found: Sequence[str]) -> None:
        """More or fewer letters are the same search; other words, or none, end it."""
        if not words or not (words.startswith(self.words) or self.words.startswith(words)):
            self.end(desk)
        if len(words) >= len(self.words):
            self.words, self.found = words, tuple(found)

    def end(self, desk: Desk, opened: str = "") -> None:
        """Note the search, with the article that was opened if there was one."""
        if self.words:
            note_search(desk.root, desk.today, _nameless(desk, parse_query(self.words).asked), self.found)
            if opened:
                note_opened(desk.root, desk.today, opened)
        self.words, self.found = "", ()


def find_phrases(desk: Desk, words: str) -> list[Phrase]:
    """The phrases that hold every word, in any of their wordings, in their id, their step or their topics."""
    wanted = [stem(word, desk.settings.library.language) for word in words_of(words)]
    texts = ((one, fold(f"{one.id} {one.step} {' '.join((*one.fits.topics, *one.variants))}")) for one in desk.phrases)
    return [phrase for phrase, text in texts if wanted and all(stem_ in text for stem_ in wanted)]


def note_answered(desk: Desk, case: Case, reading: Reading, draft: Draft) -> None:
    """Note a message that was answered, by what it asks, with the article of the reply and what was offered first."""
    sender = Customer(name=case.message.sender_name, email=case.message.sender_email)
    own = words_of_person(sender) | words_of_person(case.customer)
    issues = "\n".join(issue.words for issue in reading.issues if issue.needs_answer)
    about = f"{case.message.subject}\n{issues}" if issues else desk.focus_of(case.message)
    language = desk.settings.library.language
    asked = [word for word in words_of(about) if telling(word, language) and not is_one_of(word, own)]
    article = draft.article or next((one.article for one in draft.passages if one.article), "")
    offered = _offered(desk, case, reading, {article, *(one.article for one in draft.passages)})
    note_message(desk.root, desk.today, _nameless(desk, " ".join(asked)), answered_by=article, offered=offered)


def _offered(desk: Desk, case: Case, reading: Reading, used: Collection[str]) -> Signs | None:
    """What was offered first for an issue: for one whose offer was taken, else for the first that needs an answer."""
    answers = answers_of(desk, case, reading)
    every = [one for issue, one in zip(reading.issues, answers, strict=True) if issue.needs_answer and one.candidates]
    taken = (one for one in every if one.candidates[0].article.slug in used)
    found = next(taken, every[0] if every else None)
    return found.signs if found else None


def _nameless(desk: Desk, words: str) -> str:
    known = desk.search.index.catalogue.known(list(words_of(words)), LONGEST_QUERY)
    return nameless(words, known, name_in(lambda: desk.records))
