"""No regular expression that is put together while the product runs is left out when times are measured."""

from __future__ import annotations

from tests.linear_time.inventory import MADE, makers


def test_every_place_that_makes_an_expression_is_measured() -> None:
    assert makers() == set(MADE), "write new places into MADE of tests/linear_time/inventory.py, with an example"
