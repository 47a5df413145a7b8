"""What a reply to a case is made from: phrases, the values of fields, the situation, and what it says back."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import replace

from composer.cases.case import Case
from composer.cases.step import Care, Channel, Contacts, Manner, Tone
from composer.desk.addresses import address_for_customers, public_url
from composer.desk.desk import Desk
from composer.phrases.choice import Rotation, Situation
from composer.phrases.fields import Day
from composer.reading.cues import CueKind
from composer.reading.issues import Issue, IssueKind
from composer.reading.names import greet_of
from composer.reading.needed_day import needed_day
from composer.reading.reading import Reading
from composer.reading.sentences import Unit, whole_sentences
from composer.reading.speech import Speech
from composer.writing.assemble import Supplies, answer_field
from composer.writing.claiming.undeclared import of_block
from composer.writing.draft import Draft
from composer.writing.field_values import asked_values, case_values, customer_values
from composer.writing.happened import happened, something_wrong
from composer.writing.leading import leads_in
from composer.writing.regret import REGRET_DUE, regret_is_due
from composer.writing.turning.learners import by_a_learner
from composer.writing.turning.listening import TENDER, Listening, listening
from composer.writing.turning.told import Heard
from kb.articles.article import Answer, Article, AskedField
from kb.articles.status import Status
from kb.text import shortened
from kb.words.words import stems_of

_LATELY = dt.timedelta(days=21)
"""How long ago a contact about the same topic was, at most, for a message to be about the same matter."""
_ANSWER_TO = "Your answer to: {}"
_FIGURES = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]+")
_ADDED = re.compile(r"\W{0,3}p\.?\s?s\b", re.IGNORECASE)
_TELLS_NOTHING = 0.1
"""What it counts that regret is due: words for what happened always come first."""
_MOST_TITLES = 2
"""Words beside a name that is a line of its own, `Dr.`, `i. V.`; in a longer one somebody says who they are."""
_MOST_SIGNED = 12
"""Words below a name that belong to a signature: an office, a key, a telephone number."""
_SALUTATION = 200
"""Characters at the beginning of a message that a greeting stands in."""
_ANNOUNCES = re.compile(
    r"\b(?:(?:the|see|read|follow|try|check|review)\s(?:\w+\s)?(?:below|following)|below\s\w+|as follows|folgende\w*"
    r"|unten\w*|wie folgt)\b[^.\n]{0,60}[.:]$",
    re.IGNORECASE,
)
"""How a paragraph ends that announces the one behind it."""
_MOST_BEHIND = 40
_MOST_TOLD = 200
"""Sentences of a message that are looked at for what a reply says back."""
_MOST_ANSWERED = {Manner.LETTER: 150, Manner.TALK: 70, Manner.POST: 0}
"""Words of an article that nobody chose, by how one writes in the channel of the reply."""
_MOST_QUOTED = {Manner.LETTER: 70, Manner.TALK: 40, Manner.POST: 18}
"""Words of the message that a reply quotes, likewise."""


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
    return Supplies(
        phrases=language.phrases,
        situation=_situation(case, reading, draft, topics, language.speech, awaited=day is not None),
        values={
            **values_for(desk, case, reading, draft, article),
            "case.listening": heard.text,
            # Who is told that we know the day needs it no second time.
            "case.needed_on": Day.of(day, code) if day and str(day.day) not in _FIGURES.findall(heard.text) else None,
        },
        answer=answer.text if answer else "",
        answer_is_template=answer.template if answer else False,
        article=draft.article,
        needs=needs_of(reading),
        answers=draft.suggested.issue if draft.suggested else issue_for(desk, reading, article),
        summary=article.lead if article and article.status is Status.PUBLIC else "",
        had=desk.sentences_had(case.customer) if had is None else had,
        heard=heard.offered,
        said=heard.said,
        leads=heard.leads,
        unquoted=heard.unquoted,
        rotation=Rotation(desk.used_phrases, turn=int(case.id[:4], 16)),
        speech=language.speech,
    )


def _situation(
    case: Case, reading: Reading, draft: Draft, topics: tuple[str, ...], speech: Speech, *, awaited: bool
) -> Situation:
    """What the phrases of a reply are chosen for."""
    cues = dict(happened(reading))
    if regret_is_due(reading, case.message.own_words, public=draft.channel.manner is Manner.POST):
        cues[REGRET_DUE] = _TELLS_NOTHING
    return Situation(
        tone=Tone.WORRIED if reading.tone is Tone.CALM and reading.in_need else reading.tone,
        topics=topics,
        channel=draft.channel,
        history=contacts_of(case, reading, topics),
        outcome=draft.outcome,
        asks=bool(needs_of(reading)) or reading.tone is not Tone.THANKFUL,
        cues=cues,
        kinds=frozenset(issue.kind for issue in reading.issues),
        care=reading.care,
        # Nobody who grieves is greeted with `Hallo`.
        formal=Care.BEREAVEMENT in reading.care or bool(speech.finds(case.message.text[:_SALUTATION], speech.formal)),
        troubled=something_wrong(reading),
        awaited=awaited,
    )


def _unquoted(desk: Desk, own: str, reading: Reading) -> frozenset[int]:
    """The numbers of the issues in whose sentence stands why the message needs a person; all of a learner's."""
    if by_a_learner(own, desk.turning_for(reading.language)):
        return frozenset(range(len(reading.issues)))
    places = [found.start for found in reading.cues if found.cue.care in TENDER]
    found = set[int]()
    for number, issue in enumerate(reading.issues):
        at = own.find(issue.sentence)
        start, end = (at, at + len(issue.sentence)) if at >= 0 else (issue.start, issue.end)
        found |= {number} if any(start <= place < end for place in places) else set()
    return frozenset(found)


def needed_on(desk: Desk, case: Case, reading: Reading) -> dt.date | None:
    """The day ahead that a message names, by which or for which they need it."""
    language = desk.words_for(reading.language)
    sentences = whole_sentences(case.message.own_words, language.issue_words, language.speech)[:_MOST_TOLD]
    day = needed_day(sentences, case.received_on or desk.today, language.speech.day_words)
    return day if day and day > desk.today else None


def answer_from(desk: Desk, article: Article, draft: Draft, speech: Speech) -> Answer | None:
    """What of an article goes into a reply: its reply block, else what customers may read.

    Where nobody chose the article, a block that says what somebody did waits until somebody does, and the section that
    answers stands there, as far as it is short: whole paragraphs, and where to read the rest.
    """

    def link_for(address: str) -> str:
        return address_for_customers(desk, article, address)

    answer = article.answer(link_for)
    claiming = (desk.language.claiming,)
    if draft.suggested and (article.confirm or not answer.template or of_block(article, claiming)[1]):
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


def needs_of(reading: Reading) -> Mapping[int, Issue]:
    """The issues that want an answer, by their number in the message.

    A complaint beside other needs is answered by what acknowledges it, and by their answers.
    """
    needs = {number: issue for number, issue in enumerate(reading.issues) if issue.needs_answer}
    others = {number: issue for number, issue in needs.items() if issue.kind is not IssueKind.COMPLAINT}
    return others or needs


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
    manner = desk.words_for(reading.language).speech.manner
    return {
        **customer_values(case.customer, greet_of(case), topics_for(reading, article), language, manner),
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


def heard_in(desk: Desk, case: Case, reading: Reading, channel: Channel) -> Listening:
    """What the customer needs, said back, and what else of the message no change of a draft changes."""
    day = needed_on(desk, case, reading)
    said = _said_back(desk, case, reading, channel, day)
    return replace(said, needed_on=day, unquoted=said.unquoted | _unquoted(desk, case.message.own_words, reading))


def _said_back(desk: Desk, case: Case, reading: Reading, channel: Channel, day: dt.date | None) -> Listening:
    """What the customer needs, said back; nothing where it would hurt to read it again."""
    if channel.manner is Manner.POST and reading.tone is Tone.UPSET:
        return Listening(said=frozenset(range(len(reading.issues))))
    heard, speech = heard_of(desk, case, reading, channel, day), desk.words_for(reading.language).speech
    led = leads_in(needs_of(reading), channel, speech)
    first = any(found.warns for found in reading.cues) or not TENDER.isdisjoint(reading.care)
    manner = channel.manner
    most, public = _MOST_QUOTED[manner], manner is Manner.POST
    # Behind a warning or condolences, what was written is said back in short.
    most = min(most, _MOST_BEHIND) if first else most
    return listening(heard, led, most, asks_only=public)


def heard_of(desk: Desk, case: Case, reading: Reading, channel: Channel, day: dt.date | None = None) -> Heard:
    """The message as it is listened to; `day` is the one that the end of the reply names."""
    language, own = desk.words_for(reading.language), case.message.own_words
    return Heard(
        own,
        reading,
        tuple(
            _unsigned(whole_sentences(own, language.issue_words, language.speech), greet_of(case).whole)[:_MOST_TOLD]
        ),
        desk.turning_for(reading.language),
        language.speech,
        # What came in a chat or a post without a date was written just now.
        case.received_on or (None if channel.manner is Manner.LETTER else desk.today),
        desk.today,
        case.message.subject,
        day,
    )


def _unsigned(sentences: list[Unit], name: str) -> list[Unit]:
    """The sentences without those that name whoever wrote, and without the few words of a signature below the name."""
    names = {word for word in name.split() if len(word) > 2}
    named = [at for at, unit in enumerate(sentences) if not names.isdisjoint(_WORD.findall(unit.text))]
    alone = named and named[-1] and len(_WORD.findall(sentences[named[-1]].text)) <= len(name.split()) + _MOST_TITLES
    below = sentences[named[-1] + 1 :] if alone else []
    signed = 0 < sum(len(unit.text.split()) for unit in below) <= _MOST_SIGNED
    kept = sentences[: named[-1]] if signed and not any(_ADDED.match(unit.text) for unit in below) else sentences
    return [unit for at, unit in enumerate(kept) if at not in named]
