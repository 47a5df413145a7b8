"""A regret is said where something went wrong, and never to somebody who is glad."""

from __future__ import annotations

from pathlib import Path

from composer.cases.message import Message
from composer.desk.language import load_language
from composer.reading.reading import Hearing, read_message
from composer.writing.regret import regret_is_due
from tests.rows import each_row


@each_row(
    ("text", "due"),
    [
        ("Your engineer never came, and I took a day off for nothing.", True),
        ("A year ago your course was new to me. Today I spoke with their teacher, 15 minutes, no phone 💛", False),
        ("This coat is to die for, I got stopped nine times. Please bring it back in green.", False),
        ("Your engineer never came, and I took a day off for nothing. Charming 💛", True),
        ("Would you pass on a thank you to your mechanic? He was there in the rain.", False),
    ],
)
def test_who_is_glad_hears_no_regret(text: str, *, due: bool) -> None:
    found = load_language(Path(), "en")
    hearing = Hearing(found.cues, found.speech, found.lexicon, found.manners, issue_words=found.issue_words)
    assert regret_is_due(read_message(Message(text), hearing), text, public=True) is due
