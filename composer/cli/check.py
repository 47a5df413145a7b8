"""`warmline check`: findings on a reply that somebody wrote."""

from __future__ import annotations

import argparse
import json

from composer.case import Case
from composer.cli.opening import opened_desk, read_input
from composer.cli.reply import finding_json, finding_line
from composer.errors import ComposerError
from composer.reading.message import Message, parse_reply
from composer.step import Channel
from composer.writing.draft import Draft
from composer.writing.recognise import recognised
from kb.cli import add_common, say
from kb.text import count_of


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's words."""
    parser.add_argument(
        "file", nargs="?", default="-", metavar="FILE", help="the reply: a text file, or - for standard input"
    )
    parser.add_argument("--message", default="", metavar="FILE", help="the message it answers")
    parser.add_argument("--customer", default="", metavar="ID", help="id or e-mail of the customer")
    parser.add_argument(
        "--channel",
        choices=[*Channel],
        default=None,
        help="how the reply goes (default: as the message came, else email)",
    )
    add_common(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the findings; 1 where one of them blocks sending."""
    if arguments.file == "-" == arguments.message:
        raise ComposerError(
            "Only one of the reply and --message can come from standard input; name a file for the other."
        )
    content, source, _path = read_input(arguments.file)
    text = parse_reply(content, source)
    with opened_desk(arguments) as desk:
        case = None
        if arguments.message:
            content, source, path = read_input(arguments.message)
            case = desk.case_for(content, source, arguments.customer, path)
        elif arguments.customer:
            case = Case("", Message(""), desk.records.get_customer(arguments.customer))
        reading = desk.read(case.message, case.customer) if case and arguments.message else None
        channel = Channel(arguments.channel or (case.channel if case else Channel.EMAIL))
        draft = Draft(text=text, passages=recognised(text, desk.phrases), channel=channel)
        findings = desk.check(draft, case, reading)
    if arguments.json:
        print(json.dumps([finding_json(finding) for finding in findings], ensure_ascii=False, indent=1))
    else:
        for finding in findings:
            print(finding_line(finding, text))
    blocking = sum(finding.blocks for finding in findings)
    say(
        f"{count_of(len(findings), 'finding')}, {blocking} of them must be mended before sending."
        if findings
        else "No findings."
    )
    return 1 if blocking else 0
