"""Moving in: exports in the shapes that the interfaces of desks give, with their states, topics, files and pages."""
# ruff: noqa: E501  the lines of exports are as long as desks write them

from __future__ import annotations

import base64
import json
import re
from pathlib import Path

import pytest

from kb.articles.library import load_library
from kb.cli.importing import lines_of
from kb.faq.editions import is_shown
from kb.markdown.parser import parse_markdown, render_html
from kb.moving_in.from_html import as_markdown
from kb.moving_in.move_in import MovingPlan, move_in, plan_move_in

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


FRESHDESK = [
    {"category": {"id": 80, "name": "General", "description": "", "position": 1, "folders": [
        {"id": 801, "name": "FAQ", "visibility": 1, "position": 1, "category_id": 80, "parent_folder_meta_id": None, "articles": [
            {"id": 9001, "title": "Late", "description": "<p>Wait.</p>", "desc_un_html": "Wait.", "status": 2, "art_type": 1, "folder_id": 801, "position": 1, "seo_data": {"meta_description": "When it is late"}},
            {"id": 9002, "title": "Unready", "description": "<p>Later.</p>", "desc_un_html": "Later.", "status": 1, "art_type": 1, "folder_id": 801, "position": 2, "seo_data": {}}]},
        {"id": 802, "name": "Partners", "visibility": 4, "position": 2, "category_id": 80, "parent_folder_meta_id": 801, "articles": [
            {"id": 9003, "title": "Rates", "description": "<p>Half.</p>", "desc_un_html": "Half.", "status": 2, "art_type": 1, "folder_id": 802, "position": 1, "seo_data": {}}]},
        {"id": 803, "name": "Members", "visibility": 2, "position": 3, "category_id": 80, "parent_folder_meta_id": None, "articles": [
            {"id": 9004, "title": "Club", "description": "<p>In.</p>", "desc_un_html": "In.", "status": 2, "art_type": 1, "folder_id": 803, "position": 1, "seo_data": {}}]}]}},
]  # fmt: skip


def test_an_account_export_of_freshdesk_shows_what_everybody_could_read_there(tmp_path: Path) -> None:
    plan = planned(tmp_path, Solutions=FRESHDESK)
    assert plan.report.tool == "Freshdesk"
    assert statuses(plan) == {
        "general/faq/late.md": "public", "general/faq/unready.md": "draft",
        "general/faq/partners/rates.md": "internal", "general/members/club.md": "internal",
    }  # fmt: skip
    assert plan.texts["general/faq/late.md"].startswith(
        '---\ntitle: "Late"\nsummary: "When it is late"\nstatus: public\norder: 1\n'
        "aliases: [support/solutions/articles/9001-late, support/solutions/articles/9001]\n"
    )


def test_a_summary_of_a_topic_that_stands_in_a_draft_stops_no_export(tmp_path: Path) -> None:
    about = "Everything about the parcels that we send by van. And more."
    articles = [zendesk(1, "Late"), zendesk(2, "Van", body=f"<p>{about[:-10]}</p>", draft=True)]
    plan = planned(tmp_path, one={"articles": articles, "sections": [{**SECTIONS[0], "description": about}]})
    assert plan.texts["post/_index.md"] == '---\ntitle: "Post"\n---\n'
    assert plan.report.problems == ["post comes without its summary, which stands in an article that is not public."]


def test_articles_whose_folders_are_not_there_come_in_as_internal_and_are_counted(tmp_path: Path) -> None:
    (late, _unready) = FRESHDESK[0]["category"]["folders"][0]["articles"]  # type: ignore[index]  # JSON
    plan = planned(tmp_path, articles=[late])
    assert statuses(plan) == {"late.md": "internal"}
    assert [one.partition(",")[0] for one in plan.report.problems] == ["Internal for now: 1 article"]


INTERCOM = {
    "articles": {"type": "list", "total_count": 3, "pages": {"type": "pages", "page": 1, "total_pages": 1}, "data": [
        {"type": "article", "id": "11", "title": "Late", "description": "When it is late", "body": "<p>x</p>", "body_markdown": "Wait **here**.\n\n| a | b |\n|---|---|\n| 1 | 2 |",
         "state": "published", "parent_id": 5, "parent_ids": [5], "default_locale": "en", "help_center_audience": "everyone", "url": "https://help.acme.example/en/articles/11-late",
         "tags": {"type": "tag.list", "tags": [{"type": "tag", "id": "3", "name": "Post"}]},
         "translated_content": {"type": "article_translated_content", "en": None, "pt-BR": {"type": "article_content", "title": "Atraso", "body": "<p>Espere.</p>", "state": "published"},
                                "de": {"type": "article_content", "title": "Spät", "body": "<p>Bald.</p>", "state": "draft"}}},
        {"type": "article", "id": "12", "title": "Codes", "body": "<p>4711</p>", "state": "published", "parent_ids": [], "help_center_audience": "restricted", "url": None},
        {"type": "internal_article", "id": "11", "title": "How we pack", "body": "<p>Tape.</p>", "locale": "en"}]},
    "help_center": {"type": "list", "data": [
        {"id": "5", "workspace_id": "w", "name": "Orders", "description": "All of them", "icon": "box", "order": 0, "parent_id": None, "default_locale": "en",
         "translated_content": {"type": "group_translated_content", "de": {"type": "group_content", "name": "Bestellungen", "description": "Alle"}}},
        {"id": "6", "workspace_id": "w", "name": "Post", "description": None, "icon": "van", "order": 1, "parent_id": "5"}]},
}  # fmt: skip


def test_articles_and_collections_of_intercom(tmp_path: Path) -> None:
    plan = planned(tmp_path, **INTERCOM)
    assert plan.report.tool == "Intercom"
    assert statuses(plan) == {
        "orders/late.md": "public", "orders/late.pt-br.md": "public", "orders/late.de.md": "draft",
        "codes.md": "internal", "how-we-pack.md": "internal",
    }  # fmt: skip
    late = plan.texts["orders/late.md"]
    assert late.endswith("\nWait **here**.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n")
    assert 'summary: "When it is late"' in late
    assert "tags: [post]" in late
    assert plan.texts["orders/_index.md"] == (
        '---\ntitle: "Orders"\nsummary: "All of them"\norder: 1\n'
        'translations: {"de": {"title": "Bestellungen", "summary": "Alle"}}\n---\n'
    )
    assert plan.report.problems == []


CHATWOOT = {
    "portal_articles": {"payload": [
        {"id": 1, "slug": "1700000000-late", "title": "Late", "content": "# Wait\n\n- here<br>\n- there", "description": "When it is late", "status": "published", "position": 10, "account_id": 1,
         "locale": "en", "associated_article_id": None, "category": {"id": 3, "name": "Orders", "slug": "orders", "locale": "en"}, "views": 5,
         "meta": {"title": "Late", "description": "A description for engines that is longer than sixty characters, as they like it.", "tags": ["x"]},
         "author": {"id": 8, "name": "Ana", "email": "ana@acme.example"}, "associated_articles": [{"id": 2, "title": "Spät", "content": "Bald."}]},
        {"id": 2, "slug": "1700000001-spaet", "title": "Spät", "content": "Bald.", "status": "published", "locale": "de", "associated_article_id": 1, "category": {"id": None, "name": None},
         "root_article": {"id": 1, "title": "Late", "content": "Wait."}, "meta": {}, "associated_articles": []},
        {"id": 4, "slug": "1700000002-old", "title": "Old", "content": "Gone.", "status": "archived", "locale": "en", "associated_article_id": None, "category": {"id": 3, "name": "Orders", "slug": "orders", "locale": "en"}, "meta": {}, "associated_articles": []},
        {"id": 5, "slug": "1700000003-new", "title": "New", "content": "Soon.", "status": "draft", "locale": "en", "associated_article_id": None, "category": {"id": 3, "name": "Orders", "slug": "orders", "locale": "en"}, "meta": {}, "associated_articles": []}],
        "meta": {"current_page": 1, "articles_count": 4}},
    "categories": {"payload": [{"id": 3, "name": "Orders", "slug": "orders", "locale": "en", "description": "All of them", "position": 10, "meta": {"articles_count": 3}}]},
}  # fmt: skip


def test_articles_of_chatwoot_come_once_in_their_own_marks(tmp_path: Path) -> None:
    plan = planned(tmp_path, **CHATWOOT)
    assert plan.report.tool == "Chatwoot"
    assert statuses(plan) == {
        "orders/late.md": "public", "orders/late.de.md": "public", "orders/old.md": "archived", "orders/new.md": "draft",
    }  # fmt: skip
    assert plan.texts["orders/late.md"].endswith("\n# Wait\n\n- here<br>\n- there\n")
    assert plan.texts["orders/_index.md"] == '---\ntitle: "Orders"\nsummary: "All of them"\norder: 10\n---\n'


ZAMMAD = {
    "KnowledgeBase": {"1": {"id": 1, "translation_ids": [1], "kb_locale_ids": [1, 2], "category_ids": [1], "answer_ids": [1]}},
    "KnowledgeBaseTranslation": {"1": {"id": 1, "title": "Acme Garden", "footer_note": "© Acme Garden, who are glad to help on every day of the week", "kb_locale_id": 1}},
    "KnowledgeBaseLocale": {"1": {"id": 1, "system_locale_id": 21, "primary": True}, "2": {"id": 2, "system_locale_id": 9, "primary": False}},
    "KnowledgeBaseCategory": {"1": {"id": 1, "parent_id": None, "position": 0}, "2": {"id": 2, "parent_id": 1, "position": 0}},
    "KnowledgeBaseCategoryTranslation": {"1": {"id": 1, "title": "Orders", "kb_locale_id": 1, "category_id": 1}, "2": {"id": 2, "title": "Post", "kb_locale_id": 1, "category_id": 2},
                                         "3": {"id": 3, "title": "Bestellungen", "kb_locale_id": 2, "category_id": 1}},
    "KnowledgeBaseAnswer": {
        "1": {"id": 1, "category_id": 2, "position": 0, "archived_at": None, "internal_at": None, "published_at": "2026-01-01T00:00:00Z", "translation_ids": [1, 4], "tags": ["van"],
              "attachments": [{"id": 5, "url": "/api/v1/attachments/5", "filename": "label.pdf", "size": "3"}], "internal_note": "for us"},
        "2": {"id": 2, "category_id": 2, "position": 1, "archived_at": None, "internal_at": "2026-01-01T00:00:00Z", "published_at": None, "translation_ids": [2], "attachments": [], "tags": []},
        "3": {"id": 3, "category_id": 1, "position": 2, "archived_at": None, "internal_at": None, "published_at": None, "translation_ids": [3], "attachments": [], "tags": []},
        "4": {"id": 4, "category_id": 1, "position": 3, "archived_at": None, "internal_at": None, "published_at": "2999-01-01T00:00:00Z", "translation_ids": [5], "attachments": [], "tags": []},
        "5": {"id": 5, "category_id": 1, "position": 4, "archived_at": "2026-02-01T00:00:00Z", "internal_at": None, "published_at": "2026-01-01T00:00:00Z", "translation_ids": [6], "attachments": [], "tags": []}},
    "KnowledgeBaseAnswerTranslation": {
        "1": {"id": 1, "title": "Late", "kb_locale_id": 1, "answer_id": 1, "content_id": 1}, "2": {"id": 2, "title": "Codes", "kb_locale_id": 1, "answer_id": 2, "content_id": 2},
        "3": {"id": 3, "title": "Unready", "kb_locale_id": 1, "answer_id": 3, "content_id": 3}, "4": {"id": 4, "title": "Spät", "kb_locale_id": 2, "answer_id": 1, "content_id": 4},
        "5": {"id": 5, "title": "Planned", "kb_locale_id": 1, "answer_id": 4, "content_id": 5}, "6": {"id": 6, "title": "Gone", "kb_locale_id": 1, "answer_id": 5, "content_id": 6}},
    "KnowledgeBaseAnswerTranslationContent": {
        "1": {"id": 1, "body": '<p>See <a href="/desktop/knowledge-base/locale/en-us/answer/5">old</a>. ( widget: video, provider: youtube, id: abc_12 )</p>', "attachments": []},
        **{str(number): {"id": number, "body": f"<p>Text {number}.</p>"} for number in range(2, 7)}},
    "User": {"3": {"id": 3, "login": "ana", "note": ""}},
}  # fmt: skip
LOCALES = [{"id": 21, "locale": "en-us", "alias": "en", "name": "English"}, {"id": 9, "locale": "de-de", "alias": "de", "name": "Deutsch"}]  # fmt: skip


def test_tables_of_zammad_are_joined(tmp_path: Path) -> None:
    plan = planned(tmp_path, init={"assets": ZAMMAD}, locales=LOCALES)
    assert plan.report.tool == "Zammad"
    assert statuses(plan) == {
        "orders/post/late.md": "public", "orders/post/late.de.md": "public", "orders/post/codes.md": "internal",
        "orders/unready.md": "draft", "orders/planned.md": "draft", "orders/gone.md": "archived",
    }  # fmt: skip
    late = plan.texts["orders/post/late.md"]
    assert late.endswith(
        "See [old](../gone.md). [https://www.youtube.com/watch?v=abc_12](https://www.youtube.com/watch?v=abc_12)\n\n"
        "- [label.pdf](/api/v1/attachments/5)\n"
    )
    assert "order: 1\ntags: [van]" in late
    assert "for us" not in late
    assert plan.texts["orders/_index.md"] == (
        '---\ntitle: "Orders"\norder: 1\ntranslations: {"de": {"title": "Bestellungen"}}\n---\n'
    )


def test_a_language_that_zammad_does_not_name_is_said(tmp_path: Path) -> None:
    plan = planned(tmp_path, init=ZAMMAD)
    assert "orders/post/late.md" in plan.texts
    assert [one.partition(",")[0] for one in plan.report.problems] == ["Spät: left out"]


def test_docs_of_help_scout_with_lists_articles_collections_and_redirects(tmp_path: Path) -> None:
    listed = {"id": "a1", "number": 100, "collectionId": "c1", "status": "published", "name": "Late", "hasDraft": False}
    whole = {**listed, "slug": "late", "text": "<p>Wait.</p>", "categories": ["gone", "k1"], "related": [],
             "publicUrl": "https://docs.acme.example/article/100-late"}  # fmt: skip
    other = {
        **whole,
        "id": "a2",
        "name": "Rates",
        "slug": "rates",
        "collectionId": "c2",
        "categories": [],
        "publicUrl": "",
    }
    plan = planned(
        tmp_path,
        articles={"articles": {"page": 1, "pages": 1, "count": 2, "items": [listed, {**listed, "id": "a2", "name": "Rates"}]}},
        a1={"article": whole}, a2={"article": other},
        collections={"collections": {"page": 1, "pages": 1, "count": 2, "items": [
            {"id": "c1", "name": "Orders", "visibility": "public", "order": 1}, {"id": "c2", "name": "Trade", "visibility": "private", "order": 2}]}},
        categories_c1={"categories": {"page": 1, "pages": 1, "count": 1, "items": [{"id": "k1", "name": "Post", "collectionId": "c1", "order": 1}]}},
        redirects={"redirects": {"items": [{"id": "r1", "urlMapping": "/old/late", "redirect": "https://docs.acme.example/article/100-late"}]}},
    )  # fmt: skip
    assert statuses(plan) == {"orders/post/late.md": "public", "trade/rates.md": "internal"}
    assert "aliases: [article/100-late, article/100, old/late]" in plan.texts["orders/post/late.md"]
    assert plan.report.problems == []


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
