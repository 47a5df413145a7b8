"""A need stands before its answer in the customer's own words where these ask, want or order, and nowhere else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from composer.cases.step import Channel
from composer.reading.issues import Issue, IssueKind, find_issues
from composer.writing.leading import leads_in, may_be_quoted, may_lead, said_in_public, shortened
from composer.writing.turning.pointing import points_back, points_elsewhere
from tests.replies.test_clauses_are_turned import LANGUAGES


def issue(sentence: str, chance: float = 0.8) -> Issue:
    return Issue(IssueKind.REQUEST, sentence, 0, len(sentence), sentence, chance)


@pytest.mark.parametrize(
    "sentence",
    [
        "Can the lamp be sent to the office?",
        "how do i stop the scraping",
        "I would like the order closed as well.",
        "Send me a copy of the invoice.",
        "The bill has to say Oak Lane Practice.",
        "Ich hätte gern die 48 € zurück.",
        "Teilen Sie mir mit, ab wann das gilt.",
        "krieg ich die 13 von euch wieder",
        "die Anschrift Ihrer Versicherung",
        "I've 14 more flats and might fit them all out, is there a trade price",
        "the monthly plan for that address, does that stop on its own",
        "May I ask when it comes?",
        "Can I ask for my money back?",
        "if not is the lesson just lost",
        "if i get out do i lose my spanish, im on day 410",
        "Für unsere sechs Häuser hätten wir künftig gern eine Sammelrechnung im Quartal.",
    ],
)
def test_what_asks_from_its_first_word_on_is_quoted(sentence: str) -> None:
    assert may_be_quoted(issue(sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        "He keeps asking, you know dads.",
        "Winter is when I need the weights most.",
        "I was taken into hospital the very morning the parcel came.",
        "hat es mir erst gestern erzählt, weil sie sich so geschämt hat",
        "wiped everything with a cotton bud twice already",
        "What is left on my account is 61 euros",
        "If there is a drawer where such things are kept, hers is the one.",
        "The thing with the six digits was on there and so, because I am a genius, was the photo of the spare codes",
        "unplugged it, plugged it back, did the fuse, the card just beeps twice at me",
        "May I suggest one thing for the website?",
        "Your site only talks about parties, which is the last thing I need",
        "Oder muss ich damit rechnen, dass wir auf der Straße stehen?",
        "wie ich Ihnen am 3. d. M. schrieb, lautet die Bestätigung auf einen anderen Namen",
    ],
)
def test_a_remark_is_not_quoted_as_a_need(sentence: str) -> None:
    assert not may_be_quoted(issue(sentence))


def test_an_unsure_wish_is_not_quoted() -> None:
    assert not may_be_quoted(issue("I want to bring my mother to the shop.", 0.55))


def test_of_a_long_sentence_the_end_that_asks_is_quoted() -> None:
    assert (
        shortened(
            "To be honest if that is how it is now I would rather stop the Pro thing after all these years, "
            "can I drop it and keep the ordinary login with all my old invoices in it?"
        )
        == "can I drop it and keep the ordinary login with all my old invoices in it?"
    )
    assert (
        shortened(
            "Endlich sind die acht Kästen da und die ganze Klasse freut sich seit Tagen, aber der Kurs kommt bei mir "
            "komplett auf Englisch, das packen meine nicht, wo stelle ich das um?"
        )
        == "wo stelle ich das um?"
    )


def test_what_comes_to_its_question_is_left_out() -> None:
    assert (
        shortened("Right, now the boring bit, can I buy something without making an account?")
        == "can I buy something without making an account?"
    )
    assert (
        shortened("If it is the battery, what sort do I have to buy?")
        == "If it is the battery, what sort do I have to buy?"
    )


@pytest.mark.parametrize(
    ("language", "text", "said", "points"),
    [
        ("de", "Das Rad läuft auf meinen Mann.", "Wie bekomme ich es auf mich?", True),
        ("de", "Das Rad läuft auf meinen Mann.", "Passt es in den Keller?", False),
        ("de", "Mein Arzt nutzt Noah.", "Stellen Sie so etwas bereit?", True),
        ("de", "hab den schlüssel verloren", "kann man den nachmachen lassen", False),
        ("en", "The seat is still up.", "Do I take it down?", True),
        ("en", "The seat is still up.", "Can you stop that delivery?", False),
        ("en", "The seat is still up.", "Can it come to Utrecht?", False),
        ("fr", "Le banc est cassé.", "Comment le rendre ?", False),
    ],
)
def test_what_names_nothing_points_elsewhere(language: str, text: str, said: str, *, points: bool) -> None:
    assert points_elsewhere(said, text, language) is points


def test_what_only_counts_the_questions_is_left_out() -> None:
    assert (
        shortened("Und drittens nur so eine Frage: Gibt es dafür eine Haube, die im Winter hält?")
        == "Gibt es dafür eine Haube, die im Winter hält?"
    )
    assert shortened("The bench in the yard by the gate: can it go back?") == (
        "The bench in the yard by the gate: can it go back?"
    )


def test_what_says_nothing_by_itself_leads_nothing() -> None:
    assert not may_be_quoted(issue("That is you, isn't it?"))
    assert not may_be_quoted(issue("Ja wo denn dann?"))
    long = "The box came on a wet Tuesday " + "and then it stood in the hall " * 5
    assert not may_lead(long.strip())


def needs(text: str, language: str = "en") -> list[str]:
    found = LANGUAGES[language]
    return [one.words for one in find_issues(text, found.issue_words, found.speech)]


def test_two_questions_in_one_sentence_are_one_need() -> None:
    text = "It clearly won't go in a parcel. How do I send it back, and what will that cost me?"
    found = LANGUAGES["en"]
    stated = [one.sentence for one in find_issues(text, found.issue_words, found.speech)]
    assert stated == ["How do I send it back, and what will that cost me?"]


def test_every_item_of_a_list_of_needs_is_one_need() -> None:
    letter = (
        "About the lamp:\n\n1. The old address is gone, so any link goes into thin air. How do we move the account?\n"
        "2. My street is spelt with one letter too many on the slip.\n"
        "3. Could you send the bill in English? Do you do that?"
    )
    assert needs(letter) == [
        "The old address is gone, so any link goes into thin air. How do we move the account?",
        "My street is spelt with one letter too many on the slip.",
        "Could you send the bill in English? Do you do that?",
    ]


def test_a_question_that_points_at_the_one_before_it_is_part_of_it() -> None:
    assert needs("What happens to the nine hives? Do they stop?") == ["What happens to the nine hives? Do they stop?"]
    assert len(needs("What happens to the nine hives? Does the shop open on Sunday?")) == 2
    assert len(needs("Can I put it in the bin? And can he go on using the board?")) == 2


@pytest.mark.parametrize(
    ("sentence", "lead"),
    [
        ("Secondly is there a date on these cards?", "is there a date on these cards?"),
        ("Zweitens kann man das tauschen?", "kann man das tauschen?"),
        ("If so, could somebody take it over sooner?", "could somebody take it over sooner?"),
        ("Wenn ja, was kostet das?", "was kostet das?"),
        ("aber im Ernst, ist da noch ein Platz frei?", "ist da noch ein Platz frei?"),
        ("Joking aside, is there a seat left?", "is there a seat left?"),
        ("If not, can it stay at the shop?", "If not, can it stay at the shop?"),
        ("First class is dearer, is it?", "First class is dearer, is it?"),
    ],
)
def test_what_only_counts_or_joins_the_needs_leads_no_answer(sentence: str, lead: str) -> None:
    assert shortened(sentence) == lead


def test_what_is_told_behind_a_comma_is_no_question_that_stands_before_an_answer() -> None:
    said = (
        "I send you my claim for the train last Wednesday, which arrived at ten, and the guard was superb, and so was "
    )
    said += "the cake that a lady shared out with the whole coach."
    assert not shortened(said).startswith("which")
    assert shortened(f"{said.removesuffix('.')}, which form do I fill in?") == "which form do I fill in?"


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        (
            "can I take my lessons with me somehow or is it sudoku again",
            "can I take my lessons with me somehow \u2026",
        ),
        ("@acme is the Leeds shop shut this week?", "is the Leeds shop shut this week?"),
        ("do any of you open on Boxing Day @acme?", "do any of you open on Boxing Day?"),
        ("kurze Frage, darf mein Freund auf dem Abo mitfahren?", "darf mein Freund auf dem Abo mitfahren?"),
        ("ist der Ersatzbus ein Ger\u00fccht?", ""),
        ("wie soll Oma da zum Kaffee kommen, mit dem Traktor?", ""),
        ("need my spare key", ""),
        ("who ARE you people", ""),
    ],
)
def test_a_public_answer_names_the_question_without_its_joke(asked: str, named: str) -> None:
    assert said_in_public(asked) == named


def test_of_three_questions_a_public_answer_names_two() -> None:
    asked = ("Can I bring my dog?", "What does a ticket for it cost?", "When does the last train leave?")
    needs = {number: replace(issue(words), kind=IssueKind.QUESTION) for number, words in enumerate(asked)}
    assert leads_in(needs, Channel.SOCIAL, LANGUAGES["en"].speech) == {0, 1}


def test_a_question_of_a_chat_points_back() -> None:
    pointing = (
        "can i swap it for my own one?",
        "wo krieg ich das jetzt her",
        "braucht der in der bahn einen maulkorb?",
    )
    assert [said for said in pointing if not points_back(said)] == []
    assert not points_back("how long does a refund take?")
