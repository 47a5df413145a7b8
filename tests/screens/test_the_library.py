"""The Library as agents and writers use it: browse, search, read as customers will, look after files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, Static

from composer.phrases.phrasebook import Phrase
from composer.tui.app import WarmlineApp
from composer.tui.screens.library import LibraryScreen
from composer.tui.widgets.article_text import ArticleText
from composer.tui.widgets.library_tree import LibraryTree
from composer.tui.widgets.reader import ReadingPane
from kb.articles.article import Article
from kb.search.search_log import Miss, note_search
from tests.screens.lent import Lent
from tests.screens.stage import press, screen_text, settle, toasts

Story = Callable[[WarmlineApp, LibraryScreen, "Pilot[None]"], Awaitable[None]]


def in_library(play: Callable[..., WarmlineApp]) -> Callable[..., WarmlineApp]:
    """Runs a story on the Library."""

    def run(story: Story, size: tuple[int, int] = (120, 36)) -> WarmlineApp:
        async def go(app: WarmlineApp, pilot: Pilot[None]) -> None:
            app.stop_watching.set()
            await press(app, pilot, "f4")
            assert isinstance(app.screen, LibraryScreen)
            await story(app, app.screen, pilot)

        return play(go, size=size)

    return run


@pytest.fixture
def browse(acme: Path, play: Any) -> Callable[..., WarmlineApp]:
    """Runs a story on the Library of a sample desk of its own."""
    return in_library(partial(play, acme))


@pytest.fixture
def look(lent: Lent) -> Callable[..., WarmlineApp]:
    """Runs a story that changes no file."""
    return in_library(lent)


def text_of(library: LibraryScreen) -> str:
    """What stands on the right, below the head."""
    return "\n".join(row.plain for row in library.query_one(ArticleText).rows)


def head_of(library: LibraryScreen) -> list[str]:
    """What stands above it."""
    return str(library.query_one("#library-head", Static).visual).split("\n")


def frame_of(library: LibraryScreen) -> tuple[str, str]:
    """What the frame on the right says above and below."""
    reader = library.query_one(ReadingPane)
    return str(reader.border_title), str(reader.border_subtitle)


def tree_of(library: LibraryScreen) -> list[str]:
    """The lines of the tree, with their marks."""
    tree = library.query_one(LibraryTree)
    return [tree.render_line(line).text.rstrip() for line in range(min(tree.last_line + 1, tree.size.height))]


def go_to(library: LibraryScreen, line: str) -> None:
    """Highlight a line of the tree."""
    library.query_one(LibraryTree).move_cursor_to_line(tree_of(library).index(line))


def test_what_is_found_goes_into_the_reply_and_escape_gives_the_tree_back_as_it_was(look: Any) -> None:
    async def story(app: WarmlineApp, library: LibraryScreen, pilot: Pilot[None]) -> None:
        assert "articles/delivery/change-the-delivery-address.md" in head_of(library)[1]
        await press(app, pilot, "down", "left", "left", "down", "right", "down")
        before = tree_of(library)
        assert before[:5] == [
            "▸ Delivery (3)",
            "▾ Orders (2)",
            "    Change or cancel an order",
            "    Place an order",
            "▾ Returns and refunds (3)",
        ]
        assert isinstance(library.here, Article)
        assert library.here.slug == "place-an-order"
        await press(app, pilot, "ctrl+f", *"charged")
        assert isinstance(library.here, Article)
        assert library.here.slug == "charged-twice"
        assert any(isinstance(entry.leaf, Phrase) for entry in library.entries)
        await press(app, pilot, "escape")
        assert tree_of(library) == before
        assert isinstance(library.here, Article)
        assert library.here.slug == "place-an-order"
        assert "Place an order" in head_of(library)[0]
        # What was found goes into the open reply.
        await press(app, pilot, *"charged", "ctrl+j")
        answering = app.answer_screen.answering
        assert answering is not None
        assert answering.draft.article == "charged-twice"

    look(story)


def test_an_article_is_shown_as_customers_read_it_until_everything_is_asked_for(look: Any) -> None:
    async def story(app: WarmlineApp, library: LibraryScreen, pilot: Pilot[None]) -> None:
        await press(app, pilot, "down", "down")
        assert frame_of(library)[0] == "as customers read it"
        assert "Check two things first" in text_of(library)
        assert "ANSWER" not in text_of(library)
        await press(app, pilot, "ctrl+t")
        assert frame_of(library)[0] == "everything, as agents read it"
        assert "▎ ANSWER - goes into replies" in text_of(library)
        go_to(library, "    Lost parcel procedure INT")
        await press(app, pilot, "ctrl+t")
        assert head_of(library)[1].startswith("internal, like everything in For the team · articles/team/")
        assert frame_of(library)[0] == "customers do not see this: internal"
        go_to(library, "▸ Phrases: acme garden (3)")
        await press(app, pilot, "right", "right", "right", "right")
        assert isinstance(library.here, Phrase)
        assert "{{" not in text_of(library)
        await press(app, pilot, "ctrl+t")
        assert frame_of(library)[0] == "as it is written, with its fields"

    look(story)


def test_words_are_found_inside_and_gone_through(look: Any) -> None:
    async def story(app: WarmlineApp, library: LibraryScreen, pilot: Pilot[None]) -> None:
        text = library.query_one(ArticleText)
        await press(app, pilot, "down", "down", "slash", *"PÁRCEL")
        count = len(text.places)
        assert count > 2
        assert frame_of(library)[1] == f"1 of {count}; ^n goes on, esc ends it"
        await press(app, pilot, "enter", "ctrl+n", "ctrl+n")
        assert frame_of(library)[1].startswith(f"3 of {count};")
        library.action_next_found(-1)
        library.action_next_found(-1)
        library.action_next_found(-1)
        await settle(app, pilot)
        assert frame_of(library)[1].startswith(f"{count} of {count};")
        last = text.places[-1].piece
        assert text.piece_at(text.scroll_offset.y) <= last <= text.piece_at(text.scroll_offset.y + text.size.height)
        await press(app, pilot, "slash", "x", "x")
        assert frame_of(library)[1] == "not in this text; esc ends it"
        await press(app, pilot, "escape")
        assert text.places == []
        assert frame_of(library)[1].startswith("/ finds inside")

    look(story, size=(80, 24))


def test_problems_stand_beside_the_entries_and_about_tells_everything(browse: Any, acme: Path) -> None:
    path = acme / "articles" / "delivery" / "track-a-parcel.md"
    path.write_text(path.read_text().replace("review_by: 2027-03-01", "review_by: 2026-01-01") + "\n[x](gone.md)\n")
    lines = path.read_text().count("\n")

    async def story(app: WarmlineApp, library: LibraryScreen, pilot: Pilot[None]) -> None:
        await press(app, pilot, "down", "down", "down")
        assert tree_of(library)[0] == "▾ Delivery (3) !2"
        assert tree_of(library)[3] == "    Track a parcel !2"
        assert "review overdue since 2026-01-01" in head_of(library)[2]
        assert head_of(library)[3].startswith("2 problems (^o a): line 1: The review was due on 2026-01-01")
        await press(app, pilot, "ctrl+o", "a")
        assert "Enter goes there, a problem opens in your editor; esc goes back" in screen_text(app)
        rows = app.screen.query_one(OptionList)
        shown = [str(rows.get_option_at_index(number).prompt) for number in range(rows.option_count)]
        assert "leads here  My parcel is late" in shown
        assert "review by   2026-01-01 (overdue)" in shown
        assert any(f"track-a-parcel.md:{lines} There is no article" in row for row in shown)
        rows.highlighted = shown.index("leads here  My parcel is late")
        await press(app, pilot, "enter")
        assert isinstance(library.here, Article)
        assert library.here.slug == "my-parcel-is-late"
        await press(app, pilot, "left", "ctrl+o", "a")
        assert app.screen.query_one(OptionList).option_count == 2

    browse(story)


def test_what_was_found_before_an_edit_does_not_hide_what_it_broke(browse: Any) -> None:
    edited = "articles/delivery/my-parcel-is-late.md"

    async def story(app: WarmlineApp, library: LibraryScreen, pilot: Pilot[None]) -> None:
        before, desk = library.survey, app.desk

        def edit(path: Path, line: int = 0) -> bool:  # noqa: ARG001  what it stands for has it
            path.write_text(f"{path.read_text('utf-8')}\n[x](gone.md)\n", "utf-8")
            return True

        app.edit_file = edit  # type: ignore[method-assign]
        library.open_file(edited)
        library.take_survey(before, desk)
        await settle(app, pilot)
        assert toasts(app).startswith(f"1 problem in {edited}: line 65: There is no article or file gone.md;")

    browse(story)


def test_a_new_article_is_a_draft_and_a_new_phrase_is_of_ones_own_phrasebook(browse: Any, acme: Path) -> None:
    async def story(app: WarmlineApp, library: LibraryScreen, pilot: Pilot[None]) -> None:
        await press(app, pilot, "f9", *"Rent a trimmer", "enter")
        assert app.screen.query_one("#place", Input).value == "delivery"
        app.screen.query_one("#place", Input).value = "plants"
        await press(app, pilot, "enter")
        assert "articles/plants/rent-a-trimmer.md is there." in toasts(app)
        assert isinstance(library.here, Article)
        assert library.here.path == "plants/rent-a-trimmer.md"
        assert "    Rent a trimmer DRAFT" in tree_of(library)
        assert frame_of(library)[0] == "customers do not see this: draft"
        await press(app, pilot, "f9", *"Rent a trimmer", "enter", "enter")
        assert "is there already. Nothing was changed" in toasts(app)
        await press(app, pilot, "escape")
        go_to(library, "▸ Phrases: acme garden (3)")
        await press(app, pilot, "right", "right", "f9", *"Your plant: sad again", "enter", "enter")
        assert isinstance(library.here, Phrase)
        assert library.here.variants == ("Your plant: sad again",)
        assert (library.here.path, library.here.step) == ("phrasebooks/en/acme-garden.yaml", "acknowledge")

    browse(story)
    assert "status: draft" in (acme / "articles" / "plants" / "rent-a-trimmer.md").read_text()
    text = (acme / "phrasebooks" / "en" / "acme-garden.yaml").read_text()
    assert (
        '- id: acknowledge-your-plant-sad-again\n    step: acknowledge\n    say:\n      - "Your plant: sad again"\n'
        in text
    )


def test_renaming_says_what_changes_and_then_does_it(browse: Any, acme: Path) -> None:
    async def story(app: WarmlineApp, library: LibraryScreen, pilot: Pilot[None]) -> None:
        await press(app, pilot, "down", "down", "down")
        library.action_rename()
        await settle(app, pilot)
        field = app.screen.query_one(Input)
        field.value = "my-parcel-is-late"
        await settle(app, pilot)
        assert "my-parcel-is-late.md is there already" in screen_text(app)
        await press(app, pilot, "enter")
        field.value = "follow-a-parcel"
        await settle(app, pilot)
        shown = screen_text(app)
        assert "articles/delivery/follow-a-parcel.md, 1 link of its own; track-a-parcel stays as its" in shown
        assert "articles/account/reset-your-password.md: 1 link" in shown
        await press(app, pilot, "enter")
        assert "Renamed; links mended in 3 other articles." in toasts(app)
        assert isinstance(library.here, Article)
        assert (library.here.slug, library.here.aliases) == ("follow-a-parcel", ("track-a-parcel",))

    browse(story)
    assert "../delivery/follow-a-parcel.md#" in (acme / "articles" / "account" / "reset-your-password.md").read_text()


def test_misses_become_articles(browse: Any, acme: Path) -> None:
    async def story(app: WarmlineApp, library: LibraryScreen, pilot: Pilot[None]) -> None:
        await press(app, pilot, "ctrl+o", "m")
        assert text_of(library).startswith("Nothing was looked for in vain yet.")
        day = dt.date(2026, 11, 20)
        note_search(acme, day, "balcony ladder", [])
        note_search(acme, day, "balcony ladder", [])
        note_search(acme, day, "zeppelin", [])
        await press(app, pilot, "ctrl+o", "m", "ctrl+o", "m")
        assert [entry.leaf.words for entry in library.entries if isinstance(entry.leaf, Miss)] == [
            "balcony ladder",
            "zeppelin",
        ]
        assert head_of(library)[:2] == ["balcony ladder", "asked 2 times in vain"]
        await press(app, pilot, "enter")
        assert app.screen.query_one("#words", Input).value == "Balcony ladder"
        app.screen.query_one("#place", Input).value = "orders"
        await press(app, pilot, "enter", "enter")
        assert isinstance(library.here, Article)
        assert (library.here.path, library.here.keywords) == ("orders/balcony-ladder.md", ("balcony ladder",))

    browse(story)


def test_narrow_screens_show_the_tree_or_the_text(look: Any) -> None:
    async def story(app: WarmlineApp, library: LibraryScreen, pilot: Pilot[None]) -> None:
        reader, tree = library.query_one(ReadingPane), library.query_one(LibraryTree)
        assert (reader.region.width, tree.region.width > 50) == (0, True)
        await press(app, pilot, "down", "down", "enter")
        assert (reader.region.width > 50, tree.region.width) == (True, 0)
        assert "Check two things first" in screen_text(app)
        await press(app, pilot, "escape")
        assert (reader.region.width, app.focused) == (0, tree)

    look(story, size=(60, 20))


def test_a_large_library_begins_closed_and_opens_where_one_looks(
    browse: Any, acme: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("composer.tui.widgets.library_tree._FEW", 20)
    sample = (acme / "articles" / "delivery" / "track-a-parcel.md").read_text().replace("id: t2m9xd\n", "")
    for number in range(30):
        folder = acme / "articles" / f"shelf-{number % 3}"
        folder.mkdir(exist_ok=True)
        title = f'"[bold]{number:03}[/] {{{{ x }}}} \\e[31m \U0001f469\u200d\U0001f467 漢字"'
        text = sample.replace("title: Track a parcel", f"title: {title}")
        (folder / f"article-{number}.md").write_text(text)

    async def story(app: WarmlineApp, library: LibraryScreen, pilot: Pilot[None]) -> None:
        tree = library.query_one(LibraryTree)
        assert [line for line in tree_of(library) if line.startswith("▾")] == []
        assert "▸ Phrases: situations (" in screen_text(app)
        line = next(number for number, line in enumerate(tree_of(library)) if "Shelf 1 (10)" in line)
        tree.move_cursor_to_line(line)
        await press(app, pilot, "down", "right", "right")
        assert isinstance(library.here, Article)
        assert library.here.title.startswith("[bold]001[/] {{ x }} [31m")
        assert "[bold]001[/] {{ x }}" in tree_of(library)[line + 1]
        raw = "".join(segment.text for strip in app.screen._compositor.render_strips() for segment in strip)
        assert not any(ord(letter) < 32 for letter in raw)
        (acme / "articles" / "shelf-1" / "article-1.md").unlink()
        app.reload_desk()
        await settle(app, pilot)
        assert "Shelf 1 (9)" in tree_of(library)[line]
        assert isinstance(library.here, Article)
        assert library.here.title.startswith("[bold]004[/]")

    browse(story)
