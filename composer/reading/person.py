"""Person: one written name taken apart, or the reason why it names nobody who can be greeted."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from composer.reading.name_parts import Person, person_of
from composer.reading.name_words import family_names, is_first, is_word, key, words

_LONGEST = 80
_MOST_WORDS = 8
_QUOTES = "\"'“”„\u201a\u2018\u2019«»\u2039\u203a`\u00b4"
_BRACKETED = re.compile(r"[(\[{]([^()\[\]{}]*)[)\]}]")
_NICKNAME = re.compile(r"(?<=\w\s)[\"“„«\u2018']([^\W\d_][\w'-]{1,15})[\"”“»\u2019'](?=\s\w)")
_SEPARATOR = re.compile(r" (?:[|/\u2013—·\u2022:]|-{1,2}) | ?[|\u2022] ?")
_BESIDE = re.compile(r"\s(?:[|/\u2013—·\u2022:]|-{1,2})\s|\s?[|\u2022;]\s?|:\s|[()\[\]\u2013—]|\s(?:i\. ?[AV]|Inh)\.\s")
"""What stands between a firm and a person."""
_MOST_PIECES = 4
_PROXY = re.compile(
    r"^(?:i\. ?[av]|p\. ?p|ppa|inh(?:aber(?:in)?)?|prop(?:rietor)?|ansprechpartner(?:in)?|attn|fao)\.?:? (?=\S)",
    re.IGNORECASE,
)
_USER_NAME = re.compile(r"[\d_{}<>=%$#\\~^*]|\w\.\w{2}|https?:|www\.|^\S*[a-z][A-Z]\S*$")
_CAMEL = re.compile(r"^(?:Ma?c|Mac|O['\u2019]|D['\u2019]|De|Di|Da|La|Le|Van|Von|Fitz|Du)[A-Z]")
_HONOURED = re.compile(
    r"^(?:the )?(?:(?:right|rt|very|most)\.? )?(?=(?:revd?|reverend|hon|honourable|ven|venerable|canon)\b)",
    re.IGNORECASE,
)
_MARIA = re.compile(r"\bM\.?ª\.?(?=\s)")
"""`Mª`, as Spanish shortens `María`."""
_ADDED = re.compile(r" (?:x{1,4}|[:;]-?[()]|(?:s?he|they|sie|er)/(?:hers?|him|his|them|they|ihr|ihm))$", re.IGNORECASE)
"""Kisses, faces and pronouns behind a name."""
_POSSESSIVE = re.compile(r"\w['\u2019]s\b")
_TAIL = re.compile(
    r" (?:via|from|bei|c/o|@|at|on behalf of|im auftrag|i\. ?[av]\.|sent by|aka|alias|chez|presso|für|fuer|for|to"
    r"|mit|with|sowie) .+",
    re.IGNORECASE,
)
WITH_OTHERS = re.compile(
    r" (?:&|\+|and|und|u\.) (?:(?:the|die) )?"
    r"(?:boys|girls|kids|children|lads|twins|family|gang|team|crew|kinder|jungs|familie"
    r"|(?:class|year|klasse) \w{1,3})$",
    re.IGNORECASE,
)
"""What follows the one name of several people."""
_COMPANY_AFTER = re.compile(r" (?:von|vom|of|de|da|di|for|für|pour) (.+)", re.IGNORECASE)


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
    person = _person_in(plain)
    if bracket_title and not person.title and person.names_somebody:
        person = replace(person, title=bracket_title)
    if nickname and person.names_somebody:
        return replace(person, given=nickname, sure=True)
    beside = _beside_firm(text)
    return beside if beside and (not person.sure or (_is_addressed(beside) and not person.title)) else person


def _is_addressed(person: Person) -> bool:
    """Whether a title such as `Mrs` or `Dr.` says that it is a person, and not only that of an office."""
    titles = words("titles_of_address") | words("titles_of_degree")
    return any(key(title) in titles for title in person.title.split())


def _person_in(plain: str) -> Person:
    """The person in a text without brackets, whose firm may follow."""
    text = _TAIL.sub("", _HONOURED.sub("", _PROXY.sub("", plain.strip(_QUOTES + " "))))
    text, more = WITH_OTHERS.subn("", text)
    if more and "," in text:
        return Person(why="several people")
    after = _COMPANY_AFTER.search(text)
    if after and is_company(after[1]):
        text = text[: after.start()]
    text = _SEPARATOR.split(text)[0].strip(_QUOTES + " ,;:-\u2013—/")
    why = _why_nobody(text)
    return Person(why=why) if why else person_of(text)


def _beside_firm(text: str) -> Person | None:
    """The one person beside a firm, a school or an office: `Larkhill Primary School - Mrs Donnelly`."""
    for separator in (_BESIDE, re.compile(","), re.compile(f"{_BESIDE.pattern}|,")):
        pieces = [piece for piece in map(str.strip, separator.split(text)) if piece]
        if not 1 < len(pieces) <= _MOST_PIECES:
            continue
        people = [(at, person) for at, person in enumerate(map(_person_in, pieces)) if person.sure]
        titled = [(at, person) for at, person in people if _is_addressed(person)]
        found = titled or [
            (at, person) for at, person in people if person.given or person.title or person.initials_only
        ]
        if len(found) == 1:
            at, person = found[0]
            others = [piece for number, piece in enumerate(pieces) if number != at]
            known = titled or (person.given and len(person.whole.split()) > 1)
            return person if known or _are_firms(person, others) else None
    return None


def _are_firms(person: Person, others: list[str]) -> bool:
    """Whether what stands beside a name is a firm, and the name is no town or plain word."""
    if not person.given:
        return all(map(is_company, others))
    if key(person.given) in words("towns") | words("everyday"):
        return False
    return all(is_company(other) or (len(other.split()) > 1 and not _has_name(other)) for other in others)


def _has_name(text: str) -> bool:
    return any(is_first(word) or key(word) in family_names() for word in text.split())


def _without_marks(name: str) -> str:
    """The name without emoji, signs of direction and a pair of quotation marks round the whole."""
    text = unicodedata.normalize("NFC", name[: _LONGEST * 3]).replace("\u2019", "'")
    text = _MARIA.sub("María", text)
    text = "".join(
        " " if unicodedata.category(one) in ("So", "Sk", "Cs", "Co", "Cn") else one
        for one in text
        if unicodedata.category(one) not in ("Cf", "Cc", "Me", "Mn") or one in "\u0301\u0308"
    )
    text = " ".join(re.sub(r"<[^<>]*>", " ", text).split()).strip(" ,;*~_♥!?")
    text = _ADDED.sub("", text)
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
    if _POSSESSIVE.search(text) or len(text) > _LONGEST or len(text.split()) > _MOST_WORDS:
        return "a company or a thing"
    if _USER_NAME.search(text.replace(". ", " ").rstrip(".")) and not _abbreviations(text) and not _CAMEL.match(text):
        return "a user name or an address"
    if all(key(word) in words("placeholders") for word in text.split()):
        return "a placeholder"
    return "a company or a role" if is_company(text) else ""


def _abbreviations(text: str) -> bool:
    """Whether every dot inside a word belongs to initials or to a title, as in `J.R.` and `Dipl.-Ing.`."""
    dotted = [word for word in text.split() if re.search(r"\w\.\w", word) or "_" in word]
    return bool(dotted) and all(
        re.fullmatch(r"(?:[^\W\d_]{1,4}\.-?)+[^\W\d_]{0,4}\.?|(?:[^\W\d_]\.)+[^\W\d_]+", word) for word in dotted
    )


def is_company(text: str) -> bool:
    """Whether a word of a text is that of a company, an office or a thing."""
    found = [key(word.strip(",.;:!?" + _QUOTES)) for word in re.split(r"[\s/]+", text)]
    known = words("company_forms") | words("company_words")
    whole = re.sub(r"[.\s]", "", fold_dots(text))
    if re.search(r"(?:gmbh|spzoo|sro|mbh)$", whole):
        return True
    while len(found) > 1 and found[0] in _titles():
        found = found[1:]
    for at, word in enumerate(found):
        if word in (
            "co",
            "se",
            "sa",
            "as",
            "ab",
            "ag",
            "ev",
            "eg",
            "ek",
            "kg",
            "asa",
            "oy",
            "spa",
            "sas",
            "srl",
            "pty",
            "the",
        ) and (at == 0 and word != "the"):
            continue
        if word in known:
            return True
        # `Anna Neuhaus` is a person.
        family = len(found) == 2 and at == 1 and is_first(found[0])
        if len(word) > 6 and word.endswith(tuple(words("company_endings"))) and not (family or is_first(word)):
            return True
        if word.count("-") and any(part in known and len(part) > 3 for part in word.split("-")):
            return True
    return False


def _titles() -> frozenset[str]:
    return words("titles_of_address") | words("titles_of_degree") | words("titles_of_office") | words("degrees")


def fold_dots(text: str) -> str:
    """The text as it is compared, its full stops gone."""
    return key(text.replace(".", ""))
