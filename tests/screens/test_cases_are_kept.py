"""A message that is opened and answered in the app is kept with the moments that its mail and the clock say."""

from __future__ import annotations

import datetime as dt
from email import message_from_bytes
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from textual.pilot import Pilot

from composer.desk.send import HeldReply
from composer.records.open_records import open_records
from composer.records.tables import cases
from composer.tui.app import WarmlineApp
from tests.screens.conftest import NOW
from tests.screens.stage import settle


def kept(desk: Path) -> dict[str, Any]:
    records = open_records(desk / ".warmline" / "records.sqlite")
    with records.engine.connect() as connection:
        rows = connection.execute(sa.select(cases)).mappings().all()
    records.close()
    return {row["case_id"]: dict(row) for row in rows}


def test_a_message_that_is_answered_is_kept_to_the_second(play: Any, acme: Path) -> None:
    answered: list[tuple[str, Path]] = []

    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        await settle(app, pilot)
        for _message in range(2):
            case = app.answer_screen.answering
            assert case is not None
            assert case.case.source is not None
            answered.append((case.case.id, case.case.source))
            app.outbox.hold(HeldReply(case, (), "", NOW + dt.timedelta(seconds=10)))
            await settle(app, pilot)
            app.outbox.send()
            await settle(app, pilot)

    play(acme, story)
    rows = kept(acme)
    now = NOW.astimezone(dt.UTC).replace(tzinfo=None)
    for case_id, path in answered:
        date = message_from_bytes(path.read_bytes())["Date"]
        came = parsedate_to_datetime(date).astimezone(dt.UTC).replace(tzinfo=None)
        row = rows[case_id]
        assert (row["received_at"], row["first_reply_at"], row["replies"]) == (came, now, 1)
        closed = row["outcome"] in ("solved", "refused")
        assert row["solved_at"] == (now if closed else None)
    # The third one is open, and has no reply.
    assert sorted(row["replies"] for row in rows.values()) == [0, 1, 1]
    assert {row["channel"] for row in rows.values()} <= {"email", "chat", "social"}
