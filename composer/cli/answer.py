"""`warmline answer`: one message answered, on the screen or as a conversation in plain lines."""

from __future__ import annotations

import argparse
import datetime as dt
import shutil
import sys
import textwrap
from pathlib import Path

from composer.cases.case import Case
from composer.cli.open_desk import opened_desk, read_input
from composer.desk.desk import Desk
from composer.errors import NoSuchCase
from composer.front.crash import state_folder
from composer.front.plain import Conversation, ConversationEnded, wants_plain
from kb.cli.main import add_common
from kb.clock import now_here
from kb.errors import KBError
from kb.files import write_new
from kb.folders import make_folder
from kb.text import count_of

_MOST_LISTED = 9


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's words."""
    parser.add_argument("case", nargs="?", default="", metavar="CASE", help="a message file, or a case's id")
    parser.add_argument(
        "--plain", action="store_true", help="as a conversation in plain lines (also with TERM=dumb or ACCESSIBLE=1)"
    )
    add_common(parser, data=False)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Answer a message."""
    if not (arguments.plain or arguments.case or wants_plain()):
        from composer.cli.app import run as open_app

        return open_app(arguments)
    return converse(arguments, arguments.case)


def converse(arguments: argparse.Namespace, wanted: str = "") -> int:
    """Answer one message after the other as a conversation, until the agent leaves."""
    talk = Conversation(_say, _read)
    with opened_desk(arguments) as desk:
        try:
            while True:
                case = _case(desk, talk, wanted)
                if case is None:
                    return 0
                _answer(desk, talk, case)
                if wanted:
                    return 0
        except ConversationEnded:
            talk.say("")
            talk.say("You have left; what was written is kept as a draft.")
            return 0


def _say(line: str) -> None:
    """A line on the standard output; a terminal would cut its words, and a screen reader reads them as they stand."""
    width = shutil.get_terminal_size().columns - 1 if sys.stdout.isatty() else 0
    if width and len(line) > width:
        line = textwrap.fill(line, width, break_long_words=False, break_on_hyphens=False)
    print(line, flush=True)


def _read(question: str) -> str:
    """A line of the standard input; the question stands before it, without a library that moves the cursor."""
    print(question, end="", flush=True)
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line


def _tired() -> bool:
    """Whether the agent said today that they are tired."""
    from composer.practice.check_in import feeling_today

    return feeling_today(state_folder(), now_here().date()).tired


def _case(desk: Desk, talk: Conversation, wanted: str) -> Case | None:
    """The case that is named, or the one that is chosen of those that wait."""
    from composer.desk.inbox import case_of, waiting_cases
    from composer.desk.inbox_memory import Memory

    if wanted and Path(wanted).is_file():
        content, source, path = read_input(wanted)
        return desk.case_for(content, source, path=path)
    memory = Memory()
    memory.calm_first = _tired()
    waiting = waiting_cases(desk, now_here(), memory)[0]
    if wanted:
        one = next((one for one in waiting if one.case_id == wanted), None)
        if one is None:
            raise NoSuchCase(wanted)
        return case_of(desk, one)
    if not waiting:
        talk.say("Nothing waits.")
        return None
    first = "the calm ones" if memory.calm_first else "the most pressing"
    talk.say(f"{count_of(len(waiting), 'message')} to answer, {first} first.")
    for number, one in enumerate(waiting[:_MOST_LISTED], 1):
        talk.say(f"{number}: {one.who or 'Somebody'}: {one.title}. {', '.join(one.reasons)}")
    figures = "".join(str(number) for number in range(1, min(len(waiting), _MOST_LISTED) + 1))
    return case_of(desk, waiting[int(talk.choose("Which one?", figures)) - 1])


def _is_ours(desk: Desk, talk: Conversation, case: Case) -> bool:
    """Take the case, from a colleague where one has it and it is said why; False where it stays theirs."""
    claim = desk.take_case(case.id, now_here().astimezone(dt.UTC))
    while claim is not None:
        talk.say(f"{claim.agent} has had this message since {claim.since.astimezone():%A %H:%M}.")
        why = talk.ask("Why do you take it over? (Enter leaves it): ")
        if not why:
            return False
        now = desk.records.claims.take_over(claim, desk.me, now_here().astimezone(dt.UTC), why)
        claim = None if now.agent == desk.me else now
    return True


def _answer(desk: Desk, talk: Conversation, case: Case) -> None:
    """Answer one case, its draft on disk after every step."""
    from composer.cli.conversation import last_look, tell_message, write_reply
    from composer.desk.open_case import Answering, start_answering
    from composer.desk.send import file_name
    from composer.desk.waiting import due_in_words, time_left
    from composer.records.drafts import Drafts, KeptDraft

    if not _is_ours(desk, talk, case):
        return
    drafts = Drafts(desk.drafts_folder)
    before = drafts.load(case.id)
    one = start_answering(desk, case, before.draft if before else None)

    def keep(answering: Answering = one) -> None:
        text, sender = case.message.text, case.message.sender_email
        kept = KeptDraft(case.id, case.title, case.customer.id, text, answering.draft, desk.me, sender)
        try:
            drafts.save(kept)
        except KBError as error:
            talk.say(f"Not saved: {error}")

    left = time_left(desk, case, now_here())
    answers = tell_message(talk, one, f"It is {due_in_words(left)}." if left is not None else "")
    if before:
        talk.say("Your draft of it goes on.")
    write_reply(talk, one, answers, keep)
    held = last_look(talk, one, now_here(), tired=_tired())
    if held is None:
        return
    folder = state_folder() / "replies"
    make_folder(folder)
    path = write_new(folder / file_name(one, ".txt"), f"{one.draft.text}\n".encode("utf-8", "replace"), 0o600)
    held.record(desk, now_here())
    drafts.forget(case.id)
    talk.say(f"Recorded as sent. Its text is in {path}")
