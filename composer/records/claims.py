"""Claims: who has taken a case, so that of many agents exactly one answers it.

A claim has no end of its own. Clocks differ between machines and go backwards, and a case that two people hold by a
clock's mistake is answered twice; so one is held until its reply is recorded, until it is given back, or until somebody
takes it over and says why.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from composer.records.forget import take_up
from composer.records.store import Store, insert_new
from composer.records.tables import claims
from kb.text import one_line


@dataclass(frozen=True)
class TakenCase:
    """A case in somebody's hands."""

    case_id: str
    agent: str
    since: dt.datetime
    """UTC, by the clock of whoever took it."""
    reason: str = ""
    """Why it was taken over from somebody else."""
    wrote: dt.datetime | None = None
    """When they last wrote in it, in UTC; None where they only looked."""


class Claims:
    """Which cases of a desk are taken."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def take(self, case_id: str, agent: str, now: dt.datetime) -> TakenCase:
        """Take a case that nobody has; whose it is now, which is another one's where they were first."""
        row: dict[str, object] = {"case_id": case_id, "agent": agent, "since": _utc(now)}

        def work(connection: Connection) -> TakenCase | None:
            take_up(connection, case_id)
            insert_new(connection, claims, [row])
            return _find(connection, case_id)

        while True:
            # None where its holder gave it back between the two statements.
            found = self._store.write(work)
            if found is not None:
                return found

    def take_over(self, claim: TakenCase, agent: str, now: dt.datetime, reason: str) -> TakenCase:
        """Take a case from the one who has it, saying why; whose it is now, another one's where they were faster."""
        held = sa.and_(claims.c.case_id == claim.case_id, claims.c.agent == claim.agent)
        values = {"agent": agent, "since": _utc(now), "reason": one_line(reason), "wrote_at": None}

        def work(connection: Connection) -> bool:
            return connection.execute(sa.update(claims).where(held).values(values)).rowcount > 0

        self._store.write(work)
        return self.take(claim.case_id, agent, now)

    def release(self, case_id: str, agent: str) -> None:
        """Give a case back; one that another agent has is left to them."""
        held = sa.delete(claims).where(claims.c.case_id == case_id, claims.c.agent == agent)

        def work(connection: Connection) -> None:
            connection.execute(held)

        self._store.write(work)

    def note_written(self, case_id: str, agent: str, now: dt.datetime) -> None:
        """Keep that whoever has a case wrote in it, for others to see."""
        held = sa.and_(claims.c.case_id == case_id, claims.c.agent == agent)
        self._store.write(
            lambda connection: connection.execute(sa.update(claims).where(held).values(wrote_at=_utc(now)))
        )

    def find(self, case_id: str) -> TakenCase | None:
        """Who has a case."""
        return self._store.read(lambda connection: _find(connection, case_id))

    def all(self) -> list[TakenCase]:
        """Every case that is taken, the longest held first."""
        query = sa.select(claims).order_by(claims.c.since, claims.c.case_id)
        return self._store.read(lambda connection: [_claim(row) for row in connection.execute(query)])


def _find(connection: Connection, case_id: str) -> TakenCase | None:
    row = connection.execute(sa.select(claims).where(claims.c.case_id == case_id)).first()
    return _claim(row) if row else None


def _claim(row: sa.Row[tuple[str, str, dt.datetime, str, dt.datetime | None]]) -> TakenCase:
    wrote = row.wrote_at and row.wrote_at.replace(tzinfo=dt.UTC)
    return TakenCase(row.case_id, one_line(row.agent), row.since.replace(tzinfo=dt.UTC), one_line(row.reason), wrote)


def _utc(now: dt.datetime) -> dt.datetime:
    return now.astimezone(dt.UTC).replace(tzinfo=None)
