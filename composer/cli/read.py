"""`warmline read`: what a message tells before anyone answers it."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING

from composer.cases.case import Case
from composer.cases.customer import Customer
from composer.cli.open_desk import (
    add_language,
    in_language,
    opened_desk,
    read_input,
    read_some_articles,
    say_if_cut,
)
from composer.desk.answers import answers_of
from composer.desk.exemplaries import similar_to
from composer.desk.raw_case import raw_case
from composer.desk.spoken import in_words
from composer.errors import NoMessage
from composer.practice.exemplary import EXEMPLARY
from composer.reading.issues import Issue
from composer.reading.names import greet_of
from composer.reading.reading import Reading
from kb.cli.main import Ink, add_common, ink, say
from kb.errors import CannotRead, KBError
from kb.search.answers import Answers, Confidence
from kb.search.search import Hit
from kb.text import count_of, one_line

if TYPE_CHECKING:
    from composer.desk.earlier import Before

_LONGEST_REPLY = 200
"""Characters of an earlier reply that are shown."""


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's words."""
    parser.add_argument(
        "file",
        nargs="?",
        default="-",
        metavar="FILE",
        help="a text, an .eml message, or - for standard input",
    )
    parser.add_argument("--customer", default="", metavar="ID", help="id or e-mail of the customer")
    add_language(parser)
    add_common(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the reading of a message."""
    from composer.desk.earlier import answered_before

    content, source, path = read_input(arguments.file)
    with opened_desk(arguments) as desk:
        try:
            case = desk.case_for(content, source, arguments.customer, path)
        except (CannotRead, NoMessage) as error:
            return _read_raw(content, source, error, as_json=arguments.json)
        case = in_language(case, arguments.language)
        read_some_articles(desk)
        reading, hits = desk.read(case.message, case.customer), desk.hits_for(case.message)
        say_if_cut(case.message)
        before = answered_before(desk, case)
        examples = similar_to(desk, case.message.text, reading.language)
        if arguments.json:
            found = as_json(case, reading, hits, answers_of(desk, case, reading))
            found["answered_before"] = [_before_json(one) for one in before]
            found["examples"] = [f"{EXEMPLARY}/{one.name}.md" for one in examples]
            print(json.dumps(found, ensure_ascii=False, indent=1))
        else:
            words, pen = desk.words_for(reading.language), ink()
            print("\n".join(lines_of(case, reading, hits, pen, has_words=bool(words.cues))))
            for earlier in before:
                print(_before_line(earlier, pen))
            for one in examples:
                print(f"{pen.dim('Example')}   {one.title}  {pen.dim(f'{EXEMPLARY}/{one.name}.md')}")
    return 0


def _before_line(one: Before, pen: Ink) -> str:
    reply = one.reply
    words = one_line(reply.text)
    shown = words if len(words) <= _LONGEST_REPLY else f"{words[:_LONGEST_REPLY].rsplit(' ', 1)[0]} \u2026"
    return f"{pen.dim('Before')}    {reply.sent_at:%Y-%m-%d} {shown}  {pen.dim(f'case {reply.case_id}')}"


def _before_json(one: Before) -> dict[str, object]:
    reply = one.reply
    return {
        "case": reply.case_id,
        "customer": reply.customer_id or None,
        "sent": f"{reply.sent_at.isoformat(timespec='seconds')}Z",
        "likeness": round(one.likeness, 2),
        "text": reply.text,
    }


def _read_raw(content: bytes, source: str, why: KBError, *, as_json: bool) -> int:
    """Print a message that cannot be read as the plain text that it is; why raised where it is none."""
    try:
        text = raw_case(content, source).message.text
    except NoMessage:
        raise why from None
    say(f"{why} Its text as it stands:")
    print(json.dumps({"unreadable": str(why), "text": text}, ensure_ascii=False, indent=1) if as_json else text)
    return why.exit_code


def lines_of(case: Case, reading: Reading, hits: list[Hit], pen: Ink, *, has_words: bool = True) -> list[str]:
    """The reading as lines for people."""
    message = case.message
    sender = " ".join(
        part for part in (message.sender_name, f"<{message.sender_email}>" if message.sender_email else "") if part
    )
    words = ", ".join(f"“{words}”" for words in reading.tone_words)
    rows = [
        ("From", sender or "not said"),
        ("Customer", describe(case.customer)),
        ("Answer to", message.reply_to),
        ("Automatic", message.automatic_words),
        ("Greet", _greet(case)),
        ("Subject", message.subject),
        ("Language", in_words(reading, has_words=has_words)),
        ("Channel", str(case.channel)),
        (
            "Tone",
            f"{reading.tone} {reading.strength:.1f}" + (f"  {words}" if words else "")
            if reading.strength
            else str(reading.tone),
        ),
    ]
    rows += [
        ("Cue", f"{found.cue.kind}: “{found.words}”  {pen.dim(found.cue.reason)}") for found in reading.telling_cues
    ]
    rows += [("Care", ", ".join(reading.care))]
    rows += [("Needs", f"{issue.kind}: {issue.words}") for issue in reading.issues]
    rows += [("Needs", f"and {reading.more_issues:,} more, which are not listed" if reading.more_issues else "")]
    rows += [("Fact", f"{fact.kind} {fact.value}") for fact in reading.facts]
    aside = [("a signature", message.signature), ("the mail it answers", message.earlier)]
    rows += [("Set aside", " and ".join(what for what, text in aside if text))]
    rows += [("Topics", ", ".join(reading.topics))]
    rows += [("Article", f"{hit.article.title}  {pen.dim(hit.article.slug + _taken(hit))}") for hit in hits[:5]]
    return [f"{pen.dim(name.ljust(9))} {' '.join(value.split())}" for name, value in rows if value]


def _taken(hit: Hit) -> str:
    """Why an article that agents took before stands where it does."""
    return f", taken for {count_of(hit.taken, 'message')} like this" if hit.taken else ""


def _greet(case: Case) -> str:
    """Whom to greet and where the name was found, or why nobody."""
    greet = greet_of(case)
    return (
        ", ".join(filter(None, (greet.name, f"from the {greet.source}", greet.why)))
        if greet.name
        else f"nobody: {greet.why}"
    )


def describe(customer: Customer) -> str:
    """A customer in one line."""
    if not customer.known:
        return "not known to us"
    written = sum(contact.direction == "in" for contact in customer.history)
    facts = [
        customer.name or customer.id,
        customer.plan,
        f"since {customer.since}" if customer.since else "",
        customer.company,
    ]
    last = customer.history[0] if customer.history else None
    return ", ".join(fact for fact in facts if fact) + (
        f"; {count_of(written, 'message')} before, last contact {last.on} about {last.topic or 'something'}"
        if last
        else "; first contact"
    )


def as_json(case: Case, reading: Reading, hits: list[Hit], answers: list[Answers]) -> dict[str, object]:
    """The reading as data."""
    return {
        "case": case.id,
        "customer": case.customer.id or None,
        "channel": case.channel,
        "language": reading.language if reading.language_known else None,
        "sender": _sender_json(case),
        "subject": case.message.subject,
        "text": case.message.text,
        "signature": case.message.signature,
        "earlier": case.message.earlier,
        "automatic": case.message.automatic,
        "tone": reading.tone,
        "strength": reading.strength,
        "tone_words": reading.tone_words,
        "struggling": reading.struggling,
        "cues": [
            {
                "id": found.cue.id,
                "kind": found.cue.kind,
                "words": found.words,
                "start": found.start,
                "end": found.end,
                "reason": found.cue.reason,
            }
            for found in reading.cues
        ],
        "questions": [question.text for question in reading.questions],
        "issues": [_issue_json(case, reading, *pair) for pair in zip(reading.issues, answers, strict=True)],
        "more_issues": reading.more_issues,
        "facts": [
            {"kind": fact.kind, "value": fact.value, "start": fact.start, "end": fact.end} for fact in reading.facts
        ],
        "care": reading.care,
        "topics": reading.topics,
        "articles": [
            {"slug": hit.article.slug, "title": hit.article.title, "score": round(hit.score, 2)} for hit in hits
        ],
    }


def _sender_json(case: Case) -> dict[str, str]:
    greet = greet_of(case)
    return {
        "name": case.message.sender_name,
        "greet": greet.name,
        "greet_from": greet.source,
        "from": case.message.sender_header,
        "why": greet.why,
        "email": case.message.sender_email,
        "reply_to": case.message.reply_to,
    }


def _issue_json(case: Case, reading: Reading, issue: Issue, found: Answers) -> dict[str, object]:
    start, end = issue.about
    return {
        "kind": issue.kind,
        "words": " ".join(case.message.own_words[start:end].split()),
        "start": start,
        "end": end,
        "facts": [{"kind": fact.kind, "value": fact.value} for fact in reading.facts if start <= fact.start < end],
        "articles": [
            {
                "slug": one.article.slug,
                "section": one.heading,
                "confidence": _confidence(found, number),
                "taken": one.taken,
            }
            for number, one in enumerate(found.candidates)
        ],
    }


def _confidence(found: Answers, number: int) -> Confidence:
    """How sure an article is: only the first of an issue can be sure."""
    return (
        found.confidence
        if number == 0
        else Confidence.NONE
        if found.confidence is Confidence.NONE
        else Confidence.MAYBE
    )
