"""The man page of the command, made from the table of verbs."""

from __future__ import annotations

from collections.abc import Iterator

from composer.cli.table import Option, Verb

CODES = {
    "0": "fine",
    "1": "problems, or a reply that may not be sent yet",
    "2": "usage",
    "3 and more": "by kind of error; warmline manual exit-codes lists them",
    "70": "a bug; the report names no customer",
    "130": "stopped with Ctrl+C",
}
"""What the exit codes mean, in short."""


def man_page(command: Verb, version: str) -> str:
    """The page in the language of man(7)."""
    lines = [
        f'.TH WARMLINE 1 "" "warmline {_text(version)}" "Warmline"',
        ".SH NAME",
        "warmline \\- knowledge base and reply composer for people who answer customers",
        ".SH SYNOPSIS",
        ".B warmline",
        "[\\-\\-desk DIR] [VERB ...]",
        ".SH DESCRIPTION",
        "Without a verb, the desk of this folder opens in the terminal.",
        "The whole manual, with examples: warmline manual.",
        ".SH VERBS",
    ]
    for verb in command.walk():
        if verb.words and not verb.below:
            lines += _verb(verb)
    lines += [".SH EXIT STATUS"]
    for code, meaning in CODES.items():
        lines += [".TP", f".B {_text(code)}", _text(meaning)]
    return "\n".join(lines) + "\n"


def _verb(verb: Verb) -> Iterator[str]:
    yield f".SS {_text(verb.usage)}"
    yield _text(verb.purpose)
    for place in verb.places:
        if place.help:
            yield from (".TP", f".I {_text(place.name)}", _text(place.help))
    for option in verb.options:
        if option.names[0] != "-h":
            yield from (".TP", f".B {_text(shown(option))}", _text(option.help))


def shown(option: Option) -> str:
    """An option with the names of its values."""
    return " ".join((", ".join(option.names), *option.values))


def _text(words: str) -> str:
    """Words that man(7) prints as they stand."""
    words = words.replace("\\", "\\e").replace("-", "\\-").replace('"', "\\(dq")
    return f"\\&{words}" if words.startswith((".", "'")) else words
