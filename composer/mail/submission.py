"""Submission: one mail handed to a server for sending, with three ends: accepted, refused, or unknown."""

from __future__ import annotations

import contextlib
import re
import smtplib
import ssl
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from composer.exchange.secret_command import MailboxSecret
from composer.mail.mailbox import BeforeTheEnd
from composer.mail_errors import MailAway, MailRefused, NotEncrypted, OutcomeUnknown, SignInRefused
from composer.mail_settings import MailServer
from kb.text import whole_number

_TIMEOUT = 30.0
_LAST_ANSWER = 120.0
"""Seconds for the answer to a whole mail, which servers look through first."""
_NAME = "[127.0.0.1]"
"""How we greet; the name of this machine is nobody's business."""
_DOT = re.compile(rb"^\.", re.MULTILINE)


class SignIn:
    """How we sign in: a user with a password or a token, or nothing where a server on this machine wants nothing."""

    def __init__(self, user: str, secret: MailboxSecret | None, *, by_token: bool) -> None:
        self.user = user
        self.secret = secret
        self.by_token = by_token

    def conceal(self, text: str) -> str:
        """A server's words without the secret."""
        return self.secret.conceal(text) if self.secret else " ".join(text.split())


def submit(
    server: MailServer,
    sign_in: SignIn,
    sender: str,
    recipients: Sequence[str],
    mail: bytes,
    before_the_end: BeforeTheEnd,
) -> str:
    """Hand over a mail, its lines ended by CRLF, for all recipients or none; the server's words.

    MailRefused: the server does not have it. OutcomeUnknown: it may have it; `before_the_end` was called then.
    """
    with connected(server, sign_in) as connection:
        _check_size(connection, mail)
        with _reaching(server, sign_in):
            _expect(connection.mail(sender, _options(connection, mail)), (250,), sign_in, "the sender")
            for recipient in recipients:
                _expect(connection.rcpt(recipient), (250, 251), sign_in, recipient)
            _expect(connection.docmd("DATA"), (354,), sign_in, "")
            connection.send(_DOT.sub(b"..", mail if mail.endswith(b"\r\n") else mail + b"\r\n"))
        # Without this line the server takes nothing, so that up to here a mail can be tried again.
        before_the_end()
        return _end(connection, sign_in)


def _end(connection: smtplib.SMTP, sign_in: SignIn) -> str:
    try:
        if connection.sock is not None:
            connection.sock.settimeout(_LAST_ANSWER)
        connection.send(b".\r\n")
        code, said = connection.getreply()
    except (OSError, smtplib.SMTPException) as error:
        raise OutcomeUnknown(f"the line broke before the answer ({_why(error, sign_in)})") from error
    _expect((code, said), (250,), sign_in, "")
    return _words(code, said, sign_in)


@contextmanager
def connected(server: MailServer, sign_in: SignIn) -> Iterator[smtplib.SMTP]:
    """A connection that is signed in; with a token that is out of date, after one new one."""
    connection = _open(server, sign_in)
    try:
        try:
            _sign_in(connection, server, sign_in)
        except SignInRefused:
            if sign_in.secret is None or not sign_in.by_token:
                raise
            sign_in.secret.forget()
            connection.close()
            connection = _open(server, sign_in)
            _sign_in(connection, server, sign_in)
        yield connection
    finally:
        with contextlib.suppress(OSError, smtplib.SMTPException):
            connection.quit()
        connection.close()


def _open(server: MailServer, sign_in: SignIn) -> smtplib.SMTP:
    """A connection that nobody can read along, or to this machine."""
    with _reaching(server, sign_in):
        context = ssl.create_default_context()
        if server.encrypted:
            connection: smtplib.SMTP = smtplib.SMTP_SSL(
                server.host, server.port, local_hostname=_NAME, timeout=_TIMEOUT, context=context
            )
            connection.ehlo()
            return connection
        connection = smtplib.SMTP(server.host, server.port, local_hostname=_NAME, timeout=_TIMEOUT)
        connection.ehlo()
        if connection.has_extn("starttls"):
            _expect(connection.starttls(context=context), (220,), sign_in, "")
            connection.ehlo()
            return connection
    if not server.is_here:
        connection.close()
        raise NotEncrypted(_named(server))
    return connection


def _sign_in(connection: smtplib.SMTP, server: MailServer, sign_in: SignIn) -> None:
    if sign_in.secret is None:
        return
    value = sign_in.secret.get()
    try:
        with _reaching(server, sign_in):
            if not sign_in.by_token:
                connection.login(sign_in.user, value)
            else:
                name, said = _by_token(connection, server, sign_in.user, value)
                connection.auth(name, said)  # type: ignore[arg-type]  # its stub wants one function with two faces
    except smtplib.SMTPAuthenticationError as error:
        raise SignInRefused(_named(server), _words(error.smtp_code, error.smtp_error, sign_in)) from None
    except smtplib.SMTPNotSupportedError as error:
        raise SignInRefused(_named(server), "it offers no way to sign in that we know") from error


def _by_token(
    connection: smtplib.SMTP, server: MailServer, user: str, token: str
) -> tuple[str, Callable[[bytes | None], str]]:
    """The way to sign in by token that a server offers, and what is said in it; to a refusal, nothing more."""
    offered = connection.esmtp_features.get("auth", "").upper().split()
    if "XOAUTH2" in offered or "OAUTHBEARER" not in offered:
        first = f"user={user}\1auth=Bearer {token}\1\1"
        return "XOAUTH2", lambda challenge=None: "" if challenge else first
    escaped = user.replace("=", "=3D").replace(",", "=2C")
    first_bearer = f"n,a={escaped},\1host={server.host}\1port={server.port}\1auth=Bearer {token}\1\1"
    return "OAUTHBEARER", lambda challenge=None: "\1" if challenge else first_bearer


def _check_size(connection: smtplib.SMTP, mail: bytes) -> None:
    most = whole_number(connection.esmtp_features.get("size", "")) or 0
    if 0 < most < len(mail):
        raise MailRefused(f"it takes {most / 1e6:.1f} MB at most, and the mail has {len(mail) / 1e6:.1f} MB")


def _options(connection: smtplib.SMTP, mail: bytes) -> list[str]:
    return [f"size={len(mail)}"] if connection.has_extn("size") else []


def _expect(answer: tuple[int, bytes], good: tuple[int, ...], sign_in: SignIn, what: str) -> None:
    code, said = answer
    if code in good:
        return
    if code == -1:
        raise smtplib.SMTPServerDisconnected("it said nothing")
    words = _words(code, said, sign_in)
    raise MailRefused(f"{what}: {words}" if what else words, for_now=400 <= code < 500)


@contextmanager
def _reaching(server: MailServer, sign_in: SignIn) -> Iterator[None]:
    """What breaks before a mail is whole leaves the server without it."""
    try:
        yield
    except (smtplib.SMTPAuthenticationError, smtplib.SMTPNotSupportedError):
        raise
    except smtplib.SMTPResponseException as error:
        raise MailAway(_named(server), _words(error.smtp_code, error.smtp_error, sign_in)) from None
    except (OSError, smtplib.SMTPException, ValueError) as error:
        raise MailAway(_named(server), _why(error, sign_in)) from None


def _words(code: int, said: bytes | str, sign_in: SignIn) -> str:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return f"{code} {sign_in.conceal(text)}"[:500].strip()


def _why(error: Exception, sign_in: SignIn) -> str:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error) or type(error).__name__
    return sign_in.conceal(str(reason))[:300]


def _named(server: MailServer) -> str:
    return f"The server {server.host}:{server.port}"
