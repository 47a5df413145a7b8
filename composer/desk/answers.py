"""Answers: the articles that may answer each issue of a message, and the one that goes in by itself."""

from __future__ import annotations

from composer.cases.case import Case
from composer.desk.desk import Desk
from composer.desk.spoken import is_in
from composer.reading.reading import Reading
from kb.articles.article import Article
from kb.articles.status import Status
from kb.search.answers import Answers, Confidence, answers_for

_OFFERED = 3
"""Articles that are offered for an issue."""


def answers_of(desk: Desk, case: Case, reading: Reading) -> list[Answers]:
    """What may answer each issue, in the order of the issues; without the model by shared words, and never sure."""
    asked = [issue.words for issue in reading.issues]
    if not asked:
        return []
    letter, subject, *asked = (
        desk.in_words_of_articles(text, reading.language)
        for text in (case.message.own_words, case.message.subject, *asked)
    )
    return answers_for(desk.search, letter, asked, subject=subject, most=_OFFERED)


def answer_to(desk: Desk, case: Case, reading: Reading) -> Article | None:
    """The article that a reply may rest on without anyone choosing: what the meaning of an issue is sure of.

    None without the model, since shared words prove nothing: of what was put in by them, every second answer was
    wrong (measured on labelled letters). None where the message needs a person.
    """
    meaning = desk.search.meaning
    if reading.care or reading.vulnerable or meaning is None or not meaning.model():
        return None
    own = desk.settings.library.language
    for issue, found in zip(reading.issues, answers_of(desk, case, reading), strict=True):
        if issue.needs_answer and found.confidence is Confidence.SURE and found.candidates:
            article = found.candidates[0].article
            if article.status is Status.PUBLIC and is_in(desk.library, article, reading.language or own, own):
                return article
    return None
