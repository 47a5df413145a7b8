"""What there is in a desk to read, and what is known of each article."""

from __future__ import annotations

import datetime as dt
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from composer.desk.desk import Desk, Surroundings, open_desk
from composer.desk.language import SHIPPED, load_language
from composer.desk.library import Branch, branches_of, known_of, sample_of, shown_address, survey_of
from kb.text import places_of

PHRASES = """\
title: Late deliveries
language: en
phrases:
  - id: late-listen
    step: listen
    say: ["Dear {{ customer.first_name | default: 'you' }}, {{ case.due_on | date }} is over, says {{ agent.name }}."]
    ask: {case.due_on: {label: Promised day, kind: date}}
  - id: late-validate
    step: validate
    say: ["Anyone would mind."]
"""


@pytest.fixture
def opened(desk: Path, tmp_path: Path) -> Iterator[Desk]:
    """The small desk of the tests with a phrasebook, a nested category, a translation and an overdue review."""
    settings = desk / "warmline.yaml"
    settings.write_text(settings.read_text() + "agent: {name: Robin Lee}\n")
    (desk / "phrasebooks").mkdir()
    (desk / "phrasebooks" / "late-deliveries.yaml").write_text(PHRASES)
    articles = {
        "delivery/abroad/customs.md": (
            "title: Customs\nstatus: public\nreview_by: 2026-01-01\nrelated: [track-a-parcel]",
            "See [the limits](../../team/refunds.md) and [late](../my-parcel-is-late.md#x), [gone](gone.md).",
        ),
        "delivery/track-a-parcel.de.md": ("title: Verfolgen\nstatus: public", "Nummer."),
        "delivery/old.md": ("title: Old\nstatus: draft\nreview_by: 2026-01-01", "Old."),
        "delivery/old.fr.md": ("title: Vieux\nstatus: public", "Vieux."),
        "team/open.md": ("title: Open\nstatus: public", "Open."),
    }
    for path, (keys, body) in articles.items():
        (desk / "articles" / path).parent.mkdir(exist_ok=True)
        (desk / "articles" / path).write_text(f"---\n{keys}\nsummary: x\n---\n{body}\n")
    with closing(
        open_desk(desk, Surroundings(dt.date(2026, 11, 22), tmp_path / "cache", tmp_path / "config"))
    ) as opened:
        yield opened


def outline(branches: tuple[Branch, ...], depth: int = 0) -> list[str]:
    """Keys and counts, one in the other."""
    lines = []
    for branch in branches:
        lines.append(f"{'  ' * depth}{branch.key} {branch.count}{' internal' if branch.internal else ''}")
        lines += outline(branch.branches, depth + 1)
    return lines


def test_categories_stand_in_each_other_and_phrases_under_their_steps(opened: Desk) -> None:
    own = tuple(branch for branch in branches_of(opened) if not branch.key.startswith(SHIPPED))
    assert outline(own) == [
        "articles/delivery 6",
        "  articles/delivery/abroad 1",
        "articles/team 2 internal",
        "phrasebooks/late-deliveries.yaml 2",
        "  phrasebooks/late-deliveries.yaml#listen 1",
        "  phrasebooks/late-deliveries.yaml#validate 1",
    ]


def test_own_phrases_come_before_the_shipped_ones_until_the_set_is_the_desk_s_own(tmp_path: Path) -> None:
    own = tmp_path / "phrasebooks" / "en"
    own.mkdir(parents=True)
    shipped = load_language(tmp_path, "en").phrases
    own_phrases = PHRASES.replace("late-listen", "own-listen").replace("late-validate", shipped[0].id)
    (own / "late.yaml").write_text(own_phrases)
    both = load_language(tmp_path, "en")
    assert both.problems == ()
    assert [one.id for one in both.phrases[:3]] == ["own-listen", shipped[0].id, shipped[1].id]
    assert both.phrases[1].variants == ("Anyone would mind.",)
    assert len(both.phrases) == len(shipped) + 1
    (own / "general.yaml").write_text(PHRASES.replace("late-", "any-"))
    alone = load_language(tmp_path, "en")
    assert [one.id for one in alone.phrases] == ["any-listen", "any-validate", "own-listen", shipped[0].id]


def test_the_status_says_where_it_comes_from(opened: Desk) -> None:
    survey = survey_of(opened)
    found = {slug: known_of(opened, opened.library.get_article(slug), survey) for slug in ("open", "old-fr", "customs")}
    assert {slug: known.status for slug, known in found.items()} == {
        "open": "internal, like everything in For the team",
        "old-fr": "public, but hidden while its original is draft",
        "customs": "public",
    }
    assert [slug for slug, known in found.items() if known.overdue] == ["customs"]


def test_what_leads_where_which_translations_and_which_problems_there_are(opened: Desk) -> None:
    survey = survey_of(opened)
    track = known_of(opened, opened.library.get_article("track-a-parcel"), survey)
    assert sorted(one.slug for one in track.leading) == ["customs", "my-parcel-is-late"]
    assert [(language, one.title) for language, one in track.translations] == [("de", "Verfolgen")]
    customs = known_of(opened, opened.library.get_article("customs"), survey)
    assert [one.slug for one in customs.related] == ["track-a-parcel"]
    codes = {(problem.code, problem.line) for problem in customs.problems}
    assert {("link-dead", 8), ("link-not-public", 8), ("review-due", 1)} <= codes
    assert customs.revision is None
    grave = sum(problem.level != "hint" for problem in customs.problems)
    counts = survey.counts()
    assert counts["articles/delivery/abroad/customs.md"] == counts["articles/delivery/abroad"] == grave
    assert counts["articles"] == sum(problem.level != "hint" for those in survey.problems.values() for problem in those)


def test_who_changed_it_last_comes_from_git(opened: Desk) -> None:
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "first"]):
        who = ["-c", "user.name=Sam Green", "-c", "user.email=sam@example.com"]
        subprocess.run(["git", *who, *words], cwd=opened.root, check=True)
    known = known_of(opened, opened.library.get_article("customs"), survey_of(opened))
    assert known.revision is not None
    assert known.revision.who == "Sam Green"


def test_a_link_is_shown_by_the_slug_it_leads_to_and_not_to_customers_where_it_is_not_public(opened: Desk) -> None:
    customs = opened.library.get_article("customs")
    addresses = ["../../team/refunds.md", "../my-parcel-is-late.md#x", "gone.md", "https://a.example/", "#here"]
    shown = [shown_address(opened.library, customs, address, public=False) for address in addresses]
    assert shown == ["refunds", "my-parcel-is-late", "gone.md", "https://a.example/", ""]
    assert shown_address(opened.library, customs, "../../team/refunds.md", public=True) == ""


def test_a_phrase_is_shown_with_our_names_filled_in_and_the_rest_as_chips(opened: Desk) -> None:
    text, chips = sample_of(opened, opened.phrases[0], 0)
    assert text == "Dear [first name], [promised day] is over, says Robin Lee."
    assert [chip for chip in chips if chip in text] == ["[first name]", "[promised day]"]


@pytest.mark.parametrize(
    ("words", "text", "places"),
    [
        ("CAFE", "a café, Cafe\u0301!", [(2, 6), (8, 13)]),
        ("strasse", "Die Straße", [(4, 10)]),
        ("o'brien", "O\u2019Brien", [(0, 7)]),
        ("aa", "aaaa", [(0, 2), (2, 4)]),
        ("", "a", []),
    ],
)
def test_words_are_found_whatever_their_case_and_accents(words: str, text: str, places: list[tuple[int, int]]) -> None:
    assert places_of(words, text) == places
