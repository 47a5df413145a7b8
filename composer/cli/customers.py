"""`warmline customers`: import, list, show, forget."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from composer.cli.opening import opened_desk
from composer.cli.read import describe
from composer.customer import Customer
from composer.desk import PRIVATE
from kb.cli import add_common, ink, say
from kb.text import count_of, one_line


def add(parser: argparse.ArgumentParser) -> None:
    """Declare what the verb can do."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="import|list|show|forget")
    importing = actions.add_parser("import", help="take in a CSV file: all of it, or nothing")
    importing.add_argument("file", metavar="FILE.csv")
    importing.set_defaults(run=run_import)
    listing = actions.add_parser("list", help="customers by name")
    listing.add_argument(
        "words",
        nargs="*",
        metavar="WORDS",
        help="only those whose name, id, e-mail or company holds the words",
    )
    listing.set_defaults(run=run_list)
    showing = actions.add_parser("show", help="one customer with fields and history")
    showing.add_argument("customer", metavar="ID")
    showing.set_defaults(run=run_show)
    forgetting = actions.add_parser("forget", help="remove one customer from the records")
    forgetting.add_argument("customer", metavar="ID")
    forgetting.set_defaults(run=run_forget)
    for action in (importing, listing, showing, forgetting):
        add_common(action)


def run_import(arguments: argparse.Namespace) -> int:
    """Import a CSV file."""
    from composer.exchange.customer_file import load_customers

    incoming = load_customers(Path(arguments.file))
    with opened_desk(arguments) as desk:
        done = desk.records.import_customers(incoming)
    if arguments.json:
        print(
            json.dumps(
                {
                    "created": done.created,
                    "updated": done.updated,
                    "unchanged": done.unchanged,
                    "contacts": done.contacts,
                }
            )
        )
    say(
        f"{count_of(done.created, 'customer')} created, {done.updated} updated, {done.unchanged} unchanged; "
        f"{count_of(done.contacts, 'contact')} added."
    )
    return 0


def run_list(arguments: argparse.Namespace) -> int:
    """List customers."""
    with opened_desk(arguments) as desk:
        words = one_line(" ".join(arguments.words))
        found = desk.records.list_customers(words, limit=1_000_000)
    if arguments.json:
        print(json.dumps([_as_json(customer) for customer in found], ensure_ascii=False, indent=1))
        return 0
    for customer in found:
        print(
            "  ".join(
                part
                for part in (
                    customer.id.ljust(12),
                    customer.name.ljust(20),
                    customer.email.ljust(32),
                    customer.plan,
                )
                if part
            ).rstrip()
        )
    if not found and words:
        say(f"No customer's name, id, e-mail or company holds {words!r}.")
    elif not found:
        say("No customers here. Bring some with: warmline customers import FILE.csv")
    return 0


def run_show(arguments: argparse.Namespace) -> int:
    """Show one customer."""
    with opened_desk(arguments) as desk:
        customer = desk.records.get_customer(arguments.customer)
    if arguments.json:
        print(json.dumps(_as_json(customer), ensure_ascii=False, indent=1))
        return 0
    pen = ink()
    print(pen.bold(describe(customer)))
    for name, value in (
        ("id", customer.id),
        ("e-mail", customer.email),
        ("language", customer.language),
        *customer.fields.items(),
    ):
        if value:
            print(f"{pen.dim(name.ljust(12))} {value}")
    for contact in customer.history:
        arrow = "<-" if contact.direction == "in" else "->"
        print(
            f"{contact.on}  {arrow} {contact.channel.ljust(6)} {contact.topic.ljust(10)} {one_line(contact.text)[:200]}"
        )
    return 0


_KINDS = (
    ("customers", "customer"),
    ("contacts", "contact"),
    ("replies", "reply"),
    ("sentences", "sentence"),
    ("follow_ups", "follow-up"),
    ("drafts", "draft"),
)


def run_forget(arguments: argparse.Namespace) -> int:
    """Remove one customer with history, replies, ledger and drafts."""
    from composer.records.drafts import Drafts

    with opened_desk(arguments) as desk:
        customer = desk.records.get_customer(arguments.customer)
        drafts = Drafts(desk.root / PRIVATE / "drafts")
        theirs = [kept for kept in drafts.recover()[0] if kept.customer_id == customer.id]
        for kept in theirs:
            drafts.forget(kept.case_id)
        gone = desk.records.forget_customer(customer.id) | {"drafts": len(theirs)}
        left = [path.relative_to(desk.root).as_posix() for path in desk.waiting_from(customer)]
    if arguments.json:
        print(json.dumps(gone))
    say("Removed: " + ", ".join(count_of(gone[many], one, many.replace("_", "-")) for many, one in _KINDS) + ".")
    say(
        f"Left, because they are files of yours: {', '.join(left)}."
        if left
        else "No message of theirs is in inbox/; copies elsewhere, such as backups, are yours to find."
    )
    return 0


def _as_json(customer: Customer) -> dict[str, object]:
    return {
        "id": customer.id,
        "name": customer.name,
        "email": customer.email,
        "company": customer.company,
        "plan": customer.plan,
        "since": customer.since,
        "language": customer.language,
        "fields": dict(customer.fields),
        "history": [
            {
                "on": contact.on.isoformat(),
                "channel": contact.channel,
                "direction": contact.direction,
                "topic": contact.topic,
                "text": contact.text,
            }
            for contact in customer.history
        ],
    }
