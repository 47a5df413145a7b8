"""What happens in the app while others change the desk's files, and what is noted of searches."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from textual.pilot import Pilot
from textual.widgets import Input

from composer.tui.app import WarmlineApp
from composer.tui.messages import DeskRead
from composer.tui.widgets.articles import Articles
from kb.search.search_log import load_misses
from tests.screens.stage import settle

ARTICLE = "---\ntitle: Rent a hedge trimmer\nsummary: How to rent one.\nstatus: public\n---\nCome by.\n"


def test_an_article_that_somebody_adds_is_found_without_starting_again(acme: Path, play: Any) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        app.stop_watching.set()
        before = app.answer_screen.answering
        assert before is not None
        (acme / "articles" / "plants" / "rent-a-hedge-trimmer.md").write_text(ARTICLE)
        app.post_message(DeskRead(app.desk.with_new_articles(app.desk.surroundings)))
        await settle(app, pilot)
        assert app.answer_screen.answering is before
        app.screen.query_one("#article-query", Input).value = "hedge"
        await settle(app, pilot)
        assert [hit.article.slug for hit in app.screen.query_one(Articles).hits] == ["rent-a-hedge-trimmer"]

    play(acme, story, size=(120, 36))


def test_searches_are_noted_once_with_what_became_of_them(acme: Path, play: Any) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        field = app.screen.query_one("#article-query", Input)
        for typed in ("hedge", "hedge trimmer", "hedge trim", "", "refund", "refunds"):
            field.value = typed
            await settle(app, pilot)
        field.value = "zeppelin"
        await settle(app, pilot)
        field.value = "invoice"
        await settle(app, pilot)
        app.answer_screen.insert("invoice-for-my-order")

    play(acme, story, size=(120, 36))
    found = {miss.words: [str(outcome) for outcome, _count in miss.outcomes] for miss in load_misses(acme)}
    assert found == {
        "hedge trimmer": ["none found"],
        "refunds": ["found, none opened"],
        "zeppelin": ["none found"],
    }
