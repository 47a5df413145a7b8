"""Forgetting: every trace of one person in a desk, found by id, address and name; what stays is named."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from composer.cases.case import case_id
from composer.cases.customer import Customer
from composer.desk.desk import CORRECTIONS, Desk
from composer.desk.drills import DRILLS
from composer.desk.inbox_cache import forget_remembered
from composer.desk.inbox_memory import cache_of
from composer.desk.language import PHRASEBOOKS
from composer.desk.private import PRIVATE
from composer.errors import NoSuchCustomer
from composer.front.crash import state_folder
from composer.practice.diary import forget_worksheets
from composer.practice.exemplary import EXEMPLARY
from composer.reading.corrections import forget_cases, unreadable_corrections
from composer.reading.entering import enter_message, raw_message
from composer.reading.message import MOST_BYTES
from composer.records.backup import remove_abandoned
from composer.records.copies import known_copies
from composer.records.drafts import Drafts
from composer.records.naming import hides_one_of, holds, words_of_person
from kb.articles import ARTICLES
from kb.desk_files import read_desk_text
from kb.errors import CannotRead, KBError
from kb.files import abandoned_below, read_bytes
from kb.folders import files_below
from kb.search.search_log import forget_words, unreadable_searches
from kb.text import fold


@dataclass(frozen=True)
class Forgotten:
    """What became of a person's traces."""

    gone: dict[str, int]
    """How many of each kind were removed."""
    left: tuple[str, ...]
    """Files outside our own folders that still name them."""
    named: tuple[str, ...]
    """Drafts and histories of others that name them."""
    unread: tuple[str, ...] = ()
    """What is said of our own files that nothing can be looked for in."""
    before: bool = False
    """Whether they were forgotten before, and nothing was left to remove."""


@dataclass(frozen=True)
class _Mail:
    """A message file in the inbox that has to do with a person."""

    path: Path
    case: str
    theirs: bool
    """Whether they sent it; else it names them."""


def forget_person(desk: Desk, wanted: str) -> Forgotten:
    """Forget the customer with an id or an address; an address without a customer has its traces forgotten as well.

    NoSuchCustomer where there is neither. Each step may be done again: what was cut short is finished by the next call.
    """
    person = desk.records.find_customer(wanted) or Customer(email=wanted if "@" in wanted else "")
    names, drafts = desk.records.names_to_know_by(person), Drafts(desk.drafts_folder)
    mail = list(_mail(desk, person, names))
    cases = desk.records.cases_of(person) | drafts.cases_of(person, names) | {one.case for one in mail if one.theirs}
    gone = {
        "drafts": drafts.forget_customer(person, cases, names),
        "copies": sum(_removed_copies(case) for case in cases),
        "worksheets": forget_worksheets(
            state_folder(), lambda text: holds(text, names) or any(one in text for one in cases)
        ),
        "searches": forget_words(desk.root, lambda word: hides_one_of(word, words_of_person(person))),
    }
    _remove_abandoned(desk)
    with contextlib.suppress(CannotRead):
        forget_cases(desk.private(CORRECTIONS), cases)
    forget_remembered(cache_of(desk), (person.id, person.email), cases)
    before = bool(desk.records.was_forgotten({wanted}))
    # The customer last: until then, whoever was interrupted finds them again by the same words.
    gone = desk.records.forget_customer(person, cases) | gone
    nothing = not person.known and not any(gone.values())
    if nothing and not before:
        _ = desk.records.get_customer(wanted)
        raise NoSuchCustomer(wanted, [])
    left, named = _left(desk, person, cases, names, mail), _named(desk, person, names, mail)
    return Forgotten(gone, tuple(left), tuple(named), tuple(_unread(desk, drafts)), before=nothing)


def _remove_abandoned(desk: Desk) -> None:
    """Remove what killed writers left behind, and killed backups wherever some are known to have been made."""
    copies = [Path(copy.path).parent for copy in known_copies(desk.root / PRIVATE, "backup")]
    for folder in {desk.root / PRIVATE, *copies}:
        remove_abandoned(folder)
    for folder in (desk.root / PRIVATE, state_folder(), cache_of(desk)):
        for path in abandoned_below(folder):
            path.unlink(missing_ok=True)


def _removed_copies(case: str) -> int:
    """Copies of a case's replies, which the app leaves in this person's own folder."""
    paths = list((state_folder() / "replies").glob(f"reply-*-{case[:6]}.txt")) if case.isalnum() else []
    for path in paths:
        path.unlink(missing_ok=True)
    return len(paths)


def _left(desk: Desk, person: Customer, cases: Iterable[str], names: list[str], mail: Iterable[_Mail]) -> Iterable[str]:
    """Files outside our own folders that still have the person in them."""
    yield from (_shown(desk, one.path) for one in mail if one.theirs)
    for case in cases:
        yield from (str(path) for path in desk.root.glob(f"reply-*-{case[:6]}.*") if case.isalnum())
    yield from _copies(desk, person, names)


def _named(desk: Desk, person: Customer, names: list[str], mail: Iterable[_Mail]) -> Iterable[str]:
    """What was written by or for others and names the person."""
    for path in Drafts(desk.drafts_folder).mentions(names):
        yield f"the draft {path}"
    for customer_id in desk.records.mentions(person):
        yield f"the history of {customer_id}"
    yield from (_shown(desk, one.path) for one in mail if not one.theirs)
    for name in _texts(desk):
        with contextlib.suppress(KBError):
            if holds(read_desk_text(desk.root, name), _whole(names)):
                yield name


def _unread(desk: Desk, drafts: Drafts) -> Iterable[str]:
    """A sentence for each of our own files in which traces may be that nobody can look for."""
    yield from unreadable_corrections(desk.root / PRIVATE / CORRECTIONS)
    yield from unreadable_searches(desk.root)
    yield from (f"{path} cannot be read as a draft" for path in drafts.unreadable())


def _texts(desk: Desk) -> Iterable[str]:
    """The names of a desk's own texts, in which somebody may have been taken as an example."""
    for folder in (ARTICLES, DRILLS, EXEMPLARY, PHRASEBOOKS):
        paths = (path for path in files_below(desk.root / folder) if path.suffix in (".md", ".yaml"))
        yield from (path.relative_to(desk.root).as_posix() for path in paths)


def _whole(names: Iterable[str]) -> list[str]:
    """Of what a person is known by, what nobody else is called by."""
    return [name for name in names if " " in name or "@" in name]


def _shown(desk: Desk, path: Path) -> str:
    return str(path.relative_to(desk.root) if path.is_relative_to(desk.root) else path)


def _copies(desk: Desk, person: Customer, names: list[str]) -> Iterable[str]:
    """The backups and exports that hold an id, an address or a name, or that are too large to look through."""
    words = [word for word in (fold(person.id), *names) if word]
    for copy in known_copies(desk.root / PRIVATE):
        path = Path(copy.path)
        if desk.records_file is not None and desk.records_file.exists() and path.samefile(desk.records_file):
            continue  # it is open through SQLite, and is no copy
        text = None
        with contextlib.suppress(KBError):
            text = fold(read_bytes(path, MOST_BYTES).decode("utf-8", "replace"))
        if text is None or any(word in text for word in words):
            yield f"{copy.path} ({copy.title})"


def _mail(desk: Desk, person: Customer, names: Iterable[str]) -> Iterable[_Mail]:
    """The message files of the inbox that a person sent, or that name them; done or not, readable or not."""
    for path in desk.waiting(done=True):
        with contextlib.suppress(KBError):
            content = desk.read_waiting(path)
            try:
                message = enter_message(content, path.name)
            except CannotRead:
                message = raw_message(content, path.name)
            theirs = message.sender_email == person.email.lower() != ""
            if theirs or holds(f"{message.sender_name}\n{message.subject}\n{message.text}", _whole(names)):
                yield _Mail(path, case_id(message), theirs)
