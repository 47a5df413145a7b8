"""What is tidied in running text: attributes for other tools, and addresses that stand there by themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from kb.markdown.document import allowed_address

_ATTRIBUTES = re.compile(r"^\{(?:[.#:]|[ ]?[\w-]+=)[^}\n]*\}")
_WIDTH = re.compile(r"\bwidth=[\"']?(\d+)(?:px)?(?![\d%])")
_BARE_ADDRESS = re.compile(r"\bhttps?://[^\s<>\"'`|\\^{}\[\]]+", re.IGNORECASE)


def drop_attributes(state: StateCore) -> None:
    """`{.class}` behind a link or a picture is for other tools; of it, only the width of a picture counts."""
    for token in state.tokens:
        for before, child in pairwise(token.children or ()):
            if child.type == "text" and before.type in ("link_close", "image"):
                given = _ATTRIBUTES.match(child.content)
                width = _WIDTH.search(given[0]) if given and before.type == "image" else None
                if width:
                    before.attrSet("width", width[1])
                child.content = child.content[given.end() :] if given else child.content


def link_bare_addresses(state: StateCore) -> None:
    """An address that stands in a text by itself is a link, as on GitHub."""
    for token in state.tokens:
        if token.children and "://" in token.content:
            token.children = list(_with_links(token.children))


def _with_links(children: list[Token]) -> Iterator[Token]:
    inside = 0
    for child in children:
        inside += child.nesting if child.type in ("link_open", "link_close") else 0
        if child.type == "html_inline":
            inside += child.content.lower().startswith("<a ") - child.content.lower().startswith("</a")
        if child.type != "text" or inside or "://" not in child.content:
            yield child
            continue
        yield from _parted(child)


def _parted(text: Token) -> Iterator[Token]:
    after = 0
    for found in _BARE_ADDRESS.finditer(text.content):
        address = found[0].rstrip(".,:;!?*_~")
        if address.endswith(")") and address.count("(") < address.count(")"):
            address = address[:-1].rstrip(".,:;!?")
        if len(address) < len("http://a.b") or not allowed_address(address):
            continue
        yield Token("text", "", 0, content=text.content[after : found.start()])
        yield Token("link_open", "a", 1, attrs={"href": address})
        yield Token("text", "", 0, content=address)
        yield Token("link_close", "a", -1)
        after = found.start() + len(address)
    if after < len(text.content):
        yield Token("text", "", 0, content=text.content[after:])
