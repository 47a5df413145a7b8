"""Moving in: a whole site of another tool comes in with its categories, pictures, links and addresses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kb.articles.library import load_library
from kb.cli.main import run
from kb.faq.export import export_faq
from kb.moving_in.move_in import move_in, plan_move_in
from kb.settings import FaqSettings, LibrarySettings
from tests.conftest import write_files

PROJECT = {
    "docusaurus.config.js": "url: 'https://help.acme.example', presets: [{docs: {routeBasePath: 'help'}}]",
    "docs/01-start/_category_.json": '{"label": "First steps", "position": 1}',
    "docs/01-start/index.md": "---\ndescription: Where to begin.\n---\n# Begin here\n\nAll [about it](./02-install.md).\n\nAnd more.\n",  # noqa: E501  one line of a source
    "docs/01-start/02-install.md": "---\nsidebar_position: 2\n---\n# Install\n\n![Box](/img/box.png) [home](/) [shop](/shop)\n",  # noqa: E501  one line of a source
    "docs/01-start/_partial.mdx": "Shared words with {name}.\n",
    "docs/use.mdx": "import P from './01-start/_partial.mdx'\n\n# Use\n\n<P name=\"Ana\" />\n\n[back](/help/start/install#box)\n",  # noqa: E501  one line of a source
    "docs/hidden.md": "---\ntitle: Hidden\ndraft: true\n---\nNo.\n",
    "static/img/box.png": "picture",
}


def test_a_project_comes_in_with_categories_order_pictures_partials_and_old_addresses(tmp_path: Path) -> None:
    plan = plan_move_in(write_files(tmp_path / "project", PROJECT))
    assert sorted(plan.texts) == [
        "hidden.md", "start/_index.md", "start/install.md", "start/start-overview.md", "use.md",
    ]  # fmt: skip
    assert plan.texts["start/_index.md"] == '---\ntitle: "Begin here"\nsummary: "Where to begin."\n---\n'
    install = plan.texts["start/install.md"]
    assert "order: 2\naliases: [help/start/install]\n" in install
    assert "![Box](../media/img/box.png)" in install or "![Box](../media/box.png)" in install
    assert "[shop](https://help.acme.example/shop)" in install
    assert "Shared words with Ana.\n\n[back](start/install.md#box)" in plan.texts["use.md"]
    assert "[about it](install.md)" in plan.texts["start/start-overview.md"]
    assert "status: draft" in plan.texts["hidden.md"]
    assert plan.report.turned.lost == 0


def test_a_help_centre_below_another_project_is_found_and_what_is_left_out_is_said(tmp_path: Path) -> None:
    files = {"README.md": "x", "web/docusaurus.config.js": "", "web/docs/a.md": "A.", "web/docs/_part.mdx": "P.",
             "web/docs/b.md": "![x](img/x.png)", "web/assets/img/x.png": "picture"}  # fmt: skip
    plan = plan_move_in(write_files(tmp_path, files))
    assert (plan.report.tool, sorted(plan.texts)) == ("Docusaurus", ["a.md", "b.md"])
    assert plan.report.problems == [
        "Left out: 1 text outside of web/docs; import a folder of its own to bring them in.",
        "Left out as parts or machinery of the tool: _part.mdx.",
    ]
    assert "![x](media/x.png)" in plan.texts["b.md"]


def test_html_of_mdx_is_written_out(tmp_path: Path) -> None:
    text = (
        "<div id=\"part\" className={styles.row}>\n    ## Part\n\n    Words{' '}here.\n</div>\n\n"
        "<span style={{color: 'red'}}>Red</span> <img src={require('./x.png').default} alt=\"X\" />\n"
    )
    files = {"docusaurus.config.js": "", "docs/a.mdx": text, "docs/x.png": "picture"}
    made = plan_move_in(write_files(tmp_path, files)).texts["a.md"].partition("\n---\n")[2]
    assert made == '## Part {#part}\n\nWords here.\n\n<span>Red</span> <img src="x.png" alt="X" />\n'


JEKYLL = {
    "_config.yml": (
        "url: https://help.acme.example\nlanguages: [en, de]\ncollections:\n  help:\n    output: true\n  blog:\n"
        "    output: true\n    permalink: /news/:year/:month/:slug\n  parts:\n    output: false\n"
    ),
    "_help/care/late.md": (
        "---\ntexts: late\n---\n# {% t {{ page.texts }}.title %}\n\n"
        "{% tf {{ page.url | remove_first: '/' }}.md %}\n\n[New](/news/2026/03/a-pot/) {% t gone %}\n"
    ),
    "_blog/2026-03-04-a pot.md": (
        "---\ntitle: titles.pot\n---\n{% include picture.html\n  file='img/pot.png' alt='A pot' caption='Here' %}\n\n"
        "{% include plain.html pots='3' %} <p>{{ site.pots | size }}</p>\n"
    ),
    "_parts/hero.md": "Grow with us.\n",
    "_drafts/soon.md": "Soon.\n",
    "_notes/ours.md": "Only for us.\n",
    "about/index.md": "Who we are.\n",
    "404.md": "Not found.\n",
    "_i18n/en.yml": "late:\n  title: Late\ntitles:\n  pot: A new pot\n",
    "_i18n/de.yml": "late:\n  title: Spät\n",
    "_i18n/en/help/care/late.md": "Wait.\n",
    "_i18n/de/help/care/late.md": "Warten Sie.\n",
    "_includes/picture.html": "{% if include.file %}<img src='{{ include.file }}'>{% endif %}",
    "_includes/plain.html": "{{ include.pots | strip }} pots{{ include.more }}",
    "img/pot.png": "picture",
}


def test_a_site_of_jekyll_comes_in_with_collections_texts_by_language_and_pictures(tmp_path: Path) -> None:
    plan = plan_move_in(write_files(tmp_path, JEKYLL))
    assert sorted(path for path in plan.texts if "_index" not in path) == [
        "about/about-overview.md", "blog/2026-03-04-a-pot.md", "drafts/soon.md", "help/care/late.de.md",
        "help/care/late.md", "parts/hero.md",
    ]  # fmt: skip
    assert plan.report.held == ["drafts/soon.md (_drafts)", "parts/hero.md (collections)"]
    late = plan.texts["help/care/late.md"]
    assert late.startswith('---\ntitle: "Late"\nstatus: public\n---\nWait.\n')
    assert late.endswith("[New](../../blog/2026-03-04-a-pot.md) <!-- Not known here: {% t gone %} -->\n")
    german = plan.texts["help/care/late.de.md"]
    assert 'title: "Spät"' in german
    assert "Warten Sie." in german
    assert plan.texts["blog/2026-03-04-a-pot.md"] == (
        '---\ntitle: "A new pot"\nstatus: public\naliases: [news/2026/03/a-pot]\n---\n![A pot](../img/pot.png)\n\n'
        "*Here*\n\n3 pots <p><!-- Not known here: {{ site.pots | size }} --></p>\n"
    )


def test_a_page_that_only_leads_on_is_a_link_and_one_that_a_layout_fills_is_none(tmp_path: Path) -> None:
    files = {
        "hugo.toml": "",
        "content/film.md": '+++\ntitle = "The film"\nmanualLink = "https://a.example/x"\n+++\n',
        "content/find.md": "---\ntitle: Found\nlayout: search\n---\n",
        "content/old.md": "---\ntitle: Old\nlayout: redirect\nredirect_to: /a\n---\n\n",
        "content/a.md": "---\ntitle: A\nlayout: search\nmanualLink: /x\n---\nWords.\n",
    }
    texts = plan_move_in(write_files(tmp_path, files)).texts
    assert sorted(texts) == ["a.md", "film.md", "old.md"]
    assert texts["old.md"].endswith("---\n[Old](a.md)\n")
    assert texts["film.md"].endswith("---\n[The film](https://a.example/x)\n")
    assert texts["a.md"].endswith("---\nWords.\n")


def test_ids_that_name_a_page_in_its_folder_are_no_permanent_addresses(tmp_path: Path) -> None:
    pages = {"a/x.md": "id: pots1", "b/x.md": "id: pots1", "c.md": "title: C"}
    texts = {f"docs/{path}": f"---\n{said}\n---\n[a](/docs/a/pots1)\n" for path, said in pages.items()}
    named = plan_move_in(write_files(tmp_path / "one", {"docusaurus.config.js": "", **texts})).texts
    assert sorted(path for path in named if "_index" not in path) == ["a/pots1.md", "b/pots1.md", "c.md"]
    assert "id:" not in "".join(named.values())
    assert "[a](a/pots1.md)" in named["c.md"]
    plain = plan_move_in(write_files(tmp_path / "two", texts)).texts
    assert ["id: pots1" in plain[path] for path in ("a/x.md", "b/x.md")] == [True, False]


def test_a_text_that_is_no_page_of_the_site_is_none_of_its_files(tmp_path: Path) -> None:
    files = {
        "mkdocs.yml": "site_name: A\n",
        "docs/a.md": "[1](changelog.md) [2](../CONTRIBUTING.md) [3](agents.md)\n",
        "docs/changelog.md": "# What is new\n",
        "docs/agents.md": "Ours.\n",
        "CONTRIBUTING.md": "Ours.\n",
    }
    plan = plan_move_in(write_files(tmp_path, files))
    assert (sorted(plan.texts), plan.files) == (["a.md", "changelog.md"], {})
    assert "[1](changelog.md) [2](../CONTRIBUTING.md) [3](agents.md)" in plan.texts["a.md"]
    assert plan.report.missing == {"../CONTRIBUTING.md": 1, "agents.md": 1}


def test_code_that_vitepress_and_vuepress_take_from_files_is_written_out(tmp_path: Path) -> None:
    files = {
        ".vitepress/config.ts": "",
        "guide/a.md": (
            "<<< @/pots/pot.js#two{1,2 ts:line-numbers} [Pot]\n\n- One\n\n  @[code{1-2} js](../pots/pot.js)\n\n"
            "@[code lang=java transcludeWith=:::9](@/pots/pot.js)\n\n<<< @/gone.js\n"
        ),
        "pots/pot.js": "one()\n// #region two\n  two()\n// #endregion two\n// :::9\nthree()\n// :::9\n",
    }
    made = plan_move_in(write_files(tmp_path, files)).texts["guide/a.md"].partition("\n---\n")[2]
    assert made == (
        "```ts\ntwo()\n```\n\n- One\n\n  ```js\n  one()\n  // #region two\n  ```\n\n"
        "```java\nthree()\n```\n\n<<< @/gone.js\n"
    )


def test_definitions_of_mkdocs_without_a_word_are_said_as_they_stand(tmp_path: Path) -> None:
    text = (
        "# A\n\n## `pot` {#pot}\n\n: How large\nit is.\n\n    ```json\n    1\n    ```\n\n: More.\n\n"
        "## Rest\n\nWord\n\n:   Meaning\n"
    )
    plan = plan_move_in(write_files(tmp_path, {"mkdocs.yml": "", "docs/a.md": text}))
    assert plan.texts["a.md"].endswith(
        "## `pot` {#pot}\n\nHow large\nit is.\n\n```json\n1\n```\n\nMore.\n\n## Rest\n\nWord\n\n:   Meaning\n"
    )


def test_a_page_that_lost_much_of_its_words_is_named(tmp_path: Path) -> None:
    said = "\n".join(f"  {{\n    title: 'Pot {number} of clay',\n  }}," for number in range(12))
    files = {
        "docusaurus.config.js": "",
        "docs/a.mdx": f"export const rows = [\n{said}\n];\n\n<Rows of={{rows}} />\n",
        "docs/tabs.mdx": "<Tabs values={[{ label: (<><I style={{ a: 1 }} /> A</>) }]}>\n\nWords.\n\n</Tabs>\n",
        "docs/in/b.md": "---\nslug: /in/deep/two\n---\nB.\n",
        "docs/in/c.md": "See [b](./deep/two).\n",
    }
    plan = plan_move_in(write_files(tmp_path, files))
    assert plan.report.problems[0].startswith("a.mdx has lost ")
    assert len(plan.report.problems) == 1
    assert plan.texts["tabs.md"].endswith("---\nWords.\n")
    assert plan.texts["in/c.md"].endswith("---\nSee [b](two.md).\n")


def test_marks_inside_of_html_of_mdx_are_read_and_what_is_made_of_data_is_not_shown(tmp_path: Path) -> None:
    text = (
        '<a\n  href="https://a.example/"\n>\n  Go\n</a>\n\n<br />\nSee `a < b` or [b](./b.md).\n\n'
        "<table>\n  <tr>\n    <td>**Two**</td>\n  </tr>\n</table>\n\n"
        "<ul>\n  {rows\n    .map((row) => (\n      <li>{row.name}</li>\n    ))}\n</ul>\n\nAfter {it}.\n"
    )
    files = {"docusaurus.config.js": "", "docs/a.mdx": text, "docs/b.md": "# B\n"}
    made = plan_move_in(write_files(tmp_path, files)).texts["a.md"].partition("\n---\n")[2]
    assert made == (
        '<a href="https://a.example/">\n  Go\n</a>\n\n<br />\nSee <code>a &lt; b</code> or <a href="b.md">b</a>.\n\n'
        "<table>\n  <tr>\n    <td>"
        "<strong>Two</strong></td>\n  </tr>\n</table>\n\n<ul>\n  <!-- Not known here: {rows .map((row) => "
        "( <li>{row.name}</li> ))} -->\n</ul>\n\nAfter {it}.\n"
    )


def test_code_that_mdx_exports_goes_and_code_that_it_shows_stays(tmp_path: Path) -> None:
    shown = "```js\nexport default function a() {\n  b()\n}\n```\n"
    text = f"export async function Ansi() {{\n  const a = `~~~md\n\n~~~`\n\n  return a\n}}\n\nBefore.\n\n{shown}"
    files = {"theme.config.tsx": "", "pages/a.mdx": text}
    made = plan_move_in(write_files(tmp_path, files)).texts["a.md"].partition("\n---\n")[2]
    assert made == f"Before.\n\n{shown}"


def test_shortcodes_that_a_site_of_hugo_defines_show_what_they_show_there(tmp_path: Path) -> None:
    files = {
        "hugo.toml": 'baseURL = "https://a.example/"\n[params]\nleast = "1.2"\n',
        "layouts/shortcodes/yt.html": '{{ $id := .Get 0 }}\n<p><a href="https://v.example/{{ $id }}">See it</a></p>\n',
        "layouts/_shortcodes/loud.html": "{{/* Ours */}}<strong>{{ .Inner | markdownify }}</strong>",
        "layouts/shortcodes/odd.html": "{{ range .Site.Pages }}{{ end }}",
        "layouts/shortcodes/pots/newest.html": '{{- $_hugo_config := `{ "version": 1 }` -}}3.1',
        "content/a.md": '+++\ntitle = "A"\nmost = "9"\n+++\n{{<yt abc>}}\n\n{{% loud %}}[b](/b){{% /loud %}}'
        ' {{% param least %}} {{< param "most" >}} {{% pots/newest %}} {{< odd >}}\n',
        "content/docs/c.md": '+++\ntitle = "C"\nslug = "see"\n+++\n[C](/docs/see/)\n',
        "content/b.md": "Words.\n",
    }
    plan = plan_move_in(write_files(tmp_path, files))
    assert plan.texts["a.md"].partition("\n---\n")[2] == (
        "[See it](https://v.example/abc)\n\n**[b](b.md)** 1.2 9 3.1 <!-- Not known here: {{< odd >}} -->\n"
    )
    assert plan.texts["docs/see.md"].endswith("\n[C](see.md)\n")


def test_a_link_to_a_topic_without_a_page_of_its_own_leads_to_the_category(tmp_path: Path) -> None:
    files = {
        "mkdocs.yml": "site_name: A\n",
        "docs/1-start/a.md": "# A\n\n[1](../2-parts/) [2](/2-parts/deep/) [3](../gone/)\n",
        "docs/2-parts/deep/b.md": "# B\n",
    }
    plan = plan_move_in(write_files(tmp_path, files))
    assert plan.texts["start/a.md"].endswith("\n[1](../parts/_index.md) [2](../parts/deep/_index.md) [3](../gone/)\n")
    assert {"parts/_index.md", "parts/deep/_index.md"} <= plan.texts.keys()
    assert plan.report.missing == {"../gone/": 1}


def test_a_page_that_is_named_by_its_file_is_linked_and_never_written_over(tmp_path: Path) -> None:
    files = {
        "_config.yml": "",
        "docs/a.md": "[x]({% link docs/in/x.md %})",
        "docs/in/x.md": "---\nparent: A\n---\n# X\n",
    }
    plan = plan_move_in(write_files(tmp_path, files))
    assert "[x](in/x.md)" in plan.texts["a.md"]
    assert plan.files == {}


def test_a_page_called_search_leaves_the_site_its_own(tmp_path: Path) -> None:
    files = {"_config.yml": "", "docs/search.md": "# Search\n\nA.", "docs/a.md": "[s](search.md)"}
    plan = plan_move_in(write_files(tmp_path, files))
    assert sorted(plan.texts) == ["a.md", "search-help.md"]
    assert "[s](search-help.md)" in plan.texts["a.md"]
    assert "aliases" not in plan.texts["search-help.md"]


def test_a_short_first_page_keeps_its_words_and_a_readme_beside_it_is_a_page(tmp_path: Path) -> None:
    files = {
        "mkdocs.yml": "",
        "docs/index.md": "Write to us.\n",
        "docs/README.md": "# How this is made\n\nBy hand.\n",
        "docs/a.md": "# A\n\nSee [how](README.md).\n",
    }
    texts = plan_move_in(write_files(tmp_path, files)).texts
    assert sorted(texts) == ["a.md", "readme.md", "welcome.md"]
    assert texts["welcome.md"].endswith("---\nWrite to us.\n")
    assert 'title: "How this is made"' in texts["readme.md"]
    assert "See [how](readme.md)." in texts["a.md"]


def test_a_file_that_is_named_by_its_place_on_the_web_and_lies_here_is_taken_from_here(tmp_path: Path) -> None:
    raw, blob = "https://raw.githubusercontent.com/acme/help/main", "https://github.com/acme/help/blob/main"
    text = f"![Pot]({raw}/pictures/pot.png) [b]({blob}/texts/b.md#size) ![Other]({raw}/pictures/gone.png)\n"
    files = {"texts/a.md": f"# A\n\n{text}", "texts/b.md": "# B\n\n## Size\n", "pictures/pot.png": "PNG"}
    plan = plan_move_in(write_files(tmp_path, files))
    there = "![Pot](../pictures/pot.png) [b](b.md#size)"
    assert f"{there} ![Other]({raw}/pictures/gone.png)" in plan.texts["texts/a.md"]
    assert sorted(plan.files) == ["pictures/pot.png"]


def test_a_topic_may_be_called_as_machinery_is(tmp_path: Path) -> None:
    files = {"hugo.toml": "", "content/functions/partials/include.md": "A.", "content/faqs/a.md": "A.",
             "content/partials/part.md": "P."}  # fmt: skip
    plan = plan_move_in(write_files(tmp_path, files))
    assert "functions/partials/include.md" in plan.texts
    assert 'title: "FAQs"' in plan.texts["faqs/_index.md"]
    assert [path for path in plan.texts if "part.md" in path] == []


def test_what_came_in_is_exported_and_comes_in_again_without_a_change(tmp_path: Path) -> None:
    source, desk = write_files(tmp_path / "project", PROJECT), tmp_path / "desk"
    first = move_in(plan_move_in(source), desk / "articles")
    again = move_in(plan_move_in(source), desk / "articles")
    assert (first.new, again.new, again.unchanged) == (5, 0, 5)
    settings = LibrarySettings(faq=FaqSettings(title="Help"))
    export_faq(load_library(desk / "articles"), settings, tmp_path / "site", desk)
    assert "../../../start/install/" in (tmp_path / "site/help/start/install/index.html").read_text()
    (desk / "articles" / "use.md").write_text("---\ntitle: Mine\n---\n")
    kept = move_in(plan_move_in(source), desk / "articles")
    assert (kept.kept, (desk / "articles" / "use.md").read_text()) == (["use.md"], "---\ntitle: Mine\n---\n")
    assert move_in(plan_move_in(source), desk / "articles", over=True).new == 1


def test_pages_of_html_are_read_without_what_stands_around_them(tmp_path: Path) -> None:
    page = "<html><head><title>T</title></head><body><nav>Menu</nav><main><h1>Late</h1><p>Wait <b>here</b>.</p></main></body></html>"  # noqa: E501  one line of a source
    write_files(tmp_path / "site", {"help/late.html": page})
    texts = plan_move_in(tmp_path / "site").texts
    assert texts[
        "help/late.md"
    ] == '---\ntitle: "Late"\nstatus: public\naliases: [help/late]\n---\nWait **here**.\n' or (
        texts["help/late.md"] == '---\ntitle: "Late"\nstatus: public\n---\nWait **here**.\n'
    )


def test_the_command_says_what_would_come_in_and_then_brings_it(
    desk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = write_files(tmp_path / "project", PROJECT)
    assert run(["import", "articles", str(source), "--dry-run", "--desk", str(desk)]) == 0
    assert "Docusaurus: 4 articles would come in (1 draft, 3 public), 1 category" in capsys.readouterr().err
    assert not (desk / "articles" / "use.md").exists()
    assert run(["import", "articles", str(source), "--json", "--desk", str(desk)]) == 0
    assert json.loads(capsys.readouterr().out)["new"] == 5
    assert (desk / "articles" / "use.md").is_file()


def test_a_category_without_a_title_is_spelt_as_the_articles_spell_its_words(tmp_path: Path) -> None:
    files = {
        "acme-iot/a.md": "# Set up IoT in the garden\n\nWords.\n",
        "acme-iot/b.md": "# The Acme IoT hub\n\nWords.\n",
        "garden-hub/c.md": "# Where the hub stands\n\nWords.\n",
    }
    texts = plan_move_in(write_files(tmp_path / "source", files)).texts
    assert texts["acme-iot/_index.md"] == '---\ntitle: "Acme IoT"\n---\n'
    assert texts["garden-hub/_index.md"] == '---\ntitle: "Garden hub"\n---\n'


@pytest.mark.parametrize(
    ("settings", "expected"), [("", ["docs/a.md", "forks/b.md", "welcome.md"]), ("srcDir: './docs'", ["a.md"])]
)
def test_vitepress_shows_everything_beside_its_settings_or_in_the_folder_that_they_name(
    tmp_path: Path, settings: str, expected: list[str]
) -> None:
    files = {
        "site/.vitepress/config.ts": f"export default {{ {settings} }}",
        "site/index.md": "Grow with us.\n",
        "site/docs/a.md": "# A\n\nSee [b](/forks/b).\n",
        "site/forks/b.md": "# B\n\nWords.\n",
    }
    plan = plan_move_in(write_files(tmp_path, files) / "site")
    assert sorted(path for path in plan.texts if "_index" not in path) == expected
    assert plan.report.missing.total() == (1 if settings else 0)


REDIRECTS = {
    "_redirects": "# moved\n/old/pots /a 301\n/gone/* /a\n/old/away https://example.com/\n",
    "netlify.toml": '[[redirects]]\nfrom = "/old/pots"\nto = "/a"\nstatus = 301\n',
    "docs.json": '{"navigation": [], "redirects": [{"source": "/old/pots", "destination": "/a"}, 3]}',
    "vercel.json": '{"redirects": [{"source": "/old/pots", "destination": "/a/", "permanent": true}]}',
    "mkdocs.yml": "plugins:\n  - redirects:\n      redirect_maps:\n        'old/pots.md': 'a.md'\n  - search\n",
    ".gitbook.yaml": "root: ./\nredirects:\n  old/pots: a.md\nstructure:\n  readme: a.md\n",
    "docusaurus.config.js": (
        "module.exports = {presets: [['classic', {docs: {routeBasePath: '/'}}]], plugins: [['client-redirects', "
        "{redirects: [{to: '/a', from: ['/old/pots', '/old/*']}]}]]}"
    ),
}


@pytest.mark.parametrize("name", REDIRECTS)
def test_old_addresses_that_the_settings_lead_on_become_aliases(tmp_path: Path, name: str) -> None:
    folder = "docs/" if name in ("mkdocs.yml", "docusaurus.config.js") else ""
    files = {f"{folder}a.md": "# A\n\nWords.\n", f"{folder}b.md": "# B\n\nSee [a](/old/pots).\n"}
    plan = plan_move_in(write_files(tmp_path, {name: REDIRECTS[name], **files}))
    assert "aliases: [old/pots]" in plan.texts["a.md"]
    assert "See [a](a.md)." in plan.texts["b.md"]
    assert plan.report.missing.total() == 0


def test_a_page_at_the_top_of_its_site_is_found_there_in_every_language(tmp_path: Path) -> None:
    files = {
        "docusaurus.config.js": "module.exports = {docs: {routeBasePath: '/'}}",
        "docs/intro.md": "---\ntitle: Welcome\nslug: /\n---\nHello.\n",
        "docs/a.md": "# A\n\nGo [home](/).\n",
        "i18n/de/docusaurus-plugin-content-docs/current/intro.md": "---\ntitle: Hallo\nslug: /\n---\nHallo.\n",
        "i18n/de/docusaurus-plugin-content-docs/current/a.md": "# A\n\nZum [Anfang](/).\n",
    }
    texts = plan_move_in(write_files(tmp_path, files)).texts
    assert sorted(texts) == ["a.de.md", "a.md", "intro.de.md", "intro.md"]
    assert "Go [home](intro.md)." in texts["a.md"]
    assert "aliases" not in texts["intro.md"] + texts["intro.de.md"]
