"""`warmline new`: a stub of an article or a phrase in the right place."""

from __future__ import annotations

import argparse
from contextlib import closing

from kb.articles.new import write_article, write_phrase
from kb.cli.main import add_common, desk_of, library_of, say
from kb.settings import load_library_settings
from kb.text import slugify


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's words."""
    parser.add_argument("kind", choices=("article", "phrase"), help="what is begun")
    parser.add_argument("title", metavar="TITLE", help="the article's title, or the phrase's id")
    parser.add_argument("--category", default="", help="folder of an article, below articles")
    parser.add_argument("--step", default="acknowledge", help="step of a phrase")
    parser.add_argument("--say", default="", metavar="WORDS", help="the words of a phrase")
    parser.add_argument("--book", default="", metavar="FILE", help="phrasebook of a phrase, below phrasebooks")
    add_common(parser, data=False)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the stub of an article or a phrase and say where."""
    desk = desk_of(arguments)
    settings = load_library_settings(desk)
    if arguments.kind == "article":
        with closing(library_of(desk, settings)) as library:
            path = write_article(library, arguments.title, arguments.category)
    else:
        step = slugify(arguments.step).replace("-", "_")
        path = write_phrase(desk, settings.language, arguments.title, step, arguments.say, arguments.book)
    print(path.relative_to(desk).as_posix())
    say("Write it in your editor, then: warmline lint")
    return 0
