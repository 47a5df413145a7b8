"""Articles of another desk in several languages: which of them are translations, and of what."""

from __future__ import annotations

from collections.abc import Iterable

from kb.moving_in.desk_json import Json, Kinds, text_of, title_of, words_in

Translations = dict[str, dict[str, Json]]
"""By the id of the original, as text, and by language."""
_EDITED = ("edited_at", "updated_at", "updatedAt", "modified_at")


def language_of(one: Json) -> str:
    """The language of an article as our files name it: `de`, `pt-br`; empty where it is not said."""
    return str(one.get("locale") or one.get("language") or "").replace("_", "-").lower()


def parted(articles: Kinds, objects: Iterable[tuple[str, Json]]) -> tuple[Kinds, Translations]:
    """The originals, and what translates each of them.

    Zendesk gives an article the same id in each language, or lists `translations` with the `source_id`; Chatwoot names
    the `associated_article_id`. What stands in two pages of an export is one article.
    """
    by_id: dict[str, Kinds] = {}
    for kind, one in articles:
        by_id.setdefault(original_id(kind, one) or str(id(one)), []).append((kind, one))
    originals: Kinds = []
    found: Translations = {}
    for name, those in ((name, _once(each)) for name, each in by_id.items()):
        first = next((number for number, (_kind, one) in enumerate(those) if is_original(one)), 0)
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
    here = {name: those[0][1] for name, those in by_id.items()}
    for kind, one in objects:
        source = here.get(str(one.get("source_id"))) if "translation" in kind.lower() else None
        about = str(one.get("source_type") or "article").lower()
        if source and about == "article" and language_of(one) and language_of(one) != language_of(source):
            found.setdefault(str(one["source_id"]), {}).setdefault(language_of(one), one)
    return originals, found


def _once(those: Kinds) -> Kinds:
    """Articles of one number, without those that stand there twice in one language: the latest stays."""
    latest: dict[tuple[str, str, str], tuple[str, Json]] = {}
    for kind, one in those:
        key = (language_of(one), title_of(one), "" if _edited(one) else text_of(one)[1])
        if key not in latest or _edited(one) > _edited(latest[key][1]):
            latest[key] = (kind, one)
    return list(latest.values())


def _edited(one: Json) -> str:
    return max((str(one[name]) for name in _EDITED if one.get(name)), default="")


def original_id(kind: str, one: Json) -> str:
    """What the translations of an article know it by; empty where it has no number."""
    name = one.get("associated_article_id") or one.get("id")
    # Intercom counts its internal articles apart.
    internal = "internal" in words_in(kind) or str(one.get("type", "")).startswith("internal")
    return "" if name is None else f"{'internal ' if internal else ''}{name}"


def is_original(one: Json) -> bool:
    """Whether an article or a topic is no translation, as far as it says."""
    if "source_locale" in one:
        return language_of(one) == str(one["source_locale"] or "").replace("_", "-").lower()
    return not one.get("associated_article_id")
