"""Whatever a command is given, it ends in one clear sentence and the right exit code, and nothing is lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Warmline = Callable[..., subprocess.CompletedProcess[str]]
HOSTILE = "[bold]{{ agent.name }}\x1b[31m"
MESSAGE = "inbox/1-order-4411-late.eml"


@pytest.mark.parametrize(
    "words", [("read",), ("reply",), ("check",), ("customers", "list"), ("lint",), ("search", "pot")]
)
def test_outside_a_desk(words: tuple[str, ...], warmline: Warmline, tmp_path: Path) -> None:
    ran = warmline(*words, stdin=b"Where is it?")
    assert (ran.returncode, ran.stdout) == (3, "")
    assert ran.stderr == (
        f"{tmp_path} is not inside a desk (no warmline.yaml here or above). "
        "Make one with: warmline init my-desk. Or name one: --desk DIR.\n"
    )


@pytest.mark.parametrize(
    ("words", "stdin", "code", "sentence"),
    [
        (("read", "nothing.eml"), b"", 4, "nothing.eml cannot be read: No such file or directory."),
        (("read", "articles"), b"", 4, "articles cannot be read: Is a directory."),
        (("read",), b"", 8, "standard input holds no message to read: it is empty."),
        (("read",), b" \n", 8, "standard input holds no message to read: it is empty."),
        (("check",), b"", 8, "standard input holds no reply to check: it is empty."),
        (
            ("check",),
            b"help " * 1_000_000,
            8,
            "standard input is 5.0 MB; a message may have 1 MB. Cut away what is not the customer's own text.",
        ),
        (
            ("read",),
            b"\x89PNG\x00\x00",
            8,
            "standard input holds no message to read: it is a picture or another file that is no text.",
        ),
        (
            ("read", "--customer", "c-1oo1"),
            b"Hi",
            9,
            "No customer has the id or e-mail 'c-1oo1'. Did you mean c-1001?",
        ),
        (
            ("reply", "--customer", HOSTILE),
            b"Hi",
            9,
            "No customer has the id or e-mail '[bold]{{ agent.name }}[31m'. See them with: warmline customers list.",
        ),
        (("read", "--customer", "\udcff"), b"Hi", 9, "No customer has the id or e-mail '?'."),
        (("inbox", "--take", "\udcff", "ill"), b"", 9, "'?'"),
        (("reply", MESSAGE, "--set=--"), b"", 2, "--set '--': write it as field=value."),
        (("customers", "export", "/"), b"", 5, "/ cannot be written: Is a directory."),
        (("metrics", "--to", "9999-12-31"), b"", 2, "--to '9999-12-31' lies outside the years 1970 to 8999"),
        (("customers", "show", "nobody"), b"", 9, "No customer has the id or e-mail 'nobody'."),
        (("customers", "forget", "nobody"), b"", 9, "No customer has the id or e-mail 'nobody'."),
        (("customers", "import", "none.csv"), b"", 4, "none.csv cannot be read: No such file or directory."),
        (("reply", MESSAGE, "--article", "my-parcel-is-lat"), b"", 6, "There is no article 'my-parcel-is-lat'."),
        (("reply", MESSAGE, "--set", "case.update_by"), b"", 2, "--set 'case.update_by': write it as field=value."),
        (
            ("reply", MESSAGE, "--set", "agent.nme=x"),
            b"",
            2,
            "--set 'agent.nme=x': there is no field 'agent.nme'; did you mean 'agent.name'.",
        ),
        (
            ("reply", MESSAGE, "--set", "case.update_by=soon"),
            b"",
            2,
            "--set 'case.update_by=soon': write YYYY-MM-DD, +2 or -3 (days from today).",
        ),
        (
            ("check", "-", "--message", "-"),
            b"Hi",
            3,
            "Only one of the reply and --message can come from standard input; name a file for the other.",
        ),
        (("init", "articles"), b"", 7, "articles is there already and not empty."),
        ((), b"", 2, "The app needs a terminal."),
    ],
)
def test_one_sentence_says_what_is_wrong(
    words: tuple[str, ...], stdin: bytes, code: int, sentence: str, warmline: Warmline, acme: Path
) -> None:
    ran = warmline(*words, stdin=stdin, folder=acme)
    assert (ran.returncode, ran.stdout) == (code, "")
    assert sentence in ran.stderr
    assert ran.stderr.count("\n") == 1
    assert "\x1b" not in ran.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("reed",),
        ("read", "--nonsense"),
        ("reply", "--channel", "fax"),
        ("customers",),
        ("reply", "--set"),
        ("reply", "--outcome=--"),
    ],
)
def test_a_word_that_there_is_not_is_usage(words: tuple[str, ...], warmline: Warmline) -> None:
    ran = warmline(*words)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "usage: warmline" in ran.stderr


def test_a_day_from_outside_that_is_none(warmline: Warmline, acme: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WARMLINE_TODAY", "Friday")
    ran = warmline("read", MESSAGE, folder=acme)
    assert (ran.returncode, ran.stderr) == (
        2,
        "WARMLINE_TODAY is 'Friday', which is no day; write YYYY-MM-DD, or unset it.\n",
    )


def test_a_hostile_name_is_text_wherever_it_is_printed(warmline: Warmline, acme: Path, tmp_path: Path) -> None:
    row = f'"{HOSTILE}",evil@mail.example'
    (tmp_path / "new.csv").write_text(f"name,email\n{row}\n", encoding="utf-8")
    assert warmline("customers", "import", "../new.csv", folder=acme).returncode == 0
    for words in (
        ("customers", "list", "evil"),
        ("customers", "show", "evil@mail.example"),
        ("reply", "--customer", "evil@mail.example"),
        ("read", "--customer", "evil@mail.example"),
    ):
        ran = warmline(*words, stdin=b"My pot arrived broken.", folder=acme)
        assert "[bold]{{" in ran.stdout + ran.stderr
        assert "\x1b" not in ran.stdout + ran.stderr
        assert "Robin Lee" not in ran.stdout


def test_an_empty_desk_answers_with_what_there_is(warmline: Warmline, tmp_path: Path) -> None:
    assert warmline("init", "empty", "--bare").returncode == 0
    for file in (tmp_path / "empty").rglob("*.yaml"):
        if file.name != "warmline.yaml":
            file.unlink()
    read = warmline("read", stdin=b"My pot arrived broken.", folder=tmp_path / "empty")
    assert (read.returncode, read.stderr) == (0, "")
    assert read.stdout.splitlines() == [
        "From      not said",
        "Customer  not known to us",
        "Greet     nobody: no name is given",
        "Language  English",
        "Channel   email",
        "Tone      upset 0.6 “arrived broken”",
        "Cue       situation: “arrived broken” It was broken when it came.",
        "Needs     problem: My pot arrived broken.",
    ]
    reply = warmline("reply", stdin=b"My pot arrived broken.", folder=tmp_path / "empty")
    assert reply.stdout.startswith(("Hi there,\n", "Hello there,\n"))
    assert warmline("customers", "list", folder=tmp_path / "empty").stderr.startswith("No customers here.")


def test_faults_in_the_desks_files_are_named_with_their_place_and_the_rest_works(
    warmline: Warmline, acme: Path
) -> None:
    (acme / "warmline.yaml").write_text(
        "organisation: Acme\nlanguag: en\nchannels:\n  email: {reply_within: soon}\n  fax: {}\n"
        "records: paper\nhold: a bit\n"
    )
    (acme / "phrasebooks" / "en" / "own.yaml").write_text(
        "title: Own\nphrases:\n"
        "  - id: ours\n    step: listen\n    say:\n      - 'Hi {{ customer.nam }}.'\n      - 'Fine.'\n"
        "  - id: ours\n    step: listn\n    say: ['x']\n"
        "  - id: listen-order\n    step: listen\n    say: ['Twice.']\n"
    )
    (acme / "phrasebooks" / "en" / "broken.yaml").write_text("title: [\n")
    (acme / "phrasebooks" / "en" / "latin.yaml").write_bytes(b"title: Zo\xeb\n")
    ran = warmline("lint", folder=acme)
    assert ran.returncode == 1
    found = [line.split(" ")[0:2] for line in ran.stdout.splitlines()]
    assert [f"{place} {code}" for place, code in found] == [
        "phrasebooks/en/broken.yaml:2:1: yaml-syntax",
        "phrasebooks/en/latin.yaml:1:1: unreadable",
        "phrasebooks/en/own.yaml:6:9: field-unknown",
        "phrasebooks/en/own.yaml:9:11: unknown-value",
        "phrasebooks/en/own.yaml:11:1: id-twice",
        "warmline.yaml:2:1: unknown-key",
        "warmline.yaml:4:25: wrong-type",
        "warmline.yaml:5:3: unknown-key",
        "warmline.yaml:6:10: wrong-type",
        "warmline.yaml:7:7: wrong-type",
    ]
    assert warmline("read", MESSAGE, folder=acme).returncode == 0


def test_a_folder_that_cannot_be_written(warmline: Warmline, tmp_path: Path, acme: Path) -> None:
    (tmp_path / "file").write_text("mine")
    ran = warmline("init", "file/desk")
    assert (ran.returncode, ran.stderr.count("\n")) == (5, 1)
    assert ran.stderr.endswith("cannot be written: File exists. Nothing was changed there.\n")
    for entry in (acme / ".warmline").iterdir():
        entry.unlink()
    (acme / ".warmline").rmdir()
    (acme / ".warmline").write_text("in the way")
    ran = warmline("customers", "list", folder=acme)
    assert (ran.returncode, ran.stderr.count("\n")) == (5, 1)
    assert (acme / ".warmline").read_text() == "in the way"


def test_a_folder_that_only_others_may_write_is_read(warmline: Warmline, acme: Path, tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    (acme / ".warmline").chmod(0o500)
    listed = warmline("customers", "list", folder=acme)
    (tmp_path / "new.csv").write_text("id\nc-9\n")
    taken = warmline("customers", "import", "../new.csv", folder=acme)
    (acme / ".warmline").chmod(0o700)
    assert (listed.returncode, "Ana Silva" in listed.stdout, taken.returncode) == (0, True, 5)


def test_the_installed_command_ends_with_the_same_code_and_no_traceback(tmp_path: Path) -> None:
    environment = {**os.environ, "WARMLINE_CACHE": str(tmp_path), "WARMLINE_STATE": str(tmp_path)}
    ran = subprocess.run(
        [sys.executable, "-m", "composer", "read"],
        input=b"Hi",
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        check=False,
    )
    assert (ran.returncode, ran.stdout) == (3, b"")
    assert ran.stderr.count(b"\n") == 1


def test_data_is_json_where_json_is_asked_for(warmline: Warmline, acme: Path) -> None:
    read = json.loads(warmline("read", MESSAGE, "--json", folder=acme).stdout)
    assert (read["tone"], read["customer"], read["topics"]) == ("worried", "c-1001", ["delivery"])
    reply = warmline("reply", MESSAGE, "--json", folder=acme)
    assert reply.returncode == 1
    assert {one["rule"] for one in json.loads(reply.stdout)["findings"]} == {
        "field-unfilled",
        "only-phrases",
        "step-validate",
    }
    customers = json.loads(warmline("customers", "list", "--json", folder=acme).stdout)
    assert len(customers) == 6
