"""Follow-ups as a calendar that any calendar program reads (RFC 5545)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from icalendar import Alarm, Calendar, Event

from composer.cases.follow_up import FollowUp

_LASTS = dt.timedelta(minutes=15)


def calendar_of(follow_ups: Iterable[FollowUp], names: Mapping[str, str], desk: str, now: dt.datetime) -> bytes:
    """One event for each follow-up, in UTC, with a reminder; a number keeps its event when the calendar is read again.

    `names` are the customers' names by id, `desk` tells the follow-ups of several desks apart.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Warmline//Follow-ups//EN")
    calendar.add("version", "2.0")
    for one in follow_ups:
        event = Event()
        event.add("uid", f"follow-up-{one.id}-{desk}@warmline")
        event.add("dtstamp", now.astimezone(dt.UTC))
        event.add("dtstart", one.due.astimezone(dt.UTC))
        event.add("duration", _LASTS)
        event.add("summary", f"Promised to {names.get(one.customer_id) or one.customer_id or 'a customer'}")
        event.add("description", one.text + (f"\nLater than promised: {one.reason}" if one.reason else ""))
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", "A promise is due")
        alarm.add("trigger", -_LASTS)
        event.add_component(alarm)
        calendar.add_component(event)
    return bytes(calendar.to_ical())
