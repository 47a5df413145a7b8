"""Colours for code: the words of a program in spans that the style sheet knows."""

from __future__ import annotations

import html
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pygments.lexer import Lexer

CLASSES = ("c", "k", "m", "o", "s")
"""Comments, keywords, numbers, operators, strings: all that the style sheet tells apart."""
MOST_CHARACTERS = 20_000
"""Longer code is a file, not an example, and is shown plain."""


def coloured(code: str, language: str, _attributes: str = "") -> str:
    """The HTML of a piece of code; empty where its language is not known, and it is shown plain."""
    lexer = _lexer(language.lower()) if language and len(code) <= MOST_CHARACTERS else None
    return f"<pre><code>{''.join(_spans(code, lexer))}</code></pre>\n" if lexer else ""


def _spans(code: str, lexer: Lexer) -> Iterator[str]:
    """The first letter of the short name that Pygments has for a kind of word is its class."""
    from pygments.token import STANDARD_TYPES

    for kind, text in lexer.get_tokens(code):
        letter = STANDARD_TYPES.get(kind, "")[:1]
        shown = html.escape(text, quote=False)
        yield f'<span class="{letter}">{shown}</span>' if letter in CLASSES and text.strip() else shown


@cache
def _lexer(language: str) -> Lexer | None:
    # Most articles have no code, and whoever changed one of them does not wait for Pygments.
    from pygments.lexers import get_all_lexers, get_lexer_by_name

    # What else is installed on one writer's machine must not change the site.
    known = {alias for _name, aliases, *_files in get_all_lexers(plugins=False) for alias in aliases}
    return get_lexer_by_name(language) if language in known else None
