"""Code put aside while a text is turned, so that nothing in an example is taken for a mark."""

from __future__ import annotations

import re

_FENCE = re.compile(r"([ \t]*+)(`{3,}+|~{3,}+)([^`]*+)\Z")
_SPAN = re.compile(r"(?<!`)(`+)(?!`)((?:(?!\n[ \t]*\n).)+?)(?<!`)\1(?!`)", re.DOTALL)
_HELD = re.compile(r"^([ \t]*(?:[-*+>] +|\d+[.)] +)*)\x02(\d+)\x03|\x02(\d+)\x03", re.MULTILINE)
_RAW = re.compile(r"\{%-?\s*raw\s*-?%\}((?:(?!\{%-?\s*raw\b).)*?)\{%-?\s*endraw\s*-?%\}", re.DOTALL)
"""What Liquid shows as it is written."""
_HOLDS_MORE = re.compile(r"\s|[-*+:][ \t]|\d+[.)][ \t]|\[\^|!!!|\?\?\?|===|>|\{|<|:::")
"""What a line begins with whose block goes on in indented lines."""
_THEME = re.compile(r"(?<!\s)\s*+(?:(?:theme=)?\{[^{}\n]*+\}|showLineNumbers|title=(?:\"[^\"]*+\"|'[^']*+'))")
HELD = "\x02"
"""What begins the mark of something that is held back."""
_OUR_SIGNS = dict.fromkeys(range(2, 7))
"""What marks places while a text is turned, and cannot come from a writer."""


class Code:
    """The code of one text, taken out and put back with the indentation that its place has then."""

    def __init__(self) -> None:
        self.blocks: list[str] = []

    def out(self, text: str) -> str:
        """The text with a mark where each piece of code stood."""
        text = _RAW.sub(lambda raw: self.hold(raw[1]), text.translate(_OUR_SIGNS))
        return _SPAN.sub(self._span, self._fences_out(text))

    def _fences_out(self, text: str) -> str:
        lines, out, at = text.split("\n"), [], 0
        never: set[str] = set()
        while at < len(lines):
            begun = _FENCE.match(lines[at])
            end = _end_of_fence(lines, at + 1, begun[2]) if begun and begun[2] not in never else 0
            if begun and end:
                out.append(self._fence(begun, lines[at + 1 : end]))
                at = end
            else:
                # What does not close from here on does not close further down.
                never.update([begun[2]] if begun else [])
                out.append(lines[at])
            at += 1
        return "\n".join(out)

    def indented_out(self, text: str) -> str:
        """The same for code that is indented and stands below a paragraph, and not in a list or another block."""
        out: list[str] = []
        held: list[str] = []
        above, blank = "", True
        for line in [*text.split("\n"), "\0"]:
            deep = line.startswith(("    ", "\t")) and line.strip()
            begins = (
                deep and blank and not _HOLDS_MORE.match(above) and not line.lstrip().startswith(("{", "<", "\x02"))
            )
            if begins or (held and (deep or not line.strip())):
                held.append(line)
                continue
            if held:
                rest = len(held) - len("\n".join(held).rstrip().split("\n"))
                out += [self.hold("\n".join(held[: len(held) - rest])), *held[len(held) - rest :]]
                held = []
            above = line if line.strip() else above
            blank = not line.strip()
            out.append(line)
        return "\n".join(out[:-1])

    def back(self, text: str) -> str:
        """The text with its code."""

        def shown(match: re.Match[str]) -> str:
            lead = match[1] or ""
            block = self.blocks[int(match[2] or match[3])]
            indent = re.sub(r"[^ \t]", " ", lead)
            return lead + block.replace("\n", f"\n{indent}")

        while "\x02" in text:
            text = _HELD.sub(shown, text)
        return text

    def hold(self, block: str) -> str:
        """A mark for a piece of text that nothing shall touch."""
        self.blocks.append(block)
        return f"\x02{len(self.blocks) - 1}\x03"

    def _fence(self, begun: re.Match[str], lines: list[str]) -> str:
        indent, mark, info = begun.groups()
        lines = [line.removeprefix(indent) if line.startswith(indent) else line.lstrip(" \t") for line in lines]
        first = f"{mark}{_THEME.sub('', info).rstrip()}"
        return indent + self.hold("\n".join([first, *lines, mark]))

    def _span(self, match: re.Match[str]) -> str:
        return self.hold(match[0])


def _end_of_fence(lines: list[str], at: int, mark: str) -> int:
    """The line that ends a fence, from a line on; 0 where none does."""
    for number in range(at, len(lines)):
        line = lines[number].strip(" \t")
        if line.startswith(mark) and not line.strip("`~"):
            return number
    return 0
