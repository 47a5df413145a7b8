"""What front matter of any tool says of who may read an article: drafts, dates, groups and flags by all their names."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from kb.articles.status import Status

Keys = Mapping[str, "str | list[str]"]
_YES = frozenset({"true", "1", "yes", "on"})
_NO = frozenset({"false", "0", "no", "off", "", "null", "none", "~"})
_INTERNAL_NAMES = """
internal isinternal internalonly private isprivate agentsonly agentonly staffonly employeesonly confidential restricted
protected hiddenfromcustomers
"""
_SHOWN_NAMES = "published ispublished publish dgpublish live enabled listed visible render permalink"
_WHO_NAMES = (
    "visibility access accesslevel accesspolicy audience permission permissions role roles classification security"
)
_SOME_NAMES = "usersegmentid usersegmentids companyids contactsegmentids companysegmentids password"
_START_NAMES = """
date datecreated publishat publisheddate publishdate publishon publishedat publishedon pubdate datepublished golive
embargo embargountil published
"""
_END_NAMES = "expirydate expirationdate expires expiresat expireson expiry unpublishdate unpublishat"
_INTERNAL, _SHOWN, _WHO = (frozenset(names.split()) for names in (_INTERNAL_NAMES, _SHOWN_NAMES, _WHO_NAMES))
_STARTS, _ENDS = frozenset(_START_NAMES.split()), frozenset(_END_NAMES.split())
_SOME = frozenset(_SOME_NAMES.split())
"""Keys whose value, whatever it is, leaves out most people."""
_HELD = frozenset({"draft", "isdraft", "unlisted", "isunlisted", "hidden", "ishidden", "headless", "disabled"})
_ARCHIVED = frozenset({"archived", "isarchived", "archive"})
_FLAGS = _INTERNAL | _SHOWN | _HELD | _ARCHIVED | {"public"}
_READERS = frozenset({"viewableby", "usersegment"})
"""Keys of desks that name everybody, or else some."""
_EVERYBODY = frozenset({"", "public", "everyone", "everybody", "all", "all users", "anyone", "null"})
_HOUSE = re.compile(
    r"(?:internal|intern|private|staff|agents?|employees?|confidential|restricted)(?:[ _-](?:only|use|users?))?"
)
"""Values that mean the house alone; `admin` and `developer` are customers of many help centres."""
_STATES = {
    **dict.fromkeys(("internal", "private", "confidential", "agents only"), Status.INTERNAL),
    **dict.fromkeys(("archived", "deprecated", "trash", "deleted", "obsolete", "retired", "expired"), Status.ARCHIVED),
    **dict.fromkeys(
        ("draft", "unpublished", "pending", "review", "in review", "hidden", "unlisted", "scheduled", "future", "wip"),
        Status.DRAFT,
    ),
}
_COPY = re.compile(
    r"\.sync-conflict-\d{8}|\(.{0,80}conflicted copy.{0,80}\)|_conflict-\d{8}-\d{6}"
    r"|(?:\((?:copy|kopie)(?: \d{1,3})?\)| - (?:copy|kopie)(?: \(\d{1,3}\))?|\.(?:bak|old|orig|backup|save))\Z|\A~",
    re.IGNORECASE,
)
"""What programs that share files, editors and file managers call the other version that they leave."""
_SIGNS = str.maketrans("", "", "_- ")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")


class Held(NamedTuple):
    """Why an article is not public."""

    status: Status
    key: str
    """As it was written."""


def is_left_copy(name: str) -> bool:
    """Whether the name of a file, without its ending, is that of a version that a program left beside another one."""
    return _COPY.search(name) is not None


@cache
def folded(key: str) -> str:
    """A key as every tool writes it: `publish_at`, `publishAt` and `Publish-At` are one."""
    return key.lower().translate(_SIGNS)


def is_yes(value: object) -> bool | None:
    """Whether a value of JSON or of front matter means yes; None where nobody can tell."""
    word = "" if value is None else str(value).strip().lower()
    return True if word in _YES else False if word in _NO else None


def is_flag(key: str, value: str | list[str]) -> bool:
    """Whether a key says yes or no to who may read an article, and so says it for us as well."""
    return folded(key) in _FLAGS and isinstance(value, str) and is_yes(value) is not None


def held_by(keys: Keys, now: dt.datetime | None = None) -> Held | None:
    """Who alone may read an article, and the key that says so; None for everybody. Dates count where `now` is given."""
    found = [one for key, value in keys.items() if (one := _held(key, value, now))]
    # What is for the house alone is so whatever else is said; what is over is not held for later.
    for status in (Status.INTERNAL, Status.ARCHIVED, Status.DRAFT):
        for one in found:
            if one.status is status:
                return one
    return None


def _held(key: str, value: str | list[str], now: dt.datetime | None) -> Held | None:
    name, texts = folded(key), [value] if isinstance(value, str) else value
    said = next(iter(texts), "").strip().lower() if len(texts) == 1 else ""
    status = _by_flag(name, said, texts) or (_by_date(name, texts, now) if now else None)
    return Held(status, key) if status else None


def _by_flag(name: str, said: str, texts: list[str]) -> Status | None:
    if name in ("status", "state"):
        return _STATES.get(said.replace("_", " ").replace("-", " "))
    if name in _SOME:
        return Status.INTERNAL if is_yes(said) is not False or len(texts) > 1 else None
    if name in _INTERNAL or (name == "public" and is_yes(said) is False and said):
        return Status.INTERNAL if name == "public" or is_yes(said) is not False else None
    if name in _READERS or (name == "if" and "visitor." in said):
        return None if said.replace("_", " ") in _EVERYBODY else Status.INTERNAL
    if name in _WHO:
        return Status.INTERNAL if any(_HOUSE.fullmatch(one.strip().lower()) for one in texts) else _STATES.get(said)
    if name in _ARCHIVED:
        return Status.ARCHIVED if is_yes(said) else None
    held = name in _HELD and is_yes(said) is not False
    held = held or (name in _SHOWN and bool(said) and is_yes(said) is False)
    built = {one.replace(" ", "") for one in texts} if name == "build" else set()
    return Status.DRAFT if held or built & {"render:never", "render:false", "list:never", "list:false"} else None


def _by_date(name: str, texts: list[str], now: dt.datetime) -> Status | None:
    if name not in _STARTS and name not in _ENDS:
        return None
    texts = [one.removeprefix("created:").strip() for one in texts]
    moments = [moment for one in texts[:1] if (moment := _moment(one, now))]
    if name in _ENDS:
        return Status.ARCHIVED if any(one <= now for one in moments) else None
    return Status.DRAFT if any(one > now for one in moments) else None


def _moment(text: str, now: dt.datetime) -> dt.datetime | None:
    """A moment as tools write it; None for what is none."""
    if not _DATE.match(text):
        return None
    for written in (text, text.replace(" +", "+").replace(" -", "-").replace(" UTC", "+00:00"), text[:10]):
        try:
            read = dt.datetime.fromisoformat(written.strip())
        except ValueError:
            continue
        return read if read.tzinfo else read.replace(tzinfo=now.tzinfo)
    return None
