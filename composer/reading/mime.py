"""The parts of a mail, split in one pass over its bytes, however deep and however broken."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice

_MOST_PARTS, _DEEPEST = 1_000, 50
_MOST_DELIMITERS = 200_000
"""Lines that may part a mail; of more of them, such as a text of nothing but `--`, the rest is text."""
_LONGEST_HEAD, _LONGEST_INNER_HEAD, _LONGEST_FIELD, _MOST_FIELDS = 300_000, 8_000, 20_000, 5_000
"""Bytes of all header fields of a mail, of a part, and of one of them; the rest is not read."""
_BLANK_LINE = re.compile(rb"(?:\A|\n)[ \t]*\r?(?:\n|\Z)")
_FIELD = re.compile(rb"([!-9;-~]{1,100})[ \t]*:(.*)", re.DOTALL)
_KNOWN_FIELD = re.compile(rb"(?im)^(?:From|To|Subject|Date|Message-ID|Received|MIME-Version|Content-[a-z-]{1,30}):")
_DELIMITER = re.compile(rb"^--([^\r\n]{1,200})", re.MULTILINE)
_PARAMETER = re.compile(r';\s*([\w!#$&+.^`|~-]{1,60})(?:\*\d{0,3}\*?)?\s*=\s*(?:"([^"]*)"?|([^;\s]*))')


@dataclass
class MailPart:
    """A part of a mail: its header fields by name in small letters, and its own bytes or its parts."""

    fields: dict[str, list[bytes]]
    body: bytes = b""
    parts: list[MailPart] = field(default_factory=list)
    cut: bool = False
    """Whether it has more parts than are read."""

    def field(self, name: str) -> bytes:
        """The first field of a name, unfolded."""
        return self.fields.get(name, [b""])[0]

    @property
    def type(self) -> str:
        """`text/html`; text/plain where the part says nothing that can be understood."""
        said = self.field("content-type").split(b";", 1)[0].decode("latin-1").strip().lower()
        return said if "/" in said else "text/plain"

    @property
    def main_type(self) -> str:
        """`text` of `text/html`."""
        return self.type.partition("/")[0]

    @property
    def parameters(self) -> dict[str, str]:
        """What stands behind the type: charset, boundary, format; names in small letters."""
        return parameters_of(self.field("content-type"))

    @property
    def disposition(self) -> str:
        """`attachment`, `inline` or nothing."""
        return self.field("content-disposition").split(b";", 1)[0].decode("latin-1").strip().lower()

    @property
    def file_name(self) -> str:
        """The name of the file that the part is, where it is one."""
        return parameters_of(self.field("content-disposition")).get("filename", "") or self.parameters.get("name", "")


def parameters_of(value: bytes) -> dict[str, str]:
    """The parameters of a header field; of those with the same name the pieces, one after the other."""
    found: dict[str, str] = {}
    for name, quoted, bare in _PARAMETER.findall(value[:4_000].decode("latin-1")):
        found[name.lower()] = found.get(name.lower(), "") + (quoted or bare)
    return found


def parse_parts(content: bytes) -> MailPart:
    """The tree of parts of a mail; of more than 1,000 parts the first ones, and those below level 50 are held by it."""
    root, at = _headed(content, 0, _LONGEST_HEAD)
    open_parts: list[tuple[bytes, MailPart]] = []
    levels: dict[bytes, int] = {}
    leaf, seen = _opened(root, open_parts, levels), 1
    start = at
    for found in islice(_DELIMITER.finditer(content, at), _MOST_DELIMITERS):
        boundary, ends = _boundary_in(found[1], levels)
        if boundary is None:
            continue
        if leaf is not None:
            leaf.body, leaf = _without_line_end(content[start : found.start()]), None
        level = levels[boundary]
        _close(open_parts, levels, level if ends else level + 1)
        if ends:
            continue
        if seen == _MOST_PARTS:
            root.cut = True
            return root
        below = found.end() + 1 + (content[found.end() : found.end() + 1] == b"\r")
        part, start = _headed(content, below, _LONGEST_INNER_HEAD)
        open_parts[min(level, _DEEPEST)][1].parts.append(part)
        leaf, seen = _opened(part, open_parts, levels), seen + 1
    if leaf is not None:
        leaf.body = content[start:]
    elif not root.parts:
        root.body = content[at:]
    return root


def _opened(part: MailPart, open_parts: list[tuple[bytes, MailPart]], levels: dict[bytes, int]) -> MailPart | None:
    """Open a part that holds others; a part that holds none is given back."""
    boundary = part.parameters.get("boundary", "").rstrip().encode("latin-1") if part.main_type == "multipart" else b""
    if not boundary or boundary in levels:
        return part
    levels[boundary] = len(open_parts)
    open_parts.append((boundary, part))
    return None


def _boundary_in(line: bytes, levels: dict[bytes, int]) -> tuple[bytes | None, bool]:
    """The open boundary that a line names, and whether it ends its part."""
    name = line.rstrip()
    if name in levels:
        return name, False
    return (name[:-2], True) if name.endswith(b"--") and name[:-2] in levels else (None, False)


def _close(open_parts: list[tuple[bytes, MailPart]], levels: dict[bytes, int], level: int) -> None:
    for boundary, _part in open_parts[level:]:
        del levels[boundary]
    del open_parts[level:]


def _without_line_end(body: bytes) -> bytes:
    return body.removesuffix(b"\n").removesuffix(b"\r")


def _headed(content: bytes, at: int, longest: int) -> tuple[MailPart, int]:
    """A part with its header fields, and where its body begins."""
    window = content[at : at + longest]
    blank = _BLANK_LINE.search(window)
    head = window[: blank.start()] if blank else window
    body = at + (blank.end() if blank else len(window))
    fields: list[tuple[str, list[bytes]]] = []
    place, last_known = 0, -1
    for line in head.split(b"\n"):
        found = _FIELD.match(line)
        if line[:1] in (b" ", b"\t") and fields:
            fields[-1][1].append(line.strip())
        elif found:
            fields.append((found[1].decode("latin-1").lower(), [found[2].strip()]))
        elif place or not line.startswith((b"From ", b">From ")):
            if fields and last_known < 0:
                last_known = max((known.start() for known in _KNOWN_FIELD.finditer(head)), default=0)
            if place >= last_known:
                # The text begins without an empty line before it.
                body = at + place
                break
        place += len(line) + 1
    return MailPart(_by_name(fields[:_MOST_FIELDS])), body


def _by_name(fields: list[tuple[str, list[bytes]]]) -> dict[str, list[bytes]]:
    named: dict[str, list[bytes]] = {}
    for name, pieces in fields:
        named.setdefault(name, []).append(b" ".join(pieces)[:_LONGEST_FIELD].replace(b"\0", b""))
    return named
