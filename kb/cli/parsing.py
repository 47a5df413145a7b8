"""A parser of the command line that names what was probably meant."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from typing import Any

from kb.text import clean, close_to

_PLACES = ("FILE", "FOLDER", "DIR", "PATH")
"""What the names of values in the help say where a value is the name of a file, which may be of any bytes."""


class Help(argparse.HelpFormatter):
    """As `argparse`'s, which would load what packs archives to learn how wide the terminal is."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=_width() - 2)


class HelpAsWritten(Help, argparse.RawDescriptionHelpFormatter):
    """The same, with the lines of description and epilog as they stand."""


def _width() -> int:
    """Columns of the terminal, as `shutil` reckons them."""
    named = os.environ.get("COLUMNS", "")
    if named.isdecimal() and int(named):
        return int(named)
    try:
        return os.get_terminal_size(sys.__stdout__.fileno()).columns or 80 if sys.__stdout__ else 80
    except (OSError, ValueError):
        return 80


class Parser(argparse.ArgumentParser):
    """As `argparse`, and a misspelt verb, option or choice is answered with the nearest one that there is."""

    def __init__(self, *, formatter_class: type[Help] = Help, **named: Any) -> None:
        super().__init__(formatter_class=formatter_class, **named)

    def read(self, argv: Sequence[str]) -> argparse.Namespace:
        """The words of a command line; a word that nothing takes ends the program with exit code 2."""
        found, rest = self.parse_known_args(argv)
        if rest:
            named = self.named(found)
            wrong = next((word for word in rest if word.startswith("-") and word != "-"), rest[0])
            named.error(named.unknown(wrong))
        return found

    def unknown(self, word: str) -> str:
        """What is said of a word that nothing here takes."""
        if word.startswith("-"):
            name = word.partition("=")[0]
            known = [one for action in self._actions for one in action.option_strings if one.startswith("--")]
            return f"there is no option {clean(name)[:40]!r}{meant(name, known, 'options')}"
        return f"{clean(word)[:40]!r} is one word too many; see {self.prog} --help"

    def named(self, found: argparse.Namespace) -> Parser:
        """The parser of the verb, and of what stands below it, that the words named."""
        for kept, (name, parser) in self.below():
            if name == getattr(found, kept, None):
                return parser.named(found)
        return self

    def below(self) -> Iterator[tuple[str, tuple[str, Parser]]]:
        """Where the name of a verb is kept, the name, and its own parser; for every verb below this one."""
        for action in self._actions:
            if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001  argparse names it nowhere else
                for name, parser in action.choices.items():
                    yield action.dest, (name, parser)

    def _get_values(self, action: argparse.Action, arg_strings: list[str]) -> Any:
        # Of `--name=--`, argparse would take the value away, and give an empty list.
        if action.option_strings and arg_strings == ["--"] and action.nargs is None:
            value = self._get_value(action, "--")
            self._check_value(action, value)
            return value
        return super()._get_values(action, arg_strings)

    def _get_value(self, action: argparse.Action, arg_string: str) -> Any:
        below = isinstance(action, argparse._SubParsersAction)  # noqa: SLF001  its values are all the other words
        if not below and not any(place in str(action.metavar) for place in _PLACES):
            arg_string = clean(arg_string)
        return super()._get_value(action, arg_string)

    def _check_value(self, action: argparse.Action, value: object) -> None:
        known = [str(one) for one in action.choices or ()]
        if known and str(value) not in known:
            below = isinstance(action, argparse._SubParsersAction)  # noqa: SLF001  as above
            what = "verb" if below else "choice"
            said = f"there is no {what} {clean(str(value))[:40]!r}{meant(str(value), known, f'{what}s')}"
            raise argparse.ArgumentError(None if below else action, said)


def meant(word: str, known: Sequence[str], what: str) -> str:
    """A question after the nearest known word, or all of them where none is near."""
    close = close_to(word, known, 1)
    return f"; did you mean {close[0]!r}?" if close else f"; the {what} are {', '.join(known)}"
