"""Export the FAQ: check, plan, write beside the old site, look once more, and only then put it in place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kb.errors import HasProblems
from kb.faq.addresses import PAGE, article_address, category_address, clashes
from kb.faq.bodies import Progress, no_progress
from kb.faq.editions import is_shown, original_of
from kb.faq.folder import check_folder, replaced
from kb.faq.kept import Kept
from kb.faq.leaks import Watch
from kb.faq.site import Site
from kb.faq.texts import Texts
from kb.faq.written import Changes, Written
from kb.library import CATEGORY_FILE, Library
from kb.links import target_of
from kb.lint import LEADING, problems_of
from kb.problem import Level, Problem
from kb.rules import Linting
from kb.settings import LibrarySettings


@dataclass(frozen=True)
class Exported:
    """What was written, and what a writer may still want to mend."""

    articles: int
    pages: int
    """All pages of HTML, with those that only lead on."""
    files: int
    """Files that articles link to."""
    pictures: int
    changes: Changes
    problems: tuple[Problem, ...]


def export_faq(
    library: Library,
    settings: LibrarySettings,
    folder: Path,
    desk: Path | None,
    progress: Progress = no_progress,
    *,
    texts: Texts | None = None,
    changed: Mapping[str, dt.datetime] | None = None,
    pagefind: bool = False,
) -> Exported:
    """Write the public articles as a static site; a failure at any point leaves the old site as it was.

    `texts` are what the last export kept; without them everything is made anew. `changed` says when each file below
    the articles folder was last changed.
    """
    folder = folder.resolve()
    check_folder(folder, library.root, desk)
    texts = texts or Texts(Kept(None))
    site = Site(library, settings, desk, texts, changed or {}, pagefind=pagefind)
    site.learn(progress)
    problems = _check(site) + sorted(_files_kept_back(site))
    said = (settings.organisation, settings.faq.title, settings.faq.footer)
    watch = Watch(site.library, site.hidden(), settings.faq.base_url, said)
    with replaced(folder) as new:
        written = Written(new, folder, texts.kept, watch)
        site.write(written)
        changes = written.finish()
        if written.leaks:
            lines = sorted(written.leaks)
            raise HasProblems("The FAQ was not exported, because something for agents would be shown:", lines)
    written.remember()
    texts.kept.save()
    return Exported(
        articles=sum(len(edition.articles) for edition in site.editions),
        pages=site.pages,
        files=len(site.media.found) - site.media.pictures,
        pictures=site.media.pictures,
        changes=changes,
        problems=tuple(problems),
    )


def _check(site: Site) -> list[Problem]:
    # No rule here asks what day it is.
    linting = Linting(site.library, dt.date.min)
    found = sorted({one for article in site.articles for one in problems_of(linting, article, LEADING)})
    errors = [str(problem) for problem in found if problem.level is Level.ERROR]
    errors += clashes(_claims(site))
    if errors:
        raise HasProblems("The FAQ was not exported; mend these first:", errors)
    return found + list(_translations_kept_back(site.library))


def _translations_kept_back(library: Library) -> Iterator[Problem]:
    for article in library.public:
        if not is_shown(library, article):
            original, _language = original_of(library, article)
            message = f"This translates {original.path}, which is not public ({original.status}), and is not shown."
            place = f"{library.root.name}/{article.path}"
            yield Problem(place, 1, 1, "translation-kept-back", message, Level.WARNING)


def _files_kept_back(site: Site) -> Iterator[Problem]:
    for article in site.articles:
        for link in article.document.links:
            target = target_of(site.library, article, link.target)
            file = "" if link.picture or target.article or target.file.endswith(CATEGORY_FILE) else target.file
            if file and site.media.file(file) is None:
                message = f"{link.target} is not a file that customers may have; only the link's words are shown."
                place = f"{site.library.root.name}/{article.path}"
                yield Problem(place, link.line, 1, "file-kept-back", message, Level.WARNING)


def _claims(site: Site) -> Iterator[tuple[str, str]]:
    """The files that home page, categories and articles want, and who wants them."""
    name = site.library.root.name
    for plan in site.plans:
        shelves, edition = plan.shelves, plan.edition
        yield edition.prefix + PAGE, "the home page"
        yield f"{edition.prefix}search/{PAGE}", "the search page"
        for category in shelves.categories:
            yield category_address(category, edition.prefix) + PAGE, f"{name}/{category.path}/"
        for article in edition.articles:
            yield article_address(site.library, article) + PAGE, f"{name}/{article.path}"
        for article in edition.articles:
            for moved in shelves.moved_pages(article):
                yield moved.address + PAGE, f"{name}/{article.path} (as {moved.address})"
