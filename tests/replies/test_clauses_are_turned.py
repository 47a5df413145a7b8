"""A customer's clause is said back in their own words, or not at all."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
import yaml

from composer.cases.message import Message
from composer.cases.step import Channel
from composer.desk.language import load_language
from composer.reading.reading import Hearing, read_message
from composer.reading.sentences import whole_sentences
from composer.reading.speech import Speech
from composer.writing.leading import leads_in
from composer.writing.quoting import Quoting, with_inner_marks
from composer.writing.turning.learners import by_a_learner
from composer.writing.turning.listening import Listening, listening
from composer.writing.turning.told import Heard
from composer.writing.turning.turn import turn
from composer.writing.turning.turned import PartKind, Refused, Turned
from tests.rows import each_row

CASES = Path(__file__).parent / "cases"
MODULES = Path(__file__).parents[2] / "composer" / "writing" / "turning"
LANGUAGES = {code: load_language(Path("no-desk"), code) for code in ("en", "de")}
SENT, TODAY = date(2026, 11, 20), date(2026, 11, 23)


def turned(sentence: str, language: str = "en", said: str = "") -> Turned | Refused:
    return turn(sentence, LANGUAGES[language].turning, None, said, SENT, TODAY)


def parts_of(sentence: str, language: str = "en", said: str = "") -> list[str]:
    found = turned(sentence, language, said)
    return [part.text for part in found.parts] if isinstance(found, Turned) else []


def heard(text: str, language: str = "en", *, asks_only: bool = False, most: int = 56) -> Listening:
    found = LANGUAGES[language]
    hearing = Hearing(found.cues, found.speech, found.lexicon, found.manners, issue_words=found.issue_words)
    sentences = tuple(whole_sentences(text, found.issue_words, found.speech))
    reading = read_message(Message(text), hearing)
    of = Heard(text, reading, sentences, found.turning, found.speech, SENT, TODAY)
    needs = {number: issue for number, issue in enumerate(reading.issues) if issue.needs_answer}
    return listening(of, leads_in(needs, Channel.EMAIL, found.speech), most, asks_only=asks_only)


def works() -> list[list[str]]:
    rows: list[list[str]] = yaml.safe_load((CASES / "turning.yaml").read_text("utf-8"))
    return rows


def refused() -> list[tuple[str, str]]:
    rows = yaml.safe_load((CASES / "turning-refused.yaml").read_text("utf-8"))
    return [(language, sentence) for language, sentences in rows.items() for sentence in sentences]


@each_row(("language", "sentence", "expected", "how"), works())
def test_a_clause_is_turned_round(language: str, sentence: str, expected: str, how: str) -> None:
    found = turned(sentence, language)
    assert isinstance(found, Turned)
    texts = (f"{part.connector} {part.kind}: {part.text}".strip() for part in found.parts)
    assert (" | ".join(texts), found.safe) == (expected, how == "safe")


@each_row(("language", "sentence"), refused())
def test_what_must_not_be_said_back_is_refused(language: str, sentence: str) -> None:
    assert isinstance(turned(sentence, language), Refused)


def test_both_files_are_large_enough_to_protect() -> None:
    assert (len(works()) >= 150, len(refused()) >= 150) == (True, True)


@each_row("file", sorted(MODULES.glob("*.py")))
def test_every_list_that_a_rule_asks_for_is_written(file: Path) -> None:
    asked = set(re.findall(r"""(?:has|pairs)\("(\w+)"|(?:sets|lists)\["(\w+)"\]""", file.read_text("utf-8")))
    names = {name for pair in asked for name in pair if name}
    books = {code: found.turning.lists for code, found in LANGUAGES.items()}
    wanted = [code for code in books if file.stem.startswith({"en": "english", "de": "german"}[code])]
    assert [(code, name) for code in wanted for name in sorted(names) if name not in books[code]] == []


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("The parcel came yesterday.", "the parcel came on Thursday 19 November"),
        ("Can you deliver the chair by tomorrow?", "deliver the chair by Saturday 21 November"),
        ("Is the shop open this month?", "whether the shop is open this month"),
        ("Is the shop open this weekend?", None),
        ("The driver came this morning.", "the driver came on the morning of Friday 20 November"),
        (
            "The heating has been off since yesterday evening.",
            "the heating has been off since the evening of Thursday 19 November",
        ),
        ("The driver came last night.", None),
    ],
)
def test_days_are_named_as_days(sentence: str, text: str | None) -> None:
    assert parts_of(sentence) == ([text] if text else [])


def test_a_day_without_the_date_of_the_message_is_not_said_back() -> None:
    assert isinstance(turn("The parcel came yesterday.", LANGUAGES["en"].turning), Refused)


@pytest.mark.parametrize(
    ("said", "texts"),
    [
        ("", []),
        ("your bench arrived on Monday", ["whether you can still return it"]),
        ("your bench and the chair arrived on Monday", []),
        ("your benches arrived on Monday", []),
    ],
)
def test_a_pronoun_needs_the_one_noun_that_was_said(said: str, texts: list[str]) -> None:
    assert parts_of("Can I still return it?", said=said) == texts


def test_half_of_a_contrast_is_not_said() -> None:
    assert parts_of("The portal is open, but she told me another thing.") == []


@pytest.mark.parametrize("sentence", ["", " ", "?", "...", "a" * 100_000, "word " * 50_000, "why " * 41, "is " * 40])
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_too_odd(sentence: str, language: str) -> None:
    assert isinstance(turned(sentence, language), Refused)


def test_a_language_without_rules_is_left_alone() -> None:
    assert isinstance(turn("Can I return the bench?", type(LANGUAGES["en"].turning)("fr")), Refused)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Can I still return the bench?", "You would like to know whether you can still return the bench."),
        ("de", "Kann ich die Bank noch zurückgeben?", "Sie möchten wissen, ob Sie die Bank noch zurückgeben können."),
        # Two needs stand before their answers, and what happened stands here.
        (
            "en",
            "We ordered two benches on 3 May. Does the bench come assembled? Could you send me the invoice?",
            "You ordered two benches on 3 May.",
        ),
        (
            "en",
            "The pin reads 2.1 V on all 40 boards of the batch. By design or a defect?",
            "The pin reads 2.1 V on all 40 boards of the batch.",
        ),
        (
            "de",
            "Die Bank sollte am Samstag, 5. Dezember, zum 70. Geburtstag da sein. Wann kommt sie?",
            "Die Bank sollte am Samstag, 5. Dezember, zum 70. Geburtstag da sein.",
        ),
        # Feelings, insults and self-blame are not quoted, what stands beside them is.
        (
            "en",
            "I am so angry. You idiots sent it to number 12. My parcel was damaged on 3 May.",
            "Your parcel was damaged on 3 May.",
        ),
        ("en", "I am probably too stupid for this. Nothing works.", ""),
        # What mocks is not said back as if it were meant.
        ("en", "Bravo, the third pot in bits since 3 May. Do you people use bubble wrap?", ""),
        ("de", "Seit August steht der Zaun. Wartet ihr, bis die Kinder ausgezogen sind? 🙃", ""),
        # The words that stand before an answer do not stand here as well.
        (
            "en",
            "On 3 May I ordered the blue lamp, and I would like to change it for a green one. Is the cable longer?",
            "On 3 May you ordered the blue lamp.",
        ),
        # A pronoun points at the one noun that was said before it.
        (
            "en",
            "I bought the lamp on 3 May. It is nice. Since 5 May it has gone off at 8 pm. Can the switch be changed?",
            (
                "You bought the lamp on 3 May. Since 5 May it has gone off at 8 pm. "
                "You would like to know whether the switch can be changed."
            ),
        ),
        # What would be an admission is quoted, and nothing is spliced to it.
        (
            "en",
            "You took £48.00 on 3 May. I think that is odd. No reply to ticket 55120.",
            "This is about your ticket 55120. You wrote: “You took £48.00 on 3 May.”",
        ),
    ],
)
def test_a_letter_is_listened_to_in_its_own_words(language: str, text: str, expected: str) -> None:
    assert heard(text, language).text == expected


def test_the_order_is_named_where_the_words_do_not_name_it() -> None:
    found = heard("Order 4411.\n\nWhere is the parcel?")
    assert found.text == "This is about your order 4411. You would like to know where the parcel is."
    assert heard("Where is order 4411?").text.count("4411") <= 1


def test_a_bare_number_is_named_with_what_it_numbers() -> None:
    found = heard("Account 4420-918-6. The lamp came on 3 May.").text
    assert found.startswith("This is about your account 4420-918-6 (3 May).")
    assert heard("Die Lampe kam am 3. Mai. Aktenzeichen 26-118834.", "de").text == "Die Lampe kam am 3. Mai."


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "If not I would sooner know now than have nine trees of £40 on a verge."),
        ("de", "Wenn nicht, habe ich am 3. Mai neun Bäume auf dem Gehweg."),
        ("de", "Sie weiß es noch nicht."),
    ],
)
def test_what_hangs_on_the_sentence_before_it_is_not_quoted(language: str, text: str) -> None:
    assert "\u201c" not in heard(text, language).text


def test_who_apologises_for_the_language_is_quoted_and_not_retold() -> None:
    found = heard("Am 3. Mai habe ich Baum bestellt, Nummer 4411. Entschuldigung für mein Deutsch.", "de").text
    assert "Sie haben" not in found


def test_a_quotation_has_an_end() -> None:
    line = "On 3 May I bought lamp number 12 from your shop in the old town. "
    found = heard(line * 12 + "Where is it?").text
    assert 20 <= len(found.split()) <= 64


def test_in_public_nothing_is_quoted_that_says_something_of_us() -> None:
    assert heard("My lamp came on 3 May.", asks_only=True).text == "Your lamp came on 3 May."
    assert heard("You took £48.00 on 3 May.", asks_only=True).text == "This is about the £48.00 of 3 May."
    asked = "13 hours to Osaka tonight and no wifi on board. have Plus. can I take lessons along or is it sudoku again"
    quoted = heard(asked, asks_only=True)
    assert quoted.text == "You wrote: \u201c13 hours to Osaka tonight and no wifi on board.\u201d"
    assert heard("Great, my lamp has not worked since 3 May \U0001f44f", asks_only=True).text == ""


def test_of_a_long_sentence_that_is_the_matter_the_beginning_is_quoted() -> None:
    found = heard(
        "My order 4411 came on 3 May, two lamps and a long cable (the green one, which my aunt in Leeds had chosen "
        "with much care for the hall), and the switch of the larger one was loose, so that it fell into the box when "
        "I took it out, and the bulb is broken. Can I send it back?"
    )
    assert found.text == "Your order 4411 came on 3 May, two lamps and a long cable."
    assert heard(
        "My order 4411 came on 3 May, or so your driver will say, in two boxes that nobody had closed, and the switch "
        "of the larger one was so loose that it fell into the box when I took it out, and the bulb is broken. Is it me?"
    ).text.endswith(" \u2026\u201d")


def test_what_counts_is_left_out_of_a_quotation() -> None:
    found = heard(
        "1st the trellis of order 4411 came on 3 May in bits, whoever had carried it up the lane and over the gate. "
        "2nd you took £48.00 on 4 May for the second one, which nobody here had ever ordered from you by then."
    ).text
    assert "1st" not in found
    recap = "To recap for whoever reads this: on 3 May the trellis of order 4411 came in bits, and nobody says why. "
    assert (
        "recap"
        not in heard(recap + "Can I have another one, please, before the fair that we hold on the green?").text.lower()
    )
    assert "2nd" not in found
    assert "You took £48.00 on 4 May" in found


def test_a_question_that_points_at_what_is_not_said_is_not_turned_before_its_answer() -> None:
    text = "Mein Arzt ist in der Stadt und sehr gut. Stellen Sie so etwas bereit? Und wann öffnet der Laden am Montag?"
    found = heard(text, "de")
    assert [lead for lead in found.leads.values() if "so etwas" in lead] == []
    assert len(found.unquoted) == 1


def test_in_public_only_the_number_is_named_of_what_makes_somebody_angry() -> None:
    found = heard("Great, order 4411 has not come since 3 May \U0001f44f", asks_only=True)
    assert found.text == "This is about your order 4411 (3 May)."


def test_of_a_post_that_mocks_a_plain_fact_is_told() -> None:
    text = "adore your little texts! our kitchen has lived in the hall since 3 May \U0001f643 does anyone own a diary"
    assert heard(text, asks_only=True).text == "Your kitchen has lived in the hall since 3 May."


def test_a_question_behind_a_figure_begins_a_sentence() -> None:
    german = LANGUAGES["de"]
    text = "hab 3 S\u00e4cke bestellt, br\u00e4uchte aber 5. kann ich die noch dazu packen?"
    found = [one.text for one in whole_sentences(text, german.issue_words, german.speech)]
    assert found == ["hab 3 S\u00e4cke bestellt, br\u00e4uchte aber 5.", "kann ich die noch dazu packen?"]


def test_a_quotation_leaves_out_an_aside_and_says_so() -> None:
    found = heard(
        "Unfortunately the display of the kit (two rows, blue, from the smaller box) shows only white boxes since May "
        "and nothing else ever, whatever the sketch that I have loaded on it. Is there anything else to try for me now?"
    )
    assert found.text.startswith("You wrote: “Unfortunately the display of the kit … shows only white boxes since May")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "I am tiler. On 3 May I have pay £38.50 at the gate. My code 4411 is for a van. Can I have it back?"),
        ("en", "I buy one time only, on 3 May, order 4411, and in the bank I see it two times. What is that?"),
        ("de", "Heute ich habe zwei Lampen bekommen, Bestellung 4411 vom 3. Mai. Was mache ich?"),
        ("de", "Ich habe bestellt gestern Abend, Nummer 4411, zwei Lampen. Wann kommen die?"),
        ("de", "Am 3. Mai kam die Lampe, aber meine Konto zeigt 4411 nicht. Können Sie das prüfen?"),
        ("de", "Die Lampe von 3. Mai ist für mein Vater, Bestellung 4411. Was ich mache falsch?"),
        ("en", "We moved to the new hub before 2 weeks, on 3 May. The lamp of order 4411 is dark."),
    ],
)
def test_who_writes_in_a_language_that_is_not_their_own_does_not_read_it_again(language: str, text: str) -> None:
    said = heard(text, language).text
    assert not [words for words in ("\u201c", "You ", "Heute") if words in said]


def test_a_doubt_in_brackets_ends_no_sentence() -> None:
    text, english = "The young man there (Sam? I did not write it down) told me so.", LANGUAGES["en"]
    assert [one.text for one in whole_sentences(text, english.issue_words, english.speech)] == [text]


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("de", "Ich habe gestern 45 Euro eingetragen.", "Sie haben am 19. November 45 Euro eingetragen."),
        ("de", "Ich habe gestern, 19. November, 45 Euro bezahlt.", "Sie haben am 19. November, 45 Euro bezahlt."),
        ("en", "Yesterday 45 lamps came.", "On Thursday 19 November 45 lamps came."),
        ("en", "I have the copy of yesterday 10 pm.", "You have the copy of Thursday 19 November 10 pm."),
    ],
)
def test_a_number_behind_yesterday_is_no_date(language: str, text: str, said: str) -> None:
    assert heard(f"{text[:-1]}, {'Bestellung' if language == 'de' else 'order'} 4411.", language).text.startswith(
        said[:-1]
    )


def test_marks_inside_a_quotation_are_single() -> None:
    line = 'You charged £48.00 for a "gift" on 3 May. '
    expected = "You wrote: “You charged £48.00 for a \u2018gift\u2019 on 3 May.”"
    assert heard(line + "I am so sad. " * 12).text == expected


@pytest.mark.parametrize(
    ("marks", "expected"), [("", "a 'b' c"), ("\u2039\u203a", "a \u2039b\u203a c"), ("x", "a 'b' c")]
)
def test_a_language_without_a_pair_of_inner_marks_has_plain_ones(marks: str, expected: str) -> None:
    assert with_inner_marks('a "b" c', Speech(inner_marks=marks)) == expected


def test_several_needs_are_introduced_in_our_words() -> None:
    found = heard("Does the lamp need a bulb? Is the shop open on Sunday? Please cancel order 4411.")
    assert found.leads == {
        0: "You asked whether the lamp needs a bulb:",
        1: "You also asked whether the shop is open on Sunday:",
        2: "You asked us to cancel order 4411:",
    }
    german = heard("Braucht die Lampe ein Leuchtmittel? Hat der Laden am Sonntag offen?", "de")
    assert german.leads == {
        0: "Sie fragen, ob die Lampe ein Leuchtmittel braucht:",
        1: "Sie fragen auch, ob der Laden am Sonntag offen hat:",
    }


def test_what_cannot_be_turned_is_introduced_in_their_words() -> None:
    assert heard("Why is it like that? Does the lamp need a bulb?").leads == {
        1: "You asked whether the lamp needs a bulb:"
    }


def test_nobody_is_quoted_on_their_family_or_on_what_points_back() -> None:
    wedding = "They are for the tables at our wedding on Saturday 5 December. " + "So. " * 30
    assert heard(wedding).text == ""
    family = "Am 12. Dezember wollten mein Mann und ich zwei Nächte in der Hütte verbringen. "
    assert heard(family + "Tja. " * 30, "de").text == ""
    cheated = "I was a clerk at the mill. He had me send $950 on 3 May. " + "I feel so bad. " * 12
    assert "He had me" not in heard(cheated).text


def test_a_need_that_points_back_is_quoted_behind_what_it_points_at() -> None:
    text = "Does the lamp need a bulb? My brother, who is at sea, has the same one. Should he stop using it?"
    assert (
        heard(text).leads[1] == "On \u201cMy brother, who is at sea, has the same one. Should he stop using it?\u201d:"
    )
    said = "The lamp of order 4411 came on 3 May with a crack in its shade. Should I send it back? Is the shop open?"
    assert heard(said).text == "The lamp of order 4411 came on 3 May with a crack in its shade."
    assert not any("3 May" in lead for lead in heard(said).leads.values())


def test_a_longer_question_takes_along_what_it_points_at_and_no_sentence_stands_before_two_answers() -> None:
    text = "Braucht die Lampe ein Leuchtmittel? Und ich bin im Tarif Start. Reicht der dann noch oder brauch ich mehr?"
    asked = "Ich bin im Tarif Start. Reicht der dann noch oder brauch ich mehr?"
    assert heard(text, "de").leads[1] == f"Zu \u201e{asked}\u201c:"
    text = "I need the bike to get to work, there is no bus at five. Will it just stop working? Is the shop open?"
    leads = heard(text).leads
    assert sum("no bus" in lead for lead in leads.values()) <= 1


def test_what_a_question_points_at_has_to_be_named_before_it() -> None:
    text = "Does the lamp need a bulb? I don't want to make it worse by pressing something. Will they fine us? Thanks."
    assert not any("fine us" in lead for lead in heard(text).leads.values())


def test_what_points_back_is_quoted_with_what_it_points_at() -> None:
    text = "The shade itself I can wash without trouble. It is the older one, 240 V, from 3 May. " + "So much. " * 20
    quoted = "The shade itself I can wash without trouble. It is the older one, 240 V, from 3 May."
    assert heard(text).text == f"You wrote: \u201c{quoted}\u201d"


def test_a_quotation_that_ends_in_a_quotation_has_one_full_stop() -> None:
    text = (
        'Your mail of 3 May says, and I quote it, "Your order 4411 ends on 14 November 2026." '
        + "So much for now. " * 9
    )
    assert heard(text).text.endswith("ends on 14 November 2026.\u2019\u201d")


def test_an_order_to_do_something_says_what_it_is_about() -> None:
    text = "Does the lamp need a bulb? Our new clerk Ms. Kavi should see the plan only, no bills. How to give? Thanks."
    assert (
        heard(text).leads[1]
        == "On \u201cOur new clerk Ms. Kavi should see the plan only, no bills. How to give?\u201d:"
    )


def test_no_quotation_ends_where_a_screen_was_copied_or_inside_a_list_of_days() -> None:
    screen = "Here is what you asked for on 3 May: the lamp is a Leonardo, it has 240 V, and the red text says"
    assert heard(f"{screen}\n\nERR_LAMP\n\n{'So much for now. ' * 9}").text.endswith("it has 240 V \u2026\u201d")
    days = "The bill of order 4411 was in my mails of the 14th and the 18th, which both had the wrong lamp in them. "
    assert "14th." not in heard(days + "So much for now. " * 9).text


def test_what_our_page_said_stays_theirs_and_a_last_order_is_no_matter() -> None:
    page = "The driver wanted 41 francs in cash at the door on 3 May. The shop page said the tax was in the price. "
    assert "page said" not in heard(page + "So much for now. " * 9).text.partition("\u201c")[0]
    assert "2231" not in heard("Please erase my account (last order 2231-B) and confirm it in writing.").text


def test_a_day_of_this_week_points_at_nothing() -> None:
    text = "This morning a mail from the shop said that three lamps, 240 euros, have left. " + "So much for now. " * 12
    assert heard(text).text.startswith("You wrote: \u201cThis morning a mail from the shop said")


def test_what_is_not_said_after_all_makes_room_for_the_next_best() -> None:
    text = (
        "I'm not sure this is the right place. My son's board (MKR WiFi 1010) was charging the little silver battery "
        "on his desk. When I came in, the battery had blown up like a pillow, it was too hot to touch, there was a "
        "sweet burning smell and some smoke. "
        "Can I put it in the bin? And can he go on using the board? He is nine and asks every five minutes."
    )
    assert heard(text, most=40).text.startswith("Your son's board (MKR WiFi 1010) was charging")


def test_a_letter_of_which_nothing_is_said_back_is_quoted_once() -> None:
    text = (
        "so the big indoor palm i got off you in spring. looks like someone has sprinkled salt over it, all these tiny "
        "pale specks, and when the sun is low there's sort of really thin threads between the stems?? i wiped it with "
        "a cloth and three days later it's all back. flatmate says chuck it.\n\ndo i have to chuck it\n\ntariq"
    )
    assert heard(text).text == "You wrote: \u201cI wiped it with a cloth and three days later it's all back.\u201d"
    assert heard(text.replace("it's all", "you see it's all"), asks_only=True).text == ""


def test_no_quotation_ends_before_what_somebody_and_their_son_did() -> None:
    text = (
        "When my sister came in at 3 on Sunday, the shade had blown up like a pillow, it was too hot to touch, and she "
        "and her son had both left the hall for the shop by then. "
    )
    assert heard(text + "So much for now. " * 7).text.endswith("it was too hot to touch \u2026\u201d")


def test_amounts_and_days_stand_beside_the_number_of_the_order() -> None:
    loud = "ORDER 4411 FOR £112.40!! YOU said 26 October for order 4411, THEN 29 October!! MY LAST was on 3 May!! Why?"
    assert heard(loud).text == "This is about your order 4411 (£112.40, 26 October, 29 October)."
    vague = "ORDER 4411 FOR £12!! I WROTE ABOUT order 4411 3 days ago, AND THEN on the 29th!! Why?"
    assert heard(vague).text == "This is about your order 4411 (£12)."
    asked = "ORDER 4411 FOR £12!! WHERE IS MY MONEY? Is the shop open on Sunday? Does the lamp need a bulb?"
    assert heard(asked).text == "This is about your order 4411 (£12)."
    alone = "You people took $69.90 off my card on 21 November for another year of the lamp plan. I want it stopped!!"
    assert heard(alone).text == "This is about the $69.90 of 21 November."
    assert "11 quid" not in heard("my bank shut my account!! where do i put the new one? ive got 11 quid left").text
    laut = "BESTELLUNG 4411, 349 Euro, SEIT dem 2.11. WARTE ich!! Wieso?"
    assert heard(laut, "de").text == "Es geht um Ihre Bestellung 4411 (349 Euro, 2.11.)."


def test_no_quotation_ends_inside_a_clause() -> None:
    text = "Two mails came in May asking my wife to come back and renew the pass for another year of trips, 48 pounds. "
    assert "come back \u2026" not in heard(text + "So. " * 30).text


def test_the_number_of_a_day_ends_no_sentence() -> None:
    text = "Ich gehe am 7. Dezember bis voraussichtlich 22. Januar in Kur. Er bleibt da."
    found = LANGUAGES["de"]
    assert [unit.text for unit in whole_sentences(text, found.issue_words, found.speech)] == [
        "Ich gehe am 7. Dezember bis voraussichtlich 22. Januar in Kur.",
        "Er bleibt da.",
    ]


def test_only_a_need_whose_own_words_are_told_is_said() -> None:
    text = "The lamp flickers since 3 May and my wife has put it in the hall.\n\nCan it be made brighter by somebody?"
    told = "The lamp flickers since 3 May and your wife has put it in the hall."
    assert (heard(text).text, heard(text).said) == (told, frozenset())


def test_a_class_is_counted_in_its_own_sentence() -> None:
    found = LANGUAGES["de"]
    text = "Meine Tochter geht 6. Klasse. Die Karte fehlt."
    units = whole_sentences(text, found.issue_words, found.speech)
    assert [unit.text for unit in units] == ["Meine Tochter geht 6. Klasse.", "Die Karte fehlt."]


def test_a_question_that_gets_its_own_answer_takes_no_room_from_what_happened() -> None:
    text = (
        "trying to check out for half an hour. got a 15 euro voucher from the spring fair, MEADOW15, and the basket "
        "goes red every time and the button stays dead. am i doing it wrong or is the code finished?"
    )
    assert "MEADOW15" in heard(text).text


def test_beside_grief_nobody_reads_out_whom_it_is_about() -> None:
    text = (
        "My son was born in August and did not live. In September we bought an apple tree from you, order 4411. "
        "My mother waters it every Sunday at 9. Can I stop the mails?"
    )
    found = heard(text).text
    assert "In September you bought an apple tree from us, order 4411." in found
    assert ("mother" in found, "live" in found) == (False, False)


def test_what_a_stranger_to_german_writes_is_quoted_and_not_retold() -> None:
    found = heard("Meine Kunden haben am 3. Mai ein Jasmin gekauft von Ihre Shop. Was soll ich tun?", "de").text
    assert "Ihre Kunden" not in found


def test_what_opens_a_list_is_not_quoted() -> None:
    assert heard("I request, by 4 December:\n\n- a copy of the bill\n- the key\n" + "So. " * 30).text == ""


def test_brackets_on_the_way_are_left_out_where_the_sentence_needs_it() -> None:
    text = "On 3 May my son (he's 6, bless him!) left a small orange box on the tram. " + "So. " * 30
    assert heard(text).text == "On 3 May your son left a small orange box on the tram."


def test_a_short_message_is_not_read_out_again() -> None:
    assert heard('Parcel 4411 "signed for", but nobody at home from 8 to 6.').text == ""


def test_kinds_are_told_apart() -> None:
    kinds = []
    for sentence in ("I paid £40.", "Do you sell lids?", "Please cancel order 4411.", "I would like a refund."):
        found = turned(sentence)
        kinds += [part.kind for part in found.parts] if isinstance(found, Turned) else []
    assert kinds == [PartKind.STATEMENT, PartKind.QUESTION, PartKind.REQUEST, PartKind.WISH]


def test_a_short_form_ends_a_sentence_only_before_a_capital() -> None:
    german = LANGUAGES["de"]
    text = "Auf der Rechnung fehlt sie, deshalb wurden 19 % MwSt. berechnet."
    assert [one.text for one in whole_sentences(text, german.issue_words, german.speech)] == [text]
    text = "Es sind 93 Euro inkl. MwSt. Warum zahle ich sie?"
    found = [one.text for one in whole_sentences(text, german.issue_words, german.speech)]
    assert found == ["Es sind 93 Euro inkl. MwSt.", "Warum zahle ich sie?"]


def test_what_only_announces_is_left_out_of_a_quotation() -> None:
    text = (
        "Foto hängt an, der Stand von heute früh ist 23 871.\n\nNoch was anderes: beim Gas hab ich laut Rechnung ein "
        "Guthaben von 84,15 €. Ich zahl immer per Überweisung. Krieg ich das aufs Konto oder wie läuft das?"
    )
    said = heard(text, "de").text
    assert "Noch was anderes" not in said
    assert "Guthaben" in said


def test_what_somebody_would_gladly_do_is_said_without_the_courtesy() -> None:
    found = turn("Wir würden sehr gern Probe lesen.", LANGUAGES["de"].turning, None, "", TODAY, TODAY)
    assert isinstance(found, Turned)
    assert [part.text for part in found.parts] == ["Sie möchten Probe lesen"]


def test_what_somebody_angry_does_not_want_to_hear_is_not_read_out() -> None:
    text = (
        "On 14 September I cancelled. I have your own email, dated 14 September 2026, so do not tell me I pressed the "
        "wrong thing. On 20 November you help yourselves to 144.00 euros. This is the worst shop ever, I am furious."
    )
    said = heard(text).text
    assert "do not tell me" not in said
    assert "dated 14 September" in said


def test_a_weekday_in_short_ends_no_sentence_before_its_date() -> None:
    german = LANGUAGES["de"]
    text = "Laut Schreiben wird bei uns am Do. 3.12. um 6.30 Uhr der Zähler gewechselt."
    assert [one.text for one in whole_sentences(text, german.issue_words, german.speech)] == [text]


def test_a_long_line_that_ends_with_a_comma_goes_on() -> None:
    german = LANGUAGES["de"]
    text = "am 2. November kam das Engineering Kit (Bestellung 1000466308,\n289,00 EUR) bei mir an, endlich."
    assert len(whole_sentences(text, german.issue_words, german.speech)) == 1


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "de",
            "Es sind 387,20 Euro, ich hab am 3. Mai nur die Hälfte gearbeitet und es nicht mehr geschafft. Geht das?",
        ),
        ("en", "On 3 May I left your pan on full and fell asleep, and order 4411 was gone. What do I do now?"),
        ("de", "hab am freitag, 3. Mai, überwiesen, is auch schon runter vom konto. Was nun?"),
    ],
)
def test_what_shames_somebody_or_is_slang_is_not_told_of_them(language: str, text: str) -> None:
    said = heard(text, language).text
    assert not [words for words in ("geschafft", "fell asleep", "is auch") if words in said]


def test_a_question_with_not_in_it_is_no_slip_of_a_learner() -> None:
    english = LANGUAGES["en"].turning
    assert not by_a_learner("Why do they not get to me?", english)
    assert by_a_learner("They not get my order.", english)
    assert not by_a_learner("Could we come in the spring instead, when I can manage the gangway again?", english)
    assert by_a_learner("I write to you, how I can get my money?", english)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "de",
            (
                "zwei Aufträge sind mir so schon durch die Lappen gegangen, das tut als Einzelkämpferin ziemlich weh. "
                "Woran liegt das?"
            ),
        ),
        (
            "de",
            (
                "Zwei Kunden haben mich heute angerufen, weil auf meinen Rechnungen auf einmal eine andere IBAN steht, "
                "mit LT am Anfang. Können Sie sehen, wer das war?"
            ),
        ),
    ],
)
def test_feelings_and_beginnings_that_leave_out_why_are_not_told(language: str, text: str) -> None:
    assert heard(text, language).text == ""


def test_what_stands_before_a_feeling_is_told() -> None:
    text = "Our new lamps came on 3 May with order 4411, and it has been a nightmare since. What do I do now?"
    assert heard(text).text.startswith("Your new lamps came on 3 May with order 4411.")


def test_a_beginning_never_ends_inside_a_reason() -> None:
    text = "The seat came last Friday and stands in its wrapping, because our gate is 70 cm and the box is 90."
    found = LANGUAGES["en"]
    hearing = Hearing(found.cues, found.speech, found.lexicon, found.manners, issue_words=found.issue_words)
    quoting = Quoting(text, read_message(Message(text), hearing), found.turning, found.speech)
    (unit,) = whole_sentences(text, found.issue_words, found.speech)
    told = [text[start:end] for start, end in quoting.tellable(unit)]
    assert told == [text, "The seat came last Friday and stands in its wrapping,"]


def test_the_longest_beginning_is_quoted_where_the_whole_cannot_be() -> None:
    said = heard(
        "The storage bench (order 7158) was delivered last Friday and it's a lovely thing, only 12 cm too long for the "
        "alcove, which was my own stupid measuring. Can you take it back?"
    ).text
    assert "was delivered last Friday" in said


def test_a_turned_question_keeps_the_noun_that_it_points_at() -> None:
    text = (
        "We still have the other chair, same batch I suppose, is it safe to sit on? And who at your end decides that?"
    )
    assert "safe to sit on" not in " ".join(heard(text).leads.values())


def test_a_rebuke_is_not_turned_into_a_wish() -> None:
    text = "Nobody came on the 12th for order 4411. I want a day on which a human being stands at my door."
    assert "human being" not in heard(text, "en").text


@pytest.mark.parametrize(
    ("language", "text", "insult"),
    [
        (
            "de",
            "Frau Kolbe hat sich am 3. Mai eine Stunde Zeit für mich alte Schachtel genommen. Hat sie frei?",
            "Schachtel",
        ),
        (
            "en",
            "On 3 May order 4411 came, and I, being an old fool, sent it back. I'm such a fool. What now?",
            "a fool",
        ),
    ],
)
def test_what_somebody_calls_themselves_is_not_said_back(language: str, text: str, insult: str) -> None:
    assert insult not in heard(text, language).text
