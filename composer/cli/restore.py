"""`warmline restore`: a backup in the place of the records, which are kept beside it."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from composer.cli.open_desk import opened_desk
from composer.desk.desk import PRIVATE
from composer.errors import RecordsElsewhere
from kb.cli.main import add_common, say
from kb.clock import now_here
from kb.text import count_of


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's words."""
    parser.add_argument("file", metavar="FILE", help="what warmline backup has made")
    add_common(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Examine the backup, keep the records beside, and put it in their place."""
    from composer.records.backup import restore
    from composer.records.copies import note_copy

    with opened_desk(arguments) as desk:
        if desk.records_file is None:
            raise RecordsElsewhere("the server", f"pg_restore --clean --dbname=… {arguments.file}")
        aside = restore(desk.records_file, Path(arguments.file), now_here())
        if aside:
            note_copy(desk.root / PRIVATE, "before", aside, now_here())
        count = desk.records.count_customers()
    if arguments.json:
        print(json.dumps({"customers": count, "before": str(aside) if aside else None}))
    say(f"The records are those of {arguments.file}: {count_of(count, 'customer')}.")
    if aside:
        say(f"What was there before is in {aside}.")
    return 0
