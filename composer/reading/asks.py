"""Asks: what a reply may ask the customer for, and by which words a message has given it already."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from composer.reading.cues import read_patterns
from kb.yaml.reader import Reader


@dataclass(frozen=True)
class Ask:
    """One thing that a reply may ask for. Patterns where not said otherwise."""

    what: str
    """The thing, as a finding names it: `order number`."""
    asked: tuple[str, ...]
    """How it is asked for."""
    told: tuple[str, ...] = ()
    """How a message gives it."""
    fact: str = ""
    """The kind of fact that it is; empty where only `told` knows it."""
    sure: bool = False
    """Whether whoever asks for it all the same has not read the message, so that it blocks."""
    other: tuple[str, ...] = ()
    """How something else is asked for: `a photo of the label`."""
    untold: tuple[str, ...] = ()
    """Words in the message beside which `told` gives nothing: `I cannot on Friday`."""
    step: bool = False
    """Whether it is a step to take, which a reply also asks for without a question: `please restart it`."""


def read_asks(file: Reader, key: str) -> tuple[Ask, ...]:
    """The things that a language's file says how to ask for."""
    return tuple(_asks(file, key))


def _asks(file: Reader, key: str) -> Iterator[Ask]:
    for reader in file.readers(key):
        yield Ask(
            what=reader.text("what"),
            asked=read_patterns(reader, "asked"),
            told=read_patterns(reader, "told"),
            fact=reader.text("fact"),
            sure=reader.one_of("sure", ("true", "false"), "false") == "true",
            other=read_patterns(reader, "other"),
            untold=read_patterns(reader, "untold"),
            step=reader.one_of("step", ("true", "false"), "false") == "true",
        )
        reader.unknown()
