"""The whole main job in plain lines, through a real terminal: for a screen reader and for poor terminals."""

from __future__ import annotations

import datetime as dt
import os
import pty
import re
import termios
import warnings
from contextlib import closing, suppress
from pathlib import Path

import pytest

from composer.cli.conversation import write_reply
from composer.cli.main import run
from composer.desk.desk import Surroundings, open_desk
from composer.desk.open_case import start_answering
from composer.front.plain import Conversation, ConversationEnded, plain, wants_plain
from kb.clock import today_here
from tests.forked import end_with

NOW = dt.datetime(2026, 11, 21, 9, tzinfo=dt.UTC)
ANSWERS = {
    "Which one?": "",
    "1 take": "5",
    "your own answer": "The number is in our mail of last Wednesday.",
    "YYYY-MM-DD": "+2",
    "that is so": "",
    "record it": "",
    "Why may it go": "it is so",
    "What became of it": "it is under way",
}
"""What is answered to which question."""
MOST_QUESTIONS = 25


class Talk:
    """A conversation with the command in a terminal of its own."""

    def __init__(
        self, desk: Path, words: list[str], environment: dict[str, str], answers: dict[str, str] | None = None
    ) -> None:
        self.answers = ANSWERS if answers is None else answers
        self.said = ""
        self.questions: list[str] = []
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # a test runner has threads
            pid, self.terminal = pty.fork()
        if pid == 0:
            termios.tcsetwinsize(0, (30, 100))
            os.chdir(desk)
            os.environ.update(environment)
            end_with(lambda: run(words))
        self.pid = pid

    def run(self) -> int:
        """Answer every question until the message is recorded, then leave; the exit code."""
        asked = 0
        while True:
            try:
                read = os.read(self.terminal, 65_536)
            except OSError:  # the other side has ended
                break
            if not read:
                break
            self.said += read.decode("utf-8", "replace")
            question = self.said[asked:].rpartition("\n")[2]
            if question.endswith((": ", "? ")):
                self.questions.append(question)
                done = "Recorded as sent." in self.said
                answer = "q" if done else next((said for words, said in self.answers.items() if words in question), "")
                os.write(self.terminal, f"{answer}\n".encode())
                asked = len(self.said)
        os.close(self.terminal)
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


@pytest.mark.parametrize(("words", "environment"), [(["answer", "--plain"], {}), ([], {"TERM": "dumb"})])
def test_a_message_is_answered_in_plain_lines_and_recorded(
    acme: Path, tmp_path: Path, words: list[str], environment: dict[str, str]
) -> None:
    folders = {f"WARMLINE_{name}": str(tmp_path / name.lower()) for name in ("CACHE", "CONFIG", "STATE", "DATA")}
    talk = Talk(acme, words, {"TERM": "xterm", **folders, **environment})
    assert talk.run() == 0, talk.said[-500:]
    assert "Recorded as sent." in talk.said
    assert re.findall(r"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u2500-\u259f]", talk.said) == []
    assert len(talk.questions) <= MOST_QUESTIONS
    # No word is cut at the edge of the terminal, which reads as two.
    long = [line for line in talk.said.split("\r\n") if len(line) >= 100 and not line.startswith((*talk.questions,))]
    assert [line for line in long if " " in line] == []
    desk = open_desk(acme, Surroundings(today_here(), tmp_path / "cache", tmp_path / "config"))
    last = desk.records.get_customer("c-1001").history[0]
    desk.close()
    assert last.direction == "out"
    assert "our mail of last Wednesday" in last.text
    assert "{{" not in last.text
    (kept,) = (tmp_path / "state" / "replies").iterdir()
    assert kept.read_text() == last.text + "\n"


@pytest.mark.parametrize("why", ["", "Maya is ill"])
def test_a_colleagues_message_is_left_to_them_unless_it_is_said_why_not(acme: Path, tmp_path: Path, why: str) -> None:
    around = Surroundings(today_here(), tmp_path / "cache", tmp_path / "config")
    with closing(open_desk(acme, around)) as desk:
        (case,) = (one for one in map(desk.case_at, desk.waiting()) if one.title == "Order 4411")
        desk.records.claims.take(case.id, "Maya", NOW)
    folders = {f"WARMLINE_{name}": str(tmp_path / name.lower()) for name in ("CACHE", "CONFIG", "STATE", "DATA")}
    answers = {**ANSWERS, "Why do you take it over?": why}
    talk = Talk(acme, ["answer", case.id], {"TERM": "xterm", **folders}, answers)
    assert talk.run() == 0, talk.said[-500:]
    assert "Maya has had this message since Saturday" in talk.said
    with closing(open_desk(acme, around)) as desk:
        claim = desk.records.claims.find(case.id)
        answered = bool(desk.records.replies_to(case.id))
    assert answered == bool(why)
    assert ("Recorded as sent." in talk.said) == bool(why)
    # With its reply recorded, nobody has it any more.
    assert (claim and claim.agent) == (None if why else "Maya")


def test_what_is_said_has_no_boxes_and_an_answer_is_one_of_those_that_there_are() -> None:
    said: list[str] = []
    answers = iter(["7", "2", "q"])
    talk = Conversation(said.append, lambda _question: next(answers))
    talk.say("a │ b\x1b[31m…")
    assert said == ["a - b[31m..."]
    assert talk.choose("1 take, 2 another", "12") == "2"
    assert said[-1] == "Please type one of 1, 2."
    with pytest.raises(ConversationEnded):
        talk.choose("1 take, 2 another", "12")
    assert plain("━") == "-"


def test_own_words_come_behind_the_greeting(acme: Path, tmp_path: Path) -> None:
    answers = iter(["I am with you."])
    talk = Conversation(lambda _line: None, lambda _question: next(answers, "q"))
    with closing(open_desk(acme, Surroundings(today_here(), tmp_path / "cache", tmp_path / "config"))) as desk:
        case = desk.case_for(b"My mother died and I need to return the plants that she ordered.", "a note")
        one = start_answering(desk, case)
        with suppress(ConversationEnded):
            write_reply(talk, one, (), lambda: None)
        assert one.draft.text.startswith("Hello there,\n\nI am with you.")


def test_plain_lines_are_wanted_by_the_terminal_or_by_the_person() -> None:
    assert [wants_plain(one) for one in ({}, {"TERM": "dumb"}, {"ACCESSIBLE": "1"}, {"ACCESSIBLE": "0"})] == [
        False,
        True,
        True,
        False,
    ]
