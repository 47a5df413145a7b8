"""Folders of Markdown that no tool has marked: what their front matter says of where they come from."""

from __future__ import annotations

from pathlib import Path

from kb.articles.article_source import KEYS
from kb.moving_in.dokuwiki import wiki_of
from kb.moving_in.found import text_in, texts_in
from kb.moving_in.front_matter import split
from kb.moving_in.tools import source_of

_ONLY_OURS = {"status", "summary", "keywords", "owner", "review_by", "ask", "confirm"}


def is_ours(path: Path) -> bool:
    """Whether a folder holds nothing but Markdown with front matter of our own keys, which needs no turning."""
    keys = _keys_in(path)
    return keys <= {*KEYS, "draft", "translations"} and not keys.isdisjoint(_ONLY_OURS)


def is_bare(path: Path) -> bool:
    """Whether a folder holds Markdown without a word on what it was written for, or for whom."""
    return path.is_dir() and not wiki_of(path, []) and not source_of(path).tool and not _keys_in(path)


def _keys_in(path: Path) -> set[str]:
    """All keys of front matter in a folder of plain Markdown; none for what a tool is known for."""
    if not path.is_dir() or source_of(path).tool:
        return set()
    return {key for file in texts_in(path) if file.suffix == ".md" for key in split(text_in(path, file))[0]}
