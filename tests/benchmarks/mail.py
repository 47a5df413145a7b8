"""How long a first look at a large mailbox takes, and how much memory; how soon a new mail is here, and after restarts.

`python tests/benchmarks/mail.py 10000` starts a Dovecot of its own with so many mails.
"""

from __future__ import annotations

import os
import resource
import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path
from queue import Queue

from composer.desk.mail_in import fetch_mail
from composer.desk.mail_watch import MailState, watch_mail
from tests.mail_desk import Post, clock, letter
from tests.mail_servers import Dovecot, why_no_dovecot
from tests.scripted_servers import ScriptedSmtp

_TRIES = 10
_RESTARTS, _EACH = 5, 10


def first_look(post: Post, count: int) -> None:
    """Fetch everything once, and look a second time."""
    post.dovecot.stop()
    post.put(*(letter(number, text="Where is my order? " * (number % 200)) for number in range(count)))
    post.dovecot.start()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with post.open() as (desk, mailbox):
        began = time.perf_counter()
        told: list[int] = []
        found = fetch_mail(desk, mailbox, lambda done, _all: told.append(done))
        took = time.perf_counter() - began
        began = time.perf_counter()
        again = fetch_mail(desk, mailbox)
        second = time.perf_counter() - began
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"first look: {found.new:,} mails in {took:.1f} s, told {len(told):,} times")
    print(f"memory: {most / 1024:.0f} MiB at most, {(most - before) / 1024:.0f} MiB more than before")
    print(f"second look: {again.new} new in {second:.2f} s")


def how_soon(post: Post) -> None:
    """From a mail's arrival at the server to its file here, while we wait."""
    said: Queue[MailState] = Queue()
    stop = threading.Event()
    took = []
    with post.open() as (desk, mailbox):
        _ = desk.records
        watching = threading.Thread(target=watch_mail, args=(lambda: desk, mailbox, stop, said.put, clock))
        watching.start()
        said.get()
        for number in range(_TRIES):
            time.sleep(0.3)
            began = time.perf_counter()
            post.put(letter(1_000_000 + number))
            while not said.get().fetched.new:
                pass
            took.append(time.perf_counter() - began)
        stop.set()
        watching.join()
    print(f"a new mail is here after {statistics.median(took):.2f} s (median of {_TRIES}), {max(took):.2f} s at most")


def after_restarts(post: Post, away: float) -> None:
    """From the server's return to the files of all mails that came while it was away for so many seconds."""
    said: Queue[MailState] = Queue()
    stop = threading.Event()
    took, new = [], 0
    with post.open() as (desk, mailbox):
        _ = desk.records
        watching = threading.Thread(target=watch_mail, args=(lambda: desk, mailbox, stop, said.put, clock))
        watching.start()
        said.get()
        for round_ in range(_RESTARTS):
            post.dovecot.stop()
            while said.get().connected:
                pass
            time.sleep(away)
            post.put(*(letter(int(2_000_000 + away * 1_000) + round_ * _EACH + number) for number in range(_EACH)))
            post.dovecot.start()
            began, here = time.perf_counter(), 0
            while here < _EACH:
                here += said.get().fetched.new
            took.append(time.perf_counter() - began)
            new += here
        stop.set()
        watching.join()
    came = f"{new} of {_RESTARTS * _EACH} mails came, all after {max(took):.2f} s at most"
    print(f"{_RESTARTS} restarts, {away:.0f} s away each: {came}")


def main(count: int) -> None:
    if missing := why_no_dovecot():
        sys.exit(missing)
    smtp = ScriptedSmtp()
    dovecot = Dovecot(smtp.port)
    os.environ["SSL_CERT_FILE"] = str(dovecot.certificate)
    try:
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder) / "desk"
            (root / "articles").mkdir(parents=True)
            post = Post(root, Path(folder) / "config", dovecot)
            first_look(post, count)
            how_soon(post)
            for away in (0, 10, 60):
                after_restarts(post, away)
            post.close()
    finally:
        dovecot.close()
        smtp.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
