"""Signing: the name that somebody gives below their letter, or where they introduce themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from composer.reading.form import fields_of
from composer.reading.name_words import either, is_first, key, words
from composer.reading.patterns import fold_in_place
from composer.reading.person import Person, read_name

_TEXT_END = 3_000
"""Characters from the end in which a signature is looked for, and of one that was set aside."""
_TEXT_START = 3_000
_LONGEST_LINE, _LONGEST_OFFICE, _MOST_WORDS = 60, 100, 6
LONGEST_WRITTEN = 240
"""The longest line with dashes, stars and kisses round a name."""
_BLOCK = 5
"""Lines that the last block of a letter may have to be a signature."""
_MOST_BELOW = 8
"""Lines at the end of a letter in which somebody signs for a firm."""
_KISSES = re.compile(
    r"(?<![\s,.;:!*_~-])(?<![^\w\s'\u2019.&+,)-])"
    r"(?:\sx{1,4}|[:;]-?[()DP]|[\s,.;:!*_~-]|[^\w\s'\u2019.&+,)-])++$",
    re.IGNORECASE,
)
_LEADS = re.compile(r"^(?:[-\u2013—/*_~\u2022>\s]|[^\w\s'\"(.])+")
_DASHED = re.compile(r"[-\u2013\u2014~/]{1,2}\s?[^\W\d_]+$")
"""`- Jonas`, below what somebody wrote."""
_SIGNED_OFF = re.compile(
    r"(?P<mark>,|(?<=[.!?]) [-\u2013\u2014~]{1,2})\s*(?P<name>[^\W\d_a-z][^\W\d_]{1,15}(?: [^\W\d_a-z]\.?)?)[.!]?$"
)
"""A name that ends a line behind a comma or a dash; behind a comma, a closing has to stand before it."""
_PIECES = re.compile(r"[.!?\u2026]\s+|[\U0001f000-\U0001faff\u2600-\u27bf]\s*")
"""What stands between the sentences of a chat: `in an hour? \U0001f629 thx jess`."""
_HERE = re.compile(
    r"\s*(?:\w{1,12}[,!.]?\s+){0,2}?([^\W\d_a-z][^\W\d_]{1,20}(?: [^\W\d_a-z][^\W\d_]{1,20})?) (?:here|hier)[.,!:;]"
)
"""`Hi, Jonas here.`, at the beginning of a message."""
_DEGREES = r"(?<!\biur)(?<!\bjur)(?<!\bmed)(?<!\brer)(?<!\bnat)(?<!\bvet)(?<!\bpol)(?<!\boec)"
"""Before a full stop: the degrees of three letters, behind which no sentence ends."""
_SENTENCE = re.compile(rf"[?!:;]|\w{{3}}{_DEGREES}\.\s|\d{{3}}", re.IGNORECASE)
_MORE = re.compile(rf"[?!]|\w{{3}}{_DEGREES}\.\s", re.IGNORECASE)
"""What no line below a name has: a signature may go on with an office, a telephone number and an address."""


@dataclass(frozen=True)
class Signed:
    """The person a letter is signed by."""

    person: Person
    closed: bool
    """Whether a closing such as `Best regards` stands before the name, so that the place itself says that it is one."""
    introduced: bool = False
    """Whether they said `my name is` in place of signing."""


def find_signed(text: str, signature: str = "") -> Signed | None:
    """Who signed a letter; None where nobody did, or where it is not clear who."""
    lines = [line.strip() for line in f"{text[-_TEXT_END:]}\n{signature[:_TEXT_END]}".split("\n")]
    lines = _without_postscripts([line for line in lines if not line.startswith(">")])
    first = next((at for at, line in enumerate(lines) if line), 0)
    for at, line in reversed(list(enumerate(lines))):
        closing, name = _closing(line)
        if not closing or (at == first and at < len(lines) - 1):
            # What stands first greets, as "Grüß Gott" does.
            continue
        if name:
            signed = _name_in(name)
            return Signed(signed, closed=True) if signed else None
        found = next((one for one in map(_name_in, _below(lines, at)) if one), None)
        if found or at >= len(lines) - _BLOCK:
            return Signed(found, closed=True) if found else None
        break
    return _for_somebody(lines) or _last_block(lines) or _at_the_end(lines)


def _for_somebody(lines: list[str]) -> Signed | None:
    """The name of who signs for a firm, in one of the last lines: `i. V. Katrin Seidl`."""
    for line in lines[-_MOST_BELOW:]:
        if re.match(rf"(?:{either('proxies')})\.?\s+\S", fold_in_place(line), re.IGNORECASE) and (
            person := _name_in(line)
        ):
            return Signed(person, closed=True)
    return None


def find_introduced(text: str) -> Signed | None:
    """Who a person says that they are: `my name is`, `ich heiße`, `Name:`."""
    if filled_in := _filled_in(text):
        return Signed(filled_in, closed=True, introduced=True)
    start = text[:_TEXT_START]
    here = _HERE.match(text)
    if here and is_first(here[1].split()[0]):
        return Signed(read_name(here[1]), closed=False, introduced=True)
    for match in _introductions().finditer(fold_in_place(start)):
        person = _introduced(start[match.end() :], strict=match["weak"] is not None)
        if person:
            return Signed(person, closed=False, introduced=True)
    return None


def _filled_in(text: str) -> Person | None:
    """The name in the fields of a contact form."""
    named = {key(field.label): text[field.start : field.end].strip() for field in fields_of(text)}

    def value_of(group: str) -> str:
        return next((value for label, value in named.items() if label in words(group)), "")

    whole = f"{value_of('form_given')} {value_of('form_family')}".strip() or value_of("form_whole")
    person = read_name(whole) if 0 < len(whole) <= _LONGEST_LINE else None
    return person if person and person.names_somebody else None


@cache
def _introductions() -> re.Pattern[str]:
    strong, weak = _spaced("introductions"), _spaced("introductions_with_more")
    return re.compile(rf"(?<![\w'-])(?:{strong}|(?P<weak>{weak}))\s+", re.IGNORECASE)


def _spaced(group: str) -> str:
    """The words of a group as they stand in a text that is folded in place, where ß stays what it is."""
    return either(group).replace(r"\ ", r"\s+").replace("ss", "(?:ss|ß)")


@cache
def _closings() -> re.Pattern[str]:
    places = either("closing_places")
    return re.compile(
        rf"(?:{_spaced('closings')}|mit\s+\w{{4,20}}\s+gru(?:ss|ß)(?:en)?|\w{{3,19}}e\s+gru(?:ss|ß)e)(?![\w'])(?P<place>\s+(?:{places})\b)?[\s,.!:;~\u2013—*-]*",
        re.IGNORECASE,
    )


def _closing(line: str) -> tuple[bool, str]:
    """Whether a line closes a letter, and the name that follows on it."""
    plain = _LEADS.sub("", line)
    if line.endswith(":"):
        return False, ""
    match = _closings().match(fold_in_place(plain))
    if not match or len(line) > _LONGEST_LINE:
        return False, ""
    rest = plain[match.end() :].strip()
    if rest and match["place"] and not is_first(rest.split()[0].strip(",.")):
        return True, ""
    if not rest:
        return True, ""
    again, name = _closing(rest) if rest != line else (False, "")
    if again:
        return True, name
    rest = re.sub(r"^(?:to\s+)?(?:you|all|everyone|euch|ihnen|aus\s+\w+)\b[,\s]*", "", rest)
    # `Thank you ever so much`: a name that goes on for long has its capital.
    names = rest.split()
    if names and len(names[0]) == 1 and names[0].islower():
        # `Thanks a bunch`: a name has no article.
        return True, ""
    named = rest[:1].isupper() or (len(names) <= _MOST_SMALL and not words("particles").issuperset(map(key, names[:1])))
    return (True, rest) if rest and named and _name_in(rest) else (_says_no_more(rest), "")


_MOST_SMALL = 2
"""Words of a name behind a closing that somebody writes without capitals."""


def _says_no_more(rest: str) -> bool:
    """Whether the words behind a closing still belong to it, as in `Thanks in advance for any pointers`."""
    return len(rest.split()) <= _MOST_WORDS and "?" not in rest


def _below(lines: list[str], at: int) -> Iterator[str]:
    """The lines below a closing that may be a name: the first, and what follows a company or an office."""
    following = [line for line in lines[at + 1 :] if line][:4]
    for line in following:
        if _closing(line)[0] and _closing(line)[1] == "":
            continue
        yield line


def _without_postscripts(lines: list[str]) -> list[str]:
    """The lines up to a postscript or to what a telephone adds, blank ones at the end gone."""
    ends = re.compile(rf"(?:{either('postscripts')})(?![\w'])[.:]?", re.IGNORECASE)
    for at in range(len(lines) - 1, 0, -1):
        if ends.match(fold_in_place(lines[at])) and len(lines) - at <= 6:
            lines = lines[:at]
    full = max((at for at, line in enumerate(lines) if line), default=-1)
    return lines[: full + 1]


def _last_block(lines: list[str]) -> Signed | None:
    """The name in the last lines of a letter that has no closing: the first line of a short block."""
    start = len(lines)
    while start and lines[start - 1] and len(lines) - start < _BLOCK:
        start -= 1
    block = lines[start:]
    if start == 0 and len(block) < 2:
        return None
    longest = [_LONGEST_LINE, *(_LONGEST_OFFICE for _line in block[1:])]
    short = all(len(line) <= most and not _MORE.search(line + " ") for line, most in zip(block, longest, strict=True))
    candidates = [block[0]] if short and start and not _SENTENCE.search(block[0] + " ") else []
    candidates += [block[-1]] if block[-1] not in candidates else []
    for line in candidates:
        person = _name_in(line) if start or line is block[-1] else None
        if person and line is block[-1] and _is_dashed(block):
            # Nobody puts a dash before their family name alone.
            return Signed(person if person.given else replace(person, given=person.whole, family=""), closed=True)
        if person and (person.sure or len(block) <= 2 or line is block[0]):
            return Signed(person, closed=False)
    return None


def _at_the_end(lines: list[str]) -> Signed | None:
    """The name at the end of the last line, behind a dash or a closing: `Who has to pay? Many thanks, Girma`."""
    last = lines[-1] if lines else ""
    found = _SIGNED_OFF.search(last)
    if not found:
        closing, name = _closing(_PIECES.split(last)[-1])
        person = _name_in(name) if closing and name and is_first(name.split()[0]) else None
        return Signed(person, closed=True) if person else None
    before, name = last[: found.start()].rstrip(" ,"), found["name"]
    closed = any(_closing(before[at:])[0] for at in _sentence_starts(before)) if found["mark"] == "," else True
    person = _name_in(name) if closed else None
    if person and not person.given and not person.title:
        person = replace(person, given=person.whole, family="")
    return Signed(person, closed=True) if person else None


def _sentence_starts(text: str) -> list[int]:
    """Where the last sentences of a line begin."""
    return [match.end() for match in re.finditer(r"[.!?]\s+", text)][-2:] or [0]


def _is_dashed(block: list[str]) -> bool:
    """Whether the last line of a block is a name behind a dash, and no item of a list."""
    listed = len(block) > 1 and (_LEADS.match(block[-2]) or block[-2].endswith(":"))
    return len(block) > 1 and bool(_DASHED.match(block[-1])) and not listed


def _name_in(line: str) -> Person | None:
    """The person a line of a signature names; None where it names nobody for certain."""
    if len(line) > LONGEST_WRITTEN:
        return None
    plain = _KISSES.sub("", _LEADS.sub("", line)).strip()
    plain = re.sub(rf"^(?:{either('proxies')})\.?(?:\s+|$)", "", plain, flags=re.IGNORECASE).strip()
    folded = fold_in_place(plain)
    if not plain or len(plain) > _LONGEST_LINE or re.match(either("not_the_writer"), folded):
        return None
    before, comma, _after = plain.partition(",")
    if comma:
        plain = before
    elif re.search(r"\s(?:from|aus)\s", plain):
        plain = re.split(r"\s(?:from|aus)\s", plain)[0]
    if len(plain.split()) > _MOST_WORDS or any(one in plain for one in "?:;"):
        return None
    person = read_name(plain)
    if not person.names_somebody or _ordinary(plain, person):
        return None
    return person


def _ordinary(plain: str, person: Person) -> bool:
    """Whether a line says something in plain words in place of a name."""
    parts = re.sub(r"\([^()]*\)", "", plain).split()
    if not parts or person.title or person.initials_only:
        return False
    if not plain[0].isupper():
        # Small letters name somebody only where every word may be a name, and the first one is.
        return not is_first(parts[0].strip(".")) or len(parts) > 3
    small = [word for word in parts[1:] if word[0].islower() and key(word) not in words("particles") | words("pairs")]
    return bool(small) and not (len(small) == len(parts) - 1 == 1 and is_first(parts[0]) and is_first(small[0]))


def _introduced(after: str, *, strict: bool) -> Person | None:
    """The name behind `my name is`: capitals, and known; behind `I am` it must be plain that a name follows."""
    match = re.match(r"((?:[^\W\d_][\w'\u2019.-]*)(?:[ \t]+(?:[^\W\d_][\w'\u2019.-]*)){0,3})([^\n]{0,12})", after)
    if not match:
        return None
    taken: list[str] = []
    for word in match[1].split():
        bare = word.rstrip(".,;:!?") if len(word.rstrip(".")) > 2 else word
        if not (word[0].isupper() or (not taken and is_first(bare))) and key(bare) not in words("particles"):
            break
        taken.append(bare)
        if bare != word:
            break
    while taken and key(taken[-1]) in words("particles"):
        taken.pop()
    person = read_name(" ".join(taken)) if taken else None
    if person is None or not person.names_somebody:
        return None
    rest = after[after.find(taken[-1]) + len(taken[-1]) :]
    if taken[0].islower() and re.match(r"\s+than\b", rest):
        # `it's less than a day`
        return None
    follows = re.match(rf"\s*(?:,|\(|(?:{either('followed_by')})\b)", fold_in_place(rest))
    known = is_first(taken[0]) or bool(person.title)
    if strict:
        return person if known and follows and taken[0][0].isupper() else None
    return person if known or (len(taken) > 1 and taken[0][0].isupper()) else None
