"""Watching: the desk is opened anew whenever one of its files changes, and the inbox is looked at."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from typing import TYPE_CHECKING

from composer.tui.messages import DeskRead, InboxChanged, MailTold
from kb.articles import ARTICLES
from kb.errors import KBError

if TYPE_CHECKING:
    from composer.desk.desk import Desk
    from composer.tui.desk_app import DeskApp

_AGAIN = 10.0
"""Seconds until a folder that was not there is looked for again."""


def watch_desk(app: DeskApp) -> None:
    """Open what changed after every change, until the app ends; while its new index is made, the old one answers."""
    from composer.desk.desk import open_desk
    from kb.articles.watch import watch

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


def read_articles(app: DeskApp) -> None:
    """Let the sentence model read what it has not read yet, until the app ends; it may be installed at any time."""
    while not app.stop_watching.is_set():
        desk = app.desk

        def stop(desk: Desk = desk) -> bool:
            return app.stop_watching.is_set() or app.desk is not desk

        if desk.search.meaning:
            # Whoever needs a vector meanwhile says what is wrong; words still find articles.
            with contextlib.suppress(KBError):
                desk.search.meaning.prepare(desk.library, stop=stop)
        app.stop_watching.wait(_AGAIN)


def watch_inbox(app: DeskApp) -> None:
    """Tell the app when a message comes or goes, until it ends; a folder that is made later is found in a while."""
    from kb.articles.watch import watch_folders

    while not app.stop_watching.is_set():
        for _change in watch_folders([app.desk.inbox], app.stop_watching, lambda _name: True):
            app.post_message(InboxChanged())
        app.stop_watching.wait(_AGAIN)


def watch_mailbox(app: DeskApp) -> None:
    """Fetch and send until the app ends, where the desk has a mailbox; whatever fails stands on the line for it."""
    from composer.desk.mail_watch import MailState, watch_mail
    from composer.desk.mailbox import mailbox_of

    if not app.desk.settings.mail.is_on:
        return
    try:
        mailbox = mailbox_of(app.desk)
    except KBError as error:
        app.post_message(MailTold(MailState(connected=False, since=app.clock(), why=str(error))))
        return
    watch_mail(
        lambda: app.desk,
        mailbox,
        app.stop_watching,
        lambda state: app.post_message(MailTold(state)),
        app.clock,
        app.marks,
    )
