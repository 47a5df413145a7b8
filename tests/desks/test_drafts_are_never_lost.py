"""Drafts on disk: a kill at any moment, two windows on one case, damaged files, and numbers that are not kept."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from composer.errors import DraftInTheWay
from composer.records.drafts import Drafts, KeptDraft
from composer.writing.draft import Draft
from kb.errors import CannotWrite

KEEPS_SAVING = """
import sys
from pathlib import Path
from composer.records.drafts import Drafts, KeptDraft
from composer.writing.draft import Draft
drafts = Drafts(Path(sys.argv[1]))
drafts.load("a")
number = 0
while True:
    drafts.save(KeptDraft("a", "title", "c-1", "message", Draft(f"{number} words " * 2_000)))
    print(number, flush=True)
    number += 1
"""


def test_a_case_that_is_open_in_one_window_is_known_in_another_until_it_is_left(tmp_path: Path) -> None:
    one, other = Drafts(tmp_path), Drafts(tmp_path)
    assert (one.hold("a"), other.hold("a"), other.hold("b")) == (True, False, True)
    assert one.hold("c")
    assert other.hold("a")
    one.let_go()
    other.let_go()
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "no-folder").touch()
    assert Drafts(tmp_path / "no-folder").hold("a"), "where nothing can be kept, nobody else has it open"


def test_a_draft_survives_being_killed_while_it_is_saved(tmp_path: Path) -> None:
    for _round in range(3):
        saving = subprocess.Popen([sys.executable, "-c", KEEPS_SAVING, str(tmp_path)], stdout=subprocess.PIPE)
        assert saving.stdout is not None
        told = [int(saving.stdout.readline()) for _line in range(20 + 7 * _round)][-1]
        saving.send_signal(signal.SIGKILL)
        rest = saving.stdout.read().split()
        saving.wait()
        saving.stdout.close()
        last = int(rest[-1]) if rest else told
        kept = Drafts(tmp_path).load("a")
        assert kept is not None
        number = int(kept.draft.text.split()[0])
        assert kept.draft.text == f"{number} words " * 2_000
        assert number in (last, last + 1)


def kept(case: str, text: str) -> KeptDraft:
    return KeptDraft(case, "Order 4411", "c-1", "Where is it?", Draft(text))


def test_drafts_come_back_newest_first_and_are_private(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path / "drafts")
    drafts.save(kept("a", "first"))
    drafts.save(kept("b", "half a letter \ud83c, \x1b[31m"))
    for number, path in enumerate(sorted((tmp_path / "drafts").iterdir(), key=lambda path: path.read_text())):
        os.utime(path, (number, number))
    assert [one.draft.text for one in drafts.recover()[0]] == ["half a letter \ud83c, \x1b[31m", "first"]
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "drafts").iterdir()} == {0o600}
    drafts.forget("a")
    drafts.forget("a")
    assert [one.case_id for one in drafts.recover()[0]] == ["b"]


def test_the_longest_message_with_its_draft_comes_back(tmp_path: Path) -> None:
    """What is kept may be larger than any article."""
    whole = KeptDraft("a", "Order 4411", "c-1", "\N{SEEDLING}" * 100_000, Draft("long " * 100_000))
    Drafts(tmp_path).save(whole)
    assert Drafts(tmp_path).load("a") == replace(whole, path=Drafts(tmp_path)._path("a"))
    assert Drafts(tmp_path).unreadable() == []


@pytest.mark.parametrize("content", ["", "{}", "[" * 90_000, '{"case_id": 1, "draft": "x"}', "\x00"])
def test_a_damaged_draft_is_set_aside_once_and_the_others_come_back(tmp_path: Path, content: str) -> None:
    drafts = Drafts(tmp_path)
    drafts.save(kept("a", "first"))
    (tmp_path / "broken.json").write_text(content)
    assert [one.case_id for one in drafts.recover()[0]] == ["a"]
    assert (tmp_path / "broken.damaged").read_text() == content
    assert [one.case_id for one in drafts.recover()[0]] == ["a"]


@pytest.mark.parametrize("load", [True, False])
def test_a_save_never_goes_over_a_draft_that_cannot_be_read(tmp_path: Path, load: bool) -> None:  # noqa: FBT001  both
    drafts = Drafts(tmp_path)
    drafts.save(kept("a", "theirs"))
    [path] = tmp_path.glob("*.json")
    for content in ("{", "[1]"):
        path.write_text(content)
        assert Drafts(tmp_path).unreadable()[-1] == path
        again = Drafts(tmp_path)
        assert not load or again.load("a") is None
        again.save(kept("a", "ours"))
    aside = [path.with_suffix(".damaged"), path.with_suffix(".2.damaged")]
    assert [one.read_text() for one in aside] == ["{", "[1]"]
    assert [one.draft.text for one in drafts.left()] == ["ours"]
    assert drafts.unreadable() == sorted(aside)


def test_a_draft_that_cannot_be_saved_leaves_the_last_one(tmp_path: Path) -> None:
    (tmp_path / "drafts").write_text("in the way")
    with pytest.raises(CannotWrite):
        Drafts(tmp_path / "drafts").save(kept("a", "first"))
    assert (tmp_path / "drafts").read_text() == "in the way"


def test_of_two_windows_on_one_case_the_second_writes_beside_and_says_so_once(tmp_path: Path) -> None:
    first, second = Drafts(tmp_path), Drafts(tmp_path)
    assert (first.load("a"), second.load("a")) == (None, None)
    first.save(replace(kept("a", "hers"), agent="Maya Lund"))
    os.utime(next(tmp_path.glob("*.json")), (0, 0))
    with pytest.raises(DraftInTheWay) as found:
        second.save(kept("a", "his"))
    second.save(kept("a", "his, longer"))
    first.save(kept("a", "hers, longer"))
    third = Drafts(tmp_path)
    loaded = third.load("a")
    assert str(found.value).startswith("Maya Lund saved a draft of this case at ")
    assert "It was left as it is; yours is kept beside it, in " in str(found.value)
    assert loaded is not None
    assert loaded.draft.text == "hers, longer"
    assert sorted(one.draft.text for one in third.recover()[0]) == ["hers, longer", "his, longer"]
    second.forget("a")
    assert [one.draft.text for one in third.recover()[0]] == ["hers, longer"]


def test_a_draft_that_was_kept_beside_can_be_gone_on_with(tmp_path: Path) -> None:
    first, second, later = Drafts(tmp_path), Drafts(tmp_path), Drafts(tmp_path)
    first.save(kept("a", "hers"))
    with pytest.raises(DraftInTheWay):
        second.save(kept("a", "his"))
    his = next(one for one in later.recover()[0] if one.draft.text == "his")
    with later.opening(his):
        assert [one.draft.text for one in Drafts(tmp_path).recover()[0]] == ["hers"]
    later.save(kept("a", "his, longer"))
    assert sorted(one.draft.text for one in later.recover()[0]) == ["hers", "his, longer"]


SAVES_AT_ONCE = """
import sys
from pathlib import Path
from composer.errors import DraftInTheWay
from composer.records.drafts import Drafts, KeptDraft
from composer.writing.draft import Draft
drafts = Drafts(Path(sys.argv[1]))
sys.stdin.readline()
for number in range(20):
    try:
        drafts.save(KeptDraft("a", "title", "c-1", "message", Draft(f"{sys.argv[2]} {number}")))
    except DraftInTheWay:
        print("told")
"""


def test_two_windows_that_save_at_the_same_moment_both_keep_their_words(tmp_path: Path) -> None:
    windows = [
        subprocess.Popen(
            [sys.executable, "-c", SAVES_AT_ONCE, str(tmp_path), name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for name in ("Maya", "Robin")
    ]
    for window in windows:
        assert window.stdin is not None
        window.stdin.write("go\n")
        window.stdin.flush()
    told = "".join(window.communicate()[0] for window in windows)
    assert told == "told\n"
    assert sorted(one.draft.text for one in Drafts(tmp_path).recover()[0]) == ["Maya 19", "Robin 19"]


def test_numbers_of_cards_never_reach_the_disk(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    card, order = "5500 0000-0000 0004", "4411"
    said = replace(kept("a", f"Your card {card}, order {order}"), message=f"My card\u00a0is {card}.")
    drafts.save(said)
    found = drafts.load("a")
    assert found is not None
    assert (found.draft.text, found.message) == (
        "Your card •••• ••••-•••• 0004, order 4411",
        "My card\u00a0is •••• ••••-•••• 0004.",
    )
