"""Cards: numbers of payment cards, wherever they stand; they are never shown, never kept and never sent."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from composer.reading.bare import bare_of
from composer.reading.other_numbers import spans_of_other_numbers

_LAST = 4
"""Digits that stay readable, so that people still know which card is meant."""
_FEWEST_DIGITS, _MOST_DIGITS, _LONGEST_BEGINNING = 12, 19, 6
_USUAL = r"\s.,/_*\-\u2010-\u2015\u2212\u00b7>|"
"""What people put between two digits; `>` quotes a line."""
_BETWEEN = r"(?:[^\w•$€£¥₹%‰°]|[_\u30fc]){0,6}"
"""Any sign may stand there, but for those that make an amount or a degree of a number; `ー` is a dash as well."""
_BETWEEN_DIGITS = r"(?:[^\w$€£¥₹%‰°]|[_\u30fc]){0,6}"
_RARE = re.compile(rf"[^{_USUAL}]")
"""What hardly anybody puts between two digits but in a card; elsewhere such signs part times, sums and telephones."""
_RUN = re.compile(rf"\d(?:{_BETWEEN_DIGITS}\d){{11,}}+")
_DIGIT = re.compile(r"\d")
_GROUP = re.compile(r"\d+")
_EXPIRY = re.compile(r"(?<![/\d])(?:0[1-9]|1[0-2]) ?/ ?(?:20)?\d\d(?![/\d])")
_MASKED = re.compile(rf"•(?:{_BETWEEN}•){{7,}}+(?:{_BETWEEN}\d){{0,{_LAST}}}")
_GLUED_BEFORE = re.compile(r"\d[^\W\d_]*+\Z")
_GLUED_AFTER = re.compile(r"(?:[^\W\d_]{3,20}\d{0,4}|[^\W\d_]{0,2})(?![^\W_])")
"""A few letters, or a word with a short number such as `exp12`; more makes it a part of another number."""
_LONGEST_WORD = 24
_FOURS, _MANY_FOURS = 4, 13
"""The size and the number of groups in a card, and groups of that size in a row that are more than three cards."""
_SHAPES = frozenset({(4, 6, 5), (4, 6, 4), (6, 10), (6, 13), (8, 8)})
"""How networks part their numbers, besides fours."""

_16_TO_19, _12_TO_19 = frozenset(range(16, 20)), frozenset(range(12, 20))
_NETWORKS: tuple[tuple[frozenset[int], tuple[tuple[str, str], ...]], ...] = (
    (frozenset({13, 16, 19}), (("4", "4"),)),  # Visa
    (frozenset({16}), (("51", "55"), ("2221", "2720"))),  # Mastercard
    (frozenset({15}), (("34", "34"), ("37", "37"))),  # American Express
    (_16_TO_19, (("6011", "6011"), ("644", "649"), ("65", "65"), ("622126", "622925"))),  # Discover
    (_16_TO_19 | {14}, (("300", "305"), ("3095", "3095"), ("36", "36"), ("38", "39"))),  # Diners Club
    (_16_TO_19, (("3528", "3589"),)),  # JCB
    (frozenset({15}), (("1800", "1800"), ("2131", "2131"))),  # JCB, the old numbers
    (_12_TO_19, (("0604", "0604"), ("5018", "5018"), ("5020", "5020"), ("5038", "5038"), ("5893", "5893"))),  # Maestro
    (_12_TO_19, (("6304", "6304"), ("6390", "6390"), ("6759", "6759"), ("6761", "6763"))),  # Maestro
    (_16_TO_19, (("50", "50"), ("56", "58"), ("639", "639"), ("67", "67"))),  # Maestro
    (frozenset({16}), (("636", "638"), ("8600", "8600"), ("9792", "9792"), ("9860", "9860"))),  # Elo, Troy and others
    (_16_TO_19, (("62", "62"), ("81", "81"))),  # UnionPay
    (_16_TO_19, (("60", "60"), ("82", "82"), ("2200", "2204"))),  # RuPay, Mir
)
"""Lengths and first digits, from and to, as the networks publish them (issuer numbers of ISO/IEC 7812)."""

Span = tuple[int, int]


def find_cards(text: str) -> list[Span]:
    """Where numbers of payment cards stand, as spans of characters [start, end), in time linear in the text.

    A card number has the first digits and the length of a network and satisfies Luhn's check (ISO/IEC 7812-1, annex B).
    It stands in one piece, in the groups of its network, or evenly parted. A number that its label, its shape or its
    own check digits name as another one (IBAN, IMEI, tracking, day) is none.
    """
    return [(places[0], places[-1] + 1) for places in _cards_in(text)]


def find_masked_cards(text: str) -> list[Span]:
    """Where numbers stand that `mask_cards` masked."""
    if "•" not in text:
        return []
    bare = bare_of(text)
    return [(bare.places[match.start()], bare.places[match.end() - 1] + 1) for match in _MASKED.finditer(bare.text)]


def mask_cards(text: str) -> str:
    """The text with a dot for each digit of a card number but the last four; it is as long as before."""
    cards = list(_cards_in(text))
    if not cards:
        return text
    letters = list(text)
    for places in cards:
        for at in places[:-_LAST]:
            letters[at] = "•"
    return "".join(letters)


def _cards_in(text: str) -> Iterator[list[int]]:
    """The places of the digits of each card number."""
    if len(_DIGIT.findall(text)) < _FEWEST_DIGITS:
        return
    bare = bare_of(text)
    runs = list(_RUN.finditer(bare.text))
    taken = bytearray(len(bare.text) + 1)
    others = (*spans_of_other_numbers(bare.text), *(match.span() for match in _MASKED.finditer(bare.text)))
    for start, end in others if runs else ():
        taken[start:end] = b"\1" * (end - start)
    for run in runs:
        for groups in _rows_in(bare.text, run.span()):
            for start, end in _in_groups(bare.text, groups, taken):
                yield [bare.places[at] for at in range(start, end) if bare.text[at].isdecimal()]


def _rows_in(text: str, run: Span) -> Iterator[list[Span]]:
    """The groups of digits in a run, in several rows where a month of expiry stands between them."""
    groups: list[Span] = []
    ends = {match.start() for match in _EXPIRY.finditer(text, *run)}
    for match in _GROUP.finditer(text, *run):
        if match.start() in ends:
            yield groups
            groups = []
        groups.append(match.span())
    yield groups


def _in_groups(text: str, groups: list[Span], taken: bytearray) -> Iterator[Span]:
    """The card numbers in a row of groups; one begins and ends where a group does, and the longest counts."""
    free = 0
    for first, (start, _end) in enumerate(groups):
        if start < free or not _may_begin(text, groups, first):
            continue
        ends = [
            end
            for last, digits in _lasts(text, groups, first)
            if _is_card(digits)
            and 1 not in taken[start : (end := groups[last][1])]
            and _well_parted(text, groups, first, last)
            and _stands_alone(text, start, end)
        ]
        if ends:
            free = ends[-1]
            yield start, free


def _lasts(text: str, groups: Sequence[Span], first: int) -> Iterator[tuple[int, str]]:
    """The groups with which a number of the right length may end, each with all digits up to there."""
    digits = ""
    for last in range(first, min(first + _MOST_DIGITS, len(groups))):
        piece = text[slice(*groups[last])]
        digits += piece if piece.isascii() else "".join(str(int(digit)) for digit in piece)
        if len(digits) > _MOST_DIGITS or not _may_be_card(digits[:_LONGEST_BEGINNING]):
            return
        if len(digits) >= _FEWEST_DIGITS:
            yield last, digits


def _size(groups: Sequence[Span], number: int) -> int:
    """How many digits a group has; 0 where there is no such group."""
    return groups[number][1] - groups[number][0] if 0 <= number < len(groups) else 0


def _between(text: str, groups: Sequence[Span], number: int) -> str:
    """What stands between a group and the next one; nothing around the row."""
    return text[groups[number][1] : groups[number + 1][0]] if 0 <= number < len(groups) - 1 else ""


def _may_begin(text: str, groups: Sequence[Span], first: int) -> bool:
    """Whether a number may begin with a group: one of single digits or pairs begins where their row does."""
    size = _size(groups, first)
    same = size == _size(groups, first - 1) and _between(text, groups, first - 1) == _between(text, groups, first)
    return size > 2 or not same


def _well_parted(text: str, groups: Sequence[Span], first: int, last: int) -> bool:
    """Whether groups are parted as those of one number are, and not as several numbers."""
    sizes = tuple(end - start for start, end in groups[first : last + 1])
    equal = len({*sizes[:-1]}) <= 1 and sizes[-1] <= sizes[0]
    if equal and sizes[0] == _FOURS:
        return not _is_of_a_list(text, groups, first, last)
    if first == last or sizes in _SHAPES:
        return True
    inside = {_between(text, groups, number) for number in range(first, last)}
    if any(map(_RARE.search, inside)):
        return False
    if max(sizes) <= 3 and any("," in between and len(between) > 1 for between in inside):
        return False  # a list of small numbers
    # A row of equal groups ends where their size changes or what parts them, other groups only where the latter does.
    outside = [
        _between(text, groups, at)
        for at, neighbour in ((first - 1, first - 1), (last, last + 1))
        if not equal or _size(groups, neighbour) == sizes[0]
    ]
    return not any(outside) or (len(inside) == 1 and inside.isdisjoint(outside))


def _is_of_a_list(text: str, groups: Sequence[Span], first: int, last: int) -> bool:
    """Whether more groups of four stand beside a number, parted as inside it by more than blanks: orders in a list.

    Several cards written so are no list, and behind one may stand a year.
    """
    inside = {_between(text, groups, number) for number in range(first, last)}
    parted = inside.pop() if len(inside) == 1 else ""
    if not parted.strip(" \t\xa0"):
        return False
    before, after = _alike(text, groups, first, -1, parted), _alike(text, groups, last, 1, parted)
    year = after == 1 and text[slice(*groups[last + 1])].startswith("20")
    return not year and bool(before % _FOURS or after % _FOURS)


def _alike(text: str, groups: Sequence[Span], place: int, step: int, parted: str) -> int:
    """How many groups of four stand beside one in a direction, parted so; no more than tell a list from some cards."""
    count = 0
    while count < _MANY_FOURS and _size(groups, place + step) == _FOURS:
        if _between(text, groups, min(place, place + step)) != parted:
            break
        place, count = place + step, count + 1
    return count


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether the digits are no part of a longer number with letters; a word may be glued to them, a plus may not."""
    before = text[max(start - _LONGEST_WORD, 0) : start]
    return before[-1:] != "+" and not _GLUED_BEFORE.search(before) and _GLUED_AFTER.match(text, end) is not None


@lru_cache(maxsize=4_096)
def _may_be_card(beginning: str) -> bool:
    """Whether the number of any network begins with these digits, or may go on so."""
    return any(
        low[: len(beginning)] <= beginning[: len(low)] <= high[: len(beginning)]
        for _lengths, prefixes in _NETWORKS
        for low, high in prefixes
    )


@lru_cache(maxsize=4_096)
def _is_of_a_network(beginning: str, length: int) -> bool:
    """Whether any network has numbers of this length that begin with these six digits."""
    return any(
        length in lengths and any(low <= beginning[: len(low)] <= high for low, high in prefixes)
        for lengths, prefixes in _NETWORKS
    )


def _is_card(digits: str) -> bool:
    if not _is_of_a_network(digits[:_LONGEST_BEGINNING], len(digits)):
        return False
    values = [int(digit) for digit in reversed(digits)]
    return sum(value if at % 2 == 0 else value * 2 - 9 * (value > 4) for at, value in enumerate(values)) % 10 == 0
