"""`warmline doctor`: what is installed, found, stale or broken."""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
from collections.abc import Sequence
from importlib.metadata import Distribution, PackageNotFoundError, distributions, version

from composer import __version__
from composer.cli.open_desk import opened_desk
from composer.desk.desk import CORRECTIONS, Desk
from composer.desk.private import PRIVATE
from composer.exchange.message_files import is_maildir
from composer.settings import INBOX
from kb.cli.main import add_common, ink, say
from kb.clock import now_here
from kb.errors import KBError, NoWeights
from kb.meaning.weights import LICENCE, LICENCE_FILE, MODEL, find_weights
from kb.problem import Level
from kb.text import clean, count_of

MANY = 2_000
"""From this many articles on, Whoosh no longer feels instant."""
PACKAGES = ("kb", "composer", "phrasebooks")
"""What Warmline installs for Python to import."""
_LIBRARIES = (
    "textual",
    "whoosh3",
    "markdown-it-py",
    "pyyaml",
    "python-liquid",
    "sqlalchemy",
    "jinja2",
    "nh3",
)


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's words."""
    parser.add_argument(
        "--allow-records",
        action="store_true",
        help="let this desk lead you to the server that it names for its records, from now on",
    )
    add_common(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print every examination; 1 where one of them failed. Without a desk, only what is installed is examined."""
    rows = [_installed(), *_clashes(), _programs()]
    try:
        with opened_desk(arguments) as desk:
            if arguments.allow_records:
                _allow(desk)
            rows += _rows_of(desk)
    except KBError:
        _print(rows, as_json=arguments.json)
        raise
    _print(rows, as_json=arguments.json)
    return 0 if all(ok for ok, _what, _found in rows) else 1


Row = tuple[bool, str, str]


def _rows_of(desk: Desk) -> list[Row]:
    return [
        _settings(desk),
        *_inbox(desk),
        _drafts(desk),
        _logs(desk),
        _articles(desk),
        _index(desk),
        _meaning(desk),
        _learned(desk),
        _records(desk),
        _promises(desk),
        _backup(desk),
    ]


def _print(rows: Sequence[Row], *, as_json: bool) -> None:
    if as_json:
        said = [{"what": what, "ok": ok, "found": found} for ok, what, found in rows]
        print(json.dumps(said, ensure_ascii=False, indent=1))
    else:
        pen = ink()
        for ok, what, found in rows:
            print(f"{'ok ' if ok else pen.bold('BAD')}  {what.ljust(12)} {clean(found)}")


def _allow(desk: Desk) -> None:
    from composer.records.place import allow_place

    if desk.records_file is not None:
        say("The records are a file of this desk; nothing needs to be allowed.")
    else:
        place = allow_place(desk.surroundings.config, desk.settings.records)
        say(f"Allowed from now on, for every desk that names it: {place}")


def _installed() -> Row:
    libraries = ", ".join(f"{name} {_version_of(name)}" for name in _LIBRARIES)
    return True, "installed", f"warmline {__version__}, Python {platform.python_version()}, {libraries}"


def _version_of(name: str) -> str:
    """Of a library; one that was put on the path by hand, or packed with the program, does not say it."""
    try:
        return version(name)
    except PackageNotFoundError:
        return "of a version that it does not say"


def _clashes() -> list[Row]:
    """Other distributions that install a package with the name of one of ours, whose files are then mixed."""
    found = {one.name for one in distributions() if _installs_ours(one)}
    others = sorted(name for name in found if name.lower() != "warmline")
    if not others:
        return []
    said = f"{', '.join(others)} installs files where Warmline's are; install Warmline apart, with pipx or uv"
    return [(False, "clash", said)]


def _installs_ours(distribution: Distribution) -> bool:
    """Whether one of its packages has a name of ours; its lists are read as texts, since there are many long ones."""
    declared = distribution.read_text("top_level.txt")
    if declared:
        return any(name in PACKAGES for name in declared.split())
    beginnings = tuple(f"{name}{after}" for name in PACKAGES for after in ("/", ".py,"))
    return any(line.startswith(beginnings) for line in (distribution.read_text("RECORD") or "").splitlines())


def _programs() -> Row:
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    found = [name for name in ("git", "tmux", "wl-copy", "xclip", "pbcopy") if shutil.which(name)]
    known = shutil.which(editor.split()[0]) is not None
    return (
        True,
        "programs",
        f"{', '.join(found) or 'none of git, tmux, wl-copy, xclip'}; editor {editor}{'' if known else ' (not found)'}",
    )


def _settings(desk: Desk) -> Row:
    broken = [problem for problem in desk.problems if problem.level is Level.ERROR]
    rules = desk.language.wording.rules
    counts = ((len(desk.phrases), "phrase"), (len(desk.language.cues), "cue"), (len(rules), "wording rule"))
    found = f"{desk.root}: {', '.join(count_of(count, name) for count, name in counts)}"
    return (
        not broken,
        "desk",
        found + (f"; {count_of(len(broken), 'problem')} (warmline lint)" if broken else ""),
    )


def _inbox(desk: Desk) -> list[Row]:
    """The inbox, and each message in it that cannot be read."""
    from composer.desk.inbox_memory import Memory, read_inbox

    try:
        count = len(desk.waiting())
        memory = Memory()
        for _read in read_inbox(desk, memory):
            pass
    except KBError as error:
        return [(False, "inbox", str(error))]
    if not desk.inbox.is_dir():
        # A desk that takes only what is pasted needs no folder; one that is named should be there.
        return [(desk.settings.inbox == INBOX, "inbox", f"there is no folder {desk.inbox}")]
    kind = "Maildir" if is_maildir(desk.inbox) else "folder"
    unread = [(True, "unreadable", f"{path.name}: {error}") for path, error in sorted(memory.unread.items())]
    return [(True, "inbox", f"{count_of(count, 'message')} in the {kind} {desk.inbox}"), *unread]


def _drafts(desk: Desk) -> Row:
    from composer.records.drafts import Drafts

    drafts = Drafts(desk.drafts_folder)
    broken = drafts.unreadable()
    names = f"; cannot be read: {', '.join(str(path) for path in broken)}" if broken else ""
    return not broken, "drafts", f"{count_of(len(drafts.left()), 'draft')}{names}"


def _logs(desk: Desk) -> Row:
    """What agents said of tones, and what was looked for: lines that cannot be read count for nothing."""
    from composer.reading.corrections import unreadable_corrections
    from kb.search.search_log import unreadable_searches

    found = [*unreadable_corrections(desk.root / PRIVATE / CORRECTIONS), *unreadable_searches(desk.root)]
    return not found, "logs", "; ".join(found) or "tones and searches can be read"


def _articles(desk: Desk) -> Row:
    library = desk.library
    broken = [problem for problem in library.problems if problem.level is Level.ERROR]
    found = f"{count_of(library.count, 'article')}, {len(library.public)} public" + (
        f"; {count_of(len(broken), 'problem')} (warmline lint)" if broken else ""
    )
    many = library.count > MANY and desk.settings.library.search == "whoosh"
    return (
        not broken,
        "articles",
        found + (f"; with more than {MANY:,}, write `search: tantivy` in warmline.yaml" if many else ""),
    )


def _index(desk: Desk) -> Row:
    try:
        index = desk.search.index
    except KBError as error:
        return False, "index", str(error)
    if index.unkept:
        return False, "index", index.unkept
    state = "built now" if index.rebuilt else f"{index.changed} brought up to date" if index.changed else "up to date"
    return True, "index", f"{desk.settings.library.search}, {state}, in {desk.surroundings.cache}"


def _meaning(desk: Desk) -> Row:
    meaning = desk.search.meaning
    if meaning is None or not meaning.knows_language:
        return True, "meaning", "articles are found by words; the sentence model knows English"
    if meaning.model() is None:
        return meaning.why_not is None, "meaning", str(meaning.why_not or NoWeights())
    weights, missing = find_weights(meaning.data), meaning.missing(desk.library)
    left = f"; {count_of(missing, 'text')} not read yet (warmline meaning prepare)" if missing else ""
    where = f"{weights.folder}, {weights.megabytes} MB" if weights else "memory"
    return True, "meaning", f"{MODEL} in {where}; {LICENCE}, see {LICENCE_FILE} there{left}"


def _learned(desk: Desk) -> Row:
    from kb.cli.learned import lines_of

    lessons = desk.search.lessons
    assert lessons is not None, "a desk has a log"
    sure, *_table = lines_of(lessons.sureness)
    return True, "learned", f"{count_of(len(lessons.learned.articles), 'answered message')}. {sure} (warmline learned)"


def _records(desk: Desk) -> Row:
    from composer.records.sqlite import faults

    try:
        count = desk.records.count_customers()
    except KBError as error:
        return False, "records", str(error)
    found = faults(desk.records_file) if desk.records_file else []
    found += [f"the record of customer {id_!r} is damaged: {what}" for id_, what in desk.records.damaged_customers()]
    found += desk.records.damaged_rows()
    whole = f"on {desk.records.where}" if desk.records_file is None else "integrity ok"
    return not found, "records", f"{count_of(count, 'customer')}; {'; '.join(found) or whole}"


def _promises(desk: Desk) -> Row:
    try:
        found, taken = desk.records.follow_ups.open(), desk.records.claims.all()
    except KBError as error:
        return False, "follow-ups", str(error)
    late = sum(one.due < now_here() for one in found)
    cases = f"; {count_of(len(taken), 'case')} taken, the first by {taken[0].agent}" if taken else ""
    return True, "follow-ups", f"{len(found)} open, {late} overdue (warmline due){cases}"


def _backup(desk: Desk) -> Row:
    from composer.records.copies import known_copies

    if desk.records_file is None:
        return True, "backup", "the server's own programs"
    backups = known_copies(desk.root / PRIVATE, "backup")
    return True, "backup", f"{backups[-1].when}, {backups[-1].path}" if backups else "none known (warmline backup FILE)"
