"""Who may read an article, as the front matter and the settings of other tools say it: nothing is public by a guess."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from kb.articles.article_source import parse_article
from kb.articles.held_back import held_by
from kb.articles.status import Status
from kb.cli.importing import lines_of
from kb.moving_in.front_matter import read, split
from kb.moving_in.move_in import plan_move_in
from kb.moving_in.moving_plan import MovingPlan
from tests.rows import each_row

NOW = dt.datetime(2026, 3, 4, 12, tzinfo=dt.UTC)
PAGE = "---\ntitle: {0}\n{1}---\n\nWords of {0}.\n"


@each_row(
    ("front", "status"),
    [
        ("publishDate: 2026-03-05", "draft"),
        ("publish_at: 2026-03-04T13:00:00Z", "draft"),
        ("publish_at: 2026-03-04T11:00:00Z", "public"),
        ("date: 2099-01-01 10:00:00 +0100", "draft"),
        ("date: 2020-01-01", "public"),
        ("date: soon", "public"),
        ("date:\n  created: 2099-01-01", "draft"),
        ("updated: 2099-01-01", "public"),
        ("published: 2099-01-01", "draft"),
        ("published: 2020-01-01", "public"),
        ("expiryDate: 2020-01-01", "archived"),
        ("expires_at: 2099-01-01", "public"),
        ("headless: true", "draft"),
        ("build:\n  render: never", "draft"),
        ("_build:\n  list: false", "draft"),
        ("Draft: true", "draft"),
        ("isDraft: yes", "draft"),
        ("draft: perhaps", "draft"),
        ("draft: false", "public"),
        ("publish: false", "draft"),
        ("dg-publish: false", "draft"),
        ("visible: false", "draft"),
        ("unlisted: true", "draft"),
        ("permalink: false", "draft"),
        ("noindex: true", "public"),
        ("public: false", "internal"),
        ("private: 1", "internal"),
        ("internalOnly: true", "internal"),
        ("password: hush", "internal"),
        ("visibility: internal", "internal"),
        ("visibility: unlisted", "draft"),
        ("visibility: public", "public"),
        ("audience: [internal]", "internal"),
        ("audience: customers", "public"),
        ("role: [Admin, Developer]", "public"),
        ("permissions: People with access to private repositories", "public"),
        ("user_segment_id: 360001", "internal"),
        ("user_segment_id: null", "public"),
        ("user_segment: Agents and admins", "internal"),
        ("user_segment: Everyone", "public"),
        ("if: visitor.claims.unsigned.staff", "internal"),
        ("status: In review", "draft"),
        ("status: obsolete", "archived"),
        ("status: new", "public"),
        ("archived: true", "archived"),
        ("draft: true\ninternal: true", "internal"),
    ],
)
def test_front_matter_of_any_tool_says_who_may_read_an_article(front: str, status: str) -> None:
    keys, _body = split(PAGE.format("Late", f"{front}\n"))
    assert read(keys, now=NOW).status == status


@pytest.mark.parametrize(
    "text",
    [
        '{"title": "Late", "draft": true}\n\nWords.',
        "+++\ntitle = 'Late'\npublishDate = 2099-01-01T10:00:00Z\n+++\nWords.",
    ],
)
def test_front_matter_of_hugo_may_be_json_or_toml(text: str) -> None:
    keys, body = split(text)
    assert body.strip() == "Words."
    assert (read(keys, now=NOW).title, read(keys, now=NOW).status) == ("Late", "draft")


@pytest.mark.parametrize(
    ("name", "copy"),
    [
        ("late.sync-conflict-20260101-120000-ABCDEF7", True),
        ("late (conflicted copy 2026-01-01 120000)", True),
        ("late (Robin's conflicted copy 2026-01-01)", True),
        ("late (copy)", True),
        ("late (Kopie 2)", True),
        ("late - Copy (3)", True),
        ("late - Kopie", True),
        ("late.bak", True),
        ("late.orig", True),
        ("~late", True),
        ("make-a-copy", False),
        ("copy", False),
        ("backup", False),
        ("sync-conflicts", False),
        ("late.de", False),
    ],
)
def test_a_copy_that_a_program_left_is_a_draft_and_an_error(tmp_path: Path, name: str, *, copy: bool) -> None:
    source = "---\ntitle: Late\nstatus: public\n---\nWords.\n"
    article, problems = parse_article(source, f"post/{name}.md")
    assert (article.status, [one.code for one in problems]) == (("draft", ["copy-name"]) if copy else ("public", []))
    (tmp_path / f"{name}.md").write_text("---\ntitle: Late\ndescription: Soon\n---\nWords.\n")
    assert [*statuses(plan_move_in(tmp_path)).values()] == ["draft" if copy else "public"]


def test_a_key_of_another_tool_holds_an_article_of_a_desk_back_where_no_status_is() -> None:
    article, problems = parse_article("---\ntitle: Late\npublished: false\n---\nWords.\n", "late.md", Status.PUBLIC)
    assert (article.status, [one.code for one in problems]) == (Status.DRAFT, [])
    article, problems = parse_article("---\ntitle: Late\nstatus: public\nprivate: true\n---\nWords.\n", "late.md")
    assert article.status is Status.PUBLIC
    assert [(one.line, one.code) for one in problems] == [(4, "draft-ignored")]
    assert "write `status: internal` to keep it back" in problems[0].message
    article, problems = parse_article("---\ntitle: Late\nroles: [agents]\n---\nWords.\n", "late.md", Status.PUBLIC)
    assert (article.status, [one.code for one in problems]) == (Status.INTERNAL, [])
    assert held_by({"title": "Late", "role": "Admin"}) is None


def moved(tmp_path: Path, settings: dict[str, str], *pages: str, **fronts: str) -> MovingPlan:
    """The plan for a folder with some settings of a tool, and a page for each name."""
    for name, text in settings.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    for name in pages:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(PAGE.format(name, fronts.get(Path(name).stem, "")), "utf-8")
    return plan_move_in(tmp_path)


def statuses(plan: MovingPlan) -> dict[str, str]:
    return {path: text.partition("status: ")[2].partition("\n")[0] for path, text in plan.texts.items()}


@pytest.mark.parametrize(
    ("settings", "pages", "held", "reason"),
    [
        (
            {"mkdocs.yml": "site_name: Acme\ndraft_docs: |\n  # soon\n  drafts/\n  *.tmp.md\n"},
            ("docs/late.md", "docs/drafts/soon.md"),
            "drafts/soon.md",
            "draft_docs",
        ),
        (
            {".vitepress/config.ts": "export default { srcExclude: ['**/inner/**'] }"},
            ("late.md", "a/inner/soon.md"),
            "a/inner/soon.md",
            "srcExclude",
        ),
        (
            {"_config.yml": "title: Acme\nexclude:\n- notes\nother: 1\n"},
            ("late.md", "notes/soon.md"),
            "notes/soon.md",
            "exclude",
        ),
        (
            {"_config.yml": "title: Acme\nexclude: [Gemfile, notes/, 'x y']\n"},
            ("late.md", "notes/soon.md"),
            "notes/soon.md",
            "exclude",
        ),
        (
            {"_config.yml": "title: Acme\nexclude:\n  - _docs/inner\n"},
            ("_docs/late.md", "_docs/inner/soon.md"),
            "inner/soon.md",
            "exclude",
        ),
        ({"_config.yml": "title: Acme\n"}, ("late.md", "_drafts/soon.md"), "drafts/soon.md", "_drafts"),
        ({"SUMMARY.md": "* [Late](late.md)\n"}, ("late.md", "soon.md"), "soon.md", "SUMMARY.md"),
        (
            {"hugo.toml": "title='x'", "content/b/_index.md": "---\ntitle: B\ncascade:\n  draft: true\n---\n"},
            ("content/late.md", "content/b/soon.md"),
            "b/soon.md",
            "draft",
        ),
        (
            {"hugo.toml": "title='x'", "content/b/_index.md": "+++\ntitle = 'B'\n[[cascade]]\ndraft = true\n+++\n"},
            ("content/late.md", "content/b/soon.md"),
            "b/soon.md",
            "draft",
        ),
        ({"docs.json": '{"navigation": {"pages": ["late"]}}'}, ("late.md", "soon.md"), "soon.md", "docs.json"),
        (
            {"docs.json": '{"navigation": {"pages": ["late"]}}', ".mintignore": "/soon.md\n"},
            ("late.md", "soon.md"),
            "soon.md",
            ".mintignore",
        ),
    ],
)
def test_what_settings_keep_off_a_site_is_a_draft_and_is_named(
    tmp_path: Path, settings: dict[str, str], pages: tuple[str, ...], held: str, reason: str
) -> None:
    plan = moved(tmp_path, settings, *pages)
    assert {path: said for path, said in statuses(plan).items() if not path.endswith("_index.md")} == {
        "late.md": "public", held: "draft",
    }  # fmt: skip
    assert f"Not public here, as the source says: {held} ({reason})." in lines_of(plan.report)


def test_one_key_may_mean_something_to_one_tool_alone(tmp_path: Path) -> None:
    plan = moved(tmp_path / "a", {"mkdocs.yml": "site_name: Acme\n"}, "docs/old.md", old="status: deprecated\n")
    assert statuses(plan) == {"old.md": "public"}
    settings = {"docs.json": '{"navigation": {"pages": ["paid"]}}'}
    assert statuses(moved(tmp_path / "b", settings, "paid.md", paid="groups: [gold]\n")) == {"paid.md": "internal"}


def test_a_key_that_keeps_nobody_out_is_not_called_one_without_a_place(tmp_path: Path) -> None:
    plan = moved(tmp_path, {"_config.yml": "title: Acme\n"}, "late.md", late="published: true\nlayout: page\n")
    assert "Keys without a place here: layout (1)." in lines_of(plan.report)


@pytest.mark.parametrize(
    "listed",
    [
        "[Two](two%20words.md)", '[Two](<two words.md> "Two")', r"[Two \[new\]](two%20words.md#part)",
        "[Two [new]](two%20words.md)", "[Two](./two%20words.md)",
    ],
)  # fmt: skip
def test_a_page_that_the_summary_of_gitbook_lists_is_public_however_it_is_written(tmp_path: Path, listed: str) -> None:
    plan = moved(
        tmp_path, {"SUMMARY.md": f"* {listed}\n* [Late](late(1).md)\n"}, "two words.md", "late(1).md", "soon.md"
    )
    assert statuses(plan) == {"two-words.md": "public", "late-1.md": "public", "soon.md": "draft"}


def test_folders_that_docusaurus_does_not_show_do_not_come(tmp_path: Path) -> None:
    plan = moved(tmp_path, {"docusaurus.config.js": "x"}, "docs/late.md", "docs/_parts/soon.md")
    assert statuses(plan) == {"late.md": "public"}
