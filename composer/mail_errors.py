"""What ends a command about mail: each class writes the sentence that people read."""

from __future__ import annotations

from composer.errors import ComposerError
from kb.text import one_line


class SecretUnavailable(ComposerError):
    """The command that prints the password or the token does not do so; what it printed is not repeated."""

    exit_code = 15
    page = "mail"

    def __init__(self, command: str, why: str) -> None:
        super().__init__(f"The command `{one_line(command)[:80]}` gave no password or token: {why}.")


class MailNotAllowed(ComposerError):
    """A desk names mail servers and a command that this person never allowed; nothing was run or sent."""

    exit_code = 15
    page = "mail"

    def __init__(self, leads_to: str) -> None:
        super().__init__(
            f"This desk uses {one_line(leads_to)}, which you have not allowed yet; nothing was run, and no password "
            "was sent. If you trust it, allow it once: warmline mail check --allow"
        )


class NoMailbox(ComposerError):
    """Something needs a mailbox, and the settings name none."""

    exit_code = 2
    page = "mail"

    def __init__(self) -> None:
        super().__init__(
            "This desk has no mailbox. Name one in warmline.yaml: "
            "mail: {address: help@shop.example, imap: imaps://help@mail.shop.example, secret: COMMAND}"
        )


class MailAway(ComposerError):
    """A mail server cannot be used now; what was to be done there is still to be done."""

    exit_code = 16
    page = "mail"

    def __init__(self, where: str, why: str, pause: int = 0, *, answers: bool = False) -> None:
        super().__init__(f"{one_line(where)} cannot be reached: {why}. Nothing was lost; it is tried again.")
        self.why = why
        self.pause = pause
        """For so many seconds it wants to be left alone."""
        self.answers = answers
        """Whether it is there, and only what was asked for breaks it."""


class SignInRefused(ComposerError):
    """A mail server does not take the password or the token."""

    exit_code = 15
    page = "mail"

    def __init__(self, where: str, why: str) -> None:
        super().__init__(
            f"{one_line(where)} does not let us in: {why}. Look at what the command under 'secret' or 'token' prints."
        )


class NotEncrypted(ComposerError):
    """A server on another machine that offers no encryption; no password was sent."""

    exit_code = 15
    page = "mail"

    def __init__(self, where: str) -> None:
        super().__init__(
            f"{one_line(where)} offers no encryption (STARTTLS), so no password was sent there. "
            "Use imaps:// and submissions://, or ask who runs it."
        )


class MailRefused(ComposerError):
    """A server does not want a mail, and does not have it."""

    exit_code = 17
    page = "mail"

    def __init__(self, said: str, *, for_now: bool = False) -> None:
        super().__init__(f"The server refuses the mail: {said}.")
        self.said = said
        self.for_now = for_now
        """Whether it may take it later."""


class OutcomeUnknown(ComposerError):
    """The line broke after the end of a mail, before the answer: the server may have it."""

    exit_code = 18
    page = "mail"

    def __init__(self, why: str) -> None:
        super().__init__(f"Nobody can say whether the mail was sent: {why}.")
        self.why = why


class MayNotAnswer(ComposerError):
    """A message that no mail of ours ever answers, or a mail that cannot be made."""

    exit_code = 19
    page = "mail"

    def __init__(self, why: str) -> None:
        super().__init__(f"No mail was made: {why}.")


class AnsweredAlready(ComposerError):
    """A second answer to one message, which needs somebody's word."""

    exit_code = 20
    page = "mail"

    def __init__(self, title: str, how: str) -> None:
        super().__init__(
            f"“{one_line(title)[:80]}” was answered already: {how}. Nothing was sent; --again sends a second answer."
        )


class NoSuchMail(ComposerError):
    """Nothing in the outbox has this name."""

    exit_code = 9
    page = "mail"

    def __init__(self, wanted: str) -> None:
        super().__init__(f"The outbox has no mail {one_line(wanted)[:40]!r}. See them with: warmline outbox.")


class HandOverFailed(ComposerError):
    """The agent's own mail program could not be opened with a draft; nothing is recorded."""

    exit_code = 15
    page = "mail"

    def __init__(self, program: str, why: str) -> None:
        super().__init__(f"{one_line(program)[:80]} could not open the draft: {one_line(why)[:200]}. Nothing was sent.")
