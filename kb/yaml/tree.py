"""YAML text to values and back.

Only events are taken from the library: its composer can be made to crash or to explode by nesting, aliases and merge
keys, so those are refused here. It takes long to load; `kb.yaml.reader` does without.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import yaml

from kb.conflicts import note_conflict
from kb.problem import At, Place, Problems
from kb.text import clean, one_line
from kb.yaml.reader import Listing, Mapping, Scalar, Value

DEEPEST = 20
"""How many lists and mappings may stand inside each other."""
MOST_CHARACTERS = 512_000
"""The longest YAML text that is read."""

_WORDS = re.compile(r"[ \t]*+(?:- +)*+(?:[\w.-]++:[ \t]++)?+(.*+)")
"""A line of a writer without what makes it an entry of a list or the value of a key."""
_BEGINS = tuple("@`%*&![]{}|>,\"'?-")
_CURE = '; where these words are text, put them in "quotation marks"'

_LOADER: type[yaml.SafeLoader | yaml.CSafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Refused(Exception):
    def __init__(self, mark: Place | None, message: str) -> None:
        super().__init__(message)
        self.mark = mark


@dataclass
class _Builder:
    """Makes values from the library's events, with an own stack instead of recursion."""

    first_line: int
    problems: Problems
    text: str = ""
    stack: list[tuple[yaml.Event, list[Value]]] = field(default_factory=list)
    root: Value | None = None

    def place(self, mark: Place | None) -> tuple[int, int]:
        # The library counts from 0.
        return (mark.line + self.first_line, mark.column + 1) if mark else (self.first_line, 1)

    def cure(self, mark: Place | None) -> str:
        """What mends a line whose words YAML takes for a sign of its own; empty where it is none of those."""
        lines = self.text.splitlines()
        words = _WORDS.match(lines[mark.line]) if mark and mark.line < len(lines) else None
        value = words[1].strip() if words else ""
        return _CURE if value.startswith(_BEGINS) or ": " in f"{value} " else ""

    def take(self, event: yaml.Event) -> None:
        refusal = self.refusal(event)
        if refusal:
            raise _Refused(event.start_mark, refusal)
        if isinstance(event, yaml.ScalarEvent):
            line, column = self.place(event.start_mark)
            self.put(Scalar(clean(event.value), line, column, bool(event.style)))
        elif isinstance(event, yaml.CollectionStartEvent):
            self.stack.append((event, []))
        elif isinstance(event, yaml.CollectionEndEvent):
            start, values = self.stack.pop()
            line, column = self.place(start.start_mark)
            if isinstance(start, yaml.SequenceStartEvent):
                self.put(Listing(tuple(values), line, column))
            else:
                self.put(self.mapping(values, line, column))

    def refusal(self, event: yaml.Event) -> str:
        """Why an event is not accepted; empty where it is."""
        match event:
            case yaml.DocumentStartEvent() if self.root is not None:
                return "a second document (---) starts here; one file is one document"
            case yaml.AliasEvent():
                return "aliases (*name) are not used here; write the value again"
            case yaml.NodeEvent(anchor=str()):
                return "anchors (&name) are not used here"
            case yaml.ScalarEvent(tag=str(tag)) | yaml.CollectionStartEvent(tag=str(tag)) if tag != "!":
                return "tags (!name) are not used here"
            case yaml.CollectionStartEvent() if len(self.stack) >= DEEPEST:
                return f"more than {DEEPEST} levels inside each other"
        return ""

    def put(self, value: Value) -> None:
        if self.stack:
            self.stack[-1][1].append(value)
        elif self.root is None:
            self.root = value

    def mapping(self, values: list[Value], line: int, column: int) -> Mapping:
        entries: dict[str, tuple[Scalar, Value]] = {}
        twice: set[str] = set()
        for key, value in zip(values[::2], values[1::2], strict=True):
            if not isinstance(key, Scalar):
                what = "A key must be one word, not a list or a mapping"
                self.problems.add(key, "yaml-key", f"{what}{_CURE}.")
            elif key.text == "<<" and not key.quoted:
                self.problems.add(key, "yaml-merge", "Merge keys (<<) are not used here; write the values out.")
            elif key.text in entries:
                twice.add(key.text)
                first = entries[key.text][0].line
                self.problems.add(key, "yaml-twice", f"{key.text!r} stands here twice (first in line {first}).")
            else:
                entries[key.text] = (key, value)
        return Mapping(entries, line, column, frozenset(twice))


def parse_yaml(text: str, problems: Problems, first_line: int = 1) -> Mapping | None:
    """The mapping a YAML text holds, or None with the problem noted; an empty text is an empty mapping."""
    if len(text) > MOST_CHARACTERS:
        problems.add(At(first_line), "yaml-size", f"More than {MOST_CHARACTERS:,} characters; split the file.")
        return None
    if note_conflict(text, problems, first_line):
        return None
    builder = _Builder(first_line, problems, text)
    try:
        for event in yaml.parse(text.encode("utf-8", "replace"), Loader=_LOADER):
            builder.take(event)
    except (yaml.MarkedYAMLError, _Refused) as error:
        mark, begun = _marks(error)
        what = str(error) if isinstance(error, _Refused) else one_line(error.problem or "not YAML")
        cure = builder.cure(mark) or builder.cure(begun)
        problems.add(At(*builder.place(mark)), "yaml-syntax", f"This is not YAML we can read: {what}{cure}.")
        return None
    except (yaml.YAMLError, ValueError, OverflowError) as error:  # `"\\UFFFFFFFF"` is more than the library expects
        problems.add(At(first_line), "yaml-syntax", f"This is not YAML we can read: {one_line(str(error))}.")
        return None
    root = builder.root
    if root is None or (isinstance(root, Scalar) and not root.text):
        return Mapping({}, first_line, 1)
    if not isinstance(root, Mapping):
        problems.add(root, "yaml-shape", "Expected `key: value` lines.")
        return None
    return root


def _marks(error: yaml.MarkedYAMLError | _Refused) -> tuple[Place | None, Place | None]:
    """Where the library gave up, and where what it was reading begins."""
    if isinstance(error, _Refused):
        return error.mark, None
    return error.problem_mark or error.context_mark, error.context_mark


def quote(text: str) -> str:
    """A text as a YAML value that reads back as the same text."""
    return str(yaml.safe_dump(text, allow_unicode=True, width=10_000, default_style='"')).strip()
