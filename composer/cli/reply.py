"""`warmline reply`: a whole reply in a script."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from composer.cases.case import Case
from composer.cases.step import Channel, Outcome, Step
from composer.cli.open_desk import (
    add_language,
    in_language,
    opened_desk,
    read_input,
    read_some_articles,
    say_if_cut,
)
from composer.desk.answers import draft_for
from composer.desk.desk import Desk
from composer.desk.reply_checks import check_draft, claims_of
from composer.desk.reply_context import supplies_for
from composer.errors import BadField, NoSuchClaim
from composer.exchange.mail_draft import mail_draft
from composer.phrases.fields import FIELDS, why_not
from composer.phrases.open_fields import OPEN_FIELD
from composer.reading.names import greet_of
from composer.reading.reading import Reading
from composer.writing.assemble import assemble
from composer.writing.draft import Draft
from composer.writing.finding import Finding
from composer.writing.plan import Planned, plan_of
from kb.cli.main import add_common, say, say_to_person
from kb.clock import now_here
from kb.files import write_given
from kb.problem import Level
from kb.text import clean, close_to


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's words."""
    parser.add_argument(
        "file", nargs="?", default="-", metavar="FILE", help="the customer's message: a text, an .eml, or -"
    )
    parser.add_argument(
        "--customer",
        default="",
        metavar="ID",
        help="id or e-mail of the customer (default: by the sender's address)",
    )
    parser.add_argument(
        "--channel",
        choices=[*Channel],
        default=None,
        help="how the reply goes (default: as the message came)",
    )
    add_language(parser)
    parser.add_argument(
        "--article",
        default=None,
        metavar="SLUG",
        help="the article that answers; '' for none (default: the best one)",
    )
    parser.add_argument(
        "--outcome",
        choices=[*Outcome],
        default=None,
        help="what the reply can say (default: solved for a plain question, else pending)",
    )
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="FIELD=VALUE",
        help="fill a field, e.g. case.update_by=2026-11-27 or +2",
    )
    parser.add_argument(
        "--confirm",
        action="append",
        default=[],
        metavar="CLAIM",
        help="say that a claim is true, by the id that its finding names; several times for several",
    )
    parser.add_argument(
        "--eml", metavar="FILE", help="write it as a mail draft for your mail program; - for standard output"
    )
    add_common(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the reply; 1 while it may not be sent."""
    content, source, path = read_input(arguments.file)
    with opened_desk(arguments) as desk:
        case = in_language(desk.case_for(content, source, arguments.customer, path), arguments.language)
        say_if_cut(case.message)
        read_some_articles(desk)
        reading = desk.read(case.message, case.customer)
        draft = compose(desk, case, reading, arguments)
        findings = check_draft(desk, draft, case, reading)
        blocked = any(finding.blocks for finding in findings)
        if arguments.json:
            print(json.dumps(_as_json(desk, case, reading, draft, findings), ensure_ascii=False, indent=1))
        else:
            if arguments.eml != "-":
                print(draft.text)
            for line in talk(case, reading, draft, findings, desk.language_note(reading)):
                say(line)
            if names := dict.fromkeys(OPEN_FIELD.findall(draft.text)):
                say_to_person(f"Fill in what is open with: {' '.join(f'--set {name}=…' for name in names)}")
        if arguments.eml and blocked:
            say("No mail draft was written.")
        elif arguments.eml:
            _write_mail(arguments.eml, mail_draft(case, draft.text, now_here(), desk.settings.agent.email))
    return 1 if blocked else 0


def _write_mail(file: str, mail: bytes) -> None:
    if file == "-":
        sys.stdout.write(mail.decode())
    else:
        say(f"The mail draft is {write_given(Path(file), mail, 0o600, new=True)}")


def compose(desk: Desk, case: Case, reading: Reading, arguments: argparse.Namespace) -> Draft:
    """The whole reply with everything that was said on the command line."""
    if arguments.article is None:
        draft = draft_for(desk, case, reading)
    else:
        article = desk.library.get_article(arguments.article) if arguments.article else None
        draft = desk.first_draft(case, reading, article)
    draft = replace(
        draft,
        channel=Channel(arguments.channel or draft.channel),
        outcome=Outcome(arguments.outcome or draft.outcome),
    )
    draft = replace(draft, asked=MappingProxyType(_asked(arguments.set, desk, draft)))
    draft = assemble(draft, supplies_for(desk, case, reading, draft))
    return replace(draft, confirmed=_confirmed(arguments.confirm, desk, draft, reading.language))


def _confirmed(named: list[str], desk: Desk, draft: Draft, language: str) -> frozenset[str]:
    """The claims that were named; NoSuchClaim where the reply makes no such claim."""
    known = [claim.id for claim in claims_of(desk, draft, language)]
    for name in named:
        if name not in known:
            raise NoSuchClaim(name, known)
    return frozenset(named)


def _asked(pairs: list[str], desk: Desk, draft: Draft) -> dict[str, str]:
    asks = {ask.field: ask for ask in desk.asks(draft)}
    found: dict[str, str] = {}
    for pair in pairs:
        name, equals, value = clean(pair).partition("=")
        name = name.strip()
        if not equals:
            raise BadField(pair, "write it as field=value")
        if name not in asks and name not in FIELDS and not name.startswith("case."):
            close = close_to(name, {*asks, *FIELDS})
            raise BadField(pair, f"there is no field {name!r}" + (f"; did you mean {close[0]!r}" if close else ""))
        ask = asks.get(name)
        wrong = why_not(ask, value.strip(), desk.today) if ask else ""
        if wrong:
            raise BadField(pair, wrong)
        found[name] = value.strip()
    return found


def talk(case: Case, reading: Reading, draft: Draft, findings: list[Finding], language: str = "") -> list[str]:
    """What a person should know about the reply: whom it is for, what it rests on, and what is missing.

    `language` is a note on the language of the message, where there is one.
    """
    to = case.customer.name or case.customer.id if case.customer.known else "a customer we do not know"
    if not greet_of(case).name:
        to += f"; no name is used ({greet_of(case).why})"
    rests = (
        f"article {draft.article} (does it answer them? --article takes another)"
        if any(passage.article for passage in draft.passages)
        else "no article"
    )
    note = f" Language: {language}." if language else ""
    lines = [
        "",
        f"To {to}.{note} Tone {reading.tone}, outcome {draft.outcome}, {rests}.",
    ]
    lines += [finding_line(finding, draft.text) for finding in findings]
    blocking = sum(finding.blocks for finding in findings)
    lines.append("It may not be sent yet." if blocking else "It may be sent.")
    return lines


def finding_line(finding: Finding, text: str) -> str:
    """A finding as one line, with its place in the reply."""
    place = "{}:{}: ".format(*place_of(finding, text)) if finding.end else ""
    mark = {Level.ERROR: "must", Level.WARNING: "should", Level.HINT: "could"}[finding.level]
    words = f" “{' '.join(finding.words.split())[:60]}”" if finding.words else ""
    return f"{place}{mark} {finding.rule}:{words} {finding.reason} {finding.suggestion}"


def place_of(finding: Finding, text: str) -> tuple[int, int]:
    """Line and column of a finding in the reply, from 1."""
    before = text[: finding.start]
    return before.count("\n") + 1, finding.start - (before.rfind("\n") + 1) + 1


def finding_json(finding: Finding) -> dict[str, object]:
    """A finding as data."""
    return {
        "rule": finding.rule,
        "level": finding.level,
        "start": finding.start,
        "end": finding.end,
        "words": finding.words,
        "reason": finding.reason,
        "suggestion": finding.suggestion,
        "group": finding.group,
        "source": finding.source or None,
        "replacement": finding.replacement,
    }


def _as_json(desk: Desk, case: Case, reading: Reading, draft: Draft, findings: list[Finding]) -> dict[str, object]:
    claims = claims_of(desk, draft, reading.language)
    plan = plan_of(draft, reading.issues, desk.words_for(reading.language).phrases, claims)
    return {
        "case": case.id,
        "customer": case.customer.id or None,
        "channel": draft.channel,
        "language": reading.language,
        "outcome": draft.outcome,
        "article": draft.article or None,
        "text": draft.text,
        "steps": {passage.step: draft.words(passage.step) for passage in draft.passages},
        "phrases": [f"{passage.phrase}/{passage.variant}" for passage in draft.passages if passage.phrase],
        "plan": [_planned_json(one) for one in plan.passages],
        "issues": [
            {"kind": issue.kind, "words": issue.words, "start": issue.start, "end": issue.end, "state": state}
            for issue, state in zip(reading.issues, plan.states, strict=True)
        ],
        "findings": [finding_json(finding) for finding in findings],
        "may_be_sent": not any(finding.blocks for finding in findings),
        "why_not": list(dict.fromkeys(finding.rule for finding in findings if finding.blocks)),
    }


def _planned_json(planned: Planned) -> dict[str, object]:
    passage = planned.passage
    return {
        "step": passage.step,
        "issue": passage.issue if passage.step is Step.SOLVE else None,
        "source": {
            "kind": planned.kind,
            "phrase": f"{passage.phrase}/{passage.variant}" if passage.phrase else None,
            "article": passage.article or None,
        },
        "text": planned.text,
        "open": planned.open,
        "claims": [{"id": claim.id, "label": claim.label} for claim in planned.claims],
    }
