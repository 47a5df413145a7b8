"""Name lines: a line that names whoever wrote a letter, and nothing else for certain."""

from __future__ import annotations

import re
from dataclasses import dataclass

from composer.reading.name_parts import Person
from composer.reading.name_words import either, is_first, key, words
from composer.reading.patterns import fold_in_place
from composer.reading.person import WITH_OTHERS, read_name

LONGEST_LINE = 60
"""The longest line that names somebody."""
_MOST_WORDS = 6
LONGEST_WRITTEN = 240
"""The longest line with dashes, stars and kisses round a name."""
_KISSES = re.compile(
    r"(?<![\s,.;:!*_~-])(?<![^\w\s'\u2019.&+,)-])"
    r"(?:\sx{1,4}|[:;]-?[()DP]|[\s,.;:!*_~-]|[^\w\s'\u2019.&+,)-])++$",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\s[/\u2013\u2014-]\s|\s?[|\u2022\u00b7]\s?")
"""What stands between a name and an office or a firm."""
_BEHIND = re.compile(r"\s\([^(),]*+,[^()]*+\)|,?\s(?:(?:tel|mob|phone)\.?:? )?[+(]?\d[\d ()/-]{6,20}\d$", re.IGNORECASE)
"""What stands behind a name: several things in brackets, or a telephone number."""
_KISSED = re.compile(r"^x{1,4}\s+(?=[^\W\d_a-z])")
LEADS = re.compile(r"^(?:[-\u2013—/*_~\u2022>\s]|[^\w\s'\"(.])+")


@dataclass(frozen=True)
class Signed:
    """The person a letter is signed by."""

    person: Person
    closed: bool
    """Whether a closing such as `Best regards` stands before the name, so that the place itself says that it is one."""
    introduced: bool = False
    """Whether they said `my name is` in place of signing."""


def name_in(line: str) -> Person | None:
    """The person a line of a signature names; None where it names nobody for certain."""
    if len(line) > LONGEST_WRITTEN:
        return None
    plain = _KISSES.sub("", _KISSED.sub("", LEADS.sub("", line))).strip()
    plain = re.sub(rf"^(?:{either('proxies')})\.?(?:\s+|$)", "", plain, flags=re.IGNORECASE).strip()
    folded = fold_in_place(plain)
    if not plain or len(plain) > LONGEST_LINE or re.match(either("not_the_writer"), folded):
        return None
    plain = WITH_OTHERS.sub("", _without_role(_BEHIND.sub("", plain)))
    before, comma, after = plain.partition(",")
    if comma and not _is_turned(before, after):
        plain = before
    elif re.search(r"\s(?:from|aus)\s", plain):
        plain = re.split(r"\s(?:from|aus)\s", plain)[0]
    named, *aside = _ASIDE.split(plain)
    many = plain if aside and not is_first(named.partition(" ")[0]) else named
    if len(many.split()) > _MOST_WORDS or any(one in plain for one in "?:;"):
        return None
    person = read_name(plain)
    if not person.names_somebody or _ordinary(plain, person):
        return None
    return person


def _without_role(plain: str) -> str:
    """A name without what somebody says before it that they are: `Nachbar Uwe`."""
    parts = plain.split()
    first = next((at for at, part in enumerate(parts) if key(part) not in words("roles")), len(parts))
    return " ".join(parts[first:])


def _is_turned(before: str, after: str) -> bool:
    """Whether a line says the family name first: `Hargreaves, Thomas`."""
    given = after.strip()
    alone = len(before.split()) == len(given.split()) == 1
    return alone and is_first(given) and not is_first(before) and key(given) not in words("towns")


def _ordinary(plain: str, person: Person) -> bool:
    """Whether a line says something in plain words in place of a name."""
    parts = re.sub(r"\([^()]*\)", "", plain).split()
    if not parts or (person.initials_only and parts[0] in ("a", "i")):
        return True
    beside = words("particles") | words("pairs") | words("degrees") | words("titles_of_degree")
    small = [word for word in parts[1:] if word[0].islower() and key(word) not in beside]
    if person.title or person.initials_only:
        # `Mr Biscuit is safe` and `I remain` are no names.
        return bool(small) and not plain.islower()
    if not plain[0].isupper():
        # Small letters name somebody only where every word may be a name, and the first one is.
        return not is_first(parts[0].strip(".")) or len(parts) > 3
    return bool(small) and not (len(small) == len(parts) - 1 == 1 and is_first(parts[0]) and is_first(small[0]))
