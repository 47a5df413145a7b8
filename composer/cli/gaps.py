"""`warmline gaps`: what customers struggle with in silence, and the article to write or to mend."""

from __future__ import annotations

import argparse
import json

from composer.cli.open_desk import opened_desk
from composer.desk.desk import Desk
from composer.desk.gaps import Lead, leads_of
from composer.errors import BadPeriod
from composer.metrics.gaps import SILENT
from kb.articles.new import write_article
from kb.cli.main import add_common, ink, say
from kb.clock import now_here
from kb.text import count_of, one_line


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's words."""
    parser.add_argument("--days", type=int, default=90, metavar="N", help="of the last N days (90)")
    parser.add_argument("--limit", type=int, default=20, metavar="N", help="at most N gaps (20)")
    parser.add_argument("--new", type=int, metavar="N", help="write the stub of an article for the Nth gap")
    parser.add_argument("--category", default="", help="folder of the stub, below articles")
    add_common(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the gaps, or write the stub for one."""
    if not 1 <= arguments.days <= 36_500:
        raise BadPeriod(f"--days {arguments.days}: write a number of days from 1 on")
    with opened_desk(arguments, words=False) as desk:
        leads = leads_of(desk, now_here(), arguments.days)
        if arguments.new is not None:
            return _write_stub(desk, leads, arguments.new, arguments.category)
        silent = desk.settings.figures.silent
        shown = leads[: max(arguments.limit, 0)]
        if arguments.json:
            print(json.dumps([_as_json(lead, silent) for lead in shown], ensure_ascii=False, indent=1))
            return 0
        _print(shown, silent)
    return 0


def _print(leads: list[Lead], silent: float) -> None:
    pen = ink()
    if not leads:
        say("Nothing is known yet that customers looked for in vain, struggled with, asked again or rated badly.")
        return
    print(pen.dim("      in vain  struggled  again  badly  topic"))
    for number, lead in enumerate(leads, 1):
        gap = lead.gap
        what = gap.topic or f"“{gap.words[0]}”"
        mend = f"mend {one_line(str(lead.article.path))}" if lead.article else f"write it: warmline gaps --new {number}"
        words = f"  (“{gap.words[0]}”)" if gap.topic and gap.words else ""
        counts = f"{gap.in_vain:7}  {gap.struggled:9}  {gap.again:5}  {gap.badly:5}"
        print(f"{number:4}  {counts}  {pen.bold(what)}{words}  {mend}")
    say(SILENT.format(silent=silent, verb="is" if silent == 1 else "are"))


def _write_stub(desk: Desk, leads: list[Lead], number: int, category: str) -> int:
    if not 1 <= number <= len(leads):
        raise BadPeriod(f"there is no gap number {number}; warmline gaps lists {count_of(len(leads), 'gap')}")
    lead = leads[number - 1]
    path = write_article(desk.library, lead.title, category, keywords=", ".join(lead.gap.words))
    print(path.relative_to(desk.root).as_posix())
    say("Write it in your editor, then: warmline lint")
    return 0


def _as_json(lead: Lead, silent: float) -> dict[str, object]:
    gap = lead.gap
    return {
        "topic": gap.topic or None,
        "words": gap.words,
        "in_vain": gap.in_vain,
        "struggled": gap.struggled,
        "again": gap.again,
        "badly": gap.badly,
        "weight": gap.weight(silent),
        "silent": silent,
        "mend": str(lead.article.path) if lead.article else None,
    }
