"""Queries on other databases: customers as some other program keeps them."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from composer.errors import RecordsRefused
from composer.records.address import conceal, parse_address, shown
from composer.records.server import plain_engine


def rows_of(address: str, query: str, most: int) -> tuple[list[str], list[Sequence[object]]]:
    """The columns and at most `most` rows that a query gives; nothing is changed there, since it is rolled back."""
    url = parse_address(address)
    where = shown(url)
    engine = plain_engine(url)
    try:
        with engine.connect() as connection:
            answer = connection.execute(sa.text(query))
            found: list[Sequence[object]] = list(answer.fetchmany(most)) if answer.returns_rows else []
            columns = list(answer.keys()) if answer.returns_rows else []
            connection.rollback()
    except SQLAlchemyError as error:
        words = " ".join(str(getattr(error, "orig", None) or type(error).__name__).split())
        raise RecordsRefused(where, conceal(url, words).removesuffix(".")) from error
    finally:
        engine.dispose()
    return columns, found
