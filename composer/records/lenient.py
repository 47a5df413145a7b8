"""Types of columns that read what is damaged as far as it goes, instead of failing a whole query for one value."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from sqlalchemy import Date, DateTime, String, Text, TypeDecorator
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction

from composer.cases.follow_up import NO_MOMENT


class WordsColumn(TypeDecorator[str]):
    """A text; bytes that somebody put in its place are read as text, too."""

    impl = String
    cache_ok = True

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any]:  # noqa: ARG002  as the library asks
        """Read whatever stands there as a text."""
        return _text


class LongTextColumn(WordsColumn):
    """The same of any length."""

    impl = Text
    cache_ok = True


def _text(found: Any) -> str | None:
    if found is None or found.__class__ is str:
        return found
    return found.decode("utf-8", "replace") if isinstance(found, bytes) else str(found)


class MomentColumn(TypeDecorator[dt.datetime]):
    """A moment, or what stands for it where there is none."""

    impl = DateTime
    cache_ok = True

    def __init__(self, instead: dt.datetime | None = None) -> None:
        super().__init__()
        self.instead = instead

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any]:
        """Read a value as the library does, where it can."""
        return _forgiving(super().result_processor(dialect, coltype), self.instead)


class DayColumn(TypeDecorator[dt.date]):
    """A day, or None where it is none."""

    impl = Date
    cache_ok = True

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any]:
        """Read a value as the library does, where it can."""
        return _forgiving(super().result_processor(dialect, coltype), None)


def _forgiving(read: Callable[[Any], Any] | None, instead: dt.datetime | None) -> Callable[[Any], Any]:
    def value(found: Any) -> Any:
        try:
            return read(found) if read else found
        except (ValueError, TypeError):
            return instead

    return value


MOMENT = MomentColumn(NO_MOMENT)
"""A moment that every row has; one that cannot be read is NO_MOMENT."""
MAYBE = MomentColumn()
"""A moment that may be unknown; one that cannot be read is."""


class in_small_letters(GenericFunction[str]):  # noqa: N801  a function of SQL
    """A text in small letters, also one that is no UTF-8, which SQLite hands to no function of ours."""

    type = String()
    inherit_cache = True


@compiles(in_small_letters)
def _lower(call: in_small_letters, compiler: SQLCompiler, **words: Any) -> str:
    return f"lower({compiler.process(call.clauses, **words)})"


@compiles(in_small_letters, "sqlite")
def _lower_of_bytes(call: in_small_letters, compiler: SQLCompiler, **words: Any) -> str:
    return f"lower(CAST({compiler.process(call.clauses, **words)} AS BLOB))"
