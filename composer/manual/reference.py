"""The manual's reference: pages worked out from the code, with the advice that stands in `advice.yaml`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import resources
from typing import Any, NamedTuple

from composer.keys.commands import EVERYWHERE, PANES, SCREENS, Command, shown_key
from composer.manual.file_keys import front_matter_lines, phrasebook_lines
from composer.phrases.fields import FIELDS, FROM_MESSAGE
from composer.phrases.filters import FILTERS
from composer.settings import read_settings
from composer.writing.checks.rule_table import RULES
from composer.writing.claiming.undeclared import PURPOSE, UNDECLARED
from composer.writing.wording_rules import parse_wording
from kb.lint.lint import CHECKS, READING
from kb.lint.schema import Schema, schema_of
from kb.problem import Level, Problems
from kb.yaml.reader import Reader
from kb.yaml.tree import parse_yaml

FOLDER = "articles/reference"
_SCREENS = {"followups": "Follow-ups"}
_HOW_MEASURED = (
    "Measured on 320 good and 220 bad replies, English and German, written by hand for it: *right* is a finding on a"
    " fault that the writer had marked, *false* a finding in a good reply. Most rules were tuned on part of these"
    " replies, so expect fewer faults to be found in others. A hint is often no more than a thought: a long sentence"
    " may be the right one."
)
_CLAIMING = "::: reply\nI have cancelled order {{ case.order }}.\n:::"
_UNEXPLAINED = "See the text of its message."


def load_advice() -> Mapping[str, Mapping[str, str]]:
    """What to do about each setting, lint rule and check, by kind and name."""
    text = (resources.files("composer") / "manual" / "advice.yaml").read_text(encoding="utf-8")
    problems = Problems("advice.yaml")
    tree = parse_yaml(text, problems)
    assert tree is not None, problems.found
    reader = Reader(tree, problems)
    found = {}
    for kind in reader.keys():  # noqa: SIM118  a Reader's keys, not a dict's
        inner = reader.inner(kind)
        found[kind] = {name: inner.text(name) for name in inner.keys()}  # noqa: SIM118  as above
    assert problems.found == [], problems.found
    return found


class Count(NamedTuple):
    """How often a rule was right in labelled replies, at one level."""

    level: Level
    right: int | None
    """Marked faults found; None where such faults were not marked."""
    false: int
    """Findings in good replies."""


Measured = Mapping[str, tuple[Count, ...]]


def load_measured() -> Measured:
    """How often each rule was right in labelled replies, at each level that it had there."""
    text = (resources.files("composer") / "manual" / "measured.tsv").read_text(encoding="utf-8")
    found: dict[str, tuple[Count, ...]] = {}
    for line in text.splitlines()[1:]:
        rule, level, right, false = line.split("\t")
        count = Count(Level(level), None if right == "-" else int(right), int(false))
        found[rule] = (*found.get(rule, ()), count)
    return found


def reference_pages() -> dict[str, str]:
    """Every page that is worked out, by its place in the manual's desk."""
    advice = load_advice()
    return {
        f"{FOLDER}/keys.md": _keys(),
        f"{FOLDER}/settings.md": _settings(advice["settings"]),
        f"{FOLDER}/lint-rules.md": _lint(advice["lint"]),
        f"{FOLDER}/checks.md": _checks(advice["checks"], load_measured()),
        f"{FOLDER}/wording-rules.md": _wording(load_measured()),
        f"{FOLDER}/measures.md": _measures(),
        f"{FOLDER}/field-names.md": _fields(),
        f"{FOLDER}/front-matter.md": page(
            "Front matter",
            "Every key above an article or a category.",
            "yaml, metadata, keys of an article, header",
            front_matter_lines(advice),
        ),
        f"{FOLDER}/phrasebooks.md": page(
            "Phrasebooks",
            "Every key of a phrasebook.",
            "yaml, keys of a phrase, schema",
            phrasebook_lines(advice),
        ),
    }


def page(title: str, summary: str, keywords: str, lines: Iterator[str]) -> str:
    """A public article."""
    head = f"---\ntitle: {title}\nsummary: {summary}\nstatus: public\nkeywords: [{keywords}]\n---\n"
    return head + "\n".join(lines) + "\n"


def cell(text: str) -> str:
    """A text as it stands in a cell of a table, or in a line of Markdown."""
    shown = text.replace("\\", "\\\\")
    for sign in "|*_<>[]{}":
        shown = shown.replace(sign, f"\\{sign}")
    return shown


def _keys() -> str:
    def rows(commands: tuple[Command, ...]) -> Iterator[str]:
        yield "| key | id | what it does |"
        yield "|---|---|---|"
        for one in commands:
            key = f"`{shown_key(one.key)}`" if one.key else "none; in the palette"
            yield f"| {key} | `{one.id}` | {cell(one.help)} |"

    def lines() -> Iterator[str]:
        yield "Each command has an id. Give it another key under `keys` in `warmline.yaml` or in your own `agent.yaml`."
        yield "`^j` is Ctrl with J. `F1` in the app finds commands by words, and `^p` runs them."
        yield "\n## Everywhere\n"
        yield from rows(EVERYWHERE)
        for name, commands in SCREENS.items():
            yield f"\n## {_SCREENS.get(name, name.capitalize())}\n"
            yield from rows(commands)
        yield "\n## Panes\n\n`^o` and then a letter goes to a part of a screen."
        for name, panes in PANES.items():
            yield f"\n**{_SCREENS.get(name, name.capitalize())}**\n"
            yield from (f"- `{letter}`: {title}" for letter, (_pane, title) in panes.items())

    return page("Keys", "Every key and the id of its command.", "shortcut, keyboard, keymap, remap", lines())


def setting_names(schema: Schema | None = None, above: str = "") -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every setting of `warmline.yaml` with its shape; keys of commands are one setting, and so are levels."""
    schema = schema or schema_of(read_settings, "settings")
    for key, shape in schema["properties"].items():
        name = f"{above}{key}"
        if shape.get("properties") and name != "keys":
            yield from setting_names(shape, f"{name}.")
        else:
            yield name, shape


def _settings(advice: Mapping[str, str]) -> str:
    def lines() -> Iterator[str]:
        yield "All settings of `warmline.yaml`. Each has a default. A misspelt key is reported by `warmline lint`."
        yield "`agent`, `keys`, `theme`, `signs` and `mail` may also stand in your own `agent.yaml`; yours win. There,"
        yield "name, signature and email stand without the `agent:` above them."
        for name, shape in setting_names():
            yield f"\n## {name}\n"
            yield advice.get(name, _UNEXPLAINED)
            choices = [one for one in shape.get("enum", ()) if one is not None]
            if choices:
                yield f"\nOne of {', '.join(f'`{one}`' for one in choices)}."

    return page("Settings", "Every setting of warmline.yaml.", "configuration, options, warmline.yaml", lines())


def _lint(advice: Mapping[str, str]) -> str:
    found = {rule.code: (str(rule.level), rule.purpose, rule.example) for rule in CHECKS}
    found |= {code: ("", purpose, "") for code, purpose in READING.items()}
    found[UNDECLARED] = (Level.WARNING, PURPOSE, _CLAIMING)

    def lines() -> Iterator[str]:
        yield "`warmline lint` names each problem with one of these rules. Errors and warnings fail the command."
        for code, (level, purpose, example) in sorted(found.items()):
            yield f"\n## {code}\n"
            yield f"{cell(purpose)}{f' Level: {level}.' if level else ''}"
            yield f"\n{advice.get(code, _UNEXPLAINED)}"
            if example:
                yield f"\n```markdown\n{example}\n```"

    return page("Rules for articles", "Every rule of lint.", "lint, problems, errors, warnings", lines())


def _checks(advice: Mapping[str, str], measured: Measured) -> str:
    def lines() -> Iterator[str]:
        yield "What Warmline looks at in a reply. An error blocks sending. Change a level under `checks` in"
        yield f"`warmline.yaml`: `off`, `error`, `warning` or `hint`.\n\n{_HOW_MEASURED}"
        for name, rule in sorted(RULES.items()):
            yield f"\n## {name}\n"
            yield advice.get(name, _UNEXPLAINED)
            yield _facts(rule.group, rule.level, rule.source) + _figures(measured.get(name, ()))

    return page("Checks of a reply", "Every check, and what to do.", "findings, blocks, review", lines())


def _facts(group: str, level: str, source: str) -> str:
    return f"\nGroup: {group}. Level: {level}." + (f" Source: {cell(source)}." if source else "")


def _figures(counts: tuple[Count, ...]) -> str:
    """How often a rule was right, at each level that it had."""
    right = (f"{one.right} right, " if one.right is not None else "" for one in counts)
    each = (f"as {one.level} {before}{one.false} false" for before, one in zip(right, counts, strict=True))
    return f" Measured: {'; '.join(each)}." if counts else ""


def _measures() -> str:
    # They come with the records, which no other page needs.
    from composer.metrics.measures import MEASURES

    def lines() -> Iterator[str]:
        yield "What `warmline metrics` counts. Each figure has its count and an interval."
        for one in MEASURES:
            yield f"\n## {one.id}\n"
            yield f"**{cell(one.title)}.** {cell(one.definition)}"

    return page("Measures", "What each figure counts.", "metrics, csat, nps, ces, definitions", lines())


def _fields() -> str:
    def rows(names: Mapping[str, str], what: str) -> Iterator[str]:
        yield f"| {what} | meaning |"
        yield "|---|---|"
        yield from (f"| `{name}` | {cell(meaning)} |" for name, meaning in names.items())

    def lines() -> Iterator[str]:
        yield "A field stands in double braces, in a phrase or in the `reply` block of an article: see"
        yield "[Fields](../writers/fields.md)."
        yield "\n## Always there\n"
        yield from rows(FIELDS, "field")
        yield "\n`customer.field.KEY` is a column of your own customer file."
        yield "\n## From the message\n"
        yield from rows(FROM_MESSAGE, "field")
        yield "\nOther names after `case.` are those that a phrase or an article asks for under `ask`."
        yield "\n## Filters\n"
        yield from rows(FILTERS, "filter")

    return page("Names of fields", "Every field and every filter.", "liquid, placeholder, variable, filters", lines())


def _wording(measured: Measured) -> str:
    text = (resources.files("phrasebooks") / "en" / "wording.yaml").read_text(encoding="utf-8")
    wording, _problems = parse_wording(text, "wording.yaml")

    def lines() -> Iterator[str]:
        yield "Words that a reply should not have, in the English rules that ship. A desk with its own"
        yield f"`phrasebooks/en/wording.yaml` has its own rules.\n\n{_HOW_MEASURED}"
        for rule in sorted(wording.rules, key=lambda one: one.id):
            yield f"\n## {rule.id}\n"
            yield f"{cell(rule.reason)} {cell(rule.suggest)}"
            yield f"\n- Not: {cell(rule.bad)}" if rule.bad else ""
            yield f"- Better: {cell(rule.good)}" if rule.good else ""
            yield _facts(rule.group, rule.level, rule.source) + _figures(measured.get(rule.id, ()))

    return page("Wording rules", "Words to avoid in a reply, and better ones.", "words, phrases, cliches", lines())
