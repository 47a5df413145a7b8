"""`warmline restore`: a backup in the place of the records, which are kept beside it."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from composer.cli.open_desk import opened_desk
from composer.desk.private import PRIVATE
from composer.errors import RecordsElsewhere
from kb.cli.main import add_common, say
from kb.clock import now_here
from kb.text import count_of


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's words."""
    parser.add_argument("file", metavar="FILE", help="what warmline backup has made")
    parser.add_argument("--dry-run", action="store_true", help="say what would happen, and change nothing")
    add_common(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Examine the backup, keep the records beside, and put it in their place."""
    from composer.records.backup import brought_back, examine, restore
    from composer.records.copies import note_copy

    with opened_desk(arguments, words=False) as desk:
        if desk.records_file is None:
            raise RecordsElsewhere("the server", f"pg_restore --clean --dbname=… {arguments.file}")
        backup, dry = Path(arguments.file), arguments.dry_run
        count = examine(backup)
        back = brought_back(desk.records_file, backup)
        aside = None if dry else restore(desk.records_file, backup, now_here())
        unnoted = ""
        if aside:
            unnoted = note_copy(desk.root / PRIVATE, "before", aside, now_here())
    if arguments.json:
        told = {"customers": count, "before": str(aside) if aside else None, "brought_back": back}
        print(json.dumps(told | ({"dry_run": True} if dry else {})))
    say(f"The records {'would be' if dry else 'are'} those of {backup}: {count_of(count, 'customer')}.")
    if aside:
        say(f"What was there before is in {aside}.")
        if unnoted:
            say(unnoted)
    if back is None:
        say("Whom of those forgotten since this brings back cannot be told, as the records here could not be read.")
    elif back:
        brings = "would bring" if dry else "brings"
        say(f"This {brings} back {count_of(len(back), 'customer')} forgotten since: {', '.join(back)}.")
        say("Forget each of them again with: warmline customers forget ID")
    return 0
