"""A draft opens in the agent's own mail program, in its thread, and the records say where it is."""

from __future__ import annotations

import contextlib
import json
import os
import pty
import select
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from composer.cases.outgoing import Fate
from composer.desk.mail_out import handed_over, outgoing_for
from composer.mail_errors import HandOverFailed, MailNotAllowed
from tests.conftest import PATIENCE
from tests.desks.conftest import Warmline
from tests.mail_desk import ANA, NOW, Post, letter, parsed
from tests.mail_servers import USER

PASSING = ("issue-open", "claim-unconfirmed")


def program(folder: Path, name: str, script: str) -> dict[str, str]:
    """A program of this name that is found first; the environment to run it in."""
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return {**os.environ, "TERM": "xterm", "PATH": f"{folder}:{os.environ['PATH']}", "HOME": str(folder)}


def at_a_terminal(command: list[str], environment: dict[str, str], until: bytes, keys: bytes) -> bytes:
    """Run a command at a terminal of its own, where somebody presses keys once they see some words; what is shown."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment, start_new_session=True
    )
    os.close(theirs)
    seen, pressed = b"", False
    # At the end of a terminal Linux reports an error.
    with contextlib.suppress(OSError):
        while select.select([ours], [], [], PATIENCE)[0] and (part := os.read(ours, 4_096)):
            seen += part
            if until in seen and not pressed:
                os.write(ours, keys)
                pressed = True
    os.close(ours)
    assert (process.wait(PATIENCE), pressed) == (0, True), seen
    return seen


@pytest.fixture
def waiting(post: Post) -> Post:
    """A desk with one message, which came with a thread."""
    post.inbox.mkdir()
    (post.inbox / "1.eml").write_bytes(letter(more="References: <0@mail.example>\n", text="Grüße, where is it?"))
    return post


@pytest.mark.skipif(shutil.which("neomutt") is None, reason="neomutt is not here; on Debian: apt install neomutt")
def test_neomutt_sends_the_draft_in_its_thread(waiting: Post, tmp_path: Path) -> None:
    waiting.set_up("also: [cc]", mode="neomutt")
    kept = tmp_path / "sent.eml"
    environment = program(tmp_path, "keep", f'cat > "{kept}"')
    rc = f'set sendmail="{tmp_path / "keep"}"\nset copy=no\nset from="{USER}"\nset use_from=yes\n'
    rc += "set charset=utf-8\nset editor=true\nset abort_unmodified=no\n"
    (tmp_path / ".neomuttrc").write_text(rc)
    (tmp_path / "Mail").mkdir()
    reply = tmp_path / "reply.txt"
    reply.write_text("Hi Ana,\n\nit is on its way. Grüße\n\nFrom Robin\n")
    with waiting.open() as (desk, _mailbox):
        case = waiting.case(desk).id
    passing = [word for rule in PASSING for word in ("--anyway", f"{rule}=it is known")]
    command = [sys.executable, "-m", "composer", "send", case, "--text", str(reply), *passing]
    for name in ("CACHE", "CONFIG", "STATE"):
        environment[f"WARMLINE_{name}"] = str(tmp_path / name.lower())
    seen = at_a_terminal([*command, "--desk", str(waiting.root)], environment, b"Security:", b"y")
    waiting.close()
    mail = parsed(kept.read_bytes())
    with waiting.open() as (desk, _mailbox):
        (done,) = desk.records.outbox.of_case(case)
        assert (done.fate, done.filed, done.mail, desk.records.outbox.left()) == (Fate.DRAFTED, True, b"", [])
    assert (mail["To"], mail["Subject"]) == (f"Ana Silva <{ANA}>", "Re: Order 1")
    assert (mail["In-Reply-To"], mail["References"]) == ("<1@mail.example>", "<0@mail.example> <1@mail.example>")
    assert mail["Message-ID"] != done.message_id
    body = mail.get_body(("plain",))
    assert body is not None
    assert body.get_content().strip().replace(">From", "From") == "Hi Ana,\n\nit is on its way. Grüße\n\nFrom Robin"
    assert f"The mail to {ANA} is in neomutt's hands, which sends it.".encode() in seen


def test_aerc_gets_the_draft_as_an_address(waiting: Post, tmp_path: Path) -> None:
    waiting.set_up(mode="aerc")
    kept = tmp_path / "words"
    environment = program(tmp_path, "aerc", f'printf "%s" "$1" > "{kept}"')
    with waiting.open() as (desk, _mailbox):
        handed_over(
            desk, outgoing_for(desk, waiting.case(desk), "It is & was 50% on its way.\nRobin", NOW), environment
        )
    assert kept.read_text() == (
        f"mailto:{ANA}?subject=Re%3A%20Order%201&in-reply-to=%3C1%40mail.example%3E"
        "&references=%3C0%40mail.example%3E%20%3C1%40mail.example%3E"
        "&body=It%20is%20%26%20was%2050%25%20on%20its%20way.%0ARobin"
    )


def test_a_command_gets_the_file_and_is_run_only_where_it_was_allowed(waiting: Post, tmp_path: Path) -> None:
    kept = tmp_path / "kept.eml"
    waiting.set_up(f"command: cp {{}} {kept}", mode="command")
    with waiting.open() as (desk, _mailbox):
        one = outgoing_for(desk, waiting.case(desk), "It is on its way.", NOW)
        handed_over(desk, one, os.environ)
        assert parsed(kept.read_bytes())["In-Reply-To"] == "<1@mail.example>"
        (waiting.config / "allowed-mail.txt").unlink()
        with pytest.raises(MailNotAllowed):
            handed_over(desk, one, os.environ)


def test_a_program_that_fails_leaves_the_message_waiting(waiting: Post, tmp_path: Path, warmline: Warmline) -> None:
    waiting.set_up("command: 'false'", mode="command")
    reply = tmp_path / "reply.txt"
    reply.write_text("Hi Ana,\n\nit left us today. I will write to you by Friday 27 November.\n\nRobin, Acme Garden\n")
    desk = ("--desk", str(waiting.root))
    case = json.loads(warmline("inbox", "--json", *desk).stdout)[0]["case"]
    passing = [word for rule in PASSING for word in ("--anyway", f"{rule}=it is known")]
    ran = warmline("send", case, "--text", str(reply), *passing, *desk)
    assert (ran.returncode, ran.stdout) == (15, "")
    assert ran.stderr.splitlines()[-1] == "false could not open the draft: it ended with 1. Nothing was sent."
    assert json.loads(warmline("inbox", "--json", *desk).stdout)[0]["case"] == case


def test_a_second_answer_to_a_message_needs_a_word(waiting: Post, tmp_path: Path, warmline: Warmline) -> None:
    kept = tmp_path / "kept.eml"
    waiting.set_up(f"command: cp {{}} {kept}", mode="command")
    reply = tmp_path / "reply.txt"
    reply.write_text("Hi Ana,\n\nit left us today. I will write to you by Friday 27 November.\n\nRobin, Acme Garden\n")
    desk = ("--desk", str(waiting.root))
    case = json.loads(warmline("inbox", "--json", *desk).stdout)[0]["case"]
    passing = [word for rule in PASSING for word in ("--anyway", f"{rule}=it is known")]
    words = ("send", case, "--text", str(reply), *passing, *desk)
    assert warmline(*words).returncode == 0
    kept.unlink()
    refused = warmline(*words)
    assert refused.returncode > 0
    assert "was answered already" in refused.stderr
    assert not kept.exists()
    reply.write_text("Hi Ana,\n\nit is at the depot. You will have it by Monday 23 November.\n\nRobin, Acme Garden\n")
    assert warmline(*words, "--again").returncode == 0
    assert "it is at the depot" in kept.read_text("utf-8")


def test_a_program_that_is_not_there_is_named(waiting: Post) -> None:
    waiting.set_up(mode="aerc")
    with waiting.open() as (desk, _mailbox):
        one = outgoing_for(desk, waiting.case(desk), "Hi", NOW)
        with pytest.raises(HandOverFailed, match="aerc could not open the draft"):
            handed_over(desk, one, {"PATH": "/nowhere"})
