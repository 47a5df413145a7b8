"""Handing over: a draft opened in the agent's own mail program, in its thread, which sends it."""

from __future__ import annotations

import email
import shlex
import subprocess
import tempfile
from collections.abc import Mapping
from email import policy
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import quote

from composer.mail_errors import HandOverFailed
from kb.files import write_bytes

_MOST_ADDRESS = 60_000
"""Characters of a mailto address; a command line has room for twice as many."""


def hand_over(mail: bytes, program: str, environment: Mapping[str, str], *, command: str = "") -> None:
    """Open a draft in neomutt, in aerc, or in a program of the agent's own, and wait; HandOverFailed says why not.

    The draft has no id of ours: the program makes its own when it sends.
    """
    with tempfile.TemporaryDirectory(prefix="warmline-") as folder:
        path = Path(folder) / "draft.eml"
        draft = _without_id(mail)
        write_bytes(path, draft.as_bytes(policy=policy.SMTP.clone(linesep="\n", max_line_length=0)), 0o600)
        words = _command(draft, path, program, command)
        try:
            done = subprocess.run(words, check=False, env=dict(environment))
        except (OSError, ValueError) as error:
            raise HandOverFailed(words[0] if words else program, str(error)) from error
    if done.returncode:
        raise HandOverFailed(words[0], f"it ended with {done.returncode}")


def _command(draft: EmailMessage, path: Path, program: str, command: str) -> list[str]:
    if program == "neomutt":
        # Taken up like a draft of its own: with its headers, so that it stays in its thread, and without questions.
        return ["neomutt", "-e", "set resume_draft_files=yes", "-H", str(path)]
    if program == "aerc":
        return ["aerc", mailto(draft)]
    try:
        words = shlex.split(command)
    except ValueError as error:
        raise HandOverFailed(command, str(error)) from error
    return [str(path) if word == "{}" else word for word in words] if "{}" in words else [*words, str(path)]


def mailto(draft: EmailMessage) -> str:
    """A draft as an address that opens it, with its subject, its thread and its text."""
    body = draft.get_body(("plain",))
    text = str(body.get_content()).rstrip("\n") if body is not None else ""
    named = [("subject", draft["Subject"]), ("cc", draft["Cc"]), ("in-reply-to", draft["In-Reply-To"])]
    named += [("references", draft["References"]), ("body", text)]
    parts = "&".join(f"{name}={quote(str(value), safe='')}" for name, value in named if value)
    to = draft["To"].addresses[0].addr_spec if draft["To"] and draft["To"].addresses else ""
    address = f"mailto:{quote(to, safe='@')}?{parts}"
    if len(address) > _MOST_ADDRESS:
        raise HandOverFailed("aerc", "the reply is too long for it; mode: draft puts it into the mailbox")
    return address


def _without_id(mail: bytes) -> EmailMessage:
    draft = email.message_from_bytes(mail.replace(b"\r\n", b"\n"), policy=policy.SMTP)
    assert isinstance(draft, EmailMessage)
    del draft["Message-ID"]
    return draft
