"""`warmline fetch`: copies of what waits in the mailbox, as files of the inbox."""

from __future__ import annotations

import argparse
import json
import signal
import sys
import threading
from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING

from composer.cli.open_desk import opened_desk
from kb.cli.main import add_common, say
from kb.clock import now_here
from kb.text import count_of

if TYPE_CHECKING:
    from composer.desk.desk import Desk
    from composer.desk.mail_in import Fetched
    from composer.desk.mail_watch import MailState
    from composer.mail.mailbox import Mailbox

_TOLD_EVERY = 25


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's words."""
    parser.add_argument(
        "--watch",
        action="store_true",
        help="go on until Ctrl+C: what arrives is here within seconds, what waits leaves",
    )
    add_common(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Fetch once, or until somebody stops it."""
    from composer.desk.mail_in import fetch_mail
    from composer.desk.mailbox import mailbox_of

    with opened_desk(arguments) as desk:
        mailbox = mailbox_of(desk)
        try:
            if arguments.watch:
                _watch(desk, mailbox, as_json=arguments.json)
                return 0
            found = fetch_mail(desk, mailbox, _progress())
        finally:
            mailbox.close()
    if arguments.json:
        print(json.dumps(asdict(found)))
    else:
        print(_words(found))
    for why in found.unread:
        say(why)
    return 0


def _progress() -> Callable[[int, int], None]:
    """Tells how far it has come, on a terminal in one line."""
    if not sys.stderr.isatty():
        return lambda _done, _all: None

    def told(done: int, of: int) -> None:
        if done == of:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
        elif done % _TOLD_EVERY == 0:
            print(f"\rFetching {done:,} of {of:,} messages …", end="", file=sys.stderr, flush=True)

    return told


def _words(found: Fetched) -> str:
    if found.busy:
        return "Another Warmline fetches for this desk already."
    gone = f"; {count_of(found.gone, 'message')} answered, moved or deleted elsewhere" if found.gone else ""
    return f"{count_of(found.new, 'new message')}{gone}."


def _watch(desk: Desk, mailbox: Mailbox, *, as_json: bool) -> None:
    """Say each change as a line, until the process is asked to end."""
    from composer.desk.mail_out import said_of_mail
    from composer.desk.mail_watch import watch_mail

    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_given: stop.set())
    before: list[str] = []

    def tell(state: MailState) -> None:
        if as_json:
            line = {"connected": state.connected, "outbox": state.left, **asdict(state.fetched)}
            print(json.dumps(line), flush=True)
        elif state.fetched.new or state.fetched.gone:
            print(_words(state.fetched), flush=True)
        if [str(state), state.why] != before:
            before[:] = [str(state), state.why]
            say(f"{state}{f': {state.why}' if state.why else ''}")
            for why in state.fetched.unread:
                say(why)
        for one in state.changed:
            say(said_of_mail(one))

    watch_mail(lambda: desk, mailbox, stop, tell, now_here)
