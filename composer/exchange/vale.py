"""Vale: the wording rules as a style of the prose linter Vale, so that writers meet them in their own editor."""

from __future__ import annotations

from pathlib import Path

from composer.reading.patterns import Slots, compile_pattern
from composer.writing.wording_rules import Wording, WordingRule
from kb.files import write_text
from kb.folders import make_folder
from kb.problem import Level
from kb.yaml.tree import quote

STYLE = "Warmline"
_SETTINGS = f"StylesPath = styles\nMinAlertLevel = suggestion\n\n[*.{{md,txt}}]\nBasedOnStyles = {STYLE}\n"
_LEVELS = {Level.ERROR: "error", Level.WARNING: "warning", Level.HINT: "suggestion"}


def export_vale(folder: Path, wording: Wording, slots: Slots) -> list[Path]:
    """Write a style and a `.vale.ini` that uses it into a folder; the files that were written.

    A rule that looks at the customer, has exceptions or counts is left to `warmline check`, which knows both.
    """
    make_folder(folder / "styles" / STYLE)
    written = []
    for rule in wording.rules:
        if rule.tones or rule.unless_said or rule.unless or rule.at_most:
            continue
        path = folder / "styles" / STYLE / f"{rule.id}.yml"
        write_text(path, _rule_text(rule, slots))
        written.append(path)
    settings = folder / ".vale.ini"
    if not settings.exists():
        write_text(
            settings, f"StylesPath = styles\nMinAlertLevel = suggestion\n\n[*.{{md,txt}}]\nBasedOnStyles = {STYLE}\n"
        )
        written.append(settings)
    return written


def _rule_text(rule: WordingRule, slots: Slots) -> str:
    """One rule as Vale reads it: words to avoid, or better words for them."""
    found = " (%s: %s)" if rule.swap else " (%s)"
    lines = [
        f"extends: {'substitution' if rule.swap else 'existence'}",
        "message: " + quote(f"{rule.reason} {rule.suggest}".replace("%", "%%") + found),
        f"level: {_LEVELS[rule.level]}",
        "ignorecase: true",
        "nonword: true",
    ]
    if rule.swap:
        lines += [
            "swap:",
            *(f"  {quote(_expression(words, slots))}: {quote(better)}" for words, better in rule.swap.items()),
        ]
    else:
        lines += ["tokens:", *(f"  - {quote(_expression(pattern, slots))}" for pattern in rule.patterns)]
    return "\n".join(lines) + "\n"


def _expression(pattern: str, slots: Slots) -> str:
    """A pattern in Vale's regular expressions, with the word boundaries that it would add to plain words."""
    core = compile_pattern(pattern, slots).source.removeprefix("(?<!\\w)").removesuffix("(?!\\w)")
    # Its engine knows no possessive repeats; in our patterns they save time and change nothing.
    return rf"\b{core.replace('++', '+')}\b"
