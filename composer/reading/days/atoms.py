"""Atoms: the forms in which a day, an hour or a length of time is said, found among the marks of a text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from composer.reading.days.marks import DayMark

_YEAR = "(?:,?y)?"
_FORMS = {
    "date": rf"(?:x?[Ws][,i(]*)?(?:(?:[no][-rb]i?)?[noO]l?M{_YEAR}|M[no](?:[-rb][no](?![kuUcmM]))?{_YEAR}"
    r"|(?:o[-rb]i?)?D)(?:,?\(W)?",
    "edge": rf"[oO]ul?M{_YEAR}|xul?M{_YEAR}|El?x?l?[uU]|El?x?M{_YEAR}|El?x?S|El?y|El?K[no]|E[il]?x?[WT]",
    "month_day": r"[oO]l?x?u|[Ws][,i]*[oO]|(?<=[bivrfalBL-])o(?![XuUkPO])",
    "weekday": r"[Ws][,i]*l?xu|xu[,ib]*[Ws]|W(?:w?N|wn)?u|Ww[nN]U|[nN][uU][ivw]+[Ws]|x?W|xs|(?<=[bifvLruP@-])s",
    "relative": r"Tw[nN][uU]|[nN][uU][iv]?T|Tu|T",
    "iso_week": "K[no]|oK",
    "weekend": "x?S",
    "holiday": rf"x?H{_YEAR}",
    "month": rf"xM|(?<=[wbfadvL])M{_YEAR}",
    "at_once": "I",
    "offset": "[xp]?(?:[nNq][-rb])?[nNq]k{0,2}[uU][gG]?|(?<=[wtp])(?:[nNq][-rb])?[nNq]j|[fg][nNq]k?[uU]",
    "shifted": "[xp]k?[uU]|(?<=w)k?[uU]",
    "clock": r"C[mc]?Z?|[nN]mZ?|[nN]cn(?![kuUc])Z?|[nN]cZ?|nj|h[nNC][cm]?Z?|(?<=[@bfL])[nN](?=[-,|_iwbTxWPsrLZ]|$)"
    r"|(?<=[@Bv])[nN](?=[-rb][nNC][mc]?)|(?<=[Bv@][nN][-rb])[nN](?=[,|_iwbTxWPsrLZ]|$)|n(?=-n[mc])|(?<=@)o(?=[|]?$)|(?<=[r-])[nN](?=wP|P)",
    "part": r"FwP|[xE]P|(?<=[^X_|(])P|wP",
    "first": "F",
}  # fmt: skip
"""Each form as a regular expression for the kinds of marks; at every place the first one that fits counts."""
_ATOM = re.compile("|".join(f"(?P<{name}>{form})" for name, form in _FORMS.items()))


class Atom(NamedTuple):
    """Some marks in a row that have one of the forms."""

    form: str
    first: int
    """Number of its first mark."""
    marks: Sequence[DayMark]

    @property
    def last(self) -> int:
        """Number of the mark behind its last one."""
        return self.first + len(self.marks)

    def kinds(self) -> str:
        """The kinds of its marks."""
        return "".join(mark.kind for mark in self.marks)

    def mark(self, kinds: str) -> DayMark | None:
        """Its last mark of some kinds."""
        return next((mark for mark in reversed(self.marks) if mark.kind in kinds), None)

    def value(self, kinds: str) -> int | None:
        """The value of its last mark of some kinds."""
        found = self.mark(kinds)
        return None if found is None else found.value

    @property
    def unit(self) -> str:
        """The unit of time in it; working days and hours by their own names."""
        found = self.mark("uUj")
        if found is None:
            return ""
        name = found.name or "hour"
        return f"working {name}" if self.mark("k") and name in ("day", "hour") else name


def atoms_in(marks: Sequence[DayMark], kinds: str) -> Iterator[Atom]:
    """The atoms among some marks, in their order."""
    for match in _ATOM.finditer(kinds):
        yield Atom(match.lastgroup or "", match.start(), marks[match.start() : match.end()])
