"""What git leaves where two people changed the same lines is an error, and never reaches a customer."""

from __future__ import annotations

from pathlib import Path

import pytest

from composer.desk.language import load_language
from kb.articles import ARTICLES
from kb.articles.article_source import parse_article
from kb.articles.library import load_library
from kb.articles.status import Status
from kb.conflicts import conflict_line
from kb.desk_files import SETTINGS
from kb.errors import KBError
from kb.faq.export import export_faq
from kb.settings import load_library_settings, read_settings_file
from tests.rows import each_row

WHOLE = "<<<<<<< HEAD\nours\n=======\ntheirs\n>>>>>>> theirs\n"
DIFF3 = "<<<<<<< HEAD\nours\n||||||| base\nwas\n=======\ntheirs\n>>>>>>> theirs\n"


@each_row(
    ("text", "line"),
    [
        (WHOLE, 1),
        (f"Words.\n\n{WHOLE}", 3),
        (DIFF3, 1),
        (f"\ufeff{WHOLE}", 1),
        (f"a\x0bb\u2028c\n{WHOLE}".replace("\n", "\r\n"), 2),
        (f"```\n{WHOLE}```\n", 2),
        (f"    {WHOLE}", 5),
        ("<<<<<<< HEAD\nours\n", 1),
        ("<<<<<<<\nours\n", 1),
        ("ours\n=======\ntheirs\n>>>>>>> 1f2e3d4 (their words)\n", 4),
        ("A heading\n=======\n", 0),
        ("A heading\n=======\n\n> quoted\n", 0),
        ("> > a\n>>>>>>> asked seven times\n>>>>>> answered\n", 0),
        ("```\n<<<<<<< HEAD\n```\n", 0),
        ("~~~~\n```\n>>>>>>> x\n~~~~\n", 0),
        ("````\n```\n<<<<<<< HEAD\n```\n````\n", 0),
        ("```\ncode\n```\n<<<<<<< HEAD\n", 4),
        ("".join(f"    {line}\n" for line in WHOLE.splitlines()), 0),
        ("Write `<<<<<<< HEAD` to git.\n<<<<<<<HEAD\n<<<<<<<< x\n<<<<<< x\n", 0),
        ("=======\n<<<<<<< b\n>>>>>>> a\n", 2),
        (WHOLE.replace("<", "<<").replace("=", "==").replace(">", ">>"), 1),
        (WHOLE.replace("=", "=="), 1),
        ("<<<<<<<<< HEAD\nours\n=========\ntheirs\n>>>>>>>> theirs\n", 0),
        ("", 0),
    ],
)
def test_a_conflict_in_markdown_is_found_where_it_begins(text: str, line: int) -> None:
    assert conflict_line(text, markdown=True) == line


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f"title: x\n{WHOLE}", 2),
        ("title: x\n>>>>>>> theirs\n", 2),
        ('title: "x\n<<<<<<< HEAD\ny"\n', 2),
        ("```\n<<<<<<< HEAD\n```\n", 2),
        ("title: x\n# =======\n", 0),
    ],
)
def test_in_yaml_every_mark_is_one(text: str, line: int) -> None:
    assert conflict_line(text) == line


@pytest.mark.parametrize(
    ("source", "place"),
    [
        (f"---\ntitle: a\nstatus: public\n---\nText.\n{WHOLE}", 6),
        (f"---\ntitle: a\n{WHOLE}status: public\n---\nText.\n", 3),
        ("---\ntitle: a\n<<<<<<< HEAD\nstatus: public\n---\nText.\n=======\nstatus: draft\n---\n>>>>>>> x\n", 3),
        ("<<<<<<< HEAD\n---\ntitle: a\nstatus: public\n---\n=======\n>>>>>>> x\n", 1),
    ],
)
def test_an_article_in_conflict_is_a_draft_with_one_error_at_its_line(source: str, place: int) -> None:
    article, problems = parse_article(source, "a.md", Status.PUBLIC)
    assert article.status is Status.DRAFT
    assert [one.line for one in problems if one.code == "merge-conflict"] == [place]
    assert "keep what is right" in next(one.message for one in problems if one.code == "merge-conflict")


def test_phrasebooks_and_settings_in_conflict_say_so_and_nothing_of_yaml(desk: Path) -> None:
    (desk / "phrasebooks").mkdir()
    (desk / "phrasebooks" / "own.yaml").write_text(f"title: x\nphrases:\n{WHOLE}")
    (desk / SETTINGS).write_text(f"organisation: x\n{WHOLE}")
    problems = [*load_language(desk, "en").problems, *read_settings_file(desk)[1].found]
    assert [(one.path, one.line, one.code) for one in problems] == [
        ("phrasebooks/own.yaml", 3, "merge-conflict"),
        (SETTINGS, 2, "merge-conflict"),
    ]


@pytest.mark.parametrize(
    ("place", "line"),
    [
        ("articles/delivery/track-a-parcel.md", 8),
        ("articles/team/refunds.md", 6),
        ("articles/team/_index.md", 5),
        ("phrasebooks/en/own.yaml", 1),
        ("theme/site.css", 1),
        ("theme/words.en.yaml", 1),
        ("articles/delivery/label.svg", 2),
        ("articles/delivery/form.csv", 2),
        ("logo.svg", 2),
        (SETTINGS, 4),
    ],
)
def test_no_export_goes_through_with_one_and_the_old_site_stays(
    place: str, line: int, desk: Path, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    for name in ("articles/delivery/label.svg", "articles/delivery/form.csv", "logo.svg"):
        (desk / name).write_text("<svg/>\n")
    (desk / "articles" / "delivery" / "files.md").write_text(
        "---\ntitle: Files\nstatus: public\n---\n![A label](label.svg) and [a form](form.csv).\n"
    )
    with (desk / SETTINGS).open("a") as settings:
        settings.write("faq: {logo: logo.svg}\n")
    export(desk, site)
    before = {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}
    (desk / place).parent.mkdir(parents=True, exist_ok=True)
    with (desk / place).open("a") as file:
        file.write(WHOLE)
    with pytest.raises(KBError, match=rf"{place}:{line}:1: merge-conflict"):
        export(desk, site)
    assert {path: path.read_bytes() for path in site.rglob("*") if path.is_file()} == before


def export(desk: Path, site: Path) -> None:
    export_faq(load_library(desk / ARTICLES), load_library_settings(desk), site, desk)
