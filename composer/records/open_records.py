"""Opening the records: ours and nobody else's, made where there are none, brought up to date, and never harmed."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError

from composer.records import server, sqlite
from composer.records.records import Records
from composer.records.tables import SCHEMA, about, metadata
from kb.errors import CannotWrite


def open_records(place: Path | str) -> Records:
    """The records in a SQLite file, or on a server by its URL; made where there are none.

    A file that cannot be written is opened to be read, and `Records.read_only` says why. RecordsDamaged leaves what is
    no such file, or a newer one, as it is. RecordsAway: the server does not answer.
    """
    if isinstance(place, str):
        return _opened(Records(*server.engine_for(place)))
    try:
        records = Records(*sqlite.engine_for(place))
        records.store.line = place.parent
        return _opened(records)
    except CannotWrite as error:
        return _opened_to_read(place, error)


def _opened(records: Records) -> Records:
    try:
        schema = records.store.read(lambda connection: _schema(connection, records.where))
        if schema != SCHEMA:
            _bring_up_to_date(records)
    except BaseException:
        records.close()
        raise
    records.store.schema = SCHEMA
    return records


def _opened_to_read(path: Path, why: CannotWrite) -> Records:
    from composer.records.readonly import engine_to_read, refuse_older

    records = Records(engine_to_read(path, why), str(path))
    records.store.read_only = why
    try:
        refuse_older(records.where, records.store.read(lambda connection: _schema(connection, records.where)))
    except BaseException:
        records.close()
        raise
    return records


def _bring_up_to_date(records: Records) -> None:
    """Make or migrate the tables, alone: whoever comes second finds it done."""

    def work(connection: Connection) -> None:
        schema = _schema(connection, records.where, lock=True)
        if schema == 0:
            metadata.create_all(connection)
            connection.execute(sa.insert(about).values(name="schema", value=str(SCHEMA)))
        elif schema < SCHEMA:
            from composer.records.migrations import migrate

            migrate(connection, schema, SCHEMA)

    try:
        records.store.write(work)
    except DBAPIError:
        # Two that make the same tables at once: the first one wins, and its tables are as good.
        if records.store.read(lambda connection: _schema(connection, records.where)) != SCHEMA:
            raise


def _schema(connection: Connection, where: str, *, lock: bool = False) -> int:
    """Which schema the tables have; 0 where there are none."""
    if not sa.inspect(connection).has_table("about"):
        return 0
    row = sa.select(about.c.value).where(about.c.name == "schema")
    found = connection.execute(row.with_for_update() if lock else row).scalar()
    return sqlite.known_schema(where, found)
