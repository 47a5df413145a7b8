"""Watching: the desk is opened anew whenever one of its files changes, and the inbox is looked at."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from composer.tui.messages import DeskRead, InboxChanged, MailTold, SettingsWrong
from kb.articles import ARTICLES
from kb.desk_files import SETTINGS
from kb.errors import KBError

if TYPE_CHECKING:
    from composer.desk.desk import Desk
    from composer.tui.desk_app import DeskApp

_SETTINGS = frozenset((SETTINGS, "agent.yaml"))
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
            desk.read_whole()
        except KBError:
            # Whatever the agent does next with the desk says it; the desk as it was still answers.
            continue
        if not app.post_message(DeskRead(desk)):
            desk.close()


def watch_settings(app: DeskApp) -> None:
    """Open the desk anew when its settings, or this person's own, change; while they are wrong, the old ones hold."""
    from composer.desk.desk import open_desk
    from kb.articles.watch import watch_folders

    folders = {app.desk.root, app.desk.surroundings.config}
    for _change in watch_folders(folders, app.stop_watching, _SETTINGS.__contains__, deep=False):
        try:
            desk = open_desk(app.desk.root, replace(app.desk.surroundings, progress=None)).read_whole()
        except KBError as error:
            app.post_message(SettingsWrong(str(error)))
            continue
        wrong = [one for one in desk.problems if one.level == "error" and Path(one.path).name in _SETTINGS]
        if wrong:
            app.post_message(SettingsWrong(f"{wrong[0].path}:{wrong[0].line}: {wrong[0].message}"))
            desk.close()
        elif not app.post_message(DeskRead(desk)):
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
    """Fetch and send until the app ends, by the settings as they are; whatever fails stands on the line for it."""
    from composer.desk.mail_watch import MailState, watch_mail
    from composer.desk.mailbox import mailbox_of

    while True:
        app.mail_again.clear()
        if app.stop_watching.is_set():
            return
        desk = app.desk
        if not desk.settings.mail.is_on:
            app.post_message(MailTold(None))
            app.mail_again.wait()
            continue
        try:
            mailbox = mailbox_of(desk)
        except KBError as error:
            app.post_message(MailTold(MailState(connected=False, since=app.clock(), why=str(error))))
            # It may be allowed meanwhile, on the command line.
            app.mail_again.wait(_AGAIN)
            continue
        watch_mail(
            lambda: app.desk,
            mailbox,
            app.mail_again,
            lambda state: app.post_message(MailTold(state)),
            app.clock,
            app.marks,
        )
