"""The marks that mail programs leave in HTML: what is quoted, what is a signature, what nobody sees."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum, auto


class Mark(Enum):
    """What an element says about the text in it."""

    QUOTE = auto()
    """All in it is quoted."""
    INTRO = auto()
    """What is in it is quoted until a quote in it ends; then answers follow."""
    REST = auto()
    """From here to its end the mail is quoted."""
    SIGNATURE = auto()
    HIDDEN = auto()


_INTROS = frozenset(["gmail_quote", "gmail_quote_container", "protonmail_quote", "zmail_extra", "tutanota_quote"])
_QUOTES = frozenset(
    [
        "gmail_attr",
        "moz-cite-prefix",
        "yahoo_quoted",
        "front-blockquote",
        "sh-quoted-content",
        "qmbox",
        "zd_quote",
        "freshdesk_quote",
        "quoted-text",
        "missive_quote",
        "hubspot_quote",
        "superhuman_quote",
        "ms-outlook-mobile-reference-message",
        "mail-editor-reference-message-container",
        "isreplycontent",
        "isforwardcontent",
        "helpscout-quote",
        "mailru-blockquote",
    ]
)
_RESTS = frozenset(["appendonsend", "divrplyfwdmsg", "olk_src_body_section", "messagereplysection"])
_SIGNATURES = frozenset(
    [
        "gmail_signature",
        "moz-signature",
        "protonmail_signature_block",
        "signature",
        "ms-outlook-mobile-signature",
        "applemailsignature",
        "yahoo-signature",
        "tutanota_signature",
        "zmail_signature",
    ]
)
_YAHOO = re.compile(r"yahoo_quoted_\d+|(?:ydp|yiv)\w*yahoo_quoted\w*")
_YAHOO_SIGNATURE = re.compile(r"ydp\w*signature")
_OUTLOOK_LINE = re.compile(r"border-top\s*:\s*solid\s+#?\w+\s+1\.0pt.{0,40}padding\s*:\s*3\.0pt", re.DOTALL)
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|(?:max-height|opacity)\s*:\s*0(?![.\d])"
)
_SIZE = re.compile(r"font-size\s*:\s*([\d.]{1,10})")
_INDENTED = re.compile(r"border(?:-left)?\s*:\s*(?:none|0)")
_LONGEST_STYLE = 2_000


def mark_of(tag: str, attributes: Mapping[str, str]) -> Mark | None:
    """What the name and the attributes of an element say about its text."""
    if not attributes:
        return Mark.QUOTE if tag == "blockquote" else None
    style = attributes.get("style", "")[:_LONGEST_STYLE].lower()
    if "hidden" in attributes or (style and _HIDDEN.search(style)):
        return Mark.HIDDEN
    if tag == "blockquote":
        # A customer may indent a paragraph of their own.
        own = _INDENTED.search(style) and not _names(attributes) & (_INTROS | _QUOTES) and "type" not in attributes
        return None if own else Mark.QUOTE
    names = _names(attributes)
    if names & _RESTS or (style and _OUTLOOK_LINE.search(style)):
        return Mark.REST
    if names & _INTROS:
        return Mark.INTRO
    if names & _QUOTES or any(_YAHOO.fullmatch(name) for name in names):
        return Mark.QUOTE
    if attributes.get("name", "").lower() == "quote" and tag == "div":
        return Mark.QUOTE
    if names & _SIGNATURES or any(_YAHOO_SIGNATURE.fullmatch(name) for name in names):
        return Mark.SIGNATURE
    return None


def size_of(attributes: Mapping[str, str]) -> bool | None:
    """Whether letters in an element can be seen; None where it leaves their size as it is."""
    style = attributes.get("style", "")
    said = _SIZE.search(style[:_LONGEST_STYLE].lower()) if style else None
    return None if said is None else said[1].strip("0.") != ""


def _names(attributes: Mapping[str, str]) -> set[str]:
    """Id, name and classes; Outlook writes `x_` before those of the mail that it quotes."""
    written = f"{attributes.get('class', '')} {attributes.get('id', '')} {attributes.get('name', '')}"[:1_000].lower()
    names = set()
    for word in written.split():
        while word.startswith("x_"):
            word = word[2:]  # noqa: PLW2901
        names.add(word)
    return names
