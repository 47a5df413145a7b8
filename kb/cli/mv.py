"""`warmline mv`: another name or folder for an article, with every link mended."""

from __future__ import annotations

import argparse
from contextlib import closing

from kb.articles import ARTICLES
from kb.articles.rename import make_move, plan_move
from kb.cli.main import add_common, desk_of, library_of, say
from kb.settings import load_library_settings
from kb.text import count_of


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's words."""
    parser.add_argument("slug", metavar="OLD", help="slug or path of the article")
    parser.add_argument("to", metavar="NEW", help="the slug, or a folder below articles and the slug")
    add_common(parser, data=False)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Move the article and say what was changed."""
    desk = desk_of(arguments)
    with closing(library_of(desk, load_library_settings(desk))) as library:
        move = plan_move(library, library.get_article(arguments.slug), arguments.to)
    make_move(desk / ARTICLES, move)
    for edit in move.edits:
        print(f"{ARTICLES}/{edit.path}")
    say(f"Moved, and links mended in {count_of(len(move.edits) - 1, 'other article')}.")
    return 0
