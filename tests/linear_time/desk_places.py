"""Readers of text from outside that need more than a text: a whole desk, a file of another program, what was kept."""

from __future__ import annotations

import atexit
import contextlib
import datetime as dt
import shutil
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from composer.cases.case import Case
from composer.cases.message import Message
from composer.desk.desk import Desk, Surroundings, open_desk
from composer.desk.earlier import replies_about
from composer.desk.exemplaries import similar_to
from composer.desk.new_desk import start_desk
from composer.desk.open_case import Answering, start_answering
from composer.desk.reply_record import promises_in
from composer.desk.search_log import find_phrases
from composer.exchange.activity_file import activity_from
from composer.exchange.customer_file import parse_customers
from composer.exchange.editor import split_words
from composer.exchange.mail_body import Extras, says_enclosed
from composer.exchange.mail_draft import mail_draft
from composer.exchange.moments import parse_moment
from composer.exchange.phrase_file import load_phrases
from composer.exchange.phrase_texts import phrasebook_text
from composer.exchange.rating_file import ratings_from
from composer.exchange.rating_rows import Wish
from composer.exchange.rating_sources import parse_scale
from composer.exchange.secret_command import MailboxSecret
from composer.exchange.table_file import safe_cell
from composer.mail.submission import SignIn
from composer.phrases.fields import parse_day
from composer.practice.anonymise import Anonymiser
from composer.practice.exemplary import parse_exemplary
from composer.practice.judging import pieces_of
from composer.practice.stand_ins import with_stand_ins
from composer.reading.charsets import decode_text, decode_transfer, unflowed
from composer.reading.entering import enter_message, raw_message
from composer.reading.message import parse_reply
from composer.records.address import conceal, parse_address
from composer.records.given_up import _keys
from composer.records.naming import holds
from composer.records.outcomes import names_in
from composer.tui.drawing.reply import marks_of, parts_of, shown_of
from composer.tui.drawing.review import letter_content
from composer.tui.paste import PasteParser
from composer.writing.draft import Draft
from composer.writing.kept_draft import from_json, to_json
from composer.writing.spelling import Speller
from composer.writing.turning.turn import retell
from kb.articles.article_source import parse_article
from kb.articles.readdress import readdressed
from kb.articles.rename import _with_alias, _with_related
from kb.errors import KBError
from kb.faq.articles.highlight import coloured
from kb.faq.articles.media import picture_size
from kb.faq.articles.text_cache import minutes_of
from kb.faq.leaks import Watch, hidden_lines, known_again, says_any
from kb.faq.lost_words import lost_words
from kb.faq.pages.templates import with_words
from kb.faq.site_search import counted_fields
from kb.meaning.wordpiece import WordPiece
from kb.moving_in.dokuwiki_text import markdown_of_wiki
from kb.moving_in.layout import dedented
from kb.search.answers import answers_for
from kb.streams import _harmless
from kb.text import whole_number
from kb.words.glossary import glossed
from kb.words.likeness import likenesses
from tests.linear_time.inventory import languages

NOON = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
_SPEECH = "en"


@cache
def _desk() -> Desk:
    """The sample desk, which stays for as long as the process does."""
    place = Path(tempfile.mkdtemp(prefix="linear-time-"))
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    desk = open_desk(start_desk(place / "acme").folder, Surroundings(NOON.date(), place / "cache", place))
    _ = desk.search, desk.records
    atexit.register(desk.close)
    return desk


def _answering(message: str) -> Answering:
    return start_answering(_desk(), _desk().case_for(message.encode("utf-8", "replace"), "message"))


def _answered(text: str) -> object:
    """A reply to a message, put together and looked through."""
    with contextlib.suppress(KBError):
        one = _answering(text)
        one.accept_all()
        return one.findings(), one.draft.text
    return None


def _typed(text: str) -> object:
    """A reply typed to a plain message, looked through and shown."""
    one = _answering("Where is my order 4411? It was due last Friday.")
    one.type(text)
    shown = shown_of(one.draft.text, one.labels)
    drawn = letter_content(shown, one.reading, ["4411"], one.claims, ())
    return (
        one.findings(),
        marks_of(one.draft, shown, one.claims, None),
        parts_of(one.draft, shown, one.claims, None),
        drawn,
    )


def _typed_among_offers(text: str) -> object:
    """A reply typed into what is offered."""
    one = _answering("Where is my order 4411? It was due last Friday.")
    one.type_among_offers(one.whole.text + text)
    return one.findings(), promises_in(_desk(), text, NOON, text)


def _concealed(text: str) -> object:
    """What servers say, without the passwords that they repeat."""
    secret = MailboxSecret("printf opensesame", {})
    secret.get()
    sign_in = SignIn("ana", secret, by_token=False)
    return conceal(parse_address("postgresql://ana:opensesame@localhost/acme"), text), sign_in.conceal(text)


def _small(text: str) -> object:
    """What stands in a cell, a field or a line of settings, and is cut by nobody."""
    found = parse_moment(text, dt.UTC, months=None), parse_scale(text), parse_day(text, NOON.date())
    return found, split_words(text), whole_number(text)


def _picture(text: str) -> object:
    content = text.encode("utf-8", "replace")
    return [picture_size(head + content) for head in (b"\xff\xd8\xff", b"GIF89a", b"RIFF\0\0\0\0WEBPVP8X", b"\x89PNG")]


def _answers(text: str) -> object:
    return answers_for(_desk().search, text, [text[:2_000]]), similar_to(_desk(), text, "en")


def _sent(text: str) -> object:
    """A mail on its way out: reply, signature and what it answers in all forms."""
    case = Case("a", Message(text, subject=text[:2_000], sender_name=text[:2_000], references=text))
    return mail_draft(case, text, NOON, extras=Extras(quoted=text, signature=text, flowed=True, html=True))


def _phrases(ending: str, head: str = "", tail: str = "") -> Callable[[str], object]:
    """Ready texts of another desk, in a file of this kind."""

    def run(text: str) -> object:
        with tempfile.TemporaryDirectory() as folder, contextlib.suppress(KBError):
            path = Path(folder) / f"export{ending}"
            path.write_text(head + text + tail, "utf-8", errors="replace")
            return phrasebook_text(load_phrases(path), "en")
        return None

    return run


def _refusing(run: Callable[[str], object]) -> Callable[[str], object]:
    def guarded(text: str) -> object:
        with contextlib.suppress(KBError, ValueError):
            return run(text)
        return None

    return guarded


def _anonymous(text: str) -> object:
    speech = languages()[_SPEECH].speech
    people = {"Ana Silva": "customer.name", "Ana": "customer.first_name"}
    return Anonymiser(speech, people).anonymous(text), with_stand_ins(text)


def _exemplary(text: str) -> object:
    source = f"---\nwhy: It is short.\n---\n## Message\n\n{text}\n\n## Reply\n\n{text}\n"
    return parse_exemplary(source, "a.md", languages()[_SPEECH].speech, lambda word: word == "ana")


def _renamed(text: str) -> object:
    source = f"---\ntitle: A\nrelated: [a]\n---\n{text}"
    return readdressed(source, lambda address: address), _with_related(source, "a", "b"), _with_alias(source, "c")


def _lost(text: str) -> object:
    article, _problems = parse_article(f"---\ntitle: A\nstatus: public\n---\n{text}", "a.md")
    return lost_words(article, text)


@cache
def _watch() -> Watch:
    library = _desk().library
    return Watch(library, [(article, list(hidden_lines(article))) for article in library.articles])


def _found(text: str) -> object:
    return _desk().search.find(text)


def _pasted(text: str) -> object:
    return list(PasteParser().feed(f"\x1b[200~{text}\x1b[201~"))


class _Words:
    """A dictionary that knows short words alone."""

    def spell(self, word: str) -> bool:
        return len(word) < 2


def _spelt(text: str) -> object:
    speller = Speller(_Words())
    return [speller.better(text[start:end][:40]) for start, end in speller.misspelt(text, frozenset())]


def _retold(text: str) -> object:
    return [retell(text, language.turning) for language in languages().values()]


def _draft(text: str) -> object:
    return from_json(to_json(Draft(text)))


def _coded(text: str) -> object:
    content = text.encode("utf-8", "replace")
    plain = [decode_transfer(content, way) for way in ("quoted-printable", "base64")]
    return plain, [decode_text(content, name) for name in ("iso-2022-jp", "gb2312", "utf-7", "hz", "us-ascii", "idna")]


Reader = Callable[[str], object]
DESK_PLACES: dict[str, Reader] = {
    "message that enters": _refusing(lambda text: enter_message(text.encode("utf-8", "replace"), "a.eml")),
    "message that is no message": _refusing(lambda text: raw_message(text.encode("utf-8", "replace"), "a.eml")),
    "reply that is read": _refusing(lambda text: parse_reply(text.encode("utf-8", "replace"), "reply.txt")),
    "answered": _answered,
    "typed and shown": _typed,
    "draft": _draft,
    "pasted": _pasted,
    "mail that goes out": _sent,
    "file that is named": says_enclosed,
    "flowed lines": lambda text: (unflowed(text, joined=True), unflowed(text, joined=False)),
    "character sets": _coded,
    "retold": _retold,
    "spelt": _spelt,
    "customers": _refusing(lambda text: parse_customers(text, "customers.csv")),
    "customers, cells": _refusing(
        lambda text: parse_customers(f'id,name,note\n1,"{text}","{text}"\n', "customers.csv")
    ),
    "activity": _refusing(lambda text: activity_from(f"customer,on\n{text}".encode("utf-8", "replace"), "a.csv")),
    "ratings": _refusing(lambda text: ratings_from(f"score,comment\n5,{text}".encode(), "a.csv", Wish(), dt.UTC)),
    "ratings in JSON": _refusing(lambda text: ratings_from(text.encode("utf-8", "replace"), "a.json", Wish(), dt.UTC)),
    "phrases in YAML": _phrases(".yml", "matches:\n  - trigger: a\n    replace: |\n      "),
    "phrases in JSON": _phrases(".json", '[{"title": "a", "body": "', '"}]'),
    "phrases in JSON, any": _phrases(".json"),
    "phrases in a table": _phrases(".csv", 'short_code,content\na,"', '"\n'),
    "cell of a table": safe_cell,
    "anonymous": _anonymous,
    "exemplary": _exemplary,
    "judged": pieces_of,
    "sentences never had": _keys,
    "names": lambda text: (names_in(text), holds(text, ["Ana Silva", "Ana"])),
    "renamed": _renamed,
    "moved in, lines": dedented,
    "wiki": lambda text: markdown_of_wiki(text, lambda name: name, lambda name: name),
    "lost words": _lost,
    "leaks": lambda text: list(_watch().leaks_in("a.html", text.encode("utf-8", "replace"))),
    "held back again": lambda text: says_any(text, known_again(text)),
    "site search": lambda text: (counted_fields(text, [text], [text], text), minutes_of(text)),
    "colours of code": lambda text: [coloured(text, name) for name in ("python", "html", "bash", "yaml", "php")],
    "pieces of words": lambda text: WordPiece(["[UNK]", "[CLS]", "[SEP]", "a", "##a"]).numbers_of(text),
    "glossed": lambda text: glossed(text, "de", "en"),
    "alike": lambda text: likenesses(text, [text, f"{text} b"], "en"),
    "terminal": _harmless,
    "typed among offers": _typed_among_offers,
    "concealed": _concealed,
    "cells and fields": _small,
    "pictures": _picture,
    "answers": _answers,
    "fields of a theme": lambda text: with_words(text, {"words.home": "Home", "style": "site.css"}),
    "found": _found,
    "found for a letter": lambda text: _desk().search.find_for(text, text),
    "found among replies": lambda text: (replies_about(_desk(), text), find_phrases(_desk(), text)),
}
"""By name."""
OF_FILES = frozenset({
    "activity", "customers", "customers, cells", "exemplary", "held back again", "leaks", "lost words",
    "moved in, lines", "phrases in JSON", "phrases in JSON, any", "phrases in YAML", "phrases in a table", "ratings",
    "ratings in JSON", "renamed", "site search", "wiki",
})  # fmt: skip
"""Those that are given whole files."""
