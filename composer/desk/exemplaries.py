"""Exemplary replies of a desk: made from a sent reply for a person's yes, kept, linted, and found beside a message."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from composer.cases.case import Case
from composer.cases.follow_up import FollowUp
from composer.cases.step import Step
from composer.desk.drills import DRILLS
from composer.errors import ComposerError, NoSuchCase, NoSuchReply
from composer.practice.drill import Drill, DrillCourse, DrillKind, DrillMessage, Wants
from composer.practice.drill_source import drill_source
from composer.practice.exemplary import EXEMPLARY, Exemplary, exemplary_source, parse_exemplary
from composer.practice.stand_ins import with_stand_ins
from composer.reading.language_of import base_of
from kb.desk_files import place_in, read_desk_text
from kb.errors import AlreadyThere, CannotRead
from kb.files import write_new, write_text
from kb.folders import files_below, make_folder
from kb.guard import listed
from kb.problem import Problem
from kb.text import fold, slugify
from kb.words.likeness import likenesses

if TYPE_CHECKING:
    from composer.desk.desk import Desk
    from composer.practice.anonymise import Anonymous
    from composer.records.sent_reply import SentReply

_ENOUGH = 0.25
"""How alike two messages are, from 0 to 1, from which on one's answer is suggested for the other."""


@dataclass(frozen=True)
class Example:
    """A message and the reply to it, made anonymous."""

    message: Anonymous
    reply: Anonymous
    language: str
    topic: str

    @property
    def replaced(self) -> tuple[tuple[str, str], ...]:
        """What was replaced, each once."""
        return tuple(dict.fromkeys((*self.message.replaced, *self.reply.replaced)))

    @property
    def doubtful(self) -> tuple[str, ...]:
        """Words that may still be names."""
        return tuple(dict.fromkeys((*self.message.doubtful, *self.reply.doubtful)))


def example_of(desk: Desk, case_id: str) -> Example:
    """The last reply to a case and its message, made anonymous; NoSuchReply where nothing was sent or kept of it."""
    from composer.desk.reopen import case_of_promise

    replies = desk.records.replies_to(case_id)
    if not replies:
        raise NoSuchReply(case_id, "nothing was sent in it")
    sent = replies[0]
    now = sent.sent_at.replace(tzinfo=dt.UTC)
    case = case_of_promise(desk, FollowUp(0, case_id, sent.customer_id, "", now))
    if not case.message.text:
        raise NoSuchReply(case_id, "its message is not in the records, since nobody knew who wrote")
    return anonymous_case(desk, case, sent)


def anonymous_case(desk: Desk, case: Case, sent: SentReply | None) -> Example:
    """A case made anonymous: its message, and the reply to it where there is one."""
    from composer.practice.anonymise import Anonymiser

    reading = desk.read(case.message, case.customer)
    making = Anonymiser(desk.words_for(reading.language).speech, people_of(desk, case, sent))
    message = making.anonymous("\n\n".join(filter(None, (case.message.text, case.message.signature))))
    reply = making.anonymous(sent.text if sent else "")
    language = reading.language or desk.settings.library.language
    return Example(message, reply, language, reading.topics[0] if reading.topics else "")


def people_of(desk: Desk, case: Case, sent: SentReply | None) -> Mapping[str, str]:
    """The names that are known in a case, each with its field."""
    customer, agent = case.customer, desk.settings.agent
    people: dict[str, str] = {}
    for name in filter(None, (customer.name, case.message.sender_name)):
        first, *_middle, last = [*name.split(), ""] if " " not in name else name.split()
        people |= {name: "customer.name", first: "customer.first_name"} | ({last: "customer.last_name"} if last else {})
    for name in filter(None, (agent.name, sent.agent if sent else "")):
        people |= {name: "agent.name", name.split()[0]: "agent.first_name"}
    more = {
        customer.email: "customer.email",
        customer.company: "customer.company",
        customer.id: "customer.id",
        desk.settings.library.organisation: "organisation.name",
    }
    return people | {words: name for words, name in more.items() if words}


def source_of(desk: Desk, example: Example) -> str:
    """The file of an example, whose title and reason are still to be written."""
    message, reply, who = example.message.text, example.reply.text, desk.settings.agent.name
    one = Exemplary("", example.topic, "", message, reply, example.language, example.topic, who)
    return exemplary_source(one)


def checked_exemplary(desk: Desk, source: str) -> tuple[Exemplary | None, list[Problem]]:
    """The exemplary reply of a source that is not kept yet; None where anything in it is still personal."""
    return parse_exemplary(source, "example", desk.language.speech, _customers_names(desk))


def keep_exemplary(desk: Desk, one: Exemplary, source: str) -> Path:
    """Write an exemplary reply into the desk; never over another one."""
    name = f"{EXEMPLARY}/{slugify(one.title) or 'reply'}.md"
    place_in(desk.root, name)
    make_folder(desk.root / EXEMPLARY)
    return write_new(desk.root / name, source.encode())


def drill_from(
    desk: Desk, title: str, case_id: str = "", course: str = "Drills of our own"
) -> tuple[str, Example | None]:
    """The source of a drill to write on, with the message of a case and the answer that it had, made anonymous.

    NoSuchCase where there is no such case.
    """
    name, language = slugify(title), desk.settings.library.language
    from composer.desk.reopen import waiting_case

    if not name:
        raise ComposerError("A drill needs a title with a letter or a digit.")
    if not case_id:
        return drill_source(name, title, language, course=course), None
    replies = desk.records.replies_to(case_id)
    if replies:
        example = example_of(desk, case_id)
    else:
        case = waiting_case(desk, case_id)
        if case is None:
            raise NoSuchCase(case_id)
        example = anonymous_case(desk, case, None)
    message, answer = example.message.text, example.reply.text
    return drill_source(name, title, example.language, message, answer, course=course), example


def guide() -> str:
    """How a drill is written."""
    return (resources.files("composer.practice") / DRILLS / "README.md").read_text(encoding="utf-8")


def write_drill(desk: Desk, course: str, title: str, source: str) -> Path:
    """Write a drill into a course of the desk; AlreadyThere where one of its name is."""
    name = f"{DRILLS}/{course}/{slugify(title)}.yaml"
    place_in(desk.root, name)
    path = desk.root / name
    if path.exists():
        raise AlreadyThere(name)
    make_folder(path.parent)
    write_text(path, source)
    return path


def find_exemplaries(desk: Desk, words: str) -> list[Exemplary]:
    """The exemplary replies of a desk that have every one of some words; all of them without words."""
    wanted = fold(words).split()
    texts = (
        (one, fold(f"{one.title} {one.why} {one.topic} {one.message} {one.reply}")) for one in exemplaries_of(desk)[0]
    )
    return [one for one, text in texts if all(word in text for word in wanted)]


def exemplaries_of(desk: Desk) -> tuple[list[Exemplary], list[Problem]]:
    """The exemplary replies of a desk, and what is wrong with them; one with anything personal is left out."""
    folder, problems, found = desk.root / EXEMPLARY, list[Problem](), list[Exemplary]()
    paths = [path for path in files_below(folder) if path.suffix == ".md"]
    is_name = _customers_names(desk)
    for path in paths:
        name = path.relative_to(desk.root).as_posix()
        with listed(problems, name):
            try:
                source = read_desk_text(desk.root, name)
            except CannotRead as error:
                problems.append(Problem(name, 1, 1, "unreadable", str(error)))
                continue
            one, faults = parse_exemplary(source, name, desk.language.speech, is_name)
            problems += faults
            found += [one] if one else []
    return found, problems


def _customers_names(desk: Desk) -> Callable[[str], bool]:
    """Says whether a word is part of a customer's name; the records are opened when the first one is asked about."""
    from composer.records.known_names import name_in

    there = desk.records_file is None or desk.records_file.exists()
    return name_in(lambda: desk.records if there else None)


def similar_to(desk: Desk, text: str, language: str, many: int = 2) -> list[Exemplary]:
    """The exemplary replies to messages like this one, the most alike first; none where nothing is much alike."""
    found = [one for one in exemplaries_of(desk)[0] if base_of(one.language) == base_of(language)]
    likeness = likenesses(text, [f"{one.title} {one.message}" for one in found], language)
    order = sorted(range(len(found)), key=lambda number: -likeness[number])
    return [found[number] for number in order if likeness[number] >= _ENOUGH][:many]


def drills_from(found: Iterable[Exemplary]) -> list[DrillCourse]:
    """Exemplary replies as a course of drills."""
    drills = tuple(
        Drill(
            one.name,
            DrillKind.REPLY,
            one.title,
            given=(DrillMessage(with_stand_ins(one.message), exemplary=(with_stand_ins(one.reply),)),),
            wants=Wants(steps=(Step.LISTEN, Step.SOLVE)),
            tip=one.why,
            language=one.language,
            course=EXEMPLARY,
        )
        for one in found
    )
    about = "Messages that your team answered well."
    return [DrillCourse(EXEMPLARY, "Exemplary replies", about, drills[0].language, drills)] if drills else []
