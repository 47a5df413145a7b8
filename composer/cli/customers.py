"""`warmline customers`: import, export, list, show, forget."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from pathlib import Path

from composer.cases.customer import Customer
from composer.cli.open_desk import opened_desk
from composer.cli.read import describe
from composer.desk.private import PRIVATE
from composer.errors import BadImport, BadMap
from composer.exchange.table_file import MOST_BYTES, MOST_ROWS, TextTable, query_table, write_rejected
from kb.cli.main import add_common, ink, say
from kb.clock import now_here
from kb.streams import read_input
from kb.text import count_of, one_line


def add(parser: argparse.ArgumentParser) -> None:
    """Declare what the verb can do."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="import|export|list|show|forget")
    importing = actions.add_parser("import", help="take in CSV, JSON lines or a query: all of it, or nothing")
    importing.add_argument("file", nargs="?", metavar="FILE", help="a .csv or .jsonl file; - for CSV on standard input")
    importing.add_argument("--sql", nargs=2, metavar=("URL", "QUERY"), help="the rows of a query instead of a file")
    importing.add_argument(
        "--map", action="append", default=[], metavar="OURS=THEIRS", help="their column for ours, e.g. name=full_name"
    )
    importing.add_argument("--dry-run", action="store_true", help="say what would happen, and change nothing")
    importing.add_argument("--encoding", default="", help="of the file (default: found out)")
    importing.set_defaults(run=run_import)
    exporting = actions.add_parser("export", help="all customers with their history as a CSV file")
    exporting.add_argument("file", metavar="FILE.csv", help="the file to write")
    exporting.set_defaults(run=run_export)
    listing = actions.add_parser("list", help="customers by name")
    listing.add_argument(
        "words", nargs="*", metavar="WORDS", help="only those whose name, id, e-mail or company has words that begin so"
    )
    listing.set_defaults(run=run_list)
    showing = actions.add_parser("show", help="one customer with fields and history")
    showing.add_argument("customer", metavar="ID", help="an id or a mail address")
    showing.set_defaults(run=run_show)
    forgetting = actions.add_parser("forget", help="remove every trace of one customer")
    forgetting.add_argument("customer", metavar="ID", help="an id, or an address, of a customer or of nobody known")
    forgetting.set_defaults(run=run_forget)
    for action in (importing, exporting, listing, showing, forgetting):
        add_common(action)


def run_import(arguments: argparse.Namespace) -> int:
    """Import customers from a file or a query."""
    from composer.exchange.customer_file import customers_from
    from composer.exchange.headings import said_of

    mapping = _mapping(arguments.map)
    table = _table(arguments)
    try:
        incoming = customers_from(table, mapping)
    except BadImport as error:
        if error.rejected:
            path = Path(f"{Path(table.source).stem or 'customers'}.rejected.csv")
            write_rejected(path, error.rejected)
            say(f"{count_of(len(error.rejected), 'row')} with what is wrong with each: {path}")
        raise
    with opened_desk(arguments, words=False) as desk:
        done = desk.records.import_customers(incoming, dry_run=arguments.dry_run)
    counts = {"created": done.created, "updated": done.updated, "unchanged": done.unchanged, "contacts": done.contacts}
    if arguments.json:
        print(json.dumps(counts | ({"dry_run": True} if arguments.dry_run else {})))
    for remark in (table.remark, said_of(table.columns, mapping)):
        if remark:
            say(remark)
    if incoming and not any(customer.name for customer in incoming):
        say("No customer here has a name, so they are greeted without one; --map name=THEIRS takes a column for it.")
    would = "would be " if arguments.dry_run else ""
    say(
        f"{count_of(done.created, 'customer')} {would}created, {done.updated} {would}updated, "
        f"{done.unchanged} unchanged; {count_of(done.contacts, 'contact')} {would}added."
    )
    return 0


def _mapping(pairs: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for pair in pairs:
        ours, equals, theirs = pair.partition("=")
        if not (equals and ours.strip() and theirs.strip()):
            raise BadMap(pair)
        found[one_line(ours).lower()] = theirs
    return found


def _table(arguments: argparse.Namespace) -> TextTable:
    from composer.exchange.customer_file import load_table, read_table

    if arguments.sql:
        from composer.records.query import rows_of

        columns, rows = rows_of(arguments.sql[0], arguments.sql[1], MOST_ROWS)
        return query_table(columns, rows, "the query")
    if not arguments.file:
        raise BadMap("", "name a FILE, or --sql URL QUERY")
    if arguments.file == "-":
        return read_table(read_input(MOST_BYTES), "standard input", arguments.encoding)
    return load_table(Path(arguments.file), arguments.encoding)


def run_export(arguments: argparse.Namespace) -> int:
    """Write all customers into a CSV file, and remember that it was made."""
    from composer.exchange.customer_file import export_customers
    from composer.records.copies import note_copy

    path = Path(arguments.file)
    with opened_desk(arguments, words=False) as desk:
        everyone = desk.records.all_customers()
        count = export_customers(everyone, path)
        unnoted = note_copy(desk.root / PRIVATE, "export", path, now_here())
    if arguments.json:
        print(json.dumps({"customers": count, "file": str(path)}))
    say(f"{count_of(count, 'customer')} written to {path}, which only you can read.")
    if unnoted:
        say(unnoted)
    return _say_faults(everyone)


def run_list(arguments: argparse.Namespace) -> int:
    """List customers."""
    with opened_desk(arguments, words=False) as desk:
        words = one_line(" ".join(arguments.words))
        found = desk.records.list_customers(words, limit=1_000_000)
    if arguments.json:
        print(json.dumps([_as_json(customer) for customer in found], ensure_ascii=False, indent=1))
        return _say_faults(found)
    for customer in found:
        columns = (customer.id.ljust(12), customer.name.ljust(20), customer.email.ljust(32), customer.plan)
        print("  ".join(part for part in columns if part).rstrip())
    if not found and words:
        say(f"No customer's name, id, e-mail or company holds {words!r}.")
    elif not found:
        say("No customers here. Bring some with: warmline customers import FILE.csv")
    return _say_faults(found)


def run_show(arguments: argparse.Namespace) -> int:
    """Show one customer."""
    with opened_desk(arguments, words=False) as desk:
        customer = desk.records.get_customer(arguments.customer)
    if arguments.json:
        print(json.dumps(_as_json(customer), ensure_ascii=False, indent=1))
        return _say_faults([customer])
    pen = ink()
    print(pen.bold(describe(customer)))
    fields = (("id", customer.id), ("e-mail", customer.email), ("language", customer.language))
    for name, value in (*fields, *customer.fields.items()):
        if value:
            below = f"\n{' ' * 13}"
            print(f"{pen.dim(name.ljust(12))} {below.join(value.splitlines())}")
    for contact in customer.history:
        arrow = "<-" if contact.direction == "in" else "->"
        about = " ".join(filter(None, (contact.topic.ljust(10), contact.tone)))
        print(f"{contact.on}  {arrow} {contact.channel.ljust(6)} {about} {one_line(contact.text)[:200]}")
    return _say_faults([customer])


def _say_faults(found: Iterable[Customer]) -> int:
    """Name every customer whose record is damaged; 1 where there is one."""
    damaged = [customer for customer in found if customer.fault]
    for customer in damaged:
        say(f"The record of customer {customer.id!r} is damaged: {customer.fault} cannot be read and left out here.")
    return 1 if damaged else 0


_KINDS = (
    ("customers", "customer"),
    ("contacts", "contact"),
    ("replies", "reply"),
    ("sentences", "sentence"),
    ("follow_ups", "follow-up"),
    ("drafts", "draft"),
    ("copies", "copy of a reply"),
)
_FIGURES = (
    ("cases", "case record"),
    ("ratings", "rating"),
    ("activity", "day of activity"),
    ("worksheets", "worksheet"),
    ("mails", "mail in the outbox"),
)
"""Named only where there are some."""
_PLURALS = {
    "copies": "copies of replies",
    "follow_ups": "follow-ups",
    "cases": "case records",
    "activity": "days of activity",
    "mails": "mails in the outbox",
}


def run_forget(arguments: argparse.Namespace) -> int:
    """Remove every trace of one person: history, replies, ledger, follow-ups, drafts, copies, words of searches."""
    from composer.desk.forget import forget_person

    with opened_desk(arguments, words=False) as desk:
        done = forget_person(desk, arguments.customer)
    gone = done.gone
    if arguments.json:
        print(json.dumps(gone))
    kinds = (*_KINDS, *(kind for kind in _FIGURES if gone[kind[0]]))
    removed = [count_of(gone[many], one, _PLURALS.get(many, many)) for many, one in kinds]
    if gone["searches"]:
        removed.append(f"words of {count_of(gone['searches'], 'search', 'searches')}")
    earlier = "They were forgotten before, and nothing was left to remove."
    say(earlier if done.before else f"Removed: {', '.join(removed)}.")
    say(
        f"Left, because they are files of yours: {', '.join(done.left)}."
        if done.left
        else "No message of theirs is in inbox/; copies elsewhere, such as a server's backups, are yours to find."
    )
    if done.named:
        say(f"Left, because it was written for others, and names them: {', '.join(done.named)}.")
    if done.unread:
        said = "; ".join(one.removesuffix(".") for one in done.unread)
        say(f"Not looked through: {said}. Mend or remove these files, and forget the person once more.")
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
                "tone": contact.tone,
                "text": contact.text,
            }
            for contact in customer.history
        ],
    }
