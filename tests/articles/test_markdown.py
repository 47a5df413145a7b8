"""Markdown: CommonMark with our blocks, and nothing of what is hidden in anything derived from it."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it.common.normalize_url import normalizeLink

from kb.articles.library import Library
from kb.markdown.block_rules import ask_by_character, is_plain_address
from kb.markdown.document import allowed_address, blocks_named
from kb.markdown.parser import parse_markdown, parser_with_all_rules, render_html
from kb.markdown.plain import plain_text, without_tags
from kb.markdown.unseen import without_comments
from kb.problem import Level, Problems

PIECES = [
    *(
        "\n",
        "\n\n",
        "  \n",
        "    ",
        "\t",
        " ",
        "a",
        "Zwölf",
        "1",
        "2. ",
        "- ",
        "* ",
        "+ ",
        "# ",
        "> ",
        ">",
        "---",
        "===",
    ),
    *(
        "| a | b |\n|---|:-:|\n",
        "|",
        "```",
        "~~~",
        "`",
        "~~",
        "*",
        "_",
        "**",
        "[",
        "](b.md)",
        "[a]: b\n",
        "![",
        "]",
        "(",
    ),
    *("^[", "[^1]", "[^1]: ", "<b>", "<", "</b>", "<!--", "-->", "<https://a.example>", "&amp;", "&", "\\", "!", ": a"),
    *("::: note\n", ":::\n", "::: internal\n", ":", "[ ] ", "[x] ", "[!NOTE]\n", "{#a}", "{.b}", "<div>\n", "\0", "\r"),
]
ADDRESS_PIECES = [
    *(
        "http://",
        "https://",
        "//",
        "/",
        "a",
        "B",
        "xn--a",
        "a.example",
        "A.Example",
        ".",
        "..",
        "-",
        "_",
        "#",
        "?",
        "=",
        "&",
    ),
    *("%41", "%", "é", ":", "@", "80", " ", "mailto:", "a" * 70, "\\", "[", "*"),
]
_EXAMPLE = re.compile(r"^`{32} example\n(.*?)^\.\n(.*?)^`{32}$", re.DOTALL | re.MULTILINE)
_HEADING_ID = re.compile(r'<(h[1-6]) id="[^"]*">')


def examples(shared: Path) -> list[tuple[str, str]]:
    text = (shared / "data" / "commonmark" / "spec.txt").read_text("utf-8")
    return [(given.replace("→", "\t"), shown.replace("→", "\t")) for given, shown in _EXAMPLE.findall(text)]


def html_of(text: str) -> str:
    html = _HEADING_ID.sub(r"<\1>", render_html(parse_markdown(text)))
    return html.replace("<blockquote></blockquote>", "<blockquote>\n</blockquote>")


def why_not(given: str, shown: str) -> str:
    """Why we show an example of the specification differently on purpose; empty where nothing explains it."""
    if re.search(r"<!--|<\?|<!\[CDATA\[", given):
        return "comment"
    if re.search(r'(href|src)="(?!(https?|mailto|tel):)[a-z][a-z0-9+.-]*:', shown, re.IGNORECASE):
        return "scheme"
    if re.search(r"(?<![\(\[\"'])https?://", given) and "href" not in shown:
        return "bare address"
    return ""


def test_the_examples_of_commonmark(shared: Path) -> None:
    """All but comments, which never leave the desk, addresses of a kind that is not allowed, and bare addresses."""
    tried = examples(shared)
    different = [(given, shown) for given, shown in tried if html_of(given) != shown]
    reasons = [why_not(given, shown) for given, shown in different]
    assert len(tried) == 655
    assert {reason: reasons.count(reason) for reason in set(reasons)} == {"comment": 11, "scheme": 4, "bare address": 3}


QUICK, STOCK = parser_with_all_rules(), parser_with_all_rules()
ask_by_character(QUICK)


def different(text: str) -> bool:
    """Whether asking only the rules that can begin makes other tokens."""
    made = [
        parser.parse(text, {"public": False, "problems": None, "first_line": 1, "source": text.split("\n")})
        for parser in (STOCK, QUICK)
    ]
    return made[0] != made[1]


def test_the_parser_is_quicker_and_makes_the_same(shared: Path) -> None:
    centre = [path.read_text("utf-8") for path in sorted((shared / "data" / "arduino-help-center").rglob("*.md"))[::3]]
    tails = (
        "",
        " a",
        "a",
        ". a",
        ") a",
        ": a",
        "[a]: b",
        "^a]: b",
        "a> b",
        "---",
        "=",
        "``\na",
        "~~\na",
        ":: note\na",
        "\\a&b;",
    )
    begun = [f"{before}{one}{tail}\n" for before in ("", "a\n") for one in string.printable for tail in tails]
    texts = [given for given, _shown in examples(shared)] + centre + begun
    assert [text for text in texts if different(text)] == []


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join) | st.text())
def test_the_parser_makes_the_same_of_any_text(text: str) -> None:
    assert not different(text)


@given(st.lists(st.sampled_from(ADDRESS_PIECES), max_size=8).map("".join))
def test_an_address_that_is_called_plain_stays_as_it_is(address: str) -> None:
    """The parser does not encode what would come out as it went in."""
    assert not is_plain_address(address) or normalizeLink(address) == address


@pytest.mark.parametrize(
    "address",
    ["https://a.example", "HTTP://a.example", "mailto:a@b.example", "tel:+4930", "a.md", "../a.md#b", "#b", "/a", ""],
)
def test_addresses_that_may_become_links(address: str) -> None:
    assert allowed_address(address)


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "java\u200bscript:alert(1)",
        " javascript:alert(1)", "\x01javascript:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd",
        "ftp://a.example", "ms-word:x", "//a.example", "/\\a.example", "\\\\a.example", "blob:x",
    ],
)  # fmt: skip
def test_addresses_that_stay_inert_text(address: str) -> None:
    assert not allowed_address(address)


def test_what_is_hidden_is_in_nothing_that_is_derived_from_the_text() -> None:
    document = parse_markdown(
        "# Shown\n\nText[^a] <!-- secret -->\n\n[^a]: Note.\n\n"
        "::: internal\n# secret\n\n[secret](secret.md) ![secret](secret.png) text[^s]\n\n[^s]: secret\n\n"
        '<a id="secret" href="secret.html">secret</a>\n:::\n\n::: reply\nsecret\n:::\n'
    )
    derived = (render_html(document), plain_text(document), repr(document.headings), repr(document.links))
    assert [text for text in (*derived, repr(document.anchors)) if "secret" in text] == []
    assert [heading.text for heading in document.headings] == ["Shown"]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a <!-- b --> c", "a  c"),
        ("a <!-- b <? c ?> d", "a <!-- b  d"),
        ("a <![CDATA[ b ]]> c <!-->", "a  c <!-->"),
        ("<!-- a <!-- b --> c -->", " c -->"),
    ],
)
def test_a_comment_ends_where_it_is_closed_and_is_none_where_it_is_not(text: str, left: str) -> None:
    assert without_comments(text) == left


@pytest.mark.parametrize(
    ("text", "left"), [("a<br>b", "a b"), ("a <3 b", "a <3 b"), ("a<b <c> d < e", "a  d < e"), ("<" * 9, "<" * 9)]
)
def test_a_tag_that_is_never_closed_is_text(text: str, left: str) -> None:
    assert without_tags(text, " ") == left


def test_agents_read_the_hidden_blocks_and_no_comments() -> None:
    document = parse_markdown("Text.\n\n::: internal\nFor us. <!-- secret -->\n:::\n", public=False)
    assert plain_text(document) == "Text.\n\nFor us."
    assert blocks_named(document, "internal") == [(3, 4)]


def test_headings_have_anchors_that_are_told_apart() -> None:
    document = parse_markdown("# Steps\n\n## Steps\n\n## ?\n\n## Own {#my-own}\n", first_line=10)
    found = [(heading.level, heading.text, heading.anchor, heading.line) for heading in document.headings]
    assert found == [
        (1, "Steps", "steps", 10),
        (2, "Steps", "steps-2", 12),
        (2, "?", "section", 14),
        (2, "Own", "my-own", 16),
    ]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("::: note\nA.\n:::\n", '<div class="note" role="note">\n<p>A.</p>\n</div>\n'),
        ("::: warning\nA.\n:::\n", '<div class="note warning" role="note">\n<p>A.</p>\n</div>\n'),
        ("> [!NOTE]\n> A.\n", '<div class="note" role="note">\n<p>A.</p>\n</div>\n'),
        ("> [!Tip] A.\n", '<div class="note tip" role="note">\n<p>A.</p>\n</div>\n'),
        ("> [!OTHER]\n> A.\n", "<blockquote>\n<p>[!OTHER]\nA.</p>\n</blockquote>\n"),
    ],
)
def test_notes_and_alerts_are_the_same_boxes(text: str, shown: str) -> None:
    assert html_of(text) == shown


@given(st.text(alphabet=st.sampled_from("ab \n:>-[]()!`#<*|^{}intrl\t"), max_size=80))
def test_hidden_words_stay_hidden_in_any_text_around_a_block(text: str) -> None:
    """At the start of a line an internal block hides, or the writer is told that it does not."""
    problems = Problems("x.md")
    document = parse_markdown(f"{text}\n\n::: internal\nqqq\n:::\n", 1, problems)
    shown = "qqq" in render_html(document) or "qqq" in plain_text(document)
    assert not shown or any(problem.level is Level.ERROR for problem in problems.found)


def test_no_article_of_a_real_support_desk_has_an_unsound_body(centre: Library) -> None:
    hardware = [article for article in centre.articles if article.path.startswith("Hardware Support/")]
    assert len(hardware) > 50
    problems = [problem for article in hardware for problem in article.problems()]
    assert {(problem.code, problem.level) for problem in problems} == {
        ("hidden-html", Level.HINT),
        ("html-dropped", Level.WARNING),
    }


def test_a_tag_that_is_not_shown_is_named_where_it_stands_whatever_comments_are_above_it() -> None:
    problems = Problems("x.md")
    parse_markdown("<div>\n<!-- one\ntwo -->\n<!-- three --> <form>\n</form>\n</div>\n", 1, problems)
    assert [(one.code, one.line, one.column) for one in problems.found] == [("html-dropped", 4, 16)]


def test_a_heading_ends_a_list_of_definitions_and_one_in_a_definition_does_not() -> None:
    text = "Term\n: One\n\n    ## Inside\n\n    More\n\n## End\n\n: Two\n"
    document = parse_markdown(text)
    assert [heading.text for heading in document.headings] == ["Inside", "End"]
    assert render_html(document).count("<dt>") == 1
