"""The theme: templates, style and the FAQ's own words, put together to pages.

A desk replaces single files of the theme by files of the same name in its folder `theme/`; `{% extends
"shipped/base.html" %}` builds on what it replaces.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from collections.abc import Mapping as Values
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from types import MappingProxyType
from urllib.parse import quote, urlsplit

from markupsafe import Markup, escape

from kb.errors import BadTheme, CannotRead
from kb.faq.addresses import href, root_of
from kb.faq.pages.icons import icon_of
from kb.faq.pages.look import FORMS, Look, hashed, shipped_text
from kb.faq.pages.machines import structured_data
from kb.faq.pages.page import ArticlePage, CategoryPage, MissingPage, MovedPage, Page
from kb.faq.pages.templates import THEME, Template, Templates, own_templates, place_of, templates, what_of
from kb.faq.site_search import STEP
from kb.files import digest
from kb.words.compounds import LINKS, writes_together
from kb.words.endings import endings_of

_RIGHT_TO_LEFT = {"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"}
_POLICY = "default-src 'none'; {script}; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'"
_TWO_FORMS = {"da", "de", "en", "es", "it", "nl", "sv"}
"""Languages that need no library to tell one from more."""
_SCRIPT = "script-src 'self'"
_PAGEFIND = "script-src 'self' 'wasm-unsafe-eval'"
"""Pagefind is WebAssembly and fetches its parts."""


@dataclass(frozen=True)
class Theme:
    """Turns the pages of one language into HTML, all in the same frame."""

    look: Look
    language: str
    prefix: str = ""
    """The folder of this language's pages below the site."""
    languages: Values[str, str] = field(default_factory=dict)
    """The folder of each edition by its language."""
    feed: bool = False
    """Whether there is a feed, because the days of changes are known."""

    @cached_property
    def words(self) -> dict[str, str]:
        """The FAQ's own words in this language."""
        return self.look.words(self.language)

    @cached_property
    def script(self) -> tuple[str, bytes]:
        """The path and the content of the script, which carries its words with it."""
        kinds = ("copy", "copied", "copy_code", "filtered", "filter_none", "theme_dark", "theme_light", "theme_switch")
        return self._with_words("site.js", kinds)

    @cached_property
    def finder(self) -> tuple[str, bytes]:
        """The path and the content of the script that searches, which is loaded when somebody does."""
        kinds = (
            "found",
            "found_none",
            "found_some",
            "show_all",
            "search_failed",
            "search",
            "search_hint",
            "ask",
        )
        faq = self.look.settings.faq
        given: dict[str, str | float | Sequence[str]] = {
            "PAGEFIND": int(self.look.pagefind),
            "PREFIX": self.prefix,
            "CONTACT": _as_link(faq.contact),
            "MISSES": faq.misses,
            "ENDS": endings_of(self.language),
            "TOGETHER": writes_together(self.language),
            "LINKS": LINKS,
            "STEP": STEP,
        }
        return self._with_words("find.js", kinds, given)

    def _with_words(
        self, name: str, kinds: tuple[str, ...], given: Values[str, str | float | Sequence[str]] = MappingProxyType({})
    ) -> tuple[str, bytes]:
        forms = [f"{kind}_{form}" for kind in kinds for form in FORMS]
        words = {kind: self.words[kind] for kind in (*kinds, *forms) if kind in self.words}
        values = {"WORDS": words, **given}
        head = "".join(f"const {key} = {json.dumps(value, ensure_ascii=False)};\n" for key, value in values.items())
        # Both scripts are classic ones, whose names would meet.
        content = f"{{\n{head}{self.look.file(name)}}}\n".encode()
        return hashed(name, content), content

    def html(self, page: Page, versions: Values[str, str] | None = None) -> str:
        """One page as it is written; `versions` are its addresses in every language."""
        settings = self.look.settings.faq
        # A server shows the missing page at any depth, where relative links would lead astray.
        anywhere = isinstance(page, MissingPage)
        listed = settings.base_url and not isinstance(page, MovedPage | MissingPage)
        values = {
            **self._shared,
            "page": page,
            "root": self.site_path if anywhere else root_of(page.address),
            "body": Markup(page.body.html) if isinstance(page, ArticlePage) else "",  # noqa: S704  cleaned in body.py
            "address": quote(page.address),
            "versions": versions or {},
            "side": self._side(page),
            "structured": [Markup(one) for one in structured_data(page, self.look.settings, self.language)]  # noqa: S704  escaped there
            if listed
            else [],
        }
        try:
            return self._template(page.template).render(values)
        except CannotRead as error:
            raise BadTheme(f"{THEME}/{page.template}", str(error)) from error
        except Exception as error:
            # A template may divide by nothing or extend itself; what goes wrong in ours is a bug.
            if not self.has_own:
                raise
            raise BadTheme(place_of(error, page.template), what_of(error)) from error

    def _side(self, page: Page) -> Markup:
        """The topics beside a page: made once for all that share them, and marked where this page stands."""
        if not isinstance(page, ArticlePage | CategoryPage) or not page.side.topics:
            return Markup("")
        root = root_of(page.address)
        place = (page.side.key, root)
        if place not in self._sides:
            parts = self._template("parts.html").make_module(dict(self._shared))
            self._sides[place] = str(parts.side(page.side.topics, root, self.words, self._counted))  # type: ignore[attr-defined]  # a macro
        link = f'href="{escape(root + href(page.address))}"'
        shown = self._sides[place].replace(link, f'{link} aria-current="page"', 1)
        if isinstance(page, CategoryPage):
            shown = shown.replace(
                f"<summary>{escape(page.title)}<", f'<summary aria-current="page">{escape(page.title)}<'
            )
        return Markup(shown)  # noqa: S704  escaped by its template

    @cached_property
    def _sides(self) -> dict[tuple[str, str], str]:
        return {}

    @cached_property
    def key(self) -> str:
        """Changes with everything that all pages of this language depend on."""
        shipped = sorted(path.name for path in (files("kb.faq") / THEME).iterdir() if path.name.endswith(".html"))
        templates = self.look.own_templates() + [(name, self.look.file(name)) for name in shipped]
        shared = (
            self.look.settings,
            self.look.pagefind,
            self.words,
            list(self.look.assets),
            self.script[0],
            self.finder[0],
            templates,
        )
        return digest(repr((self.language, self.prefix, dict(self.languages), self.feed, shared)))

    @property
    def site_path(self) -> str:
        """Where the site stands on its server."""
        return urlsplit(self.look.settings.faq.base_url).path or "/"

    @cached_property
    def _template(self) -> Callable[[str], Template]:
        """From the name of a template to it; asked for every page."""
        return cache(self._templates.get_template)

    @cached_property
    def _templates(self) -> Templates:
        if self.has_own:
            return own_templates(self.look.template)
        words = {f"words.{name}": text for name, text in self.words.items()}
        paths = {name: text for name, text in self._shared.items() if isinstance(text, str)}
        return _shipped_templates(tuple({**words, **paths}.items()))

    @cached_property
    def has_own(self) -> bool:
        """Whether the desk has a theme of its own, which may show what it likes."""
        return self.look.desk is not None and (self.look.desk / THEME).is_dir()

    @cached_property
    def _shared(self) -> dict[str, object]:
        """What every page of this language knows."""
        settings = self.look.settings
        style, logo = self.look.assets
        return {
            "words": self.words,
            "style": style,
            "script": self.script[0],
            "find": self.finder[0],
            "counted": self._counted,
            "icon_of": icon_of,
            "ask": lambda page, root: ask_address(settings.faq.contact, page, root),
            "icon": logo,
            "prefix": self.prefix,
            "feed": self.feed and bool(settings.faq.base_url),
            "language": self.language,
            "languages": {one: self.look.words(one)["language_name"] for one in self.languages},
            "prefixes": self.languages,
            "direction": direction_of(self.language),
            "policy": _policy(settings.faq.misses, pagefind=self.look.pagefind),
            "organisation": settings.organisation,
            "site_title": settings.faq.title,
            "base_url": settings.faq.base_url,
            "links": settings.faq.links,
            "footer": settings.faq.footer,
            "contact": _as_link(settings.faq.contact),
            "day": lambda day: _day_in_words(day.isoformat(), self.language),
            "feedback": lambda page, answer: feedback_address(settings.faq.feedback, page, answer, self.words),
        }

    def _counted(self, kind: str, number: int) -> str:
        """A number with its words, in the form that the language has for such numbers."""
        form = _plural_form(number, self.language)
        words = self.words.get(f"{kind}_{form}") or self.words[kind]
        return words.replace("{count}", str(number))


def _policy(misses: str, *, pagefind: bool) -> str:
    """What a page may load: nothing from elsewhere, but for what is told of searches where a desk asks for it."""
    to = [*(["'self'"] if pagefind else []), *([misses.partition("?")[0]] if misses else [])]
    script = (_PAGEFIND if pagefind else _SCRIPT) + (f"; connect-src {' '.join(to)}" if to else "")
    return _POLICY.format(script=script)


@cache
def _plural_form(number: int, language: str) -> str:
    """The name of the form, as `one`, `few` or `other`."""
    if language.partition("-")[0].lower() in _TWO_FORMS:
        return "one" if number == 1 else "other"
    from babel import Locale, UnknownLocaleError

    try:
        return str(Locale.parse(language, sep="-").plural_form(number))
    except (UnknownLocaleError, ValueError):
        return "one" if number == 1 else "other"


def ask_address(contact: str, page: ArticlePage, root: str) -> str:
    """Where somebody asks about a page: a mail with its title as subject, or a form that is told the page."""
    link = _as_link(contact)
    sign = "&" if "?" in link else "?"
    if link.startswith("mailto:"):
        return f"{link}{sign}subject={quote(page.title)}"
    return f"{link if ':' in link else root + link}{sign}page={quote(page.address, safe='')}"


@lru_cache(maxsize=32)
def _shipped_templates(words: tuple[tuple[str, str], ...]) -> Templates:
    """The templates that ship need no sandbox, which takes a third of the time; compiled once for each language."""
    return templates(shipped_text, words=dict(words))


def direction_of(language: str) -> str:
    """`rtl` for languages that are written from the right, else `ltr`."""
    return "rtl" if language.partition("-")[0].lower() in _RIGHT_TO_LEFT else "ltr"


def feedback_address(address: str, page: ArticlePage, answer: str, words: Values[str, str]) -> str:
    """Where `yes` or `no` leads: a mail with the page in its subject, or a form that is told the page."""
    link = _as_link(address)
    if not link:
        return ""
    if link.startswith("mailto:"):
        subject = f"{words['feedback']} {words[f'feedback_{answer}']}: {page.title}"
        return f"{link}{'&' if '?' in link else '?'}subject={quote(subject)}"
    return f"{link}{'&' if '?' in link else '?'}page={quote(page.address, safe='')}&helped={answer}"


def _as_link(address: str) -> str:
    """An address as a link: a bare mail address becomes one that writes to it."""
    return f"mailto:{address}" if "@" in address and ":" not in address else address


@cache
def _day_in_words(day: str, language: str) -> str:
    """A day as people of a language write it; as it is for languages that Babel does not know."""
    import datetime as dt

    from babel import Locale, UnknownLocaleError
    from babel.dates import format_date

    try:
        return format_date(dt.date.fromisoformat(day), "long", Locale.parse(language, sep="-"))
    except (UnknownLocaleError, ValueError):
        return day
