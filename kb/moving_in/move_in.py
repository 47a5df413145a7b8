"""Moving in: everything that a folder or an export becomes in a desk, planned first, and written only then."""

from __future__ import annotations

import contextlib
import os
import posixpath
import re
import shutil
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from kb.articles.article import address_slug, alias_of
from kb.articles.status import Status
from kb.changes import FileChange, make_changes
from kb.desk_files import place_in
from kb.errors import CannotRead, CannotWrite, KBError, reason
from kb.files import MOST_BYTES, real_path
from kb.folders import make_folder
from kb.moving_in.body import turn
from kb.moving_in.category_files import above, name_categories
from kb.moving_in.dokuwiki import Wiki, wiki_of
from kb.moving_in.exports import Export, export_of
from kb.moving_in.found import read_in, reported
from kb.moving_in.front_matter import FrontMatter, written
from kb.moving_in.moving_plan import MovingPlan, Report
from kb.moving_in.pages import ForeignPage, address_of, left_out, pages_of, targets_of, words_of
from kb.moving_in.places import Places
from kb.moving_in.redirects import redirects_of
from kb.moving_in.targets import apart, with_overviews, without_folder
from kb.moving_in.tools import Source, source_of
from kb.moving_in.translated import (
    beside,
    translations_among,
    with_other_folders,
    with_texts_by_language,
    without_own_suffix,
)
from kb.text import fold, one_line, slugify

_ELSEWHERE = re.compile(r"!\[[^\[\]\n]*\]\(<?https?://([^/\s()<>]+)")
_MUCH = 0.2
_FEWEST = 50
"""The share of its words without which a page is named, and how many these are at least."""
_H1 = re.compile(r"\A\s*+(?:#[ \t]++([^\n]++)|([^\n]++)\n=++[ \t]*+)(?:\n|\Z)")


class NothingToMoveIn(KBError):
    """A folder or a file that holds no article."""

    exit_code = 4
    page = "moving-in"

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} holds no article: name a folder of Markdown or a wiki, or an export of a desk as JSON or HTML."
        )


def plan_move_in(path: Path, missing: Status = Status.PUBLIC) -> MovingPlan:
    """What the articles of a folder or an export become; nothing is written yet."""
    if not path.exists():
        raise CannotRead(path, "there is no such file or folder")
    problems: list[str] = []
    wiki = wiki_of(path, problems)
    export = None if wiki else export_of(path, problems, missing)
    if wiki is not None:
        source, pages, categories = wiki.source, wiki.pages, {}
    elif export is not None:
        top = path if path.is_dir() else path.parent
        source = Source(export.tool, real_path(top), real_path(top), site=export.site)
        pages, categories = export.pages, dict(export.topics)
    elif path.is_dir():
        source = source_of(path)
        pages, categories = pages_of(source, missing, problems), {}
        pages = with_other_folders(pages, source, missing, problems)
        problems += left_out(real_path(path), source, pages)
        pages = with_texts_by_language(pages, source)
        pages = without_own_suffix(pages, source)
    else:
        raise NothingToMoveIn(path)
    if not pages:
        raise NothingToMoveIn(path)
    return _planned(source, pages, categories, problems, export or wiki)


def _planned(
    source: Source,
    pages: list[ForeignPage],
    categories: dict[str, FrontMatter],
    problems: list[str],
    export: Export | Wiki | None,
) -> MovingPlan:
    report = Report(source.tool or "Markdown", problems=problems)
    desk = export if isinstance(export, Export) else None
    others, own = ({}, "") if export else translations_among(pages, source)
    bodies = {page.path: _without_title(page) for page in pages}
    originals = [page for page in pages if page.path not in others]
    targets = {page.path: page.path for page in pages} if export else targets_of(originals, source)
    if own:
        targets = without_folder(targets, own.lower())
    targets, alone = apart(targets, {language for language, _original in others.values()})
    categories |= alone
    targets = with_overviews(originals, targets, bodies)
    targets |= {path: beside(targets[original], language) for path, (language, original) in others.items()}
    places = Places(
        source,
        targets,
        _addresses(pages, source, desk),
        desk=desk is not None,
        tops={page.path: _anchors_of_title(page) for page in pages},
        numbers=desk.numbers if desk else {},
        pictures=desk.pictures if desk else {},
    )
    led_on = {} if export else _led_on(source, places)
    plan = MovingPlan({}, places.files, report)
    taken = _taken_by(targets.values(), {language.lower() for language, _original in others.values()})
    words = {folder: dict(said) for folder, said in desk.translations.items()} if desk else {}
    for page in pages:
        language, original = others.get(page.path, ("", ""))
        if original and posixpath.basename(targets[original]) == "_index.md":
            words.setdefault(posixpath.dirname(targets[original]), {})[language] = page.front
            continue
        with reported(problems, page.path):
            keys = {**page.keys, "page.title": page.front.title}
            before = report.turned.words, report.turned.lost
            body = turn(bodies[page.path], page.path, keys, source, places, report.turned)
            problems += _thin(page, report.turned.words - before[0], report.turned.lost - before[1])
            old = [] if export else [_old_address(page, source, language), *led_on.get(page.path, ())]
            index = page.index and page.path not in others
            _place(plan, replace(page, index=index), body, targets[page.path], old, taken, categories)
    name_categories(plan, source, pages, categories, words)
    report.turned.lost += desk.lost if desk else 0
    _count(plan, places)
    return plan


def _count(plan: MovingPlan, places: Places) -> None:
    """Write into the report what only the whole plan shows."""
    report = plan.report
    report.links, report.missing = places.counts["links mended"], places.missing
    report.files = len(places.files)
    for text in plan.texts.values():
        report.elsewhere.update(_ELSEWHERE.findall(text))


def _thin(page: ForeignPage, words: int, lost: int) -> list[str]:
    """A line for a page of which much is gone: code showed it, which nobody can run here."""
    if lost < max(_FEWEST, _MUCH * words):
        return []
    return [f"{page.path} has lost {lost} of its {words} words, which code of the other site showed: write them in."]


def _taken_by(targets: Collection[str], languages: Collection[str]) -> set[str]:
    """The addresses that no alias may take: those of pages and categories, of search, and of each language."""
    folders = {folder for one in targets for folder in (*above(one), posixpath.dirname(one)) if folder}
    indexes = [f"{folder}/_index.md" for folder in folders]
    # The site has a search page of its own, whatever stood at its address before.
    taken = {"search", "/search", *(name for one in (*targets, *indexes) for name in _names_of(one))}
    # Each language has a home page and categories of its own below its name.
    taken |= {f"{language}/{folder}".rstrip("/") for language in languages for folder in (*folders, "")}
    return taken | {f"/{language}" for language in languages}


def _led_on(source: Source, places: Places) -> dict[str, list[str]]:
    """For each page the older addresses that the tool's settings lead to it, which links may still name."""
    found: dict[str, list[str]] = {}
    for old, new in redirects_of(source).items():
        page = places.find_page(f"/{new}", "")
        if page is not None and places.addresses.setdefault(old, page) == page:
            found.setdefault(page, []).append(old)
    return found


def _old_address(page: ForeignPage, source: Source, language: str) -> str:
    """Where a page stood; in Docusaurus the language of a translation comes before everything else."""
    folder, _, rest = page.path.partition("/")
    if language and f".{language}." in posixpath.basename(page.path):
        # Below the name of its language, where it stands here as well.
        return ""
    if language and source.tool == "Docusaurus":
        address = address_of(replace(page, path=rest), source)
        return f"{folder}/{address}" if address else ""
    return address_of(page, source)


def _addresses(pages: list[ForeignPage], source: Source, export: Export | None) -> dict[str, str]:
    if export:
        return {alias.strip("/"): page.path for page in pages for alias in page.front.aliases}
    found = {alias.strip("/"): page.path for page in pages for alias in page.front.aliases if "/" in alias}
    return found | {address_of(page, source): page.path for page in reversed(pages)}


def _without_title(page: ForeignPage) -> str:
    first = _H1.match(page.body)
    if first and page.front.title and fold(re.sub(r"[*`]", "", _words_of(first))) == fold(page.front.title):
        return page.body[first.end() :]
    return page.body


def _words_of(heading: re.Match[str]) -> str:
    return heading[1].rstrip(" \t").rstrip("#").rstrip(" \t") if heading[1] else heading[2]


def _anchors_of_title(page: ForeignPage) -> frozenset[str]:
    """What a title's own heading may be called in links; our pages have no anchor there."""
    first = _H1.match(page.body)
    own = re.search(r"\{ ?#([\w-]+)", _words_of(first)) if first else None
    return frozenset({slugify(page.front.title), *([own[1]] if own else [])} - {""})


def _names_of(target: str) -> set[str]:
    """What an article or a category is called in addresses: no alias may take it."""
    own = address_slug(target.removesuffix(".md").removesuffix("/_index"))
    return {own, f"/{own}", posixpath.basename(own)}


def _place(
    plan: MovingPlan,
    page: ForeignPage,
    body: str,
    target: str,
    old: list[str],
    taken: set[str],
    categories: dict[str, FrontMatter],
) -> None:
    """Put a page where it belongs: an article, a category, or both; `old` are addresses that it had."""
    report, folder = plan.report, posixpath.dirname(target)
    report.dropped += page.front.dropped
    index = page.index or posixpath.basename(target) == "_index.md"
    if index and folder:
        text = one_line(body) if posixpath.basename(target) == "_index.md" else ""
        title = page.front.title or words_of(posixpath.basename(posixpath.dirname(page.path)))
        categories[folder] = replace(page.front, title=title, summary=page.front.summary or text)
    if posixpath.basename(target) == "_index.md":
        return
    own = target.removesuffix(".md")
    given = [*page.front.aliases, *(one if "/" in one else f"/{one}" for one in old if one)]
    aliases = [
        alias
        for alias in {one.casefold(): one for one in map(alias_of, given)}.values()
        if alias and alias.casefold() not in taken and alias != folder
    ]
    taken.update(map(str.casefold, aliases))
    # A permanent address leads to one article.
    number = page.front.id if f"/a/{page.front.id}" not in taken else ""
    taken.add(f"/a/{number}")
    order = -1 if index and not page.front.order else page.front.order
    title = page.front.title or words_of(posixpath.basename(own))
    front = replace(page.front, aliases=tuple(aliases), order=order, title=title, id=number)
    plan.texts[target] = written(front) + body
    if len(plan.texts[target].encode()) > MOST_BYTES:
        report.problems.append(
            f"{page.path} is larger than {MOST_BYTES // 1000:,} KB, so nobody can read it here: part it."
        )
    report.articles += 1
    report.aliases += len(aliases)
    report.statuses[front.status] += 1
    report.held += [f"{target} ({front.held})"] if front.held else []


def move_in(plan: MovingPlan, articles: Path, *, over: bool = False) -> Report:
    """Write what is not there yet; a file with another content stays, unless it may be written over.

    The articles come in all together, as `make_changes` does it, the pictures before them. LeadsOutside, and nothing is
    written, where a link leads out of the folder above the articles.
    """
    report, changes = plan.report, list[FileChange]()
    # All of them are looked at first, so that a link stops everything before anything is written.
    where = {path: place_in(articles.parent, f"{articles.name}/{path}") for path in (*plan.texts, *plan.files)}
    for path, file in sorted(plan.files.items()):
        _copy(file, where[path])
    for path, text in sorted(plan.texts.items()):
        before = read_in(articles, where[path], MOST_BYTES) if os.path.lexists(where[path]) else None
        if before == text:
            report.unchanged += 1
        elif before is not None and not over:
            report.kept.append(path)
        else:
            changes.append(FileChange(path, before, text))
    report.new = len(changes)
    make_folder(articles)
    make_changes(articles, changes)
    return report


def _copy(file: Path | bytes, place: Path) -> None:
    """Copy a picture or a download, or write one, unless it is there; one that was cut short has another name."""
    temporary = place.with_name(f".{place.name}.{os.urandom(6).hex()}")
    try:
        size = len(file) if isinstance(file, bytes) else file.stat().st_size
        if place.is_file() and place.stat().st_size == size:
            return
        make_folder(place.parent)
        if isinstance(file, bytes):
            temporary.write_bytes(file)
        else:
            shutil.copyfile(file, temporary)
        temporary.replace(place)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise CannotWrite(place, reason(error)) from error
