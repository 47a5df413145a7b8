"""Numbers of payment cards are masked; order numbers, tracking numbers, telephone numbers and days are left alone."""

from __future__ import annotations

import sys
from collections.abc import Callable
from itertools import product
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from composer.reading.cards import mask_cards
from tests.rows import each_row


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
        ("Visa4111111111111111, 4111111111111111exp12/28", "Visa••••••••••••1111, ••••••••••••1111exp12/28"),
        ("4111 1111 1111\n> 1111x", "•••• •••• ••••\n> 1111x"),
        ("4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 12/27 123", "• • • • • • • • • • • • 1 1 1 1 12/27 123"),
        ("41/11/11/11/11/11/11/11.", "••/••/••/••/••/••/11/11."),
        ("41111111-11111111", "••••••••-••••1111"),
        ("order 4411 4111\u200b1111\u200b1111\u200b1111", "order 4411 ••••\u200b••••\u200b••••\u200b1111"),
        ("41<b>11</b> 1111&nbsp;1111<br>\n1111", "••<b>••</b> ••••&nbsp;••••<br>\n1111"),
        ("?card=4111%201111%201111%201111&order=4411", "?card=••••%20••••%20••••%201111&order=4411"),
        (
            "<td>4111</td>\n<td>1111</td>\n<td>1111</td>\n<td>1111</td>",
            "<td>••••</td>\n<td>••••</td>\n<td>••••</td>\n<td>1111</td>",
        ),
        ('<a href="pay/4111111111111111">pay</a>', '<a href="pay/••••••••••••1111">pay</a>'),
        (">> > 4111 1111\n>> > 1111 1111", ">> > •••• ••••\n>> > •••• 1111"),
        ("4111=20=\r\n1111=C2=A01111=201111", "••••=20=\r\n••••=C2=A0••••=201111"),
        ("41\u00ad11\u034f 11\u200b11 1111 1111", "••\u00ad••\u034f ••\u200b•• •••• 1111"),
        ("4111 dash 1111 dash 1111 dash 1111", "•••• dash •••• dash •••• dash 1111"),
        ("4111-1111-1111-1111-5500-0000-0000-0004", "••••-••••-••••-1111-••••-••••-••••-0004"),
        ("4111/1111/1111/1111/2027", "••••/••••/••••/1111/2027"),
    ],
)
def test_a_card_number_keeps_its_last_four_digits(text: str, masked: str) -> None:
    assert mask_cards(text) == masked


@each_row(
    "text",
    [
        "order 4411",
        "order 4111111111111112",
        "order 1000000000000008",
        "JD 0146 0000 3828 3928 37",
        "IMEI 356938035643809, 35 693803 564380 9, 35-693803-564380-9",
        "IMEISV: 3569380356438035",
        "DE89 3704 0044 0532 0130 00 and DE89370400440532013000",
        "1Z999AA10123456784",
        "9400 1111 1111 1111 1111 11",
        "Order number 4111111111111111, Sendungsnummer: 5500000000000004",
        "302-1234567-1234567",
        "4006381333931",
        "24.12.2026 25.12.2026",
        "+63 917 555 1234",
        "9f4111111111111111ab",
        "52, 17, 43, 88, 91, 20, 15, 30",
        "between 2026-11-21 2026-11-22",
        "+49 30 901820 or 0049 30 901820",
        "00340434161094042557",
        "41111111111111114111",
        "2026-11-20 09:00:00 to 2026-11-20 12:30:00; 10:11:12:13:14:15:16:17",
        "+49 30 901820 +49 30 901821 (030) 4111 1111",
        "36=12; 38=17; 30=15; 41=11; 11=11; 11=11",
        "rows of 20 20 20 20 20 20 20 20 plants",
        "orders 4005, 4012, 4018, 4023, 4031, 4044, 4059 and 4411\n4111\n1111\n1111\n1111\n4412\n4413",
        "4111-1111-1111-1111-4411-4412; 4411+4111+1111+1111+1111; #4111 #1111 #1111 #1111 #4411",
        "<td>4411</td><td>4111</td><td>1111</td><td>1111</td><td>1111</td>",
        "4111 € 1111 € 1111 € 1111 €, 4111 $, 1111 $, 1111 $, 1111 $",
        "IMEI&nbsp;35&nbsp;693803&nbsp;564380&nbsp;9, Order&nbsp;number <b>4111111111111111</b>",
        "DE89&nbsp;3704&nbsp;0044&nbsp;0532&nbsp;0130&nbsp;00 and DE89<wbr>37040044<wbr>0532013000",
        "Tracking number:</b> <a href='x'>4111 1111 1111 1111</a>",
        "",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert mask_cards(text) == text


NETWORKS = {
    "Visa": ("4", 16),
    "Mastercard": ("2221", 16),
    "American Express": ("37", 15),
    "Discover": ("6011", 16),
    "Diners Club": ("36", 14),
    "JCB": ("3528", 16),
    "Maestro": ("6759", 18),
    "UnionPay": ("62", 19),
    "Elo": ("636", 16),
    "Troy": ("9792", 16),
}
PARTED: dict[str, Callable[[str], str]] = {
    "not at all": lambda digits: digits,
    "blanks": lambda digits: in_groups(digits, 4, " "),
    "stars": lambda digits: in_groups(digits, 4, "**"),
    "underscores": lambda digits: in_groups(digits, 4, "_"),
    "commas": lambda digits: in_groups(digits, 4, ","),
    "tabs": lambda digits: in_groups(digits, 4, "\t"),
    "lines": lambda digits: in_groups(digits, 4, "\r\n"),
    "pairs": lambda digits: in_groups(digits, 2, " "),
    "single digits": lambda digits: in_groups(digits, 1, "-"),
    "zero width": lambda digits: in_groups(digits, 4, "\u2060"),
    "other digits": lambda digits: "".join(chr(0xFF10 + int(digit)) for digit in digits),
    "a word": lambda digits: f"card{digits}cvv123",
    "colons": lambda digits: in_groups(digits, 4, " : "),
    "plus signs": lambda digits: in_groups(digits, 4, "+"),
    "brackets": lambda digits: f"({in_groups(digits, 4, ')(')})",
    "wide dashes": lambda digits: in_groups(digits, 4, "\uff0d"),
    "wide commas": lambda digits: in_groups(digits, 4, "\u3001"),
    "bullets": lambda digits: in_groups(digits, 4, " \u2022 "),
    "ellipses": lambda digits: in_groups(digits, 4, "\u2026"),
    "keys": lambda digits: in_groups(digits, 1, "\ufe0f\u20e3"),
    "soft hyphens": lambda digits: in_groups(digits, 1, "\u00ad"),
    "letters of no width": lambda digits: in_groups(digits, 3, "\u200c\u180e\u3164"),
    "entities": lambda digits: in_groups(digits, 4, "&nbsp;&#160;"),
    "tags": lambda digits: in_groups(digits, 4, "</b></span> <span class='a'><b>"),
    "tags and lines": lambda digits: in_groups(digits, 2, "<br />"),
    "escapes of addresses": lambda digits: in_groups(digits, 4, "%C2%A0"),
    "escapes of mail": lambda digits: in_groups(digits, 4, "=C2=A0"),
    "escapes of programs": lambda digits: in_groups(digits, 4, "\\u00a0\\n"),
    "quoted lines": lambda digits: in_groups(digits, 4, "\n> > > > > "),
    "other quoted lines": lambda digits: in_groups(digits, 4, "\r\n>>>>| "),
    "words": lambda digits: in_groups(digits, 4, " hyphen "),
    "pictures": lambda digits: in_groups(digits, 4, "💳"),
    "braces": lambda digits: in_groups(digits, 4, "}{"),
    "long dashes of Japanese": lambda digits: in_groups(digits, 4, "ー"),
}


def in_groups(digits: str, size: int, between: str) -> str:
    return between.join(digits[at : at + size] for at in range(0, len(digits), size))


def with_check_digit(digits: str) -> str:
    doubled = [int(digit) * (2, 1)[at % 2] for at, digit in enumerate(reversed(digits))]
    return digits + str(-sum(value - 9 * (value > 9) for value in doubled) % 10)


@each_row(("network", "parted"), product(NETWORKS, PARTED))
def test_cards_of_every_network_are_masked_however_they_are_parted(network: str, parted: str) -> None:
    begin, length = NETWORKS[network]
    for seed in range(20):
        digits = with_check_digit((begin + str(10**20 + 7_919_317 * seed**5)[3:])[: length - 1].ljust(length - 1, "7"))
        text = f"My card: {PARTED[parted](digits)} is it."
        masked = mask_cards(text)
        assert sum(one != other for one, other in zip(text, masked, strict=True)) == length - 4, text


@pytest.mark.parametrize(
    "piece",
    [
        "4 ",
        "41 ",
        "4111 ",
        "4",
        "•",
        "DE89 ",
        "5018 00000009 ",
        "01/02/2026 ",
        "4111\n",
        "4111-",
        "4111&nbsp;",
        "<b>4111",
    ],
)
def test_twice_as_long_a_text_takes_twice_as_many_steps(piece: str) -> None:
    mask_cards(piece * 250)  # what is remembered of beginnings is known
    counts = [lines_run(lambda size=size: mask_cards(piece * size)) for size in (250, 500, 1_000)]  # type: ignore[misc]
    assert counts[2] - counts[1] <= 2.2 * max(counts[1] - counts[0], 100)


def lines_run(work: Callable[[], object]) -> int:
    """How many lines of Python a piece of work runs."""
    count = 0

    def trace(_frame: FrameType, event: str, _value: object) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(None)
    return count


def test_what_a_message_shows_has_no_card_number_in_any_part_of_it(tmp_path: Path, acme: Path, warmline: Any) -> None:
    card = "4111/1111/1111/1111"
    mail = (
        f'From: "Ana {card}" <ana@mail.example>\nSubject: Refund {card}\n\nMy card is {card}, order 4411.\n'
        f"Where is it? I cannot find it.\n\n-- \nAna {card}\n\n"
        f"On Mon, 20 Nov 2026 at 09:00, Help <help@acme.example> wrote:\n> {card}\n"
    )
    (acme / "inbox" / "0.eml").write_text(mail)
    said = [
        warmline("read", "inbox/0.eml", folder=acme),
        warmline("read", "--json", "inbox/0.eml", folder=acme),
        warmline("reply", "inbox/0.eml", folder=acme),
        warmline("inbox", folder=acme),
    ]
    for ran in said:
        assert "1111/1111/" not in ran.stdout + ran.stderr
    assert "Fact      card number ••••/••••/••••/1111" in said[0].stdout
    (tmp_path / "reply.txt").write_text(f"Hello Ana,\n\nI will pay {card} back by Friday.\n")
    for more in ((), ("--json",), ("--format", "github")):
        ran = warmline("check", str(tmp_path / "reply.txt"), "--message", "inbox/0.eml", *more, folder=acme)
        assert ran.returncode == 1
        assert "1111/1111/" not in ran.stdout + ran.stderr
    table = f"email,name,note\nana@mail.example,Ana {card},{card}\n"
    (tmp_path / "customers.csv").write_text(table)
    assert warmline("customers", "import", str(tmp_path / "customers.csv"), folder=acme).returncode == 0
    assert warmline("customers", "export", str(tmp_path / "out.csv"), folder=acme).returncode == 0
    for path in (tmp_path / "out.csv", *(path for path in (acme / ".warmline").rglob("*") if path.is_file())):
        assert b"1111/1111/" not in path.read_bytes(), path


@settings(deadline=None)
@given(
    st.lists(st.sampled_from([*"0123456789 -.ab•<>&;%=", "4111", "1111", "%20", "&nbsp;", "<b>", "\n> "])).map("".join)
)
def test_masking_keeps_the_length_and_is_done_after_once(text: str) -> None:
    masked = mask_cards(text)
    assert len(masked) == len(text)
    assert mask_cards(masked) == masked
