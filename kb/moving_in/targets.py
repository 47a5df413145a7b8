"""Targets: what makes the place of a page in a desk another one than its place in the source."""

from __future__ import annotations

import posixpath
import re
from collections import Counter

from kb.markdown.unseen import without_comments
from kb.moving_in.front_matter import FrontMatter
from kb.moving_in.pages import ForeignPage
from kb.moving_in.translated import name_of
from kb.text import slugify

_SHORT = 300
"""Characters of a body that can stand as a summary."""


def with_overviews(pages: list[ForeignPage], targets: dict[str, str], bodies: dict[str, str]) -> dict[str, str]:
    """Targets in which a page that would describe its folder, and says more than that, is an article of its own.

    So is one that describes nothing else: a topic without articles is not shown, and its page would be gone.
    """
    found = dict(targets)
    held = Counter(folder for target in targets.values() for folder in _folders_of(target))
    for page in pages:
        body, target = bodies[page.path], found[page.path]
        alone = target == "_index.md" or held[posixpath.dirname(target)] == 1
        stands_alone = bool(body.strip()) if alone else not _fits_summary(body)
        if posixpath.basename(target) == "_index.md" and stands_alone:
            found[page.path] = _overview(page, target, set(found.values()))
    return found


def _folders_of(target: str) -> list[str]:
    parts = target.split("/")
    return ["/".join(parts[:number]) for number in range(1, len(parts))]


def without_folder(targets: dict[str, str], folder: str) -> dict[str, str]:
    """Targets without the folder of the desk's own language, but where something else lies there already."""
    taken = {target for target in targets.values() if not target.startswith(f"{folder}/")}
    shorter = {path: target.removeprefix(f"{folder}/") for path, target in targets.items()}
    return {
        path: targets[path] if target in taken and target != targets[path] else target
        for path, target in shorter.items()
    }


def apart(targets: dict[str, str], languages: set[str]) -> tuple[dict[str, str], dict[str, FrontMatter]]:
    """Targets of which none lies where the pages of another language do, and the categories that this makes.

    What the other site has in one of its other languages alone translates nothing, and customers read it all the same.
    """
    found, categories = {}, {}
    codes = {language.lower(): language for language in languages}
    for path, target in targets.items():
        first, _, rest = target.partition("/")
        found[path] = f"only-{target}" if rest and first in codes else target
        if rest and first in codes:
            categories[f"only-{first}"] = FrontMatter(title=name_of(codes[first]))
    return found, categories


def _fits_summary(body: str) -> bool:
    """Whether a body is so short and plain that it can stand as the summary of its category."""
    text = re.sub(r"\{\{(?:[^{}]|\{(?!\{)|\}(?!\}))*+\}\}", "", without_comments(body)).strip()
    return not text or (len(text) <= _SHORT and "\n\n" not in text and not re.search(r"[\[<#|:]", text))


def _overview(page: ForeignPage, index: str, taken: set[str]) -> str:
    folder = posixpath.dirname(index)
    name = f"{posixpath.basename(folder)}-overview" if folder else slugify(page.front.title) or "welcome"
    target = posixpath.join(folder, f"{name}.md")
    return target if target not in taken else target.replace(".md", "-2.md")
