"""A Dovecot of our own on loopback, for mailboxes and submission; what is sent goes on to a scripted server."""

from __future__ import annotations

import contextlib
import grp
import os
import pwd
import random
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
from pathlib import Path

from tests.scripted_servers import TokenServer

_OWNER = "nobody"
"""Who runs Dovecot where we are root, which it refuses to be."""
USER, PASSWORD = "desk@acme-garden.example", "canary-secret-7351"
_CONFIG = """\
base_dir = {folder}/run
state_dir = {folder}/run
log_path = {folder}/log
protocols = imap submission
default_internal_user = {owner}
default_login_user = {owner}
default_internal_group = {group}
first_valid_uid = 1
mail_location = maildir:{folder}/mail/%n
mail_uid = {owner}
mail_gid = {group}
disable_plaintext_auth = no
auth_mechanisms = plain login xoauth2 oauthbearer
ssl = yes
ssl_cert = <{folder}/cert.pem
ssl_key = <{folder}/key.pem
hostname = mail.acme-garden.example
submission_relay_host = 127.0.0.1
submission_relay_port = {relay}
submission_relay_trusted = yes
protocol imap {{
  mailbox_idle_check_interval = 1 secs
  mail_max_userip_connections = 100
}}
passdb {{
  driver = passwd-file
  args = scheme=PLAIN {folder}/users
  mechanisms = plain login
}}
passdb {{
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = {folder}/oauth2.conf
}}
userdb {{
  driver = static
  args = uid={owner} gid={group} home={folder}/mail/%n
}}
namespace inbox {{
  inbox = yes
  separator = /
  mailbox Drafts {{
    special_use = \\Drafts
  }}
  mailbox "Sent Items" {{
    auto = create
    special_use = \\Sent
  }}
}}
service imap-login {{
  chroot =
  service_count = 0
  inet_listener imap {{
    address = 127.0.0.1
    port = {imap}
  }}
  inet_listener imaps {{
    address = 127.0.0.1
    port = {imaps}
    ssl = yes
  }}
}}
service submission-login {{
  chroot =
  service_count = 0
  inet_listener submission {{
    address = 127.0.0.1
    port = {submission}
  }}
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
auth_failure_delay = 0
service stats {{
  chroot =
}}
"""


_CLAIMS: list[socket.socket] = []
_FIRST_PORT, _PORTS_GIVEN_OUT = 10_000, Path("/proc/sys/net/ipv4/ip_local_port_range")


def free_port() -> int:
    """A port of this machine that nobody uses, and that stays ours while its server is away.

    The system gives none of these out by itself, to a server or to the near end of a line; and of all test processes
    only the one that has bound a socket named for the port uses it.
    """
    given_out = int(_PORTS_GIVEN_OUT.read_text().split()[0]) if _PORTS_GIVEN_OUT.exists() else 32_768
    while True:
        port = random.randrange(_FIRST_PORT, given_out)
        claim = socket.socket(socket.AF_UNIX)
        with contextlib.suppress(OSError), socket.socket() as probe:
            claim.bind(f"\0warmline-test-port-{port}")
            probe.bind(("127.0.0.1", port))
            _CLAIMS.append(claim)
            return port
        claim.close()


def why_no_dovecot() -> str:
    """Why there is no Dovecot here, or an empty text."""
    if shutil.which("dovecot", path="/usr/sbin:/usr/bin:/usr/local/sbin") is None or not _has("imap"):
        return "Dovecot is not here; on Debian: apt install dovecot-imapd dovecot-submissiond"
    if not _has("submission"):
        return "Dovecot's submission server is not here; on Debian: apt install dovecot-submissiond"
    if shutil.which("openssl") is None:
        return "openssl, which makes the certificate, is not here"
    return ""


def _has(name: str) -> bool:
    return Path(f"/usr/lib/dovecot/{name}").exists()


class Dovecot:
    """One server with one mailbox, which can be taken away and brought back."""

    def __init__(self, relay: int) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="warmline-dovecot-"))
        self.folder.chmod(0o755)
        self.owner = _OWNER if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
        self.imap, self.imaps, self.submission = free_port(), free_port(), free_port()
        self.tokens = TokenServer(USER)
        account = pwd.getpwnam(self.owner)
        self._group = group = grp.getgrgid(account.pw_gid).gr_name
        text = _CONFIG.format(
            folder=self.folder,
            owner=self.owner,
            group=group,
            relay=relay,
            imap=self.imap,
            imaps=self.imaps,
            submission=self.submission,
        )
        (self.folder / "dovecot.conf").write_text(text)
        (self.folder / "users").write_text(f"{USER}:{PASSWORD}\n")
        (self.folder / "oauth2.conf").write_text(
            f"tokeninfo_url = http://127.0.0.1:{self.tokens.port}/tokeninfo?access_token=\nusername_attribute = email\n"
        )
        self._make_certificate()
        (self.folder / "mail" / "desk").mkdir(parents=True)
        (self.folder / "run").mkdir()
        if os.geteuid() == 0:
            for path in (self.folder, *self.folder.rglob("*")):
                shutil.chown(path, self.owner, group)
        self.count = 0
        """How many mails have arrived; no two have one name."""
        self._process: subprocess.Popen[bytes] | None = None
        self.start()

    @property
    def maildir(self) -> Path:
        return self.folder / "mail" / "desk"

    @property
    def runs(self) -> bool:
        return self._process is not None

    @property
    def certificate(self) -> Path:
        return self.folder / "cert.pem"

    def start(self) -> None:
        self._process = subprocess.Popen(
            ["/usr/sbin/dovecot", "-F", "-c", str(self.folder / "dovecot.conf")],
            user=self.owner if os.geteuid() == 0 else None,
            group=self._group if os.geteuid() == 0 else None,
            extra_groups=[] if os.geteuid() == 0 else None,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            cwd=self.folder,
        )
        for port in (self.imap, self.submission):
            wait_for_port(port, self._process)

    def stop(self) -> None:
        """Every process of it, at once, as a crash of the machine would."""
        if self._process is not None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None
            wait_for_end(self.imap, self.imaps, self.submission)

    def close(self) -> None:
        self.stop()
        self.tokens.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def own(self, path: Path) -> None:
        """Give a file to whoever runs the server."""
        if os.geteuid() == 0:
            shutil.chown(path, self.owner, self._group)

    def empty(self) -> None:
        """An empty mailbox, as at first, for somebody who is not signed in yet."""
        if not self.runs:
            self.start()
        # Who has signed off may still be served: their process writes into the mailbox as its last act.
        while serving := self._serving():
            for process in serving:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(process, signal.SIGKILL)
            threading.Event().wait(0.01)
        for path in self.maildir.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()

    def _serving(self) -> list[int]:
        """The processes of this server that have a mailbox open."""
        found = []
        for path in Path("/proc").glob("[0-9]*/stat"):
            with contextlib.suppress(OSError):
                name, _, more = path.read_text().partition("(")[2].rpartition(") ")
                state, _parent, _group, session, *_rest = more.split()
                if (name, int(session)) == ("imap", self._process and self._process.pid) and state != "Z":
                    found.append(int(path.parent.name))
        return found

    def _make_certificate(self) -> None:
        subprocess.run(
            [
                *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"),
                *("-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"),
                *("-keyout", str(self.folder / "key.pem"), "-out", str(self.folder / "cert.pem")),
            ],
            check=True,
            capture_output=True,
        )


def wait_for_port(port: int, process: subprocess.Popen[bytes]) -> None:
    """Until a server listens; its end is an error."""
    pause = threading.Event()
    while True:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert process.poll() is None, f"the server ended with {process.returncode}"
        pause.wait(0.01)


def wait_for_end(*ports: int) -> None:
    """Until no process listens any more; those that were killed may end one after the other."""
    pause = threading.Event()
    for port in ports:
        while True:
            with contextlib.suppress(OSError), socket.socket() as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind(("127.0.0.1", port))
                break
            pause.wait(0.01)
