"""A server that speaks PostgreSQL's protocol: records that many agents share.

Nothing is used that databases which scale out lack (Citus, CockroachDB, YugabyteDB): no advisory locks, no LISTEN, no
triggers, no meaning in the order of numbers. Keys, `ON CONFLICT DO NOTHING`, `FOR UPDATE` and trying again after a
serialization failure are enough.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import URL, Engine, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from composer.errors import RecordsRefused

_CONNECT_WITHIN = 5
"""Seconds."""


def engine_for(address: str) -> tuple[Engine, str]:
    """An engine on a database by its URL, and its name without the password."""
    url = parse_address(address)
    arguments = {"connect_timeout": _CONNECT_WITHIN, "application_name": "warmline"}
    return plain_engine(url, connect_args=arguments, pool_size=2, max_overflow=3), url.render_as_string()


def plain_engine(url: URL, **options: Any) -> Engine:
    """An engine; RecordsRefused where its dialect or its driver is not installed."""
    try:
        return sa.create_engine(url, hide_parameters=True, **options)
    except NoSuchModuleError as error:
        raise RecordsRefused(url.render_as_string(), f"SQLAlchemy has no dialect {url.drivername!r} here") from error
    except ModuleNotFoundError as error:
        needed = "pip install 'warmline[postgresql]'" if error.name == "psycopg" else f"the package {error.name}"
        raise RecordsRefused(url.render_as_string(), f"its driver is not installed; it needs {needed}") from error


def parse_address(address: str) -> URL:
    """A URL with Psycopg as the driver where it names none; RecordsRefused never repeats what may hold a password."""
    try:
        url = make_url(address)
    except (ArgumentError, ValueError) as error:
        raise RecordsRefused(
            "this address", "it is no URL such as postgresql+psycopg://desk@db.example/acme"
        ) from error
    return url.set(drivername="postgresql+psycopg") if url.drivername in ("postgres", "postgresql") else url
