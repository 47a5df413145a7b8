"""`warmline inbox`: what waits for an answer, the most pressing first, and why."""

from __future__ import annotations

import argparse
import datetime as dt
import json

from composer.cli.open_desk import opened_desk
from composer.desk.desk import Desk
from composer.desk.inbox import Waiting, waiting_cases
from composer.errors import NoSuchCase
from kb.cli.main import add_common, ink, say
from kb.clock import now_here


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's words."""
    parser.add_argument("--take", nargs=2, metavar=("CASE", "REASON"), help="take a case from the agent who has it")
    parser.add_argument("--give-back", metavar="CASE", help="let others have a case of yours")
    add_common(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the waiting messages."""
    with opened_desk(arguments) as desk:
        if arguments.take:
            return _take(desk, *arguments.take)
        if arguments.give_back:
            return _give_back(desk, arguments.give_back)
        found, unread = waiting_cases(desk, now_here())
        claims = {claim.case_id: claim.agent for claim in desk.records.claims.all()}
        if arguments.json:
            print(json.dumps([_as_json(one, claims.get(one.case.id)) for one in found], ensure_ascii=False, indent=1))
        else:
            pen = ink()
            for one in found:
                holder = f"  taken by {claims[one.case.id]} ({one.case.id})" if one.case.id in claims else ""
                print(f"{_who(one)}  {one.case.title}  {pen.dim(', '.join((one.case.channel, *one.reasons)))}{holder}")
        for path, error in unread:
            say(f"{path.name}: {error}")
        if not found and not unread:
            there = desk.inbox.is_dir()
            say(f"Nothing waits in {desk.inbox}." if there else f"There is no folder {desk.inbox}.")
    return 0


def _take(desk: Desk, case_id: str, reason: str) -> int:
    now = now_here().astimezone(dt.UTC)
    claim = desk.records.claims.find(case_id)
    if claim is None and case_id not in {one.case.id for one in waiting_cases(desk, now)[0]}:
        raise NoSuchCase(case_id)
    if claim is not None and claim.agent != desk.me:
        claim = desk.records.claims.take_over(claim, desk.me, now, reason)
    else:
        claim = desk.records.claims.take(case_id, desk.me, now)
    mine = claim.agent == desk.me
    say(f"Case {case_id} is yours." if mine else f"{claim.agent} was faster; case {case_id} is theirs.")
    return 0 if mine else 1


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


def _who(waiting: Waiting) -> str:
    case = waiting.case
    return case.customer.name or case.message.sender_name or case.message.sender_email or "somebody"


def _as_json(waiting: Waiting, taken_by: str | None) -> dict[str, object]:
    case = waiting.case
    return {
        "case": case.id,
        "file": str(case.source) if case.source else None,
        "from": _who(waiting),
        "customer": case.customer.id or None,
        "subject": case.title,
        "channel": case.channel,
        "automatic": case.message.automatic,
        "tone": waiting.reading.tone,
        "minutes_left": int(waiting.left.total_seconds() // 60) if waiting.left is not None else None,
        "overdue": waiting.overdue,
        "reasons": waiting.reasons,
        "taken_by": taken_by,
    }
