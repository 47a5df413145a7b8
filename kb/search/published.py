"""Files in a published place: a folder, or an address of the web below which files can be got and put.

An address is asked over https, or over http on this computer alone. What lies there is trusted with no more than a
number of bytes; whoever takes a file compares its checksum.
"""

from __future__ import annotations

import contextlib
import hashlib
import http.client
import os
import shutil
from collections.abc import Iterator
from http.client import HTTPMessage
from pathlib import Path
from typing import IO, NamedTuple
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from kb.errors import CannotRead, CannotWrite, reason
from kb.files import opened
from kb.folders import make_folder

_TIMEOUT = 30
"""Seconds in which a server has to say something."""
_AT_ONCE = 1 << 20
_THIS_COMPUTER = ("localhost", "127.0.0.1", "::1")


class Unreached(Exception):
    """A file cannot be got or put; the message says why."""


class NotThere(Unreached):
    """There is no such file."""


class PublishedPlace(NamedTuple):
    """A folder or an address, and the secret that its server wants to see; empty where it wants none."""

    name: str
    token: str = ""

    @property
    def is_address(self) -> bool:
        """Whether it is in the web."""
        return "://" in self.name


class Copied(NamedTuple):
    """What was copied: its size, and its SHA-256."""

    size: int
    sha256: str


def copy_from(place: PublishedPlace, name: str, into: IO[bytes], most: int) -> Copied:
    """Copy a published file of at most so many bytes; Unreached says why that cannot be."""
    size, sha = 0, hashlib.sha256()
    with _asked(place, name) if place.is_address else _opened(Path(place.name, name)) as source:
        while part := source.read(_AT_ONCE):
            size += len(part)
            if size > most:
                raise Unreached(f"{name} is larger than it may be ({most:,} bytes)")
            sha.update(part)
            into.write(part)
    return Copied(size, sha.hexdigest())


def copy_to(place: PublishedPlace, name: str, source: IO[bytes]) -> None:
    """Put a file there, whole or not at all; Unreached says why that cannot be."""
    if place.is_address:
        with _asked(place, name, source):
            return
    folder = Path(place.name)
    temporary = folder / f".{name}.{os.urandom(6).hex()}"
    try:
        make_folder(folder)
        with temporary.open(mode="xb") as target:
            shutil.copyfileobj(source, target, _AT_ONCE)
            target.flush()
            os.fsync(target.fileno())
        temporary.replace(folder / name)
    except (OSError, CannotWrite) as error:
        with contextlib.suppress(OSError):
            temporary.unlink()
        why = error.__cause__ or error
        raise Unreached(reason(why) if isinstance(why, OSError) else str(why)) from error


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    try:
        # A link may lead anywhere, and whoever publishes writes none.
        file = opened(path, flags=getattr(os, "O_NOFOLLOW", 0))
    except CannotRead as error:
        kind = NotThere if isinstance(error.__cause__, FileNotFoundError) else Unreached
        raise kind(str(error).removesuffix(".")) from error
    with file:
        yield file


@contextlib.contextmanager
def _asked(place: PublishedPlace, name: str, sent: IO[bytes] | None = None) -> Iterator[IO[bytes]]:
    """The answer of a server to a question for a file, or to a file that is sent."""
    try:
        with build_opener(_Redirects).open(_request(place, name, sent), timeout=_TIMEOUT) as answer:
            yield answer
    except HTTPError as error:
        error.close()  # what it says is not read, and it holds the connection
        kind = NotThere if error.code in (http.client.NOT_FOUND, http.client.GONE) else Unreached
        raise kind(f"the server answers {error.code} for {name}") from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        why = error.reason if isinstance(error, URLError) else error
        said = reason(why) if isinstance(why, (OSError, ValueError)) else str(why) or type(error).__name__
        raise Unreached(f"the server cannot be reached, or breaks off ({said})") from error


def _request(place: PublishedPlace, name: str, sent: IO[bytes] | None) -> Request:
    parts = urlsplit(place.name)
    if parts.scheme != "https" and (parts.scheme, parts.hostname in _THIS_COMPUTER) != ("http", True):
        raise Unreached("an address begins with https:// (or with http:// on this computer)")
    headers = {}
    if sent:
        headers["Content-Length"] = str(sent.seek(0, os.SEEK_END))
        sent.seek(0)
    method = "PUT" if sent else "GET"
    request = Request(f"{place.name.rstrip('/')}/{name}", sent, headers, method=method)  # noqa: S310  looked at above
    if place.token:
        # It does not go along where the server sends us on to.
        request.add_unredirected_header("Authorization", f"Bearer {place.token}")
    return request


class _Redirects(HTTPRedirectHandler):
    """Goes where a server sends us, but never to an address that is not encrypted."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        """The next question; Unreached where the way there would not be encrypted."""
        if not newurl.startswith("https://"):
            raise Unreached("the server sends us on to an address that is not encrypted")
        return super().redirect_request(req, fp, code, msg, headers, newurl)
