"""Web: JSON over HTTPS to another desk; where the answer to a change is lost, nobody pretends to know."""

from __future__ import annotations

import http.client
import json
import ssl
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from composer.exchange.secret_command import MailboxSecret
from composer.mail_errors import MailAway, MailRefused, OutcomeUnknown, SignInRefused
from composer.mail_settings import MailServer
from kb.text import whole_number

_TIMEOUT = 30
_MOST = 20_000_000
_LONGEST_PAUSE = 3_600


class Web:
    """One server, with the key that it wants in a header."""

    def __init__(self, server: MailServer, secret: MailboxSecret | None, header: str, prefix: str = "") -> None:
        self._server = server
        self._secret = secret
        self._header = header
        self._prefix = prefix

    def get(self, path: str, **query: str | int) -> Any:
        """What a path says; MailAway where it cannot be asked now, MailRefused where it says no."""
        connection = self._connected()
        try:
            found = self._ask(connection, "GET", f"{path}?{urlencode(query)}" if query else path, None)
        except (OSError, http.client.HTTPException) as error:
            raise self._away(error) from None
        finally:
            connection.close()
        status, said, headers = found
        if status >= 500:
            # A proxy before a server that is away says 502 to 504; the server's own breakdown is of what was asked.
            raise MailAway(self.named, f"{status} {self._words(said)}", answers=status not in (502, 503, 504))
        return self._good(status, said, headers)

    def change(self, method: str, path: str, body: object, before_the_end: Callable[[], None]) -> Any:
        """Change something once; OutcomeUnknown where the answer is lost after the request began to leave."""
        connection = self._connected()
        try:
            before_the_end()
            try:
                status, said, headers = self._ask(connection, method, path, json.dumps(body).encode())
            except (OSError, http.client.HTTPException) as error:
                raise OutcomeUnknown(f"the line broke before the answer ({self._why(error)})") from None
        finally:
            connection.close()
        if status >= 500:
            raise OutcomeUnknown(f"the server says {status} {self._words(said)}")
        return self._good(status, said, headers)

    @property
    def named(self) -> str:
        """The server as messages name it."""
        return f"The desk on {self._server.host}"

    def _connected(self) -> http.client.HTTPConnection:
        """A connection; what fails here was never asked."""
        host, port = self._server.host, self._server.port
        if self._server.encrypted:
            context = ssl.create_default_context()
            connection: http.client.HTTPConnection = http.client.HTTPSConnection(
                host, port, timeout=_TIMEOUT, context=context
            )
        else:
            connection = http.client.HTTPConnection(host, port, timeout=_TIMEOUT)
        try:
            connection.connect()
        except OSError as error:
            raise self._away(error) from None
        return connection

    def _ask(
        self, connection: http.client.HTTPConnection, method: str, path: str, body: bytes | None
    ) -> tuple[int, bytes, http.client.HTTPMessage]:
        headers = {"Accept": "application/json"}
        if self._secret is not None:
            headers[self._header] = f"{self._prefix}{self._secret.get()}"
        if body is not None:
            headers["Content-Type"] = "application/json"
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        return answer.status, answer.read(_MOST), answer.headers

    def _good(self, status: int, said: bytes, headers: http.client.HTTPMessage) -> Any:
        """The JSON of an answer that is a yes."""
        if status in (401, 403):
            if self._secret is not None:
                self._secret.forget()
            raise SignInRefused(self.named, f"{status} {self._words(said)}")
        if status == 429:
            pause = headers.get("Retry-After", "")
            seconds = min(whole_number(pause) or 0, _LONGEST_PAUSE)
            raise MailAway(self.named, "it asks us to wait" + (f" {seconds} seconds" if seconds else ""), seconds)
        if not 200 <= status < 300:
            # An address that leads elsewhere is not followed: the key would go along.
            raise MailRefused(f"{status} {self._words(said)}")
        try:
            return json.loads(said or b"null")
        except (ValueError, RecursionError):
            why = "its answer is no JSON, so the address may not lead to the desk"
            raise MailAway(self.named, why, answers=True) from None

    def _words(self, said: bytes) -> str:
        """A server's own words, the error in them where it names one."""
        text = said[:2_000].decode("utf-8", "replace")
        try:
            found = json.loads(said)
        except (ValueError, RecursionError):
            found = None
        if isinstance(found, dict):
            text = str(found.get("error_human") or found.get("error") or found.get("message") or text)
        return (self._secret.conceal(text) if self._secret else " ".join(text.split()))[:300]

    def _why(self, error: Exception) -> str:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        return self._words(str(reason or type(error).__name__).encode())

    def _away(self, error: Exception) -> MailAway:
        return MailAway(self.named, self._why(error))
