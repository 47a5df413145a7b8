"""What a reply to a case is made from: phrases, the values of fields, the situation, and what it says back."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

from composer.cases.case import Case
from composer.cases.step import Care, Contacts, Manner, Tone
from composer.desk.addresses import address_for_customers, public_url
from composer.desk.desk import Desk
from composer.desk.heard import heard_in, needs_of
from composer.phrases.choice import Rotation, Situation
from composer.phrases.fields import Day
from composer.reading.about_whom import mourned
from composer.reading.counted import CONTACTED, NOBODY_CAME_NTH, NTH, PLAINLY_NTH, WRITES_NTH
from composer.reading.cues import CueKind
from composer.reading.issues import IssueKind
from composer.reading.lasting import GOES_ON_FOR, WAITS_FOR
from composer.reading.names import greet_of
from composer.reading.needed_day import WANTS_TODAY, is_needed_today
from composer.reading.praise import COMES_TO_THANK, PRAISED, thanks_in_subject
from composer.reading.reading import Reading
from composer.reading.speech import Speech
from composer.reading.tone import MOCKING
from composer.writing.assemble import NO_REGRET, Supplies, answer_field
from composer.writing.claiming.undeclared import of_block
from composer.writing.draft import Draft
from composer.writing.field_values import asked_values, case_values, customer_values
from composer.writing.happened import happened, something_wrong
from composer.writing.regret import REGRET_DUE, is_glad, regret_is_due
from composer.writing.turning.listening import Listening
from kb.articles.article import Answer, Article, AskedField
from kb.articles.status import Status
from kb.text import shortened
from kb.words.words import stems_of

_LATELY = dt.timedelta(days=21)
"""How long ago a contact about the same topic was, at most, for a message to be about the same matter."""
_ANSWER_TO = "Your answer to: {}"
_TELLS_NOTHING = 0.1
"""What it counts that regret is due: words for what happened always come first."""
_PRAISES_SOMEBODY = 6.0
"""The same of praise for one of us by name."""
_COUNTS = 13.0
"""The same of what a message counts, `for the third time`, which weighs more than what went wrong."""
_NOBODY_CAME = "nobody-came"
_LASTS = 9.4
"""The same of how long it has lasted."""
_TODAY = 9.0
"""The same of an answer that cannot wait until tomorrow."""
_GIVES_WAY = {
    "unanswered": WRITES_NTH,
    "danger-around": "machine-danger",
    "person-hurt": "carbon-monoxide",
    "body-harm": "carbon-monoxide",
    "fake-message": "defrauded",
}
"""A cue, and the one beside which it says less: who writes for the third time has had no answer, what smells and has
blown up is the thing that somebody uses, whose head aches beside a boiler goes out before they see a doctor, and who
has typed in their card has not asked first."""
_PENDING = frozenset({CueKind.SITUATION, CueKind.REPEAT, CueKind.UPSET, CueKind.LEAVING})
"""Cues of what is not over when a question is answered."""
_SHORT = 70
"""Words of a message that only asks; a longer one tells of more than its words for trouble show."""
_CANNOT_WAIT = frozenset(
    {"medicine-at-risk", "medicine-left", "money-diverted", "bank-at-risk", "life-support", "medical-device"}
)
"""Cues beside which an answer in time for a day to come would be too late."""
_SALUTATION = 200
"""Characters at the beginning of a message that a greeting stands in."""
_ANNOUNCES = re.compile(
    r"\b(?:(?:the|see|read|follow|try|check|review)\s(?:\w+\s)?(?:below|following)|below\s\w+|as follows|folgende\w*"
    r"|unten\w*|wie folgt)\b[^.\n]{0,60}[.:]$",
    re.IGNORECASE,
)
"""How a paragraph ends that announces the one behind it."""
_MOST_ANSWERED = {Manner.LETTER: 150, Manner.TALK: 70, Manner.POST: 0}
"""Words of an article that nobody chose, by how one writes in the channel of the reply."""


def topics_for(reading: Reading, article: Article | None) -> tuple[str, ...]:
    """What a case is about: the chosen article's tags first, then the reading's topics."""
    return tuple(dict.fromkeys((*(article.tags if article else ()), *reading.topics)))


def supplies_for(
    desk: Desk,
    case: Case,
    reading: Reading,
    draft: Draft,
    had: frozenset[str] | None = None,
    heard: Listening | None = None,
) -> Supplies:
    """What a reply to a case can be made from; `had` and `heard` where what was told and said back is known already."""
    article = desk.library.by_slug.get(draft.article)
    language = desk.words_for(reading.language)
    # Behind some messages stands more than their topic; ready words about that would be the wrong ones.
    topics = topics_for(reading, article) if article or not reading.vulnerable else ()
    answer = answer_from(desk, article, draft, language.speech) if article else None
    heard = heard_in(desk, case, reading, draft.channel) if heard is None else heard
    day, code = heard.needed_on, reading.language or desk.settings.library.language
    needs = needs_of(reading)
    answers = draft.suggested.issue if draft.suggested else issue_for(desk, reading, article)
    # Where an article answers all that is needed, nothing is left to be waited for.
    at_once = any(one.cue.id in _CANNOT_WAIT for one in reading.cues)
    awaited = day is not None and not at_once and not (answer and needs.keys() == {answers})
    return Supplies(
        phrases=language.phrases,
        situation=_situation(case, reading, draft, topics, language.speech, heard, awaited=awaited),
        values={
            **values_for(desk, case, reading, draft, article),
            "case.listening": heard.text,
            "case.occasion": heard.occasion,
            "case.praised": heard.praised,
            "case.person": heard.whom,
            "case.mourned": mourned(heard.whom, code) if Care.BEREAVEMENT in reading.care else "",
            "case.nth": heard.counted.nth if heard.counted else "",
            "case.contacts": heard.contacts,
            "case.lasting": heard.lasting.words if heard.lasting else "",
            "case.needed_on": Day.of(day, code) if day and not at_once else None,
        },
        answer=answer.text if answer else "",
        answer_is_template=answer.template if answer else False,
        article=draft.article,
        needs=needs,
        answers=answers,
        summary=article.lead if article and article.status is Status.PUBLIC else "",
        had=desk.sentences_had(case.customer) if had is None else had,
        heard=heard.offered,
        said=heard.said,
        leads=heard.leads,
        unquoted=heard.unquoted,
        rotation=Rotation(desk.used_phrases, turn=int(case.id[:4], 16)),
        speech=language.speech,
    )


def _with_what_counts(cues: Mapping[str, float], besides: Mapping[str, float], text: str) -> dict[str, float]:
    """The cues with what phrases answer besides, and without those that say less than another one beside them.

    Praise in a `text` that mocks is none.
    """
    found = {**besides, **cues}
    mocked = {PRAISED} if MOCKING.search(text) else set[str]()
    return {cue: weight for cue, weight in found.items() if cue not in mocked and _GIVES_WAY.get(cue, "") not in found}


def _heard_besides(reading: Reading, heard: Listening, subject: str) -> dict[str, float]:
    """What phrases answer besides the cues: praise for somebody by name, and what the message counts."""
    found = dict[str, float]()
    comes_to_thank = any(one.cue.id in COMES_TO_THANK for one in reading.cues)
    praised = heard.praised or thanks_in_subject(subject) or comes_to_thank
    if praised and reading.tone is not Tone.UPSET and not reading.care:
        found[PRAISED] = _PRAISES_SOMEBODY
    if heard.counted and reading.tone is not Tone.THANKFUL:
        plainly = any(one.cue.id == NO_REGRET for one in reading.cues)
        found[(PLAINLY_NTH if plainly else WRITES_NTH) if heard.counted.writes else NTH] = _COUNTS
        if not heard.counted.writes and any(one.cue.id == _NOBODY_CAME for one in reading.cues):
            found[NOBODY_CAME_NTH] = _COUNTS + 1
    elif heard.contacts and (reading.tone.troubled or reading.struggling):
        found[CONTACTED] = _COUNTS
    if heard.lasting and (reading.tone.troubled or reading.struggling) and not reading.care:
        found[WAITS_FOR if heard.lasting.waits else GOES_ON_FOR] = _LASTS
    return found


def _situation(
    case: Case,
    reading: Reading,
    draft: Draft,
    topics: tuple[str, ...],
    speech: Speech,
    heard: Listening,
    *,
    awaited: bool,
) -> Situation:
    """What the phrases of a reply are chosen for."""
    cues = dict(happened(reading))
    public = draft.channel.manner is Manner.POST
    mocks = public and reading.tone is not Tone.THANKFUL and MOCKING.search(case.message.own_words)
    if mocks or regret_is_due(reading, case.message.own_words, public=public):
        cues[REGRET_DUE] = _TELLS_NOTHING
    needs = (issue.sentence for issue in needs_of(reading).values())
    warned = not awaited and any(one.warns or one.cue.id in _CANNOT_WAIT for one in reading.cues)
    if warned or is_needed_today(needs, case.message.own_words):
        cues[WANTS_TODAY] = _TODAY
    pending = awaited or public or not {REGRET_DUE, WANTS_TODAY}.isdisjoint(cues)
    tone = Tone.WORRIED if reading.tone is Tone.CALM and reading.in_need else reading.tone
    if tone is Tone.UPSET and is_glad(reading, case.message.own_words):
        tone = Tone.THANKFUL
    return Situation(
        tone=tone,
        topics=topics,
        channel=draft.channel,
        history=contacts_of(case, reading, topics),
        outcome=draft.outcome,
        asks=bool(needs_of(reading)) or reading.tone is not Tone.THANKFUL,
        cues=_with_what_counts(cues, _heard_besides(reading, heard, case.message.subject), case.message.own_words),
        kinds=frozenset(issue.kind for issue in reading.issues),
        care=reading.care,
        formal=_keeps_distance(case, reading, draft, speech),
        troubled=something_wrong(reading),
        awaited=awaited,
        settled=not pending and _only_asks_how(reading, case.message.own_words),
    )


def _keeps_distance(case: Case, reading: Reading, draft: Draft, speech: Speech) -> bool:
    """Whether an easy greeting is out of place: beside grief, and in a letter to whoever did not begin with one."""
    begins = case.message.text[:_SALUTATION]
    if Care.BEREAVEMENT in reading.care or speech.finds(begins, speech.formal):
        return True
    return draft.channel.manner is Manner.LETTER and not speech.finds(begins, speech.easy)


def _only_asks_how(reading: Reading, text: str) -> bool:
    """Whether an answer leaves nothing to be done by us: they only ask, calmly."""
    asks = {issue.kind for issue in needs_of(reading).values()} == {IssueKind.QUESTION}
    pending = any(one.cue.kind in _PENDING for one in reading.cues)
    stuck = reading.struggling and reading.tone is Tone.MIXED
    calm = reading.tone in (Tone.CALM, Tone.CONFUSED, Tone.MIXED) and not stuck and not reading.care
    short = len(text.split()) <= _SHORT
    return asks and calm and short and not pending


def answer_from(desk: Desk, article: Article, draft: Draft, speech: Speech) -> Answer | None:
    """What of an article goes into a reply: its reply block, else what customers may read.

    Where nobody chose the article, a block that says what somebody did waits until somebody does, and the section that
    answers stands there, as far as it is short: whole paragraphs, and where to read the rest.
    """

    def link_for(address: str) -> str:
        return address_for_customers(desk, article, address)

    answer = article.answer(link_for)
    claiming = (desk.language.claiming,)
    exact = draft.suggested and draft.suggested.exact
    if draft.suggested and (exact or article.confirm or not answer.template or of_block(article, claiming)[1]):
        whole, url = article.answer_for_all(link_for, draft.suggested.section).text, public_url(desk, article)
        more = speech.more.replace("{url}", url) if url else ""
        return Answer(beginning_of(whole, _MOST_ANSWERED[draft.channel.manner], more), template=False)
    # What stands in an internal article is for the team; only its reply block was written to be sent.
    return answer if answer.template or article.status is Status.PUBLIC else None


def beginning_of(text: str, most: int, more: str) -> str:
    """The first paragraphs of a text, at most so many words, with `more` behind them where some are left out.

    Empty where not even the first one is that short.
    """
    kept: list[str] = []
    paragraphs = text.split("\n\n")
    for paragraph in paragraphs:
        if sum(len(one.split()) for one in (*kept, paragraph)) > most:
            break
        kept.append(paragraph)
    if len(kept) == len(paragraphs):
        return text
    while kept and (kept[-1].endswith(":") or _ANNOUNCES.search(kept[-1])):
        kept.pop()
    return "\n\n".join(filter(None, (*kept, more))) if kept else ""


def contacts_of(case: Case, reading: Reading, topics: tuple[str, ...]) -> Contacts:
    """Whether the customer writes again about the same matter: as they say themselves, or as it was lately."""
    earlier = case.customer.contacts_about(topics[:1], case.message.text)
    says_so = any(found.cue.kind is CueKind.REPEAT for found in reading.cues)
    lately = case.received_on is not None and any(case.received_on - one.on <= _LATELY for one in earlier)
    return Contacts.REPEAT if earlier and (says_so or lately) else Contacts.FIRST


def asks_for(desk: Desk, draft: Draft, reading: Reading | None) -> tuple[AskedField, ...]:
    """Every field that a phrase, the chosen article or an issue without an answer may ask for."""
    needs = needs_of(reading) if reading else {}
    blanks = (
        AskedField(answer_field(number, needs), _ANSWER_TO.format(shortened(issue.sentence, 80)))
        for number, issue in needs.items()
    )
    return (*desk.asks(draft), *blanks)


def issue_for(desk: Desk, reading: Reading, article: Article | None) -> int:
    """The number of the issue whose words an article shares most of; of the first one that wants an answer."""
    needs = needs_of(reading)
    if article is None or not needs:
        return next(iter(needs), 0)
    language = desk.settings.library.language
    theirs = frozenset(stems_of(f"{article.title} {article.summary} {' '.join(article.keywords)}", language))
    return max(
        needs, key=lambda number: (len(theirs.intersection(stems_of(needs[number].sentence, language))), -number)
    )


def values_for(desk: Desk, case: Case, reading: Reading, draft: Draft, article: Article | None) -> dict[str, object]:
    """Every field that has a value, by its name."""
    agent, language = desk.settings.agent, reading.language or desk.settings.library.language
    speech = desk.words_for(reading.language).speech
    return {
        **customer_values(case.customer, greet_of(case), topics_for(reading, article), language, speech),
        **case_values(case, reading, draft, language),
        "agent.first_name": agent.first_name,
        "agent.name": agent.name,
        "agent.signature": agent.signature or agent.name,
        "organisation.name": desk.settings.library.organisation,
        "article.title": article.title if article else "",
        "article.summary": article.lead if article else "",
        "article.url": public_url(desk, article) if article else "",
        "today": Day.of(desk.today, language),
        **asked_values(draft, asks_for(desk, draft, reading), desk.today, language),
    }
