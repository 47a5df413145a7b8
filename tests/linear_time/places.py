"""Every reader of text from outside, as a function of one text, and the largest text that it is given."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import NamedTuple

from composer.cases.case import Case
from composer.cases.message import Message
from composer.cases.step import Tone
from composer.desk.on_screen import read_on_screen
from composer.exchange.table_file import csv_table, json_table
from composer.phrases.fields import check_template, fill
from composer.phrases.ledger import sentences_had
from composer.phrases.phrasebook import parse_phrasebook
from composer.phrases.templates import LONGEST_TEMPLATE, _compiled
from composer.practice.read_drills import parse_course
from composer.reading.about_whom import about_whom
from composer.reading.cards import mask_cards
from composer.reading.counted import contacts_in, counted_in, is_unsent
from composer.reading.cues import parse_cues
from composer.reading.days.saying import find_days
from composer.reading.days.seen import Seen
from composer.reading.days.words import parse_day_words
from composer.reading.facts import find_facts, find_questions
from composer.reading.hazard import hazard_in, parse_hazards
from composer.reading.headers import address_of_field, addresses_of, moment_of_field
from composer.reading.introducing import find_introduced
from composer.reading.issue_words import parse_issue_words
from composer.reading.issues import find_issues
from composer.reading.language_of import language_of
from composer.reading.lasting import lasting_in
from composer.reading.lexicon import parse_lexicon
from composer.reading.mail import parse_mail
from composer.reading.manner import chances_of, parse_manners
from composer.reading.markup import text_of_html
from composer.reading.message import MOST_BYTES as MOST_BYTES_OF_MAIL
from composer.reading.message import MOST_CHARACTERS, parse_message
from composer.reading.mime import parameters_of, parse_parts
from composer.reading.needed_day import is_needed_today, needed_day
from composer.reading.occasions import occasion_in
from composer.reading.person import read_name
from composer.reading.praise import praised_in
from composer.reading.quotes import take_apart
from composer.reading.reading import Hearing, Reading, focus, read_message
from composer.reading.sentences import Unit
from composer.reading.signatures import without_signature
from composer.reading.signing import find_signed
from composer.reading.spans import sentence_round
from composer.reading.speech import parse_speech
from composer.tui.drawing.article import article_pieces
from composer.tui.drawing.message import message_content
from composer.writing.checks import CHECKS
from composer.writing.checks.context import Check, Checking
from composer.writing.claiming.find_claims import find_claims
from composer.writing.claiming.undeclared import labels_of_block
from composer.writing.draft import Draft, typed
from composer.writing.leading import may_lead, said_in_public
from composer.writing.need_forms import asks_at_once, needs_at_once
from composer.writing.promises import find_promises
from composer.writing.recognise import recognised
from composer.writing.sounding import parse_sounding
from composer.writing.turning.learners import by_a_learner
from composer.writing.turning.pointing import points_at_a_kind, points_at_end, points_back, points_elsewhere
from composer.writing.turning.turn import turn
from composer.writing.turning.turning_words import parse_turning_words
from composer.writing.wording_rules import parse_wording
from kb.articles.article import Article
from kb.articles.article_source import MOST_FRONT_MATTER, parse_article
from kb.errors import KBError
from kb.faq.articles.body import Leading, cleaned_html, render_body
from kb.faq.articles.clean import clean_html
from kb.faq.bare.bare import bare
from kb.faq.leaks import hidden_lines
from kb.files import MOST_BYTES
from kb.markdown.foreign import comments_left_in, marks_in, tags_in
from kb.markdown.parser import parse_markdown
from kb.markdown.sheets import hiding_selectors
from kb.markdown.styles import style_hides
from kb.markdown.unseen import comments_in, hidden_in, hides, says_house
from kb.moving_in.body import TurnedBodies
from kb.moving_in.body import turn as turn_body
from kb.moving_in.desk_articles import given_of, pages_from
from kb.moving_in.desk_json import documents_in, is_article, objects_in
from kb.moving_in.desk_topics import topics_of
from kb.moving_in.from_html import anchors_in, as_markdown, main_of
from kb.moving_in.front_matter import read, split
from kb.moving_in.jekyll import written_out
from kb.moving_in.pages import first_heading
from kb.moving_in.places import Places
from kb.moving_in.sidebars import Sidebar, read_sidebar
from kb.moving_in.tools import Source
from kb.moving_in.zammad import joined
from kb.problem import At, Problems
from kb.search.excerpt import excerpt
from kb.search.query import LONGEST_QUERY, parse_query
from kb.search.search_log import nameless
from kb.text import clean, fold, one_line, places_of, slugify
from kb.words.near_duplicates import find_twins
from kb.words.words import words_of
from kb.yaml.tree import MOST_CHARACTERS as MOST_YAML
from kb.yaml.tree import parse_yaml
from tests.linear_time.desk_places import DESK_PLACES, OF_FILES
from tests.linear_time.inventory import languages
from tests.linear_time.odd_files import odd_files

_MESSAGE = "I am so angry. My order 4411 never arrived, I was charged twice! Where is it?"
_NOON = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)


class Place(NamedTuple):
    """A reader with the number of characters from which on the product cuts or refuses a text before it."""

    run: Callable[[str], object]
    most: int = MOST_CHARACTERS


@cache
def hearing() -> Hearing:
    language = languages()["en"]
    tasks = ("reset the password",)
    learned, words = None, language.issue_words
    return Hearing(language.cues, language.speech, language.lexicon, language.manners, tasks, learned, words)


@cache
def _reading() -> Reading:
    return read_message(Message(_MESSAGE), hearing())


def _about_whom(text: str) -> object:
    found = [replace(one, start=len(text) - 1) for one in _reading().cues]
    return [about_whom([Unit(text, 0, len(text), 0, listed=False)], found, code) for code in ("en", "de")]


def _needed_day(text: str) -> object:
    return is_needed_today([text], text), needed_day([_whole(text)], _NOON.date(), hearing().speech.day_words)


def _whole(text: str) -> Unit:
    """A text as one sentence."""
    return Unit(text, 0, len(text), 0, listed=False)


def _tone_words(text: str) -> object:
    chances = chances_of(text, _reading().features, hearing().manners)
    return chances and chances.words_for(Tone.UPSET, text)


def _checking(text: str) -> Checking:
    language = languages()["en"]
    today = _NOON.date()
    return Checking(
        Draft(text),
        language.wording,
        language.speech,
        _MESSAGE,
        reading=_reading(),
        today=today,
        claiming=language.claiming,
    )


def _check(check: Check) -> Callable[[str], object]:
    return lambda text: list(check(_checking(text)))


def _message(text: str) -> object:
    with contextlib.suppress(KBError):
        return parse_message(text.encode("utf-8", "replace"), "message")
    return None


def _filled(text: str) -> object:
    _compiled.cache_clear()
    check_template(text, (), At(), Problems("phrases.yaml"))
    return fill(text, {"customer.name": "Ana"})


def _turned(text: str) -> object:
    return turn(text, languages()["en"].turning), turn(text, languages()["de"].turning)


def _claims(text: str) -> object:
    return [find_claims(text, language.claiming) for language in languages().values()]


def _days(text: str) -> object:
    words = hearing().speech.day_words
    return find_days(text, Seen(_NOON), words), words.names_a_month(text)


def _header(text: str) -> object:
    field = text.encode("utf-8", "replace").replace(b"\n", b"\n ")
    return address_of_field(field), addresses_of([field]), moment_of_field(field), parameters_of(field)


def _mail(text: str) -> object:
    return parse_mail(b"From: Ana <ana@mail.example>\nSubject: Late\n\n" + text.encode("utf-8", "replace"))


def _parts(text: str) -> object:
    start = b"From: ana@mail.example\nContent-Type: multipart/mixed; boundary=a\n\n--a\n"
    return parse_parts(start + text.encode("utf-8", "replace"))


def _table(text: str) -> object:
    with contextlib.suppress(KBError):
        return list(csv_table(text.encode("utf-8", "replace"), "table.csv").rows)
    return None


def _lines_of_json(text: str) -> object:
    with contextlib.suppress(KBError):
        return list(json_table(text, "table.jsonl").rows)
    return None


def _promises(text: str) -> object:
    return find_promises(text, hearing().speech, _NOON)


def _article(text: str) -> Article:
    return parse_article(f"---\ntitle: A\nstatus: public\n---\n{text}", "a.md")[0]


def _drawn(text: str) -> object:
    return [piece.rows(58) for piece in article_pieces(parse_markdown(text, public=False))]


def _page(text: str) -> object:
    leading = Leading(lambda address: address, lambda _address: None, "")
    return render_body(
        cleaned_html(_article(text)),
        "A",
        leading,
        {"done": "", "to_do": "", "table": ""} | dict.fromkeys(("note", "tip", "warning", "important", "caution"), ""),
    )


def _moved_in(tool: str) -> Callable[[str], object]:
    nowhere = Path("/nowhere")
    source = Source(tool, nowhere, nowhere)

    def run(text: str) -> object:
        keys, body = split(f"---\ntitle: A\n---\n{text}")
        return read(keys), turn_body(body, "a.md", {}, source, Places(source, {"a.md": "a.md"}, {}), TurnedBodies())

    return run


def _weights(text: str) -> object:
    found = []
    for parse in (parse_lexicon, parse_manners, parse_hazards, parse_sounding):
        with contextlib.suppress(KBError, ValueError):
            found.append(parse(text))
    return found


def _claimed(text: str) -> object:
    words = (languages()["en"].claiming,)
    return list(labels_of_block(_article(f"::: reply\nI sent it. {text}\n:::\n"), text, words))


def _exported(text: str) -> object:
    page = f"<html><body><main>{text}</main></body></html>"
    return main_of(page), as_markdown(text)


def _of_desk(text: str) -> object:
    """The tables of Zammad with a text in one of their articles, and the same text as the JSON itself."""
    name = "KnowledgeBaseAnswer"
    tables = {
        name: {"1": {"id": 1, "category_id": 1}},
        f"{name}Translation": {"1": {"id": 1, "title": "A", "answer_id": 1, "content_id": 1}},
        f"{name}TranslationContent": {
            "1": {"id": 1, "body": f'<p hidden>{text}</p>{text}"data:image/png;base64,{text}'}
        },
    }
    with contextlib.suppress(ValueError):
        list(documents_in(text))
    objects = joined([found for one in documents_in(json.dumps(tables)) for found in objects_in(one, "a")], [])
    articles = [(kind, one) for kind, one in objects if is_article(kind, one)]
    given = given_of(objects, articles, topics_of(objects), frozenset(anchors_in(text)))
    return [page for kind, one in articles for page in pages_from(kind, one, given, {})]


_BEGINNINGS = (
    (b"\0\0\0\x0cJXL \r\n\x87\n", ".jxl"), (b"\0\0\0\x08ftyp", ".mp4"), (b"\x1aE\xdf\xa3\x80", ".webm"),
    (b"", ".mp3"), (b"\xff\xd8\xff", ".jpg"),
    (b"%PDF-1.7 /Info 1 0 R 1 0 obj<</Author ", ".pdf"), (b"%PDF-1.7 1 0 obj<</Type/ObjStm/First 9>>stream\n", ".pdf"),
    (b"{\\rtf1{\\info ", ".rtf"), (b"ISO-10303-21;FILE_NAME('", ".step"),
)  # fmt: skip
"""How the files begin of which each is gone through."""


def _bared(text: str) -> None:
    content = text.encode("utf-8", "replace")
    for begins, kind in _BEGINNINGS:
        bare(begins + content, kind)
    for grown, kind in odd_files(len(content)):
        bare(grown, kind)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("word/document.xml", content)
        archive.writestr("meta.xml", content)
    bare(written.getvalue(), ".docx")


PLACES: dict[str, Place] = {
    "message": Place(_message),
    "reading": Place(lambda text: read_message(Message(text), hearing(), ("Acme Garden", "Ana"))),
    "tone words": Place(_tone_words),
    "focus": Place(lambda text: focus(Message(text), hearing())),
    "facts": Place(lambda text: find_facts(text, hearing().speech)),
    "questions": Place(lambda text: find_questions(text, hearing().speech)),
    "cards": Place(mask_cards),
    "marks": Place(lambda text: message_content(Case("a", Message(text)), _reading())),
    "promises": Place(_promises),
    "issues": Place(lambda text: find_issues(text, languages()["en"].issue_words, hearing().speech)),
    "turned": Place(_turned),
    "leads": Place(lambda text: (may_lead(text), needs_at_once(text), asks_at_once(text), said_in_public(text))),
    "on screen": Place(read_on_screen),
    "pointing": Place(
        lambda text: [
            points_at_end(text),
            points_back(text),
            points_at_a_kind(text),
            *(points_elsewhere(text, text, code) for code in ("en", "de")),
        ]
    ),
    "hazards": Place(lambda text: hazard_in(text, languages()["en"].manners.hazards)),
    "praise": Place(lambda text: praised_in(text, _reading().cues, "Jill Ash")),
    "counted": Place(lambda text: (counted_in(text), contacts_in(text), is_unsent(text, 0))),
    "sentence_round": Place(lambda text: sentence_round(text, 0, len(text) // 2)),
    "lasting": Place(lambda text: [lasting_in(text, [_whole(text)], _reading().facts, code) for code in ("en", "de")]),
    "about whom": Place(_about_whom),
    "needed day": Place(_needed_day),
    "occasions": Place(lambda text: [occasion_in([_whole(text)], code, bool) for code in ("en", "de")]),
    "learners": Place(lambda text: [by_a_learner(text, languages()[code].turning) for code in ("en", "de")]),
    "claims": Place(_claims),
    "days": Place(_days),
    "language": Place(language_of),
    "signature": Place(without_signature),
    "signed": Place(lambda text: (find_signed(text, text), find_introduced(text))),
    "name": Place(read_name),
    "quotes": Place(take_apart),
    "html of mail": Place(text_of_html, MOST_BYTES_OF_MAIL),
    "header": Place(_header),
    "mail": Place(_mail, MOST_BYTES_OF_MAIL),
    "parts of mail": Place(_parts, MOST_BYTES_OF_MAIL),
    "recognised": Place(lambda text: recognised(text, languages()["en"].known_sentences)),
    "ledger": Place(lambda text: sentences_had(text, frozenset({"a a a a a a", "i will write to you"}))),
    "typed": Place(lambda text: typed(Draft(text), text[: len(text) // 2] + "x" + text[len(text) // 2 :])),
    "claims of a block": Place(_claimed, LONGEST_TEMPLATE),
    "template": Place(_filled, LONGEST_TEMPLATE),
    "phrasebook": Place(lambda text: parse_phrasebook(text, "a.yaml"), MOST_YAML),
    "cues": Place(lambda text: parse_cues(text, "cues.yaml"), MOST_YAML),
    "speech": Place(lambda text: parse_speech(text, "speech.yaml"), MOST_YAML),
    "words of issues": Place(lambda text: parse_issue_words(text, "issues.yaml"), MOST_YAML),
    "words of days": Place(lambda text: parse_day_words(text, "days.yaml"), MOST_YAML),
    "words of turning": Place(lambda text: parse_turning_words(text, "turning.yaml"), MOST_YAML),
    "weights": Place(_weights, MOST_BYTES),
    "wording": Place(lambda text: parse_wording(text, "wording.yaml"), MOST_YAML),
    "yaml": Place(lambda text: parse_yaml(text, Problems("a.yaml")), MOST_YAML),
    "front matter": Place(lambda text: parse_article(f"---\n{text}\n---\nA", "a.md"), MOST_FRONT_MATTER),
    "article": Place(lambda text: _article(text).outline, MOST_BYTES),
    "article, whole": Place(_drawn, MOST_BYTES),
    "article, answer": Place(lambda text: (_article(text).description, _article(text).answer()), MOST_BYTES),
    "page": Place(_page, MOST_BYTES),
    "html": Place(clean_html, MOST_BYTES),
    "hidden lines": Place(lambda text: list(hidden_lines(_article(text))), MOST_BYTES),
    "comments": Place(comments_in, MOST_BYTES),
    "hidden elements": Place(hidden_in, MOST_BYTES),
    "hidden by the house": Place(lambda text: (says_house(text), hides(f"<{text}")), MOST_BYTES),
    "drawing": Place(lambda text: bare(text.encode("utf-8", "replace"), ".svg"), MOST_BYTES),
    "files": Place(_bared, MOST_BYTES),
    "style sheets": Place(hiding_selectors, MOST_BYTES),
    "one style": Place(style_hides, MOST_BYTES),
    "foreign marks": Place(lambda text: [*marks_in(text), *comments_left_in(text), *tags_in(text)], MOST_BYTES),
    "course": Place(lambda text: parse_course(text, "course.yaml", "de-escalation", ()), MOST_YAML),
    "table": Place(_table, MOST_BYTES_OF_MAIL),
    "lines of JSON": Place(_lines_of_json, MOST_BYTES_OF_MAIL),
    "excerpt": Place(
        lambda text: excerpt(Article("a.md", "a", "A", _article("").status, text), ("hello",)), MOST_BYTES
    ),
    "twins": Place(lambda text: find_twins({"a": text, "b": f"{text} b"}), MOST_BYTES),
    "query": Place(parse_query, LONGEST_QUERY),
    "nameless": Place(lambda text: nameless(text, (), lambda _word: False)),
    "words": Place(lambda text: list(words_of(text)), MOST_BYTES),
    "clean": Place(lambda text: one_line(clean(text)), MOST_BYTES),
    "fold": Place(lambda text: (fold(text), slugify(text)), MOST_BYTES),
    "places": Place(lambda text: places_of("hello", text), MOST_BYTES),
    **{
        f"moved in, {tool or 'Markdown'}": Place(_moved_in(tool), MOST_BYTES)
        for tool in (
            "",
            "Docusaurus",
            "MkDocs",
            "Jekyll",
            "Obsidian",
            "GitBook",
            "ExL",
            "Mintlify",
            "VitePress",
            "Hugo",
        )
    },
    "moved in, front matter": Place(lambda text: read(split(f"---\n{text}\n---\nA")[0]), MOST_FRONT_MATTER),
    "moved in, sidebars": Place(lambda text: read_sidebar(text, 0, Sidebar()), MOST_BYTES),
    "moved in, headings": Place(first_heading, MOST_BYTES),
    "moved in, texts by language": Place(
        lambda text: written_out(text, {}, Path("nowhere"), "en", {"a": "b"}), MOST_BYTES
    ),
    "moved in, HTML": Place(_exported, MOST_BYTES),
    "moved in, JSON": Place(_of_desk, MOST_BYTES),
    **{f"check {check.__name__}": Place(_check(check)) for check in CHECKS},
    **{name: Place(run, MOST_BYTES if name in OF_FILES else MOST_CHARACTERS) for name, run in DESK_PLACES.items()},
}
"""By name; a new check is among them by itself."""
