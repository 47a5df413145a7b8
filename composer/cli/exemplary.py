"""`warmline exemplary`: keep a sent reply as an example, made anonymous and only after a yes; list and find them."""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path

from composer.cli.open_desk import opened_desk
from composer.desk.desk import Desk
from composer.desk.exemplaries import Example, checked_exemplary, example_of, find_exemplaries, keep_exemplary
from composer.practice.exemplary import EXEMPLARY, Exemplary, exemplary_source
from kb.cli.main import add_common, say
from kb.files import read_text, write_text
from kb.text import clean, count_of, one_line


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's words."""
    parser.add_argument("case", nargs="?", default="", metavar="CASE", help="the id of a case that was answered")
    parser.add_argument("--title", default="", metavar="WORDS", help="what it is an example of")
    parser.add_argument("--why", default="", metavar="WORDS", help="why it is good, in a sentence")
    parser.add_argument("--find", default="", metavar="WORDS", help="list those that have these words")
    add_common(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Keep an example, or list them."""
    with opened_desk(arguments) as desk:
        if not arguments.case:
            return _list(desk, arguments.find, as_json=arguments.json)
        example = example_of(desk, arguments.case)
        one = Exemplary(
            "",
            one_line(arguments.title) or _ask_line("What is it an example of? "),
            one_line(arguments.why) or _ask_line("Why is it good? "),
            example.message.text,
            example.reply.text,
            example.language,
            example.topic,
            desk.settings.agent.name,
        )
        return _keep(desk, one, example)


def _keep(desk: Desk, one: Exemplary, example: Example) -> int:
    """Show the example until somebody says yes or no; e edits it."""
    source = exemplary_source(one)
    show_replaced(example)
    while True:
        print(f"\n{source}")
        found, problems = checked_exemplary(desk, source)
        for problem in problems:
            print(problem)
        typed = _ask_line("Is nothing personal in it? y keeps it for the team and git, e edits it, n leaves it: ")
        if typed == "e":
            source = _edited(source)
        elif typed == "y" and found is not None:
            path = keep_exemplary(desk, found, source)
            print(path.relative_to(desk.root).as_posix())
            return 0
        elif typed == "y":
            say("It still holds something personal (see above); e edits it.")
        elif typed in ("n", ""):
            say("Nothing was kept.")
            return 0


def _edited(source: str) -> str:
    from composer.exchange.editor import edit_file

    with tempfile.TemporaryDirectory(prefix="warmline-") as folder:
        path = Path(folder) / "example.md"
        write_text(path, source, 0o600)
        why = edit_file(path, dict(os.environ))
        if why:
            say(why)
            return source
        return clean(read_text(path))


def _list(desk: Desk, words: str, *, as_json: bool) -> int:
    found = find_exemplaries(desk, words)
    if as_json:
        print(json.dumps([vars(one) for one in found], ensure_ascii=False, indent=1))
        return 0
    for one in found:
        print(f"{EXEMPLARY}/{one.name}.md\n  {one.title}: {one.why}")
    say(f"{count_of(len(found), 'exemplary reply', 'exemplary replies')}.")
    return 0


def show_replaced(example: Example) -> None:
    """What was replaced by fields, and what may still be a name."""
    for words, name in example.replaced:
        say(f"{one_line(words)} → {name}")
    if example.doubtful:
        say(f"Could one of these be somebody's name? {', '.join(example.doubtful)}")


def ask(question: str) -> bool:
    """Whether somebody says yes."""
    return _ask_line(question) == "y"


def _ask_line(question: str) -> str:
    print(question, end="", file=sys.stderr, flush=True)
    return one_line(sys.stdin.readline())
