"""Shortcodes that a site of Hugo defines itself: templates that do no more than put in what they were given."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Mapping, Sequence

from kb.errors import CannotRead
from kb.moving_in.found import files_in, read_in
from kb.moving_in.from_html import as_markdown
from kb.moving_in.tools import Source

_FOLDERS = ("shortcodes", "_shortcodes")
_ELSEWHERE = {"content", "static", "public", "node_modules", ".git"}
_SPACE = r"\s*+-?\}\}"
_GET = r"\.Get\s++(?:(\d{1,2})|[\"`]([\w-]++)[\"`])"
_SET = re.compile(rf"\{{\{{-?\s*+(\$\w++)\s*+:=\s*+{_GET}{_SPACE}")
_SHOWN = re.compile(rf"\{{\{{-?\s*+(?:{_GET}|(\$\w++)|(\.Inner(?:\s*+\|\s*+[\w.]++)*+)){_SPACE}")
_OF_HUGO = re.compile(r"\{\{-?\s*+\$_hugo_config\s*+:=\s*+`[^`]*+`\s*+-?\}\}")
"""What says for which version of Hugo a shortcode is written."""
_COMMENT = re.compile(r"\{\{-?\s*+/\*(?:[^*{]|\*(?!/)|\{(?!\{-?\s{0,9}/\*))*+\*/\s*+-?\}\}")
_INSIDE = "warmlineinside"


def defined(source: Source, name: str, values: Mapping[str, str], words: Sequence[str], inside: str) -> str | None:
    """What a shortcode shows as Markdown; None where the site does not define it, or by more than we understand."""
    template = _template(source, name) if source.tool == "Hugo" else ""

    def given(number: str | None, key: str | None) -> str:
        if number is None:
            return values.get((key or "").lower(), "")
        return words[int(number)] if int(number) < len(words) else ""

    named = {found[1]: given(found[2], found[3]) for found in _SET.finditer(template)}

    def shown(found: re.Match[str]) -> str:
        if found[4]:
            return _INSIDE
        return named.get(found[3], "") if found[3] else given(found[1], found[2])

    html = _SHOWN.sub(shown, _SET.sub("", _OF_HUGO.sub("", _COMMENT.sub("", template))))
    if not html.strip() or "{{" in html:
        return None
    made = as_markdown(html).strip() if "<" in html else html.strip()
    return made.replace(_INSIDE, inside)


def _template(source: Source, name: str) -> str:
    *folders, stem = name.split("/")
    for path in sorted(files_in(source.project, lambda folder: folder.name not in _ELSEWHERE)):
        above = path.parts[-2 - len(folders) : -1]
        if path.stem == stem and path.suffix in (".html", ".md") and above[0] in _FOLDERS and [*above[1:]] == folders:
            with contextlib.suppress(CannotRead):
                return read_in(source.project, path)
    return ""
