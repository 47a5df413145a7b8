"""`warmline import articles`: a help centre of another tool, or the export of another desk, as articles of this one."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from kb.articles import ARTICLES
from kb.articles.status import Status
from kb.cli.main import add_common, desk_of, say, settle
from kb.text import count_of

if TYPE_CHECKING:
    from kb.moving_in.moving_plan import Report

_SHOWN = 8


def add(parser: argparse.ArgumentParser) -> argparse._SubParsersAction[argparse.ArgumentParser]:
    """Declare the verb's words."""
    kinds = parser.add_subparsers(dest="kind", required=True, metavar="articles|phrases")
    articles = kinds.add_parser("articles", help="from Markdown of any generator, or JSON or HTML of another desk")
    articles.add_argument("source", metavar="FOLDER|EXPORT", help="a folder, a JSON file or an HTML page")
    articles.add_argument("--dry-run", action="store_true", help="say what would come in, and change nothing")
    articles.add_argument("--over", action="store_true", help="write over articles that are there with another text")
    articles.add_argument(
        "--status",
        choices=[*Status],
        default=Status.PUBLIC,
        help="of what the source does not say it of (default: public)",
    )
    add_common(articles)
    articles.set_defaults(run=run)
    return kinds


def run(arguments: argparse.Namespace) -> int:
    """Bring the articles in, and say what became of everything."""
    from kb.moving_in.move_in import move_in, plan_move_in

    desk = desk_of(arguments)
    settle(desk)
    plan = plan_move_in(Path(arguments.source), Status(arguments.status))
    report = plan.report if arguments.dry_run else move_in(plan, desk / ARTICLES, over=arguments.over)
    if arguments.json:
        print(json.dumps(as_json(report) | {"dry_run": arguments.dry_run}, ensure_ascii=False, indent=1))
        return 0
    for line in lines_of(report, dry_run=arguments.dry_run):
        say(line)
    if not arguments.dry_run:
        say("Next: warmline lint, then warmline export DIR.")
    return 0


def lines_of(report: Report, *, dry_run: bool = False) -> list[str]:
    """A report as lines of talk."""
    would = "would come in" if dry_run else "in this desk now"
    statuses = ", ".join(f"{count} {status}" for status, count in sorted(report.statuses.items()))
    came = f"{report.tool}: {count_of(report.articles, 'article')} {would} ({statuses}), "
    topics = count_of(report.categories, "category", "categories")
    files = count_of(report.files, "picture or file", "pictures and files")
    lines = [f"{came}{topics}, {files}."]
    if not dry_run:
        lines.append(f"{report.new} written, {report.unchanged} unchanged, {len(report.kept)} kept as they are here.")
    nowhere = f"{report.missing.total()} without a target"
    lines.append(f"Links: {report.links} mended, {nowhere}. Aliases for old addresses: {report.aliases}.")
    lines += _short("Not public here, as the source says", report.held)
    turned = [f"{count} {name}" for name, count in report.turned.counts.most_common() if count]
    lines += [f"Turned: {', '.join(turned)}."] if turned else []
    share = 100 * report.turned.lost / report.turned.words if report.turned.words else 0
    lines.append(
        f"Words: {report.turned.words:,} in the source, {report.turned.lost:,} of them not in ours ({share:.1f} %)."
    )
    left = [f"{count} of {name} ({report.turned.left_in[name]})" for name, count in report.turned.left.most_common()]
    lines += [f"Left, not known here: {one}" for one in left]
    lines += _short("Links without a target", [f"{one} ({count})" for one, count in report.missing.most_common()])
    far = [f"{host} ({count})" for host, count in report.elsewhere.most_common()]
    lines += _short("Pictures that stay at other addresses, to which the FAQ links", far)
    lines += _short("Keys without a place here", [f"{key} ({count})" for key, count in report.dropped.most_common()])
    lines += _short("Categories called by their folder; give a better title in _index.md", report.guessed)
    lines += _short("Not written over, because the text here is another one (--over does)", report.kept)
    rest = len(report.problems) - _SHOWN
    all_of_them = "warmline import articles SOURCE --dry-run --json lists them all."
    more = [f"And {count_of(rest, 'more problem')}: {all_of_them}"] if rest > 0 else []
    return [*lines, *report.problems[:_SHOWN], *more]


def _short(head: str, entries: list[str]) -> list[str]:
    more = f", and {len(entries) - _SHOWN} more" if len(entries) > _SHOWN else ""
    return [f"{head}: {', '.join(entries[:_SHOWN])}{more}."] if entries else []


def as_json(report: Report) -> dict[str, object]:
    """A report as data."""
    return {
        "tool": report.tool,
        "articles": report.articles,
        "statuses": dict(report.statuses),
        "not_public": report.held,
        "categories": report.categories,
        "files": report.files,
        "links": {"mended": report.links, "missing": dict(report.missing)},
        "pictures_elsewhere": dict(report.elsewhere),
        "aliases": report.aliases,
        "turned": {name: count for name, count in report.turned.counts.items() if count},
        "left": dict(report.turned.left),
        "words": {"source": report.turned.words, "lost": report.turned.lost},
        "keys_dropped": dict(report.dropped),
        "categories_by_folder": report.guessed,
        "new": report.new,
        "unchanged": report.unchanged,
        "kept": report.kept,
        "problems": report.problems,
    }
