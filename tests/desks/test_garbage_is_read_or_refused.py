"""Structured garbage given to each reader ends in a value or in an error of our own, never in another one.

The generator is seeded, so that a failure comes again; WARMLINE_FUZZ_ROUNDS=20000 tries longer than the suite does.
"""

from __future__ import annotations

import base64
import datetime as dt
import json
import os
import random
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from composer.desk.desk import Desk, Surroundings, open_desk
from composer.desk.inbox import waiting_cases
from composer.desk.inbox_cache import load_remembered
from composer.desk.inbox_memory import Memory
from composer.desk.listed import listed_from
from composer.desk.new_desk import start_desk
from composer.desk.raw_case import raw_case
from composer.desk.waiting import time_left
from composer.exchange.activity_file import activity_from
from composer.exchange.customer_file import customers_from, read_table
from composer.exchange.phrase_file import load_phrases
from composer.exchange.phrase_texts import phrasebook_text
from composer.exchange.rating_file import ratings_from
from composer.exchange.rating_rows import Wish
from composer.phrases.phrasebook import parse_phrasebook
from composer.reading.corrections import load_corrections
from composer.reading.cues import parse_cues
from composer.reading.entering import enter_message
from composer.reading.speech import parse_speech
from composer.records.drafts import Drafts
from composer.settings import load_settings
from composer.writing.wording_rules import parse_wording
from kb.articles.article_source import parse_article
from kb.errors import KBError
from kb.moving_in.move_in import plan_move_in
from kb.search.query import parse_query
from kb.search.search_log import load_misses

ROUNDS = int(os.environ.get("WARMLINE_FUZZ_ROUNDS", "15"))
NOW = dt.datetime(2026, 11, 22, 12, 0, tzinfo=dt.UTC)
CHARSETS = ["utf-8", "utf-16", "utf-7", "gb2312", "iso-2022-jp", "rot13", "zlib", "idna", "punycode", "x" * 300, "\0"]
DATES = [
    "Fri, 31 Dec 9999 23:59:59 +0000", "1 Jan 0001 00:00:00 +1400", "Fri, 99 Foo 99999 99:99:99 +9999", "-1", "٣ Jan",
    "Mon, 20 Nov 2026 09:00:00 -2400", "0", "2026-11-20T25:61:61Z", "Fri, 20 Nov 2026 09:00:00 (((((",
]  # fmt: skip
STRANGE = [
    "\0", "\ud800", "\u202e", "\x1b]52;c;aGk=\x07", "[/bold]", "{{ customer }}", "{% include 'x' %}", "<!--",
    "]]>", "=?", "=?utf-8?q?=0ABcc:_x?=", "=?utf-8?b?////?=", "=?zlib?b?eJw=?=", "\u2028", "\x85", "\ufeff",
    "🏳️‍🌈", "e" + "\u0301" * 50, "(" * 700, ")" * 700, "<" * 700, "[" * 700, '"' * 99, ":::", "> " * 300,
    "- " * 300, "&x ", "*x", "<<: 1", "!!python/name:os", "1:59:59", "2024-99-99", "+99:99", "9" * 5_000,
    "nan", "1e999", "-0", "null", "~", "\\UFFFFFFFF", "%00", "\r", "\n\n\n", "\t", "https://[a", "[a](http://[::1/b)",
]  # fmt: skip
Made = Callable[[random.Random], str]


def words(chance: random.Random) -> str:
    """A few words with something strange among them."""
    plain = [
        "order",
        "4411",
        "Friday",
        "I can't find it",
        "refund",
        "am 31. Februar",
        "in 99999999999 days",
        "29.02.2027",
    ]
    return " ".join(chance.choice(plain if chance.random() < 0.5 else STRANGE) for _ in range(chance.randint(0, 8)))


def mail(chance: random.Random) -> str:
    """A mail whose headers, encodings and tree of parts are broken in any place."""
    names = [
        "From",
        "To",
        "Subject",
        "Date",
        "Message-ID",
        "References",
        "Channel",
        "Content-Type",
        "Received",
        words(chance),
    ]
    values: list[Made] = [
        words,
        lambda one: one.choice(DATES),
        lambda one: f"=?{one.choice(CHARSETS)}?{one.choice('bqx')}?{words(one)}?=",
        lambda one: f"{words(one)} <{words(one)}@mail.example>",
        lambda one: f'text/{one.choice(["plain", "html", ""])}; charset="{one.choice(CHARSETS)}"; {words(one)}',
        lambda one: f"multipart/{one.choice(['mixed', 'report', 'digest'])}; boundary={one.choice('AB')}",
        lambda one: f"message/rfc822; {words(one)}",
    ]
    head = "\n".join(f"{chance.choice(names)}: {chance.choice(values)(chance)}" for _ in range(chance.randint(1, 7)))
    encoding = chance.choice(["base64", "quoted-printable", "8bit", "uuencode", "x-nothing", ""])
    parts = [
        f"--{chance.choice(['A', 'B', 'A--'])}\n{head if chance.random() < 0.2 else ''}\n{words(chance)}\n"
        for _ in range(chance.randint(0, 6))
    ]
    deep = "Content-Type: multipart/mixed; boundary=A\n\n--A\n" * chance.choice([0, 0, 0, 30, 400])
    sender = chance.choice(["a@mail.example", words(chance)])
    head = f"From: {sender}\n{head}\nContent-Transfer-Encoding: {encoding}"
    return f"{head}\n\n{deep}{words(chance)}\n{''.join(parts)}"


def yaml(chance: random.Random) -> str:
    """YAML with our keys in wrong places, wrong kinds and great depth."""
    keys = [
        "title", "language", "phrases", "id", "step", "say", "for", "ask", "cues", "kind", "any", "reason",
        "fires", "quiet", "rules", "checks", "channels", "reply_within", "hold", "records", "inbox", "keys",
        "faq", "links", "agent", "orders", "time_zone", "status", "tags", "review_by", "order", "weight",
        "level", "bad", "good", "core_tasks", words(chance),
    ]  # fmt: skip

    def value(depth: int) -> str:
        kind = chance.random()
        if depth > 3 or kind < 0.4:
            return chance.choice([json.dumps(words(chance)), words(chance), chance.choice(STRANGE), "[a|b] {task} #"])
        if kind < 0.6:
            return "[" + ", ".join(value(depth + 1) for _ in range(chance.randint(0, 3))) + "]"
        if kind < 0.62:
            return "[" * 3_000
        return "{" + ", ".join(f"{chance.choice(keys)}: {value(depth + 1)}" for _ in range(chance.randint(0, 3))) + "}"

    return "\n".join(f"{chance.choice(keys)}: {value(0)}" for _ in range(chance.randint(1, 6))) + "\n"


def article(chance: random.Random) -> str:
    """Front matter and Markdown that do not end, nest and collide."""
    pieces: list[Made] = [
        words,
        lambda one: ">" * one.choice([1, 50, 2_000]) + words(one),
        lambda one: f"::: {one.choice(['internal', 'reply', 'note', ''])}\n{words(one)}\n{one.choice(['', ':::'])}",
        lambda one: f"![{words(one)}]({words(one)})",
        lambda one: "| a | b |\n|---|---|\n" + "|" * one.choice([3, 500]),
        lambda one: "\n".join(" " * depth + "- x" for depth in range(0, one.choice([4, 400]), 2)),
        lambda one: "*_" * one.choice([1, 900]),
        lambda one: "```" + words(one),
        lambda one: "<details>" * one.choice([1, 300]),
    ]
    body = "\n\n".join(chance.choice(pieces)(chance) for _ in range(chance.randint(0, 6)))
    return f"---\n{yaml(chance)}{chance.choice(['---', '--', ''])}\n{body}"


def table(chance: random.Random) -> str:
    """A table of customers with other delimiters, headings and cells than it should have."""
    headings = [
        "id",
        "email",
        "name",
        "contact_on",
        "contact_channel",
        "First Name",
        "Last Name",
        "fields",
        words(chance),
    ]
    row = chance.choice(",;\t|").join
    lines = [row(chance.choice(headings) for _ in range(chance.randint(1, 5)))]
    cells = ["", '"', "a@b.example", words(chance)]
    lines += [row(chance.choice(cells) for _ in range(4)) for _ in range(chance.randint(0, 4))]
    return "\n".join(lines)


def records(chance: random.Random) -> str:
    """JSON, a value a line, with our keys and other values."""
    keys = [
        "case", "tone", "was", "features", "search", "found", "opened", "message", "article", "case_id",
        "draft", "text", "passages", "asked", "fields", "history", "format", "mark", "inbox", "messages", "id",
        "email", "title",
    ]  # fmt: skip

    def value(depth: int) -> object:
        strange: list[object] = [None, True, -1, 1e308, 10**30, "upset", words(chance), float("nan")]
        if depth > 2 or chance.random() < 0.4:
            return chance.choice(strange)
        if chance.random() < 0.4:
            return [value(depth + 1) for _ in range(chance.randint(0, 3))]
        return {chance.choice(keys): value(depth + 1) for _ in range(chance.randint(0, 6))}

    lines = [json.dumps(value(0)) if chance.random() < 0.8 else words(chance) for _ in range(chance.randint(1, 4))]
    return "\n".join([*lines, "[" * chance.choice([0, 0, 5_000])])


def export(chance: random.Random) -> str:
    """JSON of another program: articles, macros or ratings with keys in wrong places, wrong kinds and great depth."""
    keys = [
        "title", "name", "body", "text", "content", "actions", "value", "id", "articles", "macros", "data", "results",
        "html_url", "locale", "draft", "short_code", "state", "score", "rating", "created_at", "position", "tags",
        "arguments", "action_params", "field", "section_id", "translated_content", "label_names", "slug",
    ]  # fmt: skip

    def value(depth: int) -> object:
        plain: list[object] = [
            None, True, -1, 1e308, 10**30, float("inf"), words(chance), f"<p>{words(chance)}</p>" * 9,
            "comment_value", "2026-11-20T10:00:00Z",
        ]  # fmt: skip
        if depth > 4 or chance.random() < 0.35:
            return chance.choice(plain)
        if chance.random() < 0.4:
            return [value(depth + 1) for _ in range(chance.randint(0, 3))]
        return {chance.choice(keys): value(depth + 1) for _ in range(chance.randint(0, 7))}

    deep = chance.choice([0, 0, 0, 300, 900, 5_000])
    return '{"data":' * deep + json.dumps(value(0)) + "}" * deep


def as_bytes(text: str, chance: random.Random) -> bytes:
    """A text in some encoding, whole or damaged."""
    content = text.encode(chance.choice(["utf-8", "utf-8", "utf-16", "latin-1", "utf-7"]), "replace")
    if chance.random() < 0.1:
        content = base64.b64encode(content)
    if chance.random() < 0.2:
        at = chance.randrange(len(content) + 1)
        content = content[:at] + chance.randbytes(chance.randint(0, 20)) + content[at + chance.randint(0, 20) :]
    return content


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A bare desk that messages are heard with."""
    folder = tmp_path_factory.mktemp("garbage")
    start_desk(folder / "desk", bare=True)
    with closing(open_desk(folder / "desk", Surroundings(NOW.date(), folder / "cache", folder / "config"))) as desk:
        yield desk


def refused(work: Callable[[], object]) -> str:
    """Why a reader refuses what it is given, in its own words; empty where it does not."""
    try:
        work()
    except KBError as error:
        return str(error)
    return ""


def read_article(text: str) -> None:
    read, _problems = parse_article(text, "a.md")
    _ = read.outline, read.text, read.description, read.answer()


READERS: dict[str, tuple[Made, Callable[[str], object]]] = {
    "phrasebook": (yaml, lambda text: parse_phrasebook(text, "a.yaml")),
    "cues": (yaml, lambda text: parse_cues(text, "a.yaml")),
    "speech": (yaml, lambda text: parse_speech(text, "a.yaml")),
    "wording": (yaml, lambda text: parse_wording(text, "a.yaml")),
    "article": (article, read_article),
    "query": (words, parse_query),
}


@pytest.mark.parametrize("reader", READERS)
def test_texts_are_read_or_become_problems(reader: str) -> None:
    make, read = READERS[reader]
    for seed in range(ROUNDS):
        read(make(random.Random(f"{reader} {seed}")))


def test_messages_are_read_heard_and_listed_or_named(desk: Desk) -> None:
    for seed in range(ROUNDS):
        chance = random.Random(f"mail {seed}")
        content = as_bytes(mail(chance), chance)
        why = refused(lambda content=content: enter_message(content, "a.eml"))  # type: ignore[misc]  # its default
        if why:
            assert why.startswith("a.eml")
            assert content.count(0) or raw_case(content, "a.eml").message.text
        else:
            case = desk.case_for(content, "a.eml")
            assert listed_from(case, desk.hear(case.message)).case_id == case.id
            time_left(desk, case, NOW)


@pytest.mark.parametrize("ending", ["csv", "jsonl"])
def test_customers_are_read_or_refused_with_their_lines(ending: str) -> None:
    for seed in range(ROUNDS):
        chance = random.Random(f"{ending} {seed}")
        content = as_bytes(table(chance) if ending == "csv" else records(chance), chance)
        name = f"a.{ending}"
        why = refused(lambda content=content, name=name: customers_from(read_table(content, name)))  # type: ignore[misc]
        assert why == "" or name in why


COMES_IN: dict[str, tuple[Made, Callable[[Path], object]]] = {
    "ratings.csv": (table, lambda path: ratings_from(path.read_bytes(), path.name, Wish(), dt.UTC)),
    "ratings.json": (export, lambda path: ratings_from(path.read_bytes(), path.name, Wish(), dt.UTC)),
    "activity.csv": (table, lambda path: activity_from(path.read_bytes(), path.name)),
    "phrases.json": (export, lambda path: phrasebook_text(load_phrases(path), "en")),
    "phrases.csv": (table, lambda path: phrasebook_text(load_phrases(path), "en")),
    "phrases.yml": (yaml, lambda path: phrasebook_text(load_phrases(path), "en")),
    "articles.json": (export, plan_move_in),
    "article.html": (article, plan_move_in),
    "guide/docs/a.md": (article, lambda path: plan_move_in(path.parent.parent)),
    "wiki/data/pages/a.txt": (article, lambda path: plan_move_in(path.parents[2])),
}


@pytest.mark.parametrize("name", COMES_IN)
def test_what_comes_from_other_programs_is_taken_or_refused(tmp_path: Path, name: str) -> None:
    make, read = COMES_IN[name]
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    for seed in range(ROUNDS):
        chance = random.Random(f"{name} {seed}")
        path.write_bytes(as_bytes(make(chance), chance))
        refused(lambda: read(path))


def test_files_of_a_desk_that_hold_garbage_stop_nothing(tmp_path: Path) -> None:
    private = tmp_path / ".warmline"
    (private / "drafts").mkdir(parents=True)
    for seed in range(ROUNDS):
        chance = random.Random(f"files {seed}")
        for name in ("tone.jsonl", "searches.jsonl", "inbox.json", "drafts/0.json"):
            (private / name).write_bytes(as_bytes(records(chance), chance))
        (tmp_path / "warmline.yaml").write_bytes(as_bytes(yaml(chance), chance))
        load_settings(tmp_path, tmp_path / "warmline.yaml")
        load_corrections(private / "tone.jsonl")
        load_misses(tmp_path)
        load_remembered(private, tmp_path, "")
        drafts = Drafts(private / "drafts")
        assert len(drafts.left()) + len(drafts.unreadable()) == 1


def test_one_strange_message_of_each_kind_leaves_the_others_waiting(desk: Desk) -> None:
    desk.inbox.mkdir(exist_ok=True)
    for number in range(ROUNDS):
        chance = random.Random(f"inbox {number}")
        (desk.inbox / f"{number}.eml").write_bytes(as_bytes(mail(chance), chance))
    (desk.inbox / "parens.eml").write_text(f"From: {'(' * 600}\nSubject: x\n\nWhere is my order?\n")
    (desk.inbox / "late.eml").write_text(f"From: a@mail.example\nDate: {DATES[0]}\n\nWhere is my order?\n")
    (desk.inbox / "good.eml").write_text("From: ida@mail.example\nSubject: Good\n\nWhere is my order?\n")
    found, unread = waiting_cases(desk, NOW, Memory())
    assert "Good" in [one.title for one in found]
    named = {path.name for path, _why in unread} | {one.path.name for one in found if one.path}
    assert {"parens.eml", "late.eml", "good.eml"} <= named
    assert all(str(why) for _path, why in unread)
