"""The menus in the settings of Hugo: what its sections are called, and in which order they stand, in each language."""

from __future__ import annotations

import contextlib
import tomllib
from collections.abc import Iterator

from kb.moving_in.tools import Source, settings_text

Entry = tuple[str, str]
"""The path of a section, without slashes at its ends, and what it is called."""


def menus_of(source: Source) -> dict[str, list[Entry]]:
    """By language the entries of its menus, by their weights; those of the site's own language stand under none."""
    settings: dict[str, object] = {}
    with contextlib.suppress(ValueError, RecursionError):
        settings = tomllib.loads(settings_text(source.project, "Hugo")) if source.tool == "Hugo" else {}
    found = {"": list(_entries(settings))}
    languages = settings.get("languages")
    own = settings.get("defaultContentLanguage") or "en"
    for language, said in languages.items() if isinstance(languages, dict) else ():
        found.setdefault("" if language == own else language, []).extend(_entries(said))
    return found


def _entries(settings: object) -> Iterator[Entry]:
    for name in ("menu", "menus"):
        menus = settings.get(name) if isinstance(settings, dict) else None
        for entries in menus.values() if isinstance(menus, dict) else ():
            known = [one for one in entries if isinstance(one, dict)] if isinstance(entries, list) else []
            for one in sorted(known, key=_weight):
                path, title = one.get("pageRef") or one.get("url"), one.get("name")
                if isinstance(path, str) and isinstance(title, str) and path.startswith("/") and path.strip("/"):
                    yield path.strip("/"), title


def _weight(entry: dict[str, object]) -> int:
    weight = entry.get("weight")
    return weight if isinstance(weight, int) else 0
