"""Watching a mailbox: what arrives is here within seconds, what is held leaves, and a dead line is taken up again."""

from __future__ import annotations

import contextlib
import datetime as dt
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from queue import SimpleQueue

from composer.cases.outgoing import Outgoing
from composer.desk.desk import Desk
from composer.desk.mail_in import Fetched, fetch_mail
from composer.desk.mail_out import deliver
from composer.mail.mailbox import Mailbox, MailboxChange
from composer.mail_errors import MailAway, MailNotAllowed, NotEncrypted, SecretUnavailable, SignInRefused
from composer.mail_settings import MailServer
from kb.errors import KBError
from kb.text import count_of

_RENEW = 60.0
"""Seconds after which waiting begins anew, and new mail is looked for: a line may have died, a word got lost."""
_WHOLE = 10
"""Every so many times all that waits is looked at, since some servers tell of new mail alone."""
_AGAIN = (0.5, 1.0, 2.0, 5.0, 15.0, 30.0, 60.0)
"""Seconds until the next try, by how often it failed."""
_KNOCK = 0.5
"""Seconds between looks at whether a server that was away takes connections again."""
_NOT_SOON = 900.0
"""Seconds until the next try where the server does not let us in: many tries may lock an account."""

Clock = Callable[[], dt.datetime]


@dataclass(frozen=True)
class MailState:
    """How it stands with the mail."""

    connected: bool
    since: dt.datetime
    why: str = ""
    """Why there is no connection."""
    left: int = 0
    """How many mails are in the outbox."""
    fetched: Fetched = field(default_factory=Fetched)
    """What came since the last word."""
    changed: tuple[Outgoing, ...] = ()
    """Mails of which something became since the last word."""

    def __str__(self) -> str:
        line = "mail: connected" if self.connected else f"mail: offline since {self.since:%H:%M}"
        left = f", {self.left} in the outbox" if self.left else ""
        many = count_of(len(self.fetched.unread), "message")
        return f"{line}{left}{f', {many} cannot be fetched' if self.fetched.unread else ''}"


Tell = Callable[[MailState], object]
Mark = tuple[str, bool]
"""The id of a message, and whether this agent has it from now on or gave it back."""


def watch_mail(
    desk_now: Callable[[], Desk],
    mailbox: Mailbox,
    stop: threading.Event,
    tell: Tell,
    clock: Clock,
    marks: SimpleQueue[Mark] | None = None,
) -> None:
    """Fetch and send until `stop`; whatever fails is said, and tried again. `marks` are claims for others to see."""
    since, failed = clock(), 0

    def say(why: str, fetched: Fetched = Fetched(), changed: tuple[Outgoing, ...] = ()) -> None:  # noqa: B008  a value
        left = 0
        try:
            left = len(desk_now().records.outbox.left())
        except KBError as error:
            why = why or str(error)
        tell(MailState(not why, since, why, left, fetched, changed))

    while not stop.is_set():
        try:
            for round_ in _rounds(desk_now, mailbox, stop, clock, marks):
                if failed or round_.first:
                    since, failed = clock(), 0
                say("", round_.fetched, round_.changed)
        except KBError as error:
            mailbox.close()
            since = since if failed else clock()
            say(str(error))
            failed = 0 if _rest(desk_now(), stop, _pause(error, failed)) else failed + 1
    mailbox.close()


@dataclass(frozen=True)
class _Round:
    fetched: Fetched
    changed: tuple[Outgoing, ...]
    first: bool = False


def _rounds(
    desk_now: Callable[[], Desk],
    mailbox: Mailbox,
    stop: threading.Event,
    clock: Clock,
    marks: SimpleQueue[Mark] | None,
) -> Iterator[_Round]:
    """Fetch and send, then wait for more, until the line breaks."""
    change, number, again = MailboxChange.ANY, 0, False
    while not stop.is_set():
        desk = desk_now()
        number += 1
        while marks is not None and not marks.empty():
            message_id, taken = marks.get()
            mailbox.mark(message_id, desk.settings.agent.name or desk.surroundings.seat, taken=taken)
        whole = change is MailboxChange.ANY or number % _WHOLE == 0
        fetched = fetch_mail(desk, mailbox, whole=whole)
        changed = tuple(deliver(desk, mailbox, clock))
        if changed or fetched != Fetched() or not again:
            yield _Round(fetched, changed, first=number == 1)
        # What a server tells of other messages while some are copied is lost, so these are looked at once more.
        again = bool(fetched.new)
        change = MailboxChange.ANY if again else mailbox.wait(_RENEW, stop)


def _rest(desk: Desk, stop: threading.Event, seconds: float) -> bool:
    """Wait for so long, or until a server that was away is there again; whether it is."""
    end, was_away = time.monotonic() + seconds, False
    while (left := end - time.monotonic()) > 0:
        there = _is_there(desk.settings.mail.server)
        if there and was_away:
            return True
        was_away = was_away or not there
        if stop.wait(min(left, _KNOCK)):
            break
    return False


def _is_there(server: MailServer | None) -> bool:
    """Whether a server takes connections; nothing is said to it."""
    if server is None:
        return False
    with contextlib.suppress(OSError), socket.create_connection((server.host, server.port), timeout=_KNOCK):
        return True
    return False


def _pause(error: KBError, failed: int) -> float:
    if isinstance(error, SignInRefused | SecretUnavailable | MailNotAllowed | NotEncrypted):
        return _NOT_SOON
    asked = error.pause if isinstance(error, MailAway) else 0
    return max(asked, _AGAIN[min(failed, len(_AGAIN) - 1)])
