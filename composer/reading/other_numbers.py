"""Other numbers: as long as card numbers and none, known by their label, their shape or their own check digits."""

from __future__ import annotations

import re
from collections.abc import Iterator

_IBAN = re.compile(r"(?<![^\W_])[A-Za-z]{2}\d{2}(?:[ -]?[A-Za-z0-9]){11,30}")
_SHORTEST_IBAN, _LONGEST_IBAN = 15, 34
"""Letters and digits, ISO 13616."""
_EAN = re.compile(r"(?<!\d)4\d{12}(?!\d)")
"""Only these could be taken for a card; cards of 13 digits that begin so are hardly in use any more."""
_DAY = re.compile(
    r"(?<![\d./-])(?:(?:3[01]|[12]\d|0?[1-9])([./-])(?:3[01]|[12]\d|0?[1-9])\1(?:\d{4}|\d{2})|\d{4}-[01]\d-[0-3]\d)"
    r"(?![./-]?\d)"
)
_SHAPES = (
    re.compile(r"(?<!\d)9[1-5]\d{2}(?: ?\d{4}){4} ?\d{2}(?!\d)"),  # tracking numbers of the USPS
    re.compile(r"(?<![\d-])\d{3}-\d{7}-\d{7}(?![\d-])"),  # orders of Amazon
    re.compile(r"\bGPA\.\d{4}-\d{4}-\d{4}-\d{5}(?!\d)"),  # orders of Google
)
_WHAT = (
    r"(?:order|tracking|shipment|shipping|parcel|package|consignment|waybill|invoice|ticket|case|serial|reference|ref"
    r"|product|article|item|customer|booking)"
)
_WAS = r"(?:bestell|auftrags|rechnungs|sendungs|paket|tracking|kunden|serien|vorgangs|ticket|referenz|artikel)"
_LABEL = re.compile(
    rf"(?<![^\W_])(?:(?:imei(?:sv)?|meid|iccid|ean|gtin|isbn|sscc|awb|udid)(?:[ -]?(?:number|nummer|code|no|nr)\b)?"
    rf"|{_WHAT}[ -]?(?:number|code|id|nos?|nr)\b|{_WAS}-?(?:nummer|nr|code|id)\b)"
    r"[.:#]{0,2}(?:\s{1,2}(?:is|was|ist|lautet|war))?[\s:.#=]{0,4}(?=\d)",
    re.IGNORECASE,
)


def spans_of_other_numbers(text: str) -> Iterator[tuple[int, int]]:
    """Where such numbers stand, as spans of characters [start, end); of a labelled number its first digit is enough."""
    for match in _IBAN.finditer(text):
        if end := _end_of_iban(match[0]):
            yield match.start(), match.start() + end
    yield from (match.span() for match in _EAN.finditer(text) if _is_ean(match[0]))
    for shape in (_DAY, *_SHAPES):
        yield from (match.span() for match in shape.finditer(text))
    yield from ((match.end(), match.end() + 1) for match in _LABEL.finditer(text))


def _end_of_iban(text: str) -> int:
    """How long the IBAN at the beginning of a text is (remainder 1 by 97, ISO 13616); 0 where there is none."""
    country, digits, count = text[:4], "", 4
    for end, letter in enumerate(text[4 : _LONGEST_IBAN * 2], 5):
        if letter in " -":
            continue
        digits, count = digits + str(int(letter, 36)), count + 1
        closed = end == len(text) or not text[end].isalnum()
        if closed and _SHORTEST_IBAN <= count <= _LONGEST_IBAN:
            check = "".join(str(int(one, 36)) for one in country)
            if int(digits + check) % 97 == 1:
                return end
    return 0


def _is_ean(digits: str) -> bool:
    """Whether the last of 13 digits is the check digit of an article's number (GS1)."""
    return sum(int(digit) * (1, 3)[at % 2] for at, digit in enumerate(digits)) % 10 == 0
