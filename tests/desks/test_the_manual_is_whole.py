"""The manual has a place for everything that the code has, and is itself a sound desk."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import fields
from importlib import import_module
from pathlib import Path

import pytest

import composer
import kb
from composer.cli.main import GROUPS, run
from composer.cli.man_page import man_page
from composer.cli.manual import export_manual, manual_files, manual_pages, write_manual
from composer.cli.table import table
from composer.desk.language import load_language
from composer.keys.commands import COMMANDS
from composer.manual.file_keys import FILES, key_names
from composer.manual.finding import find_pages
from composer.manual.pages import pages_of, shipped_files, shipped_pages
from composer.manual.reference import load_advice, load_measured, setting_names
from composer.phrases.fields import FIELDS, FROM_MESSAGE
from composer.phrases.filters import FILTERS
from composer.phrases.phrasebook import Fits
from composer.writing.checks.rule_table import RULES
from composer.writing.claiming.undeclared import UNDECLARED
from kb.articles import ARTICLES
from kb.articles.article_source import KEYS
from kb.articles.library import load_library
from kb.errors import KBError
from kb.faq.pages.icons import ICONS
from kb.lint.lint import CHECKS, READING, lint_library
from kb.problem import Level
from kb.settings import load_library_settings
from tests.rows import each_row

WHERE = "document it in composer/manual/"
PROSE = "\n".join(text for place, text in shipped_files() if place.endswith(".md"))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The manual as a desk."""
    folder = tmp_path_factory.mktemp("manual")
    write_manual(folder)
    return folder


@each_row("verb", [verb.name for verb in table().below])
def test_every_verb_is_used_in_an_article(verb: str) -> None:
    assert f"warmline {verb}" in PROSE, f"{WHERE}articles/: show what `warmline {verb}` is for, where its readers look"


def test_every_option_and_word_of_every_verb_is_in_the_reference() -> None:
    text = manual_files()["articles/reference/verbs.md"]
    for verb in table().walk():
        if verb.words and not verb.below:
            part = text.partition(f"\n## {verb.name}\n")[2].partition("\n## ")[0]
            for option in verb.options[1:]:
                assert f"| `{', '.join(option.names)}" in part, f"{verb.name} {option.names}"


def test_every_setting_key_of_a_file_lint_rule_and_check_says_what_to_do() -> None:
    advice = load_advice()
    known = {
        "settings": {name for name, _shape in setting_names()},
        "lint": {*READING, *(rule.code for rule in CHECKS), UNDECLARED},
        "checks": {*RULES},
        **{kind: {name for name, _shape in key_names(kind)} for kind in FILES},
    }
    assert known.keys() == advice.keys()
    for kind, names in known.items():
        lacking, stale = sorted(names - advice[kind].keys()), sorted(advice[kind].keys() - names)
        assert lacking == [], f"{WHERE}advice.yaml, under {kind}: a sentence on what to do about each of these"
        assert stale == [], f"take these out of composer/manual/advice.yaml, under {kind}: the code has them no more"


def test_a_measured_rule_that_is_wrong_too_often_only_hints() -> None:
    """At 70 of 100 or more a rule may ask or block; below, and where ten findings say so, it hints."""
    known = {*RULES, *(rule.id for name in ("en", "de") for rule in load_language(Path(), name).wording.rules)}
    measured = load_measured()
    assert measured.keys() <= known
    wrong = [
        (rule, one)
        for rule, counts in measured.items()
        for one in counts
        if one.right is not None and one.level is not Level.HINT
        if one.right + one.false >= 10 and one.right < 0.7 * (one.right + one.false)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("kind", "page", "before"),
    [("article", "front-matter", ""), ("category", "front-matter", "category "), ("phrasebook", "phrasebooks", "")],
)
def test_every_key_of_a_file_has_its_section_with_its_values(kind: str, page: str, before: str) -> None:
    text = manual_files()[f"articles/reference/{page}.md"]
    for name, shape in key_names(kind):
        part = text.partition(f"\n## {before}{name}\n")[2].partition("\n## ")[0]
        assert part, name
        assert [value for value in shape.get("enum", ()) if value and f"`{value}`" not in part] == [], name


def test_the_keys_are_those_that_the_code_reads() -> None:
    assert {name for name, _shape in key_names("article") if "." not in name} == {*KEYS} - {"icon"}
    assert {name.rpartition(".")[2] for name, _shape in key_names("phrasebook") if ".for." in name} == {
        one.name for one in fields(Fits)
    }


def test_the_help_names_every_verb_in_one_group_on_one_screen(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        run(["--help"])
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) <= 24
    assert max(map(len, lines)) <= 80
    grouped = [verb for verbs in GROUPS.values() for verb in verbs]
    assert sorted(grouped) == sorted(verb.name for verb in table().below)
    for title, verbs in GROUPS.items():
        assert [line.removeprefix(title).split() for line in lines if line.startswith(f"{title} ")] == [[*verbs]]


def test_the_help_of_a_verb_begins_with_what_it_is_for(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    with pytest.raises(SystemExit):
        run(["misses", "--help"])
    assert "What was looked for in vain, in the words that were used." in capsys.readouterr().out


def test_every_icon_of_a_category_is_named() -> None:
    assert [name for name in ICONS if name not in load_advice()["category"]["icon"]] == []


def test_every_key_has_its_row() -> None:
    text = manual_files()["articles/reference/keys.md"]
    assert [name for name in COMMANDS if f"| `{name}` |" not in text] == []


def test_every_field_and_filter_has_its_row() -> None:
    text = manual_files()["articles/reference/field-names.md"]
    assert [name for name in (*FIELDS, *FROM_MESSAGE, *FILTERS) if f"| `{name}` |" not in text] == []


def test_every_variable_of_the_environment_is_named() -> None:
    houses = [Path(kb.__file__).parent, Path(composer.__file__).parent]
    sources = "".join(path.read_text("utf-8") for house in houses for path in house.rglob("*.py"))
    known = {"NO_COLOR", "ACCESSIBLE", "VISUAL", "EDITOR", *re.findall(r"WARMLINE_[A-Z]+", sources)}
    assert sorted(name for name in known if name not in PROSE) == []


def test_the_manual_has_no_problem(whole: Path) -> None:
    library = load_library(whole / ARTICLES, load_library_settings(whole).missing_status)
    problems = lint_library(library, dt.date(2026, 3, 4))
    assert [str(problem) for problem in problems] == [], "mend it in composer/manual/articles/"
    assert all(article.status == "public" for article in library.articles)


def test_the_plain_reading_of_front_matter_finds_what_the_parser_finds(whole: Path) -> None:
    library = load_library(whole / ARTICLES)
    read = {page.slug: (page.title, page.summary) for page in pages_of(manual_files())}
    assert read == {article.slug: (article.title, article.summary) for article in library.articles}


def test_commands_in_the_manual_are_commands() -> None:
    """What stands in code as a command line has a verb and options that there are."""
    known = {verb.words: verb for verb in table().walk()}
    lines = re.findall(r"(?m)^warmline ([a-z][^\n|<>]*)", PROSE) + re.findall(r"`warmline ([a-z][^`|<>]*)`", PROSE)
    for line in lines:
        words = line.split()
        verb = known.get(tuple(words[:2])) or known.get(tuple(words[:1]))
        assert verb is not None, f"composer/manual/articles: there is no verb in: warmline {line}"
        names = {name for option in verb.options for name in option.names}
        strange = [word for word in words if word.startswith("--") and word.partition("=")[0] not in names]
        assert strange == [], f"composer/manual/articles: warmline {line}"


def test_the_first_article_of_the_manual_is_not_in_the_sample_already(tmp_path: Path) -> None:
    """Who follows the page on the desk that `warmline init` makes gets a stub, and not a refusal."""
    titles = re.findall(r'warmline new article "([^"]+)" --category (\w+)', PROSE)
    assert titles
    assert run(["init", str(tmp_path / "desk")]) == 0
    for title, category in titles:
        assert run(["--desk", str(tmp_path / "desk"), "new", "article", title, "--category", category]) == 0


def test_words_find_the_part_that_is_meant() -> None:
    pages = pages_of(manual_files())
    meant = {
        "promise-undated": ("checks", "promise-undated"),
        "link-dead": ("lint-rules", "link-dead"),
        "mail.secret": ("settings", "mail.secret"),
        "customers import": ("verbs", "customers import"),
        "backup": ("backup", ""),
        "settings": ("settings", ""),
        "exit-codes": ("exit-codes", ""),
        "gdpr": ("privacy-and-forgetting", ""),
    }
    for words, (slug, heading) in meant.items():
        page, part = find_pages(pages, words)[0]
        assert (page.slug, part) == (slug, heading)
    assert find_pages(shipped_pages(), "zzz") == []


QUESTIONS = {
    "how do I answer a message": "the-answer-screen",
    "take back a sent reply": "send-and-record",
    "cannot send": "review-and-claims",
    "what does the yellow field mean": "the-answer-screen",
    "put a message off until tomorrow": "the-inbox",
    "wrong customer": "customers-and-history",
    "attach a file": "send-and-record",
    "keyboard shortcuts": "keys",
    "screen reader": "without-the-screen",
    "how do I write an article": "your-first-article",
    "add a picture": "your-first-article",
    "hide text from customers": "blocks-and-answers",
    "import from Zendesk": "moving-in",
    "publish on GitHub pages": "the-faq",
    "phrase is never offered": "phrases",
    "banned words": "cues-and-wording",
    "VS Code": "problems-and-lint",
    "customer satisfaction": "figures",
    "train new agents": "practice",
    "turn off a check": "checks-for-a-team",
    "delete a customer GDPR": "privacy-and-forgetting",
    "install on a server": "install",
    "uninstall": "install",
    "postgres password": "postgresql",
    "restore a backup": "backup",
    "database is damaged": "doctor",
    "exit code 12": "exit-codes",
    "imap password": "mail",
    "slow search": "speed",
    "anonymize": "practice",
    "python version": "install",
    "how many articles can it handle": "speed",
    "unpublish an article": "your-first-article",
    "preview": "the-faq",
    "my colleague is already answering this customer": "the-inbox",
    "customer died": "what-warmline-reads",
}
"""What readers of the manual ask, and the page that they should be shown first."""


@each_row("words", QUESTIONS)
def test_a_question_in_plain_words_finds_its_page_first(words: str) -> None:
    assert find_pages(manual_pages(), words)[0][0].slug == QUESTIONS[words]


def test_a_word_that_is_being_typed_finds_what_begins_so() -> None:
    assert find_pages(shipped_pages(), "postgr")[0][0].slug == "postgresql"
    assert ("settings", "channels.email.reply_within") in [
        (page.slug, part) for page, part in find_pages(manual_pages(), "reply_within")
    ]


def test_a_topic_is_printed_and_an_unknown_one_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["manual", "promise-undated"]) == 0
    assert "Give every promise a day" in capsys.readouterr().out
    assert run(["manual", "zzzz"]) == 6
    assert "The manual has nothing on 'zzzz'" in capsys.readouterr().err


def test_the_manual_is_exported_as_a_site(tmp_path: Path) -> None:
    export_manual(tmp_path / "site")
    assert (tmp_path / "site" / "index.html").is_file()
    found = {path.parent.name for path in (tmp_path / "site").rglob("index.html")}
    assert {page.slug for page in pages_of(manual_files())} <= found


def test_the_man_page_has_every_verb() -> None:
    text = man_page(table(), "1.2.3")
    assert text.startswith('.TH WARMLINE 1 "" "warmline 1.2.3"')
    for verb in table().walk():
        if verb.words and not verb.below:
            assert f".SS warmline {verb.name}".replace("-", "\\-") in text


def test_every_exit_code_is_explained() -> None:
    import_module("composer.mail_errors")
    text = dict(shipped_files())["articles/operators/exit-codes.md"]
    codes = {error.exit_code for error in every(KBError)}
    assert [code for code in sorted(codes) if f"| {code} |" not in text] == [], (
        f"{WHERE}articles/operators/exit-codes.md"
    )


def every(error: type[KBError]) -> list[type[KBError]]:
    """All classes of an error that are loaded."""
    return [error, *(one for below in error.__subclasses__() for one in every(below))]


def test_every_error_names_a_page_that_there_is() -> None:
    slugs = {page.slug for page in manual_pages()}
    for error in every(KBError):
        assert error.page == "" or error.page in slugs, f"{error.__name__}: there is no page {error.page}"


def test_every_error_has_its_page_but_those_that_the_page_of_the_verb_explains() -> None:
    shipped = [error for error in every(KBError) if error.__module__.partition(".")[0] in ("kb", "composer")]
    assert {error.__name__ for error in shipped if not error.page} == {
        "AlreadyThere",
        "BadImport",
        "BadMap",
        "ComposerError",
        "KBError",
        "NotEmpty",
        "SystemRefuses",
    }


@each_row("verb", [verb.name for verb in table().walk() if verb.words])
def test_the_manual_has_something_on_the_name_of_every_verb(verb: str) -> None:
    assert find_pages(manual_pages(), verb) != []


def test_a_person_at_a_terminal_is_told_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["lint"]) == 3
    alone = capsys.readouterr().err
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    assert run(["lint"]) == 3
    assert capsys.readouterr().err == f"{alone}More: warmline manual your-first-reply\n"


def test_a_topic_with_a_slip_is_met_with_the_one_that_was_meant(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["manual", "exti-codes"]) == 6
    assert capsys.readouterr().err == "The manual has nothing on 'exti-codes'. Did you mean exit-codes?\n"


def test_the_readme_has_at_most_900_words() -> None:
    readme = Path(composer.__file__).parent.parent / "README.md"
    assert len(readme.read_text("utf-8").split()) <= 900
