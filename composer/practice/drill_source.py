"""The source of a drill that a lead writes on: a stub, or one with the message of a case."""

from __future__ import annotations

from kb.text import one_line
from kb.yaml.tree import quote

_WRITE_MESSAGE = "Write the customer's message here.\n\n{{ customer.name }}"
_WRITE_ANSWER = "Write an answer here that you would be glad to get."
_WRITE_BAD = "Write an answer here that misses what is wanted."


def drill_source(
    name: str,
    title: str,
    language: str,
    message: str = "",
    answer: str = "",
    course: str = "Drills of our own",
) -> str:
    """A course of one drill as YAML, with a remark at each place that is to be written on."""
    return f"""\
title: {quote(one_line(course))}      # of the course: the first file of a folder names it
about: ""                      # what the course is for, in a sentence
language: {language}
drills:
  - id: {name}
    kind: reply                # spot, turn, listen, reply, worksheet or role-play
    title: {quote(one_line(title))}
    situation: ""              # what happened, in a few words
    tip: ""                    # what helps, for whoever asks
    wants:
      steps: [listen, solve, follow_up]
      day: "false"             # "true" where the answer must say by when
      never: []                # e.g. - {{any: ["look with the neighbours"], why: They did that.}}
    messages:                  # two or more; another one comes each time
      - from: "{{{{ customer.name }}}}"   # an invented name comes here; or write one
        text: |
{_block(message or _WRITE_MESSAGE)}
        hear: {{}}         # words of the message that the answer takes up, with the words that do so
        exemplary: |
{_block(answer or _WRITE_ANSWER)}
    bad: |
{_block(_WRITE_BAD, 6)}
"""


def _block(text: str, indent: int = 10) -> str:
    """A text below a key, as YAML takes it whole."""
    lines = [line.strip() for line in text.strip().splitlines()]
    return "\n".join(f"{' ' * indent}{line}".rstrip() for line in lines)
