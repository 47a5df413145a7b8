"""Every rule that a function checks: a reply that breaks it, and one that does not."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from composer.cases.customer import Contact, Customer
from composer.cases.message import Message
from composer.cases.step import Channel, Outcome, Step, Tone
from composer.desk.language import load_language
from composer.phrases.ledger import sentence_key
from composer.reading.reading import Hearing, Reading, read_message
from composer.reading.tone import Sound
from composer.writing.checks import check_reply
from composer.writing.checks.context import Checking
from composer.writing.checks.rule_table import RULES
from composer.writing.claims import Claim
from composer.writing.draft import Draft, Passage
from composer.writing.spelling import Speller
from composer.writing.wording_rules import Wording
from kb.problem import Level
from tests.rows import each_row

ENGLISH = load_language(Path(), "en")
GERMAN = load_language(Path(), "de")
HEARING = Hearing(ENGLISH.cues, ENGLISH.speech, ENGLISH.lexicon, ENGLISH.manners, issue_words=ENGLISH.issue_words)
MESSAGE = "My order 4411 arrived broken, the blue pot is in pieces, and I am furious. Can you send a new lid?"
ANA = Customer("c-1", name="Ana Silva", email="ana@mail.example")
WINE = "Can I bring my own wine to the private room?"
LONG = " ".join(["word"] * 30)


class Dictionary:
    """One that knows all words but one."""

    def spell(self, word: str) -> bool:
        return word == "received"


def reading_of(message: str, tone: Tone | None = None, topics: tuple[str, ...] = ()) -> Reading:
    reading = read_message(Message(message), HEARING, topics=topics)
    return replace(reading, sound=Sound(tone, 0.8)) if tone else reading


def checking(text: str, **more: object) -> Checking:
    message = str(more.pop("message", MESSAGE))
    tone = more.pop("tone", None)
    topics = more.pop("topics", ())
    channel, outcome = more.pop("channel", Channel.EMAIL), more.pop("outcome", Outcome.PENDING)
    draft = Draft(text, more.pop("passages", ()), channel, outcome)  # type: ignore[arg-type]  # a test's own words
    reading = reading_of(message, tone, topics)  # type: ignore[arg-type]  # a test's own words
    return Checking(draft, ENGLISH.wording, ENGLISH.speech, message, reading=reading, **more)  # type: ignore[arg-type]


def rules_in(case: Checking) -> set[str]:
    return {finding.rule for finding in check_reply(case)}


AGAIN = replace(ANA, history=(Contact(dt.date(2026, 9, 4), topic="damage"),))
HAD = frozenset({sentence_key("I can see why the broken pot is no fun.")})
KNOWN = {"customer": ANA}
READY = (Passage(Step.LISTEN, 0, 20, phrase="a"), Passage(Step.ACKNOWLEDGE, 20, 57, phrase="b"))
PHRASE = (Passage(Step.SOLVE, 0, 15, phrase="a"),)
OWN = (Passage(Step.SOLVE, 0, 15, own=True),)
CLAIM = Claim("a/1", "You sent a new one", Step.SOLVE, 0, 15, confirmed=False)
HELLO = (Passage(Step.OPENING, 0, 12, phrase="letter-opening"),)
ODD = "The pin of the plug wobbles in the socket and the wall behind it feels warm at night."
TOLD = "Your pot came in pieces and that is our mistake."
EXAMPLES: dict[str, tuple[Checking, Checking]] = {
    "reply-empty": (checking(" \n"), checking("Hi.")),
    "reply-too-large": (checking("a" * 100_001), checking("a" * 100_000)),
    "field-unfilled": (checking("Order {{ case.order }}."), checking("Order 4411.")),
    "placeholder-left": (checking("Hi [First Name],"), checking("Hi Ana,")),
    "claim-unconfirmed": (
        checking("A new one left.", passages=PHRASE, claims=(CLAIM,)),
        checking("A new one left.", passages=PHRASE, claims=(replace(CLAIM, confirmed=True),)),
    ),
    "claim-own": (
        checking("I have sent a new lid.", claiming=ENGLISH.claiming),
        checking("I will send a new lid today.", claiming=ENGLISH.claiming),
    ),
    "too-long": (checking("a" * 300, longest=280), checking("a" * 280, longest=280)),
    "shouting": (checking("PLEASE READ the guide."), checking("The USB cable is blue.")),
    "long-sentence": (checking(f"{LONG}."), checking("Twenty-five words are enough.")),
    "hard-to-read": (
        checking("Subsequent verification procedures necessitate additional documentation. " * 6),
        checking("Please send me a photo of the pot. I look at it on the day it comes. " * 4),
    ),
    "long-paragraph": (checking("One two three. " * 40), checking("One two three.\n\n" * 40)),
    "language-other": (
        checking("Ihre Bestellung ist heute unterwegs zu Ihnen.", language_known=True),
        checking("Your order is on its way to you.", language_known=True),
    ),
    "language-unsaid": (
        replace(checking("Bonjour Ana,", passages=HELLO, language="fr", language_known=True), wording=Wording()),
        replace(checking("Votre commande est en route.", language="fr", language_known=True), wording=Wording()),
    ),
    "name-blank": (checking("Hi ,\n\nit left."), checking("Hi there,\n\nit left.")),
    "name-wrong": (checking("Hi Bob,", **KNOWN), checking("Hi Ana,", **KNOWN)),
    "name-invented": (checking("Hi Bob,"), checking("Hi there,")),
    "name-unused": (checking("Hello, it left.", **KNOWN), checking("Hello Ana, it left.", **KNOWN)),
    "name-often": (checking("Ana, I checked, Ana. Done, Ana.", **KNOWN), checking("Ana, it is done.", **KNOWN)),
    "greeting-missing": (checking("It left us today."), checking("Hello, it left us today.")),
    "history-unnamed": (
        checking("I look at the pot.", topics=("damage",), customer=AGAIN),
        checking("This is the second time.", topics=("damage",), customer=AGAIN),
    ),
    "step-listen": (checking("We look into it."), checking("Your blue pot arrived broken.")),
    "asks-known": (
        checking("Could you send me your order number?"),
        checking("Could you send me your order number?", message="It arrived broken."),
    ),
    "many-questions": (checking("Which? When? Where? How?"), checking("Which one, and when?")),
    "issue-open": (
        checking("Yes, you may bring your own wine.", message=f"{WINE} Also, do you have high chairs?", tone=Tone.CALM),
        checking("Yes, you may bring your own wine.", message=WINE, tone=Tone.CALM),
    ),
    "answer-missing": (
        checking("Our prices are fair.", message="How much is a new lid?", tone=Tone.CALM),
        checking("A new lid is free.", message="How much is a new lid?", tone=Tone.CALM),
    ),
    "points-elsewhere": (
        checking("Please see our FAQ page for lids.", message="Can you send a new lid?", tone=Tone.CALM),
        checking("I can. Please see our FAQ page for lids.", message="Can you send a new lid?", tone=Tone.CALM),
    ),
    "talks-past": (
        checking("Lids like this only break when they are handled roughly.", message="My lid came broken."),
        checking("I am sorry about the lid. A new one leaves today.", message="My lid came broken."),
    ),
    "address-mixed": (
        replace(checking("Hast du den Topf noch? Dann schicke ich Ihnen einen Deckel."), speech=GERMAN.speech),
        replace(checking("Haben Sie den Topf noch? Dann schicke ich Ihnen einen Deckel."), speech=GERMAN.speech),
    ),
    "cheer-in-grief": (
        checking("Good news: it is closed.", message="My husband died last week. Please close his account."),
        checking("It is closed.", message="My husband died last week. Please close his account."),
    ),
    "regret-twice": (
        checking("I am sorry about the pot. A new one left. I do apologise."),
        checking("I am sorry about the pot. A new one left."),
    ),
    "short-forms": (checking("The SNR of your DSLAM is low."), checking("Your USB cable and your ID are here.")),
    "step-acknowledge": (checking("A new pot left today."), checking("I am sorry about the pot.")),
    "steps-first": (checking("Please open Orders. I am sorry."), checking("I am sorry. Please open Orders.")),
    "apology-unowned": (checking("I am sorry about the pot."), checking("I am sorry. That is our mistake.")),
    "cause-missing": (
        checking("I am sorry. That is our mistake."),
        checking("I am sorry. That is our mistake, because the box was too thin."),
    ),
    "we-without-i": (checking("We check it."), checking("I check it.")),
    "step-validate": (checking("A new pot left today."), checking("Anyone would be cross about that.")),
    "care-needed": (
        checking("A new one left.", message="It is for my mother's funeral.", passages=PHRASE),
        checking("A new one left.", message="It is for my mother's funeral.", passages=OWN),
    ),
    "care-perhaps": (
        checking("A new one left.", message=ODD, passages=PHRASE),
        checking("A new one left.", message="The plug is white, and I would like a brown one.", passages=PHRASE),
    ),
    "cheer-marks": (checking("Done 😀"), checking("Done 😀", tone=Tone.CALM)),
    "step-solve": (checking("That is a pity."), checking("I have sent a new pot.")),
    "no-way-out": (checking("We cannot refund it."), checking("We cannot refund it, but I can send a new one.")),
    "steps-unnumbered": (
        checking("Open Settings, go to Billing, click Cards and press Add."),
        checking("1. Open Settings.\n2. Click Cards.\n3. Press Add."),
    ),
    "step-follow-up": (checking("A new pot left today."), checking("I will write on Friday.")),
    "promise-undated": (checking("I will write to you soon."), checking("I will write to you on Friday.")),
    "promise-past": (
        checking("I will write to you on 12 November.", today=dt.date(2026, 11, 22)),
        checking("I will write to you on 24 November.", today=dt.date(2026, 11, 22)),
    ),
    "promise-late": (
        checking("I will write to you on 5 December.", today=dt.date(2026, 11, 22), needed_on=dt.date(2026, 12, 4)),
        checking("I will write to you on 4 December.", today=dt.date(2026, 11, 22), needed_on=dt.date(2026, 12, 4)),
    ),
    "promise-no-such-day": (
        checking("I will write to you on 31 November.", today=dt.date(2026, 11, 22)),
        checking("I will write to you on 30 November.", today=dt.date(2026, 11, 22)),
    ),
    "card-printed": (checking("Your card 4111 1111 1111 1111."), checking("Your card 4111 1111 1111 1112.")),
    "sentence-again": (
        checking("I can see why a broken pot is no fun.", had=HAD),
        checking("Your pot deserved a better box.", had=HAD),
    ),
    "sentence-twice": (checking(f"{TOLD} {TOLD}"), checking(TOLD)),
    "only-phrases": (
        checking("Your pot is broken. I am sorry about the broken pot, Ana.", passages=READY),
        checking("Your pot is broken. I am sorry about the broken pot, Ana. The glaze is rare.", passages=READY),
    ),
    "very-short": (checking("I am sorry."), checking(f"I am sorry. {LONG} {LONG}.")),
    "spelling": (
        checking("I recieved it.", speller=Speller(Dictionary())),
        checking("I received it.", speller=Speller(Dictionary())),
    ),
}  # fmt: skip


@each_row("rule", RULES)
def test_a_rule_finds_its_bad_example_and_leaves_the_good_one_alone(rule: str) -> None:
    bad, good = EXAMPLES[rule]
    assert rule in rules_in(bad)
    assert rule not in rules_in(good)


def test_words_in_a_heap_are_never_praised() -> None:
    heap = "Ana, sorry again, curtains order weeks late because frustrating, my mistake. I checked. I will check today."
    message = "My curtains are three weeks late. This is so frustrating!"
    assert check_reply(checking(heap, message=message, customer=ANA)) != []


def test_a_team_may_soften_and_switch_off_but_not_what_nobody_should_read() -> None:
    case = checking("We check it. {{ case.order }}")
    levels = {"we-without-i": None, "field-unfilled": None, "step-solve": Level.ERROR}
    found = {finding.rule: finding.level for finding in check_reply(case, levels)}
    assert "we-without-i" not in found
    assert (found["field-unfilled"], found["step-solve"]) == (Level.ERROR, Level.ERROR)


def test_a_finding_brings_better_words_where_there_are_some() -> None:
    [finding] = [one for one in check_reply(checking("Prior to planting, soak it.")) if one.rule == "heavy-words"]
    assert (finding.words, finding.replacement) == ("Prior to", "Before")


def test_words_of_the_house_are_fine_where_the_customer_used_them() -> None:
    said = "I have opened a ticket with Sam."
    assert "house-words" in rules_in(checking(said))
    assert "house-words" not in rules_in(checking(said, message="I opened a ticket with you."))


def test_a_promise_that_says_no_time_reminds_and_a_vague_one_blocks() -> None:
    alone = {one.rule: one.level for one in check_reply(checking("I will send the label."))}
    assert alone["promise-undated"] == "hint"
    vague = {one.rule: one.level for one in check_reply(checking("I will send the label soon."))}
    assert vague["promise-undated"] == "error"


def test_what_the_customer_wrote_is_not_judged_where_it_is_quoted() -> None:
    said = "You should have checked it, and please calm down!! I'll get back to you soon."
    reply = f"You wrote: “{said}” The bench leaves us on Friday 27 November."
    assert not rules_in(checking(reply, message=said)) & {"blames-customer", "calm-down", "promise-undated"}
    assert rules_in(checking(reply)) >= {"blames-customer", "calm-down", "promise-undated"}


def test_saying_the_message_back_is_no_answer() -> None:
    """What only says in our words what the customer wrote leaves the matter open, also behind the opening sentences."""
    told = "You ordered two benches on 3 May. The benches came without screws and with a broken leg."
    message = "I ordered two benches on 3 May. The benches came without screws and with a broken leg."
    assert "step-solve" in rules_in(checking(told, message=message))
    assert "step-solve" not in rules_in(checking(f"{told} A bag of screws went out today.", message=message))


@pytest.mark.parametrize(
    ("asked", "known"),
    [
        ("For which order number is that?", "order 4411 came broken"),
        ("What phone is it on?", "the app closes on my Pixel 8"),
        ("To which email address shall the bill go?", "please send the bill to ana.s@post.example"),
        ("In which size and colour would you like it?", "the coat in size 40 is too small, can I have 42 in green"),
        ("How old is your son?", "my son is seven and wants to ride a pony"),
        ("May we ask why you are leaving?", "please cancel it, I am moving to Spain"),
        ("Please send us photos of the damage.", "the leg is broken, photos are attached"),
        ("Please restart the router.", "the router is dead, I have restarted it twice"),
        ("How did you pay?", "I paid by PayPal and have no refund"),
    ],
)
def test_any_question_asks_for_what_the_message_has_given(asked: str, known: str) -> None:
    assert "asks-known" in rules_in(checking(asked, message=known))
    assert "asks-known" not in rules_in(checking(asked, message="It is late.", sender_email="ana@mail.example"))


@pytest.mark.parametrize(
    ("asked", "known"),
    [
        ("Could you send a photo of the label?", "the leg is broken, photos are attached"),
        ("Please restart it once more after the update.", "the router is dead, I have restarted it twice"),
        ("We restart the router from here tonight.", "the router is dead, I have restarted it twice"),
        ("Which day would suit you instead?", "I cannot come on Friday"),
    ],
)
def test_who_asks_for_something_else_asks_for_nothing_known(asked: str, known: str) -> None:
    assert "asks-known" not in rules_in(checking(asked, message=known))


@pytest.mark.parametrize(
    ("greeting", "name", "wrong"),
    [
        ("Dear Mr O'Dowd,", "Catherine O'Dowd", True),
        ("Dear Ms O'Dowd,", "Catherine O'Dowd", False),
        ("Dear Mr O'Dowd,", "Robin O'Dowd", False),
        ("Dear Professor Whitcomb,", "Professor Alan Whitcombe", True),
        ("Hi Steve,", "Steve Quill", False),
        ("Hi Steve Quell,", "Steve Quill", True),
    ],
)
def test_a_title_and_both_names_fit_who_wrote(greeting: str, name: str, *, wrong: bool) -> None:
    customer = Customer("c-2", name=name)
    assert ("name-wrong" in rules_in(checking(f"{greeting}\n\nit left.", customer=customer))) is wrong


def test_a_line_of_chat_listens_in_one_word_and_answers_in_the_same_line() -> None:
    asked, answer = "is the pool open today or still shut", "Open again since 9 this morning, the water is warm."
    chat = checking(answer, message=asked, tone=Tone.CALM, channel=Channel.CHAT)
    assert not rules_in(chat) & {"step-listen", "step-solve"}
    assert "step-listen" in rules_in(checking(answer, message=asked, tone=Tone.CALM))


def test_two_sentences_side_by_side_listen_where_each_takes_up_a_word() -> None:
    said = "My father died and his subscription is still charged."
    assert "step-listen" not in rules_in(
        checking("I am sorry about your father. The subscription has ended.", message=said)
    )
    assert "step-listen" in rules_in(checking("I am sorry about your father. It has ended.", message=said))


def test_a_hard_word_does_not_make_a_sentence_no_answer() -> None:
    assert "step-solve" not in rules_in(checking("The middleware was switched off last night by mistake."))


@pytest.mark.parametrize(
    ("tone", "channel", "missed"),
    [
        (Tone.UPSET, Channel.EMAIL, {"step-acknowledge", "step-follow-up"}),
        (Tone.MIXED, Channel.EMAIL, set()),
        (Tone.WORRIED, Channel.EMAIL, set()),
        (Tone.UPSET, Channel.CHAT, set()),
    ],
)
def test_a_missing_step_warns_where_it_is_likely_to_be_missed(tone: Tone, channel: Channel, missed: set[str]) -> None:
    case = checking("A new blue pot left today.", tone=tone, channel=channel)
    level = {one.rule: one.level for one in check_reply(case) if one.rule in ("step-acknowledge", "step-follow-up")}
    assert level.keys() == {"step-acknowledge", "step-follow-up"}
    assert {rule for rule, one in level.items() if one is Level.WARNING} == missed


def test_a_greeting_for_anybody_blocks_only_where_a_name_is_known() -> None:
    nobody = checking("Dear customer, it left today.", message="where is it")
    assert [one.level for one in check_reply(nobody) if one.rule == "dear-customer"] == ["hint"]
    named = checking("Dear customer, it left today.", message="where is it", **KNOWN)
    assert [one.level for one in check_reply(named) if one.rule == "dear-customer"] == ["error"]


@pytest.mark.parametrize(
    "said", ["Wir haben letzte Woche die Schlösser getauscht.", "Am 12. November haben wir sie neu gestrichen."]
)
def test_what_was_done_on_a_day_gone_by_is_no_promise(said: str) -> None:
    german = load_language(Path(), "de")
    case = Checking(Draft(said), german.wording, german.speech, language="de", today=dt.date(2026, 11, 22))
    assert "promise-past" not in rules_in(case)
    late = replace(case, draft=Draft("Ich schreibe Ihnen am 12. November."))
    assert "promise-past" in rules_in(late)


def test_small_words_that_both_use_are_no_listening() -> None:
    german = load_language(Path(), "de")
    message = "Guten Tag, ich habe die Handcreme benutzt, und ich habe einen Ausschlag."
    said = "Guten Tag,\n\nich habe die Sache gesehen, und wir schicken einen Brief."
    case = Checking(Draft(said), german.wording, german.speech, message, language="de")
    assert "step-listen" in rules_in(case)
    assert "step-listen" not in rules_in(replace(case, draft=Draft(f"{said} Der Ausschlag kommt von der Handcreme.")))


def test_one_word_is_a_word() -> None:
    [finding] = [one for one in check_reply(checking("No.", tone=Tone.UPSET)) if one.rule == "very-short"]
    assert finding.reason == "Only 1 word to somebody who is in trouble."


def test_phrases_alone_answer_only_a_word_of_thanks() -> None:
    short, long = "Thank you so much, I love it.", "Thank you so much, I love it, and so does my father. " * 3
    ready = [checking("Thank you, Ana.", passages=PHRASE, message=one, tone=Tone.THANKFUL) for one in (short, long)]
    levels = [[one.level for one in check_reply(each) if one.rule == "only-phrases"] for each in ready]
    assert levels == [[], [Level.ERROR]]


def test_a_phrase_of_thanks_is_no_answer_where_no_word_thanks() -> None:
    """`Salad as a smoothie, a star is on its way` mocks."""
    mocking = checking(
        "Thank you, Ana.", passages=PHRASE, message="Salad as a smoothie, a star is on its way.", tone=Tone.THANKFUL
    )
    assert [one.level for one in check_reply(mocking) if one.rule == "only-phrases"] == [Level.ERROR]


@pytest.mark.parametrize("text", ["I am sorry that you are still waiting for it.", "Thank you for coming back to us."])
def test_who_is_still_waiting_or_comes_back_is_known(text: str) -> None:
    assert "history-unnamed" not in rules_in(checking(text, topics=("damage",), customer=AGAIN))


def test_violence_is_no_occasion_for_cheer() -> None:
    told = "A man grabbed my daughter on the stairs of your shop. Who can tell me what you do about it?"
    assert "cheer-marks" in rules_in(checking("I will ask the guard today!", message=told))
    assert "cheer-marks" not in rules_in(checking("I will ask the guard today!", message="Can you ask the guard?"))
