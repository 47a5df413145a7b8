"""A new desk: with starter content, bare, or around Markdown that already exists."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from itertools import islice
from pathlib import Path

from composer.desk.language import PHRASEBOOKS, RULES, shipped_files
from composer.desk.private import PRIVATE, keep_out_of_git
from composer.exchange.customer_file import parse_customers
from composer.reading.language_of import base_of, language_of
from composer.records.open_records import open_records
from composer.settings import INBOX
from kb.articles import ARTICLES
from kb.articles.status import Status
from kb.desk_files import SETTINGS
from kb.errors import CannotRead, CannotWrite, NotEmpty, reason
from kb.files import read_bytes, real_path, write_text
from kb.folders import files_below, make_folder, remove_folder
from kb.moving_in.move_in import move_in, plan_move_in
from kb.moving_in.moving_plan import Report
from kb.moving_in.plain import is_bare, is_ours

_SETTINGS_TEXT = """\
organisation: {organisation}
agent: {{name: {agent}, signature: "{signature}"}}
language: {language}
{status}channels:
  email:  {{reply_within: 6h,  warn_before: 1h}}
  chat:   {{reply_within: 5m,  warn_before: 1m}}
  social: {{reply_within: 60m, warn_before: 15m, max_length: 280}}
core_tasks: [place an order, sign in, track my parcel]
{faq}
records: sqlite
search: whoosh
"""


_DEFAULT = "en"
_ARTICLES_LOOKED_AT, _LETTERS_LOOKED_AT = 40, 3000
"""What is read of articles in order to know their language."""
_SAMPLE_FAQ = """\
faq:
  title: Acme Garden help
  base_url: "https://help.acme-garden.example/"
  contact: help@acme-garden.example
  feedback: help@acme-garden.example
  links: {Shop: "https://acme-garden.example/"}
  footer: Acme Garden, an invented shop
  most_needed: [my-parcel-is-late, track-a-parcel, return-an-item, reset-your-password]"""


@dataclass(frozen=True)
class Started:
    """What a new desk holds."""

    folder: Path
    articles: int
    customers: int
    messages: int
    moved_in: Report | None = None
    """What became of articles of another tool; None where there were none."""


def start_desk(
    folder: Path, *, bare: bool = False, articles: Path | None = None, missing_status: Status | None = None
) -> Started:
    """Make a desk in a folder that is new or empty; it is built beside and renamed, so there is a whole one or none."""
    folder = real_path(folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise NotEmpty(folder, "is there already and not empty")
    if articles is not None and not articles.exists():
        raise CannotRead(articles, "there is no such file or folder")
    make_folder(folder.parent)
    building = Path()
    try:
        building = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}.new-"))
        building.chmod(0o755)
        started = _fill(building, bare=bare, articles=articles, missing_status=missing_status)
        building.replace(folder)
    except OSError as error:
        raise CannotWrite(folder, reason(error)) from error
    finally:
        if building != Path() and building.exists():
            remove_folder(building)
    return Started(folder, *started)


def _fill(
    folder: Path, *, bare: bool, articles: Path | None, missing_status: Status | None
) -> tuple[int, int, int, Report | None]:
    sample = not bare and articles is None
    write_text(folder / ".gitignore", f"{PRIVATE}/\n{INBOX}/\n")
    (folder / ARTICLES).mkdir()
    (folder / INBOX).mkdir()
    (folder / PHRASEBOOKS).mkdir()
    count, report = 0, None
    if articles is not None:
        count, report = _take_in(real_path(articles), folder / ARTICLES, missing_status)
    elif sample:
        count = sum(
            _copy(file, folder / ARTICLES / path) for path, file in _walk(resources.files("kb") / "sample" / "articles")
        )
    language = _language_of_articles(folder / ARTICLES) if articles is not None else _DEFAULT
    write_text(folder / SETTINGS, _settings(sample=sample, missing_status=missing_status, language=language))
    if not bare:
        for code in dict.fromkeys((_DEFAULT, language)):
            for file in shipped_files(code):
                if file.name not in RULES:
                    _copy(file, folder / PHRASEBOOKS / code / file.name)
    if sample:
        for path, file in _walk(resources.files("composer") / "sample" / PHRASEBOOKS):
            _copy(file, folder / PHRASEBOOKS / path)
    customers = _sample_records(folder) if sample else 0
    messages = (
        sum(
            _copy(file, folder / INBOX / path) for path, file in _walk(resources.files("composer") / "sample" / "inbox")
        )
        if sample
        else 0
    )
    return count, customers, messages, report


def _language_of_articles(folder: Path) -> str:
    """The language that most of the articles are written in, where there are words for it; else English."""
    found: Counter[str] = Counter()
    articles = (path for path in files_below(folder) if path.suffix == ".md")
    for path in islice(articles, _ARTICLES_LOOKED_AT):
        found[base_of(language_of(read_bytes(path).decode("utf-8", "replace")[:_LETTERS_LOOKED_AT]))] += 1
    code, count = next(iter(found.most_common(1)), ("", 0))
    spoken = bool(code) and (resources.files("phrasebooks") / code).is_dir()
    return code if spoken and 2 * count > found.total() else _DEFAULT


def _take_in(source: Path, to: Path, missing: Status | None) -> tuple[int, Report | None]:
    """Articles that exist already: copied where they are ours, else turned into ours."""
    if is_ours(source):
        return _copy_folder(source, to), None
    report = move_in(plan_move_in(source, missing or (Status.DRAFT if is_bare(source) else Status.PUBLIC)), to)
    return report.articles, report


def _settings(*, sample: bool, missing_status: Status | None, language: str) -> str:
    status = f"missing_status: {missing_status}   # what an article without a status is\n" if missing_status else ""
    if sample:
        return _SETTINGS_TEXT.format(
            organisation="Acme Garden",
            agent="Robin Lee",
            signature="Robin, Acme Garden",
            language=language,
            status=status,
            faq=_SAMPLE_FAQ,
        )
    return _SETTINGS_TEXT.format(
        organisation="Our shop",
        agent='""',
        signature="",
        language=language,
        status=status,
        faq='faq: {title: Help, base_url: ""}',
    )


def _sample_records(folder: Path) -> int:
    text = (resources.files("composer") / "sample" / "customers.csv").read_text(encoding="utf-8")
    customers = parse_customers(text, "the sample's customers.csv")
    records = open_records(folder / PRIVATE / "records.sqlite")
    keep_out_of_git(folder / PRIVATE)
    records.import_customers(customers)
    records.close()
    return len(customers)


def _walk(folder: Traversable, path: str = "") -> Iterator[tuple[str, Traversable]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        below = f"{path}/{entry.name}" if path else entry.name
        if entry.is_dir():
            yield from _walk(entry, below)
        elif not entry.name.endswith((".py", ".pyc")):
            yield below, entry


def _copy(file: Traversable, to: Path) -> int:
    to.parent.mkdir(parents=True, exist_ok=True)
    to.write_bytes(file.read_bytes())
    return 0 if file.name == "_index.md" else 1


def _copy_folder(source: Path, to: Path) -> int:
    """Copy what articles are made of; links, hidden files and version control stay behind."""
    count = 0
    for path in files_below(source):
        below = path.relative_to(source)
        if path.is_symlink() or any(part.startswith(".") for part in below.parts):
            continue
        target = to / below
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
        count += path.suffix == ".md" and path.name != "_index.md"
    return count
