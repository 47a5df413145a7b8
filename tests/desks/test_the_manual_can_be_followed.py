"""Every command line that the manual and the README show does on the desk of the sample what its page says."""

from __future__ import annotations

import datetime as dt
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

import composer
from composer.cli.table import table
from composer.desk.desk import Surroundings, open_desk
from composer.desk.reply_record import keep_sent
from composer.manual.pages import shipped_files
from composer.writing.draft import Draft
from kb.search.search_log import note_search
from tests.conftest import copy_template
from tests.desks.conftest import Warmline

NOW = dt.datetime(2026, 11, 21, 9, tzinfo=dt.UTC)
README = Path(composer.__file__).parent.parent / "README.md"
FILES = {
    "reply.txt": "Hello Tom,\n\nI will write to you by Friday 27 November. I will call you on Monday.\n",
    "crm.csv": "id,Full name,email,tier\nc-9,Noa Lind,noa@mail.example,Pro\n",
    "macros.json": '[{"short_code": "hours", "content": "We answer on every day until six."}]',
    "export.json": '{"articles": [{"id": 1, "section_id": 2, "title": "Gift cards", "body": "<p>Good.</p>"}]}',
    "export.csv": "id,ticket_id,score,comment,created_at\n1,208,good,,2026-11-20T09:00:00Z\n",
    "old-site/gift-cards.md": "---\ntitle: Gift cards\n---\nThey are good for a year.\n",
}
STANDS_FOR = {
    "FOLDER": "old-site",
    "SLUG": "charged-twice",
    "TOPIC": "backup",
    "RULE=REASON": "step-solve='it says when'",
    "RULE": "promise-undated",
    "ID": "c-1001",
    "DIR": "made",
    " 12 ": " 1 ",
    " 13 ": " 2 ",
}
ELSEWHERE = (
    *("warmline demo", "warmline app"),  # screens
    *("warmline serve", "warmline lint --watch", "warmline fetch --watch"),  # go on until they are stopped
    *("warmline meaning", "warmline customers import --sql"),  # the network
)
"""What begins so is run by other tests."""
NOT_YET = {
    "warmline mail check": "This desk has no mailbox",
    "warmline fetch": "This desk has no mailbox",
    "warmline send": "This desk has no mailbox",
    "warmline outbox --retry": "This desk has no mailbox",
    "warmline index": "An index of whoosh is not shared",
    "warmline reply": "field-unfilled",
    "warmline learned --forget SLUG": "Nothing was learned of",
}
"""What asks for more than the sample has, and the words by which it says so."""


def commands_of(text: str) -> Iterator[str]:
    """The command lines of a page in their order; a mere mention of a verb, such as `warmline restore`, is none."""
    for found in re.finditer(r"(?m)^(warmline .+)$|`(warmline [^`\n]+)`", text):
        command = re.split(r"  #| \| | && ", found[1] or found[2])[0].strip()
        if not is_mention(command):
            yield command


def is_mention(command: str) -> bool:
    """Whether a verb stands alone that needs words, or others below it."""
    verb = next((verb for verb in table().walk() if verb.words == tuple(command.split()[1:])), None)
    return verb is not None and (bool(verb.below) or any(place.needed for place in verb.places))


PAGES = {
    place.rpartition("/")[2]: found
    for place, text in [*shipped_files(), ("README.md", README.read_text("utf-8"))]
    if place.endswith(".md") and (found := [*commands_of(text)])
}


@pytest.fixture(scope="module")
def made(read_template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """The sample in git, with the files that pages name, an answered case, a promise and a search in vain."""
    place = tmp_path_factory.mktemp("shop")
    acme = copy_template(read_template, place)
    for name, text in FILES.items():
        (acme / name).parent.mkdir(exist_ok=True)
        (acme / name).write_text(text, "utf-8")
    (acme / "message.eml").write_bytes(next(acme.glob("inbox/1-*.eml")).read_bytes())
    (acme / "label.pdf").write_bytes(b"%PDF-1.4\n")
    with closing(open_desk(acme, Surroundings(NOW.date(), place / "cache", place / "config"))) as desk:
        waiting, done = (desk.case_at(path) for path in desk.waiting()[:2])
        keep_sent(desk, done, desk.hear(done.message), Draft(FILES["reply.txt"]), NOW.replace(tzinfo=None))
    git = ["git", "-c", "user.name=Robin", "-c", "user.email=robin@acme-garden.example", "-C", str(acme)]
    for words in ("init -q", "add -A", "commit -qm desk", "update-ref refs/remotes/origin/main HEAD"):
        subprocess.run([*git, *words.split()], check=True)
    note_search(acme, NOW.date(), "zqxj wkvb", [])
    return place, {"waiting": waiting.id, "answered": done.id}


@pytest.fixture
def shop(made: tuple[Path, dict[str, str]], tmp_path: Path) -> tuple[Path, dict[str, str]]:
    """One of its own."""
    return copy_template(made[0], tmp_path), made[1]


@pytest.mark.parametrize("page", PAGES)
def test_the_commands_of_a_page_do_what_it_says(
    page: str, warmline: Warmline, shop: tuple[Path, dict[str, str]]
) -> None:
    desk, cases = shop
    for command in PAGES[page]:
        if command.startswith(ELSEWHERE) or command == "warmline manual":
            continue
        answered = command.startswith(("warmline exemplary", "warmline drill"))
        line, _to, file = command.partition(" > ")
        line = line.replace("CASE", cases["answered" if answered else "waiting"])
        for word, meant in STANDS_FOR.items():
            line = line.replace(word, meant)
        stdin = b"y\n" if answered else (desk / "message.eml").read_bytes() if line == "warmline read" else b""
        shutil.rmtree(desk / "my-desk", ignore_errors=True)
        ran = warmline(*shlex.split(line)[1:], folder=desk, stdin=stdin)
        if file and "~" not in file:
            (desk / file).write_text(ran.stdout, "utf-8")
        said = next((words for begins, words in NOT_YET.items() if command.startswith(begins)), None)
        assert ran.returncode in ((0, 1) if said is None else (1, 2, 3, 9)), f"{command}\n{ran.stdout}{ran.stderr}"
        assert (said or "") in ran.stdout + ran.stderr, command
