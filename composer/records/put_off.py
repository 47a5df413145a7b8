"""Put off: messages that somebody wants to see again on a day; they stand beside the promises, and are none."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from composer.cases.follow_up import State
from composer.records.forget import take_up
from composer.records.store import Store
from composer.records.tables import follow_ups

_ASIDE = follow_ups.c.state == State.ASIDE


def put_off(store: Store, case_id: str, customer_id: str, agent: str, until: dt.datetime) -> None:
    """Put a message off until a moment with its zone; one that was put off already gets the new moment."""
    row = {"case_id": case_id, "customer_id": customer_id, "agent": agent, "text": "", "state": State.ASIDE}
    due = {"due": until.astimezone(dt.UTC).replace(tzinfo=None), "zone": "UTC"}

    def work(connection: Connection) -> None:
        take_up(connection, case_id)
        end_put_off(connection, case_id)
        connection.execute(sa.insert(follow_ups).values(row | due))

    store.write(work)


def wait_again(store: Store, case_id: str) -> None:
    """Let a message wait as before."""
    store.write(lambda connection: end_put_off(connection, case_id))


def put_off_until(store: Store) -> dict[str, dt.datetime]:
    """Until when each message is put off, in UTC, by case."""
    query = sa.select(follow_ups.c.case_id, follow_ups.c.due).where(_ASIDE)
    rows = store.read(lambda connection: connection.execute(query).all())
    return {row.case_id: row.due.replace(tzinfo=dt.UTC) for row in rows}


def end_put_off(connection: Connection, case_id: str) -> None:
    """Forget that a message was put off; it was answered, or waits again."""
    connection.execute(sa.delete(follow_ups).where(_ASIDE, follow_ups.c.case_id == case_id))
