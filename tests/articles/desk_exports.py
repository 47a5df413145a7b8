"""Exports of desks as files, and the articles that become of them."""

# ruff: noqa: E501  the lines of exports are as long as desks write them

from __future__ import annotations

import base64
import json
from pathlib import Path

from kb.articles.library import load_library
from kb.faq.editions import is_shown
from kb.moving_in.move_in import move_in, plan_move_in
from kb.moving_in.moving_plan import MovingPlan

PIXEL = base64.b64encode(b"\x89PNG 1").decode()


def planned(tmp_path: Path, **files: object) -> MovingPlan:
    """What a folder with some files of JSON becomes."""
    source = tmp_path / "export"
    source.mkdir()
    for name, content in files.items():
        text = content if isinstance(content, str) else json.dumps(content)
        (source / f"{name}.json").write_text(text, "utf-8")
    return plan_move_in(source)


def statuses(plan: MovingPlan) -> dict[str, str]:
    """The status of each article, as its text says it."""
    articles = {path: text for path, text in plan.texts.items() if not path.endswith("_index.md")}
    return {path: text.partition("status: ")[2].partition("\n")[0] for path, text in articles.items()}


def shown(plan: MovingPlan, tmp_path: Path) -> list[str]:
    """What customers would read of a plan once it is written."""
    move_in(plan, tmp_path / "articles")
    library = load_library(tmp_path / "articles")
    return sorted(article.path for article in library.articles if is_shown(library, article))


def zendesk(number: int, title: str, **more: object) -> dict[str, object]:
    """An article as `/api/v2/help_center/articles` gives it."""
    said = {"id": number, "title": title, "name": title, "body": f"<p>All about {title}.</p>", "section_id": 70}
    said |= {"locale": "en-us", "source_locale": "en-us", "draft": False, "promoted": False, "position": 0}
    said |= {"user_segment_id": None, "label_names": [], "outdated": False, "updated_at": "2026-01-01T00:00:00Z"}
    return {**said, **more}


SECTIONS = [
    {"id": 70, "name": "Post", "description": "", "category_id": 7, "parent_section_id": None, "position": 0, "locale": "en-us", "source_locale": "en-us"},
    {"id": 71, "name": "Abroad", "description": "", "category_id": 7, "parent_section_id": 70, "position": 1, "locale": "en-us", "source_locale": "en-us"},
]  # fmt: skip
