"""The knowledge base's share of `warmline.yaml`, and where a desk is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from kb.errors import CannotRead, NotADesk
from kb.files import read_text
from kb.problem import Problems
from kb.status import Status
from kb.yamlfile import Mapping, Reader, parse_yaml

SETTINGS = "warmline.yaml"
ARTICLES = "articles"
_LANGUAGE = re.compile(r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")


@dataclass(frozen=True)
class FaqSettings:
    """How the FAQ is called and where it will stand."""

    title: str = ""
    base_url: str = ""
    """Ends in a slash; empty where the address is not known yet."""
    contact: str = ""
    """An address or a mail address that leads to a person."""


@dataclass(frozen=True)
class LibrarySettings:
    """What articles, search and the FAQ need to know."""

    organisation: str = "Our shop"
    language: str = "en"
    missing_status: Status = Status.DRAFT
    """What an article without a status is; set by `warmline init --status`."""
    search: str = "whoosh"
    faq: FaqSettings = FaqSettings()


def find_desk(start: Path) -> Path:
    """The desk's folder: this one, or the nearest above that holds a `warmline.yaml`."""
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / SETTINGS).is_file():
            return folder
    raise NotADesk(start)


def read_settings_file(desk: Path) -> tuple[Reader, Problems]:
    """The settings file as a reader; an unreadable file is one problem and reads as empty."""
    problems = Problems(SETTINGS)
    try:
        mapping = parse_yaml(read_text(desk / SETTINGS), problems)
    except CannotRead as error:
        from kb.problem import At

        problems.add(At(), "unreadable", str(error))
        mapping = None
    return Reader(mapping or Mapping({}, 1, 1), problems), problems


def read_library_settings(reader: Reader) -> LibrarySettings:
    """The keys that the knowledge base owns; the rest is left for others to ask for."""
    from kb.markdown import allowed_address

    default = LibrarySettings()
    organisation = reader.text("organisation", default.organisation)
    language = reader.text("language", default.language)
    if not _LANGUAGE.match(language):
        reader.wrong("language", "a language code such as en, de or pt-BR")
        language = default.language
    faq = reader.inner("faq")
    base_url = faq.text("base_url")
    if base_url and not base_url.startswith(("https://", "http://")):
        faq.wrong("base_url", "a web address that begins with https://")
        base_url = ""
    contact = faq.text("contact")
    if contact and not allowed_address(contact):
        faq.wrong("contact", "a web address, mailto: or tel:")
        contact = ""
    faq.one_of("theme", ("default",), "default")
    settings = LibrarySettings(
        organisation=organisation,
        language=language,
        missing_status=Status(reader.one_of("missing_status", Status, Status.DRAFT)),
        search=reader.one_of("search", ("whoosh",), "whoosh"),
        faq=FaqSettings(
            title=faq.text("title") or f"{organisation} help",
            base_url=base_url.rstrip("/") + "/" if base_url else "",
            contact=contact,
        ),
    )
    faq.unknown()
    return settings


def load_library_settings(desk: Path) -> LibrarySettings:
    """The knowledge base's settings of a desk, without the problems of the file."""
    reader, _problems = read_settings_file(desk)
    return read_library_settings(reader)
