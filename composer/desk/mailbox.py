"""The mailbox of an open desk."""

from __future__ import annotations

import os

from composer.desk.desk import Desk
from composer.mail.mailbox import Mailbox
from composer.mail.opening import open_mailbox


def mailbox_of(desk: Desk) -> Mailbox:
    """The mailbox that a desk's settings name; NoMailbox and MailNotAllowed say why there is none."""
    return open_mailbox(desk.settings.mail, desk.surroundings.config, os.environ)
