"""The knowledge base of Zammad, which it gives as tables: joined, they are articles and topics like those of others."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.moving_in.desk_json import Json, Kinds

_TABLES = {
    "knowledgebaseanswer": "answers",
    "knowledgebaseanswertranslation": "titles",
    "knowledgebaseanswertranslationcontent": "texts",
    "knowledgebasecategory": "categories",
    "knowledgebasecategorytranslation": "names",
    "knowledgebaselocale": "kb_locales",
    "locale": "locales",
    "locales": "locales",
}
_VIDEO = re.compile(r"\(\s*widget:\s*video,\s*provider:\s*(\w+),(?:[^()\n]*?,)?\s*id:\s*([\w-]+)\s*\)")
_WATCH = {"youtube": "https://www.youtube.com/watch?v=", "vimeo": "https://vimeo.com/"}
Tables = dict[str, dict[str, Json]]


def joined(objects: Kinds, problems: list[str]) -> Kinds:
    """The objects of an export, with the tables of Zammad made into articles and categories."""
    tables: Tables = {}
    rest: Kinds = []
    for kind, one in objects:
        table = _TABLES.get(re.sub(r"[^a-z]", "", kind.lower()))
        if table and "id" in one:
            tables.setdefault(table, {})[str(one["id"])] = one
        else:
            rest.append((kind, one))
    if "answers" not in tables:
        return objects
    languages = _languages(tables)
    unknown: list[str] = []
    made = [("articles", one) for one in _articles(tables, languages, unknown)]
    made += [("categories", one) for one in _categories(tables, languages)]
    if unknown:
        problems.append(
            f"{', '.join(sorted(unknown))}: left out, because the export does not say in which language that is. "
            "Put the answer of /api/v1/locales beside it, as locales.json."
        )
    return rest + made


def _languages(tables: Tables) -> dict[str, str]:
    """The language of each locale of the knowledge base; empty for the first one where the export does not name it."""
    found: dict[str, str] = {}
    for name, one in tables.get("kb_locales", {}).items():
        system = tables.get("locales", {}).get(str(one.get("system_locale_id")), {})
        language = str(system.get("alias") or system.get("locale") or "")
        if language or one.get("primary"):
            found[name] = language
    return found


def _articles(tables: Tables, languages: dict[str, str], unknown: list[str]) -> Iterator[Json]:
    first = _first_language(tables)
    for title in tables.get("titles", {}).values():
        answer = tables["answers"].get(str(title.get("answer_id")), {})
        text = tables.get("texts", {}).get(str(title.get("content_id")), title)
        local = str(title.get("kb_locale_id"))
        if local not in languages and local != first:
            unknown.append(str(title.get("title")))
            continue
        language, original = languages.get(local, ""), languages.get(first, "")
        yield {
            **answer,
            "title": title.get("title"),
            "body": _with_videos(str(text.get("body") or "")),
            "position": _place(answer),
            "locale": language or None,
            "source_locale": original or None,
        }


def _first_language(tables: Tables) -> str:
    """The locale that the knowledge base is written in; that of the first title where the export does not say it."""
    said = (name for name, one in tables.get("kb_locales", {}).items() if one.get("primary"))
    titles = (str(one.get("kb_locale_id")) for one in tables.get("titles", {}).values())
    return next(said, next(titles, ""))


def _categories(tables: Tables, languages: dict[str, str]) -> Iterator[Json]:
    first = _first_language(tables)
    for name in tables.get("names", {}).values():
        category = tables.get("categories", {}).get(str(name.get("category_id")), {})
        local = str(name.get("kb_locale_id"))
        if local in languages or local == first:
            yield {
                "id": name.get("category_id"),
                "name": name.get("title"),
                "parent_id": category.get("parent_id"),
                "position": _place(category),
                "locale": languages.get(local) or None,
                "source_locale": languages.get(first) or None,
            }


def _place(one: Json) -> object:
    """The place among its sisters, counted from 1 as elsewhere."""
    position = one.get("position")
    return position + 1 if isinstance(position, int) else None


def _with_videos(html: str) -> str:
    def link(found: re.Match[str]) -> str:
        begins = _WATCH.get(found[1].lower())
        return f'<a href="{begins}{found[2]}">{begins}{found[2]}</a>' if begins else found[0]

    return _VIDEO.sub(link, html)
