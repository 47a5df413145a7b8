"""Tables: one test for many rows, each of which is told by its name where it fails, and counted as a subtest."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pytest
from _pytest.mark.structures import ParameterSet

Test = Callable[..., None]


def each_row(names: str | Sequence[str], rows: Iterable[Any]) -> Callable[[Test], Test]:
    """Run a test for every row, as `pytest.mark.parametrize` does, but as one test.

    A test of its own takes a millisecond before it begins, which is more than most rows take. A row must leave nothing
    behind: fixtures are made once for all of them.
    """
    alone = isinstance(names, str)
    wanted: list[str] = [names] if isinstance(names, str) else [*names]
    table = [ParameterSet.extract_from(row, force_tuple=alone) for row in rows]

    def made(test: Test) -> Test:
        asked = inspect.signature(test)

        def all_rows(subtests: pytest.Subtests, **fixtures: Any) -> None:
            assert table
            for row in table:
                with subtests.test(str(row.id or " ".join(map(str, row.values)))):
                    test(**dict(zip(wanted, row.values, strict=True)), **fixtures)

        fixtures = [one for name, one in asked.parameters.items() if name not in wanted]
        subtests = inspect.Parameter("subtests", inspect.Parameter.POSITIONAL_OR_KEYWORD)
        all_rows.__signature__ = asked.replace(parameters=[subtests, *fixtures])  # type: ignore[attr-defined]
        all_rows.__name__, all_rows.__doc__, all_rows.__module__ = test.__name__, test.__doc__, test.__module__
        return all_rows

    return made
