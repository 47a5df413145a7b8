"""How time grows with the length of a text, for every regular expression and every reader of text from outside.

    python tests/benchmarks/linear_time.py [--most 1000000] [--budget 1.0] [--only kb.] [--quick]

Each is given families of nasty texts (see `tests/linear_time/nasty.py`) that double in size up to a size, or to the one
from which on the product cuts or refuses a text before it, or until one takes longer than the budget in CPU seconds.
Printed is the worst family of each place: its largest factor per doubling, over three of them, which size was reached,
and how long it took there; 0 where nothing took long enough to tell. 2.6 is the most that is allowed. With `--quick`
every tenth family is tried.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[2]))

from composer.reading.message import MOST_CHARACTERS
from tests.linear_time.inventory import expressions
from tests.linear_time.measuring import MOST, Run, Step, doubled, worst
from tests.linear_time.nasty import Family, families_of, generic
from tests.linear_time.places import PLACES


class Subject(NamedTuple):
    """What is measured, with what, and up to which size."""

    name: str
    run: Run
    families: list[Family]
    most: int


def subjects(most: int, *, quick: bool) -> Iterator[Subject]:
    """Every reader and every expression, those of one place together."""
    every = list(dict.fromkeys(generic()))
    step = 10 if quick else 1
    for name, place in PLACES.items():
        yield Subject(name, place.run, every[::step], min(most, place.most))
    for one in expressions():
        own = list(dict.fromkeys([*families_of(one.pattern.pattern, one.pattern.flags), *every]))
        # Replies and messages are cut; mail is not yet a message, and articles are files.
        cut = one.place.startswith("composer.") and ".mail." not in one.place
        yield Subject(f"{one.place} ({one.method})", one.run, own[::step], min(most, MOST_CHARACTERS) if cut else most)


def measured(subject: Subject, budget: float) -> tuple[float, Family, list[Step]]:
    """The worst family of a subject with its factor and its times."""
    found: list[tuple[float, Family, list[Step]]] = []
    for family in subject.families:
        steps = doubled(subject.run, family, subject.most, budget)
        found.append((worst(steps), family, steps))
    # Of several the one that is slowest where it ends.
    return max(found, key=lambda one: (one[0] > MOST, one[2][-1].seconds / one[2][-1].size))


def main() -> int:
    """Print the table; 1 where a factor is too large."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--most", type=int, default=1_000_000, help="characters of the largest text")
    parser.add_argument("--budget", type=float, default=1.0, help="CPU seconds from which on no larger text is tried")
    parser.add_argument("--only", default="", help="only places whose names begin so")
    parser.add_argument("--quick", action="store_true", help="every tenth family")
    arguments = parser.parse_args()
    over = 0
    print(f"{'place':64} {'worst':>6} {'size':>9} {'seconds':>8}  family")
    for subject in subjects(arguments.most, quick=arguments.quick):
        if subject.name.startswith(arguments.only):
            ratio, family, steps = measured(subject, arguments.budget)
            over += ratio > MOST
            last = steps[-1]
            print(f"{subject.name[:64]:64} {ratio:6.2f} {last.size:9,} {last.seconds:8.3f}  {family}"[:200], flush=True)
    print(f"{over} of them grow faster than {MOST} times per doubling.")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
