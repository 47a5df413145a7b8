"""Phrases of other desks: their macros, saved replies, canned responses, text modules and matches, as phrases of ours.

Zendesk, Help Scout, Intercom, Front, Gorgias, Chatwoot, Zammad, FreeScout, osTicket and espanso are known by the keys
of their exports, as JSON, CSV or YAML. Their placeholders become fields; what is not known is named and left out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from composer.cases.step import Step
from composer.errors import BadImport
from composer.exchange.phrase_parts import parts_of
from composer.exchange.placeholders import fields_in
from composer.exchange.table_file import csv_table
from composer.phrases.templates import LONGEST_TEMPLATE
from kb.faq.articles.clean import clean_html
from kb.faq.pages.markdown_copy import markdown_of
from kb.files import read_given
from kb.problem import Problems
from kb.text import clean, one_line
from kb.yaml.reader import Listing, Scalar, Value
from kb.yaml.reader import Mapping as YamlMapping
from kb.yaml.tree import parse_yaml

MOST_BYTES = 50_000_000
_MOST_VARIANTS = 20
_OFF = {"false", "0", "no"}
_RUNS = ("shell", "script", "clipboard", "random", "match")
"""Kinds of variables of espanso that stand for no text of the file."""
Json = dict[str, Any]
_SOUNDS = (
    (Step.OPENING, r"\A\s*(?:hi|hello|hey|dear|good (?:morning|day)|hallo|guten tag|liebe)\b[^\n.!?]{0,60}\W?\s*\Z"),
    (Step.CLOSING, r"\A\s*(?:best|kind|warm)? ?(?:regards|wishes|cheers|sincerely|viele grüße|mit freundlichen)\b"),
    (Step.ACKNOWLEDGE, r"\b(?:sorry|apologi[sz]e|apologies|regret|tut (?:mir|uns) leid|entschuldig)"),
    (Step.VALIDATE, r"\b(?:i|we) (?:completely |fully )?(?:understand|can imagine)\b|\bfrustrating\b|\bverstehe"),
    (Step.FOLLOW_UP, r"\b(?:get back to you|let you know|keep you (?:posted|updated)|follow up|melden uns)\b"),
    (Step.LISTEN, r"\b(?:thank you|thanks) for (?:reaching out|contacting|your (?:message|e?-?mail)|getting in touch)"),
)
"""What a step sounds like, the surest first; all else is a solution."""


@dataclass(frozen=True)
class ForeignPhrase:
    """One ready text of another desk."""

    name: str
    text: str
    folder: str = ""
    tags: tuple[str, ...] = ()
    language: str = ""
    variants: tuple[str, ...] = ()
    kept_back: str = ""
    """Why customers are not written it; empty for what they are."""
    with_note: bool = False
    """Whether the other desk writes something for colleagues with it, which does not come along."""


@dataclass
class PhrasesRead:
    """What an export of phrases became."""

    tool: str
    phrases: list[ForeignPhrase] = field(default_factory=list)
    unknown: dict[str, list[str]] = field(default_factory=dict)
    """Placeholders that are no fields of ours, by the name of the text that holds them."""
    left_out: list[str] = field(default_factory=list)
    """Texts that were not taken, each with the reason."""


def load_phrases(path: Path) -> PhrasesRead:
    """The ready texts of an export, with our fields in them."""
    content = read_given(path, MOST_BYTES)
    kind = path.suffix.lower()
    if kind in (".yml", ".yaml"):
        tool, found = "espanso", list(_espanso(content.decode("utf-8", "replace"), str(path)))
    elif kind == ".csv":
        tool, found = _from_table(content, str(path))
    else:
        tool, found = _from_json(content.decode("utf-8-sig", "replace"), str(path))
    taken = PhrasesRead(tool)
    for one in found:
        if one.kept_back:
            taken.left_out.append(f"{one.name}: {one.kept_back}")
        else:
            _take(one, taken)
            taken.left_out += [f"{one.name}: of it, what is for agents"] if one.with_note else []
    if not taken.phrases and not taken.left_out:
        raise BadImport(str(path), ["it holds no ready texts that we know"])
    return taken


def _take(one: ForeignPhrase, taken: PhrasesRead) -> None:
    texts = []
    for text in one.variants or (one.text,):
        said, unknown = fields_in(_plain(text), taken.tool)
        if unknown:
            taken.unknown.setdefault(one.name, []).extend(unknown)
        texts.append(said)
    if not any(text.strip() for text in texts):
        taken.left_out.append(f"{one.name}: it has no text")
    elif one.name in taken.unknown:
        taken.left_out.append(f"{one.name}: no field of ours is {', '.join(taken.unknown[one.name])}")
    else:
        taken.phrases.append(ForeignPhrase(one.name, texts[0], one.folder, one.tags, one.language, tuple(texts)))


def _plain(text: str) -> str:
    """HTML as plain text; what is no HTML stays as it is."""
    text = clean(text)
    if re.search(r"<(?:p|br|div|span|ul|ol|b|strong|a|attribute)\b[^<>]*+>", text, re.IGNORECASE):
        held = re.sub(r"<attribute\b[^<>]*+>", lambda tag: tag[0].replace("<", "\x02").replace(">", "\x03"), text)
        text = (
            markdown_of("", "", clean_html(held), plain=True)
            .removeprefix("# \n\n")
            .replace("\x02", "<")
            .replace("\x03", ">")
        )
        text = re.sub(r"\*\*(.+?)\*\*", r"\1", text)
    return text.strip()


def guessed_step(text: str) -> Step:
    """The step that a ready text most likely is."""
    text = re.sub(r"\{\{[^{}]*+\}\}", "Name", text)
    return next((step for step, sound in _SOUNDS if re.search(sound, text, re.IGNORECASE)), Step.SOLVE)


def _from_json(text: str, source: str) -> tuple[str, list[ForeignPhrase]]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadImport(source, [f"this is not JSON: {error}"]) from error
    objects = list(_objects(value))
    tool = _tool_of(objects)
    return tool, [found for one in objects if (found := _read(one, tool)) is not None]


def _objects(value: object) -> Iterator[Json]:
    """Every object in a value, however deep, in its order."""
    waiting = [value]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            yield value
        if isinstance(value, (dict, list)):
            waiting += reversed([*(value.values() if isinstance(value, dict) else value)])


def _tool_of(objects: Iterable[Json]) -> str:
    for one in objects:
        keys = one.keys()
        if "short_code" in keys or {"name", "actions", "visibility"} <= keys:
            return "Chatwoot"
        if macro := _tool_of_macro(one):
            return macro
        if {"name", "text"} <= keys:
            return "FreeScout" if "mailbox_id" in keys else "Help Scout"
        if "body_text" in keys or "visible_to" in keys:
            return "Intercom"
        if str(one.get("id", "")).startswith("rsp_") or {"subject", "body", "attachments"} <= keys:
            return "Front"
        if {"name", "content"} <= keys:
            return "Zammad"
        if {"title", "response"} <= keys:
            return "osTicket"
    return "JSON"


def _tool_of_macro(one: Json) -> str:
    """The desk whose macro an object is; empty where it does nothing but say something."""
    if "perform" in one:
        return "Zammad"
    if one.get("type") == "macro" and "body" in one:
        return "Intercom"
    if isinstance(one.get("actions"), list):
        return "Gorgias" if {"intent", "external_id", "usage"} & one.keys() else "Zendesk"
    return ""


def _read(one: Json, tool: str) -> ForeignPhrase | None:
    """A ready text out of an object; None where it is something else."""
    name = str(one.get("name") or one.get("title") or one.get("short_code") or "")
    folder, _, short = name.rpartition("::")
    said, notes = parts_of(one)
    if not name or not (said or notes):
        return None
    off = one.get("active") is False or one.get("isenabled") in (0, "0", False)
    tags = one.get("tags")
    return ForeignPhrase(
        name=one_line(short or name),
        text=said[0] if len(said) == 1 else "\n\n".join(map(_plain, said)),
        kept_back="it is switched off" if off else "" if said else "it is a note for agents",
        with_note=bool(said and notes),
        folder=one_line(folder.replace("::", " / ")),
        tags=tuple(tags) if isinstance(tags, list) and all(isinstance(tag, str) for tag in tags) else (),
        language=str(one.get("language") or one.get("lang") or "") if tool in ("Gorgias", "osTicket") else "",
    )


def _from_table(content: bytes, source: str) -> tuple[str, list[ForeignPhrase]]:
    """Zammad's and osTicket's tables, and any other with a name and a text."""
    table = csv_table(content, source)
    columns = table.columns or []
    text = next((name for name in ("content", "response", "text", "body", "reply") if name in columns), "")
    title = next((name for name in ("name", "title", "subject", "short_code") if name in columns), "")
    if not text or not title:
        raise BadImport(source, ["line 1: a column for the name and one for the text are needed (name, content)"])
    tool = "osTicket" if text == "response" else "Zammad"
    rows = [row.cells for row in table.rows if not row.fault]
    return tool, [
        ForeignPhrase(
            one_line(row.get(title, "")),
            row.get(text, ""),
            tags=tuple(filter(None, re.split(r"~~~|,", row.get("keywords", "")))),
            language=row.get("lang", row.get("language", "")),
            kept_back="it is switched off"
            if _OFF & {row.get(name, "").lower() for name in ("active", "isenabled")}
            else "",
        )
        for row in rows
        if row.get(title)
    ]


def _espanso(text: str, source: str) -> Iterator[ForeignPhrase]:
    problems = Problems(source)
    mapping = parse_yaml(text, problems)
    if mapping is None:
        raise BadImport(source, [str(problem) for problem in problems.found])
    entry = mapping.entries.get("matches")
    for match in entry[1].items if entry and isinstance(entry[1], Listing) else ():
        if isinstance(match, YamlMapping):
            keys = {name: value for name, (_key, value) in match.entries.items()}
            trigger = _first(keys, ("label", "trigger", "triggers", "regex"))
            said = _first(keys, ("replace", "form", "markdown", "html"))
            texts = _with_variants(said, keys)
            yield ForeignPhrase(one_line(trigger.strip(":/;")), texts[0], variants=tuple(texts))


def _first(keys: Mapping[str, Value], names: Iterable[str]) -> str:
    for name in names:
        value = keys.get(name)
        if isinstance(value, Listing) and value.items:
            value = value.items[0]
        if isinstance(value, Scalar):
            return value.text
    return ""


def _with_variants(said: str, keys: Mapping[str, Value]) -> list[str]:
    """The texts of a match: one for each choice of a random variable; what runs programs is named by its kind."""
    texts = [said.replace("$|$", "")]
    listing = keys.get("vars")
    for one in listing.items if isinstance(listing, Listing) else ():
        if not isinstance(one, YamlMapping):
            continue
        entries = {key: value for key, (_key, value) in one.entries.items()}
        name, kind = _first(entries, ("name",)), _first(entries, ("type",))
        mark = re.compile(rf"\{{\{{\s*{re.escape(name)}\s*\}}\}}")
        choices = _choices(entries.get("params"))
        said_so = choices if kind == "random" and choices else [f"{{{{{kind}:{name}}}}}"] if kind in _RUNS else []
        # No more at any time than are kept, for each variable multiplies them.
        made = (_put_in(mark, choice, text) for text in texts for choice in said_so)
        texts = list(islice(dict.fromkeys(made), _MOST_VARIANTS)) if said_so else texts
    return texts


def _put_in(mark: re.Pattern[str], choice: str, text: str) -> str:
    """A text with a choice in the place of its variable; as it is where it would become longer than a phrase is."""
    if len(text) + len(mark.findall(text)) * len(choice) > LONGEST_TEMPLATE:
        return text
    return mark.sub(lambda _found: choice, text)


def _choices(params: Value | None) -> list[str]:
    entry = params.entries.get("choices") if isinstance(params, YamlMapping) else None
    items = entry[1].items if entry and isinstance(entry[1], Listing) else ()
    return [one.text for one in items if isinstance(one, Scalar)]
