"""The files of categories: what a folder is called, in every language that the source names it in."""

from __future__ import annotations

import json
import posixpath
import re
from dataclasses import replace

from kb.articles.status import Status
from kb.moving_in.found import text_in
from kb.moving_in.front_matter import FrontMatter
from kb.moving_in.moving_plan import MovingPlan
from kb.moving_in.navigation import navigation_of
from kb.moving_in.pages import ForeignPage, spellings_of, spelt, words_of
from kb.moving_in.tools import Source
from kb.text import one_line, slugify


def name_categories(
    plan: MovingPlan,
    source: Source,
    pages: list[ForeignPage],
    categories: dict[str, FrontMatter],
    translated: dict[str, dict[str, FrontMatter]],
) -> None:
    """A file for each folder that holds articles, so that its title is there to be mended."""
    ours = {posixpath.dirname(path) for path in plan.texts}
    ours |= {parent for folder in ours for parent in above(folder)}
    named: dict[str, str] = {}
    spellings, navigation = spellings_of(page.front.title for page in pages), navigation_of(source)
    for page in pages:
        folder = posixpath.dirname(page.path)
        while folder:
            named.setdefault("/".join(slugify(part.lstrip("_")) or part for part in folder.split("/")), folder)
            folder = posixpath.dirname(folder)
    for folder in sorted(ours - {""}):
        theirs = next((one for name, one in named.items() if _same(name, folder)), folder)
        said = categories.get(folder) or _category_file(source, theirs)
        if theirs in navigation.folders:
            # What is called so at the side may begin with a page that is called "Overview".
            said = replace(said or FrontMatter(), title=navigation.folders[theirs])
            for language, titles in navigation.translations.items():
                if said.title in titles:
                    translated.setdefault(folder, {})[language] = FrontMatter(title=titles[said.title])
        if said is None:
            plan.report.guessed.append(folder)
            said = FrontMatter(title=spelt(words_of(posixpath.basename(theirs)), spellings))
        lines = [f"title: {json.dumps(said.title or words_of(posixpath.basename(theirs)), ensure_ascii=False)}"]
        lines += [f"summary: {json.dumps(said.summary, ensure_ascii=False)}"] if said.summary else []
        order = said.order or navigation.first_in(theirs)
        lines += [f"order: {order}"] if order else []
        lines += ["status: internal"] if said.status is Status.INTERNAL else []
        lines += [f"translations: {_translations(translated[folder])}"] if folder in translated else []
        plan.texts[f"{folder}/_index.md"] = "---\n" + "\n".join(lines) + "\n---\n"
        plan.report.categories += 1


def _translations(words: dict[str, FrontMatter]) -> str:
    """The words of a category in other languages, by language."""
    said = {
        language: {"title": front.title} | ({"summary": front.summary} if front.summary else {})
        for language, front in sorted(words.items())
        if front.title
    }
    return json.dumps(said, ensure_ascii=False)


def _same(name: str, folder: str) -> bool:
    # What begins with a number may be a version, which is no order.
    parts = zip(name.split("/"), folder.split("/"), strict=False)
    deep = name.count("/") == folder.count("/")
    return deep and all(ours in (theirs, re.sub(r"^\d+-", "", theirs)) for theirs, ours in parts)


def above(folder: str) -> list[str]:
    """The folders that a path lies in, the outermost first."""
    parts = folder.split("/")
    return ["/".join(parts[:number]) for number in range(1, len(parts))]


def _category_file(source: Source, folder: str) -> FrontMatter | None:
    """What `_category_.json` of Docusaurus, or `.pages` of MkDocs, says of a folder."""
    for name in ("_category_.json", "_category_.yml", "_category_.yaml", ".pages"):
        text = text_in(source.project, source.content / folder / name)
        label = re.search(r"^\s*\"?(?:label|title)\"?\s*:\s*[\"']?([^\"'\n,]+)", text, re.MULTILINE)
        order = re.search(r"\"?position\"?\s*:\s*(\d{1,5})", text)
        about = re.search(r"\"?description\"?\s*:\s*[\"']([^\"'\n]+)", text)
        if label:
            return FrontMatter(
                title=one_line(label[1]), order=int(order[1]) if order else 0, summary=about[1] if about else ""
            )
    return None
