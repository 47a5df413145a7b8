"""Mail goes out through a real server that takes it in: Debian's OpenSMTPD, which needs root to begin."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from composer.cases.outgoing import Fate
from composer.desk.mail_out import deliver
from tests.mail_desk import ANA, Post, clock, letter, parsed, record
from tests.mail_servers import free_port, wait_for_end, wait_for_port

_SERVER = "/usr/sbin/smtpd"
_OWNER = "nobody"
_MOST_TRIES = 9_000
"""Looks into the Maildir, three minutes in all: far more than any busy machine needs."""
_CONFIG = """\
table everybody {{ "@" = "{owner}" }}
listen on 127.0.0.1 port {port}
action "keep" maildir "{mails}" virtual <everybody>
match from any for rcpt-to regex {{ "gone@" }} reject
match from any for any action "keep"
"""
_OWN_FOLDERS = "mount -t tmpfs none /run && mount -t tmpfs none /var/spool && mkdir -m 711 /var/spool/smtpd"


class OpenSmtpd:
    """A server that keeps whatever it takes in one Maildir; what it writes elsewhere, only itself sees."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self.mails = folder / "mails"
        self.mails.mkdir()
        shutil.chown(self.mails, _OWNER)
        folder.chmod(0o711)
        self._config = folder / "smtpd.conf"
        self._config.write_text(_CONFIG.format(owner=_OWNER, port=self.port, mails=self.mails))
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = f"{_OWN_FOLDERS} && exec {_SERVER} -d -f {self._config}"
        self._process = subprocess.Popen(
            ["unshare", "-m", "sh", "-c", command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        wait_for_port(self.port, self._process)

    def stop(self) -> None:
        if self._process is not None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None
            wait_for_end(self.port)

    def arrived(self, count: int) -> list[bytes]:
        """The mails that were delivered, once there are so many; a run must not wait for one that never comes."""
        pause = threading.Event()
        for _try in range(_MOST_TRIES):
            found = sorted(self.mails.glob("new/*"))
            if len(found) >= count:
                return [path.read_bytes() for path in found]
            assert self._process is not None
            assert self._process.poll() is None
            pause.wait(0.02)
        raise AssertionError(f"{count} mails were sent, and {len(found)} came")


def why_no_opensmtpd() -> str:
    """Why there is no such server here, or an empty text."""
    if not Path(_SERVER).exists():
        return "OpenSMTPD is not here; on Debian: apt install opensmtpd"
    if os.geteuid() != 0:
        return "OpenSMTPD needs root privileges to begin"
    own = subprocess.run(["unshare", "-m", "sh", "-c", _OWN_FOLDERS], capture_output=True, text=True, check=False)
    if own.returncode:
        return f"OpenSMTPD gets no folders of its own here: {own.stderr.strip()}"
    return ""


@pytest.fixture
def opensmtpd() -> Iterator[OpenSmtpd]:
    if missing := why_no_opensmtpd():
        pytest.skip(missing)
    # Nobody else may enter the folders of the test runner, which sees to that at every start.
    with tempfile.TemporaryDirectory(prefix="warmline-smtpd-") as folder:
        server = OpenSmtpd(Path(folder))
        server.start()
        yield server
        server.stop()


def test_a_reply_arrives_once_in_its_thread_and_what_is_refused_or_away_is_said(
    post: Post, opensmtpd: OpenSmtpd
) -> None:
    post.set_up(smtp=f"smtp://127.0.0.1:{opensmtpd.port}")
    text = f"Dear Ana,\n\n.a line with a dot\nGrüße und 🌱\n{'long ' * 300}\n\nRobin"
    post.put(letter(more="References: <0@mail.example>\n"))
    post.fetch()
    sent = post.answer(text)
    (content,) = opensmtpd.arrived(1)
    mail = parsed(content)
    assert (sent.fate, mail["Delivered-To"], mail["To"]) == (Fate.ACCEPTED, ANA, f"Ana Silva <{ANA}>")
    assert (mail["Message-ID"], mail["References"]) == (sent.message_id, "<0@mail.example> <1@mail.example>")
    assert mail.get_content().strip() == text
    assert [copy["Message-ID"] for _flags, copy in post.folder("Sent Items")] == [sent.message_id]


def test_what_the_server_refuses_is_said_and_what_is_held_leaves_when_it_is_back(
    post: Post, opensmtpd: OpenSmtpd
) -> None:
    post.set_up(smtp=f"smtp://127.0.0.1:{opensmtpd.port}")
    post.put(letter(sender="Gone <gone@mail.example>"))
    post.fetch()
    refused = post.answer()
    assert (refused.fate, "550 Invalid recipient" in refused.said) == (Fate.REFUSED, True)
    opensmtpd.stop()
    post.put(letter(2))
    post.fetch()
    with post.open() as (desk, mailbox):
        (path,) = [path for path in desk.waiting() if b"<2@mail.example>" in path.read_bytes()]
        record(desk, desk.case_at(path), "It is on its way.")
        held = [one.fate for one in desk.records.outbox.left()]
        opensmtpd.start()
        assert [one.fate for one in deliver(desk, mailbox, clock)] == [Fate.ACCEPTED]
    (content,) = opensmtpd.arrived(1)
    assert (sorted(held), parsed(content)["To"]) == ([Fate.HELD, Fate.REFUSED], f"Ana Silva <{ANA}>")
