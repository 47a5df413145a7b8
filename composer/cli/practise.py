"""`warmline practise`: drills in the terminal, line by line, with the checks of the desk."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from composer.cli.open_desk import opened_desk
from composer.cli.wrapping import wrapped
from composer.desk.desk import Desk
from composer.desk.drills import judged
from composer.desk.practising import (
    Sitting,
    Talk,
    comes_again,
    courses_in,
    exemplary_judged,
    finish,
    get_drill,
    keep_answers,
    next_sittings,
    sitting,
)
from composer.front.crash import state_folder
from composer.practice.asked import asked_in
from composer.practice.check_in import SAID, CheckIn, check_in
from composer.practice.diary import MANY, load_diary, when_again
from composer.practice.drill import DrillCourse, DrillKind
from composer.practice.feedback import VERDICTS, differences, to_mend, worked
from composer.practice.judging import Grade, Judged, pieces_of
from kb.cli.main import add_common, say
from kb.clock import now_here
from kb.text import clean, count_of, whole_number

_END = "."
"""A line that holds only this ends an answer."""
_PRIVATE = (
    "The checks of this desk look at what you write, for you alone; it is kept nowhere, and a worksheet stays in your "
    "own folder. q leaves at any time."
)
_AGAIN = (DrillKind.SPOT, DrillKind.TURN, DrillKind.LISTEN, DrillKind.REPLY)
"""Kinds of which an answer may be written again at once; the first one is graded."""
_TIP, _LEAVE = "?", "q"


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's words."""
    parser.add_argument("drill", nargs="?", default="", metavar="DRILL", help="one drill by its name (see --list)")
    parser.add_argument("--course", default="", metavar="COURSE", help="drills of this course only")
    parser.add_argument("--language", default="", metavar="CODE", help="drills in this language (default: the desk's)")
    parser.add_argument("--many", type=int, default=MANY, metavar="N", help=f"how many drills (default: {MANY})")
    parser.add_argument(
        "--tired", dest="feeling", action="store_const", const=CheckIn.TIRED, help="say that you are tired today"
    )
    parser.add_argument("--fine", dest="feeling", action="store_const", const=CheckIn.FINE, help="that you are fine")
    parser.add_argument("--list", action="store_true", help="list the drills, and when each comes again")
    add_common(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Practise the next drills, or list them all."""
    if arguments.feeling is not None:
        check_in(state_folder(), arguments.feeling, now_here().date())
        say(SAID[arguments.feeling])
        return 0
    with opened_desk(arguments) as desk:
        if arguments.list or arguments.json:
            return _list(courses_in(desk, arguments.language, arguments.course), as_json=arguments.json)
        if arguments.drill:
            sittings = [sitting(get_drill(desk, arguments.drill))]
        else:
            courses = courses_in(desk, arguments.language, arguments.course)
            sittings = next_sittings(courses, now_here(), max(arguments.many, 1))
        say(_PRIVATE)
        for number, one in enumerate(sittings, 1):
            print(f"\nDrill {number} of {len(sittings)}")
            if not _Practice(desk, one).run():
                break
    return 0


def _list(courses: Sequence[DrillCourse], *, as_json: bool) -> int:
    diary, now = load_diary(state_folder()), now_here()
    if as_json:
        rows = [
            {
                "drill": drill.key,
                "course": course.title,
                "kind": drill.kind,
                "title": drill.title,
                "language": course.language,
                "due": due.isoformat() if (due := diary.due(drill)) else None,
            }
            for course in courses
            for drill in course.drills
        ]
        print(json.dumps(rows, ensure_ascii=False, indent=1))
        return 0
    for course in courses:
        print(f"{course.title} ({course.id})", *([f"  {course.about}"] if course.about else []), sep="\n")
        for drill in course.drills:
            again = when_again(diary.due(drill), now).ljust(12)
            print(f"  {drill.id.ljust(28)} {drill.kind.ljust(10)} {again} {drill.title}")
    say(f"{count_of(sum(len(course.drills) for course in courses), 'drill')}. Practise one: warmline practise NAME")
    return 0


class _Left(Exception):
    """The person leaves, or there is nothing more to read."""


@dataclass
class _Practice:
    """One drill, asked and answered line by line."""

    desk: Desk
    one: Sitting
    helped: bool = False

    def run(self) -> bool:
        """Ask, judge, show; whether the person wants to go on."""
        drill, given = self.one.drill, self.one.given
        print(f"{drill.title} ({drill.kind})\n")
        try:
            first = said = self.play() if drill.kind is DrillKind.ROLE_PLAY else self.ask_once()
            _show(said)
            while drill.kind in _AGAIN and not said.passed and self.choose("Once more", "Go on") == 1:
                said = judged(self.desk, drill, given, self.answers())
                _show(said)
            self.show_example(said)
            grade = self.grade(first, again=said is not first)
        except _Left:
            return False
        due = finish(self.one, grade, now_here())
        print(f"It {comes_again(self.one, due, now_here())}")
        return True

    def ask_once(self) -> Judged:
        """Show the message, and judge the first answer to it."""
        drill, given = self.one.drill, self.one.given
        print(_quoted(given.text, given.sender))
        if given.line:
            print(wrapped(f"\nThe line: {given.line}"))
        answers = self.answers()
        if drill.kind is DrillKind.WORKSHEET:
            keep_answers(self.one, answers, now_here())
        return judged(self.desk, drill, given, answers)

    def answers(self) -> list[str]:
        """What the person answers, in its parts."""
        drill = self.one.drill
        print(f"\n{drill.task}")
        if drill.kind is DrillKind.SPOT:
            pieces = pieces_of(self.one.given.text)
            for number, piece in enumerate(pieces, 1):
                print(wrapped(f"  {number}  {piece}", "     "))
            return self.marks(pieces)
        if drill.kind is DrillKind.WORKSHEET:
            return [self.line(f"{question}\n> ") for question in asked_in(drill.language).questions.values()]
        return [self.lines()]

    def marks(self, pieces: list[str]) -> list[str]:
        """The pieces whose numbers are named."""
        while True:
            words = self.line("Their numbers, such as 1 3: ").replace(",", " ").split()
            numbers = [whole_number(word) or 0 for word in words]
            if all(0 < number <= len(pieces) for number in numbers):
                return [pieces[number - 1] for number in numbers]
            print(f"Numbers from 1 to {len(pieces)}, please.")

    def lines(self) -> str:
        """Lines until one that holds only a full stop."""
        print(f"End with a line that holds only a full stop. {_TIP} gives a tip, {_LEAVE} leaves.")
        found: list[str] = []
        try:
            while (line := self.line("", more=bool(found))) != _END:
                found.append(line)
        except _Left:
            # Whoever ends the input has ended the answer as well.
            if not any(found):
                raise
        return "\n".join(found).strip()

    def line(self, prompt: str, *, more: bool = False) -> str:
        """One line; a tip is given where it is asked for. `more` is the middle of an answer."""
        while True:
            if prompt:
                print(prompt, end="", flush=True)
            read = sys.stdin.readline()
            line = clean(read).rstrip("\n")
            if not read or (not more and line.strip() == _LEAVE):
                print()
                raise _Left
            if not more and line.strip() == _TIP:
                self.helped = True
                print(f"Tip: {self.one.drill.tip or 'none for this one.'}")
                continue
            return line

    def play(self) -> Judged:
        """A role-play to its end."""
        talk = Talk(self.one.drill.states[0])
        print(self.one.drill.task)
        while True:
            print(f"\n{_quoted(talk.state.says, self.one.given.sender)}\n")
            if talk.state.ends:
                return talk.judged
            talk = talk.after(self.desk, self.one, self.lines())

    def show_example(self, said: Judged) -> None:
        """The exemplary answer, and what differs."""
        given, drill = self.one.given, self.one.drill
        if drill.kind is not DrillKind.SPOT:
            print("\nA good answer:\n")
            print("\n\n".join(_indented(text) for text in given.exemplary))
        if drill.kind not in (DrillKind.SPOT, DrillKind.ROLE_PLAY):
            _list_of("What differs", differences(said, exemplary_judged(self.desk, self.one)))

    def grade(self, said: Judged, *, again: bool) -> Grade:
        """The grade of the first answer by the checks, or the person's own."""
        found = said.grade(helped=self.helped)
        print(f"\n{'Your first answer: ' if again else ''}{VERDICTS[found]}")
        names = ", ".join(f"{grade.value} {grade.name.lower()}" for grade in Grade)
        while True:
            typed = self.line(f"The checks say {found.name.lower()}. Enter keeps it; or your own: {names}: ").strip()
            if typed in ("", *(str(grade.value) for grade in Grade)):
                return Grade(int(typed)) if typed else found

    def choose(self, *choices: str) -> int:
        """The number of a choice, from 1."""
        while True:
            shown = "   ".join(f"{number} {choice}" for number, choice in enumerate(choices, 1))
            typed = whole_number(self.line(f"\n{shown}: ").strip()) or 0
            if 0 < typed <= len(choices):
                return typed


def _show(said: Judged) -> None:
    """What became of an answer: first what worked."""
    for title, texts in (("What worked", worked(said)), ("What can be better", to_mend(said))):
        if texts:
            _list_of(title, texts)


def _list_of(title: str, texts: Sequence[str]) -> None:
    print(f"\n{title}:", *(wrapped(f"  - {text}", "    ") for text in texts), sep="\n")


def _quoted(text: str, sender: str) -> str:
    """A message as it is shown."""
    who = f"{sender} writes:\n" if sender else ""
    return who + "\n".join(wrapped(f"  | {line}".rstrip(), "  | ") for line in text.splitlines())


def _indented(text: str) -> str:
    return "\n".join(wrapped(f"  {line}".rstrip(), "  ") for line in text.splitlines())
