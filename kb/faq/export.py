"""Export the FAQ: check, plan, write beside the old site, look once more, and only then put it in place."""

from __future__ import annotations

import datetime as dt
import html
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from kb.errors import HasProblems
from kb.faq.addresses import PAGE, article_address, category_address, clashes
from kb.faq.folder import MARKER, check_folder, replaced
from kb.faq.leaks import leaks_in
from kb.faq.media import Media
from kb.faq.pages import ArticlePage, CategoryPage, HomePage, MissingPage, MovedPage, Page, Shelves
from kb.faq.plan import Plan, Progress, no_progress
from kb.faq.render import Theme
from kb.library import CATEGORY_FILE, Library
from kb.links import target_of
from kb.lint import Linting, body_is_sound, links_lead_somewhere, public_links_stay_public, related_exist
from kb.problem import Level, Problem
from kb.settings import LibrarySettings

CHECKS = (body_is_sound, links_lead_somewhere, public_links_stay_public, related_exist)
"""What is looked at before an article may leave the desk."""

_SITEMAP = """\
<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
"""


@dataclass(frozen=True)
class Exported:
    """What was written, and what a writer may still want to mend."""

    articles: int
    pages: int
    """All pages of HTML, with those that only lead on."""
    files: int
    """Files that articles link to."""
    pictures: int
    problems: tuple[Problem, ...]


def export_faq(
    library: Library,
    settings: LibrarySettings,
    folder: Path,
    desk: Path | None,
    progress: Progress = no_progress,
) -> Exported:
    """Write the public articles as a static site; a failure at any point leaves the old site as it was."""
    folder = folder.resolve()
    check_folder(folder, library.root, desk)
    media = Media(library)
    problems = _check(library) + sorted(_files_kept_back(library, media))
    theme = Theme(settings)
    pages = Plan(library, settings.faq.title, theme.words, media).pages(progress)
    with replaced(folder) as new:
        _write(new, _texts(theme, pages), media)
        leaks = list(leaks_in(new, library))
        if leaks:
            raise HasProblems("The FAQ was not exported, because something for agents would be shown:", leaks)
    return Exported(
        articles=len(library.public),
        pages=len(pages),
        files=len(media.found) - media.pictures,
        pictures=media.pictures,
        problems=tuple(problems),
    )


def _check(library: Library) -> list[Problem]:
    # No rule here asks what day it is.
    linting = Linting(library, dt.date.min)
    found = sorted({one for article in library.public for check in CHECKS for one in check(linting, article)})
    errors = [str(problem) for problem in found if problem.level is Level.ERROR]
    errors += clashes(_claims(library))
    if errors:
        raise HasProblems("The FAQ was not exported; mend these first:", errors)
    return found


def _files_kept_back(library: Library, media: Media) -> Iterator[Problem]:
    for article in library.public:
        for link in article.document.links:
            target = target_of(library, article, link.target)
            file = "" if link.picture or target.article or target.file.endswith(CATEGORY_FILE) else target.file
            if file and media.file(file) is None:
                message = f"{link.target} is not a file that customers may have; only the link's words are shown."
                yield Problem(
                    f"{library.root.name}/{article.path}",
                    link.line,
                    1,
                    "file-kept-back",
                    message,
                    Level.WARNING,
                )


def _claims(library: Library) -> Iterator[tuple[str, str]]:
    """The files that home page, categories and articles want, and who wants them."""
    name, shelves = library.root.name, Shelves(library)
    yield PAGE, "the home page"
    for category in shelves.categories:
        yield category_address(category) + PAGE, f"{name}/{category.path}/"
    for article in library.public:
        yield article_address(library, article) + PAGE, f"{name}/{article.path}"
    for article in library.public:
        for moved in shelves.moved_pages(article):
            yield moved.address + PAGE, f"{name}/{article.path} (as {moved.address})"


def _texts(theme: Theme, pages: list[Page]) -> Iterator[tuple[str, str]]:
    """Every text file of the site: its path and its content."""
    for page in pages:
        yield "404.html" if isinstance(page, MissingPage) else page.address + PAGE, theme.html(page)
    for path, text in theme.assets.items():
        yield f"assets/{path}", text
    moved = [page for page in pages if isinstance(page, MovedPage)]
    moves = [
        f"{theme.site_path}{quote(page.address)} {theme.site_path}{quote(page.to.address)} 301\n" for page in moved
    ]
    yield "_redirects", "".join(moves)
    base = theme.settings.faq.base_url
    yield "robots.txt", "User-agent: *\nAllow: /\n" + (f"\nSitemap: {base}sitemap.xml\n" if base else "")
    if base:
        shown = [page.address for page in pages if isinstance(page, HomePage | CategoryPage | ArticlePage)]
        entries = [f"<url><loc>{html.escape(base + quote(address))}</loc></url>\n" for address in sorted(shown)]
        yield "sitemap.xml", f"{_SITEMAP}{''.join(entries)}</urlset>\n"


def _write(folder: Path, texts: Iterator[tuple[str, str]], media: Media) -> None:
    for path, text in texts:
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8", newline="\n")
    for path, source in sorted(media.found.items()):
        (folder / path).parent.mkdir(exist_ok=True)
        shutil.copyfile(source, folder / path)
    names = sorted(path.name for path in folder.iterdir())
    (folder / MARKER).write_text("".join(f"{name}\n" for name in names), "utf-8", newline="\n")
