"""Spoken: which language a message is answered in, and the articles of that language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from composer.cases.customer import Customer
from composer.cases.message import Message
from composer.reading.language_of import OTHER, base_of, language_of, name_of
from composer.reading.reading import Reading
from composer.settings import Settings
from kb.articles.article import Article
from kb.articles.library import Library
from kb.faq.editions import original_of
from kb.search.search import Hit

_LOOKED_AT = 600
"""Characters of an article that tell its language where no edition says it."""
_EARLIER = 3
"""Earlier messages of a customer that are looked at where this one does not tell its language."""


@dataclass(frozen=True)
class Spoken:
    """The language of a message."""

    code: str
    known: bool
    """Whether the message or somebody says it; else it is assumed."""


def spoken_in(message: Message, customer: Customer, settings: Settings) -> Spoken:
    """The language that was set, that the text shows, that the customer used before, or the desk's own."""
    own, ours = settings.library.language, settings.all_languages
    if message.language:
        return Spoken(_as_ours(message.language, ours), known=True)
    found = language_of(message.text, tuple(dict.fromkeys(map(base_of, ours))))
    if found:
        return Spoken(_as_ours(found, ours), known=True)
    earlier = [one.text for one in customer.history if one.direction == "in"][:_EARLIER]
    before = next(filter(None, map(language_of, earlier)), "") or customer.language
    return Spoken(_as_ours(before, ours) if before else own, known=False)


def _as_ours(code: str, ours: Iterable[str]) -> str:
    """A language with the country that the desk writes it with, as `de-AT` for `de`."""
    return code if "-" in code else next((one for one in ours if base_of(one) == base_of(code)), code)


def in_words(reading: Reading, *, has_words: bool) -> str:
    """The language of a message, and what is to be known about it."""
    named = name_of(reading.language)
    if not reading.language_known:
        return f"{named}, assumed: the message is too short to tell"
    return named if has_words else f"{named}: there are no phrases for it"


def is_in(library: Library, article: Article, language: str, own: str) -> bool:
    """Whether an article is in a language: that of its edition, the one it is written in, or the desk's own."""
    _original, edition = original_of(library, article)
    return base_of(edition or _written_in(article, own) or own) == base_of(language)


def _written_in(article: Article, own: str) -> str:
    """The language that the beginning of an article shows; empty where it may be that of the desk."""
    found = language_of(f"{article.title}. {article.body[:_LOOKED_AT]}", (base_of(own),))
    return "" if found == OTHER else found


def has_edition(library: Library, language: str, own: str) -> bool:
    """Whether any article has an edition in a language, or it is the desk's own."""
    return any(base_of(original_of(library, one)[1] or own) == base_of(language) for one in library.articles)


def in_their_language(library: Library, hits: list[Hit], language: str, own: str) -> list[Hit]:
    """Hits as a reader of a language needs them: the edition in it where there is one, and those first."""
    editions = {
        original.path: article
        for article in library.articles
        for original, edition in (original_of(library, article),)
        if edition and base_of(edition) == base_of(language)
    }
    found: dict[str, Hit] = {}
    for hit in hits:
        original, _language = original_of(library, hit.article)
        article = editions.get(original.path, hit.article)
        found.setdefault(article.path, hit if article is hit.article else replace(hit, article=article))
    return sorted(found.values(), key=lambda hit: not is_in(library, hit.article, language, own))
