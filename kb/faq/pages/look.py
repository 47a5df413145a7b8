"""What all editions of the FAQ share: settings and files of the theme, the desk's own before those that ship."""

from __future__ import annotations

import re
from collections.abc import Mapping as Values
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from pathlib import Path

from kb.desk_files import place_in, read_desk_bytes, read_desk_text
from kb.errors import BadTheme, LeadsOutside
from kb.faq.articles.media import PICTURES
from kb.faq.bare.bare import Bare, bare
from kb.faq.pages.colours import shades_of
from kb.faq.pages.templates import SHIPPED, THEME
from kb.files import digest
from kb.problem import Problems
from kb.settings import LibrarySettings
from kb.yaml.reader import Mapping, Reader
from kb.yaml.tree import parse_yaml

_SPACE = re.compile(r"\s+")
FORMS = ("zero", "one", "two", "few", "many", "other")
"""What words that hold a number may be written for: `articles_few` beside `articles`; Unicode names these forms."""


@dataclass(frozen=True)
class Look:
    """What all editions share: the settings, the desk's own theme, and whether Pagefind is there."""

    settings: LibrarySettings
    desk: Path | None = None
    pagefind: bool = False

    def file(self, name: str) -> str:
        """The text of one of the theme's files: the desk's own, else the one that ships."""
        if not name.startswith(SHIPPED) and self._has_own(name):
            return self._read_own(name)
        return shipped_text(name.removeprefix(SHIPPED))

    def has(self, name: str) -> bool:
        """Whether there is a file of this name."""
        return self._has_own(name) or _is_shipped(name)

    def own_templates(self) -> list[tuple[str, str]]:
        """The desk's own templates, by name, with their texts."""
        found = sorted((self.desk / THEME).glob("*.html")) if self.desk else []
        return [(path.name, self._read_own(path.name)) for path in found]

    def _has_own(self, name: str) -> bool:
        own = self.desk / THEME / name if self.desk else None
        # A link that leads nowhere is an error of the theme, and is not passed over for the file that ships.
        return own is not None and (own.is_file() or own.is_symlink())

    def _read_own(self, name: str) -> str:
        assert self.desk is not None
        place_in(self.desk, THEME)
        # Not from elsewhere in the desk: articles that customers may not read lie there, too.
        return read_desk_text(self.desk / THEME, name)

    def template(self, name: str) -> str | None:
        """The text of a template by its bare name; None where there is none, and for files outside the theme."""
        bare = name.removeprefix(SHIPPED)
        return self.file(name) if Path(bare).name == bare and self.has(name) else None

    def words(self, language: str) -> dict[str, str]:
        """The FAQ's own words by what they are for; those that a language lacks are English."""
        names = ("en", language.partition("-")[0].lower(), language)
        found: dict[str, str] = {}
        for name in dict.fromkeys(f"words.{one}.yaml" for one in names):
            for own in (SHIPPED + name, name):
                if self.has(own):
                    given = _read_words(self.file(own), f"{THEME}/{own}")
                    # Forms for numbers belong to their words: English ones fit no others.
                    of_others = {f"{kind}_{form}" for kind in given for form in FORMS}
                    found = {kind: text for kind, text in found.items() if kind not in of_others} | dict(given)
        return found | {"language_name": found["language_name"] if _complete(self, language) else language}

    @cached_property
    def style(self) -> str:
        """The style sheet, with the desk's own colour, and without what only its writers need."""
        colour = self.settings.faq.colour
        return _SPACE.sub(" ", self.file("site.css")) + (shades_of(colour) if colour else "")

    @cached_property
    def logo(self) -> tuple[str, Bare]:
        """The file name and the picture that stands for the organisation, as customers get it."""
        name = self.settings.faq.logo
        if not name or self.desk is None:
            return "icon.svg", Bare(self.file("icon.svg").encode(), certain=True)
        kind = Path(name).suffix.lower()
        if kind not in PICTURES or any(part.startswith(".") for part in Path(name).parts):
            raise BadTheme(name, "the logo is a picture in the desk's folder")
        try:
            return f"logo{kind}", bare(read_desk_bytes(self.desk, name), kind)
        except LeadsOutside as error:
            raise BadTheme(name, "the logo is a picture in the desk's folder") from error

    @cached_property
    def assets(self) -> dict[str, bytes]:
        """Style sheet and pictures by their paths, which change with the content."""
        name, picture = self.logo
        found = {"site.css": self.style.encode(), name: picture.content}
        return {hashed(one, content): content for one, content in found.items()}


def _is_shipped(name: str) -> bool:
    return (files("kb.faq") / THEME / name.removeprefix(SHIPPED)).is_file()


@cache
def shipped_text(name: str) -> str:
    """The text of a file of the theme that ships."""
    return (files("kb.faq") / THEME / name).read_text("utf-8")


def hashed(name: str, content: bytes) -> str:
    """The path of an asset, which changes with its content."""
    stem, _, kind = name.rpartition(".")
    return f"assets/{stem}.{digest(content)[:10]}.{kind}"


def _complete(look: Look, language: str) -> bool:
    return any(look.has(f"words.{one}.yaml") for one in (language, language.partition("-")[0].lower()))


@lru_cache(maxsize=32)
def _read_words(text: str, name: str) -> Values[str, str]:
    problems = Problems(name)
    reader = Reader(parse_yaml(text, problems) or Mapping({}, 1, 1), problems)
    found = {key: reader.text(key) for key in reader.keys()}  # noqa: SIM118  a Reader's keys, not a dict's
    if problems.found:
        raise BadTheme(str(problems.found[0]), "mend it")
    return found


@cache
def shipped_texts() -> tuple[str, ...]:
    """The text of every file of the theme that ships: what anybody may read on any site."""
    names = (one.name for one in (files("kb.faq") / "theme").iterdir())
    return tuple(shipped_text(name) for name in sorted(names) if name.endswith((".html", ".css", ".js", ".yaml")))
