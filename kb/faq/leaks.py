"""The last look before the FAQ is put in place: nothing that only agents may read stands in any file.

Lines are compared by their letters and digits alone, so that marks, tags and line breaks hide nothing. A page is cut
into blocks of eight letters, each read as one number; any line of agents' words that stands on it covers at least one
of them. So one look into a table tells for nearly every page that there is nothing to find, however many such lines
there are.
"""

from __future__ import annotations

import gzip
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from urllib.parse import unquote, unquote_to_bytes

from kb.articles.article import Article
from kb.articles.library import Library
from kb.faq.addresses import article_address, permanent_address
from kb.faq.articles.cached_article import again, text_key
from kb.faq.editions import is_shown
from kb.files import digest
from kb.markdown.document import blocks_named
from kb.markdown.doubts import HIDDEN
from kb.markdown.plain import plain_text
from kb.markdown.unseen import comments_in
from kb.text import unescape

LEAST_LETTERS = 20
"""A shorter line may be anybody's words."""
_BLOCK = 8
"""The letters that make one number of a machine; a line holds at least two such blocks, wherever it begins."""
_SEPARATORS = bytes.maketrans(b" \t\r\n\"'<>()[],;|?#", b"/" * 17)
"""What an address ends at."""
_TEXTS = ("html", "xml", "txt", "csv", "json", "md", "ics", "js", "css", "svg", "pf_fragment", "pf_meta", "pf_index")
_RUN = re.compile(r"[^\[\]()*_`<>|{}#~]{25,}")
"""A stretch of a line without marks, long enough to be nobody else's words."""
_TAG = re.compile(rb"(<[^>]*>?)")
"""A tag; what is never closed is none, and is looked for where the last one has ended."""
_ADDRESS = re.compile(r"(?<![^\s\"'<>()\[\],;|])[^\s\"'<>()\[\],;|]*/[^\s\"'<>()\[\],;|]*")
_UPWARDS = re.compile(r"^(?:\.\.?/)+")
_MARKUP = re.compile(r"^[ \t>]*(?:\d+[.)]|[-*+])[ \t]+|<[^<>]*>|\]\([^()]*\)|\{[^{}\n]*\}", re.MULTILINE)
"""What a reader does not see of a line: the number in a list, tags, where a link leads, attributes."""
_SIGNS = re.compile(b"&(?:amp|lt|gt|quot|#34|#39|#183|nbsp);")
"""Signs as pages write them, none of which stands for a letter: what is left is seldom worth a look at each."""
_NAME_END = 12
"""The last letters of a name, by which most pages are known to name none."""
_SIDE, _SIDE_END, _CURRENT = b'<nav class="side"', b"</nav>", b' aria-current="page"'
_SPACES = tuple(sign.encode() for sign in "\xa0\xad\u200b\u2009\u202f\u3000")
_SMALL = bytes(range(256)).lower()
_NOT_LETTERS = bytes(one for one in range(128) if not chr(one).isalnum())


@dataclass(frozen=True)
class Secret:
    """Something that must not be found, and the article it comes from."""

    needle: bytes
    source: str
    what: str


Hidden = tuple[int, str]
"""A line of an article that only agents see: its number in the file, and a stretch of it."""


def hidden_lines(article: Article) -> Iterator[Hidden]:
    """The lines of an article's hidden blocks and comments, that are long enough to be known again."""
    lines = article.body.split("\n")
    if ":::" in article.body:
        ranges = [found for name in HIDDEN for found in blocks_named(article.whole_document, name)]
        inside = sorted({number for first, last in ranges for number in range(first, last)})
        yield from ((number + article.body_line, run) for number in inside for run in _RUN.findall(lines[number]))
    line, after = article.body_line, 0
    for start, end in comments_in(article.body) if "<" in article.body else ():
        line, after = line + article.body.count("\n", after, start), start
        yield from ((line, run) for part in article.body[start:end].split("\n") for run in _RUN.findall(part))


def known_again(text: str) -> set[bytes]:
    """The letters of each stretch of a text that is long enough to be nobody else's words."""
    needles = {_letters(run.encode()) for line in text.split("\n") for run in _RUN.findall(line)}
    return {needle for needle in needles if len(needle) >= LEAST_LETTERS}


def says_any(text: str, needles: Iterable[bytes]) -> bool:
    """Whether a text holds such a stretch, whatever stands between its letters."""
    letters = _letters(text.encode())
    return any(needle in letters for needle in needles)


class Watch:
    """Looks through files for what is not for customers."""

    def __init__(
        self,
        library: Library,
        hidden: Iterable[tuple[Article, Iterable[Hidden]]],
        base_url: str = "",
        said: tuple[str, ...] = (),
    ) -> None:
        """`said` is what the settings and the theme put on every page."""
        self.library = library
        self.base_url = base_url
        self.said = said
        self.shown: list[Article] = []
        """What customers may read."""
        inside: list[Article] = []
        for article in library.articles:
            (self.shown if is_shown(library, article) else inside).append(article)
        self.addresses = dict(_addresses(library, self.shown, inside))
        self.lines = [
            Secret(needle, _named(library, article, line), "A line for agents")
            for article, runs in (*hidden, *_internal(inside))
            for line, run in runs
            if len(needle := _letters(run.encode())) >= LEAST_LETTERS
        ]
        self.last_names = frozenset(address.rstrip("/").rpartition("/")[2].encode() for address in self.addresses)
        self.name_end = min([_NAME_END, *map(len, self.last_names)])
        self.name_ends = frozenset(name[-self.name_end :] for name in self.last_names)
        self.sides: set[bytes] = set()
        """The topics beside pages that were looked at with one of them."""
        self.public: dict[bytes, str] = {}
        """Of the needles that were found somewhere, the key of a public text that says the same; empty for none."""
        self.named: dict[bytes, list[Secret]] = {}
        for secret in self.lines:
            self.named.setdefault(secret.needle, []).append(secret)
        self.blocks: dict[int, list[bytes]] = {}
        """The needles that hold a block."""
        for needle in self.named:
            for start in range(_BLOCK):
                block = int.from_bytes(needle[start : start + _BLOCK], sys.byteorder)
                self.blocks.setdefault(block, []).append(needle)

    @cached_property
    def key(self) -> str:
        """Changes whenever there is something else to look for."""
        return digest(repr((self.base_url, sorted(self.addresses), sorted(self.named))))

    def leaks_in(self, path: str, content: bytes) -> Iterator[str]:
        """A line for each secret that a file of the FAQ holds, or has in its path."""
        found = set(self._secret_addresses(path))
        if path.rpartition("/")[2].rpartition(".")[2] in _TEXTS or "." not in path:
            packed = content.startswith(b"\x1f\x8b")
            content = gzip.decompress(content) if packed else self._not_seen(content)
            if self._may_name_address(content):
                found |= set(self._secret_addresses(content.decode("utf-8", "replace")))
            found |= set(self._secret_lines(content))
        for secret in found:
            yield f"{secret.source}: leak {secret.what} would be shown in {path}."

    def _not_seen(self, content: bytes) -> bytes:
        """A page without the topics beside it, which are much of it, where another page showed the same ones."""
        begin = content.find(_SIDE)
        end = content.find(_SIDE_END, begin)
        if begin < 0 or end < 0:
            return content
        side = content[begin:end].replace(_CURRENT, b"")
        if side in self.sides:
            return content[:begin] + content[end:]
        self.sides.add(side)
        return content

    def _may_name_address(self, content: bytes) -> bool:
        """Whether the last name of a secret address stands between marks: no for nearly every file, in little time."""
        if not self.last_names:
            return False
        bare = unquote_to_bytes(content) if b"%" in content else content
        end = self.name_end
        if self.name_ends.isdisjoint([part[-end:] for part in bare.split(b"/")]):
            return False
        return not self.last_names.isdisjoint(bare.translate(_SEPARATORS).split(b"/"))

    def _secret_addresses(self, text: str) -> Iterator[Secret]:
        if not self.addresses:
            return
        for written in set(_ADDRESS.findall(text)):
            own = written.removeprefix(self.base_url) if self.base_url else written
            bare = unquote(_UPWARDS.sub("", unescape(own)).partition("#")[0].partition("?")[0]).lstrip("/")
            secret = self.addresses.get(bare.rpartition("/")[0] + "/")
            if secret:
                yield secret

    def _secret_lines(self, content: bytes) -> Iterator[Secret]:
        if not self.blocks:
            return
        content = _SIGNS.sub(b" ", content) if b"&" in content else content
        if b"&" in content:
            content = unescape(content.decode("utf-8", "replace")).encode()
        end = content.rfind(b">") + 1
        parts = _TAG.split(content[:end])
        for part in (b"".join(parts[::2]) + content[end:], b"".join(parts[1::2])):
            letters = _letters(part)
            met = self.blocks.keys() & _blocks_of(letters)
            for needle in {needle for block in met for needle in self.blocks[block]}:
                if needle in letters and not self._said_in(needle):
                    yield from self.named[needle]

    def still_public(self, before: Mapping[str, str]) -> bool:
        """Whether what the last export let pass may still be read by customers: keys of public texts by needle."""
        unchanged = {self._said_key, *map(text_key, self.shown)}
        self.public |= {needle.encode(): key for needle, key in before.items() if key in unchanged}
        return all(self._said_in(needle.encode()) for needle in before)

    def _said_in(self, needle: bytes) -> str:
        if needle not in self.public:
            # Nearly everything stands in an article as it is read, and that takes less time to work out.
            said = (one.key for read in (False, True) for one in self._public_texts if one.says(needle, read=read))
            self.public[needle] = next(said, "")
        return self.public[needle]

    @property
    def _said_key(self) -> str:
        return digest(repr(self.said))

    @cached_property
    def _public_texts(self) -> list[_PublicText]:
        """What customers may read anywhere: the same words in an internal place are no secret."""
        found = [_PublicText(self._said_key, lambda: "\0".join(self.said))]
        for article in self.shown:
            key = text_key(article)
            found.append(_PublicText(key, partial(_outside_comments, self.library, article)))
            found.append(_PublicText(key, partial(_with_comments, article), article))
        return found


@dataclass
class _PublicText:
    """A text that customers may read; its letters are worked out when somebody asks for them."""

    key: str
    """Changes with the text."""
    text: Callable[[], str]
    commented: Article | None = None
    """Whose text this is with its comments, of which only those in code are shown, as an example."""

    def says(self, needle: bytes, *, read: bool) -> bool:
        """Whether the needle stands in it as it is written, or as its page is read."""
        if needle not in (self._as_read if read else self._as_written):
            return False
        return self.commented is None or needle in self._without_comments

    @cached_property
    def _as_written(self) -> bytes:
        return _letters(self.text().encode())

    @cached_property
    def _as_read(self) -> bytes:
        return _letters(unescape(_MARKUP.sub(" ", self.text())).encode())

    @cached_property
    def _without_comments(self) -> bytes:
        """The words, and where they lead: an address that a comment names as well is no secret."""
        if self.commented is None:
            return self._as_written
        document = again(self.commented).document
        leading = " ".join(link.target for link in document.links)
        said = f"{self.commented.title} {self.commented.summary}"
        return _letters(f"{said} {plain_text(document)} {leading}".encode())


def _outside_comments(library: Library, article: Article) -> str:
    shown = [article.title, article.summary, *article.keywords, article_address(library, article), *article.aliases]
    if not comments_in(article.body):
        hidden = {line for line, _run in hidden_lines(article)}
        lines = enumerate(article.body.split("\n"), article.body_line)
        shown += [line for number, line in lines if number not in hidden]
    return "\n".join(shown)


def _with_comments(article: Article) -> str:
    return article.body if comments_in(article.body) else ""


def _addresses(library: Library, shown: Iterable[Article], inside: Iterable[Article]) -> Iterator[tuple[str, Secret]]:
    """Addresses of articles that are not public, now and in the past."""
    public = {article_address(library, article) for article in shown}
    for article in inside:
        own = {article_address(library, article, name) for name in (article.slug, *article.aliases)}
        own |= {permanent_address(article)} if article.id else set()
        secret = Secret(b"", _named(library, article, 1), "The address of an article that is not public")
        yield from ((address, secret) for address in own - public)


def _internal(inside: Iterable[Article]) -> Iterator[tuple[Article, list[Hidden]]]:
    """What is written in articles that are not public."""
    for article in inside:
        lines = [(1, article.title), (1, article.summary)]
        lines += list(enumerate(article.body.split("\n"), article.body_line))
        yield article, [(line, run) for line, text in lines for run in _RUN.findall(text)]


def _blocks_of(letters: bytes) -> memoryview[int]:
    """The letters in blocks of equal length, without a rest at the end: no line could lie in it alone."""
    return memoryview(letters)[: len(letters) // _BLOCK * _BLOCK].cast("Q")


def _named(library: Library, article: Article, line: int) -> str:
    return f"{library.root.name}/{article.path}:{line}:1"


def _letters(content: bytes) -> bytes:
    """The letters and digits of a text; what is not ASCII counts as one, but for spaces and what nobody sees."""
    for space in () if content.isascii() else _SPACES:
        content = content.replace(space, b"")
    return content.translate(_SMALL, _NOT_LETTERS)
