"""Moving in: what the navigation of a site calls its pages and groups, they are called here, in each language."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

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


SIDEBARS = {
    ".vitepress/config.ts": (
        "",
        (
            "export default { themeConfig: {\n  nav: [{ text: 'Top', items: [{ text: 'A', link: '/parcel/late' }] }],\n"
            "  sidebar: {\n    '/': [\n      { text: 'Your \\'parcel\\'', link: '/parcel/', items: [\n"
            "        // { text: 'Old', link: '/parcel/old' },\n"
            "        { text: 'Lost', link: '/parcel/lost' }, 'x' ] },\n"
            "      { text: 'Help', base: '/pots/', items: [{ text: 'key.of.words', link: 'size' }] },\n    ],\n  },\n"
            "  footer: { items: [{ text: 'Z', link: '/pots/size' }, { text: 'Z', link: '/parcel/late' }] } } }\n"
        ),
    ),
    ".vuepress/config.js": (
        "",
        (
            "module.exports = { themeConfig: { sidebar: { '/': [\n  { title: \"Your 'parcel'\", children: ['/parcel/', '/parcel/lost.md'] },\n"  # noqa: E501  one line of a source
            "  { title: 'Help', path: '/pots/', children: ['/pots/size'] } ] } } }\n"
        ),
    ),
    "sidebars.js": (
        "docs/",
        (
            "module.exports = { docs: [\n  { type: 'category', label: \"Your 'parcel'\", link: { type: 'doc', id: 'parcel/index' },\n"  # noqa: E501  one line of a source
            "    items: ['parcel/lost'] },\n  { 'Help us': ['pots/size'] },\n"
            "  { type: 'link', label: 'X', href: '/x' } ] }\n"
        ),
    ),
    "astro.config.mjs": (
        "src/content/docs/",
        (
            "export default { integrations: [starlight({ sidebar: [\n  { label: \"Your 'parcel'\", items: ['parcel', { slug: 'parcel/lost' }] },\n"  # noqa: E501  one line of a source
            "  { label: 'Help', items: [{ label: 'Size', link: '/pots/size' }] } ] })] }\n"
        ),
    ),
}


@pytest.mark.parametrize("settings", SIDEBARS)
def test_a_sidebar_that_is_written_as_a_program_gives_titles_and_order(tmp_path: Path, settings: str) -> None:
    folder, text = SIDEBARS[settings]
    (tmp_path / settings).parent.mkdir(parents=True, exist_ok=True)
    if folder == "docs/":
        (tmp_path / "docusaurus.config.js").write_text("")
    pages = ("parcel/index.md", "parcel/late.md", "parcel/lost.md", "pots/size.md")
    plan = planned(tmp_path, settings, text, *(f"{folder}{name}" for name in pages))
    assert (titles(plan)["parcel/_index.md"], titles(plan)["pots/_index.md"][:4]) == ("Your 'parcel'", "Help")
    parcel, pots = order_of(plan, "parcel/_index.md"), order_of(plan, "pots/_index.md")
    assert 0 < parcel < order_of(plan, "parcel/lost.md") < pots <= order_of(plan, "pots/size.md")
    assert order_of(plan, "parcel/late.md") == 0


def order_of(plan: MovingPlan, path: str) -> int:
    return int((plan.texts[path].partition("order: ")[2] or "0\n").partition("\n")[0])


def test_the_menus_of_hugo_name_its_sections_in_each_language(tmp_path: Path) -> None:
    settings = (
        "defaultContentLanguage = 'en'\n[[menu.main]]\nname = 'Ask'\nurl = 'https://a.example/'\n"
        "[[languages.en.menu.docs]]\nname = 'Pots'\nurl = '/b/'\nweight = 20\n"
        "[[languages.en.menu.docs]]\nname = 'Parcels'\nurl = '/a/'\nweight = 10\n"
        "[[languages.de.menu.docs]]\nname = 'Pakete'\nurl = '/a/'\n"
    )
    (tmp_path / "content").mkdir()
    plan = planned(tmp_path, "hugo.toml", settings, "content/a/x.md", "content/b/y.md")
    first, second = plan.texts["a/_index.md"], plan.texts["b/_index.md"]
    assert first == '---\ntitle: "Parcels"\norder: 1\ntranslations: {"de": {"title": "Pakete"}}\n---\n'
    assert second == '---\ntitle: "Pots"\norder: 2\n---\n'


def test_a_page_that_describes_a_folder_names_no_other(tmp_path: Path) -> None:
    nav = "nav:\n  - Run it:\n    - Overview: run/index.md\n    - Pots: run/pots.md\n"
    pages = (
        "docs/run/index.md",
        "docs/run/pots.md",
        "docs/run/pots/index.md",
        "docs/run/pots/size.md",
        "docs/1.0/a.md",
    )
    plan = planned(tmp_path, "mkdocs.yml", f"site_name: A\n{nav}", *pages)
    assert titles(plan)["run/_index.md"] == "Run it"
    assert "run/pots/pots-2.md" in plan.texts
    assert titles(plan)["1-0/_index.md"] == "1.0"
