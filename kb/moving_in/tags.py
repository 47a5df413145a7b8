"""Tags of other tools, `{% … %}`, `{{< … >}}` and JSX, each turned by what its name says it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from kb.markdown.boxes import NOTES, OTHER_NOTES
from kb.moving_in.components import AROUND, arranged, as_words
from kb.moving_in.indented import KINDS, box
from kb.moving_in.layout import dedented, link
from kb.moving_in.masking import HELD
from kb.text import slugify

_WRITTEN = r"""\{%-?\s*+(?P<liquid>/?[\w-]++)(?P<la>(?:[^{%-]|\{(?!%)|%(?!\})|-(?!%\}))*+)-?%\}
    |\{\{[<%]\s*+(?P<hugo>/?\s*+[\w./-]++)(?P<ha>(?:[^{%>]|\{(?!\{[<%])|[%>](?!\}\}))*+)[%>]\}\}
    |<(?P<jsx>(?:/\s?)?(?:[A-Z][\w.]*|[a-z]\w*(?:-\w+)+|AROUND(?=[\s>])))(?P<ja>(?:\s(?:[^<>{}"']|"[^"]*"|'[^']*'|\{(?:[^{}]|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*+\})*+\})*+\})*+\})*)?)(?P<self>/?)>"""
_TAG = re.compile(_WRITTEN.replace("|AROUND(?=[\\s>])", ""), re.VERBOSE | re.DOTALL)
_MDX_TAG = re.compile(_WRITTEN.replace("AROUND", f"(?:{'|'.join(AROUND)})"), re.VERBOSE | re.DOTALL)
_ARGUMENT = re.compile(
    r"(?<![:@.\w-])([\w-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|\{[\"'`]?([^{}]*?)[\"'`]?\}|([^\s\"'{}]+))|\"([^\"]*)\"|'([^']*)'|(\S+)"
)
_ITEM = re.compile(r"[ \t]*+(?:[-*+]|\d{1,9}[.)])[ \t]")
_NEAR = 4_000
"""Characters above a tag that are looked at for the list item that it may belong to."""
_FENCED = re.compile(rf"^[ \t]*+{HELD}", re.MULTILINE)
_STEP = re.compile(r"\x04([^\x04-\x06]*+)\x05([^\x04-\x06]*+)\x06")
_STEP_SIGNS = {4: None, 5: "\n\n", 6: None}
"""How a step is held until all of its list are known: its title, its text; what is left of one in another is words."""
_BOXES = {*NOTES, *OTHER_NOTES, *KINDS} - {"highlight", "summary", "quote", "cite", "check", "reference"} | {"check"}
_ANY_BOX = {"hint", "alert", "callout", "admonition", "notice", "banner", "aside", "message", "infobox", "block"}
_FOLDED = {"accordion", "expandable", "expand", "collapse", "collapsible", "spoiler", "toggle", "dropdown"}
_WRAPPERS = {
    "tabs", "cardgroup", "cards", "accordiongroup", "accordions", "codegroup", "codetabs", "columns", "column", "frame",
    "tabset", "tabpane", "panel", "center", "grid", "tooltip", "update", "updates", "div", "fragment", "requestexample",
    "responseexample", "row", "col", "blocks", "rawhtml", "link", "unstyled", "tiles", "visibility",
}  # fmt: skip
_TABS = {"tab", "tabitem", "codetab"}
_INTERNAL = {"comment", "internal", "private", "agents", "agentonly", "internalnote", "todo"}
_LINKED = {"youtube", "vimeo", "embed", "video", "loom", "wistia", "bilibili", "iframe"}
_SHOWS_VIDEO = re.compile(r"video(?:player|embed|modal)?\Z|\Alite(?:youtube|vimeo)|youtube|vimeo|player\Z")
_REFERENCES = {"ref", "relref", "link", "postlink", "pageref", "pagerelref", "contentref"}
_INCLUDES = {"include", "includerelative", "includemarkdown", "snippet", "import", "includefile", "readfile"}
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg")
_VERSIONS = ("newin", "deprecatedin", "since", "versionadded", "versionchanged", "availablesince")
"""Tags that only say since when something is so."""
_CONTROL = {"if", "for", "assign", "capture", "unless", "case", "else", "elsif", "endif", "endfor", "set", "macro"}

Include = Callable[[str, Mapping[str, str]], "str | None"]
"""From what a tag names, and its arguments, to the text of that file; None where there is none."""

Define = Callable[[str, Mapping[str, str], Sequence[str], str], "str | None"]
"""From the name of a tag, its arguments and what is in it to what the site shows for it; None where it does not say."""


@dataclass
class Turning:
    """How tags are turned in one text."""

    include: Include
    counts: Counter[str]
    partials: Mapping[str, str] = field(default_factory=dict)
    """The file that a JSX name stands for, by the imports of the text."""
    mdx: bool = False
    """Whether Markdown stands inside of HTML."""
    values: Mapping[str, str] = field(default_factory=dict)
    """What the settings and the page have for the names that a tag may ask for."""
    defined: Define | None = None


@dataclass(frozen=True)
class _Tag:
    start: int
    end: int
    name: str
    """In small letters, without signs."""
    written: str
    kind: str
    closing: bool
    alone: bool
    values: dict[str, str]
    words: tuple[str, ...]
    """Arguments without a name."""

    def value(self, *names: str) -> str:
        """The first argument of these names, else an empty text."""
        return next((self.values[name] for name in names if self.values.get(name)), "")

    @property
    def title(self) -> str:
        """What stands on top of what the tag holds."""
        return self.value("title", "label", "name", "header", "summary", "heading", "value")


def turned(text: str, turning: Turning, *, within: bool = False) -> str:
    """A text whose tags are ours or plain Markdown; what is not known stays as it is.

    `within` says that the text stands in another tag, which takes its indentation away.
    """
    out, at = [], 0
    tags = [_parsed(match) for match in (_MDX_TAG if turning.mdx else _TAG).finditer(text)]
    number = 0
    while number < len(tags):
        tag = tags[number]
        number += 1
        if tag.start < at:
            continue
        close = None if tag.closing or tag.alone else _closing(tags, number - 1)
        inside = turned(text[tag.end : close.start], turning, within=True) if close else None
        indent = _indent_before(text, tag.start)
        made = _made(tag, inside, turning)
        if made is None:
            continue
        if indent and inside and "\n" in made:
            made = dedented(made).replace("\n", f"\n{indent}") if _is_part(text, tag.start, within=within) else made
        elif indent is not None:
            made = made.replace("\n", f"\n{indent}")
        elif made.startswith("!"):
            # A picture in a sentence or a cell has its caption behind it.
            made = " ".join(made.split())
        out += [text[at : tag.start], made]
        at = close.end if close else tag.end
    return "".join([*out, text[at:]])


def _indent_before(text: str, start: int) -> str | None:
    line = text[text.rfind("\n", 0, start) + 1 : start]
    return line if not line.strip() else None


def _is_part(text: str, start: int, *, within: bool) -> bool:
    """Whether a tag that is indented belongs to the list item above it, or stands as far in as all of its text."""
    lines = text[max(0, start - _NEAR) : start].split("\n")
    for line in reversed(lines[:-1]):
        if line.strip() and len(line) - len(line.lstrip()) < len(lines[-1]):
            return _ITEM.match(line) is not None
    return within


def _parsed(match: re.Match[str]) -> _Tag:
    kind = "liquid" if match["liquid"] else "hugo" if match["hugo"] else "jsx"
    written = match[kind].replace(" ", "")
    closing = written.startswith("/") or (kind == "liquid" and written.startswith("end") and len(written) > 3)
    name = re.sub(
        r"[^a-z0-9]",
        "",
        written.rpartition("/")[2].lower().removeprefix("end" if closing and kind == "liquid" else "\0"),
    )
    values: dict[str, str] = {}
    words: list[str] = []
    given = match[{"liquid": "la", "hugo": "ha", "jsx": "ja"}[kind]] or ""
    for found in _ARGUMENT.finditer(given.rstrip().removesuffix("/") if kind == "hugo" else given):
        if found[1]:
            value = next((one for one in found.groups()[1:5] if one is not None), "")
            # An expression is no text, though it may be the number or the place that a tag needs.
            expression = found[4] is not None and found[0].partition("{")[2][:1] not in ("'", '"', "`")
            values[found[1].lower()] = f"{{{value}}}" if expression else value
        else:
            words.append(found[6] or found[7] or found[8] or "")
    alone = bool(match["self"]) or match[0].endswith("/>}}")
    return _Tag(match.start(), match.end(), name, written.lstrip("/"), kind, closing, alone, values, tuple(words))


def _closing(tags: list[_Tag], number: int) -> _Tag | None:
    """The tag that closes one, past those of the same name that begin and end between them."""
    opened, depth = tags[number], 0
    for tag in tags[number + 1 :]:
        if tag.name != opened.name or tag.kind != opened.kind or tag.alone:
            continue
        if not tag.closing:
            depth += 1
        elif depth == 0:
            return tag
        else:
            depth -= 1
    return None


def _made(tag: _Tag, inside: str | None, turning: Turning) -> str | None:
    """What a tag becomes; None where it stays."""
    if tag.kind == "jsx" and tag.written in turning.partials:
        found = turning.include(turning.partials[tag.written], tag.values)
        turning.counts["include" if found is not None else "include that is not there"] += 1
        return found
    if tag.kind == "jsx" and tag.written in AROUND:
        hides = re.search(r"none|hidden", tag.value("style", "classname", "class"))
        return None if inside is None or hides else arranged(tag.values, inside)
    made = _alone(tag, turning) if inside is None else _around(tag, inside, turning)
    if made is None and tag.kind == "hugo" and not tag.closing and turning.defined:
        made = turning.defined(tag.written, tag.values, tag.words, inside or "")
        turning.counts["shortcode of the site's own"] += made is not None
    if made is None and tag.name not in _CONTROL and not tag.closing:
        made = None if inside is None and tag.kind != "jsx" else as_words(tag.written, tag.values, inside)
        turning.counts[f"other tag ({tag.written})"] += made is not None
    return made


def _around(tag: _Tag, inside: str, turning: Turning) -> str | None:
    name, counts = tag.name, turning.counts
    if name in ("raw", "verbatim", "capture"):
        return inside
    if name in _INTERNAL:
        counts["internal note"] += 1
        block = "\n" in inside or len(inside) > 80
        return f"\n{box('internal', '', inside)}\n" if block else f"<!-- {inside.strip()} -->"
    if name in _ANY_BOX or name in _BOXES:
        counts["box"] += 1
        given = tag.value("type", "style", "kind", "variant", "intent", "level", "icon") or (tag.words[:1] or ("",))[0]
        kind = name if name in _BOXES and name != "hint" else given.strip("`")
        return f"\n{box(kind if kind.lower() in _BOXES else 'note', tag.value('title', 'header'), dedented(inside))}\n"
    if name in _FOLDED or (name == "details" and tag.kind != "jsx"):
        counts["folded box"] += 1
        return f"\n{box('details', tag.title or ' '.join(tag.words), dedented(inside))}\n"
    if name in _TABS:
        counts["tab"] += 1
        label = tag.title or " ".join(tag.words)
        return f"\n**{label}**\n\n{dedented(inside).strip()}\n" if label else f"\n{dedented(inside).strip()}\n"
    if name in ("steps", "stepper"):
        return f"\n{_numbered(dedented(inside))}\n"
    if name == "step":
        counts["step"] += 1
        return f"\n\x04{tag.title}\x05{dedented(inside).strip()}\x06\n"
    return _small(tag, inside, turning)


def _small(tag: _Tag, inside: str, turning: Turning) -> str | None:
    name, counts = tag.name, turning.counts
    if name in ("card", "tile"):
        counts["card"] += 1
        words = " ".join(f"{tag.value('subtitle', 'description')} {inside}".split())
        target = tag.value("href", "link", "url", "to")
        title = link(tag.title or words, target) if target else f"**{tag.title}**"
        return f"\n- {title}{f': {words}' if words and tag.title else ''}"
    if name == "highlight" or (name.startswith("code") and tag.kind != "jsx" and not _FENCED.search(inside)):
        counts["code"] += 1
        return f"\n```{(tag.words or (tag.value('lang', 'language'),))[0]}\n{inside.strip(chr(10))}\n```\n"
    if name in ("paramfield", "responsefield", "property", "param"):
        counts["parameter"] += 1
        given = tag.value("path", "query", "body", "header", "name")
        kind = tag.value("type")
        place = f'<span id="param-{slugify(given)}"></span>' if slugify(given) else ""
        return f"\n- {place}**{given}**{f' ({kind})' if kind else ''}: {' '.join(inside.split())}"
    if name in _REFERENCES and tag.kind == "liquid":
        return inside.strip()
    if name == "frame" and tag.value("caption"):
        return f"\n{_captioned(dedented(inside).strip(), tag.value('caption'))}\n"
    if name in _WRAPPERS:
        return f"\n{dedented(inside)}\n" if "\n" in inside else inside
    if name in ("badge", "kbd", "key", "label", "icon"):
        return f" {inside.strip()} "
    return None


def _alone(tag: _Tag, turning: Turning) -> str | None:
    name, counts = tag.name, turning.counts
    target = tag.value("src", "url", "href", "link", "page", "file", "id", "path", "ref")
    target = target or (tag.words[0] if tag.words and tag.kind != "jsx" else "")
    if name == "param" and tag.kind == "hugo" and tag.words and tag.words[0] in turning.values:
        counts["variable"] += 1
        return turning.values[tag.words[0]]
    if name in _INCLUDES:
        return _included(tag, target, turning)
    if name in ("figure", "img", "image", "screenshot", "imgproc"):
        counts["picture"] += 1
        picture = f"!{link(tag.value('alt', 'caption', 'title'), target)}"
        return _captioned(picture, tag.value("caption")) if name == "figure" else picture
    if name in _REFERENCES and target:
        counts["reference"] += 1
        words = tag.value("caption", "text", "title") if name not in ("ref", "relref", "link", "postlink") else ""
        if name in ("ref", "relref", "link", "postlink"):
            return target
        return link(words or target.rpartition("/")[2].replace("-", " "), target)
    if name == "captionlink":
        counts["reference"] += 1
        return link(tag.value("caption"), target) if tag.value("caption") else f"<{target}>"
    if name in ("file", "attachment") and target:
        counts["file"] += 1
        return f"\n{link(tag.title or target.rpartition('/')[2], target)}\n"
    if target and (name in _LINKED or _SHOWS_VIDEO.search(name)):
        counts["video or embed"] += 1
        whole = "/" in target or "." in target
        address = target if whole else f"https://www.youtube.com/watch?v={target}"
        return f"\n{link(tag.title or address, address)}\n"
    if name == "card" and target:
        counts["card"] += 1
        more = tag.value("subtitle", "description")
        return f"\n- {link(tag.title or target, target)}{f': {more}' if more else ''}"
    return _alone_in_text(tag, counts)


def _included(tag: _Tag, target: str, turning: Turning) -> str | None:
    """What a file holds that a tag names; a picture where that is what the tag is given, and the file works it out."""
    wanted = target if tag.kind != "jsx" else tag.value("file", "src", "path")
    # Before the values that an included file is given stands its name.
    wanted = tag.words[0] if tag.kind == "liquid" and tag.words else wanted
    found = turning.include(wanted, tag.values)
    picture = next((one for one in tag.values.values() if one.lower().endswith(_PICTURES)), "")
    if picture and (found is None or "{%" in found or "{{" in found):
        turning.counts["picture"] += 1
        return _captioned(f"!{link(tag.value('alt', 'caption', 'title'), picture)}", tag.value("caption"))
    turning.counts["include" if found is not None else "include that is not there"] += 1
    return found


def _alone_in_text(tag: _Tag, counts: Counter[str]) -> str | None:
    """What a tag inside of a sentence becomes, or one that only a tool's own page needs."""
    name = tag.name
    if "head" in name and tag.words and tag.kind == "hugo":
        counts["heading"] += 1
        return f"## {tag.words[0]}"
    if name in ("toc", "tableofcontents", "br", "endtabs", "endtab", "steps", "clear", "icon", "spacer"):
        return ""
    if tag.kind == "hugo" and name in (
        "required",
        "optional",
        "deprecated",
        "nullable",
        "removed",
        "yes",
        "no",
        "new",
        *_VERSIONS,
    ):
        counts["label"] += 1
        return f"({' '.join([tag.written, *tag.words])})"
    if tag.kind == "jsx" and name in ("key", "kbd"):
        counts["keys"] += 1
        keys = [tag.value(one) for one in ("mod", "mod2", "k", "fixed", "arrow") if tag.value(one)] or [
            " ".join(tag.words)
        ]
        return "+".join(f"<kbd>{key.capitalize()}</kbd>" for key in keys if key)
    return None


def _captioned(picture: str, caption: str) -> str:
    """A picture with the words below it, which its own words for those who do not see it are no place for."""
    return (
        f"{picture}\n\n*{caption}*" if caption and "*" not in caption else "\n\n".join(filter(None, (picture, caption)))
    )


def _numbered(inside: str) -> str:
    """Steps as a numbered list; what stands between them stays."""
    parts = _STEP.split(inside)
    out = [parts[0].strip()]
    for number, (title, body, after) in enumerate(zip(parts[1::3], parts[2::3], parts[3::3], strict=True), 1):
        head = f"{number}. **{title.strip()}**" if title.strip() else f"{number}."
        below = "\n".join(f"   {line}" if line.strip() else "" for line in body.split("\n"))
        out.append(f"{head}\n\n{below}" if title.strip() else f"{head} {below.strip()}")
        out += [after.strip()] if after.strip() else []
    return "\n\n".join(part for part in out if part)


def loose_steps(text: str) -> str:
    """Steps that stand in no list of steps, as bold lines."""
    return _STEP.sub(lambda step: f"**{step[1].strip()}**\n\n{step[2]}", text).translate(_STEP_SIGNS)
