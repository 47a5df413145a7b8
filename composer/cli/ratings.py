"""`warmline ratings`: what customers said afterwards, taken in from other programs."""

from __future__ import annotations

import argparse
import datetime as dt
import json
from pathlib import Path
from zoneinfo import ZoneInfo

from composer.cli.open_desk import opened_desk
from composer.desk.desk import Desk
from composer.errors import BadImport, BadMap
from composer.exchange.rating_file import ratings_from
from composer.exchange.rating_rows import Wish
from composer.exchange.rating_sources import NAMES
from composer.exchange.table_file import MOST_BYTES, write_rejected
from kb.cli.main import add_common, say
from kb.clock import now_here
from kb.files import read_given
from kb.streams import read_input
from kb.text import count_of, one_line

ACTIVITY = "activity"


def add(parser: argparse.ArgumentParser) -> None:
    """Declare what the verb can do."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="import")
    importing = actions.add_parser(
        "import",
        help="take in a file: all of it, or nothing",
        description=f"Takes in exports of {', '.join(NAMES[:-2])} and {NAMES[-1]}, a plain file with the columns "
        "case_id,score,scale,comment,at, and days of activity with customer,on,kind.",
    )
    importing.add_argument("file", metavar="FILE", help="a .csv, .json or .jsonl file; - for standard input")
    importing.add_argument(
        "--as",
        dest="source",
        choices=[*NAMES, ACTIVITY],
        default="",
        help="which export it is (default: told by its columns)",
    )
    importing.add_argument(
        "--map", action="append", default=[], metavar="OURS=THEIRS", help="their column for ours, e.g. value=Score"
    )
    importing.add_argument(
        "--scale", default="", help="of rows that say none: 1-5, nps, ces 1-7, or words from worst to best"
    )
    importing.add_argument(
        "--dates", choices=["mdy", "dmy"], default="", help="how days such as 03/04/2026 are written"
    )
    importing.add_argument("--dry-run", action="store_true", help="say what would happen, and change nothing")
    add_common(importing)
    importing.set_defaults(run=run_import)


def run_import(arguments: argparse.Namespace) -> int:
    """Import ratings, or days of activity."""
    name = "standard input" if arguments.file == "-" else arguments.file
    with opened_desk(arguments, words=False) as desk:
        content = read_input(MOST_BYTES) if arguments.file == "-" else read_given(Path(name), MOST_BYTES)
        try:
            if arguments.source == ACTIVITY:
                return _take_activity(desk, content, name, arguments)
            return _take_ratings(desk, content, name, arguments)
        except BadImport as error:
            if error.rejected:
                path = Path(f"{Path(name).stem or 'ratings'}.rejected.csv")
                write_rejected(path, error.rejected)
                say(f"{count_of(len(error.rejected), 'row')} with what is wrong with each: {path}")
            raise


def _take_ratings(desk: Desk, content: bytes, name: str, arguments: argparse.Namespace) -> int:
    wish = Wish(arguments.source, _mapping(arguments.map), arguments.scale, arguments.dates)
    taken = ratings_from(content, name, wish, zone_of(desk))
    done = desk.records.import_ratings(taken.ratings, dry_run=arguments.dry_run)
    silent = sum(one.value is None for one in taken.ratings)
    if arguments.json:
        counts = {"source": taken.source, "created": done.created, "updated": done.updated, "unchanged": done.unchanged}
        more = {
            "unanswered": silent,
            "cases": done.linked,
            "forgotten": done.forgotten,
            "left_out": dict(taken.left_out),
        }
        print(json.dumps(counts | more | ({"dry_run": True} if arguments.dry_run else {})))
    for remark in taken.remarks:
        say(remark)
    for why, number in taken.left_out.items():
        say(f"{count_of(number, 'row')} left out: {why}.")
    if done.forgotten:
        say(f"{count_of(done.forgotten, 'rating')} of forgotten customers left out.")
    would = "would be " if arguments.dry_run else ""
    say(
        f"{count_of(done.created, 'rating')} from {taken.source} {would}created, {done.updated} {would}updated, "
        f"{done.unchanged} unchanged; {silent} without an answer, {done.linked} about a case of ours."
    )
    return 0


def _take_activity(desk: Desk, content: bytes, name: str, arguments: argparse.Namespace) -> int:
    from composer.exchange.activity_file import activity_from

    days = activity_from(content, name)
    known, unknown = desk.records.import_activity(days, dry_run=arguments.dry_run)
    if arguments.json:
        print(json.dumps({"days": known, "unknown": unknown}))
    would = " would be" if arguments.dry_run else ""
    say(f"{count_of(known, 'day')} of activity{would} taken in; {unknown} of customers whom we do not know left out.")
    return 0


def zone_of(desk: Desk) -> dt.tzinfo:
    """The team's time zone, else that of this machine."""
    zone = desk.settings.time_zone
    return ZoneInfo(zone) if zone else now_here().tzinfo or dt.UTC


def _mapping(pairs: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for pair in pairs:
        ours, equals, theirs = pair.partition("=")
        if not (equals and ours.strip() and theirs.strip()):
            raise BadMap(pair, "write it as ours=theirs, e.g. value=Score")
        found[one_line(ours).lower()] = theirs
    return found
