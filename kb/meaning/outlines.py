"""Outlines: which texts the parts of an article are, by the hash of its file, so that few articles are ever parsed."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from kb.articles.article import Article
from kb.errors import CannotRead
from kb.files import added_to, opened
from kb.folders import make_private_folder
from kb.meaning.parts import PartOf, parts_of

_LAYOUT = "2"
"""Raised whenever an article would have other parts."""


class PartPlace(NamedTuple):
    """One part of an article, its text by its hash."""

    kind: PartOf
    text: str
    heading: str
    anchor: str


class Outlines:
    """The outlines of one desk's articles, in one file to which lines are only ever added."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / f"meaning-{_LAYOUT}.outlines"
        self.known: dict[str, tuple[PartPlace, ...]] = {}
        self._read = 0

    def look(self) -> None:
        """Read what was added since; a line that is torn or damaged is one article that is parsed again."""
        with contextlib.suppress(CannotRead, OSError), opened(self.path) as file:
            file.seek(self._read)
            for line in file:
                if line.endswith(b"\n"):
                    self._read += len(line)
                    with contextlib.suppress(ValueError, TypeError):
                        of, places = json.loads(line)
                        self.known[of] = tuple(PartPlace(PartOf(kind), *texts) for kind, *texts in places)

    def add(self, articles: Iterable[Article]) -> None:
        """Keep the outlines of some articles; CannotWrite where they can only be used now."""
        lines = []
        for article in articles:
            places = tuple(PartPlace(part.kind, part.hash, part.heading, part.anchor) for part in parts_of(article))
            article.forget_tokens()
            self.known[article.source_hash] = places
            lines.append(json.dumps([article.source_hash, places]))
        make_private_folder(self.path.parent)
        with added_to(self.path) as file:
            file.write("".join(f"{line}\n" for line in lines).encode())
