"""The theme: templates, style and the FAQ's own words, put together to pages."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from urllib.parse import quote, urlsplit

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from kb.faq.addresses import root_of
from kb.faq.pages import ArticlePage, MissingPage, Page
from kb.files import digest
from kb.problem import Problems
from kb.settings import LibrarySettings
from kb.yamlfile import Mapping, Reader, parse_yaml

_RIGHT_TO_LEFT = {"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"}


def theme_file(name: str) -> str:
    """The text of one of the theme's files."""
    return (files("kb.faq") / "theme" / name).read_text("utf-8")


@dataclass(frozen=True)
class Theme:
    """Turns pages into HTML, all in the same frame."""

    settings: LibrarySettings

    @cached_property
    def words(self) -> dict[str, str]:
        """The FAQ's own words by what they are for."""
        problems = Problems("words.yaml")
        reader = Reader(parse_yaml(theme_file("words.yaml"), problems) or Mapping({}, 1, 1), problems)
        return {key: reader.text(key) for key in reader.keys()}  # noqa: SIM118  a Reader's keys, not a dict's

    @cached_property
    def assets(self) -> dict[str, str]:
        """The style sheet and the icon by their paths, which change with the content."""
        found = {name: theme_file(name) for name in ("site.css", "icon.svg")}
        return {name.replace(".", f".{digest(text)[:10]}."): text for name, text in found.items()}

    def html(self, page: Page) -> str:
        """One page as it is written."""
        # A server shows the missing page at any depth, where relative links would lead astray.
        anywhere = isinstance(page, MissingPage) and self.settings.faq.base_url
        values = {
            "page": page,
            "root": self.site_path if anywhere else root_of(page.address),
            "body": Markup(page.body.html) if isinstance(page, ArticlePage) else "",  # noqa: S704  cleaned in body.py
            "address": quote(page.address),
        }
        return self._templates.get_template(page.template).render(values)

    @property
    def site_path(self) -> str:
        """Where the site stands on its server."""
        return urlsplit(self.settings.faq.base_url).path or "/"

    @cached_property
    def _templates(self) -> Environment:
        loader = FunctionLoader(theme_file)
        templates = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
        templates.lstrip_blocks = True
        style, icon = (f"assets/{name}" for name in self.assets)
        language = self.settings.language
        templates.globals |= {
            "words": self.words,
            "style": style,
            "icon": icon,
            "language": language,
            "direction": "rtl" if language.partition("-")[0].lower() in _RIGHT_TO_LEFT else "ltr",
            "organisation": self.settings.organisation,
            "site_title": self.settings.faq.title,
            "base_url": self.settings.faq.base_url,
            "contact": _contact_address(self.settings.faq.contact),
        }
        return templates


def _contact_address(contact: str) -> str:
    """A way to a person as an address: a bare mail address becomes a link that writes to it."""
    return f"mailto:{contact}" if "@" in contact and ":" not in contact else contact
