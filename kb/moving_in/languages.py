"""Articles of another desk in several languages: which of them are translations, and of what."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

Json = dict[str, Any]
Kinds = list[tuple[str, Json]]
Translations = dict[str, dict[str, Json]]
"""By the id of the original, as text, and by language."""


def language_of(one: Json) -> str:
    """The language of an article as our files name it: `de`, `pt-br`; empty where it is not said."""
    return str(one.get("locale") or one.get("language") or "").replace("_", "-").lower()


def parted(articles: Kinds, objects: Iterable[tuple[str, Json]]) -> tuple[Kinds, Translations]:
    """The originals, and what translates each of them.

    Zendesk gives an article the same id in each language, or lists `translations` with the `source_id`; Chatwoot names
    the `associated_article_id`.
    """
    by_id: dict[str, Kinds] = {}
    for kind, one in articles:
        by_id.setdefault(_original_id(one) or str(id(one)), []).append((kind, one))
    originals: Kinds = []
    found: Translations = {}
    for name, those in by_id.items():
        first = next((number for number, (_kind, one) in enumerate(those) if _is_original(one)), 0)
        original = those[first][1]
        originals.append(those[first])
        for number, (kind, one) in enumerate(those):
            language = language_of(one)
            if number == first:
                continue
            if not language or language == language_of(original) or language in found.get(name, {}):
                originals.append((kind, one))
            else:
                found.setdefault(name, {})[language] = one
    for kind, one in objects:
        if "translation" in kind.lower() and str(one.get("source_id")) in by_id and language_of(one):
            source = by_id[str(one["source_id"])][0][1]
            if language_of(one) != language_of(source):
                found.setdefault(str(one["source_id"]), {}).setdefault(language_of(one), one)
    return originals, found


def _original_id(one: Json) -> str:
    name = one.get("associated_article_id") or one.get("id")
    return "" if name is None else str(name)


def _is_original(one: Json) -> bool:
    if "source_locale" in one:
        return language_of(one) == str(one["source_locale"]).replace("_", "-").lower()
    return not one.get("associated_article_id")
