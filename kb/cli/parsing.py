"""A parser of the command line that names what was probably meant."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence

from kb.text import clean, close_to


class Parser(argparse.ArgumentParser):
    """As `argparse`, and a misspelt verb, option or choice is answered with the nearest one that there is."""

    def read(self, argv: Sequence[str]) -> argparse.Namespace:
        """The words of a command line; a word that nothing takes ends the program with exit code 2."""
        found, rest = self.parse_known_args(argv)
        if rest:
            meant = self.meant(found)
            wrong = next((word for word in rest if word.startswith("-") and word != "-"), rest[0])
            meant.error(meant.unknown(wrong))
        return found

    def unknown(self, word: str) -> str:
        """What is said of a word that nothing here takes."""
        if word.startswith("-"):
            name = word.partition("=")[0]
            known = [one for action in self._actions for one in action.option_strings if one.startswith("--")]
            return f"there is no option {clean(name)[:40]}.{did_you_mean(name, known)} See: {self.prog} --help"
        return f"{clean(word)[:40]!r} is one word too many. See: {self.prog} --help"

    def meant(self, found: argparse.Namespace) -> Parser:
        """The parser of the verb, and of what stands below it, that the words named."""
        for kept, (name, parser) in self.below():
            if name == getattr(found, kept, None):
                return parser.meant(found)
        return self

    def below(self) -> Iterator[tuple[str, tuple[str, Parser]]]:
        """Where the name of a verb is kept, the name, and its own parser; for every verb below this one."""
        for action in self._actions:
            if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001  argparse names it nowhere else
                for name, parser in action.choices.items():
                    yield action.dest, (name, parser)

    def _check_value(self, action: argparse.Action, value: object) -> None:
        known = [str(one) for one in action.choices or ()]
        if known and str(value) not in known:
            what = "verb" if isinstance(action, argparse._SubParsersAction) else "choice"  # noqa: SLF001  as above
            listed = f" See: {self.prog} --help" if len(known) > 12 else f" There are: {', '.join(known)}."
            said = f"there is no {what} {clean(str(value))[:40]!r}.{did_you_mean(str(value), known)}{listed}"
            raise argparse.ArgumentError(None if what == "verb" else action, said)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A question after the nearest known word; empty where none is near."""
    close = close_to(word, known, 1)
    return f" Did you mean {close[0]}?" if close else ""
