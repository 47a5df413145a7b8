"""`warmline metrics`: honest figures of what became of cases, each with its count and its interval."""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import gc
import json
import math
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from composer.cli.open_desk import opened_desk
from composer.desk.desk import Desk
from composer.desk.figures import (
    FiguresPart,
    FiguresWanted,
    evidence_for,
    figures_of,
    stretch_until,
    unknown_of,
    zone_of,
)
from composer.errors import BadPeriod
from composer.figure_settings import Event, MeasureId
from composer.metrics.figures import PARTS, Figure, Stretch
from composer.metrics.measures import BY_ID, Evidence, FigureUnit
from composer.metrics.saying import count_words, interval_words, left_out_words, value_words
from composer.metrics.strip import strip_lines
from composer.records.outcome_rows import Group
from kb.cli.main import add_common, ink, say
from kb.clock import now_here
from kb.text import count_of

_FIRST_YEAR, _LAST_YEAR = 1970, 8999
_LAST = re.compile(r"(\d{1,4})([dwm])")
_BAR = 30
"""Characters of a bar."""
_DAYS = {"d": 1, "w": 7, "m": 30}


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's words."""
    parser.add_argument("measures", nargs="*", metavar="MEASURE", help=f"only these: {', '.join(MeasureId)}")
    parser.add_argument("--last", default="90d", metavar="TIME", help="until today: 90d (default), 12w or 6m")
    parser.add_argument("--from", dest="first", default="", metavar="DAY", help="first day, YYYY-MM-DD")
    parser.add_argument("--to", dest="last_day", default="", metavar="DAY", help="last day (default: today)")
    parser.add_argument(
        "--by", choices=[*PARTS, "month"], default="", help="part each figure; groups below five are merged"
    )
    for name in PARTS:
        parser.add_argument(f"--{name}", default="", metavar=name.upper(), help=f"only of this {name}")
    parser.add_argument("--events", action="store_true", help="before and after each event of warmline.yaml")
    parser.add_argument(
        "--compare",
        default="",
        metavar="PART:NAME",
        help="with --events: the group that the event did not touch, e.g. channel:chat",
    )
    parser.add_argument("--words", action="store_true", help="what articles and phrases do, from 20 ratings on")
    parser.add_argument("--definitions", action="store_true", help="say below each figure what it counts")
    parser.add_argument("--mine", action="store_true", help="only your own cases, on this screen alone")
    parser.add_argument("--csv", metavar="FILE", default="", help="write the figures as CSV; - for standard output")
    parser.add_argument("--html", metavar="DIR", default="", help="write them as web pages")
    add_common(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the figures, or write them."""
    unknown = [name for name in arguments.measures if name not in BY_ID]
    if unknown:
        raise BadPeriod(f"there is no measure {unknown[0]!r}; they are {', '.join(BY_ID)}")
    if arguments.mine and (arguments.json or arguments.csv or arguments.html):
        raise BadPeriod(
            "figures of one agent stay on that agent's own screen; leave out --mine, or --json, --csv, --html"
        )
    now = now_here()
    # Rows are many and make no cycles; to look through them for some takes longer than to count them.
    gc.disable()
    with opened_desk(arguments, words=False) as desk:
        if arguments.mine and not desk.settings.agent.name:
            raise BadPeriod("--mine needs to know who you are; set agent: {name: …} in your agent.yaml")
        if arguments.events:
            return _events(arguments, desk, now)
        if arguments.words:
            return _words(arguments, desk, now)
        asked = _asked(arguments, desk, now)
        evidence = evidence_for(desk, now, asked)
        parts = figures_of(evidence, asked)
        if arguments.html:
            return _write_pages(arguments, desk, parts, asked, now)
        _show(arguments, asked, parts, evidence, desk.settings.figures.events)
    return 0


def _events(arguments: argparse.Namespace, desk: Desk, now: dt.datetime) -> int:
    """Print what became of each event that lies behind us."""
    from composer.desk.figures import results_of
    from composer.metrics.telling import NARROW, compared_words, result_data, result_lines

    asked = _asked(arguments, desk, now)
    part, _colon, name = arguments.compare.partition(":")
    if arguments.compare and (part not in PARTS or not name):
        raise BadPeriod(f"--compare {arguments.compare[:40]!r}: write a part and a name, such as channel:chat")
    results = results_of(desk, now, asked.keep, (part, name.lower()) if name else None)
    if arguments.json:
        print(json.dumps([result_data(one, other) for one, other in results], ensure_ascii=False, indent=1))
        return 0
    for result, other in results:
        print("\n".join(result_lines(result)))
        if name:
            print(f"  {compared_words(result, other, arguments.compare)}")
    waiting = [one for one in desk.settings.figures.events if one.on > now.astimezone(asked.stretch.zone).date()]
    for event in waiting:
        print(f"{event.on}  {event.name}: still to come")
    if results:
        say(NARROW)
    elif not waiting:
        say(
            "No event is written down. Add events: [{on: 2026-09-01, name: …, primary: csat}] to warmline.yaml, "
            "before its result is known."
        )
    return 0


def _write_pages(
    arguments: argparse.Namespace, desk: Desk, parts: list[FiguresPart], asked: FiguresWanted, now: dt.datetime
) -> int:
    from composer.desk.figure_pages import write_pages

    written = count_of(write_pages(desk, Path(arguments.html), parts, asked.stretch, now), "file")
    say(f"{written} written to {arguments.html}; open index.html there. Nothing is loaded from elsewhere.")
    return 0


def _words(arguments: argparse.Namespace, desk: Desk, now: dt.datetime) -> int:
    """Print what articles and phrases do, of all that was rated."""
    from composer.desk.gaps import words_of_desk
    from composer.metrics.telling import words_data, words_line

    found = words_of_desk(desk, now)
    if arguments.json:
        print(json.dumps([words_data(one) for one in found], ensure_ascii=False, indent=1))
        return 0
    for one in found:
        print(words_line(one))
    if found:
        say(
            "Each is compared with the like topic and tone only; of all of them, chance names something in one desk "
            "of twenty (Holm). What stands beside a reply need not be the reason for its rating."
        )
    else:
        say(
            "No article and no phrase has 20 ratings yet. Ratings count where they name a case: "
            "warmline ratings import FILE"
        )
    return 0


def _asked(arguments: argparse.Namespace, desk: Desk, now: dt.datetime) -> FiguresWanted:
    group = Group(*(getattr(arguments, name).strip().lower() for name in PARTS))
    by = "" if arguments.by == "month" else arguments.by
    months = arguments.by == "month" or bool(arguments.html)
    return FiguresWanted(_stretch(arguments, desk, now), by, group, months, arguments.mine, tuple(arguments.measures))


def _stretch(arguments: argparse.Namespace, desk: Desk, now: dt.datetime) -> Stretch:
    found = _LAST.fullmatch(arguments.last)
    if not found or int(found[1]) == 0:
        raise BadPeriod(f"--last {arguments.last[:20]!r}: write a time such as 90d, 12w or 6m")
    zone = zone_of(desk, now)
    last = _day(arguments.last_day, "--to") if arguments.last_day else now.astimezone(zone).date()
    days = min(int(found[1]) * _DAYS[found[2]], 36_500)
    whole = stretch_until(desk, now, days)
    first = _day(arguments.first, "--from") if arguments.first else last - (whole.last - whole.first)
    if first > last:
        raise BadPeriod(f"{first} comes after {last}; the first day stands before the last one")
    return Stretch(first, last, zone)


def _day(text: str, option: str) -> dt.date:
    try:
        day = dt.date.fromisoformat(text)
    except ValueError as error:
        raise BadPeriod(f"{option} {text[:20]!r} is no day; write YYYY-MM-DD") from error
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise BadPeriod(f"{option} {text[:20]!r} lies outside the years {_FIRST_YEAR} to {_LAST_YEAR}")
    return day


def _show(
    arguments: argparse.Namespace,
    asked: FiguresWanted,
    parts: list[FiguresPart],
    evidence: Evidence,
    events: tuple[Event, ...],
) -> None:
    figures = [(part, name, figure) for part in parts for name, figure in _rows(part, arguments.by)]
    if arguments.csv:
        _write_csv(arguments.csv, figures)
    elif arguments.json:
        print(json.dumps([_as_data(name, figure) for _part, name, figure in figures], ensure_ascii=False, indent=1))
    else:
        _print(arguments, asked, parts, events)
    for remark in unknown_of(evidence):
        say(remark)


def _rows(part: FiguresPart, by: str) -> Iterator[tuple[str, Figure]]:
    yield "", part.whole
    if by == "month":
        yield from ((figure.name, figure) for _month, figure in part.months)
    else:
        yield from ((figure.name, figure) for figure in part.groups)


def _print(
    arguments: argparse.Namespace, asked: FiguresWanted, parts: list[FiguresPart], events: tuple[Event, ...]
) -> None:
    pen = ink()
    of = [f"only {value}" for value in asked.only if value] + ["only yours"] * asked.mine
    print(pen.dim(", ".join([f"{asked.stretch.first} to {asked.stretch.last}", *of])))
    for part in parts:
        for name, figure in _rows(part, "" if arguments.by == "month" else arguments.by):
            print(_line(part, name, figure, pen.bold(value_words(figure).rjust(12))))
        if arguments.by == "month":
            print("\n".join(f"  {line}" for line in strip_lines(part.months, events, _BAR)))
        if arguments.definitions:
            print(pen.dim(f"    {part.measure.definition}"))
    if not parts:
        say(
            "Nothing was kept of these days yet. Cases are kept when they are opened and answered in Warmline; "
            "ratings come in with: warmline ratings import FILE"
        )


def _line(part: FiguresPart, name: str, figure: Figure, value: str) -> str:
    title = f"  {name}" if name else part.measure.title
    words = (title.ljust(20), value, interval_words(figure).ljust(22), count_words(figure), left_out_words(figure))
    return "  ".join(words).rstrip()


_COLUMNS = ("measure", "group", "count", "value", "low", "high", "unit", "left_out", "definition")


def _as_data(name: str, figure: Figure) -> dict[str, object]:
    """A figure as data; what rests on too few is empty here, too."""
    shown, unit = not figure.hidden, figure.measure.unit
    value, low, high = figure.interval
    few = figure.counts_only
    return {
        "measure": figure.measure.id,
        "group": name or None,
        "count": figure.count if shown or not figure.count else None,
        "value": _number(value) if shown else None,
        "low": None if few else _number(low),
        "high": None if few else _number(high),
        "unit": {FigureUnit.TIME: "hours", FigureUnit.SCORE: "score from -1 to 1"}.get(unit, "share"),
        "after_days": figure.after or None,
        "left_out": dict(figure.left_out),
        "definition": figure.measure.definition,
    }


def _number(value: float) -> float | None:
    return round(value, 6) if math.isfinite(value) else None


def _write_csv(file: str, figures: list[tuple[FiguresPart, str, Figure]]) -> None:
    from composer.exchange.table_file import write_table

    rows = [_as_data(name, figure) for _part, name, figure in figures]
    cells = [["" if row[name] in (None, {}) else str(row[name]) for name in _COLUMNS] for row in rows]
    if file == "-":
        csv.writer(sys.stdout, lineterminator="\n").writerows([_COLUMNS, *cells])
    else:
        write_table(Path(file), _COLUMNS, cells)
        say(f"{count_of(len(rows), 'figure')} written to {file}, which only you can read.")
