"""Values: what stands for each field in this case, by the field's name; an empty value counts as none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from composer.cases.case import Case
from composer.cases.customer import Customer
from composer.phrases.fields import Day, parse_day
from composer.reading.facts import FactKind
from composer.reading.names import Greet
from composer.reading.person import read_name
from composer.reading.reading import Reading
from composer.reading.speech import Speech
from composer.writing.draft import Draft
from kb.articles.article import AskedField

Values = dict[str, object]


def customer_values(customer: Customer, greet: Greet, topics: tuple[str, ...], language: str, speech: Speech) -> Values:
    """What we know of a customer; the last contact is the one about this topic, where there was one."""
    last = next(iter((*customer.contacts_about(topics[:1]), *customer.history)), None)
    return {
        "customer.greet": greet.by(speech.manner, speech.pair),
        "customer.first_name": greet.by("first", speech.pair),
        "customer.last_name": read_name(customer.name).family,
        "customer.name": greet.whole or customer.name,
        "customer.email": customer.email,
        "customer.company": customer.company,
        "customer.plan": customer.plan,
        "customer.since": customer.since,
        "customer.language": customer.language,
        "history.contact_count": str(sum(contact.direction == "in" for contact in customer.history) or ""),
        "history.last_contact_on": Day.of(last.on, language) if last else None,
        "history.last_topic": last.topic if last else "",
        "history.open_promise": customer.promised[0].text if customer.promised else "",
        **{f"customer.field.{name}": value for name, value in customer.fields.items()},
    }


def case_values(case: Case, reading: Reading, draft: Draft, language: str) -> Values:
    """What the message says about itself."""
    return {
        "case.id": case.id,
        "case.subject": case.message.subject,
        "case.channel": str(draft.channel),
        "case.received_on": Day.of(case.received_on, language) if case.received_on else None,
        "case.order": reading.fact(FactKind.ORDER),
        "case.amount": reading.fact(FactKind.AMOUNT),
    }


def asked_values(draft: Draft, asks: Iterable[AskedField], today: dt.date, language: str) -> Values:
    """What the agent filled in, days as days."""
    kinds = {ask.field: ask.kind for ask in asks}
    found: Values = {}
    for name, value in draft.asked.items():
        day = parse_day(value, today) if kinds.get(name, "date") == "date" else None
        found[name] = Day.of(day, language) if day else value
    return found
