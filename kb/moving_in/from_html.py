"""HTML that other desks export, as Markdown: cleaned by the same list as our pages, and written by the same writer."""

from __future__ import annotations

import re

from kb.faq.articles.clean import clean_html
from kb.faq.pages.markdown_copy import markdown_of
from kb.moving_in.indented import box

_CALLOUT = re.compile(
    r"<(div|aside|blockquote|p)\b[^>]*class=[\"'][^\"']*\b(?:callout|note|alert|admonition|warning|tip|info|panel)[^\"']*[\"'][^>]*>(.*?)</\1>",
    re.DOTALL | re.IGNORECASE,
)
_KIND = re.compile(
    r"\b(?:callout-?|alert-?|panel-?|note-?)?(note|tip|warning|danger|caution|important|info|success|error)\b"
)
_EMBED = re.compile(
    r"<(?:iframe|video|embed)\b[^>]*?\bsrc=[\"']([^\"']+)[\"'][^>]*>(?:.*?</(?:iframe|video)>)?",
    re.DOTALL | re.IGNORECASE,
)
_MAIN = re.compile(r"<(article|main)\b[^>]*>(.*)</\1>", re.DOTALL | re.IGNORECASE)
_BODY = re.compile(r"<body\b[^>]*>(.*)</body>", re.DOTALL | re.IGNORECASE)
_CHROME = re.compile(r"<(nav|header|footer|aside|script|style|form)\b[^>]*>.*?</\1>", re.DOTALL | re.IGNORECASE)
_HIDDEN = re.compile(r"<!--(.*?)-->", re.DOTALL)


def as_markdown(html: str) -> str:
    """The Markdown of a piece of HTML; videos and frames become links, boxes become ours."""
    html = _EMBED.sub(lambda frame: f'<p><a href="{frame[1]}">{frame[1]}</a></p>', html)
    boxes: list[str] = []

    def held(match: re.Match[str]) -> str:
        kind = _KIND.search(match[0].partition(">")[0].lower())
        boxes.append(box(kind[1] if kind else "note", "", as_markdown(match[2])))
        return f"<p>warmlinebox{len(boxes) - 1}end</p>"

    html = _CALLOUT.sub(held, html)
    text = markdown_of("", "", clean_html(_HIDDEN.sub("", html))).removeprefix("# \n\n").strip("\n")
    text = re.sub(r"^[ \t]*(?:\*\*\s*\*\*|\*\s*\*)[ \t]*$", "", text, flags=re.MULTILINE)
    for number, made in enumerate(boxes):
        text = text.replace(f"warmlinebox{number}end", made)
    return re.sub(r"\n{3,}", "\n\n", text) + "\n"


def main_of(page: str) -> tuple[str, str]:
    """The title and the part of a whole page that is the article, without what stands around it."""
    title = re.search(r"<h1\b[^>]*>(.*?)</h1>", page, re.DOTALL | re.IGNORECASE) or re.search(
        r"<title>(.*?)</title>", page, re.DOTALL | re.IGNORECASE
    )
    found = _MAIN.search(page)
    inside = found[2] if found else (_BODY.search(page) or [page, page])[1]
    inside = re.sub(r"<h1\b[^>]*>.*?</h1>", "", _CHROME.sub("", inside), count=1, flags=re.DOTALL | re.IGNORECASE)
    return re.sub(r"<[^>]+>|\s+", " ", title[1]).strip() if title else "", inside
