"""`warmline inbox`: what waits for an answer, the most pressing first, and why."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys

from composer.cli.open_desk import opened_desk
from composer.desk.desk import Desk
from composer.desk.inbox import put_off_case, unread_in, waiting_cases, waiting_in
from composer.desk.inbox_memory import Memory, read_inbox
from composer.desk.waiting import Waiting
from composer.errors import NoSuchCase
from composer.front.crash import state_folder
from composer.practice.check_in import feeling_today
from kb.cli.main import add_common, ink, say
from kb.clock import now_here

_TOLD_EVERY = 100
"""Messages after which a terminal is told how far the reading is."""


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's words."""
    parser.add_argument("--take", nargs=2, metavar=("CASE", "REASON"), help="take a case from the agent who has it")
    parser.add_argument("--later", nargs=2, metavar=("CASE", "DAY"), help="put a message off until a day, such as +2")
    parser.add_argument("--give-back", metavar="CASE", help="let others have a case of yours")
    add_common(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the waiting messages."""
    with opened_desk(arguments) as desk:
        if arguments.take or arguments.later or arguments.give_back:
            return _change(desk, arguments)
        memory = Memory()
        memory.calm_first = feeling_today(state_folder(), now_here().date()).tired
        for done, total in read_inbox(desk, memory):
            if sys.stderr.isatty() and done % _TOLD_EVERY == 0:
                print(f"\rReading messages: {done:,} of {total:,} …", end="", file=sys.stderr)
        if sys.stderr.isatty():
            print("\r\x1b[K", end="", file=sys.stderr)
        found, unread = waiting_in(desk, memory, now_here()), unread_in(desk, memory)
        claims = {one.case_id: one.elsewhere for one in found if one.elsewhere}
        claims |= {claim.case_id: claim.agent for claim in desk.records.claims.all()}
        if arguments.json:
            print(json.dumps([_as_json(one, claims.get(one.case_id)) for one in found], ensure_ascii=False, indent=1))
        else:
            pen = ink()
            for one in found:
                holder = f"  taken by {claims[one.case_id]} ({one.case_id})" if one.case_id in claims else ""
                who = one.who or "somebody"
                print(f"{who}  {one.title}  {pen.dim(', '.join((one.channel, *one.reasons)))}{holder}")
        for path, error in unread:
            say(f"{path.name}: {error}")
        if not found and not unread:
            there = desk.inbox.is_dir()
            say(f"Nothing waits in {desk.inbox}." if there else f"There is no folder {desk.inbox}.")
    return 0


def _change(desk: Desk, arguments: argparse.Namespace) -> int:
    if arguments.take:
        return _take(desk, *arguments.take)
    if arguments.later:
        return _later(desk, *arguments.later)
    return _give_back(desk, arguments.give_back)


def _take(desk: Desk, case_id: str, reason: str) -> int:
    now = now_here().astimezone(dt.UTC)
    claim = desk.records.claims.find(case_id)
    if claim is None and case_id not in {one.case_id for one in waiting_cases(desk, now)[0]}:
        raise NoSuchCase(case_id)
    if claim is not None and claim.agent != desk.me:
        claim = desk.records.claims.take_over(claim, desk.me, now, reason)
    else:
        claim = desk.records.claims.take(case_id, desk.me, now)
    mine = claim.agent == desk.me
    say(f"Case {case_id} is yours." if mine else f"{claim.agent} was faster; case {case_id} is theirs.")
    return 0 if mine else 1


def _later(desk: Desk, case_id: str, day: str) -> int:
    now = now_here()
    one = next((one for one in waiting_cases(desk, now)[0] if one.case_id == case_id), None)
    if one is None:
        raise NoSuchCase(case_id)
    found = put_off_case(desk, one, day, now)
    say(f"Case {case_id} is put off until {found:%A %Y-%m-%d}.")
    return 0


def _give_back(desk: Desk, case_id: str) -> int:
    claim = desk.records.claims.find(case_id)
    if claim is None:
        raise NoSuchCase(case_id)
    if claim.agent != desk.me:
        say(f"Case {case_id} is {claim.agent}'s, not yours to give back.")
        return 1
    desk.records.claims.release(case_id, desk.me)
    say(f"Case {case_id} is given back.")
    return 0


def _as_json(waiting: Waiting, taken_by: str | None) -> dict[str, object]:
    return {
        "case": waiting.case_id,
        "file": str(waiting.path) if waiting.path else None,
        "from": waiting.who or "somebody",
        "customer": waiting.sender.id or None,
        "subject": waiting.title,
        "channel": waiting.channel,
        "automatic": waiting.listed.automatic,
        "tone": waiting.listed.tone,
        "minutes_left": int(waiting.left.total_seconds() // 60) if waiting.left is not None else None,
        "overdue": waiting.overdue,
        "reasons": waiting.reasons,
        "put_off_until": waiting.put_off.isoformat() if waiting.put_off else None,
        "taken_by": taken_by,
    }
