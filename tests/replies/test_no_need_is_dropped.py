"""No need of a message is dropped in silence: replies composed, written freely and both, and what each leaves open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from types import MappingProxyType

import pytest

from composer.cases.step import Step
from composer.desk.desk import Desk, Surroundings, open_desk
from composer.desk.new_desk import start_desk
from composer.desk.reply_checks import check_draft
from composer.desk.reply_context import supplies_for
from composer.writing.assemble import assemble
from composer.writing.draft import Draft, Passage, typed
from composer.writing.finding import Finding
from composer.writing.recognise import recognised
from tests.rows import each_row

TWO = "Hello,\n\nwhere is the parcel? And how much is the postage to Norway?\n\nAna"
ONE = "Hello,\n\nwhere is the parcel?\n\nAna"
BARE = "Hello,\n\nwhere is it?\n\nAna"
ZWEI = "Guten Tag,\n\nwo bleibt das Paket? Und was kostet der Versand nach Norwegen?\n\nAna"
EINS = "Guten Tag,\n\nwo bleibt das Paket?\n\nAna"
PARCEL, POSTAGE = "where is the parcel?", "And how much is the postage to Norway?"
PAKET, VERSAND = "wo bleibt das Paket?", "Und was kostet der Versand nach Norwegen?"
HULL = "The parcel is in Hull."
NORWAY = "The postage to Norway is 12 euros."
NORWEGEN = "Der Versand nach Norwegen kostet 12 Euro."


@dataclass(frozen=True)
class Reply:
    """How an agent came to a reply."""

    says: str
    """The message."""
    fills: tuple[str, ...] = ()
    """What the agent typed in place of the offered answers, in their order; an empty text takes one out."""
    between: str = ""
    """What the agent typed above the sign-off, outside every passage."""
    listening: str = ""
    """What the agent wrote in place of the listening."""
    regret: str = ""
    """What the agent wrote as an acknowledgement."""
    anew: str = ""
    """What the agent wrote in place of the whole letter."""
    settled: tuple[tuple[int, str], ...] = ()
    free: str = ""
    """A reply that somebody wrote elsewhere; nothing is composed then."""


CASES: list[tuple[str, Reply, list[str]]] = [
    # composed
    ("both answers are typed", Reply(TWO, ("It is in Hull and comes tomorrow.", NORWAY)), []),
    ("both places are open still: that is another finding", Reply(TWO, ("{}", "{}")), []),
    ("the first place is taken out", Reply(TWO, ("", NORWAY)), [PARCEL]),
    ("the second place is taken out", Reply(TWO, ("It is in Hull and comes tomorrow.", "")), [POSTAGE]),
    ("one place holds both answers", Reply(TWO, ("", f"{HULL} {NORWAY}")), []),
    ("one place, and its own answer alone", Reply(TWO, ("", f"{NORWAY} Insurance is two euros more.")), [PARCEL]),
    ("nothing is answered at all", Reply(TWO, ("", "")), [PARCEL, POSTAGE]),
    ("a need with one telling word is taken out", Reply(ONE, ("",)), [PARCEL]),
    ("a need without a telling word is taken out", Reply(BARE, ("",)), ["where is it?"]),
    ("the agent says that it is answered", Reply(TWO, ("", NORWAY), settled=((0, "answered"),)), []),
    ("the agent says that it comes later", Reply(TWO, ("", NORWAY), settled=((0, "later"),)), []),
    ("ein Ort ist herausgenommen", Reply(ZWEI, ("", NORWEGEN)), [PAKET]),
    ("beide Antworten sind getippt", Reply(ZWEI, ("Es liegt in Hull und kommt morgen.", NORWEGEN)), []),
    ("ein Ort hat beide Antworten", Reply(ZWEI, ("", f"Das Paket liegt in Hull. {NORWEGEN}")), []),
    ("das einzige Anliegen ist herausgenommen", Reply(EINS, ("",)), [PAKET]),
    # composed, and typed outside its passages
    ("free words answer both", Reply(TWO, ("", ""), "It left Hull this morning. Norway is 12 euros."), []),
    ("free words answer one", Reply(TWO, ("", ""), NORWAY), [PARCEL]),
    ("free words answer what was taken out", Reply(TWO, ("", NORWAY), "It left Hull this morning."), []),
    ("free words ask back", Reply(ONE, ("",), "Which order is it about?"), []),
    ("a promise alone answers none of two", Reply(TWO, ("", NORWAY), "You will hear from me by Friday."), [PARCEL]),
    ("a wish is no answer", Reply(ONE, ("",), "Thank you for your patience."), [PARCEL]),
    ("freie Worte beantworten es", Reply(EINS, ("",), "Es ist heute früh in Hull losgefahren."), []),
    ("freie Worte beantworten nur eines", Reply(ZWEI, ("", ""), NORWEGEN), [PAKET]),
    # typed in passages of other steps
    ("a listening in own words is no answer", Reply(ONE, ("",), listening="You ask where the parcel is."), [PARCEL]),
    ("an answer typed into the listening", Reply(ONE, ("",), listening=f"You ask where it is: {HULL}"), []),
    ("all of it typed anew", Reply(TWO, ("{}", "{}"), anew=f"Dear Ana,\n\n{HULL}\n\n{NORWAY}\n\nJo"), []),
    ("all of it typed anew, one answer", Reply(TWO, ("{}", "{}"), anew=f"Dear Ana,\n\n{NORWAY}\n\nJo"), [PARCEL]),
    ("a regret in own words is no answer", Reply(ONE, ("",), regret="I am so sorry about all this."), [PARCEL]),
    # written freely, elsewhere
    ("free: both answers", Reply(TWO, free=f"Hello Ana,\n\nIt is in Hull and comes tomorrow.\n\n{NORWAY}\n\nJo"), []),
    ("free: one answer of two", Reply(TWO, free=f"Hello Ana,\n\n{NORWAY}\n\nJo"), [PARCEL]),
    ("frei: eine Antwort von zweien", Reply(ZWEI, free=f"Guten Tag Ana,\n\n{NORWEGEN}\n\nJo"), [PAKET]),
    (
        "free: a phrase of ours in it stands for no need",
        Reply(TWO, free=f"Hello Ana,\n\n{NORWAY}\n\nThank you for your kind words.\n\nJo"),
        [PARCEL],
    ),
]  # fmt: skip


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("no-need")
    start_desk(folder / "desk")
    desk = open_desk(folder / "desk", Surroundings(dt.date(2026, 11, 26), folder / "cache", folder / "config"))
    yield desk
    desk.close()


def written_in(draft: Draft, passage: Passage | None, words: str) -> Draft:
    """The draft after the agent wrote words in place of a passage."""
    assert passage is not None
    return typed(draft, f"{draft.text[: passage.start]}{words}{draft.text[passage.end :]}")


def composed(desk: Desk, reply: Reply) -> tuple[Draft, list[Finding]]:
    """The reply as the agent made it, and what is found in it."""
    case = desk.case_for(reply.says.encode(), "message")
    reading = desk.read(case.message)
    if reply.free:
        known = desk.words_for(reading.language).known_sentences
        draft = Draft(reply.free, recognised(reply.free, known))
        return draft, check_draft(desk, draft, case, reading)
    first = Draft()
    supplies = supplies_for(desk, case, reading, first)
    draft = assemble(first, supplies, (Step.OPENING, Step.LISTEN, Step.ACKNOWLEDGE, Step.SOLVE, Step.CLOSING))
    assert len([one for one in draft.passages if one.step is Step.SOLVE]) == len(reply.fills), draft.text
    for number, words in enumerate(reply.fills):
        if words != "{}":
            draft = written_in(draft, draft.passage(Step.SOLVE, number), words)
    if reply.between:
        closing = draft.passage(Step.CLOSING)
        assert closing is not None
        draft = typed(draft, f"{draft.text[: closing.start]}{reply.between}\n\n{draft.text[closing.start :]}")
    if reply.listening:
        draft = written_in(draft, draft.passage(Step.LISTEN), reply.listening)
    if reply.regret:
        draft = with_regret(draft, reply.regret)
    if reply.anew:
        draft = typed(draft, reply.anew)
    draft = replace(draft, settled=MappingProxyType(dict(reply.settled)))
    return draft, check_draft(desk, draft, case, reading)


def with_regret(draft: Draft, words: str) -> Draft:
    """The draft with an acknowledgement in the agent's own words behind its listening."""
    listening = draft.passage(Step.LISTEN)
    assert listening is not None
    text = f"{draft.text[: listening.end]}\n\n{words}{draft.text[listening.end :]}"
    passage = Passage(Step.ACKNOWLEDGE, listening.end + 2, listening.end + 2 + len(words), own=True)
    longer = typed(draft, text)
    return replace(longer, passages=tuple(sorted([*longer.passages, passage], key=lambda one: one.start)))


def open_needs(findings: list[Finding]) -> list[str]:
    """The needs that are named as open."""
    return [one.reason.split("\u201c")[1].split("\u201d")[0] for one in findings if one.rule == "issue-open"]


@each_row(("reply", "expected"), [pytest.param(*row[1:], id=row[0]) for row in CASES])
def test_what_is_dropped_is_named(desk: Desk, reply: Reply, expected: list[str]) -> None:
    draft, findings = composed(desk, reply)
    assert [*map(str.lower, open_needs(findings))] == [*map(str.lower, expected)], draft.text
