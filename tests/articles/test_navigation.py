"""Moving in: what the navigation of a site calls its pages and groups, they are called here, in each language."""

from __future__ import annotations

import json
from pathlib import Path

from kb.moving_in.move_in import plan_move_in
from kb.moving_in.moving_plan import MovingPlan

NAV = """site_name: Acme
plugins:
  - i18n:
      docs_structure: suffix
      languages:
        - locale: en
          default: true
        - locale: de
          nav_translations:
            # what customers see
            'Get started': 'Loslegen'
            Late parcels: Verspätete Pakete
            "Home": "Start"
nav:
  - Home: index.md
  - 'Get started':
    - 'Late parcels': 'start/late_parcel.md'
    - More:
      - Lost: 'start/lost.md'
  - Both: [start/lost.md, other/x.md]
extra: 1
"""


def planned(tmp_path: Path, settings: str, text: str, *pages: str) -> MovingPlan:
    (tmp_path / settings).write_text(text, "utf-8")
    for name in pages:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("Words.\n", "utf-8")
    return plan_move_in(tmp_path)


def titles(plan: MovingPlan) -> dict[str, str]:
    return {path: text.partition("title: ")[2].partition("\n")[0].strip('"') for path, text in plan.texts.items()}


def test_pages_and_folders_are_called_as_the_navigation_calls_them_in_each_language(tmp_path: Path) -> None:
    pages = (
        "index.en.md",
        "index.de.md",
        "start/late_parcel.en.md",
        "start/late_parcel.de.md",
        "start/lost.en.md",
        "other/x.en.md",
    )
    plan = planned(tmp_path, "mkdocs.yml", NAV, *(f"docs/{name}" for name in pages))
    assert titles(plan) == {
        "home.md": "Home",
        "home.de.md": "Start",
        "start/late-parcel.md": "Late parcels",
        "start/late-parcel.de.md": "Verspätete Pakete",
        "start/lost.md": "Lost",
        "other/x.md": "X",
        "start/_index.md": "Get started",
        "other/_index.md": "Other",
    }
    assert 'translations: {"de": {"title": "Loslegen"}}' in plan.texts["start/_index.md"]
    assert plan.report.guessed == ["other"]


def test_groups_of_mintlify_name_the_folders_that_they_hold(tmp_path: Path) -> None:
    groups = [{"group": "Your parcel", "pages": ["parcel/late", {"group": "Rare", "pages": ["parcel/lost"]}]}]
    settings = json.dumps({"navigation": {"tabs": [{"tab": "Help", "groups": groups}]}})
    plan = planned(tmp_path, "docs.json", settings, "parcel/late.mdx", "parcel/lost.mdx")
    assert titles(plan)["parcel/_index.md"] == "Your parcel"
