"""The body of one article turned: blocks, tags, marks, includes, variables and links, its code left alone."""

from __future__ import annotations

import contextlib
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from kb.errors import CannotRead
from kb.markdown.foreign import Foreign, left, marks_in, tags_in, without_marks
from kb.moving_in import code_files, embeds, indented, internal, marks, tags
from kb.moving_in.components import (
    MDX,
    attributes_written_out,
    labels_of_headings,
    marks_in_html,
    without_exports,
    without_expressions,
)
from kb.moving_in.found import read_in
from kb.moving_in.front_matter import split
from kb.moving_in.masking import Code
from kb.moving_in.places import Places
from kb.moving_in.settling import settled
from kb.moving_in.shortcodes import defined
from kb.moving_in.tools import Source
from kb.problem import Level

_IMPORT = re.compile(r"^import\s+(\w+)\s+from\s+[\"']([^\"'\n]+\.mdx?)[\"']", re.MULTILINE)
_SNIPPET = re.compile(r"^([ \t]*)-{1,2}8<-{1,2}[ \t]+[\"']([^\"'\n]+)[\"'][ \t]*$", re.MULTILINE)
_CAPTURED = re.compile(r"\{%-?\s*capture\s+(\w+)")
_NOT_GIVEN = re.compile(r"\{\{-?[ \t]*+include\.[\w-]++[^{}\n]*+\}\}")
_VALUE = re.compile(r"\{\{[^{}\n]*+\}\}")
_CODE_IN_WIKI = re.compile(r"\[\[[^\[\]\n\x02]*+\x02[^\[\]\n]*+\]\]")
"""A link whose heading or words hold code: the name of the heading is what it shows."""
_COMMENTS = ("%%", "{#")
_IN_ADDRESS = re.compile(r"(?:\]\(<?[^\s()<>]*+|<[a-zA-Z][^<>]*+)\Z")
"""Where a comment would be none: in the address of a link, or in a tag."""
_NEAR = 300
_DEEPEST = 5
_SPACES = re.compile(r"^[ \t]+$", re.MULTILINE)
_BLANK = re.compile(r"\n{3,}")
_PLAIN = re.compile(
    r"<!--(?:[^<-]|<(?!!--)|-(?!->))*+-->|\{/\*(?:[^{*]|\{(?!/\*)|\*(?!/\}))*+\*/\}|<[^<>\n]+>"
    r"|\{%(?:[^{%]|\{(?!%)|%(?!\}))*+%\}|\{\{(?:[^{}]|\{(?!\{)|\}(?!\}))*+\}\}|\]\((?:[^)\n\]]|\](?!\())*+\)"
    r"|^\[[^\]\n]+\]:.*$|^import .*$|\{[^{}\n]*\}|^[ \t>]*:::+[ \t]*[\w-]*|^[ \t]*(?:!!!|\?\?\?)\+?[ \t]*[\w-]*"
    r"|\[![^\[\]\n]*\]|https?://\S+|\[\[[^\[\]\n]*\]\]",
    re.MULTILINE,
)
"""What holds no words for readers; each piece ends before the next of its kind begins."""
_WORD = re.compile(r"[^\W_]+")


@dataclass
class TurnedBodies:
    """What was done to all bodies of a source."""

    counts: Counter[str] = field(default_factory=Counter)
    left: Counter[str] = field(default_factory=Counter)
    """Marks of other tools that nobody knew, by what they are."""
    left_in: dict[str, str] = field(default_factory=dict)
    """The first place of each."""
    words: int = 0
    lost: int = 0


def turn(body: str, path: str, keys: Mapping[str, str], source: Source, places: Places, done: TurnedBodies) -> str:
    """The body of the article in a source file; `keys` are values that it may name as `{{ page.title }}`."""
    before, code = body, Code()
    partials = dict(_IMPORT.findall(body))
    counts = done.counts

    def include(name: str, values: Mapping[str, str], depth: int = 0) -> str | None:
        text = _included(name, path, source) if depth < _DEEPEST else None
        if text is None:
            return None
        for key, value in values.items():
            for mark in (
                rf"\{{\{{-?\s*include\.{re.escape(key)}\s*(?:\|[^{{}}\n]*)?-?\}}\}}",
                rf"\{{{re.escape(key)}\}}",
            ):
                text = re.sub(mark, value.replace("\\", r"\\"), text)
        # What was not given says nothing.
        text = _NOT_GIVEN.sub("", text)
        inner = tags.Turning(lambda one, given: include(one, given, depth + 1), counts, dict(_IMPORT.findall(text)))
        inner.mdx = source.tool in MDX
        shown = internal.turned(code.out(text), source.tool, counts)
        return tags.turned(marks.turned(shown, source.tool, counts), inner).strip("\n")

    mdx = source.tool in MDX or path.endswith(".mdx")
    body = without_exports(body) if mdx else body
    body = _SNIPPET.sub(lambda found: _snippet(found, path, source, counts), body)
    body = indented.without_terms(body) if source.tool == "MkDocs" else body
    body = indented.turned(code_files.written_out(body, path, source, counts), counts)
    body = internal.turned(_without_code(code, body, source.tool), source.tool, counts)
    body = without_expressions(body) if mdx else body
    body, found = marks.with_variables(embeds.turned(body, counts), {**source.variables, **keys})
    counts["variable"] += found
    body = marks.turned(body, source.tool, counts)
    # A text that is captured stands where it is written; where it is named, it would stand once more.
    for name in _CAPTURED.findall(body):
        body = re.sub(rf"\{{\{{-?\s*{re.escape(name)}\s*(?:\|[^{{}}\n]*+)?\}}\}}", "", body)
    body = labels_of_headings(attributes_written_out(body) if mdx else body, code.back)
    values = {**{name.removeprefix("param."): one for name, one in source.variables.items()}, **keys}
    turning = tags.Turning(include, counts, partials, mdx, values, partial(defined, source))
    body = tags.loose_steps(tags.turned(body, turning))
    body = marks_in_html(body, code) if mdx else body
    body = places.mended(_CODE_IN_WIKI.sub(lambda link: code.back(link[0]), body), path)
    body = _without_unknown(body, path, source.tool, done)
    turned = settled(_BLANK.sub("\n\n", code.back(_SPACES.sub("", body))).strip("\n") + "\n", source.tool, counts)
    _count(before, turned, done)
    return turned


def _without_unknown(body: str, path: str, tool: str, done: TurnedBodies) -> str:
    """A body in which customers read no mark of another tool; each that nobody here knows is counted."""
    marks_left = list(marks_in(body))
    # Other tools show what stands in two braces as it is written.
    for value in _VALUE.finditer(without_marks(body, marks_left)) if tool == "Jekyll" else ():
        said = f"{value[0]} is a value of Jekyll, that nobody here knows."
        marks_left.append(Foreign(value.start(), "foreign-tag", said, end=value.end()))
    for one in (*marks_left, *tags_in(without_marks(body, marks_left))):
        if one.code == "foreign-tag":
            mark, _, about = one.message.partition(" is ")
            kind = "a tag that is no HTML" if "no HTML" in about else about.partition(",")[0]
            done.left[kind] += 1
            done.left_in.setdefault(kind, f"{path}: {mark}")
    for one in sorted(marks_left, reverse=True):
        mark = body[one.start : one.end]
        # What may be a comment for agents is settled with the comments.
        if one.level is Level.ERROR and not mark.startswith(_COMMENTS):
            inside = _IN_ADDRESS.search(body[max(0, one.start - _NEAR) : one.start])
            body = body[: one.start] + ("" if inside else left(mark)) + body[one.end :]
    return body


def _without_code(code: Code, body: str, tool: str) -> str:
    """A body without its code; MDX knows no indented code, and in MkDocs boxes and tabs are indented."""
    text = code.out(body)
    return text if tool in {*MDX, "MkDocs"} else code.indented_out(text)


def _count(before: str, after: str, done: TurnedBodies) -> None:
    here = Counter(_WORD.findall(_PLAIN.sub(" ", before)))
    there = Counter(_WORD.findall(re.sub(r"[<>\[\](){}]", " ", after)))
    done.words += here.total()
    done.lost += (here - there).total()


def _snippet(found: re.Match[str], path: str, source: Source, counts: Counter[str]) -> str:
    text = _included(found[2], path, source)
    counts["include" if text is not None else "include that is not there"] += 1
    return found[0] if text is None else "\n".join(found[1] + line for line in text.strip("\n").split("\n"))


def _included(name: str, path: str, source: Source) -> str | None:
    """The text of a file that another one includes, without front matter."""
    name = name.strip("\"'").replace("\\", "").removeprefix("@site/").lstrip("/")
    here = source.content / Path(path).parent
    folders = [here, source.content, source.project]
    folders += [
        source.project / one for one in ("_includes", "snippets", "docs", "includes", "partials", "layouts/partials")
    ]
    for folder in folders:
        for ending in ("", ".md", ".mdx", ".html"):
            with contextlib.suppress(CannotRead, ValueError):  # a name may hold NUL
                return split(read_in(source.project, folder / f"{name}{ending}"), source.tool)[1]
    return None
