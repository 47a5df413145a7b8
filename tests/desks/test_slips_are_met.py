"""A slip on the command line or in a file is met with the word that was meant, and nothing half right is written."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Warmline = Callable[..., subprocess.CompletedProcess[str]]


def test_a_verb_that_there_is_not_is_met_with_the_one_that_was_meant(warmline: Warmline) -> None:
    ran = warmline("sarch", "parcel")
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr.endswith("there is no verb 'sarch'; did you mean 'search'?\n")
    assert "the verbs are app, " in warmline("zzzz").stderr


@pytest.mark.parametrize(
    ("step", "said"),
    [
        ("lissten", "There is no step 'lissten'; did you mean 'listen'? Nothing was written.\n"),
        (
            "zz",
            (
                "There is no step 'zz'; the steps are opening, listen, acknowledge, validate, solve, follow_up, "
                "closing. Nothing was written.\n"
            ),
        ),
    ],
)
def test_a_phrase_for_a_step_that_there_is_not_is_not_written(
    warmline: Warmline, acme: Path, step: str, said: str
) -> None:
    ran = warmline("new", "phrase", "a-warm-word", "--step", step, folder=acme)
    assert (ran.returncode, ran.stdout, ran.stderr) == (3, "", said)
    assert not (acme / "phrasebooks" / "en" / "own.yaml").exists()
    words = ("new", "phrase", "a-warm-word", "--step", "Follow up", "--say", "You will hear from me.")
    assert warmline(*words, folder=acme).returncode == 0
    assert warmline("lint", "phrasebooks", folder=acme).returncode == 0


def test_a_phrase_without_words_is_offered_to_nobody_and_named(warmline: Warmline, acme: Path) -> None:
    assert warmline("new", "phrase", "a-warm-word", "--step", "listen", folder=acme).returncode == 0
    ran = warmline("lint", "phrasebooks", folder=acme)
    assert (ran.returncode, ran.stdout) == (
        1,
        "phrasebooks/en/own.yaml:4:5: phrase-incomplete A phrase needs at least one sound wording under 'say'.\n",
    )
    assert "a-warm-word" not in warmline("search", "--phrases", "warm", folder=acme).stdout


def test_a_status_in_capitals_is_met_with_the_word_alone(warmline: Warmline, acme: Path) -> None:
    article = acme / "articles" / "delivery" / "my-parcel-is-late.md"
    article.write_text(article.read_text("utf-8").replace("status: public", "status: Public"), "utf-8")
    line = next(line for line in warmline("lint", folder=acme).stdout.splitlines() if "unknown-value" in line)
    assert line.endswith("'status' is 'Public', not one of draft, internal, public, archived; did you mean 'public'?")


def test_lint_prints_json_like_every_other_verb(warmline: Warmline, acme: Path) -> None:
    assert warmline("lint", "articles/plants", "--json", folder=acme).stdout == "[]\n"


def test_a_bare_desk_says_what_there_is_to_do(warmline: Warmline, tmp_path: Path) -> None:
    warmline("init", "bare", "--bare")
    searched = warmline("search", "parcel", folder=tmp_path / "bare")
    assert searched.stderr == "This desk has no articles yet. Write one with: warmline new article TITLE.\n"
