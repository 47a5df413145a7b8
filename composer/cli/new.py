"""`warmline new` where there are phrases: a phrase belongs to one of their steps."""

from __future__ import annotations

import argparse

from composer.cases.step import Step
from kb.cli import new
from kb.errors import KBError
from kb.text import close_to, slugify


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's words."""
    new.add(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the stub of an article, or of a phrase of a step that there is."""
    step = slugify(arguments.step).replace("-", "_")
    if arguments.kind == "phrase" and step not in [*Step]:
        close = close_to(step, [*Step], 1)
        hint = f"did you mean {str(close[0])!r}?" if close else f"The steps are {', '.join(Step)}."
        raise KBError(f"There is no step {arguments.step!r}; {hint[0].lower()}{hint[1:]} Nothing was written.")
    return new.run(arguments)
