"""Jekyll: which folders of a site hold pages, where these stood, and texts that it keeps by language.

What `_i18n` holds is put in by the tags `t` and `tf` of the plugin jekyll-multiple-languages-plugin.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kb.moving_in.found import text_in
from kb.moving_in.front_matter import split
from kb.problem import Problems
from kb.text import slugify
from kb.yaml.reader import Listing, Scalar, Value
from kb.yaml.reader import Mapping as YamlMapping
from kb.yaml.tree import parse_yaml

_POSTS = {"": "/:categories/:year/:month/:day/:title", "none": "/:categories/:title"}
"""The addresses of posts, by the name of their style; each other name says the first, too."""
_DATED = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})-(?=.)")
_FIELD = re.compile(r":(\w+)")
_TAG = re.compile(r"\{%-?[ \t]*+(tf?|translate(?:_file)?)[ \t]++((?:[^{}%\n]|\{\{[^{}\n]*+\}\})++)-?%\}")
_VALUE = re.compile(r"\{\{-?[ \t]*+([\w.]++)[^{}\n]*+\}\}")
_TEXTS = "_i18n"
_DEEPEST = 4


@dataclass(frozen=True)
class Collection:
    """Pages in a folder of their own, as the settings name them."""

    shown: bool = False
    """Whether each of them is a page of the site; else only templates show something of them."""
    permalink: str = ""


def collections_of(settings: str) -> dict[str, Collection]:
    """The collections in the text of the settings, and posts, by their folders."""
    site = _mapping(settings)
    style = _scalar(site.get("permalink"))
    found = {"_posts": Collection(True, style if "/" in style else _POSTS.get(style, _POSTS[""]))}
    found["_drafts"] = found["_posts"]
    given = site.get("collections")
    if isinstance(given, Listing):
        found |= {f"_{one.text}": Collection() for one in given.items if isinstance(one, Scalar)}
    for name, (_key, said) in given.entries.items() if isinstance(given, YamlMapping) else ():
        keys = {key: value for key, (_key, value) in said.entries.items()} if isinstance(said, YamlMapping) else {}
        found[f"_{name}"] = Collection(_scalar(keys.get("output")) == "true", _scalar(keys.get("permalink")))
    included = site.get("include")
    for one in included.items if isinstance(included, Listing) else ():
        found.setdefault(_scalar(one), Collection(shown=True))
    return found


def languages_of(settings: str) -> list[str]:
    """The languages of a site whose texts lie in `_i18n`, its own first."""
    site = _mapping(settings)
    given = site.get("languages")
    named = [_scalar(one) for one in given.items] if isinstance(given, Listing) else []
    own = _scalar(site.get("defaultLang")) or _scalar(site.get("default_lang")) or next(iter(named), "en")
    return list(dict.fromkeys([own, *named]))


def address_of(path: str, keys: Mapping[str, object], collections: Mapping[str, Collection]) -> str:
    """Where a page in the folder of a collection stood on its site, without slashes at the ends."""
    folder, _, rest = path.partition("/")
    stem = rest.rpartition(".")[0]
    name = posixpath.basename(stem)
    dated = _DATED.match(name) or _DATED.match(f"{str(keys.get('date', ''))[:10]}-x")
    title = slugify(_DATED.sub("", name)) or name
    fields = {"collection": folder[1:], "path": stem, "title": title, "slug": title, "name": title, "output_ext": ""}
    if dated:
        year, month, day = dated.groups()
        fields |= {"year": year, "month": f"{month:0>2}", "day": f"{day:0>2}"}
        fields |= {"i_month": month.lstrip("0"), "i_day": day.lstrip("0"), "short_year": year[2:]}
    pattern = collections[folder].permalink or "/:collection/:path"
    address = _FIELD.sub(lambda field: fields.get(field[1], ""), pattern)
    return re.sub(r"/{2,}", "/", address).strip("/").removesuffix(".html")


def words_of(project: Path, language: str) -> dict[str, str]:
    """The words of a site in one language, by the names under which the tag `t` knows them."""
    return dict(_leaves(_mapping(text_in(project, project / _TEXTS / f"{language}.yml"))))


def written_out(
    text: str, keys: Mapping[str, str], project: Path, language: str, words: Mapping[str, str], depth: int = 0
) -> str:
    """A text with the words and the texts of one language that its tags name; what is not there stays a tag."""

    def value(name: re.Match[str]) -> str:
        given = keys.get(name[1].removeprefix("page."), "") if name[1].startswith("page.") else ""
        return given or name[0]

    def put(tag: re.Match[str]) -> str:
        named = _VALUE.sub(value, tag[2]).strip()
        if tag[1] in ("t", "translate"):
            return words.get(named, tag[0])
        file = project / _TEXTS / language / named.lstrip("/")
        inside = split(text_in(project, file), "Jekyll")[1].strip("\n") if depth < _DEEPEST else ""
        return written_out(inside, keys, project, language, words, depth + 1) if inside else tag[0]

    return _TAG.sub(put, text)


def _mapping(text: str) -> dict[str, Value]:
    read = parse_yaml(text, Problems("")) if text.strip() else None
    return {key: value for key, (_key, value) in read.entries.items()} if read else {}


def _scalar(value: Value | None) -> str:
    return value.text.strip() if isinstance(value, Scalar) else ""


def _leaves(values: Mapping[str, Value], above: str = "") -> Iterator[tuple[str, str]]:
    for key, value in values.items():
        if isinstance(value, Scalar):
            yield f"{above}{key}", value.text
        elif isinstance(value, YamlMapping):
            yield from _leaves({name: one for name, (_key, one) in value.entries.items()}, f"{above}{key}.")
