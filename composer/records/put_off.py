"""Put off: messages that somebody wants to see again on a day; they stand beside the promises, and are none."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from composer.cases.follow_up import FollowUpState
from composer.records.forget import take_up
from composer.records.store import Store
from composer.records.tables import follow_ups

_ASIDE = follow_ups.c.state == FollowUpState.ASIDE


class PutOff(NamedTuple):
    """Until when a message is put off, and since when, in UTC."""

    until: dt.datetime
    since: dt.datetime | None
    """None where an earlier version put it off."""


def put_off(store: Store, case_id: str, customer_id: str, agent: str, until: dt.datetime, now: dt.datetime) -> None:
    """Put a message off until a moment with its zone; one that was put off already gets the new moment."""
    row = {"case_id": case_id, "customer_id": customer_id, "agent": agent, "text": "", "state": FollowUpState.ASIDE}
    due, since = (moment.astimezone(dt.UTC).replace(tzinfo=None) for moment in (until, now))

    def work(connection: Connection) -> None:
        take_up(connection, case_id)
        end_put_off(connection, case_id)
        connection.execute(sa.insert(follow_ups).values(**row, due=due, zone="UTC", settled_at=since))

    store.write(work)


def wait_again(store: Store, case_id: str) -> None:
    """Let a message wait as before."""
    store.write(lambda connection: end_put_off(connection, case_id))


def all_put_off(store: Store) -> dict[str, PutOff]:
    """Until when each message is put off, by case."""
    query = sa.select(follow_ups.c.case_id, follow_ups.c.due, follow_ups.c.settled_at).where(_ASIDE)
    rows = store.read(lambda connection: connection.execute(query).all())
    return {row.case_id: PutOff(_in_utc(row.due), row.settled_at and _in_utc(row.settled_at)) for row in rows}


def end_put_off(connection: Connection, case_id: str) -> None:
    """Forget that a message was put off; it was answered, or waits again."""
    connection.execute(sa.delete(follow_ups).where(_ASIDE, follow_ups.c.case_id == case_id))


def _in_utc(moment: dt.datetime) -> dt.datetime:
    return moment.replace(tzinfo=dt.UTC)
