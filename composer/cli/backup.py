"""`warmline backup`: a consistent copy of the records, while they are in use."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from composer.cli.open_desk import opened_desk
from composer.desk.private import PRIVATE
from composer.errors import RecordsElsewhere
from kb.cli.main import add_common, say
from kb.clock import now_here


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's words."""
    parser.add_argument("file", metavar="FILE", help="a new file; an older one is never replaced")
    add_common(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Copy the records, and remember where to."""
    from composer.records.backup import back_up
    from composer.records.copies import note_copy

    path = Path(arguments.file)
    with opened_desk(arguments, words=False) as desk:
        if desk.records_file is None:
            raise RecordsElsewhere(desk.records.where, f"pg_dump --format=custom --file={path} …")
        count = desk.records.count_customers()
        left = back_up(desk.records_file, path)
        unnoted = note_copy(desk.root / PRIVATE, "backup", path, now_here())
    if arguments.json:
        print(json.dumps({"file": str(path), "customers": count, "bytes": path.stat().st_size}))
    say(f"The records are copied to {path}, examined and whole. Bring them back with: warmline restore {path}")
    if unnoted:
        say(unnoted)
    for leftover in left:
        say(f"{leftover} was needed for it and could not be removed; it holds customers, so remove it yourself.")
    return 0
