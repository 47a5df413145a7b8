"""An answer to a drill: the findings of `warmline check`, and what the drill wants, in sentences."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from composer.cases.step import Step
from composer.cli.main import run
from composer.desk.desk import Desk
from composer.desk.drills import findings_on, judged, shipped_courses
from composer.practice.drill import Drill, DrillKind, DrillMessage, DrillWords, Find, Wants
from composer.practice.feedback import differences, to_mend, worked
from composer.practice.judging import Grade, judge_marks, pieces_of

TEXT = "Hi, I tried the reset link twice, and nothing comes. My order is 4411, and I need it by Friday.\n\nMei Tanaka"
GIVEN = DrillMessage(TEXT, "Mei Tanaka", {"tried the reset link twice": ("twice",), "order is 4411": ("4411",)})
REPLY = Drill("a", DrillKind.REPLY, "A", given=(GIVEN,), wants=Wants(steps=(Step.LISTEN, Step.SOLVE, Step.FOLLOW_UP)))
GOOD = """\
Hi Mei,

You tried the reset link twice and nothing came, and you need order 4411 by Friday. I have sent a code to your phone, \
which works without a mail. I am sorry that our mails are slow today.

I will call you tomorrow at nine to ask whether you are in.

Robin"""
SHIPPED = [drill for code in ("en", "de") for course in shipped_courses(code) for drill in course.drills]
LETTERS = [drill for drill in SHIPPED if drill.kind is DrillKind.REPLY and drill.channel == "email"]


def test_first_comes_what_worked_and_what_matters_most(bare: Desk) -> None:
    said = judged(bare, REPLY, GIVEN, [GOOD])
    assert to_mend(said) == []
    assert worked(said) == [
        "You took up “tried the reset link twice”.",
        "You took up “order is 4411”.",
        "It says their matter back: “You tried the reset link twice and nothing came, and you need order…”",
        "It says what was done or what to do: “I have sent a code to your phone, which works without a mail.”",
        "It says what happens next: “I will call you tomorrow at nine to ask whether you are in.”",
    ]
    assert said.grade() is Grade.EASY
    assert said.grade(helped=True) is Grade.GOOD


def test_what_is_missed_is_said_with_the_customers_words(bare: Desk) -> None:
    said = judged(bare, REPLY, GIVEN, ["Hi Mei,\n\nSorry, I understand your frustration.\n\nRobin"])
    assert said.grade() is Grade.AGAIN
    assert to_mend(said)[:4] == [
        "They wrote “tried the reset link twice”, and nothing in your answer takes it up.",
        "They wrote “order is 4411”, and nothing in your answer takes it up.",
        "Nothing in it says their matter back in their own facts.",
        "It does not say what was done, or what to do.",
    ]


def test_a_sentence_that_is_a_fault_is_not_praised_for_its_step(bare: Desk) -> None:
    wants = replace(REPLY.wants, never=(DrillWords(("send * photo",), "They have sent one."),))
    said = judged(bare, replace(REPLY, wants=wants), GIVEN, ["Hi Mei,\n\nplease send us a photo.\n\nRobin"])
    assert worked(said) == []
    assert "“send us a photo”: They have sent one." in to_mend(said)
    assert not said.passed


def test_comfort_weighs_less_than_listening_and_solving(bare: Desk) -> None:
    wants = Wants(steps=(Step.LISTEN, Step.ACKNOWLEDGE, Step.VALIDATE, Step.SOLVE))
    drill = replace(REPLY, wants=wants)
    no_comfort = GOOD.replace(" I am sorry that our mails are slow today.", "")
    assert judged(bare, drill, GIVEN, [no_comfort]).grade() is Grade.HARD
    comfort_alone = "Hi Mei,\n\nI am sorry, anyone would be worried.\n\nRobin"
    assert judged(bare, drill, GIVEN, [comfort_alone]).grade() is Grade.AGAIN


def test_words_that_should_and_should_not_be_there(bare: Desk) -> None:
    wants = Wants(
        says=(DrillWords(("phone",), "It names another way."),), never=(DrillWords(("spam",), "They looked there."),)
    )
    drill = replace(REPLY, wants=wants)
    assert judged(bare, drill, GIVEN, [GOOD]).passed
    bad = GOOD.replace("phone", "spam folder")
    assert {"Not yet there: It names another way.", "“spam”: They looked there."} <= {
        *to_mend(judged(bare, drill, GIVEN, [bad]))
    }


def test_a_day_of_the_customers_is_no_day_of_ours(bare: Desk) -> None:
    drill = replace(REPLY, wants=Wants(day=True))
    assert judged(bare, drill, GIVEN, ["Hi Mei,\n\nYou need it by Friday, and I see why.\n\nRobin"]).passed is False
    assert "It says when: “tomorrow at nine”." in worked(judged(bare, drill, GIVEN, [GOOD]))


def test_a_question_back_is_wanted_where_facts_are_missing(bare: Desk) -> None:
    drill = replace(REPLY, wants=Wants(question=True))
    assert not judged(bare, drill, GIVEN, [GOOD]).passed
    assert judged(
        bare, drill, GIVEN, [GOOD.replace("whether you are in.", "how it went. Which phone do you use?")]
    ).passed


def test_a_line_written_anew_has_lost_the_findings_of_the_old_one(bare: Desk) -> None:
    given = DrillMessage("My lamp is late.", hear={"My lamp is late": ("lamp",)}, line="Just click on the lamp.")
    drill = Drill("t", DrillKind.TURN, "T", given=(given,))
    assert not judged(bare, drill, given, ["Just click here for the lamp."]).passed
    anew = judged(bare, drill, given, ["Your lamp is late."])
    assert anew.passed
    assert worked(anew) == ["You took up “My lamp is late”.", "“Just click” is gone."]


def test_two_sentences_are_enough_to_say_a_message_back(bare: Desk) -> None:
    drill = replace(REPLY, kind=DrillKind.LISTEN, wants=Wants())
    long = "You tried the link twice. Nothing came. You need order 4411. Friday is the day. That is soon."
    assert to_mend(judged(bare, drill, GIVEN, [long])) == ["Two sentences are enough here."]


def test_marks_are_found_missed_or_wrong() -> None:
    given = DrillMessage(TEXT, marks=("tried the reset link twice", "order is 4411"))
    said = judge_marks(given, ["I tried the reset link twice,", "Mei Tanaka"])
    assert worked(said) == ["You found “tried the reset link twice”."]
    assert to_mend(said) == ["“order is 4411” shows it, too.", "“Mei Tanaka” does not show it."]
    assert judge_marks(given, pieces_of(TEXT)).grade() is Grade.AGAIN
    assert (
        Drill("s", DrillKind.SPOT, "S", find=Find.FACT).task == "Which parts hold a fact that a good answer says back?"
    )


def test_nothing_written_is_an_answer_that_is_missing(bare: Desk) -> None:
    assert to_mend(judged(bare, REPLY, GIVEN, [" "])) == ["Still open: your answer"]


def test_the_differences_to_the_example_are_named(bare: Desk) -> None:
    example = judged(bare, REPLY, GIVEN, [GOOD])
    own = judged(
        bare, REPLY, GIVEN, ["Hi Mei,\n\nYou tried the link twice. I have sent a code to your phone.\n\nRobin"]
    )
    assert differences(own, example) == [
        "It takes up “order is 4411”.",
        "It says what happens next: “I will call you tomorrow at nine to ask whether you are in.”",
        f"It has {len(GOOD.split())} words, yours has 16.",
    ]
    assert differences(example, example) == ["It takes up the same things as yours, in other words."]


@pytest.mark.parametrize("drill", [LETTERS[0], LETTERS[9], LETTERS[-2]], ids=lambda drill: drill.key)
def test_the_findings_are_those_of_check_on_the_same_text(
    bare: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], drill: Drill
) -> None:
    """On the exemplary reply and on the bad one, for every message."""
    monkeypatch.setenv("WARMLINE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("WARMLINE_CONFIG", str(tmp_path / "config"))
    monkeypatch.setenv("WARMLINE_TODAY", "2026-11-21")
    for given in drill.given:
        message = tmp_path / "message.eml"
        head = f"From: {given.sender} <someone@mail.example>\nTo: us@acme.example\nSubject: Hello\n"
        message.write_text(f"{head}Content-Type: text/plain; charset=utf-8\n\n{given.text}\n", "utf-8")
        for answer in (given.exemplary[0], drill.bad[0]):
            reply = tmp_path / "reply.txt"
            reply.write_text(answer, "utf-8")
            words = ["check", str(reply), "--message", str(message), "--outcome", drill.outcome, "--json"]
            run([*words, "--desk", str(bare.root)])
            checked = json.loads(capsys.readouterr().out)["findings"]
            assert [(one["rule"], one["start"], one["reason"]) for one in checked] == [
                (one.rule, one.start, one.reason) for one in findings_on(bare, drill, given, answer)
            ]


@pytest.mark.parametrize("kind", DrillKind)
@pytest.mark.parametrize("find", Find)
def test_a_drill_asks_in_its_own_language(kind: DrillKind, find: Find) -> None:
    asked = {
        language: Drill("t", kind, "T", find=find, language=language).task for language in ("en", "de", "de-AT", "fr")
    }
    assert asked["de"] == asked["de-AT"] != asked["en"] == asked["fr"]


def test_a_worksheet_asks_in_the_language_of_its_drill(bare: Desk) -> None:
    drill = Drill("w", DrillKind.WORKSHEET, "W", given=(GIVEN,), language="de")
    assert to_mend(judged(bare, drill, GIVEN, ["Etwas", "Etwas", "", "Etwas"])) == [
        "Still open: Wann ging es mir selbst so?"
    ]
