"""The review as it is drawn: the letter with its marks, and what stands beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.content import Content, Span

from composer.reading.issues import Issue
from composer.reading.reading import Reading
from composer.tui.drawing.reply import Shown
from composer.tui.widgets.findings import finding_words
from composer.tui.widgets.issues import SIGNS
from composer.tui.widgets.lines import CLAIM_STYLE, Row
from composer.writing.claims import Claim
from composer.writing.finding import Finding
from composer.writing.plan import IssueState
from composer.writing.promises import Promise
from kb.problem import Level

_FINDINGS = {Level.ERROR: ("✗", "bold $error"), Level.WARNING: ("!", "bold $open"), Level.HINT: ("·", "$dim")}


def letter_content(
    shown: Shown, reading: Reading, values: Iterable[str], claims: Sequence[Claim], promises: Sequence[Promise]
) -> Content:
    """The letter: facts and filled fields bold, promised days underlined, blanks and claims that wait in yellow."""
    text = shown.text
    spans = [Span(start, end, "bold $fact") for start, end in _places(text, reading, values)]
    for promise in promises:
        at = text.find(promise.words, shown.place(promise.start)) if promise.due else -1
        if at >= 0:
            spans.append(Span(at, at + len(promise.words), "underline $ask"))
    waiting = dict.fromkeys((claim.start, claim.end) for claim in claims if not claim.confirmed)
    spans += [Span(shown.place(start), shown.place(end), CLAIM_STYLE) for start, end in waiting]
    return Content(text, [*spans, *(Span(first, last, "bold $open") for _start, _end, first, last in shown.cuts)])


def _places(text: str, reading: Reading, values: Iterable[str]) -> Iterable[tuple[int, int]]:
    for words in dict.fromkeys((*(fact.value for fact in reading.facts), *values)):
        at = text.find(words) if words.strip() else -1
        while at >= 0:
            yield at, at + len(words)
            at = text.find(words, at + len(words))


def finding_row(finding: Finding) -> Row:
    """A finding with its words, its reason and a way to mend it."""
    sign, style = _FINDINGS[finding.level]
    return Row(Content.styled(sign, style), finding_words(finding, 50))


def issue_rows(issues: Sequence[Issue], states: Sequence[IssueState]) -> list[Row]:
    """What they need, and what became of it."""
    rows = []
    for number, (issue, state) in enumerate(zip(issues, states, strict=False), start=1):
        sign, style = SIGNS[state]
        said = "" if state in (IssueState.OPEN, IssueState.ANSWERED) else f"  {state}"
        words = Content.assemble((f"{number} ", "$ask"), " ".join(issue.sentence.split()), (said, "$open"))
        rows.append(Row(Content.styled(sign, style), words))
    return rows


def record_rows(lines: Iterable[tuple[str, str]]) -> list[Row]:
    """What will be recorded, a row for each."""
    return [Row(Content(" "), Content.assemble((f"{label}  ", "$dim"), words)) for label, words in lines]


def promise_rows(lines: Iterable[tuple[str, str]]) -> list[Row]:
    """What the reply promises, and whether somebody is reminded of it."""
    signs = {"Follow-up": ("→", "$ask"), "Promise": ("!", "bold $open")}
    return [Row(Content.styled(*signs[label]), Content(words)) for label, words in lines]
