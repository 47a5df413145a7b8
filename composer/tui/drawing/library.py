"""What the Library says of an article, a phrase, a branch or a miss: a head of four lines, and a text below it."""

from __future__ import annotations

from dataclasses import dataclass

from textual.content import Content

from composer.desk.desk import Desk
from composer.desk.library import (
    ArticleState,
    Branch,
    Survey,
    known_of,
    read_by_customers,
    sample_of,
    shown_address,
)
from composer.phrases.phrasebook import Phrase
from composer.tui.drawing.article import article_pieces
from composer.tui.drawing.page import Line, Piece
from kb.articles import ARTICLES
from kb.articles.article import Article
from kb.problem import Level, Problem
from kb.search.search_log import Miss
from kb.text import count_of

MISS_SHOWN = "Customers' words that found no article. Enter writes the stub of one that answers them."
NO_MISSES = "Nothing was looked for in vain yet. What agents and customers look for without finding it will stand here."


@dataclass(frozen=True)
class LibraryReading:
    """What stands on the right."""

    head: Content
    view: str
    """Who reads it like this."""
    pieces: list[Piece]


def reading_of(desk: Desk, leaf: Branch | Article | Phrase | Miss, survey: Survey, *, whole: bool) -> LibraryReading:
    """What stands beside what is highlighted; `whole` is all that agents may see."""
    if isinstance(leaf, Article):
        return _article(desk, leaf, known_of(desk, leaf, survey), whole=whole)
    if isinstance(leaf, Phrase):
        return _phrase(desk, leaf, whole=whole)
    return _branch(desk, leaf, survey) if isinstance(leaf, Branch) else _miss(leaf)


def _article(desk: Desk, article: Article, known: ArticleState, *, whole: bool) -> LibraryReading:
    library = desk.library
    document = article.whole_document if whole else article.document
    pieces = article_pieces(document, lambda address: shown_address(library, article, address, public=not whole))
    if article.summary:
        pieces = [Line(Content.styled(article.summary, "italic")), Line(Content("")), *pieces]
    if whole:
        view = "everything, as agents read it"
    elif read_by_customers(library, article):
        view = "as customers read it"
    else:
        view = f"customers do not see this: {article.status}"
    return LibraryReading(article_head(article, known), view, pieces)


def article_head(article: Article, known: ArticleState) -> Content:
    """Title; status and path; owner, review and last change; problems."""
    review = f"review by {article.review_by}" if article.review_by else ""
    if known.overdue:
        review = f"review overdue since {article.review_by}"
    changed = f"changed {known.revision.when:%Y-%m-%d} by {known.revision.who}" if known.revision else ""
    care = [f"owner {article.owner}" if article.owner else "no owner", review, changed]
    return _head(
        article.title,
        f"{known.status} · {ARTICLES}/{article.path}",
        Content.styled(" · ".join(filter(None, care)), "bold $warning" if known.overdue else "$dim"),
        problems_line(known.problems),
    )


def problems_line(problems: tuple[Problem, ...]) -> Content:
    """How many problems there are, and the gravest."""
    if not problems:
        return Content.styled("no problems", "$dim")
    gravest = min(problems, key=lambda one: (list(Level).index(one.level), one.line))
    count = count_of(len(problems), "problem")
    style = "$dim" if gravest.level is Level.HINT else "bold $warning"
    return Content.styled(f"{count} (^o a): line {gravest.line}: {gravest.message}", style)


def _head(title: str, place: str, *more: Content) -> Content:
    lines = [Content.styled(title, "bold"), Content.styled(place, "$dim"), *more]
    return Content("\n").join(lines)


def _phrase(desk: Desk, phrase: Phrase, *, whole: bool) -> LibraryReading:
    fits = phrase.fits
    wanted = [*fits.topics, *fits.tones, *fits.channels, fits.history or "", fits.outcome or ""]
    head = _head(
        phrase.id,
        f"{phrase.path}:{phrase.line}",
        Content.styled(f"{phrase.step.label} · for {', '.join(filter(None, wanted)) or 'everything'}", "$dim"),
    )
    pieces: list[Piece] = []
    for number, variant in enumerate(phrase.variants):
        text = Content(variant) if whole else _sample(*sample_of(desk, phrase, number))
        lead = f"{number + 1}. "
        pieces += [Line(text, Content.styled(lead, "bold"), Content(" " * len(lead))), Line(Content(""))]
    pieces += [Line(Content.styled(f"asks for {ask.label} ({ask.field})", "$dim")) for ask in phrase.ask]
    view = "as it is written, with its fields" if whole else "as customers read it, fields in brackets"
    return LibraryReading(head, view, pieces)


def _sample(text: str, chips: tuple[str, ...]) -> Content:
    """A wording with its chips; they stand in brackets, so they need no colour."""
    content = Content(text)
    for chip in chips:
        at = text.find(chip)
        while at >= 0:
            content = content.stylize("bold $accent", at, at + len(chip))
            at = text.find(chip, at + len(chip))
    return content


def _branch(desk: Desk, branch: Branch, survey: Survey) -> LibraryReading:
    is_category = branch.key.startswith(ARTICLES)
    what = count_of(branch.count, "article" if is_category else "phrase")
    problems = problems_below(branch, survey)
    head = _head(
        branch.title,
        branch.key.partition("#")[0],
        Content.styled(f"{what}{', internal: customers see none of them' if branch.internal else ''}", "$dim"),
        problems_line(problems),
    )
    category = desk.library.categories.get(branch.key.removeprefix(ARTICLES).lstrip("/")) if is_category else None
    pieces: list[Piece] = [Line(Content(category.summary)), Line(Content(""))] if category and category.summary else []
    pieces += [problem_piece(problem) for problem in problems]
    return LibraryReading(head, "", pieces)


def problems_below(branch: Branch, survey: Survey) -> tuple[Problem, ...]:
    """The problems of a branch's file, or of every file in its folder."""
    file = branch.key.partition("#")[0]
    return tuple(
        problem
        for path, problems in survey.problems.items()
        if path == file or path.startswith(f"{file}/")
        for problem in problems
    )


def problem_piece(problem: Problem) -> Line:
    """A problem with its place."""
    place = f"{problem.path.rpartition('/')[2]}:{problem.line} "
    style = "$dim" if problem.level is Level.HINT else "$warning"
    return Line(Content.assemble((place, "bold"), (f"{problem.level}: ", style), problem.message), hang=Content("  "))


def _miss(miss: Miss) -> LibraryReading:
    outcomes = [Line(Content(f"{outcome}: {count_of(count, 'time')}")) for outcome, count in miss.outcomes]
    head = _head(miss.words, f"asked {count_of(miss.times, 'time')} in vain")
    return LibraryReading(head, "", [*outcomes, Line(Content("")), Line(Content.styled(MISS_SHOWN, "$dim"))])
