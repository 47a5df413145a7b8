"""What a customer copied from a screen leads to the one section that says it, and tells more."""

from __future__ import annotations

from dataclasses import replace

import pytest

from composer.desk.on_screen import read_on_screen, with_what_they_read
from kb.articles.article_source import parse_article
from kb.search.answers import Answers, Candidate, Confidence

FEED = (
    "---\ntitle: The feed stopped\n---\n\n## Renew it\n\nPress the grey plug.\n\n## Error 57\n\nYour access at the "
    "bank is for private customers only, and this account is a firm's. Ask your bank for another one.\n"
)
LISTS = "---\ntitle: Upload\n---\n\n## What you see\n\nstk_recv(): resp=0x00\n"


def candidate(text: str, path: str) -> Candidate:
    article, _problems = parse_article(text, path)
    return Candidate(article, 0.5)


@pytest.mark.parametrize(
    ("text", "copied"),
    [
        ('It says "Error 57" and nothing else.', {"error 57"}),
        ("I get Error 57 each time.", {"error 57"}),
        ("The page says \u201cLabel printed\u201d.", {"label printed"}),
        ("zur\u00fcck mit dem Vermerk \u201eBR-DE-15\u201c", {"br-de-15"}),
        ("stk_getsync(): resp=0x00", {"0x00"}),
        ('My wife calls it "the thing".', {"the thing"}),
        ('It is "delivered".', set()),
        ("The VAT-ID is missing.", set()),
        ("an error was made on the 5th", set()),
    ],
)
def test_what_a_message_copied_is_found(text: str, copied: set[str]) -> None:
    assert read_on_screen(text) == copied


def test_the_article_that_says_it_comes_first_at_its_section() -> None:
    feed, other = candidate(FEED, "feed.md"), candidate(LISTS, "upload.md")
    found = with_what_they_read(Answers((other, feed)), "It says Error 57.")
    assert [(one.article.path, one.anchor) for one in found.candidates] == [("feed.md", "error-57"), ("upload.md", "")]
    assert found.confidence is Confidence.SURE


def test_several_that_say_it_and_one_that_only_lists_it_change_nothing() -> None:
    feed, other = candidate(FEED, "feed.md"), candidate(LISTS, "upload.md")
    second = feed._replace(article=replace(feed.article, path="feed-2.md"))
    both, lists = Answers((feed, second)), Answers((other, feed))
    assert with_what_they_read(both, "It says Error 57.") == both
    assert with_what_they_read(lists, "It says stk_recv(): resp=0x00, and I am stuck.") == lists
