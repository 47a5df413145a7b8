"""Documents of office programs without the names of who wrote and changed them, and with bare pictures inside.

What somebody wrote for readers stays: the text, its title, and remarks that were left in it, without their authors.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import PurePosixPath

from kb.faq.bare.not_so import NotSoError

_MOST = 300_000_000
"""Bytes of a document whose parts are unpacked."""
_PERSON = rb"dc:creator|cp:lastModifiedBy|meta:(?:initial-creator|printed-by|generator|user-defined)|Company|Manager"
_WORDS = re.compile(
    rb"(<("
    + _PERSON
    + rb"|HyperlinkBase|Template|text:(?:author-name|initial-creator|author-initials))\b[^<>]*+>)[^<>]++(?=</\2>)"
)
_ANY_WORDS = re.compile(rb">[^<>]++</")
_ATTRIBUTES = re.compile(rb"(\b(?:w|w15):(?:author|initials|userId)=\")[^\"<>]++")
_PEOPLE = re.compile(rb"(\b(?:name|initials|displayName|userId|providerId)=\")[^\"<>]++")
_AUTHORS = re.compile(rb"(<author>)[^<>]++(?=</author>)")
_WHERE = re.compile(rb"(<(?:\w{1,20}:)?(?:absPath|fileSharing)\b[^<>]*?\s(?:url|userName)=\")[^\"<>]++")
_USERS = re.compile(rb"(\b(?:userName|refreshedBy)=\")[^\"<>]++")
_LEADS = re.compile(rb"(\bTarget=\")(?:file:|[A-Za-z]:|\\\\|/(?:Users|home)/)[^\"<>]*[/\\]")
"""Where a document lies that another leads to; its name stays."""
_RULES = (
    (("docProps/core.xml", "docProps/app.xml", "meta.xml", "content.xml", "styles.xml"), _WORDS, rb"\1"),
    (("docProps/custom.xml",), _ANY_WORDS, b"></"),
    (("word/",), _ATTRIBUTES, rb"\1"),
    (("xl/persons/", "ppt/commentAuthors", "ppt/authors", "xl/revisions/userNames"), _PEOPLE, rb"\1"),
    (("xl/comments",), _AUTHORS, rb"\1"),
    (("xl/workbook.xml",), _WHERE, rb"\1"),
    (("xl/pivotCache/", "xl/revisions/"), _USERS, rb"\1"),
)
"""Which parts of a document tell of people, by how their names begin, what of them, and what stays."""
_HELD = re.compile(
    r"(?:^|/)(?:media|embeddings|Pictures)/.|\.(?:png|jpe?g|gif|webp|svg|avif|heic|jxl|mp[34]|m4[av]|mov|webm)\Z",
    re.IGNORECASE,
)
"""The names of pictures, films and documents in a document."""
_STEP = re.compile(rb"(FILE_NAME\s*+\(\s*+')((?:[^']|'')*+)(')((?:[^';]|'(?:[^']|'')*+')*+;)")
_QUOTED = re.compile(rb"'(?:[^']|'')*+'")
_GROUP = re.compile(rb"\{\\(?:info|\*\\(?:userprops|revtbl|company|author|atnauthor|atnid|template|protusertbl))\b")
_SIGN = re.compile(rb"\\.|[{}]", re.DOTALL)


def bare_office(content: bytes, inside: Callable[[bytes, str], tuple[bytes, bool]]) -> tuple[bytes, bool]:
    """A document that is an archive of parts, and whether all that it holds was read, as `inside` reads it."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as given:
            infos = given.infolist()
            if sum(one.file_size for one in infos) > _MOST or any("signatures" in one.filename for one in infos):
                raise NotSoError
            parts = [(one, given.read(one)) for one in infos]
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError) as error:
        raise NotSoError from error
    changed, certain = list[tuple[zipfile.ZipInfo, bytes]](), True
    for info, part in parts:
        made, read = _without_people(info.filename, part), True
        if part and _HELD.search(info.filename):
            made, read = inside(part, PurePosixPath(info.filename).suffix.lower())
        changed.append((info, made))
        certain = certain and read
    if changed == parts:
        return content, certain
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for info, part in changed:
            again = zipfile.ZipInfo(info.filename, info.date_time)
            again.compress_type, again.external_attr = info.compress_type, info.external_attr
            archive.writestr(again, part)
    return written.getvalue(), certain


def _without_people(name: str, part: bytes) -> bytes:
    if name.endswith(".rels"):
        return _LEADS.sub(rb"\1", part)
    for names, words, left in _RULES:
        part = words.sub(left, part) if name.startswith(names) and name.endswith(".xml") else part
    return part


def bare_rtf(content: bytes) -> bytes:
    """A document as RTF."""
    kept, after = list[bytes](), 0
    for begun in _GROUP.finditer(content):
        if begun.start() >= after:
            kept.append(content[after : begun.start()])
            after = _end_of_group(content, begun.start())
    return b"".join([*kept, content[after:]])


def _end_of_group(content: bytes, at: int) -> int:
    depth = 0
    for sign in _SIGN.finditer(content, at):
        depth += {b"{": 1, b"}": -1}.get(sign[0], 0)
        if not depth:
            return sign.end()
    raise NotSoError


def bare_step(content: bytes) -> bytes:
    """A part drawn as STEP, whose head names the author and the house."""
    begins = content.find(b"FILE_NAME")
    head = _STEP.match(content, begins) if begins >= 0 else None
    if head is None:
        raise NotSoError
    name = re.split(rb"[/\\]", head[2])[-1]
    return content[: head.end(1)] + name + head[3] + _QUOTED.sub(b"''", head[4]) + content[head.end() :]
