"""What changes for customers and agents between two states of the articles: pages, addresses, sections, answers."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from kb.articles.article import Article
from kb.articles.category import Category
from kb.articles.library import Library
from kb.articles.status import Status
from kb.faq.addresses import PAGE, article_address, category_address
from kb.faq.checks import claims_of
from kb.faq.editions import editions_of, is_shown
from kb.faq.pages.categories import Shelves
from kb.lint.lint import LEADING, problems_of
from kb.lint.rules import Linting
from kb.markdown.plain import plain_text
from kb.text import count_of

CUSTOMERS, AGENTS = "customers", "agents"
_WORD = re.compile(r"\w+")
_MOST_SECTIONS = 6


@dataclass(frozen=True)
class Change:
    """One thing that is another than before."""

    whom: str
    """Who notices: customers or agents."""
    kind: str
    """As in `moved`, `title` or `link` for customers, and `answer`, `phrase` or `draft` for agents."""
    place: str
    """The address of the page, the file, the phrase or the case."""
    said: str


@dataclass(frozen=True)
class State:
    """The articles at one time, in a desk's own language."""

    library: Library
    language: str
    shown: dict[str, Article] = field(init=False)
    """What customers may read, by path."""

    def __post_init__(self) -> None:
        shown = {one.path: one for one in self.library.articles if is_shown(self.library, one)}
        object.__setattr__(self, "shown", shown)

    @cached_property
    def addresses(self) -> frozenset[str]:
        """Every address under which a page lies or leads on."""
        editions = [(one, Shelves(one, "")) for one in editions_of(self.library, self.language)]
        return frozenset(path.removesuffix(PAGE) for path, _source in claims_of(self.library, editions))

    def address(self, article: Article) -> str:
        """Where the page of an article lies."""
        return article_address(self.library, article)


def changes_between(before: State, now: State) -> list[Change]:
    """What customers and agents notice, page by page."""
    was = _pairs(before.library.articles, now.library.articles)
    became = {old.path: new for new, old in was.values()}
    found = [_gone(article, became.get(path), before, now) for path, article in before.shown.items()]
    changes = [one for one in found if one]
    for article in now.library.articles:
        pair = was.get(article.path)
        old = pair[1] if pair else None
        if article.path in now.shown:
            changes += _for_customers(old if old and old.path in before.shown else None, article, before, now)
        changes += _for_agents(old, article)
    changes += (
        Change(AGENTS, "internal", path, "is gone")
        for path, article in before.library.by_path.items()
        if path not in became and path not in before.shown and article.status is Status.INTERNAL
    )
    return [*changes, *_categories(before, now), *_broken_links(before, now)]


def _categories(before: State, now: State) -> Iterator[Change]:
    for path, category in now.library.categories.items():
        old = before.library.categories.get(path)
        if old and not category.internal:
            yield from _named_otherwise(old, category, category_address(category))


def _named_otherwise(old: Article | Category, new: Article | Category, address: str) -> Iterator[Change]:
    for kind, was, is_now in (("title", old.title, new.title), ("summary", old.summary, new.summary)):
        if was != is_now:
            yield Change(CUSTOMERS, kind, address, f"{was!r} becomes {is_now!r}")


def _pairs(before: Iterable[Article], now: Iterable[Article]) -> dict[str, tuple[Article, Article]]:
    """Each article with what it was, by its path: the same file, id, old name or text."""
    found: dict[str, tuple[Article, Article]] = {}
    left = {one.path: one for one in before}
    new = list(now)
    for article in new:
        if article.path in left:
            found[article.path] = article, left.pop(article.path)
    for article in new:
        if article.path not in found:
            old = next((one for one in left.values() if _is_same(one, article)), None)
            if old is not None:
                found[article.path] = article, left.pop(old.path)
    return found


def _is_same(old: Article, new: Article) -> bool:
    if old.id and new.id:
        return old.id == new.id
    names = {old.slug, f"{old.category}/{old.slug}"}
    return not names.isdisjoint(new.aliases) or (old.body.strip() == new.body.strip() != "")


def _gone(article: Article, after: Article | None, before: State, now: State) -> Change | None:
    if after is not None and after.path in now.shown:
        return None
    address = before.address(article)
    why = f"its status is {after.status} now" if after else "its file is gone"
    led = "its address leads on" if address in now.addresses else "its address leads nowhere"
    return Change(CUSTOMERS, "gone", address, f"{article.title!r}: {why}, and {led}")


def _for_customers(old: Article | None, article: Article, before: State, now: State) -> Iterator[Change]:
    address = now.address(article)
    if old is None:
        yield Change(CUSTOMERS, "new", address, repr(article.title))
        return
    if before.address(old) != address:
        was = before.address(old)
        alias = was.strip("/") if "/" in was.strip("/") else f"/{was.strip('/')}"
        led = "leads on" if was in now.addresses else f"leads nowhere; `aliases: [{alias}]` mends it"
        yield Change(CUSTOMERS, "moved", address, f"was {was}, which {led}")
    if old.source_hash == article.source_hash:
        return
    yield from _named_otherwise(old, article, address)
    if old.body != article.body:
        sections = _sections(old, article)
        if sections:
            yield Change(CUSTOMERS, "sections", address, sections)
        words = _words(plain_text(old.document), plain_text(article.document))
        if words:
            yield Change(CUSTOMERS, "words", address, words)


def _sections(old: Article, new: Article) -> str:
    """The headings that came and went, with the anchors that lead nowhere now."""
    had, has = ({one.anchor: one.text for one in article.outline.headings} for article in (old, new))
    came = [repr(text) for anchor, text in has.items() if anchor not in had]
    went = [f"{text!r} (#{anchor})" for anchor, text in had.items() if anchor not in new.outline.anchors]
    parts = [(f"new: {_some(came)}" if came else ""), (f"gone: {_some(went)}" if went else "")]
    return "; ".join(filter(None, parts))


def _some(named: list[str]) -> str:
    more = len(named) - _MOST_SECTIONS
    return ", ".join(named[:_MOST_SECTIONS]) + (f" and {more} more" if more > 0 else "")


def _words(old: str, new: str) -> str:
    """How many words came and went; empty where it is only their order, or nothing."""
    had, has = Counter(_WORD.findall(old)), Counter(_WORD.findall(new))
    came, went = (has - had).total(), (had - has).total()
    if not came and not went:
        return "" if old.split() == new.split() else "the same words in another order"
    return f"{count_of(came, 'word')} new, {went} gone"


def _for_agents(old: Article | None, article: Article) -> Iterator[Change]:
    """What the answer for replies and the words for agents alone have become."""
    if old is not None and old.source_hash == article.source_hash:
        return
    if article.status is Status.INTERNAL and old is None:
        yield Change(AGENTS, "internal", article.path, f"is new: {article.title!r}")
    answers = [one.answer() if one and one.has_blocks else None for one in (old, article)]
    was, is_now = (one.text if one and one.template else "" for one in answers)
    if was != is_now:
        said = "is gone" if not is_now else f"is new: {count_of(len(is_now.split()), 'word')}" if not was else ""
        yield Change(AGENTS, "answer", article.path, said or f"changes: {_words(was, is_now) or 'its marks'}")
    if old is not None and _inside(old) != _inside(article):
        yield Change(AGENTS, "internal", article.path, _words(_inside(old), _inside(article)) or "its marks")


def _inside(article: Article) -> str:
    """What only agents read in an article: all of it where it is internal, else what the customers' page leaves out."""
    if article.status is Status.INTERNAL:
        return f"{article.title}\n{article.text}"
    if not article.has_blocks:
        return ""
    from kb.markdown.document import blocks_named

    lines = article.body.split("\n")
    return "\n".join("\n".join(lines[start:end]) for start, end in blocks_named(article.whole_document, "internal"))


def _broken_links(before: State, now: State) -> Iterator[Change]:
    """Links of customers' pages that lead nowhere and did not at that time, whoever broke them."""
    had = {(code, message) for code, message, _place in _leading(before)}
    for code, message, place in _leading(now):
        if (code, message) not in had:
            yield Change(CUSTOMERS, "link", place, message)


def _leading(state: State) -> Iterator[tuple[str, str, str]]:
    linting = Linting(state.library, dt.date.min)
    for article in state.shown.values():
        for one in problems_of(linting, article, LEADING):
            if one.code in LEADING:
                yield one.code, one.message, f"{one.path}:{one.line}"
