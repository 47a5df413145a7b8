"""Quotes: a customer's own words, and what their mail program put round them, set aside and not lost."""

from __future__ import annotations

from dataclasses import dataclass

from composer.cases.message import own_words
from composer.reading.intros import Cut, begins_fields, intro_before, is_rule, is_title, is_told, marker_of
from composer.reading.signatures import without_banner, without_signature

_FEW_WORDS = 4
"""Words above a forwarded mail up to which that mail is the message."""
_MOST_CONTEXT = 3
"""Quoted lines that stay above an answer between them."""
_LOOKED_AT = 150_000
"""Characters in which quotes are looked for; what a person wrote is shorter."""
_MOST_INTRO = 10
"""Lines at the beginning of a quote that may say whose it is."""


@dataclass(frozen=True)
class Parts:
    """A letter taken apart."""

    own: str
    """Their own words; a line behind `>` among them is what they answer, shown and not read."""
    signature: str = ""
    earlier: str = ""
    """Quoted earlier mail, whole."""


@dataclass(frozen=True)
class _Block:
    """Lines that stand together, all quoted or all their own."""

    lines: list[str]
    quoted: bool
    intro: bool = False
    """Whether the mail program's line above the quote is among them."""

    @property
    def text(self) -> str:
        return "\n".join(self.lines).strip("\n").rstrip()


def take_apart(text: str, *, forwards: bool = False) -> Parts:
    """The customer's own words, their signature and the mail that they answer.

    `forwards` where the subject says that they pass a mail on. Where nothing would be left of their own, it all stays.
    """
    text = text.strip()
    if len(text) > _LOOKED_AT:
        return _beginning_apart(text, forwards=forwards)
    text, banner = without_banner(text)
    lines = text.split("\n")
    cut, kind = _start_of_earlier(lines)
    forwards = kind is Cut.FORWARD or (forwards and kind is not None)
    below, first_signature = _signed("\n".join(lines[:cut]))
    blocks = _blocks(below.split("\n"))
    own, quoted = _own_and_quoted(blocks)
    own, signature = _signed(own)
    earlier = "\n".join(part for part in (quoted, "\n".join(lines[cut:]).strip()) if part)
    signature = "\n".join(part for part in (banner, signature, first_signature) if part)
    passed_on = _passed_on(quoted) or ("\n".join(lines[cut:]).strip() if forwards else "")
    if not own_words(own).strip():
        # Quoted lines behind `>` alone are no words of theirs, yet somebody must see something.
        return Parts(_unquoted(text) if passed_on else text)
    if passed_on and len(own_words(own).split()) <= _FEW_WORDS:
        return Parts(f"{own}\n\n{_unquoted(passed_on)}", signature)
    return Parts(own, signature, earlier)


def _beginning_apart(text: str, *, forwards: bool) -> Parts:
    """A very long text: its beginning taken apart, its rest with what it ends in."""
    end = text.rfind("\n", 0, _LOOKED_AT) + 1 or _LOOKED_AT
    parts = take_apart(text[:end], forwards=forwards)
    if parts.earlier:
        return Parts(parts.own, parts.signature, f"{parts.earlier}\n{text[end:]}")
    return Parts(text)


def _start_of_earlier(lines: list[str]) -> tuple[int, Cut | None]:
    """The line where earlier mail begins that is not marked line by line, and its kind; the end where there is none."""
    for at, line in enumerate(lines):
        if not line.strip() or line.startswith(">"):
            continue
        kind = marker_of(line) or (Cut.REPLY if begins_fields(lines, at) else None)
        if kind:
            return _above_rules(lines, at), kind
        intro = intro_before(lines, at, quoted=False)
        if intro:
            following = next((one for one in lines[at + 1 : at + 6] if one.strip()), "")
            if not following.startswith(">") and not is_told(following):
                return at - intro + 1, Cut.REPLY
    return len(lines), None


def _above_rules(lines: list[str], at: int) -> int:
    while at and (not lines[at - 1].strip() or is_rule(lines[at - 1]) or is_title(lines[at - 1])):
        at -= 1
    return at


def _blocks(lines: list[str]) -> list[_Block]:
    """The lines in blocks; empty lines belong to what stands above them."""
    blocks: list[_Block] = []
    for at, line in enumerate(lines):
        quoted = line.startswith(">")
        if not blocks or (quoted != blocks[-1].quoted and line.strip()):
            intro = _moved_intro(lines, at, blocks) if quoted and blocks else []
            blocks.append(_Block([*intro, line], quoted, bool(intro)))
        else:
            blocks[-1].lines.append(line)
    return [block for block in blocks if block.text]


def _moved_intro(lines: list[str], at: int, blocks: list[_Block]) -> list[str]:
    """Take the attribution above a quoted line out of the block before it."""
    last = at - 1
    while last >= 0 and last > at - 4 and not lines[last].strip():
        last -= 1
    count = intro_before(lines, last, quoted=True) if last >= 0 else 0
    while count == 0 and last >= 0 and is_rule(lines[last]):
        count = 1
    start = len(blocks[-1].lines) - (at - last) - count + 1
    if not count or start < 0:
        return []
    intro = blocks[-1].lines[start:]
    del blocks[-1].lines[start:]
    if not blocks[-1].text:
        blocks.pop()
    return intro


def _own_and_quoted(blocks: list[_Block]) -> tuple[str, str]:
    """Their words, with the lines that an answer between quotes belongs to; and what is quoted and not all shown."""
    while blocks and not blocks[-1].quoted and all(is_rule(line) or not line.strip() for line in blocks[-1].lines):
        blocks = blocks[:-1]
    last = max((number for number, block in enumerate(blocks) if not block.quoted), default=-1)
    answered = [number for number, block in enumerate(blocks[:last]) if block.quoted]
    between = len(answered) > 1 or any(not _has_intro(blocks[number]) for number in answered)
    own: list[str] = []
    aside: list[str] = []
    for number, block in enumerate(blocks):
        context = _context(block) if between and number < last else ""
        if not block.quoted:
            own.append(block.text)
        elif context:
            own.append(context)
        if block.quoted and context != block.text:
            aside.append(block.text)
    return _together(own, blocks), "\n".join(aside)


def _together(own: list[str], blocks: list[_Block]) -> str:
    """Blocks one after the other, with the empty lines that the mail had between them."""
    spaced = any(not block.lines[-1].strip() for block in blocks[:-1])
    return ("\n\n" if spaced else "\n").join(own)


def _has_intro(block: _Block) -> bool:
    return block.intro or _end_of_intro(block) > 0


def _end_of_intro(block: _Block) -> int:
    """How many of the first lines of a quote say whose mail it is; 0 where none does."""
    inner = [line.lstrip("> ").rstrip() for line in block.lines[:_MOST_INTRO]]
    ends = [at + 1 for at, line in enumerate(inner) if line and intro_before(inner, at, quoted=False)]
    fields = [at for at, line in enumerate(inner) if line and begins_fields(inner, at)]
    if fields:
        ends.append(next((at for at in range(fields[0], len(inner)) if not inner[at]), len(inner)))
    return max(ends, default=0)


def _context(block: _Block) -> str:
    """The last lines of a quote, which the words below it answer."""
    if not block.quoted:
        return ""
    lines = [line for line in block.lines[_end_of_intro(block) :] if line.startswith(">")]
    while lines and not lines[-1].strip("> \t"):
        lines.pop()
    shown = lines[-_MOST_CONTEXT:]
    while shown and not shown[0].strip("> \t"):
        shown.pop(0)
    return "\n".join(shown)


def _passed_on(quoted: str) -> str:
    """Quoted lines that begin with the mark of a forwarded mail."""
    first = quoted[:400].lstrip("> \n").split("\n", 1)[0]
    return quoted if marker_of(first) is Cut.FORWARD else ""


def _unquoted(text: str) -> str:
    return "\n".join(
        line.removeprefix(">").removeprefix(" ") if line.startswith(">") else line for line in text.split("\n")
    ).strip()


def _signed(text: str) -> tuple[str, str]:
    """A text without its signature, as long as no quoted line is in it."""
    own, signature = without_signature(text)
    return (own, signature) if not signature.startswith(">") and "\n>" not in signature else (text, "")
