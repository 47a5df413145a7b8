"""Document: a parsed text as everybody else sees it, without the parser."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from markdown_it.token import Token

SCHEMES = ("http", "https", "mailto", "tel")
"""The only kinds of address a link may have; everything else is inert text."""
_SCHEME = r"([a-z][a-z0-9+.-]*):"

LinkFor = Callable[[str], str]
"""From the address as written to the address as shown; an empty text means no link at all."""


class Heading(NamedTuple):
    """One heading with the anchor that leads to it."""

    level: int
    text: str
    anchor: str
    line: int


class Link(NamedTuple):
    """A link or a picture as the writer gave it."""

    target: str
    line: int
    text: str
    picture: bool = False


@dataclass(frozen=True)
class Document:
    """One parsed text: its tokens, and what was found in them."""

    tokens: list[Token]
    headings: tuple[Heading, ...]
    links: tuple[Link, ...]
    anchors: frozenset[str]
    env: dict[str, object] = field(repr=False)

    @property
    def whole(self) -> bool:
        """Whether nothing was left out for the public."""
        return not self.env.get("cut")


def allowed_address(address: str) -> bool:
    """Whether an address may become a link: http, https, mailto, tel, or relative to the article."""
    bare = address
    if not (address.isascii() and address.isprintable() and " " not in address):
        unseen = "\u200b\u200c\u200d\u2060\ufeff"
        bare = "".join(c for c in address if c.isprintable() and not c.isspace() and c not in unseen)
    if bare.startswith(("//", "/\\", "\\")):
        return False
    scheme = re.match(_SCHEME, bare, re.IGNORECASE)
    return scheme is None or scheme[1].lower() in SCHEMES


def blocks_named(document: Document, name: str) -> list[tuple[int, int]]:
    """The line ranges [first, last) of the inside of each `::: name` block, counted from 0 in the parsed text."""
    opening = f"container_{name}_open"
    return [(token.map[0] + 1, token.map[1]) for token in document.tokens if token.type == opening and token.map]
