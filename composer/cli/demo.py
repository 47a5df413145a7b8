"""`warmline demo`: the sample desk in the terminal, on a copy that is thrown away."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from composer.desk.reply_checks import check_draft
from composer.desk.reply_context import supplies_for
from kb.cli.main import Ink, say

if TYPE_CHECKING:
    from composer.desk.desk import Desk


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's words."""
    parser.add_argument(
        "--text",
        action="store_true",
        help="print one message, its reply and its findings instead of opening the app",
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Open the sample in the app; without a terminal, print the whole job as text."""
    with tempfile.TemporaryDirectory(prefix="warmline-demo-") as folder:
        if arguments.text or not (sys.stdin.isatty() and sys.stdout.isatty()):
            desk = _sample_desk(Path(folder))
            try:
                return _print_job(desk)
            finally:
                desk.close()
        from composer.cli.app import every_page
        from composer.tui.app import run_app
        from kb.clock import now_here

        code = run_app(lambda progress: _sample_desk(Path(folder), progress), now_here, every_page)
    say("The demo desk is gone. Make your own with: warmline init my-desk")
    return code


def _sample_desk(folder: Path, progress: Callable[[int, int], None] | None = None) -> Desk:
    """A sample desk with a cache and settings of its own, below a folder that goes away."""
    from composer.cli.open_desk import surroundings
    from composer.desk.desk import open_desk
    from composer.desk.new_desk import start_desk

    around = replace(surroundings(), cache=folder / "cache", config=folder / "config", progress=progress)
    start_desk(folder / "acme-desk")
    return open_desk(folder / "acme-desk", around)


def _print_job(desk: Desk) -> int:
    from composer.cli.read import lines_of
    from composer.cli.reply import talk
    from composer.writing.assemble import assemble

    path = desk.waiting()[0]
    from composer.desk.answers import draft_for

    case = desk.case_for(path.read_bytes(), path.name, path=path)
    reading = desk.read(case.message, case.customer)
    draft = draft_for(desk, case, reading)
    draft = assemble(draft, supplies_for(desk, case, reading, draft))
    findings = check_draft(desk, draft, case, reading)
    for title, lines in (
        ("The message", case.message.text.split("\n")),
        ("What Warmline reads in it", lines_of(case, reading, desk.hits_for(case.message), Ink(on=False))),
        ("The reply so far", draft.text.split("\n")),
        ("What is still missing", [line for line in talk(case, reading, draft, findings) if line]),
    ):
        print(f"{title}\n{'-' * len(title)}")
        print("\n".join(lines) + "\n")
    return 0
