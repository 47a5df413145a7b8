"""`warmline check`: findings on a reply that somebody wrote."""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from pathlib import Path

from composer.cases.case import Case
from composer.cases.message import Message
from composer.cases.step import FIVE, Channel, Outcome
from composer.cli.open_desk import opened_desk, read_input, say_if_cut
from composer.cli.reply import finding_json, finding_line, place_of
from composer.desk.reply_checks import check_draft, checking_for
from composer.desk.reply_record import promises_in
from composer.errors import ComposerError
from composer.reading.cards import mask_cards
from composer.reading.message import parse_reply
from composer.writing.checks.context import Checking
from composer.writing.checks.coverage import step_words
from composer.writing.checks.owning import own_share
from composer.writing.draft import Draft
from composer.writing.finding import Finding
from composer.writing.promises import Promise, why_undated
from composer.writing.recognise import recognised
from kb.cli.annotations import annotated
from kb.cli.main import add_common, say
from kb.clock import now_here
from kb.problem import Level
from kb.text import clean, count_of, one_line

_GITHUB = {Level.ERROR: "error", Level.WARNING: "warning", Level.HINT: "notice"}


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
    parser.add_argument("--outcome", choices=[*Outcome], default=Outcome.PENDING, help="what the reply can say")
    parser.add_argument(
        "--anyway",
        action="append",
        default=[],
        metavar="RULE=REASON",
        help="let a finding pass, with the reason why",
    )
    parser.add_argument(
        "--format",
        choices=("text", "json", "github"),
        default="text",
        help="lines for people, JSON, or annotations of a pull request (default: text)",
    )
    add_common(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the findings; 1 where one of them blocks sending."""
    if arguments.file == "-" == arguments.message:
        raise ComposerError(
            "Only one of the reply and --message can come from standard input; name a file for the other."
        )
    reasons = dict(map(passing, arguments.anyway))
    content, source, _path = read_input(arguments.file)
    text = parse_reply(content, source)
    with opened_desk(arguments) as desk:
        case = None
        if arguments.message:
            content, source_of_message, path = read_input(arguments.message)
            case = desk.case_for(content, source_of_message, arguments.customer, path)
            say_if_cut(case.message)
        elif arguments.customer:
            case = Case("", Message(""), desk.records.get_customer(arguments.customer))
        reading = desk.read(case.message, case.customer) if case and arguments.message else None
        channel = Channel(arguments.channel or (case.channel if case else Channel.EMAIL))
        draft = Draft(
            text,
            recognised(text, desk.words_for(reading.language if reading else "").known_sentences),
            channel,
            Outcome(arguments.outcome),
        )
        findings = [passed(finding, reasons) for finding in check_draft(desk, draft, case, reading)]
        checking = checking_for(desk, draft, case, reading)
        message = case.message.text if case else ""
        promises = promises_in(desk, text, now_here(), message, reading.language if reading else "")
    if arguments.json or arguments.format == "json":
        kept = [_promise_json(one) for one in promises]
        print(json.dumps(_as_json(checking, findings, kept), ensure_ascii=False, indent=1))
    else:
        for finding in findings:
            print(_github_line(finding, text, source) if arguments.format == "github" else finding_line(finding, text))
        if arguments.format == "text":
            print(*map(_promise_line, promises), sep="\n", end="\n" if promises else "")
    return _say_how_many(findings)


def _say_how_many(findings: list[Finding]) -> int:
    blocking = sum(finding.blocks for finding in findings)
    say(f"{count_of(len(findings), 'finding')}, {blocking} to mend before sending." if findings else "No findings.")
    return 1 if blocking else 0


def passing(pair: str) -> tuple[str, str]:
    """A rule that may pass, and why."""
    rule, _equals, reason = clean(pair).partition("=")
    if not reason.strip():
        raise ComposerError(f"--anyway {rule}: say why, as in --anyway {rule.strip() or 'RULE'}='the carrier has it'")
    return rule.strip(), reason.strip()


def passed(finding: Finding, passing: dict[str, str]) -> Finding:
    """A finding that may pass does not block; what it says is kept, and why it passes."""
    why = passing.get(finding.rule)
    if why is None or not finding.may_pass:
        return finding
    return replace(finding, level=Level.HINT, suggestion=f"Passed all the same: {why}")


def _github_line(finding: Finding, text: str, source: str) -> str:
    """A finding as an annotation of a pull request."""
    line, column = place_of(finding, text)
    message = f"{finding.reason} {finding.suggestion}".replace("%", "%25").replace("\n", "%0A")
    file = annotated(Path.cwd() / source, source)
    return f"::{_GITHUB[finding.level]} file={file},line={line},col={column},title={finding.rule}::{message}"


def _as_json(checking: Checking, findings: list[Finding], promises: list[dict[str, object]]) -> dict[str, object]:
    steps = {step: span for step in FIVE if (span := step_words(checking, step))}
    return {
        "findings": [finding_json(finding) for finding in findings],
        "may_be_sent": not any(finding.blocks for finding in findings),
        "steps": {step: mask_cards(checking.text[slice(*span)]) for step, span in steps.items()},
        "own_words": round(own_share(checking), 2),
        "promises": promises,
    }


def _promise_json(promise: Promise) -> dict[str, object]:
    return {
        "text": mask_cards(" ".join(promise.text.split())),
        "dated": promise.dated,
        "due": promise.due.isoformat() if promise.due else None,
        "words": promise.words,
        "why": promise.why,
    }


def _promise_line(promise: Promise) -> str:
    """When a promise is due and the words that say so, or why nobody is reminded of it."""
    words = f"“{mask_cards(one_line(promise.text))}”"
    if promise.due is None:
        return f"promise: {why_undated(promise)}, so nobody is reminded: {words}"
    return f"promise: due {promise.due:%A %Y-%m-%d %H:%M}, from “{promise.words}”: {words}"
