"""Opening the desk and the message that a verb works on."""

from __future__ import annotations

import argparse
import getpass
import os
import platform
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from composer.cases.case import Case
from composer.cases.message import Message
from composer.errors import ComposerError
from composer.reading.message import MOST_BYTES, MOST_CHARACTERS
from kb import streams
from kb.cli.main import cache_folder, data_folder, desk_of, progress_on_terminal, say, settle
from kb.clock import today_here
from kb.files import read_given
from kb.problem import Level
from kb.text import count_of

if TYPE_CHECKING:
    from composer.desk.desk import Desk, Surroundings


def surroundings() -> Surroundings:
    """The day and this person's folders, read once."""
    from composer.desk.desk import Surroundings

    return Surroundings(
        today_here(), cache_folder(), config_folder(), progress_on_terminal("indexing"), _seat(), data_folder()
    )


def config_folder() -> Path:
    """Where this person's own settings are."""
    import platformdirs

    return Path(os.environ.get("WARMLINE_CONFIG") or platformdirs.user_config_dir("warmline"))


def _seat() -> str:
    try:
        return f"{getpass.getuser()}@{platform.node()}"
    except (OSError, KeyError):
        return platform.node()


@contextmanager
def opened_desk(arguments: argparse.Namespace, *, words: bool = True) -> Iterator[Desk]:
    """The desk a verb works on, closed afterwards; `words` is whether the verb needs phrases, cues and rules."""
    from composer.desk.desk import open_desk

    root = desk_of(arguments)
    settle(root)
    desk = open_desk(root, surroundings())
    broken = sum(problem.level is Level.ERROR for problem in (desk.problems if words else desk.faults))
    if broken and arguments.verb not in ("lint", "doctor"):
        say(f"{count_of(broken, 'problem')} in phrasebooks or settings; what is broken is left out: warmline lint")
    try:
        yield desk
        if desk.read_only:
            say(desk.read_only)
    finally:
        desk.close()


def read_some_articles(desk: Desk) -> None:
    """Let the sentence model read some of many articles that it has not read yet, titles first, and say what is left.

    A desk that is only ever used by commands is read by a few of them; few articles are read when they are looked for.
    """
    from kb.meaning.meaning import AT_ONCE

    meaning = desk.search.meaning
    if meaning is None or meaning.missing(desk.library) <= AT_ONCE:
        return
    done = 0

    def count(read: int, _total: int) -> None:
        nonlocal done
        done = read

    left = meaning.prepare(desk.library, count, lambda: done >= AT_ONCE)
    if left:
        say(f"The sentence model has still to read {count_of(left, 'text')} of the articles: warmline meaning prepare")


def add_language(parser: argparse.ArgumentParser) -> None:
    """Declare the option that says what language a message is in."""
    parser.add_argument(
        "--language",
        default="",
        metavar="CODE",
        help="the language of the message, such as de (default: told from its text)",
    )


def in_language(case: Case, code: str) -> Case:
    """The case with the language that was said, if any was."""
    if not code:
        return case
    if not re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", code):
        raise ComposerError(f"--language {code[:40]}: write a language code such as en, de or pt-BR.")
    return replace(case, message=replace(case.message, language=code))


def say_if_cut(message: Message) -> None:
    """A word on a message of which the end was not read."""
    if message.cut:
        say(f"The message is very long; its first {MOST_CHARACTERS:,} characters were read.")


def read_input(file: str) -> tuple[bytes, str, Path | None]:
    """The bytes of FILE or of standard input for `-`, with a name for messages."""
    if file == "-":
        if sys.stdin.isatty():
            print("Paste the text, then press Ctrl+D.", file=sys.stderr)
        return streams.read_input(MOST_BYTES + 1), "standard input", None
    path = Path(file)
    return read_given(path, MOST_BYTES), file, path
