"""Moving in: the exports of desks and wikis as those tools write them, with languages, anchors, numbers and rights."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kb.moving_in.dokuwiki_text import markdown_of_wiki
from kb.moving_in.from_html import as_markdown
from kb.moving_in.move_in import plan_move_in
from kb.moving_in.moving_plan import MovingPlan

SITE = "https://acme.zendesk.com"
LATE = (
    '<h2 id="h_01">Track it</h2><p>See <a href="/hc/en-us/articles/12">returns</a>, '
    f'<a href="{SITE}/hc/en-us/articles/12-Send-back#h_02">the steps</a>, <a href="/hc/en-us/sections/5">post</a>, '
    '<a href="#h_01">this part</a> and <a href="/hc/en-us/requests/new">us</a>.</p>'
)


def article(number: int, title: str, body: str | None, **more: object) -> dict[str, object]:
    """An article as Zendesk's interface gives it."""
    address = f"{SITE}/hc/en-us/articles/{number}-{title.replace(' ', '-')}"
    said = {"id": number, "title": title, "body": body, "html_url": address, "section_id": 5, "draft": False}
    return {**said, "locale": "en-us", "source_locale": "en-us", "user_segment_id": None, "label_names": [], **more}


ZENDESK = {
    "articles": [
        article(11, "Verspätet", "<p>Spät.</p>", locale="de"),
        article(11, "Late", LATE),
        article(12, "Send back", '<h3><a name="h_02"></a>Steps</h3><p>Pack it.</p>'),
        article(13, "Empty", None),
    ],
    "translations": [
        {"id": 90, "source_id": 12, "locale": "fr", "title": "Retour", "body": "<p>Emballez.</p>"}
    ],
    "sections": [
        {"id": 5, "name": "Post", "description": "Tea &amp; more", "category_id": 7, "locale": "en", "source_locale": "en"},  # noqa: E501  one line of an export
        {"id": 5, "name": "Versand", "description": "", "category_id": 7, "locale": "de", "source_locale": "en"},
    ],
    "categories": [{"id": 7, "name": "Orders", "description": ""}],
}  # fmt: skip


@pytest.fixture
def zendesk(tmp_path: Path) -> MovingPlan:
    (tmp_path / "export.json").write_text(json.dumps(ZENDESK))
    return plan_move_in(tmp_path / "export.json")


def test_translations_lie_beside_what_they_translate(zendesk: MovingPlan) -> None:
    assert sorted(zendesk.texts) == [
        "orders/_index.md", "orders/post/_index.md", "orders/post/late.de.md", "orders/post/late.md",
        "orders/post/send-back.fr.md", "orders/post/send-back.md",
    ]  # fmt: skip
    assert zendesk.texts["orders/post/late.de.md"].endswith("\nSpät.\n")
    assert 'title: "Retour"' in zendesk.texts["orders/post/send-back.fr.md"]
    assert zendesk.texts["orders/post/_index.md"] == (
        '---\ntitle: "Post"\nsummary: "Tea & more"\ntranslations: {"de": {"title": "Versand"}}\n---\n'
    )


def test_links_of_a_desk_lead_by_number_and_to_anchors(zendesk: MovingPlan) -> None:
    late = zendesk.texts["orders/post/late.md"].partition("\n---\n")[2]
    assert late == (
        "## Track it {#h_01}\n\nSee [returns](send-back.md), [the steps](send-back.md#h_02), [post](_index.md), "
        f"[this part](#h_01) and [us]({SITE}/hc/en-us/requests/new).\n"
    )
    assert zendesk.texts["orders/post/send-back.md"].endswith("### Steps {#h_02}\n\nPack it.\n")
    assert not zendesk.report.missing


def test_an_article_without_text_is_named(zendesk: MovingPlan) -> None:
    assert zendesk.report.problems == ["Empty is left out: it has no text."]


HTML = {
    "<p>Type &lt;your name&gt;, 5 * 3, _so_ and a_b_c</p>": r"Type \<your name>, 5 \* 3, \_so\_ and a_b_c",
    "<p># none</p><p>1. none</p><p>- none</p>": "\\# none\n\n1\\. none\n\n\\- none",
    "<p>::: internal</p>": r"\::: internal",
    "<table><tr><td><p>a</p><p>b</p></td><td>c</td></tr><tr><td>1</td><td>2</td></tr></table>": "| a b  | c |\n|---|---|\n| 1 | 2 |",  # noqa: E501  one table
    '<table><tr><th>a</th></tr><tr><th scope="row">b</th></tr></table>': "| a |\n|---|\n| b |",
    "<pre>one\n```\ntwo</pre><p>after</p>": "````\none\n```\ntwo\n````\n\nafter",
    "<ol><li><p>a</p><p>b</p><pre>c\n d</pre></li><li>e</li></ol>": "1. a\n\n   b\n\n   ```\n   c\n    d\n   ```\n2. e",
    '<iframe src="//video.example/5" title="How to pack"></iframe>': "[How to pack](https://video.example/5)",
    "<strong>a</strong><strong>b</strong>": "**ab**",
    "<em>Note:</em><strong>pots</strong>": "*Note:*<strong>pots</strong>",
    "<strong>Pots</strong><em>(large)</em>": "**Pots**<em>(large)</em>",
    "<em>-</em><em><em>w</em>b</em>": "*-wb*",
    "<em><strong>Pots:</strong></em><em>two</em>": "***Pots:***<em>two</em>",
    "<em><strong>One</strong> or <strong>two</strong></em>": "<em>**One** or **two**</em>",
}


@pytest.mark.parametrize(("html", "expected"), HTML.items())
def test_html_keeps_its_words_and_its_shape(html: str, expected: str) -> None:
    lines = as_markdown(html).strip("\n").split("\n")
    assert "\n".join(line.rstrip() for line in lines) == expected


WIKI = {
    "**b** //i// __u__ ''m''": "**b** *i* u `m`",
    "a https://x.example/a_b/ z": "a <https://x.example/a_b/> z",
    "<angle> 5 * 3 %%//raw//%%": r"\<angle> 5 \* 3 //raw//",
    "===== Two =====": "## Two",
    "  * a\n    - b\n  * c": "- a\n   1. b\n- c",
    "^ A ^ B ^\n| 1 | 2 |": "| A | B |\n|---|---|\n| 1 | 2 |",
    "^ A | 1 |": "|  |  |\n|---|---|\n| **A** | 1 |",
    "<note warning>Hot //pan//</note>": "::: warning\nHot *pan*\n:::",
    "<WRAP center round tip 60%>\nSo.\n</WRAP>": "::: tip\nSo.\n:::",
    "<hidden More>\nIt.\n</hidden>": "::: details More\nIt.\n:::",
    "<code bash a.sh>\necho **x**\n</code>": "```bash\necho **x**\n```",
    "text\n\n  code [[x]]": "text\n\n```\ncode [[x]]\n```",
    "a((note)) b": "a[^1] b\n\n[^1]: note",
    "one \\\\ two ~~NOTOC~~": "one <br>two",
    "{{youtube>abc?large}}": "[Video](https://www.youtube.com/watch?v=abc)",
    "[[wp>Tea|tea]] [[other>x|words]]": "[tea](wp%3ETea) [words](other%3Ex)",
    "[[a|the (one) _pot_]] {{b(.png|one * two}}": r"[the (one) \_pot\_](a) ![one \* two](b%28.png)",
    "{{youtube>abc|a *b*}}": r"[a \*b\*](https://www.youtube.com/watch?v=abc)",
}


@pytest.mark.parametrize(("text", "expected"), WIKI.items())
def test_marks_of_a_wiki(text: str, expected: str) -> None:
    found = markdown_of_wiki(f"====== T ======\n{text}\n", lambda target: target, lambda name: name)
    assert (found.title, found.body.strip("\n")) == ("T", expected)


def test_a_wiki_brings_its_pages_pictures_and_rights(tmp_path: Path) -> None:
    pages = {
        "start": "====== Acme help ======\nSee [[orders:late_parcel]] and [[orders:|orders]].",
        "orders/start": "====== Orders ======\nAll about orders.",
        "orders/late_parcel": "====== Late ======\n{{tag>post}}\n{{:orders:box.png?80|A box}} [[start|up]] [[:start#by_post|top]]",  # noqa: E501  one page
        "staff/codes": "====== Codes ======\n  * 4711",
        "wiki/syntax": "====== Syntax ======\n[[x]]",
        "sidebar": "  * [[start]]",
    }
    for name, text in pages.items():
        file = tmp_path / "data/pages" / f"{name}.txt"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    for place in ("data/media/orders", "conf"):
        (tmp_path / place).mkdir(parents=True)
    (tmp_path / "data/media/orders/box.png").write_bytes(b"\x89PNG")
    (tmp_path / "conf/acl.auth.php").write_text("*\t@ALL\t1\nstaff:*\t@ALL\t0\n")
    plan = plan_move_in(tmp_path)
    assert {path for path in plan.texts if not path.endswith("_index.md")} == {
        "acme-help.md", "orders/late-parcel.md", "staff/codes.md",
    }  # fmt: skip
    assert plan.texts["orders/_index.md"] == '---\ntitle: "Orders"\nsummary: "All about orders."\n---\n'
    assert "See [late parcel](orders/late-parcel.md) and [orders](orders/_index.md)." in plan.texts["acme-help.md"]
    late = plan.texts["orders/late-parcel.md"]
    assert "tags: [post]" in late
    assert late.endswith("![A box](../media/box.png){width=80} [up](_index.md) [top](../acme-help.md#by-post)\n")
    assert "status: internal" in plan.texts["staff/codes.md"]
    assert list(plan.files) == ["media/box.png"]
    assert (plan.report.tool, plan.report.missing.total()) == ("DokuWiki", 0)


def test_marks_of_a_wiki_that_never_close_stay_words() -> None:
    text = f"====== T ======\n'' {'%%b%% ' * 60}\n\n<nowiki>\nc <nowiki>d</nowiki>\n"
    found = markdown_of_wiki(text, lambda target: target, lambda name: name)
    assert found.body == f"'' {'b ' * 60}".rstrip() + "\n\n\\<nowiki>\nc d\n"
