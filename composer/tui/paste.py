"""Pasting: what stands in a paste is text, also after an escape character, and never a key."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

from textual._xterm_parser import BRACKETED_PASTE_END as END
from textual._xterm_parser import BRACKETED_PASTE_START as START
from textual._xterm_parser import XTermParser
from textual.message import Message

_ESCAPE = "\x1b"


class PasteParser(XTermParser):
    """Textual's own, which takes what follows an escape character for keys even inside a paste, without those."""

    def __init__(self, debug: bool = False) -> None:  # noqa: FBT001, FBT002  Textual's own
        super().__init__(debug)
        self.pasting = False
        self.rest = ""
        """What may be the beginning of a mark: outside of a paste given on already, inside of it held back."""

    def feed(self, data: str) -> Iterable[Message]:
        """The messages of some more input; an empty text is its end."""
        calm = "".join(self._calmed(data))
        return super().feed(calm) if calm or not data else ()

    def _calmed(self, data: str) -> Iterator[str]:
        while data:
            mark = END if self.pasting else START
            given = 0 if self.pasting else len(self.rest)
            text, found, data = (self.rest + data).partition(mark)
            self.rest = "" if found else text[-len(mark) + 1 :]
            if self.pasting:
                if not found:
                    self.rest = next(
                        (mark[:size] for size in range(len(mark), 0, -1) if text.endswith(mark[:size])), ""
                    )
                    text = text.removesuffix(self.rest)
                yield text.replace(_ESCAPE, "") + found
            else:
                yield (text + found)[given:]
            self.pasting ^= bool(found)


def keep_pastes_text() -> None:
    """Have terminals read through our parser; the driver makes its own, by this name."""
    if sys.platform == "win32":
        return  # its driver is another one, without this parser
    from textual.drivers import linux_driver

    linux_driver.XTermParser = PasteParser  # type: ignore[attr-defined]  # it is no part of its interface
