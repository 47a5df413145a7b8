"""Moving in: exports of Freshdesk, Intercom, Chatwoot, Zammad and Help Scout, each in its own shape."""

# ruff: noqa: E501  the lines of exports are as long as desks write them

from __future__ import annotations

from pathlib import Path

from tests.articles.desk_exports import planned, statuses

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
