"""A case answered as a conversation: plain lines and numbered choices, for a screen reader or a plain terminal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from composer.cases.step import FIVE, Outcome, Step
from composer.desk.answers import answers_of
from composer.desk.earlier import answered_before
from composer.desk.field_answers import why_no_value
from composer.desk.open_case import Answering
from composer.desk.send import HeldReply, record_lines
from composer.front.plain import Conversation
from composer.writing.checks.claiming import CLAIM_RULE
from composer.writing.draft import Passage
from composer.writing.finding import Finding
from composer.writing.offers import offered_in
from kb.articles.article import AskedField
from kb.problem import Level
from kb.search.answers import Answers, Confidence
from kb.text import count_of, whole_number

_PURPOSES = {
    Step.LISTEN: "say back what happened to them",
    Step.ACKNOWLEDGE: "name the trouble, and own what is ours",
    Step.VALIDATE: "say why it makes sense",
    Step.SOLVE: "answer what they need",
    Step.FOLLOW_UP: "say what happens next, and by when",
}
_ANSWER = "case.answer_"
_MOST_TRIES = 3
"""How often one field is asked for before it is left open."""


def tell_message(talk: Conversation, one: Answering, left: str) -> list[Answers]:
    """Say who wrote, what, and what was read in it; what may answer each issue."""
    message, reading, customer = one.case.message, one.reading, one.case.customer
    who = customer.name or message.sender_name or message.sender_email or "somebody we do not know"
    known = ", ".join(filter(None, (customer.plan, customer.since and f"since {customer.since}")))
    talk.say(f"Message from {who}{f' ({known})' if known else ''}. {left}".strip())
    if message.subject:
        talk.say(f"Subject: {message.subject}")
    for promise in customer.promised:
        talk.say(f"Open promise: {promise.text}")
    talk.say("")
    talk.say(message.text)
    talk.say("")
    talk.say(f"It sounds {reading.tone}.")
    if reading.facts:
        talk.say("Facts: " + ", ".join(f"{fact.kind} {fact.value}" for fact in reading.facts) + ".")
    care = next((found for found in reading.cues if found.cue.care), None)
    if care:
        talk.say(f"Take care: {care.cue.reason} No ready letter does here; your own words lead.")
    for before in answered_before(one.desk, one.case, 1):
        reply = before.reply
        talk.say(
            f"Answered before, on {reply.sent_at:%Y-%m-%d} in case {reply.case_id}: {' '.join(reply.text.split())}"
        )
    found = answers_of(one.desk, one.case, reading)
    for number, issue in enumerate(reading.issues, 1):
        talk.say(f"Need {number}: {' '.join(issue.sentence.split())}")
    return found


def write_reply(talk: Conversation, one: Answering, answers: Sequence[Answers], keep: Callable[[], None]) -> None:
    """Go through what is offered, the fields and the claims; `keep` saves the draft after each."""
    if one.needs_own_words:
        own = talk.ask("Your own words first (Enter leaves them for later): ")
        if own:
            _put_in(one, own)
            keep()
    _steps(talk, one, keep)
    _fields(talk, one, answers, keep)
    _claims(talk, one)
    keep()


def _steps(talk: Conversation, one: Answering, keep: Callable[[], None]) -> None:
    """Every step that is offered: taken, another wording, own words, or left out."""
    left_out: set[Step] = set()
    while passage := next((p for p in offered_in(one.whole) if p.step not in left_out), None):
        if one.needs_own_words:
            return
        step = passage.step
        text = " ".join(one.whole.words_of(p) for p in offered_in(one.whole) if p.step is step)
        talk.say("")
        talk.say(f"{step.label}, step {FIVE.index(step) + 1} of 5: {_PURPOSES[step]}.")
        talk.say(f"Offered: {_named(one, text)}")
        chosen = talk.choose("1 take, 2 another, 3 own words, 4 leave out, 5 take all the rest", "12345")
        if chosen == "1":
            one.accept(step)
        elif chosen == "2":
            one.other_wording(step)
            continue
        elif chosen == "3":
            _own_words(talk, one, passage)
        elif chosen == "4":
            left_out.add(step)
        else:
            one.accept_all()
        keep()


def _own_words(talk: Conversation, one: Answering, passage: Passage) -> None:
    own = talk.ask("Your words: ")
    if own:
        whole = one.whole
        one.type_among_offers(whole.text[: passage.start] + own + whole.text[passage.end :])


def _put_in(one: Answering, own: str) -> None:
    """Put own words behind the greeting."""
    opening = one.whole.passage(Step.OPENING)
    at = opening.end if opening else 0
    text = one.whole.text
    one.type_among_offers(f"{text[:at]}\n\n{own}{text[at:]}".lstrip())


def _fields(talk: Conversation, one: Answering, answers: Sequence[Answers], keep: Callable[[], None]) -> None:
    """What the reply still asks for; an answer to a need may come from an article."""
    left: set[str] = set()
    while ask := next((ask for ask in one.missing_fields() if ask.field not in left), None):
        talk.say("")
        if ask.field.startswith(_ANSWER):
            _answer(talk, one, ask, answers)
        else:
            _value(talk, one, ask)
        left.add(ask.field)
        keep()


def _answer(talk: Conversation, one: Answering, ask: AskedField, answers: Sequence[Answers]) -> None:
    number = int(ask.field.removeprefix(_ANSWER)) - 1
    found = answers[number] if number < len(answers) else None
    offered = found.candidates if found and found.confidence is not Confidence.NONE else ()
    talk.say(ask.label)
    for place, candidate in enumerate(offered, 1):
        talk.say(f"{place}: the article {candidate.article.title}")
    said = talk.ask("A number, or your own answer (Enter leaves it open): ")
    number = whole_number(said) or 0
    if 0 < number <= len(offered):
        if one.insert(offered[number - 1].article.slug) is None:
            talk.say("Nothing of this article can be sent here. It stays open.")
    elif said:
        one.fill({ask.field: said})


def _value(talk: Conversation, one: Answering, ask: AskedField) -> None:
    hint = " as YYYY-MM-DD, +2 or -3 days" if ask.kind == "date" else ""
    choices = f" ({', '.join(ask.choices)})" if ask.choices else ""
    for _ in range(_MOST_TRIES):
        value = talk.ask(f"{ask.label}{hint}{choices} (Enter leaves it open): ")
        wrong = why_no_value(ask, value, one.desk.today, one.case.received_on) if value else ""
        if not wrong:
            if value:
                one.fill({ask.field: value})
            return
        talk.say(f"That cannot be: {wrong}.")


def _claims(talk: Conversation, one: Answering) -> None:
    """What the reply says was done: only the agent knows."""
    said = {passage.start for passage in one.whole.passages if not passage.offered}
    for claim in [claim for claim in one.claims if not claim.confirmed and claim.start in said]:
        talk.say("")
        talk.say(f"You say: {claim.label}.")
        if talk.choose("1 that is so, 2 not yet", "12") == "1":
            one.confirm([claim.id])


def last_look(talk: Conversation, one: Answering, now: dt.datetime, *, tired: bool = False) -> HeldReply | None:
    """The whole reply, what stops it, and the sending; None where it is left as a draft.

    Somebody who is tired today is asked about warnings a second time.
    """
    talk.say("")
    talk.say("The reply:")
    talk.say("")
    talk.say(_named(one, one.draft.text))
    talk.say("")
    findings = one.findings()
    for finding in findings:
        talk.say(_named(one, _said_of(finding)))
    for label, words in record_lines(one, now):
        talk.say(_named(one, f"{label}: {words}"))
    never = [one_ for one_ in findings if one_.blocks and not one_.may_pass]
    claims = [one_ for one_ in findings if one_.rule == CLAIM_RULE]
    if never or claims:
        talk.say("It may not go like this. It is kept as a draft.")
        return None
    if talk.choose("1 record it as sent, 2 keep it as a draft", "12") == "2":
        return None
    count = sum(finding.level is Level.WARNING for finding in findings)
    if tired and count:
        talk.say(f"You are tired today, and there {'is' if count == 1 else 'are'} {count_of(count, 'warning')}.")
        if talk.choose("1 record it all the same, 2 keep it as a draft", "12") == "2":
            return None
    overruled = []
    for finding in findings:
        if finding.blocks:
            why = talk.ask(f"{finding.reason} Why may it go all the same? (Enter keeps it as a draft): ")
            if not why:
                return None
            overruled.append(f"{finding.rule}: {why}")
    settled = _settled(talk, one)
    return None if settled is None else HeldReply(one, tuple(overruled), settled, now)


def _settled(talk: Conversation, one: Answering) -> str | None:
    """What became of what was promised in this case; None where that is missing."""
    promised = one.desk.records.follow_ups.open(one.case.id)
    if not promised:
        return ""
    why = talk.ask(f"Promised and still open: {promised[0].text} What became of it? ")
    if not why and one.draft.outcome is not Outcome.PENDING:
        talk.say("This closes the case, so it is needed. The reply is kept as a draft.")
        return None
    return why


def _said_of(finding: Finding) -> str:
    level = "Stops it" if finding.blocks else "Look at"
    words = f" “{' '.join(finding.words.split())[:60]}”" if finding.words else ""
    return f"{level}:{words} {finding.reason} {finding.suggestion}"


def _named(one: Answering, text: str) -> str:
    """A text with its open fields named as people call them."""
    for name, label in one.labels.items():
        text = text.replace("{{ " + name + " }}", f"[{label}]")
    return text
