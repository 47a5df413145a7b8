"""What a message counts, and whom it grieves for, is said in the reply to it."""

from __future__ import annotations

from pathlib import Path

from tests.desks.conftest import Warmline


def test_the_reply_regrets_that_it_is_the_third_time(warmline: Warmline, acme: Path, tmp_path: Path) -> None:
    letter = tmp_path / "again.txt"
    letter.write_text("That's the third replacement pot in bits. Order 4958. What happens now?\n\nIrma\n")
    said = warmline("reply", str(letter), folder=acme).stdout
    assert "I am sorry that this is the third time." in said or "I am sorry that it has come to a third time." in said


def test_who_wants_no_more_regret_is_told_that_they_are_counted(warmline: Warmline, acme: Path, tmp_path: Path) -> None:
    letter = tmp_path / "fourth.txt"
    letter.write_text(
        "This is the FOURTH time I am writing about order 4402, and you still owe me 48 euros. I do not want another "
        "apology. When is the money in my account?\n\nGraham"
    )
    said = warmline("reply", str(letter), folder=acme).stdout
    assert "fourth time" in said
    assert "sorry" not in said


def test_who_counts_their_letters_has_had_no_answer_and_reads_the_count(
    warmline: Warmline, acme: Path, tmp_path: Path
) -> None:
    letter = tmp_path / "third.txt"
    letter.write_text("This is my third mail about order 4402, and nobody has answered one. Where is it?\n\nGraham")
    said = warmline("reply", str(letter), folder=acme).stdout
    assert "third time" in said
    assert said.count("sorry") == 1


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


def test_a_battery_that_smells_is_no_leak_of_gas(warmline: Warmline, acme: Path, tmp_path: Path) -> None:
    letter = tmp_path / "battery.txt"
    letter.write_text(
        "The battery of the trimmer had blown up like a pillow while charging, and there is a burning smell. "
        "Can I put it in the bin?\n\nIrma\n"
    )
    said = warmline("reply", str(letter), folder=acme).stdout
    assert "not use it again" in said or "stop using it" in said
    assert "fault line" not in said


def test_behind_thanks_for_praise_nothing_is_regretted_that_did_not_go_wrong(
    warmline: Warmline, acme: Path, tmp_path: Path
) -> None:
    letter = tmp_path / "ruined.txt"
    letter.write_text(
        "They came, they're perfect, and I read the whole paper. My husband asks me to tell you that you have ruined "
        "his peace and quiet. One leftover: the old pair is still here. Can it go in the bin?\n\nIrma\n"
    )
    said = warmline("reply", str(letter), folder=acme).stdout
    assert "kind words" in said
    assert "sorry" not in said


def test_who_hurt_a_hand_is_sent_to_no_poison_line(warmline: Warmline, acme: Path, tmp_path: Path) -> None:
    letter = tmp_path / "hand.txt"
    letter.write_text("The lid came down and my daughter has cut her hand. What do I do with it?\n\nIrma\n")
    said = warmline("reply", str(letter), folder=acme).stdout
    assert "poison" not in said
    assert "doctor" in said


def test_a_number_of_a_member_is_not_what_a_letter_is_about(warmline: Warmline, acme: Path, tmp_path: Path) -> None:
    letter = tmp_path / "member.txt"
    letter.write_text("How do they get the key on Sunday? My membership number is M204417.\n\nIrma\n")
    assert "M204417" not in warmline("reply", str(letter), folder=acme).stdout


def test_a_notice_that_they_copied_is_not_told_of_them(warmline: Warmline, acme: Path, tmp_path: Path) -> None:
    letter = tmp_path / "notice.txt"
    letter.write_text(
        "This lay in the box yesterday:\n\n"
        "\u201cNew detectors. We come on Wednesday, 2 December 2026, after 8:00. Please be at home.\u201d\n\n"
        "Can it be another day?\n\nIrma\n",
        encoding="utf-8",
    )
    said = warmline("reply", str(letter), folder=acme).stdout
    assert "You come on" not in said
    assert "We come on" not in said


def test_a_letter_that_needs_a_person_names_its_day_too(warmline: Warmline, acme: Path, tmp_path: Path) -> None:
    letter = tmp_path / "lawyer.txt"
    letter.write_text("Please send me all of my data. My silly lawyer comes on 4 December.\n\nIrma\n")
    assert "in time for Friday 4 December." in warmline("reply", str(letter), folder=acme).stdout


def test_who_has_eaten_something_is_sent_to_the_poison_line(warmline: Warmline, acme: Path, tmp_path: Path) -> None:
    letter = tmp_path / "berries.txt"
    letter.write_text("My toddler has eaten some of the red berries. What now?\n\nIrma\n")
    assert "poison line" in warmline("reply", str(letter), folder=acme).stdout


def test_nothing_is_quoted_that_stands_right_above_in_a_chat(warmline: Warmline, acme: Path, tmp_path: Path) -> None:
    letter = tmp_path / "chat.txt"
    letter.write_text(
        "The drill from order 4411 stops after two minutes. I rang on the 12th and was told it is the battery, "
        "so I bought a new one for £30. Should it go back?\n",
        encoding="utf-8",
    )
    said = warmline("reply", str(letter), "--channel", "email", folder=acme).stdout
    in_chat = warmline("reply", str(letter), "--channel", "chat", folder=acme).stdout
    assert "You wrote" not in in_chat
    assert "You wrote" in said


def test_a_pet_is_mourned_and_how_it_died_is_not_said_back(warmline: Warmline, acme: Path, tmp_path: Path) -> None:
    letter = tmp_path / "pet.txt"
    letter.write_text("Our dog Rex was put to sleep on 3 November. Please send no more parcels for him.\n\nIrma\n")
    said = warmline("reply", str(letter), folder=acme).stdout
    assert "sorry that you have lost your pet." in said or "sorry for your loss." in said
    assert "put to sleep" not in said


def test_whose_death_it_is_is_named_in_every_letter(warmline: Warmline, acme: Path, tmp_path: Path) -> None:
    letter = tmp_path / "death.txt"
    for day in range(3, 9):
        letter.write_text(f"Guten Tag,\n\nmein Vater ist am {day}. November gestorben. Wie endet das Abo?\n\nIrma\n")
        assert "um Tod Ihres Vaters mein herzliches Beileid." in warmline("reply", str(letter), folder=acme).stdout


def test_who_has_a_headache_beside_a_boiler_goes_out_first(warmline: Warmline, acme: Path, tmp_path: Path) -> None:
    letter = tmp_path / "boiler.txt"
    letter.write_text(
        "The boiler has run since this morning and we all have a headache, and my son is dizzy.\n\nIrma\n"
    )
    said = warmline("reply", str(letter), folder=acme).stdout
    assert "carbon monoxide" in said
    assert "doctor" not in said


def test_praise_that_mocks_is_not_thanked_for(warmline: Warmline, acme: Path, tmp_path: Path) -> None:
    letter = tmp_path / "praise.txt"
    letter.write_text(
        "Großes Lob an euch: Seit fünf Wochen sind alle Laternen aus. Wann gibt es wieder Licht?\n", "utf-8"
    )
    assert "freundlichen Worte" not in warmline("reply", str(letter), folder=acme).stdout


def test_in_a_chat_a_question_stands_behind_what_it_points_at(warmline: Warmline, acme: Path, tmp_path: Path) -> None:
    letter = tmp_path / "chat.txt"
    letter.write_text("hi i made my account with my school email. can i swap it for my own one?\n")
    said = warmline("reply", str(letter), "--channel", "chat", folder=acme).stdout
    assert "\u201cI made my account with my school email. Can i swap it for my own one?\u201d" in said


def test_who_hangs_at_a_project_is_not_trapped_and_who_was_operated_sees_a_doctor_already(
    warmline: Warmline, acme: Path, tmp_path: Path
) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Meine Tochter und ich h\u00e4ngen seit Samstag am dritten Projekt fest. Welches Teil ist das?\n")
    assert "112" not in warmline("reply", str(letter), folder=acme).stdout
    letter.write_text("The chair broke on Sunday. My dad's wrist is broken, they operated on Monday. Is it safe?\n")
    assert "see one first" not in warmline("reply", str(letter), folder=acme).stdout


def test_who_announces_a_question_has_asked_once(warmline: Warmline, acme: Path, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("What I want to know is this. Is the other chair of order 4411 safe to sit on?\n\nIrma\n")
    said = warmline("reply", str(letter), folder=acme).stdout
    assert "case.answer_1" in said
    assert "case.answer_2" not in said
