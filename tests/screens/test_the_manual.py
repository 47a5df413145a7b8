"""F1 finds what the manual says, and opens it over the screen that is shown."""

from __future__ import annotations

from textual.pilot import Pilot
from textual.widgets import OptionList

from composer.cli.app import every_page
from composer.tui.app import WarmlineApp
from composer.tui.screens.manual import ManualScreen
from composer.tui.screens.menus import CommandsScreen
from composer.tui.widgets.article_text import ArticleText
from tests.screens.lent import Lent
from tests.screens.stage import screen_text, settle


def test_words_find_a_page_of_the_manual_and_enter_opens_it(lent: Lent) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        await pilot.press("f1", *"gdpr")
        await settle(app, pilot)
        assert isinstance(app.screen, CommandsScreen)
        assert app.screen.query_one(OptionList).option_count == 1
        assert "Privacy and forgetting" in screen_text(app)
        await pilot.press("enter")
        await settle(app, pilot)
        assert isinstance(app.screen, ManualScreen)
        assert "Warmline works on your computer." in screen_text(app)
        # No row is wider than what is seen beside the scroll bar.
        text = app.screen.query_one(ArticleText)
        assert text.width == text.scrollable_content_region.width
        await pilot.press("escape", "escape")
        await settle(app, pilot)
        assert not isinstance(app.screen, (CommandsScreen, ManualScreen))

    lent(story, size=(80, 24))


def test_the_reference_that_is_worked_out_is_found_too(lent: Lent) -> None:
    async def story(app: WarmlineApp, pilot: Pilot[None]) -> None:
        app.manual = every_page
        await pilot.press("f1", *"reply_within")
        await settle(app, pilot)
        assert "Settings: channels.email.reply_within" in screen_text(app)
        await pilot.press("down", "enter")
        await settle(app, pilot)
        assert isinstance(app.screen, ManualScreen)
        assert "The time from the first mail" in screen_text(app)

    lent(story, size=(80, 24))
