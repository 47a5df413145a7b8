"""What machines read of the FAQ: structured data, sitemap, feed, redirects, robots.txt and llms.txt."""

from __future__ import annotations

import html
import json
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import quote, urlsplit

from kb.faq.pages.page import ArticlePage, CategoryPage, HomePage, MovedPage, Page, PageLink
from kb.settings import LibrarySettings

MOST_IN_FEED = 50
COPY = "index.md"
"""The Markdown copy of a page, beside its `index.html`."""
FEED = "feed.xml"
_REDIRECTS, _ROBOTS, _LLMS, _MAP = SITE_FILES = ("_redirects", "robots.txt", "llms.txt", "sitemap.xml")
"""What stands once for the whole site."""
_as_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_IN_SCRIPT = {one: f"\\u{ord(one):04x}" for one in "<>&\u2028\u2029"}
_SITEMAP = """\
<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
"""


def structured_data(page: Page, settings: LibrarySettings, language: str) -> Iterator[str]:
    """JSON-LD of one page, escaped for its place in a script element."""
    base = settings.faq.base_url
    if isinstance(page, ArticlePage):
        yield _json_ld(_article(page, settings, language))
    if isinstance(page, ArticlePage | CategoryPage):
        yield _json_ld(_breadcrumbs((*page.trail, PageLink(page.title, page.address)), base))


def _article(page: ArticlePage, settings: LibrarySettings, language: str) -> dict[str, object]:
    dated = {"dateModified": page.changed.isoformat()} if page.changed else {}
    return {
        "@type": "Article",
        "headline": page.title,
        **({"description": page.description} if page.description else {}),
        "inLanguage": language,
        "mainEntityOfPage": settings.faq.base_url + quote(page.address),
        "publisher": {"@type": "Organization", "name": settings.organisation},
        **dated,
    }


def _breadcrumbs(entries: Sequence[PageLink], base: str) -> dict[str, object]:
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": entry.title, "item": base + quote(entry.address)}
            for number, entry in enumerate(entries, 1)
        ],
    }


def _json_ld(facts: dict[str, object]) -> str:
    written = _as_json({"@context": "https://schema.org", **facts})
    # One sign after the other, which takes a twentieth of translating a text letter by letter.
    for sign, escaped in _IN_SCRIPT.items():
        written = written.replace(sign, escaped)
    return written


def site_files(pages: Sequence[Page], settings: LibrarySettings) -> Iterator[tuple[str, str]]:
    """The files that stand once for the whole site: path and text."""
    base = settings.faq.base_url
    yield _REDIRECTS, "".join(_redirects(pages, urlsplit(base).path or "/"))
    yield _ROBOTS, "User-agent: *\nAllow: /\n" + (f"\nSitemap: {base}{_MAP}\n" if base else "")
    yield _LLMS, "".join(_llms_txt(pages, base))
    if base:
        yield _MAP, f"{_SITEMAP}{''.join(_sitemap(pages, base))}</urlset>\n"


def _redirects(pages: Iterable[Page], site_path: str) -> Iterator[str]:
    for page in pages:
        if isinstance(page, MovedPage):
            yield f"{site_path}{quote(page.address)} {site_path}{quote(page.to.address)} 301\n"


def _sitemap(pages: Iterable[Page], base: str) -> Iterator[str]:
    shown = [page for page in pages if isinstance(page, HomePage | CategoryPage | ArticlePage)]
    for page in sorted(shown, key=lambda one: one.address):
        dated = isinstance(page, ArticlePage) and page.changed
        day = f"<lastmod>{dated.isoformat()}</lastmod>" if dated else ""
        yield f"<url><loc>{html.escape(base + quote(page.address))}</loc>{day}</url>\n"


def _llms_txt(pages: Iterable[Page], base: str) -> Iterator[str]:
    for page in pages:
        match page:
            case HomePage():
                yield f"# {page.title}\n" if not page.address else f"\n# {page.title} ({page.address.rstrip('/')})\n"
                yield "".join(_line_for(entry, base) for entry in page.articles)
            case CategoryPage() if page.articles:
                yield f"\n## {page.title}\n\n"
                yield "".join(_line_for(entry, base) for entry in page.articles)


def _line_for(entry: PageLink, base: str) -> str:
    words = entry.title.replace("[", "(").replace("]", ")")
    return f"- [{words}]({base}{quote(entry.address)}{COPY})" + (
        f": {entry.description}\n" if entry.description else "\n"
    )


def feed(pages: Iterable[Page], settings: LibrarySettings, prefix: str, language: str) -> str:
    """The Atom feed of the articles changed last; empty where the site's address or the days are not known."""
    base = settings.faq.base_url
    dated = [(page.changed, page) for page in pages if isinstance(page, ArticlePage) and page.changed]
    if not base or not dated:
        return ""
    newest = sorted(dated, key=lambda one: (-one[0].toordinal(), one[1].address))[:MOST_IN_FEED]
    own = f"{base}{prefix}{FEED}"
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{html.escape(language)}">\n'
        f"<title>{html.escape(settings.faq.title)}</title>\n<id>{html.escape(own)}</id>\n"
        f'<link rel="self" href="{html.escape(own)}"/>\n<link href="{html.escape(base + prefix)}"/>\n'
        f"<updated>{newest[0][0].isoformat()}T00:00:00Z</updated>\n"
        f"<author><name>{html.escape(settings.organisation)}</name></author>\n"
    )
    return head + "".join(_feed_entry(page, changed.isoformat(), base) for changed, page in newest) + "</feed>\n"


def _feed_entry(page: ArticlePage, day: str, base: str) -> str:
    address = html.escape(base + quote(page.address))
    return (
        f"<entry><title>{html.escape(page.title)}</title><id>{address}</id>"
        f'<link href="{address}"/><updated>{day}T00:00:00Z</updated>'
        f"<summary>{html.escape(page.description)}</summary></entry>\n"
    )
