"""What must be right before the FAQ is written, and what writers may still want to mend."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path, PurePosixPath

from kb.articles.article import Article
from kb.articles.article_files import CATEGORY_FILE, UNREADABLE
from kb.articles.library import Library
from kb.articles.links import leads_to_file
from kb.articles.new import PHRASEBOOKS
from kb.catalogue.stored_article import problem_fields, problem_from
from kb.conflicts import note_conflict
from kb.desk_files import SETTINGS, read_desk_text
from kb.errors import CannotRead, HasProblems
from kb.faq.addresses import PAGE, article_address, category_address, clashes
from kb.faq.articles.media import NEVER_LINKED, Media
from kb.faq.cache import Kept
from kb.faq.editions import Edition, editions_of, is_shown, original_of
from kb.faq.gone import gone_pages
from kb.faq.lost_words import lost_words_in
from kb.faq.pages.categories import Shelves
from kb.faq.pages.templates import THEME
from kb.faq.site import Site
from kb.folders import files_below
from kb.lint.lint import LEADING, problems_of
from kb.lint.rules import Linting
from kb.problem import Level, Problem, Problems
from kb.settings import LibrarySettings, read_library_settings, read_settings_file

_HIDING = {
    *("merge-conflict", UNREADABLE, "yaml-size", "yaml-syntax", "yaml-shape", "yaml-twice", "front-matter-open"),
    *("front-matter-size", "category-front-matter", "status-misspelt", "unknown-value"),
}
"""Problems of a file after which nobody can tell whether its writer meant customers to read it."""
_MAY_TELL = (
    "cannot be read whole, and what cannot goes as it is: it may name its author or its place. "
    "Save it once more, without a password or a signature, or as another kind of file."
)
_TEXTS = (".yaml", ".html", ".css", ".js", ".svg")
_WRITTEN = (".svg", ".txt", ".csv", ".ics", ".vcf", ".ino")
"""Kinds of files beside articles in which people, and git, change lines."""


def check(site: Site, before: Mapping[str, str], retired: Collection[str] = ()) -> list[Problem]:
    """What may be mended; HasProblems where something must be.

    `before` are the pages of the last export with their files, and `retired` the slugs of those that may go.
    """
    found = [problem_from(fields) for fields in sorted(set(_problems(site)))]
    found += _named(site, (problem for article in site.articles for problem in site.texts.lost(article)))
    # What was exported before had no clash, and names come from what an address can lead to.
    if not site.bodies.nothing_moved:
        found += clashes_of(site)
    own = {plan.shelves.entry(article).address for plan in site.plans for article in plan.edition.articles}
    left = {address: path for address, path in before.items() if address not in own}
    now = {address.removesuffix(PAGE) for address, _source in _claims(site)} if left else ()
    found += gone_pages(site.library, left, now, retired)
    errors = [*hiding(site), *(str(problem) for problem in found if problem.level is Level.ERROR)]
    if errors:
        raise HasProblems("The FAQ was not exported; mend these first:", list(dict.fromkeys(errors)))
    links = [problem for problem in site.library.unreadable if problem.level is not Level.ERROR]
    return [*found, *links, *_logo_that_may_tell(site), *_translations_kept_back(site.library)]


def only_export_knows(library: Library, settings: LibrarySettings, kept: Kept) -> Iterator[Problem]:
    """What an export refuses or warns of beyond the rules for articles, said without one."""
    media, linting = Media(library, kept, settings.faq.downloads), Linting(library, dt.date.min)
    editions = editions_of(library, settings.language)
    shown = [article for edition in editions for article in edition.articles]
    for article in shown:
        yield from _files_kept_back(linting, media, article)
        yield from _files_that_may_tell(linting, media, article)
    in_conflict = (problem for article in shown for problem in _files_in_conflict(linting, media, article))
    yield from dict.fromkeys(in_conflict)
    for problem in lost_words_in(shown, kept):
        yield replace(problem, path=f"{library.root.name}/{problem.path}")
    yield from clashes(claims_of(library, [(edition, Shelves(edition, "")) for edition in editions]))
    yield from _translations_kept_back(library)


def _named(site: Site, problems: Iterable[Problem]) -> list[Problem]:
    return [replace(problem, path=f"{site.library.root.name}/{problem.path}") for problem in problems]


def clashes_of(site: Site) -> list[Problem]:
    """Pages that would lie at the same address."""
    return list(clashes(_claims(site)))


def hiding(site: Site) -> Iterator[str]:
    """Errors that would take a page from customers, or show them a conflict: an export that says no is the lesser harm.

    An article whose file or front matter cannot be read counts as a draft, whatever it was before.
    """
    desk = site.look.desk
    in_the_way = conflicts_in(desk) if desk else []
    problems = [*in_the_way, *(one for one in site.library.problems if one.code in _HIDING)]
    yield from (str(problem) for problem in problems if problem.level is Level.ERROR)


def conflicts_in(desk: Path) -> list[Problem]:
    """What makes the settings unreadable, and the conflicts in phrasebooks and in the desk's own theme and logo."""
    found, logo = list[Problem](), ""
    if (desk / SETTINGS).exists():
        reader, problems = read_settings_file(desk)
        logo = read_library_settings(reader).faq.logo
        found = problems.found
    paths = [path.relative_to(desk) for folder in (PHRASEBOOKS, THEME) for path in files_below(desk / folder)]
    for path in (*paths, Path(logo)):
        if path.suffix in _TEXTS:
            problems = Problems(path.as_posix())
            with suppress(CannotRead):  # a theme says so itself, and a phrasebook is not exported
                note_conflict(read_desk_text(desk, path), problems)
            found += problems.found
    return found


def _problems(site: Site) -> Iterator[tuple[str | int, ...]]:
    """The fields of those of every article, which is asked again only where an answer may have changed."""
    # No rule here asks what day it is.
    linting = Linting(site.library, dt.date.min)
    before = site.kept.get("site", "problems") or {}
    checked: dict[str, object] = {}
    for article in site.articles:
        text, known = before.get(article.path, ("", []))
        if not site.bodies.nothing_moved or text != article.source_hash:
            found = [*problems_of(linting, article, LEADING), *_files_kept_back(linting, site.media, article)]
            found += _files_that_may_tell(linting, site.media, article)
            found += _files_in_conflict(linting, site.media, article)
            known = list(map(problem_fields, found))
            for _link, target in linting.links[article.path]:
                site.media.notice("" if target.article else target.file)
        checked[article.path] = article.source_hash, known
        yield from map(tuple, known)
    site.kept.put("site", "problems", checked)


def _translations_kept_back(library: Library) -> Iterator[Problem]:
    for article in library.public:
        if not is_shown(library, article):
            original, _language = original_of(library, article)
            message = f"This translates {original.path}, which is not public ({original.status}), and is not shown."
            place = f"{library.root.name}/{article.path}"
            yield Problem(place, 1, 1, "translation-kept-back", message, Level.WARNING)


def _files_kept_back(linting: Linting, media: Media, article: Article) -> Iterator[Problem]:
    library = linting.library
    for link, target in linting.links[article.path]:
        file = "" if link.picture or target.article or target.file.endswith(CATEGORY_FILE) else target.file
        if file and leads_to_file(library, target) and media.file(file) is None:
            message = f"{link.target} {_why_kept_back(file, media)} Only the link's words are shown."
            place = f"{library.root.name}/{article.path}"
            yield Problem(place, link.line, 1, "file-kept-back", message, Level.WARNING)


def _files_that_may_tell(linting: Linting, media: Media, article: Article) -> Iterator[Problem]:
    for link, target in linting.links[article.path]:
        file = "" if target.article else target.file
        medium = (media.picture(file) if link.picture else media.file(file)) if file else None
        if medium and not medium.certain:
            place = f"{linting.library.root.name}/{article.path}"
            yield Problem(place, link.line, 1, "file-tells", f"{link.target} {_MAY_TELL}", Level.WARNING)


def _logo_that_may_tell(site: Site) -> Iterator[Problem]:
    _name, logo = site.look.logo
    if not logo.certain:
        message = f"{site.look.settings.faq.logo}, the logo, {_MAY_TELL}"
        yield Problem(SETTINGS, 1, 1, "file-tells", message, Level.WARNING)


def _why_kept_back(file: str, media: Media) -> str:
    kind = PurePosixPath(file).suffix.lower()
    if kind in media.linked:
        return "is a symbolic link, or lies in an internal or a hidden folder, so customers may not have it."
    if kind in NEVER_LINKED or not kind:
        return "is a kind of file that no customer gets: a browser may run it, or it is written for agents."
    return f"is a kind of file that is not offered; in warmline.yaml, `faq: {{downloads: [{kind[1:]}]}}` allows it."


def _files_in_conflict(linting: Linting, media: Media, article: Article) -> Iterator[Problem]:
    """The conflicts in files of text that an article shows or links to."""
    for link, target in linting.links[article.path]:
        file = "" if target.article else target.file
        if file.lower().endswith(_WRITTEN) and (media.picture(file) if link.picture else media.file(file)):
            problems = Problems(f"{linting.library.root.name}/{file}")
            note_conflict(media.read(file).decode("utf-8", "replace"), problems)
            yield from problems.found


def _claims(site: Site) -> Iterator[tuple[str, str]]:
    """The files that home page, categories and articles want, and who wants them."""
    return claims_of(site.library, [(plan.edition, plan.shelves) for plan in site.plans])


def claims_of(library: Library, editions: Iterable[tuple[Edition, Shelves]]) -> Iterator[tuple[str, str]]:
    """The files that the pages of some editions want, and who wants them."""
    name = library.root.name
    for edition, shelves in editions:
        yield edition.prefix + PAGE, "the home page"
        yield f"{edition.prefix}search/{PAGE}", "the search page"
        for category in shelves.categories:
            yield category_address(category, edition.prefix) + PAGE, f"{name}/{category.path}/"
        for article in edition.articles:
            yield article_address(library, article) + PAGE, f"{name}/{article.path}"
        for article in edition.articles:
            for address in shelves.moved_addresses(article):
                yield address + PAGE, f"{name}/{article.path} (as {address})"
