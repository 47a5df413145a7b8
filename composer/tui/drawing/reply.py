"""The reply as it is drawn: fields as labels, what is only offered in grey, and whose words each line holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from composer.cases.step import FIVE
from composer.phrases.open_fields import OPEN_FIELD
from composer.writing.claims import Claim
from composer.writing.draft import Draft, Passage
from kb.text import shortened

_LONGEST_LABEL = 40


@dataclass(frozen=True)
class Shown:
    """A text in which every open field stands as its label; both are found from each other."""

    whole: str
    text: str
    cuts: tuple[tuple[int, int, int, int], ...]
    """Of each field: where it begins and ends in the whole text, and where its label does."""

    def place(self, at: int) -> int:
        """Where a place of the whole text stands in what is shown."""
        shift = 0
        for start, end, first, last in self.cuts:
            if at <= start:
                break
            if at < end:
                return first
            shift = last - end
        return at + shift

    def edited(self, text: str) -> str:
        """The whole text after an edit of what is shown; a label that is written in gives way as a whole."""
        old = self.text
        most = min(len(old), len(text))
        start = next((i for i in range(most) if old[i] != text[i]), most)
        tail = next((i for i in range(most - start) if old[-1 - i] != text[-1 - i]), most - start)
        first, last = self.origin(start), self.origin(len(old) - tail, end=True)
        return self.whole[:first] + text[start : len(text) - tail] + self.whole[last:]

    def origin(self, at: int, *, end: bool = False) -> int:
        """Where a place of what is shown stands in the whole text; inside of a label, the beginning of its field."""
        shift = 0
        for start, stop, first, last in self.cuts:
            if at <= first:
                break
            if at < last:
                return stop if end else start
            shift = stop - last
        return at + shift


@dataclass(frozen=True)
class ReplyMark:
    """How a stretch of the shown text is drawn: `ghost`, `next`, `blank` or `claim`."""

    start: int
    end: int
    name: str


@dataclass(frozen=True)
class GutterPart:
    """What the gutter says beside a passage: its letter, whether it is said, and what it claims."""

    start: int
    end: int
    letter: str
    bar: str
    """The name of its bar: `said`, `next` or `ghost`."""
    claim: str = ""


def shown_of(text: str, labels: Mapping[str, str]) -> Shown:
    """A text with its open fields as labels."""
    pieces: list[str] = []
    cuts = []
    at = size = 0
    for match in OPEN_FIELD.finditer(text):
        before = text[at : match.start()]
        label = f"[{_short(labels.get(match[1], match[1]))}]"
        pieces += (before, label)
        size += len(before) + len(label)
        cuts.append((*match.span(), size - len(label), size))
        at = match.end()
    return Shown(text, "".join([*pieces, text[at:]]), tuple(cuts))


def _short(label: str) -> str:
    return shortened(" ".join(label.split()).replace("[", "(").replace("]", ")"), _LONGEST_LABEL)


def marks_of(draft: Draft, shown: Shown, claims: Sequence[Claim], following: Passage | None) -> list[ReplyMark]:
    """The marks of a draft in which something may be offered."""
    found = []
    for passage in draft.passages:
        if passage.offered:
            name = "next" if following is not None and passage.step is following.step else "ghost"
            found.append(ReplyMark(shown.place(passage.start), shown.place(passage.end), name))
    said = {passage.start for passage in draft.passages if not passage.offered}
    waiting = {(claim.start, claim.end) for claim in claims if not claim.confirmed and claim.start in said}
    found += [ReplyMark(shown.place(start), shown.place(end), "claim") for start, end in sorted(waiting)]
    return [*found, *(ReplyMark(first, last, "blank") for _start, _end, first, last in shown.cuts)]


def parts_of(draft: Draft, shown: Shown, claims: Sequence[Claim], following: Passage | None) -> list[GutterPart]:
    """What the gutter says beside each passage of the five steps."""
    ticks: dict[int, bool] = {}
    for claim in claims:
        ticks[claim.start] = ticks.get(claim.start, True) and claim.confirmed
    parts = []
    for passage in draft.passages:
        if passage.step in FIVE:
            bar = "said" if not passage.offered else "ghost"
            if passage.offered and following is not None and passage.step is following.step:
                bar = "next"
            tick = "" if passage.start not in ticks else "✓" if ticks[passage.start] else "☐"
            start, end = shown.place(passage.start), shown.place(passage.end)
            parts.append(GutterPart(start, end, passage.step.label[0], bar, tick))
    return parts
