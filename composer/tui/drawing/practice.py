"""Practice as it is shown: the drills to choose from, the message of one, and what became of an answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from textual.content import Content

from composer.desk.practising import Sitting, Talk
from composer.practice.diary import Diary, when_again
from composer.practice.drill import Drill, DrillKind, Ending
from composer.practice.feedback import VERDICTS, differences, to_mend, worked
from composer.practice.judging import Grade, Judged
from composer.tui.drawing.page import Line

_WHEN, _KIND = 11, 10


def drill_row(drill: Drill, diary: Diary, now: dt.datetime) -> Content:
    """A drill on one line: when it comes again, its kind and its title."""
    due = diary.due(drill)
    style = "bold $warning" if due is not None and due <= now else "$dim"
    when = Content.styled(when_again(due, now), style).truncate(_WHEN, ellipsis=True, pad=True)
    kind = Content.styled(str(drill.kind), "$dim").truncate(_KIND, ellipsis=True, pad=True)
    return Content("  ").join([when, kind, Content(drill.title)])


def message_content(one: Sitting) -> Content:
    """The message of a drill, and the line to write anew where there is one."""
    given = one.given
    head = [Content.styled(f"{given.sender} writes:", "bold")] if given.sender else []
    line = [Content(""), Content.assemble(("The line: ", "bold"), given.line)] if given.line else []
    return Content("\n").join([*head, Content(given.text), *line])


def talk_content(talk: Talk, sender: str) -> Content:
    """A role-play so far, the customer's last words below."""
    lines: list[Content] = []
    for says, answer, _judged in talk.turns:
        lines += [
            Content.assemble((f"{sender or 'They'}: ", "bold"), says),
            Content.assemble(("You: ", "bold"), answer),
        ]
    style = "bold $warning" if talk.state.ends is Ending.BADLY else "bold"
    return Content("\n").join([*lines, Content.assemble((f"{sender or 'They'}: ", style), talk.state.says)])


def feedback_lines(one: Sitting, said: Judged, grade: Grade, example: Judged | None) -> list[Line]:
    """First what worked, then what to mend, then the exemplary answer and what differs."""
    lines = [Line(Content.styled(VERDICTS[grade], "bold $accent")), _EMPTY]
    for title, texts in (("What worked", worked(said)), ("What can be better", to_mend(said))):
        lines += _list(title, texts)
    if one.drill.kind is not DrillKind.SPOT:
        good = Content("\n\n".join(one.given.exemplary))
        lines += [Line(Content.styled("A good answer", "bold $primary")), *lines_of(good), _EMPTY]
    if example is not None:
        lines += _list("What differs", differences(said, example))
    return lines


def lines_of(content: Content) -> list[Line]:
    """A text for a page, a piece for each of its lines."""
    return [Line(line) for line in content.split("\n", allow_blank=True)]


def _list(title: str, texts: Sequence[str]) -> list[Line]:
    if not texts:
        return []
    bullets = (Line(Content(text), Content("• "), Content("  ")) for text in texts)
    return [Line(Content.styled(title, "bold $primary")), *bullets, _EMPTY]


_EMPTY = Line(Content(""))
