"""`warmline worksheet`: four questions about a message, line by line; the answers stay in the person's own folder."""

from __future__ import annotations

import argparse
import sys

from composer.cli.open_desk import opened_desk, read_input
from composer.desk.practising import keep_case_worksheet
from composer.errors import ComposerError
from composer.practice.asked import asked_in
from kb.cli.main import add_common, say
from kb.clock import now_here
from kb.text import one_line


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's words."""
    parser.add_argument("file", metavar="FILE", help="the message: a text or an .eml")
    add_common(parser, data=False)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Ask the four questions; the last answer is printed, as a sentence for the reply."""
    if arguments.file == "-":
        raise ComposerError("Name the file of the message: your answers are read from standard input.")
    content, source, path = read_input(arguments.file)
    with opened_desk(arguments) as desk:
        case = desk.case_for(content, source, path=path)
        say(case.message.text)
        say("\nNobody else reads your answers; an empty line leaves a question out.")
        answers = []
        for question in asked_in(desk.settings.library.language).questions.values():
            print(f"{question}\n> ", end="", file=sys.stderr, flush=True)
            answers.append(one_line(sys.stdin.readline()))
        if not any(answers):
            say("Nothing was kept.")
            return 0
        say(f"Kept for you alone, in {keep_case_worksheet(case, answers, now_here())}")
    if answers[-1]:
        print(answers[-1])
    return 0
