"""`warmline inbox`: what waits for an answer, the most pressing first, and why."""

from __future__ import annotations

import argparse
import json

from composer.cli.clock import now_here
from composer.cli.opening import opened_desk
from composer.waiting import Waiting, waiting_cases
from kb.cli import add_common, ink, say


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's words."""
    add_common(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the waiting messages."""
    with opened_desk(arguments) as desk:
        found, unread = waiting_cases(desk, now_here())
        if arguments.json:
            print(json.dumps([_as_json(one) for one in found], ensure_ascii=False, indent=1))
        else:
            pen = ink()
            for one in found:
                print(f"{_who(one)}  {one.case.title}  {pen.dim(', '.join((one.case.channel, *one.reasons)))}")
        for path, error in unread:
            say(f"{path.name}: {error}")
        if not found:
            say("Nothing waits in the inbox folder.")
    return 0


def _who(waiting: Waiting) -> str:
    case = waiting.case
    return case.customer.name or case.message.sender_name or case.message.sender_email or "somebody"


def _as_json(waiting: Waiting) -> dict[str, object]:
    case = waiting.case
    return {
        "case": case.id,
        "file": str(case.source) if case.source else None,
        "from": _who(waiting),
        "customer": case.customer.id or None,
        "subject": case.title,
        "channel": case.channel,
        "tone": waiting.reading.tone,
        "minutes_left": int(waiting.left.total_seconds() // 60) if waiting.left is not None else None,
        "overdue": waiting.overdue,
        "reasons": waiting.reasons,
    }
