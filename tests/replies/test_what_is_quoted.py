"""What a reply quotes of the customer is not ours, between whatever marks it stands; what they did not say is ours."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from composer.cases.message import Message
from composer.cases.step import Channel
from composer.desk.desk import Surroundings, open_desk
from composer.desk.language import load_language
from composer.desk.new_desk import start_desk
from composer.desk.reply_record import promises_in
from composer.reading.reading import Hearing, read_message
from composer.writing.checks import check_reply
from composer.writing.checks.context import Checking
from composer.writing.draft import Draft
from composer.writing.quotations import quoted_spans, without_others
from composer.writing.quoting import without_asides
from tests.rows import each_row

MARKS = {
    "double curly": "\u201c{}\u201d",
    "German": "\u201e{}\u201c",
    "guillemets": "\u00ab{}\u00bb",
    "guillemets apart": "\u00ab\u00a0{}\u00a0\u00bb",
    "guillemets turned": "\u00bb{}\u00ab",
    "straight": '"{}"',
    "straight single": "'{}'",
    "single curly": "\u2018{}\u2019",
    "German single": "\u201a{}\u2018",
    "single guillemets": "\u203a{}\u2039",
    "a quoted line": "\n\n> {}\n\n",
}
SAID = {
    "claim-own": ("en", "I have sent it back to you and refunded the money already."),
    "promise-undated": ("en", "I will get back to you about the bench soon."),
    "blames-customer": ("en", "You should have checked the box before you signed."),
    "asks-known": ("en", "Could you send me the order number?"),
    "plays-it-down": ("en", "It is only a small scratch on the bench."),
    "calm-down": ("en", "Please calm down and wait."),
    "shouting": ("en", "READ THE GUIDE before you write."),
    "any-inconvenience": ("en", "We apologise for any inconvenience caused."),
}
SAGTE = {
    "claim-own": ("de", "Ich habe die Bank gestern umgetauscht und das Geld erstattet."),
    "promise-undated": ("de", "Ich melde mich demnächst bei Ihnen."),
    "asks-known": ("de", "Können Sie mir bitte die Bestellnummer schicken?"),
}
RULES = [*SAID.items(), *SAGTE.items()]


def rules_in(text: str, message: str, code: str) -> set[str]:
    language = load_language(Path(), code)
    hearing = Hearing(
        language.cues, language.speech, language.lexicon, language.manners, issue_words=language.issue_words
    )
    checking = Checking(
        Draft(text, channel=Channel.EMAIL),
        language.wording,
        language.speech,
        message,
        reading=read_message(Message(message), hearing),
        language=code,
        today=dt.date(2026, 11, 26),
        claiming=language.claiming,
    )
    return {finding.rule for finding in check_reply(checking)}


def reply_with(words: str, code: str) -> str:
    begins, ends = ("Hello Ana,", "It was on Monday.") if code == "en" else ("Hallo Ana,", "Es war am Montag.")
    return f"{begins}\n\n{words} {ends}"


@each_row(("rule", "said", "marks"), [(*rule, marks) for rule in RULES for marks in MARKS.values()])
def test_what_the_customer_says_is_no_word_of_ours(rule: str, said: tuple[str, str], marks: str) -> None:
    code, words = said
    message = f"Order 4411, Bestellnummer 4411. {words} Thank you, Ana"
    assert rule not in rules_in(reply_with(marks.format(words), code), message, code)


@each_row(("rule", "said", "marks"), [(*rule, marks) for rule in RULES for marks in ["{}", *MARKS.values()][:-1]])
def test_marks_hide_nothing_that_the_customer_did_not_say(rule: str, said: tuple[str, str], marks: str) -> None:
    code, words = said
    assert rule in rules_in(reply_with(marks.format(words), code), "Order 4411, Bestellnummer 4411, please.", code)


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("The 5\" lid and the 7\" lid don't fit 'em.", []),
        ("The customers' money, the boys' coats", []),
        ("Press \u201cUndo\u201d, then \u2018Don\u2019t save\u2019.", ["Undo", "Don\u2019t save"]),
        ("Sie schreiben: \u201eEs steht \u201ain Arbeit\u2018 da.\u201c Gut.", ["Es steht \u201ain Arbeit\u2018 da."]),
        ("He said \u201cwait.\n\nA new paragraph \u201cbegins\u201d here.", ["begins"]),
        ("Au sujet de \u00ab l'arbre \u00bb, \u00ab\u00a0non\u00a0\u00bb", [" l'arbre ", "\u00a0non\u00a0"]),
        ("\u00bbEins\u00ab und \u00abzwei\u00bb und \u203adrei\u2039", ["Eins", "zwei", "drei"]),
    ],
)
def test_marks_are_paired_and_apostrophes_are_none(text: str, quoted: list[str]) -> None:
    assert [text[start:end] for start, end in quoted_spans(text)] == quoted


@pytest.mark.parametrize(
    ("reply", "ours"),
    [
        ("You wrote: \u201cI've sent it back.\u201d So do I.", "You wrote: \u201c .\u201d So do I."),
        ("\u201cI have sent \u2026 back.\u201d So do I.", "\u201c .\u201d So do I."),
        ("\u201cWe send it back.\u201d So do I.", "\u201cWe send it back.\u201d So do I."),
        ("> I have sent it back.\nSo do I.", "So do I."),
    ],
)
def test_a_sentence_after_a_quotation_stays_a_sentence_of_its_own(reply: str, ours: str) -> None:
    said = without_others(reply, "Hello, I have sent it back. Ana")
    assert (" ".join(said.split()), len(said)) == (ours, len(reply))


@pytest.mark.parametrize("marks", MARKS.values(), ids=MARKS)
def test_a_promise_that_is_only_quoted_is_not_recorded(tmp_path: Path, marks: str) -> None:
    start_desk(tmp_path / "desk")
    desk = open_desk(tmp_path / "desk", Surroundings(dt.date(2026, 11, 26), tmp_path / "cache", tmp_path / "config"))
    message, now = "I will send you the photo on Friday. Ana", dt.datetime(2026, 11, 26, 9, tzinfo=dt.UTC)
    reply = f"Hello Ana,\n\n{marks.format('I will send you the photo on Friday.')}\n\nI will write to you by Monday."
    promised = [one.text for one in promises_in(desk, reply, now, message)]
    desk.close()
    assert promised == ["I will write to you by Monday."]


def test_an_aside_that_names_the_thing_stays_and_others_go() -> None:
    assert without_asides("Order 5811 (the rose arch) went off.") == "Order 5811 (the rose arch) went off."
    assert without_asides("The bench (I know, a bold colour) came.") == "The bench came."
    assert without_asides("Der Bogen (der aus Eisen) kam an.") == "Der Bogen (der aus Eisen) kam an."
