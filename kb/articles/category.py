"""Category: a folder of articles, and what its file says of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kb.articles.article_files import CATEGORY_FILE, UNREADABLE, Files
from kb.articles.status import Status
from kb.desk_files import read_desk_text
from kb.errors import CannotRead
from kb.problem import At, Level, Problem, Problems
from kb.text import one_line, slugify

if TYPE_CHECKING:
    from kb.articles.article_source import SplitFile
    from kb.yaml.reader import Reader

MOST_ORDER = 1_000_000_000
"""Where what has no order stands among that which has one."""


class Category(NamedTuple):
    """A folder of articles; a top-level article belongs to the category with the empty path."""

    path: str
    title: str
    summary: str = ""
    order: int = MOST_ORDER
    internal: bool = False
    icon: str = ""
    """The name of one of the FAQ's icons; empty where its first letter stands for it."""
    translations: tuple[tuple[str, str, str], ...] = ()
    """Language, title and summary, one for each translation that the category's file gives."""

    def in_language(self, language: str) -> Category:
        """The category with its words in a language, where they are given."""
        found = next((one for one in self.translations if one[0] == language), None)
        return self._replace(title=found[1] or self.title, summary=found[2]) if found else self

    @property
    def address(self) -> str:
        """The category's folder in the FAQ, without slashes at the ends."""
        return "/".join(slugify(part) for part in self.path.split("/") if part)


def load_categories(root: Path, files: Files, problems: list[Problem]) -> dict[str, Category]:
    """Every category below `root`, by folder."""
    categories = {"": Category("", "", order=0)}
    for folder, entries in files.items():
        inherited = categories[folder.rpartition("/")[0]].internal
        if CATEGORY_FILE in entries:
            categories[folder] = _load_category(root, folder, problems, inherited=inherited)
        elif folder:
            categories[folder] = Category(folder, _title_of(folder), internal=inherited)
    return categories


def _title_of(folder: str) -> str:
    title = one_line(folder.rpartition("/")[2].replace("-", " ").replace("_", " "))
    return title if any(letter.isupper() for letter in title) else title.capitalize()


def _load_category(root: Path, path: str, problems: list[Problem], *, inherited: bool) -> Category:
    """What `_index.md` says of its folder; a category whose file cannot be read is internal."""
    from kb.articles.article_source import in_conflict  # not needed where no file changed
    from kb.yaml.reader import Reader

    file = f"{path}/{CATEGORY_FILE}" if path else CATEGORY_FILE
    found = Problems(file)
    parts = _category_parts(root, file, found)
    if parts is None or parts.keys is None or in_conflict(found):
        problems += found.found
        return Category(path, _title_of(path), internal=True)
    category = read_category(Reader(parts.keys, found), path)
    problems += found.found
    return category._replace(internal=True) if inherited else category


def read_category(reader: Reader, path: str = "") -> Category:
    """A category as its file's front matter says it."""
    from kb.articles.article_source import status_misspelt

    status = reader.one_of("status", ("public", "internal"), "internal") if "status" in reader else "public"
    translations = reader.inner("translations")
    unclear = "status" in reader.mapping.twice or ("status" not in reader and status_misspelt(reader))
    category = Category(
        path=path,
        title=reader.text("title") or _title_of(path),
        summary=reader.text("summary"),
        order=reader.whole_number("order") or MOST_ORDER,
        internal=unclear or status == "internal",
        icon=reader.text("icon"),
        translations=tuple(_read_translations(translations)),
    )
    reader.unknown(Level.HINT, " It is kept, and used nowhere.")
    return category


def _read_translations(reader: Reader) -> Iterator[tuple[str, str, str]]:
    """`translations: {de: {title: Lieferung, summary: …}}`."""
    for language in reader.keys():  # noqa: SIM118  a Reader's keys, not a dict's
        words = reader.inner(language)
        yield language, words.text("title"), words.text("summary")
        words.unknown()


def _category_parts(root: Path, name: str, found: Problems) -> SplitFile | None:
    from kb.articles.article_source import split_source

    file = root / name
    if file.is_symlink():
        found.add(At(), UNREADABLE, "This is a link, and links are not followed; the category is internal.")
        return None
    try:
        parts = split_source(read_desk_text(root, name), found)
    except CannotRead as error:
        found.add(At(), UNREADABLE, str(error).replace(str(file), "The file"))
        return None
    if parts.keys is None or parts.body_line == 1:
        message = "Expected front matter (--- … ---); the category is internal until then."
        found.add(At(), "category-front-matter", message)
        return None
    return parts


def in_category(status: Status, category: Category) -> Status:
    """The status that counts: an article of an internal category is internal, whatever it says itself."""
    return Status.INTERNAL if category.internal and status is Status.PUBLIC else status


def public_in_internal(path: str, category: Category) -> Problem:
    """A public article in a category that is not."""
    message = (
        f"The category {category.path!r} is internal, so this article is too; move it, or write `status: internal`."
    )
    return Problem(path, 1, 1, "public-in-internal", message, Level.WARNING)
