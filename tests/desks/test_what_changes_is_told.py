"""`warmline diff`: what customers and agents notice of what writers did since a revision of git."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
from pathlib import Path

import pytest

from composer.cases.step import Step
from composer.cli.main import run
from composer.desk.compared import changes_since
from composer.desk.desk import Surroundings, open_desk
from composer.records.drafts import Drafts, KeptDraft
from composer.writing.draft import Draft, Passage
from kb.faq.compared import Change
from kb.lint.changed import NoSuchRevision
from tests.conftest import write_files

LATE = "---\ntitle: {title}\nstatus: public\n---\n## {heading}\n\nA week.\n\n::: reply\nYour parcel is {where}.\n:::\n"
BOOK = "title: Ours\nlanguage: en\nphrases:\n  - {{id: our-thanks, step: closing, say: [{say}]}}\n{more}"
BEFORE = {
    "warmline.yaml": "organisation: Acme Garden\nlanguage: en\n",
    "phrasebooks/en/ours.yaml": BOOK.format(say="Thank you.", more=""),
    "articles/delivery/_index.md": "---\ntitle: Delivery\n---\n",
    "articles/delivery/late.md": LATE.format(title="Late", heading="Wait", where="late"),
    "articles/delivery/track.md": "---\ntitle: Track\nstatus: public\n---\nSee [how long](late.md#wait).\n",
    "articles/pots/old.md": "---\ntitle: Old pots\nstatus: public\n---\nThey crack.\n",
    "articles/pots/clay.md": "---\ntitle: Clay\nstatus: public\n---\nClay breathes.\n",
    "articles/pots/glue.md": "---\ntitle: Glue\nstatus: public\n---\nGlue holds.\n",
    "articles/team/refunds.md": "---\ntitle: Refunds\nstatus: internal\n---\nAsk Robin.\n",
}
AFTER = {
    "phrasebooks/en/ours.yaml": BOOK.format(say="Many thanks.", more="  - {id: our-bye, step: closing, say: [Bye.]}\n"),
    "articles/delivery/_index.md": "---\ntitle: Parcels\n---\n",
    "articles/delivery/late.md": LATE.format(title="Too late", heading="How long", where="lost"),
    "articles/pots/new.md": "---\ntitle: New pots\nstatus: public\n---\nThey last.\n",
    "articles/pots/glue.md": "---\ntitle: Glue\nstatus: internal\n---\nGlue holds.\n",
    "articles/team/refunds.md": "---\ntitle: Refunds\nstatus: internal\n---\nAsk Kim today.\n",
    "articles/care/clay.md": BEFORE["articles/pots/clay.md"],
}


def git(folder: Path, *words: str) -> None:
    own = ("-c", "user.name=A", "-c", "user.email=a@a.example", "-c", "init.defaultBranch=main")
    subprocess.run(["git", "-C", str(folder), *own, *words], check=True, capture_output=True)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    folder = tmp_path / "desk"
    write_files(folder, BEFORE)
    git(folder, "init")
    git(folder, "add", ".")
    git(folder, "commit", "-m", "old")
    return folder


def changes(folder: Path, revision: str = "") -> list[Change]:
    around = Surroundings(dt.date(2026, 11, 22), folder.parent / "cache", folder.parent / "config")
    desk = open_desk(folder, around)
    try:
        return changes_since(desk, revision)
    finally:
        desk.close()


def test_customers_and_agents_are_told_apart_and_nothing_else_is_named(place: Path) -> None:
    assert changes(place) == []
    write_files(place, AFTER)
    for name in ("pots/old.md", "pots/clay.md"):
        (place / "articles" / name).unlink()
    kept = KeptDraft(
        "4411", "Where?", "", "Where?", Draft("Thank you.", (Passage(Step.CLOSING, 0, 10, phrase="our-thanks"),))
    )
    own = KeptDraft("4412", "Hi", "", "Hi", Draft("Cheers.", (Passage(Step.CLOSING, 0, 7, "our-thanks", own=True),)))
    for one in (kept, own):
        Drafts(place / ".warmline" / "drafts").save(one)
    found = [(one.whom, one.kind, one.place, one.said) for one in changes(place)]
    assert sorted(found) == sorted([
        ("customers", "gone", "pots/old/", "'Old pots': its file is gone, and its address leads nowhere"),
        ("customers", "gone", "pots/glue/", "'Glue': its status is internal now, and its address leads nowhere"),
        ("customers", "new", "pots/new/", "'New pots'"),
        ("customers", "moved", "care/clay/", "was pots/clay/, which leads nowhere; `aliases: [pots/clay]` mends it"),
        ("customers", "title", "delivery/", "'Delivery' becomes 'Parcels'"),
        ("customers", "title", "delivery/late/", "'Late' becomes 'Too late'"),
        ("customers", "sections", "delivery/late/", "new: 'How long'; gone: 'Wait' (#wait)"),
        ("customers", "words", "delivery/late/", "2 words new, 1 gone"),
        ("customers", "link", "articles/delivery/track.md:5", "delivery/late.md has no heading with the anchor #wait."),
        ("agents", "answer", "delivery/late.md", "changes: 1 word new, 1 gone"),
        ("agents", "internal", "pots/glue.md", "3 words new, 0 gone"),
        ("agents", "internal", "team/refunds.md", "2 words new, 1 gone"),
        ("agents", "phrase", "our-bye", "is new, in phrasebooks/en/ours.yaml"),
        ("agents", "phrase", "our-thanks", "changes: 1 wording new, 1 gone"),
        ("agents", "draft", "4411", "quotes our-thanks, as it was"),
    ])  # fmt: skip


def test_an_old_address_that_leads_on_is_said_so(place: Path) -> None:
    (place / "articles/pots/clay.md").unlink()
    write_files(
        place,
        {"articles/care/clay.md": BEFORE["articles/pots/clay.md"].replace("status", "aliases: [pots/clay]\nstatus")},
    )
    assert [one.said for one in changes(place)] == ["was pots/clay/, which leads on"]


def test_a_branch_is_compared_with_where_it_began(place: Path) -> None:
    git(place, "checkout", "-b", "mine")
    write_files(place, {"articles/pots/new.md": AFTER["articles/pots/new.md"]})
    git(place, "add", ".")
    git(place, "commit", "-m", "new")
    assert changes(place) == []
    assert [one.kind for one in changes(place, "main")] == ["new"]
    with pytest.raises(NoSuchRevision):
        changes(place, "--output=x")


def test_a_link_in_git_that_leads_out_is_not_followed(place: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("---\ntitle: Secret\nstatus: public\n---\nIt is.\n")
    (place / "articles/pots/link.md").symlink_to(tmp_path / "secret.md")
    git(place, "add", ".")
    git(place, "commit", "-m", "a link")
    (place / "articles/pots/link.md").unlink()
    assert changes(place) == []


def test_the_command_prints_lines_or_data(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_files(place, {"articles/pots/new.md": AFTER["articles/pots/new.md"]})
    assert run(["diff", "--desk", str(place)]) == 0
    shown = capsys.readouterr()
    assert (shown.out, shown.err) == ("For customers\n  new       pots/new/: 'New pots'\n", "1 change.\n")
    assert run(["diff", "--json", "--desk", str(place)]) == 0
    assert json.loads(capsys.readouterr().out) == [
        {"whom": "customers", "kind": "new", "place": "pots/new/", "said": "'New pots'"}
    ]
    assert run(["diff", "nowhere", "--desk", str(place)]) == 4
