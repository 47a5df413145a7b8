"""The whole site: one plan and one theme for each language, and the files that stand once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from typing import Protocol, TypeVar

from kb.articles.article import Article
from kb.articles.library import Library
from kb.articles.status import Status
from kb.catalogue.stored_article import facts_of
from kb.faq.addresses import MISSING, PAGE
from kb.faq.articles.body_cache import Bodies, Progress
from kb.faq.articles.cached_article import own
from kb.faq.articles.media import Media
from kb.faq.articles.text_cache import Texts
from kb.faq.cache import code_version
from kb.faq.editions import Edition, editions_of, original_of
from kb.faq.leaks import Hidden
from kb.faq.pages.look import Look
from kb.faq.pages.machines import COPY, FEED, SITE_FILES, feed, site_files
from kb.faq.pages.markdown_copy import markdown_of
from kb.faq.pages.page import ArticlePage, CategoryPage, HomePage, MissingPage, Page, SearchPage
from kb.faq.pages.passages import PASSAGES, passages_script
from kb.faq.pages.render import Theme
from kb.faq.plan import EditionPlan
from kb.faq.site_search import MOST_WITH_TEXT, Findable, index_scripts, pagefind_files
from kb.files import digest
from kb.settings import LibrarySettings
from kb.words.synonyms import Synonyms, everyday_synonyms, load_synonyms

_Page = TypeVar("_Page")
_Versions = dict[str | None, dict[str, str]]
"""For each address that pages have in every language, where they lie by language."""
_OF_ARTICLES = (PAGE, COPY, PASSAGES)
_PLANNED = {*_OF_ARTICLES, MISSING, FEED, *SITE_FILES}
"""The names of files that change with the plan, or with the body of one article."""


class Files(Protocol):
    """Where files go: a folder that is written, or a preview."""

    def each(self, pages: Sequence[_Page], write: Callable[[Sequence[_Page]], None], media: Media) -> None:
        """Write all pages, some at a time."""

    def made(self, path: str, key: str, make: Callable[[], str | bytes], /, *, copy: bool = False) -> None:
        """A file whose content depends on nothing but its key; a `copy` says nothing but what its page shows."""

    def text(self, path: str, content: str | bytes) -> None:
        """A file of which the content is there already."""

    def file(self, path: str, read: Callable[[], bytes]) -> None:
        """A file of the desk, under a name that changes with its content."""

    def can_take_over(self, path: str, key: str, /) -> bool:
        """Whether there is a file with this key already."""

    def planned(self, key: str, /) -> bool:
        """Whether the old site was written by the same plan."""

    def take_over(self, stays: Callable[[str], bool], /) -> bool:
        """Take every file of the old site whose path stays; whether each is as it was written."""


class Site:
    """What will be written, worked out as it is asked for."""

    def __init__(
        self,
        library: Library,
        settings: LibrarySettings,
        desk: Path | None,
        texts: Texts,
        changed: Mapping[str, dt.datetime],
        *,
        pagefind: bool,
    ) -> None:
        self.library = replace(library, articles=tuple(map(own, library.articles)))
        self.settings = settings
        self.media = Media(self.library, texts.kept, settings.faq.downloads)
        self.look = Look(settings, desk, pagefind)
        self.synonyms = load_synonyms(desk)[0] if desk else Synonyms()
        self.editions = editions_of(self.library, settings.language)
        with_words = pagefind or any(has_text(edition) for edition in self.editions)
        self.bodies = Bodies(texts, with_words=with_words)
        self.changed = changed
        self.texts = texts
        self.kept = texts.kept

    @property
    def articles(self) -> Iterator[Article]:
        """Every article that is shown, in all languages."""
        return (article for edition in self.editions for article in edition.articles)

    @cached_property
    def themes(self) -> list[Theme]:
        """One for each edition."""
        prefixes = {edition.language: edition.prefix for edition in self.editions}
        dated = bool(self.changed)
        return [Theme(self.look, edition.language, edition.prefix, prefixes, feed=dated) for edition in self.editions]

    @cached_property
    def plans(self) -> list[EditionPlan]:
        """One for each edition."""
        return [
            EditionPlan(edition, self.settings.faq, theme.words, self.media, self.bodies, self.changed)
            for edition, theme in zip(self.editions, self.themes, strict=True)
        ]

    def learn(self, progress: Progress) -> None:
        """Find out what every public text says."""
        self.bodies.learn(self.library.public, progress)
        # Of what is not public, any heading may be new.
        public = Status.PUBLIC
        inside = [self.texts.anchors(one) if one.status is public else one.source_hash for one in self.library.articles]
        structure = digest(repr((self.names, inside)))
        self.bodies.nothing_moved = self.kept.get("site", "structure") == structure and self.media.unchanged()
        self.kept.put("site", "structure", structure)

    def hidden(self) -> Iterator[tuple[Article, list[Hidden]]]:
        """What only agents see of each article that is shown."""
        return ((article, self.texts.hidden(article)) for article in self.articles)

    @cached_property
    def names(self) -> str:
        """Changes with everything that an address in an article can lead to, but for headings, pictures and files."""
        names = [(one.path, one.slug, one.id, one.aliases, one.status) for one in self.library.articles]
        categories = sorted(self.library.categories.items())
        return digest(repr((self.library.root.name, self.settings.language, names, categories)))

    @property
    def plan_key(self) -> str:
        """Changes with everything that pages show, but for the bodies of articles."""
        listed = [(facts_of(one), one.description, self.changed.get(one.path)) for one in self.articles]
        return digest(repr((self.names, [theme.key for theme in self.themes], listed)))

    def write(self, written: Files) -> None:
        """Every file of the site."""
        planned = self._altered_pages(written) if written.planned(self.plan_key) else []
        if not planned:
            planned = [list(plan.pages()) for plan in self.plans]
            self._write_lists(written, planned)
        versions = _versions(planned, self.editions_by_prefix)
        for plan, theme, pages in zip(self.plans, self.themes, planned, strict=True):
            common = digest(f"{theme.key}{code_version()}")
            written.each(pages, partial(self._write_pages, written, theme, plan, versions, common), self.media)
            written.text(*theme.script)
            written.text(*theme.finder)
            self._write_search(written, plan, theme)
        for path, content in self.look.assets.items():
            written.text(path, content)
        for path, file in sorted(self.media.found.items()):
            written.file(path, partial(self.media.shown, file))
        self.media.save(all_asked=not self.bodies.nothing_moved)

    def _altered_pages(self, written: Files) -> list[list[Page]]:
        """The pages of articles whose bodies changed, if all others are there and stay; else nothing."""
        for plan in self.plans:
            plan.lead()
        led = (self.library.by_path[path] for path in self.bodies.led_anew)
        originals = {original_of(self.library, article)[0].path for article in led}
        altered = [list(plan.pages(originals)) for plan in self.plans]
        own = {page.address + name for pages in altered for page in pages for name in _OF_ARTICLES}
        there = written.take_over(lambda path: path.rpartition("/")[2] in _PLANNED and path not in own)
        return altered if there else []

    def _write_lists(self, written: Files, planned: Sequence[Sequence[Page]]) -> None:
        """The files that list pages."""
        for theme, pages in zip(self.themes, planned, strict=True):
            newest = feed(pages, self.settings, theme.prefix, theme.language)
            if newest:
                written.text(f"{theme.prefix}{FEED}", newest)
        for path, text in site_files([page for pages in planned for page in pages], self.settings):
            written.text(path, text)

    @property
    def editions_by_prefix(self) -> dict[str, str]:
        """The language of each edition by its folder."""
        return {edition.prefix: edition.language for edition in self.editions}

    def _write_pages(
        self,
        written: Files,
        theme: Theme,
        plan: EditionPlan,
        languages: _Versions,
        common: str,
        pages: Sequence[Page],
    ) -> None:
        """Some pages, one kind of file after the other: the same work many times in a row takes less time."""
        versions = [languages.get(_common_address(page, plan), {}) for page in pages]
        keys = [
            f"{common}{digest(f'{there}{page.template}{vars(page)}')}"
            for page, there in zip(pages, versions, strict=True)
        ]
        for page, there, key in zip(pages, versions, keys, strict=True):
            path = MISSING if isinstance(page, MissingPage) else page.address + PAGE
            written.made(path, key, partial(theme.html, page, there))
        # Whether a theme of the desk's own shows all of it, nobody knows.
        copy = not theme.has_own
        articles = [(page, key) for page, key in zip(pages, keys, strict=True) if isinstance(page, ArticlePage)]
        for page, key in articles:
            written.made(page.address + COPY, key, partial(_copy_of, page), copy=copy)
        for page, key in articles:
            written.made(page.address + PASSAGES, key, partial(passages_script, page), copy=copy)
            page.body.forget()

    def _write_search(self, written: Files, plan: EditionPlan, theme: Theme) -> None:
        articles = plan.edition.articles
        with_text = has_text(plan.edition)
        alike = self.synonyms.groups + everyday_synonyms(theme.language).groups
        inside = [(plan.shelves.entry(article).key, self.texts.found(article)) for article in articles]
        key = digest(f"{code_version()}{theme.language}{with_text}{alike}{inside}")
        names = self.kept.get("index", f"{theme.prefix}{key}")
        if names and all(written.can_take_over(f"{theme.prefix}search/{name}", key) for name in names):
            for name in names:
                written.made(f"{theme.prefix}search/{name}", key, str)
        else:
            found = [self._findable(plan, article) for article in articles]
            scripts = index_scripts(found, theme.language, with_text=with_text, alike=alike)
            for name, text in scripts.items():
                written.made(f"{theme.prefix}search/{name}", key, partial(str, text))
            self.kept.put("index", f"{theme.prefix}{key}", list(scripts))
        if self.look.pagefind:
            self._write_pagefind(written, f"{theme.prefix}search/pagefind/", key, plan, theme.language)

    def _write_pagefind(self, written: Files, folder: str, key: str, plan: EditionPlan, language: str) -> None:
        names = self.kept.get("pagefind", key)
        if names and all(written.can_take_over(folder + name, key) for name in names):
            for name in names:
                written.made(folder + name, key, bytes)
            return
        files = pagefind_files([self._findable(plan, article) for article in plan.edition.articles], language)
        for name, content in files.items():
            written.made(folder + name, key, partial(bytes, content))
        self.kept.put("pagefind", key, list(files))

    def _findable(self, plan: EditionPlan, article: Article) -> Findable:
        entry, texts = plan.shelves.entry(article), self.texts
        headings, (fields, words) = texts.headings(article), texts.counted(article)
        return Findable(entry.title, entry.address, entry.description, article.keywords, headings, fields, words)


def has_text(edition: Edition) -> bool:
    """Whether our own index holds the words of an edition's texts."""
    return len(edition.articles) <= MOST_WITH_TEXT


def _copy_of(page: ArticlePage) -> str:
    return markdown_of(page.title, page.summary, page.body.html)


def _common_address(page: Page, plan: EditionPlan) -> str | None:
    """The address that a page has in every language, without the language's folder; None for those that have one."""
    listed = isinstance(page, HomePage | CategoryPage | ArticlePage | SearchPage)
    return page.address.removeprefix(plan.edition.prefix) if listed else None


def _versions(planned: Iterable[list[Page]], languages: Mapping[str, str]) -> dict[str | None, dict[str, str]]:
    """For each common address, where the page lies in every language that has it, if there are more than one."""
    if len(languages) == 1:
        return {}
    found: dict[str | None, dict[str, str]] = {}
    for pages, (prefix, language) in zip(planned, languages.items(), strict=True):
        for page in pages:
            if isinstance(page, HomePage | CategoryPage | ArticlePage | SearchPage):
                found.setdefault(page.address.removeprefix(prefix), {})[language] = page.address
    return {address: there for address, there in found.items() if len(there) > 1}
