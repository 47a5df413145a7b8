"""Browsing: what there is in a desk to read, and what is known of each article and phrase."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from composer.cases.step import ORDER
from composer.desk.desk import Desk
from composer.desk.lint import lint_desk
from composer.phrases.fields import FIELDS, FROM_MESSAGE, fill
from composer.phrases.phrasebook import Phrase
from kb.articles import ARTICLES
from kb.articles.article import Article
from kb.articles.library import Library
from kb.articles.links import leading_to, target_of
from kb.articles.revisions import Revision, load_revisions
from kb.articles.status import Status
from kb.faq.editions import original_of
from kb.problem import Level, Problem


@dataclass(frozen=True)
class Branch:
    """A category, a phrasebook, or a step of one, with what is in it."""

    key: str
    """Its path below the desk, with the step behind a `#`."""
    title: str
    internal: bool = False
    branches: tuple[Branch, ...] = ()
    articles: tuple[Article, ...] = ()
    phrases: tuple[Phrase, ...] = ()

    @property
    def count(self) -> int:
        """How many articles or phrases are in it, at any depth."""
        return len(self.articles) + len(self.phrases) + sum(branch.count for branch in self.branches)


def branches_of(desk: Desk) -> tuple[Branch, ...]:
    """The categories in their order, one in the other, then the phrasebooks with their steps."""
    return (*_categories(desk.library), *_phrasebooks(desk.phrases))


def _categories(library: Library) -> list[Branch]:
    articles: dict[str, list[Article]] = {}
    for article in library.articles:
        articles.setdefault(article.category, []).append(article)
    below: dict[str, list[Branch]] = {}
    in_order = sorted(library.categories.values(), key=lambda one: (one.path.count("/"), one.order, one.path))
    for category in reversed(in_order):
        branch = Branch(
            key=f"{ARTICLES}/{category.path}".rstrip("/"),
            title=category.title or "Articles",
            internal=category.internal,
            branches=tuple(reversed(below.pop(category.path, []))) if category.path else (),
            articles=tuple(articles.get(category.path, ())),
        )
        if branch.count or category.path:
            below.setdefault(category.path.rpartition("/")[0], []).append(branch)
    return below.get("", [])[::-1]


def _phrasebooks(phrases: Iterable[Phrase]) -> list[Branch]:
    books: dict[str, dict[str, list[Phrase]]] = {}
    for phrase in phrases:
        books.setdefault(phrase.path, {}).setdefault(phrase.step, []).append(phrase)
    return [
        Branch(
            key=path,
            title=f"Phrases: {path.rpartition('/')[2].removesuffix('.yaml').replace('-', ' ')}",
            branches=tuple(
                Branch(f"{path}#{step}", step.label, phrases=tuple(steps[step])) for step in ORDER if step in steps
            ),
        )
        for path, steps in books.items()
    ]


@dataclass(frozen=True)
class Survey:
    """What takes a look at the whole desk, by path below it."""

    problems: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)
    leading: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The paths, below the articles folder, of the articles that lead to one."""
    revisions: Mapping[str, Revision] = field(default_factory=dict)
    """Paths below the desk; empty where there is no history."""

    def counts(self) -> dict[str, int]:
        """How many problems there are in each file and below each folder; hints are none."""
        counts: dict[str, int] = {}
        for path, problems in self.problems.items():
            grave = sum(problem.level is not Level.HINT for problem in problems)
            parts = path.split("/")
            for depth in range(1, len(parts) + 1) if grave else ():
                place = "/".join(parts[:depth])
                counts[place] = counts.get(place, 0) + grave
        return counts


def survey_of(desk: Desk) -> Survey:
    """Look at the whole desk: its problems, what leads where, and when each file last changed."""
    problems: dict[str, list[Problem]] = {}
    for problem in lint_desk(desk):
        problems.setdefault(problem.path, []).append(problem)
    found = {path: tuple(those) for path, those in problems.items()}
    return Survey(found, leading_to(desk.library), load_revisions(desk.root))


@dataclass(frozen=True)
class ArticleState:
    """What is known of one article besides its text."""

    category: str
    status: str
    """In words: who may read it, and why where its own file does not say so."""
    overdue: bool
    """Whether its review lies behind us."""
    revision: Revision | None
    problems: tuple[Problem, ...]
    translations: tuple[tuple[str, Article], ...]
    """Languages with the articles that say the same in them."""
    leading: tuple[Article, ...]
    """The articles that link or relate to it."""
    related: tuple[Article, ...]


def known_of(desk: Desk, article: Article, survey: Survey) -> ArticleState:
    """What is known of an article."""
    library = desk.library
    path = f"{ARTICLES}/{article.path}"
    leading = (library.by_path.get(one) for one in survey.leading.get(article.path, ()))
    related = (library.by_slug.get(slug) for slug in article.related)
    late = article.review_by is not None and article.review_by < desk.today
    return ArticleState(
        category=library.category_of(article).title,
        status=status_words(library, article),
        overdue=late and article.status is not Status.ARCHIVED,
        revision=survey.revisions.get(path),
        problems=survey.problems.get(path, ()),
        translations=_translations(library, article),
        leading=tuple(filter(None, leading)),
        related=tuple(filter(None, related)),
    )


def status_words(library: Library, article: Article) -> str:
    """Who may read an article, and why where its own file does not say so."""
    category = library.category_of(article)
    original, language = original_of(library, article)
    if article.status is Status.INTERNAL and category.internal:
        return f"internal, like everything in {category.title}"
    if article.status is Status.PUBLIC and language and original.status is not Status.PUBLIC:
        return f"public, but hidden while its original is {original.status}"
    return str(article.status)


def read_by_customers(library: Library, article: Article) -> bool:
    """Whether customers see an article at all."""
    return status_words(library, article) == Status.PUBLIC


def _translations(library: Library, article: Article) -> tuple[tuple[str, Article], ...]:
    """Every other edition of an article, the original without a language first."""
    original, _language = original_of(library, article)
    stem = original.path.removesuffix(".md")
    paths = (path for path in library.by_path if path.startswith(f"{stem}."))
    editions = ((original_of(library, library.by_path[path])[1], library.by_path[path]) for path in sorted(paths))
    return tuple((language, one) for language, one in editions if one.path != article.path)


def shown_address(library: Library, article: Article, address: str, *, public: bool) -> str:
    """What is shown of a link's address: the slug of an article, else the address.

    Nothing for a customer where the article is not public, as only the link's words are exported.
    """
    target = target_of(library, article, address)
    if target.article is None or target.article.path == article.path:
        return address if target.outside or target.article is None else ""
    return "" if public and target.article.status is not Status.PUBLIC else target.article.slug


def sample_of(desk: Desk, phrase: Phrase, variant: int) -> tuple[str, tuple[str, ...]]:
    """A wording as a customer will read it, with a chip for what each message and customer fills in; and the chips."""
    agent = desk.settings.agent
    asked = {ask.field: ask.label.lower() for ask in phrase.ask}
    names = {name: name.rpartition(".")[2].replace("_", " ") for name in (*FIELDS, *FROM_MESSAGE)}
    chips = {name: f"[{meaning}]" for name, meaning in (names | asked).items()}
    ours = {
        "organisation.name": desk.settings.library.organisation,
        "agent.name": agent.name,
        "agent.first_name": agent.first_name,
        "agent.signature": agent.signature or agent.name,
    }
    filled = fill(phrase.variants[variant], chips | {name: value for name, value in ours.items() if value})
    return filled.text, tuple(dict.fromkeys(chips.values()))
