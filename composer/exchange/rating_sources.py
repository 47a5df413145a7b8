"""Sources of ratings: how the exports of other programs are known, and which of their columns say what."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from composer.cases.rating import RatingKind, Scale

OURS = ("id", "case_id", "customer_id", "email", "score", "scale", "comment", "at", "topic", "channel")
"""The columns that a rating is read from; `--map` gives theirs for each."""
THUMBS = Scale(RatingKind.CSAT, 0, 1)
FACES = Scale(RatingKind.CSAT, 1, 3)
STARS = Scale(RatingKind.CSAT, 1, 5)
PROMOTERS = Scale(RatingKind.NPS, 0, 10)
UNANSWERED = "unanswered"
NOT_ASKED = "not asked"


@dataclass(frozen=True)
class RatingSource:
    """One program's export."""

    name: str
    known_by: frozenset[str]
    """Columns, in our spelling, that together only this export has."""
    columns: Mapping[str, str]
    """Their column for ours."""
    scale: Scale | None = None
    """None where every row or `--scale` says it."""
    words: Mapping[str, float | str] = field(default_factory=dict)
    """What words in place of a number mean."""
    remark: str = ""


_ZENDESK: dict[str, float | str] = {
    **dict.fromkeys(("good", "good_with_comment", "received_good"), 1.0),
    **dict.fromkeys(("bad", "bad_with_comment", "received_bad"), 0.0),
    **dict.fromkeys(("offered", "received"), UNANSWERED),
    "unoffered": NOT_ASKED,
}
_FACES: dict[str, float | str] = {
    **dict.fromkeys(("great", "good"), 3.0),
    **dict.fromkeys(("okay", "ok"), 2.0),
    **dict.fromkeys(("bad", "not-good", "not_good", "not good", "notgood"), 1.0),
}
SOURCES: tuple[RatingSource, ...] = (
    RatingSource(
        "zendesk",
        frozenset({"score", "ticket_id", "created_at"}),
        {"id": "id", "case_id": "ticket_id", "score": "score", "comment": "comment", "at": "created_at"},
        THUMBS,
        _ZENDESK,
    ),
    RatingSource(
        "intercom",
        frozenset({"conversation_rating.rating"}),
        {
            "id": "id",
            "case_id": "id",
            "score": "conversation_rating.rating",
            "comment": "conversation_rating.remark",
            "at": "conversation_rating.updated_at+conversation_rating.created_at",
            "email": "source.author.email",
        },
        STARS,
        remark="Intercom dates most ratings by their conversation, not by the day on which they were given.",
    ),
    RatingSource(
        "intercom",
        frozenset({"rating", "remark", "created_at"}),
        {
            "id": "id",
            "case_id": "conversation_id",
            "score": "rating",
            "comment": "remark",
            "at": "updated_at+created_at",
        },
        STARS,
        remark="Intercom dates most ratings by their conversation, not by the day on which they were given.",
    ),
    RatingSource(
        "helpscout",
        frozenset({"ratingid", "ratingcreatedat"}),
        {
            "id": "threadid+id",
            "case_id": "id",
            "score": "ratingid",
            "comment": "ratingcomments",
            "at": "ratingcreatedat",
        },
        FACES,
        _FACES | {"1": 3.0, "3": 1.0},
    ),
    RatingSource(
        "helpscout",
        frozenset({"rating", "comments", "createdat"}),
        {"id": "id", "case_id": "ticketid", "score": "rating", "comment": "comments", "at": "createdat"},
        FACES,
        _FACES,
    ),
    RatingSource(
        "delighted",
        frozenset({"survey_type", "score"}),
        {
            "id": "id",
            "case_id": "person_properties.case_id+person_properties.case+person_properties.ticket_id",
            "email": "person.email",
            "score": "score",
            "scale": "survey_type",
            "comment": "comment",
            "at": "created_at",
            "topic": "person_properties.topic",
            "channel": "person_properties.channel",
        },
    ),
    RatingSource(
        "surveymonkey",
        frozenset({"respondent_id", "collector_id"}),
        {"id": "respondent_id", "case_id": "custom_data_1", "email": "email_address", "at": "end_date+start_date"},
    ),
    RatingSource(
        "qualtrics",
        frozenset({"responseid", "recordeddate"}),
        {
            "id": "responseid",
            "case_id": "externalreference",
            "email": "recipientemail",
            "at": "recordeddate+enddate",
        },
    ),
    RatingSource("plain", frozenset({"score"}), {name: name for name in OURS}),
)
CHATWOOT = RatingSource(
    "chatwoot",
    frozenset(),
    {"score": "1", "comment": "2", "email": "4", "case_id": "6", "at": "7"},
    STARS,
    remark="Chatwoot names no ratings, so each is known by its conversation and its moment.",
)
"""Known by the kinds of its eight or nine columns, whose headings are translated; ours stand at these places."""
NAMES = tuple(dict.fromkeys((*(one.name for one in SOURCES), CHATWOOT.name)))
_SCALE = re.compile(r"(?:(csat|nps|ces)[ :]*)?(?:(-?\d{1,3})\s*(?:-|\u2013|\.\.|to)\s*(\d{1,3}))?", re.IGNORECASE)
_NAMED = {
    "nps": PROMOTERS,
    "csat": STARS,
    "ces": Scale(RatingKind.CES, 1, 5),
    "csat3": FACES,
    "ces7": Scale(RatingKind.CES, 1, 7),
    "star": STARS,
    "star5": STARS,
    "stars": STARS,
    "smiley": STARS,
    "thumbs": THUMBS,
    "good/bad": THUMBS,
}


def source_for(columns: Sequence[str], rows: Sequence[Sequence[str]], named: str) -> RatingSource | None:
    """The source of a table: the one that was named, or the one that its columns show; None where they show none."""
    have = {*columns}
    fitting = [one for one in SOURCES if one.known_by <= have]
    if named == CHATWOOT.name or (not named and not fitting and _is_chatwoot(columns, rows)):
        return CHATWOOT
    if named:
        return next(
            iter([one for one in fitting if one.name == named] or [one for one in SOURCES if one.name == named])
        )
    return fitting[0] if fitting else None


def _is_chatwoot(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Whether the second column holds 1 to 5 and the seventh the address of a conversation."""
    whole = [row for row in rows if len([cell for cell in row if cell]) > 2]
    return (
        len(columns) in (8, 9)
        and bool(whole)
        and all(row[1].strip() in {*"12345"} and "/conversations/" in row[6] for row in whole if len(row) > 7)
    )


def parse_scale(text: str) -> Scale | None:
    """A scale as people write it: 1-5, 0-10, nps, csat 1-7, ces, good/bad, or a name of Delighted's."""
    wanted = text.strip().lower()
    if wanted in _NAMED:
        return _NAMED[wanted]
    found = _SCALE.fullmatch(wanted)
    if not found or not found[2]:
        return None
    low, high = int(found[2]), int(found[3])
    kind = RatingKind(found[1]) if found[1] else RatingKind.NPS if (low, high) == (0, 10) else RatingKind.CSAT
    return Scale(kind, low, high) if low < high else None
