"""Where the links and pictures of a text lead, by the rules of its tool, and where that is now."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from urllib.parse import quote, unquote

from kb.addresses import parts_of_address
from kb.files import digest
from kb.moving_in.found import files_in, lies_in
from kb.moving_in.pages import folder_of
from kb.moving_in.tools import Source
from kb.text import slugify

_ADDRESS = re.compile(
    r"""(?P<before>\]\(\s*)(?:<(?P<angle>[^<>\n]+)>|(?P<inline>(?:[^()\s<>]|\([^()\s]*\))+))(?P<after>(?:\s+(?:"[^"\n]*"|'[^'\n]*'))?(?:\s*=\d*x?\d*)?\s*\))
    |(?P<name>^[ ]{0,3}\[(?!\^)[^\]\n]+\]:\s*)<?(?P<below>[^\s<>]+)>?
    |(?P<html>\b(?:href|src)\s*=\s*)(?P<quote>["'])(?P<value>[^"'\n]+)["']""",
    re.VERBOSE | re.MULTILINE,
)
_WIKI = re.compile(r"(!?)\[\[([^\[\]|#\n]*)(#[^\[\]|\n]*)?(?:\\?\|([^\[\]\n]*))?\]\](?!\()")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_SIZE = re.compile(r"(?<!\s)\s*+=(\d*+)x?\d*+\s*+\)$")
_NUMBERED = re.compile(
    r"/(articles?|answers?|sections|categories|folders|collections|category|collection)/(\d+)(?=[-/?#]|$)"
)
_SUFFIX = re.compile(r"\.[a-z]{2}(?:-[A-Za-z]{2})?\Z")
_REPOSITORY = re.compile(
    r"https?://(?:raw\.githubusercontent\.com/[^/\s]+/[^/\s]+/(?:refs/heads/)?[^/\s]+"
    r"|(?:www\.)?github\.com/[^/\s]+/[^/\s]+/(?:raw|blob)/[^/\s]+|gitlab\.com/[^\s]+?/-/(?:raw|blob)/[^/\s]+)/"
)
"""What stands before the path of a file where a repository is shown on the web."""
_OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg")
_TEXTS = (".md", ".mdx", ".markdown")
_PAGES = ("", ".md", ".mdx", ".markdown", "/index.md", "/index.mdx", "/README.md", "/_index.md", "/readme.md")


@dataclass
class Places:
    """Every article and file of a source, by the names that links have for them."""

    source: Source
    targets: dict[str, str]
    """Our file of each source file, both below their folders."""
    addresses: dict[str, str] = field(default_factory=dict)
    """The source file of each old address, without slashes at its ends."""
    desk: bool = False
    """Whether the source is an export of a desk, in which articles are linked by their whole addresses."""
    numbers: Mapping[str, str] = field(default_factory=dict)
    """Of a desk, the source file of `article 12`, and the folder of `topic 5`, as addresses have the numbers."""
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    """The pictures that stood in texts themselves, by the address that is written there now."""
    files: dict[str, Path | bytes] = field(default_factory=dict)
    """Files to bring along, by where they will lie below the articles folder."""
    tops: dict[str, frozenset[str]] = field(default_factory=dict)
    """The anchors of a source file's own title, which lead to the top of its page."""
    counts: Counter[str] = field(default_factory=Counter)
    missing: Counter[str] = field(default_factory=Counter)
    """Links that lead nowhere, as they were written."""

    def __post_init__(self) -> None:
        self.folded = {path.casefold(): path for path in self.targets}
        self.topics = {one.rpartition("/")[0] for one in self.targets.values()} - {""}
        self.topics |= {one[:at] for one in self.topics for at, sign in enumerate(one) if sign == "/"}
        names: dict[str, list[str]] = {}
        for path in self.targets:
            names.setdefault(slugify(path.rpartition("/")[2].rpartition(".")[0]), []).append(path)
        self.named = {name: paths[0] for name, paths in names.items() if len(paths) == 1 and len(name) > 2}
        self.wiki = {name: min(paths, key=len) for name, paths in names.items()}

    def mended(self, text: str, path: str) -> str:
        """A text of a source file, whose links lead to where everything lies now."""

        def mend(match: re.Match[str]) -> str:
            group = next(name for name in ("angle", "inline", "below", "value") if match[name] is not None)
            led = self.led(match[group], path)
            if group in ("angle", "inline"):
                written = f"<{led}>" if " " in led else led
                after = _SIZE.sub(lambda size: f"){{width={size[1]}}}" if size[1] else ")", match["after"])
                return f"{match['before']}{written}{after}"
            return (
                f"{match['name']}{led}" if group == "below" else f"{match['html']}{match['quote']}{led}{match['quote']}"
            )

        return _WIKI.sub(lambda link: self._wiki(link, path), _ADDRESS.sub(mend, text))

    def led(self, address: str, path: str) -> str:
        """An address of a source file as ours writes it; as it was where nothing is found."""
        address, own = self._from_here(address, path), self.source.site
        if not address or address.startswith("#") or _OUTSIDE.match(address) or "{{" in address:
            return address
        if address in self.pictures:
            where = f"media/{posixpath.basename(address)}"
            self.files[where] = self.pictures[address]
            return quote(posixpath.relpath(where, posixpath.dirname(self.targets[path]) or "."))
        bare, mark, anchor = re.fullmatch(r"([^?#]*)(?:\?[^#]*)?(#?)(.*)", address, re.DOTALL).groups()  # type: ignore[union-attr]  # it matches everything
        anchor = re.sub(r"^lang=\w+$", "", anchor)
        page = self.find_page(bare, path)
        file = None if page is not None else self.find_file(bare, path)
        if file is not None and file.is_relative_to(self.source.content):
            # A page by the path of its file, from wherever that is written, is no file to bring along.
            below = file.relative_to(self.source.content).as_posix()
            page = below if below in self.targets else None
        if file is not None and file.suffix in _TEXTS:
            # A text that is no page there would be an article here.
            file = None
        here = posixpath.dirname(self.targets[path]) or "."
        if page is not None and anchor in self.tops.get(page, ()):
            mark = anchor = ""
        if page is not None:
            self.counts["links mended"] += 1
            return quote(posixpath.relpath(self.targets[page], here)) + (f"{mark}{anchor}" if anchor else "")
        if file is not None:
            where = self._brought(file)
            return quote(posixpath.relpath(where, here)) + (f"{mark}{anchor}" if anchor else "")
        topic = self._topic(bare, path) if bare.strip("./") else ""
        if topic:
            self.counts["links mended"] += 1
            return quote(posixpath.relpath(f"{topic}/_index.md", here))
        if own and bare.startswith("/"):
            self.counts["links to the old site"] += 1
            return own + address.lstrip("/")
        self.missing[bare] += 1
        return address

    def _from_here(self, address: str, path: str) -> str:
        """An address without the site or the repository before it, where what it names lies in the source."""
        address = _ESCAPED.sub(r"\1", address.replace("{{ site.baseurl }}", "").replace("{{site.baseurl}}", ""))
        own = self.source.site
        at = parts_of_address(address) if address.startswith(("http://", "https://")) else None
        if at and self.desk and (at.path.strip("/") in self.addresses or self._numbered(at.path)):
            address = f"{at.path}{f'#{at.fragment}' if at.fragment else ''}"
        if own and address.startswith(own) and self.find_page("/" + address.removeprefix(own), path):
            address = "/" + address.removeprefix(own)
        in_repository = _REPOSITORY.match(address)
        if in_repository:
            # Written for readers elsewhere, while the file itself lies here.
            below = f"/{address[in_repository.end() :]}"
            # Every repository has a file such as README.md at its top, so a path says more than a name.
            deep = "/" in below.partition("#")[0].strip("/")
            here = deep and (self.find_page(below, path) or self.find_file(below.partition("#")[0], path))
            address = below if here else address
        return address

    def find_page(self, bare: str, path: str) -> str | None:
        """The source file of the page that an address of another one means."""
        bare = unquote(bare)
        if not bare.strip("/") and bare.startswith("/"):
            return self.addresses.get("")
        numbered = self._numbered(bare) if self.desk else ""
        if numbered and not numbered.endswith("/"):
            return numbered
        for where in self._candidates(bare, path):
            found = self.addresses.get(where)
            if found is None:
                stem = re.sub(r"\.(?:html?|mdx?|markdown)$", "", where)
                tried = (
                    where,
                    *(stem + ending for ending in _PAGES),
                    # The file of the site's own language, named as it is there.
                    f"{_SUFFIX.sub('', stem)}.md",
                    posixpath.join(stem, posixpath.basename(stem) + ".md"),
                )
                found = next((self.folded[one.casefold()] for one in tried if one.casefold() in self.folded), None)
                found = found or self.addresses.get(stem)
            if found is not None:
                return found
        name = re.sub(r"\.(?:html?|mdx?|markdown)$", "", bare.rstrip("/").rpartition("/")[2])
        return None if "." in name else self.named.get(slugify(name))

    def _numbered(self, bare: str) -> str:
        """The source file of an article, or the folder of a topic, whose number an address of a desk holds."""
        number = _NUMBERED.search(bare)
        kind = "article" if number and number[1].startswith("a") else "topic"
        return self.numbers.get(f"{kind} {number[2]}", "") if number else ""

    def _topic(self, bare: str, path: str) -> str:
        """Our folder of the topic that an address means, where no page stands for it; empty for none."""
        numbered = self._numbered(bare) if self.desk else ""
        if numbered.rstrip("/") in self.topics:
            return numbered.rstrip("/")
        for where in self._candidates(unquote(bare), path):
            folder = folder_of(where)
            if folder and folder in self.topics:
                return folder
        return ""

    def _candidates(self, bare: str, path: str) -> Iterator[str]:
        """The paths below the content that an address may mean, the likeliest first."""
        folder = posixpath.dirname(path)
        if bare.startswith("/"):
            whole = bare.strip("/")
            yield whole
            for first in (self.source.base, self.source.content.name, "docs"):
                if first and whole.startswith(f"{first}/"):
                    yield whole.removeprefix(f"{first}/")
            yield re.sub(r"^(?:[a-z]{2}(?:-[a-z]{2})?|docs)/", "", whole)
            yield f"{path.partition('/')[0]}/{whole}"
            return
        beside = posixpath.normpath(posixpath.join(folder, bare))
        yield _within(beside)
        # Out of the content folder, and into it again by its name.
        yield _within(beside).removeprefix(f"{self.source.content.name}/")
        stem = path.rpartition(".")[0]
        # Where each page is a folder of the site, links are written from inside of it.
        yield _within(posixpath.normpath(posixpath.join(stem, bare)))
        yield _within(posixpath.normpath(bare))
        # Below a folder for each language, or each product, addresses often begin behind it.
        yield _within(posixpath.normpath(posixpath.join(path.partition("/")[0], bare)))
        yield _within(posixpath.normpath(posixpath.join(self.source.base, bare)))
        yield _within(posixpath.join(self.source.base, beside))

    def find_file(self, bare: str, path: str) -> Path | None:
        """The picture or download that an address of a source file means."""
        bare = unquote(bare)
        here = self.source.content / posixpath.dirname(path)
        tops = (*self.source.static, self.source.content, self.source.project)
        if bare.startswith(("/", "@")):
            whole = re.sub(r"^@(?:site|/|source/|alias/)?/*", "", bare).lstrip("/")
            first = (self.source.base, self.source.content.name, "docs", "static", "public")
            cut = [whole.removeprefix(f"{name}/") for name in first if name and whole.startswith(f"{name}/")]
            tried = [top / name for name in (whole, *cut) for top in tops]
        else:
            tried = [here / bare, self.source.content / path.rpartition(".")[0] / bare, *(top / bare for top in tops)]
        localised = [other for file in tried for other in _in_a_language(file, path)]
        for one in (*tried, *localised):
            place = Path(posixpath.normpath(one.as_posix()))
            try:
                if place.is_file() and not place.is_symlink() and lies_in(self.source.project, place):
                    return place
            except (OSError, ValueError):
                continue
        return self._by_end(bare)

    def _brought(self, file: Path) -> str:
        """Where a file will lie: as in the source, or under `media/` where it comes from outside of the content."""
        if file.is_relative_to(self.source.content):
            where = "/".join(part.lstrip(".") for part in file.relative_to(self.source.content).parts)
        else:
            where = f"media/{file.name}"
            if self.files.get(where, file) != file:
                where = f"media/{file.stem}-{digest(file.as_posix())[:6]}{file.suffix}"
        self.files[where] = file
        return where

    def _wiki(self, link: re.Match[str], path: str) -> str:
        # In a table the bar before the words is written with a backslash.
        shown, name = link[1], link[2].strip().rstrip("\\")
        heading, words = (link[3] or "").lstrip("#").rstrip("\\"), (link[4] or "").strip()
        here = posixpath.dirname(self.targets[path]) or "."
        if shown and name.lower().endswith(_PICTURES):
            file = self.find_file(name, path) or self._anywhere(name)
            if file is None:
                self.missing[name] += 1
                return f"![{words}]({quote(name)})"
            self.counts["links mended"] += 1
            width = re.match(r"\d+", words)
            size = f"{{width={width[0]}}}" if width else ""
            alt = file.stem.replace("-", " ") if width or not words else words
            return f"![{alt}]({quote(posixpath.relpath(self._brought(file), here))}){size}"
        page = self.find_page(name, path) or self.wiki.get(slugify(name.rpartition("/")[2])) if name else path
        shown_as = words or name.rpartition("/")[2] or heading
        shown_as = f"{shown_as} \u203a {heading}" if heading and name and not words else shown_as
        if page is None:
            self.missing[name] += 1
            return shown_as
        self.counts["links mended"] += 1
        anchor = f"#{slugify(heading.rpartition('#')[2])}" if heading and not heading.startswith("^") else ""
        target = "" if page == path and anchor else quote(posixpath.relpath(self.targets[page], here))
        return f"[{shown_as}]({target}{anchor})"

    @cached_property
    def _everything(self) -> dict[str, list[str]]:
        """The paths of all files of the project but its texts, by their names."""
        found: dict[str, list[str]] = {}
        for path in files_in(self.source.project):
            if path.suffix not in (".md", ".mdx"):
                found.setdefault(path.name.casefold(), []).append(path.as_posix())
        return found

    def _by_end(self, bare: str) -> Path | None:
        """The one file of the project whose path ends with an address, as a tool's own tags shorten it."""
        end = re.sub(r"^(?:\.{1,2}/|[@~]/?)*", "", bare).strip("/").casefold()
        if "." not in posixpath.basename(end):
            return None
        named = self._everything.get(posixpath.basename(end), [])
        found = [one for one in named if one.casefold().endswith(f"/{end}")]
        return Path(found[0]) if len(found) == 1 else None

    def _anywhere(self, name: str) -> Path | None:
        named = self._everything.get(posixpath.basename(name).casefold(), [])
        return Path(named[-1]) if named else None


def _in_a_language(file: Path, path: str) -> Iterator[Path]:
    """A picture as sites in several languages name it: `box.de.png`, first that of the page that shows it."""
    own = _SUFFIX.search(path.rpartition(".")[0])
    for language in (own[0] if own else "", ".en"):
        yield file.with_name(f"{file.stem}{language}{file.suffix}") if file.suffix and language else file


def _within(path: str) -> str:
    return re.sub(r"^(?:\.\./)+", "", path).strip("/").removeprefix("./")
