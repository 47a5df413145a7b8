"""`warmline show`: one article, drawn for a terminal or as its file is."""

from __future__ import annotations

import argparse
import json
from contextlib import closing

from kb.articles import ARTICLES
from kb.articles.article import Article
from kb.articles.revisions import Revision, load_revisions
from kb.cli.main import add_common, desk_of, ink, library_of
from kb.clock import today_here
from kb.desk_files import read_desk_text
from kb.markdown.plain import plain_text
from kb.search.search_log import note_opened
from kb.settings import load_library_settings
from kb.text import clean


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's words."""
    parser.add_argument("slug", metavar="SLUG", help="the name of its file, without the ending")
    parser.add_argument("--raw", action="store_true", help="the file as it is")
    add_common(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print one article as text, or its file as it is."""
    desk = desk_of(arguments)
    with closing(library_of(desk, load_library_settings(desk))) as library:
        article = library.get_article(arguments.slug)
    note_opened(desk, today_here(), article.slug)
    if arguments.raw:
        print(clean(read_desk_text(library.root, article.path)), end="")
        return 0
    revision = load_revisions(library.root).get(article.path)
    if arguments.json:
        print(json.dumps(_as_json(article, revision), ensure_ascii=False, indent=1))
        return 0
    pen = ink()
    print(pen.bold(article.title))
    facts = [
        article.slug,
        article.status,
        f"in {article.category}" if article.category else "",
        ", ".join(article.tags),
        article.owner,
        f"changed {revision.when.date()} by {revision.who}" if revision else "",
    ]
    print(pen.dim("  ".join(fact for fact in facts if fact)))
    if article.summary:
        print(f"\n{article.summary}")
    print(f"\n{plain_text(article.document, lambda address: address if '://' in address else '')}")
    answer = article.answer()
    if answer.template:
        print(f"\n{pen.dim('Answer for replies:')}\n{answer.text}")
    return 0


def _as_json(article: Article, revision: Revision | None) -> dict[str, object]:
    return {
        "slug": article.slug,
        "id": article.id,
        "title": article.title,
        "status": article.status,
        "category": article.category,
        "summary": article.summary,
        "tags": article.tags,
        "keywords": article.keywords,
        "owner": article.owner,
        "review_by": article.review_by.isoformat() if article.review_by else "",
        "changed_on": revision.when.isoformat() if revision else "",
        "changed_by": revision.who if revision else "",
        "path": f"{ARTICLES}/{article.path}",
        "text": article.text,
        "answer": article.answer().text,
    }
