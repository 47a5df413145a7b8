"""The knowledge base's verbs: search, show, lint, new and export; `python -m kb` runs them alone."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from kb.errors import CannotRead, KBError, NotADesk
from kb.problem import Level, Problem, fails
from kb.settings import ARTICLES, LibrarySettings, find_desk, load_library_settings
from kb.text import clean, count_of, one_line

if TYPE_CHECKING:
    from kb.article import Article
    from kb.library import Library
    from kb.revisions import Revision

_MANY_HINTS = 20
"""More hints than this are counted instead of listed, so that they do not bury what must be mended."""
MINUS = "\N{MINUS SIGN}"
"""Stands for the hyphen of a `-word` while the command line is read, which would take it for an option."""
Run = Callable[[argparse.Namespace], int]


def add_verbs(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the verbs; what they need is imported when one of them runs."""
    show = verbs.add_parser("show", help="read an article")
    show.add_argument("slug", metavar="SLUG")
    show.add_argument("--raw", action="store_true", help="the file as it is")
    _common(show, run_show, data=True)
    lint = verbs.add_parser("lint", help="problems in articles, phrasebooks and settings")
    lint.add_argument("paths", nargs="*", metavar="PATH", help="only problems in these files or folders")
    lint.add_argument("--format", choices=("text", "json", "github"), default="text")
    lint.add_argument("--rules", action="store_true", help="list the rules for articles")
    _common(lint, run_lint)
    from kb.cli_faq import add_faq_verbs

    add_faq_verbs(verbs)
    for name in ("search", "new", "misses", "mv", "schema"):
        import_module(f"kb.verbs.{name}").add(verbs)


def add_common(parser: argparse.ArgumentParser, *, data: bool = True) -> None:
    """The options that most verbs have."""
    parser.add_argument(
        "--desk", metavar="DIR", default=argparse.SUPPRESS, help="the desk's folder (default: this one or above)"
    )
    if data:
        parser.add_argument("--json", action="store_true", help="print JSON")


def _common(parser: argparse.ArgumentParser, run: Run, *, data: bool = False) -> None:
    add_common(parser, data=data)
    parser.set_defaults(run=run)


def desk_of(arguments: argparse.Namespace) -> Path:
    """The desk a verb works on."""
    given: str = getattr(arguments, "desk", None) or ""
    if given and not Path(given).is_dir():
        raise NotADesk(Path(given))
    return find_desk(Path(given) if given else Path.cwd())


def cache_folder() -> Path:
    """Where this person's search indexes live."""
    import platformdirs

    return Path(os.environ.get("WARMLINE_CACHE") or platformdirs.user_cache_dir("warmline"))


def library_of(desk: Path, settings: LibrarySettings) -> Library:
    """A desk's articles; what did not change since they were last opened is not read."""
    from kb.index import index_folder
    from kb.stored_library import find_library

    folder = index_folder(cache_folder(), desk)
    progress = progress_on_terminal("reading")
    return find_library(desk / ARTICLES, settings.missing_status, folder, settings.language, progress)


def today() -> dt.date:
    """The day on which the command runs."""
    return dt.datetime.now(tz=dt.UTC).date()


def with_minus_words(argv: list[str]) -> list[str]:
    """A command line on which `-word`, after the verb `search`, is no option."""
    if "search" not in argv:
        return argv
    at = argv.index("search") + 1
    left_out = [word.startswith("-") and word[1:2] not in ("", "-") and word != "-h" for word in argv[at:]]
    words = (f"{MINUS}{word[1:]}" if out else word for word, out in zip(argv[at:], left_out, strict=True))
    return [*argv[:at], *words]


def say(text: str) -> None:
    """Talk, on standard error, so that standard output is data."""
    print(clean(text), file=sys.stderr)


@dataclass(frozen=True)
class Ink:
    """Bold and dim where a terminal shows them; nothing elsewhere."""

    on: bool

    def bold(self, text: str) -> str:
        """Strong."""
        return f"\x1b[1m{text}\x1b[0m" if self.on and text else text

    def dim(self, text: str) -> str:
        """Faint."""
        return f"\x1b[2m{text}\x1b[0m" if self.on and text else text


def ink() -> Ink:
    """What standard output can show."""
    return Ink(sys.stdout.isatty() and not os.environ.get("NO_COLOR"))


def progress_on_terminal(what: str) -> Callable[[int, int], None] | None:
    """A counter on standard error for work that may take a while; None where nobody watches."""
    if not sys.stderr.isatty():
        return None

    def show(done: int, total: int) -> None:
        if total >= 200 and (done % 50 == 0 or done == total):
            print(f"\r{what} {done} of {total}", end="\n" if done == total else "", file=sys.stderr, flush=True)

    return show


def run_show(arguments: argparse.Namespace) -> int:
    """Print one article as text, or its file as it is."""
    from kb.files import read_text
    from kb.misses import note_opened
    from kb.plain import plain_text
    from kb.revisions import load_revisions

    desk = desk_of(arguments)
    library = library_of(desk, load_library_settings(desk))
    article = library.get_article(arguments.slug)
    library.close()
    note_opened(desk, today(), article.slug)
    if arguments.raw:
        print(clean(read_text(library.root / article.path)), end="")
        return 0
    revision = load_revisions(library.root).get(article.path)
    if arguments.json:
        print(json.dumps(_as_json(article, revision), ensure_ascii=False, indent=1))
        return 0
    pen = ink()
    print(pen.bold(article.title))
    facts = [
        article.slug,
        article.status,
        f"in {article.category}" if article.category else "",
        ", ".join(article.tags),
        article.owner,
        f"changed {revision.when.date()} by {revision.who}" if revision else "",
    ]
    print(pen.dim("  ".join(fact for fact in facts if fact)))
    if article.summary:
        print(f"\n{article.summary}")
    print(f"\n{plain_text(article.document, lambda address: address if '://' in address else '')}")
    answer = article.answer()
    if answer.template:
        print(f"\n{pen.dim('Answer for replies:')}\n{answer.text}")
    return 0


def _as_json(article: Article, revision: Revision | None) -> dict[str, object]:
    return {
        "slug": article.slug,
        "id": article.id,
        "title": article.title,
        "status": article.status,
        "category": article.category,
        "summary": article.summary,
        "tags": article.tags,
        "keywords": article.keywords,
        "owner": article.owner,
        "review_by": article.review_by.isoformat() if article.review_by else "",
        "changed_on": revision.when.isoformat() if revision else "",
        "changed_by": revision.who if revision else "",
        "path": f"{ARTICLES}/{article.path}",
        "text": article.text,
        "answer": article.answer().text,
    }


def run_lint(arguments: argparse.Namespace) -> int:
    """Print the problems of the articles."""
    from kb.lint import CHECKS, lint_library
    from kb.misses import load_misses

    if arguments.rules:
        for rule in CHECKS:
            print(f"{rule.code:16} {rule.level:8} {rule.purpose}")
        return 0
    desk = desk_of(arguments)
    settings = load_library_settings(desk)
    library = library_of(desk, settings)
    misses = load_misses(desk, settings.language)
    problems = lint_library(library, today(), misses, settings.language)
    library.close()
    return print_problems(problems, arguments, desk)


def print_problems(problems: list[Problem], arguments: argparse.Namespace, desk: Path) -> int:
    """Print problems as asked for, those of the given paths only; 1 where one of them is more than a hint."""
    wanted = [_below(path, desk) for path in arguments.paths]
    shown = [
        problem
        for problem in problems
        if not wanted or any(problem.path == path or problem.path.startswith(f"{path}/") or not path for path in wanted)
    ]
    if arguments.format == "json":
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
            print(clean(f"::{kinds[p.level]} file={p.path},line={p.line},col={p.column},title={p.code}::{message}"))
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
    return 1 if fails(shown) else 0


def _below(path: str, desk: Path) -> str:
    resolved = Path(path).resolve()
    if not resolved.exists() and (desk / path).exists():
        resolved = (desk / path).resolve()
    if not resolved.is_relative_to(desk):
        raise KBError(f"{one_line(path)} is not in the desk {desk}.")
    if not resolved.exists():
        raise CannotRead(one_line(path), "there is no such file or folder")
    relative = resolved.relative_to(desk).as_posix()
    return "" if relative == "." else relative


def run(argv: list[str]) -> int:
    """Run `python -m kb` with these words; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m kb", description="The knowledge base's own verbs.")
    add_verbs(parser.add_subparsers(dest="verb", required=True, metavar="VERB"))
    arguments = parser.parse_args(with_minus_words(argv))
    try:
        verb: Run = arguments.run
        return verb(arguments)
    except KBError as error:
        say(str(error))
        return error.exit_code
