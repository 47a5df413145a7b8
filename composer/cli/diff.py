"""`warmline diff`: what changes for customers and agents since a revision of git."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict

from composer.cli.open_desk import opened_desk
from kb.cli.main import add_common, ink, say
from kb.text import clean, count_of

_WIDTH = 9


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's words."""
    parser.add_argument(
        "revision",
        nargs="?",
        default="",
        metavar="REVISION",
        help="a branch, tag or commit (default: the branch this one tracks, else the last commit)",
    )
    add_common(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print what customers and agents notice."""
    from composer.desk.compared import changes_since
    from kb.faq.compared import AGENTS, CUSTOMERS

    with opened_desk(arguments) as desk:
        changes = changes_since(desk, arguments.revision)
    if arguments.json:
        print(json.dumps([asdict(one) for one in changes], ensure_ascii=False, indent=1))
        return 0
    for whom, title in ((CUSTOMERS, "For customers"), (AGENTS, "For agents")):
        found = [one for one in changes if one.whom == whom]
        if found:
            print(ink().bold(title))
            for one in found:
                print(clean(f"  {one.kind:{_WIDTH}} {one.place}: {one.said}"))
    say(f"{count_of(len(changes), 'change')}." if changes else "Nothing changes for customers or agents.")
    return 0
