"""Which tool a folder of articles was written for, by the marks that the tool leaves, and how it lays out its files."""

from __future__ import annotations

import contextlib
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kb.files import real_path
from kb.folders import folders_below
from kb.moving_in import jekyll
from kb.moving_in.found import lies_in, text_in, texts_in
from kb.moving_in.masking import Code

_UP = 4
"""How many folders above the one that was named are looked at for a tool's settings."""
_DOWN = 4
"""How many folders below it, where a help centre stands in a project of another kind."""
_MOST = 0.8
_SKIPPED = {"node_modules", "dist", "build", "_site", "vendor", "tests", "test", "examples", "fixtures", "__tests__"}
_MARKS = (
    ("Docusaurus", ("docusaurus.config.js", "docusaurus.config.ts", "docusaurus.config.mjs")),
    ("VuePress", (".vuepress",)),
    ("VitePress", (".vitepress",)),
    ("MkDocs", ("mkdocs.yml", "mkdocs.yaml")),
    ("Mintlify", ("mint.json", "docs.json")),
    ("Starlight", ("astro.config.mjs", "astro.config.ts", "astro.config.js")),
    ("Nextra", ("theme.config.tsx", "theme.config.jsx", "theme.config.js", "_meta.js", "_meta.ts", "_meta.global.tsx",
                "_meta.global.js", "_meta.json", "_meta.tsx")),
    ("Hugo", ("hugo.toml", "hugo.yaml", "archetypes", "layouts/shortcodes", "layouts/_shortcodes", "config/_default")),
    ("Jekyll", ("_config.yml",)),
    ("GitBook", (".gitbook.yaml", ".gitbook", "book.json", "SUMMARY.md")),
    ("Obsidian", (".obsidian",)),
)  # fmt: skip
"""Files and folders that only one tool has, the surest first."""
_MINTLIFY = "CardGroup|AccordionGroup|ParamField|Steps|Note|Warning|Tip"
_IN_TEXTS = (
    ("ExL", re.compile(r"^exl-id:|\[!DNL |\[!UICONTROL ", re.MULTILINE)),
    ("GitBook", re.compile(r"\{% (?:hint style|content-ref|tabs) ?")),
    ("Hugo", re.compile(r"\{\{[<%] ?[a-z]")),
    (
        "VuePress",
        re.compile(
            r"^\[\[toc\]\]|^::: (?:tip|warning|danger|details|code-group)|<Badge ", re.MULTILINE | re.IGNORECASE
        ),
    ),
    ("Obsidian", re.compile(r"!?\[\[(?!_?toc_?\]\])[^\[\]\n]++\]\]", re.IGNORECASE)),
    (
        "Mintlify",
        re.compile(rf"^[ \t]*+<(?:{_MINTLIFY})\b", re.MULTILINE),
    ),
    ("Docusaurus", re.compile(r"from '@(?:theme|site)/|^sidebar_position:", re.MULTILINE)),
    ("MkDocs", re.compile(r"^(?:!!!|\?\?\?\+?) \w|^=== \"", re.MULTILINE)),
    ("Jekyll", re.compile(r"\{% (?:include|highlight|raw)|^permalink:", re.MULTILINE)),
)
"""What a tool's texts hold where its settings are not there."""
_STATIC = {
    "Docusaurus": ("static",),
    "VuePress": (".vuepress/public", "docs/.vuepress/public"),
    "VitePress": ("public", "src/public", "docs/public"),
    "Hugo": ("static", "assets"),
    "GitBook": (".gitbook/assets", ""),
    "Starlight": ("public", "src/assets"),
    "Nextra": ("public",),
    "Mintlify": ("",),
}
"""The folders whose content stands at the top of the site."""
_CONTENT = {
    "Docusaurus": ("docs",),
    "Hugo": ("content/en", "content"),
    "MkDocs": ("docs",),
    "ExL": ("help",),
    "Starlight": ("src/content/docs", "docs/src/content/docs", "src/content"),
    "Nextra": ("content", "src/content", "pages", "src/pages", "docs"),
    "Jekyll": ("_articles", "_docs", "_pages", "docs"),
}
"""Where a tool's texts lie below its settings, the likeliest first."""
_FEW = 25
"""One text in so many has a tool's marks, at least; fewer may only speak of the tool."""
_TRIED = 200
"""Texts that are looked into for a tool's marks."""


@dataclass(frozen=True)
class Source:
    """A folder of articles with what is known of the tool it was written for."""

    tool: str
    """Empty where it is plain Markdown."""
    content: Path
    """The folder in which the articles are."""
    project: Path
    """The folder with the tool's settings; the same as `content` where there are none."""
    base: str = ""
    """What stands before the path of an article in its address, as `docs` for Docusaurus."""
    static: tuple[Path, ...] = ()
    site: str = ""
    """Where the site stood, with a slash at its end; empty where the settings do not say it."""
    variables: dict[str, str] = field(default_factory=dict)
    """Values that texts name as `{{ site.title }}`."""
    collections: dict[str, jekyll.Collection] = field(default_factory=dict)
    """Of Jekyll, the folders that hold pages, by their names."""
    languages: tuple[str, ...] = ()
    """Of Jekyll, the languages in which it keeps texts apart from its pages, its own first."""


def source_of(folder: Path) -> Source:
    """What a folder of articles is; a project's own folder leads to the articles in it."""
    folder = real_path(folder)
    tool, project = next(_by_settings(folder), ("", folder))
    content = _content_of(tool, folder, project) if tool else folder
    if not tool or (content == folder == project and tool in _CONTENT and not _holds(folder, tool)):
        below = _below(folder)
        tool, project, content = below or (tool or _by_texts(folder), project, _likely_folder(content))
    # A link, or a path in the settings, may lead out of what is brought in.
    content = content if lies_in(project, content) else folder
    settings = settings_text(project, tool)
    return Source(
        tool=tool,
        content=content,
        project=project,
        base=_base_of(tool, settings, content, project),
        static=tuple(
            path for name in _STATIC.get(tool, ()) if (path := project / name).is_dir() and lies_in(project, path)
        ),
        site=_site_of(settings),
        variables=_variables_of(tool, settings),
        collections=jekyll.collections_of(settings) if tool == "Jekyll" else {},
        languages=tuple(jekyll.languages_of(settings)) if tool == "Jekyll" and (project / "_i18n").is_dir() else (),
    )


def _by_settings(folder: Path) -> Iterator[tuple[str, Path]]:
    for place in (folder, *list(folder.parents)[:_UP]):
        for tool, names in _MARKS:
            near = place == folder or tool != "Obsidian"
            if near and any((place / name).exists() for name in names) and (tool != "Mintlify" or _is_mintlify(place)):
                yield tool, place
        if (place / ".git").exists():
            return


def _holds(folder: Path, tool: str) -> bool:
    """Whether a tool's articles may lie beside its settings."""
    return tool not in ("Docusaurus", "MkDocs", "Starlight", "Nextra") or any(
        path.parent == folder for path in texts_in(folder)
    )


def _below(folder: Path) -> tuple[str, Path, Path] | None:
    """The tool, the settings and the articles of the help centre that holds most of the texts below a folder."""
    most, found = 0, None

    def enters(one: Path) -> bool:
        deep = len(one.relative_to(folder).parts) > _DOWN
        return not deep and one.name not in _SKIPPED and not one.name.startswith(".")

    for root, folders, files in sorted(folders_below(folder, enters)):
        names = {one.name for one in (*folders, *files)}
        for tool, marks in _MARKS if root != folder else ():
            if names.isdisjoint(marks) or (tool == "Mintlify" and not _is_mintlify(root)):
                continue
            content = _content_of(tool, root, root)
            count = _texts_in(content)
            if count > most:
                most, found = count, (tool, root, content)
            break
    return found if 2 * most > _texts_in(folder) else None


def _texts_in(folder: Path) -> int:
    return len([path for path in texts_in(folder) if not _SKIPPED.intersection(path.relative_to(folder).parts)])


def _is_mintlify(place: Path) -> bool:
    if (place / "mint.json").exists():
        return True
    return "navigation" in text_in(place, place / "docs.json")


def _by_texts(folder: Path) -> str:
    counts: dict[str, int] = {}
    tried = 0
    for number, path in enumerate(texts_in(folder)):
        if number >= _TRIED:
            break
        tried += 1
        text = Code().out(text_in(folder, path))
        for tool, pattern in _IN_TEXTS:
            if pattern.search(text):
                counts[tool] = counts.get(tool, 0) + 1
                break
    likely = {tool: count for tool, count in counts.items() if count * _FEW >= tried}
    return max(likely, key=lambda tool: likely[tool], default="")


def _likely_folder(folder: Path) -> Path:
    """Where the texts of a project lie whose tool is not known: in a folder of a usual name that holds most of them."""
    for name in ("docs", "content/docs", "content", "documentation", "doc", "help", "articles", "wiki"):
        inside = folder / name
        if inside.is_dir() and _texts_in(inside) > _MOST * _texts_in(folder):
            return inside
    for inside in sorted({folder / path.relative_to(folder).parts[0] for path in texts_in(folder)}):
        if _has_other_languages(inside) and _texts_in(inside) > _MOST * _texts_in(folder):
            return inside
    return folder


def _content_of(tool: str, folder: Path, project: Path) -> Path:
    if folder != project:
        return folder
    if tool == "VitePress":
        return _source_of_vitepress(project)
    named = re.search(r"^docs_dir: *[\"']?([^\"'#\s]+)", settings_text(project, tool), re.MULTILINE)
    if named and (project / named[1]).is_dir():
        return real_path(project / named[1])
    for name in _CONTENT.get(tool, ()):
        inside = project / name
        # Where other languages lie beside English, all of them come in.
        if name.endswith("/en") and _has_other_languages(inside.parent):
            continue
        if inside.is_dir() and texts_in(inside):
            return inside
    return folder


def _source_of_vitepress(project: Path) -> Path:
    """The folder beside the settings, or the one that they name: everything in it is a page, whatever it is called."""
    settings = (f".vitepress/config{name}.{kind}" for name in ("", "/index") for kind in ("ts", "mts", "js", "mjs"))
    named = re.search(r"\bsrcDir: *['\"]([^'\"]+)['\"]", "".join(text_in(project, project / name) for name in settings))
    return real_path(project / named[1]) if named and (project / named[1]).is_dir() else project


def _has_other_languages(folder: Path) -> bool:
    """Whether folders of other languages than English hold texts below a folder."""
    first = {path.relative_to(folder).parts[0] for path in texts_in(folder)} if folder.is_dir() else set()
    return any(re.fullmatch(r"(?!en$)[a-z]{2}(?:-[A-Za-z]{2})?", name) for name in first)


def settings_text(project: Path, tool: str) -> str:
    """The text of the file in which a tool's settings stand; empty where there is none."""
    names = {
        "MkDocs": ("mkdocs.yml", "mkdocs.yaml"),
        "Jekyll": ("_config.yml",),
        "Hugo": ("hugo.toml", "config.toml", "hugo.yaml", "config.yaml", "config/_default/params.toml"),
        "Docusaurus": ("docusaurus.config.js", "docusaurus.config.ts", "docusaurus.config.mjs"),
    }.get(tool, ())
    return next((text for name in names if (text := text_in(project, project / name))), "")


def _base_of(tool: str, settings: str, content: Path, project: Path) -> str:
    if tool == "Docusaurus":
        found = re.search(r"routeBasePath: *['\"]([^'\"]*)['\"]", settings)
        return found[1].strip("/") if found else "docs"
    if tool == "Jekyll" and content.parent == project and content.name.startswith("_"):
        section = re.search(rf"^ ++{re.escape(content.name[1:])}:\n((?: [^\n]*+\n)*+)", settings, re.MULTILINE)
        found = re.search(r"^ +permalink: */?([^/:\n]*)/", section[1], re.MULTILINE) if section else None
        return found[1] if found else content.name[1:]
    return ""


def _site_of(settings: str) -> str:
    found = re.search(
        r"^\s*(?:site_url|baseURL|base_url|url) *[:=] *['\"]?(https?://[^'\"\s,]+)", settings, re.MULTILINE
    )
    return found[1].rstrip("/") + "/" if found else ""


def _variables_of(tool: str, settings: str) -> dict[str, str]:
    """Single values of the settings, by the names under which texts know them."""
    if tool == "Hugo":
        return {f"param.{name}": value for name, value in _params_of(settings).items()}
    if tool not in ("Jekyll", "MkDocs"):
        return {}
    lines = re.findall(r"^( *)([\w-]+): +[\"']?([^\"'#\n{\[]+?)[\"']? *$", settings, re.MULTILINE)
    if tool == "Jekyll":
        return {f"site.{name}": value for indent, name, value in lines if not indent}
    return {name: value for indent, name, value in lines if indent}


def _params_of(settings: str) -> dict[str, str]:
    """The single values below `params` in the settings of Hugo, which are TOML or YAML."""
    with contextlib.suppress(ValueError, RecursionError):
        given = tomllib.loads(settings).get("params")
        return {name: str(one) for name, one in given.items() if isinstance(one, str | int)} if given else {}
    below = re.search(r"^params:[ \t]*\n((?:[ ]++[^\n]*+\n|\n)*+)", settings + "\n", re.MULTILINE)
    lines = re.findall(r"^[ ]+([\w-]+): +[\"']?([^\"'#\n{\[]+?)[\"']? *$", below[1] if below else "", re.MULTILINE)
    return dict(lines)
