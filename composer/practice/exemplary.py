"""Exemplary replies: Markdown files with a message, a good answer and why it is good; nothing personal in them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from composer.practice.anonymise import doubtful_names, personal_in
from composer.reading.speech import Speech
from kb.articles.article_source import split_source
from kb.problem import At, Level, Problem, Problems
from kb.text import clean, one_line
from kb.yaml.reader import Mapping, Reader
from kb.yaml.tree import quote

EXEMPLARY = "exemplary"
"""The folder of a desk with them."""
_MOST = 100
"""Things of a kind that are named in one file; each is looked up by its line."""
_PART = re.compile(r"^## (Message|Reply)[ \t]*$", re.MULTILINE)


@dataclass(frozen=True)
class Exemplary:
    """A good reply kept as an example."""

    name: str
    """Its file, without the ending."""
    title: str
    why: str
    """Why it is good, in a sentence."""
    message: str
    reply: str
    language: str = "en"
    topic: str = ""
    kept_by: str = ""
    """Who looked through it and said yes."""


def parse_exemplary(
    source: str, path: str, speech: Speech, is_name: Callable[[str], bool]
) -> tuple[Exemplary | None, list[Problem]]:
    """The exemplary reply of one file; None with the problem where it cannot be used, as where anything is personal.

    `is_name` says of a word whether a customer is called so.
    """
    problems = Problems(path)
    parts = split_source(clean(source), problems)
    reader = Reader(parts.keys or Mapping({}, 1, 1), problems)
    texts = _texts(parts.body)
    name = path.rpartition("/")[2].removesuffix(".md")
    found = Exemplary(
        name,
        reader.text("title") or name,
        reader.text("why"),
        texts.get("Message", ""),
        texts.get("Reply", ""),
        reader.text("language", "en"),
        reader.text("topic"),
        reader.text("kept_by"),
    )
    reader.unknown()
    for what, there in (("why", found.why), ("## Message", found.message), ("## Reply", found.reply)):
        if not there:
            problems.add(At(), "exemplary-incomplete", f"An exemplary reply needs {what!r}.")
    _note_personal(source, speech, is_name, problems)
    return (found if not any(one.level is Level.ERROR for one in problems.found) else None), problems.found


def _texts(body: str) -> dict[str, str]:
    """What stands below each of the two headings."""
    pieces = _PART.split(body)
    return {name: text.strip() for name, text in zip(pieces[1::2], pieces[2::2], strict=True)}


def _note_personal(source: str, speech: Speech, is_name: Callable[[str], bool], problems: Problems) -> None:
    """Note what says who somebody is: it stays out of git."""
    # Who kept it is a colleague, and stands there on purpose.
    text = re.sub(r"^kept_by:[^\n]*", lambda match: " " * len(match[0]), clean(source), count=1, flags=re.MULTILINE)
    for start, what in personal_in(text, speech)[:_MOST]:
        message = f"This looks like a customer's own {what}; write a field such as {{{{ case.order }}}} in its place."
        problems.add(_at(text, start), "personal-data", message)
    for word in doubtful_names(text)[:_MOST]:
        found = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text)
        at = _at(text, found.start() if found else 0)
        if is_name(word.casefold()):
            message = f"{word!r} is the name of a customer; write {{{{ customer.first_name }}}} in its place."
            problems.add(at, "personal-data", message)
        else:
            problems.add(at, "maybe-a-name", f"{word!r} may be somebody's name.", Level.HINT)


def _at(text: str, start: int) -> At:
    return At(text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start))


def exemplary_source(one: Exemplary) -> str:
    """The file of an exemplary reply."""
    head = {"title": one.title, "why": one.why, "language": one.language, "topic": one.topic, "kept_by": one.kept_by}
    lines = [f"{key}: {quote(one_line(value))}" for key, value in head.items()]
    return "\n".join(["---", *lines, "---", "## Message", "", one.message, "", "## Reply", "", one.reply, ""])
