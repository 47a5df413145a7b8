"""Ratings of every program come in whole or not at all, once, without what is nobody's business."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from composer.cases.rating import Rating, RatingKind, Scale
from composer.desk.desk import Surroundings, open_desk
from composer.errors import BadImport
from composer.exchange.rating_file import RatingsRead, ratings_from
from composer.exchange.rating_rows import Wish
from composer.records.open_records import open_records
from composer.records.sent_reply import SentReply
from composer.records.tables import ratings

Warmline = Callable[..., "subprocess.CompletedProcess[str]"]
BERLIN = dt.timezone(dt.timedelta(hours=1))

CHAT = "https://chat.example/app/accounts/1/conversations"
CHATWOOT = f"""\
Name des Agenten,Bewertung,Feedback,Name,E-Mail-Adresse,Telefonnummer,Link,Aufgezeichnet am
Robin Lee (robin@acme.example),5,Danke!,Ana Silva,Ana.Silva@mail.example,'+351 1,{CHAT}/71,2026-11-03 10:15:00 UTC
Kim Vale (kim@acme-garden.example),2,,Tom,,,{CHAT}/72,2026-11-04 08:00:00 UTC
Berichtszeitraum vom 1. November bis 30. November
"""
ZENDESK = {
    "satisfaction_ratings": [
        {
            "id": 35436,
            "score": "good",
            "ticket_id": 208,
            "created_at": "2026-11-01T09:00:00Z",
            "comment": "4111 1111 1111 1111",
        },
        {"id": 35437, "score": "offered", "ticket_id": 209, "created_at": "2026-11-01T10:00:00Z", "comment": None},
        {"id": 35438, "score": "bad", "ticket_id": 210, "created_at": "2026-11-02T10:00:00Z", "reason": "late"},
        {"id": 35439, "score": "unoffered", "ticket_id": 211, "created_at": "2026-11-02T10:00:00Z"},
    ],
    "count": 4,
}
INTERCOM = {
    "conversations": [
        {
            "id": "c9",
            "created_at": 1793520000,
            "conversation_rating": {"rating": 4, "remark": "ok", "created_at": 1793520000},
        },
        {"id": "c10", "created_at": 1793520000, "conversation_rating": {"rating": None, "created_at": 1793520000}},
    ]
}
HELP_SCOUT = {
    "results": [
        {"id": 11, "threadid": 5, "ratingId": 1, "ratingComments": "", "ratingCreatedAt": "2026-11-05T10:00:00Z"},
        {"id": 12, "threadid": 6, "ratingId": 3, "ratingComments": "no", "ratingCreatedAt": "2026-11-05T11:00:00Z"},
    ]
}
HELP_SCOUT_HOOK = [
    {"id": 1, "ticketId": 9, "rating": "Bad", "comments": "", "createdAt": "2026-11-05T10:00:00Z"},
    {"id": 2, "ticketId": 9, "rating": "not-good", "comments": "", "createdAt": "2026-11-05T10:00:00Z"},
    {"id": 3, "ticketId": 9, "rating": "Okay", "comments": "", "createdAt": "2026-11-05T10:00:00Z"},
]
DELIGHTED = [
    {
        "id": "47",
        "person": {"id": "1", "email": "Ana.Silva@mail.example"},
        "survey_type": "nps",
        "score": 9,
        "comment": "Fine",
        "created_at": 1793520000,
        "person_properties": {"case_id": "abc", "topic": "Delivery"},
        "tags": [],
    }
]
MONKEY = """\
Respondent ID,Collector ID,Start Date,End Date,IP Address,Email Address,First Name,Last Name,Custom Data 1,How was it?,
,,,,,,,,,Response,Other
101,7,11/14/2026 09:00:00 AM,11/14/2026 09:02:00 PM,203.0.113.9,ana@mail.example,Ana,S,case-1,4,
102,7,11/02/2026 09:00:00 AM,11/02/2026 09:02:00 AM,203.0.113.9,,,,,Very good,
"""
QUALTRICS = """\
StartDate,EndDate,Status,IPAddress,RecordedDate,ResponseId,RecipientEmail,ExternalReference,Q1_NPS_GROUP,Q1
Start Date,End Date,Response Type,IP Address,Recorded Date,Response ID,Recipient Email,Reference,Group,How likely?
"{""ImportId"":""startDate""}","{""ImportId"":""endDate""}","{""ImportId"":""status""}",x,x,x,x,x,x,"{""ImportId"":""Q1""}"
2026-11-01 10:00:00,2026-11-01 10:01:00,IP Address,203.0.113.7,2026-11-01 10:01:05,R_1,a@mail.example,case-2,Promoter,10
2026-11-01 10:00:00,2026-11-01 10:01:00,Survey Preview,203.0.113.7,2026-11-01 10:01:05,R_2,,,Promoter,9
"""
PLAIN = "case_id,score,scale,comment,at\nx1,4,1-5,Good,2026-11-01T10:00+01:00\nx2,7,nps,,2026-11-02\nx3,,1-5,,\n"


def read(content: object, name: str = "ratings.csv", **wish: Any) -> RatingsRead:
    text = content if isinstance(content, str) else json.dumps(content)
    name = name if isinstance(content, str) else "ratings.json"
    return ratings_from(text.encode(), name, Wish(**wish), BERLIN)


def short(taken: RatingsRead) -> list[tuple[object, ...]]:
    return [(one.source_id, one.value, one.scale.kind.value, one.case_id, one.email) for one in taken.ratings]


def test_chatwoot_is_known_by_its_shape_in_any_language() -> None:
    taken = read(CHATWOOT)
    assert (taken.source, dict(taken.left_out)) == ("chatwoot", {"the line with the period": 1})
    assert [row[1:] for row in short(taken)] == [
        (5.0, "csat", "71", "ana.silva@mail.example"),
        (2.0, "csat", "72", ""),
    ]
    assert taken.ratings[0].at == dt.datetime(2026, 11, 3, 10, 15, tzinfo=dt.UTC)
    assert taken.ratings[0].comment == "Danke!"
    assert "Robin" not in repr(taken)
    assert read(CHATWOOT).ratings == taken.ratings


def test_what_was_offered_in_zendesk_is_no_bad_rating() -> None:
    taken = read(ZENDESK)
    assert short(taken) == [
        ("35436", 1.0, "csat", "208", ""),
        ("35437", None, "csat", "209", ""),
        ("35438", 0.0, "csat", "210", ""),
    ]
    assert dict(taken.left_out) == {"not asked": 1}
    assert taken.ratings[0].comment == "•••• •••• •••• 1111"


def test_intercom_dates_a_rating_by_its_conversation() -> None:
    taken = read(INTERCOM)
    assert [(one.value, one.comment, one.at) for one in taken.ratings] == [
        (4.0, "ok", dt.datetime(2026, 11, 1, 8, tzinfo=dt.UTC)),
        (None, "", dt.datetime(2026, 11, 1, 8, tzinfo=dt.UTC)),
    ]
    assert taken.remarks == (
        "Intercom dates most ratings by their conversation, not by the day on which they were given.",
    )


def test_help_scout_has_two_words_for_bad() -> None:
    assert [one.value for one in read(HELP_SCOUT).ratings] == [3.0, 1.0]
    assert short(read(HELP_SCOUT))[0] == ("5/11", 3.0, "csat", "11", "")
    hooked = read(HELP_SCOUT_HOOK).ratings
    assert [(one.value, one.scale.is_positive(one.value or 0)) for one in hooked] == [
        (1.0, False),
        (1.0, False),
        (2.0, False),
    ]


def test_delighted_says_its_scale_and_its_case() -> None:
    one = read(DELIGHTED).ratings[0]
    assert (one.value, one.scale, one.case_id, one.topic) == (9.0, Scale(RatingKind.NPS, 0, 10), "abc", "delivery")
    assert (one.email, one.at) == ("ana.silva@mail.example", dt.datetime(2026, 11, 1, 8, tzinfo=dt.UTC))


@pytest.mark.parametrize("source", ["zendesk", "intercom", "helpscout", "delighted", "plain"])
def test_a_file_of_another_shape_is_no_file_in_which_nobody_answered(source: str) -> None:
    """A report whose columns somebody chose: its source may be named, and its columns must be."""
    report = "Ticket ID,Satisfaction,Date\n501,Good,2026-11-05\n502,Bad,2026-11-06\n"
    with pytest.raises(BadImport, match=r"say which column holds the rating: --map score=.*satisfaction"):
        read(report, source=source)
    mapped = read(report, source="zendesk", mapping={"case_id": "Ticket ID", "score": "Satisfaction", "at": "Date"})
    assert [(one.case_id, one.value) for one in mapped.ratings] == [("501", 1.0), ("502", 0.0)]


def test_surveymonkey_has_two_rows_of_headings_and_words_for_numbers() -> None:
    words = "Very bad,Bad,Neutral,Good,Very good"
    taken = read(MONKEY, mapping={"value": "How was it?"}, scale=words)
    assert short(taken) == [
        ("101", 4.0, "csat", "case-1", "ana@mail.example"),
        ("102", 5.0, "csat", "", ""),
    ]
    assert (dict(taken.left_out), taken.ratings[0].at) == (
        {"headings": 1},
        dt.datetime(2026, 11, 14, 21, 2, tzinfo=BERLIN),
    )
    assert "203.0.113" not in repr(taken)
    with pytest.raises(BadImport, match="say which column holds the rating: --map score="):
        read(MONKEY)
    with pytest.raises(BadImport, match="'Very good' is no rating") as refused:
        read(MONKEY, mapping={"value": "How was it?"}, scale="1-5")
    assert [(row.number, "ip_address" in row.cells) for row in refused.value.rejected] == [(4, False)]


def test_qualtrics_has_three_rows_of_headings_and_previews() -> None:
    taken = read(QUALTRICS)
    assert short(taken) == [("R_1", 10.0, "nps", "case-2", "a@mail.example")]
    assert dict(taken.left_out) == {"headings": 2, "tests": 1}


def test_a_plain_file_says_its_scale_in_each_row_or_once() -> None:
    taken = read(PLAIN)
    assert [(one.case_id, one.value, one.scale.kind) for one in taken.ratings] == [
        ("x1", 4.0, "csat"),
        ("x2", 7.0, "nps"),
        ("x3", None, "csat"),
    ]
    assert taken.ratings[1].at == dt.datetime(2026, 11, 2, tzinfo=BERLIN)
    with pytest.raises(BadImport, match="line 2: no scale is said; add a column scale, or say it for all with --scale"):
        read("case_id,score\na,4\n")
    assert read("case_id,score\na,4\na,4\n", scale="1-5").ratings[1].source_id.endswith("/2")


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("9", "'9' is not on the scale from 1 to 5"),
        ("0", "'0' is not on the scale from 1 to 5"),
        ("good", "'good' is no rating; --scale takes words from the worst to the best"),
        ("4.5.1", "'4.5.1' is no rating; --scale takes words from the worst to the best"),
        ("nan", "'nan' is no rating; --scale takes words from the worst to the best"),
    ],
)
def test_a_value_that_is_none_is_named(cell: str, why: str) -> None:
    with pytest.raises(BadImport) as refused:
        read(f"case_id,score,scale\na,4,1-5\nb,{cell},1-5\n")
    assert [row.fault for row in refused.value.rejected] == [why]


def test_a_day_that_may_be_read_in_two_ways_is_asked_for() -> None:
    rows = "case_id,score,scale,at\na,4,1-5,03/04/2026\n"
    with pytest.raises(BadImport, match="may begin with the month or the day; say --dates mdy or --dates dmy"):
        read(rows)
    assert read(rows, dates="dmy").ratings[0].at == dt.datetime(2026, 4, 3, tzinfo=BERLIN)
    # Another row shows it.
    assert read(rows + "b,4,1-5,04/23/2026\n").ratings[0].at == dt.datetime(2026, 3, 4, tzinfo=BERLIN)


def test_a_file_that_nobody_knows_says_what_to_do() -> None:
    with pytest.raises(BadImport, match="no export that we know has the columns stars, when"):
        read("stars,when\n4,2026-11-01\n")
    with pytest.raises(BadImport, match="did you mean 'stars'"):
        read("stars,when\n4,2026-11-01\n", source="plain", mapping={"value": "star"}, scale="1-5")
    taken = read("stars,when\n4,2026-11-01\n", source="plain", mapping={"value": "Stars", "at": "when"}, scale="1-5")
    assert taken.ratings[0].value == 4.0
    with pytest.raises(BadImport, match="this is not JSON"):
        read("{", "x.json")


FILES = {"chatwoot.csv": CHATWOOT, "zendesk.json": ZENDESK, "qualtrics.csv": QUALTRICS, "plain.csv": PLAIN}


@pytest.mark.parametrize("name", FILES)
def test_the_same_file_twice_changes_nothing(warmline: Warmline, either: Path, name: str) -> None:
    content = FILES[name]
    (either / name).write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
    dry = json.loads(warmline("ratings", "import", name, "--dry-run", "--json", folder=either).stdout)
    first = json.loads(warmline("ratings", "import", name, "--json", folder=either).stdout)
    again = json.loads(warmline("ratings", "import", name, "--json", folder=either).stdout)
    assert dry["created"] == first["created"] > 0
    assert (again["created"], again["updated"], again["unchanged"]) == (0, 0, first["created"])


def test_faulty_rows_come_back_and_nothing_is_taken(warmline: Warmline, acme: Path) -> None:
    (acme / "r.csv").write_text("case_id,score,scale,comment\na,4,1-5,=1+1\nb,6,1-5,=2+2\n", "utf-8")
    ran = warmline("ratings", "import", "r.csv", folder=acme)
    assert (ran.returncode, ran.stderr.splitlines()[0]) == (
        10,
        "1 row with what is wrong with each: r.rejected.csv",
    )
    back = (acme / "r.rejected.csv").read_text("utf-8")
    assert back == "case_id,score,scale,comment,errors\nb,6,1-5,'=2+2,'6' is not on the scale from 1 to 5\n"
    (acme / "r.rejected.csv").write_text(back.replace(",6,", ",5,", 1), "utf-8")
    assert warmline("ratings", "import", "r.rejected.csv", folder=acme).returncode == 0
    with (
        closing(open_records(acme / ".warmline" / "records.sqlite")) as records,
        records.engine.connect() as connection,
    ):
        rows = connection.execute(sa.select(ratings.c.case_id, ratings.c.value, ratings.c.comment)).all()
    assert [tuple(row) for row in rows] == [("b", 5.0, "=2+2")]


def test_a_rating_finds_its_customer_and_the_only_case_it_can_mean(either: Path) -> None:
    desk = open_desk(either, Surroundings(dt.date(2026, 11, 21), either.parent / "c", either.parent / "config"))
    for case, day, customer in (("one", 1, "c-1001"), ("two", 3, "c-1002"), ("three", 4, "c-1002")):
        sent = dt.datetime(2026, 11, day, tzinfo=dt.UTC)
        desk.records.keep_reply(SentReply(case, customer, sent, "email", "Robin", "Hello."))
    zone, scale = dt.UTC, Scale(RatingKind.CSAT, 1, 5)
    given = [
        Rating("t", "1", scale, 4.0, dt.datetime(2026, 11, 5, tzinfo=zone), email="ana.silva@mail.example"),
        Rating("t", "2", scale, 4.0, dt.datetime(2026, 11, 5, tzinfo=zone), customer_id="c-1002"),
        Rating("t", "3", scale, 4.0, dt.datetime(2026, 12, 5, tzinfo=zone), customer_id="c-1001"),
        Rating("t", "4", scale, 4.0, case_id="two"),
    ]
    done = desk.records.import_ratings(given)
    with desk.records.engine.connect() as connection:
        query = sa.select(ratings.c.case_id, ratings.c.customer_id).order_by(ratings.c.source_id)
        rows = [tuple(row) for row in connection.execute(query)]
    # Of the second either case may be meant, and the third comes too late.
    assert rows == [("one", "c-1001"), ("", "c-1002"), ("", "c-1001"), ("two", "c-1002")]
    assert (done.created, done.linked) == (4, 2)
    desk.records.forget_customer("c-1002")
    assert desk.records.import_ratings(given).forgotten == 1
    desk.close()


def test_days_of_activity_come_in_for_customers_that_we_know(warmline: Warmline, either: Path) -> None:
    rows = "customer,on,kind\nc-1001,2026-11-01,order\nAna.Silva@mail.example,2026-11-02,\nnobody,2026-11-02,order\n"
    (either / "days.csv").write_text(rows, "utf-8")
    for _time in range(2):
        ran = warmline("ratings", "import", "days.csv", "--as", "activity", "--json", folder=either)
        assert json.loads(ran.stdout) == {"days": 2, "unknown": 1}
    (either / "days.csv").write_text("customer,on\nc-1001,soon\n", "utf-8")
    ran = warmline("ratings", "import", "days.csv", "--as", "activity", folder=either)
    assert (ran.returncode, "line 2: 'soon' is no day; write YYYY-MM-DD" in ran.stderr) == (10, True)
