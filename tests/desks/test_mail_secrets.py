"""No secret leaves the memory of the process, and a token that is out of date is asked for once more and no more."""

from __future__ import annotations

import base64
import os
import stat
from pathlib import Path
from urllib.parse import quote

import pytest

from composer.desk.mail_in import Fetched
from composer.exchange.secret_command import MailboxSecret
from composer.front.crash import write_report
from composer.mail.opening import open_mailbox
from composer.mail.submission import SignIn, connected
from composer.mail_errors import MailNotAllowed, NotEncrypted, SecretUnavailable, SignInRefused
from composer.mail_settings import MailServer
from composer.settings import load_settings
from tests.desks.conftest import Warmline
from tests.mail_desk import Post, letter
from tests.mail_servers import PASSWORD, USER, Dovecot
from tests.scripted_servers import ScriptedSmtp


def coded(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


REPEATED = {
    "as it is": PASSWORD,
    "in quotes": f'"{PASSWORD}"',
    "in Base64": coded(PASSWORD),
    "as AUTH PLAIN sends it": coded(f"\0{USER}\0{PASSWORD}"),
    "with who it is for": coded(f"{USER}\0{USER}\0{PASSWORD}"),
    "as XOAUTH2 sends it": coded(f"user={USER}\1auth=Bearer {PASSWORD}\1\1"),
    "as OAUTHBEARER sends it": coded(f"n,a={USER},\1host=h\1port=1\1auth=Bearer {PASSWORD}\1\1"),
    "on two lines": "\r\n ".join((coded(f"\0{USER}\0{PASSWORD}")[:40], coded(f"\0{USER}\0{PASSWORD}")[40:])),
    "in hex": PASSWORD.encode().hex(),
    "in an address": quote(f"{PASSWORD}&x", safe=""),
}
FORMS = (PASSWORD, *(coded(f"{'x' * before}{PASSWORD}yy")[4:-4] for before in range(3)))


def token_command(folder: Path, *tokens: str) -> Path:
    """A command that prints one token after the other, and the last one for ever; each run is a line of `runs`."""
    for number, token in enumerate(tokens, 1):
        (folder / f"token-{number}").write_text(token)
    command = folder / "token"
    command.write_text(
        f'#!/bin/sh\ncd "{folder}"\necho run >> runs\nn=$(wc -l < runs)\n'
        f'[ "$n" -gt {len(tokens)} ] && n={len(tokens)}\n'
        'cat "token-$n"\n'
    )
    command.chmod(command.stat().st_mode | stat.S_IXUSR)
    return command


def runs(folder: Path) -> int:
    return len((folder / "runs").read_text().splitlines())


@pytest.mark.parametrize("way", ["XOAUTH2", "OAUTHBEARER"])
def test_a_stale_token_is_asked_for_once_more(post: Post, dovecot: Dovecot, tmp_path: Path, way: str) -> None:
    dovecot.tokens.good = {"fresh"}
    dovecot.tokens.asked.clear()
    post.set_up(secret=f"token: {token_command(tmp_path, 'stale', 'fresh')}")
    post.put(letter())
    with pytest.MonkeyPatch.context() as patch:
        if way == "OAUTHBEARER":
            patch.setattr("imapclient.IMAPClient.has_capability", lambda _self, name: name != "AUTH=XOAUTH2")
        assert post.fetch() == Fetched(new=1)
    assert (runs(tmp_path), dovecot.tokens.asked) == (2, ["stale", "fresh"])


def test_a_token_that_is_refused_again_is_the_end(post: Post, dovecot: Dovecot, tmp_path: Path) -> None:
    dovecot.tokens.good = set()
    post.set_up(secret=f"token: {token_command(tmp_path, 'stale')}")
    with pytest.raises(SignInRefused, match="does not let us in"):
        post.fetch()
    assert runs(tmp_path) == 2


def test_a_token_that_ends_while_we_are_signed_in_is_asked_for_once(
    post: Post, dovecot: Dovecot, smtp: ScriptedSmtp, tmp_path: Path
) -> None:
    dovecot.tokens.good = {"first"}
    post.set_up(secret=f"token: {token_command(tmp_path, 'first', 'second')}")
    post.put(letter())
    with post.open() as (_desk, mailbox):
        assert len(mailbox.waiting()) == 1
        dovecot.tokens.good = {"second"}
        dovecot.stop()
        dovecot.start()
        assert len(mailbox.waiting()) == 1
        before = runs(tmp_path)
        # Sending signs in by the same token, which is the second one by now.
        assert mailbox.abilities().faults == ()
    assert (before, runs(tmp_path)) == (2, 2)
    assert smtp.mails == []


def test_no_secret_is_in_any_file_or_word(
    post: Post,
    smtp: ScriptedSmtp,
    warmline: Warmline,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("DEBUG")
    desk = ("--desk", str(post.root))
    post.put(letter())
    said = [warmline("mail", "check", *desk), warmline("mail", "check", "--json", *desk), warmline("fetch", *desk)]
    post.answer()
    # A server that repeats in its refusal what it was told, plain and as it came.
    smtp.say["EHLO"] = "250-scripted\r\n250 AUTH PLAIN LOGIN"
    smtp.say["AUTH"] = " ".join(("535 5.7.8 no", PASSWORD, REPEATED["as AUTH PLAIN sends it"]))
    post.set_up(smtp=f"submission://{USER}@127.0.0.1:{smtp.port}")
    said += [warmline("mail", "check", *desk), warmline("outbox", "--json", *desk), warmline("doctor", *desk)]
    assert [ran.returncode for ran in said[:4]] == [0, 0, 0, 15]
    assert "535 5.7.8 no" in said[3].stderr
    words = "".join(ran.stdout + ran.stderr for ran in said) + caplog.text
    files = [path for path in post.root.parent.rglob("*") if path.is_file() and path != post.secret]
    held = [str(path) for path in files if any(form.encode() in path.read_bytes() for form in FORMS)]
    assert [form for form in FORMS if form in words] == []
    assert held == []


@pytest.mark.parametrize("repeated", REPEATED.values(), ids=REPEATED.keys())
def test_whatever_a_server_repeats_of_a_secret_is_concealed(repeated: str) -> None:
    secret = MailboxSecret(f"printf %s {PASSWORD}", os.environ)
    secret.get()
    said = secret.conceal(f"535 5.7.8 {repeated} is no command of ours")
    squeezed = "".join(said.split())
    assert [form for form in (*FORMS, PASSWORD.encode().hex()) if form in squeezed] == []
    assert "…" in said
    assert secret.conceal("535 5.7.8 no AGRlc2tAYWNtZS5leGFtcGxlAG90aGVyLXdvcmRz") == (
        "535 5.7.8 no AGRlc2tAYWNtZS5leGFtcGxlAG90aGVyLXdvcmRz"
    )


@pytest.mark.parametrize("method", ["imapclient.IMAPClient.plain_login", "imapclient.IMAPClient.oauth2_login"])
def test_a_crash_while_we_sign_in_tells_no_secret(
    post: Post, warmline: Warmline, monkeypatch: pytest.MonkeyPatch, method: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    if "oauth" in method:
        post.set_up(secret=f"token: cat {post.secret}")

    def broken(_client: object, user: str, value: str) -> None:
        words = {user: value}  # what a report with the values of names would show
        raise RuntimeError(words)

    monkeypatch.setattr(method, broken)
    with pytest.raises(RuntimeError) as caught:
        warmline("fetch", "--desk", str(post.root))
    report = write_report(caught.value).read_text()
    assert report.split("\n")[1] == "RuntimeError"
    assert " broken\n" in report
    files = [path for path in post.root.parent.rglob("*") if path.is_file() and path != post.secret]
    assert [form for form in FORMS if form in report + caplog.text] == []
    assert [str(path) for path in files if any(form.encode() in path.read_bytes() for form in FORMS)] == []


def test_no_secret_is_in_the_list_of_processes(post: Post, smtp: ScriptedSmtp) -> None:
    seen: list[str] = []
    usual = smtp.answer

    def look(name: str, answer: str) -> str | None:
        for path in Path("/proc").glob("[0-9]*/cmdline"):
            try:
                seen.append(path.read_bytes().replace(b"\0", b" ").decode(errors="replace"))
            except OSError:
                continue
        return usual(name, answer)

    post.put(letter())
    post.fetch()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(smtp, "answer", look)
        post.answer()
    assert seen
    assert [line for line in seen if PASSWORD in line] == []


@pytest.mark.parametrize(
    ("command", "why"),
    [
        ("false", "it ended with 1"),
        ("true", "it printed nothing"),
        ("no-such-program-here", "it could not be started (FileNotFoundError)"),
        ("'unclosed", "it could not be started (ValueError)"),
        ("sh -c 'echo secret-of-ours; exit 3'", "it ended with 3"),
    ],
)
def test_a_command_that_prints_no_secret_is_named_and_nothing_of_what_it_prints(command: str, why: str) -> None:
    with pytest.raises(SecretUnavailable) as caught:
        MailboxSecret(command, {"PATH": "/usr/bin:/bin"}).get()
    assert str(caught.value) == f"The command `{command[:80]}` gave no password or token: {why}."


def test_a_desk_runs_no_command_and_reaches_no_server_that_nobody_allowed(post: Post, tmp_path: Path) -> None:
    settings, _problems = load_settings(post.root)
    marker = tmp_path / "ran"
    text = (post.root / "warmline.yaml").read_text().replace(f"cat {post.secret}", f"touch {marker}")
    (post.root / "warmline.yaml").write_text(text)
    changed, _problems = load_settings(post.root)
    open_mailbox(settings.mail, post.config, {}).close()
    with pytest.raises(MailNotAllowed, match="you have not allowed yet"):
        open_mailbox(changed.mail, post.config, {})
    assert not marker.exists()


def test_no_password_goes_over_an_open_line_to_another_machine(
    smtp: ScriptedSmtp, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = MailServer("submission", USER, "mail.acme-garden.example", smtp.port)
    connect = __import__("socket").create_connection
    monkeypatch.setattr("socket.create_connection", lambda _address, *more: connect(("127.0.0.1", smtp.port), *more))
    secret = MailboxSecret("cat /no/such/file", {})
    with (
        pytest.raises(NotEncrypted, match="no password was sent"),
        connected(server, SignIn(USER, secret, by_token=False)),
    ):
        pass
