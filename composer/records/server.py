"""A server that speaks PostgreSQL's protocol: records that many agents share.

Nothing is used that databases which scale out lack (Citus, CockroachDB, YugabyteDB): no advisory locks, no LISTEN, no
triggers, no meaning in the order of numbers. Keys, `ON CONFLICT DO NOTHING`, `FOR UPDATE` and trying again after a
serialization failure are enough.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import URL, Engine
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from composer.errors import RecordsRefused
from composer.records.address import conceal, parse_address, shown
from kb.adding import adding

_CONNECT_WITHIN = 5
"""Seconds."""


def engine_for(address: str) -> tuple[Engine, str]:
    """An engine on a database by its URL, and its name without the password."""
    url = parse_address(address)
    if url.drivername.partition("+")[0] == "sqlite":
        why = "that is no server; for a file in the desk write records: sqlite"
        raise RecordsRefused(shown(url), why)
    arguments = {"connect_timeout": _CONNECT_WITHIN, "application_name": "warmline"}
    return plain_engine(url, connect_args=arguments, pool_size=2, max_overflow=3), shown(url)


def plain_engine(url: URL, **options: Any) -> Engine:
    """An engine; RecordsRefused where its dialect or its driver is not installed, or cannot use the address."""
    try:
        return sa.create_engine(url, hide_parameters=True, **options)
    except NoSuchModuleError as error:
        raise RecordsRefused(shown(url), f"SQLAlchemy has no dialect {url.drivername!r} here") from error
    except ModuleNotFoundError as error:
        known = error.name == "psycopg"
        needed = f"install it with: {adding('psycopg[binary]')}" if known else f"it needs the package {error.name}"
        raise RecordsRefused(shown(url), f"its driver is not installed; {needed}") from error
    except (ArgumentError, TypeError, ValueError) as error:
        raise RecordsRefused(shown(url), conceal(url, " ".join(str(error).split()))) from error
