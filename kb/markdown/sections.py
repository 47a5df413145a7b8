"""Sections: a document parted at its headings, and the one that an anchor leads to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from kb.markdown.document import Document, Heading

if TYPE_CHECKING:
    from kb.markdown.parser import Token


def parted(document: Document) -> Iterator[tuple[Heading, Document]]:
    """The document in sections, each without its heading; what stands before the first one has an empty heading."""
    anchors = {heading.anchor: heading for heading in document.headings}
    heading = Heading(1, "", "", 1)
    tokens: list[Token] = []
    inside = False
    for token in document.tokens:
        if token.type == "heading_open" and token.level == 0:
            yield heading, replace(document, tokens=tokens)
            heading, tokens, inside = anchors[str(token.attrGet("id"))], [], True
        elif token.type == "heading_close" and inside:
            inside = False
        elif not inside:
            tokens.append(token)
    yield heading, replace(document, tokens=tokens)


def section_at(document: Document, anchor: str) -> Document | None:
    """The section that an anchor leads to, without its heading; None where there is none."""
    return next((section for heading, section in parted(document) if heading.anchor == anchor), None)
