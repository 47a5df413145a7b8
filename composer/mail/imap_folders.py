"""The folders of a mailbox on an IMAP server, and the line to it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeVar

from composer.mail.imap import connect, let_go, reaching
from composer.mail.submission import SignIn
from composer.mail_errors import MailAway
from composer.mail_settings import SERVER_KEEPS, MailServer
from kb.text import slugify

T = TypeVar("T")

OWN_KEYWORD = "$Warmline-"
_MARK = re.compile(r"\$Warmline-[a-z0-9-]{1,40}", re.IGNORECASE)
_ID = re.compile(r"<[!-;=?-~]{3,250}>")


class ImapFolders:
    """Folders over one line, which is opened when it is first needed, and again whenever it broke."""

    def __init__(self, server: MailServer, sign_in: SignIn) -> None:
        self.inbox = server.folder or "INBOX"
        self.era = 0
        """UIDVALIDITY of the inbox: with another one, the same number is another mail."""
        self.marks: list[str] = []
        """The keywords by which agents mark what they have, as far as the inbox has any."""
        self._server = server
        self._sign_in = sign_in
        self._client: Any = None
        self._selected = ""

    def close(self) -> None:
        """Let go of the connection."""
        client, self._client, self._selected = self._client, None, ""
        if client is not None:
            let_go(client)

    def _connected(self) -> Any:
        if self._client is None:
            self._client = connect(self._server, self._sign_in)
            self._selected = ""
        return self._client

    def do(self, work: Callable[[Any], T]) -> T:
        """Do something that may be done twice: once more where the line had broken since the last time."""
        was_open = self._client is not None
        try:
            return self._try(work)
        except MailAway:
            if not was_open:
                raise
            return self._try(work)

    def hold(self, work: Callable[[Any], T]) -> T:
        """Do something that is not done twice; the line is let go of where it does not come to its end."""
        with reaching(self._server, self._sign_in):
            try:
                return work(self._connected())
            except BaseException:
                self.close()
                raise

    def _try(self, work: Callable[[Any], T]) -> T:
        try:
            client = self._connected()
            with reaching(self._server, self._sign_in):
                return work(client)
        except MailAway:
            self.close()
            raise

    def select(self, client: Any, folder: str, *, anew: bool = False) -> None:
        """Have a folder open; `anew` also where it is, since that says which marks there are by now."""
        if self._selected == folder and not anew:
            return
        self._selected = ""
        said = client.select_folder(folder)
        self._selected = folder
        if folder == self.inbox:
            self.era = int(said[b"UIDVALIDITY"])
            flags = (flag.decode("ascii", "replace") for flag in said.get(b"FLAGS", ()) if isinstance(flag, bytes))
            self.marks = [flag for flag in flags if _MARK.fullmatch(flag)]

    def find(self, client: Any, folder: str, message_id: str, *more: str) -> list[int]:
        """The mails of a folder with an id."""
        if not _ID.fullmatch(message_id):
            return []
        self.select(client, folder)
        return list(client.search([*more, "HEADER", "Message-ID", message_id]))

    def own(self, client: Any, wanted: str, kind: bytes, usual: str, *, make: bool = True) -> str:
        """The folder that the settings name, or that the server has for this; made where there is none."""
        name = "" if wanted == SERVER_KEEPS else wanted
        if not name:
            found = client.find_special_folder(kind)
            if found:
                return str(found)
        name = name or usual
        if client.folder_exists(name):
            return name
        if not make:
            return ""
        client.create_folder(name)
        return name


def keyword_of(agent: str) -> str:
    """The keyword of an agent, of letters that every server takes."""
    return f"{OWN_KEYWORD}{slugify(agent)[:40] or 'agent'}"
