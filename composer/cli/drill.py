"""`warmline drill new`: a drill to write on, empty or with the message of a case, made anonymous."""

from __future__ import annotations

import argparse

from composer.cli.exemplary import ask, show_replaced
from composer.cli.open_desk import opened_desk
from composer.desk.exemplaries import drill_from, guide, write_drill
from kb.cli.main import add_common, say
from kb.text import slugify


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's words."""
    parser.add_argument("what", choices=("new", "guide"), help="write one, or read how that is done")
    parser.add_argument("title", nargs="?", default="", metavar="TITLE", help="what it is about, in a few words")
    parser.add_argument(
        "--from", dest="case", default="", metavar="CASE", help="the id of a case (warmline inbox --json)"
    )
    parser.add_argument("--course", default="", metavar="COURSE", help="folder below drills (default: own)")
    add_common(parser, data=False)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the drill and say where; what comes from a case only after a yes."""
    if arguments.what == "guide":
        print(guide())
        return 0
    with opened_desk(arguments) as desk:
        course = arguments.course.replace("-", " ").strip() or "drills of our own"
        source, example = drill_from(desk, arguments.title, arguments.case, course[:1].upper() + course[1:])
        if example is not None:
            print(source)
            show_replaced(example)
            if not ask("Keep it in the desk, where the team and git see it? (y/n) "):
                say("Nothing was written.")
                return 0
        path = write_drill(desk, slugify(arguments.course) or "own", arguments.title, source)
        print(path.relative_to(desk.root).as_posix())
    say("Write on in your editor, then: warmline lint, and try it with: warmline practise NAME")
    return 0
