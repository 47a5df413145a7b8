"""Documents of office programs without the names of who wrote and changed them, and with bare pictures inside.

What somebody wrote for readers stays: the text, its title, and remarks that were left in it, without their authors.
"""

from __future__ import annotations

import io
import re
import zipfile

from kb.faq.bare.not_so import NotSoError
from kb.faq.bare.pictures import bare_picture

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
_RULES = (
    (("docProps/core.xml", "docProps/app.xml", "meta.xml", "content.xml", "styles.xml"), _WORDS, rb"\1"),
    (("docProps/custom.xml",), _ANY_WORDS, b"></"),
    (("word/",), _ATTRIBUTES, rb"\1"),
    (("xl/persons/", "ppt/commentAuthors", "ppt/authors"), _PEOPLE, rb"\1"),
    (("xl/comments",), _AUTHORS, rb"\1"),
)
"""Which parts of a document tell of people, by how their names begin, what of them, and what stays."""
_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|webp|svg)\Z", re.IGNORECASE)
_STEP = re.compile(rb"(FILE_NAME\s*+\(\s*+'(?:[^']|'')*+')((?:[^';]|'(?:[^']|'')*+')*+;)")
_QUOTED = re.compile(rb"'(?:[^']|'')*+'")
_GROUP = re.compile(rb"\{\\(?:info|\*\\(?:userprops|revtbl|company|author))\b")
_SIGN = re.compile(rb"\\.|[{}]", re.DOTALL)


def bare_office(content: bytes) -> bytes:
    """A document that is an archive of parts."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as given:
            infos = given.infolist()
            if sum(one.file_size for one in infos) > _MOST or any("signatures" in one.filename for one in infos):
                raise NotSoError
            parts = [(one, given.read(one)) for one in infos]
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError) as error:
        raise NotSoError from error
    changed = [(info, _bare_part(info.filename, part)) for info, part in parts]
    if [part for _info, part in changed] == [part for _info, part in parts]:
        return content
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for info, part in changed:
            again = zipfile.ZipInfo(info.filename, info.date_time)
            again.compress_type, again.external_attr = info.compress_type, info.external_attr
            archive.writestr(again, part)
    return written.getvalue()


def _bare_part(name: str, part: bytes) -> bytes:
    for names, words, left in _RULES:
        part = words.sub(left, part) if name.startswith(names) and name.endswith(".xml") else part
    return bare_picture(part, name[name.rindex(".") :].lower()) if _PICTURE.search(name) else part


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
    return content[: head.end(1)] + _QUOTED.sub(b"''", head[2]) + content[head.end() :]
