"""The table of verbs: what the parser takes, as values; completion, man page and manual are made from it."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kb.cli.parsing import Parser

KINDS = {
    "SLUG": "slugs",
    "OLD": "slugs",
    "CASE": "cases",
    "ID": "customers",
    "due ID": "promises",
    "DRILL": "drills",
    "RULE=REASON": "checks",
    "TAG": "tags",
    "CATEGORY": "categories",
    "MAIL": "mails",
    "manual TOPIC": "topics",
    "metrics TOPIC": "tags",
    "MEASURE": "measures",
    "STEP": "steps",
    "CHANNEL": "channels",
    "TONE": "tones",
    "COURSE": "courses",
    "CODE": "languages",
    "LANGUAGE": "languages",
    "PLACE": "folder",
    "FILE": "file",
    "FILE.csv": "file",
    "PATH": "file",
    "FOLDER|EXPORT": "file",
    "FILE|FOLDER": "file",
    "DIR": "folder",
}
"""What a shell offers for a value, by its name in the help, with the verb before it where that tells them apart; other
values are the person's own words."""


@dataclass(frozen=True)
class Option:
    """An option of a verb."""

    names: tuple[str, ...]
    values: tuple[str, ...]
    """The names of the values that it takes, in their order; empty for a switch."""
    choices: tuple[str, ...]
    kind: str
    """What its first value is, of `KINDS`; empty for the person's own words."""
    help: str
    many: bool
    """Whether it may be given several times."""


@dataclass(frozen=True)
class Positional:
    """A word that stands without an option."""

    name: str
    choices: tuple[str, ...]
    kind: str
    help: str
    needed: bool
    many: bool


@dataclass(frozen=True)
class Verb:
    """A verb with everything that may follow it."""

    words: tuple[str, ...]
    """`("customers", "import")` for `warmline customers import`; empty for the command itself."""
    purpose: str
    usage: str
    options: tuple[Option, ...]
    places: tuple[Positional, ...]
    below: tuple[Verb, ...]

    @property
    def name(self) -> str:
        """As it is written after `warmline`."""
        return " ".join(self.words)

    def walk(self) -> Iterator[Verb]:
        """The verb itself and those below it."""
        yield self
        for verb in self.below:
            yield from verb.walk()


@cache
def table() -> Verb:
    """The whole command; made of the parser that reads command lines, which imports every verb once."""
    from composer.cli.main import parser

    made = parser()
    return _verb((), made.description or "", made)


def _verb(words: tuple[str, ...], purpose: str, parser: Parser) -> Verb:
    helps = {}
    options, places = [], []
    for action in parser._actions:  # noqa: SLF001  argparse lists them nowhere else
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001  as above
            helps = {one.dest: one.help or "" for one in action._choices_actions}  # noqa: SLF001  as above
        elif action.option_strings:
            options.append(_option(action, words))
        else:
            places.append(_place(action, words))
    below = tuple(_verb((*words, name), helps.get(name, ""), one) for _dest, (name, one) in parser.below())
    usage = " ".join(parser.format_usage().removeprefix("usage: ").split())
    return Verb(words, purpose, usage, tuple(options), tuple(places), below)


def _names_of(action: argparse.Action) -> tuple[str, ...]:
    if action.nargs == 0:
        return ()
    if isinstance(action.metavar, tuple):
        return action.metavar
    return (action.metavar or ("|".join(map(str, action.choices)) if action.choices else action.dest.upper()),)


def _kind(name: str, words: tuple[str, ...]) -> str:
    return KINDS.get(" ".join((*words[:1], name)), KINDS.get(name, ""))


def _option(action: argparse.Action, words: tuple[str, ...]) -> Option:
    values = _names_of(action)
    return Option(
        names=tuple(action.option_strings),
        values=values,
        choices=tuple(map(str, action.choices or ())),
        kind=_kind(values[0], words) if values else "",
        help=_help(action),
        many=isinstance(action, argparse._AppendAction),  # noqa: SLF001  as above
    )


def _place(action: argparse.Action, words: tuple[str, ...]) -> Positional:
    name = _names_of(action)[0]
    return Positional(
        name=name,
        choices=tuple(map(str, action.choices or ())),
        kind=_kind(name, words),
        help=_help(action),
        needed=action.nargs not in ("?", "*"),
        many=action.nargs in ("*", "+"),
    )


def _help(action: argparse.Action) -> str:
    return "show the help and leave" if action.dest == "help" else (action.help or "").replace("%%", "%")
