"""Closings: whether a line closes a letter, as `Best regards` does, and the name that follows on it."""

from __future__ import annotations

import re
from functools import cache

from composer.reading.name_lines import LEADS, LONGEST_LINE, name_in
from composer.reading.name_words import either, is_first, key, spaced, words
from composer.reading.patterns import fold_in_place

_MOST_WORDS = 6
_SENDS = re.compile(r"^(?:[\w-]+ ){1,3}(?:sendet|senden|schickt|schicken|wünscht|wünschen)\s+")
"""What may stand between a place and the name: `Grüße aus Bremen sendet Uwe`."""
_JOINS = re.compile(r"^(?:u\.?|und|and|n|&|\+|/)\s+", re.IGNORECASE)
"""What joins a second closing to the first, `Danke u. Gru\u00df`, and never a name to a closing."""
_MOST_SMALL = 2
"""Words of a name behind a closing that somebody writes without capitals."""


@cache
def _closings() -> re.Pattern[str]:
    places = either("closing_places")
    return re.compile(
        rf"(?!gru(?:ss|ß)\s+(?:gott|dich|euch|sie)\b)(?:{spaced('closings')}|mit\s+\w{{4,20}}\s+gru(?:ss|ß)(?:en)?|\w{{3,19}}e\s+gru(?:ss|ß)e)(?![\w'])(?P<place>\s+(?:{places})\b)?[\s,.!:;~\u2013—*-]*",
        re.IGNORECASE,
    )


def closing_of(line: str) -> tuple[bool, str]:
    """Whether a line closes a letter, and the name that follows on it."""
    plain = LEADS.sub("", line)
    if line.endswith(":"):
        return False, ""
    match = _closings().match(fold_in_place(plain))
    if not match or len(line) > LONGEST_LINE:
        return False, ""
    rest = plain[match.end() :].strip()
    if match["place"]:
        rest = _SENDS.sub("", rest)
    if rest and match["place"] and not is_first(rest.split()[0].strip(",.")):
        return True, ""
    if not rest:
        return True, ""
    joined = _JOINS.sub("", rest)
    again, name = closing_of(joined) if rest != line else (False, "")
    if again or joined != rest:
        return True, name
    rest = re.sub(r"^(?:to\s+)?(?:you|all|everyone|euch|ihnen|aus\s+\w+)\b[,\s]*", "", rest)
    # `Thank you ever so much`: a name that goes on for long has its capital.
    names = rest.split()
    if names and len(names[0]) == 1 and names[0].islower():
        # `Thanks a bunch`: a name has no article.
        return True, ""
    named = rest[:1].isupper() or (len(names) <= _MOST_SMALL and not words("particles").issuperset(map(key, names[:1])))
    return (True, rest) if rest and named and name_in(rest) else (_says_no_more(rest), "")


def _says_no_more(rest: str) -> bool:
    """Whether the words behind a closing still belong to it, as in `Thanks in advance for any pointers`."""
    return len(rest.split()) <= _MOST_WORDS and "?" not in rest
