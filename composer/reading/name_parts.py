"""Name parts: a text that may be a name taken apart into titles, first and family names, of one person or of two."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace

from composer.reading.name_words import INITIAL, family_names, is_first, is_loud, is_word, key, words, written

_MOST_WORDS = 6
AND = " & "
"""What stands between the first names of two people, until a language says how it is written there."""
_FRAU = "Frau"
"""`Fr.`, where `Hr.` stands beside it."""
_LINKS = {
    "und": frozenset({"frau", "herr", "herrn", "hr"}),
    "et": frozenset({"mme", "madame", "monsieur"}),
    "y": frozenset({"sra", "senor", "senora"}),
    "and": frozenset({"mr", "mrs", "ms", "miss", "mx"}),
}
_PAIR = re.compile(r"(?P<left>.+?) ?(?: (?P<word>und|u\.?|and|et|og|och|en|y|e|i) |[&+]) ?(?P<right>.+)", re.IGNORECASE)
_VIETNAMESE = re.compile("[ăâđêôơưĂÂĐÊÔƠƯạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]")


@dataclass(frozen=True)
class Person:
    """A name by its parts; `why` says why there is nobody to greet."""

    given: str = ""
    """What others call them; empty where that is not sure."""
    family: str = ""
    title: str = ""
    """`Mrs`, `Frau`, `Dr.`, as it is printed."""
    whole: str = ""
    """All of the name but the title, in the order in which it is read aloud."""
    sure: bool = False
    """Whether a word of it is known as a first name, so that it is a person's and no company's."""
    initials_only: bool = False
    """Whether initials stand for the first name."""
    why: str = ""

    @property
    def names_somebody(self) -> bool:
        """Whether there is a name in it."""
        return bool(self.whole)


def person_of(text: str) -> Person:
    """The person, the two or the family in a text that may be a name."""
    first, _space, rest = text.partition(" ")
    if key(first) in words("families"):
        both = person_of(rest) if _PAIR.fullmatch(rest) else None
        return both if both and both.names_somebody else _family(first, rest)
    if key(text.rsplit(maxsplit=1)[-1]) in words("families"):
        return Person(why="a family")
    text, after = _after_comma(text)
    pair = _PAIR.fullmatch(text)
    if pair and not after:
        title, parts = _titled(text.split())
        return _with_title(_one_person(parts), title) if _is_of_one(pair) else _two_people(pair)
    if pair:
        return Person(why="two people")
    pair = _PAIR.fullmatch(after)
    if pair:
        several = len(pair["right"].split()) > 1
        return Person(why="several people") if several else _two_people(pair, text)
    title, parts = _titled(text.split())
    more, given = _titled(after.split())
    if given and more and not is_first(given[0]) and len(given) == 1:
        return _behind_comma((title, parts), (more, given))
    if given:
        return _with_title(_comma_order(parts, given), title or more)
    return _with_title(_one_person(parts), title or more) if parts else Person(why="a title alone")


def _behind_comma(before: tuple[str, list[str]], after: tuple[str, list[str]]) -> Person:
    """The person where a title and one word that is no first name stand behind a comma."""
    title, parts = before
    more, family = after
    if title:
        return Person(why="two people")
    if key(more) in words("titles_of_office"):
        # `Karl Weber, Bürgermeister Neustadt`
        return _one_person(parts)
    if len(parts) > 1:
        # `Harbour Lights, Mrs Donnelly`: with a title it is the family name that stands behind the comma.
        return _with_title(_one_person(family), more)
    return _with_title(_comma_order(parts, family), more)


def _family(first: str, rest: str) -> Person:
    """A family that writes together: `Familie Weber`, also where the word is shortened."""
    name = written(rest) if rest.islower() or rest.isupper() else rest
    word = "Familie" if key(first) == "fam" else first[:1].upper() + first[1:]
    return Person(family=name, whole=f"{word} {name}", sure=True) if name else Person(why="a family")


def _is_of_one(pair: re.Match[str]) -> bool:
    """Whether what looks like two people is one with two family names: `José Ortega y Gasset`."""
    left, right = pair["left"].split(), pair["right"].split()
    small = (pair["word"] or "") in ("y", "e", "i")
    return small and len(left) > 1 and len(right) == 1 and not is_first(right[0])


def _after_comma(text: str) -> tuple[str, str]:
    """What stands before a comma, and the given name behind it where the family name came first."""
    before, comma, after = text.partition(",")
    parts = [part.strip() for part in after.split(",") if part.strip()]
    if not comma or not parts or not before.strip():
        return text.strip(" ,"), ""
    given = parts[0]
    if all(key(word) in words("degrees") or key(word.replace(".", "")) in words("degrees") for word in given.split()):
        return before.strip(), ""
    names = [word for word in before.split() if key(word) not in words("particles")]
    if len(names) > 1 and is_first(names[0]) and not is_first(given.split()[0]) and not INITIAL.fullmatch(given):
        # "Urs Weber, Bern": the name is whole already.
        return before.strip(), ""
    return before.strip(), given


def _two_people(pair: re.Match[str], family: str = "") -> Person:
    """Two people: by their titles, as `Mr and Mrs Okafor`, or by their first names where both are known."""
    (title, one), (other_title, two) = _titled(pair["left"].split()), _titled(f"{pair['right']} {family}".split())
    if other_title and len(one) == 1 and key(one[0]) in words("titles_of_office"):
        # `Lord & Lady Hale`
        title, one = one[0], []
    named = bool(one and two and is_first(one[0]) and is_first(two[0]))
    if title and other_title and two and not (named and len(two) > 1):
        return _titled_couple((title, one), (other_title, two), pair["word"] or "&")
    if not named:
        return Person(why="two people")
    both = f"{written(one[0])}{AND}{written(two[0])}"
    shared = written(" ".join(two[1:])) if len(one) == 1 else ""
    whole = f"{both} {shared}".strip() if len(one) == 1 else f"{written(' '.join(one))}{AND}{written(' '.join(two))}"
    return Person(given=both, family=shared, whole=whole, sure=True)


def _titled_couple(one: tuple[str, list[str]], two: tuple[str, list[str]], word: str) -> Person:
    """Two people by their titles, with the family name that they share, or each with their own."""
    own, other = (_with_title(_one_person(parts), title) for title, parts in ((one[0], one[1] or two[1]), two))
    if not other.family or not (own.family or all(INITIAL.fullmatch(part) for part in one[1])):
        return Person(why="two people")
    link = _link(f"{one[0]} {two[0]}", word)
    one, two = ((_FRAU if link == " und " and key(title) == "fr" else title, parts) for title, parts in (one, two))
    if own.family not in ("", other.family):
        both = f"{one[0]} {own.family}{link}{two[0]} {other.family}"
        return Person(given=both, whole=both, sure=True)
    return Person(family=other.family, title=f"{one[0]}{link}{two[0]}", whole=other.family, sure=True)


def _link(titles: str, word: str) -> str:
    """What stands between two titles, in their language."""
    if word.isalpha() and len(word) > 1:
        return f" {word.lower()} "
    said = {key(title) for title in titles.split()}
    return next((f" {link} " for link, known in _LINKS.items() if said & known), AND)


def _titled(parts: list[str]) -> tuple[str, list[str]]:
    """The title to print, and the name without titles and degrees."""
    address = degree = office = ""
    while parts and (found := key(parts[0].replace("\u2019", "'"))):
        plain = found.replace(".", "")
        if found in words("titles_of_address") and is_word(parts[0].replace(".", "")):
            address = address or _address(parts[0])
        elif found in words("titles_of_degree"):
            degree = f"{degree} {'Prof.' if found.startswith('prof') else 'Dr.'}".strip()
        elif found in words("titles_of_office") and (office or _is_title(parts[0])) and _names_on(parts[1:]):
            office = office or parts[0]
        elif not ((found in words("degrees") or plain in words("degrees") or _is_degree(parts[0])) and len(parts) > 1):
            break
        parts = parts[1:]
    while len(parts) > 1 and (
        key(parts[-1].replace(".", "")) in words("degrees") or key(parts[-1]) in words("degrees")
    ):
        parts = parts[:-1]
    return " ".join(filter(None, (address, degree or office))), parts


def _is_title(word: str) -> bool:
    """Whether an office is rather a title than a first name, as `Captain` is and `Duke` may not be."""
    return not is_first(word) or key(word) in words("titles_that_are_names")


def _names_on(parts: list[str]) -> bool:
    """Whether a name follows an office, and not more words: `Mother of two`."""
    return bool(parts) and (parts[0][:1].isupper() or is_first(parts[0]) or key(parts[0]) in words("particles"))


def _is_degree(word: str) -> bool:
    """Whether a word is made of shortened degrees, as `Dipl.-Ing.` or `med.dent.` are."""
    parts = [part for part in re.split(r"[.\-]+", key(word)) if part]
    known = words("degrees") | words("titles_of_degree") | {"ing", "kfm", "rer", "wirt", "psych", "biol", "inform"}
    return "." in word and bool(parts) and all(part in known for part in parts)


def _address(word: str) -> str:
    shown = word.capitalize() if word.isupper() else word[:1].upper() + word[1:]
    return {"herrn": "Herr", "hr": "Herr"}.get(key(word), shown)


def _with_title(person: Person, title: str) -> Person:
    if not title or not person.names_somebody:
        return person
    if person.given == person.whole and key(title.split(maxsplit=1)[0]) in words("titles_of_address"):
        # `Mr Adebayo`: behind such a title a name that stands alone is that of the family.
        person = replace(person, given="", family=person.whole)
    if not person.given and not person.initials_only and key(title) in words("titles_of_office"):
        person = replace(person, given=_before_family(person))
    # A title makes it a person's name.
    return replace(person, title=title, sure=True)


def _before_family(person: Person) -> str:
    """The first name behind the title of an office, also one that is not known: `Capt. Denys Featherstonehaugh`."""
    first, *more = person.whole.split()
    family = family_names() | words("family_first") | words("family_first_vietnamese") | words("particles")
    return first if more and key(first) not in family and not INITIAL.fullmatch(first) else ""


def _comma_order(family: list[str], given: list[str]) -> Person:
    """A person whose family name was written first, before a comma."""
    surname = written(" ".join(family))
    if INITIAL.fullmatch(given[0]) and len(given) == 1:
        return Person(family=surname, whole=f"{given[0]} {surname}", initials_only=True, sure=True)
    if not all(is_word(word) or INITIAL.fullmatch(word) for word in given) or not surname:
        return Person(why="not a name that is sure")
    first = _first_of([word for word in given if not INITIAL.fullmatch(word)] or given)
    if len(family) > 1 and not any(
        is_loud(word) or key(word) in family_names() | words("particles") for word in family
    ):
        # `Harbour Lights, Maureen`: what stands before the comma may be a firm.
        return Person(first, "", "", written(" ".join(given)), sure=True)
    return Person(first, surname, "", written(" ".join((*given, *family))), sure=True)


def _one_person(parts: list[str]) -> Person:
    """A person from the words of one name, titles and degrees gone."""
    if not all(is_word(word) or INITIAL.fullmatch(word) for word in parts) or len(parts) > _MOST_WORDS:
        return Person(why="not a name that is sure")
    if not any("LATIN" in unicodedata.name(one, "") for one in "".join(parts) if one.isalpha()):
        return Person(whole=" ".join(parts), sure=True)
    loud = [word for word in parts if is_loud(word)]
    if loud and len(loud) < len([word for word in parts if len(word) > 1 and not INITIAL.fullmatch(word)]):
        family = [word for word in parts if is_loud(word) or key(word) in words("particles")]
        given = [word for word in parts if word not in family]
        if given and not INITIAL.fullmatch(given[0]):
            return _comma_order(family, given)
    if len(parts) == 1 and parts[0].endswith("."):
        return Person(why="a title or an initial alone")
    if all(INITIAL.fullmatch(word) for word in parts) or (len(parts) == 1 and is_loud(parts[0]) and len(parts[0]) < 4):
        return Person(why="initials alone")
    if len(parts) > 1 and parts[0].islower() and key(parts[0]) in words("particles") and parts[-1][0].isupper():
        # `van Dyke` is a family name, though `Van` is a first one.
        return Person("", " ".join(parts), "", " ".join(parts))
    name = written(" ".join(parts))
    if len(parts) == 1:
        known = is_first(parts[0])
        return Person(name if known else "", "" if known else name, "", name, sure=known)
    return _several(name.split(), name)


def _several(parts: list[str], name: str) -> Person:
    """A person from two words or more, in their natural order."""
    first, last = parts[0], parts[-1]
    if INITIAL.fullmatch(first):
        middle = [word for word in parts[1:-1] if not INITIAL.fullmatch(word)]
        given = middle[0] if middle and is_first(middle[0]) else ""
        return Person(given, last, "", name, sure=True, initials_only=not given)
    in_vietnam = key(first) in words("family_first_vietnamese") and key(last) not in words("family_first_vietnamese")
    if in_vietnam and (len(parts) > 2 or _VIETNAMESE.search(first)) and (len(parts) > 2 or not is_first(first)):
        return Person(last, first, "", name, sure=True)
    known = is_first(first)
    if key(first) in words("particles") and key(parts[1]) in words("particles"):
        return Person("", name, "", name)
    if key(first) in words("family_first"):
        # Family name first, or not: only the whole name is safe.
        return Person("", first, "", name, sure=True)
    if INITIAL.fullmatch(last):
        return Person(first if known else "", "", "", first if known else name, sure=known)
    if known:
        return Person(_first_of(parts), " ".join(_family_of(parts)), "", name, sure=True)
    turned = key(first) in family_names() and is_first(last)
    return Person("", last if not turned else first, "", name, sure=turned)


def _family_of(parts: list[str]) -> list[str]:
    """The family name with its particles."""
    at = next((at for at, word in enumerate(parts[1:-1], 1) if key(word) in words("particles")), len(parts) - 1)
    return parts[at:]


def _first_of(given: list[str]) -> str:
    """What somebody is called by: the first word, or several that belong together, as `María del Carmen` do."""
    several = (" ".join(given[:many]) for many in range(min(4, len(given)), 1, -1))
    return written(next((name for name in several if key(name) in words("double_first")), given[0]))
