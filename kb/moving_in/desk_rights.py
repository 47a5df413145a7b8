"""Who may read an article of another desk: what is not said to be for everybody, or not published, stays inside."""

from __future__ import annotations

import datetime as dt
import re

from kb.articles.held_back import is_yes
from kb.articles.status import Status
from kb.moving_in.desk_json import Json, words_in

_SOME = (
    "user_segment_id", "user_segment_ids", "company_ids", "contact_segment_ids", "company_segment_ids",
)  # fmt: skip
"""Keys that name who alone may read it; empty for everybody."""
_WHO = ("visibility", "user_segment", "viewable_by", "access_policy", "help_center_audience", "audience")
_EVERYBODY = frozenset({"public", "everyone", "everybody", "all", "all_users", "anyone", "visible", "1"})
_YES = ("internal", "private", "is_internal", "is_private")
_HELD, _SHOWN = ("draft", "is_draft", "hidden", "is_hidden"), ("published", "is_published")
_PUBLISHED = frozenset({"published", "public", "active", "live", "visible", "approved", "1", "2", "true"})
_OF_FRESHDESK = ("description_text", "desc_un_html")
_STATES = frozenset({*_SOME, *_WHO, *_YES, *_HELD, *_SHOWN, "state", "status", "published_at", "archived_at"})
_NUMBER = re.compile(r"\d{9,15}(?:\.\d{1,9})?\Z")
"""A moment as a number; a date without dashes has fewer digits."""
_MOST_SECONDS = 100_000_000_000
"""What is more counts thousandths of seconds; as seconds it would be after the year 5000."""


def is_restricted(kind: str, one: Json) -> bool:
    """Whether an article or a topic is for some people alone: agents, who has signed in, a company, a group."""
    if "internal" in words_in(kind) or "internal" in str(one.get("type", "")).lower():
        return True
    if any(one.get(name) for name in _SOME) or any(is_yes(one.get(name)) is not False for name in _YES):
        return True
    return any(not _is_everybody(one[name]) for name in _WHO if one.get(name) is not None)


def _is_everybody(value: object) -> bool:
    if isinstance(value, dict):
        value = next((value[name] for name in ("viewable_by", "user_type", "name") if name in value), "")
    return str(value).lower() in _EVERYBODY


def status_of(kind: str, one: Json, missing: Status, now: dt.datetime) -> Status:
    """The status of an article; `missing` where it says nothing of it at all."""
    state, since = _state(one), one.get("published_at")
    archived = any(is_yes(one.get(name)) is not False for name in ("archived", "is_archived"))
    if archived or _is_past(one.get("archived_at"), now) or state == "archived":
        return Status.ARCHIVED
    published = _is_past(since, now, unread=False)
    if is_restricted(kind, one) or (not published and _is_past(one.get("internal_at"), now)):
        return Status.INTERNAL
    # A date that is ahead holds back whatever the state says; one that nobody can read, where there is no state.
    ahead = bool(since) and not _is_past(since, now)
    said = state in _PUBLISHED if state else published or "published_at" not in one
    if ahead or not said or _is_held(one):
        return Status.DRAFT
    return missing if _STATES.isdisjoint(one) else Status.PUBLIC


def _is_held(one: Json) -> bool:
    """Whether a flag of an article keeps it from being published; one that nobody can read does."""
    held = any(is_yes(one.get(name)) is not False for name in _HELD)
    return held or any(is_yes(one[name]) is not True for name in _SHOWN if name in one)


def _state(one: Json) -> str:
    """What an article says of its state, in a word; desks that count begin at different numbers."""
    given = str(next((one[name] for name in ("state", "status") if one.get(name) is not None), "")).lower()
    if given == "1" and any(name in one for name in _OF_FRESHDESK):
        return "draft"
    return "archived" if given == "2" and "portal_id" in one else given


def _is_past(moment: object, now: dt.datetime, *, unread: bool = True) -> bool:
    """Whether a moment is over; `unread` is the answer for one that nobody can read."""
    if not moment:
        return False
    try:
        read = _counted(float(str(moment))) if _NUMBER.match(str(moment)) else dt.datetime.fromisoformat(str(moment))
    except (ValueError, OverflowError, OSError):
        return unread
    return (read if read.tzinfo else read.replace(tzinfo=dt.UTC)) <= now


def _counted(moment: float) -> dt.datetime:
    """A moment in seconds since 1970, or in thousandths of them."""
    return dt.datetime.fromtimestamp(moment / 1000 if moment > _MOST_SECONDS else moment, dt.UTC)
