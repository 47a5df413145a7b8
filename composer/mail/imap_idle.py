"""What an IMAP server tells by itself: while it is listened to (IDLE), and beside its answers."""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Sequence
from typing import Any

from composer.mail.imap import TIMEOUT
from composer.mail.mailbox import MailboxChange
from composer.mail_errors import MailAway

_LOOK = 0.5
"""Seconds between looks at whether we should stop."""


def idle(client: Any, seconds: float, stop: threading.Event) -> MailboxChange:
    """Listen until the server tells of a change, for so many seconds at most, or until told to stop."""
    client.idle()
    until, told = time.monotonic() + (0 if _has_more(client) else seconds), MailboxChange.NOTHING
    while told is MailboxChange.NOTHING and not stop.is_set() and time.monotonic() < until:
        began = time.monotonic()
        responses = client.idle_check(timeout=_LOOK)
        told = _change_in(responses)
        if not responses and time.monotonic() - began < _LOOK / 2:
            break  # nothing to read and no wait for it: the line is closed, and the next command says so
    _text, late = client.idle_done()
    if told is MailboxChange.NOTHING:
        told = _change_in(late)
    return told


def told_beside(client: Any) -> MailboxChange | None:
    """What the server told beside its answers; the library keeps it, and the next IDLE does not repeat it."""
    raw = client._imap  # noqa: SLF001  there is no other way to it
    heard = [name for name in ("EXISTS", "EXPUNGE", "FETCH") if raw.response(name)[1] not in ([None], [])]
    return (MailboxChange.NEW if heard == ["EXISTS"] else MailboxChange.ANY) if heard else None


def _has_more(client: Any) -> bool:
    """Whether the server said more than that it waits with us; the library does not look at what it has read."""
    raw = client._imap  # noqa: SLF001  there is no other way to it
    if hasattr(raw, "_readbuf"):  # from Python 3.14 on; what is not read yet, IDLE sees by itself
        return any(raw._readbuf)  # noqa: SLF001  as above
    client.socket().settimeout(0)
    try:
        return bool(raw.file.peek(1))
    except (BlockingIOError, ssl.SSLWantReadError):
        return False
    finally:
        client.socket().settimeout(TIMEOUT.read)


def _change_in(responses: Sequence[tuple[Any, ...]]) -> MailboxChange:
    """What a server told while we waited."""
    heard = {part for response in responses for part in response[:2] if isinstance(part, bytes)}
    if b"BYE" in heard:
        raise MailAway("The mailbox", "the server closed the line")
    if heard & {b"EXPUNGE", b"FETCH", b"VANISHED"}:
        return MailboxChange.ANY
    return MailboxChange.NEW if b"EXISTS" in heard else MailboxChange.NOTHING
