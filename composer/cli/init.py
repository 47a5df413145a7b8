"""`warmline init`: a new desk."""

from __future__ import annotations

import argparse
from pathlib import Path

from kb.articles.status import Status
from kb.cli.main import say
from kb.text import count_of


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's words."""
    parser.add_argument("folder", metavar="DIR", help="the folder that becomes a desk")
    content = parser.add_mutually_exclusive_group()
    content.add_argument("--bare", action="store_true", help="without starter content")
    content.add_argument(
        "--articles",
        metavar="FOLDER|EXPORT",
        default=None,
        help="start from a help centre that exists, whatever tool it was written for",
    )
    parser.add_argument(
        "--status",
        choices=[*Status],
        default=None,
        help="what an article without a status is (default: public, or draft where no article has front matter)",
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Make the desk and say what to do next."""
    from composer.cli.editors import write_editor_settings
    from composer.desk.new_desk import start_desk

    started = start_desk(
        Path(arguments.folder),
        bare=arguments.bare,
        articles=Path(arguments.articles) if arguments.articles else None,
        missing_status=Status(arguments.status) if arguments.status else None,
    )
    write_editor_settings(started.folder)
    parts = [count_of(started.articles, "article")]
    parts += [
        count_of(count, name)
        for count, name in ((started.customers, "customer"), (started.messages, "message"))
        if count
    ]
    say(f"A desk with {', '.join(parts)} is in {started.folder}.")
    if started.moved_in:
        from kb.cli.importing import lines_of

        for line in lines_of(started.moved_in):
            say(line)
    report = started.moved_in
    if (
        arguments.articles
        and not arguments.status
        and (report is None or report.statuses[Status.DRAFT] == report.articles)
    ):
        say("Articles without a status are drafts here and are not exported; --status public would say otherwise.")
    if started.customers:
        say("It is a sample, the invented shop Acme Garden; --bare leaves that out.")
    else:
        say("Say who answers: agent and organisation in warmline.yaml.")
    say(f"Next: cd {arguments.folder} and warmline, or warmline lint.")
    return 0
