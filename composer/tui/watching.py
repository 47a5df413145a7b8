"""Watching: the desk is opened anew behind the screen whenever one of its files changes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from composer.tui.messages import DeskRead
from kb.errors import KBError
from kb.settings import ARTICLES

if TYPE_CHECKING:
    from composer.tui.app import WarmlineApp


def watch_desk(app: WarmlineApp) -> None:
    """Open what changed after every change, until the app ends; while its new index is made, the old one answers."""
    from composer.desk import open_desk
    from kb.watching import watch

    for folders in watch(app.desk.root, app.stop_watching):
        around = replace(app.desk.surroundings, progress=None)
        try:
            desk = app.desk.with_new_articles(around) if folders == {ARTICLES} else open_desk(app.desk.root, around)
            _ = desk.search
        except KBError:
            # Whatever the agent does next with the desk says it; the desk as it was still answers.
            continue
        if not app.post_message(DeskRead(desk)):
            desk.close()
