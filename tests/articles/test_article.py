"""Articles and categories as their files say them, and what is kept from customers when a file is not clear."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.articles.article import SHORT_SUMMARY, Article, AskedField, alias_of
from kb.articles.article_source import parse_article
from kb.articles.library import Library, load_library
from kb.articles.status import Status
from kb.errors import NoSuchArticle
from kb.text import clean
from tests.conftest import write_files

WHOLE = """\
---
title: My parcel is late
id: k7f3qa
summary: What to do.
status: public
tags: [Delivery]
keywords: [where is my order, lost package]
owner: robin
review_by: 2027-03-01
aliases: [Late Parcel]
related: [track-a-parcel]
ask: {case.order: {label: "Order number"}, case.size: {kind: choice, choices: [S, M]}}
colour: green
---
Look at the tracking page.
"""


def parse(source: str, missing: Status = Status.DRAFT) -> tuple[Article, list[str]]:
    article, problems = parse_article(source, "delivery/late.md", missing)
    return article, [str(problem) for problem in problems]


def library_of(folder: Path, files: dict[str, str], missing: Status = Status.DRAFT) -> Library:
    write_files(folder, files)
    return load_library(folder, missing)


def test_an_article_says_what_its_front_matter_says() -> None:
    article, problems = parse(WHOLE)
    assert problems == [
        "delivery/late.md:13:1: unknown-key hint: 'colour' is not a key we know here. It is kept, and used nowhere."
    ]
    assert (article.slug, article.category, article.title) == ("late", "delivery", "My parcel is late")
    assert (article.id, article.summary, article.status) == ("k7f3qa", "What to do.", Status.PUBLIC)
    assert (article.tags, article.owner) == (("delivery",), "robin")
    assert article.keywords == ("where is my order", "lost package")
    assert (article.review_by, article.aliases) == (dt.date(2027, 3, 1), ("late-parcel",))
    assert (article.related, article.other_keys) == (("track-a-parcel",), ("colour",))
    assert article.ask == (
        AskedField("case.order", "Order number"),
        AskedField("case.size", "size", "choice", ("S", "M")),
    )
    assert (article.body, article.body_line) == ("Look at the tracking page.\n", 15)


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("title: [a", "3:1: yaml-syntax This is not YAML we can read"),
        ("status: pubic", "2:9: unknown-value 'status' is 'pubic', not one of draft, internal, public, archived; did"),
        ("review_by: soon", "2:12: bad-date 'review_by' is 'soon', which is no day; write YYYY-MM-DD."),
        ("id: K7", "2:5: bad-id An id is 4 to 20 small letters and digits; it stands in a permanent link."),
        ("ask: {order: {}}", "2:7: ask-name 'order' cannot be asked for; name it case.<word>."),
        ("ask: {case.a: {kind: choice}}", "2:7: ask-choices 'case.a' is a choice without choices."),
        ("tags: {a: b}", "2:7: wrong-type 'tags' should be a list of texts; put a text with a colon in"),
        ("titel: Late", "2:1: unknown-key hint: 'titel' is not a key we know here. Did you mean 'title'?"),
        ("title: a\ntitle: b", "3:1: yaml-twice 'title' stands here twice (first in line 2)."),
    ],
)
def test_a_fault_in_the_front_matter_has_its_line_and_column(front: str, expected: str) -> None:
    _article, problems = parse(f"---\n{front}\n---\nText.\n")
    assert any(problem.startswith(f"delivery/late.md:{expected}") for problem in problems), problems


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("---\nstatus: internal\nText.\n", id="front matter never closed"),
        pytest.param("---\r\nstatus: internal\r\nText.\r\n", id="never closed, Windows line ends"),
        pytest.param("\n---\nstatus: internal\n---\nText.\n", id="an empty line above the front matter"),
        pytest.param("\u200b---\nstatus: internal\n---\nText.\n", id="an invisible character above it"),
        pytest.param("---\nstatus: [public\n---\nText.\n", id="YAML that cannot be read"),
        pytest.param("---\nstatus: pubic\n---\nText.\n", id="an unknown status"),
        pytest.param("---\nstatus: Public\n---\nText.\n", id="a status in capitals"),
        pytest.param("---\nstatus: [public]\n---\nText.\n", id="a status that is a list"),
        pytest.param("---\nstatus:\n---\nText.\n", id="a status left empty"),
        pytest.param("---\nstatus: public\nstatus: internal\n---\nText.\n", id="two statuses"),
        pytest.param("---\nStatus: internal\n---\nText.\n", id="the key in capitals"),
        pytest.param("---\nstaus: internal\n---\nText.\n", id="the key misspelt"),
        pytest.param("---\nx: *a\nstatus: public\n---\nText.\n", id="an alias above a good status"),
        pytest.param("---\nk: " + "x" * 64_001 + "\nstatus: public\n---\nText.\n", id="front matter too long"),
    ],
)
def test_where_the_status_is_not_clear_the_article_is_a_draft(source: str) -> None:
    """Even in a desk where an article without a status is public."""
    article, _problems = parse(source, Status.PUBLIC)
    assert article.status is Status.DRAFT


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"], ids=["unix", "windows", "old mac"])
def test_line_ends_do_not_change_what_an_article_says(ends: str) -> None:
    article, problems = parse(
        "---\ntitle: Late\nstatus: internal\n---\nOne.\n\nTwo.\n".replace("\n", ends), Status.PUBLIC
    )
    assert (article.title, article.status, article.body, article.body_line) == (
        "Late",
        Status.INTERNAL,
        "One.\n\nTwo.\n",
        5,
    )
    assert problems == []


def test_a_file_without_front_matter_has_the_status_of_the_desk_and_its_first_heading_as_title() -> None:
    article, problems = parse("# My parcel is late #\n\nWait.\n", Status.PUBLIC)
    assert (article.title, article.status, article.body_line) == ("My parcel is late", Status.PUBLIC, 1)
    assert problems == []
    _article, problems = parse("Wait.\n", Status.PUBLIC)
    assert problems == ["delivery/late.md:1:1: title-missing warning: No title; 'Late' is shown instead."]
    assert parse("Wait.\n")[0].status is Status.DRAFT


def test_what_answers_in_place_of_an_article_is_whole() -> None:
    first = "You can get into the cottage from four on the day of arrival, " * 2 + "unless its own page says otherwise."
    article, _problems = parse(f"# Arrival\n\n{first} In between it is cleaned. The times are:\n\n- Four\n")
    assert article.answer().text == f"{first} In between it is cleaned."
    assert len(article.description) <= SHORT_SUMMARY


@given(st.text(), st.text())
def test_any_text_is_an_article(front: str, body: str) -> None:
    article, _problems = parse(f"---\n{front}\n---\n{body}")
    assert article.title == clean(article.title) != ""
    assert article.description == clean(article.description)
    assert article.status is Status.DRAFT or "status" in front


def test_a_draft_key_from_elsewhere_is_noted_on_a_public_article() -> None:
    _article, problems = parse("---\ntitle: a\nstatus: public\ndraft: true\n---\nText.\n")
    advice = "'draft' is not our key, and this article is public; write `status: draft` to keep it back."
    assert problems == [f"delivery/late.md:4:1: draft-ignored warning: {advice}"]
    article, problems = parse("---\ntitle: a\ndraft: true\n---\nText.\n", Status.PUBLIC)
    assert (article.status, problems) == (Status.DRAFT, [])


def test_the_answer_is_the_reply_block_as_a_template() -> None:
    article, _problems = parse("---\ntitle: a\n---\nText.\n\n::: reply\nYour order {{ case.order }} left.\n:::\n")
    answer = article.answer()
    assert (answer.text, answer.template, answer.line) == ("Your order {{ case.order }} left.", True, 7)


def test_without_a_reply_block_the_answer_is_the_summary_and_the_first_steps_and_no_template() -> None:
    article, _problems = parse(
        "---\ntitle: a\nsummary: Do this {{ x }}.\n---\n1. One.\n2. Two.\n\n::: internal\n3. No.\n:::\n"
    )
    answer = article.answer()
    assert (answer.text, answer.template) == ("Do this {{ x }}.\n\n1. One.\n2. Two.", False)


@pytest.mark.parametrize(
    "index",
    [
        pytest.param("---\nstatus: internal\n---\n", id="says so"),
        pytest.param("---\nstatus: secret\n---\n", id="an unknown status"),
        pytest.param("---\nstatus:\n---\n", id="a status left empty"),
        pytest.param("---\nStatus: internal\n---\n", id="the key in capitals"),
        pytest.param("---\nstatus: public\nstatus: internal\n---\n", id="two statuses"),
        pytest.param("---\nstatus: [internal\n---\n", id="YAML that cannot be read"),
        pytest.param("---\nstatus: internal\n", id="front matter never closed"),
        pytest.param("status: internal\n", id="no front matter"),
        pytest.param("", id="an empty file"),
    ],
)
@pytest.mark.parametrize("folder", ["team", "team/deeper"])
def test_everything_below_an_internal_or_unclear_category_is_internal(tmp_path: Path, index: str, folder: str) -> None:
    files = {"team/_index.md": index, f"{folder}/a.md": "---\ntitle: a\nstatus: public\n---\nText.\n"}
    library = library_of(tmp_path / "articles", files, Status.PUBLIC)
    assert [article.status for article in library.articles] == [Status.INTERNAL]
    assert "public-in-internal" in {problem.code for problem in library.problems}


def test_dashes_in_a_category_s_front_matter_do_not_end_it(tmp_path: Path) -> None:
    index = "---\ntitle: Orders --- and more\nsummary: a---b\nstatus: internal\n---\nText --- here.\n"
    library = library_of(tmp_path / "articles", {"orders/_index.md": index})
    category = library.categories["orders"]
    assert (category.title, category.summary, category.internal) == ("Orders --- and more", "a---b", True)
    assert library.problems == ()


def test_the_articles_folder_itself_can_be_internal(tmp_path: Path) -> None:
    files = {"_index.md": "---\nstatus: internal\n---\n", "x/a.md": "---\ntitle: a\nstatus: public\n---\nText.\n"}
    assert library_of(tmp_path / "articles", files).public == ()


def test_a_category_file_that_is_a_link_is_not_followed_and_hides_the_category(tmp_path: Path) -> None:
    outside = tmp_path / "outside.md"
    outside.write_text("---\nstatus: public\n---\n")
    folder = tmp_path / "articles" / "x"
    folder.mkdir(parents=True)
    (folder / "_index.md").symlink_to(outside)
    (folder / "link.md").symlink_to(outside)
    library = library_of(tmp_path / "articles", {"x/a.md": "---\ntitle: a\nstatus: public\n---\nText.\n"})
    assert [(article.path, article.status) for article in library.articles] == [("x/a.md", Status.INTERNAL)]


def test_one_bad_file_leaves_the_others_alone(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "latin.md").write_bytes(b"---\ntitle: a\n---\ncaf\xe9\n")
    (tmp_path / "articles" / "huge.md").write_bytes(b"x" * 1_000_001)
    library = library_of(tmp_path / "articles", {"good.md": "---\ntitle: Good\n---\nText.\n"})
    assert [article.title for article in library.articles] == ["Good"]
    assert [str(problem) for problem in library.problems] == [
        "articles/huge.md:1:1: unreadable The file cannot be read: it is larger than 1,000 KB.",
        "articles/latin.md:1:1: unreadable The file cannot be read: line 4 is not UTF-8; save the file as UTF-8.",
    ]


def test_names_that_two_articles_claim_are_problems(tmp_path: Path) -> None:
    files = {
        "a/late.md": "---\ntitle: a\nid: abcd\n---\nText.\n",
        "b/Late.md": "---\ntitle: b\nid: abcd\naliases: [late]\n---\nText.\n",
    }
    library = library_of(tmp_path / "articles", files)
    assert [str(problem) for problem in library.problems] == [
        "articles/b/Late.md:1:1: alias-taken warning: The alias 'late' leads to a/late.md already; remove it here.",
        "articles/b/Late.md:1:1: id-twice The id 'abcd' belongs to a/late.md already; change one of them.",
    ]


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Late Parcel", "late-parcel"),
        ("late_parcel", "late-parcel"),
        ("Guide/first_steps", "Guide/first_steps"),
        ("/First_Steps.html", "/First_Steps"),
        ("hc/articles/11-Late.v2/", "hc/articles/11-Late.v2"),
        ("guide/../secret file", "guide/secret-file"),
        ("guide/<b>", "guide/b"),
    ],
)
def test_an_old_address_stays_as_browsers_ask_for_it_and_a_name_is_a_slug(written: str, kept: str) -> None:
    assert alias_of(written) == kept


def test_an_article_is_found_by_slug_alias_and_path_and_otherwise_the_nearest_is_named(desk: Path) -> None:
    library = load_library(desk / "articles")
    for name in ("my-parcel-is-late", "late-parcel", "delivery/my-parcel-is-late.md", " My parcel is late "):
        assert library.get_article(name).slug == "my-parcel-is-late"
    with pytest.raises(
        NoSuchArticle, match=r"There is no article 'my-parcel-is-lat'\. Did you mean my-parcel-is-late\?"
    ):
        library.get_article("my-parcel-is-lat")


def test_categories_and_articles_come_in_the_writers_order(sample: Library) -> None:
    orders = [sample.category_of(article).order for article in sample.articles]
    assert orders == sorted(orders)
    assert sample.category_of(sample.get_article("lost-parcel-procedure")).internal
    assert sample.problems == ()


def test_415_articles_of_a_real_help_centre_are_read(centre: Library) -> None:
    assert len(centre.articles) == 415
    assert len({article.slug for article in centre.articles}) == 415
    assert [article.title for article in centre.articles if article.status is Status.DRAFT] == [
        "My sketch does not start when I power up or reset the Arduino board",
        "Modify the buffer size of the Wire library",
        "The Arduino IDE and the tools menu take a long time to open on Windows",
        "Failed uploading: uploading error: exit status 1",
    ]
    assert centre.problems == ()
    assert [article.path for article in centre.articles if not article.text or not article.description] == []


def test_categories_with_an_order_come_before_those_without(tmp_path: Path) -> None:
    """As articles do, so that one number is enough for what matters most."""
    files = {f"{name}/{name}.md": "---\ntitle: One\nstatus: public\n---\nYes.\n" for name in ("aaa", "mmm", "zzz")}
    files |= {"mmm/_index.md": "---\norder: 2\n---\n", "zzz/_index.md": "---\norder: 1\n---\n"}
    library = library_of(tmp_path / "articles", files)
    assert [one.slug for one in library.articles] == ["zzz", "mmm", "aaa"]
