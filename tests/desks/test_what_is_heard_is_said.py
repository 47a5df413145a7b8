"""What a message counts, and whom it grieves for, is said in the reply to it."""

from __future__ import annotations

from pathlib import Path

from tests.desks.conftest import Warmline


def test_the_reply_regrets_that_it_is_the_third_time(warmline: Warmline, acme: Path, tmp_path: Path) -> None:
    letter = tmp_path / "again.txt"
    letter.write_text("That's the third replacement pot in bits. Order 4958. What happens now?\n\nIrma\n")
    said = warmline("reply", str(letter), folder=acme).stdout
    assert "I am sorry that this is the third time." in said or "I am sorry that it has come to a third time." in said


def test_the_reply_begins_with_them(warmline: Warmline, acme: Path, tmp_path: Path) -> None:
    letter = tmp_path / "mother.txt"
    letter.write_text("My mother passed away on Sunday. What happens to her order 5120?\n\nIrma\n")
    said = warmline("reply", str(letter), folder=acme).stdout
    assert "I am very sorry to hear about your mother; please accept my condolences." in said
