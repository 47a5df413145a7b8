"""`warmline lint`: problems in articles, as text, as data, or as remarks in a pull request."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from kb.articles import ARTICLES
from kb.cli.annotations import annotated
from kb.cli.main import add_common, cache_folder, desk_of, library_of, say, say_to_person, settle
from kb.clock import today_here
from kb.errors import CannotRead, KBError
from kb.files import real_path
from kb.lint.lint import CHECKS, READING, lint_library
from kb.problem import Level, Problem, fails
from kb.search.search_log import load_misses
from kb.settings import LibrarySettings, load_library_settings
from kb.text import clean, count_of, one_line

if TYPE_CHECKING:
    from kb.articles.library import Library

_WATCHED = (ARTICLES, "phrasebooks", "drills")
_MANY_HINTS = 20
"""More hints than this are counted instead of listed, so that they do not bury what must be mended."""


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's words."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="only problems in these files or folders")
    parser.add_argument(
        "--format",
        choices=("text", "json", "github"),
        default="text",
        help="lines for people, JSON, or annotations of a pull request (default: text)",
    )
    parser.add_argument(
        "--changed",
        nargs="?",
        const="",
        metavar="REVISION",
        help="only problems in files that changed since a branch, tag or commit (default: the branch this one tracks)",
    )
    parser.add_argument("--fix", action="store_true", help="mend links and headings that can only be meant in one way")
    parser.add_argument("--dry-run", action="store_true", help="with --fix: show what would change, and change nothing")
    parser.add_argument("--rules", action="store_true", help="list the rules for articles")
    parser.add_argument("--watch", action="store_true", help="look again after every change, until Ctrl+C")
    add_common(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the problems of the articles."""
    if arguments.rules:
        print_rules()
        return 0
    return again_and_again(arguments, look) if arguments.watch else look(arguments)


def look(arguments: argparse.Namespace) -> int:
    """Print the problems of the articles as they are now."""
    desk = desk_of(arguments)
    settings = load_library_settings(desk)
    if arguments.fix or arguments.dry_run:
        fix(arguments, desk, settings)
        if arguments.dry_run:
            return 0
    with closing(library_of(desk, settings)) as library:
        misses = load_misses(desk, settings.language)
        problems = lint_library(library, today_here(), misses, settings.language)
        problems = sorted({*problems, *export_problems(desk, library, settings)})
    return print_problems(problems, arguments, desk)


def again_and_again(arguments: argparse.Namespace, look: Callable[[argparse.Namespace], int]) -> int:
    """Print the problems now and after every change; editors read the two lines around them."""
    from threading import Event

    from kb.articles.watch import watch_folders

    desk = desk_of(arguments)
    changes = watch_folders([desk / name for name in _WATCHED], Event(), lambda name: name.endswith((".md", ".yaml")))
    while True:
        say("Looking at the desk …")
        code = look(arguments)
        sys.stdout.flush()
        say("Waiting for changes; Ctrl+C ends.")
        if next(changes, None) is None:
            return code


def fix(arguments: argparse.Namespace, desk: Path, settings: LibrarySettings) -> None:
    """Mend what is certain, in the named files alone where some are named, or show what that would be."""
    from kb.articles.library import load_library
    from kb.changes import make_changes
    from kb.lint.fixes import plan_fixes

    settle(desk)
    library = load_library(desk / ARTICLES, settings.missing_status)
    wanted = [_below(path, desk) for path in arguments.paths]
    fixes = [one for one in plan_fixes(library) if _is_wanted(f"{ARTICLES}/{one.path}", wanted)]
    if arguments.dry_run:
        for one in fixes:
            print("\n".join(clean(line) for line in one.lines(ARTICLES)))
    elif fixes:
        make_changes(library.root, [one.change for one in fixes])
    links, headings = sum(one.links for one in fixes), sum(one.headings for one in fixes)
    would = "would be mended" if arguments.dry_run else "mended"
    counts = f"{count_of(links, 'link')} and {count_of(headings, 'heading')}"
    say(f"{counts} {would}, in {count_of(len(fixes), 'article')}.")


def _is_wanted(path: str, wanted: list[str]) -> bool:
    return not wanted or any(path == one or path.startswith(f"{one}/") or not one for one in wanted)


def export_problems(desk: Path, library: Library, settings: LibrarySettings) -> list[Problem]:
    """What an export would say beyond the rules, so that it never says anything new."""
    from kb.faq.cache import Kept, kept_file
    from kb.faq.checks import conflicts_in, only_export_knows

    with Kept(kept_file(cache_folder(), desk / "lint")) as kept:
        found = [*only_export_knows(library, settings, kept), *conflicts_in(desk)]
        kept.save()
    return found


def print_rules() -> None:
    """Print every rule for articles and what it finds; those of files themselves have the level that fits the case."""
    for rule in CHECKS:
        print(f"{rule.code:22} {rule.level:8} {rule.purpose}")
    for code, purpose in READING.items():
        print(f"{code:22} {'':8} {purpose}")


def print_problems(problems: list[Problem], arguments: argparse.Namespace, desk: Path) -> int:
    """Print problems as asked for, those of the given paths only; 1 where one of them is more than a hint."""
    wanted = [_below(path, desk) for path in arguments.paths]
    shown = [problem for problem in problems if _is_wanted(problem.path, wanted)]
    if arguments.changed is not None:
        from kb.lint.changed import problems_since

        shown = problems_since(shown, desk, arguments.changed)
    if arguments.format == "json" or arguments.json:
        rows = [
            {
                "path": p.path,
                "line": p.line,
                "column": p.column,
                "code": p.code,
                "level": p.level,
                "message": p.message,
            }
            for p in shown
        ]
        print(json.dumps(rows, ensure_ascii=False, indent=1))
    elif arguments.format == "github":
        kinds = {Level.ERROR: "error", Level.WARNING: "warning", Level.HINT: "notice"}
        for p in shown:
            message = p.message.replace("%", "%25").replace("\n", "%0A")
            path = annotated(desk / p.path, p.path)
            print(clean(f"::{kinds[p.level]} file={path},line={p.line},col={p.column},title={p.code}::{message}"))
    else:
        hints = Counter(p.code for p in shown if p.level is Level.HINT)
        many = sum(hints.values()) > _MANY_HINTS and not wanted
        for p in shown:
            if not (many and p.level is Level.HINT):
                print(clean(str(p)))
        if many:
            print("Hints: " + ", ".join(f"{code} {count}" for code, count in hints.most_common()))
            say("To see hints one by one, name a file or a folder: warmline lint articles/delivery")
    counts = [
        count_of(sum(p.level is level for p in shown), level.value)
        for level in Level
        if any(p.level is level for p in shown)
    ]
    say(", ".join(counts) if counts else "No problems.")
    if shown and arguments.format == "text" and not arguments.json:
        say_to_person(f"What a rule means, and how to mend it: warmline manual {shown[0].code}")
    return 1 if fails(shown) else 0


def _below(path: str, desk: Path) -> str:
    resolved = real_path(Path(path))
    if not resolved.exists() and (desk / path).exists():
        resolved = real_path(desk / path)
    if not resolved.is_relative_to(desk):
        raise KBError(f"{one_line(path)} is not in the desk {desk}.")
    if not resolved.exists():
        raise CannotRead(one_line(path), "there is no such file or folder")
    relative = resolved.relative_to(desk).as_posix()
    return "" if relative == "." else relative
