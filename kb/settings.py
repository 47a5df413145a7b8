"""The knowledge base's share of `warmline.yaml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from kb.addresses import parts_of_address
from kb.articles.status import Status
from kb.desk_files import SETTINGS, read_desk_text
from kb.errors import CannotRead
from kb.problem import At, Problems
from kb.yaml.reader import Mapping, Reader

ENGINES = ("whoosh", "tantivy")
"""The search engines that `search` may name."""
_LANGUAGE = re.compile(r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")
_COLOUR = re.compile(r"^#[0-9a-fA-F]{6}$")


@dataclass(frozen=True)
class FaqSettings:
    """How the FAQ is called and where it will stand."""

    title: str = ""
    base_url: str = ""
    """Ends in a slash; empty where the address is not known yet."""
    contact: str = ""
    """An address or a mail address that leads to a person."""
    feedback: str = ""
    """Where "did this help?" leads: a mail address, or the address of a form; empty where nobody asks."""
    colour: str = ""
    """The desk's own colour as `#rrggbb`; the FAQ uses shades of it that can be read on its paper."""
    logo: str = ""
    """A picture in the desk, below its folder."""
    links: tuple[tuple[str, str], ...] = ()
    """Words and address of each link beside the search, such as the shop."""
    footer: str = ""
    """A last line on every page, such as the company's name and seat."""
    search: str = "auto"
    """`own` or `auto`: our own index; `pagefind`: Pagefind's as well, which is asked first."""
    misses: str = ""
    """An address that is told what was looked for in vain; empty where nobody counts."""
    downloads: tuple[str, ...] = ()
    """Further kinds of files that customers may have, such as `.patch`."""
    most_needed: tuple[str, ...] = ()
    """Slugs of the answers that the first page names first."""


@dataclass(frozen=True)
class LibrarySettings:
    """What articles, search and the FAQ need to know."""

    organisation: str = "Our shop"
    language: str = "en"
    missing_status: Status = Status.DRAFT
    """What an article without a status is; set by `warmline init --status`."""
    search: str = "whoosh"
    faq: FaqSettings = FaqSettings()


def read_settings_file(desk: Path) -> tuple[Reader, Problems]:
    """The settings file as a reader; an unreadable file is one problem and reads as empty."""
    from kb.yaml.tree import parse_yaml

    problems = Problems(SETTINGS)
    try:
        mapping = parse_yaml(read_desk_text(desk, SETTINGS), problems)
    except CannotRead as error:
        problems.add(At(), "unreadable", str(error))
        mapping = None
    return Reader(mapping or Mapping({}, 1, 1), problems), problems


def read_library_settings(reader: Reader) -> LibrarySettings:
    """The keys that the knowledge base owns; the rest is left for others to ask for."""
    default = LibrarySettings()
    organisation = reader.text("organisation", default.organisation)
    language = reader.text("language", default.language)
    if not _LANGUAGE.match(language):
        reader.wrong("language", "a language code such as en, de or pt-BR")
        language = default.language
    return LibrarySettings(
        organisation=organisation,
        language=language,
        missing_status=Status(reader.one_of("missing_status", Status, Status.DRAFT)),
        search=reader.one_of("search", ENGINES, "whoosh"),
        faq=_read_faq(reader.inner("faq"), organisation),
    )


def _read_faq(faq: Reader, organisation: str) -> FaqSettings:
    base_url = faq.text("base_url")
    if base_url and not (base_url.startswith(("https://", "http://")) and parts_of_address(base_url).netloc):
        faq.wrong("base_url", "a web address that begins with https://")
        base_url = ""
    colour = faq.text("colour")
    if colour and not _COLOUR.match(colour):
        faq.wrong("colour", 'a colour such as "#2e7d32"')
        colour = ""
    faq.one_of("theme", ("default",), "default")
    links = faq.inner("links")
    found = FaqSettings(
        title=faq.text("title") or f"{organisation} help",
        base_url=base_url.rstrip("/") + "/" if base_url else "",
        contact=_read_address(faq, "contact"),
        feedback=_read_address(faq, "feedback"),
        colour=colour.lower(),
        logo=faq.text("logo"),
        links=tuple((words, address) for words in links.keys() if (address := _read_address(links, words))),  # noqa: SIM118
        footer=faq.text("footer"),
        search=faq.one_of("search", ("auto", "own", "pagefind"), "auto"),
        most_needed=faq.texts("most_needed"),
        misses=_read_address(faq, "misses"),
        downloads=tuple(f".{kind.lower().lstrip('.')}" for kind in faq.texts("downloads")),
    )
    faq.unknown()
    return found


def _read_address(reader: Reader, key: str) -> str:
    """An address that customers may follow; empty where it is missing or of another kind."""
    from kb.markdown.document import allowed_address

    address = reader.text(key)
    if address and not allowed_address(address):
        reader.wrong(key, "a web address, mailto: or tel:")
        return ""
    return address


def load_library_settings(desk: Path) -> LibrarySettings:
    """The knowledge base's settings of a desk, without the problems of the file."""
    reader, _problems = read_settings_file(desk)
    return read_library_settings(reader)
