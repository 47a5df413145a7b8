"""A race: a process that sends is killed between two steps; nothing is lost, and nothing goes twice without a word.

`WARMLINE_RACE_ROUNDS=200 pytest -s tests/desks/test_mail_survives_kill_9.py` runs it as often, and prints its counts.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import smtplib
from collections import Counter
from collections.abc import Callable
from typing import Any

from composer.cases.outgoing import Fate
from composer.desk.mail_out import deliver
from composer.mail.imap_mailbox import ImapMailbox
from composer.records.store import Store
from tests.mail_desk import Post, clock, letter, record
from tests.scripted_servers import ScriptedSmtp

ROUNDS = int(os.environ.get("WARMLINE_RACE_ROUNDS", "5"))
FORK = multiprocessing.get_context("fork")
STEPS = ((Store, "write"), (smtplib.SMTP, "send"), (ImapMailbox, "_try"))
"""Whatever changes something, here or on a server; before and after each call the end may come."""


def count_steps(end_at: int) -> Callable[[], int]:
    """Kill this process at a step by its number; gives the number of steps so far."""
    done = 0

    def step() -> None:
        nonlocal done
        done += 1
        if done == end_at:
            os.kill(os.getpid(), signal.SIGKILL)

    def around(call: Callable[..., Any]) -> Callable[..., Any]:
        def stepped(*words: Any, **named: Any) -> Any:
            step()
            found = call(*words, **named)
            step()
            return found

        return stepped

    for owner, name in STEPS:
        setattr(owner, name, around(getattr(owner, name)))
    return lambda: done


def send(post: Post, end_at: int, told: Any) -> None:
    """Answer the message and send it, until the end comes."""
    with post.open() as (desk, mailbox):
        case = post.case(desk)
        _ = desk.records
        steps = count_steps(end_at)
        record(desk, case, "It is on its way.")
        deliver(desk, mailbox, clock)
        told.send(steps())


def run_round(post: Post, end_at: int) -> int | None:
    """One process that sends, in a process of its own; how many steps it made, None where it was killed."""
    here, there = FORK.Pipe()
    process = FORK.Process(target=send, args=(post, end_at, there))
    process.start()
    there.close()
    process.join()
    return int(here.recv()) if process.exitcode == 0 else None


def test_a_sender_that_is_killed_loses_nothing_and_sends_nothing_twice(post: Post, smtp: ScriptedSmtp) -> None:
    post.set_up(smtp=f"smtp://127.0.0.1:{smtp.port}")
    fates: Counter[str] = Counter()
    steps = 0
    for number in range(ROUNDS + 1):
        for path in post.inbox.glob("*.eml"):
            path.unlink()
        post.put(letter(number))
        post.fetch()
        post.close()
        smtp.reset()
        # The first one runs to its end, and says how many steps there are.
        end_at = 1 + (number - 1) * max(steps // ROUNDS, 1) % steps if steps else 0
        steps = run_round(post, end_at) or steps
        with post.open() as (desk, mailbox):
            case = post.case(desk)
            for _again in range(2):
                deliver(desk, mailbox, clock)
            mails = desk.records.outbox.of_case(case.id)
            recorded = bool(desk.records.answered_cases([case.id]))
        there = len(smtp.mails)
        fate = str(mails[0].fate) if mails else "not recorded"
        fates[f"{fate}, {there} at the server"] += 1
        assert recorded == bool(mails)
        assert (fate, there) in {
            ("not recorded", 0),  # its draft is on disk until the records have it
            (Fate.ACCEPTED, 1),
            (Fate.UNKNOWN, 0),
            (Fate.UNKNOWN, 1),
        }
        if fate == Fate.ACCEPTED:
            assert mails[0].filed
    sent = post.folder("Sent Items")
    assert len({mail["Message-ID"] for _flags, mail in sent}) == len(sent)
    print(f"\n{ROUNDS} rounds, {steps} steps: {dict(fates)}")
