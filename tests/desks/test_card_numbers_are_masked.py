"""Numbers of payment cards are masked; order numbers, tracking numbers, telephone numbers and days are left alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from composer.reading.cards import mask_cards


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("4111111111111111", "••••••••••••1111"),
        ("4111 1111 1111 1111", "•••• •••• •••• 1111"),
        ("5500-0000-0000-0004,", "••••-••••-••••-0004,"),
        ("3782 822463 10005 (Amex)", "•••• •••••• •0005 (Amex)"),
        ("6011.1111.1111.1117", "••••.••••.••••.1117"),
        ("4222222222222", "•••••••••2222"),
        ("6304000000000000000", "•••••••••••••••0000"),
        ("card:4111\u00a01111\u20111111\u00a01111.", "card:••••\u00a0••••\u2011••••\u00a01111."),
        ("order 4411 4111 1111 1111 1111 sent", "order 4411 •••• •••• •••• 1111 sent"),
        ("4111 1111 1111 1111 12/27 123", "•••• •••• •••• 1111 12/27 123"),
        ("two: 4111111111111111 5500000000000004", "two: ••••••••••••1111 ••••••••••••0004"),
    ],
)
def test_a_card_number_keeps_its_last_four_digits(text: str, masked: str) -> None:
    assert mask_cards(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "order 4411",
        "order 4111111111111112",
        "order 1000000000000008",
        "AG4111111111111111",
        "4111111111111111AG",
        "JD 0146 0000 3828 3928 37",
        "between 2026-11-21 2026-11-22",
        "+49 30 901820 or 0049 30 901820",
        "00340434161094042557",
        "41111111111111114111",
        "rows of 20 20 20 20 20 20 20 20 plants",
        "",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert mask_cards(text) == text


def test_a_long_row_of_digits_takes_no_long_time() -> None:
    text = "4 " * 20_000 + "21 " * 5_000
    assert mask_cards(text) == text


@settings(deadline=None)
@given(st.text(alphabet="0123456789 -.ab•", max_size=60))
def test_masking_keeps_the_length_and_is_done_after_once(text: str) -> None:
    masked = mask_cards(text)
    assert len(masked) == len(text)
    assert mask_cards(masked) == masked
