"""`warmline completion`: scripts for shells, and the values that they ask for while somebody types."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from kb.cli.main import add_common, desk_of
from kb.errors import KBError
from kb.files import read_text
from kb.text import one_line

Values = Iterable[tuple[str, str]]
"""Each value with a few words on it."""
SCRIPTS = Path(__file__).with_name("completion_scripts")
"""The scripts, as `composer.cli.shells` makes them of the table of verbs, which would load the code of every verb."""
SHELLS = ("bash", "zsh", "fish")
_MOST = 500
"""More values than that help nobody who looks for one."""


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's words."""
    meant = parser.add_mutually_exclusive_group(required=True)
    meant.add_argument("shell", nargs="?", choices=SHELLS, help="the shell that the script is for")
    meant.add_argument("--values", choices=[*_VALUES], help="list values of the desk: one a line, a tab, what it is")
    add_common(parser, data=False)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the script, or values; without a desk there are none, and nobody is told while they type."""
    if arguments.shell:
        print(read_text(SCRIPTS / f"warmline.{arguments.shell}"), end="")
        return 0
    try:
        for value, words in sorted(set(_VALUES[arguments.values](arguments)))[:_MOST]:
            print(f"{one_line(value)}\t{one_line(words)}")
    except KBError:
        return 0
    return 0


def _slugs(arguments: argparse.Namespace) -> Values:
    from contextlib import closing

    from kb.cli.main import library_of
    from kb.settings import load_library_settings

    desk = desk_of(arguments)
    with closing(library_of(desk, load_library_settings(desk))) as library:
        return [(article.slug, article.title) for article in library.articles]


def _tags(arguments: argparse.Namespace) -> Values:
    from contextlib import closing

    from kb.cli.main import library_of
    from kb.settings import load_library_settings

    desk = desk_of(arguments)
    with closing(library_of(desk, load_library_settings(desk))) as library:
        return [(tag, "") for article in library.articles for tag in article.tags]


def _categories(arguments: argparse.Namespace) -> Values:
    from kb.articles import ARTICLES
    from kb.articles.article_files import find_files

    return [(folder, "") for folder in find_files(desk_of(arguments) / ARTICLES, []) if folder]


def _customers(arguments: argparse.Namespace) -> Values:
    from composer.cli.open_desk import opened_desk

    with opened_desk(arguments, words=False) as desk:
        return [(one.id, one.name or one.email) for one in desk.records.list_customers("", _MOST)]


def _cases(arguments: argparse.Namespace) -> Values:
    from composer.cli.open_desk import opened_desk
    from composer.desk.inbox import waiting_in
    from composer.desk.inbox_memory import Memory, read_inbox
    from kb.clock import now_here

    with opened_desk(arguments) as desk:
        memory = Memory()
        for _read in read_inbox(desk, memory):
            pass
        return [(one.case_id, f"{one.who or 'somebody'}: {one.title}") for one in waiting_in(desk, memory, now_here())]


def _promises(arguments: argparse.Namespace) -> Values:
    from composer.cli.open_desk import opened_desk

    with opened_desk(arguments, words=False) as desk:
        return [(str(one.id), one.text) for one in desk.records.follow_ups.open()]


def _mails(arguments: argparse.Namespace) -> Values:
    from composer.cli.open_desk import opened_desk

    with opened_desk(arguments, words=False) as desk:
        return [(one.sending, f"{one.recipient}: {one.subject}") for one in desk.records.outbox.left()]


def _drills(arguments: argparse.Namespace) -> Values:
    from composer.cli.open_desk import opened_desk
    from composer.desk.practising import courses_of

    with opened_desk(arguments) as desk:
        return [(drill.id, drill.title) for course in courses_of(desk) for drill in course.drills]


def _checks(arguments: argparse.Namespace) -> Values:
    from composer.cli.open_desk import opened_desk
    from composer.writing.checks.rule_table import RULES

    with opened_desk(arguments) as desk:
        own = [(f"{rule.id}=", rule.group) for rule in desk.language.wording.rules]
    return [*own, *((f"{name}=", rule.group) for name, rule in RULES.items())]


def _courses(arguments: argparse.Namespace) -> Values:
    from composer.cli.open_desk import opened_desk
    from composer.desk.practising import courses_of

    with opened_desk(arguments) as desk:
        return [(course.id, course.title) for course in courses_of(desk)]


def _languages(arguments: argparse.Namespace) -> Values:
    from composer.cli.open_desk import opened_desk

    with opened_desk(arguments, words=False) as desk:
        return [(code, "") for code in desk.settings.all_languages]


def _topics(_arguments: argparse.Namespace) -> Values:
    """Pages of the manual, and the rules, settings and verbs that have a section."""
    from composer.cli.manual import manual_pages

    pages = manual_pages()
    names = [(heading.replace("`", ""), page.title) for page in pages for heading, _text in page.parts]
    return [*((page.slug, page.title) for page in pages), *(one for one in names if " " not in one[0])]


def _measures(_arguments: argparse.Namespace) -> Values:
    from composer.metrics.measures import MEASURES

    return [(one.id, one.title) for one in MEASURES]


def _steps(_arguments: argparse.Namespace) -> Values:
    from composer.cases.step import Step

    return [(step, "") for step in Step]


def _channels(_arguments: argparse.Namespace) -> Values:
    from composer.cases.step import Channel

    return [(channel, "") for channel in Channel]


def _tones(_arguments: argparse.Namespace) -> Values:
    from composer.cases.step import Tone

    return [(tone, "") for tone in Tone]


_VALUES: Mapping[str, Callable[[argparse.Namespace], Values]] = {
    "slugs": _slugs,
    "tags": _tags,
    "categories": _categories,
    "customers": _customers,
    "cases": _cases,
    "promises": _promises,
    "mails": _mails,
    "drills": _drills,
    "checks": _checks,
    "courses": _courses,
    "languages": _languages,
    "topics": _topics,
    "measures": _measures,
    "steps": _steps,
    "channels": _channels,
    "tones": _tones,
}
"""What lists the values of each kind."""
