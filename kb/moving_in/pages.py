"""The articles of a folder as they were written, and the files that they become."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from kb.articles.status import Status
from kb.clock import now_here
from kb.moving_in import jekyll
from kb.moving_in.excluded import cascades_of, excluded_by, led_down, plain_keys, unlisted
from kb.moving_in.found import files_in, read_in, reported
from kb.moving_in.front_matter import FrontMatter, read, split
from kb.moving_in.navigation import navigation_of
from kb.moving_in.redirects import leading_on
from kb.moving_in.tools import Source
from kb.text import count_of, one_line, slugify

_KINDS = (".md", ".mdx", ".markdown")
_INDEX = ("index", "readme", "_index")
_SKIPPED = {"node_modules", "snippets", "_snippets", "partials", "_includes", "_layouts", "dist", "build", "_site"}
_SKIPPED_ANYWHERE = {"node_modules", "_snippets", "_includes", "_layouts", "_site"}
"""Folders that hold machinery however deep they lie; a topic may be called as the others are."""
_NO_ARTICLE = {"summary", "toc", "_sidebar", "_navbar", "agents", "claude", "metadata", "pull_request_template", "404"}
_OF_REPOSITORY = {"license", "contributing", "code-of-conduct", "code_of_conduct", "changelog", "security"}
"""What stands at the top of any repository; in a folder of pages it is one of them."""
_NUMBER = re.compile(r"^(\d{1,4})(?:[-_.]\s*|\s+)(?=[^\d\s])")
_MARKS = re.compile(r"(?<!\s)\s*+\{[^{}]*+\}\s*+$|<[^<>]+>|[*`]|\[!(?:DNL|UICONTROL)\s([^\[\]]*+)\]")
"""What is no word of a heading."""
_LANGUAGE = re.compile(r"\.(?=[a-z]{2}(?:-[A-Za-z]{2,4})?$)")
_CAPITALS = {
    "faq": "FAQ",
    "faqs": "FAQs",
    "api": "API",
    "ios": "iOS",
    "macos": "macOS",
    "sso": "SSO",
    "sdk": "SDK",
    "cli": "CLI",
}
_TITLE_WORD = re.compile(r"[^\W\d_]\w*")
_SHOWN = 5
TRANSLATED = "docusaurus-plugin-content-docs/current"
"""Where Docusaurus keeps the translations of its texts, below a folder for each language."""
_SEARCH_PAGE = "search"
_MACHINES = ("search", "404")
"""Layouts that fill an empty page."""


@dataclass(frozen=True)
class ForeignPage:
    """One article as it was written."""

    path: str
    """Below the content folder of the source."""
    front: FrontMatter
    body: str
    index: bool = False
    """Whether it stands for its folder."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """What its front matter says, as written."""


def pages_of(source: Source, missing: Status, problems: list[str]) -> list[ForeignPage]:
    """Every article below the content folder, those of a tool's own machinery left out."""
    navigation, now = navigation_of(source), now_here()
    paths = sorted(_files(source, navigation.pages))
    with_index = {
        posixpath.dirname(path) for path in paths if posixpath.basename(path).startswith(("index.", "_index."))
    }
    cascades = dict(cascades_of(source, paths))
    excluded = excluded_by(source)
    found = []
    for path in paths:
        with reported(problems, path):
            text = read_in(source.content, source.content / path)
            keys, body = split(text.replace("\r\n", "\n"), source.tool)
            keys = {**led_down(cascades, path), **keys}
            body = body if body.strip() else leading_on(keys)
            if not body and keys.get("layout") in _MACHINES:
                continue
            front = read(plain_keys(keys, source.tool), missing, now)
            if front.status is Status.PUBLIC and (reason := excluded(path) or unlisted(source, path, navigation.pages)):
                front = replace(front, status=Status.DRAFT, held=reason)
            said = {key: value for key, value in keys.items() if isinstance(value, str)}
            name = path.rpartition("/")[2].rpartition(".")[0]
            number = _NUMBER.match(name)
            name, _, language = name.partition(".") if _LANGUAGE.search(name) else (name, "", "")
            place, title = navigation.found(path, language)
            # A readme beside an index is a page like every other.
            index = name.lower() in _INDEX and not (name.lower() == "readme" and posixpath.dirname(path) in with_index)
            if source.tool == "Docusaurus":
                # There an id is the name of a page in its folder.
                front = replace(front, id="", address=front.address or ("" if index else said.get("id", "")))
            title = front.title or first_heading(body) or title or ("" if index else words_of(name))
            given = front.order or place or (int(number[1]) if number and source.tool != "Jekyll" else 0)
            found.append(ForeignPage(path, replace(front, title=title, order=given), body, index, said))
    return found


def left_out(folder: Path, source: Source, pages: list[ForeignPage]) -> list[str]:
    """A line for the texts below a folder that are no articles here: machinery, partials, and what lies elsewhere."""
    came = {source.content / page.path for page in pages}
    rest = [one for one in files_in(folder, _is_shown) if one.name.endswith(_KINDS) and one not in came]
    rest = [one for one in rest if TRANSLATED not in one.as_posix()]
    inside = [one for one in rest if one.is_relative_to(source.content)]
    lines = []
    if len(rest) > len(inside):
        where = source.content.relative_to(folder) if source.content.is_relative_to(folder) else source.content
        lines.append(
            f"Left out: {count_of(len(rest) - len(inside), 'text')} outside of {where}; import a folder of its own to "
            "bring them in."
        )
    if inside:
        shown = ", ".join(one.relative_to(source.content).as_posix() for one in sorted(inside)[:_SHOWN])
        more = f" and {len(inside) - _SHOWN} more" if len(inside) > _SHOWN else ""
        lines.append(f"Left out as parts or machinery of the tool: {shown}{more}.")
    return lines


def _files(source: Source, named: Container[str]) -> Iterator[str]:
    top = source.content

    def enters(folder: Path) -> bool:
        if source.tool == "Docusaurus" and folder.name.startswith("_"):
            return False
        if source.tool == "Jekyll" and folder.parent == top and folder.name.startswith("_"):
            return folder.name in source.collections
        return _is_shown(folder) and folder.name not in (_SKIPPED if folder.parent == top else _SKIPPED_ANYWHERE)

    for path in files_in(top, enters):
        stem, at_top = path.stem, path.parent == top
        if path.suffix not in _KINDS or not _is_shown(path):
            continue
        partial = stem.startswith("_") and stem.lower() not in _INDEX
        machinery = stem.lower() in _NO_ARTICLE and (at_top or stem.lower() in ("toc", "summary"))
        of_repository = stem.lower() in _OF_REPOSITORY and at_top and top == source.project
        machinery |= of_repository and stem not in named and path.name not in named
        of_project = at_top and stem == "README" and source.tool in ("ExL", "Jekyll")
        if not partial and not machinery and not of_project:
            yield path.relative_to(top).as_posix()


def _is_shown(path: Path) -> bool:
    return not path.name.startswith(".")


def words_of(name: str) -> str:
    """The name of a file or a folder as a title."""
    words = re.sub(r"[-_]+", " ", _NUMBER.sub("", name)).strip()
    if any(letter.isupper() for letter in words):
        return one_line(words)
    shown = " ".join(_CAPITALS.get(word, word) for word in words.split())
    return (
        shown[:1].upper() + shown[1:]
        if shown[:1].islower() and shown.split(" ")[0] not in _CAPITALS.values()
        else shown
    )


def spellings_of(titles: Iterable[str]) -> dict[str, str]:
    """How titles write each word inside of them, as `IoT`; not what they write small as often."""
    counts: dict[str, Counter[str]] = {}
    for title in titles:
        for word in _TITLE_WORD.findall(title)[1:]:
            counts.setdefault(word.lower(), Counter())[word] += 1
    found = {word: forms.most_common(1)[0] for word, forms in counts.items()}
    return {word: form for word, (form, count) in found.items() if form != word and 2 * count > counts[word].total()}


def spelt(title: str, spellings: Mapping[str, str]) -> str:
    """A title that was made from a name, its words as the articles write them."""
    words = title.split()
    first, *rest = [spellings.get(word.lower(), word) for word in words]
    return " ".join([first if first[:1].isupper() else words[0], *rest])


def first_heading(body: str) -> str:
    """The words of the heading that stands for the title of a page; empty where it has none."""
    match = re.search(
        r"^#[ \t]+(\S.*)$|^(\S.*)\n=+[ \t]*$", re.sub(r"```.*?```", "", body, flags=re.DOTALL), re.MULTILINE
    )
    if match is None:
        return ""
    return one_line(_MARKS.sub(r"\1", match[1] or match[2]))


def targets_of(pages: list[ForeignPage], source: Source) -> dict[str, str]:
    """Our file of each page, below the articles folder; numbers that only order are left out of names."""
    taken: Counter[str] = Counter()
    folders = {folder_of(posixpath.dirname(page.path)) for page in pages}
    folders |= {parent for folder in folders for parent in _parents(folder)}
    found: dict[str, str] = {}
    for page in pages:
        folder, name = posixpath.split(page.path)
        folder, stem = folder_of(folder), name.rpartition(".")[0]
        if page.index:
            target = posixpath.join(folder, "_index.md")
        else:
            stem = _stem(stem, page.front.address, source)
            beside = posixpath.join(folder, stem)
            # A page beside a folder of its name is that folder's own.
            target = f"{beside}/_index.md" if beside in folders else f"{beside}.md"
        first, slash, rest = target.partition("/")
        if first.removesuffix(".md") == _SEARCH_PAGE:
            # The site has a page of its own there.
            target = f"{first.removesuffix('.md')}-help{slash}{rest}" + ("" if slash else ".md")
        taken[target.casefold()] += 1
        if taken[target.casefold()] > 1:
            own, number = target.removesuffix(".md").removesuffix("/_index"), taken[target.casefold()]
            # What describes a folder stays in it.
            within = f"{posixpath.basename(own)}/" if page.index and own != "_index" else ""
            target = f"{posixpath.dirname(own)}/{within}{posixpath.basename(own)}-{number}.md".lstrip("/")
        found[page.path] = target
    return found


def _stem(stem: str, address: str, source: Source) -> str:
    last = address.rstrip("/").rpartition("/")[2].removesuffix(".html")
    if last and ":" not in last and slugify(last):
        return slugify(last)
    parts = _LANGUAGE.split(_NUMBER.sub("", stem) if source.tool == "Docusaurus" else stem)
    return ".".join([slugify(parts[0]) or "article", *parts[1:]])


def folder_of(folder: str) -> str:
    """Our folder of one of theirs, both below the articles."""
    parts = [part.lstrip("_.") for part in folder.split("/") if part]
    return "/".join(slugify(_NUMBER.sub("", part)) or slugify(part) or "more" for part in parts)


def _parents(folder: str) -> Iterator[str]:
    while "/" in folder:
        folder = folder.rpartition("/")[0]
        yield folder


def address_of(page: ForeignPage, source: Source) -> str:
    """Where a page stood on its old site, without slashes at the ends."""
    given = re.sub(r"^https?://[^/]+", "", page.front.address).strip("/").removesuffix(".html")
    whole = page.front.address.startswith("/") or source.tool == "Jekyll" or (source.tool == "Hugo" and "/" in given)
    if page.front.address.strip() == "/":
        return source.base
    if given and whole and ":" not in given:
        return f"{source.base}/{given}".strip("/") if source.tool == "Docusaurus" else given
    if page.path.partition("/")[0] in source.collections:
        return jekyll.address_of(page.path, page.keys, source.collections)
    parts = page.path.rpartition(".")[0].split("/")
    if page.index:
        parts.pop()
    if source.tool == "Docusaurus":
        parts = [_NUMBER.sub("", part) for part in parts]
    if given and parts:
        parts[-1] = given
    return "/".join([source.base, *parts]).strip("/")
