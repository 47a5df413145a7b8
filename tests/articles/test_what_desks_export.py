"""Moving in: exports in the shapes that the interfaces of desks give, with their states, topics, files and pages."""
# ruff: noqa: E501  the lines of exports are as long as desks write them

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from kb.cli.importing import lines_of
from kb.markdown.parser import parse_markdown, render_html
from kb.moving_in.from_html import as_markdown
from kb.moving_in.move_in import move_in, plan_move_in
from tests.articles.desk_exports import PIXEL, SECTIONS, planned, shown, statuses, zendesk


def test_pages_of_an_answer_are_one_export_and_what_stands_in_two_of_them_comes_once(tmp_path: Path) -> None:
    first = {"count": 3, "next_page": "https://acme.example/articles.json?page=2", "articles": [
        zendesk(1, "Late"), zendesk(2, "Lost")]}  # fmt: skip
    second = {"count": 3, "next_page": None, "articles": [
        zendesk(2, "Lost", body="<p>Newer.</p>", updated_at="2026-02-01T00:00:00Z"),
        zendesk(3, "Left", section_id=71)]}  # fmt: skip
    plan = planned(
        tmp_path,
        page_1=first,
        page_2=second,
        sections={"sections": SECTIONS},
        c={"categories": [{"id": 7, "name": "Orders"}]},
    )
    assert sorted(statuses(plan)) == ["orders/post/abroad/left.md", "orders/post/late.md", "orders/post/lost.md"]
    assert plan.texts["orders/post/lost.md"].endswith("\nNewer.\n")
    assert plan.report.problems == []


def test_answers_below_each_other_in_one_file_are_all_read(tmp_path: Path) -> None:
    pages = "".join(json.dumps({"articles": [zendesk(one, f"Title {one}")]}) + "\n" for one in (1, 2, 3))
    plan = planned(tmp_path, everything=pages)
    assert sorted(statuses(plan)) == ["title-1.md", "title-2.md", "title-3.md"]


def test_an_export_that_says_it_has_more_is_named(tmp_path: Path) -> None:
    plan = planned(tmp_path, one={"count": 250, "articles": [zendesk(1, "Late")]})
    assert plan.report.problems == [
        "The export says that it has more articles than came (1 of 250): fetch its other pages too."
    ]


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({"user_segment_id": 360001}, "internal"),
        ({"user_segment_ids": [360001]}, "internal"),
        ({"user_segment_ids": []}, "public"),
        ({"draft": True}, "draft"),
        ({"draft": True, "user_segment_id": 5}, "internal"),
        ({"viewable_by": "staff"}, "internal"),
        ({"status": "in_review"}, "draft"),
        ({"draft": None, "is_published": False}, "draft"),
        ({"draft": None, "is_draft": True}, "draft"),
        ({"is_private": True}, "internal"),
        ({"draft": 1}, "draft"),
        ({"draft": "true"}, "draft"),
        ({"draft": "perhaps"}, "draft"),
        ({"draft": " No "}, "public"),
        ({"draft": 0, "hidden": "", "archived": "0", "internal": "false", "published": "yes"}, "public"),
        ({"internal": 1}, "internal"),
        ({"private": "true"}, "internal"),
        ({"is_private": 1}, "internal"),
        ({"is_internal": {"to": "us"}}, "internal"),
        ({"published": 0}, "draft"),
        ({"published": "false"}, "draft"),
        ({"published": None}, "draft"),
        ({"is_published": "soon"}, "draft"),
        ({"published": 1}, "public"),
        ({"hidden": 1}, "draft"),
        ({"archived": 1}, "archived"),
        ({"archived": "yes"}, "archived"),
        ({"is_archived": 1}, "archived"),
        ({"is_hidden": "1"}, "draft"),
        ({"state": "published", "published_at": "2099-01-01T00:00:00Z"}, "draft"),
        ({"state": "published", "published_at": 4070908800}, "draft"),
        ({"state": "published", "published_at": "4070908800000"}, "draft"),
        ({"state": "published", "published_at": "2020-01-01"}, "public"),
        ({"state": "published", "published_at": 1577836800000}, "public"),
        ({"state": "published", "published_at": "last May"}, "public"),
        ({"published_at": "last May"}, "draft"),
    ],
)
def test_what_is_for_some_or_not_published_is_for_no_customer(
    tmp_path: Path, said: dict[str, object], status: str
) -> None:
    plan = planned(tmp_path, one={"articles": [zendesk(1, "Late", **said)]})
    assert statuses(plan) == {"late.md": status}


def test_a_translation_is_for_no_more_people_than_its_original(tmp_path: Path) -> None:
    articles = [zendesk(1, "Codes", user_segment_id=5), zendesk(2, "Late")]
    translations = [
        {"id": 91, "source_id": 1, "source_type": "Article", "locale": "de", "title": "Kennzahlen", "body": "<p>4711</p>", "draft": False},
        {"id": 92, "source_id": 2, "source_type": "Article", "locale": "de", "title": "Spät", "body": "<p>Bald.</p>", "draft": True},
        {"id": 93, "source_id": 2, "source_type": "Article", "locale": "fr", "title": "Retard", "body": "<p>Bien.</p>", "draft": False},
    ]  # fmt: skip
    plan = planned(tmp_path, one={"articles": articles, "translations": translations})
    assert statuses(plan) == {
        "codes.md": "internal", "codes.de.md": "internal",
        "late.md": "public", "late.de.md": "draft", "late.fr.md": "public",
    }  # fmt: skip
    assert shown(plan, tmp_path) == ["late.fr.md", "late.md"]


def test_files_of_an_article_are_linked_and_come_along_where_they_lie_beside_the_export(tmp_path: Path) -> None:
    (tmp_path / "export/files").mkdir(parents=True)
    (tmp_path / "export/files/label.pdf").write_bytes(b"%PDF")
    (tmp_path / "export/files/box.png").write_bytes(b"\x89PNG")
    at = "https://acme.example/hc/article_attachments/"
    body = f'<p>See <img src="{at}11" alt="A box"> and <img src="{at}14" alt="far"></p>'
    attachments = [
        {"id": 11, "article_id": 1, "file_name": "box.png", "inline": True, "content_url": f"{at}11"},
        {"id": 12, "article_id": 1, "file_name": "label.pdf", "inline": False, "content_url": f"{at}12"},
        {"id": 13, "article_id": 1, "file_name": "terms.pdf", "inline": False, "content_url": f"{at}13"},
    ]
    data = {"articles": [zendesk(1, "Late", body=body)], "article_attachments": attachments}
    (tmp_path / "export/all.json").write_text(json.dumps(data))
    plan = plan_move_in(tmp_path / "export")
    assert plan.texts["late.md"].endswith(
        f"See ![A box](files/box.png) and ![far]({at}14)\n\n- [label.pdf](files/label.pdf)\n- [terms.pdf]({at}13)\n"
    )
    assert sorted(plan.files) == ["files/box.png", "files/label.pdf"]
    assert "Pictures that stay at other addresses, to which the FAQ links: acme.example (1)." in lines_of(plan.report)


def test_names_and_addresses_of_files_are_no_markup(tmp_path: Path) -> None:
    attachments = [
        {"id": 11, "article_id": 1, "file_name": "a](https://x.example) <b>*b*\n", "content_url": "https://acme.example/a\n\n:::\nb"},
        {"id": 12, "article_id": 1, "file_name": "size_[2]_.pdf", "inline": "no", "content_url": "https://acme.example/)a( b"},
        {"id": 13, "article_id": 1, "file_name": "box.png", "inline": "true", "content_url": "https://acme.example/box"},
    ]  # fmt: skip
    plan = planned(tmp_path, all={"articles": [zendesk(1, "Late")], "article_attachments": attachments})
    links = plan.texts["late.md"].partition("All about Late.\n\n")[2]
    assert links == (
        "- [a\\](https://x.example) \\<b>\\*b\\*](https://acme.example/a%0A%0A:::%0Ab)\n"
        "- [size\\_\\[2\\]\\_.pdf](https://acme.example/%29a%28%20b)\n"
    )
    assert render_html(parse_markdown(links)).count("<a ") == 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wait. <i hidden>Not us.</i>", "Wait.\n\n::: internal\nNot us.\n:::"),
        ("<li>Wait.</li><li style=display:none>Not us.</li>", "- Wait.\n\n::: internal\nNot us.\n:::"),
        ("Wait <a href='https://acme.example'>here</a>.", "Wait [here](https://acme.example)."),
        ("Write <your name> to <a@acme.example>, 1 <b or 2", "Write <your name> to <a@acme.example>, 1 <b or 2"),
    ],
)
def test_a_text_with_any_tag_of_html_is_html(tmp_path: Path, text: str, expected: str) -> None:
    plan = planned(tmp_path, one={"articles": [zendesk(1, "Late", body=text)]})
    assert plan.texts["late.md"].rpartition("---\n")[2].strip("\n") == expected


def test_a_picture_in_the_text_itself_becomes_a_file(tmp_path: Path) -> None:
    body = f'<p>So: <img src="data:image/png;base64,{PIXEL}" alt="A box"></p>'
    plan = planned(tmp_path, one={"articles": [zendesk(1, "Late", body=body)]})
    (place,) = plan.files
    assert plan.texts["late.md"].endswith(f"So: ![A box]({place})\n")
    move_in(plan, tmp_path / "articles")
    assert (tmp_path / "articles" / place).read_bytes() == b"\x89PNG 1"


def test_a_summary_of_a_topic_that_stands_in_a_draft_stops_no_export(tmp_path: Path) -> None:
    about = "Everything about the parcels that we send by van. And more."
    articles = [zendesk(1, "Late"), zendesk(2, "Van", body=f"<p>{about[:-10]}</p>", draft=True)]
    plan = planned(tmp_path, one={"articles": articles, "sections": [{**SECTIONS[0], "description": about}]})
    assert plan.texts["post/_index.md"] == '---\ntitle: "Post"\n---\n'
    assert plan.report.problems == ["post comes without its summary, which stands in an article that is not public."]


TABLES = {
    '<table><tr><td rowspan="2">A</td><td>1</td></tr><tr><td>2</td></tr></table>': "| A | 1 |\n|---|---|\n|  | 2 |",
    '<table><tr><th colspan="2">Head</th></tr><tr><td>1</td><td>2</td></tr></table>': "| Head |  |\n|---|---|\n| 1 | 2 |",
    "<table><tr><td>One</td></tr><tr><td>1</td><td>2</td></tr></table>": "| One |  |\n|---|---|\n| 1 | 2 |",
    "<table><tr><td>a<table><tr><td>b</td><td>c</td></tr></table></td><td>d</td></tr></table>": "| a   b  c    | d |\n|---|---|",
    "<ol><li>a<table><tr><td>1</td></tr></table></li><li>b</li></ol>": "1. a\n\n   | 1 |\n   |---|\n2. b",
}


@pytest.mark.parametrize(("html", "expected"), TABLES.items())
def test_tables_keep_their_cells_in_their_columns(html: str, expected: str) -> None:
    assert as_markdown(html).strip("\n") == expected


HIDDEN = {
    '<p>a</p><div style="color:red; display: none"><div>b</div>c</div><p>d</p>': "a\n\nd\n\n::: internal\nb\n\nc\n:::",
    "<p>a <span hidden>b</span> c</p>": "a c\n\n::: internal\nb\n:::",
    '<p title="a hidden thing">a</p><p hidden>b<p>c': "a\n\nc\n\n::: internal\nb\n:::",
    "<p>a</p><div hidden>b<p>c</p>": "a\n\n::: internal\nb\n\nc\n:::",
    "<p>a</p><div style=display:none>b</div>": "a\n\n::: internal\nb\n:::",
    '<p>a</p><div data-path="a>b" style="display:none">b</div>': "a\n\n::: internal\nb\n:::",
    "<p>a</p><div title='1 < 2' HIDDEN>b</div>": "a\n\n::: internal\nb\n:::",
    '<p>a</p><div style="display&#58;none">b</div>': "a\n\n::: internal\nb\n:::",
    '<p>a</p><div style="display:/* not */none">b</div>': "a\n\n::: internal\nb\n:::",
    "<p>a</p><div style='visibility : /* for us'>b</div>": "a\n\nb",
    '<p>a</p><div class="x"hidden>b</div>': "a\n\n::: internal\nb\n:::",
    '<p>a</p><div data-style="display:none" title="hidden">b</div>': "a\n\nb",
    '<p>a <img alt="3" wide"> <b hidden>b</b></p>': "a ![3]()\n\n::: internal\nb\n:::",
    "<p>a</p><i <div hidden>b</div>": "a\n\n::: internal\nb\n:::",
}


LINKS = {
    '<p><a href="//x.example/a">a</a><a href="//x.example/b"></a>b</p>': "[a](https://x.example/a)b",
    '<p><img src="https://x.example/a b(c.png" alt="A [box]\n\nof it"></p>': "![A \\[box\\] of it](https://x.example/a%20b%28c.png)",
    '<p><a href="https://x.example/a_(b)">a</a> <code><b>x</b></code></p>': "[a](https://x.example/a_(b)) `x`",
}


@pytest.mark.parametrize(("html", "expected"), LINKS.items())
def test_links_and_pictures_lead_where_they_led(html: str, expected: str) -> None:
    assert as_markdown(html).strip("\n") == expected


STRESSED = {
    "<p>The <strong>box </strong>is <em> here</em>.</p>": "The **box** is  *here*.",
    "<p><strong>Note:</strong>wait, a<em>(b)</em>, <b>so:</b> go</p>": "<strong>Note:</strong>wait, a<em>(b)</em>, **so:** go",
    "<p><b>a</b><strong>b</strong> <b><strong>c</strong></b><b> </b>d</p>": "**ab** **c** d",
    "<strong><p>a</p><p>b</p></strong>": "a\n\nb",
    "<p><b>a<br></b>b</p>": "**a**\nb",
    "<table><tr><td><b>a </b>b</td></tr></table>": "| **a** b |\n|---|",
}


@pytest.mark.parametrize(("html", "expected"), STRESSED.items())
def test_strong_and_stressed_words_are_read_as_such(html: str, expected: str) -> None:
    assert as_markdown(html).strip("\n") == expected
    assert "*" not in re.sub(r"<[^<>]*>", "", render_html(parse_markdown(expected)))


BOXES = {
    '<div class="panel panel-warning"><div class="panel-heading">Mind</div><div class="panel-body"><p>Hot.</p></div></div><p>x</p>': "::: warning\nMind\n\nHot.\n:::\n\nx",
    '<div class="fr-callout callout-info"><div><p>a</p></div><p>b</p></div>': "::: info\na\n\nb\n:::",
    '<div class="tiptap information note-editable"><p>a</p></div>': "a",
    '<div class="note">a<div class="tip">b</div>c</div>': ":::: note\na\n\n::: tip\nb\n:::\n\nc\n::::",
    '<div class="note">a<p>b</p>': "a\n\nb",
    '<!-- <p style="display:none"> --><p>a</p>': "a",
}


@pytest.mark.parametrize(("html", "expected"), BOXES.items())
def test_boxes_hold_all_that_stands_in_them(html: str, expected: str) -> None:
    assert as_markdown(html).strip("\n") == expected


@pytest.mark.parametrize(("html", "expected"), HIDDEN.items())
def test_what_the_other_site_hid_is_for_agents(html: str, expected: str) -> None:
    assert as_markdown(html).strip("\n") == expected


def test_anchors_with_hard_spaces_still_lead(tmp_path: Path) -> None:
    body = '<p><a href="#By-post%C2%A0">post</a></p><h2 id="By-post\u00a0">By post</h2><p>Wait.</p>'
    plan = planned(tmp_path, one={"articles": [zendesk(1, "Late", body=body)]})
    assert plan.texts["late.md"].endswith("\n[post](#By-post)\n\n## By post {#By-post}\n\nWait.\n")


def test_words_that_the_html_had_and_the_article_has_not_are_counted(tmp_path: Path) -> None:
    body = "<p>Wait <b>h</b>ere, a_b *c* &lt;name&gt;.</p><svg><text>one two three four five six</text></svg>"
    plan = planned(tmp_path, one={"articles": [zendesk(1, "Late", body=body), zendesk(2, "Lost")]})
    assert plan.texts["late.md"].endswith("\nWait **h**ere, a_b \\*c\\* \\<name>.\n")
    assert plan.report.turned.lost == 6
    assert plan.report.problems == [
        "Words of the HTML that did not come, by article: Late (6 of 11). Compare these with the old pages."
    ]


def test_problems_that_are_too_many_to_show_are_counted(tmp_path: Path) -> None:
    empty = [zendesk(number, f"Title {number}", body=None) for number in range(2, 12)]
    plan = planned(tmp_path, one={"articles": [zendesk(1, "Late"), *empty]})
    assert lines_of(plan.report)[-2:] == [
        "Title 9 is left out: it has no text.", "And 2 more problems: warmline import articles SOURCE --dry-run --json lists them all.",
    ]  # fmt: skip


def test_lines_of_plain_text_stay_apart(tmp_path: Path) -> None:
    plan = planned(tmp_path, one=[{"id": 1, "title": "Late", "content": "Wait.\nLook it up.\nAsk us."}])
    assert plan.texts["late.md"].endswith("\nWait.\n\nLook it up.\n\nAsk us.\n")


def test_videos_and_sounds_stay_as_links() -> None:
    html = '<video controls><source src="https://x.example/a.mp4"></video><audio src="https://x.example/b.mp3"></audio>'
    assert as_markdown(html) == (
        "[https://x.example/a.mp4](https://x.example/a.mp4)\n\n[https://x.example/b.mp3](https://x.example/b.mp3)\n"
    )
