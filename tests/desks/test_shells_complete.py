"""Real shells complete every verb and option, and values of the desk."""

from __future__ import annotations

import datetime as dt
import os
import pty
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from composer.cases.follow_up import Promised
from composer.cases.outgoing import Outgoing
from composer.cli.completion import _VALUES, SCRIPTS, SHELLS
from composer.cli.main import run
from composer.cli.shells import WRITERS
from composer.cli.table import KINDS, table
from composer.records.open_records import open_records
from composer.records.sent_reply import SentReply

LINES = [f"warmline {verb.name} -".replace("  ", " ") for verb in table().walk()]
"""What somebody has typed before they ask for the options of each verb."""
ZSH = """\
autoload -Uz compinit; compinit -u -D
source $FOLDER/script
compadd() {
  if [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\\ * ]]; then builtin compadd "$@"; return; fi
  local -a hits; builtin compadd -A hits "$@"
  print -rl -- $hits >> $FOLDER/found
  builtin compadd "$@"
}
each() {
  local line
  for line in "${(@f)$(<$FOLDER/lines)}"; do
    print -r -- "> $line" >> $FOLDER/found
    BUFFER=$line; CURSOR=$#line; zle list-choices
  done
  exit
}
zle -N each; bindkey '^X' each
print READY
"""
BASH = """\
source ./script
while IFS= read -r line; do
  echo "> $line"
  read -ra COMP_WORDS <<< "$line"
  [[ $line = *' ' ]] && COMP_WORDS+=("")
  COMP_CWORD=$((${#COMP_WORDS[@]} - 1)) COMP_LINE=$line COMP_POINT=${#line}
  _warmline
  printf '%s\\n' "${COMPREPLY[@]}"
done < lines
"""
FISH = """\
source ./script
while read -l line
  echo "> $line"
  complete -C"$line" | string replace -r '\\t.*' ''
end < lines
"""


def completed(shell: str, lines: Sequence[str], folder: Path, around: Mapping[str, str]) -> dict[str, set[str]]:
    """What a shell offers after each line."""
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not installed")
    (folder / "script").write_text((SCRIPTS / f"warmline.{shell}").read_text("utf-8"), "utf-8")
    (folder / "lines").write_text("\n".join(lines) + "\n", "utf-8")
    environment = {**os.environ, **around, "FOLDER": str(folder), "HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    if shell == "zsh":
        (folder / "rc").write_text(ZSH, "utf-8")
        in_zsh(folder, environment)
        said = (folder / "found").read_text("utf-8")
    else:
        source = BASH if shell == "bash" else FISH
        ran = subprocess.run(
            [shell, "-c", source], check=False, cwd=folder, env=environment, capture_output=True, text=True
        )
        assert ran.stderr == ""
        said = ran.stdout
    found: dict[str, set[str]] = {}
    for line in said.splitlines():
        if line.startswith("> "):
            words = found.setdefault(line[2:], set())
        else:
            words |= {line} - {""}
    return found


def in_zsh(folder: Path, environment: Mapping[str, str]) -> None:
    """Let an interactive zsh complete every line; it has no line editor without a terminal."""
    process, terminal = pty.fork()
    if process == 0:
        os.chdir(folder)
        os.execvpe("zsh", ["zsh", "-f", "-i"], {**environment, "TERM": "xterm"})
    os.write(terminal, b"source rc\n")
    said, asked = b"", False
    while True:
        try:
            said += os.read(terminal, 65536)
        except OSError:
            break
        if b"\nREADY" in said and not asked:
            os.write(terminal, b"\x18")
            asked = True
        if b"do you wish to see" in said:
            os.write(terminal, b"n")
            said = said.replace(b"do you wish to see", b"")
    os.waitpid(process, 0)


def typing(shell: str, lines: Sequence[str], folder: Path) -> None:
    """Type each line in an interactive shell, with the key that completes and then Enter behind it."""
    start = {
        "bash": (["--norc", "--noprofile", "-i"], "source ./script"),
        "zsh": (["-f", "-i"], "autoload -Uz compinit; compinit -u -D; source ./script"),
        "fish": (["-N", "-i"], "source ./script"),
    }
    process, terminal = pty.fork()
    if process == 0:
        os.chdir(folder)
        around = {"PATH": f"{folder}:{os.environ['PATH']}", "HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
        os.execvpe(shell, [shell, *start[shell][0]], {**around, "TERM": "dumb", "LC_ALL": "C.UTF-8"})
    ask(terminal, start[shell][1], "READY")
    for number, line in enumerate(lines):
        os.write(terminal, f"{line}\t\r".encode())
        ask(terminal, ":", f"DONE{number}")
    os.write(terminal, b"exit\r")
    os.waitpid(process, 0)


def ask(terminal: int, command: str, sign: str) -> None:
    """Have a command done, and wait for a sign behind it, which is typed in two parts, since what is typed is shown."""
    os.write(terminal, f"{command}; echo {sign[:2]}''{sign[2:]}\r".encode())
    said = b""
    while sign.encode() not in said:
        said += os.read(terminal, 65536)


@pytest.mark.parametrize("shell", SHELLS)
def test_verbs_options_choices_and_values_of_the_desk_are_offered(shell: str, tmp_path: Path) -> None:
    kinds = {"slugs": "track-a-parcel", "customers": "c-1001", "cases": "103ba4b7a299", "tags": "delivery"}
    answers = "".join(
        f"'completion --desk'[\\ =]'{tmp_path} --values {kind}') printf '{value}\\twords on it\\n' ;;\n"
        for kind, value in kinds.items()
    )
    (tmp_path / "warmline").write_text(f'#!/bin/sh\ncase "$*" in\n{answers}esac\n', "utf-8")
    (tmp_path / "warmline").chmod(0o755)
    options = [f"{line}-" for line in LINES] if shell == "fish" else LINES
    words = ["warmline ", "warmline customers ", "warmline reply --channel ", "warmline reply --channel=s"]
    ask = "warmline {} --desk " + f"{tmp_path} "
    values = [
        ask.format("show"),
        ask.format("reply") + "--article tr",
        ask.format("customers show") + "c-100",
        ask.format("answer") + "103",
    ]
    found = completed(shell, [*options, *words, *values], tmp_path, {"PATH": f"{tmp_path}:{os.environ['PATH']}"})
    for line, verb in zip(options, table().walk(), strict=True):
        known = {name for option in verb.options for name in option.names if name.startswith("--")}
        assert known <= found[line], line
    assert {verb.words[0] for verb in table().below} <= found[words[0]]
    assert {"import", "export", "list", "show", "forget"} <= found[words[1]]
    assert {"email", "chat", "social"} <= found[words[2]]
    assert {one.removeprefix("--channel=") for one in found[words[3]]} == {"social"}
    for line, kind in zip(values, ("slugs", "slugs", "customers", "cases"), strict=True):
        assert kinds[kind] in found[line], line


TYPED = {
    "warmline customers show $(": r"$(touch$IFS$0-done)",
    "warmline customers show a": "ana@mail.example",
    "warmline customers show ana@": "ana@mail.example",
    "warmline customers show crm:": "crm:77",
    "warmline read --customer=crm:": "--customer=crm:77",
    "warmline customers show two": "two words",
}
"""What is typed before the key that completes, and the last word that the command is given then."""


@pytest.mark.parametrize("shell", SHELLS)
def test_a_value_is_the_word_that_the_command_gets_whatever_signs_it_has(shell: str, tmp_path: Path) -> None:
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not installed")
    values = dict.fromkeys(word.removeprefix("--customer=") for word in TYPED.values())
    (tmp_path / "values").write_text("".join(f"{value}\twords on it\n" for value in values), "utf-8")
    (tmp_path / "script").write_text((SCRIPTS / f"warmline.{shell}").read_text("utf-8"), "utf-8")
    (tmp_path / "warmline").write_text(
        f"#!/bin/sh\nfor last; do :; done\n"
        f'[ "$1" = completion ] && cat {tmp_path}/values || printf "%s\\n" "$last" >> {tmp_path}/got\n',
        "utf-8",
    )
    (tmp_path / "warmline").chmod(0o755)
    typed = [line.replace("$(", "\\$\\(") for line in TYPED]
    typing(shell, typed, tmp_path)
    assert (tmp_path / "got").read_text("utf-8").splitlines() == [*TYPED.values()]
    assert sorted(path.name for path in tmp_path.iterdir() if "done" in path.name) == []


def test_what_a_shell_may_ask_for_is_listed() -> None:
    assert {*KINDS.values()} - {"file", "folder"} == {*_VALUES}


def test_the_command_itself_is_asked_for_values(tmp_path: Path, acme: Path, command: dict[str, str]) -> None:
    line = f"warmline customers show --desk {acme} c-100"
    assert {"c-1001", "c-1002"} <= completed("bash", [line], tmp_path, command)[line]


def test_values_of_every_kind_are_listed_with_a_few_words(
    acme: Path, warmline: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    with closing(open_records(acme / ".warmline" / "records.sqlite")) as records:
        due = dt.datetime(2026, 11, 24, 9, tzinfo=dt.UTC)
        promise = (Promised("I will write to you.", due),)
        mail = Outgoing("5" * 32, "x", "c-1001", "me", "send", "<a@b>", "ana@mail.example", "Re: Order", b"Hi")
        records.keep_reply(SentReply("x", "c-1001", due, "email", "Robin", "Hi", follow_ups=promise), mail)
    expected = {
        "slugs": "charged-twice\tCharged twice",
        "tags": "delivery\t",
        "categories": "account\t",
        "customers": "c-1002\tJonas Weber",
        "cases": "103ba4b7a299\tAna Silva: Order 4411",
        "promises": "1\tI will write to you.",
        "mails": "55555555555555555555555555555555\tana@mail.example: Re: Order",
        "drills": "a-death\tSomebody has died",
        "checks": "address-mixed=\tpersonalisation",
    }
    for kind, line in expected.items():
        ran = warmline("completion", "--values", kind, folder=acme)
        assert line in ran.stdout.splitlines(), kind


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_that_is_printed_knows_every_verb_as_it_is_now(
    shell: str, capfd: pytest.CaptureFixture[str]
) -> None:
    path = SCRIPTS / f"warmline.{shell}"
    written, script = path.read_text("utf-8"), WRITERS[shell](table())
    if os.environ.get("UPDATE_TRANSCRIPTS"):
        path.write_text(script, "utf-8")
    assert script == written, "run it again with UPDATE_TRANSCRIPTS=1"
    assert run(["completion", shell]) == 0
    assert capfd.readouterr() == (script, "")


def test_a_script_is_printed_without_the_code_of_other_verbs() -> None:
    source = "import sys; from composer.cli.main import run; run(sys.argv[1:]); print(*sys.modules, file=sys.stderr)"
    ran = subprocess.run(
        [sys.executable, "-c", source, "completion", "bash"], check=True, capture_output=True, text=True
    )
    verbs = {name for name in ran.stderr.split() if name.startswith(("composer.cli.", "kb.cli."))}
    assert verbs == {"composer.cli.main", "composer.cli.completion", "kb.cli.main", "kb.cli.parsing"}


def test_every_option_and_word_says_what_it_is() -> None:
    silent = [f"{verb.name} {option.names[0]}" for verb in table().walk() for option in verb.options if not option.help]
    silent += [f"{verb.name} {place.name}" for verb in table().walk() for place in verb.places if not place.help]
    assert silent == [], "give these a help= text in their verb's add()"


def test_a_shell_outside_a_desk_gets_no_values_and_no_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["completion", "--values", "customers"]) == 0
    assert capfd.readouterr() == ("", "")


def test_what_a_misspelt_word_was_meant_to_be_is_asked(capsys: pytest.CaptureFixture[str]) -> None:
    cases = {
        ("serch", "late"): "there is no verb 'serch'; did you mean 'search'?",
        ("search", "late", "--jsn"): "there is no option '--jsn'; did you mean '--json'?",
        ("customers", "imprt"): "there is no verb 'imprt'; did you mean 'import'?",
        ("reply", "--channel", "mail"): "there is no choice 'mail'; did you mean 'email'?",
        ("reply", "--channel", "zz"): "there is no choice 'zz'; the choices are email, chat, social",
        ("backup", "a", "b"): "'b' is one word too many; see warmline backup --help",
    }
    for words, said in cases.items():
        with pytest.raises(SystemExit) as ended:
            run([*words])
        assert ended.value.code == 2
        assert said in capsys.readouterr().err
