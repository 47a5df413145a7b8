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


def test_that_money_is_short_is_no_bad_luck_where_we_took_it(warmline: Warmline, acme: Path, tmp_path: Path) -> None:
    letter = tmp_path / "twice.txt"
    letter.write_text(
        "My rent goes out on Tuesday and I cannot pay it. You charged my card twice for order 7402.\n\nIrma\n"
    )
    said = warmline("reply", str(letter), folder=acme).stdout
    assert "so short" not in said
    assert "so tight" not in said
    assert "I am sorry that the money was taken twice." in said or "I am sorry about the second charge." in said


def test_who_hurt_a_hand_is_sent_to_no_poison_line(warmline: Warmline, acme: Path, tmp_path: Path) -> None:
    letter = tmp_path / "hand.txt"
    letter.write_text("The lid came down and my daughter has cut her hand. What do I do with it?\n\nIrma\n")
    said = warmline("reply", str(letter), folder=acme).stdout
    assert "poison" not in said
    assert "doctor" in said
