"""Export the FAQ: check, plan, write beside the old site, look once more, and only then put it in place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from kb.articles.library import Library
from kb.errors import HasProblems
from kb.faq.articles.body_cache import Progress, no_progress
from kb.faq.articles.text_cache import Texts
from kb.faq.cache import Kept
from kb.faq.checks import check
from kb.faq.folder import check_folder, mend_folder, replaced
from kb.faq.gone import PAGES, pages_before, pages_list
from kb.faq.leaks import Watch
from kb.faq.output import Changes, Written
from kb.faq.pages.look import shipped_texts
from kb.faq.site import Site, has_text
from kb.files import real_path
from kb.problem import Problem
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
    put_back: bool
    """Whether the export before was cut short, and its old site was put back first."""
    problems: tuple[Problem, ...]
    with_words: bool
    """Whether our own search knows the words of every text, and not of titles, keywords and headings alone."""


def export_faq(  # noqa: PLR0913  all that one export may be told, each named where it is called
    library: Library,
    settings: LibrarySettings,
    folder: Path,
    desk: Path | None,
    progress: Progress = no_progress,
    *,
    texts: Texts | None = None,
    changed: Mapping[str, dt.datetime] | None = None,
    pagefind: bool = False,
    retired: Collection[str] = (),
) -> Exported:
    """Write the public articles as a static site; a failure at any point leaves the old site as it was.

    `texts` are what the last export kept; without them everything is made anew. `changed` says when each file below
    the articles folder was last changed, and `retired` which pages may go.
    """
    folder = real_path(folder)
    put_back = mend_folder(folder)
    check_folder(folder, library.root, desk)
    texts = texts or Texts(Kept(None))
    site = Site(library, settings, desk, texts, changed or {}, pagefind=pagefind)
    site.learn(progress)
    problems = check(site, pages_before(folder), retired)
    said = (settings.organisation, settings.faq.title, settings.faq.footer, *shipped_texts())
    watch = Watch(site.library, site.hidden(), settings.faq.base_url, said)
    with replaced(folder, texts.kept.spare) as new:
        written = Written(new, folder, texts.kept, watch)
        site.write(written)
        written.text(PAGES, pages_list(site.library, site.articles))
        changes = written.finish()
        if written.leaks:
            lines = sorted(written.leaks)
            raise HasProblems("The FAQ was not exported, because something for agents would be shown:", lines)
    written.remember()
    texts.kept.save()
    return Exported(
        articles=sum(len(edition.articles) for edition in site.editions),
        pages=written.pages,
        files=len(site.media.found) - site.media.pictures,
        pictures=site.media.pictures,
        changes=changes,
        put_back=put_back,
        problems=tuple(problems),
        with_words=all(map(has_text, site.editions)),
    )
