"""IMAP: a connection to a mailbox that is signed in, and whose faults are ours to tell."""

from __future__ import annotations

import contextlib
import logging
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from imapclient import IMAPClient, SocketTimeout
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError, LoginError

from composer.mail.submission import SignIn
from composer.mail_errors import MailAway, NotEncrypted, SignInRefused
from composer.mail_settings import MailServer

TIMEOUT = SocketTimeout(connect=20, read=30)
"""Seconds that we wait for a server."""
_ASTONISHED = (ValueError, AttributeError, TypeError, LookupError)
"""What the library raises where a server answers as none should."""
# It writes every line that goes over the wire, whoever listens.
logging.getLogger("imapclient").setLevel(logging.CRITICAL)


def connect(server: MailServer, sign_in: SignIn) -> Any:
    """A connection that is signed in; with a token that is out of date, after one new one."""
    try:
        return _connect_once(server, sign_in)
    except SignInRefused:
        if sign_in.secret is None or not sign_in.by_token:
            raise
        sign_in.secret.forget()
        return _connect_once(server, sign_in)


def _connect_once(server: MailServer, sign_in: SignIn) -> Any:
    with reaching(server, sign_in):
        context = ssl.create_default_context()
        client = IMAPClient(server.host, server.port, ssl=server.encrypted, ssl_context=context, timeout=TIMEOUT)
        try:
            _encrypt(client, server, context)
            _sign_in(client, server, sign_in)
        except BaseException:
            let_go(client)
            raise
        return client


def _encrypt(client: Any, server: MailServer, context: ssl.SSLContext) -> None:
    """Encrypt the line; NotEncrypted where another machine offers none."""
    if server.encrypted:
        return
    if client.has_capability("STARTTLS"):
        client.starttls(context)
    elif not server.is_here:
        raise NotEncrypted(named(server))


def _sign_in(client: Any, server: MailServer, sign_in: SignIn) -> None:
    if sign_in.secret is None:
        raise SignInRefused(named(server), "the settings name no 'secret' and no 'token'")
    value = sign_in.secret.get()
    try:
        if sign_in.by_token and not client.has_capability("AUTH=XOAUTH2") and client.has_capability("AUTH=OAUTHBEARER"):
            client.oauthbearer_login(sign_in.user, value)
        elif sign_in.by_token:
            client.oauth2_login(sign_in.user, value)
        elif client.has_capability("AUTH=PLAIN"):
            client.plain_login(sign_in.user, value)
        else:
            client.login(sign_in.user, value)
    except LoginError as error:
        if isinstance(error.__context__, IMAPClientAbortError):
            raise error.__context__ from None  # the line broke, and nobody refused us
        if not sign_in.by_token:
            # The next try asks the command anew: a password may have been changed there.
            sign_in.secret.forget()
        raise SignInRefused(named(server), sign_in.conceal(str(error))[:300]) from None


@contextmanager
def reaching(server: MailServer, sign_in: SignIn) -> Iterator[None]:
    """Talk to a server; whatever breaks, in our library as well, is one kind of fault."""
    try:
        yield
    except (OSError, IMAPClientError, *_ASTONISHED) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error) or type(error).__name__
        raise MailAway(named(server), sign_in.conceal(str(reason))[:300]) from None


def let_go(client: Any) -> None:
    """Close a connection, whatever state it is in."""
    with contextlib.suppress(OSError, IMAPClientError, ValueError, AttributeError):
        client.logout()
        return
    with contextlib.suppress(OSError, IMAPClientError, ValueError, AttributeError):
        client.shutdown()


def named(server: MailServer) -> str:
    """A server as messages name it."""
    return f"The mailbox on {server.host}:{server.port}"
