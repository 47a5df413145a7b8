"""Mail settings: where mail comes from and how it goes, as `mail:` says; a secret is never among them."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from kb.yaml.reader import Reader


class Mode(StrEnum):
    """What becomes of a reply that an agent lets go."""

    DRAFT = "draft"
    SEND = "send"
    NEOMUTT = "neomutt"
    AERC = "aerc"
    COMMAND = "command"

    @property
    def hands_over(self) -> bool:
        """Whether another program sends it."""
        return self not in (Mode.DRAFT, Mode.SEND)


class MailServer(NamedTuple):
    """A server by its address."""

    scheme: str
    user: str
    host: str
    port: int
    folder: str = ""

    @property
    def is_here(self) -> bool:
        """Whether it is this machine, so that nobody reads along; by the name alone, which no other machine decides."""
        return is_loopback(self.host)

    @property
    def encrypted(self) -> bool:
        """Whether the line is encrypted from its first byte."""
        return self.scheme in ("imaps", "smtps", "submissions", "https")

    def __str__(self) -> str:
        user = f"{self.user}@" if self.user else ""
        return f"{self.scheme}://{user}{self.host}:{self.port}{f'/{self.folder}' if self.folder else ''}"


SERVER_KEEPS = "server"
"""What `sent` says where the server keeps a copy of what it sends."""
_IMAP = {"imaps": 993, "imap": 143}
_SMTP = {"submissions": 465, "smtps": 465, "submission": 587, "smtp": 587}
_WEB = {"https": 443, "http": 80}
_MEGABYTES = re.compile(r"^(\d{1,3}) ?MB$")
_MEGABYTE = 1_000_000
_ADDRESS = re.compile(r"[^@\s<>,;:\"]{1,64}@[^@\s<>,;:\"]{1,190}")
_ALSO = ("flowed", "quoted", "html", "cc")


@dataclass(frozen=True)
class MailSettings:
    """Everything that `mail:` can say; without a server nothing is fetched and nothing leaves."""

    address: str = ""
    """Ours: the sender of what leaves."""
    imap: MailServer | None = None
    smtp: MailServer | None = None
    zammad: MailServer | None = None
    chatwoot: MailServer | None = None
    secret: str = ""
    """A command that prints the password, or the key of a desk tool."""
    token: str = ""
    """A command that prints an OAuth token."""
    mode: Mode = Mode.DRAFT
    sent: str = ""
    """The folder for copies of what was sent; empty to look for it, `server` where the server keeps them."""
    drafts: str = ""
    """The folder for drafts; empty to look for it."""
    command: str = ""
    """The program that a draft is handed to, with `mode: command`."""
    also: tuple[str, ...] = ()
    """What more a reply has: `flowed` lines, the message `quoted` below, an `html` part, the message's `cc`."""
    signature: str = ""
    """Lines below every mail."""
    most_attached: int = 10 * _MEGABYTE
    """Bytes that the files of one mail may have together."""

    @property
    def server(self) -> MailServer | None:
        """Where messages wait."""
        return self.imap or self.zammad or self.chatwoot

    @property
    def is_on(self) -> bool:
        """Whether there is a server to work with."""
        return self.server is not None

    @property
    def leads_to(self) -> str:
        """The servers that get the secret and the commands that are run, in one line, for a person to allow."""
        servers = filter(None, (self.imap, self.smtp, self.zammad, self.chatwoot))
        commands = filter(None, (self.secret, self.token, self.command if self.mode is Mode.COMMAND else ""))
        return " ".join((*map(str, servers), *(f"`{one}`" for one in commands)))

    def over(self, team: MailSettings) -> MailSettings:
        """A person's own, with what the team says where they say nothing."""
        said = {one.name: own for one in fields(self) if (own := getattr(self, one.name)) != one.default}
        return replace(team, **said)


def is_loopback(host: str) -> bool:
    """Whether a host is this machine by its name or number."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def read_mail_settings(reader: Reader) -> MailSettings:
    """What `mail:` says; whatever cannot be is a problem and left out."""
    found = MailSettings(
        address=_read_address(reader),
        imap=_read_server(reader, "imap", _IMAP, "imaps://desk@mail.example/INBOX"),
        smtp=_read_server(reader, "smtp", _SMTP, "submission://desk@mail.example"),
        zammad=_read_server(reader, "zammad", _WEB, "https://desk.example"),
        chatwoot=_read_server(reader, "chatwoot", _WEB, "https://chat.example/app/accounts/1"),
        secret=reader.text("secret"),
        token=reader.text("token"),
        mode=Mode(reader.one_of("mode", Mode, Mode.DRAFT)),
        sent=reader.text("sent"),
        drafts=reader.text("drafts"),
        command=reader.text("command"),
        also=_read_also(reader),
        signature=reader.text("signature", lines=True),
        most_attached=_read_most(reader),
    )
    reader.unknown()
    return _consistent(reader, found)


def _consistent(reader: Reader, found: MailSettings) -> MailSettings:
    """The settings without what contradicts itself."""
    if len(named := [one for one in ("imap", "zammad", "chatwoot") if getattr(found, one)]) > 1:
        reader.wrong(named[1], f"left out beside {named[0]!r}, since messages come from one place")
        found = replace(found, zammad=found.zammad if named[0] == "zammad" else None, chatwoot=None)
    if found.secret and found.token:
        reader.wrong("token", "left out beside 'secret': a server takes a password or a token")
        found = replace(found, token="")
    if found.mode is Mode.COMMAND and not found.command:
        reader.wrong(
            "mode", "draft, send, neomutt or aerc, or have 'command' beside it, the program that opens a draft"
        )
        found = replace(found, mode=Mode.DRAFT)
    if found.mode is Mode.SEND and found.imap and not found.smtp:
        reader.wrong("mode", "draft, or have 'smtp' beside it, the server that takes mail for sending")
        found = replace(found, mode=Mode.DRAFT)
    return found


def _read_address(reader: Reader) -> str:
    address = reader.text("address")
    if address and not _ADDRESS.fullmatch(address):
        reader.wrong("address", "a mail address such as help@acme-garden.example")
        return ""
    return address


def _read_server(reader: Reader, key: str, schemes: dict[str, int], example: str) -> MailServer | None:
    text = reader.text(key)
    if not text:
        return None
    try:
        parts = urlsplit(text)
        port, host = parts.port, parts.hostname
    except ValueError:
        reader.wrong(key, f"an address such as {example}")
        return None
    if parts.scheme not in schemes or not host:
        reader.wrong(key, f"an address such as {example}")
        return None
    if parts.password is not None:
        # It is not repeated: problems are printed, and settings are in git.
        reader.wrong(key, "an address without a password; 'secret: COMMAND' names a command that prints it")
        return None
    if parts.scheme == "http" and not is_loopback(host):
        reader.wrong(key, f"an address that is encrypted, such as {example}")
        return None
    folder = unquote(parts.path.strip("/"))
    return MailServer(parts.scheme, unquote(parts.username or ""), host, port or schemes[parts.scheme], folder)


def _read_also(reader: Reader) -> tuple[str, ...]:
    found = reader.texts("also")
    if strange := [one for one in found if one not in _ALSO]:
        reader.wrong("also", f"a list of {', '.join(_ALSO)}, without {strange[0][:30]!r}")
    return tuple(one for one in found if one in _ALSO)


def _read_most(reader: Reader) -> int:
    text = reader.text("attach_up_to", "10 MB")
    match = _MEGABYTES.match(text)
    if not match:
        reader.wrong("attach_up_to", "a size such as 10 MB")
        return MailSettings.most_attached
    return int(match[1]) * _MEGABYTE
