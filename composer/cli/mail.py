"""`warmline mail check`: what the mail servers can do; nothing is sent."""

from __future__ import annotations

import argparse
import json

from composer.cli.open_desk import opened_desk
from kb.cli.main import add_common, say


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's words."""
    parser.add_argument("what", choices=["check"], help="connect, and say what the servers can do; nothing is sent")
    parser.add_argument(
        "--allow", action="store_true", help="let desks lead you to these servers, and run these commands, from now on"
    )
    add_common(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print what the servers can do; 1 where something is not as the settings want it."""
    from composer.desk.mailbox import mailbox_of
    from composer.mail.opening import allow

    with opened_desk(arguments) as desk:
        if arguments.allow and desk.settings.mail.leads_to:
            say(f"Allowed: {allow(desk.settings.mail, desk.surroundings.config)}")
        mailbox = mailbox_of(desk)
        try:
            found = mailbox.abilities()
        finally:
            mailbox.close()
        mode = f"{desk.settings.mail.mode}: {_MODES[str(desk.settings.mail.mode)]}"
        lines = [*found.lines, ("mode", mode), ("outbox", f"{len(desk.records.outbox.left())} waiting to leave")]
        if arguments.json:
            print(json.dumps({"abilities": dict(lines), "faults": list(found.faults)}, ensure_ascii=False, indent=1))
        else:
            for name, words in lines:
                print(f"{name:<9}{words}")
        for fault in found.faults:
            say(fault)
        say("Nothing was sent.")
    return 1 if found.faults else 0


_MODES = {
    "draft": "replies become drafts, which a person sends from the mailbox",
    "send": "replies leave by themselves after the hold",
    "neomutt": "replies open in neomutt, which sends them",
    "aerc": "replies open in aerc, which sends them",
    "command": "replies open in a program of yours, which sends them",
}
