"""Opening a mailbox: the server that the settings name, once this person has allowed what that leads to."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from pathlib import Path

from composer.exchange.secret_command import MailboxSecret
from composer.mail.mailbox import Mailbox
from composer.mail_errors import MailNotAllowed, NoMailbox
from composer.mail_settings import MailSettings
from kb.errors import KBError
from kb.files import read_text, write_text

_ALLOWED = "allowed-mail.txt"


def open_mailbox(settings: MailSettings, config: Path, environment: Mapping[str, str]) -> Mailbox:
    """The mailbox of a desk; nothing is connected yet. `config` is this person's own folder of settings.

    MailNotAllowed where the desk, which somebody else may have written, names a server or a command that this person
    never allowed: it would run here, and send their password there. NoMailbox where it names no server.
    """
    if not settings.is_on:
        raise NoMailbox
    require_allowed(settings, config)
    command = settings.token or settings.secret
    secret = MailboxSecret(command, environment) if command else None
    if settings.imap is not None:
        from composer.mail.imap_mailbox import ImapMailbox
        from composer.mail.submission import SignIn

        user = settings.imap.user or settings.address
        smtp = settings.smtp
        # A server on this machine that is named without a user wants none.
        needs_none = smtp is not None and smtp.is_here and not smtp.user
        by_token = bool(settings.token)
        submitting = SignIn((smtp.user if smtp else "") or user, None if needs_none else secret, by_token=by_token)
        return ImapMailbox(settings, settings.imap, SignIn(user, secret, by_token=by_token), submitting)
    from composer.mail.web import Web

    if settings.zammad is not None:
        from composer.mail.zammad import Zammad

        header = ("Authorization", "Bearer ") if settings.token else ("Authorization", "Token token=")
        return Zammad(settings.zammad, Web(settings.zammad, secret, *header))
    if settings.chatwoot is not None:
        from composer.mail.chatwoot import Chatwoot

        return Chatwoot(settings.chatwoot, Web(settings.chatwoot, secret, "api_access_token"))
    raise NoMailbox


def require_allowed(settings: MailSettings, config: Path) -> None:
    """MailNotAllowed where this person never allowed the servers and commands that a desk names."""
    if settings.leads_to not in _allowed(config):
        raise MailNotAllowed(settings.leads_to)


def allow(settings: MailSettings, config: Path) -> str:
    """Let desks lead this person to these servers and commands from now on; which those are."""
    known, leads_to = _allowed(config), settings.leads_to
    if leads_to not in known:
        write_text(config / _ALLOWED, "".join(f"{one}\n" for one in (*known, leads_to)), 0o600)
    return leads_to


def _allowed(config: Path) -> list[str]:
    with contextlib.suppress(KBError):
        return read_text(config / _ALLOWED).splitlines()
    return []
