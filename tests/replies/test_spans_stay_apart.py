from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from composer.reading.spans import apart, take

SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 9)).map(lambda pair: (pair[0], sum(pair))), max_size=20)


@given(SPANS)
def test_of_spans_that_meet_the_first_one_is_taken(spans: list[tuple[int, int]]) -> None:
    taken, kept = bytearray(60), list[tuple[int, int]]()
    for start, end in spans:
        free = all(end <= first or start >= last for first, last in kept)
        assert take(taken, start, end) == free
        kept += [(start, end)] if free else []


@given(SPANS, SPANS)
def test_spans_apart_from_others_share_nothing_with_them(
    spans: list[tuple[int, int]], others: list[tuple[int, int]]
) -> None:
    assert apart(spans, others) == [
        (start, end) for start, end in spans if all(end <= first or start >= last for first, last in others)
    ]
