"""What `mail:` may say, and that no secret ever stands in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from composer.mail_settings import MailServer, MailSettings, Mode, is_loopback
from composer.settings import load_settings

WHOLE = """\
mail:
  address: help@acme-garden.example
  imap: imaps://desk%2Bhelp@mail.acme-garden.example/INBOX
  smtp: submission://help@acme-garden.example@mail.acme-garden.example:2525
  secret: pass show desk
  mode: send
  sent: Sent
  also: [quoted, cc]
  attach_up_to: 5 MB
"""


def loaded(folder: Path, text: str, own: str = "") -> tuple[MailSettings, list[str]]:
    (folder / "warmline.yaml").write_text(f"organisation: Acme Garden\n{text}")
    (folder / "agent.yaml").write_text(own)
    settings, problems = load_settings(folder, folder / "agent.yaml")
    return settings.mail, [str(one) for one in problems]


def test_a_mailbox_is_one_section(tmp_path: Path) -> None:
    assert loaded(tmp_path, WHOLE) == (
        MailSettings(
            address="help@acme-garden.example",
            imap=MailServer("imaps", "desk+help", "mail.acme-garden.example", 993, "INBOX"),
            smtp=MailServer("submission", "help@acme-garden.example", "mail.acme-garden.example", 2525),
            secret="pass show desk",
            mode=Mode.SEND,
            sent="Sent",
            also=("quoted", "cc"),
            most_attached=5_000_000,
        ),
        [],
    )


def test_without_it_nothing_is_fetched_and_nothing_leaves(tmp_path: Path) -> None:
    found, problems = loaded(tmp_path, "")
    assert (found.is_on, found.mode, problems) == (False, Mode.DRAFT, [])


def test_a_persons_own_file_says_the_rest(tmp_path: Path) -> None:
    team = "mail: {imap: imaps://desk@mail.example, secret: pass show desk}\n"
    found, problems = loaded(tmp_path, team, "mail: {secret: pass show my/desk, mode: neomutt}\n")
    assert (found.secret, found.mode, found.imap, problems) == (
        "pass show my/desk",
        Mode.NEOMUTT,
        MailServer("imaps", "desk", "mail.example", 993),
        [],
    )


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("imap: imaps://desk:hunter2@mail.example", "'secret: COMMAND' names a command that prints it"),
        ("imap: mail.example", "'imap' should be an address such as imaps://desk@mail.example/INBOX."),
        ("imap: imaps://mail.example:993333", "'imap' should be an address such as"),
        ("smtp: https://mail.example", "'smtp' should be an address such as submission://desk@mail.example."),
        ("zammad: http://desk.example", "'zammad' should be an address that is encrypted"),
        ("password: hunter2", "'password' is not a key we know here."),
        ("mode: post", "'mode' is 'post', not one of draft, send, neomutt, aerc, command."),
        ("mode: command", "'mode' should be draft, send, neomutt or aerc, or have 'command' beside it"),
        ("also: [quoted, gold]", "'also' should be a list of flowed, quoted, html, cc, without 'gold'."),
        ("attach_up_to: big", "'attach_up_to' should be a size such as 10 MB."),
        ("address: nobody", "'address' should be a mail address such as help@acme-garden.example."),
        ("{secret: a, token: b}", "a server takes a password or a token"),
        ("{imap: imaps://m.example, zammad: https://d.example}", "since messages come from one place"),
        ("{imap: imaps://m.example, mode: send}", "or have 'smtp' beside it"),
    ],
)
def test_what_cannot_be_is_a_problem_and_no_secret_is_repeated(tmp_path: Path, line: str, said: str) -> None:
    _found, problems = loaded(tmp_path, f"mail: {line}\n" if line.startswith("{") else f"mail:\n  {line}\n")
    assert len(problems) == 1
    assert said in problems[0]
    assert problems[0].startswith("warmline.yaml:")
    assert "hunter2" not in problems[0]


@pytest.mark.parametrize(
    ("host", "here"),
    [
        ("localhost", True),
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("localhost.example", False),
        ("10.0.0.1", False),
    ],
)
def test_only_this_machine_itself_is_trusted_without_encryption(host: str, here: bool) -> None:  # noqa: FBT001
    assert is_loopback(host) is here
