"""`warmline` and `warmline app`: the desk in the terminal."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from composer.front.plain import wants_plain
from kb.cli.main import add_common, desk_of, say, settle

if TYPE_CHECKING:
    from composer.desk.desk import Desk
    from composer.manual.pages import ManualPage


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's words."""
    add_common(parser, data=False)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Open the terminal app, or the conversation where plain lines are wanted; the app needs a terminal."""
    if wants_plain():
        from composer.cli.answer import converse

        return converse(arguments)
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        say("The app needs a terminal. In a script use: warmline read, reply, check, search (see warmline --help).")
        return 2
    from composer.tui.app import run_app
    from kb.clock import now_here

    folder = desk_of(arguments)
    settle(folder)

    def opening(progress: Callable[[int, int], None]) -> Desk:
        from composer.cli.open_desk import surroundings
        from composer.desk.desk import open_desk

        return open_desk(folder, replace(surroundings(), progress=progress))

    return run_app(opening, now_here, every_page)


def every_page() -> tuple[ManualPage, ...]:
    """The whole manual; its reference needs every verb, so it is worked out only when it is asked for."""
    from composer.cli.manual import manual_pages

    return manual_pages()
