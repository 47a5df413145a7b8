"""Who may read an article of another desk: what is not said to be for everybody, or not published, stays inside."""

from __future__ import annotations

import datetime as dt

from kb.articles.status import Status
from kb.moving_in.desk_json import Json, words_in

_SOME = (
    "user_segment_id", "user_segment_ids", "company_ids", "contact_segment_ids", "company_segment_ids",
)  # fmt: skip
"""Keys that name who alone may read it; empty for everybody."""
_WHO = ("visibility", "user_segment", "viewable_by", "access_policy", "help_center_audience", "audience")
_EVERYBODY = frozenset({"public", "everyone", "everybody", "all", "all_users", "anyone", "visible", "1"})
_YES = ("internal", "private", "is_internal", "is_private")
_HELD, _SHOWN = ("draft", "is_draft", "hidden"), ("published", "is_published")
_PUBLISHED = frozenset({"published", "public", "active", "live", "visible", "approved", "1", "2", "true"})
_OF_FRESHDESK = ("description_text", "desc_un_html")
_STATES = frozenset({*_SOME, *_WHO, *_YES, *_HELD, *_SHOWN, "state", "status", "published_at", "archived_at"})


def is_restricted(kind: str, one: Json) -> bool:
    """Whether an article or a topic is for some people alone: agents, who has signed in, a company, a group."""
    if "internal" in words_in(kind) or "internal" in str(one.get("type", "")).lower():
        return True
    if any(one.get(name) for name in _SOME) or any(one.get(name) is True for name in _YES):
        return True
    return any(not _is_everybody(one[name]) for name in _WHO if one.get(name) is not None)


def _is_everybody(value: object) -> bool:
    if isinstance(value, dict):
        value = next((value[name] for name in ("viewable_by", "user_type", "name") if name in value), "")
    return str(value).lower() in _EVERYBODY


def status_of(kind: str, one: Json, missing: Status, now: dt.datetime) -> Status:
    """The status of an article; `missing` where it says nothing of it at all."""
    if _is_past(one.get("archived_at"), now) or one.get("archived") is True or _state(one) == "archived":
        return Status.ARCHIVED
    published = _is_past(one.get("published_at"), now)
    if is_restricted(kind, one) or (not published and _is_past(one.get("internal_at"), now)):
        return Status.INTERNAL
    state = _state(one)
    held = any(one.get(name) is True for name in _HELD) or any(one.get(name) is False for name in _SHOWN)
    if held or (state and state not in _PUBLISHED) or ("published_at" in one and not published and not state):
        return Status.DRAFT
    return missing if _STATES.isdisjoint(one) else Status.PUBLIC


def _state(one: Json) -> str:
    """What an article says of its state, in a word; desks that count begin at different numbers."""
    given = str(next((one[name] for name in ("state", "status") if one.get(name) is not None), "")).lower()
    if given == "1" and any(name in one for name in _OF_FRESHDESK):
        return "draft"
    return "archived" if given == "2" and "portal_id" in one else given


def _is_past(moment: object, now: dt.datetime) -> bool:
    """Whether a moment is over; one that nobody can read counts as over."""
    if not moment:
        return False
    try:
        if isinstance(moment, int | float):
            return dt.datetime.fromtimestamp(moment, dt.UTC) <= now
        read = dt.datetime.fromisoformat(str(moment))
    except (ValueError, OverflowError, OSError):
        return True
    return (read if read.tzinfo else read.replace(tzinfo=dt.UTC)) <= now
