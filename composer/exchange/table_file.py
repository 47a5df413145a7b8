"""Tables from outside: CSV as spreadsheets write it, JSON lines, and rows of a query, all as numbered rows of text."""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from composer.errors import BadImport
from kb.files import write_given
from kb.text import count_of, one_line

MOST_BYTES = 200_000_000
MOST_ROWS = 2_000_000
ERRORS = "errors"
"""The column that says what is wrong with a row which was given back."""
# A spreadsheet runs what begins like this, also behind our own quotation marks (CWE-1236).
_HIGH = re.compile(rb"[\x80-\xff]+")
_CP1250 = re.compile("[\u00a3\u00af][a-z]|[a-z][\u00b9\u00b3\u00bf\u00bc\u00be][a-z]")
"""Signs inside of words, where a file in Polish, Czech or Hungarian letters is read as one in cp1252."""
_FORMULA = re.compile(r"^'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")


@dataclass(frozen=True)
class TableRow:
    """One row with its place, and what is wrong with it where it is none."""

    number: int
    cells: dict[str, str]
    """By column, columns in lower case with `_` for spaces."""
    fault: str = ""


@dataclass(frozen=True)
class TextTable:
    """Rows of text under named columns."""

    source: str
    columns: list[str] | None
    """None where every row names its own."""
    rows: Iterable[TableRow]
    unit: str = "line"
    """What the rows' numbers count."""
    remark: str = ""
    """What a person should know about how it was read."""


def csv_table(content: bytes, source: str, encoding: str = "") -> TextTable:
    """The rows of a CSV file, its encoding and its delimiter found out where they are not said."""
    text, used = decode(content, source, encoding)
    # A cell may be as long as its file, which is cut elsewhere; the library's own limit is 128 KB.
    csv.field_size_limit(max(len(text), csv.field_size_limit()))
    first, _end, rest = text.partition("\n")
    told = first.lower().removeprefix("sep=").strip("\r") if first.lower().startswith("sep=") else ""
    before = 1 if told else 0
    delimiter = told[:1] or max(",;\t|", key=first.count)
    body = rest if told else text
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=delimiter)
    try:
        _refuse_open_quotes(body, delimiter, source, before)
        columns = [column_name(cell) for cell in next(reader, [])]
    except csv.Error as error:
        raise _no_csv(source, reader.line_num + before, error) from error
    remark = "" if used.startswith("utf-") else f"Read as {used}; --encoding takes another one."
    return TextTable(source, columns, _csv_rows(reader, columns, source, before), remark=remark)


def _refuse_open_quotes(text: str, delimiter: str, source: str, before: int) -> None:
    """BadImport where a quotation mark is not closed: rows below it would be taken for one cell.

    It may be closed by the mark that opens a cell further down. Then what follows that mark is no delimiter, or the
    lines that were swallowed look like rows themselves.
    """
    lines = io.StringIO(text, newline="").readlines()
    reader = csv.reader(lines, delimiter=delimiter)
    wide = last = 0
    for row in reader:
        raw = lines[last : reader.line_num]
        wide = wide or len(row)
        wrong = _wrong_with(raw, delimiter) if len(raw) > 1 or reader.line_num == len(lines) else ""
        if "unexpected end" in wrong or (len(raw) > 1 and (wrong or _hides_rows(row, delimiter, wide))):
            fault = f"line {last + 1 + before}: a quotation mark is opened here and never closed"
            raise BadImport(source, [fault])
        last = reader.line_num


def _wrong_with(raw: Sequence[str], delimiter: str) -> str:
    """What is wrong with a row for a strict reader; empty for nothing."""
    try:
        list(csv.reader(raw, delimiter=delimiter, strict=True))
    except csv.Error as error:
        return str(error)
    return ""


def _hides_rows(row: Sequence[str], delimiter: str, wide: int) -> bool:
    """Whether a cell of several lines holds one with an address that has as many cells as the table."""
    inside = (line for cell in row if "\n" in cell for line in cell.split("\n")[1:])
    return any(wide > 1 and line.count(delimiter) >= wide - 1 and "@" in line for line in inside)


def json_table(text: str, source: str) -> TextTable:
    """The rows of JSON lines, or of one JSON list; `fields` and `history` as `customers list --json` prints them."""
    return TextTable(source, None, _json_rows(text, source), "entry" if text.lstrip().startswith("[") else "line")


def query_table(columns: Sequence[str], rows: Iterable[Sequence[object]], source: str) -> TextTable:
    """The rows that a database answered with."""
    names = [column_name(column) for column in columns]
    found = (TableRow(number, _texts(dict(zip(names, row, strict=True)))) for number, row in enumerate(rows, 1))
    return TextTable(source, names, found, "row")


def decode(content: bytes, source: str, encoding: str = "") -> tuple[str, str]:
    """A file's text, and the encoding it was taken for."""
    utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for name in [encoding] if encoding else ["utf-16" if utf16 else "utf-8-sig"]:
        try:
            return content.decode(name), name
        except (UnicodeDecodeError, LookupError) as error:
            if encoding:
                raise BadImport(source, [f"it is not in the encoding {encoding}: {error}"]) from error
    content = content.removeprefix(codecs.BOM_UTF8)
    lines = content.split(b"\n")
    others = b"\n".join(line for line in lines if not _is_utf8(line))
    found = _other_alphabet(others) or "cp1252"
    if any(not line.isascii() and _is_utf8(line) for line in lines):
        # Two files were put together; a line in another encoding is hardly ever UTF-8 by chance.
        text = "\n".join(line.decode("utf-8" if _is_utf8(line) else found, "replace") for line in lines)
        return text, f"UTF-8, and as {found} where it is none"
    return content.decode(found, "replace"), found


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _other_alphabet(content: bytes) -> str:
    """The encoding of text in Cyrillic, Greek, Chinese and so on; nothing where the letters are Latin.

    Those differ by too few letters to be told apart, and nearly all such files are in cp1252. Accented letters stand
    alone among others, and letters of another alphabet beside each other.
    """
    runs = _HIGH.findall(content[:200_000])
    if all(len(run) == 1 for run in runs) and _CP1250.search(content[:200_000].decode("cp1252", "replace")):
        return "cp1250"
    if 2 * sum(len(run) == 1 and run >= b"\xc0" for run in runs) > len(runs):
        return ""
    from charset_normalizer import from_bytes

    best = from_bytes(content[:200_000]).best()
    accented = [letter for letter in str(best or "") if letter.isalpha() and not letter.isascii()]
    latin = sum(unicodedata.name(letter, "").startswith("LATIN") for letter in accented)
    return "" if best is None or 2 * latin >= len(accented) else best.encoding


def column_name(cell: str) -> str:
    """A heading as the name of a column."""
    return one_line(cell).lower().replace(" ", "_")


def _no_csv(source: str, line: int, error: csv.Error) -> BadImport:
    return BadImport(source, [f"line {line}: this is not CSV: {error}"])


def _csv_rows(reader: Iterator[list[str]], columns: list[str], source: str, before: int) -> Iterator[TableRow]:
    number = before + 1
    try:
        for row in reader:
            first, number = number + 1, reader.line_num + before  # type: ignore[attr-defined]  # typeshed hides its class
            if not any(cell and not cell.isspace() for cell in row):
                continue
            if number > MOST_ROWS:
                raise BadImport(source, [f"line {number}: more than {MOST_ROWS:,} lines; split the file"])
            more = len(row) > len(columns)
            fault = f"{len(row)} cells under {count_of(len(columns), 'column')}" if more else ""
            cells = {name: plain_cell(cell) for name, cell in zip(columns, row, strict=False) if name != ERRORS}
            yield TableRow(first, cells, fault)
    except csv.Error as error:
        raise _no_csv(source, number + 1, error) from error


def _json_rows(text: str, source: str) -> Iterator[TableRow]:
    if text.lstrip().startswith("["):
        try:
            entries = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise BadImport(source, [f"this is not JSON: {error}"]) from error
        for number, entry in enumerate(entries, 1):
            yield from _json_row(number, entry)
        return
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            entry = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield TableRow(number, {"text": line[:1_000]}, f"this is not JSON: {error}")
        else:
            yield from _json_row(number, entry)


def _json_row(number: int, entry: object) -> Iterator[TableRow]:
    """One object as a row, or as a row for each of its past contacts."""
    if not isinstance(entry, dict):
        yield TableRow(number, {"text": str(entry)[:1_000]}, "this is no JSON object (`{…}`)")
        return
    fields, history = entry.pop("fields", None) or {}, entry.pop("history", None) or [{}]
    if not isinstance(fields, dict) or not (
        isinstance(history, list) and all(isinstance(one, dict) for one in history)
    ):
        yield TableRow(number, _texts(entry), "'fields' is an object and 'history' a list of objects")
        return
    cells = _texts({**fields, **entry})
    for contact in history:
        yield TableRow(number, cells | _texts({f"contact_{name}": value for name, value in contact.items()}))


def _texts(values: dict[str, object]) -> dict[str, str]:
    return {column_name(str(name)): _text(value) for name, value in values.items()}


def _text(value: object) -> str:
    if value is None:
        return ""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, (dict, list, bool)) else str(value)


def safe_cell(text: str) -> str:
    """A cell that no spreadsheet runs as a formula: with a quotation mark before it, which `plain_cell` takes off."""
    return f"'{text}" if _FORMULA.match(text) else text


def plain_cell(text: str) -> str:
    """What stood in a cell before `safe_cell`."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def write_table(path: Path, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write a CSV file that only its owner can read, whole or not at all."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([safe_cell(column) for column in columns])
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    write_given(path, text.getvalue().encode(), 0o600)


def write_rejected(path: Path, rejected: Sequence[TableRow]) -> None:
    """Give rows back, each with what is wrong with it, so that they can be mended and brought again."""
    columns = list(dict.fromkeys(name for row in rejected for name in row.cells))
    rows = ([*(row.cells.get(name, "") for name in columns), row.fault] for row in rejected)
    write_table(path, [*columns, ERRORS], rows)
