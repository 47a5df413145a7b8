"""The knowledge base on the command line: its verbs, and what they share; `python -m kb` runs them alone."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kb.articles import ARTICLES
from kb.cli.parsing import Parser
from kb.desk_files import PLAN, find_desk
from kb.errors import KBError, NotADesk
from kb.streams import give_up_output
from kb.text import clean

if TYPE_CHECKING:
    from kb.articles.library import Library
    from kb.search_settings import SearchSettings
    from kb.settings import LibrarySettings

MINUS = "\N{MINUS SIGN}"
"""Stands for the hyphen of a `-word` while the command line is read, which would take it for an option."""
Home = Callable[[str], str]
"""The package in which the module of a verb is."""

VERBS = {
    "show": "read an article",
    "lint": "problems in articles, phrasebooks and settings",
    "export": "the FAQ as a static site",
    "serve": "the FAQ while you write, reloading",
    "search": "find articles",
    "new": "a stub of an article or a phrase in the right place",
    "misses": "what was looked for in vain, in the words that were used",
    "import": "articles of another tool, or phrases of another desk",
    "mv": "rename an article; its old name stays as an alias, and links are mended",
    "meaning": "install or remove the sentence model that finds articles by what is meant",
    "index": "publish the search index for others, or take a published one",
    "learned": "what agents took for which messages, and when a suggestion is sure; forget it",
    "schema": "JSON Schemas of every kind of file, for your editor",
}
"""One module each in `kb.cli`, with `add` and `run`, imported only when it is meant."""
_MODULES = {"import": "importing"}
"""The modules of verbs that Python keeps for itself."""


def add_verbs(parser: Parser, argv: list[str] | None, purposes: Mapping[str, str], home: Home) -> argparse.Action:
    """Declare the verb that a command line begins with, or all of them where it begins with none; the place of verbs.

    Without a command line every verb is declared whole, which takes the import of every one.
    """
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", prog=parser.prog)
    meant = _verb_of(argv or [])
    for name in [meant] if meant in purposes else purposes:
        epilog = f"In the manual: warmline manual {name}" if parser.prog == "warmline" else None
        verb = verbs.add_parser(name, help=purposes[name], description=sentence(purposes[name]), epilog=epilog)
        if argv is None or name in argv:
            import_module(f"{home(name)}.{_MODULES.get(name, name)}").add(verb)
    return verbs


def sentence(purpose: str) -> str:
    """What a verb is for, as a sentence."""
    return f"{purpose[:1].upper()}{purpose[1:]}."


def _verb_of(argv: list[str]) -> str:
    """The first word that is no option."""
    words = iter(argv)
    for word in words:
        if not word.startswith("-"):
            return word
        if word == "--desk":
            next(words, "")
    return ""


def add_common(parser: argparse.ArgumentParser, *, data: bool = True) -> None:
    """The options that most verbs have."""
    parser.add_argument(
        "--desk", metavar="DIR", default=argparse.SUPPRESS, help="the desk's folder (default: this one or above)"
    )
    if data:
        parser.add_argument("--json", action="store_true", help="print JSON")


def desk_of(arguments: argparse.Namespace) -> Path:
    """The desk a verb works on."""
    given: str = getattr(arguments, "desk", None) or ""
    if given and not Path(given).is_dir():
        raise NotADesk(Path(given))
    return find_desk(Path(given) if given else Path.cwd())


def cache_folder() -> Path:
    """Where this person's search indexes live."""
    named = os.environ.get("WARMLINE_CACHE")
    if named:
        return Path(named)
    import platformdirs

    return Path(platformdirs.user_cache_dir("warmline"))


def data_folder() -> Path:
    """Where this person's sentence model lives."""
    named = os.environ.get("WARMLINE_DATA")
    if named:
        return Path(named)
    import platformdirs

    return Path(platformdirs.user_data_dir("warmline"))


def library_of(desk: Path, settings: LibrarySettings | SearchSettings) -> Library:
    """A desk's articles; what did not change since they were last opened is not read."""
    from kb.catalogue.stored_library import find_library
    from kb.search.index import index_folder

    settle(desk)
    folder = index_folder(cache_folder(), desk)
    progress = progress_on_terminal("reading")
    library = find_library(desk / ARTICLES, settings.missing_status, folder, settings.language, progress)
    say_unkept(library.unkept)
    return library


def say_unkept(why: str) -> None:
    """Say that a command does without what it keeps for the next time, where it has to."""
    if why:
        say(f"{why} It goes on without, and takes longer.")


def settle(desk: Path) -> None:
    """Finish a change of several articles that was cut short, and say so; where that cannot be, it waits."""
    if not (desk / ARTICLES / PLAN).exists():
        return
    from kb.changes import finish_changes

    try:
        said = finish_changes(desk / ARTICLES)
    except KBError as error:
        said = f"{error} A change of several articles was cut short before, and waits to be finished."
    if said:
        say(said)


def with_minus_words(argv: list[str]) -> list[str]:
    """A command line on which `-word`, after the verb `search`, is no option."""
    if "search" not in argv:
        return argv
    at = argv.index("search") + 1
    left_out = [word.startswith("-") and word[1:2] not in ("", "-") and word != "-h" for word in argv[at:]]
    words = (f"{MINUS}{word[1:]}" if out else word for word, out in zip(argv[at:], left_out, strict=True))
    return [*argv[:at], *words]


def say(text: str) -> None:
    """Talk, on standard error, so that standard output is data."""
    print(clean(text), file=sys.stderr)


def say_to_person(text: str) -> None:
    """Talk that helps whoever sits at a terminal; scripts get the plain sentence alone."""
    if sys.stderr.isatty():
        say(text)


class Ink(NamedTuple):
    """Bold and dim where a terminal shows them; nothing elsewhere."""

    on: bool

    def bold(self, text: str) -> str:
        """Strong."""
        return f"\x1b[1m{text}\x1b[0m" if self.on and text else text

    def dim(self, text: str) -> str:
        """Faint."""
        return f"\x1b[2m{text}\x1b[0m" if self.on and text else text


def ink() -> Ink:
    """What standard output can show."""
    return Ink(sys.stdout.isatty() and not os.environ.get("NO_COLOR"))


def progress_on_terminal(what: str) -> Callable[[int, int], None] | None:
    """A counter on standard error for work that may take a while; None where nobody watches."""
    if not sys.stderr.isatty():
        return None

    def show(done: int, total: int) -> None:
        if total >= 200 and (done % 50 == 0 or done == total):
            print(f"\r{what} {done} of {total}", end="\n" if done == total else "", file=sys.stderr, flush=True)

    return show


def run(argv: list[str]) -> int:
    """Run `python -m kb` with these words; the exit code."""
    parser = Parser(prog="python -m kb", description="The knowledge base's own verbs.")
    add_verbs(parser, argv, VERBS, lambda _verb: "kb.cli")
    arguments = parser.read(with_minus_words(argv))
    if arguments.verb is None:
        parser.error("which verb?")
    try:
        return int(arguments.run(arguments))
    except KBError as error:
        say(str(error))
        return error.exit_code
    except BrokenPipeError:
        give_up_output()
        return 0
