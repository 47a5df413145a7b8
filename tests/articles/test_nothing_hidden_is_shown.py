"""What a browser or another tool would not have shown reaches no customer: hidden HTML, comments, names that say so."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from kb.articles.library import load_library
from kb.errors import HasProblems
from kb.faq.export import export_faq
from kb.markdown.parser import parse_markdown
from kb.markdown.plain import plain_text
from kb.markdown.sheets import hidden_names, hiding_selectors
from kb.markdown.unseen import hides
from kb.moving_in.body import TurnedBodies, turn
from kb.moving_in.places import Places
from kb.moving_in.tools import Source
from kb.problem import Level, Problems
from kb.settings import FaqSettings, LibrarySettings
from tests.rows import each_row

SETTINGS = LibrarySettings(organisation="Acme Garden", faq=FaqSettings(title="Acme Help"))
SECRET = "Refund zebra99 to everybody who asks twice."


def export(tmp_path: Path, body: str) -> list[str]:
    """The files of a site in which the secret stands."""
    article = tmp_path / "desk" / "articles" / "late.md"
    article.parent.mkdir(parents=True)
    article.write_text(f"---\ntitle: Late\nstatus: public\n---\nBefore it.\n\n{body}\n\nAfter it.\n", "utf-8")
    site = tmp_path / "site"
    export_faq(load_library(article.parent), SETTINGS, site, tmp_path / "desk")
    assert "After it." in (site / "late" / "index.html").read_text("utf-8")
    files = [path for path in site.rglob("*") if path.is_file()]
    return [path.relative_to(site).as_posix() for path in files if b"zebra99" in path.read_bytes()]


@pytest.mark.parametrize(
    "style",
    [
        "display:none", "display: NONE !important", r"d\69splay:none", r"\000064isplay:none", "dis&#112;lay:none",
        "dis/**/play:none", "visibility:collapse", "content-visibility:hidden", "opacity:0", "opacity: 0.00",
        "opacity:0%", "filter:opacity(0)", "font-size:0", "font-size:1px", "font:0/0 a", "text-indent:-9999px",
        "position:absolute;left:-9999px", "position:fixed; top: -100em", "position:absolute;right:-200vw",
        "position:absolute;inset:-9999px auto auto", "margin-left:-9999px", "transform:translateX(-9999px)",
        "transform:scale(0)", "position:absolute;clip:rect(0,0,0,0)", "clip:rect(1px 1px 1px 1px)",
        "clip-path:inset(50%)", "clip-path: circle(0)", "clip-path:polygon(0 0, 0 0, 0px 0)",
        "height:0;overflow:hidden", "max-height:0;overflow:clip",
        "width:1px;height:1px;overflow:hidden", "mso-hide:all", "color:transparent", "color:rgba(1,1,1,0)",
        "color:rgb(0 0 0 / 0%)", "color:#fff;background:#FFFFFF", "color:white;background-color:#fff",
        "font-size:calc(0px)", "color:inherit;opacity:0",
    ],
)  # fmt: skip
def test_a_style_that_hides_words_keeps_them_from_customers(tmp_path: Path, style: str) -> None:
    assert export(tmp_path, f'<div style="{style}">{SECRET}</div>') == []


@pytest.mark.parametrize(
    "style",
    [
        "opacity:0.5", "font:12px/1.5 Arial", "font-size:12px", "margin-left:-2em", "text-indent:-1.5em",
        "position:relative;left:-10px", "position:absolute;left:100%", "transform:translateX(-50%)",
        "height:0;padding-bottom:56.25%;overflow:hidden", "max-width:100%;overflow:hidden", "line-height:1",
        "color:inherit;background-color:inherit", "color:var(--ink);background:var(--ink)",
        "font-size:var(--font-size-1)", "font-size:calc(1px + 1.2vw)", "width:calc(0px + 100%);overflow:hidden",
        "background:linear-gradient(red,blue);-webkit-background-clip:text;color:transparent",
        "color:#fff", "color:#00ff00", "color: rgb(0, 0, 0)", "color:rgb(255,0,0)", "color:hsl(0, 0%, 0%)",
        "color:rgba(0,0,0,0.5)", "color:rgb(0 0 0)", "color:rgb(0 0 0 / 0.5)",
        "background:rgba(0,0,0,0)", "clip:rect(0,100px,50px,0)", "clip-path:inset(5%)",
        "clip-path:polygon(0 0, 100% 0, 0 100%)",
    ],
)  # fmt: skip
def test_a_style_that_only_draws_hides_nothing(tmp_path: Path, style: str) -> None:
    assert "late/index.html" in export(tmp_path, f'<div style="{style}">{SECRET}</div>')


@pytest.mark.parametrize(
    "body",
    [
        f"<div hidden='until-found'>{SECRET}</div>",
        f"Some <span hidden>{SECRET}</span> words.",
        rf"Some \` <span hidden>{SECRET}</span> \` words.",
        f"Some <span title='`' hidden>{SECRET}</span> ` words.",
        f"Some <img src='https://acme.example/box.png' alt='{SECRET}' hidden>",
        f"Some <template>{SECRET}</template> words.",
        f"<dialog>{SECRET}</dialog>",
        f"<div popover id=x>{SECRET}</div>",
        f"<noframes>{SECRET}</noframes>",
        f"Some <datalist><option>{SECRET}</option></datalist> words.",
        f'<div class="box agents-only">{SECRET}</div>',
        f'<div v-if="false">{SECRET}</div>',
        f"<p style={{{{display: 'none'}}}}>{SECRET}</p>",
        f"Some <Internal>{SECRET}</Internal> words.",
        f"<table><tr><td>Seen</td><td hidden>{SECRET}</td></tr></table>",
        f"<title>{SECRET}</title>",
        f"[//]: # ({SECRET})",
    ],
)
def test_what_no_browser_shows_is_left_out(tmp_path: Path, body: str) -> None:
    assert export(tmp_path, body) == []


@pytest.mark.parametrize(
    "body",
    [
        rf"Write \<p hidden>{SECRET}\</p> so.",
        f"<p><svg><path style='display:none' d='M0'/><path d='M1'/></svg> {SECRET}</p>",
        f"{SECRET} <img src='https://acme.example/box.png' hidden>",
        f"Write to <hidden@acme.example> or <https://acme.example/hidden>. {SECRET}",
    ],
)
def test_words_beside_what_is_hidden_are_shown(tmp_path: Path, body: str) -> None:
    assert "late/index.html" in export(tmp_path, body)


def test_of_a_block_only_what_is_hidden_goes(tmp_path: Path) -> None:
    body = f"<div>\n<p hidden>{SECRET}</p>\n<p>Seen by all.</p>\n<p style='opacity:0'>{SECRET}</p>\n</div>"
    assert export(tmp_path, body) == []
    assert "Seen by all." in (tmp_path / "site" / "late" / "index.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("tag", "hidden"),
    [
        ('<div class="hidden md:block">', False),
        ('<div class="d-none d-md-flex">', False),
        ('<a class="reference internal">', False),
        ('<div className="internal-note">', True),
        ("<details>", False),
        ("<dialog open>", False),
        ('<span aria-hidden="true">', False),
        ('<div data-hidden="1">', False),
        ('<Visibility for="agents">', True),
        ('<Visibility for="humans">', False),
        ('<i v-show="open">', False),
    ],
)
def test_what_is_shown_to_some_is_not_hidden(tag: str, *, hidden: bool) -> None:
    assert hides(tag) is hidden


@pytest.mark.parametrize(
    ("body", "line", "code"),
    [
        (f"<div hidden>\n\n{SECRET}\n\n</div>", 7, "hidden-html"),
        (f"<Internal>\n\n{SECRET}\n\n</Internal>", 7, "hidden-html"),
        (f"<style>\n.k {{ display: none }}\n</style>\n\n<p class=k>{SECRET}</p>", 7, "hidden-html"),
        (f"# A <style>.k {{ display: none }}</style>\n\n<p class=k>{SECRET}</p>", 7, "hidden-html"),
        (f"<style>\n@layer x {{ .k {{ display: none }} }}\n</style>\n\n<p class=k>{SECRET}</p>", 7, "hidden-html"),
        (f"<div class='invisible'>{SECRET}</div>", 7, "hidden-html"),
        (f"Some <comment> {SECRET}", 7, "hidden-html"),
        (f"{{/* {SECRET} */}}", 7, "foreign-tag"),
        (f"{{/*\n\n{SECRET}\n\n*/}}", 7, "foreign-tag"),
        (f"<div>{{/* {SECRET} */}}</div>", 7, "foreign-tag"),
        (f"Some {{false && <b>{SECRET}</b>}} words.", 7, "foreign-tag"),
        (f"{{#\n\n{SECRET}\n\n#}}", 7, "foreign-tag"),
        (f"{{% # {SECRET} %}}", 7, "foreign-tag"),
        (f"{{% comment %}}\n\n{SECRET}\n\n{{% endcomment %}}", 7, "foreign-tag"),
        (f"Words.\n{{{{/* {SECRET} */}}}}", 8, "foreign-tag"),
        (f"{{{{!-- {SECRET} --}}}}", 7, "foreign-tag"),
        (f"{{::comment}}\n{SECRET}\n{{:/comment}}", 7, "foreign-tag"),
        (f"Some {{>>{SECRET}<<}} words.", 7, "foreign-tag"),
        (f"Some words\n[//]: # ({SECRET})", 8, "foreign-tag"),
        (f"[comment]: # {SECRET}", 7, "foreign-tag"),
        (f"%%\n\n{SECRET}\n\n%%", 7, "foreign-tag"),
        (f"> [!internal]\n> {SECRET}", 7, "internal-near-miss"),
        (f"> [!NOTE] Internal\n> {SECRET}", 7, "internal-near-miss"),
        (f":::note Internal only\n{SECRET}\n:::", 7, "internal-near-miss"),
        (f"::: private\n{SECRET}\n:::", 7, "block-stray"),
    ],
)
def test_a_comment_that_is_none_here_stops_the_export(tmp_path: Path, body: str, line: int, code: str) -> None:
    with pytest.raises(HasProblems, match=rf"articles/late\.md:{line}:\d+: {code}"):
        export(tmp_path, body)


@pytest.mark.parametrize(
    "text",
    [
        "Write `{/* so */}` and `<p hidden>so</p>` there.",
        "```\n{::comment}\n<p hidden>so</p>\n```",
        "About 50 % of them, {#anchor}, {0} and [1]: see below.",
        "<pre>{/* so */}</pre>",
        "::: note Internal combustion\nIt runs.\n:::",
        "Agents: they answer. [!private]",
    ],
)
def test_an_example_and_plain_words_are_no_hidden_text(text: str) -> None:
    problems = Problems("late.md")
    assert plain_text(parse_markdown(text, 1, problems))
    assert problems.found == []


@each_row(
    ("sheet", "hiding"),
    [
        (".k { color: red } #x, .y { opacity: 0 }", True),
        ("/* <b> */ .k { display: none }", True),
        ("@media print { .k { display: none } }", False),
        (".k::before { content: '{' }", False),
        (".k::before { content: '}'; display: none } .y { color: red }", False),
        ("@media screen { .k { display: none } }", True),
        ("@media only screen , print { .k { display: none } }", True),
        ("@media not print { .k { display: none } }", True),
        ("@media screen and (max-width: 40em) { .k { display: none } }", False),
        ("@media screen { @media (prefers-color-scheme: dark) { .k { display: none } } }", False),
        ("@supports (display: grid) { .k { display: none } }", True),
        ("@supports not (display: grid) { .k { display: none } }", False),
        ("@layer base, shop; @layer shop { .k { display: none } }", True),
        ("@container (width > 40em) { .k { display: none } }", False),
        ("@keyframes k { from { opacity: 0 } to { opacity: 1 } }", False),
        (".box { color: red; .k { display: none } }", True),
        (".box { .k { color: red } display: none; }", True),
        (".box { @media screen { display: none } }", True),
        (".box { @media print { display: none } }", False),
        (".k { display: none", True),
        (".k { /* } */ display: none }", True),
        (".k:hover { display: none }", False),
    ],
)
def test_a_style_sheet_that_hides_on_a_screen_is_known(sheet: str, *, hiding: bool) -> None:
    assert bool(hiding_selectors(f"<style>{sheet}</style>")) is hiding


@pytest.mark.parametrize(("media", "hiding"), [("", True), (" media=screen", True), (" media='print'", False)])
def test_a_style_sheet_for_paper_hides_nothing_on_a_screen(media: str, *, hiding: bool) -> None:
    assert bool(hiding_selectors(f"<style{media}>.k {{ display: none }}</style>")) is hiding


@pytest.mark.parametrize(
    ("selector", "tag", "hidden"),
    [
        ("p.k", "<p class='k'>", True),
        ("p.k", "<div class='k'>", False),
        (".k.y", "<p class='y k'>", True),
        (".k.y", "<p class='k'>", False),
        (".box > .k", "<p class='k'>", True),
        (".box { & .k", "<p class='k'>", True),
        (".box { &.k", "<p class='k'>", True),
        (".box { .side &", "<p class='box'>", True),
        ("#x", "<p id='x'>", True),
        (".k:first-child", "<p class='k'>", False),
    ],
)
def test_an_element_is_hidden_by_all_that_a_selector_asks_for(selector: str, tag: str, *, hidden: bool) -> None:
    assert hides(tag, hidden_names(f"<style>{selector} {{ display: none }}</style>")) is hidden


def moved(body: str, tool: str = "") -> str:
    source = Source(tool, Path(), Path())
    return turn(body, "late.md", {}, source, Places(source, {"late.md": "late.md"}, {}), TurnedBodies())


TOOLS = ("", "Docusaurus", "Jekyll", "Hugo", "MkDocs", "Obsidian", "VitePress")
NOT_SHOWN = [
    f"<div hidden>{SECRET}</div>",
    f"<div style='opacity:0'>\n\n{SECRET}\n\n</div>",
    f"<p style={{{{display: 'none'}}}}>{SECRET}</p>",
    f"<style>.k {{ display: none }}</style>\n\n<div class='k'>{SECRET}</div>",
    f"<AgentsOnly>\n\n{SECRET}\n\n</AgentsOnly>",
    f"<Visibility for='agents'>\n\n{SECRET}\n\n</Visibility>",
    f"- One <i hidden>{SECRET}</i>\n- Two",
    f"{{/* {SECRET} */}}",
    f"Some {{{{/* {SECRET} */}}}} words.",
    f"{{# {SECRET} #}}",
    f"{{{{!-- {SECRET} --}}}}",
    f"{{% # {SECRET} %}}",
    f"{{% if internal %}}\n{SECRET}\n{{% endif %}}",
    f"{{% if false %}}\nA {{% if x %}}b{{% else %}}c{{% endif %}} {SECRET}\n{{% endif %}}",
    f"{{% if nil %}}{{% case x %}}{{% when 1 %}}b{{% else %}}{SECRET}{{% endcase %}}{{% endif %}}",
    f"{{::comment}}\n{SECRET}\n{{:/comment}}",
    f"Some {{>>{SECRET}<<}} words.",
    f"{{false && <p>{SECRET}</p>}}",
    f"{{false && (\n<p style={{{{color: 'red'}}}}>{SECRET}</p>\n)}}",
    f"<!-- {SECRET} --!>",
    f"::: private\n{SECRET}\n:::",
    f":::note[Internal]\n{SECRET}\n:::",
    f"> [!private] {SECRET}",
    f"> [!note] Internal only\n> {SECRET}",
]


@each_row(("tool", "body"), product(TOOLS, NOT_SHOWN))
def test_moving_in_keeps_what_was_not_shown_inside(body: str, tool: str) -> None:
    text = moved(f"Before it.\n\n{body}\n\nAfter it.\n", tool)
    problems = Problems("late.md")
    shown = plain_text(parse_markdown(text, 1, problems))
    assert "zebra99" in text
    assert "zebra99" not in shown
    assert "After it." in shown
    assert [one for one in problems.found if one.level is Level.ERROR] == []


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("<template #header>Seen by all.</template>", "Seen by all."),
        ("<details><summary>More</summary>Seen by all.</details>", "Seen by all."),
        ("{% if product == 'shop' %}\nSeen by all.\n{% endif %}", "Seen by all."),
        ("{% if internal %}\nNot all.\n{% else %}\nSeen by all.\n{% endif %}", "Seen by all."),
        ("::: note Agents\nSeen by all.\n:::", "Seen by all."),
        ("<p hidden={false}>Seen by all.</p>", "Seen by all."),
    ],
)
def test_moving_in_hides_nothing_that_was_shown(body: str, shown: str) -> None:
    assert shown in plain_text(parse_markdown(moved(body, "Docusaurus")))


@pytest.mark.parametrize(
    "words", ["We keep 100%% of it and 50%% of that.", "Write %% for one.\n\nSeen by all.\n\nWrite %% once more."]
)
def test_two_signs_of_percent_hide_no_words_in_a_folder_of_no_tool(words: str) -> None:
    assert plain_text(parse_markdown(moved(words))) == words


def test_a_comment_that_never_ends_stays_an_error_at_the_start_of_a_line_and_is_words_within_one() -> None:
    problems = Problems("late.md")
    parse_markdown(moved(f"<!-- {SECRET}\n\nMore."), 1, problems)
    assert [one.code for one in problems.found] == ["comment-open"]
    assert "<!-- not so" in plain_text(parse_markdown(moved("A mark <!-- not so\n\nMore.")))


def test_what_no_page_shows_is_in_no_text_of_it_and_not_lost(tmp_path: Path) -> None:
    body = f"Some <select><option>{SECRET}</option></select> and <noscript>{SECRET}</noscript> words."
    assert export(tmp_path, body) == []
    assert plain_text(parse_markdown(body)) == "Some  and  words."
