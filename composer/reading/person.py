"""Person: one written name taken apart, or the reason why it names nobody who can be greeted."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace

from composer.reading.name_words import INITIAL, family_names, is_first, is_loud, is_word, key, words, written

_LONGEST = 80
_MOST_WORDS = 6
_QUOTES = "\"'“”„\u201a\u2018\u2019«»\u2039\u203a`\u00b4"
_BRACKETED = re.compile(r"[(\[{]([^()\[\]{}]*)[)\]}]")
_NICKNAME = re.compile(r"(?<=\w\s)[\"“„«\u2018']([^\W\d_][\w'-]{1,15})[\"”“»\u2019'](?=\s\w)")
_SEPARATOR = re.compile(r" (?:[|/\u2013—·\u2022:]|-{1,2}) | ?[|\u2022] ?")
_USER_NAME = re.compile(r"[\d_{}<>=%$#\\~^*]|\w\.\w{2}|https?:|www\.|^\S*[a-z][A-Z]\S*$")
_CAMEL = re.compile(r"^(?:Ma?c|Mac|O['\u2019]|D['\u2019]|De|Di|Da|La|Le|Van|Von|Fitz|Du)[A-Z]")
_POSSESSIVE = re.compile(r"\w['\u2019]s\b")
_TAIL = re.compile(
    r" (?:via|from|bei|c/o|@|at|on behalf of|im auftrag|sent by|aka|alias|chez|presso) .+", re.IGNORECASE
)
_COMPANY_AFTER = re.compile(r" (?:von|de|da|di|for|für|pour) (.+)", re.IGNORECASE)
_PAIR = re.compile(r"(.+?) ?(?: (und|u\.|and|et|og|och|en|y|e) |(&|\+)) ?(.+)", re.IGNORECASE)
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


def read_name(name: str) -> Person:
    """The person in a display name, a record or a line of a signature."""
    text = _without_marks(name)
    if not text:
        return Person(why="no name is given")
    if key(text) in words("placeholders") or all(key(word) in words("placeholders") for word in text.split()):
        return Person(why="a placeholder")
    if "@" in text and " @ " not in text:
        return Person(why="an address")
    plain, bracket_title, nickname = _without_brackets(_NICKNAME.sub(r"(\1)", text))
    if plain is None:
        return Person(why="a company")
    text = _TAIL.sub("", plain.strip(_QUOTES + " "))
    after = _COMPANY_AFTER.search(text)
    if after and _is_company(after[1]):
        text = text[: after.start()]
    text = _SEPARATOR.split(text)[0].strip(_QUOTES + " ,;:-\u2013—/")
    why = _why_nobody(text)
    if why:
        return Person(why=why)
    person = _parted(text)
    if bracket_title and not person.title and person.names_somebody:
        person = replace(person, title=bracket_title)
    return replace(person, given=nickname, sure=True) if nickname and person.names_somebody else person


def _without_marks(name: str) -> str:
    """The name without emoji, signs of direction and a pair of quotation marks round the whole."""
    text = unicodedata.normalize("NFC", name[: _LONGEST * 3]).replace("\u2019", "'")
    text = "".join(
        " " if unicodedata.category(one) in ("So", "Sk", "Cs", "Co", "Cn") else one
        for one in text
        if unicodedata.category(one) not in ("Cf", "Cc", "Me", "Mn") or one in "\u0301\u0308"
    )
    text = " ".join(re.sub(r"<[^<>]*>", " ", text).split()).strip(" ,;*~_♥!?")
    if len(text) > 1 and text[0] in _QUOTES and text[-1] in _QUOTES:
        text = text[1:-1].strip()
    return text if any(one.isalnum() for one in text) else ""


def _without_brackets(text: str) -> tuple[str | None, str, str]:
    """The text without brackets, a title and a nickname that stood in one; None for the text of a company."""
    title = nickname = ""
    for match in _BRACKETED.finditer(text):
        inside = match[1].strip(_QUOTES + " .")
        if key(inside) in words("company_forms") | {"company", "shop", "business", "gewerblich", "entreprise"}:
            return None, "", ""
        if key(inside) in words("titles_of_address"):
            title = inside
        elif text[match.end() :].strip() and text[: match.start()].strip() and is_word(inside) and is_first(inside):
            nickname = inside
    return " ".join(_BRACKETED.sub(" ", text).split()), title, nickname


def _why_nobody(text: str) -> str:
    """Why a text is no name at all; empty where it may be one."""
    if not text:
        return "no name is given"
    if any(one.isdigit() for one in text):
        return "a number or a user name"
    if _POSSESSIVE.search(text) or len(text) > _LONGEST or len(text.split()) > _MOST_WORDS + 2:
        return "a company or a thing"
    if _USER_NAME.search(text.replace(". ", " ").rstrip(".")) and not _abbreviations(text) and not _CAMEL.match(text):
        return "a user name or an address"
    if all(key(word) in words("placeholders") for word in text.split()):
        return "a placeholder"
    return "a company or a role" if _is_company(text) else ""


def _abbreviations(text: str) -> bool:
    """Whether every dot inside a word belongs to initials or to a title, as in `J.R.` and `Dipl.-Ing.`."""
    dotted = [word for word in text.split() if re.search(r"\w\.\w", word) or "_" in word]
    return bool(dotted) and all(
        re.fullmatch(r"(?:[^\W\d_]{1,4}\.-?)+[^\W\d_]{0,4}\.?|(?:[^\W\d_]\.)+[^\W\d_]+", word) for word in dotted
    )


def _is_company(text: str) -> bool:
    """Whether a word of a text is that of a company, an office or a thing."""
    found = [key(word.strip(",.;:!?" + _QUOTES)) for word in re.split(r"[\s/]+", text)]
    known = words("company_forms") | words("company_words")
    whole = re.sub(r"[.\s]", "", fold_dots(text))
    if re.search(r"(?:gmbh|spzoo|sro|mbh)$", whole):
        return True
    if len(found) > 1 and found[0] in words("titles_of_address"):
        found = found[1:]
    for at, word in enumerate(found):
        if word in ("co", "se", "sa", "as", "ab", "ag", "ev", "eg", "ek", "kg", "spa", "sas", "srl", "pty", "the") and (
            at == 0 and word != "the"
        ):
            continue
        if word in known or (len(word) > 6 and word.endswith(tuple(words("company_endings"))) and not is_first(word)):
            return True
        if word.count("-") and any(part in known and len(part) > 3 for part in word.split("-")):
            return True
    return False


def fold_dots(text: str) -> str:
    """The text as it is compared, its full stops gone."""
    return key(text.replace(".", ""))


def _parted(text: str) -> Person:
    """The person in a text that may be a name."""
    first = text.split(" ", 1)
    if key(first[0]) in words("families"):
        family = written(first[1]) if len(first) > 1 else ""
        return Person(family=family, whole=f"{first[0]} {family}", sure=True) if family else Person(why="a family")
    if key(text.rsplit(maxsplit=1)[-1]) in words("families"):
        return Person(why="a family")
    text, after = _after_comma(text)
    pair = _PAIR.fullmatch(text)
    if pair:
        return Person(why="two people") if after else _two_people(pair[1], pair[2] or pair[3], pair[4])
    pair = _PAIR.fullmatch(after)
    if pair:
        return _two_people(pair[1], pair[2] or pair[3], f"{pair[4]} {text}")
    title, rest = _titled(text.split())
    if after:
        more, given = _titled(after.split())
        title = title or more
        if given:
            return _with_title(_comma_order(rest, given), title)
    return _with_title(_one_person(rest), title) if rest else Person(why="a title alone")


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


def _two_people(left: str, link: str, right: str) -> Person:
    """Two people, both greeted by their first names where both are known."""
    one, two = _titled(left.split())[1], _titled(right.split())[1]
    if not one or not two or not is_first(one[0]) or not is_first(two[0]):
        return Person(why="two people")
    both = f"{written(one[0])} {link} {written(two[0])}"
    family = written(" ".join(two[1:])) if len(one) == 1 else ""
    return Person(given=both, family=family, whole=f"{both} {family}".strip(), sure=True)


def _titled(parts: list[str]) -> tuple[str, list[str]]:
    """The title to print, and the name without titles and degrees."""
    address = degree = office = ""
    while parts and (found := key(parts[0].replace("\u2019", "'"))) and len(parts) > 0:
        plain = found.replace(".", "")
        if found in words("titles_of_address") and is_word(parts[0]):
            address = address or _address(parts[0])
        elif found in words("titles_of_degree"):
            degree = f"{degree} {'Prof.' if found.startswith('prof') else 'Dr.'}".strip()
        elif found in words("titles_of_office") and not is_first(parts[0]) and len(parts) > 1:
            office = office or parts[0]
        elif not ((found in words("degrees") or plain in words("degrees") or _is_degree(parts[0])) and len(parts) > 1):
            break
        parts = parts[1:]
    while len(parts) > 1 and (
        key(parts[-1].replace(".", "")) in words("degrees") or key(parts[-1]) in words("degrees")
    ):
        parts = parts[:-1]
    return " ".join(filter(None, (address, degree or office))), parts


def _is_degree(word: str) -> bool:
    """Whether a word is made of shortened degrees, as `Dipl.-Ing.` or `med.dent.` are."""
    parts = [part for part in re.split(r"[.\-]+", key(word)) if part]
    known = words("degrees") | words("titles_of_degree") | {"ing", "kfm", "rer", "wirt", "psych", "biol", "inform"}
    return "." in word and bool(parts) and all(part in known for part in parts)


def _address(word: str) -> str:
    return {"herrn": "Herr", "hr": "Herr"}.get(key(word), word[:1].upper() + word[1:])


def _with_title(person: Person, title: str) -> Person:
    if not title or not person.names_somebody:
        return person
    if person.given == person.whole and key(title.split(maxsplit=1)[0]) in words("titles_of_address"):
        # `Mr Adebayo`: behind such a title a name that stands alone is that of the family.
        person = replace(person, given="", family=person.whole)
    # A title makes it a person's name.
    return replace(person, title=title, sure=True)


def _comma_order(family: list[str], given: list[str]) -> Person:
    """A person whose family name was written first, before a comma."""
    surname = written(" ".join(family))
    if INITIAL.fullmatch(given[0]) and len(given) == 1:
        return Person(family=surname, whole=f"{given[0]} {surname}", initials_only=True, sure=True)
    if not all(is_word(word) or INITIAL.fullmatch(word) for word in given) or not surname:
        return Person(why="not a name that is sure")
    first = _first_of([word for word in given if not INITIAL.fullmatch(word)] or given)
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
    if all(INITIAL.fullmatch(word) for word in parts) or (len(parts) == 1 and is_loud(parts[0]) and len(parts[0]) < 4):
        return Person(why="initials alone")
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
    """What somebody is called by: the first word, or two that belong together."""
    two = " ".join(given[:2])
    return written(two if len(given) > 1 and key(two) in words("double_first") else given[0])
