"""The FAQ as writers preview it: made when a page is asked for, with drafts and internal articles marked as such."""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from kb.articles import ARTICLES
from kb.articles.article import Article
from kb.articles.library import Library
from kb.articles.revisions import load_revisions
from kb.articles.status import Status
from kb.errors import KBError
from kb.faq.addresses import PAGE, article_address
from kb.faq.articles.body_cache import no_progress
from kb.faq.articles.text_cache import Texts
from kb.faq.cache import Kept
from kb.faq.checks import conflicts_in
from kb.faq.site import Site
from kb.lint.lint import LEADING, problems_of
from kb.lint.rules import Linting
from kb.problem import Level
from kb.settings import load_library_settings

_Page = TypeVar("_Page")
RELOAD = "_warmline/reload.js"
EVENTS = "_warmline/events"
_SCRIPT = """\
const events = new EventSource(new URL("events", document.currentScript.src));
events.addEventListener("change", () => location.reload());
"""
_MARKS = {
    Status.DRAFT: "Draft: customers do not see this page.",
    Status.INTERNAL: "Internal: customers do not see this page.",
}
_STYLE = b"""
.preview { margin: 0 0 1rem; padding: .6rem 1rem; border: 2px dashed var(--caution); border-radius: 8px; }
.preview { color: var(--caution); overflow-wrap: anywhere; }
"""
_FAILED = """\
<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>The FAQ cannot be shown</title>
<script src="{reload}"></script></head>
<body><main><h1>The FAQ cannot be shown</h1><pre>{why}</pre><p>This page reloads when you save a file.</p></main></body>
</html>
"""


@dataclass
class Preview:
    """Every file of the preview by its path: takes the place of a folder that is written to."""

    makers: dict[str, Callable[[], str | bytes]] = field(default_factory=dict)
    notes: dict[str, Callable[[], list[str]]] = field(default_factory=dict)
    """What is said on top of a page, by its path."""
    prefix: str = "/"
    """The path below which the pages are served."""
    everywhere: list[str] = field(default_factory=list)
    """What is said on top of every page: problems of the settings and the theme."""

    def made(self, path: str, _key: str, make: Callable[[], str | bytes], /, *, copy: bool = False) -> None:  # noqa: ARG002  nothing is looked at here
        """A file that is made when somebody asks for it."""
        self.makers[path] = make

    def each(self, pages: Sequence[_Page], write: Callable[[Sequence[_Page]], None], _media: object) -> None:
        """Learn how all pages are made."""
        write(pages)

    def text(self, path: str, content: str | bytes) -> None:
        """A file of which the content is there already."""
        self.makers[path] = lambda: content

    def file(self, path: str, read: Callable[[], bytes]) -> None:
        """A picture or a file of the desk."""
        self.makers[path] = read

    def can_take_over(self, _path: str, _key: str) -> bool:
        """There is no older site."""
        return False

    def planned(self, _key: str) -> bool:
        """There is no older site."""
        return False

    def take_over(self, _stays: Callable[[str], bool]) -> bool:
        """There is no older site."""
        return False

    def content(self, path: str) -> bytes | None:
        """A file as it is served; None where there is none."""
        if path == RELOAD:
            return _SCRIPT.encode()
        make = self.makers.get(path)
        if make is None:
            return None
        try:
            content = make()
        except KBError as error:
            return failed_page(str(error), self.prefix) if path.endswith(".html") else b""
        content = content.encode() if isinstance(content, str) else content
        if path.startswith("assets/site.") and path.endswith(".css"):
            return content + _STYLE
        return self._marked(path, content) if path.endswith(".html") else content

    def _marked(self, path: str, content: bytes) -> bytes:
        said = [*self.everywhere, *(self.notes[path]() if path in self.notes else [])]
        notes = "".join(f'<p class="preview">{html.escape(note)}</p>' for note in said)
        page = content.decode().replace("default-src 'none';", "default-src 'none'; connect-src 'self';", 1)
        page = page.replace("</head>", f'<script src="{self.prefix}{RELOAD}"></script>\n</head>', 1)
        return page.replace('<main id="_main" tabindex="-1">', f'<main id="_main" tabindex="-1">\n{notes}', 1).encode()


def failed_page(why: str, prefix: str) -> bytes:
    """A page that says why there is no other, and reloads; `prefix` is the path below which it is served."""
    return _FAILED.format(reload=prefix + RELOAD, why=html.escape(why)).encode()


def preview_of(desk: Path, kept: Kept, prefix: str) -> Preview:
    """The FAQ of a desk as it stands on disk, with what is not public yet, for the paths below `prefix`."""
    settings = load_library_settings(desk)
    settings = replace(settings, faq=replace(settings.faq, base_url=""))
    texts = Texts(kept)
    library = texts.library(desk / ARTICLES, settings.missing_status)
    shown = _all_public(library)
    changed = {path: revision.when for path, revision in load_revisions(library.root).items()}
    site = Site(shown, settings, desk, texts, changed, pagefind=False)
    site.learn(no_progress)
    linting = Linting(library, dt.date.min)
    pages = {article_address(shown, shown.by_path[one.path]) + PAGE: one for one in library.articles}
    notes: dict[str, Callable[[], list[str]]] = {path: partial(_notes, linting, one) for path, one in pages.items()}
    notes[PAGE] = lambda: [str(problem) for problem in library.unreadable]
    preview = Preview(notes=notes, prefix=prefix, everywhere=[str(one) for one in conflicts_in(desk)])
    site.write(preview)
    kept.save()
    return preview


def _all_public(library: Library) -> Library:
    """The library with its drafts and internal articles as if they were public; what is archived stays away."""
    articles = [replace(one, status=Status.PUBLIC) if one.status in _MARKS else one for one in library.articles]
    return replace(library, articles=tuple(articles))


def _notes(linting: Linting, article: Article) -> list[str]:
    """What keeps customers from a page, and what its writer should mend."""
    found = [one for one in linting.library.problems if one.path.endswith(f"/{article.path}")]
    found += problems_of(linting, article, LEADING)
    notes = [_MARKS[article.status]] if article.status in _MARKS else []
    return notes + [str(one) for one in sorted(set(found)) if one.level is not Level.HINT]
