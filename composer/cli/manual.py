"""`warmline manual`: the manual in the browser, as text for some words, or as a man page."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from composer import __version__
from composer.cli.main import GROUPS
from composer.cli.man_page import shown
from composer.cli.table import Verb, table
from composer.cli.wrapping import wrapped
from composer.manual.finding import find_pages
from composer.manual.pages import ManualPage, pages_of, shipped_files
from composer.manual.reference import FOLDER, cell, page, reference_pages
from kb.articles import ARTICLES
from kb.cli.main import cache_folder, ink, say, sentence
from kb.errors import KBError
from kb.files import real_path, write_text
from kb.settings import load_library_settings
from kb.text import close_to


class NoSuchPage(KBError):
    """Nothing in the manual has these words."""

    exit_code = 6
    page = "verbs"

    def __init__(self, words: str, close: list[str]) -> None:
        hint = f"Did you mean {' or '.join(close)}?" if close else "Open the whole of it with: warmline manual."
        super().__init__(f"The manual has nothing on {words[:80]!r}. {hint}")


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's words."""
    parser.add_argument("words", nargs="*", metavar="TOPIC", help="print what the manual has on a topic, rule or verb")
    instead = parser.add_mutually_exclusive_group()
    instead.add_argument("--to", metavar="DIR", help="write the manual as a site into a folder, and open nothing")
    instead.add_argument("--source", metavar="DIR", help="write the manual as a desk into a folder")
    instead.add_argument("--man", action="store_true", help="print the man page: warmline manual --man | man -l -")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print a part of the manual, or write it and open it."""
    if arguments.man:
        from composer.cli.man_page import man_page

        print(man_page(table(), __version__), end="")
    elif arguments.words:
        print_part(" ".join(arguments.words))
    elif arguments.source:
        write_manual(Path(arguments.source))
        say(f"The manual as a desk is in {arguments.source}.")
    else:
        folder = Path(arguments.to) if arguments.to else cache_folder() / "manual"
        export_manual(folder)
        say(f"The manual is in {folder}: open {folder / 'index.html'}")
        if not arguments.to and sys.stdout.isatty() and (os.environ.get("DISPLAY") or sys.platform != "linux"):
            import webbrowser

            webbrowser.open(real_path(folder / "index.html").as_uri())
    return 0


def manual_files() -> dict[str, str]:
    """Every file of the manual's desk, those that are worked out among them."""
    return {**dict(shipped_files()), **reference_pages(), f"{FOLDER}/verbs.md": verbs_page()}


@cache
def manual_pages() -> tuple[ManualPage, ...]:
    """Every page of the manual."""
    return pages_of(manual_files())


def write_manual(folder: Path) -> None:
    """Write the manual as a desk."""
    for place, text in manual_files().items():
        write_text(folder / place, text)


def export_manual(folder: Path) -> None:
    """Write the manual as a site, by the export that every desk has."""
    from kb.articles.library import load_library
    from kb.faq.export import export_faq

    with tempfile.TemporaryDirectory(prefix="warmline-manual-") as place:
        desk = Path(place)
        write_manual(desk)
        settings = load_library_settings(desk)
        export_faq(load_library(desk / ARTICLES, settings.missing_status), settings, folder, desk)


def print_part(words: str) -> None:
    """Print the best part of the manual on some words, and name the next ones."""
    from kb.markdown.parser import parse_markdown
    from kb.markdown.plain import plain_text

    found = find_pages(manual_pages(), words)
    if not found:
        known = [name for page in manual_pages() for name in (page.slug, *(heading for heading, _text in page.parts))]
        raise NoSuchPage(words, close_to(words, known))
    best, heading = found[0]
    pen = ink()
    text = next((text for name, text in best.parts if name == heading), best.body)
    print(pen.bold(f"{best.title}: {heading}" if heading else best.title))
    document = parse_markdown(text)
    code = {line for token in document.tokens if token.type == "fence" for line in token.content.splitlines()}
    lines = plain_text(document).splitlines()
    print("", *(line if line in code else wrapped(line, "  " * line.startswith("- ")) for line in lines), sep="\n")
    others = [f"{one.title}: {part}" if part else one.title for one, part in found[1:6]]
    if others:
        print(pen.dim(wrapped(f"\nAlso: {'; '.join(others)}")))


def verbs_page() -> str:
    """The reference of every verb and option, from the table that the parser is made of."""
    return page("Verbs", "Every verb of the command line with its options.", "commands, options, flags", _verbs())


def _verbs() -> Iterator[str]:
    yield "Without a verb, `warmline` opens the desk in the terminal. `--desk DIR` names the desk where it is not the"
    yield "folder that you are in, or one above. `FILE` may be `-` for standard input. Data goes to standard output,"
    yield "talk to standard error. An option may be cut short: `--cust` is `--customer`."
    purposes = {verb.name: verb.purpose for verb in table().below}
    for title, names in GROUPS.items():
        yield f"\n**{title}**\n"
        yield from (f"- `{name}`: {cell(purposes[name])}" for name in names)
    for verb in table().walk():
        if verb.words and not verb.below:
            yield from _verb(verb)


def _verb(verb: Verb) -> Iterator[str]:
    yield f"\n## {verb.name}\n"
    yield f"{cell(sentence(verb.purpose.rstrip('.')))}\n\n```sh\n{verb.usage}\n```\n"
    said: Mapping[str, str] = {
        **{place.name: place.help for place in verb.places if place.help},
        **{shown(option): option.help for option in verb.options if option.names[0] != "-h"},
    }
    if said:
        yield "| option or word | meaning |"
        yield "|---|---|"
        yield from (f"| `{name.replace('|', ' or ')}` | {cell(words)} |" for name, words in said.items())
