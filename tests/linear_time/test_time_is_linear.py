"""Whatever a text from outside looks like, reading it takes time in proportion to its length."""

from __future__ import annotations

import os
import re
from collections import defaultdict

import pytest

if not os.environ.get("WARMLINE_LINEAR"):
    pytest.skip("measures for minutes; set WARMLINE_LINEAR=1 to run it", allow_module_level=True)

from tests.linear_time.inventory import CUT, MADE, Expression, expressions
from tests.linear_time.measuring import is_linear
from tests.linear_time.nasty import ATOMS, TOGETHER, Family, families_of
from tests.linear_time.places import PLACES

_OFTEN = ("\n", " ", "a", "1 ", "a. ", "{{", "[[", "<", "<div>", "2024-01-01 ", "- ")
_FEW = 8


def _by_module() -> dict[str, list[Expression]]:
    found: dict[str, list[Expression]] = defaultdict(list)
    for one in expressions():
        module = one.place if one.place in MADE else one.place.rpartition(".")[0]
        found[module].append(one)
    return found


_MODULES = _by_module()


def _families(one: Expression) -> list[Family]:
    """What an expression is measured with here; of those made of words of a language there are thousands alike."""
    found = families_of(one.pattern.pattern, one.pattern.flags)
    if one.place in MADE:
        return found[:: max(1, len(found) // _FEW)]
    return [*found[::7], *(Family("hello", atom, "world") for atom in _OFTEN)]


@pytest.mark.parametrize("module", sorted(_MODULES))
def test_a_search_takes_time_in_proportion_to_its_text(module: str) -> None:
    slow = [
        f"{one.place}: {one.pattern.pattern!r} on {family}"
        for one in _MODULES[module]
        for family in _families(one)
        if not is_linear(one.run, family, CUT.get(one.place, 4_096))
    ]
    assert slow == []


@pytest.mark.parametrize("name", PLACES)
def test_a_reader_takes_time_in_proportion_to_its_text(name: str) -> None:
    place, number = PLACES[name], list(PLACES).index(name)
    # All readers together are measured with everything; the table of all with all is `tests/benchmarks/linear_time.py`.
    families = [Family("hello", atom, "world") for atom in (*_OFTEN, *TOGETHER, *ATOMS[number % 20 :: 20])]
    size = min(4_096, place.most)
    assert [str(family) for family in families if not is_linear(place.run, family, size, quick=0.004)] == []


def test_a_quadratic_search_is_told_from_a_linear_one() -> None:
    quadratic = Expression("here", re.compile(r"\s+,"), "search")
    assert not is_linear(quadratic.run, Family("", " "), 2_048)
    assert is_linear(quadratic.run, Family("", "a ,"))
