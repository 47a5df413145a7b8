"""Moving in: what other tools and desks wrote becomes articles of ours, with everything that is in it."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections import Counter
from pathlib import Path

import pytest

from kb.articles.library import load_library
from kb.articles.status import Status
from kb.changes import finish_changes
from kb.lint.lint import lint_library
from kb.moving_in import containers, embeds
from kb.moving_in.from_html import as_markdown, main_of
from kb.moving_in.front_matter import read, split
from kb.moving_in.move_in import NothingToMoveIn, move_in, plan_move_in
from kb.moving_in.plain import is_bare, is_ours
from kb.moving_in.tools import source_of
from kb.problem import Level
from tests.conftest import write_files
from tests.faults import Counted, counting


def turned(tmp_path: Path, text: str, **more: str) -> str:
    """The body of one article after moving in, beside other files of its source."""
    files = {
        "help/a.md": text,
        "help/b.md": "# Bee\n\nWords.\n",
        **{name.replace("__", "/"): one for name, one in more.items()},
    }
    plan = plan_move_in(write_files(tmp_path / "source", files))
    text = next(one for path, one in plan.texts.items() if path.rpartition("/")[2] == "a.md")
    return text.partition("\n---\n")[2]


CASES = {
    "Docusaurus box": ("# A\n\n:::tip[My *title*]\nDo it.\n:::\n", ":::tip[My *title*]\nDo it.\n:::\n"),
    "Docusaurus tabs": (
        (
            "import Tabs from '@theme/Tabs';\n\n"
            '<Tabs>\n<TabItem value="a" label="Mac">\n\nPress it.\n\n</TabItem>\n</Tabs>\n'
        ),
        "**Mac**\n\nPress it.\n",
    ),
    "MkDocs box": ('!!! warning "Careful"\n\n    Text in it.\n\nAfter.\n', "::: warning Careful\nText in it.\n:::\n\nAfter.\n"),  # noqa: E501  one line of a source
    "MkDocs folded box": ("??? note\n    Folded.\n", "::: details Note\nFolded.\n:::\n"),
    "MkDocs boxes in boxes": (
        "!!! note\n    One.\n\n    !!! tip\n        Two.\n",
        ":::: note\nOne.\n\n::: tip\nTwo.\n:::\n::::\n",
    ),
    "MkDocs tabs and keys": ('=== "Windows"\n\n    Press ++ctrl+c++\n', "**Windows**\n\nPress <kbd>Ctrl</kbd>+<kbd>C</kbd>\n"),  # noqa: E501  one line of a source
    "MkDocs internal": ("!!! internal\n    Refund at once.\n", "::: internal\nRefund at once.\n:::\n"),
    "Hugo shortcodes": (
        '{{< hint style="danger" >}}\nTake care.\n{{< /hint >}}\n\nSee [b]({{< relref "b" >}}).\n',
        "::: danger\nTake care.\n:::\n\nSee [b](b.md).\n",
    ),
    "Hugo comment": ("{{% comment %}}Only we know.{{% /comment %}}\n", "<!-- Only we know. -->\n"),
    "Jekyll": (
        "{% comment %}\nNot for customers.\n{% endcomment %}\n\n{% raw %}{{ x }}{% endraw %}\n\n# A heading {#own}\n{: .no_toc }\n",  # noqa: E501  one line of a source
        "::: internal\nNot for customers.\n:::\n\n{{ x }}\n\n# A heading {#own}\n",
    ),
    "Jekyll raw": (
        "{% raw %}\n\n    {% comment %}C{% endcomment %}\n{% endraw %}\n\n```\n{% raw %}{{ x }}{% endraw %}\n```\n",
        "    {% comment %}C{% endcomment %}\n\n```\n{{ x }}\n```\n",
    ),
    "Jekyll capture": (
        "{% capture info %}\nOnly on **Mac**.\n{% endcapture %}\n{{ info | markdownify }}\n",
        "Only on **Mac**.\n",
    ),
    "GitBook file": ('{% file src="https://a.example/x.pdf" %}\n', "[x.pdf](https://a.example/x.pdf)\n"),
    "GitBook": (
        '{% hint style="info" %}\nGood to know.\n{% endhint %}\n\n{% content-ref url="b.md" %}\n[b.md](b.md)\n{% endcontent-ref %}\n',  # noqa: E501  one line of a source
        "::: info\nGood to know.\n:::\n\n[b.md](b.md)\n",
    ),
    "Mintlify": (
        '<Steps>\n  <Step title="Open it">\n    Click.\n  </Step>\n  <Step title="Close it">\n    Click again.\n  </Step>\n</Steps>\n\n<Note>Mind.</Note>\n',  # noqa: E501  one line of a source
        "1. **Open it**\n\n   Click.\n\n2. **Close it**\n\n   Click again.\n\n::: note\nMind.\n:::\n",
    ),
    "Mintlify cards": (
        '<CardGroup cols={2}>\n  <Card title="Bee" href="/help/b">\n    Read it.\n  </Card>\n</CardGroup>\n',
        "- [Bee](b.md): Read it.\n",
    ),
    "ExL": (
        "Click **[!UICONTROL Save]** in [!DNL Commerce].\n\n>[!MORELIKETHIS]\n>\n>See b.\n",
        "Click **Save** in Commerce.\n\n::: note See also\nSee b.\n:::\n",
    ),
    "ExL marks in each other": (
        "Select [!UICONTROL [!UICONTROL Add]], then [!UICONTROL Ask **Help > Send** for it].\n",
        "Select **Add**, then **Ask Help > Send for it**.\n",
    ),
    "a folded part": ("+++ Can I?  \n\nYes.\n\n+++\n", "::: details Can I?\nYes.\n:::\n"),
    "an anchor in a comment": ("{# see {#part} #}\n", "::: internal\nsee {#part}\n:::\n"),
    "a comment in a comment": ("{/* Ours {/* and ours */}\n", "::: internal\nOurs {/* and ours\n:::\n"),
    "a fence that never closes": (
        "````\nOne\n```\n!!! note\n    Two\n```\n",
        "````\nOne\n```\n!!! note\n    Two\n```\n",
    ),
    "Obsidian": (
        "See [[b|the other]] and [[b#Part]].\n\n> [!faq]- Can I?\n> Yes.\n\n%% We never do. %%\n\n==Read== this.\n",
        (
            "See [the other](b.md) and [b › Part](b.md#part).\n\n::: details Can I?\nYes.\n:::\n\n"  # noqa: RUF001  the sign between a page and its part
            "::: internal\nWe never do.\n:::\n\n<mark>Read</mark> this.\n"
        ),
    ),
    "VuePress contents": ("[[toc]]\n\n::: danger STOP\nNo.\n:::\n", "::: danger STOP\nNo.\n:::\n"),
    "VuePress blocks": (
        "::: upgrade\nSee it.\n:::\n\n:::: tabs\n::: tab Mac\nPress.\n:::\n::::\n\n::: tip\n::: info\nIn.\n:::\n:::\n\n:::\n",  # noqa: E501  one line of a source
        (
            "::: note Upgrade\nSee it.\n:::\n\n::: details Mac\nPress.\n:::\n\n"
            ":::: tip\n::: info\nIn.\n:::\n::::\n"
        ),
    ),
    "titles in braces": ('::: {.callout-tip title="Do it"}\nNow.\n:::\n', "::: tip Do it\nNow.\n:::\n"),
    "a page's own code": (
        "<script setup>\nimport x from 'y'\n\nexport default {}\n</script>\n\nAfter.\n\n<style module>\n.a {}\n</style>\n",  # noqa: E501  one line of a source
        "After.\n",
    ),
    "frames and videos": (
        '<iframe src="https://a.example/x" title="How it works" />\n\n<video controls>\n<source src="b.mp4">\n</video>\n',  # noqa: E501  one line of a source
        "[How it works](https://a.example/x)\n\n[b.mp4](b.mp4)\n",
    ),
    "brackets in titles and addresses": (
        ('<Card title="Pots [large" href="/help/b">\n  Read it.\n</Card>\n\n'
        '<iframe src="https://a.example/x(1" title="Part [1]" />\n\n{% file src="https://a.example/a (1.pdf" %}\n'),
        ("- [Pots \\[large](b.md): Read it.\n\n[Part \\[1\\]](https://a.example/x%281)\n\n"
        "[a (1.pdf](https://a.example/a%20%281.pdf)\n"),
    ),
    "what takes the rest away": ("One <svg> two.\n\nThree <!-- four.\n", "One &lt;svg> two.\n\nThree &lt;!-- four.\n"),
    "a comment over paragraphs": ("One <!-- two\n\nthree --> four.\n", "One\n\n<!-- two\n\nthree -->\n\n four.\n"),
    "a link to a page's title": ("# A\n\n[b](b.md#bee) [b](b.md#more)\n", "[b](b.md) [b](b.md#more)\n"),
    "components keep their words": (
        (
            '<Badge text="stable"/>\n\n<Lesson href="https://a.example/x" title="Free lesson"/>\n\n'
            '<Tree.File name="app.py" />\n\n<Method name="close" args={[{ name: "id" }]} />\n\n'
            '<Prompt description="Ask it">\n  Words in it.\n</Prompt>\n'
        ),
        "(stable)\n\n[Free lesson](https://a.example/x)\n\n- app.py\n\nclose\n\nAsk it\n\nWords in it.\n",
    ),
    "names in angle brackets": ("Type <your_name> or Map\\<void>.\n", "Type &lt;your_name> or Map\\<void>.\n"),
    "a label in a heading": ('## Part <Badge text="new" />\n\n[it](#part)\n', "## Part (new) {#part}\n\n[it](#part)\n"),
    "a comment inside of HTML": (
        "{/* Ours */}\n\n<details>\n  {/* Only ours */}\n  Words\n</details>\n",
        "::: internal\nOurs\n:::\n\n<details>\n  <!-- Only ours -->\n  Words\n</details>\n",
    ),
    "code in a shortcode": ("{{< code-toggle file=hugo >}}\na = 1\n{{< /code-toggle >}}\n", "```\na = 1\n```\n"),
    "indented code": (
        "Write:\n\n    ---\n    {% comment %}C{% endcomment %}\n\n    [[x]]\n\nAfter {% comment %}C{% endcomment %}.\n",
        "Write:\n\n    ---\n    {% comment %}C{% endcomment %}\n\n    [[x]]\n\nAfter <!-- C -->.\n",
    ),
    "what is indented in a list": ("1. One\n\n    Press ++b++\n", "1. One\n\n    Press <kbd>B</kbd>\n"),
    "code in a labelled heading": ('## `useIt` <Badge text="new" />\n', "## `useIt` (new) {#useit}\n"),
    "drawings": ('One <svg viewBox="0 0 1 1"><path d="M1"/></svg> two.\n', "One  two.\n"),
    "code stays": (
        "```js {1} theme={null}\nimport x from 'y';\n!!! note\n```\n\nType `{{< note >}}`.\n",
        "```js\nimport x from 'y';\n!!! note\n```\n\nType `{{< note >}}`.\n",
    ),
    "words in brackets as a link": ("[[To b]](b.md) ![](img\\_1.png)\n", "[[To b]](b.md) ![](img_1.png)\n"),
    "a player": ('<VideoPlayer src="/v/a.mpd" id="x" />\n', "[/v/a.mpd](/v/a.mpd)\n"),
    "a label whose words hold brackets": (
        '### Pace <Badge type="info" text="Slow (for tender plants)" /> now\n\n<Badge text={go(1)} />\n',
        "### Pace (Slow (for tender plants)) now\n\n<Badge text={go(1)} />\n",
    ),
    "a link to a heading of code": ("[[#`pot size`|Pots]]\n\n## `pot size`\n", "[Pots](#pot-size)\n\n## `pot size`\n"),
    "a name in angle brackets that code has as a tag": (
        "Set <pot_size> first.\n\n```xml\n<pot_size>3</pot_size>\n```\n",
        "Set &lt;pot_size> first.\n\n```xml\n<pot_size>3</pot_size>\n```\n",
    ),
    "marks that nobody knows": (
        "One {% tf a.md --x %} two, [three]({% unknown %}).\n",
        "One <!-- Not known here: {% tf a.md - -x %} --> two, [three]().\n",
    ),
    "a tag over several lines that nobody knows": (
        'One\n\n{% unknown a.html\n   b="c" %}\n',
        'One\n\n<!-- Not known here: {% unknown a.html b="c" %} -->\n',
    ),
    "values in braces": (
        "Give {name} to the user {id} at [b](b.md){target} and **it**{ .wide } now.\n",
        "Give {name} to the user {id} at [b](b.md) and **it** now.\n",
    ),
    "an import of names": ("import { rows } from '../data';\n\nWords.\n", "Words.\n"),
    "code that a shortcode puts a title on": (
        '{{< code title="a.rb" >}}\n```ruby\na\n```\n{{< /code >}}\n\nAfter.\n',
        "**a.rb**\n\n```ruby\na\n```\n\nAfter.\n",
    ),
    "what stands below pictures": (
        (
            '{{< figure src="b.png" alt="A pot" caption="The large one" >}}\n\n| A |\n|---|\n'
            '| {{< figure src="b.png" caption="In a cell" >}} |\n\n'
            '<Frame caption="Here it stands.">\n  <img src="b.png" alt="A pot" />\n</Frame>\n'
        ),
        (
            "![A pot](b.png)\n\n*The large one*\n\n| A |\n|---|\n| ![In a cell](b.png) *In a cell* |\n\n"
            '<img src="b.png" alt="A pot" />\n\n*Here it stands.*\n'
        ),
    ),
    "what stands on cards": (
        '<Card title="Ana" subtitle="Gardener">\n</Card>\n<Card title="Bee" href="/help/b" description="Read it" />\n',
        "- **Ana**: Gardener\n\n- [Bee](b.md): Read it\n",
    ),
    "what stands in a step stays in it": (
        (
            '<Steps>\n  <Step title="Look">\n    It shows:\n\n    | A |\n    |---|\n    | b |\n\n'
            "    <Frame>\n      Two\n      lines\n    </Frame>\n  </Step>\n</Steps>\n"
        ),
        "1. **Look**\n\n   It shows:\n\n   | A |\n   |---|\n   | b |\n\n   Two\n   lines\n",
    ),
    "a box in a list": (
        "- One\n\n  <Note>\n  Mind.\n  </Note>\n\n- Two\n",
        "- One\n\n  ::: note\n  Mind.\n  :::\n\n- Two\n",
    ),
    "signs between colons, and a table's rule with spaces": (
        (
            '=== "A"\n\n    :material-help-circle: Go :octicons-arrow-right-16: there :material-check:{ .big }.\n\n'
            "Mind :warning: :rocket: at 10:30:45 and a:b:c, `:warning:`, :nothing:.\n\n"
            "| A | B |\n|--- --|:-- |\n| a | b |\n"
        ),
        (
            "**A**\n\nGo → there ✓.\n\n"
            "Mind ⚠️ 🚀 at 10:30:45 and a:b:c, `:warning:`, :nothing:.\n\n| A | B |\n|-----|:-- |\n| a | b |\n"
        ),
    ),
    "an anchor with other attributes": (
        '## Part { #one data-toc-label="P" }\n\n[it](#one)\n',
        "## Part { #one}\n\n[it](#one)\n",
    ),
    "a closing tag with a space": ('<Tabs>\n<Tab label="A">\nWords.\n</ Tab>\n</ Tabs>\n', "**A**\n\nWords.\n"),
    "words of a picture over several lines": (
        "{% include box.html\n  file='b.png'\n  alt='A\n\n  pot' %}\n",
        "![A pot](b.png)\n",
    ),
    "an item of MkDocs that begins with an empty line": (
        "!!! note\n    Go.\n\n-  \n\n    ---\n\n    Words.\n",
        "::: note\nGo.\n:::\n\n-   ---\n\n    Words.\n",
    ),
    "an address in a value that is a program": (
        "<button onclick=\"location.href='https://a.example/';\">Go</button>\n",
        "<button onclick=\"location.href='https://a.example/';\">Go</button>\n",
    ),
    "links": ("[1](/help/b/) [2](b.html) [3](../help/b) [4](/help/b.md#part) [5](https://a.example/b)\n",
              "[1](b.md) [2](b.md) [3](b.md) [4](b.md#part) [5](https://a.example/b)\n"),
}  # fmt: skip
OBSIDIAN = {"Obsidian"}


@pytest.mark.parametrize("name", CASES)
def test_marks_of_other_tools_become_ours(tmp_path: Path, name: str) -> None:
    given, expected = CASES[name]
    assert turned(tmp_path, given).strip("\n") == expected.strip("\n")


def test_nothing_that_was_turned_is_foreign_any_more(tmp_path: Path) -> None:
    for number, (given, _expected) in enumerate(CASES.values()):
        write_files(
            tmp_path / f"{number}" / "source",
            {"help/a.md": f"---\ntitle: A\n---\n{given}", "help/b.md": "# Bee\n\n## Part\n"},
        )
        move_in(plan_move_in(tmp_path / f"{number}" / "source"), tmp_path / f"{number}" / "articles")
        library = load_library(tmp_path / f"{number}" / "articles")
        wrong = [str(one) for one in lint_library(library, dt.date(2026, 3, 4)) if one.level is Level.ERROR]
        assert wrong == []


@pytest.mark.parametrize(
    ("files", "tool"),
    [
        ({"docusaurus.config.js": "", "docs/a.md": "x"}, "Docusaurus"),
        ({".vuepress/config.js": "", "a.md": "x"}, "VuePress"),
        ({".vitepress/config.ts": "", "a.md": "x"}, "VitePress"),
        ({"mkdocs.yml": "site_name: x\n", "docs/a.md": "x"}, "MkDocs"),
        ({"docs.json": '{"navigation": {}}', "a.mdx": "x"}, "Mintlify"),
        ({"hugo.toml": "", "content/a.md": "x"}, "Hugo"),
        ({"config.toml": "", "layouts/shortcodes/x.html": "", "content/a.md": "x"}, "Hugo"),
        ({"_config.yml": "", "_articles/a.md": "x"}, "Jekyll"),
        ({".gitbook.yaml": "", "a.md": "x"}, "GitBook"),
        ({"help/a.md": "---\nexl-id: 1\n---\nx"}, "ExL"),
        ({".obsidian/app.json": "{}", "a.md": "x"}, "Obsidian"),
        ({"a.md": "{{% note %}}x{{% /note %}}"}, "Hugo"),
        ({"a.md": "Words."}, ""),
        ({"a.md": "[[toc]]\n\nSee [[name]]."}, "VuePress"),
        ({"README.md": "x", "docs/.vuepress/config.js": "", "docs/a.md": "[[toc]]", "docs/b.md": "x"}, "VuePress"),
        ({"package.json": "", "packages/docs/docs/.vuepress/a.js": "", "packages/docs/docs/a.md": "x"}, "VuePress"),
        ({"astro.config.mjs": "", "src/content/docs/a.mdx": "x"}, "Starlight"),
        ({"theme.config.tsx": "", "pages/a.mdx": "x"}, "Nextra"),
        ({"_includes/part.md": "x", "a.md": "---\nexl-id: 1\n---\nx"}, "ExL"),
    ],
)
def test_a_tool_is_known_by_its_marks(tmp_path: Path, files: dict[str, str], tool: str) -> None:
    assert source_of(write_files(tmp_path, files)).tool == tool


@pytest.mark.parametrize("name", ["node_modules", "dist", "build", "_site", "vendor", "tests", "examples", "fixtures"])
def test_what_was_built_or_is_tried_out_in_a_project_says_no_tool(tmp_path: Path, name: str) -> None:
    files = {"mkdocs.yml": "site_name: x\n", "docs/a.md": "x", "docs/b.md": "x"}
    for folder, tool in (("handbook", "MkDocs"), (name, "")):
        project = write_files(tmp_path / folder, {"a.md": "Words.", **{f"{folder}/{one}": files[one] for one in files}})
        assert source_of(project).tool == tool


def test_what_was_turned_is_counted_by_its_kind(tmp_path: Path) -> None:
    text = '{{< figure src="b.png" alt="Pot" >}}\n\n{{< figure src="c.png" >}}\n\n{{< attachment "d.pdf" >}}\n'
    plan = plan_move_in(write_files(tmp_path, {"help/a.md": text}))
    assert +plan.report.turned.counts == Counter({"picture": 2, "file": 1})


def test_words_that_a_class_may_have_hidden_come_in_as_internal_and_are_counted_apart(tmp_path: Path) -> None:
    text = '<div class="hide">Maybe seen.</div>\n\n<div hidden>Not seen.</div>\n'
    plan = plan_move_in(write_files(tmp_path, {"help/a.md": text}))
    assert +plan.report.turned.counts == Counter(
        {"box": 2, "words in a class that many sites hide": 1, "hidden HTML": 1}
    )


def test_a_page_that_begins_with_an_object_of_json_keeps_it_and_front_matter_of_json_is_read() -> None:
    example = '{"id": 4411, "status": "late"}\n\nSo it is answered.\n'
    assert split(example) == ({}, example)
    assert split(f'{{"title": "Late"}} {example}') == ({}, f'{{"title": "Late"}} {example}')
    assert split('{"title": "Late", "draft": true}\n\nText.\n') == ({"title": "Late", "draft": "true"}, "Text.\n")
    assert split('{"draft": true}\nText.\n', "Hugo") == ({"draft": "true"}, "Text.\n")


def test_a_block_that_ends_on_its_own_line_is_text() -> None:
    text, counts = "::: note Water it. :::\n\n::: tip\nDo it.\n:::\n", Counter[str]()
    assert containers.turned(text, counts) == text
    assert "block that was not closed" not in counts


def test_more_blocks_in_each_other_than_any_page_has_are_text() -> None:
    deep = "::: note\n" * 100 + "Words.\n" + ":::\n" * 100
    after = containers.turned(deep, Counter())
    assert after.count("Words.") == 1
    assert max(len(line) - len(line.lstrip(":")) for line in after.split("\n")) < 30


def test_front_matter_is_mapped_and_what_has_no_place_is_counted() -> None:
    keys, body = split(
        "---\ntitle: a: b\ndescription: In short.\nsidebar_position: 3\nlabels: [A, b]\nredirect_from:\n  - /old/x/\n"
        "permalink: /new/y\ndate: 2020-01-01\n---\nText.\n"
    )
    front = read(keys)
    assert body == "Text.\n"
    assert (front.title, front.summary, front.order, front.address) == ("a: b", "In short.", 3, "/new/y")
    assert front.dropped == Counter({"date": 1})
    for said, status in {
        "draft: true": Status.DRAFT, "published: false": Status.DRAFT, "internal: true": Status.INTERNAL,
        "status: archived": Status.ARCHIVED, "title: x": Status.PUBLIC, "published: 0": Status.DRAFT,
        "published: 2020-01-01": Status.PUBLIC, "private: perhaps": Status.INTERNAL, "hidden: No": Status.PUBLIC,
    }.items():  # fmt: skip
        assert read(split(f"---\n{said}\n---\n")[0]).status is status
    assert read(split('+++\ntitle = "T"\nweight = 2\naliases = ["/x/y"]\n+++\n')[0]).aliases == ("/x/y",)
    for damaged in ("[" * 9_000, "9" * 9_000, "{"):
        text = f"+++\nweight = {damaged}\n+++\nWords.\n"
        assert split(text) == ({}, text)


DESKS = {
    "Zendesk": {
        "categories": [{"id": 1, "name": "Orders"}],
        "sections": [{"id": 2, "name": "Delivery", "category_id": 1}],
        "articles": [
            {"id": 11, "title": "Late", "body": "<h2>Wait</h2><p>See <a href='https://acme.example/hc/articles/12-Track'>it</a>.</p>",
             "section_id": 2, "draft": False, "label_names": ["Post"], "html_url": "https://acme.example/hc/articles/11-Late"},
            {"id": 12, "title": "Track", "body": "<p>Words of it.</p>", "section_id": 2, "draft": True,
             "html_url": "https://acme.example/hc/articles/12-Track"},
            {"id": 13, "title": "Limits", "body": "<p>Ours.</p>", "section_id": 2, "user_segment_id": 5},
        ],
    },
    "Help Scout": {"collections": {"items": [{"id": "c", "name": "Orders", "visibility": "public"}]}, "articles": {"items": [{"id": "a1", "number": 1, "collectionId": "c", "slug": "late", "status": "published",  # noqa: E501  one line of a source
                                            "name": "Late", "text": "<p>Wait.</p>"}]}},
    "Intercom": {"type": "list", "data": [{"id": "1", "type": "article", "title": "Late", "parent_ids": [], "state": "published",  # noqa: E501  one line of a source
                                            "body": "<p>x</p>", "body_markdown": "Wait **here**."}]},
    "Chatwoot": {"payload": [{"id": 1, "title": "Late", "slug": "late", "content": "Wait **here**.", "status": 1, "portal_id": 1}]},  # noqa: E501  one line of a source
    "Freshdesk": [{"id": 3, "name": "Orders", "visibility": 1, "articles_count": 1}, {"id": 1, "title": "Late", "description": "<p>Wait.</p>", "description_text": "Wait.", "folder_id": 3, "status": 2}],  # noqa: E501  one line of a source
}  # fmt: skip


@pytest.mark.parametrize("tool", DESKS)
def test_exports_of_desks_are_read(tmp_path: Path, tool: str) -> None:
    (tmp_path / "export.json").write_text(json.dumps(DESKS[tool]))
    plan = plan_move_in(tmp_path / "export.json")
    assert plan.report.tool == tool
    late = next(text for path, text in plan.texts.items() if path.endswith("late.md"))
    assert 'title: "Late"' in late
    assert "status: public" in late
    assert "Wait" in late
    assert "<p>" not in late


def test_an_export_keeps_its_topics_states_links_and_addresses(tmp_path: Path) -> None:
    (tmp_path / "export.json").write_text(json.dumps(DESKS["Zendesk"]))
    texts = plan_move_in(tmp_path / "export.json").texts
    assert sorted(texts) == [
        "orders/_index.md", "orders/delivery/_index.md", "orders/delivery/late.md", "orders/delivery/limits.md",
        "orders/delivery/track.md",
    ]  # fmt: skip
    assert "tags: [post]\naliases: [hc/articles/11-Late, hc/articles/11]" in texts["orders/delivery/late.md"]
    assert "## Wait\n\nSee [it](track.md)." in texts["orders/delivery/late.md"]
    assert "status: draft" in texts["orders/delivery/track.md"]
    assert "status: internal" in texts["orders/delivery/limits.md"]


def test_an_article_that_is_too_large_to_be_read_here_is_named(tmp_path: Path) -> None:
    plan = plan_move_in(write_files(tmp_path / "source", {"a.md": "# A\n\n" + "words\n\n" * 150_000}))
    assert plan.report.problems == ["a.md is larger than 1,000 KB, so nobody can read it here: part it."]


def test_an_import_that_is_killed_at_any_call_is_finished_by_the_next_command_or_never_began(tmp_path: Path) -> None:
    source = write_files(tmp_path / "source", {"a.md": "# A\n\n![B](b.svg)\n", "topic/c.md": "# C\n\n[A](../a.md)\n"})
    (source / "b.svg").write_text("<svg/>")
    texts, at, ended, outcomes = {"a.md", "topic/c.md", "topic/_index.md"}, 0, -1, set[str]()
    while ended:
        at += 1
        articles = tmp_path / str(at) / "articles"
        plan = plan_move_in(source)
        child = os.fork()
        if not child:
            with counting(Counted(at, lambda: os._exit(9))):
                move_in(plan, articles)
            os._exit(0)
        ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        articles.mkdir(parents=True, exist_ok=True)
        outcomes.add(finish_changes(articles))
        there = {path.relative_to(articles).as_posix() for path in articles.rglob("*.md")}
        assert there in (set(), texts), at
        assert not there or (articles / "b.svg").read_text() == "<svg/>"
        assert move_in(plan_move_in(source), articles).new == (0 if there else 3)
        assert load_library(articles).problems == ()
    assert at > 30
    assert outcomes == {"", "A change of several articles was cut short, and is finished now."}


def test_what_is_ours_already_needs_no_turning(tmp_path: Path) -> None:
    assert is_ours(write_files(tmp_path / "ours", {"a.md": "---\ntitle: A\nstatus: public\n---\nWords.\n"}))
    assert not is_ours(write_files(tmp_path / "theirs", {"a.md": "---\ntitle: A\nweight: 2\n---\nWords.\n"}))
    assert not is_ours(write_files(tmp_path / "plain", {"a.md": "---\ntitle: A\n---\nWords.\n"}))
    assert is_bare(write_files(tmp_path / "bare", {"a.md": "# A\n\nWords.\n"}))
    assert not is_bare(tmp_path / "plain")
    (tmp_path / "empty").mkdir()
    with pytest.raises(NothingToMoveIn, match="holds no article"):
        plan_move_in(tmp_path / "empty")


def test_html_of_other_desks_keeps_what_stands_after_a_tag_that_closes_itself() -> None:
    text = as_markdown(
        '<iframe src="https://example.com/v"/><p>Words.</p><iframe src="https://example.com/w"></iframe>'
    )
    assert "Words." in text
    assert "https://example.com/v" in text
    assert "https://example.com/w" in text


def test_html_of_other_desks_loses_nothing_to_what_is_never_closed() -> None:
    text = as_markdown('<p>One.</p><div class="note"><p>Two.</p><!-- <iframe><p>Three.</p>')
    assert "One." in text
    assert "Two." in text
    assert as_markdown('<div class="alert alert-warning">Mind it.</div>') == "::: warning\nMind it.\n:::\n"


def test_a_whole_page_gives_its_title_and_its_article() -> None:
    page = "<title>Shop</title><body><nav>Menu</nav><main><h1>Late <b>parcel</b></h1><p>Wait.</p></main></body>"
    assert main_of(page) == ("Late  parcel", "<p>Wait.</p>")
    assert main_of("<TITLE>Only this</TITLE><p>Wait.</p>")[0] == "Only this"


def test_blocks_that_open_and_open_keep_every_line() -> None:
    text = "".join(f"::: note\nline {number}\n" for number in range(200))
    after = containers.turned(text, Counter())
    assert all(f"line {number}\n" in f"{after}\n" for number in range(200))


def test_drawings_go_and_the_words_between_them_stay() -> None:
    counts: Counter[str] = Counter()
    assert embeds.turned("a <svg/> b <svg><path/></svg> c <svg> d", counts) == "a  b  c <svg> d"
    assert counts["drawing"] == 2


def test_a_picture_of_an_obsidian_table_is_found_behind_its_bar(tmp_path: Path) -> None:
    files = {
        ".obsidian/app.json": "{}",
        "a.md": "| ![[Fern.png\\|80]] | [[My note#Light\\|light]] |\n|---|---|\n",
        "My Note.md": "# My note\n\n## Light\n\nSome.\n",
        "img/fern.png": "x",
    }
    plan = plan_move_in(write_files(tmp_path / "vault", files))
    assert "| ![fern](img/fern.png){width=80} | [light](my-note.md#light) |" in plan.texts["a.md"]
    assert plan.report.missing == Counter()


BROKEN = ("https://[a", "http://[::1/a", "http://]/b.png")


def test_broken_addresses_come_in_as_they_are(tmp_path: Path) -> None:
    links = " ".join(f"[this]({one})" for one in BROKEN)
    assert turned(tmp_path, f"# A\n\nSee {links}.\n").strip() == f"See {links}."


def test_an_article_of_a_desk_that_says_nonsense_is_taken_and_those_beside_it_too(tmp_path: Path) -> None:
    text = "<p>Water it every evening, and twice a day in July, but never at noon.</p>"
    odd = {"id": 1, "title": "Odd", "body": text, "html_url": BROKEN[0], "tags": 5, "slug": {"a": 1}, "position": 1e308}
    good = {"id": 2, "title": "Good", "body": text, "html_url": "https://help.example/good"}
    (tmp_path / "export.json").write_text(json.dumps({"articles": [odd, good]}))
    plan = plan_move_in(tmp_path / "export.json")
    assert sorted(plan.texts) == ["a-1.md", "good.md"]
    assert plan.report.problems == []


def test_what_breaks_while_it_is_turned_is_named_and_the_rest_comes_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(body: str, *_more: object) -> str:
        if "strange" in body:
            raise ZeroDivisionError
        return body

    monkeypatch.setattr("kb.moving_in.move_in.turn", breaks)
    plan = plan_move_in(write_files(tmp_path, {"a.md": "# A\n\nSomething strange.\n", "b.md": "# B\n\nWords.\n"}))
    assert [*plan.texts] == ["b.md"]
    assert plan.report.problems == ["a.md cannot be read: its content is damaged (ZeroDivisionError)."]
