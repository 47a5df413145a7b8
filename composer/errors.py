"""Why a verb of the composer cannot go on."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kb.errors import KBError
from kb.text import close_to, one_line


class ComposerError(KBError):
    """The command cannot go on; the message says what, where and what to do next."""


class NoMessage(ComposerError):
    """There is nothing to read in what was given as a message."""

    exit_code = 8
    page = "the-inbox"

    def __init__(self, source: str, why: str, wanted: str = "message to read") -> None:
        super().__init__(f"{source} holds no {wanted}: {why}.")


class MessageTooLong(ComposerError):
    """A message longer than anyone writes."""

    exit_code = 8
    page = "the-inbox"

    def __init__(self, source: str, size: int, most: int) -> None:
        super().__init__(
            f"{source} is {size / 1e6:.1f} MB; a message may have {most / 1e6:.0f} MB. "
            "Cut away what is not the customer's own text."
        )


class NoSuchCustomer(ComposerError):
    """No customer has this id or e-mail address."""

    exit_code = 9
    page = "customers-and-history"

    def __init__(self, wanted: str, close: list[str]) -> None:
        hint = f" Did you mean {' or '.join(close)}?" if close else " See them with: warmline customers list."
        super().__init__(f"No customer has the id or e-mail {one_line(wanted)[:80]!r}.{hint}")


class CustomerGone(ComposerError):
    """A customer was forgotten while a reply to them was being written."""

    exit_code = 9
    page = "customers-and-history"

    def __init__(self, customer_id: str) -> None:
        super().__init__(
            f"The customer {one_line(customer_id)!r} was removed from the records meanwhile, so this reply was not "
            "recorded. Say who wrote (^l), or answer without a customer."
        )


class BadImport(ComposerError):
    """A file that cannot be taken in as a whole; nothing of it was kept."""

    exit_code = 10

    def __init__(self, source: str, faults: list[str], rejected: Sequence[Any] = ()) -> None:
        shown = "\n".join(faults[:20])
        more = f"\n(and {len(faults) - 20} more)" if len(faults) > 20 else ""
        super().__init__(f"{source} was not imported, and nothing was changed:\n{shown}{more}")
        self.rejected = rejected
        """The rows at fault, each with its number, its cells and its fault."""


class BadMap(ComposerError):
    """An import that does not say which column is which, or what to import."""

    exit_code = 2

    def __init__(self, given: str, why: str = "write it as ours=theirs, e.g. name=full_name") -> None:
        super().__init__(f"--map {one_line(given)[:80]!r}: {why}." if given else f"Nothing to import: {why}.")


class RecordsDamaged(ComposerError):
    """The records cannot be opened; they are left as they are."""

    exit_code = 11
    page = "backup"

    def __init__(self, path: Path | str, why: str, cure: str = "") -> None:
        cure = cure or "move the file away to start anew, or put a good copy in its place"
        super().__init__(f"The records in {path} cannot be opened: {why}. They were left as they are; {cure}.")


class RecordsMigrated(ComposerError):
    """Another Warmline has changed the tables while they were open here; nothing more is written to them."""

    exit_code = 11
    page = "upgrade"

    def __init__(self, where: str, found: str, known: int) -> None:
        super().__init__(
            f"The records in {where} were changed by another Warmline while they were open here (schema {found}; this "
            f"one knows {known}). Nothing was changed there, and drafts are kept; close this one and start the other."
        )


class RecordsAway(ComposerError):
    """The server with the records does not answer; what was being done there was not done."""

    exit_code = 12
    page = "postgresql"

    def __init__(self, where: str, why: str) -> None:
        super().__init__(
            f"The records on {where} cannot be reached: {why}. Nothing was changed there, and drafts are kept here; "
            "try again when the server is back."
        )


class RecordsRefused(ComposerError):
    """The records' address leads nowhere that we can use."""

    exit_code = 12
    page = "postgresql"

    def __init__(self, where: str, why: str) -> None:
        super().__init__(f"The records on {where} cannot be used: {why}.")


class RecordsNotAllowed(ComposerError):
    """A desk names a server that this person never allowed; nothing was sent there."""

    exit_code = 12
    page = "postgresql"

    def __init__(self, where: str) -> None:
        super().__init__(
            f"This desk keeps its records on {where}, which you have not allowed yet; nothing was sent there. "
            "If you trust that server with your password, allow it once: warmline doctor --allow-records"
        )


class RecordsElsewhere(ComposerError):
    """Records on a server are copied by the server's own programs."""

    exit_code = 12
    page = "postgresql"

    def __init__(self, where: str, command: str) -> None:
        super().__init__(f"The records are on {where}; copy them with the server's own programs: {command}")


class BackupUnusable(ComposerError):
    """A backup that must not replace anything; the records are as they were."""

    exit_code = 11
    page = "backup"

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path} cannot be restored, and the records are as they were: {why}")


class CaseForgotten(ComposerError):
    """A customer was forgotten while a draft for them was open; it is no longer kept."""

    exit_code = 9
    page = "privacy-and-forgetting"

    def __init__(self, title: str) -> None:
        super().__init__(
            f"The customer of “{one_line(title)[:80]}” was forgotten meanwhile, so this draft is not kept on disk any "
            "more. Copy what you need, or say who wrote (^l)."
        )


class BadPeriod(ComposerError):
    """A wish for figures that is not said well."""

    exit_code = 2
    page = "figures"

    def __init__(self, why: str) -> None:
        super().__init__(f"No figures: {why}.")


class BadDue(ComposerError):
    """A change of a follow-up that is not said well."""

    exit_code = 2
    page = "promises"

    def __init__(self, why: str) -> None:
        super().__init__(f"Nothing was changed: {why}.")


class CannotJoin(ComposerError):
    """Two messages that cannot be answered as one case."""

    exit_code = 2
    page = "the-inbox"

    def __init__(self, why: str) -> None:
        super().__init__(f"They stay apart: {why}")


class NoSuchCase(ComposerError):
    """No message waits under this id, and nobody has taken one."""

    exit_code = 9
    page = "the-inbox"

    def __init__(self, wanted: str) -> None:
        super().__init__(f"No case {one_line(wanted)[:80]!r} waits. See them with: warmline inbox --json.")


class NoSuchReply(ComposerError):
    """No reply of a case can be made an example."""

    exit_code = 9
    page = "practice"

    def __init__(self, case_id: str, why: str) -> None:
        super().__init__(f"The case {one_line(case_id)[:80]!r} has no reply to keep as an example: {why}.")


class NoSuchDrill(ComposerError):
    """No drill or course has this name."""

    exit_code = 9
    page = "practice"

    def __init__(self, wanted: str, known: Sequence[str], what: str, faulty: str = "") -> None:
        close = close_to(wanted, known)
        hint = f" Did you mean {' or '.join(close)}?" if close else " See them with: warmline practise --list."
        if faulty:
            hint += f" Drills with a fault are left out, such as in {one_line(faulty)}; see why with: warmline lint."
        super().__init__(f"There is no {what} {one_line(wanted)[:80]!r}.{hint}")


class NoSuchFollowUp(ComposerError):
    """No follow-up has this number."""

    exit_code = 13
    page = "promises"

    def __init__(self, number: int) -> None:
        super().__init__(f"There is no follow-up {number}. See them with: warmline due.")


class FollowUpSettled(ComposerError):
    """A follow-up that is done already cannot be changed."""

    exit_code = 13
    page = "promises"

    def __init__(self, number: int, reason: str) -> None:
        super().__init__(f"Follow-up {number} is done already{f': {one_line(reason)}' if reason else ''}.")


class FollowUpChanged(ComposerError):
    """A change that cannot be taken back, because somebody made another one."""

    exit_code = 13
    page = "promises"

    def __init__(self, number: int) -> None:
        super().__init__(f"Follow-up {number} was changed again meanwhile, so it stays as it is now.")


class PromiseOpen(ComposerError):
    """A case that would be closed while something promised in it is open."""

    exit_code = 13
    page = "promises"

    def __init__(self, count: int) -> None:
        what = "a promise is" if count == 1 else f"{count} promises are"
        super().__init__(
            f"This closes the case, but {what} still open in it, so it was not recorded. Say what became of it, "
            "or choose the outcome pending."
        )


class DraftInTheWay(ComposerError):
    """Somebody else saved a draft of the same case; neither is lost."""

    exit_code = 14
    page = "the-inbox"

    def __init__(self, who: str, when: str, aside: Path) -> None:
        super().__init__(
            f"{one_line(who) or 'Another window'} saved a draft of this case at {when}. It was left as it is; "
            f"yours is kept beside it, in {aside}."
        )


class BadField(ComposerError):
    """A field given on the command line that cannot be."""

    exit_code = 2
    page = "fields"

    def __init__(self, given: str, why: str) -> None:
        super().__init__(f"--set {one_line(given)[:80]!r}: {why}.")


class NoSuchClaim(ComposerError):
    """The reply makes no such claim."""

    exit_code = 2
    page = "review-and-claims"

    def __init__(self, name: str, known: Sequence[str]) -> None:
        there = f"it makes these: {', '.join(known)}" if known else "it makes none"
        super().__init__(f"The reply makes no claim {one_line(name)[:60]!r}; {there}.")
