"""Two messages of one person become one case with one reply, and wait apart again when that is taken back."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import sqlalchemy as sa

from composer.cases.case import case_id
from composer.cases.customer import Customer
from composer.cases.message import Message
from composer.desk.desk import Desk, Surroundings, open_desk
from composer.desk.inbox import case_of, waiting_cases
from composer.desk.joining import join_messages, other_of, part_messages
from composer.desk.new_desk import start_desk
from composer.desk.open_case import begin_record, start_answering
from composer.desk.reopen import waiting_case
from composer.desk.reply_record import keep_sent
from composer.desk.waiting import Waiting
from composer.errors import CannotJoin
from composer.records.cases import note_unsent
from composer.records.drafts import Drafts, KeptDraft
from composer.records.tables import cases
from composer.writing.draft import Draft

NOW = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
NAIVE = NOW.replace(tzinfo=None)
MAILS = {
    "one": ("Nora", "A rake", 9, "Where is my rake, order 4410? It was due on Friday."),
    "two": ("Nora", "And a spade", 10, "How do I return a spade?"),
    "three": ("Nora", "Gloves", 11, "Do you sell gloves?"),
    "other": ("Omer", "A pot", 8, "Do you sell blue pots?"),
}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A bare desk with three messages of Nora, who is a customer, and one of Omer, who is none."""
    folder = start_desk(tmp_path / "desk", bare=True).folder
    (folder / "inbox").mkdir(exist_ok=True)
    for name, (who, subject, hour, text) in MAILS.items():
        head = f"From: {who} <{who.lower()}@mail.example>\nSubject: {subject}\n"
        mail = f"{head}Date: Sun, 22 Nov 2026 {hour:02}:00:00 +0000\n\n{text}\n"
        (folder / "inbox" / f"{name}.eml").write_text(mail, "utf-8")
    desk = open_desk(folder, Surroundings(NOW.date(), tmp_path / "cache", tmp_path / "config"))
    desk.records.import_customers([Customer("n-1", "Nora Lind", "nora@mail.example")])
    return desk


def waiting(desk: Desk) -> dict[str, Waiting]:
    """What waits, by its subject."""
    return {one.title: one for one in waiting_cases(desk, NOW)[0]}


def rows(desk: Desk) -> dict[str, sa.Row[tuple[object, ...]]]:
    """The rows of the cases, by id."""
    return {row.case_id: row for row in desk.records.store.read(lambda one: one.execute(sa.select(cases)).all())}


def answer(desk: Desk, one: Waiting) -> None:
    """Send a reply to a case."""
    case = case_of(desk, one)
    keep_sent(desk, case, desk.read(case.message, case.customer), Draft(), NAIVE)


def test_two_messages_are_read_as_one_and_answered_by_one_reply(desk: Desk) -> None:
    before = waiting(desk)
    assert before["A rake"].reasons[-1] == "3 of theirs wait"
    join_messages(desk, before["And a spade"], before["A rake"], NOW)
    now = waiting(desk)
    assert set(now) == {"A rake", "Gloves", "A pot"}
    assert now["A rake"].reasons[-2:] == ("2 messages in one", "2 of theirs wait")
    case = case_of(desk, now["A rake"])
    assert case.message.text == (f"{MAILS['one'][3]}\n\n> Sun 22 Nov, 10:00  And a spade\n\n{MAILS['two'][3]}")
    assert case.id == before["A rake"].case_id == case_id(case.message)
    reading = desk.read(case.message, case.customer)
    asked = [issue.sentence for issue in reading.issues]
    assert asked == ["Where is my rake, order 4410?", "How do I return a spade?"]
    # Whoever opens it again by its draft or its promise has both as well.
    assert waiting_case(desk, case.id) == case
    answer(desk, now["A rake"])
    assert set(waiting(desk)) == {"Gloves", "A pot"}
    history = desk.records.get_customer("n-1").history
    assert [(one.direction, one.case_id, one.text) for one in history[1:]] == [
        ("in", before["And a spade"].case_id, MAILS["two"][3]),
        ("in", before["A rake"].case_id, MAILS["one"][3]),
    ]
    kept = rows(desk)
    first, second = kept[before["A rake"].case_id], kept[before["And a spade"].case_id]
    assert (first.replies, first.inbound, second.replies, second.thread) == (1, 2, 0, first.case_id)
    assert second.first_reply_at == second.last_reply_at == first.first_reply_at == NAIVE
    assert (second.outcome, second.solved_at) == (first.outcome, first.solved_at)
    desk.close()


def test_they_wait_apart_again_as_before(desk: Desk) -> None:
    before = waiting(desk)
    for title in ("A rake", "And a spade"):
        begin_record(start_answering(desk, case_of(desk, before[title])), NOW)
    kept = rows(desk)
    join_messages(desk, before["And a spade"], before["A rake"], NOW)
    assert part_messages(desk, waiting(desk)["A rake"]) == 1
    assert rows(desk) == kept
    assert {title: one.reasons for title, one in waiting(desk).items()} == {
        title: one.reasons for title, one in before.items()
    }
    desk.close()


def test_the_one_before_is_joined_first_and_what_hangs_on_it_comes_along(desk: Desk) -> None:
    before = waiting(desk)
    everything = [*before.values()]
    second = other_of(before["Gloves"], everything)
    assert second is not None
    assert second.title == "And a spade"
    join_messages(desk, before["Gloves"], second, NOW)
    now = waiting(desk)
    first = other_of(now["And a spade"], [*now.values()])
    assert first is not None
    join_messages(desk, now["And a spade"], first, NOW)
    now = waiting(desk)
    assert set(now) == {"A rake", "A pot"}
    assert [listed.title for listed, _file in now["A rake"].later] == ["And a spade", "Gloves"]
    # Of the earliest, the next one is the other; of somebody who wrote once there is none.
    assert other_of(before["A rake"], everything) == before["And a spade"]
    assert other_of(before["A pot"], everything) is None
    desk.close()


def test_a_reply_that_did_not_see_the_other_message_leaves_it_waiting(desk: Desk) -> None:
    """A window that had the case open before answers only what it shows."""
    before = waiting(desk)
    seen = case_of(desk, before["A rake"])
    join_messages(desk, before["And a spade"], before["A rake"], NOW)
    keep_sent(desk, seen, desk.read(seen.message, seen.customer), Draft(), NAIVE)
    assert set(waiting(desk)) == {"And a spade", "Gloves", "A pot"}
    desk.close()


def test_a_reply_that_never_left_lets_both_wait(desk: Desk) -> None:
    before = waiting(desk)
    join_messages(desk, before["And a spade"], before["A rake"], NOW)
    now = waiting(desk)["A rake"]
    answer(desk, now)
    desk.records.store.write(lambda connection: note_unsent(connection, now.case_id))
    kept = rows(desk)
    for one in (now.case_id, before["And a spade"].case_id):
        assert (kept[one].first_reply_at, kept[one].outcome, kept[one].solved_at) == (None, None, None)
    desk.close()


def test_what_a_colleague_has_and_what_has_a_draft_stays_apart(desk: Desk) -> None:
    before = waiting(desk)
    desk.records.claims.take(before["A rake"].case_id, "Maya", NOW)
    with pytest.raises(CannotJoin, match="Maya has “A rake”"):
        join_messages(desk, before["And a spade"], before["A rake"], NOW)
    spade = before["And a spade"]
    Drafts(desk.drafts_folder).save(KeptDraft(spade.case_id, spade.title, "", "", Draft(), desk.me))
    desk.records.claims.release(before["A rake"].case_id, "Maya")
    with pytest.raises(CannotJoin, match="“And a spade” has a draft"):
        join_messages(desk, before["A rake"], spade, NOW)
    assert set(waiting(desk)) == {"A rake", "And a spade", "Gloves", "A pot"}
    desk.close()


def test_what_is_known_of_joined_messages_is_forgotten_with_their_sender(desk: Desk) -> None:
    before = waiting(desk)
    join_messages(desk, before["And a spade"], before["A rake"], NOW)
    answer(desk, waiting(desk)["A rake"])
    desk.records.forget_customer("n-1")
    assert rows(desk) == {}
    desk.close()


def test_a_message_without_an_id_keeps_its_case_when_others_are_joined_to_it() -> None:
    message = Message("One.\n\n> later\n\nTwo.", alone=4)
    assert case_id(message) == case_id(Message("One."))
