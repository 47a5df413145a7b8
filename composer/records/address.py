"""Addresses of databases: read, shown without what is secret, and told apart by host and database."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote, quote_plus

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from composer.errors import RecordsRefused
from kb.text import one_line

_MASK = "***"
_SECRET = re.compile(r"pass|pwd|secret|token|key|credential|odbc_connect", re.IGNORECASE)
"""What a parameter is called whose value nobody else may see, or that leads to a file with such values."""
_SAID = re.compile(r"((?:passw(?:or)?d|passfile|pwd|secret|token)\s*(?:=|:|%3d|%3a)\s*)[^\s&;,'\"]+", re.IGNORECASE)
_USER = re.compile(r"(://[^\s/@:?#]*):[^\s/@?#]*@")
"""A name and a password before a host, however the password is spelled."""
_WITHIN = re.compile(r"(?:passw(?:or)?d|pwd)\s*[=:]\s*([^;&\s]+)", re.IGNORECASE)
_BEFORE_HOST = re.compile(r"(?:\A|[\s,/])[^\s,/@:]*:([^\s,/@]+)@")
"""A password in a value that should have been a host alone."""
_WHERE = ("host", "hostaddr", "port", "dbname", "service", "servicefile")
"""Parameters by which PostgreSQL's library goes somewhere else than the address says."""


def parse_address(address: str) -> URL:
    """A URL with Psycopg as the driver where it names none; RecordsRefused never repeats what may hold a password."""
    try:
        url = make_url(address)
    except (ArgumentError, ValueError) as error:
        raise RecordsRefused(
            "this address", "it is no URL such as postgresql+psycopg://desk@db.example/acme"
        ) from error
    if "@" in (url.host or ""):
        raise RecordsRefused("this address", "there are two @ in it; within a name or a password, write %40")
    return url.set(drivername="postgresql+psycopg") if url.drivername in ("postgres", "postgresql") else url


def shown(url: URL) -> str:
    """An address as it may be shown, logged and said: without a password, however it is spelled."""
    query = {
        name: _MASK if _SECRET.search(name) else value if isinstance(value, str) else tuple(value)
        for name, value in url.query.items()
    }
    user = (url.username or "").partition(":")[0] or None
    open_url = URL.create(url.drivername, user, url.password and _MASK, url.host, url.port, url.database, query)
    # Hidden already; rendering it as a password writes the asterisks out.
    return conceal(url, open_url.render_as_string(hide_password=True).replace("%2A%2A%2A", _MASK))


def conceal(url: URL, text: str) -> str:
    """A text, such as a driver's own words, without what is secret in an address."""
    for secret in sorted(set(_secrets(url)), key=len, reverse=True):
        for spelling in {secret, quote(secret), quote(secret, safe=""), quote_plus(secret), repr(secret)[1:-1]}:
            text = re.sub(f"{_before(spelling)}{re.escape(spelling)}{_after(spelling)}", _MASK, text)
    return _USER.sub(rf"\g<1>:{_MASK}@", _SAID.sub(rf"\g<1>{_MASK}", text))


def place_named(url: URL) -> str:
    """The host and the database that an address leads to, to tell places apart; nothing secret is in it."""
    named = {name: value for name, value in url.query.items() if _is_place(url, name)}
    hosts = f"{url.host or ''}{f':{url.port}' if url.port else ''}"
    more = "".join(f" {name}={_joined(value)}" for name, value in sorted(named.items()))
    return one_line(conceal(url, f"{url.get_backend_name()}://{hosts}/{url.database or ''}{more}"))


def _is_place(url: URL, name: str) -> bool:
    """Of other databases than PostgreSQL we do not know what leads where, and take all of it."""
    return name in _WHERE or (url.get_backend_name() != "postgresql" and not _SECRET.search(name))


def _secrets(url: URL) -> Iterator[str]:
    if url.password:
        yield str(url.password)
    if ":" in (url.username or ""):
        yield str(url.username).partition(":")[2]
    yield from _WITHIN.findall(url.database or "")
    for name, value in url.query.items():
        for one in filter(None, [value] if isinstance(value, str) else value):
            yield from (*_WITHIN.findall(one), *_BEFORE_HOST.findall(one))
            if _SECRET.search(name):
                yield one


def _joined(value: str | tuple[str, ...]) -> str:
    return value if isinstance(value, str) else ",".join(value)


def _before(spelling: str) -> str:
    """A short secret is masked where it is a word, and not inside of others."""
    return r"(?<!\w)" if len(spelling) < 4 and spelling[0].isalnum() else ""


def _after(spelling: str) -> str:
    return r"(?!\w)" if len(spelling) < 4 and spelling[-1].isalnum() else ""
