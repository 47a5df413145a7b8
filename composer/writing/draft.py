"""Draft: the reply so far as one text, and which of its passages came from where.

An agent's own words always win. A passage knows the phrase or the article it came from until the
agent writes inside it; from then on it is theirs and nothing replaces it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from composer.cases.step import ORDER, Channel, Manner, Outcome, Step

NO_ISSUE = -1
"""The issue of a sentence that was only recognised as one of ours."""


@dataclass(frozen=True)
class Passage:
    """A stretch of the reply that satisfies one step."""

    step: Step
    start: int
    end: int
    phrase: str = ""
    """The phrase's id; empty where the words came from an article."""
    variant: int = 0
    """Which wording of the phrase; of an article 0 for its reply block, 1 its summary, 2 what customers read."""
    article: str = ""
    """The article's slug, where something of it was put in."""
    own: bool = False
    """Whether the agent wrote inside it."""
    issue: int = 0
    """The number of the issue that a passage of Solve answers, from 0; `NO_ISSUE` where nobody knows."""
    offered: bool = False
    """Whether it only stands there to be taken, and is not said."""

    @property
    def blank(self) -> bool:
        """Whether it stands for the agent's own answer, to be filled in."""
        return not (self.phrase or self.article or self.own)

    @property
    def place(self) -> tuple[int, int]:
        """Where it belongs in the reply: by step, then by issue."""
        return ORDER.index(self.step), self.issue

    @property
    def is_block(self) -> bool:
        """Whether it is the reply block of an article, not its summary or what customers read."""
        return bool(self.article) and self.variant == 0


@dataclass(frozen=True)
class Suggested:
    """Why a draft rests on an article that nobody chose: the search was sure of it."""

    issue: int
    """The number of the issue that it answers."""
    section: str = ""
    """The anchor of the section that answers; empty for the article as a whole."""
    exact: bool = False
    """Whether that section says what they read on their screen, and so goes before what is written for everybody."""


@dataclass(frozen=True)
class Draft:
    """An agent's choices and words so far; edited by making a new one."""

    text: str = ""
    passages: tuple[Passage, ...] = ()
    """In the order of the text; they never overlap, and no two answer the same issue in one step."""
    channel: Channel = Channel.EMAIL
    outcome: Outcome = Outcome.PENDING
    article: str = ""
    """The slug of the article the reply rests on."""
    suggested: Suggested | None = None
    """What the search was sure of; None where the agent chose the article, and where there is none."""
    asked: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """What the agent filled in for this case, by field name; dates as YYYY-MM-DD."""
    confirmed: frozenset[str] = frozenset()
    """The ids of the claims that the agent confirmed."""
    settled: Mapping[int, str] = field(default_factory=lambda: MappingProxyType({}))
    """What the agent said of an issue, by its number: `answered` or `later`."""

    def passage(self, step: Step, issue: int | None = None) -> Passage | None:
        """The first passage of a step, or the one that answers an issue; None where there is none."""
        these = (passage for passage in self.passages if passage.step is step)
        return next((passage for passage in these if issue is None or passage.issue == issue), None)

    def words(self, step: Step) -> str:
        """The words that stand for a step; of several passages, all that lies between them as well."""
        these = [passage for passage in self.passages if passage.step is step]
        return self.text[these[0].start : these[-1].end] if these else ""

    @property
    def has_own_words(self) -> bool:
        """Whether the agent wrote any of it, in a passage or between two."""
        ends, starts = (0, *(one.end for one in self.passages)), (*(one.start for one in self.passages), len(self.text))
        between = "".join(self.text[end:start] for end, start in zip(ends, starts, strict=True))
        return (
            not self.passages
            or any(map(str.isalpha, between))
            or any(one.own or (one.blank and "{{" not in self.words_of(one)) for one in self.passages)
        )

    def words_of(self, passage: Passage) -> str:
        """The words of one passage."""
        return self.text[passage.start : passage.end]


def typed(draft: Draft, text: str) -> Draft:
    """The draft after an edit by hand: passages move along, and the one written in becomes the agent's own."""
    if text == draft.text:
        return draft
    start, old_end, new_end = _before_passage(draft, text) or _changed(draft.text, text)
    shift = new_end - old_end
    passages = []
    for passage in draft.passages:
        if passage.end <= start:
            passages.append(passage)
        elif passage.start >= old_end:
            passages.append(replace(passage, start=passage.start + shift, end=passage.end + shift))
        else:
            begin = min(passage.start, start)
            end = max(passage.end, old_end) + shift
            if text[begin:end].strip() and not _swallowed(passage, start, old_end, new_end):
                passages.append(replace(passage, start=begin, end=end, own=True, offered=False))
    return replace(draft, text=text, passages=tuple(_apart(passages)))


def _before_passage(draft: Draft, text: str) -> tuple[int, int, int] | None:
    """The place of words put in right before a passage, which may begin with the same letter."""
    more = len(text) - len(draft.text)
    for start in [passage.start for passage in draft.passages] if more > 0 else ():
        if text.startswith(draft.text[:start]) and text.endswith(draft.text[start:]):
            return start, start, start + more
    return None


def _swallowed(passage: Passage, start: int, old_end: int, new_end: int) -> bool:
    """Whether an edit took the whole passage away and put nothing there."""
    return start <= passage.start and old_end >= passage.end and new_end == start


def _apart(passages: list[Passage]) -> list[Passage]:
    """Passages that an edit made overlap: the first keeps the words."""
    kept: list[Passage] = []
    for passage in passages:
        start = max(passage.start, kept[-1].end) if kept else passage.start
        if start < passage.end:
            kept.append(replace(passage, start=start))
    return kept


def placed(draft: Draft, passage: Passage, words: str) -> Draft:
    """The draft with a step's words put in, in the place of its earlier ones or where the step belongs.

    A passage that the agent has written in stays as it is.
    """
    words = words.strip()
    here = draft.passage(passage.step, passage.issue)
    if not words or (here is not None and here.own):
        return draft
    if here is not None:
        return _spliced(draft, here.start, here.end, "", words, "", passage)
    before, after = _neighbours(draft, passage)
    if passage.step is Step.OPENING and after is None and draft.text.strip():
        return _spliced(draft, 0, 0, "", words, gap_between(Step.OPENING, Step.SOLVE, draft.channel), passage)
    if before is not None:
        return _placed_behind(draft, before, passage, words)
    if after is not None:
        line = draft.text.rfind("\n", 0, after.start) + 1
        return _spliced(draft, line, line, "", words, gap_between(passage.step, after.step, draft.channel), passage)
    end = max(len(draft.text.rstrip()), *(p.end for p in draft.passages), 0)
    lead = gap_between(Step.OPENING, passage.step, draft.channel) if end else ""
    return _spliced(draft, end, len(draft.text), lead, words, "", passage)


def ready_made_gone(draft: Draft) -> Draft:
    """The draft without the passages that nobody wrote in, as when it goes on in another language."""
    for passage in reversed([one for one in draft.passages if not one.own]):
        end = _gap_end(draft, passage.end)
        text = draft.text[: passage.start] + draft.text[end:]
        others = [_moved(p, end, passage.start - end) for p in draft.passages if p.place != passage.place]
        draft = replace(draft, text=text, passages=tuple(others))
    return draft if draft.passages else replace(draft, text=draft.text.strip())


def _placed_behind(draft: Draft, before: Passage, passage: Passage, words: str) -> Draft:
    """The draft with words behind a passage, and behind what the agent wrote on in its line."""
    starts = [p.start for p in draft.passages if p.start >= before.end]
    line_end = draft.text.find("\n", before.end)
    start = min(line_end if line_end >= 0 else len(draft.text), *starts, len(draft.text))
    start = max(before.end, len(draft.text[:start].rstrip()))
    end = _gap_end(draft, start)
    meets = next((p.step for p in draft.passages if p.start == end), Step.CLOSING)
    tail = "" if end == len(draft.text) else gap_between(passage.step, meets, draft.channel)
    return _spliced(draft, start, end, gap_between(before.step, passage.step, draft.channel), words, tail, passage)


def _spliced(draft: Draft, start: int, end: int, lead: str, words: str, tail: str, passage: Passage) -> Draft:
    """The draft with a stretch of text exchanged for a passage and what separates it from its neighbours."""
    text = draft.text[:start] + lead + words + tail + draft.text[end:]
    shift = len(text) - len(draft.text)
    new = replace(passage, start=start + len(lead), end=start + len(lead) + len(words))
    others = [_moved(p, end, shift) for p in draft.passages if p.place != passage.place]
    return replace(draft, text=text, passages=tuple(sorted([*others, new], key=lambda p: p.start)))


def _moved(passage: Passage, at: int, shift: int) -> Passage:
    return replace(passage, start=passage.start + shift, end=passage.end + shift) if passage.start >= at else passage


def _neighbours(draft: Draft, passage: Passage) -> tuple[Passage | None, Passage | None]:
    """The nearest passages that belong before and after a new one."""
    before = [p for p in draft.passages if p.place < passage.place]
    after = [p for p in draft.passages if p.place > passage.place]
    return (before[-1] if before else None), (after[0] if after else None)


def _gap_end(draft: Draft, start: int) -> int:
    """Where the white space after a place ends; that of the next passage is its own."""
    gap = draft.text[start:]
    starts = [passage.start for passage in draft.passages if passage.start >= start]
    return min(start + len(gap) - len(gap.lstrip()), *starts, len(draft.text))


def refilled(draft: Draft, words_for: Callable[[Passage], str | None]) -> Draft:
    """The draft with every untouched passage written anew, e.g. once a customer is known; None leaves one as it is."""
    for passage in draft.passages:
        words = None if passage.own else words_for(passage)
        if words is not None:
            draft = placed(draft, passage, words)
    return draft


def _changed(old: str, new: str) -> tuple[int, int, int]:
    """The one stretch in which two texts differ: its start, its end in the old text, its end in the new one."""
    most = min(len(old), len(new))
    start = next((i for i in range(most) if old[i] != new[i]), most)
    tail = next((i for i in range(most - start) if old[-1 - i] != new[-1 - i]), most - start)
    return start, len(old) - tail, len(new) - tail


def last_new(old: str, new: str) -> str:
    """The letter in which two texts differ, where it is one."""
    longer, shorter = (new, old) if len(new) > len(old) else (old, new)
    at = next((i for i, letter in enumerate(shorter) if letter != longer[i]), len(shorter))
    return longer[at]


_BLANK = "\n\n"


def gap_between(first: Step, second: Step, channel: Channel) -> str:
    """What separates two steps: a letter has paragraphs, a post is one."""
    manner = channel.manner
    if manner is Manner.POST:
        return " "
    warm = {Step.LISTEN, Step.ACKNOWLEDGE, Step.VALIDATE}
    if first is Step.LISTEN and manner is Manner.LETTER:
        # What the customer wrote stands by itself.
        return _BLANK
    if first in warm and second in warm:
        return " "
    if manner is Manner.TALK:
        return " " if first is Step.OPENING or second in warm else "\n"
    return _BLANK
