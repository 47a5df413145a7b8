"""`warmline send`: a reply leaves as a mail in its thread, or becomes a draft in the mailbox."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
from dataclasses import replace
from pathlib import Path

from composer.cases.case import Case
from composer.cases.outgoing import Fate, Outgoing
from composer.cases.step import Outcome
from composer.cli.check import passed, passing
from composer.cli.open_desk import opened_desk, read_input
from composer.cli.reply import finding_line
from composer.desk.desk import Desk
from composer.desk.inbox import case_of, waiting_cases
from composer.desk.mail_taken import taken_elsewhere
from composer.desk.reopen import case_of_kept
from composer.desk.reply_checks import check_draft
from composer.desk.reply_record import keep_sent
from composer.errors import ComposerError, NoSuchCase
from composer.mail_errors import AnsweredAlready
from composer.reading.message import parse_reply
from composer.reading.reading import Reading
from composer.writing.draft import Draft
from composer.writing.finding import Finding
from composer.writing.recognise import recognised
from kb.cli.main import add_common, say
from kb.clock import now_here
from kb.errors import KBError
from kb.text import clean

_CODES = {Fate.HELD: 16, Fate.SENDING: 16, Fate.REFUSED: 17, Fate.UNKNOWN: 18}


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's words."""
    parser.add_argument("case", metavar="CASE", help="the id of a message that waits; see them with: inbox --json")
    parser.add_argument("--text", metavar="FILE", help="the reply, or - for standard input (default: its draft)")
    parser.add_argument(
        "--attach", action="append", default=[], type=Path, metavar="FILE", help="a file that goes with it"
    )
    parser.add_argument("--outcome", choices=[*Outcome], default=None, help="what the reply can say, with --text")
    parser.add_argument(
        "--confirm", action="append", default=[], metavar="CLAIM", help="say that a claim of the reply is true"
    )
    parser.add_argument(
        "--anyway",
        action="append",
        default=[],
        metavar="RULE=REASON",
        help="let a finding pass, with the reason why",
    )
    parser.add_argument("--settled", default="", metavar="WHY", help="what became of what was promised in the case")
    parser.add_argument("--again", action="store_true", help="send a second answer to the same message")
    add_common(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Record the reply with its mail, then hand it over; the exit code says what became of it."""
    from composer.desk.mail_out import answered_how, hand_over_now, handed_over, outgoing_for
    from composer.desk.mailbox import mailbox_of

    reasons = dict(map(passing, arguments.anyway))
    with opened_desk(arguments) as desk:
        mailbox = None if desk.settings.mail.mode.hands_over else mailbox_of(desk)
        case, draft = _case_and_draft(desk, arguments)
        reading = desk.read(case.message, case.customer)
        if arguments.text:
            draft = _written(desk, arguments, case, reading)
        draft = replace(draft, confirmed=draft.confirmed | frozenset(map(clean, arguments.confirm)))
        findings = [passed(one, reasons) for one in _findings(desk, arguments, case, reading, draft)]
        if any(one.blocks for one in findings):
            for one in findings:
                say(finding_line(one, draft.text))
            say("It may not be sent yet; nothing was sent.")
            return 1
        how = answered_how(desk, case.id)
        if how and not arguments.again:
            raise AnsweredAlready(case.title, how)
        _take(desk, case)
        now = now_here()
        outgoing = outgoing_for(desk, case, draft.text, now, files=arguments.attach, again=arguments.again)
        if mailbox is None:
            outgoing = handed_over(desk, outgoing, os.environ)
        overruled = tuple(f"{rule}: {why}" for rule, why in reasons.items())
        utc = now.astimezone(dt.UTC).replace(tzinfo=None)
        keep_sent(desk, case, reading, draft, utc, overruled, clean(arguments.settled).strip(), outgoing)
        _forget_draft(desk, case)
        if mailbox is None:
            return _say(outgoing, as_json=arguments.json)
        try:
            done = hand_over_now(desk, mailbox, outgoing, now_here)
        except KBError as error:
            say(f"The reply is recorded, and its mail waits in the outbox. {error}")
            return error.exit_code
        finally:
            mailbox.close()
        return _say(done, as_json=arguments.json)


def _case_and_draft(desk: Desk, arguments: argparse.Namespace) -> tuple[Case, Draft]:
    """The case with this id, and its draft; NoSuchCase where neither waits."""
    from composer.records.drafts import Drafts

    kept = Drafts(desk.drafts_folder).load(arguments.case)
    if kept is not None:
        return case_of_kept(desk, kept), kept.draft
    waiting = next((one for one in waiting_cases(desk, now_here())[0] if one.case_id == arguments.case), None)
    if waiting is None and arguments.again:
        return _answered_case(desk, arguments), Draft()
    if waiting is None:
        how = desk.records.replies_to(arguments.case)
        if how:
            raise AnsweredAlready(arguments.case, "by " + (how[0].agent or "an agent"))
        raise NoSuchCase(arguments.case)
    if not arguments.text:
        raise ComposerError(
            f"There is no draft for {arguments.case}. Write one in the app, or give the reply with --text FILE."
        )
    return case_of(desk, waiting), Draft()


def _answered_case(desk: Desk, arguments: argparse.Namespace) -> Case:
    """A case that has an answer already, whose message is still in the inbox."""
    from composer.desk.reopen import waiting_case

    case = waiting_case(desk, arguments.case)
    if case is None or not arguments.text:
        raise NoSuchCase(arguments.case)
    return case


def _written(desk: Desk, arguments: argparse.Namespace, case: Case, reading: Reading) -> Draft:
    content, source, _path = read_input(arguments.text)
    text = parse_reply(content, source)
    known = desk.words_for(reading.language).known_sentences
    return Draft(text, recognised(text, known), case.channel, Outcome(arguments.outcome or Outcome.PENDING))


def _findings(desk: Desk, arguments: argparse.Namespace, case: Case, reading: Reading, draft: Draft) -> list[Finding]:
    from composer.desk.mail_out import file_missing

    missing = file_missing(draft.text, len(arguments.attach))
    return [*check_draft(desk, draft, case, reading), *([missing] if missing else [])]


def _take(desk: Desk, case: Case) -> None:
    """Take the case, so that nobody else answers it meanwhile; a mark in the mailbox may be old, and only warns."""
    marked = taken_elsewhere(desk)
    for agent in dict.fromkeys(marked[file.name] for file in case.sources if file.name in marked):
        say(f"{agent} has marked this message in the mailbox.")
    claim = desk.take_case(case.id, now_here().astimezone(dt.UTC))
    if claim is not None:
        raise ComposerError(
            f"{claim.agent} has this message. Ask, or take it over: warmline inbox --take {case.id} REASON"
        )


def _forget_draft(desk: Desk, case: Case) -> None:
    from composer.records.drafts import Drafts

    drafts = Drafts(desk.drafts_folder)
    drafts.load(case.id)
    drafts.forget(case.id)


def _say(one: Outgoing, *, as_json: bool) -> int:
    from composer.cli.outbox import mail_json
    from composer.desk.mail_out import said_of_mail

    if as_json:
        print(json.dumps(mail_json(one), ensure_ascii=False, indent=1))
    else:
        print(said_of_mail(one))
    return _CODES.get(one.fate, 0)
