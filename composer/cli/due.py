"""`warmline due`: what was promised to customers, and by when."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
from pathlib import Path

from composer.cases.follow_up import FollowUp, when_due
from composer.cli.open_desk import opened_desk
from composer.desk.desk import Desk
from composer.desk.follow_ups import put_off
from composer.errors import BadDue
from composer.records.senders import promised_to
from kb.cli.main import add_common, ink, say
from kb.clock import now_here
from kb.files import digest, write_given
from kb.text import count_of, whole_number


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's words."""
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--done", nargs="+", metavar=("ID", "REASON"), help="it is done; how, if you like")
    what.add_argument("--later", nargs=3, metavar=("ID", "DAY", "REASON"), help="YYYY-MM-DD or +2, and why")
    what.add_argument("--ics", metavar="FILE", help="write a calendar file; - for standard output")
    add_common(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """List, settle, put off or write out follow-ups."""
    with opened_desk(arguments, words=False) as desk:
        if arguments.done:
            number, *words = arguments.done
            changed = desk.records.follow_ups.done(_number(number), " ".join(words), now_here())
            say(f"Follow-up {changed.id} is done.")
        elif arguments.later:
            number, day, reason = arguments.later
            changed = put_off(desk, desk.records.follow_ups.get(_number(number)), day, reason)
            say(f"Follow-up {changed.id} is due {changed.due:%A %Y-%m-%d %H:%M}.")
        elif arguments.ics:
            return _calendar(desk, arguments.ics)
        else:
            return _list(desk, as_json=arguments.json)
        if arguments.json:
            print(json.dumps(_as_json(changed, now_here()), ensure_ascii=False))
    return 0


def _list(desk: Desk, *, as_json: bool) -> int:
    found, now = desk.records.follow_ups.open(), now_here()
    if as_json:
        print(json.dumps([_as_json(one, now) for one in found], ensure_ascii=False, indent=1))
        return 0
    names, pen = promised_to(desk.records.store, found), ink()
    for one in found:
        when = when_due(one.due, now).ljust(20)
        who = (names[one.id] or "a customer we do not know").ljust(20)
        why = f" (later: {one.reason})" if one.reason else ""
        print(f"{str(one.id).rjust(4)}  {pen.bold(when) if one.due < now else when}  {who}  {one.text}{pen.dim(why)}")
    late = sum(one.due < now for one in found)
    say(f"{count_of(len(found), 'follow-up')} open, {late} overdue." if found else "Nothing is promised.")
    return 0


def _calendar(desk: Desk, file: str) -> int:
    from composer.exchange.calendar_file import calendar_of

    found = desk.records.follow_ups.open()
    names = desk.records.names_of({one.customer_id for one in found})
    content = calendar_of(found, names, digest(desk.records.where)[:12], now_here())
    if file == "-":
        sys.stdout.write(content.decode())
    else:
        write_given(Path(file), content, 0o600)
        say(f"{count_of(len(found), 'follow-up')} written to {file}.")
    return 0


def _number(text: str) -> int:
    number = whole_number(text)
    if number is None:
        raise BadDue(f"{text!r} is no number of a follow-up; warmline due lists them")
    return number


def _as_json(one: FollowUp, now: dt.datetime) -> dict[str, object]:
    return {
        "id": one.id,
        "case": one.case_id,
        "customer": one.customer_id or None,
        "text": one.text,
        "due": one.due.isoformat(),
        "zone": str(one.due.tzinfo),
        "state": one.state,
        "overdue": one.due < now and one.state != "done",
        "reason": one.reason,
        "reasons": one.reasons,
        "agent": one.agent,
    }
