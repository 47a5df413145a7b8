"""The templates of the theme, and what to say where one of a desk's own goes wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, MutableMapping
from traceback import walk_tb
from types import MappingProxyType
from typing import Any

import jinja2
from jinja2 import (
    Environment,
    FunctionLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
)
from jinja2.sandbox import ImmutableSandboxedEnvironment

from kb.faq.pages.page import ArticlePage

THEME = "theme"
"""The folder of a desk with its own files of the theme."""
SHIPPED = "shipped/"
"""In front of a name: the file that ships, also where the desk has its own."""

_WORD = re.compile(r"\{\{ ((?:words\.)?\w+) \}\}")

Templates = Environment
Template = jinja2.Template
"""Templates by name, and one of them, for those who know nothing of the library that reads them."""

TextOf = Callable[[str], "str | None"]
"""From the name of a template to its text; None where there is none."""


class _Shipped(Environment):
    """Templates that ship."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> dict[str, Any]:
        """What every template knows, as one mapping: each page copies it, and asks it for its names."""
        return {**self.globals, **(d or {})}


def own_templates(text_of: TextOf) -> Environment:
    """Templates that a desk wrote; they reach nothing but what their page shows."""
    return templates(text_of, ImmutableSandboxedEnvironment)


def templates(
    text_of: TextOf, kind: type[Environment] = _Shipped, words: Mapping[str, str] = MappingProxyType({})
) -> Environment:
    """Templates by their names; `words` are put in when a template is read, and not anew for each page.

    They are named as templates name them: `words.home` for a word of a language, `style` for a path.
    """

    def load(name: str) -> tuple[str, str, None] | None:
        text = text_of(name)
        return None if text is None else (with_words(text, words), f"{THEME}/{name}", None)

    return kind(
        loader=FunctionLoader(load),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


def with_words(text: str, words: Mapping[str, str]) -> str:
    """The text of a template in which what all pages share stands as such: `{{ words.home }}` is `{{ "Home" }}`."""

    def quoted(match: re.Match[str]) -> str:
        if match[1] not in words:
            return match[0]
        written = words[match[1]].encode("unicode_escape").decode("ascii").replace('"', '\\"')
        return f'{{{{ "{written}" }}}}'

    return _WORD.sub(quoted, text) if words else text


def place_of(error: Exception, template: str) -> str:
    """Where in the theme it went wrong: the last line of a template on the way there."""
    if isinstance(error, TemplateSyntaxError):
        return f"{THEME}/{error.name}:{error.lineno}"
    lines = [f"{frame.f_code.co_filename}:{line}" for frame, line in walk_tb(error.__traceback__)]
    return next((line for line in reversed(lines) if line.startswith(f"{THEME}/")), f"{THEME}/{template}:1")


def what_of(error: Exception) -> str:
    """What went wrong, as far as that is known."""
    if isinstance(error, TemplateNotFound):
        return f"there is no template {error.name!r} in the theme"
    if isinstance(error, RecursionError):
        return f"it leads to itself; begin the name with {SHIPPED} for what it replaces"
    if not isinstance(error, TemplateError):
        return f"it cannot be worked out ({error})"
    return (error.message or "it cannot be read").replace(f"{ArticlePage.__module__}.", "").rstrip(".")
