"""Translations in folders of their own, as `de/late.md` beside `late.md`: which pages they are, and of what.

A folder counts as that of a language where most of its texts have the paths that other texts have, so that a topic
called `it` or `my` stays one.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from kb.articles.status import Status
from kb.moving_in import jekyll
from kb.moving_in.found import text_in, texts_in
from kb.moving_in.pages import TRANSLATED, ForeignPage, address_of, first_heading, pages_of
from kb.moving_in.tools import Source

_NAMES = """
af am ar az be bg bn bs ca cs cy da de el en es et eu fa fi fr ga gl gu he hi hr hu hy id is it ja ka kk km kn ko ky lo
lt lv mk ml mn mr ms my nb ne nl nn no pa pl ps pt ro ru si sk sl sq sr sv sw ta te th tl tr uk ur uz vi zh
"""
_SHOWN = 5
_NUMBER = re.compile(r"\d{5,}(?=-)")
_CODES = frozenset(_NAMES.split())
_FOLDER = re.compile(r"([a-z]{2})(?:[-_]([A-Za-z]{2,4}))?", re.IGNORECASE)
_DEFAULT = re.compile(
    r"(?:defaultLocale|defaultContentLanguage|default_language|defaultLanguage)[\"']?\s*[:=]\s*[\"']([\w-]+)[\"']"
    r"|locale:\s*([\w-]+)\s*\n\s*default:\s*true"
)
_SAME = ("ref", "lang_ref", "translationKey", "translation_key", "translation_id")
"""Keys by which translations know each other."""

Translations = dict[str, tuple[str, str]]
"""For the path of each translation its language, and the path of the original."""


def with_other_folders(
    pages: list[ForeignPage], source: Source, missing: Status, problems: list[str]
) -> list[ForeignPage]:
    """The pages of a source, with the translations that its tool keeps outside of the folder of its texts."""
    found, left = list(pages), list[str]()
    i18n = source.project / "i18n"
    texts = texts_in(i18n) if source.tool == "Docusaurus" and i18n.is_dir() else []
    kept = (path.relative_to(i18n).as_posix().partition(f"/{TRANSLATED}/") for path in texts)
    for language in dict.fromkeys(language for language, _folder, rest in kept if rest):
        folder = i18n / language / TRANSLATED
        other = pages_of(replace(source, content=folder), missing, problems)
        shown = _of_originals(other, pages)
        found += [replace(page, path=f"{language}/{page.path}") for page in shown]
        left += [f"{language}/{page.path}" for page in other if page not in shown]
    if left:
        more = f", and {len(left) - _SHOWN} more" if len(left) > _SHOWN else ""
        problems.append(
            "Left out, for they translate no page that is there, and nobody was shown them: "
            f"{', '.join(left[:_SHOWN])}{more}."
        )
    return found


def with_texts_by_language(pages: list[ForeignPage], source: Source) -> list[ForeignPage]:
    """The pages of Jekyll with the texts that it keeps apart by language, each other language as a translation."""
    found = []
    own = next(iter(source.languages), "")
    words = {language: jekyll.words_of(source.project, language) for language in source.languages}
    for page in pages:
        keys = {**page.keys, "url": f"/{address_of(page, source)}"}
        for language in source.languages:
            body = jekyll.written_out(page.body, keys, source.project, language, words[language])
            known = words[language].get(page.keys.get("title", ""), "")
            # A page that names no text is the same in every language.
            if language != own and body == page.body:
                continue
            title = known or ("" if "title" in page.keys else first_heading(body)) or page.front.title
            stem, _, ending = page.path.rpartition(".")
            path = page.path if language == own else f"{stem}.{language_of(language)}.{ending}"
            found.append(replace(page, path=path, front=replace(page.front, title=title), body=body))
    return found if own else pages


def without_own_suffix(pages: Sequence[ForeignPage], source: Source) -> list[ForeignPage]:
    """Pages of which those in the site's own language do not say it: `late.en.md` beside `late.de.md` is `late.md`."""
    suffixes = Counter(language for page in pages if (language := _suffix_of(page.path)))
    paths = {page.path for page in pages}
    if not suffixes or 2 * suffixes.total() < len(pages):
        return list(pages)
    folders = {language: dict.fromkeys(map(str, range(count)), "") for language, count in suffixes.items()}
    own = _default_of(source, folders)
    shorter = {path: path.replace(f".{own}.", ".") for path in paths if _suffix_of(path) == own}
    return [
        replace(page, path=shorter[page.path]) if shorter.get(page.path, page.path) not in paths else page
        for page in pages
    ]


def _suffix_of(path: str) -> str:
    """The language before the ending of a file; empty for none."""
    parts = posixpath.basename(path).split(".")
    return parts[-2] if len(parts) > 2 and language_of(parts[-2]) == parts[-2] else ""


def _of_originals(translations: Sequence[ForeignPage], originals: Sequence[ForeignPage]) -> list[ForeignPage]:
    """Those that have the path of an original, or its name with another ending where no other has its path."""
    paths, names = {page.path for page in originals}, {_bare(page.path) for page in originals}
    exact = {_bare(page.path) for page in translations if page.path in paths}
    return [page for page in translations if page.path in paths or _bare(page.path) in names - exact]


def translations_among(pages: Sequence[ForeignPage], source: Source) -> tuple[Translations, str]:
    """Which pages translate which, and the folder of the originals where these lie in that of their language."""
    folders: dict[str, dict[str, str]] = {"": {}}
    for page in pages:
        first, _, rest = page.path.partition("/")
        folder = first if rest and language_of(first) else ""
        folders.setdefault(folder, {})[_bare(rest if folder else page.path)] = page.path
    named = [one for one in folders if one]
    default = _default_of(source, folders)
    found = _by_key(pages, default) | _by_suffix(pages)
    # Where the originals lie at the top, a page in a folder of a language translates no page of another such folder.
    for base in ("", default) if default else ("",):
        before = len(found)
        for folder in named:
            shared = folders[folder].keys() & folders[base].keys()
            if folder != base and 2 * len(shared) >= len(folders[folder]):
                for name in shared:
                    found.setdefault(folders[folder][name], (language_of(folder), folders[base][name]))
        if len(found) > before:
            break
    return found, default if any(one.startswith(f"{default}/") for _language, one in found.values()) else ""


def name_of(language: str) -> str:
    """A language by its own name, as a title; its code where nobody knows it."""
    from babel import Locale, UnknownLocaleError

    try:
        name = Locale.parse(language, sep="-").display_name or language
    except (UnknownLocaleError, ValueError):
        return language
    return name[:1].upper() + name[1:]


def language_of(folder: str) -> str:
    """The language that a folder is called by, as our files write it; empty for other names."""
    match = _FOLDER.fullmatch(folder)
    if match is None or match[1].lower() not in _CODES:
        return ""
    return match[1].lower() + (f"-{match[2]}" if match[2] else "")


def beside(target: str, language: str) -> str:
    """Where a translation lies: beside its original."""
    return f"{target.removesuffix('.md')}.{language}.md"


def _default_of(source: Source, folders: Mapping[str, Mapping[str, str]]) -> str:
    """The folder of the language that the tool's settings name, else English, else the one with most pages."""
    said = ""
    for name in ("docusaurus.config.js", "docusaurus.config.ts", "hugo.toml", "hugo.yaml", "mkdocs.yml", "_config.yml"):
        match = _DEFAULT.search(text_in(source.project, source.project / name))
        said = said or (match[1] or match[2] if match else "")
    named = sorted((one for one in folders if one), key=lambda one: -len(folders[one]))
    wanted = [one for one in named if said and one.lower() == said.lower()]
    wanted += [one for one in named if language_of(one).partition("-")[0] == "en"]
    return next(iter([*wanted, *named]), "")


def _by_key(pages: Sequence[ForeignPage], default: str) -> Translations:
    """Pages that say their language, and by a key of their own what they translate."""
    groups: dict[str, dict[str, str]] = {}
    for page in pages:
        key = next((page.keys[name] for name in _SAME if page.keys.get(name)), "")
        language = language_of(page.keys.get("lang", page.keys.get("language", page.keys.get("locale", ""))))
        if key and language:
            groups.setdefault(key, {})[language] = page.path
    counts = Counter(language for group in groups.values() for language in group)
    own = language_of(default) or ("en" if "en" in counts else next(iter(dict(counts.most_common(1))), ""))
    return {
        path: (language, group[own])
        for group in groups.values()
        for language, path in group.items()
        if own in group and language != own
    }


def _by_suffix(pages: Sequence[ForeignPage]) -> Translations:
    """Pages with their language before the ending, beside one of the same name without it."""
    paths = {page.path for page in pages}
    suffixes = ((path, language) for path in sorted(paths) if (language := _suffix_of(path)))
    named = {path: (language, path.replace(f".{language}.", ".")) for path, language in suffixes}
    return {path: (language, original) for path, (language, original) in named.items() if original in paths}


def _bare(path: str) -> str:
    """What the files of a page in all languages share: the path, or the number that a desk gave the article."""
    folder, name = posixpath.split(path)
    number = _NUMBER.match(name)
    return posixpath.join(folder, number[0] if number else Path(name).stem).lower()
