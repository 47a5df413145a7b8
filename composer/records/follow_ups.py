"""Follow-ups: what was promised to a customer, and by when, kept until it is done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from composer.cases.follow_up import FollowUp, FollowUpState, Promised
from composer.errors import FollowUpChanged, FollowUpSettled, NoSuchFollowUp
from composer.reading.cards import mask_cards
from composer.records.store import Store
from composer.records.tables import follow_ups
from kb.text import one_line

_STATES = frozenset(FollowUpState)
"""A follow-up in any other state is damaged, and open."""
_NO_PROMISE = (FollowUpState.DONE, FollowUpState.ASIDE)
"""The states in which a row is no open promise."""


class FollowUps:
    """What a desk has promised."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def open(self, case_id: str = "", customer_id: str = "") -> list[FollowUp]:
        """Those that are not done, the most urgent first; of one case or customer, where one is named."""
        these = [follow_ups.c.case_id == case_id] if case_id else []
        these += [follow_ups.c.customer_id == customer_id] if customer_id else []
        return self._store.read(lambda connection: _open(connection, *these))

    def get(self, number: int) -> FollowUp:
        """The follow-up with this number; NoSuchFollowUp says which there are."""
        return self._store.read(lambda connection: _get(connection, number))

    def done(self, number: int, reason: str = "", now: dt.datetime | None = None) -> FollowUp:
        """Settle one; FollowUpSettled where somebody did already. When it was done is kept where it is said."""
        values: dict[str, object] = {"state": FollowUpState.DONE, "settled_at": _utc(now) if now else None}
        return self._store.write(lambda connection: _change(connection, number, values, reason))

    def later(self, number: int, due: dt.datetime, reason: str) -> FollowUp:
        """Put one off until another time; why is kept."""
        values = {"state": FollowUpState.LATER, "due": _utc(due), "zone": _zone(due)}
        return self._store.write(lambda connection: _change(connection, number, values, reason))

    def take_back(self, changed: FollowUp, before: FollowUp) -> None:
        """Make one what it was before a change; FollowUpChanged where somebody changed it again."""
        values = {**_values(before), "due": _utc(before.due), "zone": _zone(before.due), "settled_at": None}
        same = [follow_ups.c[name] == value for name, value in _values(changed).items()]
        change = sa.update(follow_ups).where(follow_ups.c.id == changed.id, *same).values(values)
        if not self._store.write(lambda connection: connection.execute(change).rowcount):
            raise FollowUpChanged(changed.id)


def open_of_customer(connection: Connection, customer_id: str) -> tuple[FollowUp, ...]:
    """What a customer was promised and is not done, the most urgent first."""
    return tuple(_open(connection, follow_ups.c.customer_id == customer_id))


def keep(connection: Connection, case_id: str, customer_id: str, agent: str, promised: Iterable[Promised]) -> None:
    """Keep the promises of a reply."""
    rows = [
        {
            "case_id": case_id,
            "customer_id": customer_id,
            "agent": agent,
            "text": mask_cards(one_line(one.text)),
            "due": _utc(one.due),
            "zone": _zone(one.due),
        }
        for one in promised
    ]
    if rows:
        connection.execute(sa.insert(follow_ups), rows)


def settle(connection: Connection, case_id: str, reason: str, at: dt.datetime) -> None:
    """Mark every open promise of a case as done, at a moment in UTC without a zone."""
    this = sa.and_(follow_ups.c.case_id == case_id, follow_ups.c.state.not_in(_NO_PROMISE))
    values = {"state": FollowUpState.DONE, "reason": _with_earlier(reason), "settled_at": at}
    connection.execute(sa.update(follow_ups).where(this).values(values))


def open_count(connection: Connection, case_id: str) -> int:
    """How many promises of a case are open."""
    this = sa.and_(follow_ups.c.case_id == case_id, follow_ups.c.state.not_in(_NO_PROMISE))
    return connection.execute(sa.select(sa.func.count()).select_from(follow_ups).where(this)).scalar_one()


def _open(connection: Connection, *these: sa.ColumnElement[bool]) -> list[FollowUp]:
    query = sa.select(follow_ups).where(follow_ups.c.state.not_in(_NO_PROMISE), *these)
    rows = connection.execute(query.order_by(follow_ups.c.due, follow_ups.c.id)).mappings()
    # A day that is damaged is in no order of the database.
    return sorted(map(_follow_up, rows), key=lambda one: one.due)


def _with_earlier(reason: str) -> sa.ColumnElement[str]:
    """A reason above the earlier ones, each on a line of its own; an empty one has its line too."""
    earlier = follow_ups.c.reason
    return sa.case((earlier == "", one_line(reason)), else_=one_line(reason) + "\n" + earlier)


def _values(one: FollowUp) -> dict[str, object]:
    """What a change changes, but for the day."""
    return {"state": one.state, "reason": "\n".join(one.reasons)}


def _change(connection: Connection, number: int, values: dict[str, object], reason: str) -> FollowUp:
    this = sa.and_(follow_ups.c.id == number, follow_ups.c.state.not_in(_NO_PROMISE))
    change = sa.update(follow_ups).where(this).values(reason=_with_earlier(reason), **values)
    changed = connection.execute(change).rowcount
    found = _get(connection, number)
    if not changed:
        raise FollowUpSettled(number, found.reason)
    return found


def _get(connection: Connection, number: int) -> FollowUp:
    row = connection.execute(sa.select(follow_ups).where(follow_ups.c.id == number)).mappings().first()
    if row is None:
        raise NoSuchFollowUp(number)
    return _follow_up(row)


def _follow_up(row: Any) -> FollowUp:
    state = row["state"]
    return FollowUp(
        row["id"],
        row["case_id"],
        row["customer_id"],
        one_line(row["text"]),
        _in_zone(row["due"].replace(tzinfo=dt.UTC), row["zone"]),
        FollowUpState(state) if state in _STATES else FollowUpState.OPEN,
        tuple(one_line(line) for line in row["reason"].split("\n")) if row["reason"] else (),
        one_line(row["agent"]),
    )


def _in_zone(due: dt.datetime, zone: str) -> dt.datetime:
    """A moment in its zone; in UTC where that leads out of the calendar."""
    try:
        return due.astimezone(_zone_named(zone))
    except OverflowError:
        return due


def _utc(due: dt.datetime) -> dt.datetime:
    if due.tzinfo is None:
        raise ValueError("a promise needs a time zone")
    return due.astimezone(dt.UTC).replace(tzinfo=None)


def _zone(due: dt.datetime) -> str:
    """The name of a zone where it has one, else what it is ahead of UTC, in minutes."""
    if isinstance(due.tzinfo, ZoneInfo) and due.tzinfo.key:
        return due.tzinfo.key
    ahead = due.utcoffset() or dt.timedelta(0)
    return str(int(ahead.total_seconds() // 60))


def _zone_named(name: str) -> dt.tzinfo:
    try:
        if name.lstrip("-").isdecimal():
            return dt.timezone(dt.timedelta(minutes=int(name)))
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OverflowError, OSError):
        return dt.UTC
