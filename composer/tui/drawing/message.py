"""Marking a message: cues, questions and facts in the customer's own text, visible without colour too."""

from __future__ import annotations

import re

from textual.content import Content, Span
from textual.style import Style

from composer.cases.case import Case
from composer.reading.cues import CueKind
from composer.reading.reading import Reading

_GLAD = (CueKind.KIND, CueKind.THANKFUL)
_LABELS = {
    CueKind.STRUGGLE: "Stuck",
    CueKind.SITUATION: "Happened",
    CueKind.URGENT: "Urgent",
    CueKind.REPEAT: "Again",
    CueKind.LEAVING: "Leaving",
    CueKind.VULNERABLE: "Care",
    CueKind.PERSONAL: "Personal",
}
BEGINS, WITHIN = "issue-begins", "issue"
"""What the text of a message says of each place in it: which issue begins there, and which one goes on."""
_FOLD = re.compile(r"(?<=[^\n]{50})\n(?=[^\s>\-*\d])")
CHIP = "$fact on $chip"
"""How a fact stands in the line of what was read."""
_MORE = "  +99"
"""The room for how many facts there is no room for."""
MOST_CHARACTERS = 20_000
"""More of a message is not shown; it is read and kept all the same."""


def message_content(case: Case, reading: Reading, *, thread: bool = False) -> Content:
    """The customer's words with their marks: trouble underlined, questions in italics, facts bold.

    With `thread` the earlier mail that they answer is there as well.
    """
    text = case.message.text[:MOST_CHARACTERS]
    if not text:
        return Content.styled(
            "The message is not in the inbox any more; of people we do not know none is kept.", "$dim"
        )
    # A fold of the mail program becomes a space, at equal length, so that every mark stays in its place.
    spans = [Span(question.start, question.end, "italic") for question in reading.questions]
    spans += [Span(fact.start, fact.end, "bold $fact") for fact in reading.facts]
    for found in reading.telling_cues:
        style = (
            "underline $success"
            if found.cue.kind in _GLAD
            else "underline bold $care"
            if found.cue.care
            else "underline $cue"
        )
        spans.append(Span(found.start, found.end, style))
    for number, issue in enumerate(reading.issues, start=1):
        spans.append(Span(issue.start, issue.start + 1, Style.from_meta({BEGINS: number})))
        spans.append(Span(issue.start, issue.end, Style.from_meta({WITHIN: number})))
    shown = [Span(one.start, min(one.end, len(text)), one.style) for one in spans if one.start < len(text)]
    content = Content(_FOLD.sub(" ", text), shown)
    if len(case.message.text) > len(text) or case.message.cut:
        content = content.append("\n\n… the message goes on; its file has the rest.")
    if reading.more_issues:
        said = f"\n\nOnly the first {len(reading.issues)} things that they need are listed; there are more."
        content = content.append(Content.styled(said, "$open"))
    if case.message.signature:
        content = content.append(Content.assemble("\n\n", (case.message.signature, "$dim")))
    if case.message.earlier:
        earlier = case.message.earlier[:MOST_CHARACTERS]
        said = f"▾ what they answer\n{earlier}" if thread else "▸ earlier mail is quoted below it; ^o t opens it"
        content = content.append(Content.styled(f"\n\n{said}", "$dim"))
    return content


def reading_line(reading: Reading, width: int, *, opened: bool) -> Content:
    """What was read, folded into one line: the tone, how many cues, and the facts that there is room for."""
    tone = "bold $open" if reading.tone.troubled else "bold"
    cues = len(reading.telling_cues)
    line = Content.assemble(
        ("▾ " if opened else "▸ ", "$dim"),
        (str(reading.tone), tone),
        (f" · {cues} cues" if cues > 1 else " · 1 cue" if cues else "", "$dim"),
    )
    for number, fact in enumerate(reading.facts):
        kind = "" if fact.kind == "date" else f"{fact.kind} "
        longer = line.append(Content.assemble("  ", (f" {kind}{fact.value} ", CHIP)))
        left = len(reading.facts) - number
        if longer.cell_length + len(_MORE) * (left > 1) > width:
            return line.append(Content.styled(f"  +{left}", "$dim"))
        line = longer
    return line


def reading_content(reading: Reading, language: str = "") -> Content:
    """What was read, in a few short lines; `language` where there is something to say about it."""
    tone = f"{reading.tone} {reading.strength:.1f}" if reading.strength else str(reading.tone)
    lines = [
        Content.assemble(
            ("Tone     ", "$dim"),
            (tone, "bold $warning" if reading.tone.troubled else "bold $success"),
            (_quoted(reading.tone_words), ""),
        )
    ]
    if language:
        lines.insert(0, Content.assemble(("Language ", "$dim"), (language, "bold")))
    for kind, label in _LABELS.items():
        words = [found.words for found in reading.telling_cues if found.cue.kind is kind]
        if words:
            lines.append(Content.assemble((label.ljust(9), "$dim"), _quoted(words).strip()))
    if reading.facts:
        lines.append(
            Content.assemble(("Facts    ", "$dim"), ", ".join(f"{fact.kind} {fact.value}" for fact in reading.facts))
        )
    if reading.topics:
        lines.append(Content.assemble(("Topics   ", "$dim"), ", ".join(reading.topics)))
    return Content("\n").join(lines)


def _quoted(words: tuple[str, ...] | list[str]) -> str:
    return "".join(f"  “{' '.join(one.split())}”" for one in dict.fromkeys(words))
