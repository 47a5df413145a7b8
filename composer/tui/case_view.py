"""Prepared: a case with all that its screen shows, worked out away from the screen so that it is drawn only once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content

from composer.cases.step import FIVE, Step

if TYPE_CHECKING:
    from composer.cases.case import Case
    from composer.desk.desk import Desk
    from composer.desk.open_case import Answering
    from composer.reading.corrections import Refit
    from composer.records.claims import TakenCase
    from composer.tui.drawing.page import Piece
    from composer.writing.draft import Draft
    from composer.writing.finding import Finding
    from kb.articles.article import Article
    from kb.search.answers import Answers
    from kb.search.search import Hit


@dataclass(frozen=True)
class Prepared:
    """A case as it is first shown."""

    answering: Answering
    findings: list[Finding]
    satisfied: dict[Step, str]
    hits: list[Hit]
    preview: Sequence[Piece]
    """The first hit's article."""
    answers: list[Answers]
    """What may answer each issue."""


def prepare(desk: Desk, case: Case, draft: Draft | None) -> Prepared:
    """Read a message, find its articles, and check the draft as it stands."""
    from composer.desk.open_case import start_answering

    return prepare_again(start_answering(desk, case, draft))


def prepare_again(answering: Answering) -> Prepared:
    """The same for a case that was open before."""
    from composer.desk.answers import answers_of

    hits = answering.desk.hits_for(answering.case.message)
    _ = [hit.excerpt for hit in hits]  # worked out here, away from the keyboard
    satisfied = {step: answering.satisfied(step) for step in FIVE}
    preview = preview_of(hits[0].article) if hits else []
    answers = answers_of(answering.desk, answering.case, answering.reading)
    return Prepared(answering, answering.findings(), satisfied, hits, preview, answers)


@dataclass(frozen=True)
class MadeReady:
    """A case that was prepared before anybody opened it, and what it was prepared from."""

    desk: Desk
    learned_tone: Refit | None
    """What the desk had learned by then."""
    case: Case
    draft: Draft | None
    prepared: Prepared

    def serves(self, desk: Desk, case: Case, draft: Draft | None) -> bool:
        """Whether a case would be prepared in the same way now."""
        if self.desk is not desk or self.learned_tone != desk.learned_tone:
            return False
        if (self.case, self.draft) != (case, draft):
            return False
        # What another agent did meanwhile; two values of one customer are equal whatever is promised.
        before, now = self.case.customer, case.customer
        if (before.promised, before.fault) != (now.promised, now.fault):
            return False
        return self.prepared.answering.view.had == desk.sentences_had(case.customer)


def make_ready(desk: Desk, case: Case, draft: Draft | None) -> MadeReady:
    """Prepare a case, and keep in mind what from."""
    return MadeReady(desk, desk.learned_tone, case, draft, prepare(desk, case, draft))


def take(prepared: Prepared, now: dt.datetime) -> TakenCase | None:
    """Take a case for this agent and begin its record; the claim of another one where they were first."""
    from composer.desk.open_case import begin_record

    one = prepared.answering
    claim = one.desk.take_case(one.case.id, now)
    begin_record(one, now)
    return claim


def said_of_claim(claim: TakenCase, now: dt.datetime, key: str = "") -> str:
    """Which agent has a case and since when, the key that takes it over, when they last wrote in it, and why."""
    from composer.desk.waiting import span_in_words

    taken = claim.since.astimezone(now.tzinfo)
    since = f"{taken:%H:%M}" if taken.date() == now.date() else f"{taken:%A %H:%M}"
    parts = [f"{claim.agent} has had this since {since}."]
    parts += [f"{key} takes it over."] * bool(key)
    parts += [f"Wrote {span_in_words(now - claim.wrote)} ago."] if claim.wrote else []
    parts += [f"Why: {claim.reason}"] * bool(claim.reason)
    return " ".join(parts)


def preview_of(article: Article) -> list[Piece]:
    """An article under its title, as agents may read it."""
    from composer.tui.drawing.article import article_pieces
    from composer.tui.drawing.page import Line

    head = [Line(Content.styled(article.title, "bold")), Line(Content.styled(article.description, "italic"))]
    return [*head, Line(Content("")), *article_pieces(article.whole_document)]
