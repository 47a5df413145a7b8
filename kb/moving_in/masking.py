"""Code put aside while a text is turned, so that nothing in an example is taken for a mark."""

from __future__ import annotations

import re

_FENCE = re.compile(r"^([ \t]*)(`{3,}|~{3,})([^\n`]*)\n(?:(.*?)\n)?[ \t]*\2[`~]*[ \t]*$", re.DOTALL | re.MULTILINE)
_SPAN = re.compile(r"(?<!`)(`+)(?!`)((?:(?!\n[ \t]*\n).)+?)(?<!`)\1(?!`)", re.DOTALL)
_HELD = re.compile(r"^([ \t]*(?:[-*+>] +|\d+[.)] +)*)\x02(\d+)\x03|\x02(\d+)\x03", re.MULTILINE)
_RAW = re.compile(r"\{%-?\s*raw\s*-?%\}((?:(?!\{%-?\s*raw\b).)*?)\{%-?\s*endraw\s*-?%\}", re.DOTALL)
"""What Liquid shows as it is written."""
_HOLDS_MORE = re.compile(r"\s|[-*+:][ \t]|\d+[.)][ \t]|\[\^|!!!|\?\?\?|===|>|\{|<|:::")
"""What a line begins with whose block goes on in indented lines."""
_THEME = re.compile(r"\s*(?:theme=\{[^}\n]*\}|\{[^}\n]*\}|showLineNumbers|title=(?:\"[^\"]*\"|'[^']*'))")


class Code:
    """The code of one text, taken out and put back with the indentation that its place has then."""

    def __init__(self) -> None:
        self.blocks: list[str] = []

    def out(self, text: str) -> str:
        """The text with a mark where each piece of code stood."""
        text = _RAW.sub(lambda raw: self.hold(raw[1]), text.replace("\x02", "").replace("\x03", ""))
        return _SPAN.sub(self._span, _FENCE.sub(self._fence, text))

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

    def _fence(self, match: re.Match[str]) -> str:
        indent, mark, info, inside = match.groups()
        lines = (inside or "").split("\n")
        lines = [line.removeprefix(indent) if line.startswith(indent) else line.lstrip(" \t") for line in lines]
        first = f"{mark}{_THEME.sub('', info).rstrip()}"
        return indent + self.hold("\n".join([first, *(lines if inside is not None else []), mark]))

    def _span(self, match: re.Match[str]) -> str:
        return self.hold(match[0])
