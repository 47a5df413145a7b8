"""Issues: what the customer needs is found, joined where it is one thing, and parted where it is not."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from composer.desk.language import load_language
from composer.reading.cues import find_cues
from composer.reading.issues import Issue, IssueKind, find_issues, without_background
from tests.rows import each_row

CASES = Path(__file__).parent / "cases" / "issues.yaml"
LANGUAGES = {code: load_language(Path("no-desk"), code) for code in ("en", "de")}


def issues_of(text: str, language: str = "en") -> list[Issue]:
    found = LANGUAGES[language]
    cues = find_cues(text, found.cues, found.speech.slots)
    return find_issues(text, found.issue_words, found.speech, cues)


def cases() -> list[tuple[str, str, list[str]]]:
    rows = yaml.safe_load(CASES.read_text("utf-8"))
    return [(row["language"], row["text"], row["issues"]) for row in rows]


@each_row(("language", "text", "expected"), cases())
def test_each_need_is_one_issue(language: str, text: str, expected: list[str]) -> None:
    assert [f"{issue.kind}: {issue.words}" for issue in issues_of(text, language)] == expected


def test_an_issue_knows_its_stretch_of_the_message() -> None:
    text = "Hello,\n\nthe lamp from order 4411 flickers. Can I still\nreturn it?\n\nKind regards\nMara Lind"
    for issue in issues_of(text):
        assert " ".join(text[issue.start : issue.end].split()) == issue.words


@pytest.mark.parametrize("text", ["", "   ", "\n\n", "Hello,", "?", "Kind regards\nMara"])
def test_no_text_is_too_short(text: str) -> None:
    assert len(issues_of(text)) <= 1


def test_who_only_thanks_praises() -> None:
    (issue,) = issues_of("The seat cushion arrived today and it is beautiful, thank you so much!")
    assert issue.kind is IssueKind.PRAISE


@each_row(
    ("text", "kept"),
    [
        (
            "I have an eye test on Tuesday at ten, but I have been put on an early shift. How do I move it?",
            ["How do I move it?"],
        ),
        (
            "I have an eye test on Tuesday at ten, but I have been put on an early shift.\n\nHow do I clean it?",
            [
                "I have an eye test on Tuesday at ten, but I have been put on an early shift.",
                "How do I clean it?",
            ],
        ),
        (
            "The parcel has not arrived. How do I get a new one?",
            ["The parcel has not arrived. How do I get a new one?"],
        ),
    ],
)
def test_what_only_tells_beside_a_plain_question_is_no_need(text: str, kept: list[str]) -> None:
    found = LANGUAGES["en"]
    cues = find_cues(text, found.cues, found.speech.slots)
    assert [one.words for one in without_background(text, issues_of(text), cues)] == kept


def test_a_question_that_they_answer_themselves_is_no_need() -> None:
    text = "Twice I wrote to you and what did I hear? Nothing. I want my three credits back."
    assert [one.sentence for one in issues_of(text)] == ["I want my three credits back."]


def test_a_question_that_supposes_an_answer_is_one_without_its_mark() -> None:
    text = "tadpole lesson today at 4, can he go in? if not is the lesson just lost"
    assert [one.sentence for one in issues_of(text)][-1] == "if not is the lesson just lost"


@pytest.mark.parametrize(
    ("language", "text", "count"),
    [
        ("de", "Wann kommt mein Bett? Ich brauche heute noch eine Antwort.", 1),
        ("de", "Wann kommt mein Bett? Am 11. kommen die Gäste, bitte kurz Bescheid bis Montag.", 1),
        ("en", "When does my bed come? I need an answer by Friday.", 1),
        ("en", "When does my bed come? Please let me know by Friday whether I can get two more pillows.", 2),
        ("en", "I need an answer by Friday.", 1),
        ("de", "Bevor wir bestellen, zwei Fragen. Ab wann zählen die 100 Nächte?", 1),
        ("de", "Kann man das Bett noch abbestellen? Ich bitte um Nachsicht, mir schwirrt der Kopf.", 1),
        ("en", "Can I still cancel the bed? Please excuse my mistakes.", 1),
        ("en", "Please excuse me, but could you ring me? Can I still cancel the bed?", 2),
        ("en", "You asked me if the number is right. All of them? On the same day? Who pays for the chairs?", 2),
    ],
)
def test_what_only_urges_or_asks_once_more_is_no_need_of_its_own(language: str, text: str, count: int) -> None:
    found = issues_of(text, language)
    assert len(found) == count
    assert "On the same day?" not in {one.sentence for one in found}
